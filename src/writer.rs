//! A document to bytes. All formats print the same blocks; to add one, implement [`Writer`] in a file of its
//! own and name it in `command/render.rs`.

mod html;
mod markdown;

pub use html::Html;
pub use markdown::Markdown;

use crate::document::{Document, Inline};

/// Turns a composed document into a file format.
pub trait Writer: Send + Sync {
    /// The format's name on the command line.
    fn name(&self) -> &'static str;

    /// The ending of its files.
    fn extension(&self) -> &'static str;

    /// The file's bytes: the same for the same document, always.
    ///
    /// # Errors
    /// If the page template is at fault.
    fn write(&self, document: &Document) -> anyhow::Result<Vec<u8>>;
}

/// What a draft is called wherever it is named.
const DRAFT: &str = "草稿";

/// The title as printed; a draft says so.
fn title(document: &Document) -> String {
    if document.draft {
        format!("{}（{DRAFT}）", document.title)
    } else {
        document.title.clone()
    }
}

/// What stands over a draft.
const DRAFT_NOTICE: &str = "草稿：数据尚未核对完毕，不得公布。";

/// A figure as prose shows it.
fn figure_in_prose(text: &str) -> &str {
    if text.is_empty() { Inline::BLANK } else { text }
}

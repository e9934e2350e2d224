//! A document to bytes. All formats print the same blocks; to add one, implement [`Writer`] in a file of its
//! own and name it in `command/render.rs`.

mod html;
mod markdown;

pub use html::Html;
pub use markdown::Markdown;

use crate::document::{Document, Inline, Print, Shown};

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

/// Where the first character stands that may mean something in a format: one of the ASCII characters that `acts` says so
/// of, by their bytes.
fn first_acting(text: &str, acts: &[bool; 256]) -> Option<usize> {
    // Chinese text and its numbers mean nothing anywhere, and are passed over many bytes at a time.
    let is_plain = |byte: u8| !byte.is_ascii() || byte.is_ascii_digit();
    let are_plain = |bytes: &[u8; 16]| {
        bytes
            .iter()
            .fold(true, |plain, &byte| plain & is_plain(byte))
    };
    let acts = |byte: &u8| acts[usize::from(*byte)];
    let bytes = text.as_bytes();
    let (blocks, rest) = bytes.as_chunks();
    for (number, block) in blocks.iter().enumerate() {
        if !are_plain(block)
            && let Some(at) = block.iter().position(acts)
        {
            return Some(number * block.len() + at);
        }
    }
    // What is left is seldom a whole block: it is one with what stands before it.
    if bytes.last_chunk().is_some_and(are_plain) {
        return None;
    }
    let at = rest.iter().position(acts)?;
    Some(text.len() - rest.len() + at)
}

/// Adds a table with its figures; few tables have any that means something in a format. `acts` says which characters
/// `escape` does anything about.
fn fill(
    print: &Print,
    figures: &Shown,
    acts: &[bool; 256],
    escape: impl Fn(&str, &mut String),
    out: &mut String,
) {
    match first_acting(figures.text(), acts) {
        None => print.fill(figures, out, |figure, out| out.push_str(figure)),
        Some(_) => print.fill(figures, out, escape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_acts_is_found_wherever_it_stands() {
        let mut acts = [false; 256];
        acts[usize::from(b'<')] = true;
        for length in 0..80 {
            let before = "1".repeat(length);
            assert_eq!(first_acting(&before, &acts), None);
            assert_eq!(first_acting(&format!("{before}<年<"), &acts), Some(length));
            let before = "年&".repeat(length);
            assert_eq!(
                first_acting(&format!("{before}<"), &acts),
                Some(before.len())
            );
        }
    }
}

//! A form file as written: the shape that `report-templates/forms/*.toml` have. `resolve.rs` turns it into a
//! [`Form`](super::Form) that needs no more doubt.

use serde::Deserialize;
use toml::Spanned;

use super::resolve::FORM_SYNTAX;
use super::{Citation, Kind, Layout, Rest, RowKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plain;
use crate::source::{SourceId, Span};

/// A form file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFile {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) documents: Vec<String>,
    pub(super) years: Option<YearsFile>,
    pub(super) citation: CitationFile,
    #[serde(default)]
    pub(super) deadline: Vec<DeadlineFile>,
    #[serde(default)]
    pub(super) table: Vec<TableFile>,
    #[serde(default)]
    pub(super) chapter: Vec<ChapterFile>,
    #[serde(default)]
    pub(super) mention: Vec<MentionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChapterFile {
    #[serde(default)]
    pub(super) editions: Vec<String>,
    pub(super) heading: Spanned<String>,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) words: bool,
    #[serde(default)]
    pub(super) least: usize,
    #[serde(default)]
    pub(super) aspect: Vec<AspectFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AspectFile {
    pub(super) name: String,
    pub(super) said_by: Vec<String>,
    #[serde(default)]
    pub(super) levels: Vec<String>,
    pub(super) severity: SeverityFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MentionFile {
    #[serde(default)]
    pub(super) editions: Vec<String>,
    pub(super) means: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) say: Vec<String>,
    #[serde(default)]
    pub(super) none: Vec<String>,
    #[serde(default)]
    pub(super) about: Vec<String>,
    #[serde(default)]
    pub(super) without: Vec<String>,
    #[serde(default)]
    pub(super) aside: Vec<String>,
    #[serde(default)]
    pub(super) doubt: Vec<String>,
    #[serde(default)]
    pub(super) beside: Vec<Spanned<String>>,
    pub(super) units: Vec<String>,
    #[serde(default)]
    pub(super) severity: SeverityFile,
}

#[derive(Deserialize, Clone, Copy, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct YearsFile {
    pub(super) from: u16,
    pub(super) to: Option<u16>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct CitationFile {
    pub(super) act: String,
    #[serde(default)]
    pub(super) article: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeadlineFile {
    pub(super) levels: Vec<String>,
    pub(super) month: u32,
    pub(super) day: u32,
    pub(super) citation: CitationFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableFile {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) documents: Option<Vec<String>>,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(default)]
    pub(super) unconfirmed: bool,
    pub(super) layout: Layout,
    #[serde(default)]
    pub(super) rest: Rest,
    #[serde(default)]
    pub(super) unit_head: String,
    #[serde(default)]
    pub(super) corner: String,
    #[serde(default)]
    pub(super) hint: String,
    #[serde(default)]
    pub(super) carried: bool,
    /// `rolled_up = false`: the figures of several agencies must not be added (a rating, a share, a rank).
    pub(super) rolled_up: Option<bool>,
    pub(super) open: Option<OpenFile>,
    pub(super) column: Vec<ColumnFile>,
    #[serde(default)]
    pub(super) row: Vec<RowFile>,
    #[serde(default)]
    pub(super) identity: Vec<IdentityFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenFile {
    pub(super) label: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) typical: Vec<String>,
    pub(super) total: Spanned<Vec<String>>,
    pub(super) summed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnFile {
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) group: Vec<String>,
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) units: Vec<String>,
    /// What each of `units` is worth in the first of them, so that figures in different ones can be added.
    pub(super) worth: Option<Spanned<Vec<u32>>>,
    pub(super) kind: Kind,
    #[serde(default)]
    pub(super) slash: bool,
    /// As for a table, of a column's figures.
    pub(super) rolled_up: Option<bool>,
    pub(super) sum: Option<Spanned<Vec<Spanned<String>>>>,
    /// In an overlay: the column that it follows, and the rows that have it.
    pub(super) after: Option<Spanned<String>>,
    pub(super) rows: Option<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowFile {
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) parent: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) kind: RowKind,
    pub(super) sum: Option<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    pub(super) section: String,
    pub(super) unit: Option<String>,
    pub(super) figures: Option<Kind>,
    pub(super) columns: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) slash: bool,
    /// As for a table, of a row's figures.
    pub(super) rolled_up: Option<bool>,
    pub(super) power: Option<PowerFile>,
    /// In an overlay: the row that it follows.
    pub(super) after: Option<Spanned<String>>,
    pub(super) citation: Option<CitationFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PowerFile {
    pub(super) levels: Vec<String>,
    #[serde(default)]
    pub(super) unsure: Vec<String>,
    pub(super) citation: CitationFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentityFile {
    pub(super) id: Spanned<String>,
    pub(super) equation: Spanned<String>,
    #[serde(default)]
    pub(super) severity: SeverityFile,
    pub(super) waivable: Option<bool>,
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) explained_by: Option<String>,
    pub(super) citation: Option<CitationFile>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum SeverityFile {
    #[default]
    Error,
    Warning,
    Note,
}

impl From<SeverityFile> for Severity {
    fn from(file: SeverityFile) -> Self {
        match file {
            SeverityFile::Error => Self::Error,
            SeverityFile::Warning => Self::Warning,
            SeverityFile::Note => Self::Note,
        }
    }
}

impl From<CitationFile> for Citation {
    fn from(file: CitationFile) -> Self {
        Self {
            act: file.act,
            article: file.article,
        }
    }
}

/// What has to be known of a form before it is read.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) id: String,
    pub(super) years: Option<YearsFile>,
}

/// Reads what stands above the first table of a form file, which is a document of its own.
pub(super) fn parse_head(source: SourceId, text: &str) -> Result<Head, Diagnostic> {
    let end = text.find("\n[").unwrap_or(text.len());
    let head = toml::from_str(&text[..end]);
    // What is at fault shows best in the whole.
    head.or_else(|_| {
        let FormFile { id, years, .. } = parse(source, text)?;
        Ok(Head { id, years })
    })
}

/// Reads one form file's text.
pub(super) fn parse(source: SourceId, text: &str) -> Result<FormFile, Diagnostic> {
    plain::deserialise(text).map_err(|error| {
        FORM_SYNTAX
            .at(Span::new(source, error.span().unwrap_or(0..0)))
            .with("detail", error.message())
    })
}

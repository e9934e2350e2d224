//! The keys of `report.toml` as data (`report-templates/keys.toml`): which there are, what they hold, which
//! document needs them, and the comment that `init` writes over each.
//!
//! A key is named in Rust only where the program itself acts on it (the year, the agency, the dates of
//! publication and deadline). Everything else is words that templates use by name.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use ecow::EcoString;
use serde::Deserialize;

use crate::assets::Assets;
use crate::plain;

/// What `report.toml` may hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// The sections, in the order in which `init` writes them. The one without an id is the top level.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

/// A table of `report.toml`, or its top level.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name; empty for the top level.
    pub id: EcoString,
    /// Whether it may stand several times (`[[problems]]`).
    #[serde(default)]
    pub repeated: bool,
    /// The comment over it, in Chinese.
    pub zh: String,
    /// Its keys.
    #[serde(rename = "key")]
    pub keys: Vec<Key>,
}

/// One key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Its name.
    pub id: EcoString,
    /// What it holds.
    pub kind: Kind,
    /// The values it may have ([`Kind::Choice`], [`Kind::Choices`]).
    #[serde(default)]
    pub choices: Vec<String>,
    /// For a choice, the one that stands above it: a county's is that of its townships.
    #[serde(default)]
    pub above: BTreeMap<String, String>,
    /// The documents that cannot do without it.
    #[serde(default)]
    pub documents: Vec<String>,
    /// The levels of agency that cannot do without it; all if empty.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Whether its words must be new each year; a text that is last year's again is a finding.
    #[serde(default)]
    pub fresh: bool,
    /// The key of last year's report, as `section.key`, that a new year starts with.
    pub from: Option<String>,
    /// The editions that have it; all if empty. `init` writes it there, and only there is it needed.
    #[serde(default)]
    pub editions: Vec<String>,
    /// The editions whose documents can do without it.
    #[serde(default)]
    pub optional_in: Vec<String>,
    /// Figures, as `table.row.column`, that say it already when all of them are known.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Whether few agencies need it: `init` writes it as a comment.
    #[serde(default)]
    pub rare: bool,
    /// The comment over it, in Chinese: what to write, with an example where that helps.
    pub zh: String,
}

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A text of one paragraph.
    Text,
    /// One or more paragraphs: a text, each line a paragraph, or a list of texts.
    Prose,
    /// A list of short texts.
    List,
    /// A date.
    Date,
    /// A reporting year.
    Year,
    /// One of a few words.
    Choice,
    /// Some of a few words.
    Choices,
}

impl Keys {
    /// Reads `keys.toml`.
    ///
    /// # Errors
    /// If the file cannot be read or is malformed.
    pub fn load(assets: &Assets) -> Result<Self> {
        let (name, text) = assets.read("keys.toml")?;
        plain::deserialise(&text).with_context(|| format!("{name} cannot be used"))
    }

    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}

impl Section {
    /// The key with this id.
    pub fn key(&self, id: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.id == id)
    }
}

impl Key {
    /// Whether an edition has the key.
    pub fn is_of(&self, edition: &str) -> bool {
        self.editions.is_empty() || self.editions.iter().any(|other| other == edition)
    }

    /// Whether an agency of this level that publishes these documents of an edition must fill it in.
    pub fn is_needed(&self, edition: &str, documents: &[String], level: Option<&str>) -> bool {
        self.is_of(edition)
            && !self.optional_in.iter().any(|other| other == edition)
            && self
                .documents
                .iter()
                .any(|document| documents.contains(document))
            && (self.levels.is_empty()
                || level.is_some_and(|level| self.levels.iter().any(|other| other == level)))
    }
}

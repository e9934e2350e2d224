//! The report's words as running text, paragraph by paragraph, each with its place: those of `report.toml`, and
//! those of a text that has been written already.

use std::ops::Range;

use ecow::EcoString;

use crate::prose::{self, Date, Inventory, Quantity, Reading};
use crate::source::Span;

/// Where a paragraph stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In `report.toml`.
    Key {
        /// Name of the section.
        section: EcoString,
        /// Name of the key.
        key: EcoString,
    },
    /// In the text of a document, under the chapter with this index in [`Text::chapters`].
    Chapter {
        /// Index of the document's text in [`Report::texts`](super::Report::texts).
        text: usize,
        /// Index of the chapter; none before the first.
        chapter: Option<usize>,
    },
}

/// One paragraph of the report's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it says.
    pub text: String,
    /// Where it belongs.
    pub origin: Origin,
    /// The numbers in it and what they count, in order: many rules ask, and the text is read once.
    pub quantities: Vec<Quantity>,
    /// The dates and years in it, in order.
    pub dates: Vec<Date>,
    inventory: Inventory,
    digits: usize,
    span: Span,
    verbatim: bool,
}

impl Paragraph {
    /// A paragraph written at `span`; `verbatim` if that span holds exactly its text.
    pub fn new(text: String, origin: Origin, span: Span, verbatim: bool) -> Self {
        let Reading {
            inventory,
            quantities,
            dates,
            digits,
        } = prose::read(&text);
        Self {
            text,
            origin,
            quantities,
            dates,
            inventory,
            digits,
            span,
            verbatim,
        }
    }

    /// The characters that it has, so that most of what is looked for need not be.
    pub fn inventory(&self) -> &Inventory {
        &self.inventory
    }

    /// The most digits that stand in a row in it, spaces and hyphens between them not counted.
    pub fn digits(&self) -> usize {
        self.digits
    }

    /// Whether it says these words.
    pub fn says(&self, words: &str) -> bool {
        self.inventory.may_say(words) && self.text.contains(words)
    }

    /// Where the paragraph is written.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Where a part of the text is written: the whole value, if it is written in another way than it reads.
    pub fn at(&self, range: &Range<usize>) -> Span {
        if !self.verbatim {
            return self.span;
        }
        let start = self.span.range().start;
        Span::new(self.span.source, start + range.start..start + range.end)
    }

    /// Whether it is the value of this key of `report.toml`.
    pub fn is_of(&self, section: &str, key: &str) -> bool {
        matches!(&self.origin, Origin::Key { section: of, key: name } if of == section && name == key)
    }
}

/// A document's text that has been written already (`annual.txt`), divided into chapters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The document: `annual`.
    pub document: String,
    /// Where the file begins.
    pub span: Span,
    /// The first line, and where it stands; none if the file is blank.
    pub title: Option<(String, Span)>,
    /// The chapters, in the order in which they stand.
    pub chapters: Vec<Chapter>,
}

/// A chapter of a text, as its heading (一、总体情况) announces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The number in its heading, from 1.
    pub ordinal: u32,
    /// The heading without its number.
    pub heading: String,
    /// Where the heading stands.
    pub span: Span,
}

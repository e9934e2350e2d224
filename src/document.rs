//! A report composed for reading: blocks, not text, so that each writer prints the same words.
//!
//! ```text
//! Report ──figures──▶ what each cell shows, totals and groups worked out
//!        ──words────▶ the officer's words, their `{{ … }}` filled in
//!        ──context──▶ what templates see       ──template──▶ Markdown ──markdown──▶ blocks
//!        ──table────▶ printed tables, spans from the form ─────────────────────────┘
//! ```
//!
//! The words of a document are a template in `report-templates/documents/`: `annual-2021.md` for one
//! edition, or `annual.md` for all. A figure travels through template and Markdown as a marked string
//! (`mark`), and so arrives in its block with the path of the figure that it shows.

mod context;
mod figures;
mod mark;
mod markdown;
mod names;
mod phrasing;
mod plain;
mod table;
mod template;
mod words;

use std::borrow::Cow;

use anyhow::{Context as _, Result};
use tera::{Context, Tera};

pub use table::Table;
pub use words::{CODES, check_words};

use crate::assets::Assets;
use crate::diagnostic::Diagnostic;
pub use crate::form::{Cell, Grid, Part, Print, Role, Scope, Shown};
use crate::form::{Form, keys::Keys};
use crate::model::Report;
use figures::Figures;
use names::{Asked, Names};

/// A document, ready to be written in any format. What the form says, it borrows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'d> {
    /// Which document it is: `annual`, `self-inspection`.
    pub name: String,
    /// Its title, which is not among the blocks.
    pub title: String,
    /// Whether it must not be published yet; then every page says so.
    pub draft: bool,
    /// What it says.
    pub blocks: Vec<Block<'d>>,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'d> {
    /// A heading; the sections below the title are level 2.
    Heading {
        /// 2 to 6.
        level: u8,
        /// What it says.
        content: Vec<Inline<'d>>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline<'d>>),
    /// A list.
    List {
        /// The first number, if the items are numbered.
        ordered: Option<u64>,
        /// The items.
        items: Vec<Vec<Block<'d>>>,
    },
    /// A table of the form, as printed.
    Table(Table<'d>),
    /// Who signs, and when: one line each, set to the right. Block quotes in a template become this.
    Signature(Vec<Vec<Inline<'d>>>),
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline<'d> {
    /// Plain text, never markup.
    Text(String),
    /// A figure and where it comes from.
    Figure {
        /// The figure's path: `requests.received.total`.
        path: Cow<'d, str>,
        /// The figure as shown; empty if it has not been filled in.
        text: String,
    },
    /// Strong emphasis.
    Strong(Vec<Inline<'d>>),
    /// Emphasis.
    Emphasis(Vec<Inline<'d>>),
    /// A link.
    Link {
        /// Where to; not trusted, the writer decides what may be followed.
        target: String,
        /// What it says.
        content: Vec<Inline<'d>>,
    },
    /// A line ends here.
    Break,
}

impl Inline<'_> {
    /// What prose shows for a figure that nobody has filled in; only a draft can have one.
    pub const BLANK: &'static str = "（未填）";
}

/// Bytes that the text of most documents takes.
const USUAL_LENGTH: usize = 16 << 10;

/// The document templates, parsed once and used for every report.
#[derive(Debug)]
pub struct Composer {
    documents: Tera,
    /// What the templates say of a report.
    names: Names,
}

impl Composer {
    /// Reads and parses the document templates.
    ///
    /// # Errors
    /// If a template cannot be read or parsed; the error names template, line and column.
    pub fn new(assets: &Assets) -> Result<Self> {
        let (documents, names) = template::documents(assets)?;
        Ok(Self { documents, names })
    }

    /// Takes a report up, to compose its documents.
    ///
    /// # Errors
    /// References in the officer's own words that lead nowhere.
    pub fn open<'c, 'd>(
        &'c self,
        form: &'d Form,
        keys: &'c Keys,
        report: &'d Report,
    ) -> Result<Composition<'c, 'd>, Vec<Diagnostic>> {
        let figures = Figures { form, report };
        Ok(Composition {
            composer: self,
            figures,
            keys,
            context: context::build(&figures, keys, Asked::by(&self.names))?,
        })
    }

    /// Composes one document of a report; [`open`](Self::open) takes less time for several.
    ///
    /// # Errors
    /// As [`Composition::document`]. References in the officer's own words that lead nowhere are the inner error.
    pub fn compose<'d>(
        &self,
        form: &'d Form,
        keys: &Keys,
        report: &'d Report,
        document: &str,
        draft: bool,
    ) -> Result<Result<Document<'d>, Vec<Diagnostic>>> {
        self.open(form, keys, report)
            .map(|composition| composition.document(document, draft))
            .map_or_else(|findings| Ok(Err(findings)), |composed| composed.map(Ok))
    }

    /// What templates see of a report, as JSON: to debug a template without the program.
    ///
    /// # Errors
    /// References in the officer's own words that lead nowhere.
    pub fn context(
        &self,
        form: &Form,
        keys: &Keys,
        report: &Report,
    ) -> Result<serde_json::Value, Vec<Diagnostic>> {
        let context = context::build(&Figures { form, report }, keys, Asked::by(&Names::all()))?;
        Ok(context::json(&context, form, keys))
    }
}

/// A report whose documents are composed; all of them see the same.
#[derive(Debug)]
pub struct Composition<'c, 'd> {
    composer: &'c Composer,
    figures: Figures<'d>,
    keys: &'c Keys,
    context: Context,
}

impl<'d> Composition<'_, 'd> {
    /// Composes one document.
    ///
    /// # Errors
    /// If there is no template for the document, or it is at fault; the error names template, line and
    /// column.
    pub fn document(&self, document: &str, draft: bool) -> Result<Document<'d>> {
        let templates = &self.composer.documents;
        let template = template::for_document(templates, document, &self.figures.form.id)
            .with_context(|| format!("there is no template for `{document}`"))?;
        let mut text = Vec::with_capacity(USUAL_LENGTH);
        if let Err(error) = templates.render_to(template, &self.context, &mut text) {
            text = self.render_whole(template).ok_or(error)??.into_bytes();
        }
        let text = simdutf8::basic::from_utf8(&text).context("a template is text")?;
        let (title, blocks) = markdown::parse(text, self.figures)
            .with_context(|| format!("{template} cannot be used"))?;
        Ok(Document {
            name: document.to_owned(),
            title,
            draft,
            blocks,
        })
    }

    /// Renders a template that is at fault again, with all names that there are: the error lists them.
    fn render_whole(&self, template: &str) -> Option<tera::TeraResult<String>> {
        let whole = context::build(&self.figures, self.keys, Asked::by(&Names::all())).ok()?;
        Some(self.composer.documents.render(template, &whole))
    }
}

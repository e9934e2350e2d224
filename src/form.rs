//! The statutory form as data: tables, rows, columns, labels, citations, and the arithmetic that must hold.
//!
//! A form file (`report-templates/forms/*.toml`) says once what the printed form says. The CSV files that
//! `init` writes, all arithmetic checks, the printed tables and the names that templates use derive from
//! it. A new edition is a new file; Rust that names a row is a defect.
//!
//! - The types here mirror the printed form; `form/file.rs` reads form files, `form/resolve.rs` validates them.
//! - [`Equation`] is the language of identities; `form/equation.rs` parses it.
//! - [`Library`] holds every edition and picks the one for a reporting year; `form/overlay.rs` adds local rows.
//! - [`keys`] is the same idea for `report.toml`: which keys there are, and what they mean.

mod derive;
mod equation;
mod file;
pub mod keys;
mod label;
mod library;
mod mention;
mod overlay;
mod resolve;
mod schema;

pub use derive::{csv_head, csv_label, new_csv};
pub use equation::{Comparison, Equation, RowRef, Term};
pub use label::Labels;
pub use library::{Invalid, Library};
pub use mention::{Mention, Mentions, Pattern, Spoken};
pub use resolve::CODES;
pub use schema::report_schema;

use std::sync::OnceLock;

use crate::diagnostic::Severity;
use crate::source::Span;

/// The tables that an agency reports on for a year: those of the statutory edition, and the township's
/// own tallies.
#[derive(Clone, Debug)]
pub struct Form {
    /// The edition's id: `2021`.
    pub id: String,
    /// The edition's title, as printed.
    pub title: String,
    /// Where the edition was promulgated.
    pub citation: Citation,
    /// First and last reporting year of the edition.
    pub years: Years,
    /// By when a report must be published.
    pub deadlines: Vec<Deadline>,
    /// The tables, in the order in which they are printed.
    pub tables: Vec<Table>,
    /// The arithmetic between figures, beyond sums that rows and columns declare.
    pub identities: Vec<Identity>,
    /// The same between this year's figures and last year's. The first term on the left is this year's, and is
    /// the figure that last year's decides.
    pub continuities: Vec<Identity>,

    /// The chapters of the annual report, in the order in which the form sets them.
    pub chapters: Vec<Chapter>,
    /// How running text speaks of figures.
    pub mentions: Mentions,
}

/// A chapter of the annual report.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its heading, without the number.
    pub heading: String,
    /// Other headings that real reports use and that mean the same.
    pub aliases: Vec<String>,
    /// What it must speak of.
    pub aspects: Vec<Aspect>,
    /// Whether it is words, and not a table.
    pub words: bool,
    /// The fewest characters that it takes to say anything; 0 if a word may do.
    pub least: usize,
    /// Where the form declares it.
    pub span: Span,
    /// The headings as they are compared, once they have been.
    normal: OnceLock<Vec<String>>,
}

/// Something that a chapter must speak of.
#[derive(Clone, Debug)]
pub struct Aspect {
    /// What it is called.
    pub name: String,
    /// Words of which it takes one to speak of it.
    pub said_by: Vec<String>,
    /// The levels of agency that must speak of it; all if empty.
    pub levels: Vec<String>,
    /// How much it matters.
    pub severity: Severity,
}

/// Reporting years, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    /// First year.
    pub from: u16,
    /// Last year, if the edition has been replaced.
    pub to: Option<u16>,
}

impl std::fmt::Display for Years {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.to {
            Some(to) => write!(f, "{}–{to}", self.from),
            None => write!(f, "{}–", self.from),
        }
    }
}

/// Where the law says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The act or document, with its number.
    pub act: String,
    /// Article, paragraph and item, as printed; may be empty.
    pub article: String,
}

impl std::fmt::Display for Citation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.act, self.article)
    }
}

/// The last day for publication, in the year after the reporting year.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// The levels of agency that it binds.
    pub levels: Vec<String>,
    /// Month and day.
    pub month_day: (u32, u32),
    /// The law behind it.
    pub citation: Citation,
}

/// One table of the form.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing of its own that the form says"
)]
pub struct Table {
    /// Permanent id: `requests`.
    pub id: String,
    /// Title as printed.
    pub title: String,
    /// The documents that need it: `annual`, `self-inspection`.
    pub documents: Vec<String>,
    /// May an agency leave it out?
    pub optional: bool,
    /// Whether the form's rows are not known to be those of the original: what does not fit, or is not there,
    /// says nothing against the agency, so that no finding about the table is an error.
    pub unconfirmed: bool,
    /// How it is printed.
    pub layout: Layout,
    /// What stands where a section has fewer columns than others ([`Layout::Sections`]).
    pub rest: Rest,
    /// Head of the printed column with the rows' units; empty if the table prints none.
    pub unit_head: String,
    /// What the printed table says over its row labels.
    pub corner: String,
    /// Its columns, in printed order.
    pub columns: Vec<Column>,
    /// Its rows, in printed order; none if the agency gives the rows.
    pub rows: Vec<Row>,
    /// Set if the agency gives the rows.
    pub open: Option<Open>,
    /// Its labels, as real files write them.
    pub labels: Labels,
    /// A hint for the officer, printed above the table's blank file.
    pub hint: String,
    /// Whether a new year starts with last year's figures, for the officer to revise.
    pub carried: bool,
    /// Whether the figures of several agencies add up to that of the agency above them.
    pub rolled_up: bool,
    /// Where the form declares it.
    pub span: Span,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Row labels at the left in as many columns as the rows are deep, groups spanning their rows (表三).
    Stub,
    /// Rows in sections, each with its own column heads (表二).
    Sections,
    /// Rows become column heads; one line of figures (表四).
    Transposed,
    /// A line for every row, headings among them, indented by how deep they stand.
    List,
}

/// How a section with fewer columns than others is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rest {
    /// Its last column spans the room that is left.
    #[default]
    Span,
    /// The room that is left stays blank.
    Blank,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A whole number, nought or more.
    Count,
    /// A whole number that may carry a sign (本年增/减).
    Signed,
    /// An amount, nought or more, exact, its scale kept.
    Money,
    /// Words, in an open table.
    Text,
    /// In an open table: the label of the row above this one in the tree.
    Parent,
}

impl Kind {
    /// Whether the column holds figures.
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Count | Self::Signed | Self::Money)
    }
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Permanent id: `natural_person`.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Other labels that real files use.
    pub aliases: Vec<String>,
    /// Heads printed above the label, outermost first.
    pub group: Vec<String>,
    /// Unit of the figures: 件, 万元. Empty where the form prints none.
    pub unit: String,
    /// Units of which each figure names its own, where the form fixes none: 元, 万元.
    pub units: Vec<String>,
    /// What each of `units` is worth in the first; empty if the form does not say.
    pub worth: Vec<u32>,
    /// What it holds.
    pub kind: Kind,
    /// Whether the figures of several agencies add up to that of the agency above them.
    pub rolled_up: bool,
    /// The columns that this one totals.
    pub sum: Option<Vec<usize>>,
    /// Whether `/` may stand in it.
    pub slash: bool,
    /// Where the form declares it (its `sum`, if it has one).
    pub span: Span,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// A row of figures.
    #[default]
    Figures,
    /// A label over its children; an agency may give its figures undivided, in place of its children.
    Group,
    /// A label over its children, never with figures.
    Heading,
}

/// A row of a fixed table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Permanent id: `refused/state_secret`.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Other labels that real files use.
    pub aliases: Vec<String>,
    /// The row above this one in the tree.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: RowKind,
    /// The rows that this one totals; a group among them stands for its children.
    pub sum: Option<Vec<usize>>,
    /// Head of the section it is printed in ([`Layout::Sections`]).
    pub section: String,
    /// Unit of its figures, where it is not the column's.
    pub unit: Option<String>,
    /// What its figures are, where it is not what the column's are.
    pub figures: Option<Kind>,
    /// Which columns it has, one flag a column.
    pub has: Vec<bool>,
    /// Whether `/` may stand in its cells.
    pub slash: bool,
    /// Whether the figures of several agencies add up to that of the agency above them.
    pub rolled_up: bool,
    /// Set if only some levels of agency may have anything here.
    pub power: Option<Power>,
    /// The law behind it.
    pub citation: Option<Citation>,
    /// Where the form declares it (its `sum`, if it has one).
    pub span: Span,
}

/// Who may have anything in a row.
#[derive(Clone, Debug)]
pub struct Power {
    /// Levels of agency that have the power.
    pub levels: Vec<String>,
    /// Levels of which some agencies have it; a figure is a warning there, not an error.
    pub unsure: Vec<String>,
    /// The law behind it.
    pub citation: Citation,
}

/// A table whose rows the agency gives.
#[derive(Clone, Debug)]
pub struct Open {
    /// Head of the column with the rows' labels.
    pub label: String,
    /// Other heads that real files use for it.
    pub aliases: Vec<String>,
    /// Rows that most agencies have; `init` writes them, the agency deletes what it doesn't have.
    pub typical: Vec<String>,
    /// The row that declares the total, by the labels it may have; the first is printed.
    pub total: Vec<String>,
    /// Whether the total is the sum of the other rows.
    pub summed: bool,
    /// Where the form declares the total.
    pub span: Span,
}

/// Arithmetic that must hold between figures.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Permanent id, joined with its table's: `requests.balance`.
    pub id: String,
    /// The table that declares it.
    pub table: usize,
    /// What must hold.
    pub equation: Equation,
    /// How much it matters.
    pub severity: Severity,
    /// Whether a reviewer may waive it; if the form doesn't say, unless it is an error.
    pub waivable: Option<bool>,
    /// What it says, in Chinese.
    pub zh: String,
    /// What it says, in English.
    pub en: String,
    /// The key of `report.toml` whose words, if there are any, settle the matter.
    pub explained_by: Option<String>,
    /// The law behind it.
    pub citation: Option<Citation>,
    /// Where the form declares it.
    pub span: Span,
}

/// One figure's place in the form. For an open table, `row` counts the rows as the agency gave them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// Index in [`Form::tables`].
    pub table: usize,
    /// Index in [`Table::rows`].
    pub row: usize,
    /// Index in [`Table::columns`].
    pub column: usize,
}

impl Chapter {
    /// Whether a heading, as [`Labels::normal`] makes it, is this chapter's, in the form's words or in others that mean
    /// the same.
    pub fn is_headed(&self, normal: &str) -> bool {
        let headings = self.normal.get_or_init(|| {
            let headings = std::iter::once(&self.heading).chain(&self.aliases);
            headings.map(|heading| Labels::normal(heading)).collect()
        });
        headings.iter().any(|heading| heading == normal)
    }
}

impl Form {
    /// The table with this id.
    pub fn table(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }

    /// The point of `other` that means the same figure as `point` means here: by the ids of table, row and column,
    /// and in the same unit. Figures that do not correspond across editions have ids of their own.
    pub fn counterpart(&self, point: Point, other: &Self) -> Option<Point> {
        let here = &self.tables[point.table];
        let table = other.table(&here.id)?;
        let there = &other.tables[table];
        let (from, column) = (
            &here.columns[point.column],
            there.column(&here.columns[point.column].id)?,
        );
        let to = &there.columns[column];
        let row = match (here.rows.get(point.row), there.open.is_some()) {
            (Some(row), false) => there.row(&row.id)?,
            (None, true) => point.row,
            _ => return None,
        };
        (from.kind == to.kind && from.unit == to.unit && there.has(row, column)).then_some(Point {
            table,
            row,
            column,
        })
    }

    /// The point of a fixed table that a path names: `requests.received.total`.
    pub fn point(&self, path: &str) -> Option<Point> {
        let (table, place) = path.split_once('.')?;
        let (row, column) = place.rsplit_once('.')?;
        let table = self.table(table)?;
        Some(Point {
            table,
            row: self.tables[table].row(row)?,
            column: self.tables[table].column(column)?,
        })
    }
}

impl Table {
    /// The column with this id.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// The row with this id.
    pub fn row(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// The rows directly below `row` in the tree.
    pub fn children(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.rows.len()).filter(move |&child| self.rows[child].parent == Some(row))
    }

    /// Whether the form has a figure at this row and column.
    pub fn has(&self, row: usize, column: usize) -> bool {
        self.columns[column].kind.is_figure()
            && self
                .rows
                .get(row)
                .is_none_or(|row| row.kind != RowKind::Heading && row.has[column])
    }

    /// Whether the figures of several agencies at a row and column add up to that of the agency above them.
    pub fn rolls_up(&self, row: usize, column: usize) -> bool {
        self.rolled_up
            && self.columns[column].rolled_up
            && self.rows.get(row).is_none_or(|row| row.rolled_up)
            && self.has(row, column)
    }

    /// What the figure at a row and column is: a fixed table's row may differ from its column.
    pub fn kind(&self, row: usize, column: usize) -> Kind {
        let own = self.rows.get(row).and_then(|row| row.figures);
        own.unwrap_or(self.columns[column].kind)
    }

    /// The unit of the figure at a row and column; empty where the form fixes none.
    pub fn unit(&self, row: usize, column: usize) -> &str {
        let own = self.rows.get(row).and_then(|row| row.unit.as_deref());
        own.unwrap_or(&self.columns[column].unit)
    }

    /// The columns that hold figures.
    pub fn figure_columns(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.columns.len()).filter(|&column| self.columns[column].kind.is_figure())
    }

    /// The row's label with those of the rows above it, as an officer would say it: `（三）不予公开／1.属于国家秘密`.
    pub fn row_path(&self, row: usize) -> String {
        let mut labels = vec![self.rows[row].label.as_str()];
        let mut above = self.rows[row].parent;
        while let Some(parent) = above {
            labels.push(&self.rows[parent].label);
            above = self.rows[parent].parent;
        }
        labels.reverse();
        labels.join("／")
    }

    /// How much a finding about the table may matter: none is an error where the form is unsure of its rows.
    pub fn at_most(&self, severity: Severity) -> Severity {
        if self.unconfirmed {
            severity.min(Severity::Warning)
        } else {
            severity
        }
    }

    /// The name of the table's file in a report folder.
    pub fn file(&self) -> String {
        format!("{}.csv", self.id)
    }
}

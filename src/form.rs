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
mod grid;
pub mod keys;
mod label;
mod library;
mod mention;
mod once;
mod overlay;
mod resolve;
mod schema;
mod table;

pub use derive::{csv_head, csv_label, new_csv};
pub use equation::{Comparison, Equation, RowRef, Term};
pub use grid::{Cell, Grid, Part, Plan, Print, Role, Scope, Shown};
pub use label::Labels;
pub use library::{Invalid, Library};
pub use mention::{Mention, Mentions, Pattern, Spoken};
pub use once::Once;
pub use resolve::CODES;
pub use schema::report_schema;
pub use table::{Column, Kind, Layout, Open, Power, Rest, Row, RowKind, Table};

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

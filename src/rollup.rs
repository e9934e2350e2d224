//! The figures of several agencies added up to those of the agency above them.
//!
//! ```text
//! Report, Report, … ──add──▶ Rollup ──▶ the parent's tables, or what its own figures are held against
//! ```
//!
//! A pure function of the reports and the form. Reports are added one at a time and not kept, so that two thousand
//! contributors take no more memory than two. What may be added the form says ([`Table::rolls_up`]).
//!
//! - Nothing counts as nought: a figure that one contributor left blank, or that could not be read, makes the sum
//!   unknown. `/` adds nothing, and where every contributor has `/`, the sum is `/`.
//! - What a contributor left out and the form works out (totals, groups, rows of a tree) is added as it comes to.
//! - A contributor may print a group undivided. Its sum is known, those of its rows are not, so that the whole group
//!   is undivided, unless the undivided figures are all nought: then so is every part of them.
//! - Rows of an open table are the same if their labels are, and those of the rows above them, as labels are compared
//!   ([`Labels`]). A contributor without a row has nothing there. Sums always include the rows below.

mod spot;
mod sum;
mod tree;

pub use spot::{Contribution, Spot};
pub use sum::{Gap, Part, Sum, Why, in_first};

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use self::sum::written;
use self::tree::Tree;
use crate::diagnostic::Code;
use crate::form::{Column, Form, Kind, Labels, Point, RowKind, Table, csv_head, csv_label};
use crate::model::{Entry, Report, Sheet};

/// Every kind of finding that adding up, and holding a sum against its parts, can have.
pub static CODES: &[&Code] = &[
    &BROKEN_ROLLUP,
    &DUPLICATE_CONTRIBUTOR,
    &MISSING_CONTRIBUTOR,
    &MIXED_EDITIONS,
    &MIXED_YEARS,
    &STALE_CONTRIBUTOR,
    &UNASSESSED_ROLLUP,
];

pub(crate) static BROKEN_ROLLUP: Code = Code::error("broken-rollup");
pub(crate) static DUPLICATE_CONTRIBUTOR: Code = Code::error("duplicate-contributor");
// They follow from other folders than the one whose waivers would be read.
pub(crate) static MISSING_CONTRIBUTOR: Code = Code::warning("missing-contributor").waivable(false);
pub(crate) static MIXED_EDITIONS: Code = Code::error("mixed-editions");
pub(crate) static MIXED_YEARS: Code = Code::error("mixed-years");
pub(crate) static STALE_CONTRIBUTOR: Code = Code::warning("stale-contributor").waivable(false);
pub(crate) static UNASSESSED_ROLLUP: Code = Code::note("unassessed-rollup").waivable(false);

/// The figures of several agencies, added up.
#[derive(Debug)]
pub struct Rollup<'f> {
    form: &'f Form,
    names: Vec<String>,
    tables: Vec<Sheets>,
}

/// One table, added up.
#[derive(Debug, Default)]
struct Sheets {
    /// How many contributors gave it.
    given: usize,
    /// The first of those that did not.
    without: Option<Gap>,
    /// A fixed table's figures: rows × columns.
    fixed: Vec<Sum>,
    /// The groups of which some contributor gave the figures only as a whole.
    undivided: BTreeSet<usize>,
    /// An open table's rows.
    open: Tree,
}

/// What became of a table.
#[derive(Debug)]
pub struct Rolled {
    /// Its records, as a CSV file has them: comments, head and rows. None if nothing in it is known.
    pub records: Option<Vec<Vec<String>>>,
    /// How many figures were left blank because they cannot be known.
    pub blank: usize,
    /// What the first of them, or the table, lacks.
    pub gap: Option<Gap>,
    /// The groups that were left undivided.
    pub undivided: Vec<usize>,
}

impl<'f> Rollup<'f> {
    /// Begins with nothing.
    pub fn new(form: &'f Form) -> Self {
        let sheets = |table: &Table| Sheets {
            fixed: vec![Sum::default(); table.rows.len() * table.columns.len()],
            open: Tree::new(table),
            ..Sheets::default()
        };
        Self {
            form,
            names: Vec::new(),
            tables: form.tables.iter().map(sheets).collect(),
        }
    }

    /// The form that all reports must have.
    pub fn form(&self) -> &'f Form {
        self.form
    }

    /// What the contributors are called, in the order in which they were added.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Adds a report, whose form must be [`Rollup::form`]. `name` is what the contributor is called.
    pub fn add(&mut self, report: &Report, name: &str) {
        let contributor = self.names.len();
        self.names.push(name.to_owned());
        for (index, sheets) in self.tables.iter_mut().enumerate() {
            let table = &self.form.tables[index];
            if !table.rolled_up {
                continue;
            }
            let Some(sheet) = report.sheet(index) else {
                let why = if report.unread.contains(&index) {
                    Why::Blank
                } else {
                    Why::NoTable
                };
                sheets.without = sheets.without.or(Some(Gap { contributor, why }));
                continue;
            };
            sheets.given += 1;
            if table.open.is_some() {
                sheets
                    .open
                    .add((report, self.form), (index, sheet), contributor);
                continue;
            }
            let undivided = undivided(table, sheet);
            sheets.undivided.extend(&undivided);
            for row in 0..table.rows.len() {
                for column in (0..table.columns.len()).filter(|&it| table.rolls_up(row, it)) {
                    let point = Point {
                        table: index,
                        row,
                        column,
                    };
                    let part = part(report, self.form, point);
                    sheets.fixed[row * table.columns.len() + column].add(
                        part,
                        &table.columns[column],
                        contributor,
                    );
                }
            }
        }
    }

    /// The sum at a place; none if the form does not add it up, or no contributor has it.
    ///
    /// # Errors
    /// If it cannot be known: why.
    pub fn sum(&self, spot: &Spot) -> Result<Option<(Entry, Option<usize>)>, Gap> {
        let (table, sheets) = (&self.form.tables[spot.table], &self.tables[spot.table]);
        if !table.rolled_up || !table.columns[spot.column].rolled_up || sheets.given == 0 {
            return Ok(None);
        }
        if let Some(gap) = sheets.without {
            return Err(gap);
        }
        match &spot.row {
            spot::Row::Fixed(row) if !table.rolls_up(*row, spot.column) => Ok(None),
            spot::Row::Fixed(row) => sheets.fixed[row * table.columns.len() + spot.column].entry(),
            spot::Row::Open(path) => sheets
                .open
                .find(path)
                .map_or(Ok(None), |node| sheets.open.entry(node, spot.column)),
            spot::Row::Total => sheets.open.total[spot.column].entry(),
        }
    }

    /// A table of the parent's. `notes` are further comments over it, made of what became of it.
    pub fn table(&self, index: usize, notes: impl FnOnce(&Rolled) -> Vec<String>) -> Rolled {
        let (table, sheets) = (&self.form.tables[index], &self.tables[index]);
        let mut rolled = Rolled {
            records: None,
            blank: 0,
            gap: sheets.without.filter(|_| sheets.given > 0),
            undivided: Vec::new(),
        };
        if sheets.given == 0 || sheets.without.is_some() {
            return rolled;
        }
        let lines = if table.open.is_some() {
            sheets.open.lines(table, &mut rolled)
        } else {
            sheets.lines(table, &mut rolled)
        };
        if lines.iter().any(|line| !line.is_blank(table)) {
            // So that whoever makes the notes knows that there will be some.
            rolled.records = Some(Vec::new());
            let mut records = csv_head(table, &notes(&rolled));
            records.extend(lines.into_iter().map(|line| line.0));
            rolled.records = Some(records);
        }
        rolled
    }
}

/// One line of a table's CSV file: the label, and a cell a column.
struct Line(Vec<String>);

impl Line {
    fn new(label: &str, table: &Table) -> Self {
        let mut cells = vec![String::new(); table.columns.len() + 1];
        label.clone_into(&mut cells[0]);
        Self(cells)
    }

    /// Whether no figure is in it.
    fn is_blank(&self, table: &Table) -> bool {
        let mut columns = table.figure_columns();
        columns.all(|column| self.0[column + 1].is_empty())
    }
}

impl Rolled {
    /// Writes a sum into a cell, or counts what cannot be known.
    fn put(
        &mut self,
        cell: &mut String,
        sum: Result<Option<(Entry, Option<usize>)>, Gap>,
        column: &Column,
    ) {
        match sum {
            Ok(Some((entry, unit))) => *cell = written(entry, unit, column),
            Ok(None) => {}
            Err(gap) => {
                self.blank += 1;
                self.gap = self.gap.or(Some(gap));
            }
        }
    }
}

impl Sheets {
    fn lines(&self, table: &Table, rolled: &mut Rolled) -> Vec<Line> {
        let within = |row: usize| {
            std::iter::successors(table.rows[row].parent, |&row| table.rows[row].parent)
                .any(|above| self.undivided.contains(&above))
        };
        let mut lines = Vec::new();
        for (row, of) in table.rows.iter().enumerate() {
            let is_whole = self.undivided.contains(&row);
            if within(row) || !(of.kind == RowKind::Figures || is_whole) {
                continue;
            }
            if is_whole {
                rolled.undivided.push(row);
            }
            let mut line = Line::new(&csv_label(table, row), table);
            for column in (0..table.columns.len()).filter(|&it| table.rolls_up(row, it)) {
                let sum = self.fixed[row * table.columns.len() + column].entry();
                rolled.put(&mut line.0[column + 1], sum, &table.columns[column]);
            }
            // Where the form is unsure of its rows, an agency gives those that it has.
            if !table.unconfirmed || !line.is_blank(table) {
                lines.push(line);
            }
        }
        lines
    }
}

/// The groups whose own figures stand in for their rows, which are then unknown: not where all are nought.
fn undivided(table: &Table, sheet: &Sheet) -> Vec<usize> {
    let is_nought = |group: usize, column: usize| {
        let entry = sheet.fact(group, column).map(|fact| fact.entry);
        table.kind(group, column) != Kind::Signed
            && entry.and_then(Entry::number).is_some_and(|it| it.is_zero())
    };
    let groups = (0..table.rows.len()).filter(|&row| sheet.is_undivided(table, row));
    let unknown = groups.filter(|&group| {
        let mut columns = (0..table.columns.len()).filter(|&it| table.has(group, it));
        columns.any(|column| !is_nought(group, column))
    });
    unknown.collect()
}

/// What a report has at a point of a fixed table.
fn part(report: &Report, form: &Form, point: Point) -> Part {
    let table = &form.tables[point.table];
    let Some(sheet) = report.sheet(point.table) else {
        return Part::Unknown(Why::NoTable);
    };
    let fact = sheet.fact(point.row, point.column);
    if fact.map(|fact| fact.entry) == Some(Entry::NotApplicable) {
        return Part::Slash(Some(Decimal::ZERO));
    }
    let above = std::iter::successors(table.rows[point.row].parent, |&row| table.rows[row].parent);
    let mut groups = above.filter(|&row| sheet.is_undivided(table, row));
    if let Some(group) = groups.next() {
        // No part of nought is anything else, unless some of them may be negative.
        let whole = sheet.fact(group, point.column).map(|fact| fact.entry);
        let is_nought = whole.and_then(Entry::number).is_some_and(|it| it.is_zero());
        return if is_nought && table.kind(point.row, point.column) != Kind::Signed {
            Part::Number(Decimal::ZERO, None)
        } else {
            Part::Unknown(Why::Undivided)
        };
    }
    let unit = fact.and_then(|fact| fact.unit);
    match report.value(form, point) {
        Some(number) => Part::Number(number, unit),
        None => Part::Unknown(Why::Blank),
    }
}

/// What labels are compared by.
fn key(label: &str) -> String {
    let normal = Labels::normal(label);
    // Marks alone are a label too.
    if normal.is_empty() {
        label.trim().to_owned()
    } else {
        normal
    }
}

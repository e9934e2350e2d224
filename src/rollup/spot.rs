//! A figure's place that means the same in every report of a form: rows of open tables by their labels.

use super::{Part, key, part, tree};
use crate::form::{Form, Point};
use crate::model::{Report, Sheet};
use crate::source::Span;

/// A figure's place, whichever report it is looked for in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Index in [`Form::tables`].
    pub table: usize,
    /// Index in [`Table::columns`](crate::form::Table::columns).
    pub column: usize,
    pub(super) row: Row,
}

/// A row, whichever report it is looked for in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Row {
    /// Index in [`Table::rows`](crate::form::Table::rows).
    Fixed(usize),
    /// An open table's row: what its label and those above it are compared by, the outermost first.
    Open(Vec<String>),
    /// An open table's total.
    Total,
}

/// What one report has at a place.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// What it adds.
    pub part: Part,
    /// Where it was written; where it was not, the row or the table that lacks it.
    pub span: Option<Span>,
    /// Its point in that report.
    pub point: Option<Point>,
}

impl Spot {
    /// The place of a point in a report.
    pub fn of(report: &Report, form: &Form, point: Point) -> Option<Self> {
        let row = if form.tables[point.table].open.is_none() {
            Row::Fixed(point.row)
        } else {
            let sheet = report.sheet(point.table)?;
            if sheet.total == Some(point.row) {
                Row::Total
            } else {
                Row::Open(path(sheet, point.row))
            }
        };
        Some(Self {
            table: point.table,
            column: point.column,
            row,
        })
    }

    /// What a report has here: several rows, if labels that are compared alike stand for one.
    pub fn in_report(&self, report: &Report, form: &Form) -> Vec<Contribution> {
        let (table, column) = (self.table, self.column);
        let at = |row| Point { table, row, column };
        let sheet = report.sheet(table);
        let rows: Vec<usize> = match (&self.row, sheet) {
            (Row::Fixed(row), _) => vec![*row],
            (Row::Open(wanted), Some(sheet)) => {
                let rows = 0..sheet.open.len();
                rows.filter(|&row| sheet.total != Some(row) && path(sheet, row) == *wanted)
                    .collect()
            }
            (Row::Open(_), None) => Vec::new(),
            (Row::Total, _) => {
                let row = sheet.and_then(|sheet| sheet.total);
                let written = row.and_then(|row| report.fact(at(row)));
                return vec![Contribution {
                    part: tree::total(report, form, table, column),
                    span: written
                        .map(|fact| fact.span)
                        .or(sheet.map(|sheet| sheet.span)),
                    point: row.map(at),
                }];
            }
        };
        let contribution = |row| Contribution {
            part: if form.tables[table].open.is_some() {
                tree::part(report, form, at(row))
            } else {
                part(report, form, at(row))
            },
            span: report
                .fact(at(row))
                .map(|fact| fact.span)
                .or_else(|| report.row_span(at(row)))
                .or(sheet.map(|sheet| sheet.span)),
            point: Some(at(row)),
        };
        rows.into_iter().map(contribution).collect()
    }
}

/// What the labels of an open row are compared by, the outermost first.
fn path(sheet: &Sheet, row: usize) -> Vec<String> {
    let rows = std::iter::successors(Some(row), |&row| sheet.open[row].parent);
    let mut path: Vec<String> = rows.map(|row| key(&sheet.open[row].label)).collect();
    path.reverse();
    path
}

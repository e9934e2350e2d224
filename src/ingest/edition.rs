//! Which form a report's tables are of: that of its year, unless their labels say otherwise.
//!
//! Data of one edition under another would have a finding for every row and column that the other does not
//! know, none of which says what is wrong. So the labels are counted first, against every edition: those that
//! only the report's form has, and those that only another has. A misspelt label is in neither.

use super::csv::{Cell, Records};
use super::sheet::label_column;
use crate::form::{Form, Table};
use crate::source::Span;

/// Fewer labels than these may be an officer's habit rather than another form.
pub(super) const ENOUGH: usize = 2;

/// The labels of a table as they were written.
pub(super) struct Labelled {
    /// The table's id: the name of its file, or its name in `report.toml`.
    id: String,
    heads: Vec<Cell<'static>>,
    rows: Vec<Cell<'static>>,
}

impl Labelled {
    /// The labels of a CSV file.
    pub(super) fn from_records(id: &str, records: &Records<'_>, table: &Table) -> Self {
        let mut records = records.iter();
        let heads = records.next().unwrap_or_default();
        let at = label_column(table, heads);
        let rows = records.filter_map(|record| record.get(at));
        // What stands over the labels names no column.
        let heads = heads.iter().enumerate();
        let heads = heads.filter(|&(position, _)| position != at);
        Self {
            id: id.to_owned(),
            heads: heads.map(|(_, head)| head.to_owned()).collect(),
            rows: rows.map(Cell::to_owned).collect(),
        }
    }

    /// The labels of a small table in `report.toml`.
    pub(super) fn new(id: &str, heads: Vec<Cell<'static>>, rows: Vec<Cell<'static>>) -> Self {
        Self {
            id: id.to_owned(),
            heads,
            rows,
        }
    }

    /// Which of the labels the form has, heads first.
    fn known(&self, form: &Form) -> Vec<bool> {
        let table = form.table(&self.id).map(|index| &form.tables[index]);
        let head = |cell: &Cell<'_>| {
            table.is_some_and(|table| {
                let written = cell.text.trim();
                written.is_empty() || !table.labels.columns(written, &table.columns).is_empty()
            })
        };
        // The rows of an open table are the agency's own; blank labels are nobody's.
        let row = |cell: &Cell<'_>| {
            cell.text.trim().is_empty()
                || table.is_some_and(|table| {
                    table.open.is_some()
                        || !table.labels.rows(cell.text.trim(), &table.rows).is_empty()
                })
        };
        let heads = self.heads.iter().map(head);
        heads.chain(self.rows.iter().map(row)).collect()
    }

    fn span(&self, label: usize) -> Option<Span> {
        let labels = self.heads.iter().chain(&self.rows);
        labels.map(|cell| cell.span).nth(label)
    }
}

/// Tables that are of another form than the report's.
pub(super) struct Misfit<'l> {
    /// The form that they are of.
    pub(super) form: &'l Form,
    /// Their ids.
    pub(super) tables: Vec<String>,
    /// The first label that only the other form has.
    pub(super) span: Span,
    /// Whether everything that was given is as well of the other form.
    pub(super) whole: bool,
}

/// Whether what was written is of another edition than `form`, and of which.
pub(super) fn misfit<'l>(
    form: &Form,
    editions: impl Iterator<Item = &'l Form>,
    written: &[Labelled],
) -> Option<Misfit<'l>> {
    let here: Vec<Vec<bool>> = written.iter().map(|table| table.known(form)).collect();
    let others = editions.filter(|other| other.id != form.id);
    let found = others.filter_map(|other| {
        // For each table: labels that only the other form has, labels that only this one has.
        let counts: Vec<(usize, usize, Option<Span>)> = written
            .iter()
            .zip(&here)
            .map(|(table, here)| {
                let there = table.known(other);
                let pairs: Vec<(bool, bool)> = here.iter().copied().zip(there).collect();
                let only = |pair| pairs.iter().filter(|&&other| other == pair).count();
                let first = pairs.iter().position(|&pair| pair == (false, true));
                (
                    only((false, true)),
                    only((true, false)),
                    first.and_then(|label| table.span(label)),
                )
            })
            .collect();
        let whole = counts.iter().all(|&(_, lost, _)| lost == 0);
        let mut tables = Vec::new();
        let (mut weight, mut span) = (0, None);
        for (table, (gained, lost, first)) in written.iter().zip(counts) {
            // A table that this form does not have is only an extra file, if the others are this form's.
            let counts = whole || form.table(&table.id).is_some();
            if counts && gained >= ENOUGH && gained > lost {
                tables.push(table.id.clone());
                weight += gained - lost;
                span = span.or(first);
            }
        }
        let years = other.years.from.abs_diff(form.years.from);
        let misfit = Misfit {
            form: other,
            tables,
            span: span?,
            whole,
        };
        Some(((weight, std::cmp::Reverse(years)), misfit))
    });
    found.max_by_key(|(fit, _)| *fit).map(|(_, misfit)| misfit)
}

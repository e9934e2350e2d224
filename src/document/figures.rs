//! What each cell of a report shows: figures as written, and those that the agency left to be worked out.
//!
//! Prose and tables both ask here, so that they cannot disagree. A figure that was written is never
//! replaced. Worked out are: a total whose column or row the agency left out altogether, a group given
//! by its children, a row of a tree given by the rows below it, and the total of an open table.

use rust_decimal::Decimal;

use crate::form::{Form, Point, RowKind, Table};
use crate::model::{Counting, Entry, Report, Sheet};

/// The figures of one report as its documents show them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures<'r> {
    pub(super) form: &'r Form,
    pub(super) report: &'r Report,
}

/// A row of an open table, in the order in which it is printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenLine {
    /// Index among the rows that the agency gave.
    pub(super) row: usize,
    /// How many rows stand above it in the tree.
    pub(super) depth: usize,
}

impl<'r> Figures<'r> {
    /// The table's sheet, if the agency gave the table.
    pub(super) fn sheet(&self, table: usize) -> Option<&'r Sheet> {
        self.report.sheet(table)
    }

    /// Whether there is anything to say about a table: an optional one may be left out or left blank.
    pub(super) fn is_given(&self, table: usize) -> bool {
        !self.form.tables[table].optional
            || self.sheet(table).is_some_and(|sheet| !sheet.is_blank())
    }

    /// What a cell of a fixed table shows; blank where nothing is known.
    pub(super) fn entry(&self, point: Point) -> Entry {
        let Some(sheet) = self.sheet(point.table) else {
            return Entry::Blank;
        };
        let Point { row, column, .. } = point;
        let table = &self.form.tables[point.table];
        let is_group = table.rows[row].kind == RowKind::Group;
        match sheet.fact(row, column).map(|fact| fact.entry) {
            // A group's own blank cells say only that its children have the figures.
            Some(Entry::Blank) if is_group => {}
            Some(written) => return written,
            None => {}
        }
        let rows = |rows: &[usize]| {
            let parts = rows.iter().filter(|&&row| table.has(row, column));
            total(parts.map(|&row| self.entry(Point { row, ..point })))
        };
        if is_group {
            return rows(&table.children(row).collect::<Vec<_>>());
        }
        if let (None, Some(parts)) = (sheet.columns[column], &table.columns[column].sum) {
            let parts = parts.iter().filter(|&&column| table.has(row, column));
            return total(parts.map(|&column| self.entry(Point { column, ..point })));
        }
        if let (None, Some(parts)) = (sheet.rows[row], &table.rows[row].sum) {
            return rows(parts);
        }
        Entry::Blank
    }

    /// What one column of an open table shows, row by row as the agency gave them.
    pub(super) fn open_column(&self, table: usize, column: usize) -> Vec<Entry> {
        let Some(sheet) = self.sheet(table) else {
            return Vec::new();
        };
        let written = |row| {
            let fact = sheet.fact(row, column);
            fact.map_or(Entry::Blank, |fact| fact.entry)
        };
        let mut entries: Vec<Entry> = (0..sheet.open.len()).map(written).collect();
        if self.report.counting == Counting::Exclusive {
            return entries;
        }
        // A row stands above those that belong to it, so one pass from the last row to the first meets
        // every row after its children.
        let mut below: Vec<Vec<Entry>> = vec![Vec::new(); entries.len()];
        for row in (0..entries.len()).rev() {
            let children = std::mem::take(&mut below[row]);
            if entries[row] == Entry::Blank && !children.is_empty() {
                entries[row] = total(children.into_iter());
            }
            if let Some(parent) = sheet.open[row].parent {
                below[parent].push(entries[row]);
            }
        }
        entries
    }

    /// The total of an open table's column: as declared, else worked out where the form sums it.
    pub(super) fn open_total(&self, table: usize, column: usize) -> Entry {
        let Some(sheet) = self.sheet(table) else {
            return Entry::Blank;
        };
        let open = self.form.tables[table].open.as_ref();
        let entries = self.open_column(table, column);
        match (sheet.total, self.report.counting) {
            (Some(row), _) => entries[row],
            (None, _) if !open.is_some_and(|open| open.summed) => Entry::Blank,
            (None, Counting::Inclusive) => {
                total(sheet.open_children(None).map(|row| entries[row]))
            }
            (None, Counting::Exclusive) => total(entries.into_iter()),
        }
    }

    /// An open table's rows but for the total, each below the row it belongs to.
    pub(super) fn open_lines(&self, table: usize) -> Vec<OpenLine> {
        let Some(sheet) = self.sheet(table) else {
            return Vec::new();
        };
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); sheet.open.len()];
        let mut pending: Vec<OpenLine> = Vec::new();
        for row in (0..sheet.open.len()).rev() {
            match sheet.open[row].parent {
                _ if sheet.total == Some(row) => {}
                Some(parent) => children[parent].push(row),
                None => pending.push(OpenLine { row, depth: 0 }),
            }
        }
        let mut lines = Vec::new();
        while let Some(line) = pending.pop() {
            let depth = line.depth + 1;
            let below = children[line.row].iter();
            pending.extend(below.map(|&row| OpenLine { row, depth }));
            lines.push(line);
        }
        lines
    }

    /// The permanent path of a figure.
    pub(super) fn path(&self, point: Point) -> String {
        self.report.path(self.form, point)
    }

    /// The permanent path of an open table's total, whether or not a row declares it.
    pub(super) fn total_path(&self, table: usize, column: usize) -> String {
        let table = &self.form.tables[table];
        format!("{}.total.{}", table.id, table.columns[column].id)
    }
}

/// The sum of what is known: one blank makes it unknown, and `/` adds nothing.
fn total(entries: impl Iterator<Item = Entry>) -> Entry {
    let mut sum: Option<Decimal> = None;
    for entry in entries {
        match entry {
            Entry::Blank => return Entry::Blank,
            Entry::NotApplicable => {}
            Entry::Number(number) => match sum.unwrap_or_default().checked_add(number) {
                Some(more) => sum = Some(more),
                None => return Entry::Blank,
            },
        }
    }
    sum.map_or(Entry::NotApplicable, Entry::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_makes_a_sum_unknown_and_a_slash_adds_nothing() {
        let number = |n: i64| Entry::Number(n.into());
        let sum = |entries: &[Entry]| total(entries.iter().copied());
        assert_eq!(sum(&[number(1), Entry::NotApplicable, number(2)]), number(3));
        assert_eq!(sum(&[number(1), Entry::Blank]), Entry::Blank);
        assert_eq!(sum(&[Entry::NotApplicable]), Entry::NotApplicable);
        assert_eq!(sum(&[Entry::Number(Decimal::MAX), number(1)]), Entry::Blank);
    }
}

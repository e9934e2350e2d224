//! What a figure comes to where it was not written: a total left out, a group whose children are given, a
//! column of the website that is the sum of its sub-columns.
//!
//! Rules and documents share this, so that what is checked is what is printed. A figure that is blank, not
//! applicable or unreadable has no value, and neither has a sum over it: nothing counts as nought.

use rust_decimal::Decimal;

use super::{Counting, Entry, Report, Sheet, Unplaced};
use crate::form::{Form, Point, RowKind, RowRef, Table, Term};

impl Report {
    /// The figure at a point, as written or, where the agency left the total or the group's own figure out, as
    /// it comes to.
    pub fn value(&self, form: &Form, point: Point) -> Option<Decimal> {
        let table = &form.tables[point.table];
        let sheet = self.sheet(point.table)?;
        if table.open.is_some() {
            if sheet.total == Some(point.row) {
                return sheet.fact(point.row, point.column)?.entry.number();
            }
            return sheet.open_value(point.row, point.column, self.counting);
        }
        sheet.fixed_value(table, point.row, point.column)
    }

    /// The value of an equation's term, at the given column where the term names none, and at the given row
    /// where it stands for every row.
    pub fn term(&self, form: &Form, term: Term, row: usize, column: usize) -> Option<Decimal> {
        let column = term.column.unwrap_or(column);
        match term.row {
            RowRef::Fixed(row) => self.value(
                form,
                Point {
                    table: term.table,
                    row,
                    column,
                },
            ),
            RowRef::Every => self.value(
                form,
                Point {
                    table: term.table,
                    row,
                    column,
                },
            ),
            RowRef::Total => self.open_total(form, term.table, column),
        }
    }

    /// How the officer's words refer to a figure: `requests.received.total`, `channels.named["网站"].items`.
    pub fn reference(&self, form: &Form, point: Point) -> String {
        let table = &form.tables[point.table];
        let column = &table.columns[point.column].id;
        let id = &table.id;
        match (table.rows.get(point.row), self.sheet(point.table)) {
            (Some(row), _) if row.id.contains('/') => format!("{id}[\"{}\"].{column}", row.id),
            (Some(row), _) => format!("{id}.{}.{column}", row.id),
            (None, Some(sheet)) if sheet.total != Some(point.row) => {
                format!(
                    "{id}.named[\"{}\"].{column}",
                    sheet.open_path(point.row, "/")
                )
            }
            (None, _) => format!("{id}.total.{column}"),
        }
    }

    /// The figure that a reference in the officer's words (`requests.received.total`) stands for.
    pub fn referenced(&self, form: &Form, words: &str) -> Option<Decimal> {
        let end = words.find(['.', '['])?;
        let index = form.table(&words[..end])?;
        let table = &form.tables[index];
        let (row, column) = words[end..].rsplit_once('.')?;
        let row = row.trim_start_matches('.');
        let column = table.column(column.trim())?;
        if table.open.is_none() {
            let id = row
                .strip_prefix("[\"")
                .and_then(|row| row.strip_suffix("\"]"));
            let row = table.row(id.unwrap_or(row))?;
            return self.value(
                form,
                Point {
                    table: index,
                    row,
                    column,
                },
            );
        }
        if row == "total" {
            return self.open_total(form, index, column);
        }
        let label = row.strip_prefix("named[\"")?.strip_suffix("\"]")?;
        let sheet = self.sheet(index)?;
        let row = (0..sheet.open.len()).find(|&row| sheet.open_path(row, "/") == label)?;
        self.value(
            form,
            Point {
                table: index,
                row,
                column,
            },
        )
    }

    /// The declared total of an open table, or what it comes to if it was left out and is a sum.
    pub fn open_total(&self, form: &Form, table: usize, column: usize) -> Option<Decimal> {
        let sheet = self.sheet(table)?;
        match sheet.total {
            Some(row) => sheet.fact(row, column)?.entry.number(),
            None if form.tables[table].open.as_ref()?.summed => {
                sheet.open_sum(column, self.counting)
            }
            None => None,
        }
    }
}

impl Sheet {
    fn fixed_value(&self, table: &Table, row: usize, column: usize) -> Option<Decimal> {
        if !table.has(row, column) {
            return None;
        }
        let of = &table.rows[row];
        if of.kind == RowKind::Group && self.is_divided(table, row) {
            return self.sum_of_rows(table, table.children(row), column);
        }
        if let Some(fact) = self.fact(row, column) {
            return fact.entry.number();
        }
        // What was written and could not be read is not to be guessed.
        if self.rows[row].is_some() && self.columns[column].is_some() {
            return None;
        }
        if let (Some(parts), None) = (&table.columns[column].sum, self.columns[column]) {
            return parts
                .iter()
                .map(|&part| self.fixed_value(table, row, part))
                .sum();
        }
        let parts = of.sum.as_ref().filter(|_| self.rows[row].is_none())?;
        self.sum_of_rows(table, parts.iter().copied(), column)
    }

    /// The sum of some rows at a column, if each of them has a value.
    pub fn sum_of_rows(
        &self,
        table: &Table,
        rows: impl Iterator<Item = usize>,
        column: usize,
    ) -> Option<Decimal> {
        rows.filter(|&row| table.has(row, column))
            .map(|row| self.fixed_value(table, row, column))
            .sum()
    }

    /// Whether the agency gave any of the rows below a group: then they count, and the group's own figure is
    /// a total.
    pub fn is_divided(&self, table: &Table, group: usize) -> bool {
        table
            .children(group)
            .any(|child| self.rows[child].is_some())
    }

    /// What an open row counts for in the row above it. `/` says that the row is not counted on its own.
    fn open_value(&self, row: usize, column: usize, counting: Counting) -> Option<Decimal> {
        let own = self.fact(row, column)?.entry;
        let mut children = self.open_children(Some(row)).peekable();
        let is_leaf = children.peek().is_none();
        match (own, counting) {
            (Entry::Number(number), Counting::Inclusive) => Some(number),
            (Entry::Number(number), Counting::Exclusive) => children
                .map(|child| self.open_value(child, column, counting))
                .sum::<Option<Decimal>>()
                .map(|sum| sum + number),
            (Entry::Blank, _) if is_leaf => None,
            (Entry::Blank | Entry::NotApplicable, _) => children
                .map(|child| self.open_value(child, column, counting))
                .sum(),
        }
    }

    /// What the rows of an open table come to, the declared total not among them.
    pub fn open_sum(&self, column: usize, counting: Counting) -> Option<Decimal> {
        if self.unplaced.rows > 0 {
            return None;
        }
        self.open_children(None)
            .map(|row| self.open_value(row, column, counting))
            .sum()
    }

    /// What a total that was left blank must be: the sum of its parts, if each of them has a figure, or is
    /// itself a total that was left blank. None if it is no total, or if the ways to add it up disagree.
    pub fn left_blank(
        &self,
        table: &Table,
        row: usize,
        column: usize,
        counting: Counting,
    ) -> Option<Decimal> {
        // A figure that could not be placed or read may belong to any sum.
        if self.unplaced != Unplaced::default() {
            return None;
        }
        match &table.open {
            Some(open) if open.summed && self.total == Some(row) => self.open_sum(column, counting),
            Some(_) => None,
            None => self.filled_in(table, row, column),
        }
    }

    /// A cell's figure, or what its parts come to where it is a total that was left blank.
    fn filled_in(&self, table: &Table, row: usize, column: usize) -> Option<Decimal> {
        if self.fact(row, column).map(|fact| fact.entry) != Some(Entry::Blank) {
            return self.fixed_value(table, row, column);
        }
        if table.rows[row].kind == RowKind::Group && self.is_divided(table, row) {
            return self.fixed_value(table, row, column);
        }
        let sum = |parts: Vec<Option<Decimal>>| -> Option<Decimal> {
            // A sum of nothing is no figure.
            (!parts.is_empty()).then(|| parts.into_iter().sum())?
        };
        let along_row = table.columns[column].sum.as_ref().and_then(|parts| {
            let parts = parts.iter().filter(|&&part| table.has(row, part));
            sum(parts
                .map(|&part| self.filled_in(table, row, part))
                .collect())
        });
        let down_column = table.rows[row].sum.as_ref().and_then(|parts| {
            let parts = parts.iter().filter(|&&part| table.has(part, column));
            sum(parts
                .map(|&part| self.filled_in(table, part, column))
                .collect())
        });
        match (along_row, down_column) {
            (Some(along), Some(down)) if along != down => None,
            (along, down) => along.or(down),
        }
    }
}

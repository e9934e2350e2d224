//! What a figure comes to where it was not written: a total left out, a group whose children are given, a
//! column of the website that is the sum of its sub-columns.
//!
//! Rules and documents share this, so that what is checked is what is printed. A figure that is blank, not
//! applicable or unreadable has no value, and neither has a sum over it: nothing counts as nought. Every value
//! is a sum of written figures, and one walk serves both questions: what it comes to, and which cells it rests on.

use rust_decimal::Decimal;

use super::{Counting, Entry, Report, Sheet, Unplaced};
use crate::form::{Form, Point, RowKind, RowRef, Table, Term};
use crate::source::Span;

/// A written figure that counts in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its place in the form.
    pub point: Point,
    /// What was written.
    pub number: Decimal,
    /// Where it was written.
    pub span: Span,
}

/// Takes the row, the column and the number of each figure that counts.
type Take<'t> = &'t mut dyn FnMut(usize, usize, Decimal);

impl Report {
    /// The figure at a point, as written or, where the agency left the total or the group's own figure out, as
    /// it comes to.
    pub fn value(&self, form: &Form, point: Point) -> Option<Decimal> {
        total(|take| self.walk(form, point, take))
    }

    /// The value of an equation's term as the figures that make it up, at the given column where the term names
    /// none, and at the given row where it stands for every row. None if it has no value.
    pub fn term(&self, form: &Form, term: Term, row: usize, column: usize) -> Option<Vec<Counted>> {
        let column = term.column.unwrap_or(column);
        let row = match term.row {
            RowRef::Fixed(row) => row,
            RowRef::Every => row,
            RowRef::Total => {
                return self.figures(term.table, 1, |take| {
                    self.walk_total(form, term.table, column, take)
                });
            }
        };
        let table = term.table;
        self.figures(table, 1, |take| {
            self.walk(form, Point { table, row, column }, take)
        })
    }

    /// What an equation's term comes to.
    pub fn term_value(
        &self,
        form: &Form,
        term: Term,
        row: usize,
        column: usize,
    ) -> Option<Decimal> {
        let column = term.column.unwrap_or(column);
        let table = term.table;
        match term.row {
            RowRef::Fixed(row) => self.value(form, Point { table, row, column }),
            RowRef::Every => self.value(form, Point { table, row, column }),
            RowRef::Total => self.open_total(form, table, column),
        }
    }

    /// What some rows of a fixed table come to at a column.
    pub fn rows_come_to(
        &self,
        form: &Form,
        table: usize,
        rows: &[usize],
        column: usize,
    ) -> Option<Decimal> {
        let sheet = self.sheet(table)?;
        let mut sum = Sum::default();
        let take = &mut |_, _, number| sum.add(number);
        sheet.walk_rows(&form.tables[table], rows, column, take)?;
        Some(sum.number())
    }

    /// What the rows of an open table come to, the declared total not among them.
    pub fn open_comes_to(&self, table: usize, column: usize) -> Option<Decimal> {
        let sheet = self.sheet(table)?;
        let mut sum = Sum::default();
        sheet.walk_open(column, self.counting, &mut |_, _, number| sum.add(number))?;
        Some(sum.number())
    }

    /// The figures that add up to the sum of some rows of a fixed table at a column.
    pub fn sum_of_rows(
        &self,
        form: &Form,
        table: usize,
        rows: &[usize],
        column: usize,
    ) -> Option<Vec<Counted>> {
        let sheet = self.sheet(table)?;
        self.figures(table, rows.len(), |take| {
            sheet.walk_rows(&form.tables[table], rows, column, take)
        })
    }

    /// The figures that add up to an open table's total, the declared one not among them.
    pub fn sum_of_open(&self, table: usize, column: usize) -> Option<Vec<Counted>> {
        let sheet = self.sheet(table)?;
        self.figures(table, sheet.open.len(), |take| {
            sheet.walk_open(column, self.counting, take)
        })
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
        total(|take| self.walk_total(form, table, column, take))
    }

    /// The figures that a walk takes, about as many as expected.
    fn figures(
        &self,
        table: usize,
        expected: usize,
        walk: impl FnOnce(Take<'_>) -> Option<()>,
    ) -> Option<Vec<Counted>> {
        let sheet = self.sheet(table)?;
        let mut counted = Vec::with_capacity(expected);
        walk(&mut |row, column, number| {
            if let Some(fact) = sheet.fact(row, column) {
                counted.push(Counted {
                    point: Point { table, row, column },
                    number,
                    span: fact.span,
                });
            }
        })?;
        Some(counted)
    }

    fn walk(&self, form: &Form, point: Point, take: Take<'_>) -> Option<()> {
        let table = &form.tables[point.table];
        let sheet = self.sheet(point.table)?;
        if table.open.is_none() {
            return sheet.walk_fixed(table, point.row, point.column, take);
        }
        if sheet.total == Some(point.row) {
            return sheet.walk_written(point.row, point.column, take);
        }
        sheet.walk_open_row(point.row, point.column, self.counting, take)
    }

    fn walk_total(&self, form: &Form, table: usize, column: usize, take: Take<'_>) -> Option<()> {
        let sheet = self.sheet(table)?;
        match sheet.total {
            Some(row) => sheet.walk_written(row, column, take),
            None if form.tables[table].open.as_ref()?.summed => {
                sheet.walk_open(column, self.counting, take)
            }
            None => None,
        }
    }
}

/// A sum, to be compared: its scale may be another than that of its parts. Most figures are whole numbers, which need no
/// decimal arithmetic.
#[derive(Debug, Default)]
pub struct Sum {
    whole: i64,
    others: Decimal,
}

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, number: Decimal) {
        let whole = i64::try_from(number.mantissa()).ok();
        let whole = whole.filter(|_| number.scale() == 0);
        match whole.and_then(|whole| self.whole.checked_add(whole)) {
            Some(sum) => self.whole = sum,
            None => self.others += number,
        }
    }

    /// What was added up.
    pub fn number(&self) -> Decimal {
        self.others + Decimal::from(self.whole)
    }
}

/// What a walk comes to.
fn total(walk: impl FnOnce(Take<'_>) -> Option<()>) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    walk(&mut |_, _, number| sum += number)?;
    Some(sum)
}

impl Sheet {
    /// The figure as written, if it is one.
    fn walk_written(&self, row: usize, column: usize, take: Take<'_>) -> Option<()> {
        take(row, column, self.fact(row, column)?.entry.number()?);
        Some(())
    }

    fn walk_fixed(&self, table: &Table, row: usize, column: usize, take: Take<'_>) -> Option<()> {
        if !table.has(row, column) {
            return None;
        }
        self.walk_cell(table, row, column, take)
    }

    /// A cell that the form has.
    fn walk_cell(&self, table: &Table, row: usize, column: usize, take: Take<'_>) -> Option<()> {
        let of = &table.rows[row];
        if of.kind == RowKind::Group && self.is_divided(table, row) {
            return self.walk_rows(table, table.children(row), column, take);
        }
        if let Some(fact) = self.fact(row, column) {
            take(row, column, fact.entry.number()?);
            return Some(());
        }
        // What was written and could not be read is not to be guessed.
        if self.rows[row].is_some() && self.columns[column].is_some() {
            return None;
        }
        if let (Some(parts), None) = (&table.columns[column].sum, self.columns[column]) {
            return parts
                .iter()
                .try_for_each(|&part| self.walk_fixed(table, row, part, take));
        }
        let parts = of.sum.as_ref().filter(|_| self.rows[row].is_none())?;
        self.walk_rows(table, parts, column, take)
    }

    /// Some rows at a column, if each of them has a value.
    fn walk_rows(
        &self,
        table: &Table,
        rows: &[usize],
        column: usize,
        take: Take<'_>,
    ) -> Option<()> {
        rows.iter().try_for_each(|&row| {
            // Nearly every figure is written.
            if table.rows[row].kind != RowKind::Group
                && let Some(fact) = self.fact(row, column)
            {
                take(row, column, fact.entry.number()?);
                return Some(());
            }
            if table.has(row, column) {
                self.walk_cell(table, row, column, take)
            } else {
                Some(())
            }
        })
    }

    /// Whether the agency gave any of the rows below a group: then they count, and the group's own figure is
    /// a total.
    pub fn is_divided(&self, table: &Table, group: usize) -> bool {
        let mut children = table.children(group).iter();
        children.any(|&child| self.rows[child].is_some())
    }

    /// What an open row counts for in the row above it. `/` says that the row is not counted on its own.
    fn walk_open_row(
        &self,
        row: usize,
        column: usize,
        counting: Counting,
        take: Take<'_>,
    ) -> Option<()> {
        let mut children = self.open_children(Some(row)).peekable();
        match self.fact(row, column)?.entry {
            Entry::Number(number) => {
                take(row, column, number);
                if counting == Counting::Inclusive {
                    return Some(());
                }
            }
            Entry::Blank if children.peek().is_none() => return None,
            Entry::Blank | Entry::NotApplicable => {}
        }
        children.try_for_each(|child| self.walk_open_row(child, column, counting, take))
    }

    /// What the rows of an open table come to, the declared total not among them.
    fn walk_open(&self, column: usize, counting: Counting, take: Take<'_>) -> Option<()> {
        if self.unplaced.rows > 0 {
            return None;
        }
        self.open_children(None)
            .try_for_each(|row| self.walk_open_row(row, column, counting, take))
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
            Some(open) if open.summed && self.total == Some(row) => {
                total(|take| self.walk_open(column, counting, take))
            }
            Some(_) => None,
            None => self.filled_in(table, row, column),
        }
    }

    /// A cell's figure, or what its parts come to where it is a total that was left blank.
    fn filled_in(&self, table: &Table, row: usize, column: usize) -> Option<Decimal> {
        if self.fact(row, column).map(|fact| fact.entry) != Some(Entry::Blank) {
            return total(|take| self.walk_fixed(table, row, column, take));
        }
        if table.rows[row].kind == RowKind::Group && self.is_divided(table, row) {
            return total(|take| self.walk_fixed(table, row, column, take));
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

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::Sum;

    #[test]
    fn a_sum_is_that_of_decimals() {
        let largest = Decimal::from(i64::MAX);
        let numbers = [
            Decimal::new(15, 1),
            largest,
            Decimal::ONE,
            -largest,
            Decimal::new(-300, 2),
            largest + largest,
        ];
        let mut sum = Sum::default();
        let mut expected = Decimal::ZERO;
        for number in numbers {
            sum.add(number);
            expected += number;
            assert_eq!(sum.number(), expected);
        }
    }
}

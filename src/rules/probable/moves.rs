//! Slips that move figures about: two of them, two columns or two rows exchanged; figures one place too far.
//!
//! Tried on fixed tables only, and only where two checks or more are broken: one broken sum proves no move.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{Change, Effect, Slip, System};
use crate::form::{Comparison, Point};
use crate::model::Counted;

/// Larger tables are not searched: no form has one, and the search grows with the square of the rows.
const MOST_LINES: usize = 64;

/// A table's figures; some cells have none.
struct Grid {
    /// Rows × columns.
    rows: Vec<Vec<Option<Counted>>>,
}

impl Grid {
    fn column(&self, column: usize) -> Vec<Option<Counted>> {
        self.rows.iter().map(|row| row[column]).collect()
    }

    fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }
}

impl System<'_> {
    /// The one move within a table that mends all of `must`, if there is exactly one.
    pub(super) fn only_move(&self, table: usize, must: &BTreeSet<usize>) -> Option<Slip> {
        let of = &self.form.tables[table];
        let lines = of.rows.len().max(of.columns.len());
        if must.len() < 2 || of.open.is_some() || lines > MOST_LINES {
            return None;
        }
        let figure = |row, column| {
            let cell = self.cells.get(&Point { table, row, column })?;
            Some(cell.figure)
        };
        let rows = (0..of.rows.len()).map(|row| {
            let columns = of.figure_columns();
            columns.map(|column| figure(row, column)).collect()
        });
        let grid = Grid {
            rows: rows.collect(),
        };
        let span = |&check: &usize| {
            let points = self.points(check).filter(|point| point.table == table);
            points.fold([0, 0], |[rows, columns], point| {
                [rows | 1 << point.row, columns | 1 << point.column]
            })
        };
        let mut search = Search {
            system: self,
            must,
            spans: must.iter().map(span).collect(),
            found: Vec::new(),
        };
        search.within_lines(&grid);
        search.of_lines(&grid);
        let mut found = search.found.into_iter();
        let only = found.next().filter(|_| found.next().is_none())?;
        // Figures that are one off here and there may as well have been miscounted.
        let mut changes = only.changes.iter();
        let is_evident =
            changes.any(|change| (change.value - change.cell.number).abs() > Decimal::ONE);
        is_evident.then_some(only)
    }
}

struct Search<'s> {
    system: &'s System<'s>,
    must: &'s BTreeSet<usize>,
    /// For each of them the rows and the columns that it uses, one bit each.
    spans: Vec<[u64; 2]>,
    /// The different moves that mend everything.
    found: Vec<Slip>,
}

impl Search<'_> {
    /// Figures exchanged or shifted within one row or one column.
    fn within_lines(&mut self, grid: &Grid) {
        for row in &grid.rows {
            let cells: Vec<Counted> = row.iter().copied().flatten().collect();
            self.within(&cells, "swapped-in-row", ["shifted-right", "shifted-left"]);
        }
        for column in 0..grid.width() {
            let cells: Vec<Counted> = grid.column(column).into_iter().flatten().collect();
            self.within(&cells, "swapped-in-column", ["shifted-down", "shifted-up"]);
        }
    }

    fn within(&mut self, cells: &[Counted], swapped: &'static str, shifted: [&'static str; 2]) {
        if !self.could_mend(cells.iter()) {
            return;
        }
        for first in 0..cells.len() {
            for second in first + 1..cells.len() {
                let (one, other) = (cells[first], cells[second]);
                self.attempt(swapped, [one, other], exchange(one, other).into());
                if second - first >= 2 {
                    self.shift(&cells[first..=second], shifted);
                }
            }
        }
    }

    /// Figures that stand one place too far, or one too early: the place that they left holds 0, and the figure
    /// that they drove out is what the checks say.
    fn shift(&mut self, cells: &[Counted], [too_far, too_early]: [&'static str; 2]) {
        let last = cells.len() - 1;
        let to = |cell: Counted, from: Counted| Change {
            cell,
            value: from.number,
        };
        let ends = [cells[0], cells[last]];
        if cells[0].number.is_zero() {
            let moved = (0..last).map(|at| to(cells[at], cells[at + 1])).collect();
            let changes = self.completed(moved, cells[last]);
            self.attempt(too_far, ends, changes.unwrap_or_default());
        }
        if cells[last].number.is_zero() {
            let moved = (1..=last).map(|at| to(cells[at], cells[at - 1])).collect();
            let changes = self.completed(moved, cells[0]);
            self.attempt(too_early, ends, changes.unwrap_or_default());
        }
    }

    /// The changes with the value of one more cell, as an equation that it is part of gives it.
    fn completed(&self, mut changes: Vec<Change>, open: Counted) -> Option<Vec<Change>> {
        let uses = &self.system.cells.get(&open.point)?.uses;
        let is_equation = |check: usize| self.system.checks[check].comparison == Comparison::Equal;
        let &(check, weight) = uses.iter().find(|(check, _)| is_equation(*check))?;
        let mut residual = self.system.residuals[check];
        for change in &changes {
            let uses = &self.system.cells.get(&change.cell.point)?.uses;
            for (_, weight) in uses.iter().filter(|(of, _)| *of == check) {
                residual += weight * (change.value - change.cell.number);
            }
        }
        changes.push(Change {
            cell: open,
            value: open.number - residual / weight,
        });
        Some(changes)
    }

    /// Whole rows or columns exchanged.
    fn of_lines(&mut self, grid: &Grid) {
        let columns: Vec<_> = (0..grid.width()).map(|it| grid.column(it)).collect();
        for (lines, swapped) in [(&columns, "swapped-columns"), (&grid.rows, "swapped-rows")] {
            for first in 0..lines.len() {
                for second in first + 1..lines.len() {
                    self.swap(swapped, &lines[first], &lines[second]);
                }
            }
        }
    }

    /// Exchanges all figures of two lines.
    fn swap(&mut self, kind: &'static str, one: &[Option<Counted>], other: &[Option<Counted>]) {
        let cells = one.iter().chain(other).flatten();
        // Where only one of them has a cell, a figure would have nowhere to go.
        let is_alike = one
            .iter()
            .zip(other)
            .all(|(one, other)| one.is_some() == other.is_some());
        if !is_alike || !self.could_mend(cells) {
            return;
        }
        let mut pairs = one.iter().flatten().zip(other.iter().flatten());
        let changes = pairs
            .clone()
            .flat_map(|(&one, &other)| exchange(one, other));
        let changes = changes.collect();
        if let Some((&one, &other)) = pairs.next() {
            self.attempt(kind, [one, other], changes);
        }
    }

    /// Whether each check that must be mended uses one of these rows, and one of these columns: else no move of
    /// their figures mends them all.
    fn could_mend<'c>(&self, cells: impl Iterator<Item = &'c Counted>) -> bool {
        let (mut rows, mut columns) = (0_u64, 0_u64);
        for cell in cells {
            rows |= 1 << cell.point.row;
            columns |= 1 << cell.point.column;
        }
        let mut spans = self.spans.iter();
        spans.all(|[of_rows, of_columns]| of_rows & rows != 0 && of_columns & columns != 0)
    }

    /// Notes a move if it mends everything and is not known yet.
    fn attempt(&mut self, kind: &'static str, ends: [Counted; 2], mut changes: Vec<Change>) {
        changes.retain(|change| change.value != change.cell.number);
        if changes.len() < 2 || self.system.effect(&changes, self.must) == Effect::Fails {
            return;
        }
        changes.sort_by_key(|change| change.cell.point);
        let is_known = self.found.iter().any(|slip| slip.changes == changes);
        if !is_known {
            self.found.push(Slip {
                kind,
                ends,
                changes,
            });
        }
    }
}

fn exchange(one: Counted, other: Counted) -> [Change; 2] {
    let to = |cell: Counted, value: Decimal| Change { cell, value };
    [to(one, other.number), to(other, one.number)]
}

//! An open table added up: one tree of all rows that any contributor has.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Gap, Line, Part, Rolled, Sum, Why, key};
use crate::form::{Form, Kind, Point, Table};
use crate::model::{Counting, Entry, Report, Sheet};

/// The rows of an open table, each once, in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// By the row above and what the label is compared by.
    index: BTreeMap<(Option<usize>, String), usize>,
    /// The total, column by column.
    pub(super) total: Vec<Sum>,
}

#[derive(Debug)]
struct Node {
    label: String,
    parent: Option<usize>,
    sums: Vec<Sum>,
}

impl Tree {
    pub(super) fn new(table: &Table) -> Self {
        Self {
            total: vec![Sum::default(); table.columns.len()],
            ..Self::default()
        }
    }

    /// Adds the rows of a contributor's sheet.
    pub(super) fn add(
        &mut self,
        (report, form): (&Report, &Form),
        (index, sheet): (usize, &Sheet),
        contributor: usize,
    ) {
        let table = &form.tables[index];
        let columns = || {
            table
                .figure_columns()
                .filter(|&it| table.columns[it].rolled_up)
        };
        // From the top, so that a row's parent has been placed.
        let mut pending: Vec<(usize, Option<usize>)> =
            sheet.open_children(None).map(|row| (row, None)).collect();
        pending.reverse();
        while let Some((row, above)) = pending.pop() {
            let node = self.place(above, &sheet.open[row].label, table.columns.len());
            for column in columns() {
                let point = Point {
                    table: index,
                    row,
                    column,
                };
                let part = part(report, form, point);
                self.nodes[node].sums[column].add(part, &table.columns[column], contributor);
            }
            let start = pending.len();
            pending.extend(sheet.open_children(Some(row)).map(|row| (row, Some(node))));
            pending[start..].reverse();
        }
        for column in columns() {
            let part = total(report, form, index, column);
            self.total[column].add(part, &table.columns[column], contributor);
        }
    }

    fn place(&mut self, above: Option<usize>, label: &str, width: usize) -> usize {
        let next = self.nodes.len();
        let node = *self.index.entry((above, key(label))).or_insert(next);
        if node == next {
            self.nodes.push(Node {
                label: label.to_owned(),
                parent: above,
                sums: vec![Sum::default(); width],
            });
        }
        node
    }

    /// The row at a path, whose labels are as they are compared.
    pub(super) fn find(&self, path: &[String]) -> Option<usize> {
        let mut above = None;
        for label in path {
            above = Some(*self.index.get(&(above, label.clone()))?);
        }
        above
    }

    /// A row's sum. Below a row whose sum cannot be known nothing is: it would be read as the sum of what stands
    /// below it.
    pub(super) fn entry(
        &self,
        node: usize,
        column: usize,
    ) -> Result<Option<(Entry, Option<usize>)>, Gap> {
        let mut above = std::iter::successors(self.nodes[node].parent, |&it| self.nodes[it].parent);
        match above.find_map(|above| self.nodes[above].sums[column].entry().err()) {
            Some(gap) => Err(gap),
            None => self.nodes[node].sums[column].entry(),
        }
    }

    /// The lines of the parent's table, rows below those that they belong to, the total last.
    pub(super) fn lines(&self, table: &Table, rolled: &mut Rolled) -> Vec<Line> {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut pending = Vec::new();
        for (index, node) in self.nodes.iter().enumerate().rev() {
            match node.parent {
                Some(parent) => below[parent].push(index),
                None => pending.push(index),
            }
        }
        let mut lines = Vec::new();
        while let Some(index) = pending.pop() {
            pending.extend(&below[index]);
            let node = &self.nodes[index];
            let mut line = Line::new(&node.label, table);
            for (column, of) in table.columns.iter().enumerate() {
                let cell = &mut line.0[column + 1];
                match (of.kind, node.parent) {
                    (Kind::Parent, Some(parent)) => cell.clone_from(&self.nodes[parent].label),
                    // Where nobody has a figure, nobody misses it.
                    (kind, _) if kind.is_figure() && node.sums[column].is_given() => {
                        rolled.put(cell, self.entry(index, column), of);
                    }
                    _ => {}
                }
            }
            lines.push(line);
        }
        if let Some(open) = &table.open {
            let mut line = Line::new(&open.total[0], table);
            for column in table.figure_columns() {
                let of = &table.columns[column];
                rolled.put(&mut line.0[column + 1], self.total[column].entry(), of);
            }
            // A total that nobody can know is left out, and not left blank.
            if !line.is_blank(table) {
                lines.push(line);
            }
        }
        lines
    }
}

/// What a report has at a point of an open table, the rows below included.
pub(super) fn part(report: &Report, form: &Form, point: Point) -> Part {
    let Some((sheet, fact)) = report.sheet(point.table).zip(report.fact(point)) else {
        return Part::Unknown(Why::Blank);
    };
    let value = || report.value(form, point);
    match fact.entry {
        Entry::Number(number) if report.counting == Counting::Inclusive => {
            Part::Number(number, fact.unit)
        }
        Entry::NotApplicable if sheet.open_children(Some(point.row)).next().is_none() => {
            Part::Slash(Some(Decimal::ZERO))
        }
        Entry::NotApplicable => Part::Slash(value()),
        Entry::Number(_) | Entry::Blank => match value() {
            Some(number) => Part::Number(number, fact.unit),
            None => Part::Unknown(Why::Blank),
        },
    }
}

/// What a report has for an open table's total.
pub(super) fn total(report: &Report, form: &Form, table: usize, column: usize) -> Part {
    let declared = report.sheet(table).and_then(|sheet| sheet.total);
    let unit = declared.and_then(|row| report.fact(Point { table, row, column })?.unit);
    match report.open_total(form, table, column) {
        Some(number) => Part::Number(number, unit),
        None => Part::Unknown(Why::Blank),
    }
}

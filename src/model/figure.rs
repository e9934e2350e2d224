//! A figure's name, the same in every report and every edition, and what a report has under it: what `compare` and
//! `trace` go by from one report to another.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Entry, Report, Sheet};
use crate::form::{Form, Labels, Point, RowKind, Table};
use crate::source::Span;

/// A figure's name: by permanent ids and, in tables whose rows the agency gives, by labels without what real files
/// vary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure {
    /// The table's id.
    pub table: String,
    /// The row.
    pub row: FigureRow,
    /// The column's id.
    pub column: String,
}

/// The row of a [`Figure`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureRow {
    /// A row of the form, by its id.
    Fixed(String),
    /// A row that the agency gave, by its label and those above it, outermost first; and the how manieth of that
    /// name it is, from 0.
    Open(Vec<String>, usize),
    /// The total of an open table.
    Total,
}

/// Where a report has a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Index in [`Form::tables`].
    pub table: usize,
    /// Index of the row; none for an open table's total that was left out.
    pub row: Option<usize>,
    /// Index in [`Table::columns`].
    pub column: usize,
}

impl From<Point> for Spot {
    fn from(point: Point) -> Self {
        Self {
            table: point.table,
            row: Some(point.row),
            column: point.column,
        }
    }
}

impl Spot {
    /// The same as a point, if the row was written or is the form's.
    pub fn point(self) -> Option<Point> {
        self.row.map(|row| Point {
            table: self.table,
            row,
            column: self.column,
        })
    }
}

/// What a report has for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A number, as written.
    Written(Decimal),
    /// A total that was left out, and what it comes to.
    Computed(Decimal),
    /// A cell that was left blank.
    Blank,
    /// `/`
    NotApplicable,
    /// No cell at all, and why.
    Absent(Absence),
}

/// Why a report has no cell for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// The report's form has no such figure.
    Form,
    /// The table was not given.
    Table,
    /// The row was not given.
    Row,
    /// The column was not given.
    Column,
    /// What was written could not be read; checking says why.
    Unread,
}

impl Held {
    /// The number, written or computed.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::Written(number) | Self::Computed(number) => Some(number),
            Self::Blank | Self::NotApplicable | Self::Absent(_) => None,
        }
    }
}

impl Report {
    /// All figures that the form or the agency's own rows make room for, in the form's order.
    pub fn spots(&self, form: &Form) -> Vec<(Figure, Spot)> {
        let mut spots = Vec::new();
        for (index, table) in form.tables.iter().enumerate() {
            let mut put = |name: &FigureRow, row: Option<usize>| {
                for column in table.figure_columns() {
                    if row.is_none_or(|row| table.has(row, column)) {
                        let figure = Figure {
                            table: table.id.clone(),
                            row: name.clone(),
                            column: table.columns[column].id.clone(),
                        };
                        let spot = Spot {
                            table: index,
                            row,
                            column,
                        };
                        spots.push((figure, spot));
                    }
                }
            };
            let Some(open) = &table.open else {
                for (row, of) in table.rows.iter().enumerate() {
                    put(&FigureRow::Fixed(of.id.clone()), Some(row));
                }
                continue;
            };
            let Some(sheet) = self.sheet(index) else {
                continue;
            };
            let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
            for row in (0..sheet.open.len()).filter(|&row| sheet.total != Some(row)) {
                let name = sheet.open_name(row);
                let count = seen.entry(name.clone()).or_default();
                put(&FigureRow::Open(name, *count), Some(row));
                *count += 1;
            }
            if !open.total.is_empty() {
                put(&FigureRow::Total, sheet.total);
            }
        }
        spots
    }

    /// What the report has at a spot of its form.
    pub fn held(&self, form: &Form, spot: Spot) -> Held {
        let table = &form.tables[spot.table];
        let Some(sheet) = self.sheet(spot.table) else {
            return Held::Absent(if self.unread.contains(&spot.table) {
                Absence::Unread
            } else {
                Absence::Table
            });
        };
        let Some(point) = spot.point() else {
            let total = self.open_total(form, spot.table, spot.column);
            return total.map_or(Held::Absent(Absence::Row), Held::Computed);
        };
        // A blank cell over rows that were given stands for their sum, in a tree and over a group.
        let is_above = match table.rows.get(point.row) {
            Some(row) => row.kind == RowKind::Group && sheet.is_divided(table, point.row),
            None => sheet.open_children(Some(point.row)).next().is_some(),
        };
        match sheet.fact(point.row, point.column).map(|fact| fact.entry) {
            Some(Entry::Number(number)) => Held::Written(number),
            Some(Entry::NotApplicable) => Held::NotApplicable,
            Some(Entry::Blank) if !is_above => Held::Blank,
            other => match (self.value(form, point), other) {
                (Some(number), _) => Held::Computed(number),
                (None, Some(_)) => Held::Blank,
                (None, None) => Held::Absent(sheet.absence(point)),
            },
        }
    }

    /// Where the cell at a spot was written, if it was.
    pub fn place(&self, spot: Spot) -> Option<Span> {
        Some(self.fact(spot.point()?)?.span)
    }

    /// [`Report::path`] of a spot.
    pub fn spot_path(&self, form: &Form, spot: Spot) -> String {
        if let Some(point) = spot.point() {
            return self.path(form, point);
        }
        let table = &form.tables[spot.table];
        format!("{}.total.{}", table.id, table.columns[spot.column].id)
    }

    /// The label of a spot's row, as an officer would say it.
    pub fn spot_label(&self, form: &Form, spot: Spot) -> String {
        let table = &form.tables[spot.table];
        if let Some(point) = spot.point() {
            return self.row_label(table, point);
        }
        let total = table.open.as_ref().and_then(|open| open.total.first());
        total.cloned().unwrap_or_default()
    }

    /// The unit of the figure at a spot: the form's, or the one that was written with it.
    pub fn unit<'f>(&self, form: &'f Form, spot: Spot) -> &'f str {
        let table = &form.tables[spot.table];
        let column = &table.columns[spot.column];
        let Some(point) = spot.point() else {
            return &column.unit;
        };
        if column.units.is_empty() {
            return table.unit(point.row, point.column);
        }
        let own = self.fact(point).and_then(|fact| fact.unit);
        own.and_then(|own| column.units.get(own))
            .map_or("", String::as_str)
    }

    /// The spot that a path means, as [`Report::path`] prints it or in the form's labels.
    pub fn spot(&self, form: &Form, path: &str) -> Option<Spot> {
        let spots = self.spots(form);
        let exact = spots
            .iter()
            .find(|(_, spot)| self.spot_path(form, *spot) == path);
        if let Some((_, spot)) = exact {
            return Some(*spot);
        }
        let (table, place) = path.split_once('.')?;
        let (row, column) = place.rsplit_once('.')?;
        let by_title = |of: &Table| Labels::normal(&of.title) == Labels::normal(table);
        let index = form
            .table(table)
            .or_else(|| form.tables.iter().position(by_title))?;
        let table = &form.tables[index];
        let columns = table.labels.columns(column, &table.columns);
        let &[column] = &columns[..] else {
            return None;
        };
        let fits = |spot: &Spot| spot.table == index && spot.column == column;
        let mut there = spots.iter().filter(|(_, spot)| fits(spot));
        if table.open.is_none() {
            let rows = table.labels.rows(row, &table.rows);
            let &[row] = &rows[..] else {
                return None;
            };
            return there
                .map(|(_, spot)| *spot)
                .find(|spot| spot.row == Some(row));
        }
        let name: Vec<String> = row.split(['/', '／']).map(Labels::normal).collect();
        let is_total = table.labels.is_total(row);
        let found = there.find(|(figure, _)| match &figure.row {
            FigureRow::Total => is_total,
            FigureRow::Open(labels, 0) => *labels == name,
            _ => false,
        });
        found.map(|(_, spot)| *spot)
    }
}

impl Sheet {
    /// The labels of an open row and of those above it, without what real files vary, outermost first.
    fn open_name(&self, row: usize) -> Vec<String> {
        let mut name = Vec::new();
        let mut at = Some(row);
        while let Some(row) = at {
            let label = &self.open[row].label;
            let normal = Labels::normal(label);
            name.push(if normal.is_empty() {
                label.clone()
            } else {
                normal
            });
            at = self.open[row].parent;
        }
        name.reverse();
        name
    }

    /// Why there is no cell at a point.
    fn absence(&self, point: Point) -> Absence {
        if self.rows.get(point.row).is_none_or(Option::is_none) {
            Absence::Row
        } else if self.columns[point.column].is_none() {
            Absence::Column
        } else {
            Absence::Unread
        }
    }
}

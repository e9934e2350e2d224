//! A table of the form as it is printed: heads, labels and figures with their spans, all from the form.
//!
//! Heads and row labels are both trees of labels laid out over leaves, at uneven depth: a label that has
//! reached its leaf fills the lines that deeper ones need ([`heads`], [`labels`]).

mod open;
mod spans;

use std::borrow::Cow;

use self::spans::{heads, labels};
use super::figures::Figures;
use crate::form::{self, Layout, Point, Rest, RowKind};
use crate::model::Entry;

/// A printed table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'d> {
    /// The form's id for it.
    pub id: &'d str,
    /// Its title.
    pub caption: &'d str,
    /// Its parts, one below the other, all of the same width. Most tables have one.
    pub parts: Vec<Part<'d>>,
}

/// Head lines and the lines below them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'d> {
    /// Lines of heads.
    pub head: Vec<Vec<Cell<'d>>>,
    /// Lines of labels and figures.
    pub body: Vec<Vec<Cell<'d>>>,
}

/// A cell, and how many columns and lines it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'d> {
    /// What it shows.
    pub text: Cow<'d, str>,
    /// Columns covered.
    pub colspan: usize,
    /// Lines covered.
    pub rowspan: usize,
    /// What it is.
    pub role: Role<'d>,
}

/// What a cell is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role<'d> {
    /// A head or label, for what [`Scope`] says. `depth` indents a label in a tree.
    Head {
        /// What it heads.
        scope: Scope,
        /// How many labels stand above it in the tree.
        depth: usize,
    },
    /// A figure.
    Figure {
        /// Its path.
        path: Cow<'d, str>,
    },
    /// Words, or nothing.
    Text,
}

/// What a head is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One column.
    Column,
    /// Several columns.
    Columns,
    /// One line.
    Row,
    /// Several lines.
    Rows,
}

impl<'d> Cell<'d> {
    fn blank() -> Self {
        Self {
            text: Cow::Borrowed(""),
            colspan: 1,
            rowspan: 1,
            role: Role::Text,
        }
    }

    fn head(text: &'d str, colspan: usize, rowspan: usize, scope: Scope) -> Self {
        Self {
            text: Cow::Borrowed(text),
            colspan,
            rowspan,
            role: Role::Head { scope, depth: 0 },
        }
    }
}

/// Lays a table of the form out.
pub(super) fn compose(figures: Figures<'_>, index: usize) -> Table<'_> {
    let table = &figures.form.tables[index];
    let printer = Printer {
        figures,
        index,
        table,
    };
    let parts = match (table.layout, &table.open) {
        (_, Some(open)) => vec![printer.open(open)],
        (Layout::Stub, None) => vec![printer.stub()],
        (Layout::Sections, None) => printer.sections(),
        (Layout::Transposed, None) => vec![printer.transposed()],
        (Layout::List, None) => vec![printer.list()],
    };
    Table {
        id: &table.id,
        caption: &table.title,
        parts,
    }
}

struct Printer<'p> {
    figures: Figures<'p>,
    index: usize,
    table: &'p form::Table,
}

impl<'p> Printer<'p> {
    fn figure(&self, row: usize, column: usize, colspan: usize) -> Cell<'p> {
        let point = Point {
            table: self.index,
            row,
            column,
        };
        if !self.table.has(row, column) {
            return Cell {
                text: Cow::Borrowed(""),
                colspan,
                rowspan: 1,
                role: Role::Text,
            };
        }
        let text = self.figures.shown(point);
        Cell {
            text: text.into(),
            colspan,
            rowspan: 1,
            role: Role::Figure {
                path: self.figures.path(point),
            },
        }
    }

    /// The rows that are printed as lines: a group that the agency gave undivided takes its children's place.
    fn lines(&self) -> Vec<usize> {
        let undivided = |row: usize| {
            let sheet = self.figures.sheet(self.index);
            self.table.rows[row].kind == RowKind::Group
                && sheet.is_some_and(|sheet| sheet.is_undivided(self.table, row))
        };
        let is_line = |&row: &usize| match self.table.rows[row].kind {
            RowKind::Heading => false,
            RowKind::Group => undivided(row),
            RowKind::Figures => !self.table.rows[row].parent.is_some_and(undivided),
        };
        (0..self.table.rows.len()).filter(is_line).collect()
    }

    /// A row and those above it, outermost first.
    fn ancestry(&self, row: usize) -> Vec<usize> {
        let mut path: Vec<usize> =
            std::iter::successors(Some(row), |&row| self.table.rows[row].parent).collect();
        path.reverse();
        path
    }

    fn stub(&self) -> Part<'p> {
        let columns: Vec<usize> = self.table.figure_columns().collect();
        let paths: Vec<Vec<&str>> = columns
            .iter()
            .map(|&column| self.column_path(column))
            .collect();
        let depth = (0..self.table.rows.len())
            .map(|row| self.ancestry(row).len())
            .max()
            .unwrap_or(1);
        let mut head = heads(&paths);
        let height = head.len();
        head[0].insert(
            0,
            Cell::head(&self.table.corner, depth, height, Scope::Column),
        );
        let lines = self.lines();
        let stubs = labels(
            &lines
                .iter()
                .map(|&row| self.ancestry(row))
                .collect::<Vec<_>>(),
            depth,
        );
        let body = lines.iter().zip(stubs).map(|(&row, stub)| {
            let labels = stub.into_iter().map(|(row, colspan, rowspan)| {
                let scope = if rowspan > 1 { Scope::Rows } else { Scope::Row };
                Cell::head(&self.table.rows[row].label, colspan, rowspan, scope)
            });
            labels
                .chain(columns.iter().map(|&column| self.figure(row, column, 1)))
                .collect()
        });
        Part {
            head,
            body: body.collect(),
        }
    }

    fn column_path(&self, column: usize) -> Vec<&'p str> {
        let column = &self.table.columns[column];
        column
            .group
            .iter()
            .map(String::as_str)
            .chain([column.label.as_str()])
            .collect()
    }

    fn sections(&self) -> Vec<Part<'p>> {
        let rows = &self.table.rows;
        let mut sections: Vec<Vec<usize>> = Vec::new();
        for row in 0..rows.len() {
            match sections.last_mut() {
                Some(section) if rows[section[0]].section == rows[row].section => section.push(row),
                _ => sections.push(vec![row]),
            }
        }
        let columns_of = |section: &[usize]| -> Vec<usize> {
            self.table
                .figure_columns()
                .filter(|&column| section.iter().any(|&row| self.table.has(row, column)))
                .collect()
        };
        let width = sections
            .iter()
            .map(|section| columns_of(section).len())
            .max()
            .unwrap_or(1);
        let part = |section: &Vec<usize>| {
            let columns = columns_of(section);
            // What other sections need more is filled by the last column, or left blank.
            let span = |position: usize| {
                if self.table.rest == Rest::Span && position + 1 == columns.len() {
                    width - position
                } else {
                    1
                }
            };
            let left = match self.table.rest {
                Rest::Span => 0,
                Rest::Blank => width - columns.len(),
            };
            let blanks = || std::iter::repeat_with(Cell::blank).take(left);
            let title = Cell::head(&rows[section[0]].section, width + 1, 1, Scope::Columns);
            let heads = columns.iter().enumerate().map(|(position, &column)| {
                let scope = if span(position) > 1 {
                    Scope::Columns
                } else {
                    Scope::Column
                };
                Cell::head(&self.table.columns[column].label, span(position), 1, scope)
            });
            let corner = Cell::head(&self.table.corner, 1, 1, Scope::Column);
            let heads = std::iter::once(corner).chain(heads).chain(blanks());
            let head = vec![vec![title], heads.collect()];
            let line = |&row: &usize| {
                let figures = columns
                    .iter()
                    .enumerate()
                    .map(|(position, &column)| self.figure(row, column, span(position)));
                std::iter::once(Cell::head(&rows[row].label, 1, 1, Scope::Row))
                    .chain(figures)
                    .chain(blanks())
                    .collect()
            };
            Part {
                head,
                body: section.iter().map(line).collect(),
            }
        };
        sections.iter().map(part).collect()
    }

    fn transposed(&self) -> Part<'p> {
        let columns: Vec<usize> = self.table.figure_columns().collect();
        let mut paths = Vec::new();
        let mut line = Vec::new();
        for row in self.lines() {
            let above: Vec<&str> = self
                .ancestry(row)
                .iter()
                .map(|&row| self.table.rows[row].label.as_str())
                .collect();
            for &column in &columns {
                paths.push(
                    above
                        .iter()
                        .copied()
                        .chain([self.table.columns[column].label.as_str()])
                        .collect(),
                );
                line.push(self.figure(row, column, 1));
            }
        }
        Part {
            head: heads(&paths),
            body: vec![line],
        }
    }

    /// A line for each row, in the order of the form.
    fn list(&self) -> Part<'p> {
        let columns: Vec<usize> = self.table.figure_columns().collect();
        let has_units = !self.table.unit_head.is_empty();
        let corner = Cell::head(&self.table.corner, 1, 1, Scope::Column);
        let units = has_units.then(|| Cell::head(&self.table.unit_head, 1, 1, Scope::Column));
        let heads = columns
            .iter()
            .map(|&column| Cell::head(&self.table.columns[column].label, 1, 1, Scope::Column));
        let head = std::iter::once(corner).chain(units).chain(heads).collect();
        let line = |row: usize| {
            let of = &self.table.rows[row];
            let role = Role::Head {
                scope: Scope::Row,
                depth: self.ancestry(row).len() - 1,
            };
            let label = Cell {
                text: Cow::Borrowed(&of.label),
                role,
                ..Cell::blank()
            };
            let unit = has_units.then(|| Cell {
                text: match columns[..] {
                    [column, ..] if of.kind != RowKind::Heading => self.table.unit(row, column),
                    _ => "——",
                }
                .into(),
                ..Cell::blank()
            });
            let figures = columns.iter().map(|&column| self.figure(row, column, 1));
            std::iter::once(label).chain(unit).chain(figures).collect()
        };
        Part {
            head: vec![head],
            body: self.listed().into_iter().map(line).collect(),
        }
    }

    /// The rows of a list: all of them, but where the form is unsure which rows there are, only those that the
    /// agency gave, under their headings.
    fn listed(&self) -> Vec<usize> {
        let rows = &self.table.rows;
        let is_given = |row: usize| {
            self.table.figure_columns().any(|column| {
                let point = Point {
                    table: self.index,
                    row,
                    column,
                };
                self.table.has(row, column) && self.figures.entry(point) != Entry::Blank
            })
        };
        let mut shown = vec![!self.table.unconfirmed; rows.len()];
        for row in (0..rows.len()).filter(|&row| is_given(row)) {
            for above in self.ancestry(row) {
                shown[above] = true;
            }
        }
        (0..rows.len()).filter(|&row| shown[row]).collect()
    }
}

//! Tables as they are printed: every span follows from the form, and no row or column is known by name.
//!
//! Labels form trees, of columns under their heads and of rows under theirs. `spans` lays a tree out as
//! cells; column heads use it downwards and row labels use it sideways, so that a tree of uneven depth
//! fills its rectangle either way. One file a layout.

mod open;
mod sections;
mod spans;
mod stub;
mod transposed;

use super::figures::Figures;
use crate::form::{Layout, Point};

/// A table, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The form's id: `requests`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its parts, one under the other in one grid. Each has heads of its own; most tables have one part.
    pub parts: Vec<Part>,
}

/// Heads, and the rows under them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Rows of column heads.
    pub head: Vec<Vec<Cell>>,
    /// Rows of labels and figures.
    pub body: Vec<Vec<Cell>>,
}

/// One cell, which may span several columns and rows of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it shows; empty for a figure that has not been filled in.
    pub text: String,
    /// Columns of the grid that it covers.
    pub colspan: usize,
    /// Rows of the grid that it covers.
    pub rowspan: usize,
    /// What it is.
    pub role: Role,
}

/// What a cell is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A label, and what it is the label of.
    Label(Scope),
    /// The figure at this path.
    Figure(String),
    /// Words.
    Text,
    /// The form has nothing here.
    Empty,
}

/// What a label is the label of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The columns that it spans.
    Columns,
    /// The rows that it spans, which stand this deep in a tree that is shown by indents.
    Rows {
        /// How many rows stand above it.
        depth: usize,
    },
    /// The part of the table that it stands in.
    Part,
}

impl Cell {
    fn new(text: impl Into<String>, role: Role) -> Self {
        Self {
            text: text.into(),
            colspan: 1,
            rowspan: 1,
            role,
        }
    }

    fn label(text: impl Into<String>, scope: Scope) -> Self {
        Self::new(text, Role::Label(scope))
    }

    fn spanning(self, colspan: usize, rowspan: usize) -> Self {
        Self {
            colspan,
            rowspan,
            ..self
        }
    }
}

/// The label of rows whose place in the tree is shown by spans.
const ROWS: Scope = Scope::Rows { depth: 0 };

/// Composes the table with this index, as its form prints it.
pub(super) fn compose(figures: &Figures<'_>, index: usize) -> Table {
    let table = &figures.form.tables[index];
    let parts = match (&table.open, table.layout) {
        (Some(open), _) => vec![open::part(figures, index, open)],
        (None, Layout::Stub) => vec![stub::part(figures, index)],
        (None, Layout::Sections) => sections::parts(figures, index),
        (None, Layout::Transposed) => vec![transposed::part(figures, index)],
    };
    Table {
        id: table.id.clone(),
        title: table.title.clone(),
        parts,
    }
}

/// The cell for a point of a fixed table.
fn figure(figures: &Figures<'_>, point: Point) -> Cell {
    if figures.form.tables[point.table].has(point.row, point.column) {
        let text = figures.entry(point).to_string();
        Cell::new(text, Role::Figure(figures.path(point)))
    } else {
        Cell::new("", Role::Empty)
    }
}

/// What a table says over its row labels.
fn corner(text: &str) -> Cell {
    if text.is_empty() {
        Cell::new("", Role::Empty)
    } else {
        Cell::label(text, Scope::Columns)
    }
}

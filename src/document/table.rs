//! A table of the form with a report's figures in it.

mod open;

use std::borrow::Cow;

use super::figures::Figures;
use crate::form::{Cell, Grid, Layout, Plan, Point, Role, RowKind, Shown};
use crate::model::Entry;

/// A printed table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'d> {
    /// The form's id for it.
    pub id: &'d str,
    /// Its title.
    pub caption: &'d str,
    /// How it is laid out.
    pub grid: Cow<'d, Grid<'d>>,
    /// Its figures as shown, by the numbers that the grid gives them.
    pub figures: Shown,
}

impl Table<'_> {
    /// What a cell of the grid shows.
    pub fn shown<'t>(&'t self, cell: &'t Cell<'_>) -> &'t str {
        match cell.role {
            Role::Figure { number, .. } => self.figures.get(number),
            _ => &cell.text,
        }
    }
}

/// Lays a table of the form out.
pub(super) fn compose(figures: Figures<'_>, index: usize) -> Table<'_> {
    let table = &figures.form.tables[index];
    let (grid, shown) = match &table.open {
        Some(open) => {
            let (grid, shown) = open::compose(figures, index, open);
            (Cow::Owned(grid), shown)
        }
        None => fixed(figures, index),
    };
    Table {
        id: &table.id,
        caption: &table.title,
        grid,
        figures: shown,
    }
}

fn fixed(figures: Figures<'_>, index: usize) -> (Cow<'_, Grid<'_>>, Shown) {
    let table = &figures.form.tables[index];
    let shown = |plan: &Plan| {
        let mut shown = Shown::with_capacity(plan.figures.len());
        for &(row, column) in &plan.figures {
            let point = Point {
                table: index,
                row,
                column,
            };
            shown.add(|text| figures.show(point, text));
        }
        shown
    };
    if let Some(lines) = lines(figures, index) {
        let plan = Plan::new(table, &lines);
        let shown = shown(&plan);
        (Cow::Owned(plan.grid), shown)
    } else {
        let plan = table.plan();
        (Cow::Borrowed(&plan.grid), shown(plan))
    }
}

/// The rows that a fixed table has as lines, if they are others than in most reports.
fn lines(figures: Figures<'_>, index: usize) -> Option<Vec<usize>> {
    let table = &figures.form.tables[index];
    if table.layout == Layout::List {
        return table.unconfirmed.then(|| given(figures, index));
    }
    // A group that the agency gave undivided takes its children's place.
    let sheet = figures.sheet(index)?;
    let groups = (0..table.rows.len()).filter(|&row| table.rows[row].kind == RowKind::Group);
    let undivided: Vec<usize> = groups
        .filter(|&group| sheet.is_undivided(table, group))
        .collect();
    (!undivided.is_empty()).then(|| table.lines(&undivided))
}

/// The rows that the agency gave, under their headings: all there is where the form is unsure which rows there are.
fn given(figures: Figures<'_>, index: usize) -> Vec<usize> {
    let table = &figures.form.tables[index];
    let is_given = |row: usize| {
        table.figure_columns().any(|column| {
            let point = Point {
                table: index,
                row,
                column,
            };
            table.has(row, column) && figures.entry(point) != Entry::Blank
        })
    };
    let rows = 0..table.rows.len();
    let mut shown = vec![false; rows.len()];
    for row in rows.clone().filter(|&row| is_given(row)) {
        for above in table.ancestry(row) {
            shown[above] = true;
        }
    }
    rows.filter(|&row| shown[row]).collect()
}

//! A table whose rows the agency gives: a row under the one it belongs to is indented, the total is last.

use super::{Cell, Part, ROWS, Role, Scope, stub};
use crate::document::figures::Figures;
use crate::document::mark;
use crate::form::{Kind, Open, Point};
use crate::model::Entry;

pub(super) fn part(figures: &Figures<'_>, index: usize, open: &Open) -> Part {
    let table = &figures.form.tables[index];
    let lines = figures.open_lines(index);
    let rows = figures.sheet(index).map_or(&[][..], |sheet| &sheet.open);
    // A column of words that nobody used is not printed; the tree shows whose child a row is.
    let is_printed = |&column: &usize| match table.columns[column].kind {
        Kind::Parent => false,
        Kind::Text => rows.iter().any(|row| !row.texts[column].trim().is_empty()),
        Kind::Count | Kind::Signed | Kind::Money => true,
    };
    let columns: Vec<usize> = (0..table.columns.len()).filter(is_printed).collect();
    let entries: Vec<Vec<Entry>> = columns
        .iter()
        .map(|&column| figures.open_column(index, column))
        .collect();
    let cell = |row: usize, position: usize| {
        let column = columns[position];
        if !table.columns[column].kind.is_figure() {
            return Cell::new(mark::clean(&rows[row].texts[column]).trim(), Role::Text);
        }
        let point = Point {
            table: index,
            row,
            column,
        };
        let text = entries[position][row].to_string();
        Cell::new(text, Role::Figure(figures.path(point)))
    };
    let mut body: Vec<Vec<Cell>> = Vec::new();
    for line in lines {
        let label = mark::clean(&rows[line.row].label);
        let label = Cell::label(label, Scope::Rows { depth: line.depth });
        let cells = (0..columns.len()).map(|position| cell(line.row, position));
        body.push(std::iter::once(label).chain(cells).collect());
    }
    body.extend(total(figures, index, open, &columns));
    Part {
        head: stub::head(table, &columns, 1),
        body,
    }
}

/// The line of the total, if it is declared or can be worked out.
fn total(figures: &Figures<'_>, index: usize, open: &Open, columns: &[usize]) -> Option<Vec<Cell>> {
    let table = &figures.form.tables[index];
    let is_declared = figures.sheet(index).is_some_and(|sheet| sheet.total.is_some());
    if !is_declared && !open.summed {
        return None;
    }
    let label = open.total.first().map_or("", String::as_str);
    let cells = columns.iter().map(|&column| {
        if table.columns[column].kind.is_figure() {
            let text = figures.open_total(index, column).to_string();
            Cell::new(text, Role::Figure(figures.total_path(index, column)))
        } else {
            Cell::new("", Role::Text)
        }
    });
    Some(std::iter::once(Cell::label(label, ROWS)).chain(cells).collect())
}

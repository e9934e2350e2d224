//! Rows in sections, each under column heads of its own, all in one grid (表二).

use super::{Cell, Part, ROWS, Role, Scope, corner, figure};
use crate::document::figures::Figures;
use crate::form::{Point, Table};

/// Rows that stand in one section, and the columns that they have.
struct Section<'f> {
    title: &'f str,
    rows: Vec<usize>,
    columns: Vec<usize>,
}

pub(super) fn parts(figures: &Figures<'_>, index: usize) -> Vec<Part> {
    let table = &figures.form.tables[index];
    let sections = sections(table);
    // One column for the row labels, and as many as the widest section has.
    let widest = sections.iter().map(|section| section.columns.len()).max();
    let width = widest.unwrap_or_default();
    sections
        .iter()
        .map(|section| part(figures, index, section, width))
        .collect()
}

fn sections(table: &Table) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        match sections.last_mut() {
            Some(section) if section.title == row.section => section.rows.push(index),
            _ => sections.push(Section {
                title: &row.section,
                rows: vec![index],
                columns: Vec::new(),
            }),
        }
    }
    for section in &mut sections {
        let has = |&column: &usize| section.rows.iter().any(|&row| table.has(row, column));
        section.columns = table.figure_columns().filter(has).collect();
    }
    sections
}

fn part(figures: &Figures<'_>, index: usize, section: &Section<'_>, width: usize) -> Part {
    let table = &figures.form.tables[index];
    let line = |label: Cell, cells: &dyn Fn(usize) -> Cell| {
        let cells = section.columns.iter().map(|&column| cells(column));
        let mut line: Vec<Cell> = std::iter::once(label).chain(cells).collect();
        // Where a section has fewer columns than the grid, its last one takes the rest.
        if let Some(last) = line.last_mut() {
            last.colspan += width - section.columns.len();
        }
        line
    };
    let heads = line(corner(&table.corner), &|column| {
        Cell::label(table.columns[column].label.as_str(), Scope::Columns)
    });
    let title = Cell::new(section.title, Role::Label(Scope::Part)).spanning(width + 1, 1);
    let body = section.rows.iter().map(|&row| {
        let label = Cell::label(table.rows[row].label.as_str(), ROWS);
        line(label, &|column| {
            let point = Point {
                table: index,
                row,
                column,
            };
            figure(figures, point)
        })
    });
    Part {
        head: vec![vec![title], heads],
        body: body.collect(),
    }
}

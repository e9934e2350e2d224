//! A table whose rows the agency gives: a list, or a tree with its labels indented.

use super::Figures;
use crate::form::{Cell, Grid, Kind, Open, Part, Point, Role, Scope, Shown};
use crate::model::Entry;

/// Lays an open table out: the grid, and its figures.
pub(super) fn compose<'d>(figures: Figures<'d>, index: usize, open: &'d Open) -> (Grid<'d>, Shown) {
    let sheet = figures.sheet(index);
    let rows = sheet.map_or(&[][..], |sheet| &sheet.open);
    let columns = &figures.form.tables[index].columns;
    // The tree shows in the indents, so that a column naming the parents has nothing to add.
    let shown: Vec<usize> = (0..columns.len())
        .filter(|&column| match columns[column].kind {
            Kind::Parent => false,
            Kind::Text => rows.iter().any(|row| !row.texts[column].is_empty()),
            _ => true,
        })
        .collect();
    let head = |label: &'d str| Cell::head(label, 1, 1, Scope::Column);
    let heads = shown.iter().map(|&column| head(&columns[column].label));
    let head = std::iter::once(head(&open.label)).chain(heads).collect();
    let entries: Vec<Vec<Entry>> = shown
        .iter()
        .map(|&column| figures.open_column(index, column))
        .collect();
    let mut texts = Shown::with_capacity((rows.len() + 1) * shown.len());
    let mut body: Vec<Vec<Cell<'d>>> = Vec::new();
    for line in figures.open_lines(index) {
        let role = Role::Head {
            scope: Scope::Row,
            depth: line.depth,
        };
        let row = &rows[line.row];
        let label = Cell {
            role,
            ..Cell::text(&*row.label)
        };
        let cells = shown.iter().zip(&entries).map(|(&column, entries)| {
            if !columns[column].kind.is_figure() {
                return Cell::text(&*row.texts[column]);
            }
            let number = texts.add(|text| entries[line.row].show(text));
            let path = figures.path(Point {
                table: index,
                row: line.row,
                column,
            });
            Cell::figure(path, number)
        });
        body.push(std::iter::once(label).chain(cells).collect());
    }
    let totals = shown.iter().map(|&column| {
        if !columns[column].kind.is_figure() {
            return Cell::text("");
        }
        let number = texts.add(|text| figures.open_total(index, column).show(text));
        Cell::figure(figures.total_path(index, column), number)
    });
    let label = Cell::head(&*open.total[0], 1, 1, Scope::Row);
    body.push(std::iter::once(label).chain(totals).collect());
    let head = vec![head];
    (Grid::new(vec![Part { head, body }]), texts)
}

//! Row labels at the left, in as many columns as the rows are deep (表三).

use super::{Cell, Part, ROWS, Scope, corner, figure, spans};
use crate::document::figures::Figures;
use crate::form::{Column, Point, RowKind, Table};
use crate::model::Sheet;

pub(super) fn part(figures: &Figures<'_>, index: usize) -> Part {
    let table = &figures.form.tables[index];
    let lines = lines(table, figures.sheet(index));
    let labels: Vec<Vec<&str>> = lines.iter().map(|&row| row_labels(table, row)).collect();
    let columns: Vec<usize> = table.figure_columns().collect();
    let body = lines.iter().zip(spans::layout(&labels)).map(|(&row, nodes)| {
        let labels = nodes
            .into_iter()
            .map(|node| Cell::label(node.label, ROWS).spanning(node.along, node.across));
        let cells = columns.iter().map(|&column| {
            let point = Point {
                table: index,
                row,
                column,
            };
            figure(figures, point)
        });
        labels.chain(cells).collect()
    });
    Part {
        head: head(table, &columns, spans::depth(&labels)),
        body: body.collect(),
    }
}

/// The rows that are printed with figures: those without children, and groups given undivided.
fn lines(table: &Table, sheet: Option<&Sheet>) -> Vec<usize> {
    let undivided = |row: usize| {
        table.rows[row].kind == RowKind::Group
            && sheet.is_some_and(|sheet| {
                sheet.rows[row].is_some() && table.children(row).all(|child| sheet.rows[child].is_none())
            })
    };
    (0..table.rows.len())
        .filter(|&row| match table.rows[row].parent {
            Some(parent) if undivided(parent) => false,
            _ => table.rows[row].kind == RowKind::Figures || undivided(row),
        })
        .collect()
}

/// A row's label under those of the rows above it.
pub(super) fn row_labels(table: &Table, row: usize) -> Vec<&str> {
    let above = std::iter::successors(Some(row), |&row| table.rows[row].parent);
    let mut labels: Vec<&str> = above.map(|row| table.rows[row].label.as_str()).collect();
    labels.reverse();
    labels
}

/// A column's label under the heads above it.
fn column_labels(column: &Column) -> Vec<&str> {
    let heads = column.group.iter().chain([&column.label]);
    heads.map(String::as_str).collect()
}

/// Column heads beside the corner over the row labels, which are `stub` columns wide.
pub(super) fn head(table: &Table, columns: &[usize], stub: usize) -> Vec<Vec<Cell>> {
    let labels = columns.iter().map(|&column| column_labels(&table.columns[column]));
    let labels: Vec<Vec<&str>> = labels.collect();
    let mut rows = column_heads(&labels);
    let depth = rows.len();
    if let Some(first) = rows.first_mut() {
        first.insert(0, corner(&table.corner).spanning(stub, depth));
    }
    rows
}

/// Rows of heads over columns that are given by their labels.
pub(super) fn column_heads(columns: &[Vec<&str>]) -> Vec<Vec<Cell>> {
    let mut rows = vec![Vec::new(); spans::depth(columns)];
    for node in spans::layout(columns).into_iter().flatten() {
        let cell = Cell::label(node.label, Scope::Columns).spanning(node.across, node.along);
        rows[node.level].push(cell);
    }
    rows
}

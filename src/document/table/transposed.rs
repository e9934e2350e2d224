//! Rows become heads over the columns, and one line holds all figures (表四).

use super::stub::{column_heads, row_labels};
use super::{Part, figure};
use crate::document::figures::Figures;
use crate::form::{Point, RowKind};

pub(super) fn part(figures: &Figures<'_>, index: usize) -> Part {
    let table = &figures.form.tables[index];
    let mut labels = Vec::new();
    let mut line = Vec::new();
    let rows = (0..table.rows.len()).filter(|&row| table.rows[row].kind == RowKind::Figures);
    for row in rows {
        for column in table.figure_columns() {
            let mut path = row_labels(table, row);
            path.push(&table.columns[column].label);
            labels.push(path);
            let point = Point {
                table: index,
                row,
                column,
            };
            line.push(figure(figures, point));
        }
    }
    Part {
        head: column_heads(&labels),
        body: vec![line],
    }
}

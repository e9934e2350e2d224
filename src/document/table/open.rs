//! A table whose rows the agency gives: a list, or a tree with its labels indented.

use super::{Cell, Part, Printer, Role, Scope};
use crate::form::{self, Point};
use crate::model::Entry;

impl Printer<'_> {
    pub(super) fn open(&self, open: &form::Open) -> Part {
        let empty = Vec::new();
        let rows = self
            .figures
            .sheet(self.index)
            .map_or(&empty, |sheet| &sheet.open);
        let columns = &self.table.columns;
        // The tree shows in the indents, so that a column naming the parents has nothing to add.
        let shown: Vec<usize> = (0..columns.len())
            .filter(|&column| match columns[column].kind {
                form::Kind::Parent => false,
                form::Kind::Text => rows.iter().any(|row| !row.texts[column].is_empty()),
                _ => true,
            })
            .collect();
        let heads = shown
            .iter()
            .map(|&column| Cell::head(&columns[column].label, 1, 1, Scope::Column));
        let head = std::iter::once(Cell::head(&open.label, 1, 1, Scope::Column))
            .chain(heads)
            .collect();
        let entries: Vec<Vec<Entry>> = shown
            .iter()
            .map(|&column| self.figures.open_column(self.index, column))
            .collect();
        let mut body: Vec<Vec<Cell>> = Vec::new();
        for line in self.figures.open_lines(self.index) {
            let role = Role::Head {
                scope: Scope::Row,
                depth: line.depth,
            };
            let label = Cell {
                text: rows[line.row].label.clone(),
                colspan: 1,
                rowspan: 1,
                role,
            };
            let cells = shown.iter().zip(&entries).map(|(&column, entries)| {
                if !columns[column].kind.is_figure() {
                    return Cell {
                        text: rows[line.row].texts[column].clone(),
                        colspan: 1,
                        rowspan: 1,
                        role: Role::Text,
                    };
                }
                let path = self.figures.path(Point {
                    table: self.index,
                    row: line.row,
                    column,
                });
                Cell {
                    text: entries[line.row].to_string(),
                    colspan: 1,
                    rowspan: 1,
                    role: Role::Figure { path },
                }
            });
            body.push(std::iter::once(label).chain(cells).collect());
        }
        let totals = shown.iter().map(|&column| {
            let (text, role) = if columns[column].kind.is_figure() {
                let path = self.figures.total_path(self.index, column);
                (
                    self.figures.open_total(self.index, column).to_string(),
                    Role::Figure { path },
                )
            } else {
                (String::new(), Role::Text)
            };
            Cell {
                text,
                colspan: 1,
                rowspan: 1,
                role,
            }
        });
        body.push(
            std::iter::once(Cell::head(&open.total[0], 1, 1, Scope::Row))
                .chain(totals)
                .collect(),
        );
        Part {
            head: vec![head],
            body,
        }
    }
}

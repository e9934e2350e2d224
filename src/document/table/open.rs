//! A table whose rows the agency gives: a list, or a tree with its labels indented.

use std::borrow::Cow;

use super::{Cell, Part, Printer, Role, Scope};
use crate::form::{self, Point};
use crate::model::Entry;

impl<'p> Printer<'p> {
    pub(super) fn open(&self, open: &'p form::Open) -> Part<'p> {
        let sheet = self.figures.sheet(self.index);
        let rows = sheet.map_or(&[][..], |sheet| &sheet.open);
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
        let mut body: Vec<Vec<Cell<'p>>> = Vec::new();
        for line in self.figures.open_lines(self.index) {
            let role = Role::Head {
                scope: Scope::Row,
                depth: line.depth,
            };
            let label = Cell {
                text: Cow::Borrowed(&rows[line.row].label),
                colspan: 1,
                rowspan: 1,
                role,
            };
            let cells = shown.iter().zip(&entries).map(|(&column, entries)| {
                if !columns[column].kind.is_figure() {
                    return Cell {
                        text: Cow::Borrowed(&rows[line.row].texts[column]),
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
                    text: entries[line.row].to_string().into(),
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
                    Role::Figure { path: path.into() },
                )
            } else {
                (String::new(), Role::Text)
            };
            Cell {
                text: Cow::Owned(text),
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

//! A table as it is printed: heads, labels and the cells that figures go into, with their spans.
//!
//! Heads and row labels are both trees of labels laid out over leaves, at uneven depth: a label that has
//! reached its leaf fills the lines that deeper ones need ([`heads`], [`labels`]).
//!
//! A fixed table looks the same in every report, so that it is laid out once, and each format writes it once
//! ([`Print`]); a report only fills its figures in.

mod shown;
mod spans;

pub use shown::Shown;

use std::borrow::Cow;

use self::spans::{heads, labels};
use super::once::Once;
use super::table::{Column, Layout, Rest, RowKind, Table};

/// A printed table without its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid<'g> {
    /// Its parts, one below the other, all of the same width. Most tables have one.
    pub parts: Vec<Part<'g>>,
    /// As HTML writes it.
    pub html: Once<Print>,
    /// As Markdown writes it.
    pub markdown: Once<Print>,
}

impl<'g> Grid<'g> {
    /// Nothing is written of it yet.
    pub fn new(parts: Vec<Part<'g>>) -> Self {
        Self {
            parts,
            ..Self::default()
        }
    }
}

/// A grid in some format, without its figures.
#[derive(Debug, Default)]
pub struct Print {
    /// What stands around the figures.
    pub text: String,
    /// Where figures go, in order: the place in the text, and the figure's [number](Role::Figure).
    pub gaps: Vec<(usize, usize)>,
}

impl Print {
    /// Leaves room for a figure where the text ends so far.
    pub fn leave(&mut self, number: usize) {
        self.gaps.push((self.text.len(), number));
    }

    /// Adds the text with these figures to `out`, each as `write` writes it.
    pub fn fill(&self, figures: &Shown, out: &mut String, write: impl Fn(&str, &mut String)) {
        out.reserve(self.text.len() + figures.text().len());
        let mut done = 0;
        for &(gap, number) in &self.gaps {
            out.push_str(&self.text[done..gap]);
            write(figures.get(number), out);
            done = gap;
        }
        out.push_str(&self.text[done..]);
    }
}

/// How a fixed table is laid out.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The table without its figures.
    pub grid: Grid<'static>,
    /// The row and the column of each figure, in the order of their numbers.
    pub figures: Vec<(usize, usize)>,
}

/// Head lines and the lines below them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'g> {
    /// Lines of heads.
    pub head: Vec<Vec<Cell<'g>>>,
    /// Lines of labels and figures.
    pub body: Vec<Vec<Cell<'g>>>,
}

/// A cell, and how many columns and lines it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'g> {
    /// What it shows; empty for a figure.
    pub text: Cow<'g, str>,
    /// Columns covered.
    pub colspan: usize,
    /// Lines covered.
    pub rowspan: usize,
    /// What it is.
    pub role: Role<'g>,
}

/// What a cell is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role<'g> {
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
        path: Cow<'g, str>,
        /// Its number among those of the table.
        number: usize,
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

impl<'g> Cell<'g> {
    /// A cell of words.
    pub fn text(text: impl Into<Cow<'g, str>>) -> Self {
        Self {
            text: text.into(),
            colspan: 1,
            rowspan: 1,
            role: Role::Text,
        }
    }

    /// A figure's cell.
    pub fn figure(path: impl Into<Cow<'g, str>>, number: usize) -> Self {
        let path = path.into();
        Self {
            role: Role::Figure { path, number },
            ..Self::text("")
        }
    }

    /// A head or label that stands above no other.
    pub fn head(
        text: impl Into<Cow<'g, str>>,
        colspan: usize,
        rowspan: usize,
        scope: Scope,
    ) -> Self {
        Self {
            text: text.into(),
            colspan,
            rowspan,
            role: Role::Head { scope, depth: 0 },
        }
    }
}

impl Plan {
    /// Lays a fixed table out with these rows as its lines, in order.
    pub fn new(table: &Table, lines: &[usize]) -> Self {
        let mut printer = Printer {
            table,
            lines,
            figures: Vec::new(),
        };
        let parts = match table.layout {
            Layout::Stub => vec![printer.stub()],
            Layout::Sections => printer.sections(),
            Layout::Transposed => vec![printer.transposed()],
            Layout::List => vec![printer.list()],
        };
        Self {
            grid: Grid::new(parts),
            figures: printer.figures,
        }
    }
}

struct Printer<'p> {
    table: &'p Table,
    lines: &'p [usize],
    /// The rows and columns of the figures so far.
    figures: Vec<(usize, usize)>,
}

impl Printer<'_> {
    fn figure(&mut self, row: usize, column: usize, colspan: usize) -> Cell<'static> {
        let cell = match self.table.path(row, column) {
            Some(path) if self.table.has(row, column) => {
                self.figures.push((row, column));
                Cell::figure(path.to_owned(), self.figures.len() - 1)
            }
            _ => Cell::text(""),
        };
        Cell { colspan, ..cell }
    }

    fn stub(&mut self) -> Part<'static> {
        let table = self.table;
        let columns: Vec<usize> = table.figure_columns().collect();
        let paths: Vec<Vec<&str>> = columns
            .iter()
            .map(|&column| column_path(&table.columns[column]))
            .collect();
        let depth = (0..table.rows.len())
            .map(|row| table.ancestry(row).len())
            .max()
            .unwrap_or(1);
        let mut head = heads(&paths);
        let height = head.len();
        head[0].insert(
            0,
            Cell::head(table.corner.clone(), depth, height, Scope::Column),
        );
        let lines = self.lines.iter().map(|&row| table.ancestry(row));
        let stubs = labels(&lines.collect::<Vec<_>>(), depth);
        let body = self.lines.iter().zip(stubs).map(|(&row, stub)| {
            let labels = stub.into_iter().map(|(row, colspan, rowspan)| {
                let scope = if rowspan > 1 { Scope::Rows } else { Scope::Row };
                Cell::head(table.rows[row].label.clone(), colspan, rowspan, scope)
            });
            let figures = columns.iter().map(|&column| self.figure(row, column, 1));
            labels.chain(figures).collect()
        });
        Part {
            body: body.collect(),
            head,
        }
    }

    fn sections(&mut self) -> Vec<Part<'static>> {
        let rows = &self.table.rows;
        let mut sections: Vec<Vec<usize>> = Vec::new();
        for row in 0..rows.len() {
            match sections.last_mut() {
                Some(section) if rows[section[0]].section == rows[row].section => section.push(row),
                _ => sections.push(vec![row]),
            }
        }
        let widths = sections.iter().map(|rows| self.columns_of(rows).len());
        let width = widths.max().unwrap_or(1);
        let parts = sections.iter().map(|rows| self.section(rows, width));
        parts.collect()
    }

    fn columns_of(&self, rows: &[usize]) -> Vec<usize> {
        let has = |&column: &usize| rows.iter().any(|&row| self.table.has(row, column));
        self.table.figure_columns().filter(has).collect()
    }

    fn section(&mut self, rows: &[usize], width: usize) -> Part<'static> {
        let table = self.table;
        let columns = self.columns_of(rows);
        // What other sections need more is filled by the last column, or left blank.
        let span = |position: usize| {
            if table.rest == Rest::Span && position + 1 == columns.len() {
                width - position
            } else {
                1
            }
        };
        let left = match table.rest {
            Rest::Span => 0,
            Rest::Blank => width - columns.len(),
        };
        let blanks = || std::iter::repeat_with(|| Cell::text("")).take(left);
        let title = table.rows[rows[0]].section.clone();
        let title = Cell::head(title, width + 1, 1, Scope::Columns);
        let heads = columns.iter().enumerate().map(|(position, &column)| {
            let scope = if span(position) > 1 {
                Scope::Columns
            } else {
                Scope::Column
            };
            let label = table.columns[column].label.clone();
            Cell::head(label, span(position), 1, scope)
        });
        let corner = Cell::head(table.corner.clone(), 1, 1, Scope::Column);
        let heads = std::iter::once(corner).chain(heads).chain(blanks());
        let head = vec![vec![title], heads.collect()];
        let body = rows.iter().map(|&row| {
            let figures = columns
                .iter()
                .enumerate()
                .map(|(position, &column)| self.figure(row, column, span(position)));
            let label = Cell::head(table.rows[row].label.clone(), 1, 1, Scope::Row);
            std::iter::once(label)
                .chain(figures)
                .chain(blanks())
                .collect()
        });
        Part {
            body: body.collect(),
            head,
        }
    }

    fn transposed(&mut self) -> Part<'static> {
        let table = self.table;
        let mut paths = Vec::new();
        let mut line = Vec::new();
        for &row in self.lines {
            let above = table.ancestry(row);
            let above = above.iter().map(|&row| table.rows[row].label.as_str());
            for column in table.figure_columns() {
                let label = table.columns[column].label.as_str();
                paths.push(above.clone().chain([label]).collect());
                line.push(self.figure(row, column, 1));
            }
        }
        Part {
            head: heads(&paths),
            body: vec![line],
        }
    }

    /// A line for each row, in the order of the form.
    fn list(&mut self) -> Part<'static> {
        let table = self.table;
        let columns: Vec<usize> = table.figure_columns().collect();
        let has_units = !table.unit_head.is_empty();
        let head = |label: &str| Cell::head(label.to_owned(), 1, 1, Scope::Column);
        let corner = head(&table.corner);
        let units = has_units.then(|| head(&table.unit_head));
        let heads = columns
            .iter()
            .map(|&column| head(&table.columns[column].label));
        let head = std::iter::once(corner).chain(units).chain(heads).collect();
        let body = self.lines.iter().map(|&row| {
            let of = &table.rows[row];
            let role = Role::Head {
                scope: Scope::Row,
                depth: table.ancestry(row).len() - 1,
            };
            let label = Cell {
                role,
                ..Cell::text(of.label.clone())
            };
            let unit = match columns[..] {
                [column, ..] if of.kind != RowKind::Heading => table.unit(row, column),
                _ => "——",
            };
            let unit = has_units.then(|| Cell::text(unit.to_owned()));
            let figures = columns.iter().map(|&column| self.figure(row, column, 1));
            std::iter::once(label).chain(unit).chain(figures).collect()
        });
        Part {
            body: body.collect(),
            head: vec![head],
        }
    }
}

/// The heads over a column and its own, outermost first.
fn column_path(column: &Column) -> Vec<&str> {
    let above = column.group.iter().map(String::as_str);
    above.chain([column.label.as_str()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_go_where_they_were_left_room() {
        let mut print = Print::default();
        print.text.push_str("a ");
        print.leave(1);
        print.leave(0);
        print.text.push_str(" b");
        let mut out = String::from("> ");
        let mut figures = Shown::default();
        figures.add(|text| text.push('0'));
        figures.add(|text| text.push('1'));
        print.fill(&figures, &mut out, |figure, out| {
            out.push('[');
            out.push_str(figure);
            out.push(']');
        });
        assert_eq!(out, "> a [1][0] b");
    }
}

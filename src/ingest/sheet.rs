//! A table as written, in a CSV file or in `report.toml`, to a [`Sheet`]: rows and columns located by id or
//! by label, every cell read.

use super::csv::{Cell, Field, Records};
use super::figure;
use super::nearest::nearest;
use super::tree;
use crate::diagnostic::{Code, Diagnostic, Slot};
use crate::form::Table;
use crate::model::Sheet;
use crate::source::Span;

pub(super) static AMBIGUOUS_ROW: Code = Code::error("ambiguous-row");
pub(super) static DUPLICATE_COLUMN: Code = Code::error("duplicate-column");
pub(super) static DUPLICATE_ROW: Code = Code::error("duplicate-row");
pub(super) static EXTRA_CELL: Code = Code::error("extra-cell");
pub(super) static UNEXPECTED_FIGURE: Code = Code::error("unexpected-figure");
pub(super) static UNKNOWN_COLUMN: Code = Code::error("unknown-column");
pub(super) static UNKNOWN_ROW: Code = Code::error("unknown-row");
pub(super) static UNNAMED_ROW: Code = Code::error("unnamed-row");

/// A table as written, its columns located.
pub(super) struct Draft<'r, 't> {
    /// Where the table starts.
    pub(super) span: Span,
    /// For each column of the form, where its head was written.
    pub(super) columns: Vec<Option<Span>>,
    /// How many heads could not be placed.
    pub(super) unplaced: usize,
    rows: Rows<'r, 't>,
}

/// The rows of a table as written.
enum Rows<'r, 't> {
    /// Those of a file, below its head.
    File {
        records: Vec<&'r [Cell<'t>]>,
        labels_at: usize,
        under: Vec<Under>,
    },
    /// Those of a small table in `report.toml`.
    Small(Vec<SmallRow<'t>>),
}

/// A row of a small table in `report.toml`: its label, which stands first, and its cells, with columns of its own.
pub(super) struct SmallRow<'t> {
    cells: Vec<Cell<'t>>,
    under: Vec<Under>,
}

impl<'t> SmallRow<'t> {
    /// A row without cells yet.
    pub(super) fn new(label: Cell<'t>) -> Self {
        Self {
            cells: vec![label],
            under: Vec::new(),
        }
    }

    /// Adds a cell under a column.
    pub(super) fn add(&mut self, column: usize, cell: Cell<'t>) {
        self.under.push((self.cells.len(), column));
        self.cells.push(cell);
    }
}

/// A position in a row, and the column of the form that the cell there stands under.
type Under = (usize, usize);

/// A row as written: its cells, and what they are.
#[derive(Clone, Copy)]
pub(super) struct Row<'d, 't> {
    cells: &'d [Cell<'t>],
    labels_at: usize,
    under: &'d [Under],
}

impl<'d> Row<'d, '_> {
    /// The row's label, and what it says. A row without one is none of the table's; if it holds something, that is
    /// said.
    pub(super) fn called(self, findings: &mut Vec<Diagnostic>) -> Option<(Field<'d>, &'d str)> {
        let label = self.field(self.labels_at);
        let written = label.text.trim();
        if !written.is_empty() {
            return Some((label, written));
        }
        if let Some((_, stray)) = self.fields().find(|(_, field)| !field.is_blank()) {
            let finding = UNNAMED_ROW.at(stray.span);
            findings.push(finding.with("written", stray.text.trim()));
        }
        None
    }

    /// The cells that stand under a column of the form, with that column.
    pub(super) fn fields(self) -> impl Iterator<Item = (usize, Field<'d>)> {
        let under = self.under.iter();
        under.map(move |&(position, column)| (column, self.field(position)))
    }

    fn field(self, position: usize) -> Field<'d> {
        if let Some(cell) = self.cells.get(position) {
            return cell.field();
        }
        // A line that ends early has blank cells at its end.
        let length = self.cells.len();
        Field {
            text: "",
            span: self.cells[length - 1].end(),
            slot: Slot::Beyond(position + 1 - length),
        }
    }
}

impl<'r, 't> Draft<'r, 't> {
    fn new(span: Span, table: &Table, rows: Rows<'r, 't>) -> Self {
        Self {
            span,
            columns: vec![None; table.columns.len()],
            unplaced: 0,
            rows,
        }
    }

    /// A small table of `report.toml`, without rows yet.
    pub(super) fn small(span: Span, table: &Table) -> Self {
        Self::new(span, table, Rows::Small(Vec::new()))
    }

    /// Adds a row to a small table.
    pub(super) fn add(&mut self, row: SmallRow<'t>) {
        if let Rows::Small(rows) = &mut self.rows {
            rows.push(row);
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        match &self.rows {
            Rows::File { records, .. } => records.len(),
            Rows::Small(rows) => rows.len(),
        }
    }

    /// The rows, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_, 't>> {
        (0..self.len()).map(|row| match &self.rows {
            Rows::File {
                records,
                labels_at,
                under,
            } => Row {
                cells: records[row],
                labels_at: *labels_at,
                under,
            },
            Rows::Small(rows) => Row {
                cells: &rows[row].cells,
                labels_at: 0,
                under: &rows[row].under,
            },
        })
    }

    /// Reads the head and rows of a CSV file.
    pub(super) fn from_records(
        table: &Table,
        records: &'r Records<'t>,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let mut records = records.iter();
        let head = records.next()?;
        let labels_at = label_column(table, head);
        let mut draft = Self::new(head[0].span, table, Rows::Small(Vec::new()));
        // A cell without a column stands under a head that is none, which is said here.
        let mut under = Vec::with_capacity(head.len());
        for (position, cell) in head.iter().enumerate() {
            if position != labels_at
                && let Some(column) = draft.column(table, cell.field(), findings)
            {
                under.push((position, column));
            }
        }
        let records: Vec<&[Cell<'_>]> = records.collect();
        overlong(head, &records, findings);
        draft.rows = Rows::File {
            records,
            labels_at,
            under,
        };
        Some(draft)
    }

    /// Locates a column by its head and notes where the head stands.
    pub(super) fn column(
        &mut self,
        table: &Table,
        cell: Field<'_>,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let written = cell.text.trim();
        if written.is_empty() {
            return None;
        }
        let found = table.labels.columns(written, &table.columns);
        let [column] = found[..] else {
            let known = table
                .columns
                .iter()
                .flat_map(|column| [column.label.as_str(), &column.id]);
            findings.push(
                UNKNOWN_COLUMN
                    .at(cell.span)
                    .with("written", written)
                    .with("nearest", nearest(written, known))
                    .with("table", table.title.as_str())
                    .related(table.span, "label-form"),
            );
            self.unplaced += 1;
            return None;
        };
        if let Some(first) = self.columns[column] {
            findings.push(
                DUPLICATE_COLUMN
                    .at(cell.span)
                    .with("column", table.columns[column].label.as_str())
                    .related(first, "label-first-here"),
            );
            self.unplaced += 1;
            return None;
        }
        self.columns[column] = Some(cell.span);
        Some(column)
    }

    /// Reads the cells.
    pub(super) fn into_sheet(self, table: &Table, findings: &mut Vec<Diagnostic>) -> Sheet {
        match &table.open {
            None => fixed(self, table, findings),
            Some(_) => tree::read(self, table, findings),
        }
    }
}

/// Says of what stands beyond the end of the head.
fn overlong(head: &[Cell<'_>], records: &[&[Cell<'_>]], findings: &mut Vec<Diagnostic>) {
    let width = head.len();
    let is_longer = |record: &&&[Cell<'_>]| record.len() > width;
    // Where every row is longer, it is the head that lacks a cell, which is said once.
    let head_is_short = records.len() > 1 && records.iter().all(|record| is_longer(&record));
    let mut is_said = false;
    for record in records.iter().filter(is_longer) {
        for extra in &record[width..] {
            let is_known = head_is_short && std::mem::replace(&mut is_said, true);
            if !extra.field().is_blank() && !is_known {
                let finding = EXTRA_CELL.at(extra.span).with("written", extra.text.trim());
                findings.push(finding.related(head[width - 1].span, "label-head"));
            }
        }
    }
}

/// Which column of a file holds the rows' labels: the one headed so, else the first whose head is no column of
/// the form.
pub(super) fn label_column(table: &Table, head: &[Cell<'_>]) -> usize {
    let headed = head
        .iter()
        .position(|cell| table.labels.is_head(&cell.text));
    let unclaimed = || {
        head.iter().position(|cell| {
            table
                .labels
                .columns(cell.text.trim(), &table.columns)
                .is_empty()
        })
    };
    headed.or_else(unclaimed).unwrap_or(0)
}

fn fixed(mut draft: Draft<'_, '_>, table: &Table, findings: &mut Vec<Diagnostic>) -> Sheet {
    let columns = std::mem::take(&mut draft.columns);
    let mut sheet = Sheet::new(draft.span, table.rows.len(), columns);
    sheet.unplaced.columns = draft.unplaced;
    let mut last = None;
    for written in draft.rows() {
        let Some((label, called)) = written.called(findings) else {
            continue;
        };
        let Some(row) = locate((label, called), table, last, findings) else {
            sheet.unplaced.rows += 1;
            continue;
        };
        last = Some(row);
        if let Some(first) = sheet.rows[row] {
            findings.push(
                DUPLICATE_ROW
                    .at(label.span)
                    .with("row", table.row_path(row))
                    .related(first, "label-first-here"),
            );
            sheet.unplaced.rows += 1;
            continue;
        }
        sheet.rows[row] = Some(label.span);
        for (column, cell) in written.fields() {
            if !table.has(row, column) {
                if !matches!(cell.text.trim(), "" | "/" | "／" | "-" | "—" | "——") {
                    findings.push(
                        UNEXPECTED_FIGURE
                            .at(cell.span)
                            .with("written", cell.text.trim())
                            .with("row", table.row_path(row))
                            .with("column", table.columns[column].label.as_str())
                            .related(table.rows[row].span, "label-form"),
                    );
                }
                continue;
            }
            let path = || {
                format!(
                    "{}.{}.{}",
                    table.id, table.rows[row].id, table.columns[column].id
                )
            };
            let slash = || table.columns[column].slash || table.rows[row].slash;
            let measure = || figure::Measure::of(table, row, column, slash());
            let entry = figure::read(cell, &table.columns[column].units, measure, path, findings);
            sheet.put(row, column, entry, cell.span, cell.slot);
        }
    }
    sheet
}

/// Which row of the form a label names. One that several rows share is told apart by where it stands: below
/// the row before it, or beside that row or one above it.
fn locate(
    (label, written): (Field<'_>, &str),
    table: &Table,
    last: Option<usize>,
    findings: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let found = table.labels.rows(written, &table.rows);
    if let [row] = found[..] {
        return Some(row);
    }
    if found.is_empty() {
        let known = table
            .rows
            .iter()
            .flat_map(|row| [row.label.as_str(), &row.id]);
        findings.push(
            UNKNOWN_ROW
                .at(label.span)
                .with("written", written)
                .with("nearest", nearest(written, known))
                .with("table", table.title.as_str())
                .related(table.span, "label-form"),
        );
        return None;
    }
    // Below the row before it, else beside that row, else beside one above it.
    let above = std::iter::successors(last, |&row| table.rows[row].parent);
    for parent in above.map(Some).chain([None]) {
        let mut here = found
            .iter()
            .copied()
            .filter(|&row| table.rows[row].parent == parent);
        if let (Some(row), None) = (here.next(), here.next()) {
            return Some(row);
        }
    }
    let choices: Vec<String> = found.iter().map(|&row| table.row_path(row)).collect();
    findings.push(
        AMBIGUOUS_ROW
            .at(label.span)
            .with("written", written)
            .with("choices", choices.join("；")),
    );
    None
}

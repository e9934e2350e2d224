//! A table as written, in a CSV file or in `report.toml`, to a [`Sheet`]: rows and columns located by id or
//! by label, every cell read.

use std::borrow::Cow;

use super::csv::{Cell, Records};
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

/// A cell and its column.
pub(super) type Placed<'r, 't> = (usize, Cow<'r, Cell<'t>>);

/// A table as written, its columns located.
pub(super) struct Draft<'r, 't> {
    /// Where the table starts.
    pub(super) span: Span,
    /// For each column of the form, where its head was written.
    pub(super) columns: Vec<Option<Span>>,
    /// How many heads could not be placed.
    pub(super) unplaced: usize,
    /// The rows' labels, and where among the cells those of each row end.
    labels: Vec<(Cow<'r, Cell<'t>>, usize)>,
    /// The cells of all rows with their columns, one row after another.
    cells: Vec<Placed<'r, 't>>,
}

impl<'r, 't> Draft<'r, 't> {
    pub(super) fn new(span: Span, table: &Table) -> Self {
        Self {
            span,
            columns: vec![None; table.columns.len()],
            unplaced: 0,
            labels: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Adds a row: its label, and its cells with their columns.
    pub(super) fn add(
        &mut self,
        label: Cow<'r, Cell<'t>>,
        cells: impl IntoIterator<Item = Placed<'r, 't>>,
    ) {
        self.cells.extend(cells);
        self.labels.push((label, self.cells.len()));
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The rows that have a label, in order: it, and the cells with their columns.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&Cell<'t>, &[Placed<'r, 't>])> {
        self.all_rows().filter(|(label, _)| !label.is_blank())
    }

    fn all_rows(&self) -> impl Iterator<Item = (&Cell<'t>, &[Placed<'r, 't>])> {
        let mut start = 0;
        self.labels.iter().map(move |(label, end)| {
            let cells = &self.cells[std::mem::replace(&mut start, *end)..*end];
            (&**label, cells)
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
        let mut draft = Self::new(head[0].span, table);
        let labels_at = label_column(table, head);
        let head_end = head[head.len() - 1].span;
        let columns: Vec<Option<usize>> = head
            .iter()
            .enumerate()
            .map(|(position, cell)| {
                if position == labels_at {
                    None
                } else {
                    draft.column(table, cell, findings)
                }
            })
            .collect();
        draft.labels.reserve(records.len());
        draft.cells.reserve(records.len() * columns.len());
        // Where every row is longer, it is the head that lacks a cell, which is said once.
        let is_longer = |record: &[Cell<'_>]| record.len() > columns.len();
        let head_is_short = records.len() > 1 && records.clone().all(is_longer);
        let mut is_said = false;
        for record in records {
            for extra in record.iter().skip(columns.len()) {
                let is_known = head_is_short && std::mem::replace(&mut is_said, true);
                if !extra.is_blank() && !is_known {
                    let finding = EXTRA_CELL.at(extra.span).with("written", extra.text.trim());
                    findings.push(finding.related(head_end, "label-head"));
                }
            }
            let end = record.last().map_or(draft.span.end(), Cell::end);
            let cell = |position: usize| match record.get(position) {
                Some(cell) => Cow::Borrowed(cell),
                // A line that ends early has blank cells at its end.
                None => Cow::Owned(Cell {
                    text: Cow::Borrowed(""),
                    span: end,
                    slot: Slot::Beyond(position + 1 - record.len()),
                    quoted: false,
                }),
            };
            // A cell without a column stands under a head that is none, which has been said.
            let cells = columns.iter().enumerate();
            let cells = cells.filter_map(|(position, column)| Some(((*column)?, cell(position))));
            draft.add(cell(labels_at), cells);
        }
        Some(draft)
    }

    /// Locates a column by its head and notes where the head stands.
    pub(super) fn column(
        &mut self,
        table: &Table,
        cell: &Cell<'_>,
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
        // A row without a label is none of the table's; if it holds something, that is said.
        for (_, cells) in self.all_rows().filter(|(label, _)| label.is_blank()) {
            if let Some((_, stray)) = cells.iter().find(|(_, cell)| !cell.is_blank()) {
                findings.push(
                    UNNAMED_ROW
                        .at(stray.span)
                        .with("written", stray.text.trim()),
                );
            }
        }
        match &table.open {
            None => fixed(self, table, findings),
            Some(_) => tree::read(self, table, findings),
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
    let mut sheet = Sheet::new(draft.span, table.rows.len(), table.columns.len());
    sheet.columns = std::mem::take(&mut draft.columns);
    sheet.unplaced.columns = draft.unplaced;
    let mut last = None;
    for (label, cells) in draft.rows() {
        let Some(row) = locate(label, table, last, findings) else {
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
        for &(column, ref cell) in cells {
            let path = || {
                format!(
                    "{}.{}.{}",
                    table.id, table.rows[row].id, table.columns[column].id
                )
            };
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
            let slash = table.columns[column].slash || table.rows[row].slash;
            let measure = figure::Measure::of(table, row, column, slash);
            let entry = figure::read(cell, measure, path, findings);
            sheet.put(row, column, entry, cell.span, cell.slot);
        }
    }
    sheet
}

/// Which row of the form a label names. One that several rows share is told apart by where it stands: below
/// the row before it, or beside that row or one above it.
fn locate(
    label: &Cell<'_>,
    table: &Table,
    last: Option<usize>,
    findings: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let written = label.text.trim();
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

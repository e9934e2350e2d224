//! The small tables of `report.toml`: `[tables.staff]` with a line for each row.

use toml::Spanned;
use toml::de::DeString;

use super::{Reader, scalar};
use crate::diagnostic::{Diagnostic, Slot};
use crate::form::Table;
use crate::ingest::csv::{Cell, Field};
use crate::ingest::sheet::{Draft, SmallRow};
use crate::plain::Value;
use crate::source::{SourceId, Span};

/// The labels of one of the small tables: of its columns, and of its rows.
pub(in crate::ingest) fn labels(
    source: SourceId,
    value: &Spanned<Value<'_>>,
) -> (Vec<Cell<'static>>, Vec<Cell<'static>>) {
    let cell = |name: &Spanned<DeString<'_>>| Cell {
        text: name.get_ref().to_string().into(),
        span: Span::new(source, name.span()),
        slot: Slot::Locked,
        quoted: false,
    };
    let rows = value.get_ref().as_table().map_or(&[][..], Vec::as_slice);
    let heads = rows
        .iter()
        .filter_map(|(_, value)| value.get_ref().as_table());
    let heads = heads.flatten().map(|(head, _)| cell(head));
    // Every row names its columns anew.
    let mut unlike: Vec<Cell<'_>> = Vec::new();
    for head in heads {
        if unlike.iter().all(|other| other.text != head.text) {
            unlike.push(head);
        }
    }
    (unlike, rows.iter().map(|(row, _)| cell(row)).collect())
}

/// Reads one of the small tables.
pub(in crate::ingest) fn table<'t>(
    source: SourceId,
    name: &Spanned<DeString<'_>>,
    value: &'t Spanned<Value<'_>>,
    table: &Table,
    findings: &mut Vec<Diagnostic>,
) -> Option<Draft<'t, 't>> {
    let mut reader = Reader {
        source,
        free: true,
        findings,
    };
    let Some(rows) = value.get_ref().as_table() else {
        reader.wrong(value, "table");
        return None;
    };
    let mut draft = Draft::small(Span::new(source, name.span()), table);
    let figures: Vec<usize> = table.figure_columns().collect();
    for (label, value) in rows {
        let label_span = Span::new(source, label.span());
        let mut row = SmallRow::new(Cell {
            text: label.get_ref().as_ref().into(),
            span: label_span,
            slot: Slot::Locked,
            quoted: false,
        });
        match (value.get_ref(), &figures[..]) {
            (Value::Table(columns), _) => {
                for (head, value) in columns {
                    let span = Span::new(source, head.span());
                    let mut heads = Draft::small(span, table);
                    let column = heads.column(
                        table,
                        Field {
                            text: head.get_ref(),
                            span,
                            slot: Slot::Locked,
                        },
                        reader.findings,
                    );
                    draft.unplaced += heads.unplaced;
                    if let (Some(column), Some(cell)) = (column, reader.figure(value)) {
                        draft.columns[column] = draft.columns[column].or(Some(span));
                        row.add(column, cell);
                    }
                }
            }
            (_, &[column]) => {
                if let Some(cell) = reader.figure(value) {
                    draft.columns[column] = draft.columns[column].or(Some(label_span));
                    row.add(column, cell);
                }
            }
            _ => reader.wrong(value, "columns"),
        }
        draft.add(row);
    }
    Some(draft)
}

impl Reader<'_> {
    /// A figure in `[tables]`: a number, or a text that is read as a cell is.
    fn figure<'t>(&mut self, value: &'t Spanned<Value<'_>>) -> Option<Cell<'t>> {
        let text = scalar(value.get_ref());
        if text.is_none() {
            self.wrong(value, "figure");
        }
        // The quotes of a text are no part of the figure.
        let mut range = value.span();
        let quoted = value.get_ref().as_str().is_some() && range.len() >= 2;
        if quoted {
            range = range.start + 1..range.end - 1;
        }
        Some(Cell {
            text: text?.into(),
            span: Span::new(self.source, range),
            slot: Slot::Here,
            quoted,
        })
    }
}

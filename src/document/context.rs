//! What templates see of a report: its figures by table, row and column, and its words by section and key.
//!
//! | name | what it is |
//! |---|---|
//! | `requests.received.total` | a figure of a fixed table |
//! | `requests["refused/state_secret"].total` | the same, where the row's id has a slash |
//! | `channels.rows`, `channels.named["…"]`, `channels.total` | an open table: its rows, one row by its label, its total |
//! | `overview.proactive`, `problems` | words of `report.toml`: text, or a list of texts; a repeated section is a list |
//! | `year`, `following_year`, `counting`, `form`, `extra` | the report as a whole |

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use tera::{Context, Tera, Value};

use super::figures::Figures;
use super::mark::{self, Marks};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::form::keys::Keys;
use crate::form::{Point, Table};
use crate::model::{Counting, Entry};

/// Values by name.
pub(super) type Map = BTreeMap<String, Value>;

/// Builds what templates see of one report, and the marks that its figures carry.
///
/// `engine` fills in the references in the officer's words; those that lead nowhere are the error.
pub(super) fn build(
    engine: &Tera,
    figures: &Figures<'_>,
    keys: &Keys,
) -> Result<(Map, Marks), Vec<Diagnostic>> {
    let (form, report) = (figures.form, figures.report);
    let counting = match report.counting {
        Counting::Inclusive => "inclusive",
        Counting::Exclusive => "exclusive",
    };
    let form_values = Map::from([
        ("id".to_owned(), form.id.as_str().into()),
        ("title".to_owned(), form.title.as_str().into()),
        ("citation".to_owned(), form.citation.to_string().into()),
        (
            "tables".to_owned(),
            form.tables
                .iter()
                .map(|table| table.id.as_str())
                .map(Value::from)
                .collect::<Vec<_>>()
                .into(),
        ),
    ]);
    let mut values = Map::from([
        ("year".to_owned(), report.year.into()),
        (
            "following_year".to_owned(),
            report.year.saturating_add(1).into(),
        ),
        ("counting".to_owned(), counting.into()),
        ("form".to_owned(), form_values.into()),
        ("extra".to_owned(), cleaned(&report.extra)),
    ]);
    let mut marks = Marks::default();
    for (index, table) in form.tables.iter().enumerate() {
        let value = match &table.open {
            _ if !figures.is_given(index) => Map::new().into(),
            Some(_) => open_table(figures, index, &mut marks),
            None => fixed_table(figures, index, &mut marks),
        };
        values.insert(table.id.clone(), value);
    }
    words::sections(engine, &mut values, keys, report)?;
    Ok((values, marks))
}

/// The values in Tera's own shape.
pub(super) fn for_template(values: &Map) -> Context {
    let mut context = Context::new();
    for (name, value) in values {
        context.insert_value(name.clone(), value.clone());
    }
    context
}

/// The values as people read them, without marks.
pub(super) fn json(values: &Map) -> serde_json::Value {
    let json = serde_json::to_value(values).unwrap_or_default();
    unmarked(json)
}

fn unmarked(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::String(text) => mark::unmarked(&text).into(),
        serde_json::Value::Array(items) => items.into_iter().map(unmarked).collect(),
        serde_json::Value::Object(entries) => entries
            .into_iter()
            .map(|(name, value)| (name, unmarked(value)))
            .collect(),
        other => other,
    }
}

fn fixed_table(figures: &Figures<'_>, index: usize, marks: &mut Marks) -> Value {
    let table = &figures.form.tables[index];
    let row = |row: usize| {
        let columns = table
            .figure_columns()
            .filter(|&column| table.has(row, column));
        let figures = columns.map(|column| {
            let point = Point {
                table: index,
                row,
                column,
            };
            let figure = marks.figure(figures.path(point), figures.shown(point));
            (table.columns[column].id.clone(), figure.into())
        });
        figures.collect::<Map>()
    };
    let rows = (0..table.rows.len()).map(row);
    let ids = table.rows.iter().map(|row| row.id.clone());
    ids.zip(rows.map(Value::from)).collect::<Map>().into()
}

fn open_table(figures: &Figures<'_>, index: usize, marks: &mut Marks) -> Value {
    let table = &figures.form.tables[index];
    let columns: Vec<(usize, Vec<Entry>)> = table
        .figure_columns()
        .map(|column| (column, figures.open_column(index, column)))
        .collect();
    let mut rows = Vec::new();
    let mut named = Map::new();
    // Labels of the row at hand and of those above it: a row is named by its path.
    let mut path: Vec<String> = Vec::new();
    for line in figures.open_lines(index) {
        let Some(row) = figures.sheet(index).map(|sheet| &sheet.open[line.row]) else {
            continue;
        };
        let mut values = Map::new();
        for (column, text) in table.columns.iter().zip(&row.texts) {
            if !column.kind.is_figure() {
                values.insert(column.id.clone(), mark::clean(text).trim().into());
            }
        }
        for (column, entries) in &columns {
            let point = Point {
                table: index,
                row: line.row,
                column: *column,
            };
            let figure = marks.figure(figures.path(point), entries[line.row]);
            values.insert(table.columns[*column].id.clone(), figure.into());
        }
        path.truncate(line.depth);
        path.push(mark::clean(&row.label));
        values.insert("label".to_owned(), mark::clean(&row.label).into());
        values.insert("depth".to_owned(), line.depth.into());
        let value = Value::from(values);
        named.insert(path.join("/"), value.clone());
        rows.push(value);
    }
    Map::from([
        ("rows".to_owned(), rows.into()),
        ("named".to_owned(), named.into()),
        ("total".to_owned(), open_total(figures, index, table, marks)),
    ])
    .into()
}

fn open_total(figures: &Figures<'_>, index: usize, table: &Table, marks: &mut Marks) -> Value {
    let total = |column: usize| {
        let path = figures.total_path(index, column);
        let figure = marks.figure(path, figures.open_total(index, column));
        (table.columns[column].id.clone(), Value::from(figure))
    };
    table.figure_columns().map(total).collect::<Map>().into()
}

/// A date as it is written in Chinese documents, without leading noughts.
pub(super) fn date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `[extra]` as it is, but for the characters that marks are made of.
fn cleaned(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::String(text) => mark::clean(text).into(),
        serde_json::Value::Array(items) => items.iter().map(cleaned).collect::<Vec<_>>().into(),
        serde_json::Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| (mark::clean(key), cleaned(value)))
            .collect::<Map>()
            .into(),
        other => Value::try_from_serializable(other).unwrap_or_else(|_| Value::none()),
    }
}

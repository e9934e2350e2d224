//! What templates see of a report: its figures by table, row and column, and its words by section and key.
//!
//! | name | what it is |
//! |---|---|
//! | `requests.received.total` | a figure of a fixed table |
//! | `requests["refused/state_secret"].total` | the same, where the row's id has a slash |
//! | `channels.rows`, `channels.named["…"]`, `channels.total` | an open table: its rows, one row by its label, its total |
//! | `overview.proactive`, `problems` | words of `report.toml`: text, or a list of texts; a repeated section is a list |
//! | `year`, `following_year`, `counting`, `form`, `extra` | the report as a whole |

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate};
use tera::value::Key;
use tera::{Context, Map, Value};

use super::figures::{Figures, Place};
use super::mark;
use super::names::{Asked, Names};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::form::keys::Keys;
use crate::form::{Form, Point, Table};
use crate::model::{Counting, Entry, Report};

/// Builds what templates see of one report, as far as `names` says it.
///
/// References in the officer's words are filled in; those that lead nowhere are the error.
pub(super) fn build(
    figures: &Figures<'_>,
    keys: &Keys,
    names: Asked<'_>,
) -> Result<Context, Vec<Diagnostic>> {
    let mut context = of_figures(figures, names);
    if words::plain_sections(&mut context, figures, keys, names) {
        return Ok(context);
    }
    // Words that refer to more see what templates would.
    let mut referred = Names::default();
    words::note_references(figures.report, &mut referred);
    let names = names.and_by(&referred);
    let mut context = of_figures(figures, names);
    words::sections(&mut context, keys, figures.report, names)?;
    Ok(context)
}

/// What templates see but for the sections of `report.toml`.
pub(super) fn of_figures(figures: &Figures<'_>, names: Asked<'_>) -> Context {
    let (form, report) = (figures.form, figures.report);
    let mut context = Context::new();
    context.insert_value("year", report.year.into());
    context.insert_value("following_year", following(report.year).into());
    context.insert_value("counting", counting(report).into());
    // Whoever prints a table asks for this.
    context.insert_value("form", described(form));
    if names.get("extra").is_some() {
        context.insert_value("extra", cleaned(&report.extra));
    }
    for (index, table) in form.tables.iter().enumerate() {
        let Some(names) = names.get(&table.id) else {
            continue;
        };
        let value = match &table.open {
            _ if !figures.is_given(index) => Map::default().into(),
            Some(_) => open_table(figures, index, names),
            None => fixed_table(figures, index, names),
        };
        context.insert_value(table.id.clone(), value);
    }
    context
}

/// The year after a reporting year.
pub(super) fn following(year: u16) -> u16 {
    year.saturating_add(1)
}

/// How a report's trees count.
pub(super) fn counting(report: &Report) -> &'static str {
    match report.counting {
        Counting::Inclusive => "inclusive",
        Counting::Exclusive => "exclusive",
    }
}

fn described(form: &Form) -> Value {
    let tables = form.tables.iter().map(|table| table.id.as_str());
    let tables: Vec<Value> = tables.map(Value::from).collect();
    let mut values = Map::default();
    values.insert("id".into(), form.id.as_str().into());
    values.insert("title".into(), form.title.as_str().into());
    values.insert("citation".into(), form.citation.to_string().into());
    values.insert("tables".into(), tables.into());
    values.into()
}

/// Everything that templates can see, as people read it: without marks.
pub(super) fn json(context: &Context, form: &Form, keys: &Keys) -> serde_json::Value {
    let own = ["year", "following_year", "counting", "form", "extra"];
    let tables = form.tables.iter().map(|table| table.id.as_str());
    let sections = keys.sections.iter().map(|section| section.id.as_str());
    let names = own.into_iter().chain(tables).chain(sections);
    names
        .filter_map(|name| {
            let json = serde_json::to_value(context.get(name)?).unwrap_or_default();
            Some((name.to_owned(), unmarked(json)))
        })
        .collect()
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

/// A name as the key of a map.
pub(super) fn key(name: &str) -> Key<'static> {
    Cow::Borrowed(name).into()
}

fn fixed_table(figures: &Figures<'_>, index: usize, names: Asked<'_>) -> Value {
    let table = &figures.form.tables[index];
    let mut rows = Map::with_capacity(table.rows.len());
    for (row, named) in table.rows.iter().enumerate() {
        let Some(names) = names.get(&named.id) else {
            continue;
        };
        let mut values = Map::with_capacity(table.columns.len());
        for column in table.figure_columns() {
            let id = &table.columns[column].id;
            if names.get(id).is_none() || !table.has(row, column) {
                continue;
            }
            let point = Point {
                table: index,
                row,
                column,
            };
            let figure = mark::figure(figures.number(Place::Cell(point)), &figures.shown(point));
            values.insert(key(id), figure.into());
        }
        rows.insert(key(&named.id), values.into());
    }
    rows.into()
}

fn open_table(figures: &Figures<'_>, index: usize, names: Asked<'_>) -> Value {
    let mut values = Map::default();
    let by_label = names.get("named").is_some();
    if by_label || names.get("rows").is_some() {
        let (rows, named) = open_rows(figures, index, by_label);
        values.insert("rows".into(), rows.into());
        if by_label {
            values.insert("named".into(), named.into());
        }
    }
    if names.get("total").is_some() {
        values.insert("total".into(), open_total(figures, index));
    }
    values.into()
}

/// The rows of an open table in the order in which they are printed, and by their labels, if that is asked for.
fn open_rows(figures: &Figures<'_>, index: usize, by_label: bool) -> (Vec<Value>, Map) {
    let table = &figures.form.tables[index];
    let ids: Vec<Key<'static>> = table.columns.iter().map(|column| key(&column.id)).collect();
    let columns: Vec<(usize, Vec<Entry>)> = table
        .figure_columns()
        .map(|column| (column, figures.open_column(index, column)))
        .collect();
    let mut rows = Vec::new();
    let mut named = Map::default();
    // Labels of the row at hand and of those above it: a row is named by its path.
    let mut path: Vec<Cow<'_, str>> = Vec::new();
    for line in figures.open_lines(index) {
        let Some(row) = figures.sheet(index).map(|sheet| &sheet.open[line.row]) else {
            continue;
        };
        // Those of its columns, its label and its depth.
        let mut values = Map::with_capacity(ids.len() + 2);
        for (column, text) in row.texts.iter().enumerate().take(ids.len()) {
            if !table.columns[column].kind.is_figure() {
                values.insert(ids[column].clone(), mark::clean(text).trim().into());
            }
        }
        for (column, entries) in &columns {
            let point = Point {
                table: index,
                row: line.row,
                column: *column,
            };
            let figure = mark::figure(
                figures.number(Place::Cell(point)),
                &entries[line.row].shown(),
            );
            values.insert(ids[*column].clone(), figure.into());
        }
        let label = mark::clean(&row.label);
        values.insert("label".into(), Value::from(&*label));
        values.insert("depth".into(), line.depth.into());
        let value = Value::from(values);
        if by_label {
            path.truncate(line.depth);
            path.push(label);
            named.insert(path.join("/").into(), value.clone());
        }
        rows.push(value);
    }
    (rows, named)
}

fn open_total(figures: &Figures<'_>, index: usize) -> Value {
    let table: &Table = &figures.form.tables[index];
    let mut totals = Map::default();
    for column in table.figure_columns() {
        let place = Place::Total {
            table: index,
            column,
        };
        let figure = mark::figure(
            figures.number(place),
            &figures.open_total(index, column).shown(),
        );
        totals.insert(key(&table.columns[column].id), figure.into());
    }
    totals.into()
}

/// A date as it is written in Chinese documents, without leading noughts.
pub(super) fn date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `[extra]` as it is, but for the characters that marks are made of.
fn cleaned(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::String(text) => Value::from(&*mark::clean(text)),
        serde_json::Value::Array(items) => items.iter().map(cleaned).collect::<Vec<_>>().into(),
        serde_json::Value::Object(entries) => entries
            .iter()
            .map(|(name, value)| (key(&mark::clean(name)), cleaned(value)))
            .collect::<Map>()
            .into(),
        other => Value::try_from_serializable(other).unwrap_or_else(|_| Value::none()),
    }
}

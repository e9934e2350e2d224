//! What templates see of a report: its figures by table, row and column, and its words by section and key.
//!
//! | name | what it is |
//! |---|---|
//! | `requests.received.total` | a figure of a fixed table |
//! | `requests["refused/state_secret"].total` | the same, where the row's id has a slash |
//! | `channels.rows`, `channels.named["…"]`, `channels.total` | an open table: its rows, one row by its label, its total |
//! | `channels.pairs.items` | a column of an open table: each row's label and figure, `["政府网站", …]`; of a column of words the rows that have any |
//! | `columns.depth` | how many rows stand above the lowest row of an open table: 0 if it is no tree |
//! | `overview.proactive`, `problems` | words of `report.toml`: text, or a list of texts; a repeated section is a list |
//! | `year`, `following_year`, `counting`, `form`, `extra` | the report as a whole |

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate};
use tera::value::Key;
use tera::{Context, Map, Value};

use super::figures::{Figures, OpenLine, Place};
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
            let number = figures.number(Place::Cell(point));
            let figure = mark::figure_showing(number, |text| figures.show(point, text));
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
    let (pairs, depth) = (names.get("pairs"), names.get("depth"));
    if pairs.is_some() || depth.is_some() {
        let lines = figures.open_lines(index);
        if let Some(names) = pairs {
            let pairs = open_pairs(figures, index, &lines, names);
            values.insert("pairs".into(), pairs);
        }
        if depth.is_some() {
            let depth = lines.iter().map(|line| line.depth).max();
            values.insert("depth".into(), depth.unwrap_or(0).into());
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
            let figure = open_figure(figures, index, line.row, *column, entries[line.row]);
            values.insert(ids[*column].clone(), figure);
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

/// A figure of an open table.
fn open_figure(
    figures: &Figures<'_>,
    table: usize,
    row: usize,
    column: usize,
    entry: Entry,
) -> Value {
    let number = figures.number(Place::Cell(Point { table, row, column }));
    mark::figure_showing(number, |text| entry.show(text)).into()
}

/// The columns of an open table that are asked for, each row with its label. Takes a fraction of the time of
/// [`open_rows`], which knows them all.
fn open_pairs(figures: &Figures<'_>, index: usize, lines: &[OpenLine], names: Asked<'_>) -> Value {
    let table = &figures.form.tables[index];
    let rows = figures.sheet(index).map_or(&[][..], |sheet| &sheet.open);
    let label = |line: &OpenLine| Value::from(mark::clean(&rows[line.row].label));
    let labels: Vec<Value> = lines.iter().map(label).collect();
    let mut columns = Map::default();
    for (column, named) in table.columns.iter().enumerate() {
        if names.get(&named.id).is_none() {
            continue;
        }
        let lines = labels.iter().zip(lines);
        let pairs: Vec<Value> = if named.kind.is_figure() {
            let entries = figures.open_column(index, column);
            let figure =
                |line: &OpenLine| open_figure(figures, index, line.row, column, entries[line.row]);
            let pair = |(label, line): (&Value, _)| vec![label.clone(), figure(line)].into();
            lines.map(pair).collect()
        } else {
            let words =
                lines.map(|(label, line)| (label, mark::clean(&rows[line.row].texts[column])));
            let written = words.filter(|(_, words)| !words.trim().is_empty());
            let pair = |(label, words): (&Value, Cow<'_, str>)| {
                vec![label.clone(), words.trim().into()].into()
            };
            written.map(pair).collect()
        };
        columns.insert(key(&named.id), pairs.into());
    }
    columns.into()
}

fn open_total(figures: &Figures<'_>, index: usize) -> Value {
    let table: &Table = &figures.form.tables[index];
    let mut totals = Map::default();
    for column in table.figure_columns() {
        let place = Place::Total {
            table: index,
            column,
        };
        let total = figures.open_total(index, column);
        let figure = mark::figure_showing(figures.number(place), |text| total.show(text));
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

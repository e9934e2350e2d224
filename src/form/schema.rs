//! What derives from the form and the keys: the JSON Schema of `report.toml`, by which editors complete and
//! check it.
//!
//! It says what can be said without reading the report: names, kinds, choices. What depends on the year, the
//! agency or other figures is for the rules. Nothing that `nianbao check` takes is refused: rows and columns
//! may be named by their printed labels too, which no schema can list, since labels are compared loosely.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::keys::{Key, Keys, Kind as KeyKind, Section};
use super::{Column, Kind, Library, RowKind};

/// A name that is a printed label, not an id.
const LABEL: &str = "[^\\x00-\\x7F]";

/// The JSON Schema (draft 2020-12) of `report.toml`, for all editions at once.
pub fn report_schema(library: &Library, keys: &Keys) -> Value {
    let mut definitions = Map::new();
    let mut properties = Map::new();
    let mut description = String::new();
    for section in &keys.sections {
        let keys = section.keys.iter();
        let keys = || keys.clone().map(|key| (key.id.to_string(), value(key)));
        let of_section = object(keys());
        if section.id.is_empty() {
            description = one_line(&section.zh);
            properties.extend(keys());
        } else {
            properties.insert(section.id.to_string(), refer(section));
            definitions.insert(section.id.to_string(), of_section);
        }
    }
    let mut small = json!({ "type": "object", "additionalProperties": false });
    for (id, table) in tables(library) {
        let row = format!("tables.{id}.row");
        small["properties"][&id] = reference(&format!("tables.{id}"));
        definitions.insert(format!("tables.{id}"), table.schema(&reference(&row)));
        definitions.insert(row, table.row(|_| true));
    }
    small["description"] = "小表：也可以不写在这里，另放在同名的 CSV 文件里（只能写一处）".into();
    properties.insert("tables".to_owned(), small);
    properties.insert(
        "extra".to_owned(),
        json!({
            "description": "自己要用的内容，写什么都可以，模板里用 {{ extra.名称 }} 引用",
            "type": "object",
        }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "report.toml",
        "description": description,
        "type": "object",
        "required": ["year"],
        "properties": properties,
        "additionalProperties": false,
        "$defs": definitions,
    })
}

/// An object with these properties and no others.
fn object(properties: impl IntoIterator<Item = (String, Value)>) -> Value {
    json!({
        "type": "object",
        "properties": properties.into_iter().collect::<Map<_, _>>(),
        "additionalProperties": false,
    })
}

/// Comments are broken into lines for the file that `init` writes.
fn one_line(words: &str) -> String {
    words.trim().replace('\n', " ")
}

fn refer(section: &Section) -> Value {
    let one = reference(&section.id);
    let description = one_line(&section.zh);
    if section.repeated {
        json!({
            "description": description,
            "anyOf": [{ "type": "array", "items": one }, one],
        })
    } else {
        json!({ "description": description, "allOf": [one] })
    }
}

/// What a key may hold.
fn value(key: &Key) -> Value {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let mut schema = match key.kind {
        KeyKind::Text => json!({ "type": ["string", "number"] }),
        KeyKind::Prose => json!({ "anyOf": [{ "type": "string" }, texts] }),
        KeyKind::List => texts,
        KeyKind::Date => json!({
            "type": "string",
            "pattern": r"^\s*$|^\s*\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}",
        }),
        KeyKind::Year => json!({
            "anyOf": [
                { "type": "integer", "minimum": 1900, "maximum": 9999 },
                { "type": "string", "pattern": r"^\d{4}$" },
            ],
        }),
        KeyKind::Choice => {
            // Blank quotes are no choice yet.
            let choices = key.choices.iter().map(String::as_str).chain([""]);
            json!({ "enum": choices.collect::<Vec<_>>() })
        }
        KeyKind::Choices => json!({ "type": "array", "items": { "enum": key.choices } }),
    };
    schema["description"] = one_line(&key.zh).into();
    schema
}

/// What goes by a name under `$defs`. Beside `$ref` older validators read nothing, so that it stands in `allOf`
/// where a description goes with it.
fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// A small table as the editions together make it: what any of them has, it has.
#[derive(Default)]
struct Small {
    title: String,
    is_open: bool,
    /// The figure of a row that has but one, given without its column.
    figure: Option<Value>,
    columns: BTreeMap<String, Value>,
    rows: BTreeMap<String, SmallRow>,
}

#[derive(Default)]
struct SmallRow {
    label: String,
    columns: BTreeSet<String>,
}

/// The tables of every edition, by id; the latest edition's words.
fn tables(library: &Library) -> BTreeMap<String, Small> {
    let mut tables: BTreeMap<String, Small> = BTreeMap::new();
    for table in library.forms().iter().flat_map(|form| &form.tables) {
        let small = tables.entry(table.id.clone()).or_default();
        small.title.clone_from(&table.title);
        small.is_open |= table.open.is_some();
        for column in &table.columns {
            small.columns.insert(column.id.clone(), cell(column));
        }
        let figures: Vec<usize> = table.figure_columns().collect();
        if let [only] = figures[..] {
            small.figure = Some(cell(&table.columns[only]));
        }
        for (index, row) in table.rows.iter().enumerate() {
            if row.kind == RowKind::Heading {
                continue;
            }
            let small = small.rows.entry(row.id.clone()).or_default();
            small.label = table.row_path(index);
            let columns = table.columns.iter().zip(&row.has);
            small.columns.extend(
                columns
                    .filter(|(_, has)| **has)
                    .map(|(column, _)| column.id.clone()),
            );
        }
    }
    tables
}

impl Small {
    /// The table; `any` is a row with all its columns.
    fn schema(&self, any: &Value) -> Value {
        let mut schema = if self.is_open {
            json!({ "type": "object", "additionalProperties": any })
        } else {
            let rows = self.rows.iter().map(|(id, row)| {
                let mut schema = if row.columns.len() == self.columns.len() {
                    json!({ "allOf": [any] })
                } else {
                    self.row(|column| row.columns.contains(column))
                };
                schema["description"] = row.label.as_str().into();
                (id.clone(), schema)
            });
            let mut schema = object(rows);
            schema["patternProperties"] = json!({ LABEL: any });
            schema
        };
        schema["description"] = self.title.as_str().into();
        schema
    }

    /// A row: its columns by name, or the figure itself where there is but one column of figures.
    fn row(&self, has: impl Fn(&str) -> bool) -> Value {
        let columns = self.columns.iter().filter(|(id, _)| has(id));
        let mut schema = object(columns.map(|(id, cell)| (id.clone(), cell.clone())));
        schema["patternProperties"] = json!({ LABEL: { "type": ["number", "string"] } });
        match &self.figure {
            Some(figure) => json!({ "anyOf": [figure, schema] }),
            None => schema,
        }
    }
}

/// A cell: a number, or a text that is read as a cell of a CSV file is.
fn cell(column: &Column) -> Value {
    let mut schema = match column.kind {
        Kind::Count => json!({ "type": ["integer", "string"], "minimum": 0 }),
        Kind::Signed => json!({ "type": ["integer", "string"] }),
        Kind::Money => json!({ "type": ["number", "string"], "minimum": 0 }),
        Kind::Text | Kind::Parent => json!({ "type": ["number", "string"] }),
    };
    schema["description"] = if column.unit.is_empty() || column.label.contains(&column.unit) {
        column.label.clone()
    } else {
        format!("{}（{}）", column.label, column.unit)
    }
    .into();
    schema
}

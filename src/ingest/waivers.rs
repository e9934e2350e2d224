//! `waivers.toml`: what a reviewer has decided to let stand.
//!
//! An entry with a fault waives nothing: a decision that nobody can be asked about is none.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::DeValue;

use super::toml::{Reader, date, scalar};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Waiver, Words};
use crate::plain::{Tree, Value};
use crate::source::{SourceId, Span};

pub(super) static INCOMPLETE_WAIVER: Code = Code::error("incomplete-waiver");

/// The only section of the file.
const WAIVER: &str = "waiver";

/// The keys of an entry.
const KEYS: [&str; 8] = [
    "code", "fact", "file", "values", "reason", "by", "date", "expires",
];

/// Reads the entries.
pub(super) fn read(
    source: SourceId,
    root: &Tree<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Waiver> {
    let mut reader = Reader {
        source,
        free: false,
        findings,
    };
    let mut waivers = Vec::new();
    for (name, value) in root {
        let id = name.get_ref().as_ref();
        if id != WAIVER {
            reader.unknown(name, id, [WAIVER]);
            continue;
        }
        let Some(entries) = value.get_ref().as_list() else {
            reader.wrong(value, "waivers");
            continue;
        };
        for entry in entries {
            match entry.get_ref().as_table() {
                Some(table) => waivers.extend(waiver(&mut reader, entry, table)),
                None => reader.wrong(entry, "waivers"),
            }
        }
    }
    waivers
}

/// An entry as far as it has been read.
#[derive(Default)]
struct Draft {
    texts: BTreeMap<&'static str, (String, Span)>,
    dates: BTreeMap<&'static str, (NaiveDate, Span)>,
    values: BTreeMap<String, String>,
    values_span: Option<Span>,
}

/// Reads an entry; none if something is wrong with it, which is then among the findings.
fn waiver(reader: &mut Reader<'_>, entry: &Spanned<Value<'_>>, table: &Tree<'_>) -> Option<Waiver> {
    let before = reader.findings.len();
    let mut draft = Draft::default();
    for (name, value) in table {
        let Some(key) = KEYS.iter().copied().find(|key| key == name.get_ref()) else {
            reader.unknown(name, name.get_ref(), KEYS);
            continue;
        };
        let span = reader.span(value);
        match key {
            "values" => {
                draft.values_span = Some(span);
                draft.values = values(reader, value);
            }
            "date" | "expires" => match date(value.get_ref()) {
                Some(Words::Date(date)) => {
                    draft.dates.insert(key, (date, span));
                }
                Some(_) => {}
                None => reader.wrong(value, "date"),
            },
            _ => match value.get_ref().as_str().map(str::trim) {
                Some("") => {}
                Some(text) => {
                    draft.texts.insert(key, (text.to_owned(), span));
                }
                None => reader.wrong(value, "text"),
            },
        }
    }
    let at = reader.span(entry);
    if reader.findings.len() == before {
        let texts = ["code", "reason", "by"].map(|key| (key, draft.texts.contains_key(key)));
        let lacking: Vec<&str> = texts
            .into_iter()
            .chain([("date", draft.dates.contains_key("date"))])
            .filter_map(|(key, written)| (!written).then_some(key))
            .collect();
        if !lacking.is_empty() {
            let span = draft.texts.get("code").map(|(_, span)| *span);
            reader.findings.push(
                INCOMPLETE_WAIVER
                    .at(span.unwrap_or(at))
                    .with("keys", lacking.join("、")),
            );
        }
    }
    if reader.findings.len() > before {
        return None;
    }
    let (code, span) = draft.texts.remove("code")?;
    let mut text = |key: &str| draft.texts.remove(key).map(|(text, _)| text);
    let expires = draft.dates.get("expires");
    Some(Waiver {
        code,
        fact: text("fact"),
        file: text("file"),
        values: draft.values,
        reason: text("reason")?,
        by: text("by")?,
        date: draft.dates.get("date")?.0,
        expires: expires.map(|(date, _)| *date),
        span,
        values_span: draft.values_span.unwrap_or(span),
        expires_span: expires.map_or(span, |(_, span)| *span),
    })
}

/// The arguments that an entry covers: texts, numbers or dates.
fn values(reader: &mut Reader<'_>, value: &Spanned<Value<'_>>) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let Some(table) = value.get_ref().as_table() else {
        reader.wrong(value, "values");
        return values;
    };
    for (name, value) in table {
        let text = match value.get_ref() {
            Value::Single(DeValue::Datetime(datetime)) => {
                datetime.date.map(|date| date.to_string())
            }
            value => scalar(value).map(str::to_owned),
        };
        match text {
            Some(text) => {
                values.insert(name.get_ref().to_string(), text.trim().to_owned());
            }
            None => reader.wrong(value, "values"),
        }
    }
    values
}

//! `report.toml`: its keys against `keys.toml`, its small tables against the form.
//!
//! The file is walked, not deserialised, so that all that is wrong with it is found in one run and every
//! value keeps its place.

mod small;

pub(super) use small::{labels, table};

use chrono::NaiveDate;
use ecow::EcoString;
use litemap::LiteMap;
use memchr::memchr;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::nearest::nearest;
use super::prose::Gathered;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::keys::{Key, Keys, Kind, Section};
use crate::model::{Paragraph, Passage, Words, Written};
use crate::plain::{self, Entry, Tree, Value};
use crate::source::{SourceId, Span};

pub(super) static BAD_TOML: Code = Code::error("bad-toml");
pub(super) static UNKNOWN_KEY: Code = Code::error("unknown-key");
pub(super) static WRONG_VALUE: Code = Code::error("wrong-value");

/// Sections that are no keys: the small tables, and what is passed to templates as it is.
const TABLES: &str = "tables";
const EXTRA: &str = "extra";

/// What `report.toml` says.
pub(super) struct Contents<'t> {
    /// The sections with known keys. The top level is the section without a name.
    pub(super) words: LiteMap<EcoString, Vec<Passage>>,
    /// Their paragraphs, in the order of the file.
    pub(super) prose: Vec<Paragraph>,
    /// The small tables.
    pub(super) tables: &'t [Entry<'t>],
    /// `[extra]`.
    pub(super) extra: serde_json::Value,
}

/// Parses the file's text. Faults of syntax are all reported, and end the reading: what recovery makes of a
/// broken file is guesswork.
pub(super) fn parse<'t>(
    source: SourceId,
    file: &str,
    text: &'t str,
) -> Result<Tree<'t>, Vec<Diagnostic>> {
    if let Some(table) = plain::read(text) {
        return Ok(table);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(plain::in_order(table.into_inner()));
    }
    let found = errors.into_iter().map(|error| {
        let range = error.span().unwrap_or(0..0);
        let cause = cause(text, &range);
        BAD_TOML
            .at(Span::new(source, range))
            .with("detail", error.message())
            .with("cause", cause)
            .with("file", file)
    });
    Err(found.collect())
}

/// The likely cause, in a word that the catalogue knows: most faults come from a Chinese input method.
fn cause(text: &str, range: &std::ops::Range<usize>) -> &'static str {
    let start = text[..range.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let end = text[range.start..]
        .find('\n')
        .map_or(text.len(), |newline| range.start + newline);
    let line = text[start..end].trim();
    let key = line.split(['=', '＝']).next().unwrap_or_default();
    if line.contains('＝') || line.contains(['“', '”']) && !line.contains('"') {
        "full-width"
    } else if !key.is_empty() && !key.is_ascii() && !key.contains('"') && !line.starts_with('#') {
        "chinese-key"
    } else if line.matches('"').count() % 2 == 1 {
        "quote"
    } else {
        "other"
    }
}

/// Reads the file's sections and keys.
pub(super) fn read<'t>(
    source: SourceId,
    text: &str,
    root: &'t Tree<'t>,
    keys: &Keys,
    findings: &mut Vec<Diagnostic>,
) -> Contents<'t> {
    let mut reader = Reader {
        source,
        free: true,
        findings,
    };
    let mut contents = Contents {
        words: LiteMap::with_capacity(root.len() + 1),
        prose: Vec::new(),
        tables: &[],
        extra: serde_json::Value::Object(serde_json::Map::new()),
    };
    let top = keys.section("");
    let expected = root.iter().map(|(_, value)| paragraphs_in(value)).sum();
    let mut prose = Gathered::new(text, expected);
    let mut passage = nothing_in(Span::new(source, 0..0), root);
    for (name, value) in root {
        let id = name.get_ref().as_ref();
        if let Some(key) = top.and_then(|top| top.key(id)) {
            match reader.value(key, value) {
                Some(written) => {
                    passage.words.insert(key.id.clone(), written);
                }
                None => passage.set_aside.push(key.id.clone()),
            }
        } else if id == EXTRA {
            contents.extra = free(value.get_ref());
        } else if id == TABLES {
            match value.get_ref().as_table() {
                Some(tables) => contents.tables = tables,
                None => reader.wrong(value, "table"),
            }
        } else if let Some(section) = keys.section(id) {
            let passages = reader.section(section, (name, value), &mut prose);
            contents.words.insert(section.id.clone(), passages);
        } else {
            let sections = keys.sections.iter().map(|section| section.id.as_str());
            let known = top
                .into_iter()
                .flat_map(|top| &top.keys)
                .map(|key| key.id.as_str());
            reader.unknown(
                name,
                id,
                known
                    .chain(sections)
                    .chain([TABLES, EXTRA])
                    .filter(|id| !id.is_empty()),
            );
        }
    }
    contents.words.insert(EcoString::new(), vec![passage]);
    contents.prose = prose.in_order();
    contents
}

/// About how many paragraphs a value has.
fn paragraphs_in(value: &Spanned<Value<'_>>) -> usize {
    /// Fewer bytes than most of several paragraphs have.
    const SHORT: usize = 160;
    match value.get_ref() {
        Value::Single(DeValue::String(text)) => 1 + text.len() / SHORT,
        Value::List(list) => list.iter().map(paragraphs_in).sum(),
        Value::Table(table) => table.iter().map(|(_, value)| paragraphs_in(value)).sum(),
        Value::Digits(_) | Value::Single(_) => 0,
    }
}

/// A section of which nothing has been read yet.
fn nothing_in(span: Span, table: &Tree<'_>) -> Passage {
    Passage {
        span,
        words: LiteMap::with_capacity(table.len()),
        set_aside: Vec::new(),
    }
}

/// The value of a top-level key that is a text, for what has to be known before the file is read as a whole.
pub(super) fn top_level(text: &str, key: &str) -> Option<String> {
    let (root, _) = DeTable::parse_recoverable(text);
    let value = root.get_ref().get(key)?.get_ref().as_str()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// What a walk over a file takes with it.
pub(super) struct Reader<'f> {
    pub(super) source: SourceId,
    /// Whether there is a section for keys of one's own.
    pub(super) free: bool,
    pub(super) findings: &'f mut Vec<Diagnostic>,
}

impl Reader<'_> {
    pub(super) fn span<T>(&self, spanned: &Spanned<T>) -> Span {
        Span::new(self.source, spanned.span())
    }

    pub(super) fn wrong(&mut self, value: &Spanned<Value<'_>>, expected: &'static str) {
        let finding = WRONG_VALUE
            .at(self.span(value))
            .with("expected", expected)
            .with("choices", "none");
        self.findings.push(finding);
    }

    pub(super) fn unknown<'k>(
        &mut self,
        name: &Spanned<DeString<'_>>,
        id: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let finding = UNKNOWN_KEY
            .at(self.span(name))
            .with("key", id)
            .with("nearest", nearest(id, known))
            .with("free", if self.free { "yes" } else { "no" });
        self.findings.push(finding);
    }

    fn section(
        &mut self,
        section: &Section,
        (name, value): (&Spanned<DeString<'_>>, &Spanned<Value<'_>>),
        prose: &mut Gathered<'_>,
    ) -> Vec<Passage> {
        match value.get_ref() {
            Value::Table(table) => vec![self.passage(section, self.span(name), table, prose)],
            Value::List(array) if section.repeated => {
                let mut passages = Vec::with_capacity(array.len());
                for item in array {
                    match item.get_ref().as_table() {
                        Some(table) => {
                            let span = self.span(item);
                            passages.push(self.passage(section, span, table, prose));
                        }
                        None => self.wrong(item, "table"),
                    }
                }
                passages
            }
            _ => {
                self.wrong(value, "table");
                Vec::new()
            }
        }
    }

    fn passage(
        &mut self,
        section: &Section,
        span: Span,
        table: &Tree<'_>,
        prose: &mut Gathered<'_>,
    ) -> Passage {
        let mut passage = nothing_in(span, table);
        for (name, value) in table {
            let id = name.get_ref().as_ref();
            let Some(key) = section.key(id) else {
                let known = || section.keys.iter().map(|key| key.id.as_str());
                self.unknown(name, id, known());
                passage.set_aside.push(nearest(id, known()).into());
                continue;
            };
            match self.value(key, value) {
                Some(written) => {
                    prose.add((section, key), &written);
                    passage.words.insert(key.id.clone(), written);
                }
                None => passage.set_aside.push(key.id.clone()),
            }
        }
        passage
    }

    fn value(&mut self, key: &Key, value: &Spanned<Value<'_>>) -> Option<Written> {
        let words = match (key.kind, value.get_ref()) {
            // A number where a text is meant (a postcode, say) is that text.
            (Kind::Text, value) => scalar(value).map(|text| Words::Text(one_paragraph(text))),
            (Kind::Prose, Value::List(array)) => texts(array).map(|texts| {
                let paragraphs = texts.into_iter().flat_map(paragraphs);
                Words::Texts(paragraphs.map(str::to_owned).collect())
            }),
            (Kind::Prose, value) => value
                .as_str()
                .map(|text| Words::Texts(paragraphs(text).map(str::to_owned).collect())),
            (Kind::List, Value::List(array)) => texts(array).map(|texts| {
                Words::Texts(
                    texts
                        .into_iter()
                        .map(one_paragraph)
                        .filter(|text| !text.is_empty())
                        .collect(),
                )
            }),
            (Kind::Date, value) => date(value),
            (Kind::Year, value) => scalar(value)
                .filter(|text| {
                    text.parse::<u16>()
                        .is_ok_and(|year| (1900..=9999).contains(&year))
                })
                .map(|text| Words::Text(text.to_owned())),
            (Kind::Choice, Value::Single(DeValue::String(text))) => (text.is_empty()
                || key.choices.iter().any(|choice| choice == text))
            .then(|| Words::Text(text.to_string())),
            (Kind::Choices, Value::List(array)) => texts(array)
                .filter(|texts| {
                    let is_choice = |text: &&str| key.choices.iter().any(|choice| choice == text);
                    texts.iter().all(is_choice)
                })
                .map(|texts| Words::Texts(texts.into_iter().map(str::to_owned).collect())),
            _ => None,
        };
        let Some(words) = words else {
            let expected = match key.kind {
                Kind::Text => "text",
                Kind::Prose => "prose",
                Kind::List => "list",
                Kind::Date => "date",
                Kind::Year => "year",
                Kind::Choice | Kind::Choices => "choice",
            };
            let choices = if key.choices.is_empty() {
                "none".to_owned()
            } else {
                key.choices.join(" | ")
            };
            let finding = WRONG_VALUE
                .at(self.span(value))
                .with("expected", expected)
                .with("choices", choices);
            self.findings.push(finding);
            return None;
        };
        Some(Written {
            words,
            span: self.span(value),
        })
    }
}

/// A text, or a number as written.
pub(super) fn scalar<'t>(value: &'t Value<'_>) -> Option<&'t str> {
    match value {
        Value::Digits(digits) => Some(digits),
        Value::Single(DeValue::String(text)) => Some(text),
        Value::Single(DeValue::Integer(integer)) if integer.radix() == 10 => Some(integer.as_str()),
        Value::Single(DeValue::Float(float)) => Some(float.as_str()),
        _ => None,
    }
}

fn texts<'t>(list: &'t [Spanned<Value<'_>>]) -> Option<Vec<&'t str>> {
    list.iter().map(|item| item.get_ref().as_str()).collect()
}

/// Each line is a paragraph, as Chinese writers type; indents by ideographic spaces are the printer's work.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let lines = std::iter::from_fn(move || {
        let text = rest?;
        let end = memchr(b'\n', text.as_bytes());
        rest = end.map(|end| &text[end + 1..]);
        Some(&text[..end.unwrap_or(text.len())])
    });
    lines.map(str::trim).filter(|line| !line.is_empty())
}

fn one_paragraph(text: &str) -> String {
    // Nearly every text is one line.
    if memchr(b'\n', text.as_bytes()).is_none() {
        return text.trim().to_owned();
    }
    paragraphs(text).collect()
}

/// A TOML date, or a date as people write it in quotes; blank quotes are no date yet.
pub(super) fn date(value: &Value<'_>) -> Option<Words> {
    let Value::Single(value) = value else {
        return None;
    };
    let text = match value {
        DeValue::Datetime(datetime) => datetime.date?.to_string(),
        DeValue::String(text) if text.trim().is_empty() => return Some(Words::Text(String::new())),
        DeValue::String(text) => text
            .trim()
            .replace(['年', '月', '/', '.'], "-")
            .replace('日', ""),
        _ => return None,
    };
    NaiveDate::parse_from_str(&text, "%Y-%m-%d")
        .ok()
        .map(Words::Date)
}

fn free(value: &Value<'_>) -> serde_json::Value {
    let number = |digits: &str| {
        digits
            .parse::<i64>()
            .map_or_else(|_| digits.into(), Into::into)
    };
    match value {
        Value::Digits(digits) => number(digits),
        Value::Single(DeValue::Integer(integer)) => number(integer.as_str()),
        Value::Single(DeValue::Boolean(flag)) => (*flag).into(),
        Value::Single(DeValue::Float(float)) => float.as_str().into(),
        Value::Single(DeValue::Datetime(datetime)) => datetime.to_string().into(),
        Value::Single(other) => other.as_str().into(),
        Value::List(list) => list.iter().map(|item| free(item.get_ref())).collect(),
        Value::Table(table) => table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), free(value.get_ref())))
            .collect(),
    }
}

/// A text as it is written in TOML. JSON's escapes are among TOML's.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{7F}', "\\u007F")
}

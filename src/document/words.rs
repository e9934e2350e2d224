//! The officer's words: references filled in, lines joined, nothing left that could pass for markup.

use std::borrow::Cow;

use tera::value::Key;
use tera::{Context, Map, Value};

use super::context;
use super::figures::Figures;
use super::mark;
use super::names::{self, Asked, Names};
use super::template;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::Form;
use crate::form::keys::{Keys, Kind, Section};
use crate::model::{Passage, Report, Words, Written};
use crate::source::Span;

/// Every kind of finding that composing a document can have.
pub static CODES: &[&Code] = &[&BROKEN_REFERENCE];

static BROKEN_REFERENCE: Code = Code::error("broken-reference");

/// Whether the officer's words refer only to what there is. Costs next to nothing unless they refer to
/// something.
pub fn check_words(form: &Form, keys: &Keys, report: &Report) -> Vec<Diagnostic> {
    let mut names = Names::default();
    if !note_references(report, &mut names) {
        return Vec::new();
    }
    let figures = Figures { form, report };
    context::build(&figures, keys, Asked::by(&names))
        .err()
        .unwrap_or_default()
}

/// Adds the names that the officer's words refer to; whether they refer to anything.
pub(super) fn note_references(report: &Report, names: &mut Names) -> bool {
    let mut refers = false;
    let passages = report.words.values().flatten();
    for written in passages.flat_map(|passage| passage.words.values()) {
        for text in texts(&written.words)
            .iter()
            .filter(|text| is_reference(text))
        {
            refers = true;
            names.note(text);
        }
    }
    refers
}

fn texts(words: &Words) -> &[String] {
    match words {
        Words::Text(text) => std::slice::from_ref(text),
        Words::Texts(texts) => texts,
        Words::Date(_) => &[],
    }
}

/// Whether a text refers to something.
fn is_reference(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

fn has_reference(words: &Words) -> bool {
    texts(words).iter().any(|text| is_reference(text))
}

/// The sections of `report.toml` as templates see them: every key is there, empty if nothing was written.
///
/// `context` holds the figures. Words that refer to something see those figures and the words that refer
/// to nothing: one step, so that words cannot run in circles. They are filled in whether or not `names` says
/// them, since they are checked here.
pub(super) fn sections(
    context: &mut Context,
    keys: &Keys,
    report: &Report,
    names: Asked<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let plain = Filler { context: None };
    for section in named(keys).filter(|section| names.get(&section.id).is_some()) {
        let value = plain.section(section, report, &mut findings);
        context.insert_value(section.id.clone(), value);
    }
    let filler = Filler {
        context: Some(context),
    };
    let filled: Vec<(&Section, Value)> = named(keys)
        .filter(|section| refers(section, report))
        .map(|section| (section, filler.section(section, report, &mut findings)))
        .collect();
    for (section, value) in filled {
        context.insert_value(section.id.clone(), value);
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(findings)
    }
}

/// Whether words of a section refer to something.
fn refers(section: &Section, report: &Report) -> bool {
    let passages = report.words.get(&section.id).into_iter().flatten();
    passages
        .flat_map(|passage| passage.words.values())
        .any(|written| has_reference(&written.words))
}

/// The sections that have a name; the top level's keys are the program's own.
fn named(keys: &Keys) -> impl Iterator<Item = &Section> {
    keys.sections
        .iter()
        .filter(|section| !section.id.is_empty())
}

/// Turns sections into template values. Without a context, words that refer to something are left out.
struct Filler<'c> {
    context: Option<&'c Context>,
}

impl Filler<'_> {
    fn section(&self, section: &Section, report: &Report, findings: &mut Vec<Diagnostic>) -> Value {
        let passages = report.words.get(&section.id).map_or(&[][..], Vec::as_slice);
        if !section.repeated {
            return self.passage(section, passages.first(), findings);
        }
        let is_blank = |passage: &&Passage| {
            passage
                .words
                .values()
                .all(|written| written.words.is_blank())
        };
        let written = passages.iter().filter(|passage| !is_blank(passage));
        written
            .map(|passage| self.passage(section, Some(passage), findings))
            .collect::<Vec<Value>>()
            .into()
    }

    fn passage(
        &self,
        section: &Section,
        passage: Option<&Passage>,
        findings: &mut Vec<Diagnostic>,
    ) -> Value {
        let mut values = Map::default();
        for key in &section.keys {
            let is_list = matches!(key.kind, Kind::Prose | Kind::List | Kind::Choices);
            let written = passage.and_then(|passage| passage.words.get(&key.id));
            let texts = match written {
                Some(written) if self.context.is_none() && has_reference(&written.words) => {
                    continue;
                }
                Some(written) => self.texts(written, is_list).unwrap_or_else(|detail| {
                    findings.push(broken(written.span, &section.id, &key.id, &detail));
                    Vec::new()
                }),
                None => Vec::new(),
            };
            let value = if is_list {
                texts.into()
            } else {
                texts.into_iter().next().unwrap_or_else(|| "".into())
            };
            values.insert(context::key(&key.id), value);
        }
        values.into()
    }

    /// The paragraphs or items of a list, none of them empty; a text is its only item.
    fn texts(&self, written: &Written, is_list: bool) -> Result<Vec<Value>, String> {
        let mut parts = Vec::new();
        let mut add = |text: &str| {
            if is_list {
                let lines = text.lines().map(str::trim);
                parts.extend(lines.filter(|line| !line.is_empty()).map(Value::from));
            } else {
                let line = one_line(text);
                parts.extend((!line.is_empty()).then(|| Value::from(&*line)));
            }
        };
        match &written.words {
            Words::Date(date) => add(&context::date(*date)),
            words => {
                for text in texts(words) {
                    add(&self.fill(text)?);
                }
            }
        }
        Ok(parts)
    }

    /// Fills in what a text refers to.
    fn fill<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, String> {
        let text = mark::clean(text);
        let Some(context) = self.context.filter(|_| is_reference(&text)) else {
            return Ok(text);
        };
        if let Some(filled) = filled(&text, context) {
            return Ok(Cow::Owned(filled));
        }
        template::words()
            .render_str(&text, context, false)
            .map(Cow::Owned)
            .map_err(|error| detail(&error))
    }
}

/// A text whose references are paths to words or whole numbers and nothing more, which nearly all are: as Tera
/// would fill it in, without a template being made of it. Anything else is left to Tera, faults too.
fn filled(text: &str, context: &Context) -> Option<String> {
    if text.contains("{%") || text.contains("{#") {
        return None;
    }
    let mut filled = String::with_capacity(2 * text.len());
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once("{{") {
        let (path, after) = names::path(reference.trim_start_matches(' '))?;
        rest = after.trim_start_matches(' ').strip_prefix("}}")?;
        filled.push_str(before);
        let (first, below) = path.split_first()?;
        let mut value = context.get(first)?;
        for name in below {
            value = value.as_map()?.get(&Key::Str(name))?;
        }
        match value.as_str() {
            Some(text) => filled.push_str(text),
            None => filled.push_str(&value.as_i64()?.to_string()),
        }
    }
    filled.push_str(rest);
    Some(filled)
}

fn broken(span: Span, section: &str, key: &str, detail: &str) -> Diagnostic {
    BROKEN_REFERENCE
        .at(span)
        .with("key", format!("{section}.{key}"))
        .with("detail", detail)
}

/// What is wrong, without the copy of the text that Tera adds (the finding shows the place itself) and
/// without the list of all names that would have been right.
fn detail(error: &tera::Error) -> String {
    let message = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            report.message().to_owned()
        }
        other => other.to_string(),
    };
    let first_line = message.lines().next().unwrap_or_default();
    let first_line = first_line.strip_prefix("error: ").unwrap_or(first_line);
    let end = first_line.find(" Available ").unwrap_or(first_line.len());
    first_line[..end].trim_end_matches('.').to_owned()
}

/// A text on one line. Chinese is joined without a space, words of letters are kept apart.
fn one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let letters = |char: Option<char>| char.is_some_and(|char| char.is_ascii_graphic());
        if letters(joined.chars().next_back()) && letters(line.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_as_each_script_is_written() {
        assert_eq!(one_line("　政府\n信息\r\n公开 "), "政府信息公开");
        assert_eq!(one_line("open\ngovernment"), "open government");
        assert_eq!(one_line(" \n "), "");
    }

    #[test]
    fn plain_references_read_as_tera_reads_them() {
        let mut context = Context::new();
        let mut row = Map::default();
        row.insert("a/b.c".into(), "1{{2".into());
        context.insert_value("row", row.into());
        context.insert_value("year", Value::from(2022));
        context.insert_value("share", Value::from(0.5));
        let plain = "共{{ row[\"a/b.c\"] }}件，{{year}}年}}\n";
        for text in [plain, "{{ row['a/b.c'] }}", "{{ year}}{{year }}"] {
            let tera = template::words().render_str(text, &context, false);
            assert_eq!(filled(text, &context), tera.ok(), "{text}");
            assert!(filled(text, &context).is_some(), "{text}");
        }
        for text in [
            "{{ year + 1 }}",
            "{{- year }}",
            "{{ share }}",
            "{{ row.none }}",
            "{{ year }}{% if year %}{% endif %}",
            "{{ year }}{# 2022 #}",
            "{{ year",
        ] {
            assert_eq!(filled(text, &context), None, "{text}");
        }
    }
}

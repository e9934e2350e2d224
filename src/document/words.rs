//! The officer's words: references filled in, lines joined, nothing left that could pass for markup.

use tera::{Context, Tera, Value};

use super::context;
use super::figures::Figures;
use super::mark;
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
    if !refers(report) {
        return Vec::new();
    }
    let figures = Figures { form, report };
    context::build(&template::words(), &figures, keys)
        .err()
        .unwrap_or_default()
}

fn refers(report: &Report) -> bool {
    let passages = report.words.values().flatten();
    passages
        .flat_map(|passage| passage.words.values())
        .any(|written| has_reference(&written.words))
}

fn has_reference(words: &Words) -> bool {
    let refers = |text: &String| text.contains("{{") || text.contains("{%");
    match words {
        Words::Text(text) => refers(text),
        Words::Texts(texts) => texts.iter().any(refers),
        Words::Date(_) => false,
    }
}

/// All sections of `report.toml` as templates see them: every key is there, empty if nothing was written.
///
/// `values` holds the figures. Words that refer to something see those figures and the words that refer
/// to nothing: one step, so that words cannot run in circles.
pub(super) fn sections(
    engine: &Tera,
    values: &mut context::Map,
    keys: &Keys,
    report: &Report,
) -> Result<(), Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let plain = Filler {
        engine,
        context: None,
    };
    for section in named(keys) {
        let value = plain.section(section, report, &mut findings);
        values.insert(section.id.clone(), value);
    }
    if refers(report) {
        let context = context::for_template(values);
        let filler = Filler {
            engine,
            context: Some(&context),
        };
        for section in named(keys) {
            let value = filler.section(section, report, &mut findings);
            values.insert(section.id.clone(), value);
        }
    }
    if findings.is_empty() {
        Ok(())
    } else {
        Err(findings)
    }
}

/// The sections that have a name; the top level's keys are the program's own.
fn named(keys: &Keys) -> impl Iterator<Item = &Section> {
    keys.sections
        .iter()
        .filter(|section| !section.id.is_empty())
}

/// Turns sections into template values. Without a context, words that refer to something are left out.
struct Filler<'c> {
    engine: &'c Tera,
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
        let mut values = context::Map::new();
        for key in &section.keys {
            let is_list = matches!(key.kind, Kind::Prose | Kind::List | Kind::Choices);
            let written = passage.and_then(|passage| passage.words.get(&key.id));
            let texts = match written {
                Some(written) if has_reference(&written.words) && self.context.is_none() => {
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
                texts.into_iter().next().unwrap_or_default().into()
            };
            values.insert(key.id.clone(), value);
        }
        values.into()
    }

    /// The paragraphs or items of a list, none of them empty; a text is its only item.
    fn texts(&self, written: &Written, is_list: bool) -> Result<Vec<String>, String> {
        let texts = match &written.words {
            Words::Date(date) => vec![context::date(*date)],
            Words::Text(text) => vec![self.fill(text)?],
            Words::Texts(texts) => texts
                .iter()
                .map(|text| self.fill(text))
                .collect::<Result<_, _>>()?,
        };
        let parts: Vec<String> = if is_list {
            texts
                .iter()
                .flat_map(|text| text.lines())
                .map(|line| line.trim().to_owned())
                .collect()
        } else {
            texts.iter().map(|text| one_line(text)).collect()
        };
        Ok(parts.into_iter().filter(|part| !part.is_empty()).collect())
    }

    /// Fills in what a text refers to.
    fn fill(&self, text: &str) -> Result<String, String> {
        let text = mark::clean(text);
        match self.context {
            Some(context) if text.contains("{{") || text.contains("{%") => self
                .engine
                .render_str(&text, context, false)
                .map_err(|error| detail(&error)),
            _ => Ok(text),
        }
    }
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
fn one_line(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let letters = |char: Option<char>| char.is_some_and(|char| char.is_ascii_graphic());
        if letters(joined.chars().next_back()) && letters(line.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
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
}

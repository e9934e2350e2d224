//! The officer's words: references filled in, lines joined, nothing left that could pass for markup.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};
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

/// Whether the officer's words refer only to what there is. Costs next to nothing where they refer to figures
/// of the form, as they nearly always do.
pub fn check_words(form: &Form, keys: &Keys, report: &Report) -> Vec<Diagnostic> {
    let figures = Figures { form, report };
    if referring(report).all(|text| leads_to_figures(text, &figures)) {
        return Vec::new();
    }
    // No template asks for anything here.
    context::build(&figures, keys, Asked::by(&Names::default()))
        .err()
        .unwrap_or_default()
}

/// Adds the names that the officer's words refer to.
pub(super) fn note_references(report: &Report, names: &mut Names) {
    for text in referring(report) {
        names.note(text);
    }
}

/// The texts that refer to something.
fn referring(report: &Report) -> impl Iterator<Item = &String> {
    let passages = report.words.values().flatten();
    let written = passages.flat_map(|passage| passage.words.values());
    written
        .flat_map(|written| texts(&written.words))
        .filter(|text| is_reference(text))
}

/// Whether all that a text refers to are figures of tables that the form has and the agency gave.
fn leads_to_figures(text: &str, figures: &Figures<'_>) -> bool {
    // What has to be cleaned first is not what its names were noted from.
    let clean = matches!(mark::clean(text), Cow::Borrowed(_));
    clean && references(text, |_, path| figures.place(path).map(|_| ())).is_some()
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
    let bytes = text.as_bytes();
    memchr_iter(b'{', bytes).any(|brace| matches!(bytes.get(brace + 1), Some(b'{' | b'%')))
}

fn has_reference(words: &Words) -> bool {
    texts(words).iter().any(|text| is_reference(text))
}

/// The sections of `report.toml` as templates see them, if their words refer to nothing but figures; false if
/// [`sections`] has to make more of them. They are filled in whether or not `names` says them, since they are
/// checked here.
pub(super) fn plain_sections(
    context: &mut Context,
    figures: &Figures<'_>,
    keys: &Keys,
    names: Asked<'_>,
) -> bool {
    let report = figures.report;
    let mut filler = Filler::new(Sees::Figures(figures));
    for section in named(keys) {
        if names.get(&section.id).is_some() || refers(section, report) {
            context.insert_value(section.id.to_string(), filler.section(section, report));
        }
    }
    !filler.set_aside
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
    let mut plain = Filler::new(Sees::Nothing);
    let is_named = |section: &&Section| names.get(&section.id).is_some();
    for (id, value) in plain.sections(named(keys).filter(is_named), report) {
        context.insert_value(id, value);
    }
    let mut filler = Filler::new(Sees::All(context));
    let referring = named(keys).filter(|section| refers(section, report));
    let values = filler.sections(referring, report);
    let findings = filler.findings;
    for (id, value) in values {
        context.insert_value(id, value);
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

/// What the officer's words may refer to.
#[derive(Clone, Copy)]
enum Sees<'c> {
    /// Nothing: words that refer to something are left out.
    Nothing,
    /// Figures: words that refer to anything else are left out and noted as set aside.
    Figures(&'c Figures<'c>),
    /// Whatever there is.
    All(&'c Context),
}

/// Turns sections into template values.
struct Filler<'c> {
    sees: Sees<'c>,
    /// Whether words were left out that more can be made of.
    set_aside: bool,
    /// References that lead nowhere.
    findings: Vec<Diagnostic>,
}

impl<'c> Filler<'c> {
    fn new(sees: Sees<'c>) -> Self {
        Self {
            sees,
            set_aside: false,
            findings: Vec::new(),
        }
    }

    fn sections<'k>(
        &mut self,
        sections: impl Iterator<Item = &'k Section>,
        report: &Report,
    ) -> Vec<(String, Value)> {
        sections
            .map(|section| (section.id.to_string(), self.section(section, report)))
            .collect()
    }

    fn section(&mut self, section: &Section, report: &Report) -> Value {
        let passages = report.words.get(&section.id).map_or(&[][..], Vec::as_slice);
        if !section.repeated {
            return self.passage(section, passages.first());
        }
        let is_blank = |passage: &&Passage| {
            passage
                .words
                .values()
                .all(|written| written.words.is_blank())
        };
        let written = passages.iter().filter(|passage| !is_blank(passage));
        written
            .map(|passage| self.passage(section, Some(passage)))
            .collect::<Vec<Value>>()
            .into()
    }

    fn passage(&mut self, section: &Section, passage: Option<&Passage>) -> Value {
        let mut values = Map::with_capacity(section.keys.len());
        for key in &section.keys {
            let is_list = matches!(key.kind, Kind::Prose | Kind::List | Kind::Choices);
            let written = passage.and_then(|passage| passage.words.get(&key.id));
            let texts = match written.map(|written| (written, self.texts(written, is_list))) {
                Some((_, Ok(Some(texts)))) => texts,
                Some((_, Ok(None))) => continue,
                Some((written, Err(detail))) => {
                    let finding = broken(written.span, &section.id, &key.id, &detail);
                    self.findings.push(finding);
                    Vec::new()
                }
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

    /// The paragraphs or items of a list, none of them empty; a text is its only item. None if they are left out.
    fn texts(&mut self, written: &Written, is_list: bool) -> Result<Option<Vec<Value>>, String> {
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
                    let Some(filled) = self.fill(text)? else {
                        return Ok(None);
                    };
                    add(&filled);
                }
            }
        }
        Ok(Some(parts))
    }

    /// Fills in what a text refers to. None if it is left out.
    fn fill<'t>(&mut self, text: &'t str) -> Result<Option<Cow<'t, str>>, String> {
        let refers = is_reference(text);
        let text = mark::clean(text);
        if !refers {
            return Ok(Some(text));
        }
        let filled = match self.sees {
            Sees::Nothing => return Ok(None),
            Sees::Figures(figures) => filled(&text, |path| figures.referred(path).map(Cow::Owned)),
            Sees::All(context) => filled(&text, |path| at(context, path)),
        };
        if let Some(filled) = filled {
            return Ok(Some(Cow::Owned(filled)));
        }
        let Sees::All(context) = self.sees else {
            self.set_aside = true;
            return Ok(None);
        };
        template::words()
            .render_str(&text, context, false)
            .map(|filled| Some(Cow::Owned(filled)))
            .map_err(|error| detail(&error))
    }
}

/// A text whose references are paths and nothing more, which nearly all are, with what stands at each path: as Tera
/// would fill it in, without a template being made of it. Anything else is left to Tera, faults too.
fn filled<'v>(text: &'v str, at: impl Fn(&[&'v str]) -> Option<Cow<'v, str>>) -> Option<String> {
    let mut filled = String::with_capacity(2 * text.len());
    let rest = references(text, |before, path| {
        filled.push_str(before);
        filled.push_str(&at(path)?);
        Some(())
    })?;
    filled.push_str(rest);
    Some(filled)
}

/// The words or the whole number at a path.
fn at<'v>(context: &'v Context, path: &[&'v str]) -> Option<Cow<'v, str>> {
    let (first, below) = path.split_first()?;
    let mut value = context.get(first)?;
    for name in below {
        value = value.as_map()?.get(&Key::Str(name))?;
    }
    match value.as_str() {
        Some(text) => Some(Cow::Borrowed(text)),
        None => Some(Cow::Owned(value.as_i64()?.to_string())),
    }
}

/// Goes through a text whose references are paths and nothing more: `each` gets the text before a reference and
/// its path, and may end the search. What follows the last reference; none if there is anything else in the text
/// that Tera acts on.
fn references<'t>(
    text: &'t str,
    mut each: impl FnMut(&'t str, &[&'t str]) -> Option<()>,
) -> Option<&'t str> {
    let mut rest = text;
    let mut from = 0;
    while let Some(found) = memchr(b'{', &rest.as_bytes()[from..]) {
        let brace = from + found;
        match rest.as_bytes().get(brace + 1) {
            Some(b'{') => {
                let (path, after) = names::path(rest[brace + 2..].trim_start_matches(' '))?;
                each(&rest[..brace], &path)?;
                rest = after.trim_start_matches(' ').strip_prefix("}}")?;
                from = 0;
            }
            Some(b'%' | b'#') => return None,
            _ => from = brace + 1,
        }
    }
    Some(rest)
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
            let filled = filled(text, |path| at(&context, path));
            assert!(filled.is_some(), "{text}");
            assert_eq!(filled, tera.ok(), "{text}");
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
            assert_eq!(filled(text, |path| at(&context, path)), None, "{text}");
        }
    }
}

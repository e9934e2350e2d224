//! The template engine: what document templates and the officer's words may use beyond plain Tera.
//!
//! | written | means |
//! |---|---|
//! | `{% if x is nought %}` | the figure is 0 |
//! | `{% if x is known %}` | the figure is a number: neither blank nor `/` |
//! | `{% if x is positive %}` | the figure is a number above 0 |
//! | `{% if x is measured %}` | the figure names its own unit, because the form fixes none |
//! | `{{ x \| number }}` | the figure as a number, for arithmetic and comparisons |
//! | `{{ text \| sentence }}` | ends with a full stop, whether or not the officer typed one |
//! | `{{ text \| phrase }}` | ends without one, to go on from |
//! | `{{ list \| listed }}` | items in a row: 甲、乙和丙 |
//! | `{{ texts \| paragraphs }}` | each text a sentence and a paragraph of its own; for none, `or` says what else (documents only) |
//! | `{{ texts \| paragraphs(about="工作考核") }}` | the same; the first begins 工作考核方面，… unless it begins with 工作考核 itself |
//! | `{{ loop.index \| ordinal }}` | a number as headings have it: 一, 二, … 二十, then 21 |
//! | `{{ rows \| having(key="change") }}` | the rows that have something there, a number above 0 or words |
//! | `{{ rows \| not_applicable(key="items") }}` | the rows that have a `/` there |
//! | `{{ rows \| counted(key="items", unit="条") }}` | a list of the rows that have something there, each with its label, figure and unit: 政府网站12条 |
//! | `{{ rows \| counted(key="items", unit="条", sep="；") }}` | the same in a row: 政府网站12条；政务微博3条 |
//! | `{{ pairs \| having }}`, `{{ pairs \| counted(unit="件") }}` | the same of pairs: `[["规章", disclosure.rules.made], …]` |
//! | `{{ table(id="requests") }}` | a table of the form, on a line of its own (documents only) |

use std::borrow::Cow;
use std::io::Write;
use std::sync::LazyLock;

use anyhow::Result;
use rust_decimal::Decimal;
use tera::value::Key;
use tera::{Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::mark;
use super::names::Names;
use super::phrasing::{listed, ordinal, phrase, sentence};
use super::plain;
use crate::assets::Assets;

const FOLDER: &str = "documents";

/// Parts of documents: `{% include "shared/problems.md" %}`. They see what the document has set.
const SHARED: &str = "documents/shared";

/// The engine with all document templates, which are named by where they are, and the names that they say.
pub(super) fn documents(assets: &Assets) -> Result<(Tera, Names)> {
    let mut tera = engine();
    tera.register_function("table", table);
    tera.register_filter("paragraphs", paragraphs);
    tera.set_escape_fn(escape);
    tera.autoescape_on([".md"]);
    let mut templates = Vec::new();
    for path in assets.list(FOLDER)? {
        templates.push(assets.read(&path)?);
    }
    // What documents share is included by name, whether compiled in or overridden.
    for path in assets.list(SHARED)? {
        let (_, text) = assets.read(&path)?;
        let name = path.strip_prefix(FOLDER).unwrap_or(&path);
        templates.push((name.trim_start_matches('/').to_owned(), text));
    }
    let mut names = Names::default();
    for (_, text) in &templates {
        names.note(text);
    }
    tera.add_raw_templates(templates)?;
    Ok((tera, names))
}

/// The name of a document's template: that of the edition, else the one for all editions.
pub(super) fn for_document<'t>(tera: &'t Tera, document: &str, edition: &str) -> Option<&'t str> {
    let named = |file: String| {
        let name = format!("{FOLDER}/{file}");
        tera.get_template_names()
            .find(move |template| template.ends_with(&name))
    };
    named(format!("{document}-{edition}.md")).or_else(|| named(format!("{document}.md")))
}

/// The engine for the officer's words: it has no templates and prints no tables.
pub(super) fn words() -> &'static Tera {
    static WORDS: LazyLock<Tera> = LazyLock::new(engine);
    &WORDS
}

/// Tera and what this module's table adds to it.
fn engine() -> Tera {
    let mut tera = Tera::new();
    tera.register_test("nought", |figure: &str, _: Kwargs, _: &State| {
        value_of(figure).is_some_and(|number| number.is_zero())
    });
    tera.register_test("known", |figure: &str, _: Kwargs, _: &State| {
        value_of(figure).is_some()
    });
    tera.register_test("positive", |figure: &str, _: Kwargs, _: &State| {
        is_positive(figure)
    });
    tera.register_test("measured", |figure: &str, _: Kwargs, _: &State| {
        value_of(figure).is_some() && has_unit(figure)
    });
    tera.register_filter("number", number);
    tera.register_filter("sentence", |text: StringInput, _: Kwargs, _: &State| {
        let said = sentence(text.as_str());
        reworded(text, &said)
    });
    tera.register_filter("phrase", |text: StringInput, _: Kwargs, _: &State| {
        let said = phrase(text.as_str());
        reworded(text, said)
    });
    tera.register_filter("listed", |items: &[Value], _: Kwargs, _: &State| {
        let items: Vec<Cow<'_, str>> = items.iter().map(text_of).collect();
        listed(&items)
    });
    tera.register_filter("ordinal", |number: usize, _: Kwargs, _: &State| {
        ordinal(number).map_or_else(|| number.into(), Value::from)
    });
    tera.register_filter("having", having);
    tera.register_filter("not_applicable", not_applicable);
    tera.register_filter("counted", counted);
    tera
}

/// A text in other words, as safe as it was; the same words are not copied.
fn reworded(text: StringInput, words: &str) -> Value {
    if words == text.as_str() {
        text.into_value()
    } else if text.is_safe() {
        Value::safe_string(words)
    } else {
        Value::from(words)
    }
}

/// A value as Tera writes it.
fn text_of(value: &Value) -> Cow<'_, str> {
    match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(value.to_string()),
    }
}

/// The number that a marked figure shows, without the unit that may follow it.
fn value_of(figure: &str) -> Option<Decimal> {
    let number = number_in(mark::figure_text(figure)?);
    // Most are whole numbers, which are read in a fraction of the time.
    match number.parse::<u64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => number.parse().ok(),
    }
}

fn number_in(text: &str) -> &str {
    text.trim_end_matches(|char: char| !char.is_ascii_digit())
}

/// Whether a marked figure names its unit.
fn has_unit(figure: &str) -> bool {
    mark::figure_text(figure).is_some_and(|text| number_in(text).len() < text.len())
}

fn is_positive(figure: &str) -> bool {
    value_of(figure).is_some_and(|number| number > Decimal::ZERO)
}

fn number(figure: &str, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = mark::figure_text(figure).map_or(figure, number_in);
    let count = text.parse::<i64>().map(Value::from);
    count
        .or_else(|_| text.parse::<f64>().map(Value::from))
        .map_err(|_| tera::Error::message(format!("`{}` is not a number", mark::unmarked(figure))))
}

/// What a row has under a key; without one, the second of a pair.
fn under<'v>(row: &'v Value, key: Option<&'v str>) -> Option<&'v Value> {
    match key {
        Some(key) => at(row, key),
        None => row.as_array()?.get(1),
    }
}

/// What a row has at a path, which mostly is a name.
fn at<'v>(row: &'v Value, path: &'v str) -> Option<&'v Value> {
    let begins_name = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    match row.as_map() {
        Some(row) if path.bytes().next().is_some_and(begins_name) && !path.contains('.') => {
            row.get(&Key::Str(path))
        }
        _ => row.get_from_path(path),
    }
}

/// Whether a value is a number above 0, or words.
fn is_something(value: &Value) -> bool {
    match value.as_str() {
        Some(text) if mark::figure_text(text).is_some() => is_positive(text),
        Some(text) => !text.is_empty(),
        None => value.as_i64().is_some_and(|number| number > 0),
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "Tera hands arguments over by value"
)]
fn having(rows: &[Value], kwargs: Kwargs, _: &State) -> TeraResult<Vec<Value>> {
    let key: Option<&str> = kwargs.get("key")?;
    let has = |row: &&Value| under(row, key).is_some_and(is_something);
    Ok(rows.iter().filter(has).cloned().collect())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "Tera hands arguments over by value"
)]
fn not_applicable(rows: &[Value], kwargs: Kwargs, _: &State) -> TeraResult<Vec<Value>> {
    let key: Option<&str> = kwargs.get("key")?;
    let is_not = |row: &&Value| {
        let figure = under(row, key).and_then(Value::as_str);
        figure.and_then(mark::figure_text) == Some("/")
    };
    Ok(rows.iter().filter(is_not).cloned().collect())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "Tera hands arguments over by value"
)]
fn counted(rows: &[Value], kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let key: Option<&str> = kwargs.get("key")?;
    let sep: Option<&str> = kwargs.get("sep")?;
    let unit: &str = kwargs.must_get("unit")?;
    let mut items = Vec::new();
    for row in rows {
        let label = match key {
            Some(_) => at(row, "label"),
            None => row.as_array().and_then(|pair| pair.first()),
        };
        let figure = under(row, key);
        let texts = (
            label.and_then(Value::as_str),
            figure.and_then(Value::as_str),
        );
        let (Some(label), Some(figure)) = texts else {
            return Err(tera::Error::message("a row has no label or no figure"));
        };
        if is_positive(figure) {
            // Two numbers must not run into one.
            let digit = |char: char| char.is_ascii_digit() || ('０'..='９').contains(&char);
            let apart = if label.ends_with(digit) { "，" } else { "" };
            items.push([label, apart, figure, unit].concat());
        }
    }
    Ok(match sep {
        Some(sep) => items.join(sep).into(),
        None => items.into(),
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "Tera hands arguments over by value"
)]
fn table(kwargs: Kwargs, state: &State) -> TeraResult<String> {
    let id: &str = kwargs.must_get("id")?;
    let form: Value = state.get("form")?.unwrap_or_else(Value::none);
    let tables = form.get_from_path("tables").and_then(Value::as_array);
    if tables.is_some_and(|tables| tables.iter().any(|table| table.as_str() == Some(id))) {
        Ok(mark::table(id))
    } else {
        Err(tera::Error::message(format!("there is no table `{id}`")))
    }
}

/// Texts as Markdown, each with an empty line after it: something, even if none of them says anything.
#[expect(
    clippy::needless_pass_by_value,
    reason = "Tera hands arguments over by value"
)]
fn paragraphs(texts: &[Value], kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let mut about: Option<&str> = kwargs.get("about")?;
    let mut markdown = String::new();
    for text in texts {
        let text = text
            .as_str()
            .ok_or_else(|| tera::Error::message("a paragraph is no text"))?;
        if let Some(subject) = about.take().filter(|subject| !text.starts_with(subject)) {
            markdown.push_str(&escaped(subject));
            markdown.push_str("方面，");
        }
        markdown.push_str(&escaped(&sentence(text)));
        markdown.push_str("\n\n");
    }
    Ok(Value::safe_string(&markdown))
}

/// What Tera writes a value with.
fn escape(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    out.write_all(escaped(text).as_bytes())
}

/// Whatever a text holds, Markdown must read it as text: ASCII punctuation is all that it acts on.
fn escaped(text: &str) -> Cow<'_, str> {
    if plain::shows_as_written(text) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(acts_in_markdown) {
        let (before, acting) = rest.split_at(at);
        let (acting, after) = acting.split_at(1);
        escaped.push_str(before);
        if acting.starts_with(|char: char| char.is_ascii_punctuation()) {
            escaped.push('\\');
            escaped.push_str(acting);
        } else {
            escaped.push(' ');
        }
        rest = after;
    }
    escaped.push_str(rest);
    Cow::Owned(escaped)
}

fn acts_in_markdown(byte: u8) -> bool {
    byte.is_ascii_punctuation() || matches!(byte, b'\n' | b'\r' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_pairs_are_picked_by_what_they_have() {
        let figure = |text: &str| mark::figure(1, text);
        let row = |label: &str, items: &str, depth: u64| serde_json::json!({ "label": label, "items": figure(items), "depth": depth });
        let mut context = tera::Context::new();
        let rows = [
            row("甲", "2", 0),
            row("乙1", "3", 1),
            row("丙", "/", 0),
            row("丁", "0", 0),
        ];
        context.insert("rows", &rows);
        context.insert("pairs", &[["戊", &figure("0")], ["己", &figure("4")]]);
        for (template, expected) in [
            (
                r#"{{ rows | counted(key="items", unit="条") | join(sep="、") }}"#,
                "甲2条、乙1，3条",
            ),
            (
                r#"{{ rows | counted(key="items", unit="条", sep="；") }}"#,
                "甲2条；乙1，3条",
            ),
            (
                r#"{% for row in rows | not_applicable(key="items") %}{{ row.label }}{% endfor %}"#,
                "丙",
            ),
            (
                r#"{% for row in rows | having(key="depth") %}{{ row.label }}{% endfor %}"#,
                "乙1",
            ),
            (
                r#"{{ pairs | counted(unit="件") | join(sep="") }}"#,
                "己4件",
            ),
            (
                r"{% set some = pairs | having %}{{ some[0][0] }}{{ some | length }}",
                "己1",
            ),
        ] {
            let text = words().render_str(template, &context, false);
            assert_eq!(
                text.map(|text| mark::unmarked(&text)).ok().as_deref(),
                Some(expected)
            );
        }
    }

    #[test]
    fn words_are_put_as_sentences_and_phrases() {
        for (written, expected) in [
            ("已整改", "已整改。已整改"),
            ("已整改。", "已整改。已整改"),
            // As long as what it becomes.
            ("已整改；", "已整改。已整改"),
            (" 已整改，", "已整改。已整改"),
        ] {
            let mut context = tera::Context::new();
            context.insert("text", written);
            let text =
                words().render_str("{{ text | sentence }}{{ text | phrase }}", &context, false);
            assert_eq!(text.ok().as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn markdown_reads_any_value_as_text() {
        assert_eq!(escaped("# <b>*a*\n|"), "\\# \\<b\\>\\*a\\* \\|");
        assert!(matches!(escaped("共 66 件，ok"), Cow::Borrowed(_)));
    }

    #[test]
    fn paragraphs_stand_apart() {
        let mut tera = words().clone();
        tera.register_filter("paragraphs", paragraphs);
        tera.set_escape_fn(escape);
        let mut context = tera::Context::new();
        context.insert("texts", &["考核甲", "*乙*"]);
        context.insert("blank", &["。"]);
        context.insert("nothing", &Vec::<String>::new());
        for (template, expected) in [
            ("{{ texts | paragraphs }}", "考核甲。\n\n\\*乙\\*。\n\n"),
            (
                "{{ texts | paragraphs(about='评议') }}",
                "评议方面，考核甲。\n\n\\*乙\\*。\n\n",
            ),
            (
                "{{ texts | paragraphs(about='考核') }}",
                "考核甲。\n\n\\*乙\\*。\n\n",
            ),
            ("{{ blank | paragraphs or '未填' }}", "\n\n"),
            ("{{ nothing | paragraphs(about='考核') or '未填' }}", "未填"),
            (
                "{{ 1 | ordinal }}{{ 20 | ordinal }}{{ 21 | ordinal }}",
                "一二十21",
            ),
        ] {
            let text = tera.render_str(template, &context, true);
            assert_eq!(
                text.map_err(|e| e.to_string()).as_deref(),
                Ok(expected),
                "{template}"
            );
        }
    }
}

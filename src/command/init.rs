//! `nianbao init`: a new report folder, every file blank and commented, or started from last year's. Nothing that
//! exists is touched.

mod last;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use self::last::Last;
use super::{Context, Exit};
use crate::cli::Init;
use crate::form::keys::{Key, Keys, Kind, Section};
use crate::form::{Form, Library, new_csv};
use crate::ingest::{REPORT_FILE, quoted, shown};
use crate::output::write_whole;

/// The level of an agency that does not say.
const LEVEL: &str = "township";

/// What the new report folder is about.
struct New<'l> {
    year: u16,
    name: String,
    level: String,
    last: Option<Last<'l>>,
}

pub(super) fn run(context: &Context<'_>, arguments: &Init) -> Result<Exit> {
    let keys = Keys::load(&context.assets)?;
    let library = Library::load(&context.assets)?
        .map_err(|invalid| anyhow::anyhow!("{:?}", invalid.findings))?;
    let Some(new) = settle(context, arguments, &library, &keys)? else {
        return Ok(Exit::Failed);
    };
    let levels = keys
        .section("agency")
        .and_then(|section| section.key("level"))
        .map(|key| key.choices.clone())
        .unwrap_or_default();
    if !levels.contains(&new.level) {
        context.say(
            "init-bad-level",
            &[("level", &new.level), ("levels", &levels.join(" | "))],
        )?;
        return Ok(Exit::Failed);
    }
    let Some(form) = library.for_year(new.year) else {
        let editions: Vec<String> = library
            .forms()
            .iter()
            .map(|form| form.years.to_string())
            .collect();
        context.say(
            "init-no-edition",
            &[
                ("year", &new.year.to_string()),
                ("editions", &editions.join(" · ")),
            ],
        )?;
        return Ok(Exit::Failed);
    };
    let path = shown(&arguments.folder);
    if is_taken(&arguments.folder)? {
        context.say("init-exists", &[("path", &path)])?;
        return Ok(Exit::Failed);
    }
    for (name, bytes) in files(form, &keys, &new)? {
        write_whole(&arguments.folder, &name, &bytes)?;
    }
    let mut out = context.stdout();
    writeln!(
        out,
        "{}",
        context.catalogue.text("init-done", &[("path", &path)])
    )?;
    writeln!(
        out,
        "{}",
        context.catalogue.text("init-next", &[("path", &path)])
    )?;
    out.flush()?;
    Ok(Exit::Clean)
}

/// What was typed, and what last year's report says where nothing was; none if the two don't go together, which has
/// been said.
fn settle<'l>(
    context: &Context<'_>,
    arguments: &Init,
    library: &'l Library,
    keys: &Keys,
) -> Result<Option<New<'l>>> {
    let last = match &arguments.from {
        None => None,
        Some(from) => match Last::read(context, library, keys, from, &arguments.folder)? {
            None => return Ok(None),
            last => last,
        },
    };
    let next = last.as_ref().map(|last| last.report.year + 1);
    if let (Some(last), Some(next), Some(year)) = (&last, next, arguments.year)
        && year != next
    {
        context.say(
            "init-wrong-year",
            &[
                ("path", &last.report.path),
                ("last", &last.report.year.to_string()),
                ("next", &next.to_string()),
                ("year", &year.to_string()),
            ],
        )?;
        return Ok(None);
    }
    let agency = last.as_ref().map(|last| &last.report.agency);
    let name = arguments.name.clone();
    let level = arguments.level.clone();
    Ok(Some(New {
        year: arguments.year.or(next).unwrap_or_default(),
        name: name
            .or_else(|| agency.map(|agency| agency.name.clone()))
            .unwrap_or_default(),
        level: level
            .or_else(|| agency.and_then(|agency| agency.level.clone()))
            .unwrap_or_else(|| LEVEL.to_owned()),
        last,
    }))
}

/// Whether there is anything at the folder's place.
fn is_taken(folder: &Path) -> Result<bool> {
    if !folder.exists() {
        return Ok(false);
    }
    if !folder.is_dir() {
        return Ok(true);
    }
    let mut entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    Ok(entries.next().is_some())
}

/// The files of a new report folder.
///
/// # Errors
/// If a table cannot be written as CSV.
fn files(form: &Form, keys: &Keys, new: &New<'_>) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = vec![(
        REPORT_FILE.to_owned(),
        report_toml(form, keys, new).into_bytes(),
    )];
    for (index, table) in form.tables.iter().enumerate() {
        if new.last.as_ref().is_some_and(|last| !last.keeps(table)) {
            continue;
        }
        // Excel takes a CSV file for GBK unless it begins with a byte order mark, and wants CRLF.
        let mut bytes = b"\xEF\xBB\xBF".to_vec();
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut bytes);
        let records = match &new.last {
            Some(last) => new_csv(table, &last.comments(form, index), &|row, column| {
                last.figure(form, index, row, column)
            }),
            None => new_csv(table, &[], &|_, _| None),
        };
        for record in records {
            writer.write_record(&record)?;
        }
        writer.flush()?;
        drop(writer);
        files.push((table.file(), bytes));
    }
    Ok(files)
}

fn report_toml(form: &Form, keys: &Keys, new: &New<'_>) -> String {
    let mut text = String::new();
    for section in &keys.sections {
        comment(&mut text, &section.zh);
        let carried = new.last.as_ref().map_or(0, |last| last.passages(section));
        if section.repeated && carried > 0 {
            comment(&mut text, last::REVISE);
        }
        for passage in 0..carried.max(1) {
            if !section.id.is_empty() {
                let header = if section.repeated {
                    format!("[[{}]]", section.id)
                } else {
                    format!("[{}]", section.id)
                };
                let _ = writeln!(text, "{header}");
            }
            text.push('\n');
            for key in section.keys.iter().filter(|key| key.is_of(&form.id)) {
                if passage == 0 {
                    comment(&mut text, &key.zh);
                }
                let rare = if key.rare { "# " } else { "" };
                let value = value(section, passage, key, new);
                let _ = writeln!(text, "{rare}{} = {value}\n", key.id);
            }
        }
    }
    text.trim_end().to_owned() + "\n"
}

fn comment(text: &mut String, words: &str) {
    for line in words.trim().lines() {
        let _ = writeln!(text, "# {line}");
    }
}

/// What stands behind a key: what the command line or last year's report says, or a blank of the right kind.
fn value(section: &Section, passage: usize, key: &Key, new: &New<'_>) -> String {
    let last = new.last.as_ref();
    match (section.id.as_str(), key.id.as_str(), last) {
        ("", "year", _) => new.year.to_string(),
        ("", "prior", Some(last)) => quoted(&last.path),
        ("agency", "name", _) => quoted(&new.name),
        ("agency", "level", _) => quoted(&new.level),
        ("agency", "former_name", Some(last)) if last.report.agency.name != new.name => {
            quoted(&last.report.agency.name)
        }
        _ => last
            .and_then(|last| last.value(section, passage, key))
            .unwrap_or_else(|| blank(key)),
    }
}

fn blank(key: &Key) -> String {
    match key.kind {
        Kind::Prose => "\"\"\"\n\"\"\"".to_owned(),
        Kind::List => "[]".to_owned(),
        Kind::Choices => list(&key.choices),
        Kind::Choice => quoted(key.choices.first().map_or("", String::as_str)),
        Kind::Text | Kind::Date | Kind::Year => quoted(""),
    }
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

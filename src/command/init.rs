//! `nianbao init`: a new report folder, every file blank and commented. Nothing that exists is touched.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Context, Exit};
use crate::cli::Init;
use crate::form::keys::{Keys, Kind, Section};
use crate::form::{Form, Library, blank_csv};
use crate::ingest::{REPORT_FILE, shown};
use crate::output::write_whole;

pub(super) fn run(context: &Context<'_>, arguments: &Init) -> Result<Exit> {
    let keys = Keys::load(&context.assets)?;
    let levels = keys
        .section("agency")
        .and_then(|section| section.key("level"))
        .map(|key| key.choices.clone())
        .unwrap_or_default();
    if !levels.contains(&arguments.level) {
        context.say(
            "init-bad-level",
            &[("level", &arguments.level), ("levels", &levels.join(" | "))],
        )?;
        return Ok(Exit::Failed);
    }
    let library = Library::load(&context.assets)?
        .map_err(|invalid| anyhow::anyhow!("{:?}", invalid.findings))?;
    let Some(form) = library.for_year(arguments.year) else {
        let editions: Vec<String> = library
            .forms()
            .iter()
            .map(|form| form.years.to_string())
            .collect();
        context.say(
            "init-no-edition",
            &[
                ("year", &arguments.year.to_string()),
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
    for (name, bytes) in files(form, &keys, arguments)? {
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
fn files(form: &Form, keys: &Keys, arguments: &Init) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = vec![(
        REPORT_FILE.to_owned(),
        report_toml(form, keys, arguments).into_bytes(),
    )];
    for table in &form.tables {
        // Excel takes a CSV file for GBK unless it begins with a byte order mark, and wants CRLF.
        let mut bytes = b"\xEF\xBB\xBF".to_vec();
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut bytes);
        for record in blank_csv(table) {
            writer.write_record(&record)?;
        }
        writer.flush()?;
        drop(writer);
        files.push((table.file(), bytes));
    }
    Ok(files)
}

fn report_toml(form: &Form, keys: &Keys, arguments: &Init) -> String {
    let mut text = String::new();
    for section in &keys.sections {
        comment(&mut text, &section.zh);
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
            comment(&mut text, &key.zh);
            let _ = writeln!(
                text,
                "{}{} = {}\n",
                if key.rare { "# " } else { "" },
                key.id,
                value(section, &key.id, key.kind, &key.choices, arguments)
            );
        }
    }
    text.trim_end().to_owned() + "\n"
}

fn comment(text: &mut String, words: &str) {
    for line in words.trim().lines() {
        let _ = writeln!(text, "# {line}");
    }
}

/// What stands behind a key: what the command line says, or a blank of the right kind.
fn value(section: &Section, key: &str, kind: Kind, choices: &[String], arguments: &Init) -> String {
    match (section.id.as_str(), key) {
        ("", "year") => arguments.year.to_string(),
        ("agency", "name") => quoted(&arguments.name),
        ("agency", "level") => quoted(&arguments.level),
        _ => match kind {
            Kind::Prose => "\"\"\"\n\"\"\"".to_owned(),
            Kind::List => "[]".to_owned(),
            Kind::Choices => format!(
                "[{}]",
                choices
                    .iter()
                    .map(|choice| quoted(choice))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            Kind::Choice => quoted(choices.first().map_or("", String::as_str)),
            Kind::Text | Kind::Date | Kind::Year => quoted(""),
        },
    }
}

/// A TOML string. JSON's escapes are among TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{7F}', "\\u007F")
}

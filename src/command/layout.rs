//! What a new report folder looks like: every file commented, blank where nothing is known yet. `init` and `rollup`
//! lay their folders out alike, and differ in what they start with ([`Start`]).

use std::fmt::Write as _;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::form::Form;
use crate::form::keys::{Key, Keys, Kind, Section};
use crate::ingest::{REPORT_FILE, quoted};

/// What a new report folder starts with, where that is not a blank.
pub(super) trait Start {
    /// How many of a repeated section there are.
    fn passages(&self, _section: &Section) -> usize {
        0
    }

    /// A further comment over a section, or over a key.
    fn comment(&self, section: &Section, key: Option<&Key>) -> Option<&str>;

    /// What stands behind a key, as TOML.
    fn value(&self, section: &Section, passage: usize, key: &Key) -> Option<String>;

    /// The records of a table's file; none if there is to be no such file.
    fn records(&self, form: &Form, table: usize) -> Option<Vec<Vec<String>>>;
}

/// Whether there is anything at the folder's place.
pub(super) fn is_taken(folder: &Path) -> Result<bool> {
    if !folder.exists() {
        return Ok(false);
    }
    if !folder.is_dir() {
        return Ok(true);
    }
    let mut entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    Ok(entries.next().is_some())
}

/// The levels that an agency may have, as the keys name them.
pub(super) fn levels(keys: &Keys) -> Vec<String> {
    keys.section("agency")
        .and_then(|section| section.key("level"))
        .map(|key| key.choices.clone())
        .unwrap_or_default()
}

/// The files of a new report folder.
///
/// # Errors
/// If a table cannot be written as CSV.
pub(super) fn files(
    form: &Form,
    keys: &Keys,
    start: &impl Start,
) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = vec![(
        REPORT_FILE.to_owned(),
        report_toml(form, keys, start).into_bytes(),
    )];
    for (index, table) in form.tables.iter().enumerate() {
        let Some(records) = start.records(form, index) else {
            continue;
        };
        // Excel takes a CSV file for GBK unless it begins with a byte order mark, and wants CRLF.
        let mut bytes = b"\xEF\xBB\xBF".to_vec();
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut bytes);
        for record in records {
            writer.write_record(&record)?;
        }
        writer.flush()?;
        drop(writer);
        files.push((table.file(), bytes));
    }
    Ok(files)
}

fn report_toml(form: &Form, keys: &Keys, start: &impl Start) -> String {
    let mut text = String::new();
    for section in &keys.sections {
        comment(&mut text, &section.zh);
        if let Some(further) = start.comment(section, None) {
            comment(&mut text, further);
        }
        for passage in 0..start.passages(section).max(1) {
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
                if let Some(further) = start.comment(section, Some(key)) {
                    comment(&mut text, further);
                }
                let value = start.value(section, passage, key);
                let rare = if key.rare && value.is_none() {
                    "# "
                } else {
                    ""
                };
                let value = value.unwrap_or_else(|| blank(key));
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

/// A blank of the right kind.
fn blank(key: &Key) -> String {
    match key.kind {
        Kind::Prose => "\"\"\"\n\"\"\"".to_owned(),
        Kind::List => "[]".to_owned(),
        Kind::Choices => list(&key.choices),
        Kind::Choice => quoted(key.choices.first().map_or("", String::as_str)),
        Kind::Text | Kind::Date | Kind::Year => quoted(""),
    }
}

/// A list of texts, as TOML.
pub(super) fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// The way from one folder, which need not exist yet, to another; the other's own path where there is no way, as
/// between two drives.
pub(super) fn way(from: &Path, to: &Path) -> Result<PathBuf> {
    let to = to
        .canonicalize()
        .with_context(|| to.display().to_string())?;
    let from = std::path::absolute(from)?;
    let exists = from
        .ancestors()
        .find(|ancestor| ancestor.exists())
        .unwrap_or(&from);
    let mut start = exists.canonicalize()?;
    start.extend(
        from.strip_prefix(exists)
            .into_iter()
            .flat_map(Path::components),
    );
    let (here, there): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (start.components().collect(), to.components().collect());
    let common = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return Ok(to);
    }
    let up = here[common..].iter().map(|_| Component::ParentDir);
    Ok(up.chain(there[common..].iter().copied()).collect())
}

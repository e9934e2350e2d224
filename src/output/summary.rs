//! The summary of a run as data: `summary.csv`, a line a township for Excel, and `summary.json`, its shape versioned.
//! Both are written township by township.

use std::io::Write;

use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use super::csv::cell;
use super::json::Totals;
use super::{Counts, Remark};
use crate::messages::Catalogue;

/// Version of the shape of `summary.json`. Adding a key is no new version; changing or removing one is.
const VERSION: u32 = 1;

/// One line of the summary: an agency's report, or that there is none.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Township<'a> {
    /// The agency's code in the register.
    pub code: &'a str,
    /// The agency's name.
    pub name: &'a str,
    /// Its level, if it is known.
    pub level: Option<&'a str>,
    /// The agency above it, as the register names it.
    pub parent: &'a str,
    /// The reporting year, if it is known.
    pub year: Option<u16>,
    /// passed, failed, missing or unexamined.
    pub state: &'static str,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Findings that a reviewer lets stand.
    pub waived: usize,
    /// The last day for publication, if it is known.
    pub deadline: Option<NaiveDate>,
    /// The day of publication, if there was one.
    pub published: Option<NaiveDate>,
    /// Whether the deadline was missed.
    pub late: bool,
    /// Whether the agency is not in the register.
    pub surplus: bool,
    /// Whether there is another report of the agency for the year.
    pub duplicate: bool,
    /// The report folder, as given.
    pub path: &'a str,
    /// The documents that were written: links from the summary's folder.
    pub documents: Vec<String>,
    /// What was found.
    pub findings: &'a [Remark],
}

/// What the columns of the summary are called: ids of the catalogue.
pub const SUMMARY_HEAD: [&str; 17] = [
    "summary-code",
    "summary-name",
    "summary-level",
    "summary-parent",
    "summary-year",
    "summary-state",
    "summary-errors",
    "summary-warnings",
    "summary-notes",
    "summary-exempt",
    "summary-deadline",
    "summary-published",
    "summary-late",
    "summary-surplus",
    "summary-duplicate",
    "summary-path",
    "summary-documents",
];

/// What stands over the townships.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    /// The day taken for today.
    pub today: NaiveDate,
    /// The register, as given.
    pub register: Option<&'a str>,
}

/// Writes `summary.csv`.
#[derive(Debug)]
pub struct SummaryCsv<W> {
    out: W,
}

impl<W: Write> SummaryCsv<W> {
    /// Writes the head, in the catalogue's language.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(mut out: W, catalogue: &Catalogue) -> Result<Self> {
        let head: Vec<String> = SUMMARY_HEAD
            .iter()
            .map(|id| cell(&catalogue.text(id, &[])))
            .collect();
        write!(out, "\u{FEFF}{}\r\n", head.join(","))?;
        Ok(Self { out })
    }

    /// Writes a township.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn township(&mut self, township: &Township<'_>, catalogue: &Catalogue) -> Result<()> {
        let word = |id: &str| catalogue.text(id, &[]);
        let yes = |is: bool| {
            if is {
                word("summary-yes")
            } else {
                String::new()
            }
        };
        let date = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        // What was never examined has no counts, which is not nought.
        let count = |count: usize| match township.state {
            "passed" | "failed" => count.to_string(),
            _ => String::new(),
        };
        let cells = [
            township.code.to_owned(),
            township.name.to_owned(),
            township
                .level
                .map(|level| level_word(catalogue, level))
                .unwrap_or_default(),
            township.parent.to_owned(),
            township
                .year
                .map(|year| year.to_string())
                .unwrap_or_default(),
            state_word(catalogue, township.state),
            count(township.errors),
            count(township.warnings),
            count(township.notes),
            count(township.waived),
            date(township.deadline),
            date(township.published),
            yes(township.late),
            yes(township.surplus),
            yes(township.duplicate),
            township.path.to_owned(),
            township.documents.join(" "),
        ];
        write!(self.out, "{}\r\n", cells.map(|text| cell(&text)).join(","))?;
        Ok(())
    }

    /// Ends the file; what it was written to.
    pub fn end(self) -> W {
        self.out
    }
}

/// The word for a state.
pub(crate) fn state_word(catalogue: &Catalogue, state: &str) -> String {
    catalogue.text(
        match state {
            "passed" => "summary-passed",
            "failed" => "summary-failed",
            "missing" => "summary-missing",
            _ => "summary-unexamined",
        },
        &[],
    )
}

/// The word for a level.
pub(crate) fn level_word(catalogue: &Catalogue, level: &str) -> String {
    catalogue.text("summary-level-word", &[("level", level)])
}

/// Writes `summary.json`.
#[derive(Debug)]
pub struct SummaryJson<W> {
    out: W,
    first: bool,
}

impl<W: Write> SummaryJson<W> {
    /// Starts the object.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(mut out: W, summary: Summary<'_>) -> Result<Self> {
        write!(
            out,
            "{{\"version\":{VERSION},\"today\":\"{}\",\"register\":",
            summary.today
        )?;
        serde_json::to_writer(&mut out, &summary.register)?;
        write!(out, ",\"findings\":[")?;
        Ok(Self { out, first: true })
    }

    fn item(&mut self, item: &impl Serialize) -> Result<()> {
        if !std::mem::take(&mut self.first) {
            write!(self.out, ",")?;
        }
        writeln!(self.out)?;
        Ok(serde_json::to_writer(&mut self.out, item)?)
    }

    /// Writes a finding about the register.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finding(&mut self, finding: &Remark) -> Result<()> {
        self.item(finding)
    }

    /// The findings about the register are at their end; townships follow.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn townships(&mut self) -> Result<()> {
        self.first = true;
        Ok(write!(self.out, "\n],\"townships\":[")?)
    }

    /// Writes a township.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn township(&mut self, township: &Township<'_>) -> Result<()> {
        self.item(township)
    }

    /// Ends the object; what it was written to.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn end(mut self, counts: &Counts, catalogue: &Catalogue) -> Result<W> {
        write!(self.out, "\n],\"summary\":")?;
        serde_json::to_writer(&mut self.out, &Totals::new(counts, catalogue))?;
        writeln!(self.out, "}}")?;
        Ok(self.out)
    }
}

/// The JSON Schema (draft 2020-12) of `summary.json`.
pub fn summary_schema() -> Value {
    use super::schema::{number, object, tally_properties, text};
    let may_be = |kind: &str, description: &str| json!({ "description": description, "type": [kind, "null"] });
    let flag = |description: &str| json!({ "description": description, "type": "boolean" });
    let finding = json!({
        "code": text("What kind of finding: permanent, never changes its meaning."),
        "severity": { "description": "How grave it is.", "enum": ["error", "warning", "note"] },
        "file": text("The file, as its path was given."),
        "line": number("Line, counted from 1.", 1),
        "column": number("Column, counted from 1 in characters.", 1),
        "message": text("What is wrong, in the language asked for."),
        "help": may_be("string", "What to do about it."),
    });
    let township = json!({
        "code": text("The agency's code in the register; empty if it has none."),
        "name": text("The agency's name; empty if it is not known."),
        "level": may_be("string", "The agency's level: township, street, department, county, city or province."),
        "parent": text("The agency above it: its name if the register has it, else its code."),
        "year": may_be("integer", "The reporting year."),
        "state": { "description": "passed: nothing keeps it from passing. failed: something does. missing: no report folder. unexamined: there may be one, but it was not examined.", "enum": ["passed", "failed", "missing", "unexamined"] },
        "errors": number("Findings of severity error.", 0),
        "warnings": number("Findings of severity warning.", 0),
        "notes": number("Findings of severity note.", 0),
        "waived": number("Findings that `waivers.toml` lets stand.", 0),
        "deadline": may_be("string", "The last day for publication: year-month-day."),
        "published": may_be("string", "The day of publication: year-month-day."),
        "late": flag("Whether it was published after the deadline, or has not been and the deadline has passed."),
        "surplus": flag("Whether the agency is not in the register."),
        "duplicate": flag("Whether there is another report of the agency for the year."),
        "path": text("The report folder, as given; empty if there is none."),
        "documents": { "description": "The documents that were written: links from the summary's folder.", "type": "array", "items": { "type": "string" } },
        "findings": { "description": "What was found.", "type": "array", "items": { "$ref": "#/$defs/finding" } },
    });
    let mut summary = json!({
        "reports": number("Reports examined, or known from an earlier run.", 0),
        "errors": number("Findings of severity error.", 0),
        "warnings": number("Findings of severity warning.", 0),
        "notes": number("Findings of severity note.", 0),
        "allowed": number("Findings left out because --allow or a nianbao.toml allows their code.", 0),
        "waived": number("Findings that `waivers.toml` lets stand.", 0),
    });
    if let (Some(summary), Value::Object(more)) = (summary.as_object_mut(), tally_properties()) {
        summary.extend(more);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "nianbao --summary: summary.json",
        "description": "How the reports of a run stand. Adding a key is no new version; changing or removing one is.",
        "type": "object",
        "required": ["version", "today", "register", "findings", "townships", "summary"],
        "properties": {
            "version": { "description": "Version of this shape.", "const": VERSION },
            "today": text("The day taken for today: year-month-day."),
            "register": may_be("string", "The register, as given."),
            "findings": { "description": "What is wrong with the register, or who of it is missing.", "type": "array", "items": { "$ref": "#/$defs/finding" } },
            "townships": { "description": "One entry for each report and for each agency of the register without one, in the register's order, then in that of the folders.", "type": "array", "items": { "$ref": "#/$defs/township" } },
            "summary": { "$ref": "#/$defs/summary" },
        },
        "additionalProperties": false,
        "$defs": {
            "finding": object("One finding.", finding, &["help"]),
            "township": object("An agency's report, or that there is none.", township, &[]),
            "summary": object("How many there were.", summary, &[]),
            "common": super::schema::common(),
        },
    })
}

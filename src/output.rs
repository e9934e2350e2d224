//! Findings to people and machines, files to the disk. The only code that knows terminals.

mod comparison;
mod csv;
mod destination;
mod file;
mod folder;
mod github;
mod human;
mod journal;
mod json;
mod junit;
mod partial;
mod progress;
mod sarif;
mod schema;
mod standing;
mod summary;
mod tally;
mod trace;
mod view;
mod whole;
mod written;

pub use comparison::{ComparisonView, Party};
pub use csv::Csv;
pub use destination::{Destination, Output};
pub use file::{write_over, write_whole};
pub use folder::write_folder;
pub use github::Github;
pub use human::Human;
pub use journal::Entry;
pub use json::Json;
pub use junit::Junit;
pub use progress::Progress;
pub use sarif::Sarif;
pub use schema::findings_schema;
pub use standing::{Remark, Standing};
pub use summary::{SUMMARY_HEAD, Summary, SummaryCsv, SummaryJson, Township, summary_schema};
pub(crate) use summary::{level_word, state_word};
pub use tally::{Common, Occurrence, OnRegister, Tally};
pub use trace::{trace_json, trace_tree};
pub use whole::Whole;
pub use written::{Digest, Written, digest};

use std::io::Write;

use anyhow::Result;

use self::view::Finding;
use crate::diagnostic::{Code, Diagnostic, Severity, Waived};
use crate::messages::Catalogue;
use crate::source::Sources;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// [`Human`]
    Human {
        /// Whether in colour.
        colour: bool,
    },
    /// [`Json`]
    Json,
    /// [`Sarif`]
    Sarif,
    /// [`Junit`]
    Junit,
    /// [`Github`]
    Github,
    /// [`Csv`]
    Csv,
}

/// What words findings in a format; `codes` are all that there are.
pub fn reporter<'a>(
    format: Format,
    catalogue: &'a Catalogue,
    codes: &'a [&'static Code],
) -> Box<dyn Reporter + 'a> {
    match format {
        Format::Human { colour } => Box::new(Human::new(catalogue, colour)),
        Format::Json => Box::new(Json::new(catalogue)),
        Format::Sarif => Box::new(Sarif::new(catalogue, codes)),
        Format::Junit => Box::new(Junit::new(catalogue)),
        Format::Github => Box::new(Github::new(catalogue)),
        Format::Csv => Box::new(Csv::new(catalogue)),
    }
}

/// The findings about one report folder.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The report folder, as given.
    pub path: &'a str,
    /// The agency's name, if it is known.
    pub agency: &'a str,
    /// The reporting year, if it is known.
    pub year: Option<u16>,
    /// What was found.
    pub findings: &'a [Diagnostic],
    /// What was found and a reviewer lets stand.
    pub waived: &'a [Waived],
    /// The texts that findings point into.
    pub sources: &'a Sources,
    /// From which severity on findings keep the report from passing.
    pub fail_on: Severity,
}

impl<'a> Findings<'a> {
    /// The findings as machines are told of them.
    fn worded(self, catalogue: &Catalogue) -> impl Iterator<Item = Finding<'a>> {
        self.findings
            .iter()
            .map(|finding| Finding::new(finding, self.sources, catalogue))
    }
}

/// How many reports there were, and how many findings of each severity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Reports examined.
    pub reports: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Findings that were left out because their code is allowed.
    pub allowed: usize,
    /// Findings that a reviewer lets stand; they are in none of the others.
    pub waived: usize,
    /// How the reports stand, where that has been counted.
    pub tally: Option<Tally>,
}

impl Counts {
    /// Counts a report's findings in.
    pub fn add(&mut self, findings: &[Diagnostic]) {
        self.reports += 1;
        self.count(findings);
    }

    /// Counts a report's waived findings in.
    pub fn waive(&mut self, waived: &[Waived]) {
        self.waived += waived.len();
    }

    /// Counts findings in that are about no report.
    pub fn count(&mut self, findings: &[Diagnostic]) {
        for finding in findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Note => self.notes += 1,
            }
        }
    }

    /// What the counts say, line by line.
    fn summary(&self, catalogue: &Catalogue) -> Vec<String> {
        let [reports, errors, warnings, notes, allowed, waived] = [
            self.reports,
            self.errors,
            self.warnings,
            self.notes,
            self.allowed,
            self.waived,
        ]
        .map(|count| count.to_string());
        let mut lines = vec![
            if self.any(Severity::Note) || self.allowed + self.waived > 0 {
                catalogue.text(
                    "summary",
                    &[
                        ("reports", &reports),
                        ("errors", &errors),
                        ("warnings", &warnings),
                        ("notes", &notes),
                    ],
                )
            } else {
                catalogue.text("summary-clean", &[("reports", &reports)])
            },
        ];
        if self.waived > 0 {
            lines.push(catalogue.text("summary-waived", &[("count", &waived)]));
        }
        if self.allowed > 0 {
            lines.push(catalogue.text("summary-allowed", &[("count", &allowed)]));
        }
        lines.extend(self.tally.iter().flat_map(|tally| tally.lines(catalogue)));
        lines
    }

    /// Whether there is anything of this severity or above.
    pub fn any(&self, severity: Severity) -> bool {
        let notes = severity <= Severity::Note && self.notes > 0;
        let warnings = severity <= Severity::Warning && self.warnings > 0;
        notes || warnings || self.errors > 0
    }
}

/// Words the findings of a run, report by report. What it makes of a report depends on nothing but its findings, so
/// that many threads can work on many reports; [`Printout`] puts them together.
pub trait Reporter: Sync {
    /// What stands before all reports.
    ///
    /// # Errors
    /// If it cannot be put into words.
    fn begin(&self) -> Result<String> {
        Ok(String::new())
    }

    /// One report's findings; may be empty.
    ///
    /// # Errors
    /// If they cannot be put into words.
    fn report(&self, findings: Findings<'_>) -> Result<String>;

    /// What stands between two reports that are not empty.
    fn between(&self) -> &'static str {
        ""
    }

    /// What stands after all reports.
    ///
    /// # Errors
    /// If it cannot be put into words.
    fn end(&self, counts: Counts) -> Result<String>;
}

/// What a reporter has worded, printed one after the other.
pub struct Printout<'a, W> {
    reporter: &'a dyn Reporter,
    out: W,
    empty: bool,
}

impl<'a, W: Write> Printout<'a, W> {
    /// Begins to print to `out`.
    ///
    /// # Errors
    /// If that cannot be written to.
    pub fn new(reporter: &'a dyn Reporter, mut out: W) -> Result<Self> {
        out.write_all(reporter.begin()?.as_bytes())?;
        Ok(Self {
            reporter,
            out,
            empty: true,
        })
    }

    /// Prints what the reporter made of a report.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put(&mut self, report: &str) -> Result<()> {
        if report.is_empty() {
            return Ok(());
        }
        if !std::mem::take(&mut self.empty) {
            self.out.write_all(self.reporter.between().as_bytes())?;
        }
        Ok(self.out.write_all(report.as_bytes())?)
    }

    /// Prints the end.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn end(mut self, counts: Counts) -> Result<()> {
        self.out.write_all(self.reporter.end(counts)?.as_bytes())?;
        Ok(self.out.flush()?)
    }
}

/// Lines of text, each ended.
fn lines(lines: Vec<String>) -> String {
    lines.into_iter().map(|line| line + "\n").collect()
}

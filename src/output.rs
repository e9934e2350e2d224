//! Findings to people and machines, files to the disk. The only code that knows terminals.

mod comparison;
mod csv;
mod file;
mod folder;
mod github;
mod human;
mod json;
mod junit;
mod sarif;
mod schema;
mod standing;
mod trace;
mod view;

pub use comparison::{ComparisonView, Party};
pub use csv::Csv;
pub use file::{write_over, write_whole};
pub use folder::write_folder;
pub use github::Github;
pub use human::Human;
pub use json::Json;
pub use junit::Junit;
pub use sarif::Sarif;
pub use schema::findings_schema;
pub use standing::{Remark, Standing};
pub use trace::{trace_json, trace_tree};

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

/// What prints findings to `out` in a format; `codes` are all that there are.
///
/// # Errors
/// If the beginning cannot be written.
pub fn reporter<'a>(
    format: Format,
    out: impl Write + 'a,
    catalogue: &'a Catalogue,
    codes: &'a [&'static Code],
) -> Result<Box<dyn Reporter + 'a>> {
    Ok(match format {
        Format::Human { colour } => Box::new(Human::new(out, catalogue, colour)),
        Format::Json => Box::new(Json::new(out, catalogue)?),
        Format::Sarif => Box::new(Sarif::new(out, catalogue, codes)?),
        Format::Junit => Box::new(Junit::new(out, catalogue)?),
        Format::Github => Box::new(Github::new(out, catalogue)),
        Format::Csv => Box::new(Csv::new(out, catalogue)?),
    })
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
        lines
    }

    /// Whether there is anything of this severity or above.
    pub fn any(&self, severity: Severity) -> bool {
        let notes = severity <= Severity::Note && self.notes > 0;
        let warnings = severity <= Severity::Warning && self.warnings > 0;
        notes || warnings || self.errors > 0
    }
}

/// Prints the findings of a run, report by report.
pub trait Reporter {
    /// Prints the findings about one report.
    ///
    /// # Errors
    /// If they cannot be written.
    fn report(&mut self, findings: Findings<'_>) -> Result<()>;

    /// Ends the output.
    ///
    /// # Errors
    /// If it cannot be written.
    fn end(&mut self, counts: Counts) -> Result<()>;
}

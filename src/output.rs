//! Findings to people and machines, files to the disk. The only code that knows terminals.

mod file;
mod human;
mod json;

pub use file::{write_over, write_whole};
pub use human::Human;
pub use json::Json;

use anyhow::Result;

use crate::diagnostic::{Diagnostic, Severity, Waived};
use crate::source::Sources;

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

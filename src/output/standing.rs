//! How one report folder stands: what the office's view shows of it, and what a later run need not work out again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::view;
use super::{Counts, Findings};
use crate::messages::Catalogue;

/// How one report folder stands, in the words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The report folder, as given.
    pub path: String,
    /// Where its documents go, below the output folder; empty for that folder itself.
    pub place: String,
    /// The agency's name; empty if it is not known.
    pub agency: String,
    /// The agency's level, if it is known.
    pub level: Option<String>,
    /// The reporting year, if it is known.
    pub year: Option<u16>,
    /// The last day for publication, if one is set for the agency.
    pub deadline: Option<NaiveDate>,
    /// The day of publication, if there was one.
    pub published: Option<NaiveDate>,
    /// Whether it was published after the deadline, or has not been and the deadline has passed.
    pub late: bool,
    /// Whether nothing keeps it from passing.
    pub passed: bool,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Findings that a reviewer lets stand; they are in none of the others.
    pub waived: usize,
    /// Findings left out because their code is allowed.
    pub allowed: usize,
    /// The codes of what was found, and how often each was, in order of their names.
    pub codes: Vec<(String, usize)>,
    /// What was found, in order; left out where nobody asks for the words.
    pub findings: Vec<Remark>,
    /// The documents that were written: names of files in [`Standing::place`].
    pub documents: Vec<String>,
}

/// A finding in the office's view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Its code.
    pub code: String,
    /// error, warning or note.
    pub severity: String,
    /// The file that it is about.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Remark {
    /// The findings of a report as remarks.
    pub fn all(findings: Findings<'_>, catalogue: &Catalogue) -> Vec<Self> {
        findings
            .worded(catalogue)
            .map(|finding: view::Finding<'_>| Self {
                code: finding.code.to_owned(),
                severity: finding.severity.name().to_owned(),
                file: finding.at.file.to_owned(),
                line: finding.at.line,
                column: finding.at.column,
                message: finding.message,
                help: finding.help,
            })
            .collect()
    }
}

impl Counts {
    /// Counts in a report whose findings are not at hand any more.
    pub fn stand(&mut self, standing: &Standing) {
        self.reports += 1;
        self.errors += standing.errors;
        self.warnings += standing.warnings;
        self.notes += standing.notes;
        self.waived += standing.waived;
        self.allowed += standing.allowed;
    }
}

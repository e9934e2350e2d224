//! `--format json`: one object, streamed report by report, its shape versioned.

use anyhow::Result;
use serde::Serialize;

use super::tally::TallyInJson;
use super::view::{Finding, escaped};
use super::{Counts, Findings, Reporter};
use crate::messages::Catalogue;

/// Version of the object's shape. Adding a key is no new version; changing or removing one is.
pub(super) const VERSION: u32 = 1;

/// Words findings as JSON.
pub struct Json<'a> {
    catalogue: &'a Catalogue,
}

#[derive(Serialize)]
struct Report<'a> {
    path: &'a str,
    agency: &'a str,
    year: Option<u16>,
    findings: Vec<Finding<'a>>,
    waived: Vec<WaivedFinding<'a>>,
}

#[derive(Serialize)]
struct WaivedFinding<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    reason: &'a str,
    by: &'a str,
    date: String,
}

/// How much was found, all in all.
#[derive(Serialize)]
pub(super) struct Totals {
    reports: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    allowed: usize,
    waived: usize,
    #[serde(flatten)]
    tally: Option<TallyInJson>,
}

impl Totals {
    pub(super) fn new(counts: &Counts, catalogue: &Catalogue) -> Self {
        Self {
            reports: counts.reports,
            errors: counts.errors,
            warnings: counts.warnings,
            notes: counts.notes,
            allowed: counts.allowed,
            waived: counts.waived,
            tally: counts.tally.as_ref().map(|tally| tally.in_json(catalogue)),
        }
    }
}

impl<'a> Json<'a> {
    /// In the catalogue's words.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue }
    }
}

impl Reporter for Json<'_> {
    fn begin(&self) -> Result<String> {
        Ok(format!("{{\"version\":{VERSION},\"reports\":["))
    }

    fn report(&self, findings: Findings<'_>) -> Result<String> {
        let waived = findings.waived.iter().map(|waived| WaivedFinding {
            finding: Finding::new(&waived.finding, findings.sources, self.catalogue),
            reason: &waived.reason,
            by: &waived.by,
            date: waived.date.to_string(),
        });
        let report = Report {
            path: findings.path,
            agency: findings.agency,
            year: findings.year,
            findings: findings.worded(self.catalogue).collect(),
            waived: waived.collect(),
        };
        Ok("\n".to_owned() + &escaped(serde_json::to_string(&report)?))
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self, counts: Counts) -> Result<String> {
        let summary = serde_json::to_string(&Totals::new(&counts, self.catalogue))?;
        Ok(format!("\n],\"summary\":{summary}}}\n"))
    }
}

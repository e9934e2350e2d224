//! `--format json`: one object, streamed report by report, its shape versioned.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use super::tally::TallyInJson;
use super::view::Finding;
use super::{Counts, Findings, Reporter};
use crate::messages::Catalogue;

/// Version of the object's shape. Adding a key is no new version; changing or removing one is.
pub(super) const VERSION: u32 = 1;

/// Prints findings as JSON.
pub struct Json<'a, W> {
    out: W,
    catalogue: &'a Catalogue,
    first: bool,
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

#[derive(Serialize)]
struct Summary {
    reports: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    allowed: usize,
    waived: usize,
    #[serde(flatten)]
    tally: Option<TallyInJson>,
}

impl<'a, W: Write> Json<'a, W> {
    /// Starts the object.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(mut out: W, catalogue: &'a Catalogue) -> Result<Self> {
        write!(out, "{{\"version\":{VERSION},\"reports\":[")?;
        Ok(Self {
            out,
            catalogue,
            first: true,
        })
    }
}

impl<W: Write> Reporter for Json<'_, W> {
    fn report(&mut self, findings: Findings<'_>) -> Result<()> {
        if !std::mem::take(&mut self.first) {
            write!(self.out, ",")?;
        }
        let report = Report {
            path: findings.path,
            agency: findings.agency,
            year: findings.year,
            findings: findings.worded(self.catalogue).collect(),
            waived: findings
                .waived
                .iter()
                .map(|waived| WaivedFinding {
                    finding: Finding::new(&waived.finding, findings.sources, self.catalogue),
                    reason: &waived.reason,
                    by: &waived.by,
                    date: waived.date.to_string(),
                })
                .collect(),
        };
        writeln!(self.out)?;
        serde_json::to_writer(&mut self.out, &report)?;
        Ok(())
    }

    fn end(&mut self, counts: Counts) -> Result<()> {
        let Counts {
            reports,
            errors,
            warnings,
            notes,
            allowed,
            waived,
            tally,
        } = counts;
        write!(self.out, "\n],\"summary\":")?;
        serde_json::to_writer(
            &mut self.out,
            &Summary {
                reports,
                errors,
                warnings,
                notes,
                allowed,
                waived,
                tally: tally.map(|tally| tally.in_json(self.catalogue)),
            },
        )?;
        writeln!(self.out, "}}")?;
        Ok(self.out.flush()?)
    }
}

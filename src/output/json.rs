//! `--format json`: one object, streamed report by report, its shape versioned.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use super::{Counts, Findings, Reporter};
use crate::diagnostic::{Arg, Diagnostic, Fix};
use crate::messages::{Catalogue, Language};
use crate::source::{Sources, Span};

/// Version of the object's shape. Adding a key is no new version; changing or removing one is.
const VERSION: u32 = 1;

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
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<&'a str>,
    at: Location<'a>,
    related: Vec<Related<'a>>,
    args: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Mending<'a>>,
}

/// What `--fix` would do about a finding.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Mending<'a> {
    /// Write `text` in place of what stands there.
    Write { at: Location<'a>, text: String },
    /// Rewrite the file in this encoding.
    Encode(&'static str),
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    at: Location<'a>,
    message: String,
}

#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Summary {
    reports: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
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

    fn finding<'f>(&self, finding: &'f Diagnostic, sources: &'f Sources) -> Finding<'f> {
        let english = self.catalogue.language() == Language::English;
        let args = finding.args.iter().map(|(name, arg)| {
            let text = match arg {
                Arg::Text(text) => text,
                Arg::Words { en, .. } if english => en,
                Arg::Words { zh, .. } => zh,
            };
            (*name, text.as_str())
        });
        let related = finding.related.iter().map(|related| Related {
            at: location(related.span, sources),
            message: self.catalogue.text(related.label, &[]),
        });
        Finding {
            code: finding.code.name,
            severity: finding.severity.name(),
            message: self.catalogue.message(finding),
            help: self.catalogue.help(finding),
            fact: finding.fact.as_deref(),
            at: location(finding.span, sources),
            related: related.collect(),
            args: args.collect(),
            fix: finding.fix.as_deref().map(|fix| match fix {
                Fix::Write { span, slot, value } => Mending::Write {
                    at: location(*span, sources),
                    text: slot.separators() + value,
                },
                Fix::Reencode => Mending::Encode("UTF-8"),
            }),
        }
    }
}

fn location(span: Span, sources: &Sources) -> Location<'_> {
    let place = sources.place(span);
    Location {
        file: &sources.source(span.source).name,
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
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
            findings: findings
                .findings
                .iter()
                .map(|finding| self.finding(finding, findings.sources))
                .collect(),
            waived: findings
                .waived
                .iter()
                .map(|waived| WaivedFinding {
                    finding: self.finding(&waived.finding, findings.sources),
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
            waived,
        } = counts;
        write!(self.out, "\n],\"summary\":")?;
        serde_json::to_writer(
            &mut self.out,
            &Summary {
                reports,
                errors,
                warnings,
                notes,
                waived,
            },
        )?;
        writeln!(self.out, "}}")?;
        Ok(self.out.flush()?)
    }
}

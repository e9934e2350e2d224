//! How an examined report folder stands.

use std::collections::BTreeMap;
use std::path::Path;

use super::Context;
use crate::batch::{Examined, Ruling};
use crate::ingest;
use crate::output::{Counts, Findings, Remark, Standing};
use crate::rules;
use crate::source::Sources;

/// Whether what was found is put into words: that takes longer than finding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remarks {
    Worded,
    LeftOut,
}

/// How a report folder stands, its documents going to `place`.
pub(super) fn standing(
    context: &Context<'_>,
    examined: &Examined<'_>,
    place: &Path,
    today: chrono::NaiveDate,
    remarks: Remarks,
) -> Standing {
    let mut counts = Counts::default();
    counts.count(&examined.findings);
    let mut codes = BTreeMap::new();
    for finding in &examined.findings {
        *codes.entry(finding.code.name.to_owned()).or_insert(0) += 1;
    }
    let report = examined.report.as_ref();
    let deadline = report.and_then(|(report, form)| rules::deadline(form, report));
    let deadline = deadline.map(|due| due.date);
    let report = report.map(|(report, _)| report);
    let published = report.and_then(|report| report.date("publication", "date"));
    let published = published.map(|(date, _)| date);
    Standing {
        path: examined.path.clone(),
        place: ingest::shown(place),
        agency: report.map_or_else(String::new, |report| report.agency.name.clone()),
        level: report.and_then(|report| report.agency.level.clone()),
        year: report.map(|report| report.year),
        deadline,
        published,
        late: deadline.is_some_and(|deadline| published.unwrap_or(today) > deadline),
        passed: !examined.fails() && report.is_some(),
        errors: counts.errors,
        warnings: counts.warnings,
        notes: counts.notes,
        waived: examined.waived.len(),
        allowed: examined.ruling.allowed,
        codes: codes.into_iter().collect(),
        findings: match remarks {
            Remarks::Worded => Remark::all(findings(examined), context.catalogue),
            Remarks::LeftOut => Vec::new(),
        },
        documents: Vec::new(),
    }
}

/// What is printed of an examined folder.
pub(super) fn findings<'a>(examined: &'a Examined<'_>) -> Findings<'a> {
    let report = examined.report.as_ref().map(|(report, _)| report);
    Findings {
        agency: report.map_or("", |report| &report.agency.name),
        year: report.map(|report| report.year),
        fail_on: examined.ruling.fail_on,
        waived: &examined.waived,
        ..about(&examined.path, &examined.findings, &examined.sources)
    }
}

/// What is printed of findings that are about no report.
pub(super) fn about<'a>(
    path: &'a str,
    findings: &'a [crate::diagnostic::Diagnostic],
    sources: &'a Sources,
) -> Findings<'a> {
    Findings {
        path,
        agency: "",
        year: None,
        findings,
        waived: &[],
        sources,
        fail_on: Ruling::default().fail_on,
    }
}

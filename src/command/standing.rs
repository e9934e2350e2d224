//! How a report that was examined stands.

use std::path::Path;

use chrono::NaiveDate;

use super::check::findings;
use crate::batch::Examined;
use crate::diagnostic::Severity;
use crate::ingest;
use crate::messages::Catalogue;
use crate::output::{Remark, Standing};
use crate::rules;

/// How a report stands on the day `today`; its documents go to `place` below the output folder.
pub(super) fn standing(
    examined: &Examined<'_>,
    place: &Path,
    today: NaiveDate,
    catalogue: &Catalogue,
) -> Standing {
    let report = examined.report.as_ref();
    let deadline = report
        .and_then(|(report, form)| rules::deadline(form, report))
        .map(|due| due.date);
    let published = report.and_then(|(report, _)| report.date("publication", "date"));
    let published = published.map(|(date, _)| date);
    let count = |severity| {
        let findings = examined.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    Standing {
        path: examined.path.clone(),
        place: ingest::shown(place),
        agency: report.map_or_else(String::new, |(report, _)| report.agency.name.clone()),
        level: report.and_then(|(report, _)| report.agency.level.clone()),
        year: report.map(|(report, _)| report.year),
        deadline,
        published,
        late: deadline.is_some_and(|deadline| published.unwrap_or(today) > deadline),
        passed: !examined.fails(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        waived: examined.waived.len(),
        allowed: examined.ruling.allowed,
        findings: Remark::all(findings(examined), catalogue),
        documents: Vec::new(),
    }
}

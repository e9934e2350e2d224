//! Was it, or will it be, published in time?

use chrono::{Days, NaiveDate};

use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Citation, Form};
use crate::model::{Report, Words};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: &LATE_PUBLICATION,
        check: late_publication,
    },
    Rule {
        code: &DEADLINE_PASSED,
        check: deadline_passed,
    },
    Rule {
        code: &DEADLINE_NEAR,
        check: deadline_near,
    },
];

static DEADLINE_NEAR: Code = Code::note("deadline-near").passing(FOLLOWS);
static DEADLINE_PASSED: Code = Code::warning("deadline-passed").passing(FOLLOWS);
static LATE_PUBLICATION: Code = Code::warning("late-publication").passing(FOLLOWS);

/// The days follow from the dates, or change with the calendar; the basis from the deadline.
const FOLLOWS: &[&str] = &["days", "basis"];

/// From how many days before the deadline it is worth saying that it is near.
const NEAR: Days = Days::new(14);

/// The last day for publication, and what sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub date: NaiveDate,
    /// The law, or the notice that `report.toml` names.
    pub basis: String,
    /// Where `report.toml` sets it, if it does.
    pub span: Option<Span>,
}

/// By when a report must be published: the day that the law sets for the agency's level, or an earlier one
/// that `[deadline]` in `report.toml` sets.
pub fn deadline(form: &Form, report: &Report) -> Option<Due> {
    let level = report.agency.level.as_ref();
    let lawful = level.and_then(|level| {
        form.deadlines
            .iter()
            .find(|deadline| deadline.levels.contains(level))
    });
    let lawful = lawful.and_then(|deadline| {
        let (month, day) = deadline.month_day;
        let date = NaiveDate::from_ymd_opt(i32::from(report.year) + 1, month, day)?;
        Some(Due {
            date,
            basis: Citation::to_string(&deadline.citation),
            span: None,
        })
    });
    let local = report.date("deadline", "date").map(|(date, span)| {
        let basis = match report
            .written("deadline", "basis")
            .map(|written| &written.words)
        {
            Some(Words::Text(text)) => text.clone(),
            _ => String::new(),
        };
        Due {
            date,
            basis,
            span: Some(span),
        }
    });
    match (lawful, local) {
        (Some(lawful), Some(local)) => Some(if local.date < lawful.date {
            local
        } else {
            lawful
        }),
        (lawful, local) => local.or(lawful),
    }
}

fn late_publication(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(due), Some((published, span))) = (
        deadline(subject.form, subject.report),
        subject.report.date("publication", "date"),
    ) else {
        return;
    };
    if published > due.date {
        let days = (published - due.date).num_days().to_string();
        findings.push(
            describe(LATE_PUBLICATION.at(span), &due)
                .with("published", published.to_string())
                .with("days", days),
        );
    }
}

fn deadline_passed(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some((due, span)) = pending(subject)
        && subject.today > due.date
    {
        let days = (subject.today - due.date).num_days().to_string();
        findings.push(describe(DEADLINE_PASSED.at(span), &due).with("days", days));
    }
}

fn deadline_near(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some((due, span)) = pending(subject)
        && subject.today <= due.date
        && subject.today + NEAR >= due.date
    {
        let days = (due.date - subject.today).num_days().to_string();
        findings.push(describe(DEADLINE_NEAR.at(span), &due).with("days", days));
    }
}

/// The deadline of a report that has not been published, and where its date of publication should stand.
fn pending(subject: &Subject<'_>) -> Option<(Due, Span)> {
    let report = subject.report;
    if report.date("publication", "date").is_some() {
        return None;
    }
    // What is not published has no deadline.
    if report.documents.is_empty() {
        return None;
    }
    // A folder that has just been laid out is reported as blank, and as nothing else; `status` counts the days.
    if report.is_untouched(subject.form) {
        return None;
    }
    let span = report
        .written("publication", "date")
        .map_or(report.year_span, |written| written.span);
    Some((deadline(subject.form, report)?, span))
}

fn describe(finding: Diagnostic, due: &Due) -> Diagnostic {
    let finding = finding
        .with("deadline", due.date.to_string())
        .with("basis", due.basis.as_str());
    match due.span {
        Some(span) => finding.related(span, "label-deadline"),
        None => finding,
    }
}

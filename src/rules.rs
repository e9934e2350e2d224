//! The checks: a registry of rules, each a pure function of one report, its form, and last year's report.
//!
//! To add a rule, write a function in the file of its concern, give it a [`Code`], put both into that file's
//! list, and add the wording (`src/messages/*.ftl`) and the cases (`tests/conformance/<code>/`); tests name
//! whatever is forgotten. A rule reports what it can prove from what was read; what rests on a figure that is
//! blank, missing or unreadable is not assessed, since that has been reported where it stands.

mod arithmetic;
mod breakdown;
mod change;
mod checks;
mod completeness;
mod copied;
mod powers;
mod prior;
mod privacy;
mod probable;
mod share;
mod similarity;
mod structure;
mod timeliness;
mod wording;
mod words;

pub use prior::{Expected, expected};
pub use timeliness::deadline;

use std::cell::OnceCell;

use chrono::NaiveDate;

use crate::diagnostic::{Code, Diagnostic};
use crate::form::Form;
use crate::form::keys::Keys;
use crate::model::{Paragraph, Report};
use crate::source::Sources;

/// What a rule looks at.
pub struct Subject<'a> {
    /// The form for the report's year.
    pub form: &'a Form,
    /// The keys of `report.toml`.
    pub keys: &'a Keys,
    /// The report.
    pub report: &'a Report,
    /// Last year's report, if it is to be held against this year's.
    pub prior: Option<Prior<'a>>,
    /// The texts that the reports were read from.
    pub sources: &'a Sources,
    /// Today, for what depends on the calendar.
    pub today: NaiveDate,
    /// What rules have found out so far for each other.
    pub gathered: Gathered<'a>,
}

/// What several rules build on: gathered when the first of them asks for it.
#[derive(Default)]
pub struct Gathered<'a> {
    narrative: OnceCell<Vec<&'a Paragraph>>,
    said: OnceCell<Vec<words::Said<'a>>>,
    sums: OnceCell<Vec<breakdown::Sum<'a>>>,
    chapters: OnceCell<Vec<Option<structure::Match<'a>>>>,
}

/// The same agency's report for the year before.
#[derive(Clone, Copy)]
pub struct Prior<'a> {
    /// The form for its year, which may be another edition.
    pub form: &'a Form,
    /// The report.
    pub report: &'a Report,
}

/// A check and the kind of finding that it makes.
pub struct Rule {
    /// What it finds.
    pub code: &'static Code,
    /// Finds it.
    pub check: fn(&Subject<'_>, &mut Vec<Diagnostic>),
}

/// All rules, in the order in which they run.
pub static RULES: &[&[Rule]] = &[
    completeness::RULES,
    arithmetic::RULES,
    powers::RULES,
    prior::RULES,
    change::RULES,
    similarity::RULES,
    timeliness::RULES,
    words::RULES,
    breakdown::RULES,
    share::RULES,
    structure::RULES,
    wording::RULES,
    copied::RULES,
    privacy::RULES,
];

/// All rules, in the order in which they run.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().flatten()
}

/// Whether a finding of this kind says that something has not been filled in yet.
pub fn is_gap(code: &Code) -> bool {
    completeness::GAPS.contains(&code)
}

/// Checks a report.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for rule in all() {
        (rule.check)(subject, &mut findings);
    }
    for finding in &mut findings {
        let about = finding
            .fact
            .as_deref()
            .and_then(|fact| fact.split('.').next());
        let table = about.and_then(|id| subject.form.table(id));
        if let Some(table) = table {
            finding.severity = subject.form.tables[table].at_most(finding.severity);
        }
    }
    findings
}

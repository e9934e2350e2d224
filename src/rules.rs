//! The checks: a registry of rules, each a pure function of one report and its form.
//!
//! To add a rule, write a function in the file of its concern, give it a [`Code`], put both into that file's
//! list, and add the wording (`src/messages/*.ftl`) and the cases (`tests/conformance/<code>/`); tests name
//! whatever is forgotten. A rule reports what it can prove from what was read; what rests on a figure that is
//! blank, missing or unreadable is not assessed, since that has been reported where it stands.

mod arithmetic;
mod checks;
mod completeness;
mod powers;
mod probable;
mod timeliness;

pub use timeliness::deadline;

use chrono::NaiveDate;

use crate::diagnostic::{Code, Diagnostic};
use crate::form::Form;
use crate::form::keys::Keys;
use crate::model::Report;

/// What a rule looks at.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The form for the report's year.
    pub form: &'a Form,
    /// The keys of `report.toml`.
    pub keys: &'a Keys,
    /// The report.
    pub report: &'a Report,
    /// Today, for what depends on the calendar.
    pub today: NaiveDate,
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
    timeliness::RULES,
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
    findings
}

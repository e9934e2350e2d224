//! Findings that a reviewer lets stand: which they are, and which waivers no longer hold.
//!
//! A waiver covers the findings of its code, about its figure (or in its file), whose arguments have the values
//! that it names. As soon as a value is another, the waiver covers nothing and says so: what was decided was
//! about other numbers. Waivers live in a file of the report folder and outlast every run.

use chrono::NaiveDate;

use crate::diagnostic::{Arg, Code, Diagnostic, Severity, Waived};
use crate::ingest::{self, nearest};
use crate::model::Waiver;
use crate::source::Sources;

/// Every kind of finding about waivers.
pub static CODES: &[&Code] = &[
    &EXPIRED_WAIVER,
    &NOT_WAIVABLE,
    &STALE_WAIVER,
    &UNUSED_WAIVER,
];

static EXPIRED_WAIVER: Code = Code::warning("expired-waiver").waivable(false);
static NOT_WAIVABLE: Code = Code::warning("not-waivable").waivable(false);
static STALE_WAIVER: Code = Code::warning("stale-waiver").waivable(false);
static UNUSED_WAIVER: Code = Code::warning("unused-waiver").waivable(false);

/// Sets the waived findings apart; what is wrong with the waivers themselves is added to the others.
///
/// `folder` is the report folder's path as shown; `complete` says whether everything could be assessed, so that
/// a waiver which nothing matches is not needed.
pub fn settle(
    waivers: &[Waiver],
    findings: Vec<Diagnostic>,
    sources: &Sources,
    folder: &str,
    complete: bool,
    today: NaiveDate,
) -> (Vec<Diagnostic>, Vec<Waived>) {
    // What nearly every folder has to pay for waivers.
    if waivers.is_empty() {
        return (findings, Vec::new());
    }
    let in_force = |waiver: &Waiver| waiver.expires.is_none_or(|expires| today <= expires);
    let settled: Vec<Option<&Waiver>> = findings
        .iter()
        .map(|finding| {
            waivers.iter().find(|waiver| {
                finding.is_waivable()
                    && in_force(waiver)
                    && is_about(waiver, finding, sources, folder)
                    && differences(waiver, finding).is_none()
            })
        })
        .collect();
    let complete = complete
        && !findings
            .iter()
            .any(|finding| finding.severity == Severity::Error);
    let mut judged = Vec::new();
    for waiver in waivers {
        let about: Vec<(&Diagnostic, bool)> = findings
            .iter()
            .zip(&settled)
            .filter(|(finding, _)| is_about(waiver, finding, sources, folder))
            .map(|(finding, settled)| (finding, settled.is_some()))
            .collect();
        judged.extend(judge(waiver, &about, in_force(waiver), complete, &findings));
    }
    let (mut open, mut waived) = (Vec::new(), Vec::new());
    for (finding, waiver) in findings.into_iter().zip(settled) {
        match waiver {
            Some(waiver) => waived.push(Waived {
                finding,
                reason: waiver.reason.clone(),
                by: waiver.by.clone(),
                date: waiver.date,
            }),
            None => open.push(finding),
        }
    }
    open.extend(judged);
    (open, waived)
}

/// What is wrong with a waiver, given the findings that it may be about, and whether they are waived.
fn judge(
    waiver: &Waiver,
    about: &[(&Diagnostic, bool)],
    in_force: bool,
    complete: bool,
    findings: &[Diagnostic],
) -> Option<Diagnostic> {
    let covers = |finding: &Diagnostic| differences(waiver, finding).is_none();
    let at = |code: &'static Code, span| {
        let finding = code.at(span).with("code", waiver.code.as_str());
        match &waiver.fact {
            Some(fact) => finding.about(fact.as_str()),
            None => finding,
        }
    };
    let related = |mut finding: Diagnostic, ends: &mut dyn Iterator<Item = &Diagnostic>| {
        for end in ends {
            finding = finding.related(end.span, "label-waived-here");
        }
        finding
    };
    if let Some((barred, _)) = about.iter().find(|(finding, _)| !finding.is_waivable()) {
        return Some(related(
            at(&NOT_WAIVABLE, waiver.span),
            &mut std::iter::once(*barred),
        ));
    }
    if about.iter().any(|(finding, _)| covers(finding)) {
        let mut left = about
            .iter()
            .filter(|(finding, waived)| covers(finding) && !waived)
            .map(|(finding, _)| *finding)
            .peekable();
        // An old decision that a new one has replaced needs no mending.
        let expires = waiver
            .expires
            .filter(|_| !in_force && left.peek().is_some())?;
        let finding = at(&EXPIRED_WAIVER, waiver.expires_span).with("expires", expires.to_string());
        return Some(related(finding, &mut left));
    }
    // Another waiver may cover what this one is about; then there is nothing left for it.
    let first = about.iter().find(|(_, waived)| !waived);
    if let Some((other, covered, now)) = first
        .and_then(|(finding, _)| Some((finding, differences(waiver, finding)?)))
        .map(|(finding, (covered, now))| (finding, covered, now))
    {
        let finding = at(&STALE_WAIVER, waiver.values_span)
            .with("covered", covered)
            .with("now", now);
        return Some(related(finding, &mut std::iter::once(*other)));
    }
    if !complete {
        return None;
    }
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name).collect();
    let nearest = if codes.contains(&waiver.code.as_str()) {
        "none".to_owned()
    } else {
        nearest(&waiver.code, codes)
    };
    Some(at(&UNUSED_WAIVER, waiver.span).with("nearest", nearest))
}

/// Whether a waiver names a finding's code and place, whatever the values.
fn is_about(waiver: &Waiver, finding: &Diagnostic, sources: &Sources, folder: &str) -> bool {
    if waiver.code != finding.code.name || waiver.fact != finding.fact {
        return false;
    }
    let Some(file) = &waiver.file else {
        return true;
    };
    file == file_of(finding, sources, folder)
}

/// The file that a finding points at, without the report folder's path.
pub fn file_of<'s>(finding: &Diagnostic, sources: &'s Sources, folder: &str) -> &'s str {
    let name = sources.source(finding.span.source).name.as_str();
    let inside = name
        .strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'));
    inside.unwrap_or(name)
}

/// The values that a waiver names and the finding has otherwise, and what it would have to name, as it is written;
/// none if the waiver covers the finding.
fn differences(waiver: &Waiver, finding: &Diagnostic) -> Option<(String, String)> {
    let listed = |pairs: Vec<(&str, &str)>| {
        let shown = pairs
            .iter()
            .map(|(name, value)| format!("{name} = {value}"));
        if pairs.is_empty() {
            "none".to_owned()
        } else {
            shown.collect::<Vec<_>>().join("、")
        }
    };
    if waiver.values.is_empty() {
        // What names no value would let every value stand.
        let all: Vec<_> = finding.values().collect();
        return (!all.is_empty()).then(|| (listed(Vec::new()), written(&all)));
    }
    let other: Vec<(&str, &str)> = waiver
        .values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, value)| !has(finding, name, value))
        .collect();
    if other.is_empty() {
        return None;
    }
    let mut instead: Vec<(&str, &str)> = waiver
        .values
        .iter()
        .filter_map(|(name, value)| {
            if has(finding, name, value) {
                return Some((name.as_str(), value.as_str()));
            }
            finding.values().find(|(other, _)| other == name)
        })
        .collect();
    if instead.is_empty() {
        instead = finding.values().collect();
    }
    Some((listed(other), written(&instead)))
}

/// Values as they stand between the braces of `values = { … }`.
fn written(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter();
    let pairs = pairs.map(|(name, value)| format!("{name} = {}", ingest::quoted(value)));
    pairs.collect::<Vec<_>>().join(", ")
}

/// Whether a finding has an argument of this name and value, in either language.
fn has(finding: &Diagnostic, name: &str, value: &str) -> bool {
    finding.args.iter().any(|(other, arg)| {
        *other == name
            && match arg {
                Arg::Text(text) => text.trim() == value,
                Arg::Words { zh, en } => [zh, en].iter().any(|text| text.trim() == value),
            }
    })
}

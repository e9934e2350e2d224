//! Personal data is masked wherever it could be shown again: in the texts that findings print, in their arguments
//! and paths, in waivers, in the words that documents repeat. How to reach the agency is not concealed from its
//! readers.
//!
//! A number is known by where it stands; once known, it is masked wherever it stands, inside a figure's path, say.

use std::borrow::Cow;

use crate::diagnostic::{Arg, Diagnostic, Fix};
use crate::form::{Form, Kind};
use crate::model::{CONTACT, Entry, Report, Waiver};
use crate::privacy::{self, Numbers};
use crate::source::Sources;

/// Masks what a report folder gave away. The first `forms` sources are the forms, which hold nothing of anyone's.
pub fn conceal(
    report: Option<(&mut Report, &Form)>,
    waivers: &mut [Waiver],
    findings: &mut [Diagnostic],
    sources: &mut Sources,
    forms: usize,
) {
    let mut numbers = Numbers::default();
    for (_, source) in sources.iter().skip(forms) {
        numbers.note(&source.text);
    }
    // In a path the points beside a number hide what it is.
    let paths = waivers.iter().filter_map(|waiver| waiver.fact.as_deref());
    for part in paths.flat_map(|path| path.split(['.', '/'])) {
        numbers.note(part);
    }
    // What is written with escapes shows only when it is read.
    let report = report.map(|(report, form)| {
        note(report, &mut numbers);
        (report, form)
    });
    if numbers.is_empty() {
        return;
    }
    let masked: Vec<_> = sources
        .iter()
        .skip(forms)
        .filter_map(|(id, source)| match numbers.masked(&source.text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some((id, text)),
        })
        .collect();
    for (id, text) in masked {
        sources.mask(id, text);
    }
    let mask = |text: &mut String| numbers.mask(text);
    for finding in findings {
        finding.fact.iter_mut().for_each(mask);
        for (_, arg) in &mut finding.args {
            match arg {
                Arg::Text(text) => mask(text),
                Arg::Words { zh, en } => [zh, en].into_iter().for_each(mask),
            }
        }
        // What cannot be shown is not written by machine either.
        let gives_away = |fix: &Fix| match fix {
            Fix::Write { value, .. } => numbers.masked(value) != value.as_str(),
            Fix::Reencode => false,
        };
        if finding.fix.as_deref().is_some_and(gives_away) {
            finding.fix = None;
        }
    }
    for waiver in waivers {
        let texts = [&mut waiver.code, &mut waiver.reason, &mut waiver.by];
        let places = waiver.fact.iter_mut().chain(&mut waiver.file);
        let values = waiver.values.values_mut();
        texts.into_iter().chain(places).chain(values).for_each(mask);
    }
    if let Some((report, form)) = report {
        veil(report, form, &numbers);
    }
}

/// Notes what the texts of a report give away.
fn note(report: &mut Report, numbers: &mut Numbers) {
    // Those of named sections are paragraphs, whose digits have been counted.
    report.each_text(|section, text| {
        if section.is_empty() {
            numbers.note(text);
        }
    });
    let paragraphs = report.prose.iter();
    for paragraph in paragraphs.filter(|of| of.digits() >= privacy::FEWEST) {
        numbers.note(&paragraph.text);
    }
    if cfg!(debug_assertions) {
        let mut all = Numbers::default();
        report.each_text(|_, text| all.note(text));
        debug_assert!(numbers.has(&all), "every text is asked");
    }
}

/// Masks what a report's documents would repeat.
pub fn veil(report: &mut Report, form: &Form, numbers: &Numbers) {
    report.each_text(|section, text| {
        if section != CONTACT {
            numbers.mask(text);
        }
    });
    numbers.mask_json(&mut report.extra);
    for (table, sheet) in form.tables.iter().zip(&mut report.sheets) {
        let facts = sheet.iter_mut().flat_map(|sheet| &mut sheet.facts);
        for (index, fact) in facts.enumerate() {
            let (row, column) = (index / table.columns.len(), index % table.columns.len());
            if let Some(fact) = fact
                && let Entry::Number(number) = fact.entry
                && table.kind(row, column) == Kind::Count
                && privacy::of_count(number).is_some()
            {
                fact.entry = Entry::Blank;
            }
        }
    }
}

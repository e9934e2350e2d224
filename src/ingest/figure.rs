//! What a cell says: strictly, and never silently mended.
//!
//! A figure that had to be read with some goodwill (full-width digits, thousands separators, spaces, the
//! column's own unit) is accepted and reported. Anything else is no figure: `12件` is 12 with a warning,
//! `12余` and `1.5` in a column of counts are not.

use rust_decimal::Decimal;

use super::csv::Cell;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Column, Kind};
use crate::model::Entry;

pub(super) static FIGURE_TOO_LARGE: Code = Code::error("figure-too-large");
pub(super) static NEGATIVE: Code = Code::error("negative");
pub(super) static NORMALISED_FIGURE: Code = Code::warning("normalised-figure");
pub(super) static NOT_A_COUNT: Code = Code::error("not-a-count");
pub(super) static NOT_A_NUMBER: Code = Code::error("not-a-number");
pub(super) static SLASH_NOT_ALLOWED: Code = Code::error("slash-not-allowed");
pub(super) static WRONG_UNIT: Code = Code::error("wrong-unit");

/// More digits than any report has; within them, every sum over a table is exact.
const MAX_WHOLE_DIGITS: usize = 15;
const MAX_DECIMALS: usize = 6;

/// Units that people write behind a figure.
const UNITS: [&str; 12] = [
    "万元", "亿元", "元", "人次", "件", "条", "人", "个", "次", "场", "期", "万",
];

/// Reads a cell of a column; findings about it go to `findings`. None if what stands there is no figure.
pub(super) fn read(
    cell: &Cell,
    column: &Column,
    slash: bool,
    path: impl FnOnce() -> String,
    findings: &mut Vec<Diagnostic>,
) -> Option<Entry> {
    let written = cell.text.as_str();
    // The common case, and the only one that needs no thought.
    if !written.is_empty()
        && written.len() <= MAX_WHOLE_DIGITS
        && written.bytes().all(|byte| byte.is_ascii_digit())
        && (written.len() == 1 || !written.starts_with('0'))
    {
        return written
            .parse::<i64>()
            .ok()
            .map(|number| Entry::Number(number.into()));
    }
    if written.trim().is_empty() {
        return Some(Entry::Blank);
    }
    let at = |code: &'static Code| {
        code.at(cell.span)
            .with("written", written.trim())
            .with("column", column.label.as_str())
    };
    let folded = fold(written);
    if folded == "/" {
        if !slash {
            findings.push(at(&SLASH_NOT_ALLOWED).about(path()));
            return None;
        }
        if written != "/" {
            findings.push(
                at(&NORMALISED_FIGURE)
                    .with("value", "/")
                    .about(path())
                    .mended_by(cell.span, cell.slot, "/"),
            );
        }
        return Some(Entry::NotApplicable);
    }
    let (figure, unit) = split_unit(&folded);
    if let Some(unit) = unit
        && !column.unit.is_empty()
        && unit != column.unit
    {
        findings.push(
            at(&WRONG_UNIT)
                .with("unit", column.unit.as_str())
                .about(path()),
        );
        return None;
    }
    match number(figure, column.kind) {
        Ok(number) => {
            if written != number.to_string()
                && written.strip_prefix('+') != Some(&number.to_string())
            {
                findings.push(
                    at(&NORMALISED_FIGURE)
                        .with("value", number.to_string())
                        .about(path())
                        .mended_by(cell.span, cell.slot, number.to_string()),
                );
            }
            Some(Entry::Number(number))
        }
        Err(code) => {
            findings.push(at(code).about(path()));
            None
        }
    }
}

/// Full width to half width, surrounding spaces off.
fn fold(written: &str) -> String {
    let folded = written.trim().chars().map(|character| match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        '−' => '-',
        _ => character,
    });
    folded.collect()
}

fn split_unit(figure: &str) -> (&str, Option<&'static str>) {
    for unit in UNITS {
        if let Some(rest) = figure.strip_suffix(unit) {
            return (rest.trim_end(), Some(unit));
        }
    }
    (figure, None)
}

fn number(figure: &str, kind: Kind) -> Result<Decimal, &'static Code> {
    let (sign, digits) = match figure.split_at_checked(1) {
        Some(("-", digits)) => (Some('-'), digits),
        Some(("+", digits)) => (Some('+'), digits),
        _ => (None, figure),
    };
    let plain = without_separators(digits).ok_or(&NOT_A_NUMBER)?;
    let (whole, decimals) = match plain.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (plain.as_str(), None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !decimals.is_none_or(is_digits) {
        return Err(&NOT_A_NUMBER);
    }
    if decimals.is_some() && kind != Kind::Money {
        return Err(&NOT_A_COUNT);
    }
    if sign == Some('-') && kind != Kind::Signed {
        return Err(&NEGATIVE);
    }
    if sign == Some('+') && kind != Kind::Signed {
        return Err(&NOT_A_NUMBER);
    }
    if whole.trim_start_matches('0').len() > MAX_WHOLE_DIGITS
        || decimals.is_some_and(|decimals| decimals.len() > MAX_DECIMALS)
    {
        return Err(&FIGURE_TOO_LARGE);
    }
    let number: Decimal = plain.parse().map_err(|_| &NOT_A_NUMBER)?;
    Ok(if sign == Some('-') { -number } else { number })
}

/// `1,234` to `1234`; commas anywhere but before groups of three digits make no number.
fn without_separators(digits: &str) -> Option<String> {
    if !digits.contains(',') {
        return Some(digits.to_owned());
    }
    let whole = digits.split('.').next()?;
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let well_formed = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    well_formed.then(|| digits.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    fn column(kind: Kind, unit: &str) -> Column {
        let mut sources = Sources::default();
        let span = Span::new(sources.add("f", ""), 0..0);
        Column {
            id: "c".to_owned(),
            label: "列".to_owned(),
            aliases: Vec::new(),
            group: Vec::new(),
            unit: unit.to_owned(),
            kind,
            sum: None,
            slash: false,
            span,
        }
    }

    fn reading(written: &str, kind: Kind, unit: &str) -> (Option<String>, Vec<&'static str>) {
        let column = column(kind, unit);
        let mut findings = Vec::new();
        let cell = Cell {
            text: written.to_owned(),
            span: column.span,
            slot: crate::diagnostic::Slot::Here,
            quoted: false,
        };
        let entry = read(&cell, &column, false, String::new, &mut findings);
        (
            entry.map(|entry| entry.to_string()),
            findings.iter().map(|finding| finding.code.name).collect(),
        )
    }

    #[test]
    fn figures_are_read_strictly() {
        for (written, value, code) in [
            ("0", Some("0"), None),
            ("3119", Some("3119"), None),
            ("", Some(""), None),
            ("　", Some(""), None),
            ("１２", Some("12"), Some("normalised-figure")),
            (" 12", Some("12"), Some("normalised-figure")),
            ("1,234", Some("1234"), Some("normalised-figure")),
            ("12件", Some("12"), Some("normalised-figure")),
            ("007", Some("7"), Some("normalised-figure")),
            ("12条", None, Some("wrong-unit")),
            ("1.5", None, Some("not-a-count")),
            ("12.0", None, Some("not-a-count")),
            ("-1", None, Some("negative")),
            ("+1", None, Some("not-a-number")),
            ("12余", None, Some("not-a-number")),
            ("1,23", None, Some("not-a-number")),
            ("1e3", None, Some("not-a-number")),
            ("-", None, Some("not-a-number")),
            ("无", None, Some("not-a-number")),
            ("件", None, Some("not-a-number")),
            ("12 34", None, Some("not-a-number")),
            ("/", None, Some("slash-not-allowed")),
            ("1234567890123456", None, Some("figure-too-large")),
        ] {
            let (entry, codes) = reading(written, Kind::Count, "件");
            assert_eq!(
                (entry.as_deref(), codes.first().copied()),
                (value, code),
                "{written:?}"
            );
        }
    }

    #[test]
    fn money_is_exact_and_keeps_its_scale() {
        for (written, value, code) in [
            ("18.8710", Some("18.8710"), None),
            ("96171.6", Some("96171.6"), None),
            ("1.05万元", Some("1.05"), Some("normalised-figure")),
            ("251000元", None, Some("wrong-unit")),
            (".5", None, Some("not-a-number")),
            ("0.1234567", None, Some("figure-too-large")),
        ] {
            let (entry, codes) = reading(written, Kind::Money, "万元");
            assert_eq!(
                (entry.as_deref(), codes.first().copied()),
                (value, code),
                "{written:?}"
            );
        }
    }

    #[test]
    fn a_sign_only_where_the_form_says_so() {
        assert_eq!(
            reading("-8", Kind::Signed, ""),
            (Some("-8".to_owned()), vec![])
        );
        assert_eq!(
            reading("+8", Kind::Signed, ""),
            (Some("8".to_owned()), vec![])
        );
        assert_eq!(
            reading("－８", Kind::Signed, ""),
            (Some("-8".to_owned()), vec!["normalised-figure"])
        );
    }
}

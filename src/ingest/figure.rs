//! What a cell says: strictly, and never silently mended.
//!
//! A figure that had to be read with some goodwill (full-width digits, thousands separators, spaces, the
//! column's own unit) is accepted and reported. Anything else is no figure: `12件` is 12 with a warning,
//! `12余` and `1.5` in a column of counts are not.

use rust_decimal::Decimal;

use super::csv::Field;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Kind, Table};
use crate::model::Entry;

pub(super) static FIGURE_TOO_LARGE: Code = Code::error("figure-too-large");
pub(super) static MISSING_UNIT: Code = Code::warning("missing-unit");
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
const UNITS: [&str; 15] = [
    "万元", "亿元", "元", "人次", "件", "条", "人", "个", "次", "场", "期", "万", "项", "篇", "名",
];

/// What the form says of a cell.
#[derive(Clone, Copy)]
pub(super) struct Measure<'t> {
    /// The column's label.
    label: &'t str,
    kind: Kind,
    /// The unit that the form fixes; may be empty.
    unit: &'t str,
    /// The units of which the figure must name one, where the form fixes none.
    units: &'t [String],
    /// Whether `/` may stand there.
    slash: bool,
}

impl<'t> Measure<'t> {
    /// What the form says of the cell at a row and column.
    pub(super) fn of(table: &'t Table, row: usize, column: usize, slash: bool) -> Self {
        Self {
            label: &table.columns[column].label,
            kind: table.kind(row, column),
            unit: table.unit(row, column),
            units: &table.columns[column].units,
            slash,
        }
    }

    /// Whether a figure may carry this unit.
    fn takes(&self, unit: &str) -> bool {
        if self.units.is_empty() {
            self.unit.is_empty() || self.unit == unit
        } else {
            self.units.iter().any(|other| other == unit)
        }
    }
}

/// Reads a cell of a column, which may have `units` of its own; findings about it go to `findings`. The unit is that
/// among `units` which was written with the figure. None if what stands there is no figure.
pub(super) fn read<'t>(
    cell: Field<'_>,
    units: &[String],
    measure: impl FnOnce() -> Measure<'t>,
    path: impl FnOnce() -> String,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Entry, Option<usize>)> {
    // The common cases, and the only ones that need no thought.
    if units.is_empty()
        && let Some(count) = plain_count(cell.text)
    {
        return Some((Entry::Number(count.into()), None));
    }
    if cell.is_blank() {
        return Some((Entry::Blank, None));
    }
    closely(cell, measure(), path, findings)
}

/// Reads a cell that is not blank.
fn closely(
    cell: Field<'_>,
    measure: Measure<'_>,
    path: impl FnOnce() -> String,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Entry, Option<usize>)> {
    let written = cell.text;
    if written == "/" && measure.slash {
        return Some((Entry::NotApplicable, None));
    }
    let at = |code: &'static Code| {
        code.at(cell.span)
            .with("written", written.trim())
            .with("column", measure.label)
    };
    let folded = fold(written);
    if folded == "/" {
        if !measure.slash {
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
        return Some((Entry::NotApplicable, None));
    }
    let (figure, unit) = split_unit(&folded);
    // 52万 in a column of 万元 can be nothing else.
    let unit = unit.map(|unit| match unit {
        "万" if measure.kind == Kind::Money && measure.takes("万元") => "万元",
        unit => unit,
    });
    if let Some(unit) = unit
        && !measure.takes(unit)
    {
        let (expected, own) = if measure.units.is_empty() {
            (measure.unit.to_owned(), "no")
        } else {
            (measure.units.join("、"), "yes")
        };
        let finding = at(&WRONG_UNIT).with("unit", expected).with("own", own);
        findings.push(finding.about(path()));
        return None;
    }
    match number(figure, measure.kind) {
        Ok(number) => {
            let own = unit.and_then(|unit| measure.units.iter().position(|other| other == unit));
            let mut value = number.to_string();
            if let Some(own) = own {
                value += &measure.units[own];
            }
            if written != value && written.strip_prefix('+') != Some(&value) {
                findings.push(
                    at(&NORMALISED_FIGURE)
                        .with("value", value.clone())
                        .about(path())
                        .mended_by(cell.span, cell.slot, value),
                );
            } else if own.is_none() && !measure.units.is_empty() && !number.is_zero() {
                let written = |unit: &String| format!("{number}{unit}");
                let examples: Vec<String> = measure.units.iter().map(written).collect();
                findings.push(
                    at(&MISSING_UNIT)
                        .with("units", measure.units.join("、"))
                        .with("examples", examples.join(" / "))
                        .about(path()),
                );
            }
            Some((Entry::Number(number), own))
        }
        Err(code) => {
            findings.push(at(code).about(path()));
            None
        }
    }
}

/// The number that digits spell without any goodwill.
fn plain_count(written: &str) -> Option<u64> {
    let digits = written.as_bytes();
    let is_padded = digits.len() > 1 && digits[0] == b'0';
    if is_padded || !(1..=MAX_WHOLE_DIGITS).contains(&digits.len()) {
        return None;
    }
    digits.iter().try_fold(0, |number, digit| {
        let value = u64::from(digit.wrapping_sub(b'0'));
        (value < 10).then_some(number * 10 + value)
    })
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
        // 本年增/减 is also filled in as it is said: 减4.
        _ if kind == Kind::Signed && figure.starts_with('减') => {
            (Some('-'), in_words(figure, '减', '少'))
        }
        _ if kind == Kind::Signed && figure.starts_with('增') => {
            (Some('+'), in_words(figure, '增', '加'))
        }
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

/// What follows 减 or 减少, 增 or 增加.
fn in_words(figure: &str, word: char, ending: char) -> &str {
    let rest = figure.strip_prefix(word).unwrap_or(figure);
    rest.strip_prefix(ending).unwrap_or(rest).trim_start()
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

    fn reading(written: &str, kind: Kind, unit: &str) -> (Option<String>, Vec<&'static str>) {
        let measure = Measure {
            label: "列",
            kind,
            unit,
            units: &[],
            slash: false,
        };
        let (entry, _, codes) = reading_of(written, measure);
        (entry, codes)
    }

    fn reading_of(
        written: &str,
        measure: Measure<'_>,
    ) -> (Option<String>, Option<usize>, Vec<&'static str>) {
        let mut sources = Sources::default();
        let mut findings = Vec::new();
        let cell = Field {
            text: written,
            span: Span::new(sources.add("f", ""), 0..0),
            slot: crate::diagnostic::Slot::Here,
        };
        let read = read(cell, measure.units, || measure, String::new, &mut findings);
        (
            read.map(|(entry, _)| entry.to_string()),
            read.and_then(|(_, unit)| unit),
            findings.iter().map(|finding| finding.code.name).collect(),
        )
    }

    /// 采购总金额: the form prints no unit, so the figure must.
    #[test]
    fn where_the_form_fixes_no_unit_the_figure_names_its_own() {
        let units = ["元".to_owned(), "万元".to_owned()];
        let measure = Measure {
            label: "采购总金额",
            kind: Kind::Money,
            unit: "",
            units: &units,
            slash: false,
        };
        for (written, value, unit, code) in [
            ("251000元", Some("251000"), Some(0), None),
            ("8040万元", Some("8040"), Some(1), None),
            ("477.35万元", Some("477.35"), Some(1), None),
            ("0", Some("0"), None, None),
            ("0.00", Some("0.00"), None, None),
            ("", Some(""), None, None),
            ("8040", Some("8040"), None, Some("missing-unit")),
            (
                "251,000元",
                Some("251000"),
                Some(0),
                Some("normalised-figure"),
            ),
            ("52万", Some("52"), Some(1), Some("normalised-figure")),
            ("0.1亿元", None, None, Some("wrong-unit")),
            ("3件", None, None, Some("wrong-unit")),
        ] {
            let (entry, found, codes) = reading_of(written, measure);
            assert_eq!(
                (entry.as_deref(), found, codes.first().copied()),
                (value, unit, code),
                "{written:?}"
            );
        }
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
            ("1.05万", Some("1.05"), Some("normalised-figure")),
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
        for (written, value) in [
            ("减4", "-4"),
            ("减少 4", "-4"),
            ("增2", "2"),
            ("增加2项", "2"),
        ] {
            assert_eq!(
                reading(written, Kind::Signed, ""),
                (Some(value.to_owned()), vec!["normalised-figure"])
            );
        }
        assert_eq!(reading("减", Kind::Signed, "").1, ["not-a-number"]);
        assert_eq!(reading("减4", Kind::Count, "").1, ["not-a-number"]);
    }
}

//! Usual slips of wording: placeholders left in, text copied from another year or another agency, a wrong period,
//! dates that are none, brackets of document numbers.

use std::ops::Range;

use chrono::NaiveDate;

use super::words::narrative;
use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Origin, Paragraph};
use crate::prose::{self, Date, Inventory};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: &PLACEHOLDER,
        check: placeholder,
    },
    Rule {
        code: &WRONG_PERIOD,
        check: wrong_period,
    },
    Rule {
        code: &MALFORMED_DATE,
        check: malformed_date,
    },
    Rule {
        code: &SIGNED_EARLY,
        check: signed_early,
    },
    Rule {
        code: &SIGNED_LATE,
        check: signed_late,
    },
    Rule {
        code: &WRONG_BRACKETS,
        check: wrong_brackets,
    },
];

static MALFORMED_DATE: Code = Code::error("malformed-date");
static PLACEHOLDER: Code = Code::error("placeholder");
static SIGNED_EARLY: Code = Code::warning("signed-early");
static SIGNED_LATE: Code = Code::warning("signed-late");
static WRONG_BRACKETS: Code = Code::note("wrong-brackets");
static WRONG_PERIOD: Code = Code::error("wrong-period");

/// Phrases that stand for something to be filled in, by the character by which they are told: nearly no other text has
/// it.
const PLACEHOLDERS: [(char, &[&str]); 9] = [
    ('某', &["某镇", "某乡", "某街道", "某县", "某市", "某局"]),
    ('待', &["待补充", "待填写", "待完善"]),
    ('填', &["此处填写", "请填写", "（填写"]),
    ('_', &["____"]),
    ('＿', &["＿＿"]),
    ('×', &["××"]),
    ('○', &["○○"]),
    ('…', &["……条"]),
    ('D', &["TODO"]),
];

/// Letters that stand for what is not known yet.
const CROSSES: [char; 5] = ['X', 'x', 'Ｘ', 'ｘ', '×'];

/// The characters by which any of these is told.
static MARKS: Inventory = {
    let mut marks = Inventory::of_each(&CROSSES);
    let mut at = 0;
    while at < PLACEHOLDERS.len() {
        marks.add(PLACEHOLDERS[at].0);
        at += 1;
    }
    marks
};

fn placeholder(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let is_marked = |of: &&Paragraph| of.inventory().may_have_any(&MARKS);
    for paragraph in subject.report.prose.iter().filter(is_marked) {
        if let Some(range) = unfilled(&paragraph.text, paragraph.inventory()) {
            findings.push(
                PLACEHOLDER
                    .at(paragraph.at(&range))
                    .with("written", &paragraph.text[range.clone()]),
            );
        }
    }
}

/// The first place that still has to be filled in, in a text with these characters.
fn unfilled(text: &str, has: &Inventory) -> Option<Range<usize>> {
    // 某市民 is a person, 某县民政局 is none.
    let is_word = |end: usize| {
        let after = &text[end..];
        after.starts_with('民') && !after.starts_with("民政") && !after.starts_with("民族")
    };
    let of_marks = PLACEHOLDERS.iter().filter(|(mark, _)| has.may_have(*mark));
    let phrases = of_marks
        .flat_map(|(_, phrases)| *phrases)
        // To look whether it is there costs far less than to ask where.
        .filter(|phrase| has.may_say(phrase) && text.contains(**phrase))
        .filter_map(|phrase| Some((text.find(phrase)?, phrase.len())))
        .filter(|(at, length)| !is_word(at + length))
        .map(|(at, length)| at..at + length);
    let is_crossed = |cross: char| has.may_have(cross) && text.contains(cross);
    let crosses = CROSSES.into_iter().any(is_crossed).then(|| crosses(text));
    phrases
        .chain(crosses.flatten())
        .min_by_key(|range| range.start)
}

/// XX, xx镇, 20XX年: letters that stand for what is not known yet, and not part of an address or a word.
fn crosses(text: &str) -> Option<Range<usize>> {
    let is_cross = |character: char| matches!(character, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×');
    let mut at = 0;
    while let Some(start) = text[at..].find(is_cross).map(|found| at + found) {
        let end = text[start..]
            .find(|character| !is_cross(character))
            .map_or(text.len(), |length| start + length);
        at = end;
        let count = text[start..end].chars().count();
        let before = text[..start].trim_end_matches(|character: char| character.is_ascii_digit());
        let year = &text[before.len()..start];
        let is_year =
            (year == "20" || year == "19" || year == "2") && text[end..].starts_with('年');
        let joins =
            |character: char| character.is_ascii_alphanumeric() || "/._-@:*".contains(character);
        let stands_alone = !text[..start].ends_with(joins) && !text[end..].starts_with(joins);
        if is_year {
            return Some(before.len()..end);
        }
        if count >= 2 && stands_alone {
            return Some(start..end);
        }
    }
    None
}

/// Words of a sentence that states the period of the figures.
const PERIOD: [&str; 10] = [
    "统计期限",
    "统计时限",
    "统计时间",
    "统计周期",
    "数据统计",
    "数据的统计",
    "所列数据",
    "报告期",
    "时间段",
    "起止时间",
];

fn wrong_period(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let year = u32::from(subject.report.year);
    // A period is a pair of dates with month and day.
    let has_dates = |paragraph: &&Paragraph| {
        let dates = paragraph.dates.iter();
        dates.filter(|date| date.month_day.is_some()).count() >= 2
    };
    for paragraph in narrative(subject).filter(has_dates) {
        for sentence in prose::sentences(&paragraph.text) {
            let text = &paragraph.text[sentence.clone()];
            if !text.contains('年') {
                continue;
            }
            if !PERIOD.iter().any(|word| text.contains(word)) {
                continue;
            }
            let dates: Vec<Date> = prose::dates(text)
                .filter(|date| date.month_day.is_some())
                .collect();
            let [from, to, ..] = &dates[..] else { continue };
            let between = &text[from.range.end..to.range.start];
            let is_period = between.contains(['至', '到', '-', '—', '－', '～', '~', '–']);
            // A date that is none has a finding of its own.
            if !is_period || !from.well_formed || !to.well_formed || from.year.is_none() {
                continue;
            }
            let is_right = from.year == Some(year)
                && from.month_day == Some((1, 1))
                && to.year.unwrap_or(year) == year
                && to.month_day == Some((12, 31));
            if !is_right {
                let range = sentence.start + from.range.start..sentence.start + to.range.end;
                findings.push(
                    WRONG_PERIOD
                        .at(paragraph.at(&range))
                        .with("written", &paragraph.text[range.clone()])
                        .with("year", year.to_string())
                        .related(subject.report.year_span, "label-year"),
                );
            }
        }
    }
}

fn malformed_date(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for paragraph in narrative(subject) {
        for date in &paragraph.dates {
            if !date.well_formed {
                findings.push(
                    MALFORMED_DATE
                        .at(paragraph.at(&date.range))
                        .with("written", &paragraph.text[date.range.clone()]),
                );
            }
        }
    }
}

/// When the report was signed: `publication.signed`, or the date in the last line of its text.
fn signed(subject: &Subject<'_>) -> Option<(NaiveDate, Span)> {
    let report = subject.report;
    if let Some(signed) = report.date("publication", "signed") {
        return Some(signed);
    }
    let text = report
        .texts
        .iter()
        .position(|text| text.document == "annual")?;
    let last: &Paragraph = report.prose.iter().rfind(
        |paragraph| matches!(paragraph.origin, Origin::Chapter { text: of, .. } if of == text),
    )?;
    let date = last.dates.first()?;
    let (month, day) = date.month_day?;
    if last.text.chars().count() > 14 {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(i32::try_from(date.year?).ok()?, month, day)?;
    Some((date, last.span()))
}

fn signed_early(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let report = subject.report;
    let Some(end) = NaiveDate::from_ymd_opt(i32::from(report.year), 12, 31) else {
        return;
    };
    let dates = [
        (signed(subject), "signed"),
        (report.date("publication", "date"), "published"),
    ];
    for (date, what) in dates {
        if let Some((date, span)) = date.filter(|(date, _)| *date <= end) {
            findings.push(
                SIGNED_EARLY
                    .at(span)
                    .with("what", what)
                    .with("date", date.to_string())
                    .with("end", end.to_string())
                    .related(report.year_span, "label-year"),
            );
            return;
        }
    }
}

fn signed_late(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let published = subject.report.date("publication", "date");
    if let (Some((signed, span)), Some((published, publication))) = (signed(subject), published)
        && signed > published
    {
        findings.push(
            SIGNED_LATE
                .at(span)
                .with("signed", signed.to_string())
                .with("published", published.to_string())
                .related(publication, "label-published"),
        );
    }
}

fn wrong_brackets(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for paragraph in narrative(subject) {
        let may_have = |of: char| paragraph.inventory().may_have(of);
        if !may_have('号') || !BRACKETS.iter().any(|(open, _)| may_have(*open)) {
            continue;
        }
        if let Some(range) = bracketed_year(&paragraph.text) {
            let written = &paragraph.text[range.clone()];
            let year: String = written.chars().filter(char::is_ascii_digit).collect();
            findings.push(
                WRONG_BRACKETS
                    .at(paragraph.at(&range))
                    .with("written", written)
                    .with("right", format!("〔{year}〕")),
            );
        }
    }
}

/// Brackets that the year of a document number does not stand in.
const BRACKETS: [(char, char); 6] = [
    ('[', ']'),
    ('【', '】'),
    ('（', '）'),
    ('(', ')'),
    ('［', '］'),
    ('{', '}'),
];

/// A year in the wrong brackets within a document number: 国办发[2019]60号.
fn bracketed_year(text: &str) -> Option<Range<usize>> {
    if !text.contains('号') {
        return None;
    }
    for (open, close) in BRACKETS {
        for (at, _) in text.match_indices(open) {
            let inner = &text[at + open.len_utf8()..];
            let Some((year, rest)) = inner.split_once(close) else {
                continue;
            };
            let is_year = year.len() == 4
                && (year.starts_with("19") || year.starts_with("20"))
                && year.bytes().all(|byte| byte.is_ascii_digit());
            let digits = rest
                .trim_start_matches('第')
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            let number = rest.trim_start_matches('第')[digits..].starts_with('号');
            let named = text[..at]
                .chars()
                .next_back()
                .is_some_and(|before| ('\u{4E00}'..='\u{9FFF}').contains(&before));
            if is_year && (1..=4).contains(&digits) && number && named {
                let end = at + open.len_utf8() + year.len() + close.len_utf8();
                return Some(at..end);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_to_be_filled_in() {
        for (text, found) in [
            ("XX镇人民政府", Some("XX")),
            ("20xx年，我镇", Some("20xx")),
            ("党的××届全会", Some("××")),
            ("某镇共公开____条", Some("某镇")),
            ("https://www.xxgk.gov.cn/xx/xxgk", None),
            ("尺寸3×5，身份证号35xxxx123", None),
            ("加强X光机管理", None),
            ("某市民来电反映", None),
            ("某县民政局", Some("某县")),
        ] {
            let range = unfilled(text, &Inventory::of(text));
            assert_eq!(range.map(|range| &text[range]), found, "{text}");
        }
    }

    #[test]
    fn placeholders_are_told_by_their_marks() {
        for (mark, phrases) in PLACEHOLDERS {
            assert!(phrases.iter().all(|phrase| phrase.contains(mark)), "{mark}");
        }
    }

    #[test]
    fn document_numbers_have_their_own_brackets() {
        let found = |text: &str| bracketed_year(text).map(|range| text[range].to_owned());
        assert_eq!(found("国办公开办函[2021]30号").as_deref(), Some("[2021]"));
        assert_eq!(found("陆府办发（2022）第1号").as_deref(), Some("（2022）"));
        assert_eq!(found("国办公开办函〔2021〕30号"), None);
        assert_eq!(found("（2022）云03行初5号"), None);
        assert_eq!(found("我镇（2022）公开5条"), None);
    }
}

//! Usual slips of wording: placeholders left in, text copied from another year or another agency, a wrong period,
//! dates that are none, brackets of document numbers.

use std::ops::Range;

use chrono::NaiveDate;

use super::words::{NAMES, narrative};
use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Origin, Paragraph};
use crate::prose::{self, Date};
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
        code: &OTHER_YEAR,
        check: other_year,
    },
    Rule {
        code: &OTHER_YEARS_DOCUMENT,
        check: other_years_document,
    },
    Rule {
        code: &OTHER_AGENCY,
        check: other_agency,
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
static OTHER_AGENCY: Code = Code::warning("other-agency");
static OTHER_YEAR: Code = Code::warning("other-year");
static OTHER_YEARS_DOCUMENT: Code = Code::note("other-years-document");
static PLACEHOLDER: Code = Code::error("placeholder");
static SIGNED_EARLY: Code = Code::warning("signed-early");
static SIGNED_LATE: Code = Code::warning("signed-late");
static WRONG_BRACKETS: Code = Code::note("wrong-brackets");
static WRONG_PERIOD: Code = Code::error("wrong-period");

/// Phrases that stand for something to be filled in.
const PLACEHOLDERS: [&str; 18] = [
    "某镇",
    "某乡",
    "某街道",
    "某县",
    "某市",
    "某局",
    "待补充",
    "待填写",
    "待完善",
    "此处填写",
    "请填写",
    "（填写",
    "____",
    "＿＿",
    "××",
    "○○",
    "……条",
    "TODO",
];

fn placeholder(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for paragraph in &subject.report.prose {
        if let Some(range) = unfilled(&paragraph.text) {
            findings.push(
                PLACEHOLDER
                    .at(paragraph.at(&range))
                    .with("written", &paragraph.text[range.clone()]),
            );
        }
    }
}

/// The first place that still has to be filled in.
fn unfilled(text: &str) -> Option<Range<usize>> {
    // Nearly no text has any of the characters that they are made of.
    let may = |character| "某待填_＿×○…DXxＸｘ".contains(character);
    if !text.contains(may) {
        return None;
    }
    // 某市民 is a person, 某县民政局 is none.
    let is_word = |end: usize| {
        let after = &text[end..];
        after.starts_with('民') && !after.starts_with("民政") && !after.starts_with("民族")
    };
    let phrases = PLACEHOLDERS
        .iter()
        .filter_map(|phrase| Some((text.find(phrase)?, phrase.len())))
        .filter(|(at, length)| !is_word(at + length))
        .map(|(at, length)| at..at + length);
    phrases.chain(crosses(text)).min_by_key(|range| range.start)
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
    for paragraph in narrative(subject) {
        for sentence in prose::sentences(&paragraph.text) {
            let text = &paragraph.text[sentence.clone()];
            if !text.contains('年') {
                continue;
            }
            if !PERIOD.iter().any(|word| text.contains(word)) {
                continue;
            }
            let dates: Vec<Date> = prose::dates(text)
                .into_iter()
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
        for date in prose::dates(&paragraph.text) {
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

/// Words that speak of what was, and not of the year that is reported.
const HISTORY: [&str; 34] = [
    "相比",
    "较",
    "比",
    "同期",
    "以来",
    "起",
    "至今",
    "修订",
    "印发",
    "制定",
    "成立",
    "建成",
    "开始",
    "启动",
    "颁布",
    "施行",
    "实施",
    "上一年",
    "结转",
    "上年",
    "底",
    "末",
    "被评",
    "荣获",
    "获",
    "第",
    "之前",
    "以前",
    "上线",
    "开通",
    "存在的",
    "问题",
    "对比",
    "—",
];

/// Words that speak of what is planned.
const PLANS: [&str; 18] = [
    "将",
    "计划",
    "继续",
    "进一步",
    "下一步",
    "拟",
    "要",
    "力争",
    "加强",
    "着力",
    "预计",
    "打算",
    "目标",
    "努力",
    "重点",
    "我们",
    "下年",
    "完善",
];

fn other_year(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let year = u32::from(subject.report.year);
    for paragraph in narrative(subject) {
        if let Origin::Key { section, .. } = &paragraph.origin
            && ["last_year", "problems", "basis"].contains(&section.as_str())
        {
            continue;
        }
        for sentence in prose::sentences(&paragraph.text) {
            let text = &paragraph.text[sentence.clone()];
            let introduces = matches!(&paragraph.origin, Origin::Chapter { chapter: None, .. });
            if introduces && let Some(range) = last_report(text, year) {
                let range = sentence.start + range.start..sentence.start + range.end;
                findings.push(another_year(subject, paragraph, &range));
                continue;
            }
            let Some(date) = opening_year(text) else {
                continue;
            };
            let (Some(found), None) = (date.year, date.month_day) else {
                continue;
            };
            let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
            let is_slip = if found < year {
                !has(&HISTORY)
            } else {
                found == year + 1
                    && !has(&PLANS)
                    && has(&["共", "累计", "全年", "收到", "办结", "主动公开"])
            };
            if date.well_formed && is_slip {
                let range = sentence.start + date.range.start..sentence.start + date.range.end;
                findings.push(another_year(subject, paragraph, &range));
            }
        }
    }
}

/// Documents that are issued anew for each year.
const YEARLY: [&str; 5] = ["工作要点", "要点", "工作方案", "工作计划", "任务分工"];

/// 《2021年政务公开工作要点》 in a report of 2022.
fn other_years_document(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let year = u32::from(subject.report.year);
    for paragraph in narrative(subject) {
        let text = paragraph.text.as_str();
        for (at, open) in text.match_indices('《') {
            let inner = at + open.len();
            let Some(length) = text[inner..].find('》') else {
                continue;
            };
            let title = &text[inner..inner + length];
            let Some(date) = prose::dates(title).into_iter().next() else {
                continue;
            };
            let (Some(found), None) = (date.year, date.month_day) else {
                continue;
            };
            let is_yearly = YEARLY.iter().any(|end| title.ends_with(end)) && title.contains("公开");
            if is_yearly && date.well_formed && found != year {
                let range = inner + date.range.start..inner + date.range.end;
                findings.push(
                    OTHER_YEARS_DOCUMENT
                        .at(paragraph.at(&range))
                        .with("title", title)
                        .with("found", found.to_string())
                        .with("year", year.to_string())
                        .related(subject.report.year_span, "label-year"),
                );
            }
        }
    }
}

fn another_year(subject: &Subject<'_>, paragraph: &Paragraph, range: &Range<usize>) -> Diagnostic {
    OTHER_YEAR
        .at(paragraph.at(range))
        .with("written", &paragraph.text[range.clone()])
        .with("year", subject.report.year.to_string())
        .related(subject.report.year_span, "label-year")
}

/// Where a report, saying before its first chapter what it is, names last year's: 编制了《…2020年政府信息公开工作年度报告》.
fn last_report(sentence: &str, year: u32) -> Option<Range<usize>> {
    const SAYS: [&str; 8] = [
        "编制", "公布", "发布", "公开", "撰写", "形成", "现将", "特向",
    ];
    const OTHERS: [&str; 6] = ["通知", "要求", "上年", "去年", "上一年", "比"];
    if OTHERS.iter().any(|word| sentence.contains(word)) {
        return None;
    }
    prose::dates(sentence).into_iter().find_map(|date| {
        let before = &sentence[..date.range.start];
        let after = &sentence[date.range.end..];
        let name = after.split(['，', '。', '》', '；', ',']).next()?;
        let is_last = date.year == year.checked_sub(1) && date.month_day.is_none();
        let is_report = name.contains("政府信息公开")
            && (name.contains("年度报告") || name.contains("年报"))
            && name.chars().count() <= 30;
        (is_last && is_report && SAYS.iter().any(|word| before.contains(word)))
            .then_some(date.range)
    })
}

/// The year that a sentence opens with, as one that tells what was done in it.
fn opening_year(sentence: &str) -> Option<Date> {
    let lead = sentence.trim_start_matches(['在', ' ', '\u{3000}', '，']);
    let offset = sentence.len() - lead.len();
    let mut date = prose::dates(lead)
        .into_iter()
        .next()
        .filter(|date| date.range.start == 0 || is_inline_heading(&lead[..date.range.start]))?;
    let rest = lead[date.range.end..].trim_start_matches(['度', ' ']);
    let tells = [
        "，",
        "、",
        ",",
        "我",
        "本",
        "全",
        "共",
        "累计",
        "主动",
        "收到",
        "受理",
        "未收到",
    ];
    tells.iter().any(|word| rest.starts_with(word)).then(|| {
        date.range = date.range.start + offset..date.range.end + offset;
        date
    })
}

/// Whether this is a heading that its paragraph goes on behind: `（三）政府信息管理情况 `.
fn is_inline_heading(text: &str) -> bool {
    text.starts_with(['（', '('])
        && text.ends_with([' ', '\u{3000}', '：', ':'])
        && !text.contains(['，', ',', '；', '、', '《'])
        && text.chars().count() <= 24
}

/// What agencies of each kind call themselves, and the ends of their names.
const SELVES: [(&str, &[&str]); 7] = [
    ("我镇", &["镇", "镇人民政府", "镇政府"]),
    ("我乡", &["乡", "乡人民政府", "乡政府"]),
    ("我街道", &["街道", "街道办事处", "街道办"]),
    ("我局", &["局", "分局", "大队", "支队"]),
    ("我委", &["委", "委员会", "办公室", "办"]),
    ("我办", &["办", "办公室", "办事处", "委员会", "中心"]),
    ("我中心", &["中心"]),
];

fn other_agency(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let report = subject.report;
    let name = report.agency.name.trim();
    let level = report.agency.level.as_deref();
    // Counties speak of their townships, and departments of their peers.
    let is_local = matches!(level, Some("township" | "street"));
    if name.is_empty() || !is_local {
        return;
    }
    for paragraph in narrative(subject) {
        let found =
            another_self(&paragraph.text, name).or_else(|| another_name(&paragraph.text, name));
        if let Some(range) = found {
            let mut finding = OTHER_AGENCY
                .at(paragraph.at(&range))
                .with("written", &paragraph.text[range.clone()])
                .with("agency", name);
            if let Some(written) = report.written("agency", "name") {
                finding = finding.related(written.span, "label-agency");
            }
            findings.push(finding);
        }
    }
}

/// 我局 in the report of a township.
fn another_self(text: &str, name: &str) -> Option<Range<usize>> {
    SELVES.iter().find_map(|(own, ends)| {
        if ends.iter().any(|end| name.ends_with(end)) {
            return None;
        }
        // 我镇 in a street's report that was a town, 我办 of its office: only what cannot be is said.
        let at = text.find(own)?;
        let rest = &text[at + own.len()..];
        let is_verb = *own == "我办"
            && !rest.starts_with(['在', '严', '认', '共', '始', '高', '主', '将', '积']);
        (!is_verb).then_some(at..at + own.len())
    })
}

/// The full name of another township, where one speaks of oneself.
fn another_name(text: &str, name: &str) -> Option<Range<usize>> {
    let core = core(name);
    for end in ["镇人民政府", "乡人民政府", "街道办事处"] {
        for (at, _) in text.match_indices(end) {
            let kind = end.chars().next().map_or(0, char::len_utf8);
            let kind = if end.starts_with("街道") {
                "街道".len()
            } else {
                kind
            };
            let before = &text[..at];
            let Some(last) = before.chars().next_back() else {
                continue;
            };
            let is_general =
                "各乡本我该全两三一个外县市区小名古及和与、，。；（(“”《》\n 　的由为向在级"
                    .contains(last)
                    || !('\u{4E00}'..='\u{9FFF}').contains(&last);
            if is_general || text[..at + kind].ends_with(core) {
                continue;
            }
            // Its own name without the county's, or with it.
            let own = text[..at + kind]
                .chars()
                .rev()
                .take(core.chars().count())
                .collect::<Vec<_>>();
            let own: String = own.into_iter().rev().collect();
            if name.contains(&own) {
                continue;
            }
            // Only where one speaks of oneself: at the beginning, or as the editor of the report.
            let speaks = before.chars().count() <= 12
                && !before.contains(['，', '。', '、', '；', '与', '和', '向', '《', '“'])
                || before.ends_with("联系")
                || text[at..].contains("编制")
                    && before.chars().count() <= 30
                    && !before.contains('、');
            if speaks {
                let start = before
                    .char_indices()
                    .rev()
                    .take_while(|(_, character)| ('\u{4E00}'..='\u{9FFF}').contains(character))
                    .take(4)
                    .last()
                    .map_or(at, |(start, _)| start);
                return Some(start..at + end.len());
            }
        }
    }
    None
}

/// A township's name without what is around it: 中枢镇.
fn core(name: &str) -> &str {
    let name = ["人民政府", "办事处", "政府"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    let start = name
        .char_indices()
        .rev()
        .skip(2)
        .find(|(_, character)| "县区市州旗省".contains(*character))
        .map_or(0, |(at, character)| at + character.len_utf8());
    &name[start..]
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
    let date = prose::dates(&last.text).into_iter().next()?;
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
    for paragraph in &subject.report.prose {
        if matches!(&paragraph.origin, Origin::Key { section, .. } if NAMES.contains(&section.as_str()))
        {
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

/// A year in the wrong brackets within a document number: 国办发[2019]60号.
fn bracketed_year(text: &str) -> Option<Range<usize>> {
    if !text.contains('号') {
        return None;
    }
    for (open, close) in [
        ('[', ']'),
        ('【', '】'),
        ('（', '）'),
        ('(', ')'),
        ('［', '］'),
        ('{', '}'),
    ] {
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
            assert_eq!(unfilled(text).map(|range| &text[range]), found, "{text}");
        }
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(core("云南省曲靖市陆良县中枢镇人民政府"), "中枢镇");
        assert_eq!(core("螅镇人民政府"), "螅镇");
        let name = "中枢镇人民政府";
        let found = |text: &str| another_name(text, name).is_some();
        assert!(found("板桥镇人民政府2022年政府信息公开工作年度报告"));
        assert!(!found("陆良县中枢镇人民政府2022年度报告"));
        assert!(!found("各乡镇人民政府要加强管理"));
        assert!(!found("中枢镇与板桥镇人民政府联合开展宣传"));
        assert!(another_self("我局高度重视", name).is_some());
        assert!(another_self("我镇高度重视", name).is_none());
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

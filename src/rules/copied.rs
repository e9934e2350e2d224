//! Text copied from elsewhere: another year's, another agency's.

use std::ops::Range;

use super::words::narrative;
use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Origin, Paragraph};
use crate::prose::{self, Date};

pub(super) static RULES: &[Rule] = &[
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
];
static OTHER_AGENCY: Code = Code::warning("other-agency");
static OTHER_YEAR: Code = Code::warning("other-year");
static OTHER_YEARS_DOCUMENT: Code = Code::note("other-years-document");

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
        // Most paragraphs name no year, and then no sentence does.
        if paragraph.dates.iter().all(|date| date.year.is_none()) {
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
    let has_year = |paragraph: &&Paragraph| paragraph.dates.iter().any(|date| date.year.is_some());
    for paragraph in narrative(subject).filter(has_year) {
        let text = paragraph.text.as_str();
        for (at, open) in text.match_indices('《') {
            let inner = at + open.len();
            let Some(length) = text[inner..].find('》') else {
                continue;
            };
            let title = &text[inner..inner + length];
            let Some(date) = prose::dates(title).next() else {
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
    prose::dates(sentence).find_map(|date| {
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
    let opens = |first: char| prose::DIGITS.has(first) || OPEN_BRACKETS.contains(&first);
    if !lead.starts_with(opens) {
        return None;
    }
    let mut date = prose::dates(lead)
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

/// What the number of a heading stands in.
const OPEN_BRACKETS: [char; 2] = ['（', '('];

/// Whether this is a heading that its paragraph goes on behind: `（三）政府信息管理情况 `.
fn is_inline_heading(text: &str) -> bool {
    text.starts_with(OPEN_BRACKETS)
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

/// What all of these begin with.
const OWN: &str = "我";

/// How the full names of townships and streets end.
const GOVERNMENTS: [&str; 3] = ["镇人民政府", "乡人民政府", "街道办事处"];

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
        let may_say = |words: &str| paragraph.inventory().may_say(words);
        let of_itself = may_say(OWN).then(|| another_self(&paragraph.text, name));
        let of_another = || another_name(&paragraph.text, name);
        let names = || GOVERNMENTS.into_iter().any(may_say).then(of_another);
        if let Some(range) = of_itself.flatten().or_else(|| names().flatten()) {
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
        if !text.contains(own) || ends.iter().any(|end| name.ends_with(end)) {
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
    for end in GOVERNMENTS {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}

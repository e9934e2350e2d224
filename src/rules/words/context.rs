//! What stands around a number, and whether it leaves a doubt about what the number counts: another year, another
//! body, a part, a difference.

use std::borrow::Cow;
use std::ops::Range;

use super::super::Subject;
use crate::form::{Mention, Mentions, Spoken};
use crate::model::{Origin, Paragraph};
use crate::prose::{self, Inventory, Quantity};

/// Words that make a figure a difference if they stand in its own clause.
const DIFFERENCES: [&str; 10] = [
    "同比",
    "环比",
    "比上年",
    "较上年",
    "与上年",
    "增加",
    "减少",
    "增长",
    "下降",
    "上升",
];

/// Words that make a figure one of another time or of another body.
const ELSEWHERE: [&str; 30] = [
    "上半年",
    "下半年",
    "季度",
    "去年",
    "同期",
    "历年",
    "以来",
    "各镇",
    "各乡",
    "各部门",
    "各单位",
    "各村",
    "各街道",
    "所属",
    "下属",
    "直属",
    "县直",
    "市直",
    "区直",
    "本级",
    "村级",
    "社区",
    "平均",
    "每",
    "月份",
    "计划",
    "力争",
    "预计",
    "下一年",
    "明年",
];

/// Phrases that speak of the year although words of [`ELSEWHERE`] stand in them.
const THIS_YEAR: [&str; 13] = [
    "顺延至下一年",
    "顺延到下一年",
    "顺延下一年",
    "今年以来",
    "本年以来",
    "本年度以来",
    "年初以来",
    "全年以来",
    "转下一年",
    "转至下一年",
    "转到下一年",
    "下一年度继续办理",
    "下一年度办理",
];

/// Who may apply, one after the other: 公民、法人和其他组织. Together they say nothing about who applied.
const ANYONE: [&[&str]; 3] = [
    &["公民", "自然人", "个人"],
    &["法人"],
    &["其他组织", "其它组织", "组织"],
];

/// What stands between them.
const AND: [&str; 8] = ["、", "和", "或者", "或", "以及", "及", "与", "，"];

/// Ends of a phrase that names the channels of all requests, and not one of them: 通过邮寄、现场等方式.
const ALL_CHANNELS: [&str; 6] = ["等方式", "等途径", "等渠道", "等形式", "等多种", "等各种"];

/// Words for one office of a government, whose figures are not those of all its departments.
const OFFICES: [&str; 6] = [
    "政府办公室",
    "政府办公厅",
    "政府办",
    "本机关",
    "办公室共",
    "办公厅共",
];

/// Words for more than the one office that a department reports on.
const ALL_OFFICES: [&str; 8] = [
    "全省",
    "全市",
    "全州",
    "全县",
    "全区",
    "全旗",
    "全系统",
    "系统共",
];

/// Levels whose report covers more than one office.
const GOVERNMENTS: [&str; 3] = ["county", "city", "province"];

/// What stands around a number.
pub(super) struct Context<'a> {
    pub(super) text: &'a str,
    /// The characters of the paragraph.
    inventory: &'a Inventory,
    /// The sentence.
    pub(super) sentence: Range<usize>,
    /// The clause in which the number stands; lists joined by 、 belong to one clause.
    pub(super) clause: Range<usize>,
    /// The same, but only its own item of a list.
    pub(super) item: Range<usize>,
    /// The heading of the chapter, and the heading or the short line that the paragraph stands under.
    pub(super) headings: [&'a str; 2],
    /// Whether the report covers more than one office.
    pub(super) is_government: bool,
    /// The year that is reported.
    pub(super) year: u16,
}

impl<'a> Context<'a> {
    pub(super) fn of(
        subject: &Subject<'a>,
        before: Option<&'a Paragraph>,
        paragraph: &'a Paragraph,
        at: &Range<usize>,
    ) -> Self {
        let text = paragraph.text.as_str();
        let sentence = prose::sentence_around(text, at);
        let ends = |character: char| {
            matches!(
                character,
                '，' | ',' | '；' | ';' | '：' | ':' | '（' | '(' | '）' | ')'
            )
        };
        let start = text[sentence.start..at.start]
            .rfind(ends)
            .map_or(sentence.start, |found| {
                let found = sentence.start + found;
                found + text[found..].chars().next().map_or(0, char::len_utf8)
            });
        let end = text[at.end..sentence.end]
            .find(ends)
            .map_or(sentence.end, |found| at.end + found);
        let item = prose::clause_around(text, &sentence, at);
        let chapter = match &paragraph.origin {
            Origin::Chapter {
                text,
                chapter: Some(chapter),
            } => subject.report.texts[*text].chapters[*chapter]
                .heading
                .as_str(),
            _ => "",
        };
        let of_key = matches!(paragraph.origin, Origin::Key { .. });
        let above = before
            .filter(|before| of_key || before.origin == paragraph.origin)
            .map_or("", |before| before.text.as_str());
        Self {
            text,
            inventory: paragraph.inventory(),
            sentence,
            clause: start..end,
            item,
            headings: [chapter, above],
            year: subject.report.year,
            is_government: subject
                .report
                .agency
                .level
                .as_deref()
                .is_some_and(|level| GOVERNMENTS.contains(&level)),
        }
    }

    /// The figures that a number speaks of, beyond doubt.
    pub(super) fn spoken<'m>(
        &self,
        quantity: &Quantity,
        mentions: &'m Mentions,
    ) -> impl Iterator<Item = &'m Mention> {
        let at = &quantity.range;
        let before = &self.text[self.clause.start..at.start];
        let after = &self.text[at.end..self.item.end];
        let spoken = mentions.spoken(quantity.unit, before, after, self.inventory);
        spoken
            .into_iter()
            .filter(move |spoken| self.is_meant(spoken, quantity))
            .map(|spoken| spoken.mention)
    }

    /// Whether a number whose words make this mention speaks of its figure.
    fn is_meant(&self, spoken: &Spoken<'_>, quantity: &Quantity) -> bool {
        let &Spoken {
            mention,
            before: length,
            behind,
        } = spoken;
        let at = &quantity.range;
        let after = &self.text[at.end..self.item.end];
        let start = (at.start - length).min(self.item.start);
        let own = &self.text[start..at.start];
        // Another number in between has taken the words for itself.
        let taken = prose::quantities(&own[own.len() - length.min(own.len())..]);
        let taken_behind = prose::quantities(&after[..behind]);
        // 行政复议5件，其中信息公开类1件: the five are of every kind.
        let rest = &self.text[at.end..self.sentence.end];
        let of_every_kind = !["信息公开", "申请"].iter().any(|word| own.contains(word))
            && rest
                .split_once("其中")
                .is_some_and(|(_, part)| part.contains("信息公开"));
        if of_every_kind {
            return false;
        }
        taken.is_empty() && taken_behind.is_empty() && self.is_plain(mention, start..self.item.end)
    }

    /// Whether nothing makes the clause speak of a part, another year or another body, and the sentence says what
    /// it is about.
    pub(super) fn is_plain(&self, mention: &Mention, own: Range<usize>) -> bool {
        let mut words = plainly(&self.text[own.clone()]);
        for phrase in &mention.aside {
            if words.contains(phrase.as_str()) {
                words = words.replace(phrase.as_str(), "").into();
            }
        }
        let sentence = &self.text[self.sentence.start..own.end];
        let whole = &self.text[self.sentence.clone()];
        let is_about = mention.about.is_empty()
            || mention.about.iter().any(|word| {
                let says = |text: &str| text.contains(word.as_str());
                says(&self.text[..self.sentence.end]) || self.headings.into_iter().any(says)
            });
        let is_of_others = if self.is_government {
            OFFICES.iter().any(|office| sentence.contains(office))
        } else {
            ALL_OFFICES.iter().any(|all| words.contains(all))
        };
        let last_year = ["上年结转", "上年度结转", "上年转结"]
            .iter()
            .any(|phrase| words.contains(phrase));
        is_about
            && !is_of_others
            && !self.may_be_either_end(&words)
            && !mention
                .doubt
                .iter()
                .any(|word| whole.contains(word.as_str()))
            && !mention
                .without
                .iter()
                .any(|word| words.contains(word.as_str()) && !(last_year && word == "转"))
            && !DIFFERENCES.iter().any(|word| words.contains(word))
            && !is_elsewhere(sentence)
    }

    /// Whether this may be what came in or what goes out: 2022年结转 in the report on 2022.
    fn may_be_either_end(&self, words: &str) -> bool {
        ["年结转", "年度结转"]
            .iter()
            .any(|end| words.contains(end) && words.contains(&format!("{}{end}", self.year)))
    }
}

/// Whether a sentence speaks of another time or another body. 今年以来 is this year.
fn is_elsewhere(sentence: &str) -> bool {
    let mut sentence = Cow::Borrowed(sentence);
    for phrase in THIS_YEAR {
        if sentence.contains(phrase) {
            sentence = sentence.replace(phrase, "").into();
        }
    }
    ELSEWHERE.iter().any(|word| sentence.contains(word))
}

/// Text without the phrases that name all applicants, or the channels of all.
fn plainly(text: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(text);
    while let Some(range) = anyone(&plain).or_else(|| all_channels(&plain)) {
        plain.to_mut().replace_range(range, "");
    }
    plain
}

/// Where a text names all applicants: 公民、法人或者其他组织.
fn anyone(text: &str) -> Option<Range<usize>> {
    let [first, second, ..] = ANYONE;
    // Nearly no text does.
    if !second.iter().any(|word| text.contains(word)) {
        return None;
    }
    first.iter().find_map(|word| {
        let start = text.find(word)?;
        let mut rest = &text[start + word.len()..];
        for others in &ANYONE[1..] {
            rest = AND.iter().find_map(|and| rest.strip_prefix(and))?;
            rest = others.iter().find_map(|other| rest.strip_prefix(other))?;
        }
        Some(start..text.len() - rest.len())
    })
}

/// Where a text names several channels at once: 通过邮寄、现场等方式.
fn all_channels(text: &str) -> Option<Range<usize>> {
    if !text.contains("通过") {
        return None;
    }
    ALL_CHANNELS.iter().find_map(|words| {
        let end = text.find(words)?;
        let start = text[..end].rfind("通过")?;
        text[start..end]
            .contains('、')
            .then_some(start..end + words.len())
    })
}

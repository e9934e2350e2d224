//! 本报告由总体情况、…、其他需要报告的事项六部分组成: how many parts a report says that it has, and how many it names.

use std::ops::Range;

use super::numeral;

/// What a sentence says about the parts of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Where the number stands: `六部分`, `六个部分`.
    pub range: Range<usize>,
    /// The number.
    pub stated: usize,
    /// The fewest and the most parts that the list, if there is one, can be read as.
    pub listed: Option<(usize, usize)>,
    /// Whether the list ends in 等, so that it may leave some out.
    pub open: bool,
}

/// Names that have a 、 of their own.
const JOINED: [&str; 6] = [
    "行政复议、行政诉讼",
    "行政复议、提起行政诉讼",
    "工作考核、社会评议",
    "复议、诉讼",
    "申请行政复议、提起",
    "收费、减免",
];

/// What a sentence says about the parts of the report, if it does. `names` are those that parts may have.
pub fn parts(sentence: &str, names: &[&str]) -> Option<Parts> {
    let word = sentence.find("部分")?;
    let about_report = ["报告", "年报", "全文"]
        .iter()
        .any(|word| sentence.contains(word));
    let says = ["组成", "构成", "分为", "包括", "包含", "内容", "涵盖", "共"]
        .iter()
        .any(|word| sentence.contains(word));
    if !about_report || !says {
        return None;
    }
    let before = &sentence[..word];
    let before = before
        .strip_suffix('个')
        .or_else(|| before.strip_suffix("大"))
        .unwrap_or(before);
    let number = before
        .char_indices()
        .rev()
        .take_while(|(_, character)| character.is_ascii_digit() || numeral::is_numeral(*character))
        .last()
        .map(|(at, _)| &before[at..])?;
    let stated = number
        .parse()
        .ok()
        .or_else(|| numeral::number(number)?.try_into().ok())?;
    let start = before.len() - number.len();
    let after = &sentence[word + "部分".len()..];
    Some(Parts {
        range: start..word + "部分".len(),
        stated,
        listed: list(&sentence[..start], after, names),
        open: sentence[..start]
            .trim_end_matches(['共', '，', ',', ' '])
            .ends_with('等'),
    })
}

/// How many items a list before or behind the number has.
fn list(before: &str, after: &str, names: &[&str]) -> Option<(usize, usize)> {
    let behind = after
        .split_once(['：', ':'])
        .or_else(|| after.split_once("包括"))
        .or_else(|| after.split_once("分别为"))
        .or_else(|| after.split_once("分别是"))
        .or_else(|| after.split_once("，即"));
    if let Some((_, items)) = behind {
        return count(items, names);
    }
    let lead = ["由", "包括", "包含", "分为", "涵盖"]
        .into_iter()
        .filter_map(|word| Some(before.find(word)? + word.len()))
        .min()?;
    let items = before[lead..].trim_end_matches(['等', '共', '，', ',']);
    count(items, names)
}

fn count(items: &str, names: &[&str]) -> Option<(usize, usize)> {
    if let Some(count) = named(items, names) {
        return Some((count, count));
    }
    for (open, close) in [('“', '”'), ('《', '》'), ('"', '"')] {
        let quoted = items.matches(open).count();
        if quoted >= 2 {
            let quoted = if open == close {
                quoted / 2
            } else {
                items.matches(close).count()
            };
            return Some((quoted, quoted));
        }
    }
    let mut joined = items.to_owned();
    for name in JOINED {
        joined = joined.replace(name, &name.replace('、', ""));
    }
    let split = |text: &str, marks: &[char]| {
        text.split(marks)
            .filter(|item| !item.trim().is_empty())
            .count()
    };
    let strong: &[char] = &['；', ';', '，', ','];
    let weak: &[char] = &['、', '；', ';', '，', ','];
    let mut counts = vec![split(&joined, weak), split(items, weak)];
    if items.contains(['；', ';']) {
        counts.push(split(items, &['；', ';']));
    }
    if items.contains(['，', ',']) && items.contains('、') {
        counts.push(split(items, strong));
    }
    // The last item may be joined by 和 or 及, and so may words within an item.
    let and = joined.matches(['和', '及', '与']).count();
    let (fewest, most) = (*counts.iter().min()?, *counts.iter().max()? + and);
    (most >= 2).then_some((fewest, most))
}

/// What stands for a name that was found; no text has it.
const NAMED: &str = "\u{0}";
const NAMED_TWICE: &str = "\u{0}\u{0}";

/// How many items a list has, if all of them are among `names`.
fn named(items: &str, names: &[&str]) -> Option<usize> {
    let mut names = names.to_vec();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut rest = items.to_owned();
    for name in names {
        rest = rest.replace(name, NAMED);
    }
    // 总体情况概述 is one part, though either half is a name.
    while rest.contains(NAMED_TWICE) {
        rest = rest.replace(NAMED_TWICE, NAMED);
    }
    let count = rest.matches(NAMED).count();
    let is_done = rest
        .chars()
        .all(|left| !left.is_alphanumeric() || left == '和' || left == '及');
    (count >= 2 && is_done).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_and_what_is_listed() {
        let names = [
            "总体情况",
            "主动公开情况",
            "政府信息公开行政复议、行政诉讼情况",
        ];
        let shown = |text: &str| parts(text, &names).map(|parts| (parts.stated, parts.listed));
        assert_eq!(
            shown("本报告由“总体情况”“主动公开政府信息情况”“其他需要报告的事项”六部分组成"),
            Some((6, Some((3, 3))))
        );
        assert_eq!(
            shown("全文由总体情况、主动公开情况、政府信息公开行政复议、行政诉讼情况四个部分组成"),
            Some((4, Some((3, 3))))
        );
        assert_eq!(
            shown("报告由总体情况，主动公开情况两个部分组成"),
            Some((2, Some((2, 2))))
        );
        assert_eq!(
            shown("本报告共分为五个部分：概述，主动公开，依申请公开，存在问题"),
            Some((5, Some((4, 4))))
        );
        assert_eq!(shown("本年度报告由六个部分组成"), Some((6, None)));
        assert_eq!(shown("公开目录由三部分组成"), None);
        assert_eq!(shown("报告的主要部分如下"), None);
    }
}

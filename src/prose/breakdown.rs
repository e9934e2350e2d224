//! Breakdowns in running text: `共213条，其中网站127条，微信86条`, and what each of them claims.

use std::ops::Range;

use rust_decimal::Decimal;

use super::quantity::Quantity;

/// A total and the parts that a sentence gives of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// Index of the total among the sentence's quantities.
    pub total: usize,
    /// The parts.
    pub parts: Vec<Part>,
    /// Whether the sentence claims to name every part.
    pub exhaustive: bool,
    /// Whether the list itself says, by a 等 at its end, that there are more.
    pub unfinished: bool,
}

/// One part of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Index among the sentence's quantities.
    pub quantity: usize,
    /// What it is a part of the total by: `网站`, `自然人`.
    pub label: Range<usize>,
}

/// Words after which a list need not be complete.
const PARTIAL: [&str; 7] = ["其中", "包括", "包含", "含", "主要是", "主要有", "主要为"];

/// Words after which a list is complete.
const COMPLETE: [&str; 6] = ["分别为", "分别是", "分别", "即：", "具体为", "具体是"];

/// The most characters between a total and 其中.
const FAR: usize = 30;

/// Words before a total that stands behind its parts.
const SUMMED: [&str; 5] = ["合计", "共计", "总计", "小计", "总共"];

/// What separates the parts of a list.
const SEPARATORS: [&str; 9] = ["、", "，", "；", ",", ";", "和", "及", "以及", "与"];

/// Words with which a sentence goes on to something else.
const TOPICS: [&str; 46] = [
    "通过",
    "利用",
    "依托",
    "全年",
    "本年",
    "今年",
    "共",
    "累计",
    "另",
    "此外",
    "同时",
    "还",
    "收到",
    "受理",
    "开展",
    "举办",
    "召开",
    "组织",
    "制定",
    "印发",
    "编制",
    "较",
    "比",
    "同比",
    "占",
    "更新",
    "推送",
    "浏览",
    "访问",
    "点击",
    "阅读",
    "关注",
    "粉丝",
    "参加",
    "培训",
    "接受",
    "接待",
    "答复率",
    "办结率",
    "在",
    "对",
    "已",
    "未",
    "并",
    "均",
    "全部",
];

/// Names of parts that begin as [`TOPICS`] do.
const NAMES: [&str; 6] = [
    "组织机构",
    "组织人事",
    "组织建设",
    "对外",
    "在线",
    "培训信息",
];

/// The breakdowns of one sentence, whose quantities these are.
pub fn breakdowns(text: &str, sentence: &Range<usize>, quantities: &[Quantity]) -> Vec<Breakdown> {
    let gap = |index: usize| -> Range<usize> {
        let start = match index.checked_sub(1) {
            Some(before) => quantities[before].range.end,
            None => sentence.start,
        };
        start..quantities[index].range.start
    };
    let mut found = Vec::new();
    for total in 0..quantities.len() {
        let first = total + 1;
        if first < quantities.len()
            && quantities[total].unit != "%"
            && let Some(exhaustive) = introduces(&text[gap(first)])
        {
            found.extend(list(text, sentence, quantities, &gap, total, exhaustive));
        }
        if SUMMED
            .iter()
            .any(|word| text[gap(total)].trim_end().ends_with(word))
        {
            found.extend(summed(text, quantities, &gap, total));
        }
    }
    found
}

/// Whether the text between a number and the next begins a list of the number's parts; if so, whether the list
/// claims to be complete.
fn introduces(gap: &str) -> Option<bool> {
    let opened = gap.trim_start_matches(' ');
    let inside = opened.strip_prefix(['（', '(']);
    let words = inside
        .unwrap_or(opened)
        .trim_start_matches(['，', ',', '：', ':', '；', ';', '。', ' ']);
    if PARTIAL.iter().any(|word| words.starts_with(word)) {
        // 其中：… is as partial as 其中….
        return Some(false);
    }
    if COMPLETE.iter().any(|word| words.starts_with(word)) {
        return Some(true);
    }
    if inside.is_some() {
        return Some(false);
    }
    // 收到16件，均已按期办结，其中予以公开10件: words without a number do not part the list from its total.
    if let Some(at) = gap.rfind("其中")
        && gap[..at].chars().count() <= FAR
        && gap[..at].ends_with(['，', ',', '；', ';', '。'])
    {
        return Some(false);
    }
    opened.starts_with(['：', ':']).then_some(true)
}

fn list(
    text: &str,
    sentence: &Range<usize>,
    quantities: &[Quantity],
    gap: &impl Fn(usize) -> Range<usize>,
    total: usize,
    mut exhaustive: bool,
) -> Option<Breakdown> {
    let first = total + 1;
    let unit = quantities[first].unit;
    if unit != quantities[total].unit {
        return None;
    }
    let closes_at = text[gap(first)]
        .trim_start()
        .starts_with(['（', '('])
        .then(|| {
            let open = quantities[total].range.end;
            text[open..sentence.end]
                .find(['）', ')'])
                .map_or(sentence.end, |at| open + at)
        });
    let end = closes_at.unwrap_or(sentence.end);
    let mut parts: Vec<Part> = Vec::new();
    let parts_begin = label(text, gap(first));
    let (mut nested_until, mut last_end) = (0, 0);
    for (index, here) in quantities.iter().enumerate().skip(first) {
        if here.range.start >= end {
            break;
        }
        if here.range.start < nested_until {
            continue;
        }
        let between = gap(index);
        let words = &text[between.clone()];
        if here.unit == "%" && words.contains('占') {
            last_end = here.range.end;
            continue;
        }
        if index > first {
            // What stands in brackets behind a part is about that part.
            let is_nested = words.trim_start().starts_with(['（', '(']);
            if is_nested {
                nested_until = text[between.start..end]
                    .find(['）', ')'])
                    .map_or(end, |at| between.start + at);
                continue;
            }
            let Some(label) = continued(words) else {
                break;
            };
            if PARTIAL[..3].iter().any(|word| words.contains(word)) {
                // A part's own parts: what follows them is not known to be the list's.
                exhaustive = false;
                break;
            }
            if here.unit != unit {
                // The list goes on in another unit: what it comes to is not known.
                exhaustive = false;
                break;
            }
            let is_name = NAMES.iter().any(|name| label.starts_with(name));
            // 其中通过网络5件，通过信函3件: what the first part begins with as well goes on with the list.
            let goes_on = |topic: &&str| {
                label.starts_with(*topic) && !text[parts_begin.clone()].starts_with(*topic)
            };
            if !is_name && TOPICS.iter().any(goes_on) {
                break;
            }
        }
        parts.push(Part {
            quantity: index,
            label: label(text, between),
        });
        last_end = here.range.end;
    }
    if parts.is_empty() {
        return None;
    }
    let after = text[last_end..].trim_start_matches([' ', '的']);
    let unfinished = after.starts_with('等');
    Some(Breakdown {
        total,
        parts,
        exhaustive: exhaustive && !unfinished,
        unfinished,
    })
}

/// The parts before a total that says it sums them up: `…3件、…2件，合计5件`.
fn summed(
    text: &str,
    quantities: &[Quantity],
    gap: &impl Fn(usize) -> Range<usize>,
    total: usize,
) -> Option<Breakdown> {
    let unit = quantities[total].unit;
    let words = text[gap(total)].trim();
    let before = words.trim_start_matches(['，', ',', '；', ';', '、']);
    if unit == "%" || !SUMMED.contains(&before) {
        return None;
    }
    let mut parts = Vec::new();
    for index in (0..total).rev() {
        let here = &quantities[index];
        if here.unit != unit {
            break;
        }
        let between = gap(index);
        parts.push(Part {
            quantity: index,
            label: label(text, between.clone()),
        });
        if continued(&text[between]).is_none() {
            break;
        }
    }
    parts.reverse();
    (parts.len() >= 2).then_some(Breakdown {
        total,
        parts,
        exhaustive: true,
        unfinished: false,
    })
}

/// What follows the separator, if the text between two numbers goes on with a list.
fn continued(words: &str) -> Option<&str> {
    let words = words.trim_start_matches(['）', ')', ' ']);
    SEPARATORS
        .iter()
        .find_map(|separator| words.strip_prefix(separator))
        .filter(|rest| !rest.contains('。'))
        .map(str::trim_start)
}

/// What a part is called: the words before its number, without those that introduce the list.
fn label(text: &str, gap: Range<usize>) -> Range<usize> {
    let words = &text[gap.clone()];
    // 不予公开（属于内部事务信息）1件: what stands in brackets explains the name.
    let gap = match words.trim_end().strip_suffix(['）', ')']) {
        Some(inner) => match inner.rfind(['（', '(']) {
            Some(open) if open > 0 => gap.start..gap.start + open,
            _ => gap,
        },
        None => gap,
    };
    let words = &text[gap.clone()];
    let start = words
        .rfind(['，', '、', '；', '：', ',', ';', ':', '（', '(', '）', ')'])
        .map_or(0, |at| {
            at + words[at..].chars().next().map_or(0, char::len_utf8)
        });
    let mut range = gap.start + start..gap.end;
    loop {
        let here = &text[range.clone()];
        let intro = PARTIAL
            .iter()
            .chain(&COMPLETE)
            .chain(&["以及", "和", "及", "与", "发布", " ", "有", "了"])
            .find(|word| here.starts_with(**word));
        match intro {
            Some(word) if word.len() < here.len() => range.start += word.len(),
            _ => return range,
        }
    }
}

/// Every sum that the parts may come to: a part may stand for those right behind it, two or more, that add up to it.
/// The list may end before each part for which `may_end` says so, where the sentence goes on with something else.
pub fn possible_sums(values: &[Decimal], may_end: impl Fn(usize) -> bool) -> Vec<Decimal> {
    let mut sums = Vec::new();
    let mut pending = vec![(0, Decimal::ZERO)];
    let mut steps = 0;
    while let Some((index, sum)) = pending.pop() {
        steps += 1;
        let Some(&value) = values.get(index) else {
            continue;
        };
        let with = sum + value;
        let mut ends = |next: usize| {
            if next == values.len() || may_end(next) {
                sums.push(with);
            }
        };
        ends(index + 1);
        if steps > 10_000 {
            break;
        }
        pending.push((index + 1, with));
        let mut below = Decimal::ZERO;
        let mut some = 0;
        for (next, part) in values.iter().enumerate().skip(index + 1) {
            below += part;
            some += usize::from(!part.is_zero());
            if below == value && some >= 2 {
                pending.push((next + 1, with));
                ends(next + 1);
            }
            if below >= value {
                break;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::quantities;

    fn shown(text: &str) -> Vec<String> {
        let quantities = quantities(text);
        breakdowns(text, &(0..text.len()), &quantities)
            .into_iter()
            .map(|found| {
                let parts: Vec<String> = found
                    .parts
                    .iter()
                    .map(|part| {
                        format!(
                            "{}{}",
                            &text[part.label.clone()],
                            &text[quantities[part.quantity].number.clone()]
                        )
                    })
                    .collect();
                let sign = if found.exhaustive { "=" } else { ">" };
                let total = &text[quantities[found.total].number.clone()];
                format!("{total}{sign}{}", parts.join("+"))
            })
            .collect()
    }

    #[test]
    fn lists_are_told_by_their_words() {
        for (text, expected) in [
            (
                "共213条，其中网站127条，微信86条",
                &["213>网站127+微信86"][..],
            ),
            (
                "公开60条：工作动态52条，财政预决算2条、通知公告6条",
                &["60=工作动态52+财政预决算2+通知公告6"],
            ),
            ("收到7件，分别为网络5件和信函2件", &["7=网络5+信函2"]),
            (
                "主动公开105条：文件2条，占2%，政府决策8条，占12%等",
                &["105>文件2+政府决策8"],
            ),
            ("收到申请41件（含上年结转1件），办结40件", &["41>上年结转1"]),
            ("网站5条、微信3条，合计9条", &["9=网站5+微信3"]),
            (
                "公开60条：动态50条（图文40条）、公告10条，通过微信发布7条",
                &["60=动态50+公告10", "50>图文40"],
            ),
            ("收到申请30件，上年结转5件", &[]),
            ("发布信息20条，其中图文3篇", &[]),
            ("领导简介1条，主要职责1条，内设机构1条", &[]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn sums_allow_for_parts_of_parts() {
        let of = |values: &[i64], whole: bool| {
            let values: Vec<Decimal> = values.iter().map(|&value| value.into()).collect();
            possible_sums(&values, |_| !whole)
        };
        assert!(of(&[5, 3, 2], true).contains(&10.into()));
        assert!(of(&[5, 3, 2], true).contains(&5.into()));
        assert!(of(&[10, 1, 2, 7], true).contains(&10.into()));
        assert!(!of(&[1, 1, 4, 31], true).contains(&36.into()));
        assert!(!of(&[4, 3, 2], true).contains(&7.into()));
        assert!(of(&[4, 3, 2], false).contains(&7.into()));
    }
}

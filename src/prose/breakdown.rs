//! Breakdowns in running text: `共213条，其中网站127条，微信86条`, and what each of them claims.

use std::ops::Range;

use rust_decimal::Decimal;

use super::listing::{
    PARTIAL, SUMMED, continued, ends_item, introduces, is_introduction, label, leaves, name_behind,
};
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
        // 共700条（点击量52582次），其中…: what stands in brackets counts something else.
        let (opens_at, first) = match aside(text, sentence, quantities, total) {
            Some((end, first)) => (end, first),
            None => (quantities[total].range.end, total + 1),
        };
        if let Some(next) = quantities.get(first)
            && quantities[total].unit != "%"
            && let Some(exhaustive) = introduces(&text[opens_at..next.range.start])
        {
            let opening = Opening {
                first,
                lead: opens_at..next.range.start,
                exhaustive,
            };
            found.extend(list(text, sentence, quantities, &gap, total, opening));
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

/// Where the brackets behind a number end, and the first number behind them, if they hold numbers of another unit.
fn aside(
    text: &str,
    sentence: &Range<usize>,
    quantities: &[Quantity],
    total: usize,
) -> Option<(usize, usize)> {
    let of = &quantities[total];
    let rest = text[of.range.end..sentence.end].trim_start_matches(' ');
    if !rest.starts_with(['（', '(']) {
        return None;
    }
    let close = rest.find(['）', ')'])?;
    let end = sentence.end - rest.len() + close;
    let end = end + text[end..].chars().next().map_or(0, char::len_utf8);
    let inside = quantities[total + 1..]
        .iter()
        .take_while(|quantity| quantity.range.start < end);
    let count = inside.clone().count();
    let is_aside = count > 0 && inside.into_iter().all(|quantity| quantity.unit != of.unit);
    is_aside.then_some((end, total + 1 + count))
}

/// How a list of parts begins.
struct Opening {
    /// Index of the first part among the quantities.
    first: usize,
    /// The words before it.
    lead: Range<usize>,
    /// Whether they claim that the list is complete.
    exhaustive: bool,
}

fn list(
    text: &str,
    sentence: &Range<usize>,
    quantities: &[Quantity],
    gap: &impl Fn(usize) -> Range<usize>,
    total: usize,
    opening: Opening,
) -> Option<Breakdown> {
    let Opening {
        first,
        lead,
        mut exhaustive,
    } = opening;
    let unit = quantities[first].unit;
    if unit != quantities[total].unit {
        return None;
    }
    let closes_at = text[lead.clone()]
        .trim_start()
        .starts_with(['（', '('])
        .then(|| {
            let open = lead.start;
            text[open..sentence.end]
                .find(['）', ')'])
                .map_or(sentence.end, |at| open + at)
        });
    let end = closes_at.unwrap_or(sentence.end);
    let first_label = label(text, lead.clone());
    // 其中1条权责清单、11条工作信息: the names stand behind their numbers.
    let numbers_first = is_introduction(&text[lead.clone()]);
    let mut parts = Vec::new();
    let (mut nested_until, mut last_end) = (0, 0);
    for (index, here) in quantities.iter().enumerate().skip(first) {
        if here.range.start >= end {
            break;
        }
        if here.range.start < nested_until {
            continue;
        }
        let between = if index == first {
            lead.clone()
        } else {
            let between = gap(index);
            between.start.max(nested_until)..between.end
        };
        let words = &text[between.clone()];
        if here.unit == "%" && words.contains('占') {
            last_end = here.range.end;
            continue;
        }
        if index > first {
            // What stands in brackets behind a part is about that part.
            let is_nested = words.trim_start().starts_with(['（', '(']);
            let close = text[between.start..end]
                .find(['）', ')'])
                .map_or(end, |at| between.start + at);
            if is_nested && close > here.range.start {
                nested_until = close;
                continue;
            }
            let outside = if is_nested {
                &text[close..between.end]
            } else {
                words
            };
            let goes_on = if numbers_first {
                ends_item(outside).then_some("")
            } else {
                continued(outside)
            };
            let Some(label) = goes_on else {
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
            if leaves(outside, label, &text[first_label.clone()]) {
                break;
            }
        }
        let named = if numbers_first {
            name_behind(text, here.range.end..end)
        } else {
            label(text, between)
        };
        parts.push(Part {
            quantity: index,
            label: named,
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
    use crate::prose::{Inventory, may_list, quantities};

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
            (
                "收到12件信息公开申请，其中10件已答复，剩余2件结转下年",
                &["12>已答复10+结转下年2"][..],
            ),
            (
                "公开700条（点击量52582次），其中动态1条、组织机构3条",
                &["700>动态1+组织机构3"],
            ),
            (
                "公开346条，内容包括动态240条（11个科室、4个社区）、指南（2023年版）1条、目录（2023年版）、基层70条",
                &["346>内容包括动态240+指南1+基层70"],
            ),
            (
                "公开信息15件，其中通过信函申请3件，通过网络申请12件",
                &["15>通过信函申请3+通过网络申请12"],
            ),
            (
                "收到申请66件。（其中自然人58件，企业10件）",
                &["66>自然人58+企业10"],
            ),
            ("收到申请30件，上年结转5件", &[]),
            ("发布信息20条，其中图文3篇", &[]),
            ("领导简介1条，主要职责1条，内设机构1条", &[]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
            assert!(
                expected.is_empty() || may_list(&Inventory::of(text)),
                "{text}"
            );
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

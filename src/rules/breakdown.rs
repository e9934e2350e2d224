//! Do the words agree with themselves? Breakdowns in the narrative against their totals, shares against their
//! quotients, an item listed twice.
//!
//! A list that claims to be complete must add up; one after 其中, or that ends in 等, may stop short but not
//! exceed. Channels overlap, one item being disclosed through several: what they come to proves nothing. Neither
//! does a list that divides the same total in two ways (by applicant, by outcome).

use std::ops::Range;

use rust_decimal::Decimal;

use super::words::{narrative, plain};
use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Paragraph;
use crate::prose::{self, Breakdown, Exactness, Quantity, Value};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: &BREAKDOWN_MISMATCH,
        check: breakdown_mismatch,
    },
    Rule {
        code: &BREAKDOWN_SHORT,
        check: breakdown_short,
    },
    Rule {
        code: &DUPLICATE_ITEM,
        check: duplicate_item,
    },
    Rule {
        code: &WRONG_SHARE,
        check: wrong_share,
    },
];

static BREAKDOWN_MISMATCH: Code = Code::error("breakdown-mismatch");
static BREAKDOWN_SHORT: Code = Code::note("breakdown-short");
static DUPLICATE_ITEM: Code = Code::error("duplicate-item");
static WRONG_SHARE: Code = Code::warning("wrong-share");

/// Words of which a label has one if it names a channel.
const CHANNELS: [&str; 36] = [
    "网站",
    "网页",
    "门户",
    "微信",
    "微博",
    "公众号",
    "新媒体",
    "抖音",
    "快手",
    "头条",
    "视频号",
    "APP",
    "app",
    "客户端",
    "广播",
    "电视",
    "报刊",
    "报纸",
    "媒体",
    "平台",
    "公开栏",
    "公示栏",
    "宣传栏",
    "宣传册",
    "显示屏",
    "电子屏",
    "短信",
    "公报",
    "查阅点",
    "展板",
    "手册",
    "微信群",
    "QQ",
    "LED",
    "大喇叭",
    "栏目",
];

/// By what a list may divide a total; labels of two kinds divide it twice.
const KINDS: [&[&str]; 5] = [
    &[
        "自然人",
        "法人",
        "企业",
        "科研机构",
        "公益组织",
        "法律服务",
        "公民",
        "其他组织",
        "个人",
    ],
    &[
        "予以公开",
        "部分公开",
        "不予公开",
        "无法提供",
        "不予处理",
        "其他处理",
        "同意公开",
        "予以主动公开",
        "为主动公开",
        "补正",
        "非本机关",
        "撤回",
        "撤销",
    ],
    &[
        "国家秘密",
        "内部事务",
        "过程性",
        "执法案卷",
        "行政查询",
        "第三方",
        "商业秘密",
        "个人隐私",
        "不掌握",
        "没有现成",
        "另行制作",
        "不明确",
        "信访",
        "重复",
        "出版物",
        "逾期",
        "不存在",
    ],
    &[
        "办结",
        "答复",
        "回复",
        "结转",
        "转下年",
        "办理中",
        "正在办理",
        "新收",
        "上年",
        "受理",
        "登记",
        "按时",
        "延期",
        "按期",
        "未办",
        "尚未",
    ],
    &[
        "网络", "网上", "信函", "邮寄", "邮件", "当面", "现场", "传真", "来信", "来访", "电话",
        "窗口", "线上", "线下",
    ],
];

fn kind(label: &str) -> Option<usize> {
    KINDS
        .iter()
        .position(|words| words.iter().any(|word| label.contains(word)))
}

/// A breakdown whose numbers are all exact and known.
struct Sum<'a> {
    paragraph: &'a Paragraph,
    quantities: Vec<Quantity>,
    breakdown: Breakdown,
    total: Decimal,
    /// What the parts may be parts of instead: what the sentence counts before the total.
    others: Vec<Decimal>,
    parts: Vec<Decimal>,
}

impl Sum<'_> {
    fn label(&self, part: usize) -> &str {
        self.paragraph.text[self.breakdown.parts[part].label.clone()].trim()
    }

    fn span(&self, quantity: usize) -> Span {
        self.paragraph.at(&self.quantities[quantity].range)
    }

    /// Whether most of the parts are channels, which overlap.
    fn overlaps(&self) -> bool {
        let channels = (0..self.parts.len()).filter(|&part| {
            CHANNELS
                .iter()
                .any(|channel| self.label(part).contains(channel))
        });
        channels.count() * 2 >= self.parts.len()
    }

    /// The parts in runs of one kind each.
    fn runs(&self) -> Vec<Vec<Decimal>> {
        let mut runs: Vec<(Option<usize>, Vec<Decimal>)> = Vec::new();
        for (part, value) in self.parts.iter().enumerate() {
            let of = kind(self.label(part));
            match runs.last_mut() {
                Some((kind, run)) if *kind == of => run.push(*value),
                _ => runs.push((of, vec![*value])),
            }
        }
        runs.into_iter().map(|(_, run)| run).collect()
    }

    /// Everything that the parts may be parts of.
    fn totals(&self) -> impl Iterator<Item = &Decimal> {
        std::iter::once(&self.total).chain(&self.others)
    }

    fn adds_up(&self) -> bool {
        let sums = prose::possible_sums(&self.parts, self.breakdown.exhaustive);
        self.totals().any(|total| sums.contains(total))
    }

    /// Whether the parts come to more than the total, however they are read.
    fn exceeds(&self) -> bool {
        self.runs().iter().any(|run| {
            let all: Decimal = run.iter().sum();
            let sums = prose::possible_sums(run, false);
            self.totals()
                .all(|total| all > *total && !sums.contains(total))
        })
    }

    fn finding(&self, code: &'static Code) -> Diagnostic {
        let sum: Decimal = self.parts.iter().sum();
        let terms: Vec<String> = self.parts.iter().map(|&part| plain(part)).collect();
        let total = &self.quantities[self.breakdown.total];
        let mut finding = code
            .at(self.span(self.breakdown.total))
            .with("written", &self.paragraph.text[total.range.clone()])
            .with("stated", plain(self.total))
            .with("terms", terms.join("+"))
            .with("sum", plain(sum))
            .with("gap", plain((self.total - sum).abs()))
            .with("more", if sum > self.total { "sum" } else { "stated" });
        for part in &self.breakdown.parts {
            finding = finding.related(self.span(part.quantity), "label-part");
        }
        finding
    }
}

/// The breakdowns of the narrative whose numbers are all exact and known.
fn sums<'a>(subject: &Subject<'a>) -> Vec<Sum<'a>> {
    let mut sums = Vec::new();
    for paragraph in narrative(subject) {
        let text = paragraph.text.as_str();
        let all = prose::quantities(text);
        let of = |range: Range<usize>| -> Vec<Quantity> {
            let inside = all.iter();
            let inside = inside.filter(|quantity| range.contains(&quantity.range.start));
            inside.cloned().collect()
        };
        let mut before: Option<Range<usize>> = None;
        for sentence in prose::sentences(text) {
            let quantities = of(sentence.clone());
            for breakdown in prose::breakdowns(text, &sentence, &quantities) {
                sums.extend(sum(subject, paragraph, &quantities, breakdown));
            }
            if let Some(before) = before {
                let quantities = of(before.start..sentence.end);
                let across = prose::breakdown_of(text, &before, &sentence, &quantities);
                sums.extend(across.and_then(|found| sum(subject, paragraph, &quantities, found)));
            }
            before = Some(sentence);
        }
    }
    sums
}

/// A breakdown with its numbers, if they are all exact and known.
fn sum<'a>(
    subject: &Subject<'_>,
    paragraph: &'a Paragraph,
    quantities: &[Quantity],
    breakdown: Breakdown,
) -> Option<Sum<'a>> {
    let known = |index: usize| known(subject, &quantities[index]);
    let total = known(breakdown.total)?;
    let parts = breakdown.parts.iter().map(|part| known(part.quantity));
    let parts = parts.collect::<Option<Vec<Decimal>>>()?;
    let others = others(subject, &paragraph.text, quantities, breakdown.total);
    Some(Sum {
        paragraph,
        quantities: quantities.to_vec(),
        breakdown,
        total,
        others,
        parts,
    })
}

/// What a list behind a total may be a list of instead: 新收申请10件，上年结转2件，其中当面申请3件 speaks of the ten, or of
/// both. Brackets belong to what they stand behind.
fn others(
    subject: &Subject<'_>,
    text: &str,
    quantities: &[Quantity],
    total: usize,
) -> Vec<Decimal> {
    let of = &quantities[total];
    if text[of.range.end..].trim_start().starts_with(['（', '(']) {
        return Vec::new();
    }
    let mut others = Vec::new();
    let mut all = known(subject, of).unwrap_or_default();
    let same = quantities[..total].iter().rev();
    for before in same.filter(|before| before.unit == of.unit) {
        // 200余条 may be any number, and its parts too.
        let value = known(subject, before).unwrap_or(Decimal::MAX);
        others.push(value);
        all = all.saturating_add(value);
        if text[before.range.start..of.range.start].contains("结转") {
            others.push(all);
        }
    }
    others
}

/// The number that a quantity stands for, if it claims to be exact.
fn known(subject: &Subject<'_>, quantity: &Quantity) -> Option<Decimal> {
    if quantity.exactness != Exactness::Exact || quantity.step > Decimal::ONE {
        return None;
    }
    match &quantity.value {
        Value::Number(number) => Some(*number),
        Value::Reference(words) => subject.report.referenced(subject.form, words),
    }
}

fn breakdown_mismatch(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for sum in sums(subject) {
        if sum.overlaps() {
            // What was disclosed through one channel is part of the whole all the same. The list may end where it
            // adds up, and what follows be no part of it.
            let more = |total: &Decimal| sum.parts.iter().any(|part| part > total);
            let sums = prose::possible_sums(&sum.parts, false);
            if sum
                .totals()
                .all(|total| more(total) && !sums.contains(total))
            {
                findings.push(sum.finding(&BREAKDOWN_MISMATCH).severe(Severity::Warning));
            }
            continue;
        }
        if sum.adds_up() {
            continue;
        }
        let divided_twice = sum.runs().len() > 1;
        let wrong = if sum.breakdown.exhaustive && sum.parts.len() >= 2 && !divided_twice {
            true
        } else {
            sum.exceeds()
        };
        if wrong {
            findings.push(sum.finding(&BREAKDOWN_MISMATCH));
        }
    }
}

fn breakdown_short(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for sum in sums(subject) {
        let all: Decimal = sum.parts.iter().sum();
        let is_short = all < sum.total && !sum.adds_up();
        if !sum.breakdown.exhaustive && sum.parts.len() >= 3 && is_short && !sum.overlaps() {
            findings.push(sum.finding(&BREAKDOWN_SHORT));
        }
    }
}

fn duplicate_item(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for sum in sums(subject) {
        if sum.parts.len() < 3 {
            continue;
        }
        for part in 1..sum.parts.len() {
            let label = sum.label(part);
            let is_name = label.chars().count() >= 2
                && !label.starts_with("其他")
                && !label.starts_with("其它");
            let Some(first) = (0..part).find(|&first| sum.label(first) == label) else {
                continue;
            };
            if is_name {
                findings.push(
                    DUPLICATE_ITEM
                        .at(sum.span(sum.breakdown.parts[part].quantity))
                        .with("item", label)
                        .related(
                            sum.span(sum.breakdown.parts[first].quantity),
                            "label-first-here",
                        ),
                );
            }
        }
    }
}

fn wrong_share(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for paragraph in narrative(subject) {
        let text = paragraph.text.as_str();
        let quantities = prose::quantities(text);
        for sentence in prose::sentences(text) {
            let inside: Vec<Quantity> = quantities
                .iter()
                .filter(|quantity| sentence.contains(&quantity.range.start))
                .cloned()
                .collect();
            let breakdowns = prose::breakdowns(text, &sentence, &inside);
            for (index, share) in inside.iter().enumerate() {
                let Some((part, percent)) = share_of(subject, text, &inside, index) else {
                    continue;
                };
                let hundred = Decimal::ONE_HUNDRED;
                let value = known(subject, &inside[part]);
                if percent > hundred {
                    findings.push(said_share(
                        paragraph,
                        share,
                        percent,
                        hundred,
                        &inside[part],
                    ));
                    continue;
                }
                let Some(value) = value else { continue };
                let agrees = |base: Decimal| {
                    !base.is_zero() && (percent - value * hundred / base).abs() < share.step
                };
                // Any number of the paragraph may be what it is a share of; one that agrees is.
                let unit = inside[part].unit;
                let bases = quantities
                    .iter()
                    .filter(|base| base.unit == unit && base.range != inside[part].range)
                    .filter_map(|base| known(subject, base));
                if bases.into_iter().any(agrees) {
                    continue;
                }
                let base = breakdowns.iter().find_map(|breakdown| {
                    let is_part = breakdown.parts.iter().any(|of| of.quantity == part);
                    is_part.then_some(breakdown.total)
                });
                let Some(base) = base.and_then(|base| known(subject, &inside[base])) else {
                    continue;
                };
                if base.is_zero() || agrees(base) {
                    continue;
                }
                let right = (value * hundred / base).round_dp(share.step.scale().max(1));
                findings.push(said_share(paragraph, share, percent, right, &inside[part]));
            }
        }
    }
}

/// The number whose share a percentage is: `8条，占12%`.
fn share_of(
    subject: &Subject<'_>,
    text: &str,
    quantities: &[Quantity],
    index: usize,
) -> Option<(usize, Decimal)> {
    let share = &quantities[index];
    if share.unit != "%" {
        return None;
    }
    let percent = known(subject, share)?;
    let part = index.checked_sub(1)?;
    let between = &text[quantities[part].range.end..share.range.start];
    let is_share = between
        .trim_start_matches(['，', ',', '（', '(', ' '])
        .starts_with('占');
    (quantities[part].unit != "%" && is_share && between.chars().count() <= 20)
        .then_some((part, percent))
}

fn said_share(
    paragraph: &Paragraph,
    share: &Quantity,
    percent: Decimal,
    right: Decimal,
    part: &Quantity,
) -> Diagnostic {
    WRONG_SHARE
        .at(paragraph.at(&share.range))
        .with("stated", plain(percent))
        .with("right", plain(right))
        .with("part", &paragraph.text[part.range.clone()])
        .related(paragraph.at(&part.range), "label-part")
}

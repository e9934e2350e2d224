//! Do the words agree with themselves? Breakdowns in the narrative against their totals, shares against their
//! quotients, an item listed twice.
//!
//! A list that claims to be complete must add up; one after 其中, or that ends in 等, may stop short but not
//! exceed. Channels overlap, one item being disclosed through several: what they come to proves nothing. Neither
//! does a list that divides the same total in two ways (by applicant, by outcome).

mod labels;

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
];

static BREAKDOWN_MISMATCH: Code = Code::error("breakdown-mismatch");
static BREAKDOWN_SHORT: Code = Code::note("breakdown-short");
static DUPLICATE_ITEM: Code = Code::error("duplicate-item");

/// A breakdown whose numbers are all exact and known.
pub(super) struct Sum<'a> {
    paragraph: &'a Paragraph,
    /// Those of the sentence.
    quantities: &'a [Quantity],
    breakdown: Breakdown,
    total: Decimal,
    /// What else 其中 may be said of: a number of its kind before the total, or the total with some of those.
    wider: Vec<Decimal>,
    parts: Vec<Decimal>,
}

impl Sum<'_> {
    fn label(&self, part: usize) -> &str {
        self.paragraph.text[self.breakdown.parts[part].label.clone()].trim()
    }

    /// The label with what stands in brackets behind it.
    fn name(&self, part: usize) -> &str {
        let part = &self.breakdown.parts[part];
        let number = self.quantities[part.quantity].range.start;
        // A name may stand behind its number: 1条权责清单.
        let end = number.max(part.label.end);
        self.paragraph.text[part.label.start..end].trim()
    }

    fn span(&self, quantity: usize) -> Span {
        self.paragraph.at(&self.quantities[quantity].range)
    }

    /// Whether most of the parts are channels, which overlap.
    fn overlaps(&self) -> bool {
        let channels = (0..self.parts.len()).filter(|&part| labels::is_channel(self.label(part)));
        channels.count() * 2 >= self.parts.len()
    }

    /// The parts in runs of one kind each.
    fn runs(&self) -> Vec<(Option<usize>, Range<usize>)> {
        let mut runs: Vec<(Option<usize>, Range<usize>)> = Vec::new();
        for part in 0..self.parts.len() {
            let of = labels::kind(self.label(part));
            match runs.last_mut() {
                Some((kind, run)) if *kind == of => run.end = part + 1,
                _ => runs.push((of, part..part + 1)),
            }
        }
        runs
    }

    /// What these parts may come to.
    fn sums(&self, run: &Range<usize>, whole: bool) -> Vec<Decimal> {
        prose::possible_sums(&self.parts[run.clone()], |next| {
            !whole && !labels::is_column(self.label(run.start + next))
        })
    }

    fn adds_up(&self) -> bool {
        self.comes_to(self.breakdown.exhaustive)
    }

    /// Whether the list adds up if it may end before any of its parts.
    fn may_add_up(&self) -> bool {
        self.comes_to(false)
    }

    fn comes_to(&self, whole: bool) -> bool {
        let sums = self.sums(&(0..self.parts.len()), whole);
        let mut totals = self.wider.iter().chain([&self.total]);
        // What an approximate number comes to may be any sum.
        totals.any(|total| *total == Decimal::MAX || sums.contains(total))
    }

    /// The most that the parts may be parts of.
    fn most(&self) -> Decimal {
        self.wider.iter().copied().fold(self.total, Decimal::max)
    }

    /// Whether the parts come to more than the total, however they are read.
    fn exceeds(&self) -> bool {
        let most = self.most();
        self.runs().iter().any(|(kind, run)| {
            let all: Decimal = self.parts[run.clone()].iter().sum();
            let whole = kind.is_some_and(labels::is_whole);
            all > most && !self.sums(run, whole).contains(&self.total)
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
            .with("unit", total.unit)
            .with("more", if sum > self.total { "sum" } else { "stated" });
        for part in &self.breakdown.parts {
            finding = finding.related(self.span(part.quantity), "label-part");
        }
        finding
    }
}

/// The breakdowns of the narrative whose numbers are all exact and known.
fn sums<'s, 'a>(subject: &'s Subject<'a>) -> &'s [Sum<'a>] {
    subject.gathered.sums.get_or_init(|| all_sums(subject))
}

fn all_sums<'a>(subject: &Subject<'a>) -> Vec<Sum<'a>> {
    let mut sums = Vec::new();
    // It takes a total and a part.
    let may_list = |of: &&Paragraph| of.quantities.len() >= 2 && prose::may_list(of.inventory());
    for paragraph in narrative(subject).filter(may_list) {
        for sentence in whole_sentences(&paragraph.text) {
            let quantities = prose::within(&paragraph.quantities, &sentence);
            if quantities.len() < 2 {
                continue;
            }
            for breakdown in prose::breakdowns(&paragraph.text, &sentence, quantities) {
                let known = |index: usize| known(subject, &quantities[index]);
                let Some(total) = known(breakdown.total) else {
                    continue;
                };
                let parts: Option<Vec<Decimal>> = breakdown
                    .parts
                    .iter()
                    .map(|part| known(part.quantity))
                    .collect();
                let Some(parts) = parts else { continue };
                let wider = wider(subject, quantities, breakdown.total);
                sums.push(Sum {
                    paragraph,
                    quantities,
                    breakdown,
                    total,
                    wider,
                    parts,
                });
            }
        }
    }
    sums
}

/// The sentences of a text; one that begins with 其中 belongs to the one before.
pub(super) fn whole_sentences(text: &str) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::new();
    for sentence in prose::sentences(text) {
        let opening = text[sentence.clone()].trim_start_matches([' ', '\u{3000}', '（', '(']);
        let goes_on = opening.starts_with("其中");
        match whole.last_mut() {
            Some(last) if goes_on => last.end = sentence.end,
            _ => whole.push(sentence),
        }
    }
    whole
}

/// What else a list may divide than the number that it stands behind: a number of its kind before that, or what they
/// come to. 收到9件，上年结转1件，其中… may divide the nine or all ten.
fn wider(subject: &Subject<'_>, quantities: &[Quantity], total: usize) -> Vec<Decimal> {
    let unit = quantities[total].unit;
    let mut sum = Decimal::ZERO;
    let mut sums = Vec::new();
    let same = quantities[..=total].iter().rev();
    for quantity in same.filter(|quantity| quantity.unit == unit) {
        let number = known(subject, quantity);
        // An approximate number leaves open what all come to.
        sum = number
            .and_then(|number| sum.checked_add(number))
            .unwrap_or(Decimal::MAX);
        sums.push(sum);
        sums.extend(number);
    }
    sums
}

/// The number that a quantity stands for, if it claims to be exact.
pub(super) fn known(subject: &Subject<'_>, quantity: &Quantity) -> Option<Decimal> {
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
            if sum.parts.iter().any(|part| *part > sum.most()) && !sum.may_add_up() {
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
        // Who writes 等 has left parts out on purpose.
        let may_be_meant_whole = !sum.breakdown.exhaustive && !sum.breakdown.unfinished;
        if may_be_meant_whole && sum.parts.len() >= 3 && is_short && !sum.overlaps() {
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
            let Some(first) = (0..part).find(|&first| sum.name(first) == sum.name(part)) else {
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

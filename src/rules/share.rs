//! Shares in the narrative against their own quotients: `8条，占12%` of 105.

use rust_decimal::Decimal;

use super::breakdown::{known, whole_sentences};
use super::words::{narrative, plain};
use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Paragraph;
use crate::prose::{self, Quantity};

pub(super) static RULES: &[Rule] = &[Rule {
    code: &WRONG_SHARE,
    check: wrong_share,
}];
static WRONG_SHARE: Code = Code::warning("wrong-share");

fn wrong_share(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let has_share = |paragraph: &&Paragraph| {
        let mut quantities = paragraph.quantities.iter();
        quantities.any(|quantity| quantity.unit == "%")
    };
    for paragraph in narrative(subject).filter(has_share) {
        let text = paragraph.text.as_str();
        let quantities = &paragraph.quantities;
        for sentence in whole_sentences(text) {
            let inside = prose::within(quantities, &sentence);
            let breakdowns = prose::breakdowns(text, &sentence, inside);
            for (index, share) in inside.iter().enumerate() {
                let Some((part, percent)) = share_of(subject, text, inside, index) else {
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
                let base = base
                    .and_then(|base| known(subject, &inside[base]))
                    .or_else(|| common_base(subject, text, quantities, inside, index));
                let Some(base) = base else { continue };
                if base.is_zero() || agrees(base) {
                    continue;
                }
                let right = (value * hundred / base).round_dp(share.step.scale().max(1));
                findings.push(said_share(paragraph, share, percent, right, &inside[part]));
            }
        }
    }
}

/// Words between a number and its share that do not say of what it is one.
const BARE: [&str; 6] = ["占", "占比", "占比为", "占比达", "占总数的", "占总量的"];

/// The number of which the other shares of the sentence are shares, if there are two or more and all agree: 42件，占42.86%；
/// 1件，占1.02%；49件，占50%.
fn common_base(
    subject: &Subject<'_>,
    text: &str,
    quantities: &[Quantity],
    inside: &[Quantity],
    index: usize,
) -> Option<Decimal> {
    let is_bare = |part: usize, share: usize| {
        let between = &text[inside[part].range.end..inside[share].range.start];
        BARE.contains(&between.trim_matches(['，', ',', '（', '(', ' ']))
    };
    let (part, _) = share_of(subject, text, inside, index)?;
    let unit = inside[part].unit;
    let mut others = Vec::new();
    for other in (0..inside.len()).filter(|&other| other != index) {
        let Some((of, percent)) = share_of(subject, text, inside, other) else {
            continue;
        };
        if inside[of].unit != unit || !is_bare(of, other) {
            return None;
        }
        others.push((known(subject, &inside[of])?, percent, inside[other].step));
    }
    if others.len() < 2 || !is_bare(part, index) {
        return None;
    }
    let of_all = |base: &Decimal| {
        let agrees = |&(value, percent, step): &(Decimal, Decimal, Decimal)| {
            (percent - value * Decimal::ONE_HUNDRED / base).abs() < step
        };
        !base.is_zero() && others.iter().all(agrees)
    };
    let before = quantities
        .iter()
        .filter(|base| base.unit == unit && base.range.end <= inside[part].range.start);
    let mut bases = before.filter_map(|base| known(subject, base));
    bases.find(of_all)
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

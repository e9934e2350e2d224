//! Do the words agree with the figures? Numbers typed into the narrative against the tables that they speak of,
//! as the form says how running text speaks of them ([`Mention`]).
//!
//! Only what leaves no doubt is compared: the unit is right, the words are those of the form, nothing in the
//! clause makes it a part, another year or another body. The rest is reported as not compared, once a paragraph.

mod context;

use std::ops::Range;

use rust_decimal::Decimal;

use self::context::Context;
use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Mention, Pattern, Point, RowRef, Term};
use crate::model::{Origin, Paragraph};
use crate::prose::{self, Exactness, Quantity};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: &TEXT_AGAINST_TABLE,
        check: text_against_table,
    },
    Rule {
        code: &APPROXIMATE_FIGURE,
        check: approximate_figure,
    },
    Rule {
        code: &NONE_AGAINST_FIGURE,
        check: none_against_figure,
    },
    Rule {
        code: &UNCHECKED_FIGURE,
        check: unchecked_figure,
    },
];

static APPROXIMATE_FIGURE: Code =
    Code::warning("approximate-figure").passing(&["reference", "within"]);
static NONE_AGAINST_FIGURE: Code = Code::error("none-against-figure");
static TEXT_AGAINST_TABLE: Code = Code::error("text-against-table");
static UNCHECKED_FIGURE: Code = Code::note("unchecked-figure").passing(&["within"]);

/// The most characters that a heading within a chapter has.
const HEADING: usize = 20;

/// The section that speaks of last year, whose figures are not in this year's tables.
const LAST_YEAR: &str = "last_year";

/// The paragraphs whose figures are those of the tables.
fn of_this_year<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Paragraph> {
    narrative(subject).filter(
        |paragraph| !matches!(&paragraph.origin, Origin::Key { section, .. } if section == LAST_YEAR),
    )
}

/// Whether a section's words are names and addresses.
fn is_names(section: &str) -> bool {
    matches!(section, "agency" | "contact" | "publication" | "deadline")
}

/// Where a paragraph stands, in a word that the catalogue knows: only the words of `report.toml` can refer to a
/// figure, a text that has been written already cannot.
fn within(paragraph: &Paragraph) -> &'static str {
    match paragraph.origin {
        Origin::Key { .. } => "key",
        Origin::Chapter { .. } => "text",
    }
}

/// The paragraphs in which figures may be spoken of.
pub(super) fn narrative<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Paragraph> {
    let is_name = |paragraph: &Paragraph| matches!(&paragraph.origin, Origin::Key { section, .. } if is_names(section));
    let all = subject.report.prose.iter();
    let gathered = &subject.gathered.narrative;
    let narrative = gathered.get_or_init(|| all.filter(|of| !is_name(of)).collect());
    narrative.iter().copied()
}

/// A typed number and the mention that it is.
pub(super) struct Said<'a> {
    paragraph: &'a Paragraph,
    quantity: &'a Quantity,
    mention: &'a Mention,
    /// What each of the meanings comes to.
    figures: Vec<Decimal>,
}

/// Every typed number that leaves no doubt about what it speaks of.
fn said<'s, 'a>(subject: &'s Subject<'a>) -> &'s [Said<'a>] {
    subject.gathered.said.get_or_init(|| all_said(subject))
}

fn all_said<'a>(subject: &Subject<'a>) -> Vec<Said<'a>> {
    let mentions = &subject.form.mentions;
    let mut found = Vec::new();
    let mut before = None;
    for paragraph in of_this_year(subject) {
        // What the number before speaks of, and where its sentence ends.
        let mut beside: Option<(&Mention, usize)> = None;
        for quantity in until_last_typed(&paragraph.quantities) {
            let lead = &paragraph.text[..quantity.range.start];
            if !mentions.may_be_spoken(quantity.unit, lead, paragraph.inventory()) {
                beside = None;
                continue;
            }
            let context = Context::of(subject, before, paragraph, &quantity.range);
            let neighbour = beside
                .take()
                .filter(|(_, end)| *end == context.sentence.end)
                .map(|(mention, _)| mention);
            let mut spoken = context.spoken(quantity, mentions);
            let spoken = spoken.find(|mention| stands_beside(mention, neighbour));
            beside = spoken.map(|mention| (mention, context.sentence.end));
            if quantity.number().is_none() {
                continue;
            }
            if let Some(mention) = spoken {
                let figures = figures(subject, mention);
                if !figures.is_empty() {
                    found.push(Said {
                        paragraph,
                        quantity,
                        mention,
                        figures,
                    });
                }
            }
        }
        before = heading_after(before, paragraph);
    }
    found
}

/// The quantities up to the last number that was typed: those behind it refer to the tables, and say nothing about it.
fn until_last_typed(quantities: &[Quantity]) -> &[Quantity] {
    let last = quantities.iter().rposition(|of| of.number().is_some());
    last.map_or(&[], |last| &quantities[..=last])
}

/// The heading that the next paragraph stands under, if it goes on in the same place: this paragraph if it is short
/// enough to be one, else the one that this paragraph stands under itself.
fn heading_after<'a>(
    heading: Option<&'a Paragraph>,
    paragraph: &'a Paragraph,
) -> Option<&'a Paragraph> {
    // A character takes at most four bytes.
    let is_long = paragraph.text.len() > 4 * HEADING;
    if !is_long && paragraph.text.chars().nth(HEADING).is_none() {
        return Some(paragraph);
    }
    // What stands in report.toml stands under the line before it, and no further.
    heading.filter(|heading| {
        matches!(heading.origin, Origin::Chapter { .. }) && heading.origin == paragraph.origin
    })
}

/// Whether the number before speaks of what this mention needs beside it.
fn stands_beside(mention: &Mention, neighbour: Option<&Mention>) -> bool {
    mention.beside.is_empty()
        || neighbour.is_some_and(|neighbour| {
            let of = neighbour.means.first();
            mention.beside.iter().any(|figure| Some(figure) == of)
        })
}

/// What a mention's meanings come to, as far as the tables give them; the first must be known.
fn figures(subject: &Subject<'_>, mention: &Mention) -> Vec<Decimal> {
    let value = |terms: &Vec<Term>| {
        let values = terms
            .iter()
            .map(|&term| subject.report.term_value(subject.form, term, 0, 0));
        values.sum::<Option<Decimal>>()
    };
    let mut values = mention.means.iter().map(value);
    let Some(Some(first)) = values.next() else {
        return Vec::new();
    };
    std::iter::once(first).chain(values.flatten()).collect()
}

/// Where the figure that a mention means is written.
fn cell(subject: &Subject<'_>, mention: &Mention) -> Option<(Point, Span)> {
    let report = subject.report;
    mention.means.first()?.iter().find_map(|term| {
        let row = match term.row {
            RowRef::Fixed(row) => row,
            RowRef::Every => return None,
            RowRef::Total => report.sheet(term.table)?.total?,
        };
        let point = Point {
            table: term.table,
            row,
            column: term.column?,
        };
        let sheet = report.sheet(term.table)?;
        Some((
            point,
            report.fact(point).map_or(sheet.span, |fact| fact.span),
        ))
    })
}

/// Names the figure that a mention means, and points at it.
fn about(subject: &Subject<'_>, mention: &Mention, finding: Diagnostic) -> Diagnostic {
    let Some((point, span)) = cell(subject, mention) else {
        return finding.related(mention.span, "label-form");
    };
    let (form, report) = (subject.form, subject.report);
    let table = &form.tables[point.table];
    finding
        .about(report.path(form, point))
        .with("reference", report.reference(form, point))
        .with("row", report.row_label(table, point))
        .with("column", table.columns[point.column].label.as_str())
        .related(span, "label-fact")
}

fn text_against_table(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for said in said(subject) {
        if said
            .figures
            .iter()
            .any(|&figure| said.quantity.may_mean(figure))
        {
            continue;
        }
        let severity = if said.quantity.exactness == Exactness::Exact {
            said.mention.severity
        } else {
            said.mention
                .severity
                .min(crate::diagnostic::Severity::Warning)
        };
        let text = &said.paragraph.text[said.quantity.range.clone()];
        let finding = TEXT_AGAINST_TABLE
            .at(said.paragraph.at(&said.quantity.range))
            .severe(severity)
            .with("written", text)
            .with("within", within(said.paragraph))
            .with("figure", plain(said.figures[0]));
        findings.push(about(subject, said.mention, finding));
    }
}

fn approximate_figure(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for said in said(subject) {
        let agrees = said
            .figures
            .iter()
            .any(|&figure| said.quantity.may_mean(figure));
        if said.quantity.exactness == Exactness::Exact || !agrees {
            continue;
        }
        let finding = APPROXIMATE_FIGURE
            .at(said.paragraph.at(&said.quantity.range))
            .with("written", &said.paragraph.text[said.quantity.range.clone()])
            .with("within", within(said.paragraph))
            .with("figure", plain(said.figures[0]));
        findings.push(about(subject, said.mention, finding));
    }
}

fn none_against_figure(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mentions = &subject.form.mentions;
    let mut before = None;
    for paragraph in of_this_year(subject) {
        let denials = mentions.denials(&paragraph.text, paragraph.inventory());
        if denials.is_empty() {
            before = heading_after(before, paragraph);
            continue;
        }
        for sentence in prose::sentences(&paragraph.text) {
            for of_mention in denials.chunk_by(|one, next| std::ptr::eq(one.0, next.0)) {
                let (mention, _) = of_mention[0];
                let mut patterns = of_mention.iter().map(|(_, pattern)| *pattern);
                let range = patterns.find_map(|pattern| {
                    says_none(subject, before, paragraph, &sentence, mention, pattern)
                });
                let Some(range) = range else { continue };
                let figures = figures(subject, mention);
                let Some(figure) = figures.first().filter(|figure| !figure.is_zero()) else {
                    continue;
                };
                let finding = NONE_AGAINST_FIGURE
                    .at(paragraph.at(&range))
                    .with("written", &paragraph.text[range.clone()])
                    .with("figure", plain(*figure));
                findings.push(about(subject, mention, finding));
            }
        }
        before = heading_after(before, paragraph);
    }
}

/// Where a sentence says in these words that there was nothing of what a mention means.
fn says_none<'a>(
    subject: &Subject<'a>,
    before: Option<&'a Paragraph>,
    paragraph: &'a Paragraph,
    sentence: &Range<usize>,
    mention: &Mention,
    pattern: &Pattern,
) -> Option<Range<usize>> {
    /// What may follow without saying something else: 未收到申请|的情况.
    const TAIL: [&str; 33] = [
        "方面",
        "案",
        "政府信息",
        "办理",
        "（",
        "类信息",
        "等",
        "请求",
        "要求",
        "问题",
        "现象",
        "的情况",
        "情况",
        "的情形",
        "情形",
        "事项",
        "案件",
        "事件",
        "件",
        "信息",
        "公开",
        "申请",
        "的",
        "，",
        "。",
        "；",
        "、",
        "和",
        "及",
        "或",
        "与",
        "）",
        ",",
    ];
    /// What, further on, makes it a denial of something else: 未发生行政复议|、行政诉讼败诉案件.
    const OTHER_END: [&str; 11] = [
        "追责", "败诉", "纠错", "纠正", "撤销", "违法", "超期", "费", "投诉", "异议", "不满",
    ];
    let text = &paragraph.text[sentence.clone()];
    pattern.stands(text).find_map(|(start, end)| {
        let rest = text[end..].trim_start();
        if !rest.is_empty() && !TAIL.iter().any(|tail| rest.starts_with(tail)) {
            return None;
        }
        if goes_on(&text[start..end]) {
            return None;
        }
        let clause = rest.split(['，', ',', '；', ';']).next().unwrap_or(rest);
        if OTHER_END.iter().any(|word| clause.contains(word)) {
            return None;
        }
        let range = sentence.start + start..sentence.start + end;
        let context = Context::of(subject, before, paragraph, &range);
        let own = range.start.min(context.item.start)..range.end;
        context.is_plain(mention, own).then_some(range)
    })
}

/// Whether a denial's words belong to two clauses, of which the second is no part of the denial: 未收到投诉，收到申请.
/// 未发生行政复议，提起行政诉讼的情况 is one.
fn goes_on(denial: &str) -> bool {
    const JOINED: [&str; 6] = ["提起", "行政诉讼", "或", "和", "以及", "引发"];
    denial.contains(['；', ';', '：', ':'])
        || denial.split(['，', ',']).skip(1).any(|clause| {
            !JOINED
                .iter()
                .any(|word| clause.trim_start().starts_with(word))
        })
}

fn unchecked_figure(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let said = said(subject);
    let agency = &subject.report.agency.name;
    for paragraph in of_this_year(subject) {
        let quantities = &paragraph.quantities;
        let unchecked = quantities.iter().filter(|quantity| {
            // 小百户镇 is a name: a hundred households are not counted in it.
            let is_name =
                || quantity.chinese && agency.contains(&paragraph.text[quantity.range.clone()]);
            quantity.number().is_some() && is_tally(quantity) && !is_name() && {
                let known = |said: &Said<'_>| std::ptr::eq(said.quantity, *quantity);
                !said.iter().any(known)
            }
        });
        let texts: Vec<&str> = unchecked
            .map(|quantity| &paragraph.text[quantity.range.clone()])
            .collect();
        let Some(text) = texts.first() else {
            continue;
        };
        let mut all = quantities.iter();
        let Some(first) = all.find(|of| *text == &paragraph.text[of.range.clone()]) else {
            continue;
        };
        findings.push(
            UNCHECKED_FIGURE
                .at(paragraph.at(&first.range))
                .with("within", within(paragraph))
                .with("count", texts.len().to_string())
                .with("figures", texts.join("、")),
        );
    }
}

/// Whether a number counts something: not a share, nor one of the small numbers that are words (一次, 两项).
fn is_tally(quantity: &Quantity) -> bool {
    let is_word = quantity.chinese
        && quantity
            .number()
            .is_some_and(|number| number <= Decimal::TEN);
    quantity.unit != "%" && !is_word
}

/// A number without noughts behind its point.
pub(super) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

//! Does this year follow from last year? What the form says must carry over.
//!
//! Only what corresponds is compared ([`Form::counterpart`]): across editions a figure that means something else
//! has another id. What cannot be valued in either year is not assessed.
//!
//! [`Form::counterpart`]: crate::form::Form::counterpart

use rust_decimal::Decimal;

use super::checks::is_explained;
use super::{Prior, Rule, Subject};
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::form::{Comparison, Form, Identity, Point, RowRef, Term};
use crate::model::Report;
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[Rule {
    code: &BROKEN_CONTINUITY,
    check: broken_continuity,
}];

static BROKEN_CONTINUITY: Code = Code::error("broken-continuity");

fn broken_continuity(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(prior) = subject.prior else { return };
    for identity in &subject.form.continuities {
        if is_explained(subject, identity) {
            continue;
        }
        for column in columns(subject, prior, identity) {
            findings.extend(judge(subject, prior, identity, column));
        }
    }
}

/// The columns that an identity is judged in. A total follows from the columns that it totals, and so does what it
/// breaks: it is judged where one of those cannot be.
fn columns(subject: &Subject<'_>, prior: Prior<'_>, identity: &Identity) -> Vec<usize> {
    if !identity.equation.per_column() {
        return vec![0];
    }
    let table = &subject.form.tables[identity.table];
    let judged = |column: usize| sides(subject, prior, identity, column).is_some();
    table
        .figure_columns()
        .filter(|&column| match &table.columns[column].sum {
            Some(parts) => !parts.iter().all(|&part| judged(part)),
            None => true,
        })
        .collect()
}

/// What the two sides of an identity come to.
fn sides(
    subject: &Subject<'_>,
    prior: Prior<'_>,
    identity: &Identity,
    column: usize,
) -> Option<(Decimal, Decimal)> {
    let side = |terms: &[Term]| -> Option<Decimal> {
        terms
            .iter()
            .map(|&term| value(subject, prior, term, column))
            .sum()
    };
    let equation = &identity.equation;
    Some((side(&equation.left)?, side(&equation.right)?))
}

fn value(subject: &Subject<'_>, prior: Prior<'_>, term: Term, column: usize) -> Option<Decimal> {
    if term.prior {
        prior_value(subject.form, prior, term, column)
    } else {
        subject.report.term_value(subject.form, term, 0, column)
    }
}

/// Last year's value of a term of this year's form, if last year's form has the same figure.
fn prior_value(form: &Form, prior: Prior<'_>, term: Term, column: usize) -> Option<Decimal> {
    let there = form.counterpart(point(term, column), prior.form)?;
    match term.row {
        RowRef::Fixed(_) => prior.report.value(prior.form, there),
        RowRef::Total => prior
            .report
            .open_total(prior.form, there.table, there.column),
        RowRef::Every => None,
    }
}

/// The point of a term; that of an open table's total stands for the table.
fn point(term: Term, column: usize) -> Point {
    Point {
        table: term.table,
        row: match term.row {
            RowRef::Fixed(row) => row,
            RowRef::Every | RowRef::Total => 0,
        },
        column: term.column.unwrap_or(column),
    }
}

/// Where a term's figure was written, in whichever year.
fn cell(subject: &Subject<'_>, prior: Prior<'_>, term: Term, column: usize) -> Option<Span> {
    let here = point(term, column);
    let (report, mut at) = if term.prior {
        (prior.report, subject.form.counterpart(here, prior.form)?)
    } else {
        (subject.report, here)
    };
    if term.row == RowRef::Total {
        at.row = report.sheet(at.table)?.total?;
    }
    Some(report.fact(at)?.span)
}

fn judge(
    subject: &Subject<'_>,
    prior: Prior<'_>,
    identity: &Identity,
    column: usize,
) -> Option<Diagnostic> {
    let (form, report) = (subject.form, subject.report);
    let equation = &identity.equation;
    let (left, right) = sides(subject, prior, identity, column)?;
    if equation.comparison.holds(&left, &right) {
        return None;
    }
    let judged = equation.left[0];
    let at = point(judged, column);
    let stated = value(subject, prior, judged, column)?;
    let span = cell(subject, prior, judged, column).or_else(|| report.row_span(at))?;
    let table = &form.tables[at.table];
    let comparison = match equation.comparison {
        Comparison::Equal => "equal",
        Comparison::AtMost => "at-most",
        Comparison::AtLeast => "at-least",
    };
    let says = Arg::Words {
        zh: identity.zh.clone(),
        en: identity.en.clone(),
    };
    let mut finding = BROKEN_CONTINUITY
        .at(span)
        .severe(identity.severity)
        .about(report.path(form, at))
        .with("identity", identity.id.as_str())
        .with("says", says)
        .with("equation", equation.text.as_str())
        .with("row", report.row_label(table, at))
        .with("column", table.columns[at.column].label.as_str())
        .with("comparison", comparison)
        .with("stated", stated.to_string())
        .with("expected", (stated + right - left).to_string())
        .with("difference", (left - right).to_string());
    for &term in equation.terms() {
        let label = if term.prior {
            "label-last-year"
        } else {
            "label-term"
        };
        if let Some(other) = cell(subject, prior, term, column).filter(|&other| other != span) {
            finding = finding.related(other, label);
        }
    }
    Some(finding.related(identity.span, "label-required-here"))
}

/// Whether the form says what a figure must be after last year's, so that its size is no surprise.
pub(super) fn is_decided(subject: &Subject<'_>, prior: Prior<'_>, at: Point) -> bool {
    subject.form.continuities.iter().any(|identity| {
        let judged = identity.equation.left[0];
        identity.equation.comparison == Comparison::Equal
            && point(judged, at.column) == at
            && sides(subject, prior, identity, at.column).is_some()
    })
}

/// What last year's report says that a figure of this year's must be, or what it must be reckoned from: for the
/// officer who fills in this year's.
pub struct Expected<'f> {
    /// The identity that says so.
    pub identity: &'f Identity,
    /// The figure.
    pub at: Point,
    /// What last year's figures contribute.
    pub last: Decimal,
    /// This year's figures that are added to it.
    pub plus: Vec<Point>,
    /// This year's figures that are taken away from it.
    pub minus: Vec<Point>,
}

/// What last year's report decides of this year's figures.
pub fn expected<'f>(form: &'f Form, prior_form: &Form, prior: &Report) -> Vec<Expected<'f>> {
    let prior = Prior {
        form: prior_form,
        report: prior,
    };
    let mut expected = Vec::new();
    for identity in &form.continuities {
        let equation = &identity.equation;
        let columns: Vec<usize> = if equation.per_column() {
            form.tables[identity.table].figure_columns().collect()
        } else {
            vec![0]
        };
        for column in columns {
            let this = |terms: &[Term]| -> Vec<Point> {
                let terms = terms.iter().filter(|term| !term.prior);
                terms.map(|&term| point(term, column)).collect()
            };
            let last = |terms: &[Term]| -> Option<Decimal> {
                let terms = terms.iter().filter(|term| term.prior);
                terms
                    .map(|&term| prior_value(form, prior, term, column))
                    .sum()
            };
            let (Some(left), Some(right)) = (last(&equation.left), last(&equation.right)) else {
                continue;
            };
            expected.push(Expected {
                identity,
                at: point(equation.left[0], column),
                last: right - left,
                plus: this(&equation.right),
                minus: this(&equation.left[1..]),
            });
        }
    }
    expected
}

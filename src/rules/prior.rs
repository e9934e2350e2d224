//! Does this year follow from last year? What the form says must carry over, figures that jump, and amounts in the
//! wrong unit.
//!
//! Only what corresponds is compared ([`Form::counterpart`]): across editions a figure that means something else
//! has another id. What cannot be valued in either year is not assessed.
//!
//! [`Form::counterpart`]: crate::form::Form::counterpart

use rust_decimal::Decimal;

use super::arithmetic::is_explained;
use super::{Prior, Rule, Subject};
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::form::{Comparison, Form, Identity, Kind, Point, RowKind, RowRef, Term};
use crate::model::Report;
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: &BROKEN_CONTINUITY,
        check: broken_continuity,
    },
    Rule {
        code: &UNIT_SLIP,
        check: unit_slip,
    },
    Rule {
        code: &SUDDEN_CHANGE,
        check: sudden_change,
    },
];

static BROKEN_CONTINUITY: Code = Code::error("broken-continuity");
static SUDDEN_CHANGE: Code = Code::note("sudden-change");
static UNIT_SLIP: Code = Code::warning("unit-slip");

/// A change by more than this factor is worth a look.
const JUMP: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// Amounts whose ratio is within these differ by about the ten thousand between 元 and 万元, given that a year's
/// amounts change by a factor of five at most.
const SLIP: (Decimal, Decimal) = (
    Decimal::from_parts(2_000, 0, 0, false, 0),
    Decimal::from_parts(50_000, 0, 0, false, 0),
);

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
        subject.report.term(subject.form, term, 0, column)
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

/// A figure in both years.
struct Pair {
    at: Point,
    this: Decimal,
    last: Decimal,
    span: Span,
    prior: Span,
}

impl Pair {
    /// The figure at a point of this year's form, if it was written in both years.
    fn new(subject: &Subject<'_>, prior: Prior<'_>, at: Point) -> Option<Self> {
        let this = subject.report.fact(at)?;
        let mut there = subject.form.counterpart(at, prior.form)?;
        if subject.form.tables[at.table].open.is_some() {
            there.row = prior.report.sheet(there.table)?.total?;
        }
        let last = prior.report.fact(there)?;
        Some(Self {
            at,
            this: this.entry.number()?,
            last: last.entry.number()?,
            span: this.span,
            prior: last.span,
        })
    }

    /// The larger by the smaller; none if the smaller is nought.
    fn ratio(&self) -> Option<Decimal> {
        self.this
            .max(self.last)
            .checked_div(self.this.min(self.last))
    }

    /// Whether the two differ as an amount in 元 differs from one in 万元.
    fn is_slip(&self, form: &Form) -> bool {
        let (least, most) = SLIP;
        form.tables[self.at.table].columns[self.at.column].kind == Kind::Money
            && self
                .ratio()
                .is_some_and(|ratio| least <= ratio && ratio <= most)
    }

    /// Whether one is more than [`JUMP`] times the other. Small figures vary freely: a township may have three
    /// requests in one year and thirty in the next.
    fn is_jump(&self, form: &Form) -> bool {
        let column = &form.tables[self.at.table].columns[self.at.column];
        let worth = match (column.kind, column.unit.as_str()) {
            (Kind::Money, "万元") => Decimal::from(10),
            (Kind::Money, _) => Decimal::from(10_000),
            _ => Decimal::from(50),
        };
        self.this.max(self.last) >= worth && self.ratio().is_none_or(|ratio| ratio > JUMP)
    }

    fn describe(&self, code: &'static Code, subject: &Subject<'_>) -> Diagnostic {
        let (form, report) = (subject.form, subject.report);
        let table = &form.tables[self.at.table];
        let ratio = self.ratio().map(|ratio| ratio.round_dp(1).normalize());
        code.at(self.span)
            .about(report.path(form, self.at))
            .with("row", report.row_label(table, self.at))
            .with("column", table.columns[self.at.column].label.as_str())
            .with("unit", table.columns[self.at.column].unit.as_str())
            .with("stated", self.this.to_string())
            .with("last", self.last.to_string())
            .with(
                "more",
                if self.this > self.last {
                    "stated"
                } else {
                    "last"
                },
            )
            .with(
                "times",
                ratio.map_or_else(|| "none".to_owned(), |ratio| ratio.to_string()),
            )
            .related(self.prior, "label-last-year")
    }
}

fn unit_slip(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(prior) = subject.prior else { return };
    for (index, table) in subject.form.tables.iter().enumerate() {
        let Some(sheet) = subject.report.sheet(index) else {
            continue;
        };
        let rows = if table.open.is_some() {
            sheet.total.into_iter().collect()
        } else {
            (0..table.rows.len()).collect::<Vec<_>>()
        };
        for row in rows {
            for column in table.figure_columns() {
                let at = Point {
                    table: index,
                    row,
                    column,
                };
                let pair = Pair::new(subject, prior, at);
                if let Some(pair) = pair.filter(|pair| pair.is_slip(subject.form)) {
                    findings.push(pair.describe(&UNIT_SLIP, subject));
                }
            }
        }
    }
}

fn sudden_change(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(prior) = subject.prior else { return };
    let form = subject.form;
    for (index, table) in form.tables.iter().enumerate() {
        let Some(sheet) = subject.report.sheet(index) else {
            continue;
        };
        if table.open.is_some() {
            // Its rows are the agency's own, and may be others each year.
            let row = sheet.total.into_iter().collect();
            findings.extend(jumps(subject, prior, index, row));
            continue;
        }
        // A total row says again what the rows that it totals have said.
        let (totals, parts): (Vec<usize>, Vec<usize>) =
            (0..table.rows.len()).partition(|&row| table.rows[row].sum.is_some());
        let parts: Vec<usize> = parts
            .into_iter()
            .filter(|&row| {
                table.rows[row].kind == RowKind::Figures || sheet.is_undivided(table, row)
            })
            .collect();
        let mut found = jumps(subject, prior, index, parts);
        if found.is_empty() {
            found = jumps(subject, prior, index, totals);
        }
        findings.append(&mut found);
    }
}

/// The figures of some rows that jump: a row's totals where it has them, else its cells.
fn jumps(
    subject: &Subject<'_>,
    prior: Prior<'_>,
    index: usize,
    rows: Vec<usize>,
) -> Vec<Diagnostic> {
    let form = subject.form;
    let table = &form.tables[index];
    let mut found = Vec::new();
    for row in rows {
        let pairs = |total: bool| -> Vec<Pair> {
            table
                .figure_columns()
                .filter(|&column| table.columns[column].sum.is_some() == total)
                .filter_map(|column| {
                    let at = Point {
                        table: index,
                        row,
                        column,
                    };
                    Pair::new(subject, prior, at)
                })
                .collect()
        };
        let mut of_row = pairs(true);
        if of_row.is_empty() {
            of_row = pairs(false);
        }
        let jumping = of_row.iter().filter(|pair| {
            pair.is_jump(form) && !pair.is_slip(form) && !is_decided(subject, prior, pair.at)
        });
        found.extend(jumping.map(|pair| pair.describe(&SUDDEN_CHANGE, subject)));
    }
    found
}

/// Whether the form says what a figure must be after last year's, so that its size is no surprise.
fn is_decided(subject: &Subject<'_>, prior: Prior<'_>, at: Point) -> bool {
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

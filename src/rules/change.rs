//! Is a figure likely after last year's? Figures that jump, and amounts in the wrong unit.
//!
//! Only what corresponds is compared ([`Form::counterpart`]), and only figures that were written in both years.

use rust_decimal::Decimal;

use super::prior::is_decided;
use super::{Prior, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Form, Kind, Point, RowKind};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: &UNIT_SLIP,
        check: unit_slip,
    },
    Rule {
        code: &SUDDEN_CHANGE,
        check: sudden_change,
    },
];

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

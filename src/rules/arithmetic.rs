//! Does it add up? Totals of rows, columns, groups and trees, and the identities of the form.
//!
//! Everything here is driven by the form. Each sum and each identity is judged on its own; what cannot be
//! valued (`Report::value`) is not assessed.

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::form::{Comparison, Identity, Point, RowKind, RowRef, Table, Term};
use crate::model::{Counting, Entry, Sheet};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: &WRONG_TOTAL,
        check: wrong_total,
    },
    Rule {
        code: &CHILDREN_ABOVE_PARENT,
        check: children_above_parent,
    },
    Rule {
        code: &BROKEN_IDENTITY,
        check: broken_identity,
    },
];

static BROKEN_IDENTITY: Code =
    Code::error("broken-identity").passing(&["equation", "difference", "explained_by"]);
static CHILDREN_ABOVE_PARENT: Code = Code::error("children-above-parent");
static WRONG_TOTAL: Code = Code::error("wrong-total");

fn wrong_total(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (index, table) in subject.form.tables.iter().enumerate() {
        let Some(sheet) = subject.report.sheet(index) else {
            continue;
        };
        let totals = Totals {
            subject,
            index,
            table,
            sheet,
        };
        if table.open.is_some() {
            totals.of_open(findings);
            continue;
        }
        for row in 0..table.rows.len() {
            for column in table.figure_columns() {
                totals.of_row(row, column, findings);
                totals.of_column(row, column, findings);
            }
        }
    }
}

/// The totals of one table.
struct Totals<'a> {
    subject: &'a Subject<'a>,
    index: usize,
    table: &'a Table,
    sheet: &'a Sheet,
}

impl Totals<'_> {
    /// A total column against the columns that it totals.
    fn of_row(&self, row: usize, column: usize, findings: &mut Vec<Diagnostic>) {
        let Some(parts) = &self.table.columns[column].sum else {
            return;
        };
        let parts: Vec<usize> = parts
            .iter()
            .copied()
            .filter(|&part| self.table.has(row, part))
            .collect();
        let sum: Option<Decimal> = parts
            .iter()
            .map(|&part| self.sheet.fact(row, part)?.entry.number())
            .sum();
        let spans = parts
            .iter()
            .filter_map(|&part| Some(self.sheet.fact(row, part)?.span));
        self.compare(
            row,
            column,
            sum,
            "row",
            self.table.columns[column].span,
            spans,
            findings,
        );
    }

    /// A total row against the rows that it totals, or a group's own figure against the rows below it.
    fn of_column(&self, row: usize, column: usize, findings: &mut Vec<Diagnostic>) {
        let of = &self.table.rows[row];
        let (parts, along): (Vec<usize>, _) = match &of.sum {
            Some(parts) => (parts.clone(), "column"),
            None if of.kind == RowKind::Group && self.sheet.is_divided(self.table, row) => {
                (self.table.children(row).collect(), "group")
            }
            None => return,
        };
        let sum = self
            .sheet
            .sum_of_rows(self.table, parts.iter().copied(), column);
        let spans = parts.iter().flat_map(|&part| self.spans(part, column));
        self.compare(row, column, sum, along, of.span, spans, findings);
    }

    /// The cells that make up a row's value at a column: its own, or those below a divided group.
    fn spans(&self, row: usize, column: usize) -> Vec<Span> {
        if self.table.rows[row].kind == RowKind::Group && self.sheet.is_divided(self.table, row) {
            return self
                .table
                .children(row)
                .flat_map(|child| self.spans(child, column))
                .collect();
        }
        self.sheet
            .fact(row, column)
            .map(|fact| fact.span)
            .into_iter()
            .collect()
    }

    /// An open table's declared total against its rows.
    fn of_open(&self, findings: &mut Vec<Diagnostic>) {
        let (Some(open), Some(total)) = (&self.table.open, self.sheet.total) else {
            return;
        };
        if !open.summed {
            return;
        }
        for column in self.table.figure_columns() {
            let counting = self.subject.report.counting;
            let sum = self.sheet.open_sum(column, counting);
            let counted = self.counted(None, column, counting);
            let spans = counted
                .into_iter()
                .filter_map(|row| Some(self.sheet.fact(row, column)?.span));
            let tree = self
                .table
                .columns
                .iter()
                .any(|column| column.kind == crate::form::Kind::Parent);
            self.compare(
                total,
                column,
                sum,
                if tree { "tree" } else { "column" },
                open.span,
                spans,
                findings,
            );
        }
    }

    /// The rows below `parent` whose own figures make up the sum.
    fn counted(&self, parent: Option<usize>, column: usize, counting: Counting) -> Vec<usize> {
        let mut counted = Vec::new();
        for row in self.sheet.open_children(parent) {
            let is_number = self
                .sheet
                .fact(row, column)
                .is_some_and(|fact| fact.entry.number().is_some());
            if is_number {
                counted.push(row);
            }
            if !is_number || counting == Counting::Exclusive {
                counted.extend(self.counted(Some(row), column, counting));
            }
        }
        counted
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one call site a kind of total, all arguments differ"
    )]
    fn compare(
        &self,
        row: usize,
        column: usize,
        sum: Option<Decimal>,
        along: &'static str,
        declared: Span,
        parts: impl Iterator<Item = Span>,
        findings: &mut Vec<Diagnostic>,
    ) {
        let Some(fact) = self.sheet.fact(row, column) else {
            return;
        };
        let (Entry::Number(stated), Some(sum)) = (fact.entry, sum) else {
            return;
        };
        if stated == sum {
            return;
        }
        let point = Point {
            table: self.index,
            row,
            column,
        };
        let report = self.subject.report;
        let mut finding = WRONG_TOTAL
            .at(fact.span)
            .about(report.path(self.subject.form, point))
            .with("row", report.row_label(self.table, point))
            .with("column", self.table.columns[column].label.as_str())
            .with("along", along)
            .with("stated", stated.to_string())
            .with("sum", sum.to_string())
            .with("difference", (stated - sum).to_string())
            .with("more", if stated > sum { "stated" } else { "sum" })
            .with("gap", (stated - sum).abs().to_string());
        for part in parts {
            finding = finding.related(part, "label-part");
        }
        findings.push(finding.related(declared, "label-required-here"));
    }
}

fn children_above_parent(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let report = subject.report;
    if report.counting == Counting::Exclusive {
        return;
    }
    for (index, table) in subject.form.tables.iter().enumerate() {
        let Some(sheet) = report.sheet(index).filter(|sheet| !sheet.open.is_empty()) else {
            continue;
        };
        for column in table.figure_columns() {
            for row in 0..sheet.open.len() {
                let Some(Entry::Number(stated)) = sheet.fact(row, column).map(|fact| fact.entry)
                else {
                    continue;
                };
                // Children without a figure could only add to the sum of the others.
                let numbers = sheet.open_children(Some(row)).filter_map(|child| {
                    let fact = sheet.fact(child, column)?;
                    Some((fact.entry.number()?, fact.span))
                });
                let numbers: Vec<(Decimal, Span)> = numbers.collect();
                let sum: Decimal = numbers.iter().map(|(number, _)| number).sum();
                if sum <= stated {
                    continue;
                }
                let point = Point {
                    table: index,
                    row,
                    column,
                };
                let span = sheet.fact(row, column).map_or(sheet.span, |fact| fact.span);
                let mut finding = CHILDREN_ABOVE_PARENT
                    .at(span)
                    .about(report.path(subject.form, point))
                    .with("row", report.row_label(table, point))
                    .with("stated", stated.to_string())
                    .with("sum", sum.to_string())
                    .with("gap", (sum - stated).to_string());
                for (_, child) in numbers {
                    finding = finding.related(child, "label-part");
                }
                findings.push(finding);
            }
        }
    }
}

fn broken_identity(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for identity in &subject.form.identities {
        let Some(sheet) = subject.report.sheet(identity.table) else {
            continue;
        };
        if is_explained(subject, identity) {
            continue;
        }
        let table = &subject.form.tables[identity.table];
        let rows: Vec<usize> = if identity.equation.per_row() {
            (0..sheet.open.len())
                .filter(|&row| Some(row) != sheet.total)
                .collect()
        } else {
            vec![0]
        };
        let columns: Vec<usize> = if identity.equation.per_column() {
            // A total column that the agency left out follows from the others, and so does what it breaks.
            table
                .figure_columns()
                .filter(|&column| {
                    sheet.columns[column].is_some() || table.columns[column].sum.is_none()
                })
                .collect()
        } else {
            vec![0]
        };
        for row in rows {
            for &column in &columns {
                findings.extend(judge(subject, identity, row, column));
            }
        }
    }
}

/// Whether the agency gave the reason that the form asks for.
pub(super) fn is_explained(subject: &Subject<'_>, identity: &Identity) -> bool {
    let Some((section, key)) = identity
        .explained_by
        .as_deref()
        .and_then(|path| path.split_once('.'))
    else {
        return false;
    };
    subject
        .report
        .written(section, key)
        .is_some_and(|written| !written.words.is_blank())
}

/// Judges an identity at a row (if it holds for each) and a column (if it holds for each).
fn judge(
    subject: &Subject<'_>,
    identity: &Identity,
    row: usize,
    column: usize,
) -> Option<Diagnostic> {
    let (form, report) = (subject.form, subject.report);
    let equation = &identity.equation;
    let side = |terms: &[Term]| {
        terms
            .iter()
            .map(|&term| report.term(form, term, row, column))
            .sum::<Option<Decimal>>()
    };
    let (left, right) = (side(&equation.left)?, side(&equation.right)?);
    if equation.comparison.holds(&left, &right) {
        return None;
    }
    let cells: Vec<(Point, Span)> = equation
        .terms()
        .filter_map(|&term| cell(subject, term, row, column))
        .collect();
    // What is checked is the result, where the equation reads as a balance, and the part that is too large
    // or too small, where it reads as a limit.
    let subject_term = match equation.comparison {
        Comparison::Equal => equation.right[0],
        Comparison::AtMost | Comparison::AtLeast => equation.left[0],
    };
    let (point, span) =
        cell(subject, subject_term, row, column).or_else(|| cells.first().copied())?;
    let table = &form.tables[point.table];
    let mut finding = BROKEN_IDENTITY
        .at(span)
        .severe(identity.severity)
        .waivable(identity.waivable)
        .about(report.path(form, point))
        .with("identity", identity.id.as_str())
        .with(
            "says",
            Arg::Words {
                zh: identity.zh.clone(),
                en: identity.en.clone(),
            },
        )
        .with("equation", equation.text.as_str())
        .with("row", report.row_label(table, point))
        .with("column", table.columns[point.column].label.as_str())
        .with("left", left.to_string())
        .with("right", right.to_string())
        .with("difference", (left - right).to_string())
        .with(
            "explained_by",
            identity.explained_by.as_deref().unwrap_or("none"),
        );
    for (_, other) in cells.into_iter().filter(|&(_, other)| other != span) {
        finding = finding.related(other, "label-term");
    }
    Some(finding.related(identity.span, "label-required-here"))
}

/// Where a term's figure was written.
fn cell(subject: &Subject<'_>, term: Term, row: usize, column: usize) -> Option<(Point, Span)> {
    let row = match term.row {
        RowRef::Fixed(row) => row,
        RowRef::Every => row,
        RowRef::Total => subject.report.sheet(term.table)?.total?,
    };
    let point = Point {
        table: term.table,
        row,
        column: term.column.unwrap_or(column),
    };
    Some((point, subject.report.fact(point)?.span))
}

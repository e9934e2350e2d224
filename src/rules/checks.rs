//! What must add up, as data: every total, tree and identity of a report, with the written figures on its two
//! sides. The arithmetic rules report the checks that do not hold; `probable` looks for what would mend them.
//!
//! What cannot be valued (`model/value.rs`) is no check: it is not assessed.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Subject;
use crate::form::{Comparison, Identity, Kind, Point, RowKind, RowRef, Table, Term};
use crate::model::{Counted, Counting, Sheet};
use crate::source::Span;

/// One thing that must hold.
#[derive(Debug)]
pub(super) struct Check<'a> {
    /// What requires it.
    pub(super) of: Of<'a>,
    /// The figures on the left; of a total, the total itself.
    pub(super) left: Vec<Counted>,
    /// How the sides compare.
    pub(super) comparison: Comparison,
    /// The figures on the right.
    pub(super) right: Vec<Counted>,
}

/// What requires a check to hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of<'a> {
    /// A total of the form.
    Total {
        /// `row`, `column`, `group` or `tree`: what is added up.
        along: &'static str,
        /// Where the form declares it.
        declared: Span,
    },
    /// A row of a tree that includes the rows below it.
    Tree,
    /// An identity of the form.
    Identity {
        /// It.
        identity: &'a Identity,
        /// The figure that it is reported at.
        at: (Point, Span),
    },
}

impl Check<'_> {
    /// What the left side comes to.
    pub(super) fn left_sum(&self) -> Decimal {
        self.left.iter().map(|counted| counted.number).sum()
    }

    /// What the right side comes to.
    pub(super) fn right_sum(&self) -> Decimal {
        self.right.iter().map(|counted| counted.number).sum()
    }

    /// Whether it holds.
    pub(super) fn holds(&self) -> bool {
        self.comparison.holds(&self.left_sum(), &self.right_sum())
    }
}

/// The totals of all tables.
pub(super) fn totals<'a>(subject: &Subject<'a>) -> Vec<Check<'a>> {
    let mut checks = Vec::new();
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
            checks.extend(table.figure_columns().filter_map(|it| totals.of_open(it)));
            continue;
        }
        for row in 0..table.rows.len() {
            let parts = totals.parts(row);
            for column in table.figure_columns() {
                checks.extend(totals.of_row(row, column));
                let of_column = parts.as_ref();
                checks.extend(of_column.and_then(|parts| totals.of_column(row, column, parts)));
            }
        }
    }
    checks
}

/// The totals of one table.
struct Totals<'s, 'a> {
    subject: &'s Subject<'a>,
    index: usize,
    table: &'a Table,
    sheet: &'a Sheet,
}

impl<'a> Totals<'_, 'a> {
    /// A figure as written, if it is a number.
    fn written(&self, row: usize, column: usize) -> Option<Counted> {
        written(self.sheet, self.index, row, column)
    }

    /// A total column against the columns that it totals.
    fn of_row(&self, row: usize, column: usize) -> Option<Check<'a>> {
        let parts = self.table.columns[column].sum.as_ref()?;
        let mut counted = Vec::with_capacity(parts.len());
        for &part in parts.iter().filter(|&&part| self.table.has(row, part)) {
            counted.push(self.written(row, part)?);
        }
        self.total(row, column, counted, "row", self.table.columns[column].span)
    }

    /// The rows that a row totals, or those below a group, and which of them they are.
    fn parts(&self, row: usize) -> Option<(Cow<'a, [usize]>, &'static str)> {
        let of = &self.table.rows[row];
        match &of.sum {
            Some(parts) => Some((parts.into(), "column")),
            None if of.kind == RowKind::Group && self.sheet.is_divided(self.table, row) => {
                Some((self.table.children(row).collect(), "group"))
            }
            None => None,
        }
    }

    /// A total row against the rows that it totals, or a group's own figure against the rows below it.
    fn of_column(
        &self,
        row: usize,
        column: usize,
        (parts, along): &(Cow<'a, [usize]>, &'static str),
    ) -> Option<Check<'a>> {
        // What has no figure is not worth adding up.
        self.written(row, column)?;
        let Subject { form, report, .. } = self.subject;
        let parts = report.sum_of_rows(form, self.index, parts.iter().copied(), column)?;
        self.total(row, column, parts, along, self.table.rows[row].span)
    }

    /// An open table's declared total against its rows.
    fn of_open(&self, column: usize) -> Option<Check<'a>> {
        let open = self.table.open.as_ref().filter(|open| open.summed)?;
        let is_tree = |column: &crate::form::Column| column.kind == Kind::Parent;
        let along = if self.table.columns.iter().any(is_tree) {
            "tree"
        } else {
            "column"
        };
        let row = self.sheet.total?;
        let parts = self.subject.report.sum_of_open(self.index, column)?;
        self.total(row, column, parts, along, open.span)
    }

    fn total(
        &self,
        row: usize,
        column: usize,
        parts: Vec<Counted>,
        along: &'static str,
        declared: Span,
    ) -> Option<Check<'a>> {
        Some(Check {
            of: Of::Total { along, declared },
            left: vec![self.written(row, column)?],
            comparison: Comparison::Equal,
            right: parts,
        })
    }
}

fn written(sheet: &Sheet, table: usize, row: usize, column: usize) -> Option<Counted> {
    let fact = sheet.fact(row, column)?;
    Some(Counted {
        point: Point { table, row, column },
        number: fact.entry.number()?,
        span: fact.span,
    })
}

/// In trees whose rows include those below them: each row against those directly below it.
pub(super) fn trees<'a>(subject: &Subject<'a>) -> Vec<Check<'a>> {
    let report = subject.report;
    let mut checks = Vec::new();
    if report.counting == Counting::Exclusive {
        return checks;
    }
    for (index, table) in subject.form.tables.iter().enumerate() {
        let Some(sheet) = report.sheet(index) else {
            continue;
        };
        for column in table.figure_columns() {
            for row in 0..sheet.open.len() {
                // Children without a figure could only add to the sum of the others.
                let children = sheet.open_children(Some(row));
                let right: Vec<Counted> = children
                    .filter_map(|child| written(sheet, index, child, column))
                    .collect();
                let parent = written(sheet, index, row, column).filter(|_| !right.is_empty());
                checks.extend(parent.map(|parent| Check {
                    of: Of::Tree,
                    left: vec![parent],
                    comparison: Comparison::AtLeast,
                    right,
                }));
            }
        }
    }
    checks
}

/// The identities of the form, at each row and column for which they hold.
pub(super) fn identities<'a>(subject: &Subject<'a>) -> Vec<Check<'a>> {
    let mut checks = Vec::new();
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
                checks.extend(of_identity(subject, identity, row, column));
            }
        }
    }
    checks
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

/// An identity at a row (if it holds for each) and a column (if it holds for each).
fn of_identity<'a>(
    subject: &Subject<'a>,
    identity: &'a Identity,
    row: usize,
    column: usize,
) -> Option<Check<'a>> {
    let (form, report) = (subject.form, subject.report);
    let equation = &identity.equation;
    let side = |terms: &[Term]| -> Option<Vec<Counted>> {
        let mut counted = Vec::new();
        for &term in terms {
            counted.extend(report.term(form, term, row, column)?);
        }
        Some(counted)
    };
    let (left, right) = (side(&equation.left)?, side(&equation.right)?);
    // What is checked is the result, where the equation reads as a balance, and the part that is too large
    // or too small, where it reads as a limit.
    let subject_term = match equation.comparison {
        Comparison::Equal => equation.right[0],
        Comparison::AtMost | Comparison::AtLeast => equation.left[0],
    };
    let mut terms = std::iter::once(&subject_term).chain(equation.terms());
    let at = terms.find_map(|&term| cell(subject, term, row, column))?;
    Some(Check {
        of: Of::Identity { identity, at },
        left,
        comparison: equation.comparison,
        right,
    })
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

//! What must add up, as data: every total, tree and identity of a report, with the written figures on its two
//! sides. The arithmetic rules report the checks that do not hold; `probable` looks for what would mend them.
//!
//! What cannot be valued (`model/value.rs`) is no check: it is not assessed.

use rust_decimal::Decimal;

use super::Subject;
use crate::form::{Column, Comparison, Identity, Kind, Point, RowKind, RowRef, Table, Term};
use crate::model::{Counted, Counting, Sheet, Sum};
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
    each_total(subject, |total| checks.extend(total.check()));
    checks
}

/// Whether any total of the tables is wrong. In nearly every report none is, and then no figure need be kept.
pub(super) fn is_any_total_wrong(subject: &Subject<'_>) -> bool {
    let mut is_any = false;
    each_total(subject, |total| is_any = is_any || total.is_wrong());
    debug_assert!(is_any || totals(subject).iter().all(Check::holds));
    is_any
}

/// Hands every total that the form declares to `take`.
fn each_total<'a>(subject: &Subject<'a>, mut take: impl FnMut(&Total<'_, 'a>)) {
    let form = subject.form;
    for (index, table) in form.tables.iter().enumerate() {
        let Some(sheet) = subject.report.sheet(index) else {
            continue;
        };
        let at = |row, column| Point {
            table: index,
            row,
            column,
        };
        if let Some(open) = &table.open {
            let is_tree = |column: &Column| column.kind == Kind::Parent;
            let along = if table.columns.iter().any(is_tree) {
                "tree"
            } else {
                "column"
            };
            if let Some(row) = sheet.total.filter(|_| open.summed) {
                for column in table.figure_columns() {
                    take(&Total {
                        subject,
                        sheet,
                        at: at(row, column),
                        parts: Parts::Open,
                        along,
                        declared: open.span,
                    });
                }
            }
            continue;
        }
        for (row, of_row) in table.rows.iter().enumerate() {
            let rows = rows_below(table, sheet, row);
            for column in table.figure_columns() {
                let of_column = &table.columns[column];
                if let Some(columns) = &of_column.sum {
                    take(&Total {
                        subject,
                        sheet,
                        at: at(row, column),
                        parts: Parts::Columns(columns),
                        along: "row",
                        declared: of_column.span,
                    });
                }
                if let Some((rows, along)) = rows {
                    take(&Total {
                        subject,
                        sheet,
                        at: at(row, column),
                        parts: Parts::Rows(rows),
                        along,
                        declared: of_row.span,
                    });
                }
            }
        }
    }
}

/// The rows that a row totals, or those below a group, and which of them they are.
fn rows_below<'a>(
    table: &'a Table,
    sheet: &Sheet,
    row: usize,
) -> Option<(&'a [usize], &'static str)> {
    let of = &table.rows[row];
    match &of.sum {
        Some(parts) => Some((parts, "column")),
        None if of.kind == RowKind::Group && sheet.is_divided(table, row) => {
            Some((table.children(row), "group"))
        }
        None => None,
    }
}

/// A total that the form declares, before anything is added up.
struct Total<'t, 'a> {
    subject: &'t Subject<'a>,
    sheet: &'t Sheet,
    at: Point,
    parts: Parts<'t>,
    along: &'static str,
    declared: Span,
}

/// What a total totals.
enum Parts<'t> {
    /// These columns of its row.
    Columns(&'t [usize]),
    /// These rows of its column.
    Rows(&'t [usize]),
    /// The rows of an open table.
    Open,
}

impl<'a> Total<'_, 'a> {
    /// Whether it and its parts have figures, and these do not add up.
    fn is_wrong(&self) -> bool {
        let stated = self.sheet.fact(self.at.row, self.at.column);
        let stated = stated.and_then(|fact| fact.entry.number());
        // What has no figure is not worth adding up.
        stated.is_some_and(|stated| self.sum().is_some_and(|sum| sum != stated))
    }

    fn check(&self) -> Option<Check<'a>> {
        let Point { table, row, column } = self.at;
        Some(Check {
            of: Of::Total {
                along: self.along,
                declared: self.declared,
            },
            left: vec![written(self.sheet, table, row, column)?],
            comparison: Comparison::Equal,
            right: self.counted()?,
        })
    }

    /// What the parts come to.
    fn sum(&self) -> Option<Decimal> {
        let Subject { form, report, .. } = self.subject;
        let Point { table, row, column } = self.at;
        match self.parts {
            Parts::Columns(columns) => {
                let mut sum = Sum::default();
                for &column in columns {
                    match self.sheet.fact(row, column) {
                        Some(fact) => sum.add(fact.entry.number()?),
                        // A column that has no figure in the row is no part.
                        None if form.tables[table].has(row, column) => return None,
                        None => {}
                    }
                }
                Some(sum.number())
            }
            Parts::Rows(rows) => report.rows_come_to(form, table, rows, column),
            Parts::Open => report.open_comes_to(table, column),
        }
    }

    /// The parts' figures.
    fn counted(&self) -> Option<Vec<Counted>> {
        let Subject { form, report, .. } = self.subject;
        let Point { table, row, column } = self.at;
        match self.parts {
            Parts::Columns(columns) => across(&form.tables[table], row, columns)
                .map(|column| written(self.sheet, table, row, column))
                .collect(),
            Parts::Rows(rows) => report.sum_of_rows(form, table, rows, column),
            Parts::Open => report.sum_of_open(table, column),
        }
    }
}

/// Those of the columns that have a figure in a row.
fn across(table: &Table, row: usize, columns: &[usize]) -> impl Iterator<Item = usize> {
    let columns = columns.iter().copied();
    columns.filter(move |&column| table.has(row, column))
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
    let mut checks = Vec::new();
    each_parent(subject, |sheet, at| {
        let Point { table, row, column } = at;
        // Children without a figure could only add to the sum of the others.
        let children = sheet.open_children(Some(row));
        let right: Vec<Counted> = children
            .filter_map(|child| written(sheet, table, child, column))
            .collect();
        let parent = written(sheet, table, row, column).filter(|_| !right.is_empty());
        checks.extend(parent.map(|parent| Check {
            of: Of::Tree,
            left: vec![parent],
            comparison: Comparison::AtLeast,
            right,
        }));
    });
    checks
}

/// Whether in any such tree the rows below a row come to more than it.
pub(super) fn is_any_parent_exceeded(subject: &Subject<'_>) -> bool {
    let mut is_any = false;
    each_parent(subject, |sheet, Point { row, column, .. }| {
        let number = |row| sheet.fact(row, column)?.entry.number();
        let children = sheet.open_children(Some(row)).filter_map(number);
        is_any = is_any || number(row).is_some_and(|parent| parent < children.sum::<Decimal>());
    });
    debug_assert!(is_any || trees(subject).iter().all(Check::holds));
    is_any
}

/// Hands to `take` every place of a tree's row with rows below it, if the rows include them.
fn each_parent<'a>(subject: &Subject<'a>, mut take: impl FnMut(&'a Sheet, Point)) {
    let report = subject.report;
    if report.counting == Counting::Exclusive {
        return;
    }
    for (index, table) in subject.form.tables.iter().enumerate() {
        let Some(sheet) = report.sheet(index) else {
            continue;
        };
        for column in table.figure_columns() {
            for row in 0..sheet.open.len() {
                if sheet.open_children(Some(row)).next().is_some() {
                    let at = Point {
                        table: index,
                        row,
                        column,
                    };
                    take(sheet, at);
                }
            }
        }
    }
}

/// The identities of the form, at each row and column for which they hold.
pub(super) fn identities<'a>(subject: &Subject<'a>) -> Vec<Check<'a>> {
    let mut checks = Vec::new();
    each_identity(subject, |identity, row, column| {
        checks.extend(of_identity(subject, identity, row, column));
    });
    checks
}

/// Whether any of them is broken.
pub(super) fn is_any_identity_broken(subject: &Subject<'_>) -> bool {
    let (form, report) = (subject.form, subject.report);
    let mut is_any = false;
    each_identity(subject, |identity, row, column| {
        let equation = &identity.equation;
        let side = |terms: &[Term]| -> Option<Decimal> {
            let values = terms
                .iter()
                .map(|&term| report.term_value(form, term, row, column));
            values.sum()
        };
        let sides = || Some((side(&equation.left)?, side(&equation.right)?));
        is_any = is_any
            || sides().is_some_and(|(left, right)| !equation.comparison.holds(&left, &right));
    });
    debug_assert!(is_any || identities(subject).iter().all(Check::holds));
    is_any
}

/// Hands to `take` every identity of the form that the agency has not explained away, with each row and column for
/// which it holds.
fn each_identity<'a>(subject: &Subject<'a>, mut take: impl FnMut(&'a Identity, usize, usize)) {
    for identity in &subject.form.identities {
        let Some(sheet) = subject.report.sheet(identity.table) else {
            continue;
        };
        if is_explained(subject, identity) {
            continue;
        }
        let table = &subject.form.tables[identity.table];
        let rows = if identity.equation.per_row() {
            0..sheet.open.len()
        } else {
            0..1
        };
        let is_total = |row: usize| identity.equation.per_row() && Some(row) == sheet.total;
        for row in rows.filter(|&row| !is_total(row)) {
            if !identity.equation.per_column() {
                take(identity, row, 0);
                continue;
            }
            for column in table.figure_columns() {
                // A total column that the agency left out follows from the others, and so does what it breaks.
                if sheet.columns[column].is_some() || table.columns[column].sum.is_none() {
                    take(identity, row, column);
                }
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

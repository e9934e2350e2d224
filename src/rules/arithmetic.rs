//! Does it add up? Totals of rows, columns, groups and trees, and the identities of the form.
//!
//! Everything here is driven by the form. Each check (`checks.rs`) is judged on its own; where one slip would
//! mend those that do not hold (`probable.rs`), their findings name it.

use super::checks::{self, Check, Of};
use super::probable::{self, Change, Slip};
use super::{Rule, Subject};
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::form::{Identity, Point};
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
    if checks::is_any_total_wrong(subject) {
        report(subject, &WRONG_TOTAL, checks::totals(subject), findings);
    }
}

fn children_above_parent(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if checks::is_any_parent_exceeded(subject) {
        let checks = checks::trees(subject);
        report(subject, &CHILDREN_ABOVE_PARENT, checks, findings);
    }
}

fn broken_identity(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if checks::is_any_identity_broken(subject) {
        let checks = checks::identities(subject);
        report(subject, &BROKEN_IDENTITY, checks, findings);
    }
}

/// Reports those of the checks of one code that do not hold.
fn report<'a>(
    subject: &Subject<'a>,
    code: &'static Code,
    own: Vec<Check<'a>>,
    findings: &mut Vec<Diagnostic>,
) {
    let broken: Vec<usize> = (0..own.len()).filter(|&it| !own[it].holds()).collect();
    if broken.is_empty() {
        return;
    }
    // A slip must agree with the checks of the other codes too.
    let mut all = own;
    for (other, collect) in [
        (&WRONG_TOTAL, checks::totals as fn(&Subject<'a>) -> _),
        (&CHILDREN_ABOVE_PARENT, checks::trees),
        (&BROKEN_IDENTITY, checks::identities),
    ] {
        if other != code {
            all.extend(collect(subject));
        }
    }
    let slips = probable::slips(subject.form, &all);
    for check in broken {
        let finding = finding(subject, code, &all[check]);
        findings.push(match &slips[check] {
            Some(slip) => name(subject, slip, finding),
            None => finding,
        });
    }
}

fn finding(subject: &Subject<'_>, code: &'static Code, check: &Check<'_>) -> Diagnostic {
    let (left, right) = (check.left_sum(), check.right_sum());
    match check.of {
        Of::Total { along, declared } => {
            let stated = &check.left[0];
            let column = &subject.form.tables[stated.point.table].columns[stated.point.column];
            let finding = about(subject, code, stated.point, stated.span)
                .with("column", column.label.as_str())
                .with("along", along)
                .with("stated", left.to_string())
                .with("sum", right.to_string())
                .with("difference", (left - right).to_string())
                .with("more", if left > right { "stated" } else { "sum" })
                .with("gap", (left - right).abs().to_string());
            with_parts(finding, check).related(declared, "label-required-here")
        }
        Of::Tree => {
            let finding = about(subject, code, check.left[0].point, check.left[0].span)
                .with("stated", left.to_string())
                .with("sum", right.to_string())
                .with("gap", (right - left).to_string());
            with_parts(finding, check)
        }
        Of::Identity { identity, at } => of_identity(subject, code, check, identity, at),
    }
}

fn of_identity(
    subject: &Subject<'_>,
    code: &'static Code,
    check: &Check<'_>,
    identity: &Identity,
    (point, span): (Point, Span),
) -> Diagnostic {
    let (left, right) = (check.left_sum(), check.right_sum());
    let column = &subject.form.tables[point.table].columns[point.column];
    let mut finding = about(subject, code, point, span)
        .severe(identity.severity)
        .waivable(identity.waivable)
        .with("identity", identity.id.as_str())
        .with(
            "says",
            Arg::Words {
                zh: identity.zh.clone(),
                en: identity.en.clone(),
            },
        )
        .with("equation", identity.equation.text.as_str())
        .with("column", column.label.as_str())
        .with("left", left.to_string())
        .with("right", right.to_string())
        .with("difference", (left - right).to_string())
        .with(
            "explained_by",
            identity.explained_by.as_deref().unwrap_or("none"),
        );
    for other in check.left.iter().chain(&check.right) {
        if other.span != span {
            finding = finding.related(other.span, "label-term");
        }
    }
    finding.related(identity.span, "label-required-here")
}

/// A finding about the figure at a point, with its row's label.
fn about(subject: &Subject<'_>, code: &'static Code, point: Point, span: Span) -> Diagnostic {
    let table = &subject.form.tables[point.table];
    code.at(span)
        .about(subject.report.path(subject.form, point))
        .with("row", subject.report.row_label(table, point))
}

/// Adds the parts of a total as places.
fn with_parts(finding: Diagnostic, check: &Check<'_>) -> Diagnostic {
    let parts = check.right.iter();
    parts.fold(finding, |finding, part| {
        finding.related(part.span, "label-part")
    })
}

/// Names what is probably wrong, and marks it.
fn name(subject: &Subject<'_>, slip: &Slip, mut finding: Diagnostic) -> Diagnostic {
    let (form, report) = (subject.form, subject.report);
    let join = |of: &dyn Fn(&Change) -> String| {
        let all: Vec<String> = slip.changes.iter().map(of).collect();
        all.join(" ")
    };
    let table = &form.tables[slip.ends[0].point.table];
    let [first_row, last_row] = slip.ends.map(|end| report.row_label(table, end.point));
    let [first_column, last_column] = slip
        .ends
        .map(|end| table.columns[end.point.column].label.clone());
    let [first_value, last_value] = slip.ends.map(|end| slip.mended(end).to_string());
    for change in &slip.changes {
        let span = change.cell.span;
        let place = finding.related.iter_mut().find(|place| place.span == span);
        if let Some(place) = place {
            place.label = "label-probable";
        } else if finding.span != span && slip.changes.len() <= 2 {
            finding = finding.related(span, "label-probable");
        }
    }
    finding
        .with("slip", slip.kind)
        .with("probable", join(&|it| report.path(form, it.cell.point)))
        .with("written", join(&|it| it.cell.number.to_string()))
        .with("value", join(&|it| it.value.to_string()))
        .with("first_row", first_row)
        .with("last_row", last_row)
        .with("first_column", first_column)
        .with("last_column", last_column)
        .with("first_value", first_value)
        .with("last_value", last_value)
        .advise("advice-probable")
}

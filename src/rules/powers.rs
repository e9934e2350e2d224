//! Has the agency the power to do what it reports? Local rules (规章) are the known case.

use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::form::Point;

pub(super) static RULES: &[Rule] = &[Rule {
    code: &POWER_NOT_HELD,
    check: power_not_held,
}];

static POWER_NOT_HELD: Code = Code::error("power-not-held").passing(&["citation"]);

fn power_not_held(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let report = subject.report;
    let Some(level) = &report.agency.level else {
        return;
    };
    for (index, table) in subject.form.tables.iter().enumerate() {
        for (row, of) in table.rows.iter().enumerate() {
            let Some(power) = of
                .power
                .as_ref()
                .filter(|power| !power.levels.contains(level))
            else {
                continue;
            };
            for column in table.figure_columns() {
                let point = Point {
                    table: index,
                    row,
                    column,
                };
                let Some(fact) = report.fact(point) else {
                    continue;
                };
                let Some(number) = fact.entry.number().filter(|number| !number.is_zero()) else {
                    continue;
                };
                let severity = if power.unsure.contains(level) {
                    Severity::Warning
                } else {
                    Severity::Error
                };
                let mut finding = POWER_NOT_HELD
                    .at(fact.span)
                    .severe(severity)
                    .about(report.path(subject.form, point))
                    .with("row", of.label.as_str())
                    .with("column", table.columns[column].label.as_str())
                    .with("stated", number.to_string())
                    .with("level", level.as_str())
                    .with("citation", power.citation.to_string());
                if let Some(written) = report.written("agency", "level") {
                    finding = finding.related(written.span, "label-level");
                }
                findings.push(finding.related(of.span, "label-form"));
            }
        }
    }
}

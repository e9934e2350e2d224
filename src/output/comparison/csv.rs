//! A line for each figure, for a spreadsheet. Numbers are numbers; labels, which others wrote, are text and nothing
//! else.

use rust_decimal::Decimal;

use super::{ComparisonView, NOTHING, state};
use crate::model::Held;
use crate::output::csv::cell;

pub(super) fn write(view: &ComparisonView<'_>) -> String {
    let [row, column, a, b, difference, percent, path] = view.heads();
    let table = view.text("compare-table", &[]);
    let (unit, remark) = (
        view.text("compare-unit", &[]),
        view.text("compare-remark", &[]),
    );
    let heads = [
        table, row, column, path, unit, a, b, difference, percent, remark,
    ];
    let mut text = format!("\u{FEFF}{}\r\n", heads.map(|head| cell(&head)).join(","));
    for differences in &view.comparison.tables {
        let title = cell(&differences.title);
        for change in &differences.changes {
            let or_nothing =
                |number: Option<Decimal>| number.map_or(NOTHING.to_owned(), |it| it.to_string());
            let [a, b] = &change.units;
            let (unit, remark) = if a == b {
                (a.clone(), String::new())
            } else {
                (format!("{a} → {b}"), view.text("compare-other-unit", &[]))
            };
            let cells = [
                title.clone(),
                cell(&change.named.row),
                cell(&change.named.column),
                cell(&change.named.path),
                cell(&unit),
                change.a.to_string(),
                change.b.to_string(),
                or_nothing(change.difference),
                or_nothing(change.percent),
                cell(&remark),
            ];
            text.push_str(&format!("{}\r\n", cells.join(",")));
        }
        for lone in &differences.lone {
            let shown = |held: Held| match held {
                Held::Written(number) | Held::Computed(number) => number.to_string(),
                Held::NotApplicable => "/".to_owned(),
                Held::Blank | Held::Absent(_) => String::new(),
            };
            let has_first = lone.a.number().is_some();
            let (other, lacks) = if has_first {
                (&view.heads[1], lone.b)
            } else {
                (&view.heads[0], lone.a)
            };
            let lacks = state(view.catalogue, lacks);
            let remark = view.text("compare-lacks", &[("other", other), ("lacks", &lacks)]);
            let cells = [
                title.clone(),
                cell(&lone.named.row),
                cell(&lone.named.column),
                cell(&lone.named.path),
                cell(&lone.unit),
                shown(lone.a),
                shown(lone.b),
                NOTHING.to_owned(),
                NOTHING.to_owned(),
                cell(&remark),
            ];
            text.push_str(&format!("{}\r\n", cells.join(",")));
        }
    }
    text
}

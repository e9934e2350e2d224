//! Is everything there? Tables, rows, columns, cells and words that the form or a document needs.

use std::borrow::Cow;

use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::keys::{Key, Section};
use crate::form::{Point, RowKind, Table};
use crate::model::{Counting, Entry, Fact, Sheet};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: &MISSING_TABLE,
        check: missing_table,
    },
    Rule {
        code: &BLANK_TABLE,
        check: blank_table,
    },
    Rule {
        code: &MISSING_COLUMN,
        check: missing_column,
    },
    Rule {
        code: &MISSING_ROW,
        check: missing_row,
    },
    Rule {
        code: &BLANK_CELL,
        check: blank_cell,
    },
    Rule {
        code: &UNDIVIDED_GROUP,
        check: undivided_group,
    },
    Rule {
        code: &MISSING_TEXT,
        check: missing_text,
    },
    Rule {
        code: &NO_DOCUMENTS,
        check: no_documents,
    },
];

/// The kinds of finding that say that something has not been filled in yet.
pub(super) static GAPS: &[&Code] = &[
    &MISSING_TABLE,
    &BLANK_TABLE,
    &MISSING_COLUMN,
    &MISSING_ROW,
    &BLANK_CELL,
    &MISSING_TEXT,
];

static BLANK_CELL: Code = Code::error("blank-cell");
static BLANK_TABLE: Code = Code::error("blank-table");
static MISSING_COLUMN: Code = Code::error("missing-column");
static MISSING_ROW: Code = Code::error("missing-row");
static MISSING_TABLE: Code = Code::error("missing-table");
static MISSING_TEXT: Code = Code::error("missing-text");
static NO_DOCUMENTS: Code = Code::note("no-documents");
static UNDIVIDED_GROUP: Code = Code::warning("undivided-group").passing(&["parts"]);

/// The tables that the agency gave and that have something in them.
fn filled<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (usize, &'a Table, &'a Sheet)> {
    let tables = subject.form.tables.iter().enumerate();
    let report = subject.report;
    tables
        .filter_map(|(index, table)| Some((index, table, report.sheet(index)?)))
        .filter(|(_, _, sheet)| !sheet.is_blank())
}

fn missing_table(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let report = subject.report;
    for (index, table) in subject.form.tables.iter().enumerate() {
        let needed = table
            .documents
            .iter()
            .any(|document| report.documents.contains(document));
        let given = report.sheet(index).is_some() || report.unread.contains(&index);
        if needed && !table.optional && !given {
            let finding = MISSING_TABLE
                .at(report.year_span)
                .with("table", table.title.as_str());
            findings.push(
                finding
                    .with("file", table.file())
                    .with("id", table.id.as_str())
                    .related(table.span, "label-form"),
            );
        }
    }
}

fn blank_table(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (index, table) in subject.form.tables.iter().enumerate() {
        let Some(sheet) = subject.report.sheet(index) else {
            continue;
        };
        if sheet.is_blank() {
            let optional = if table.optional { "yes" } else { "no" };
            let finding = BLANK_TABLE
                .at(sheet.span)
                .severe(table.at_most(BLANK_TABLE.severity))
                .with("table", table.title.as_str())
                .with("optional", optional);
            findings.push(finding.related(table.span, "label-form"));
        }
    }
}

fn missing_column(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (_, table, sheet) in filled(subject) {
        let left_out = table.figure_columns().filter(|&column| {
            sheet.columns[column].is_none() && table.columns[column].sum.is_none()
        });
        let labels: Vec<&str> = left_out
            .map(|column| table.columns[column].label.as_str())
            .collect();
        if labels.len() > sheet.unplaced.columns {
            let finding = MISSING_COLUMN
                .at(sheet.span)
                .severe(table.at_most(MISSING_COLUMN.severity))
                .with("columns", labels.join("、"))
                .with("table", table.title.as_str());
            findings.push(finding.related(table.span, "label-form"));
        }
    }
}

fn missing_row(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (_, table, sheet) in filled(subject) {
        // Which rows an agency must give is not known where the form is unsure of them.
        if table.unconfirmed {
            continue;
        }
        let left_out = (0..table.rows.len()).filter(|&row| {
            let of = &table.rows[row];
            // A total may be left out, and so may the rows of a group that is given undivided.
            let undivided = of
                .parent
                .is_some_and(|group| sheet.is_undivided(table, group));
            sheet.rows[row].is_none()
                && of.kind == RowKind::Figures
                && of.sum.is_none()
                && !undivided
        });
        let labels: Vec<String> = left_out.map(|row| table.row_path(row)).collect();
        if labels.len() > sheet.unplaced.rows {
            let finding = MISSING_ROW
                .at(sheet.span)
                .with("rows", labels.join("；"))
                .with("count", labels.len().to_string());
            findings.push(
                finding
                    .with("table", table.title.as_str())
                    .related(table.span, "label-form"),
            );
        }
    }
}

fn undivided_group(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (_, table, sheet) in filled(subject) {
        for group in (0..table.rows.len()).filter(|&group| sheet.is_undivided(table, group)) {
            let Some(span) = sheet.rows[group] else {
                continue;
            };
            let parts: Vec<&str> = table
                .children(group)
                .iter()
                .map(|&child| table.rows[child].label.as_str())
                .collect();
            let finding = UNDIVIDED_GROUP
                .at(span)
                .with("row", table.rows[group].label.as_str())
                .with("parts", parts.join("；"));
            findings.push(finding.related(table.rows[group].span, "label-form"));
        }
    }
}

fn blank_cell(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let report = subject.report;
    for (index, table, sheet) in filled(subject) {
        let is_blank = |fact: &Fact| fact.entry == Entry::Blank;
        if table.unconfirmed || !sheet.facts.iter().flatten().any(is_blank) {
            continue;
        }
        let blank = sheet
            .written()
            .filter(|(_, column, fact)| is_blank(fact) && table.columns[*column].kind.is_figure());
        for (row, column, fact) in blank {
            // Nobody adds it up, and nothing that is published needs it.
            if report.documents.is_empty() && !table.rolls_up(row, column) {
                continue;
            }
            let settled = match &table.open {
                None => table.rows[row].kind == RowKind::Group && sheet.is_divided(table, row),
                Some(_) => is_settled(sheet, row, column, report.counting),
            };
            if !settled {
                let point = Point {
                    table: index,
                    row,
                    column,
                };
                let finding = BLANK_CELL
                    .at(fact.span)
                    .with("row", report.row_label(table, point));
                let total = sheet.left_blank(table, row, column, report.counting);
                let shown = total.map_or_else(|| "none".to_owned(), |total| total.to_string());
                let finding = finding
                    .with("column", table.columns[column].label.as_str())
                    .with("total", shown.as_str())
                    .about(report.path(subject.form, point));
                findings.push(match total {
                    Some(_) => finding.mended_by(fact.span, fact.slot, shown),
                    None => finding,
                });
            }
        }
    }
}

/// A blank in a tree says something where the rows below it carry the figure, or a row above it does.
fn is_settled(sheet: &Sheet, row: usize, column: usize, counting: Counting) -> bool {
    if sheet.open_children(Some(row)).next().is_some() {
        return true;
    }
    let mut above =
        std::iter::successors(sheet.open[row].parent, |&parent| sheet.open[parent].parent);
    counting == Counting::Inclusive
        && above.any(|parent| {
            sheet
                .fact(parent, column)
                .is_some_and(|fact| fact.entry != Entry::Blank)
        })
}

fn missing_text(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for section in &subject.keys.sections {
        let passages = subject
            .report
            .words
            .get(&section.id)
            .map(Vec::as_slice)
            .unwrap_or_default();
        if passages.is_empty() {
            let keys: Vec<&str> = needed(subject, section, |_| true)
                .map(|key| key.id.as_str())
                .collect();
            if !keys.is_empty() {
                let finding = missing(subject.report.year_span, section, &keys.join("、"));
                findings.push(finding.with("hint", section.zh.lines().next().unwrap_or_default()));
            }
        }
        for passage in passages {
            let is_blank = |key: &Key| {
                let written = passage.words.get(&key.id);
                written.is_none_or(|written| written.words.is_blank())
                    && !passage.set_aside.contains(&key.id)
            };
            for key in needed(subject, section, is_blank) {
                let written = passage.words.get(&key.id);
                let span = written.map_or(passage.span, |written| written.span);
                findings.push(missing(span, section, &key.id).with("hint", key.zh.as_str()));
            }
        }
    }
}

/// Nothing is said of words and of missing tables then, which nobody should have to find out alone.
fn no_documents(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if subject.report.documents.is_empty()
        && let Some(written) = subject.report.written("", "documents")
    {
        findings.push(NO_DOCUMENTS.at(written.span));
    }
}

/// Those of a section's keys that are left out and that the report cannot do without.
fn needed<'a>(
    subject: &'a Subject<'_>,
    section: &'a Section,
    is_left_out: impl Fn(&Key) -> bool,
) -> impl Iterator<Item = &'a Key> {
    let report = subject.report;
    // A document whose text has been written already does not need the words that it would be composed of; who
    // reports is known from nothing else.
    let is_composed = |document: &&String| {
        section.id.is_empty() || section.id == "agency" || report.text_of(document).is_none()
    };
    let composed: Cow<'a, [String]> = if report.texts.is_empty() {
        Cow::Borrowed(&report.documents)
    } else {
        let composed = report.documents.iter().filter(is_composed);
        composed.cloned().collect()
    };
    // What no document needs is not looked for; of the rest nearly every key is there, which is asked first.
    let of_documents = section.keys.iter().filter(|key| !key.documents.is_empty());
    let left_out = of_documents.filter(move |key| is_left_out(key));
    left_out.filter(move |key| {
        let level = report.agency.level.as_deref();
        key.is_needed(&subject.form.id, &composed, level) && !is_said(subject, key)
    })
}

/// Whether figures say already what the key would.
fn is_said(subject: &Subject<'_>, key: &Key) -> bool {
    let known = |path: &String| {
        let point = subject.form.point(path)?;
        subject.report.value(subject.form, point)
    };
    !key.unless.is_empty() && key.unless.iter().all(|path| known(path).is_some())
}

fn missing(span: Span, section: &Section, keys: &str) -> Diagnostic {
    let section = match (section.id.as_str(), section.repeated) {
        ("", _) => "none".to_owned(),
        (id, true) => format!("[[{id}]]"),
        (id, false) => format!("[{id}]"),
    };
    MISSING_TEXT
        .at(span)
        .with("section", section)
        .with("keys", keys)
}

//! An open table, whose rows the agency gives: a list, or the tree of a website's columns.

use std::iter::repeat_with;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::csv::Field;
use super::figure;
use super::nearest::nearest;
use super::sheet::{AMBIGUOUS_ROW, DUPLICATE_ROW, Draft, Row};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Kind, Table};
use crate::model::{OpenRow, Sheet};

pub(super) static CIRCULAR_PARENT: Code = Code::error("circular-parent");
pub(super) static TOO_DEEP: Code = Code::error("too-deep");
pub(super) static UNKNOWN_PARENT: Code = Code::error("unknown-parent");

/// No website nests its columns deeper; it also bounds what a hostile file can cost.
const MAX_DEPTH: usize = 20;

/// Reads the rows, hangs them under their parents, and reads their figures.
pub(super) fn read(
    mut draft: Draft<'_, '_>,
    table: &Table,
    findings: &mut Vec<Diagnostic>,
) -> Sheet {
    let width = table.columns.len();
    let mut sheet = Sheet::new(draft.span, 0, std::mem::take(&mut draft.columns));
    sheet.unplaced.columns = draft.unplaced;
    let has_texts = table.columns.iter().any(|column| !column.kind.is_figure());
    let texts = if has_texts { width } else { 0 };
    let mut parents: Vec<Option<Field<'_>>> = Vec::with_capacity(draft.len());
    let mut figures: Vec<Row<'_, '_>> = Vec::with_capacity(draft.len());
    sheet.open.reserve(draft.len());
    sheet.rows.reserve(draft.len());
    for cells in draft.rows() {
        let Some((label, written)) = cells.called(findings) else {
            continue;
        };
        let row = sheet.open.len();
        let mut texts: Vec<String> = repeat_with(String::new).take(texts).collect();
        let mut parent = None;
        for (column, cell) in cells.fields() {
            match table.columns[column].kind {
                Kind::Text => cell.text.trim().clone_into(&mut texts[column]),
                Kind::Parent if cell.is_blank() => {}
                Kind::Parent => parent = Some(cell),
                Kind::Count | Kind::Signed | Kind::Money => {}
            }
        }
        if parent.is_none() && table.labels.is_total(written) {
            if let Some(first) = sheet.total {
                findings.push(
                    DUPLICATE_ROW
                        .at(label.span)
                        .with("row", written)
                        .related(sheet.rows[first].unwrap_or(draft.span), "label-first-here"),
                );
                continue;
            }
            sheet.total = Some(row);
        }
        sheet.open.push(OpenRow {
            label: written.to_owned(),
            parent: None,
            texts,
        });
        sheet.rows.push(Some(label.span));
        parents.push(parent);
        figures.push(cells);
    }
    sheet.facts = vec![None; sheet.open.len() * width];
    hang(&mut sheet, &parents, findings);
    sheet.index();
    for (row, cells) in figures.into_iter().enumerate() {
        for (column, cell) in cells.fields() {
            if !table.columns[column].kind.is_figure() {
                continue;
            }
            let path = || {
                format!(
                    "{}.{}.{}",
                    table.id,
                    sheet.open_path(row, "/"),
                    table.columns[column].id
                )
            };
            // The declared total is the figure that the documents state: it cannot be "not applicable".
            let slash = || table.columns[column].slash && sheet.total != Some(row);
            let measure = || figure::Measure::of(table, row, column, slash());
            let entry = figure::read(cell, &table.columns[column].units, measure, path, findings);
            sheet.put(row, column, entry, cell.span, cell.slot);
        }
    }
    sheet
}

/// Hangs the rows of an open table under those that they name as their parents.
fn hang(sheet: &mut Sheet, parents: &[Option<Field<'_>>], findings: &mut Vec<Diagnostic>) {
    let before = findings.len();
    // The last row of each label, and for each row the one before it with the same label.
    let mut by_label: FxHashMap<&str, usize> =
        FxHashMap::with_capacity_and_hasher(sheet.open.len(), FxBuildHasher);
    let rows = sheet.open.iter().enumerate();
    let namesakes: Vec<Option<usize>> = rows
        .map(|(row, open)| by_label.insert(&open.label, row))
        .collect();
    let mut hung: Vec<Option<usize>> = vec![None; parents.len()];
    for (row, parent) in parents.iter().enumerate() {
        let Some(cell) = *parent else { continue };
        let written = cell.text.trim();
        match by_label.get(written) {
            Some(&only) if namesakes[only].is_none() => hung[row] = Some(only),
            Some(&last) => {
                // Nearest above, if it stands above: the file reads top down.
                let mut several = std::iter::successors(Some(last), |&row| namesakes[row]);
                match several.find(|&above| above < row) {
                    Some(above) => hung[row] = Some(above),
                    None => findings.push(
                        AMBIGUOUS_ROW
                            .at(cell.span)
                            .with("written", written)
                            .with("choices", written),
                    ),
                }
            }
            None => {
                let known = sheet.open.iter().map(|open| open.label.as_str());
                findings.push(
                    UNKNOWN_PARENT
                        .at(cell.span)
                        .with("written", written)
                        .with("nearest", nearest(written, known)),
                );
            }
        }
    }
    for row in 0..hung.len() {
        let above = std::iter::successors(hung[row], |&parent| hung[parent]);
        // A circle is also endless, so that the limit ends the search in either case.
        let steps = above
            .take(MAX_DEPTH + 1)
            .take_while(|&parent| parent != row)
            .count();
        let circular = hung[row].is_some()
            && steps <= MAX_DEPTH
            && std::iter::successors(hung[row], |&parent| hung[parent]).nth(steps) == Some(row);
        if (circular || steps > MAX_DEPTH)
            && let Some(cell) = parents[row]
        {
            let code = if circular {
                &CIRCULAR_PARENT
            } else {
                &TOO_DEEP
            };
            findings.push(
                code.at(cell.span)
                    .with("row", sheet.open[row].label.as_str()),
            );
            hung[row] = None;
        }
    }
    let mut seen: FxHashMap<(Option<usize>, &str), usize> = FxHashMap::default();
    // Nearly always, every label is given once.
    let several = namesakes.iter().any(Option::is_some);
    for (row, parent) in hung.iter().enumerate().filter(|_| several) {
        if let Some(first) = seen.insert((*parent, sheet.open[row].label.as_str()), row)
            && let (Some(here), Some(there)) = (sheet.rows[row], sheet.rows[first])
        {
            findings.push(
                DUPLICATE_ROW
                    .at(here)
                    .with("row", sheet.open[row].label.as_str())
                    .related(there, "label-first-here"),
            );
        }
    }
    for (open, parent) in sheet.open.iter_mut().zip(hung) {
        open.parent = parent;
    }
    // A row that hangs in the wrong place, or stands twice, makes the tree's sum a guess.
    sheet.unplaced.rows += findings.len() - before;
}

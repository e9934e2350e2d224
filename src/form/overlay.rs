//! A form overlay: rows, columns and identities that a province or county adds to a table of an edition.
//!
//! ```toml
//! [[table]]
//! id = "disclosure"
//!
//!   [[table.row]]
//!   id    = "other_documents"
//!   label = "其他主动公开文件"
//!   after = "normative_documents"     # and with its section, parent and columns, unless said otherwise
//! ```
//!
//! An overlay says only what is added: nothing of the edition can be taken away or changed. It is input like
//! any other, and what is wrong with it is found with its place.

use serde::Deserialize;
use toml::Spanned;

use super::file::{ColumnFile, IdentityFile, RowFile};
use super::resolve::{FORM_SYNTAX, Resolver, duplicate};
use super::{Form, Labels, RowKind, RowRef};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Span};

/// An overlay as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayFile {
    table: Vec<TableOverlay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableOverlay {
    id: Spanned<String>,
    #[serde(default)]
    column: Vec<ColumnFile>,
    #[serde(default)]
    row: Vec<RowFile>,
    #[serde(default)]
    identity: Vec<IdentityFile>,
}

/// The form with what an overlay adds to it.
pub(super) fn apply(form: &Form, source: SourceId, text: &str) -> Result<Form, Vec<Diagnostic>> {
    let file: OverlayFile = toml::from_str(text).map_err(|error| {
        let at = Span::new(source, error.span().unwrap_or(0..0));
        vec![FORM_SYNTAX.at(at).with("detail", error.message())]
    })?;
    let mut form = form.clone();
    let mut findings = Vec::new();
    let mut resolver = Resolver {
        source,
        findings: &mut findings,
    };
    let mut identities = Vec::new();
    for overlay in &file.table {
        let ids: Vec<&str> = form.tables.iter().map(|table| table.id.as_str()).collect();
        let Some(table) = resolver.position(&overlay.id, &ids) else {
            continue;
        };
        if form.tables[table].open.is_some() && !overlay.row.is_empty() {
            // The agency gives the rows of an open table itself.
            let at = resolver.span(&overlay.row[0].id);
            let detail = format!("`{}` is an open table", overlay.id.get_ref());
            resolver
                .findings
                .push(FORM_SYNTAX.at(at).with("detail", detail));
            continue;
        }
        for row in &overlay.row {
            resolver.add_row(&mut form, table, row);
        }
        for column in &overlay.column {
            resolver.add_column(&mut form, table, column);
        }
        let of = &mut form.tables[table];
        of.labels = Labels::new(&of.columns, &of.rows, of.open.as_ref());
        identities.extend(overlay.identity.iter().map(|identity| (table, identity)));
    }
    // What is wrong with a row is not to be said again of every identity that names it.
    if !resolver.findings.is_empty() {
        return Err(findings);
    }
    for (table, identity) in identities {
        if let Some(identity) = resolver.identity(identity, table, &form.tables) {
            if let Some(other) = form.identities.iter().find(|other| other.id == identity.id) {
                let finding = duplicate(identity.span, &identity.id, other.span);
                resolver.findings.push(finding);
            }
            form.identities.push(identity);
        }
    }
    if findings.is_empty() {
        Ok(form)
    } else {
        Err(findings)
    }
}

impl Resolver<'_> {
    fn add_row(&mut self, form: &mut Form, table: usize, file: &RowFile) {
        let of = &form.tables[table];
        let row_ids: Vec<&str> = of.rows.iter().map(|row| row.id.as_str()).collect();
        let column_ids: Vec<&str> = of.columns.iter().map(|column| column.id.as_str()).collect();
        if let Some(first) = of.rows.iter().find(|row| row.id == *file.id.get_ref()) {
            let finding = duplicate(self.span(&file.id), file.id.get_ref(), first.span);
            self.findings.push(finding);
            return;
        }
        let after = match &file.after {
            None => None,
            Some(after) => match self.position(after, &row_ids) {
                Some(after) => Some(after),
                None => return,
            },
        };
        let mut row = self.row(file, &row_ids, &column_ids);
        if let Some(sum) = &file.sum {
            row.sum = Some(self.positions(sum.get_ref(), &row_ids));
        }
        if let Some(after) = after.map(|after| &of.rows[after]) {
            if file.columns.is_none() && after.kind == RowKind::Figures {
                row.has.clone_from(&after.has);
            }
            if row.section.is_empty() {
                row.section.clone_from(&after.section);
            }
            if file.parent.is_none() {
                row.parent = after.parent;
            }
        }
        // Below the rows that hang from the one it follows.
        let at = after.map_or(of.rows.len(), |after| {
            let below = |row: usize| {
                std::iter::successors(of.rows[row].parent, |&row| of.rows[row].parent)
                    .any(|above| above == after)
            };
            (after + 1..of.rows.len())
                .find(|&row| !below(row))
                .unwrap_or(of.rows.len())
        });
        // What stands below it moves down by one, and with it all that is named by its place.
        let moved = |index: usize| index + usize::from(index >= at);
        let moved_all = |indices: &mut Vec<usize>| {
            for index in indices {
                *index = moved(*index);
            }
        };
        row.parent = row.parent.map(moved);
        row.sum.iter_mut().for_each(moved_all);
        let rows = &mut form.tables[table].rows;
        for other in rows.iter_mut() {
            other.parent = other.parent.map(moved);
            other.sum.iter_mut().for_each(moved_all);
        }
        rows.insert(at, row);
        for term in form.identities.iter_mut().flat_map(|identity| {
            let equation = &mut identity.equation;
            equation.left.iter_mut().chain(&mut equation.right)
        }) {
            if term.table == table
                && let RowRef::Fixed(index) = &mut term.row
            {
                *index = moved(*index);
            }
        }
    }

    fn add_column(&mut self, form: &mut Form, table: usize, file: &ColumnFile) {
        let of = &form.tables[table];
        let row_ids: Vec<&str> = of.rows.iter().map(|row| row.id.as_str()).collect();
        let column_ids: Vec<&str> = of.columns.iter().map(|column| column.id.as_str()).collect();
        let mut first = of.columns.iter();
        if let Some(first) = first.find(|column| column.id == *file.id.get_ref()) {
            let finding = duplicate(self.span(&file.id), file.id.get_ref(), first.span);
            self.findings.push(finding);
            return;
        }
        let at = match &file.after {
            None => of.columns.len(),
            Some(after) => match self.position(after, &column_ids) {
                Some(after) => after + 1,
                None => return,
            },
        };
        let holders = file
            .rows
            .as_ref()
            .map(|rows| self.positions(rows, &row_ids));
        let sum = file
            .sum
            .as_ref()
            .map(|sum| self.positions(sum.get_ref(), &column_ids));
        let mut column = self.column(file, sum);
        let moved = |index: usize| index + usize::from(index >= at);
        let moved_all = |indices: &mut Vec<usize>| {
            for index in indices {
                *index = moved(*index);
            }
        };
        column.sum.iter_mut().for_each(moved_all);
        let of = &mut form.tables[table];
        for other in &mut of.columns {
            other.sum.iter_mut().for_each(moved_all);
        }
        of.columns.insert(at, column);
        for (index, row) in of.rows.iter_mut().enumerate() {
            let has = holders.as_ref().is_none_or(|rows| rows.contains(&index));
            row.has.insert(at, has);
        }
        for term in form.identities.iter_mut().flat_map(|identity| {
            let equation = &mut identity.equation;
            equation.left.iter_mut().chain(&mut equation.right)
        }) {
            if term.table == table {
                term.column = term.column.map(moved);
            }
        }
    }
}

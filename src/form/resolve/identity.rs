//! What an identity's equation names: its words become terms, each a row and column that the form has.

use super::{FORM_EQUATION, FORM_UNKNOWN_ID, Resolver};
use crate::form::equation::{self, Equation, RowRef, Term};
use crate::form::file::IdentityFile;
use crate::form::{Identity, Table};
use crate::source::Span;

impl Resolver<'_> {
    pub(in crate::form) fn identity(
        &mut self,
        file: &IdentityFile,
        table: usize,
        tables: &[Table],
    ) -> Option<Identity> {
        let text = file.equation.get_ref();
        // The span of a TOML string includes its quotes.
        let start = file.equation.span().start + 1;
        let place = |range: std::ops::Range<usize>| {
            Span::new(self.source, start + range.start..start + range.end)
        };
        let parsed = match equation::parse(text) {
            Ok(parsed) => parsed,
            Err(malformed) => {
                let finding = FORM_EQUATION
                    .at(place(malformed.range))
                    .with("expected", malformed.expected);
                self.findings.push(finding);
                return None;
            }
        };
        let mut side = |words: &[(&str, std::ops::Range<usize>)]| -> Option<Vec<Term>> {
            let mut terms = Vec::new();
            for (word, range) in words {
                let Some(term) = term(word, table, tables) else {
                    self.findings
                        .push(FORM_UNKNOWN_ID.at(place(range.clone())).with("id", *word));
                    return None;
                };
                terms.push(term);
            }
            Some(terms)
        };
        let (left, right) = (side(&parsed.left), side(&parsed.right));
        let equation = Equation {
            text: text.clone(),
            left: left?,
            comparison: parsed.comparison,
            right: right?,
        };
        if !equation.per_column() && equation.terms().any(|term| term.column.is_none()) {
            let finding = FORM_EQUATION
                .at(place(0..text.len()))
                .with("expected", "row.column + row.column | row + row");
            self.findings.push(finding);
            return None;
        }
        // What is judged is this year's; last year's report has been published.
        if equation.across_years() && (equation.left[0].prior || equation.per_row()) {
            let finding = FORM_EQUATION
                .at(place(parsed.left[0].1.clone()))
                .with("expected", "row = prior.row");
            self.findings.push(finding);
            return None;
        }
        Some(Identity {
            id: format!("{}.{}", tables[table].id, file.id.get_ref()),
            table,
            equation,
            severity: file.severity.into(),
            waivable: file.waivable,
            zh: file.zh.clone(),
            en: file.en.clone(),
            explained_by: file.explained_by.clone(),
            citation: file.citation.clone().map(Into::into),
            span: place(0..text.len()),
        })
    }
}

/// Resolves `row`, `row.column` or `table.row.column`, with `prior.` before it where last year's is meant.
pub(super) fn term(word: &str, here: usize, tables: &[Table]) -> Option<Term> {
    let this = word.strip_prefix("prior.");
    let prior = this.is_some();
    let parts: Vec<&str> = this.unwrap_or(word).split('.').collect();
    let (table, row, column) = match parts[..] {
        [row] => (here, row, None),
        [row, column] => (here, row, Some(column)),
        [table, row, column] => (
            tables.iter().position(|other| other.id == table)?,
            row,
            Some(column),
        ),
        _ => return None,
    };
    let of = &tables[table];
    let row = match (&of.open, row) {
        (Some(_), "every") => RowRef::Every,
        (Some(_), "total") => RowRef::Total,
        (Some(_), _) => return None,
        (None, row) => RowRef::Fixed(of.row(row)?),
    };
    let column = match column {
        Some(column) => Some(of.column(column)?),
        None => None,
    };
    Some(Term {
        table,
        row,
        column,
        prior,
    })
}

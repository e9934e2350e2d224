//! A form overlay: rows, columns and identities that a province or county adds to a table of an edition.
//!
//! ```toml
//! editions = ["2019"]                 # those that it adds to; all if left out
//!
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
    editions: Option<Vec<Spanned<String>>>,
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

/// The form with what an overlay adds to it; as it is, if the overlay is for others of the `editions` there are.
pub(super) fn apply(
    form: &Form,
    editions: &[&str],
    source: SourceId,
    text: &str,
) -> Result<Form, Vec<Diagnostic>> {
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
    if let Some(meant) = &file.editions {
        let meant = resolver.positions(meant, editions);
        if !resolver.findings.is_empty() {
            return Err(findings);
        }
        if meant.iter().all(|&edition| editions[edition] != form.id) {
            return Ok(form);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::form::{Equation, Library, Term};

    /// Everything that a form names by its place, by name.
    fn names(form: &Form) -> Vec<String> {
        let mut names = Vec::new();
        for table in &form.tables {
            let row = |index: &usize| table.rows[*index].id.clone();
            let column = |index: &usize| table.columns[*index].id.clone();
            for of in &table.rows {
                let parent = of.parent.as_ref().map(row);
                let sum: Option<Vec<String>> =
                    of.sum.as_ref().map(|sum| sum.iter().map(row).collect());
                let has: Vec<String> = (0..table.columns.len())
                    .filter(|&index| of.has[index])
                    .map(|index| column(&index))
                    .collect();
                names.push(format!("{} {parent:?} {sum:?} {has:?}", of.id));
            }
            for of in &table.columns {
                let sum: Option<Vec<String>> =
                    of.sum.as_ref().map(|sum| sum.iter().map(column).collect());
                names.push(format!("{} {sum:?}", of.id));
            }
        }
        for identity in &form.identities {
            let Equation { text, .. } = &identity.equation;
            let term = |term: &Term| {
                let table = &form.tables[term.table];
                let row = match term.row {
                    RowRef::Fixed(row) => table.rows[row].id.clone(),
                    other => format!("{other:?}"),
                };
                format!(
                    "{row}.{:?}",
                    term.column.map(|column| &table.columns[column].id)
                )
            };
            let terms: Vec<String> = identity.equation.terms().map(term).collect();
            names.push(format!("{text} {terms:?}"));
        }
        names
    }

    fn with(overlay: &str, edition: &str) -> (Form, Result<Form, Vec<Diagnostic>>) {
        let library = Library::load(&Assets::default())
            .expect("forms")
            .expect("valid forms");
        let mut sources = library.sources().clone();
        let source = sources.add("local.toml", overlay);
        let form = library.edition(edition).expect("an edition");
        let applied = apply(form, &["2019", "2021"], source, overlay);
        (form.clone(), applied)
    }

    /// What is added moves other rows and columns, and nothing that names them by their place.
    #[test]
    fn what_the_edition_says_stays() {
        let overlay = r#"
            [[table]]
            id = "requests"
            [[table.row]]
            id = "local_row"
            label = "（八）本地一行"
            after = "refused"
            [[table.column]]
            id = "local_column"
            label = "本地一列"
            kind = "count"
            after = "natural_person"
            rows = ["local_row"]
            [[table.identity]]
            id = "local"
            equation = "local_row <= received"
            zh = "本地"
            en = "local"
        "#;
        let (form, applied) = with(overlay, "2021");
        let applied = applied.expect("an overlay that fits");
        let (before, after) = (names(&form), names(&applied));
        let missing: Vec<&String> = before.iter().filter(|name| !after.contains(name)).collect();
        assert_eq!(missing, Vec::<&String>::new());
        assert_eq!(after.len(), before.len() + 3);

        let table = &applied.tables[applied.table("requests").expect("a table")];
        let row = table.row("local_row").expect("the row");
        // It follows the group and what hangs from it, and stands beside it.
        assert_eq!(table.rows[row - 1].id, "refused/administrative_enquiry");
        assert_eq!(table.rows[row].parent, table.row("results"));
        assert_eq!(table.column("local_column"), Some(1));
        assert!(table.has(row, 1) && !table.has(0, 1));
    }

    #[test]
    fn a_row_is_like_the_one_it_follows() {
        let overlay = r#"
            [[table]]
            id = "disclosure"
            [[table.row]]
            id = "local_row"
            label = "其他主动公开文件"
            after = "rules"
        "#;
        let (_, applied) = with(overlay, "2019");
        let applied = applied.expect("an overlay that fits");
        let table = &applied.tables[applied.table("disclosure").expect("a table")];
        let (row, rules) = (&table.rows[1], &table.rows[0]);
        assert_eq!((&row.section, &row.has), (&rules.section, &rules.has));
        // Whose power it is, and whether `/` may stand there, is not copied.
        assert!(row.power.is_none() && !row.slash);
    }

    /// What is for another edition adds nothing, and need not fit.
    #[test]
    fn an_overlay_may_be_for_some_editions() {
        let overlay = "editions = [\"2019\"]\n[[table]]\nid = \"nothing\"";
        let (form, applied) = with(overlay, "2021");
        assert_eq!(names(&form), names(&applied.expect("no fault")));
        let (_, applied) = with(overlay, "2019");
        assert_eq!(applied.expect_err("a fault").len(), 1);
    }

    #[test]
    fn what_does_not_fit_is_said_once() {
        for (overlay, code) in [
            ("[[table]]\nid = \"nothing\"", "form-unknown-id"),
            (
                "[[table]]\nid = \"columns\"\n[[table.row]]\nid = \"a\"\nlabel = \"甲\"",
                "form-syntax",
            ),
            (
                "[[table]]\nid = \"requests\"\n[[table.row]]\nid = \"a\"\nlabel = \"甲\"\nparent = \"b\"",
                "form-unknown-id",
            ),
            (
                "[[table]]\nid = \"requests\"\n[[table.column]]\nid = \"total\"\nlabel = \"甲\"\nkind = \"count\"",
                "form-duplicate-id",
            ),
            (
                "[[table]]\nid = \"requests\"\n[[table.identity]]\nid = \"balance\"\nequation = \"received = handled\"\nzh = \"\"\nen = \"\"",
                "form-duplicate-id",
            ),
            ("[[table]", "form-syntax"),
            (
                "editions = [\"2091\"]\n[[table]]\nid = \"requests\"",
                "form-unknown-id",
            ),
        ] {
            let (_, applied) = with(overlay, "2021");
            let findings = applied.expect_err("a fault");
            let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name).collect();
            assert_eq!(codes, [code], "{overlay}");
        }
    }
}

//! Validates form files into a [`Form`] that needs no more doubt.
//!
//! A form file is input like any other: unknown keys, unknown ids, duplicate ids and sums that contain
//! themselves are findings with a place.

use toml::Spanned;

mod identity;
mod words;

use super::file::{ColumnFile, FormFile, RowFile, TableFile, YearsFile};
use super::once::Once;
use super::{Column, Deadline, Form, Identity, Labels, Open, Power, Row, Table, Years};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// Every kind of finding that a form file can have.
pub static CODES: &[&Code] = &[
    &FORM_CIRCULAR_SUM,
    &FORM_DUPLICATE_ID,
    &FORM_EQUATION,
    &FORM_SYNTAX,
    &FORM_UNKNOWN_ID,
];

static FORM_CIRCULAR_SUM: Code = Code::error("form-circular-sum");
static FORM_DUPLICATE_ID: Code = Code::error("form-duplicate-id");
static FORM_EQUATION: Code = Code::error("form-equation");
pub(super) static FORM_SYNTAX: Code = Code::error("form-syntax");
static FORM_UNKNOWN_ID: Code = Code::error("form-unknown-id");

/// Puts the tables of a statutory edition and of the forms that hold in any year together.
///
/// `edition` must have `years`; each of `files` comes with the source it was read from.
pub(super) fn assemble(
    edition: &FormFile,
    years: YearsFile,
    files: &[(SourceId, &FormFile)],
) -> Result<Form, Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let mut tables: Vec<Table> = Vec::new();
    for &(source, file) in files {
        for table in &file.table {
            let table = Resolver {
                source,
                findings: &mut findings,
            }
            .table(table, &file.documents);
            if let Some(other) = tables.iter().find(|other| other.id == table.id) {
                findings.push(duplicate(table.span, &table.id, other.span));
            }
            tables.push(table);
        }
    }
    let (mut identities, mut continuities) = (Vec::new(), Vec::new());
    let declared = files
        .iter()
        .flat_map(|&(source, file)| file.table.iter().map(move |table| (source, table)));
    for (index, (source, file)) in declared.enumerate() {
        for identity in &file.identity {
            let mut resolver = Resolver {
                source,
                findings: &mut findings,
            };
            let Some(identity) = resolver.identity(identity, index, &tables) else {
                continue;
            };
            let mut others = identities.iter().chain(&continuities);
            if let Some(other) = others.find(|other: &&Identity| other.id == identity.id) {
                findings.push(duplicate(identity.span, &identity.id, other.span));
            }
            if identity.equation.across_years() {
                continuities.push(identity);
            } else {
                identities.push(identity);
            }
        }
    }
    let mut mentions = Vec::new();
    let mut chapters = Vec::new();
    for &(source, file) in files {
        let mut resolver = Resolver {
            source,
            findings: &mut findings,
        };
        let holds = |editions: &[String]| editions.is_empty() || editions.contains(&edition.id);
        for mention in file.mention.iter().filter(|of| holds(&of.editions)) {
            mentions.push(resolver.mention(mention, &tables));
        }
        for chapter in file.chapter.iter().filter(|of| holds(&of.editions)) {
            chapters.push(resolver.chapter(chapter));
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let deadlines = edition.deadline.iter().map(|deadline| Deadline {
        levels: deadline.levels.clone(),
        month_day: (deadline.month, deadline.day),
        citation: deadline.citation.clone().into(),
    });
    Ok(Form {
        id: edition.id.clone(),
        title: edition.title.clone(),
        citation: edition.citation.clone().into(),
        years: Years {
            from: years.from,
            to: years.to,
        },
        deadlines: deadlines.collect(),
        tables,
        identities,
        continuities,

        chapters,
        mentions: mentions.into(),
    })
}

pub(super) fn duplicate(span: Span, id: &str, first: Span) -> Diagnostic {
    FORM_DUPLICATE_ID
        .at(span)
        .with("id", id)
        .related(first, "label-first-here")
}

pub(super) struct Resolver<'f> {
    pub(super) source: SourceId,
    pub(super) findings: &'f mut Vec<Diagnostic>,
}

impl Resolver<'_> {
    pub(super) fn span<T>(&self, spanned: &Spanned<T>) -> Span {
        Span::new(self.source, spanned.span())
    }

    fn unknown(&mut self, word: &Spanned<String>) {
        let finding = FORM_UNKNOWN_ID
            .at(self.span(word))
            .with("id", word.get_ref().as_str());
        self.findings.push(finding);
    }

    /// The position of `word` among `ids`, or a finding.
    pub(super) fn position(&mut self, word: &Spanned<String>, ids: &[&str]) -> Option<usize> {
        let position = ids.iter().position(|id| id == word.get_ref());
        if position.is_none() {
            self.unknown(word);
        }
        position
    }

    pub(super) fn positions(&mut self, words: &[Spanned<String>], ids: &[&str]) -> Vec<usize> {
        words
            .iter()
            .filter_map(|word| self.position(word, ids))
            .collect()
    }

    /// Resolves a `sum`; what it totals must not be, or total, the total itself.
    fn sums(
        &mut self,
        sums: &[Option<&Spanned<Vec<Spanned<String>>>>],
        ids: &[&str],
    ) -> Vec<Option<Vec<usize>>> {
        let resolved: Vec<Option<Vec<usize>>> = sums
            .iter()
            .map(|sum| sum.map(|sum| self.positions(sum.get_ref(), ids)))
            .collect();
        for (index, sum) in sums.iter().enumerate() {
            let mut pending = resolved[index].clone().unwrap_or_default();
            let mut seen = vec![false; ids.len()];
            while let Some(part) = pending.pop() {
                if part == index {
                    if let Some(sum) = sum {
                        let finding = FORM_CIRCULAR_SUM.at(self.span(sum)).with("id", ids[index]);
                        self.findings.push(finding);
                    }
                    break;
                }
                if !std::mem::replace(&mut seen[part], true) {
                    pending.extend(resolved[part].iter().flatten());
                }
            }
        }
        resolved
    }

    fn unique(&mut self, ids: &[&Spanned<String>]) {
        for (index, id) in ids.iter().enumerate() {
            if let Some(first) = ids[..index]
                .iter()
                .find(|first| first.get_ref() == id.get_ref())
            {
                let finding = duplicate(self.span(id), id.get_ref(), self.span(first));
                self.findings.push(finding);
            }
        }
    }

    fn table(&mut self, file: &TableFile, documents: &[String]) -> Table {
        let column_ids: Vec<&str> = file
            .column
            .iter()
            .map(|column| column.id.get_ref().as_str())
            .collect();
        let row_ids: Vec<&str> = file
            .row
            .iter()
            .map(|row| row.id.get_ref().as_str())
            .collect();
        self.unique(
            &file
                .column
                .iter()
                .map(|column| &column.id)
                .collect::<Vec<_>>(),
        );
        self.unique(&file.row.iter().map(|row| &row.id).collect::<Vec<_>>());
        let column_sums: Vec<_> = file
            .column
            .iter()
            .map(|column| column.sum.as_ref())
            .collect();
        let column_sums = self.sums(&column_sums, &column_ids);
        let row_sums: Vec<_> = file.row.iter().map(|row| row.sum.as_ref()).collect();
        let row_sums = self.sums(&row_sums, &row_ids);

        let columns = file.column.iter().zip(column_sums);
        let columns = columns.map(|(column, sum)| {
            self.only_in_overlays(column.after.as_ref());
            self.only_in_overlays(column.rows.iter().flatten().next());
            self.column(column, sum)
        });
        let columns: Vec<Column> = columns.collect();
        let rows = self.rows(file, &row_ids, &column_ids, row_sums);
        let open = file.open.as_ref().map(|open| Open {
            label: open.label.clone(),
            aliases: open.aliases.clone(),
            typical: open.typical.clone(),
            total: open.total.get_ref().clone(),
            summed: open.summed,
            span: self.span(&open.total),
        });
        let labels = Labels::new(&columns, &rows, open.as_ref());
        Table {
            id: file.id.get_ref().clone(),
            title: file.title.clone(),
            documents: file.documents.clone().unwrap_or_else(|| documents.to_vec()),
            optional: file.optional,
            unconfirmed: file.unconfirmed,
            layout: file.layout,
            rest: file.rest,
            unit_head: file.unit_head.clone(),
            corner: file.corner.clone(),
            columns,
            rows,
            open,
            labels,
            hint: file.hint.trim().to_owned(),
            carried: file.carried,
            rolled_up: file.rolled_up.unwrap_or(true),
            span: self.span(&file.id),
            paths: Once::default(),
            plan: Once::default(),
            below: Once::default(),
        }
    }

    fn rows(
        &mut self,
        file: &TableFile,
        row_ids: &[&str],
        column_ids: &[&str],
        sums: Vec<Option<Vec<usize>>>,
    ) -> Vec<Row> {
        let mut rows = Vec::with_capacity(file.row.len());
        for (index, (row, sum)) in file.row.iter().zip(sums).enumerate() {
            self.only_in_overlays(row.after.as_ref());
            // A parent stands above its children, so that a row's ancestors are known when it is read.
            let row = self.row(row, &row_ids[..index], column_ids);
            rows.push(Row { sum, ..row });
        }
        rows
    }

    /// What each of a column's units is worth in the first, if the form says so of every one.
    fn worth(&mut self, file: &ColumnFile) -> Vec<u32> {
        let Some(worth) = &file.worth else {
            return Vec::new();
        };
        if worth.get_ref().len() != file.units.len() || worth.get_ref().contains(&0) {
            let detail = "`worth` says for each of `units` how many of the first it is";
            let finding = FORM_SYNTAX.at(self.span(worth)).with("detail", detail);
            self.findings.push(finding);
            return Vec::new();
        }
        worth.get_ref().clone()
    }

    /// A column as written, with the columns that it totals.
    pub(super) fn column(&mut self, file: &ColumnFile, sum: Option<Vec<usize>>) -> Column {
        Column {
            id: file.id.get_ref().clone(),
            label: file.label.clone(),
            aliases: file.aliases.clone(),
            group: file.group.clone(),
            unit: file.unit.clone(),
            units: file.units.clone(),
            worth: self.worth(file),
            kind: file.kind,
            rolled_up: file.rolled_up.unwrap_or(true),
            sum,
            slash: file.slash,
            span: file
                .sum
                .as_ref()
                .map_or_else(|| self.span(&file.id), |sum| self.span(sum)),
        }
    }

    /// A row as written, below one of the rows `above`, without what it totals.
    pub(super) fn row(&mut self, file: &RowFile, above: &[&str], column_ids: &[&str]) -> Row {
        let parent = file
            .parent
            .as_ref()
            .and_then(|parent| self.position(parent, above));
        let has = match &file.columns {
            None => vec![true; column_ids.len()],
            Some(names) => {
                let positions = self.positions(names, column_ids);
                (0..column_ids.len())
                    .map(|column| positions.contains(&column))
                    .collect()
            }
        };
        Row {
            id: file.id.get_ref().clone(),
            label: file.label.clone(),
            aliases: file.aliases.clone(),
            parent,
            kind: file.kind,
            sum: None,
            section: file.section.clone(),
            unit: file.unit.clone(),
            figures: file.figures,
            has,
            slash: file.slash,
            rolled_up: file.rolled_up.unwrap_or(true),
            power: file.power.as_ref().map(|power| Power {
                levels: power.levels.clone(),
                unsure: power.unsure.clone(),
                citation: power.citation.clone().into(),
            }),
            citation: file.citation.clone().map(Into::into),
            span: file
                .sum
                .as_ref()
                .map_or_else(|| self.span(&file.id), |sum| self.span(sum)),
        }
    }

    /// Rows and columns of a form stand where they are printed; only an overlay's have to say where.
    fn only_in_overlays(&mut self, place: Option<&Spanned<String>>) {
        if let Some(place) = place {
            let at = self.span(place);
            let detail = "`after` and `rows` are for overlays";
            self.findings
                .push(FORM_SYNTAX.at(at).with("detail", detail));
        }
    }
}

//! Last year's report, as a new year starts from it (`init --from`).
//!
//! What is taken over the forms and keys say: `from` of a key, `carried` of a table, and the identities that speak of
//! last year's figures, whose results are told in comments: a figure is filled in by whoever knows that it is so.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::super::Context;
use super::super::layout::{list, way};
use crate::batch::{self, Crew};
use crate::document::Composer;
use crate::form::keys::{Key, Keys, Section};
use crate::form::{Comparison, Form, Library, Point, Table};
use crate::ingest::quoted;
use crate::ingest::{self, Encoding, Folder, Ingested, shown};
use crate::model::{Passage, Report, Words};
use crate::privacy::Numbers;
use crate::rules::{Expected, expected};

/// The comment over what was taken over.
pub(super) const REVISE: &str = "以下照上年的报告填入，请按本年的情况修改、增减";

/// Last year's report.
pub(super) struct Last<'l> {
    /// The report.
    pub(super) report: Report,
    /// The form for its year.
    form: &'l Form,
    /// Its words, the figures that they refer to filled in; null if they refer to what there is not.
    words: serde_json::Value,
    /// The way to its folder from the new one.
    pub(super) path: String,
}

impl<'l> Last<'l> {
    /// Reads last year's report; none if it cannot be used, which has been said.
    pub(super) fn read(
        context: &Context<'_>,
        library: &'l Library,
        keys: &Keys,
        from: &Path,
        folder: &Path,
    ) -> Result<Option<Self>> {
        let search = batch::find(&[from.to_owned()], &Crew::alone());
        let [_] = &search.found[..] else {
            // None, or several years at once.
            let (finding, sources) = batch::nothing_to_read(from);
            context.say_findings(&[finding], &sources)?;
            return Ok(None);
        };
        let read = Folder::read(from).with_context(|| from.display().to_string())?;
        let Ingested {
            report,
            mut findings,
            mut sources,
            ..
        } = ingest::ingest(&read, library, keys, Encoding::Detect);
        let Some((mut report, form)) = report else {
            batch::conceal(None, &mut [], &mut findings, &mut sources, 0);
            context.say_findings(&findings, &sources)?;
            return Ok(None);
        };
        // What must not be published is not taken over either.
        let mut numbers = Numbers::default();
        report.each_text(|_, text| numbers.note(text));
        batch::veil(&mut report, form, &numbers);
        let words = Composer::new(&context.assets)?.context(form, keys, &report);
        Ok(Some(Self {
            words: words.unwrap_or_default(),
            path: shown(&way(folder, from)?),
            form,
            report,
        }))
    }

    /// How many of a repeated section there are to take over.
    pub(super) fn passages(&self, section: &Section) -> usize {
        let sources = section.keys.iter().filter_map(source);
        let counts = sources.map(|(from, _)| self.written(from).count());
        counts.max().unwrap_or(0)
    }

    /// The passages of a section that say anything.
    fn written<'a>(&'a self, section: &str) -> impl Iterator<Item = &'a Passage> {
        let passages = self.report.words.get(section).into_iter().flatten();
        passages.filter(|passage| passage.words.values().any(|it| !it.words.is_blank()))
    }

    /// What a key starts with, as TOML.
    pub(super) fn value(&self, section: &Section, passage: usize, key: &Key) -> Option<String> {
        let (from, id) = source(key)?;
        let words = &self.written(from).nth(passage)?.words.get(id)?.words;
        if from != section.id {
            // What is said of last year elsewhere must go on saying last year's figures.
            let filled = &self.words[from];
            let filled = filled.get(passage).unwrap_or(filled)[id].as_str();
            if let Some(text) = filled {
                return Some(quoted(text));
            }
        }
        Some(match words {
            Words::Text(text) => quoted(text),
            Words::Texts(texts) => list(texts),
            Words::Date(date) => date.to_string(),
        })
    }

    /// Whether the agency keeps a table: one of its documents needs it, or it gave it last year.
    pub(super) fn keeps(&self, table: &Table) -> bool {
        let mut documents = table.documents.iter();
        documents.any(|document| self.report.documents.contains(document)) || self.has(table)
    }

    /// Whether last year's report has a table.
    fn has(&self, table: &Table) -> bool {
        let index = self.form.table(&table.id);
        index.is_some_and(|index| self.report.sheet(index).is_some())
    }

    /// What a cell starts with.
    pub(super) fn figure(
        &self,
        form: &Form,
        table: usize,
        row: usize,
        column: usize,
    ) -> Option<String> {
        if !form.tables[table].carried || !form.tables[table].has(row, column) {
            return None;
        }
        let at = Point { table, row, column };
        let fact = self.report.fact(form.counterpart(at, self.form)?)?;
        Some(fact.entry.to_string())
    }

    /// What to say over a table: that its figures are last year's, or what last year's say of this year's.
    pub(super) fn comments(&self, form: &Form, table: usize) -> Vec<String> {
        let mut comments = Vec::new();
        if form.tables[table].carried && self.has(&form.tables[table]) {
            comments.push(REVISE.to_owned());
        }
        let all = expected(form, self.form, &self.report);
        let mut here: &[Expected<'_>] = &all;
        while let Some(first) = here.first() {
            let same = |other: &Expected<'_>| std::ptr::eq(other.identity, first.identity);
            let length = here.iter().take_while(|other| same(other)).count();
            let (group, rest) = here.split_at(length);
            here = rest;
            let told: Vec<String> = group
                .iter()
                .filter(|one| one.at.table == table)
                .filter_map(|one| tell(form, one))
                .collect();
            if !told.is_empty() {
                let row = form.tables[table].row_path(first.at.row);
                comments.push(format!("按上年的报告，“{row}”应填：{}", told.join("，")));
            }
        }
        comments
    }
}

/// The section and key that a key starts from.
fn source(key: &Key) -> Option<(&str, &str)> {
    key.from.as_deref()?.split_once('.')
}

/// A figure that last year's report decides: `自然人 2`, `现行有效件数 = 25 + 本年制发件数 − 本年废止件数`.
fn tell(form: &Form, expected: &Expected<'_>) -> Option<String> {
    let label = |point: &Point| {
        let table = &form.tables[point.table];
        let column = &table.columns[point.column].label;
        if (point.table, point.row) == (expected.at.table, expected.at.row) {
            column.clone()
        } else {
            format!("{}的{column}", table.row_path(point.row))
        }
    };
    let mut told = label(&expected.at);
    let sums = !expected.plus.is_empty() || !expected.minus.is_empty();
    told += match expected.identity.equation.comparison {
        // That a count is no less than nought goes without saying.
        Comparison::AtLeast if !sums && expected.last.is_zero() => return None,
        Comparison::AtLeast => "不少于 ",
        Comparison::AtMost => "不多于 ",
        Comparison::Equal if sums => " = ",
        Comparison::Equal => " ",
    };
    told += &expected.last.to_string();
    for point in &expected.plus {
        told += &format!(" + {}", label(point));
    }
    for point in &expected.minus {
        told += &format!(" − {}", label(point));
    }
    Some(told)
}

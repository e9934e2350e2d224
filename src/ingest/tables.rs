//! The tables of a report folder: from their files and from `report.toml`, against the form of the edition or, if
//! they are those of another, against that.

use super::sheet::{self, Draft};
use super::{
    DUPLICATE_TABLE, EMPTY_FILE, Folder, Ingest, UNCLOSED_QUOTE, UNKNOWN_FILE, UNKNOWN_TABLE,
    WRONG_EDITION, WRONG_SEPARATOR, csv, edition, nearest, toml,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Form, Library, Table};
use crate::model::{Report, Sheet};
use crate::plain::Entry;
use crate::source::{SourceId, Span};

impl Ingest<'_> {
    /// Reads the tables, against the form of the edition or, if they are those of another, against that.
    pub(super) fn figures<'l>(
        &mut self,
        folder: &Folder,
        source: SourceId,
        (edition, library): (&'l Form, &'l Library),
        overlay: Option<SourceId>,
        small: &[Entry<'_>],
        report: &mut Report,
    ) -> Option<&'l Form> {
        let overlay = overlay.map(|source| (source, self.sources.share(source)));
        let overlay = overlay
            .as_ref()
            .map(|(id, source)| (*id, source.text.as_str()));
        let form = match library.variant(edition, report.year, overlay) {
            Ok(form) => form,
            Err(findings) => {
                self.findings.extend_from_slice(findings);
                return None;
            }
        };
        let before = self.findings.len();
        self.tables(folder, source, form, small, &[], report);
        if self.strangers(before) < edition::ENOUGH {
            return Some(form);
        }
        let labels = self.labels(folder, source, (form, library), small);
        // Other editions with the same local rows, where those fit in.
        let editions = library.forms().iter().map(|edition| {
            library
                .variant(edition, report.year, overlay)
                .or_else(|_| library.variant(edition, report.year, None))
                .unwrap_or(edition)
        });
        let Some(misfit) = edition::misfit(form, editions, &labels) else {
            return Some(form);
        };
        // What was found so far follows from it. The tables are read again, against the form that was filled in
        // if that fits all of them, so that whatever else is wrong shows.
        self.findings.truncate(before);
        self.findings.push(wrong_edition(form, report, &misfit));
        let (form, misplaced) = if misfit.whole {
            (misfit.form, Vec::new())
        } else {
            (form, misfit.tables)
        };
        self.tables(folder, source, form, small, &misplaced, report);
        Some(form)
    }

    /// How many labels and tables the form did not have, among the findings from here on. A whole table is enough.
    fn strangers(&self, from: usize) -> usize {
        let weight = |code: &Code| match code {
            _ if [&UNKNOWN_FILE, &UNKNOWN_TABLE].contains(&code) => edition::ENOUGH,
            _ => [&sheet::UNKNOWN_COLUMN, &sheet::UNKNOWN_ROW]
                .contains(&code)
                .into(),
        };
        self.findings[from..]
            .iter()
            .map(|finding| weight(finding.code))
            .sum()
    }

    /// The labels of all tables that some edition has.
    fn labels<'l>(
        &mut self,
        folder: &Folder,
        source: SourceId,
        (form, library): (&'l Form, &'l Library),
        small: &[Entry<'_>],
    ) -> Vec<edition::Labelled> {
        let before = self.findings.len();
        let mut labels = Vec::new();
        for file in &folder.files {
            let Some(stem) = file.table() else { continue };
            let table = |form: &'l Form| Some(&form.tables[form.table(stem)?]);
            let known = table(form).or_else(|| library.forms().iter().find_map(table));
            if let Some(table) = known
                && let Some(source) = self.text(folder, file)
                && let Some(records) = self.records(source, &self.sources.share(source).text)
            {
                labels.push(edition::Labelled::from_records(stem, &records, table));
            }
        }
        // What is wrong with the files has been said when they were read as tables.
        self.findings.truncate(before);
        for (name, value) in small {
            let (heads, rows) = toml::labels(source, value);
            labels.push(edition::Labelled::new(name.get_ref(), heads, rows));
        }
        labels
    }

    /// Reads every table, from its file or from `report.toml`.
    fn tables(
        &mut self,
        folder: &Folder,
        source: SourceId,
        form: &Form,
        small: &[Entry<'_>],
        misplaced: &[String],
        report: &mut Report,
    ) {
        let ids = || form.tables.iter().map(|table| table.id.as_str());
        let is_misplaced = |id: &str| misplaced.iter().any(|other| other == id);
        report.sheets = form.tables.iter().map(|_| None).collect();
        report.unread.clear();
        for file in &folder.files {
            let Some(stem) = file.table() else { continue };
            let Some(index) = form.table(stem) else {
                let at = Span::new(self.sources.add(folder.path_of(&file.name), ""), 0..0);
                let finding = UNKNOWN_FILE.at(at).with("file", file.name.as_str());
                self.findings
                    .push(finding.with("nearest", nearest(stem, ids())));
                continue;
            };
            let table = &form.tables[index];
            let before = self.findings.len();
            if let Some(source) = self.text(folder, file)
                && let Some(records) = self.records(source, &self.sources.share(source).text)
                && !is_misplaced(stem)
            {
                report.sheets[index] = self.sheet(source, &records, table);
            }
            self.soften(table, before);
            if report.sheets[index].is_none() {
                report.unread.push(index);
            }
        }
        for (name, value) in small {
            let Some(index) = form.table(name.get_ref()) else {
                let finding = UNKNOWN_TABLE
                    .at(Span::new(source, name.span()))
                    .with("name", name.get_ref().as_ref());
                self.findings
                    .push(finding.with("nearest", nearest(name.get_ref(), ids())));
                continue;
            };
            let table = &form.tables[index];
            if is_misplaced(&table.id) {
                report.unread.push(index);
                continue;
            }
            if let Some(first) = &report.sheets[index] {
                let finding = DUPLICATE_TABLE
                    .at(Span::new(source, name.span()))
                    .with("table", table.title.as_str());
                self.findings
                    .push(finding.related(first.span, "label-first-here"));
                continue;
            }
            let before = self.findings.len();
            let draft = toml::table(source, name, value, table, &mut self.findings);
            report.sheets[index] = draft.map(|draft| draft.into_sheet(table, &mut self.findings));
            self.soften(table, before);
            if report.sheets[index].is_none() {
                report.unread.push(index);
            }
        }
    }

    /// What a form that is unsure of its rows makes of the findings about a table.
    fn soften(&mut self, table: &Table, from: usize) {
        for finding in &mut self.findings[from..] {
            finding.severity = table.at_most(finding.severity);
        }
    }

    /// Reads the text of one table's file as CSV; none if it cannot be, which is then among the findings.
    fn records<'t>(&mut self, source: SourceId, text: &'t str) -> Option<csv::Records<'t>> {
        let records = csv::read(source, text);
        if let Some(quote) = records.unclosed {
            self.findings.push(UNCLOSED_QUOTE.at(quote));
            self.doubt(source);
            return None;
        }
        if let Some(cell) = wrongly_separated(&records) {
            self.findings.push(WRONG_SEPARATOR.at(cell.span));
            self.doubt(source);
            return None;
        }
        Some(records)
    }

    /// Reads one table; none if there is nothing in its file, which is then among the findings.
    fn sheet(
        &mut self,
        source: SourceId,
        records: &csv::Records<'_>,
        table: &Table,
    ) -> Option<Sheet> {
        let draft = Draft::from_records(table, records, &mut self.findings);
        if draft.is_none() {
            self.findings.push(
                EMPTY_FILE
                    .at(Span::new(source, 0..0))
                    .with("table", table.title.as_str()),
            );
        }
        let sheet = draft.map(|draft| draft.into_sheet(table, &mut self.findings));
        let is_plain = |sheet: &Sheet| sheet.unplaced.columns + sheet.unplaced.rows == 0;
        if !sheet.as_ref().is_some_and(is_plain) {
            self.doubt(source);
        }
        sheet
    }
}

/// The finding that tables are of another edition than the report's.
fn wrong_edition(form: &Form, report: &Report, misfit: &edition::Misfit<'_>) -> Diagnostic {
    let titles = misfit.tables.iter().filter_map(|id| {
        let table = misfit.form.table(id)?;
        Some(format!("「{}」", misfit.form.tables[table].title))
    });
    let chosen = report.text("", "edition").map(|(_, span)| span);
    WRONG_EDITION
        .at(misfit.span)
        .with("tables", titles.collect::<String>())
        .with("looks", misfit.form.id.as_str())
        .with("looks_citation", misfit.form.citation.to_string())
        .with("edition", form.id.as_str())
        .with("citation", form.citation.to_string())
        .with("year", report.year.to_string())
        .with("by", if chosen.is_some() { "edition" } else { "year" })
        .with("whole", if misfit.whole { "yes" } else { "no" })
        .related(chosen.unwrap_or(report.year_span), "label-edition")
}

/// The cell of a file's head that is several, set apart by something else than commas: there is no other, or every
/// row is longer than the head.
fn wrongly_separated<'r>(records: &'r csv::Records<'_>) -> Option<&'r csv::Cell<'r>> {
    let mut rows = records.iter();
    let head = rows.next()?;
    let mut is_torn = || rows.len() > 0 && rows.all(|row| row.len() > head.len());
    let several = |cell: &&csv::Cell<'_>| cell.text.contains(['，', ';', '；', '\t']);
    (head.len() == 1 || is_torn()).then(|| head.iter().find(several))?
}

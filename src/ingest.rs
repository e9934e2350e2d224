//! A report folder's bytes to a [`Report`]: locate, decode, type.
//!
//! Ingest is a pure function of the folder's files and the form: it knows no disk (a [`Folder`] is read at the
//! edge), no clock and no other report. What is wrong with the data becomes findings; reading goes on as far
//! as what was read can be trusted. A value that could not be read is absent from the report, so that what
//! depends on it is "not assessed" by the rules, not wrong.

mod csv;
mod encoding;
mod figure;
mod folder;
mod nearest;
mod sheet;
mod toml;
mod tree;

pub use encoding::Choice as Encoding;
pub(crate) use folder::shown;
pub use folder::{File, Folder};
pub(crate) use nearest::nearest;

use self::encoding::{Decoded, Undecodable};
use self::sheet::Draft;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::keys::Keys;
use crate::form::{Form, Library, Table};
use crate::model::{Agency, Counting, Report, Sheet, Words, Written};
use crate::source::{SourceId, Sources, Span};

/// Every kind of finding that reading can have.
pub static CODES: &[&Code] = &[
    &sheet::AMBIGUOUS_ROW,
    &toml::BAD_TOML,
    &tree::CIRCULAR_PARENT,
    &DECODED_GB18030,
    &sheet::DUPLICATE_COLUMN,
    &sheet::DUPLICATE_ROW,
    &DUPLICATE_TABLE,
    &EMPTY_FILE,
    &sheet::EXTRA_CELL,
    &figure::FIGURE_TOO_LARGE,
    &INVALID_ENCODING,
    &MISSING_YEAR,
    &figure::MISSING_UNIT,
    &figure::NEGATIVE,
    &NO_EDITION,
    &figure::NORMALISED_FIGURE,
    &figure::NOT_A_COUNT,
    &figure::NOT_A_NUMBER,
    &NOT_TEXT,
    &figure::SLASH_NOT_ALLOWED,
    &tree::TOO_DEEP,
    &UNCLOSED_QUOTE,
    &sheet::UNEXPECTED_FIGURE,
    &sheet::UNKNOWN_COLUMN,
    &UNKNOWN_FILE,
    &toml::UNKNOWN_KEY,
    &tree::UNKNOWN_PARENT,
    &sheet::UNKNOWN_ROW,
    &UNKNOWN_TABLE,
    &sheet::UNNAMED_ROW,
    &UNREADABLE_FILE,
    &figure::WRONG_UNIT,
    &WRONG_SEPARATOR,
    &toml::WRONG_VALUE,
];

static DECODED_GB18030: Code = Code::note("decoded-gb18030");
static DUPLICATE_TABLE: Code = Code::error("duplicate-table");
static EMPTY_FILE: Code = Code::error("empty-file");
static INVALID_ENCODING: Code = Code::error("invalid-encoding");
static MISSING_YEAR: Code = Code::error("missing-year");
static NO_EDITION: Code = Code::error("no-edition");
static NOT_TEXT: Code = Code::error("not-text");
static UNCLOSED_QUOTE: Code = Code::error("unclosed-quote");
static UNKNOWN_FILE: Code = Code::warning("unknown-file");
static UNKNOWN_TABLE: Code = Code::error("unknown-table");
static UNREADABLE_FILE: Code = Code::error("unreadable-file");
static WRONG_SEPARATOR: Code = Code::error("wrong-separator");

/// The file that makes a folder a report folder.
pub const REPORT_FILE: &str = "report.toml";

/// The documents that an agency publishes unless `report.toml` says otherwise.
const ALL_DOCUMENTS: [&str; 2] = ["annual", "self-inspection"];

/// What reading a report folder came to.
#[derive(Debug)]
pub struct Ingested<'l> {
    /// The report and its form; none if the folder says too little to be judged (which is among the findings).
    pub report: Option<(Report, &'l Form)>,
    /// What is wrong with the files.
    pub findings: Vec<Diagnostic>,
    /// The texts that findings point into.
    pub sources: Sources,
    /// Whether a file could not be read at all, so that the run as a whole did not do its work.
    pub unreadable: bool,
}

/// Reads a report folder.
pub fn ingest<'l>(
    folder: &Folder,
    library: &'l Library,
    keys: &Keys,
    encoding: Encoding,
) -> Ingested<'l> {
    let mut ingest = Ingest {
        sources: library.sources().clone(),
        findings: Vec::new(),
        unreadable: false,
        keys,
        encoding,
    };
    let report = ingest.report(folder, library);
    Ingested {
        report,
        findings: ingest.findings,
        sources: ingest.sources,
        unreadable: ingest.unreadable,
    }
}

/// The finding that something at `path` cannot be read.
pub fn unreadable(sources: &mut Sources, path: &str, reason: &str) -> Diagnostic {
    let at = Span::new(sources.add(path, ""), 0..0);
    UNREADABLE_FILE.at(at).with("reason", reason)
}

struct Ingest<'k> {
    sources: Sources,
    findings: Vec<Diagnostic>,
    unreadable: bool,
    keys: &'k Keys,
    encoding: Encoding,
}

impl Ingest<'_> {
    fn report<'l>(&mut self, folder: &Folder, library: &'l Library) -> Option<(Report, &'l Form)> {
        let file = folder.files.iter().find(|file| file.name == REPORT_FILE)?;
        let source = self.text(folder, file)?;
        let text = self.sources.source(source).text.clone();
        let root = match toml::parse(source, &text) {
            Ok(root) => root,
            Err(found) => {
                self.findings.extend(found);
                return None;
            }
        };
        let contents = toml::read(source, root.get_ref(), self.keys, &mut self.findings);
        let head = Span::new(source, 0..0);
        let mut report = Report {
            path: folder.path.clone(),
            agency: Agency::default(),
            year: 0,
            year_span: head,
            documents: Vec::new(),
            counting: Counting::default(),
            sheets: Vec::new(),
            unread: Vec::new(),
            words: contents.words,
            extra: contents.extra,
        };
        settle(&mut report);
        if report.year == 0 {
            // Without a year there is no form to hold the report against. A year that is none has been said.
            if !root.get_ref().keys().any(|key| key.get_ref() == "year") {
                self.findings.push(MISSING_YEAR.at(head));
            }
            return None;
        }
        let Some(form) = library.for_year(report.year) else {
            let known: Vec<String> = library
                .forms()
                .iter()
                .map(|form| form.years.to_string())
                .collect();
            let finding = NO_EDITION
                .at(report.year_span)
                .with("year", report.year.to_string());
            self.findings
                .push(finding.with("editions", known.join(" · ")));
            return None;
        };
        self.tables(folder, source, form, &contents.tables, &mut report);
        Some((report, form))
    }

    /// Reads every table, from its file or from `report.toml`.
    fn tables(
        &mut self,
        folder: &Folder,
        source: SourceId,
        form: &Form,
        small: &[toml::Entry<'_>],
        report: &mut Report,
    ) {
        let ids = || form.tables.iter().map(|table| table.id.as_str());
        report.sheets = form.tables.iter().map(|_| None).collect();
        for file in &folder.files {
            let Some(stem) = file.table() else { continue };
            let Some(index) = form.table(stem) else {
                let at = Span::new(self.sources.add(folder.path_of(&file.name), ""), 0..0);
                let finding = UNKNOWN_FILE.at(at).with("file", file.name.as_str());
                self.findings
                    .push(finding.with("nearest", nearest(stem, ids())));
                continue;
            };
            let before = self.findings.len();
            report.sheets[index] = self.file(folder, file, &form.tables[index]);
            self.soften(&form.tables[index], before);
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

    /// Reads one table's file; none if there is nothing in it to read, which is then among the findings.
    fn file(&mut self, folder: &Folder, file: &folder::File, table: &Table) -> Option<Sheet> {
        let source = self.text(folder, file)?;
        let csv::Records { records, unclosed } =
            csv::read(source, &self.sources.source(source).text);
        if let Some(quote) = unclosed {
            self.findings.push(UNCLOSED_QUOTE.at(quote));
            return None;
        }
        if let Some([only]) = records.first().map(Vec::as_slice)
            && only.text.contains(['，', ';', '；', '\t'])
        {
            self.findings.push(WRONG_SEPARATOR.at(only.span));
            return None;
        }
        let draft = Draft::from_records(table, records, &mut self.findings);
        if draft.is_none() {
            self.findings.push(
                EMPTY_FILE
                    .at(Span::new(source, 0..0))
                    .with("table", table.title.as_str()),
            );
        }
        draft.map(|draft| draft.into_sheet(table, &mut self.findings))
    }

    /// Decodes a file and keeps its text; none if that cannot be done, which is then among the findings.
    fn text(&mut self, folder: &Folder, file: &folder::File) -> Option<SourceId> {
        let name = folder.path_of(&file.name);
        let bytes = match &file.bytes {
            Ok(bytes) => bytes,
            Err(reason) => {
                self.unreadable = true;
                let finding = unreadable(&mut self.sources, &name, reason);
                self.findings.push(finding);
                return None;
            }
        };
        match encoding::decode(bytes, self.encoding) {
            Ok(Decoded { text, encoding }) => {
                let source = self.sources.add(name, text);
                if encoding != "UTF-8" {
                    self.findings.push(
                        DECODED_GB18030
                            .at(Span::new(source, 0..0))
                            .with("encoding", encoding),
                    );
                }
                Some(source)
            }
            Err(Undecodable::Binary) => {
                let at = Span::new(self.sources.add(name, ""), 0..0);
                self.findings.push(NOT_TEXT.at(at));
                None
            }
            Err(Undecodable::Invalid { text, encoding }) => {
                let end = text.len();
                let at = Span::new(self.sources.add(name, text), end..end);
                self.findings
                    .push(INVALID_ENCODING.at(at).with("encoding", encoding));
                None
            }
        }
    }
}

/// The keys that the program itself acts on.
fn settle(report: &mut Report) {
    let text = |section: &str, key: &str| match report.written(section, key) {
        Some(Written {
            words: Words::Text(text),
            ..
        }) if !text.is_empty() => Some(text.clone()),
        _ => None,
    };
    let agency = Agency {
        name: text("agency", "name").unwrap_or_default(),
        level: text("agency", "level"),
    };
    let year = text("", "year").and_then(|year| year.parse().ok());
    let counting = match text("", "counting").as_deref() {
        Some("exclusive") => Counting::Exclusive,
        _ => Counting::Inclusive,
    };
    let documents = match report.written("", "documents") {
        Some(Written {
            words: Words::Texts(documents),
            ..
        }) if !documents.is_empty() => Some(documents.clone()),
        _ => None,
    };
    if let Some(Written { span, .. }) = report.written("", "year") {
        report.year_span = *span;
    }
    report.agency = agency;
    report.year = year.unwrap_or_default();
    report.counting = counting;
    report.documents = documents.unwrap_or_else(|| ALL_DOCUMENTS.map(str::to_owned).to_vec());
}

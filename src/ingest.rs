//! A report folder's bytes to a [`Report`]: locate, decode, type.
//!
//! Ingest is a pure function of the folder's files and the form: it knows no disk (a [`Folder`] is read at the
//! edge), no clock and no other report. What is wrong with the data becomes findings; reading goes on as far
//! as what was read can be trusted. A value that could not be read is absent from the report, so that what
//! depends on it is "not assessed" by the rules, not wrong.

mod csv;
mod edition;
mod encoding;
mod figure;
mod folder;
pub(crate) mod list;
mod nearest;
mod prior;
mod prose;
mod provenance;
mod sheet;
mod tables;
mod toml;
mod tree;
mod waivers;

pub use encoding::Choice as Encoding;
pub use folder::{File, Folder};
pub(crate) use folder::{read_file, shown, worded};
pub(crate) use nearest::nearest;
pub use prior::{Fetch, Unfetched};
pub use provenance::{Contributor, PROVENANCE_FILE, Provenance};
pub use toml::quoted;

use self::encoding::{Decoded, Undecodable};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::form::keys::Keys;
use crate::form::{Form, Library};
use crate::model::{Agency, Counting, Report, Waiver, Words, Written};
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
    &waivers::INCOMPLETE_WAIVER,
    &sheet::EXTRA_CELL,
    &figure::FIGURE_TOO_LARGE,
    &INVALID_ENCODING,
    &provenance::MALFORMED_PROVENANCE,
    &MISSING_OVERLAY,
    &MISSING_YEAR,
    &figure::MISSING_UNIT,
    &figure::NEGATIVE,
    &NO_EDITION,
    &prior::NO_PRIOR,
    &figure::NORMALISED_FIGURE,
    &figure::NOT_A_COUNT,
    &figure::NOT_A_NUMBER,
    &NOT_TEXT,
    &prior::PRIOR_NOT_LAST_YEAR,
    &prior::PRIOR_OF_OTHER_AGENCY,
    &prior::PRIOR_UNUSABLE,
    &figure::SLASH_NOT_ALLOWED,
    &tree::TOO_DEEP,
    &UNCLOSED_QUOTE,
    &sheet::UNEXPECTED_FIGURE,
    &sheet::UNKNOWN_COLUMN,
    &UNKNOWN_EDITION,
    &UNKNOWN_FILE,
    &toml::UNKNOWN_KEY,
    &tree::UNKNOWN_PARENT,
    &sheet::UNKNOWN_ROW,
    &UNKNOWN_TABLE,
    &sheet::UNNAMED_ROW,
    &UNREADABLE_FILE,
    &figure::WRONG_UNIT,
    &WRONG_EDITION,
    &WRONG_SEPARATOR,
    &toml::WRONG_VALUE,
];

static DECODED_GB18030: Code = Code::note("decoded-gb18030");
static DUPLICATE_TABLE: Code = Code::error("duplicate-table");
static EMPTY_FILE: Code = Code::error("empty-file");
static INVALID_ENCODING: Code = Code::error("invalid-encoding");
static MISSING_OVERLAY: Code = Code::error("missing-overlay");
static MISSING_YEAR: Code = Code::error("missing-year");
static NO_EDITION: Code = Code::error("no-edition");
static NOT_TEXT: Code = Code::error("not-text");
static UNCLOSED_QUOTE: Code = Code::error("unclosed-quote");
static UNKNOWN_EDITION: Code = Code::error("unknown-edition");
static UNKNOWN_FILE: Code = Code::warning("unknown-file").passing(&["nearest"]);
static UNKNOWN_TABLE: Code = Code::error("unknown-table");
pub(crate) static UNREADABLE_FILE: Code = Code::error("unreadable-file");
static WRONG_EDITION: Code = Code::error("wrong-edition");
static WRONG_SEPARATOR: Code = Code::error("wrong-separator");

/// The file that makes a folder a report folder.
pub const REPORT_FILE: &str = "report.toml";

/// The file that holds what a reviewer has decided to let stand.
pub const WAIVERS_FILE: &str = "waivers.toml";

/// The key of `report.toml` that names a form overlay.
const OVERLAY: &str = "form";

/// The documents that there are, which an agency publishes unless `report.toml` says otherwise.
pub const ALL_DOCUMENTS: [&str; 2] = ["annual", "self-inspection"];

/// What reading a report folder came to.
#[derive(Debug)]
pub struct Ingested<'l> {
    /// The report and its form; none if the folder says too little to be judged (which is among the findings).
    pub report: Option<(Report, &'l Form)>,
    /// Last year's report and its form, if it was asked for and can be used.
    pub prior: Option<(Report, &'l Form)>,
    /// What a reviewer has decided to let stand.
    pub waivers: Vec<Waiver>,
    /// What is wrong with the files.
    pub findings: Vec<Diagnostic>,
    /// The texts that findings point into.
    pub sources: Sources,
    /// Whether a file could not be read at all, so that the run as a whole did not do its work.
    pub unreadable: bool,
}

/// Reads a report folder. Nothing is said of last year.
pub fn ingest<'l>(
    folder: &Folder,
    library: &'l Library,
    keys: &Keys,
    encoding: Encoding,
) -> Ingested<'l> {
    read(folder, None, library, keys, encoding)
}

/// Reads a report folder, and by way of `fetch` last year's, which it names.
pub fn ingest_years<'l>(
    folder: &Folder,
    fetch: Fetch<'_>,
    library: &'l Library,
    keys: &Keys,
    encoding: Encoding,
) -> Ingested<'l> {
    read(folder, Some(fetch), library, keys, encoding)
}

fn read<'l>(
    folder: &Folder,
    fetch: Option<Fetch<'_>>,
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
    let prior = match (&report, fetch) {
        (Some((report, form)), Some(fetch)) => ingest.prior((report, form), library, fetch),
        _ => None,
    };
    let waivers = ingest.waivers(folder);
    Ingested {
        report,
        prior,
        waivers,
        findings: ingest.findings,
        sources: ingest.sources,
        unreadable: ingest.unreadable,
    }
}

/// The finding that something at `path` cannot be read.
pub fn unreadable(sources: &mut Sources, path: &str, reason: &str) -> Diagnostic {
    let at = Span::new(sources.add(path, ""), 0..0);
    UNREADABLE_FILE.at(at).with("reason", worded(reason))
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
        let file = folder.file(REPORT_FILE)?;
        // First, so that it has the same id in every report that shares it.
        let overlay = folder
            .overlay()
            .and_then(|name| self.overlay(folder, &name));
        let source = self.text(folder, file)?;
        let text = self.sources.share(source);
        let root = match toml::parse(source, REPORT_FILE, &text.text) {
            Ok(root) => root,
            Err(found) => {
                self.findings.extend(found);
                self.doubt(source);
                return None;
            }
        };
        let contents = toml::read(source, &text.text, &root, self.keys, &mut self.findings);
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
            prose: contents.prose,
            texts: Vec::new(),
            extra: contents.extra,
        };
        settle(&mut report);
        if report.year == 0 {
            // Without a year there is no form to hold the report against. A year that is none has been said.
            if !root.iter().any(|(key, _)| key.get_ref() == "year") {
                self.findings.push(MISSING_YEAR.at(head));
            }
            return None;
        }
        let edition = self.edition(library, &report)?;
        let overlay = match overlay {
            None => self.no_overlay(folder, &report)?,
            Some(overlay) => Some(overlay),
        };
        let form = self.figures(
            folder,
            source,
            (edition, library),
            overlay,
            contents.tables,
            &mut report,
        )?;
        self.texts(folder, &mut report);
        Some((report, form))
    }

    /// Reads the texts of documents that have been written already.
    fn texts(&mut self, folder: &Folder, report: &mut Report) {
        for file in &folder.files {
            let Some(document) = file.document() else {
                continue;
            };
            let Some(source) = self.text(folder, file) else {
                continue;
            };
            let (text, paragraphs) =
                prose::of_text(document, report.texts.len(), source, &self.sources);
            report.texts.push(text);
            report.prose.extend(paragraphs);
        }
    }

    /// Reads what a reviewer has decided to let stand; nothing, if there is no such file.
    fn waivers(&mut self, folder: &Folder) -> Vec<Waiver> {
        let file = folder.files.iter().find(|file| file.name == WAIVERS_FILE);
        let Some(source) = file.and_then(|file| self.text(folder, file)) else {
            return Vec::new();
        };
        let text = self.sources.share(source);
        match toml::parse(source, WAIVERS_FILE, &text.text) {
            Ok(root) => waivers::read(source, &root, &mut self.findings),
            Err(found) => {
                self.findings.extend(found);
                self.doubt(source);
                Vec::new()
            }
        }
    }

    /// The edition that `report.toml` names, else that of the year; none if there is none, which is then
    /// among the findings.
    fn edition<'l>(&mut self, library: &'l Library, report: &Report) -> Option<&'l Form> {
        let known = |part: fn(&Form) -> String| {
            let forms: Vec<String> = library.forms().iter().map(part).collect();
            forms.join(" · ")
        };
        if let Some((id, span)) = report.text("", "edition") {
            let edition = library.edition(id);
            if edition.is_none() {
                self.findings.push(
                    UNKNOWN_EDITION
                        .at(span)
                        .with("edition", id)
                        .with("editions", known(|form| form.id.clone())),
                );
            }
            return edition;
        }
        let edition = library.for_year(report.year);
        if edition.is_none() {
            self.findings.push(
                NO_EDITION
                    .at(report.year_span)
                    .with("year", report.year.to_string())
                    .with("editions", known(|form| form.years.to_string())),
            );
        }
        edition
    }

    /// Reads the overlay that `report.toml` names; none if it cannot be read, which is said where it is named.
    fn overlay(&mut self, folder: &Folder, name: &str) -> Option<SourceId> {
        let file = folder.file(name)?;
        file.bytes.as_ref().ok()?;
        self.text(folder, file)
    }

    /// What it means that no overlay was read: that none is named, or that the one named cannot be had.
    #[expect(
        clippy::option_option,
        reason = "none: it ends here; some none: it goes on without"
    )]
    fn no_overlay(&mut self, folder: &Folder, report: &Report) -> Option<Option<SourceId>> {
        let Some((name, span)) = report.text("", OVERLAY) else {
            return Some(None);
        };
        // A file that was read and cannot be decoded has its own finding.
        if folder.file(name).is_none_or(|file| file.bytes.is_err()) {
            self.findings
                .push(MISSING_OVERLAY.at(span).with("file", name));
        }
        None
    }

    /// Notes that the words of a file are not what is expected there: perhaps its encoding is another than the
    /// one inferred, and then nothing must be written in it.
    fn doubt(&mut self, source: SourceId) {
        let here = |finding: &&mut Diagnostic| finding.span.source == source;
        let mut found = self.findings.iter().filter(|one| one.span.source == source);
        if found.any(|finding| *finding.code == DECODED_GB18030) {
            for finding in self.findings.iter_mut().filter(here) {
                finding.fix = None;
            }
        }
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
                    let mut finding = DECODED_GB18030
                        .at(Span::new(source, 0..0))
                        .with("encoding", encoding);
                    // Bytes that are UTF-8 too were read otherwise only because that was asked for.
                    if std::str::from_utf8(bytes).is_err() {
                        finding.fix = Some(Box::new(Fix::Reencode));
                    }
                    self.findings.push(finding);
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
        }) => Some(documents.clone()),
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

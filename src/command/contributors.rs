//! The report folders whose figures are added up, one at a time, for `rollup` and `check --children`: who may be
//! added to whom, and what they were like when they were.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::batch::{Examined, Examiner, Found};
use crate::diagnostic::Diagnostic;
use crate::form::Form;
use crate::ingest::{self, Folder, Provenance, REPORT_FILE};
use crate::model::Report;
use crate::rollup::{DUPLICATE_CONTRIBUTOR, MIXED_EDITIONS, MIXED_YEARS, Rollup};
use crate::source::{Sources, Span};

/// A report folder that has been read, to be added.
pub(super) struct Contribution<'l> {
    /// What examining it came to.
    pub(super) examined: Examined<'l>,
    /// Its path.
    pub(super) path: PathBuf,
    /// Its path without links and dots.
    pub(super) canonical: PathBuf,
    /// [`Folder::fingerprint`], in hexadecimal digits.
    pub(super) fingerprint: String,
    /// What it was itself made of, and is to be added as well.
    inner: Vec<(Span, String)>,
}

/// Reads report folders, on many threads.
pub(super) struct Reader<'l> {
    examiner: &'l Examiner,
    /// The folders that are to be added, without links and dots.
    all: BTreeSet<PathBuf>,
}

impl<'l> Reader<'l> {
    /// For these folders, which are to be added.
    pub(super) fn new(examiner: &'l Examiner, folders: &[Found]) -> Self {
        Self {
            examiner,
            all: folders.iter().map(canonical).collect(),
        }
    }

    /// Reads and checks a folder, and what is to be known of it beside its report.
    pub(super) fn read(&self, found: &Found) -> Contribution<'l> {
        let path = found.path();
        let (mut examined, folder) = match Folder::read(&path) {
            Ok(folder) => (self.examiner.examine_read(&path, &folder), Some(folder)),
            Err(error) => (self.examiner.unreadable(&path, &error), None),
        };
        examined = examined.under(&found.settings);
        let mut inner = Vec::new();
        let provenance = folder
            .as_ref()
            .and_then(|folder| Provenance::of(folder, &mut examined.sources));
        match provenance {
            Some(Ok(provenance)) => {
                let counted = provenance.contributors.iter().filter(|one| {
                    let place = path.join(&one.path).canonicalize();
                    place.is_ok_and(|place| self.all.contains(&place))
                });
                inner.extend(counted.filter_map(|one| Some((one.span?, one.name.clone()))));
            }
            Some(Err(finding)) => examined.findings.push(finding),
            None => {}
        }
        let fingerprint = folder.map(|folder| folder.fingerprint().to_hex().to_string());
        Contribution {
            examined,
            path,
            canonical: canonical(found),
            fingerprint: fingerprint.unwrap_or_default(),
            inner,
        }
    }
}

/// The figures added up so far.
pub(super) struct Gathering<'l> {
    examiner: &'l Examiner,
    first: Option<First<'l>>,
    /// Where each agency's report is.
    agencies: BTreeMap<String, PathBuf>,
    /// What has been added.
    pub(super) rollup: Option<Rollup<'l>>,
}

/// The first report, which the others must be like.
pub(super) struct First<'l> {
    /// Its form.
    pub(super) form: &'l Form,
    /// Its year.
    pub(super) year: u16,
    /// The edition that it names, if it does.
    pub(super) edition: Option<String>,
    /// The local form that it names, if it does.
    pub(super) overlay: Option<PathBuf>,
    path: PathBuf,
}

impl<'l> Gathering<'l> {
    /// Begins with nothing.
    pub(super) fn new(examiner: &'l Examiner) -> Self {
        Self {
            examiner,
            first: None,
            agencies: BTreeMap::new(),
            rollup: None,
        }
    }

    /// The first report.
    pub(super) fn first(&self) -> Option<&First<'l>> {
        self.first.as_ref()
    }

    /// Adds a report that could be read. If it must not be added, why not; the texts go to its sources.
    pub(super) fn add(&mut self, contribution: &mut Contribution<'l>) -> Vec<Diagnostic> {
        let Contribution {
            examined,
            path,
            inner,
            ..
        } = contribution;
        let Some((report, form)) = &examined.report else {
            return Vec::new();
        };
        let form: &'l Form = form;
        let mut faults = self.unlike(report, form, &mut examined.sources);
        for (span, agency) in inner.iter() {
            faults.push(
                DUPLICATE_CONTRIBUTOR
                    .at(*span)
                    .with("agency", agency.as_str())
                    .with("how", "inside")
                    .with("path", ingest::shown(path)),
            );
        }
        let name = report.agency.name.trim();
        if let (Some(there), Some(here)) = (self.agencies.get(name), name_span(report)) {
            let finding = DUPLICATE_CONTRIBUTOR
                .at(here)
                .with("agency", name)
                .with("how", "twice")
                .with("path", ingest::shown(there));
            let there = self.place(there, name_span, &mut examined.sources);
            faults.push(match there {
                Some(there) => finding.related(there, "label-other-contributor"),
                None => finding,
            });
        }
        if !faults.is_empty() {
            return faults;
        }
        if !name.is_empty() {
            self.agencies.insert(name.to_owned(), path.clone());
        }
        let text = |key: &str| report.text("", key).map(|(text, _)| text);
        self.first.get_or_insert_with(|| First {
            form,
            year: report.year,
            edition: text("edition").map(str::to_owned),
            overlay: text("form").map(|name| path.join(name)),
            path: path.clone(),
        });
        self.rollup
            .get_or_insert_with(|| Rollup::new(form))
            .add(report, &called(report));
        faults
    }

    /// Why a report cannot be added to, or held against, those before it: another year, or another form.
    pub(super) fn unlike(
        &self,
        report: &Report,
        form: &Form,
        sources: &mut Sources,
    ) -> Vec<Diagnostic> {
        let Some(first) = &self.first else {
            return Vec::new();
        };
        let finding = if report.year != first.year {
            MIXED_YEARS
                .at(report.year_span)
                .with("year", report.year.to_string())
                .with("other", first.year.to_string())
        } else if std::ptr::eq(form, first.form) {
            return Vec::new();
        } else {
            let chosen = ["form", "edition"]
                .iter()
                .find_map(|key| Some(report.text("", key)?.1));
            MIXED_EDITIONS
                .at(chosen.unwrap_or(report.year_span))
                .with(
                    "how",
                    if form.id == first.form.id {
                        "form"
                    } else {
                        "edition"
                    },
                )
                .with("edition", form.id.as_str())
                .with("other", first.form.id.as_str())
        };
        let finding = finding.with("path", ingest::shown(&first.path));
        let there = self.place(&first.path, |report| Some(report.year_span), sources);
        vec![match there {
            Some(there) => finding.related(there, "label-other-contributor"),
            None => finding,
        }]
    }

    /// A place in a report that is no longer at hand.
    fn place(
        &self,
        path: &Path,
        of: impl Fn(&Report) -> Option<Span>,
        sources: &mut Sources,
    ) -> Option<Span> {
        let (report, theirs) = read(self.examiner, path)?;
        Some(adopt(sources, &theirs, of(&report)?))
    }
}

/// What an agency is called: its name or, if it has none, its folder.
pub(super) fn called(report: &Report) -> String {
    match report.agency.name.trim() {
        "" => report.path.clone(),
        name => name.to_owned(),
    }
}

/// Reads a report, and says nothing about it.
pub(super) fn read(examiner: &Examiner, path: &Path) -> Option<(Report, Sources)> {
    let folder = Folder::read(path).ok()?;
    let (library, keys) = (&examiner.library, &examiner.keys);
    let read = ingest::ingest(&folder, library, keys, examiner.encoding);
    Some((read.report?.0, read.sources))
}

/// A place of other texts, in these: the text is added as it may be shown.
pub(super) fn adopt(sources: &mut Sources, theirs: &Sources, span: Span) -> Span {
    let source = theirs.source(span.source);
    let known = sources
        .iter()
        .find(|(_, other)| other.name == source.name && other.text == source.text)
        .map(|(id, _)| id);
    let id = known.unwrap_or_else(|| sources.add(source.name.as_str(), source.shown()));
    Span::new(id, span.range())
}

/// A folder's path without links and dots, if the system says.
pub(super) fn canonical(found: &Found) -> PathBuf {
    found.canonical().unwrap_or_else(|| found.path())
}

/// Whether there is a report folder at a path.
pub(super) fn is_report(path: &Path) -> bool {
    path.join(REPORT_FILE).is_file()
}

fn name_span(report: &Report) -> Option<Span> {
    Some(report.written("agency", "name")?.span)
}

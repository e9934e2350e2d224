//! Many report folders: found, examined in parallel, handed over in the order of the input.
//!
//! A single folder is a batch of one; there is no second path. Memory is bounded: a chunk of folders is
//! examined at a time, and handed over before the next.

mod conceal;
mod settings;

pub use conceal::{conceal, veil};
pub use settings::{Faults, Level, Overrides, Ruling, SETTINGS_FILE, Settings, govern, is_fixed};

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use chrono::NaiveDate;
use rayon::prelude::*;

use crate::assets::Assets;
use crate::diagnostic::{Code, Diagnostic, Waived};
use crate::document;
use crate::form::keys::Keys;
use crate::form::{Form, Library};
use crate::ingest::{self, Encoding, Folder, Ingested, REPORT_FILE};
use crate::model::Report;
use crate::rules::{self, Gathered, Prior, Subject};
use crate::source::{Sources, Span};
use crate::waiver;

/// Every kind of finding that looking for report folders and their settings can have.
pub static CODES: &[&Code] = &[&settings::BAD_CONFIG, &NOTHING_TO_READ];

static NOTHING_TO_READ: Code = Code::error("nothing-to-read");

/// Folders in flight at a time: enough to keep every core busy, few enough to bound memory.
const CHUNK: usize = 128;

/// A report folder that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is, as given.
    pub path: PathBuf,
    /// The same without links and dots, if the system says.
    pub canonical: Option<PathBuf>,
    /// Where its documents go, below the output folder: never absolute, never upwards.
    pub place: PathBuf,
    /// How grave its findings are taken; [`govern`] sets it.
    pub settings: Arc<Settings>,
}

/// What looking for report folders came to.
#[derive(Debug, Default)]
pub struct Search {
    /// The report folders, each once.
    pub found: Vec<Found>,
    /// Why some paths gave none.
    pub nothing: Vec<(Diagnostic, Sources)>,
}

/// Finds the report folders that `paths` name or contain, in the order of `paths` and then of their names.
pub fn find(paths: &[PathBuf]) -> Search {
    let mut search = Search::default();
    let (mut seen, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for path in paths {
        let folder = stands_for(path);
        // One folder's documents go right into the output folder; those of several are kept apart.
        let place = if paths.len() == 1 {
            PathBuf::new()
        } else {
            below(&folder)
        };
        let mut any = false;
        let walked = walk(&folder, &place, &mut |path, place| {
            any = true;
            let canonical = path.canonicalize().ok();
            if !seen.insert(canonical.clone().unwrap_or_else(|| path.to_owned())) {
                return;
            }
            let mut candidate = place.to_owned();
            let mut number = 2;
            while !taken.insert(candidate.clone()) {
                candidate = PathBuf::from(format!("{}-{number}", place.display()));
                number += 1;
            }
            search.found.push(Found {
                path: path.to_owned(),
                canonical,
                place: candidate,
                settings: Arc::default(),
            });
        });
        match walked {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                let mut sources = Sources::default();
                let reason = error.to_string();
                let finding = ingest::unreadable(&mut sources, &ingest::shown(path), &reason);
                search.nothing.push((finding, sources));
            }
            _ if !any => search.nothing.push(nothing_to_read(path)),
            _ => {}
        }
    }
    search
}

/// The folder that a path stands for: a file of a report folder for that folder, a settings file for those that
/// it governs, so that tools which hand over changed files (pre-commit) need no help.
fn stands_for(path: &Path) -> PathBuf {
    if let Some(parent) = path.parent()
        && path.is_file()
        && (path.ends_with(SETTINGS_FILE) || path.with_file_name(REPORT_FILE).is_file())
    {
        return Path::new(".").join(parent);
    }
    path.to_owned()
}

/// A path's named parts, so that nothing leads out of the output folder.
fn below(path: &Path) -> PathBuf {
    path.components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .collect()
}

fn walk(path: &Path, place: &Path, found: &mut impl FnMut(&Path, &Path)) -> std::io::Result<()> {
    if path.join(REPORT_FILE).is_file() {
        found(path, place);
        return Ok(());
    }
    if path.is_file() {
        return Ok(()); // holds no report folder
    }
    let mut folders: Vec<_> = std::fs::read_dir(path)?.collect::<Result<_, _>>()?;
    folders.sort_by_key(std::fs::DirEntry::file_name);
    for entry in folders {
        let name = entry.file_name();
        // Links are not followed, so that a loop of them cannot catch us.
        if entry.file_type()?.is_dir() && !name.to_string_lossy().starts_with('.') {
            walk(&entry.path(), &place.join(&name), found)?;
        }
    }
    Ok(())
}

/// The finding that there is no report folder at `path`.
pub fn nothing_to_read(path: &Path) -> (Diagnostic, Sources) {
    let mut sources = Sources::default();
    let shown = ingest::shown(path);
    let source = sources.add(shown.as_str(), "");
    (
        NOTHING_TO_READ
            .at(Span::new(source, 0..0))
            .with("path", shown),
        sources,
    )
}

/// What examining takes: the forms, and what the command line decides.
#[derive(Debug)]
pub struct Examiner {
    /// Every edition of the form.
    pub library: Library,
    /// The keys of `report.toml`.
    pub keys: Keys,
    /// How files are decoded.
    pub encoding: Encoding,
    /// Today.
    pub today: NaiveDate,
}

/// What examining a report folder came to.
#[derive(Debug)]
pub struct Examined<'l> {
    /// The report folder, as given.
    pub path: String,
    /// The report and its form; none if the folder says too little.
    pub report: Option<(Report, &'l Form)>,
    /// All findings, in the order of the files and places they are about.
    pub findings: Vec<Diagnostic>,
    /// What a reviewer has decided to let stand, in the same order.
    pub waived: Vec<Waived>,
    /// The texts that findings point into.
    pub sources: Sources,
    /// Whether a file could not be read at all.
    pub unreadable: bool,
    /// What its settings came to.
    pub ruling: Ruling,
}

impl Examined<'_> {
    /// The same under settings: findings of other severity, or left out.
    #[must_use]
    pub fn under(mut self, settings: &Settings) -> Self {
        self.ruling = settings.apply(&mut self.findings);
        self
    }

    /// Whether anything keeps the report from passing.
    pub fn fails(&self) -> bool {
        let fail_on = self.ruling.fail_on;
        self.findings
            .iter()
            .any(|finding| finding.severity >= fail_on)
    }
}

/// The order of the files and places that findings are about.
fn in_order(left: &Diagnostic, right: &Diagnostic) -> Ordering {
    (left.span, left.code.name).cmp(&(right.span, right.code.name))
}

impl Examiner {
    /// Prepares for examining.
    ///
    /// # Errors
    /// If the forms or keys cannot be read. Faults in the form files are the inner error.
    pub fn new(
        assets: &Assets,
        encoding: Encoding,
        today: NaiveDate,
    ) -> Result<Result<Self, crate::form::Invalid>> {
        let keys = Keys::load(assets)?;
        Ok(Library::load(assets)?.map(|library| Self {
            library,
            keys,
            encoding,
            today,
        }))
    }

    /// Reads and checks a report folder, against last year's if it names it.
    pub fn examine(&self, path: &Path) -> Examined<'_> {
        match Folder::read(path) {
            Ok(folder) => self.examine_with(&folder, &|prior| Folder::read_prior(path, prior)),
            Err(error) => {
                let mut sources = self.library.sources().clone();
                let shown = ingest::shown(path);
                let finding = ingest::unreadable(&mut sources, &shown, &error.to_string());
                Examined {
                    path: shown,
                    report: None,
                    findings: vec![finding],
                    waived: Vec::new(),
                    sources,
                    unreadable: true,
                    ruling: Ruling::default(),
                }
            }
        }
    }

    /// Checks a report folder that has been read. Last year's is not looked for.
    pub fn examine_folder(&self, folder: &Folder) -> Examined<'_> {
        self.judge(
            folder,
            ingest::ingest(folder, &self.library, &self.keys, self.encoding),
        )
    }

    /// Checks a report folder at `path` that has been read, against last year's if it names it.
    pub fn examine_read(&self, path: &Path, folder: &Folder) -> Examined<'_> {
        self.examine_with(folder, &|prior| Folder::read_prior(path, prior))
    }

    /// Checks a report folder that has been read, against last year's, read already too.
    pub fn examine_years(&self, folder: &Folder, prior: &Folder) -> Examined<'_> {
        self.examine_with(folder, &|_| Ok(prior.clone()))
    }

    fn examine_with(&self, folder: &Folder, fetch: ingest::Fetch<'_>) -> Examined<'_> {
        let (library, keys) = (&self.library, &self.keys);
        self.judge(
            folder,
            ingest::ingest_years(folder, fetch, library, keys, self.encoding),
        )
    }

    /// Applies the rules to what was read, and then the decisions of reviewers to what the rules found.
    fn judge<'l>(&'l self, folder: &Folder, ingested: Ingested<'l>) -> Examined<'l> {
        let Ingested {
            mut report,
            prior,
            mut waivers,
            mut findings,
            mut sources,
            unreadable,
        } = ingested;
        if let Some((report, form)) = &report {
            let prior = prior.as_ref();
            let subject = Subject {
                form,
                keys: &self.keys,
                report,
                prior: prior.map(|(report, form)| Prior { form, report }),
                sources: &sources,
                today: self.today,
                gathered: Gathered::default(),
            };
            findings.extend(rules::check(&subject));
            findings.extend(document::check_words(form, &self.keys, report));
        }
        conceal(
            report.as_mut().map(|(report, form)| (report, *form)),
            &mut waivers,
            &mut findings,
            &mut sources,
            self.library.sources().iter().count(),
        );
        let (mut findings, mut waived) = waiver::settle(
            &waivers,
            findings,
            &sources,
            &folder.path,
            report.is_some(),
            self.today,
        );
        findings.sort_by(in_order);
        waived.sort_by(|left, right| in_order(&left.finding, &right.finding));
        Examined {
            path: folder.path.clone(),
            report,
            findings,
            waived,
            sources,
            unreadable,
            ruling: Ruling::default(),
        }
    }

    /// Examines folders in parallel, applies `work` to each on the same thread, and hands the results over in
    /// the order of the input.
    ///
    /// # Errors
    /// Those of `hand_over`; no further folder is handed over then.
    pub fn run<'l, T: Send>(
        &'l self,
        folders: &[Found],
        work: impl Fn(&Found, Examined<'l>) -> T + Sync,
        mut hand_over: impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        for chunk in folders.chunks(CHUNK) {
            let examine =
                |found: &Found| work(found, self.examine(&found.path).under(&found.settings));
            // One folder needs no threads, and starting them costs more than reading it.
            let results: Vec<T> = if let [only] = chunk {
                vec![examine(only)]
            } else {
                chunk.par_iter().map(examine).collect()
            };
            for result in results {
                hand_over(result)?;
            }
        }
        Ok(())
    }
}

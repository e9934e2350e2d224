//! Many report folders: found, examined in parallel, handed over in the order of the input.
//!
//! A single folder is a batch of one; there is no second path. Memory is bounded: a chunk of folders is
//! examined at a time, and handed over before the next.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use rayon::prelude::*;

use crate::assets::Assets;
use crate::diagnostic::{Code, Diagnostic, Waived};
use crate::document;
use crate::form::keys::Keys;
use crate::form::{Form, Library};
use crate::ingest::{self, Encoding, Folder, REPORT_FILE};
use crate::model::Report;
use crate::rules::{self, Subject};
use crate::source::{Sources, Span};
use crate::waiver;

/// Every kind of finding that looking for report folders can have.
pub static CODES: &[&Code] = &[&NOTHING_TO_READ];

static NOTHING_TO_READ: Code = Code::error("nothing-to-read");

/// Folders in flight at a time: enough to keep every core busy, few enough to bound memory.
const CHUNK: usize = 128;

/// A report folder that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Where its documents go, below the output folder: never absolute, never upwards.
    pub place: PathBuf,
}

/// What looking for report folders came to.
#[derive(Debug, Default)]
pub struct Search<'p> {
    /// The report folders, each once.
    pub found: Vec<Found>,
    /// The paths that hold none.
    pub empty: Vec<&'p Path>,
}

/// Finds the report folders that `paths` name or contain, in the order of `paths` and then of their names.
///
/// # Errors
/// If a path cannot be listed.
pub fn find(paths: &[PathBuf]) -> Result<Search<'_>> {
    let mut search = Search::default();
    let (mut seen, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for path in paths {
        let folder = match path.parent() {
            Some(parent) if path.is_file() && path.ends_with(REPORT_FILE) => {
                Path::new(".").join(parent)
            }
            _ => path.clone(),
        };
        // One folder's documents go right into the output folder; those of several are kept apart.
        let place = if paths.len() == 1 {
            PathBuf::new()
        } else {
            below(&folder)
        };
        let mut any = false;
        walk(&folder, &place, &mut |path, place| {
            any = true;
            if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
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
                place: candidate,
            });
        })
        .with_context(|| path.display().to_string())?;
        if !any {
            search.empty.push(path);
        }
    }
    Ok(search)
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

    /// Reads and checks a report folder.
    pub fn examine(&self, path: &Path) -> Examined<'_> {
        match Folder::read(path) {
            Ok(folder) => self.examine_folder(&folder),
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
                }
            }
        }
    }

    /// Checks a report folder that has been read.
    pub fn examine_folder(&self, folder: &Folder) -> Examined<'_> {
        let ingest::Ingested {
            report,
            waivers,
            mut findings,
            sources,
            unreadable,
        } = ingest::ingest(folder, &self.library, &self.keys, self.encoding);
        if let Some((report, form)) = &report {
            let subject = Subject {
                form,
                keys: &self.keys,
                report,
                today: self.today,
            };
            findings.extend(rules::check(&subject));
            findings.extend(document::check_words(form, &self.keys, report));
        }
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
            let examine = |found: &Found| work(found, self.examine(&found.path));
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

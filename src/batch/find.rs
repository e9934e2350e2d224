//! Looking for report folders: which there are below the paths given, in what order, and where their documents go.
//!
//! A nation's forty thousand folders are found before the first is read, so each takes as little memory as can be: what
//! it shares with the others found below the same path is kept once.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::Crew;
use super::settings::{SETTINGS_FILE, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::{self, REPORT_FILE};
use crate::source::{Sources, Span};

pub(super) static NOTHING_TO_READ: Code = Code::error("nothing-to-read");

/// A report folder that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The path it was found below.
    root: Arc<Root>,
    /// The way from there.
    inside: Box<Path>,
    /// From 2 on where another folder's documents would go to the same place.
    number: u32,
    /// How grave its findings are taken; [`govern`](super::govern) sets it.
    pub settings: Arc<Settings>,
}

/// A path that was to be looked through.
#[derive(Debug, PartialEq, Eq)]
struct Root {
    /// As given.
    path: PathBuf,
    /// The same without links and dots, if the system says.
    canonical: Option<PathBuf>,
    /// Where the documents of what is found below it go.
    place: PathBuf,
}

impl Found {
    /// A folder that was not looked for: its documents would go right into the output folder.
    pub fn at(path: PathBuf) -> Self {
        let root = Root {
            canonical: path.canonicalize().ok(),
            path,
            place: PathBuf::new(),
        };
        Self {
            root: Arc::new(root),
            inside: Path::new("").into(),
            number: 1,
            settings: Arc::default(),
        }
    }

    /// Where it is, as given.
    pub fn path(&self) -> PathBuf {
        beneath(&self.root.path, &self.inside)
    }

    /// The same without links and dots, if the system says.
    pub fn canonical(&self) -> Option<PathBuf> {
        let root = self.root.canonical.as_ref()?;
        Some(beneath(root, &self.inside))
    }

    /// Where its documents go, below the output folder: never absolute, never upwards.
    pub fn place(&self) -> PathBuf {
        let place = beneath(&self.root.place, &self.inside);
        match self.number {
            0 | 1 => place,
            number => PathBuf::from(format!("{}-{number}", place.display())),
        }
    }
}

/// A path joined to another, which may be empty.
fn beneath(path: &Path, inside: &Path) -> PathBuf {
    if inside.as_os_str().is_empty() {
        path.to_owned()
    } else {
        path.join(inside)
    }
}

/// What looking for report folders came to.
#[derive(Debug, Default)]
pub struct Search {
    /// The report folders, each once.
    pub found: Vec<Found>,
    /// Why some paths gave none.
    pub nothing: Vec<(Diagnostic, Sources)>,
    /// Folders further down that could not be looked into: what is in the others is none the worse for it.
    pub closed: Vec<(Diagnostic, Sources)>,
}

/// Finds the report folders that `paths` name or contain, in the order of `paths` and then of their names.
pub fn find(paths: &[PathBuf], crew: &Crew<'_>) -> Search {
    let mut search = Search::default();
    // Only where several paths are given can one folder be met twice, or two have the same place.
    let (mut seen, mut taken) = (HashSet::new(), HashSet::new());
    for path in paths {
        let folder = stands_for(path);
        // One folder's documents go right into the output folder; those of several are kept apart.
        let place = if paths.len() == 1 {
            PathBuf::new()
        } else {
            below(&folder)
        };
        let root = Arc::new(Root {
            canonical: folder.canonicalize().ok(),
            path: folder,
            place,
        });
        let mut any = false;
        let (walked, gone) = match walk(&root.path, PathBuf::new(), crew) {
            Ok(walked) => (walked, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        for met in walked {
            let inside = match met {
                Met::Report(inside) => inside,
                Met::Closed(inside, error) => {
                    let path = beneath(&root.path, &inside);
                    search.closed.push(closed(&path, &error));
                    continue;
                }
            };
            any = true;
            let mut found = Found {
                root: Arc::clone(&root),
                inside: inside.into(),
                number: 1,
                settings: Arc::default(),
            };
            if paths.len() > 1 {
                let canonical = found.canonical().unwrap_or_else(|| found.path());
                if !seen.insert(fingerprint(&canonical)) {
                    continue;
                }
                while !taken.insert(fingerprint(&found.place())) {
                    found.number += 1;
                }
            }
            search.found.push(found);
        }
        match gone {
            Some(error) if error.kind() != io::ErrorKind::NotFound => {
                search.nothing.push(closed(path, &error));
            }
            _ if !any => search.nothing.push(nothing_to_read(path)),
            _ => {}
        }
    }
    search
}

/// A path in few bytes: two that differ don't share them.
fn fingerprint(path: &Path) -> [u8; 16] {
    let hash = blake3::hash(path.as_os_str().as_encoded_bytes());
    std::array::from_fn(|index| hash.as_bytes()[index])
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

/// What is met on the way through a folder.
enum Met {
    /// A report folder, and the way to it.
    Report(PathBuf),
    /// A folder that could not be looked into, and why.
    Closed(PathBuf, io::Error),
}

/// Goes through `root` from `inside` on, and tells what it meets, in order.
fn walk(root: &Path, inside: PathBuf, crew: &Crew<'_>) -> io::Result<Vec<Met>> {
    let path = beneath(root, &inside);
    match fs::symlink_metadata(path.join(REPORT_FILE)) {
        // Whatever bears the name: reading it says what is the matter, passing over it would say that nothing is there.
        Ok(_) => return Ok(vec![Met::Report(inside)]),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(error),
        Err(_) => {}
    }
    if path.is_file() {
        return Ok(Vec::new()); // holds no report folder
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(&path)? {
        let entry = entry?;
        let name = entry.file_name();
        // Links are not followed, so that a loop of them cannot catch us.
        if entry.file_type()?.is_dir() && !name.as_encoded_bytes().starts_with(b".") {
            names.push(name);
        }
    }
    names.sort_unstable();
    let walked = crew.map(&names, |name| {
        let inside = inside.join(name);
        match walk(root, inside.clone(), crew) {
            // It has gone since.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => vec![Met::Closed(inside, error)],
            Ok(met) => met,
        }
    });
    Ok(walked.into_iter().flatten().collect())
}

/// The finding that a folder could not be looked into.
fn closed(path: &Path, error: &io::Error) -> (Diagnostic, Sources) {
    let mut sources = Sources::default();
    let finding = ingest::unreadable(&mut sources, &ingest::shown(path), &error.to_string());
    (finding, sources)
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

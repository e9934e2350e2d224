//! The folder that a batch writes into: one run at a time, each report's files whole and all of them or none, and a
//! journal of what is done.
//!
//! What the program needs for that is in `.nianbao` in the folder: the lock, the journal, and files that are being
//! written. Nothing half-written stands anywhere else.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result};

use super::journal::{self, Entry, Journal};
use super::partial::Partial;
use super::written::{Digest, Written, digest};

/// The folder for what is the program's own.
const STATE: &str = ".nianbao";

/// In it, the file that the run that writes holds locked.
const LOCK: &str = "lock";

/// What files that are being written are called there, with a number behind it; or the folder in which they are.
const PARTIAL: &str = "partial-";

/// A folder that this run alone writes into.
pub struct Destination {
    folder: PathBuf,
    state: PathBuf,
    journal: Mutex<Journal>,
    partial: AtomicU64,
    /// Held until the end.
    _lock: File,
}

/// A file to be written.
pub struct Output {
    /// Its name in the report's place.
    pub name: String,
    /// What it is to hold.
    pub bytes: Vec<u8>,
}

impl Destination {
    /// Opens a folder to write into, and makes it if need be. While another run writes into it, this one waits, and
    /// says so first.
    ///
    /// # Errors
    /// If the folder cannot be made or written into.
    pub fn open(folder: &Path, waits: impl Fn() -> Result<()>) -> Result<Self> {
        let state = folder.join(STATE);
        let opened = || -> Result<Self> {
            let lock = loop {
                fs::create_dir_all(&state)?;
                let name = state.join(LOCK);
                let lock = match File::options().create(true).append(true).open(&name) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    lock => lock?,
                };
                match lock.try_lock() {
                    Ok(()) => {}
                    Err(TryLockError::WouldBlock) => {
                        waits()?;
                        lock.lock()?;
                    }
                    // A file system without locks: whoever uses one has to see to it themselves.
                    Err(TryLockError::Error(_)) => break lock,
                }
                // The run that held it may have cleared the folder away.
                if is_at(&lock, &name) {
                    break lock;
                }
            };
            for entry in fs::read_dir(&state)? {
                let entry = entry?;
                // Left over from a run that was killed: nobody else is writing.
                if entry.file_name().to_string_lossy().starts_with(PARTIAL) {
                    if entry.file_type()?.is_dir() {
                        fs::remove_dir_all(entry.path())?;
                    } else {
                        fs::remove_file(entry.path())?;
                    }
                }
            }
            Ok(Self {
                folder: folder.to_owned(),
                journal: Mutex::new(Journal::open(&state)?),
                state: state.clone(),
                partial: AtomicU64::new(0),
                _lock: lock,
            })
        };
        opened().with_context(|| folder.display().to_string())
    }

    /// What was noted of a report's place under this key, with the line to note again: none if its documents are no
    /// more what they were.
    pub fn unchanged(&self, place: &Path, key: Digest) -> Option<(Entry, String)> {
        let noted = self.journal().noted(named(place))?;
        let mut entry = noted.under(key)?;
        let folder = self.folder.join(place);
        let documents = entry.documents.iter();
        let documents: Vec<Written> = documents
            .map(|document| document.again(&folder))
            .collect::<Option<_>>()?;
        let line = if documents == entry.documents {
            noted.into_line()
        } else {
            entry.documents = documents;
            Self::line(place, key, &entry).ok()?
        };
        Some((entry, line))
    }

    /// The line that notes an entry.
    ///
    /// # Errors
    /// If the entry cannot be put into JSON.
    pub fn line(place: &Path, key: Digest, entry: &Entry) -> Result<String> {
        journal::line(named(place), key, entry)
    }

    /// Notes that a report's documents are there. To be called in the order of the reports.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn note(&self, line: &str) -> Result<()> {
        self.journal().note(line)
    }

    /// Keeps what has been noted so far, should the run be killed.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn keep(&self) -> Result<()> {
        self.journal().keep()
    }

    fn journal(&self) -> std::sync::MutexGuard<'_, Journal> {
        // Whoever panicked left no line half noted: they are written whole.
        self.journal
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Writes a report's files: all of them are written before the first appears.
    ///
    /// # Errors
    /// If one cannot be written; what was there before is then still there, or, if the system fails between two files
    /// that are written already, some of it is.
    pub fn write(&self, place: &Path, outputs: &[Output]) -> Result<Vec<Written>> {
        if outputs.is_empty() {
            return Ok(Vec::new());
        }
        let folder = self.folder.join(place);
        let number = self.partial.fetch_add(1, Ordering::Relaxed);
        let begun = self.state.join(format!("{PARTIAL}{number}"));
        let partial = Partial::new(outputs, &folder, begun);
        let written = partial.write().and_then(|documents| {
            partial.appear()?;
            Ok(documents)
        });
        if written.is_err() {
            partial.clear();
        }
        written
    }

    /// Ends the run.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub fn end(self) -> Result<()> {
        let journal = self
            .journal
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if journal.is_empty() {
            // Nothing was written, so nothing is to be left behind.
            fs::remove_file(self.state.join(LOCK))?;
            let _ = fs::remove_dir(&self.state).and_then(|()| fs::remove_dir(&self.folder));
            return Ok(());
        }
        journal.end()
    }
}

/// The number by which the journal names a place, the same on every system.
fn named(place: &Path) -> Digest {
    let place = place.to_string_lossy();
    if place.contains('\\') {
        digest(place.replace('\\', "/").as_bytes())
    } else {
        digest(place.as_bytes())
    }
}

/// Whether an open file is the one that stands at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let number = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(file), Ok(there)) => number(file) == number(there),
        _ => false,
    }
}

/// Whether an open file is the one that stands at a path: an open file cannot be removed.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_cleared_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = folder.path().join(STATE);
        let begun = state.join(format!("{PARTIAL}3"));
        fs::create_dir_all(&begun).expect("a folder");
        fs::write(begun.join("a.md"), "1").expect("written");
        fs::write(state.join(format!("{PARTIAL}4-a.md")), "1").expect("written");
        let open = Destination::open(folder.path(), || Ok(()));
        let destination = open.expect("a folder");
        let entries = fs::read_dir(&state).expect("a folder");
        let names: Vec<_> = entries
            .map(|entry| entry.expect("one").file_name())
            .collect();
        assert_eq!(names, [LOCK]);
        destination.end().expect("ended");
        assert!(!folder.path().exists());
    }
}

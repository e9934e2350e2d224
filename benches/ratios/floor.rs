//! The physical floor of rendering: every byte of the same report folders is read, and files of the same number, names
//! and sizes are written into the same folders, by so many threads, and nothing else is done.
//!
//! Plain `std`, as fast as one reasonably can: no checks, no writing beside and renaming, one buffer a thread. What
//! has to be written is told beforehand and is not part of the time.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};

/// The files to write for a report folder: names and sizes.
pub(crate) type Outputs = Vec<(String, usize)>;

/// The files to write, by report folder relative to the root.
#[derive(Debug, Default)]
pub(crate) struct Manifest(HashMap<PathBuf, Outputs>);

/// What was read and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moved {
    /// Report folders.
    pub(crate) folders: u64,
    /// Bytes that were read.
    pub(crate) read: u64,
    /// Files that were written.
    pub(crate) files: u64,
    /// Bytes that were written.
    pub(crate) written: u64,
}

impl Manifest {
    /// Takes down what a run of the program has written below `out`, its own state left out.
    ///
    /// # Errors
    /// If a folder cannot be listed.
    pub(crate) fn of(out: &Path) -> Result<Self> {
        let mut outputs: HashMap<PathBuf, Outputs> = HashMap::new();
        let mut folders = vec![out.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.starts_with('.') {
                    continue;
                }
                if entry.file_type()?.is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let size = usize::try_from(entry.metadata()?.len())?;
                let place = folder.strip_prefix(out)?.to_owned();
                outputs.entry(place).or_default().push((name, size));
            }
        }
        Ok(Self(outputs))
    }

    /// Writes the manifest down: `folder<TAB>name<TAB>size`, a file a line.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn save(&self, path: &Path) -> Result<()> {
        let mut lines: Vec<String> = self
            .0
            .iter()
            .flat_map(|(folder, files)| {
                files
                    .iter()
                    .map(move |(name, size)| format!("{}\t{name}\t{size}\n", folder.display()))
            })
            .collect();
        lines.sort();
        Ok(fs::write(path, lines.concat())?)
    }

    /// Reads what [`Manifest::save`] wrote.
    ///
    /// # Errors
    /// If a line is not such a line.
    pub(crate) fn load(path: &Path) -> Result<Self> {
        let mut outputs: HashMap<PathBuf, Outputs> = HashMap::new();
        for line in fs::read_to_string(path)?.lines() {
            let mut parts = line.split('\t');
            let (Some(folder), Some(name), Some(size)) = (parts.next(), parts.next(), parts.next())
            else {
                return Err(anyhow!("not a line of a manifest: {line}"));
            };
            let files = outputs.entry(PathBuf::from(folder)).or_default();
            files.push((name.to_owned(), size.parse()?));
        }
        Ok(Self(outputs))
    }

    fn largest(&self) -> usize {
        let sizes = self.0.values().flatten().map(|&(_, size)| size);
        sizes.max().unwrap_or(0)
    }
}

/// Folders that are still to be looked into, shared by the threads.
struct Queue {
    state: Mutex<(Vec<PathBuf>, usize)>,
    changed: Condvar,
}

impl Queue {
    /// The next folder; none when no thread can come upon another.
    fn next(&self) -> Option<PathBuf> {
        let mut state = self.state.lock().ok()?;
        loop {
            if let Some(folder) = state.0.pop() {
                state.1 += 1;
                return Some(folder);
            }
            if state.1 == 0 {
                return None;
            }
            state = self.changed.wait(state).ok()?;
        }
    }

    fn done(&self, below: Vec<PathBuf>) {
        if let Ok(mut state) = self.state.lock() {
            state.0.extend(below);
            state.1 -= 1;
        }
        self.changed.notify_all();
    }
}

/// Reads all report folders below `input` and writes what the manifest says below `out`. Returns what was moved and how
/// long it took.
///
/// # Errors
/// If a file cannot be read or written.
pub(crate) fn run(
    input: &Path,
    out: &Path,
    manifest: &Manifest,
    threads: usize,
) -> Result<(Moved, Duration)> {
    let content = vec![b'0'; manifest.largest()];
    let start = Instant::now();
    let queue = Queue {
        state: Mutex::new((vec![input.to_owned()], 0)),
        changed: Condvar::new(),
    };
    let work = || -> Result<Moved> {
        let mut moved = Moved::default();
        let mut buffer = Vec::with_capacity(64 * 1024);
        while let Some(folder) = queue.next() {
            let mut below = Vec::new();
            let result = move_folder(
                input,
                out,
                manifest,
                &folder,
                &content,
                &mut buffer,
                &mut below,
                &mut moved,
            );
            queue.done(below);
            result.with_context(|| folder.display().to_string())?;
        }
        Ok(moved)
    };
    let parts = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, Result<Moved>>| {
            worker
                .join()
                .map_err(|_| anyhow!("a thread of the floor panicked"))?
        };
        workers.into_iter().map(join).collect::<Result<Vec<_>>>()
    })?;
    let time = start.elapsed();
    let mut all = Moved::default();
    for part in parts {
        all.folders += part.folders;
        all.read += part.read;
        all.files += part.files;
        all.written += part.written;
    }
    Ok((all, time))
}

#[expect(
    clippy::too_many_arguments,
    reason = "one loop body, taken out for `?`"
)]
fn move_folder(
    input: &Path,
    out: &Path,
    manifest: &Manifest,
    folder: &Path,
    content: &[u8],
    buffer: &mut Vec<u8>,
    below: &mut Vec<PathBuf>,
    moved: &mut Moved,
) -> Result<()> {
    let place = folder.strip_prefix(input)?;
    let mut is_report = false;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            below.push(entry.path());
        } else if place.as_os_str().is_empty() {
            // The list of faulty townships is nobody's input.
        } else {
            is_report = true;
            buffer.clear();
            let read = File::open(entry.path())?.read_to_end(buffer)?;
            moved.read += read as u64;
        }
    }
    if !is_report {
        return Ok(());
    }
    moved.folders += 1;
    let Some(files) = manifest.0.get(place) else {
        return Ok(()); // refused
    };
    let target = out.join(place);
    fs::create_dir_all(&target)?;
    for (name, size) in files {
        File::create(target.join(name))?.write_all(&content[..*size])?;
        moved.files += 1;
        moved.written += *size as u64;
    }
    Ok(())
}

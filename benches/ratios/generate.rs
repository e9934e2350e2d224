//! Synthetic townships in the program's own format: report folders below `province/city/county/`, each with words and
//! figures of its own that agree with each other, and some with one wrong number.
//!
//! The same seed and number of townships give the same bytes on any machine. A township knows nothing of the others, so
//! that memory does not grow with their number.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context as _, Result};

use crate::township::Township;

/// The reporting year of every township. Checked on [`TODAY`], nothing is late.
pub(crate) const YEAR: u16 = 2022;

/// A day on which every township has published its report.
pub(crate) const TODAY: &str = "2023-04-01";

/// The list of faulty townships, beside the provinces: `path,kind`, one a line.
pub(crate) const FAULTY_FILE: &str = "faulty.csv";

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// How many townships.
    pub(crate) townships: usize,
    /// Where the random numbers start.
    pub(crate) seed: u64,
    /// The share of townships with one wrong number, from 0 to 1.
    pub(crate) faulty: f64,
}

/// What was generated.
#[derive(Debug, Default)]
pub(crate) struct Made {
    /// Bytes of all files of report folders.
    pub(crate) bytes: u64,
    /// Files of report folders.
    pub(crate) files: u64,
    /// Path below the root and kind of fault of each faulty township, in order of the townships.
    pub(crate) faulty: Vec<(String, &'static str)>,
}

/// Writes the townships of `plan` below `root`, on every core.
///
/// # Errors
/// If a file cannot be written.
pub(crate) fn generate(root: &Path, plan: &Plan) -> Result<Made> {
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(2, Into::into);
    thread::scope(|scope| {
        let work = || -> Result<()> {
            let (mut bytes, mut files, mut faulty) = (0, 0, Vec::new());
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= plan.townships {
                    break;
                }
                let township = Township::draw(index, plan);
                let folder = root.join(&township.path);
                fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
                for (name, content) in township.files() {
                    bytes += content.len() as u64;
                    files += 1;
                    let path = folder.join(name);
                    fs::write(&path, content).with_context(|| path.display().to_string())?;
                }
                if let Some(fault) = township.fault {
                    faulty.push((index, township.path, fault.name()));
                }
            }
            if let Ok(mut all) = made.lock() {
                all.push((bytes, files, faulty));
            }
            Ok(())
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker
                .join()
                .map_err(|_| anyhow::anyhow!("a thread of the generator panicked"))??;
        }
        anyhow::Ok(())
    })?;
    let mut whole = Made::default();
    let mut faulty = Vec::new();
    for (bytes, files, part) in made.into_inner().unwrap_or_default() {
        whole.bytes += bytes;
        whole.files += files;
        faulty.extend(part);
    }
    faulty.sort_by_key(|&(index, ..)| index);
    whole.faulty = faulty
        .into_iter()
        .map(|(_, path, kind)| (path, kind))
        .collect();
    let mut list = String::from("path,kind\n");
    for (path, kind) in &whole.faulty {
        list.push_str(&format!("{path},{kind}\n"));
    }
    fs::write(root.join(FAULTY_FILE), list)?;
    Ok(whole)
}

/// Where the report folders below `root` are, in order.
///
/// # Errors
/// If a folder cannot be listed.
pub(crate) fn townships(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut below = Vec::new();
        let mut is_report = false;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                below.push(entry.path());
            } else if entry.file_name() == "report.toml" {
                is_report = true;
            }
        }
        if is_report {
            found.push(folder);
        }
        folders.append(&mut below);
    }
    found.sort();
    Ok(found)
}

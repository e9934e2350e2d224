//! The office's view of a run: who of the register has reported (`--register`), how the reports stand all together, and
//! the summary for the desk of whoever asks (`--summary`).
//!
//! Reports are handed in one by one, in order; what is kept of each in memory is a few numbers. What the summary says
//! of them waits in a temporary file.

mod page;
mod spool;

use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use anyhow::Result;
use chrono::NaiveDate;

use self::spool::Spool;
use super::standing::Remarks;
use super::{Context, Folders, codes};
use crate::batch::{self, Crew, Examiner, Faults, Found, Overrides, Settings};
use crate::cli::{OfficeArguments, Reading};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest;
use crate::output::{Counts, Findings, OnRegister, Remark, Standing, Tally};
use crate::register::{self, Arrival, Place, Register, Roll};
use crate::source::Sources;

/// Why an office cannot begin.
pub(super) type Refusal = (Vec<Diagnostic>, Sources);

/// What an office looks after during a run.
pub(super) struct Office<'a> {
    context: &'a Context<'a>,
    today: NaiveDate,
    rolled: Option<Rolled>,
    spool: Option<Spool>,
    tally: Tally,
}

/// The register of a run.
struct Rolled {
    roll: Roll,
    register: Rc<Register>,
    /// The register's file, as it is shown.
    shown: String,
    /// Its folder, as given, and without links and dots.
    folder: PathBuf,
    canonical: Option<PathBuf>,
    /// How each agency stands, once all reports have been handed in.
    standings: Vec<register::Standing>,
    /// What is wrong with the register itself.
    faults: Vec<Diagnostic>,
    settings: Arc<Settings>,
}

/// What is read if no PATH is typed beside a register: the register's folder.
pub(super) fn settle(reading: &mut Reading, arguments: &OfficeArguments) {
    if let Some(register) = &arguments.register
        && reading.paths.is_empty()
    {
        reading.paths.push(folder_of(register));
    }
}

fn folder_of(register: &Path) -> PathBuf {
    match register.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

impl<'a> Office<'a> {
    /// Reads the register and makes the summary's folder, as far as they are asked for. `out` is the folder that
    /// documents are written to, if they are. Why the register cannot be used is the inner error.
    ///
    /// # Errors
    /// If the summary's folder cannot be made.
    pub(super) fn new(
        context: &'a Context<'a>,
        arguments: &OfficeArguments,
        encoding: ingest::Encoding,
        today: NaiveDate,
        out: Option<&Path>,
    ) -> Result<Result<Self, Refusal>> {
        let rolled = match arguments
            .register
            .as_deref()
            .map(|file| open(file, encoding))
        {
            Some(Ok(rolled)) => Some(rolled),
            Some(Err(refusal)) => return Ok(Err(refusal)),
            None => None,
        };
        let spool = match &arguments.summary {
            Some(folder) => Some(Spool::new(folder, out)?),
            None => None,
        };
        Ok(Ok(Self {
            context,
            today,
            rolled,
            spool,
            tally: Tally::default(),
        }))
    }

    /// The same, for commands whose output is not the findings; none if the register cannot be used, which has been
    /// said.
    pub(super) fn open(
        context: &'a Context<'a>,
        arguments: &OfficeArguments,
        examiner: &Examiner,
        out: Option<&Path>,
    ) -> Result<Option<Self>> {
        match Self::new(context, arguments, examiner.encoding, examiner.today, out)? {
            Ok(office) => Ok(Some(office)),
            Err((findings, sources)) => {
                context.say_findings(&findings, &sources)?;
                Ok(None)
            }
        }
    }

    /// The report folders to read, under their settings, as [`Context::find`].
    pub(super) fn find(
        &mut self,
        paths: &[PathBuf],
        overrides: &Overrides,
        crew: &Crew<'_>,
    ) -> Result<Option<Folders>> {
        let Some(mut folders) = self.context.search(paths, crew)? else {
            return Ok(None);
        };
        for faults in self.govern(&mut folders.found, &codes(), overrides, crew)? {
            self.context
                .say_findings(&faults.findings, &faults.sources)?;
        }
        Ok(Some(folders))
    }

    /// Gives each folder its settings, and the register those of its folder. What is wrong with them is returned.
    ///
    /// # Errors
    /// If a folder's place cannot be made out.
    pub(super) fn govern(
        &mut self,
        found: &mut Vec<Found>,
        codes: &[&'static Code],
        overrides: &Overrides,
        crew: &Crew<'_>,
    ) -> Result<Vec<Faults>> {
        if let Some(rolled) = &self.rolled {
            found.push(Found::at(rolled.folder.clone()));
        }
        let faults = batch::govern(found, codes, overrides, crew)?;
        if let Some(rolled) = &mut self.rolled
            && let Some(folder) = found.pop()
        {
            rolled.settings = folder.settings;
        }
        Ok(faults)
    }

    /// Whether the summary shows what was found in each report.
    pub(super) fn remarks(&self) -> Remarks {
        match self.spool {
            Some(_) => Remarks::Worded,
            None => Remarks::LeftOut,
        }
    }

    /// Takes in how a report stands.
    ///
    /// # Errors
    /// If the temporary file for the summary cannot be written.
    pub(super) fn add(&mut self, standing: &Standing) -> Result<()> {
        self.tally.add(standing);
        let place = self.rolled.as_mut().map(|rolled| {
            let below = rolled.below(Path::new(&standing.path));
            rolled.roll.arrive(Arrival {
                below: below.as_deref(),
                shown: &standing.path,
                agency: &standing.agency,
                level: standing.level.as_deref(),
                year: standing.year,
            })
        });
        match &mut self.spool {
            Some(spool) => spool.add(place.unwrap_or(Place::Unknown), standing),
            None => Ok(()),
        }
    }

    /// Hands over what is to be said of the register, completes the counts, and writes the summary. Whether anything
    /// that was said keeps the run from passing.
    ///
    /// # Errors
    /// Those of `hand_over`, and if the summary cannot be written.
    pub(super) fn end(
        mut self,
        counts: &mut Counts,
        mut hand_over: impl FnMut(Findings<'_>) -> Result<()>,
    ) -> Result<bool> {
        let mut failed = false;
        if let Some(rolled) = &mut self.rolled {
            let catalogue = self.context.catalogue;
            let faults = std::mem::take(&mut rolled.faults);
            let settings = Arc::clone(&rolled.settings);
            let exists = |path: &str| rolled.exists(path);
            let spool = &mut self.spool;
            let mut say = |mut findings: Vec<Diagnostic>, mut sources: Sources| -> Result<()> {
                if findings.is_empty() {
                    return Ok(());
                }
                // A register may well name whom to call.
                batch::conceal(None, &mut [], &mut findings, &mut sources, 0);
                let ruling = settings.apply(&mut findings);
                counts.count(&findings);
                counts.allowed += ruling.allowed;
                failed |= findings
                    .iter()
                    .any(|finding| finding.severity >= ruling.fail_on);
                let said = Findings {
                    fail_on: ruling.fail_on,
                    ..super::standing::about("", &findings, &sources)
                };
                if let Some(spool) = spool {
                    spool.say(&Remark::all(said, catalogue))?;
                }
                hand_over(said)
            };
            say(faults, rolled.register.sources.clone())?;
            let standings = rolled.roll.standings(&exists);
            rolled.roll.findings(&standings, &exists, &mut say)?;
            let is_missing =
                |standing: &&register::Standing| **standing == register::Standing::Missing;
            let missing = standings.iter().filter(is_missing).count();
            let (surplus, duplicate) = rolled.roll.counts();
            self.tally.register = Some(OnRegister {
                agencies: rolled.register.len(),
                missing,
                surplus,
                duplicate,
            });
            rolled.standings = standings;
        }
        counts.tally = Some(self.tally.clone());
        if let Some(spool) = self.spool.take() {
            spool.write(&self, counts)?;
        }
        Ok(failed)
    }
}

impl Rolled {
    /// Where a report folder is, seen from the register's.
    fn below(&self, path: &Path) -> Option<String> {
        let is_plain = |path: &Path| !path.components().any(|part| part == Component::ParentDir);
        let lexical = || {
            let (path, folder) = (
                std::path::absolute(path).ok()?,
                std::path::absolute(&self.folder).ok()?,
            );
            let below = path.strip_prefix(folder).ok()?;
            is_plain(&path).then(|| joined(below))
        };
        let canonical = || {
            let path = path.canonicalize().ok()?;
            let below = path.strip_prefix(self.canonical.as_ref()?).ok()?;
            Some(joined(below))
        };
        // Asking the disk is only needed where what was typed leads to nothing in the register.
        lexical()
            .filter(|below| self.register.names(below))
            .or_else(canonical)
    }

    /// Whether there is a report folder at or below this place in the register's folder.
    fn exists(&self, path: &str) -> bool {
        let search = batch::find(&[self.folder.join(path)], &Crew::alone());
        !search.found.is_empty()
    }
}

fn joined(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn open(file: &Path, encoding: ingest::Encoding) -> Result<Rolled, Refusal> {
    let shown = ingest::shown(file);
    let bytes = ingest::read_file(file).map_err(|error| {
        let mut sources = Sources::default();
        let finding = ingest::unreadable(&mut sources, &shown, &error.to_string());
        (vec![finding], sources)
    })?;
    let read = register::read(&shown, &bytes, encoding);
    let Some(register) = read.register else {
        let (mut findings, mut sources) = (read.findings, read.sources);
        batch::conceal(None, &mut [], &mut findings, &mut sources, 0);
        return Err((findings, sources));
    };
    let folder = folder_of(file);
    let register = Rc::new(register);
    Ok(Rolled {
        roll: Roll::new(Rc::clone(&register), &ingest::shown(&folder)),
        register,
        shown,
        canonical: folder.canonicalize().ok(),
        folder,
        standings: Vec::new(),
        faults: read.findings,
        settings: Arc::default(),
    })
}

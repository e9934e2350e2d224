//! One report, for the commands that are about its figures and not about its faults.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::NaiveDate;

use super::{Context, Folders};
use crate::batch::{Crew, Examined, Examiner, Overrides};
use crate::cli;
use crate::diagnostic::Diagnostic;
use crate::form::Form;
use crate::ingest::{self, Folder};
use crate::model::Report;
use crate::output::Counts;
use crate::source::Sources;

/// How many folders are named where one is wanted.
const NAMED: usize = 20;

/// One report, read and checked; what would give personal data away is masked.
pub(super) struct Single<'l> {
    /// Its folder.
    pub(super) path: PathBuf,
    /// The files of its folder.
    pub(super) folder: Folder,
    /// The report.
    pub(super) report: Report,
    /// Its form.
    pub(super) form: &'l Form,
    /// What was found.
    pub(super) findings: Vec<Diagnostic>,
    /// The texts that spans point into.
    pub(super) sources: Sources,
}

impl Context<'_> {
    /// What reads single reports; none if the form files are at fault, which has been said.
    pub(super) fn reader(
        &self,
        encoding: cli::Encoding,
        today: Option<NaiveDate>,
    ) -> Result<Option<Examiner>> {
        let today = today.unwrap_or_else(|| chrono::Local::now().date_naive());
        self.valid(Examiner::new(&self.assets, encoding.into(), today)?)
    }

    /// The one report at a path; none if there is none or there are several, or if it cannot be read, which has
    /// been said.
    pub(super) fn single<'l>(
        &self,
        examiner: &'l Examiner,
        path: &Path,
    ) -> Result<Option<Single<'l>>> {
        let Some(Folders { found, .. }) =
            self.find(&[path.to_owned()], &Overrides::default(), &Crew::alone())?
        else {
            return Ok(None);
        };
        let [only] = found.as_slice() else {
            let (path, count) = (ingest::shown(path), found.len().to_string());
            self.say("one-report-needed", &[("path", &path), ("count", &count)])?;
            for one in found.iter().take(NAMED) {
                self.say("one-report", &[("path", &ingest::shown(&one.path()))])?;
            }
            if found.len() > NAMED {
                let more = (found.len() - NAMED).to_string();
                self.say("one-report-more", &[("count", &more)])?;
            }
            return Ok(None);
        };
        let folder = Folder::read(&only.path()).with_context(|| ingest::shown(&only.path()))?;
        let examined = examiner
            .examine_read(&only.path(), &folder)
            .under(&only.settings);
        let Examined {
            report,
            findings,
            sources,
            unreadable,
            ..
        } = examined;
        let (Some((report, form)), false) = (report, unreadable) else {
            self.say_findings(&findings, &sources)?;
            return Ok(None);
        };
        Ok(Some(Single {
            path: only.path(),
            folder,
            report,
            form,
            findings,
            sources,
        }))
    }

    /// Says that a report has errors, if it has: its figures may be wrong.
    pub(super) fn mind(&self, single: &Single<'_>) -> Result<()> {
        let mut counts = Counts::default();
        counts.count(&single.findings);
        if counts.errors == 0 {
            return Ok(());
        }
        let (errors, warnings) = (counts.errors.to_string(), counts.warnings.to_string());
        self.say(
            "has-errors",
            &[
                ("path", &single.report.path),
                ("errors", &errors),
                ("warnings", &warnings),
            ],
        )
    }
}

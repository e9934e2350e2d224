//! Many report folders: found, examined in parallel, handed over in the order of the input.
//!
//! A single folder is a batch of one; there is no second path. Looking for folders is in `find.rs`, working on many
//! at once in `crew.rs`, what is found about one here.

mod conceal;
mod crew;
mod find;
mod settings;

pub use conceal::{conceal, veil};
pub use crew::Crew;
pub use find::{Found, Search, find, nothing_to_read};
pub use settings::{Faults, Level, Overrides, Ruling, SETTINGS_FILE, Settings, govern, is_fixed};

use std::cmp::Ordering;
use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;

use crate::assets::Assets;
use crate::diagnostic::{Code, Diagnostic, Waived};
use crate::document;
use crate::form::keys::Keys;
use crate::form::{Form, Library};
use crate::ingest::{self, Encoding, Folder, Ingested};
use crate::model::Report;
use crate::rules::{self, Gathered, Prior, Subject};
use crate::source::Sources;
use crate::waiver;

/// Every kind of finding that looking for report folders and their settings can have.
pub static CODES: &[&Code] = &[&settings::BAD_CONFIG, &find::NOTHING_TO_READ];

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
            Err(error) => self.unreadable(path, &error),
        }
    }

    /// What examining a report folder comes to that cannot be read.
    pub fn unreadable(&self, path: &Path, error: &std::io::Error) -> Examined<'_> {
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

    /// Checks a report folder that has been read, against last year's as `fetch` reads it.
    pub fn examine_with(&self, folder: &Folder, fetch: ingest::Fetch<'_>) -> Examined<'_> {
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
}

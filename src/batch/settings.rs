//! How grave findings are taken: `nianbao.toml`, looked for from the report folder upwards, and what the
//! command line says over it.
//!
//! ```toml
//! fail-on = "warning"          # error | warning | note
//!
//! [codes]
//! undivided-group = "error"    # error | warning | note | allow
//! deadline-near   = "allow"
//! ```
//!
//! The nearest file counts, alone; the search ends at a folder that holds `.git`. Files are read here, at the
//! edge, each once; what they come to is [`Settings`], which [`Settings::apply`] alone acts on.

mod file;

pub(super) use file::BAD_CONFIG;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::conceal::conceal;
use super::{Crew, Found};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Sources;
use crate::{form, ingest, register};

/// The file's name.
pub const SETTINGS_FILE: &str = "nianbao.toml";

/// The folder at which the search upwards ends: a repository is no part of another.
const REPOSITORY: &str = ".git";

/// What findings of a code are taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Left out, and counted.
    Allow,
    /// Of this severity.
    At(Severity),
}

impl Level {
    const ALL: [Self; 4] = [
        Self::At(Severity::Error),
        Self::At(Severity::Warning),
        Self::At(Severity::Note),
        Self::Allow,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::At(severity) => severity.name(),
        }
    }

    /// Whether an error would not be one any more.
    fn lowers_errors(self) -> bool {
        self != Self::At(Severity::Error)
    }
}

/// What the command line says, over any file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Codes by name, and what they are taken for.
    pub levels: Vec<(&'static str, Level)>,
    /// From which severity on findings keep a report from passing.
    pub fail_on: Option<Severity>,
    /// Whether errors stay errors whatever anybody says: where documents are written for publication.
    pub errors_stay: bool,
}

/// How grave the findings about a report folder are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    levels: BTreeMap<&'static str, Level>,
    fail_on: Option<Severity>,
    errors_stay: bool,
    faulty: bool,
}

/// What applying settings came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Findings that were left out.
    pub allowed: usize,
    /// Errors that the settings would have lowered, had errors not to stay.
    pub kept: usize,
    /// From which severity on findings keep the report from passing.
    pub fail_on: Severity,
    /// Whether the settings' file is at fault, so that it may have been meant to be stricter.
    pub faulty: bool,
}

impl Default for Ruling {
    fn default() -> Self {
        Self {
            allowed: 0,
            kept: 0,
            fail_on: Severity::Error,
            faulty: false,
        }
    }
}

impl Settings {
    /// Gives findings the severity that they are to have, and leaves out those that are allowed. The only
    /// place where that happens.
    pub fn apply(&self, findings: &mut Vec<Diagnostic>) -> Ruling {
        let mut ruling = Ruling {
            fail_on: self.fail_on.unwrap_or(Severity::Error),
            faulty: self.faulty,
            ..Ruling::default()
        };
        findings.retain_mut(|finding| {
            let Some(&level) = self.levels.get(finding.code.name) else {
                return true;
            };
            if self.errors_stay && finding.severity == Severity::Error && level.lowers_errors() {
                ruling.kept += 1;
                return true;
            }
            match level {
                Level::Allow => ruling.allowed += 1,
                Level::At(severity) => finding.severity = severity,
            }
            level != Level::Allow
        });
        ruling
    }

    fn with(mut self, overrides: &Overrides) -> Self {
        self.levels.extend(overrides.levels.iter().copied());
        self.fail_on = overrides.fail_on.or(self.fail_on);
        self.errors_stay = overrides.errors_stay;
        self
    }
}

/// Whether findings of this code are what they are: they say that checking itself did not work as it should,
/// and nobody would learn of that otherwise.
pub fn is_fixed(code: &Code) -> bool {
    super::CODES
        .iter()
        .chain(form::CODES)
        .chain([&&ingest::UNREADABLE_FILE, &&register::BAD_REGISTER])
        .any(|fixed| fixed.name == code.name)
}

/// What is wrong with one settings file.
#[derive(Debug)]
pub struct Faults {
    /// The folder that holds the file.
    pub folder: String,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
    /// The file's text.
    pub sources: Sources,
}

/// Gives each folder its settings. What is wrong with a file is said once, however many folders it governs;
/// what is right in it counts.
///
/// # Errors
/// If a folder's place cannot be made out.
pub fn govern(
    found: &mut [Found],
    codes: &[&'static Code],
    overrides: &Overrides,
    crew: &Crew<'_>,
) -> Result<Vec<Faults>> {
    let mut search = Upward {
        here: std::env::current_dir()?.canonicalize()?,
        relative: true,
        codes,
        overrides,
        known: BTreeMap::new(),
        has_file: BTreeMap::new(),
        faults: Vec::new(),
    };
    // Most of the time goes into looking whether a folder has a file of its own.
    let folders = crew.map(found, |found| {
        let folder = found.canonical()?;
        let has_own = folder.join(SETTINGS_FILE).is_file();
        Some((folder, has_own))
    });
    for (found, folder) in found.iter_mut().zip(folders) {
        search.relative = found.path().is_relative();
        found.settings = match folder {
            Some((folder, has_own)) => search.of(&folder, has_own),
            // It has gone since, which is reported when it is read.
            None => Arc::new(Settings::default().with(overrides)),
        };
    }
    Ok(search.faults)
}

/// The search upwards, with what has been found so far.
struct Upward<'s> {
    here: PathBuf,
    /// Whether paths are shown from here on.
    relative: bool,
    codes: &'s [&'static Code],
    overrides: &'s Overrides,
    /// Those of folders by their paths as texts: comparing these part by part would take longer than all else here.
    known: BTreeMap<OsString, Arc<Settings>>,
    /// Whether any settings file stands in a folder or above it, repositories or not.
    has_file: BTreeMap<OsString, bool>,
    faults: Vec<Faults>,
}

impl Upward<'_> {
    /// The settings of a report folder. It is asked for once, and is not worth remembering; those above it are.
    fn of(&mut self, folder: &Path, has_own: bool) -> Arc<Settings> {
        let mut beside = folder.join(SETTINGS_FILE);
        if has_own {
            return Arc::new(self.read(folder, &beside).with(self.overrides));
        }
        beside.set_file_name(REPOSITORY);
        match folder.parent() {
            // Where there is none to be kept from, nobody has to ask for a repository.
            Some(parent) if self.has_file(parent) && !beside.exists() => self.above(parent),
            _ => self.above(Path::new("")),
        }
    }

    fn has_file(&mut self, folder: &Path) -> bool {
        if let Some(&known) = self.has_file.get(folder.as_os_str()) {
            return known;
        }
        let has = folder.join(SETTINGS_FILE).is_file()
            || folder.parent().is_some_and(|parent| self.has_file(parent));
        self.has_file.insert(folder.into(), has);
        has
    }

    /// The settings that hold in a folder above report folders; the empty path has those that always hold.
    fn above(&mut self, folder: &Path) -> Arc<Settings> {
        if let Some(known) = self.known.get(folder.as_os_str()) {
            return Arc::clone(known);
        }
        let settings = if folder.as_os_str().is_empty() {
            Arc::new(Settings::default().with(self.overrides))
        } else {
            self.of(folder, folder.join(SETTINGS_FILE).is_file())
        };
        self.known.insert(folder.into(), Arc::clone(&settings));
        settings
    }

    fn read(&mut self, folder: &Path, file: &Path) -> Settings {
        let shown = if self.relative {
            from(&self.here, folder)
        } else {
            folder.to_owned()
        };
        let name = ingest::shown(&shown.join(SETTINGS_FILE));
        let mut sources = Sources::default();
        let (settings, mut findings) = file::read(file, name, self.codes, &mut sources);
        conceal(None, &mut [], &mut findings, &mut sources, 0);
        let faulty = !findings.is_empty();
        if faulty {
            self.faults.push(Faults {
                folder: ingest::shown(&shown),
                findings,
                sources,
            });
        }
        Settings { faulty, ..settings }
    }
}

/// The way to `folder` from `here`, both without links and dots.
fn from(here: &Path, folder: &Path) -> PathBuf {
    let shared = here
        .components()
        .zip(folder.components())
        .take_while(|(left, right)| left == right)
        .count();
    if shared == 0 {
        return folder.to_owned(); // another drive
    }
    let up = here.components().skip(shared).map(|_| "..");
    let down = folder.components().skip(shared);
    up.collect::<PathBuf>().join(down.collect::<PathBuf>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    static STRONG: Code = Code::error("strong");
    static WEAK: Code = Code::note("weak");

    fn at() -> Span {
        Span::new(Sources::default().add("a", ""), 0..0)
    }

    #[test]
    fn the_command_line_wins_and_errors_may_have_to_stay() {
        let source = at().source;
        let text = "[codes]\nstrong = \"note\"\nweak = \"allow\"\n";
        let (file, findings) = file::parse(source, text, &[&STRONG, &WEAK]);
        assert!(findings.is_empty(), "{findings:?}");
        let found = || vec![STRONG.at(at()), WEAK.at(at())];
        let severities = |findings: &[Diagnostic]| -> Vec<Severity> {
            findings.iter().map(|finding| finding.severity).collect()
        };

        let mut findings = found();
        let ruling = file.apply(&mut findings);
        assert_eq!((ruling.allowed, ruling.kept), (1, 0));
        assert_eq!(severities(&findings), [Severity::Note]);

        let mut overrides = Overrides {
            levels: vec![("weak", Level::At(Severity::Error))],
            ..Overrides::default()
        };
        let mut findings = found();
        file.clone().with(&overrides).apply(&mut findings);
        assert_eq!(severities(&findings), [Severity::Note, Severity::Error]);

        overrides.errors_stay = true;
        let mut findings = found();
        let ruling = file.with(&overrides).apply(&mut findings);
        assert_eq!((ruling.allowed, ruling.kept), (0, 1));
        assert_eq!(severities(&findings), [Severity::Error, Severity::Error]);
    }

    #[test]
    fn the_way_from_one_folder_to_another() {
        let way = |here: &str, folder: &str| from(Path::new(here), Path::new(folder));
        assert_eq!(way("/a/b", "/a/b/c"), Path::new("c"));
        assert_eq!(way("/a/b", "/a/b"), Path::new(""));
        assert_eq!(way("/a/b", "/a"), Path::new(".."));
        assert_eq!(way("/a/b", "/c/d"), Path::new("../../c/d"));
    }
}

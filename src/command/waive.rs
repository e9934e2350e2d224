//! `nianbao check --write-waiver`: writes down that the present findings of a code may stand, why, and who says
//! so. What is in the file already is kept byte for byte.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::{Context as _, Result};

use super::explain::codes;
use super::{Context, Exit};
use crate::batch::{Examined, Examiner, Found, Overrides};
use crate::cli::Check;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ingest::{File, Folder, WAIVERS_FILE, nearest, quoted};
use crate::output;
use crate::waiver;

/// What stands at the top of a new file, as in the files that `init` writes.
const HEAD: &str = "\
# 豁免：已经核对、确实如此的警告和提示。每一条写明原因（reason）、决定人（by）和日期（date）。
# values 是核对时的数值；数值变了，这一条就不再有效，要重新核对。
# 只在一段时间内有效的，可以加一行，例如：expires = 2023-12-31
";

/// A figure's path names them already.
const IN_THE_PATH: [&str; 2] = ["row", "column"];

pub(super) fn run(
    context: &Context<'_>,
    arguments: &Check,
    overrides: &Overrides,
    name: &str,
) -> Result<Exit> {
    let codes = codes();
    let Some(code) = codes.iter().find(|code| code.name == name) else {
        let nearest = nearest(name, codes.iter().map(|code| code.name));
        context.say("explain-unknown", &[("code", name), ("nearest", &nearest)])?;
        return Ok(Exit::Failed);
    };
    let reason = arguments.reason.as_deref().unwrap_or_default().trim();
    let by = arguments.by.clone().or_else(user).unwrap_or_default();
    if reason.is_empty() {
        context.say("waive-incomplete", &[])?;
        return Ok(Exit::Failed);
    }
    let Some(examiner) = context.examiner_or_say(&arguments.reading)? else {
        return Ok(Exit::Failed);
    };
    let crew = Context::crew(&arguments.reading);
    let Some(folders) = context.find(&arguments.reading.paths, overrides, &crew)? else {
        return Ok(Exit::Failed);
    };
    let waive = Waive {
        examiner: &examiner,
        code,
        reason,
        by: by.trim(),
    };
    let mut out = context.stdout();
    let mut exit = folders.exit;
    for found in &folders.found {
        let said = waive.folder(found)?;
        let text = context.catalogue.text(said.id, &said.arguments());
        if said.is_refusal {
            writeln!(context.stderr(), "{text}")?;
            exit = Exit::Failed;
        } else {
            writeln!(out, "{text}")?;
        }
    }
    out.flush()?;
    Ok(exit)
}

/// Who is at the machine, if that is known.
fn user() -> Option<String> {
    ["USER", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok())
}

/// What is to be written down.
struct Waive<'a> {
    examiner: &'a Examiner,
    code: &'static Code,
    reason: &'a str,
    by: &'a str,
}

/// What came of a folder, in the catalogue's words.
struct Said {
    id: &'static str,
    is_refusal: bool,
    path: String,
    code: &'static str,
    count: String,
}

impl Said {
    fn arguments(&self) -> [(&str, &str); 3] {
        [
            ("path", &self.path),
            ("code", self.code),
            ("count", &self.count),
        ]
    }
}

impl Waive<'_> {
    fn say(&self, id: &'static str, is_refusal: bool, path: &str, count: usize) -> Said {
        Said {
            id,
            is_refusal,
            path: path.to_owned(),
            code: self.code.name,
            count: count.to_string(),
        }
    }

    /// Writes the waivers of one report folder, or says why not.
    fn folder(&self, found: &Found) -> Result<Said> {
        let folder =
            Folder::read(&found.path()).with_context(|| found.path().display().to_string())?;
        let examined = self.examiner.examine_read(&found.path(), &folder);
        let file = folder.path_of(WAIVERS_FILE);
        let of_code: Vec<&Diagnostic> = self.open(&examined).collect();
        let never = !self
            .code
            .waivable
            .unwrap_or(self.code.severity < Severity::Error);
        let barred = of_code.iter().filter(|finding| !finding.is_waivable());
        let barred = barred.count();
        if barred > 0 || of_code.is_empty() && never {
            return Ok(self.say("waive-refused", true, &folder.path, barred));
        }
        // Where nobody is named, as on a machine that only runs checks, it is the agency that decides.
        let agency = examined.report.as_ref().map(|(report, _)| report);
        let agency = agency.map_or("", |report| report.agency.name.as_str());
        let by = if self.by.is_empty() { agency } else { self.by };
        if by.is_empty() {
            return Ok(self.say("waive-incomplete", true, &folder.path, 0));
        }
        let mut entries: Vec<String> = Vec::new();
        for finding in of_code {
            let entry = self.entry(finding, by, &examined, &folder);
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
        if entries.is_empty() {
            return Ok(self.say("waive-nothing", false, &folder.path, 0));
        }
        let was = match folder.files.iter().find(|file| file.name == WAIVERS_FILE) {
            None => None,
            Some(File {
                bytes: Ok(bytes), ..
            }) => Some(bytes.as_slice()),
            Some(File { bytes: Err(_), .. }) => {
                return Ok(self.say("waive-faulty", true, &file, 0));
            }
        };
        let Some(bytes) = appended(was, &entries) else {
            return Ok(self.say("waive-encoding", true, &file, 0));
        };
        // What is written must do what it is for, whatever stood there before.
        if !self.settles(found, &folder, &bytes) {
            return Ok(self.say("waive-faulty", true, &file, 0));
        }
        if !output::write_over(&found.path().join(WAIVERS_FILE), was, &bytes)? {
            return Ok(self.say("changed-meanwhile", true, &file, 0));
        }
        Ok(self.say("waive-done", false, &file, entries.len()))
    }

    /// The findings of the code that stand open.
    fn open<'e>(&self, examined: &'e Examined<'_>) -> impl Iterator<Item = &'e Diagnostic> {
        let name = self.code.name;
        let findings = examined.findings.iter();
        findings.filter(move |finding| finding.code.name == name)
    }

    /// Whether no finding of the code stands open in the folder with this file in it.
    fn settles(&self, found: &Found, folder: &Folder, bytes: &[u8]) -> bool {
        let mut folder = folder.clone();
        folder.files.retain(|file| file.name != WAIVERS_FILE);
        folder.files.push(File {
            name: WAIVERS_FILE.to_owned(),
            bytes: Ok(bytes.to_vec()),
        });
        self.open(&self.examiner.examine_read(&found.path(), &folder))
            .count()
            == 0
    }

    /// A finding's entry, its lines ended by LF.
    fn entry(
        &self,
        finding: &Diagnostic,
        by: &str,
        examined: &Examined<'_>,
        folder: &Folder,
    ) -> String {
        let mut text = String::from("[[waiver]]\n");
        let mut line = |key: &str, value: &str| {
            let _ = writeln!(text, "{key:<6} = {value}");
        };
        line("code", &quoted(self.code.name));
        if let Some(fact) = &finding.fact {
            line("fact", &quoted(fact));
        } else {
            let file = waiver::file_of(finding, &examined.sources, &folder.path);
            line("file", &quoted(file));
        }
        let values: Vec<String> = finding
            .values()
            .filter(|(name, _)| finding.fact.is_none() || !IN_THE_PATH.contains(name))
            .map(|(name, value)| format!("{name} = {}", quoted(value)))
            .collect();
        if !values.is_empty() {
            line("values", &format!("{{ {} }}", values.join(", ")));
        }
        line("reason", &quoted(self.reason));
        line("by", &quoted(by));
        line("date", &self.examiner.today.to_string());
        text
    }
}

/// The file with these entries at its end, in its own line endings; none if it is not UTF-8.
fn appended(was: Option<&[u8]>, entries: &[String]) -> Option<Vec<u8>> {
    let was = std::str::from_utf8(was.unwrap_or(HEAD.as_bytes())).ok()?;
    let mut added = String::new();
    if !was.is_empty() && !was.ends_with('\n') {
        added.push('\n');
    }
    for entry in entries {
        added.push('\n');
        added.push_str(entry);
    }
    if was.contains("\r\n") {
        added = added.replace('\n', "\r\n");
    }
    Some([was.as_bytes(), added.as_bytes()].concat())
}

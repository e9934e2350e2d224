//! An officer at the desk: a copy of a case's folder, one finding, and the means to do what its help says.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use crate::conformance::Case;
use crate::copy::copy;

/// A copy of a case's input, and the finding whose help is to be followed.
pub(crate) struct Desk<'a> {
    case: &'a Case,
    /// The case's name.
    pub(crate) name: &'a str,
    /// The language that the help is read in.
    pub(crate) language: &'static str,
    folder: TempDir,
    /// The finding, as in `--format json`.
    pub(crate) finding: Value,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(
        case: &'a Case,
        name: &'a str,
        language: &'static str,
        finding: Value,
    ) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        copy(
            &case.folder.join("input"),
            &folder.path().join("input"),
            |bytes| bytes,
        );
        Self {
            case,
            name,
            language,
            folder,
            finding,
        }
    }

    /// The working directory.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("input")
    }

    /// All findings now.
    pub(crate) fn check(&self) -> Vec<Value> {
        findings(self.case.command_in(&self.root()), self.language)
    }

    /// Runs the program as the help says, on the case's paths.
    pub(crate) fn check_with(&self, options: &[&str]) {
        let output = self.case.command_in(&self.root()).args(options).output();
        let output = output.expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_ne!(output.status.code(), Some(2), "{said}");
    }

    /// Runs the program in the working directory; what it prints.
    pub(crate) fn said(&self, arguments: &[&str]) -> String {
        let mut command = Command::cargo_bin("nianbao").expect("the program");
        let output = command.current_dir(self.root()).args(arguments).output();
        String::from_utf8(output.expect("it runs").stdout).expect("UTF-8")
    }

    /// The day that the case takes for today.
    pub(crate) fn today(&self) -> &str {
        &self.case.expected.today
    }

    pub(crate) fn help(&self) -> &str {
        self.finding["help"].as_str().expect("a help")
    }

    pub(crate) fn argument(&self, name: &str) -> &str {
        self.finding["args"][name]
            .as_str()
            .unwrap_or_else(|| panic!("no argument {name}"))
    }

    /// An argument that the help names.
    pub(crate) fn named(&self, name: &str) -> String {
        let value = self.argument(name);
        let help = self.help();
        assert!(help.contains(value), "`{value}` is not in: {help}");
        value.to_owned()
    }

    /// What stands in the help between two strings.
    pub(crate) fn quoted(&self, before: &str, after: &str) -> String {
        let help = self.help();
        let rest = help.split_once(before).map(|(_, rest)| rest);
        let quoted = rest.and_then(|rest| rest.split_once(after));
        let (quoted, _) = quoted.unwrap_or_else(|| panic!("no {before}…{after} in: {help}"));
        quoted.to_owned()
    }

    pub(crate) fn at(&self) -> &Value {
        &self.finding["at"]
    }

    pub(crate) fn related(&self) -> &[Value] {
        self.finding["related"].as_array().expect("places")
    }

    fn file_of(&self, place: &Value) -> PathBuf {
        self.root().join(place["file"].as_str().expect("a file"))
    }

    /// Whether a place is in a file of the case.
    pub(crate) fn has(&self, place: &Value) -> bool {
        self.file_of(place).is_file()
    }

    /// The finding's file.
    pub(crate) fn file(&self) -> PathBuf {
        self.file_of(self.at())
    }

    /// A file beside the finding's.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.file().with_file_name(name)
    }

    /// What stands at a place.
    pub(crate) fn text_at(&self, place: &Value) -> String {
        let text = fs::read_to_string(self.file_of(place)).expect("a text");
        text[range(&text, place)].to_owned()
    }

    /// Writes at a place instead of what stands there.
    pub(crate) fn write_at(&self, place: &Value, written: &str) {
        edit(&self.file_of(place), |mut text| {
            let range = range(&text, place);
            text.replace_range(range, written);
            text
        });
    }

    /// Writes at the finding's place instead of what stands there.
    pub(crate) fn write(&self, written: &str) {
        self.write_at(self.at(), written);
    }

    /// Changes what stands at the finding's place.
    pub(crate) fn change(&self, from: &str, to: &str) {
        let was = self.text_at(self.at());
        assert!(was.contains(from), "no {from} in {was}");
        self.write(&was.replacen(from, to, 1));
    }

    /// Edits the finding's file.
    pub(crate) fn edit(&self, change: impl FnOnce(String) -> String) {
        edit(&self.file(), change);
    }

    /// The finding's line.
    pub(crate) fn line(&self) -> String {
        let text = fs::read_to_string(self.file()).expect("a text");
        let line = text.lines().nth(number(self.at(), "line") - 1);
        line.expect("the line").to_owned()
    }

    /// Writes other lines instead of the finding's; none delete it.
    pub(crate) fn lines(&self, written: &[String]) {
        let line = number(self.at(), "line");
        self.edit(|text| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.splice(line - 1..line, written.iter().cloned());
            lines.join("\n") + "\n"
        });
    }

    pub(crate) fn delete_line(&self) {
        self.lines(&[]);
    }

    /// A blank table as `init` lays it out for a year, with 0 in every cell that there is.
    pub(crate) fn lay_out(&self, file: &str, year: &str) {
        let elsewhere = self.folder.path().join("elsewhere");
        Command::cargo_bin("nianbao")
            .expect("the program")
            .args(["init", &elsewhere.to_string_lossy(), "--year", year])
            .args(["--name", "青石镇人民政府"])
            .assert()
            .success();
        let blank = fs::read_to_string(elsewhere.join(file)).ok();
        fs::remove_dir_all(&elsewhere).expect("removed");
        let Some(blank) = blank else {
            // The edition has no such table, and a file of another one has no place beside it.
            let _ = fs::remove_file(self.beside(file));
            return;
        };
        let mut is_head = true;
        let lines = blank.lines().map(|line| {
            if line.trim_start_matches('\u{FEFF}').starts_with('#') || std::mem::take(&mut is_head)
            {
                return line.to_owned();
            }
            let cells = line.split(',').enumerate();
            let cells = cells.map(|(at, cell)| if at == 0 { cell } else { "0" });
            cells.collect::<Vec<_>>().join(",")
        });
        let filled = lines.collect::<Vec<_>>().join("\n") + "\n";
        let file = self.beside(file);
        fs::write(&file, filled).expect("written");
        // Cells that the form does not have stay empty. The last in a line first, so that places hold.
        let mut beyond: Vec<Value> = self.check();
        beyond.retain(|one| one["code"] == "unexpected-figure" && self.file_of(&one["at"]) == file);
        for one in beyond.iter().rev() {
            self.write_at(&one["at"], "");
        }
    }
}

/// What the program finds, told in a language.
pub(crate) fn findings(mut check: Command, language: &str) -> Vec<Value> {
    check.args(["--format", "json", "--lang", language]);
    let output = check.output().expect("it runs");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let reports = answer["reports"].as_array().expect("reports");
    let findings = reports
        .iter()
        .flat_map(|report| report["findings"].as_array().expect("findings"));
    findings.cloned().collect()
}

/// Edits a file.
pub(crate) fn edit(file: &Path, change: impl FnOnce(String) -> String) {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    fs::write(file, change(text)).expect("written");
}

fn number(place: &Value, key: &str) -> usize {
    usize::try_from(place[key].as_u64().expect("a number")).expect("small")
}

/// The bytes of a place.
fn range(text: &str, place: &Value) -> std::ops::Range<usize> {
    let offset = |line: &str, column: &str| {
        let (line, column) = (number(place, line), number(place, column));
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let start = std::iter::once(0).chain(starts).nth(line - 1);
        let start = start.expect("the line");
        let mut columns = text[start..].char_indices().map(|(at, _)| start + at);
        columns.nth(column - 1).unwrap_or(text.len())
    };
    offset("line", "column")..offset("end_line", "end_column")
}

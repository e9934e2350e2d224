//! The conformance cases as any checker may read them: see `tests/conformance/README.md`.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde::{Deserialize, Serialize};

/// One case: a folder with `input/` and `expected.json`.
pub(crate) struct Case {
    pub(crate) folder: PathBuf,
    pub(crate) expected: Expected,
}

/// `expected.json`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// The day to take for today.
    pub(crate) today: String,
    /// What to check, relative to `input/`.
    pub(crate) paths: Vec<String>,
    /// What else to type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) options: Vec<String>,
    /// The exit status.
    #[serde(default)]
    pub(crate) exit: i32,
    /// Every finding, in order.
    #[serde(default)]
    pub(crate) findings: Vec<Finding>,
    /// Every finding that a waiver lets stand, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) waived: Vec<Finding>,
}

/// One finding: what, how grave, where.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finding {
    pub(crate) code: String,
    pub(crate) severity: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fact: Option<String>,
    pub(crate) file: String,
    pub(crate) line: u64,
    pub(crate) column: u64,
    pub(crate) end_line: u64,
    pub(crate) end_column: u64,
    /// What it names as probably wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) probable: Vec<Probable>,
}

/// A figure that is probably wrong, and the value that would mend it.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Probable {
    pub(crate) fact: String,
    pub(crate) value: String,
}

impl Case {
    pub(crate) fn read(root: &Path, code: &str, name: &str) -> Self {
        let folder = root.join(code).join(name);
        let path = folder.join("expected.json");
        let text =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let expected = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self { folder, expected }
    }

    /// `nianbao check` as the case asks for it.
    pub(crate) fn command(&self) -> Command {
        self.command_in(&self.folder.join("input"))
    }

    /// The same in another folder.
    pub(crate) fn command_in(&self, folder: &Path) -> Command {
        let mut command = Command::cargo_bin("nianbao").expect("the program");
        command
            .current_dir(folder)
            .arg("check")
            .args(&self.expected.paths)
            .args(["--today", &self.expected.today])
            .args(&self.expected.options);
        command
    }
}

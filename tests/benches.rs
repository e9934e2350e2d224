//! The programs of `benches/ratios` do what they say, on a few townships. Nothing is timed here.

#[path = "../benches/ratios/dice.rs"]
mod dice;
#[path = "../benches/ratios/files.rs"]
mod files;
#[path = "../benches/ratios/floor.rs"]
mod floor;
#[path = "../benches/ratios/generate.rs"]
mod generate;
#[path = "../benches/ratios/township.rs"]
mod township;
#[path = "../benches/ratios/words.rs"]
mod words;

#[expect(dead_code, reason = "nianbao is run on the cases elsewhere")]
#[path = "support/conformance.rs"]
mod conformance;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use conformance::Case;
use generate::{FAULTY_FILE, Plan, TODAY};

/// Files below a folder, but for a program's own state: path and bytes.
fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let place = path
                .strip_prefix(root)
                .expect("below")
                .to_string_lossy()
                .replace('\\', "/");
            if place.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(place, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

fn generated(townships: usize, faulty: f64) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let plan = Plan {
        townships,
        seed: 1,
        faulty,
    };
    generate::generate(dir.path(), &plan).expect("generated");
    dir
}

fn nianbao(arguments: &[&str], at: &Path) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .current_dir(at)
        .args(arguments)
        .args(["--today", TODAY])
        .output()
        .expect("it runs")
}

/// The same seed, the same bytes, however the threads share the work; and no township is another's copy.
#[test]
fn townships_are_the_same_every_time_and_different_from_each_other() {
    let (one, other) = (generated(60, 0.1), generated(60, 0.1));
    let files = tree(one.path());
    assert_eq!(files, tree(other.path()));
    for name in ["report.toml", "columns.csv"] {
        let all: Vec<_> = files
            .iter()
            .filter(|(path, _)| path.ends_with(name))
            .collect();
        let different: BTreeSet<_> = all.iter().map(|(_, bytes)| bytes).collect();
        assert_eq!((all.len(), different.len()), (60, 60), "{name}");
    }
    let tables = files.iter().filter(|(path, _)| {
        Path::new(path)
            .extension()
            .is_some_and(|ending| ending == "csv")
    });
    let (utf8, other): (Vec<_>, Vec<_>) =
        tables.partition(|(_, bytes)| std::str::from_utf8(bytes).is_ok());
    assert!(
        !utf8.is_empty() && !other.is_empty(),
        "both encodings occur"
    );
}

/// What is in order has neither errors nor warnings, and both documents.
#[test]
fn clean_townships_pass() {
    let dir = generated(24, 0.0);
    assert_eq!(generate::townships(dir.path()).expect("listed").len(), 24);
    let check = nianbao(&["check", ".", "--fail-on", "warning"], dir.path());
    assert_eq!(
        check.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&check.stdout)
    );
    let render = nianbao(&["render", ".", "-o", "out"], dir.path());
    assert_eq!(render.status.code(), Some(0));
    assert_eq!(tree(&dir.path().join("out")).len(), 24 * 4);
}

/// Exactly those that are listed have an error, and every kind of fault is one.
#[test]
fn faulty_townships_are_those_listed() {
    let dir = generated(120, 0.5);
    let list = fs::read_to_string(dir.path().join(FAULTY_FILE)).expect("a list");
    let listed: BTreeMap<&str, &str> = list
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .collect();
    let kinds: BTreeSet<&str> = listed.values().copied().collect();
    assert_eq!(kinds.len(), 10, "{kinds:?}");
    let check = nianbao(&["check", ".", "--format", "json"], dir.path());
    assert_eq!(check.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&check.stdout).expect("JSON");
    let failed: BTreeSet<String> = found["reports"]
        .as_array()
        .expect("reports")
        .iter()
        .filter(|report| {
            let findings = report["findings"].as_array().expect("findings");
            findings
                .iter()
                .any(|finding| finding["severity"] == "error")
        })
        .map(|report| {
            let path = report["path"].as_str().expect("a path").replace('\\', "/");
            path.trim_start_matches("./").to_owned()
        })
        .collect();
    let listed: BTreeSet<String> = listed.into_keys().map(str::to_owned).collect();
    assert_eq!(failed, listed);
}

/// The floor reads every byte of every report folder, and writes files of the same names and sizes.
#[test]
fn the_floor_moves_as_many_bytes() {
    let dir = generated(12, 0.2);
    let out = tempfile::tempdir().expect("a folder");
    let (ours, floors) = (out.path().join("ours"), out.path().join("floor"));
    nianbao(&["render", ".", "-o", &ours.to_string_lossy()], dir.path());
    let manifest = floor::Manifest::of(&ours).expect("a manifest");
    let kept = out.path().join("manifest");
    manifest.save(&kept).expect("saved");
    let manifest = floor::Manifest::load(&kept).expect("loaded");
    let (moved, _) = floor::run(dir.path(), &floors, &manifest, 2).expect("moved");
    let sizes = |files: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, usize> {
        files
            .into_iter()
            .map(|(path, bytes)| (path, bytes.len()))
            .collect()
    };
    let written = sizes(tree(&floors));
    assert_eq!(written, sizes(tree(&ours)));
    let mut input = sizes(tree(dir.path()));
    input.remove(FAULTY_FILE);
    assert_eq!(
        moved.read,
        input.values().map(|&size| size as u64).sum::<u64>()
    );
    assert_eq!(
        moved.written,
        written.values().map(|&size| size as u64).sum::<u64>()
    );
    assert_eq!((moved.folders, moved.files), (12, written.len() as u64));
}

/// A Python that can run the script, if there is one here.
fn python() -> Option<&'static str> {
    const NEEDS: &str = "import sys, tomllib, jinja2";
    ["python3", "python"].into_iter().find(|name| {
        let answer = Command::new(name).args(["-c", NEEDS]).output();
        answer.is_ok_and(|output| output.status.success())
    })
}

/// The Python script, on a folder.
fn peer(python: &str, today: &str, arguments: &[&OsStr]) -> String {
    let output = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peer.py"))
        .args(["--today", today])
        .args(arguments)
        // It is started by several tests at once, and nothing is to be left in the source tree.
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("it runs");
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What was found: file, line, severity and code, in order.
type Found = Vec<(String, u64, String, String)>;

/// What the script says that it found, by files below `root`: `file:line: severity[code] …`.
fn found_by_peer(said: &str, root: &Path) -> Found {
    let mut found: Found = said
        .lines()
        .filter_map(|line| {
            let line = line
                .strip_prefix(&*root.to_string_lossy())?
                .trim_start_matches(['/', '\\', '.']);
            let (place, what) = line.split_once(": ")?;
            let (file, line) = place.rsplit_once(':')?;
            let (severity, rest) = what.split_once('[')?;
            let code = rest.split_once(']')?.0;
            let file = file.replace('\\', "/").replace("/./", "/");
            Some((file, line.parse().ok()?, severity.into(), code.into()))
        })
        .collect();
    found.sort();
    found
}

/// What `nianbao check --format json` says.
fn found_by_us(output: &[u8]) -> Found {
    let answer: serde_json::Value = serde_json::from_slice(output).expect("JSON");
    let reports = answer["reports"].as_array().expect("reports");
    let findings = reports
        .iter()
        .flat_map(|report| report["findings"].as_array().expect("findings"));
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let mut found: Found = findings
        .map(|finding| {
            let file = text(&finding["at"]["file"]).replace('\\', "/");
            (
                file.trim_start_matches("./").to_owned(),
                finding["at"]["line"].as_u64().expect("a line"),
                text(&finding["severity"]),
                text(&finding["code"]),
            )
        })
        .collect();
    found.sort();
    found
}

/// The Python script does the same job: the same documents, to the byte, of the same townships, with the same checks or
/// with the arithmetic only, which does not see what is wrong with the words. Where there is no Python with Jinja2, there
/// is nothing to compare with.
#[test]
fn the_peer_writes_the_same_documents() {
    let Some(python) = python() else {
        return;
    };
    let dir = generated(24, 0.2);
    let out = tempfile::tempdir().expect("a folder");
    let ours = out.path().join("ours");
    nianbao(&["render", ".", "-o", &ours.to_string_lossy()], dir.path());
    let ours = tree(&ours);
    let list = fs::read_to_string(dir.path().join(FAULTY_FILE)).expect("a list");
    for how in ["", "--arithmetic-only"] {
        let peers = out.path().join(format!("peer{how}"));
        let mut arguments = vec![dir.path().as_os_str(), peers.as_os_str()];
        arguments.extend((!how.is_empty()).then_some(OsStr::new(how)));
        peer(python, TODAY, &arguments);
        let mut peers = tree(&peers);
        if !how.is_empty() {
            for path in list.lines().filter_map(|line| line.strip_suffix(",words")) {
                peers.retain(|file, _| !file.starts_with(path));
            }
        }
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&ours), names(&peers), "{how}");
        for (path, bytes) in &ours {
            assert!(bytes == &peers[path], "{path} differs{how}");
        }
    }
}

/// The Python script does the same checks: on townships with every kind of fault it finds the same code, as grave, in the
/// same file at the same line.
#[test]
fn the_peer_finds_the_same_on_townships() {
    let Some(python) = python() else {
        return;
    };
    let dir = generated(300, 0.5);
    let check = nianbao(&["check", ".", "--format", "json"], dir.path());
    let ours = found_by_us(&check.stdout);
    let codes: BTreeSet<&str> = ours.iter().map(|(.., code)| code.as_str()).collect();
    assert!(codes.len() >= 6, "{codes:?}");
    let said = peer(python, TODAY, &[dir.path().as_os_str()]);
    assert_eq!(found_by_peer(&said, dir.path()), ours);
}

/// Why the Python script is not held against a conformance case; none if it is.
fn out_of_scope(case: &Case) -> Option<&'static str> {
    let input = case.folder.join("input");
    let files = tree(&input);
    let named = |name: &str| {
        files
            .keys()
            .filter(|path| path.rsplit('/').next() == Some(name))
            .count()
    };
    let options = &case.expected.options;
    if options.first().is_some_and(|option| option != "--allow") || options.len() > 2 {
        return Some("a register, a roll-up or other templates");
    }
    if named("report.toml") != 1 || case.expected.paths.len() != 1 {
        return Some("another year's folder, several reports or none");
    }
    if named("waivers.toml") + named("nianbao.toml") > 0 {
        return Some("waivers or settings");
    }
    let report = files
        .iter()
        .find(|(path, _)| path.ends_with("report.toml"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .expect("a report");
    let value = |key: &str| {
        let lines = report.lines().filter_map(|line| line.split_once('='));
        let mut values = lines.filter(|(name, _)| name.trim() == key);
        values
            .next()
            .map(|(_, value)| value.trim().trim_matches('"').to_owned())
    };
    let year = value("year").and_then(|year| year.parse().ok());
    let edition = value("edition").filter(|edition| !edition.is_empty());
    if edition.map_or(year.is_some_and(|year: u16| year < 2021), |id| id != "2021") {
        return Some("another edition");
    }
    if value("form").is_some_and(|form| !form.is_empty()) {
        return Some("a local form");
    }
    if value("prior").is_some_and(|prior| !prior.is_empty() && prior != "none") {
        return Some("another year's folder");
    }
    let codes = case.expected.findings.iter().map(|finding| &finding.code);
    if codes.into_iter().any(|code| code == "wrong-edition") {
        return Some("tables of another edition");
    }
    None
}

/// The same on the conformance cases: all but those that need what the script leaves out by intention.
#[test]
fn the_peer_finds_the_same_in_the_conformance_cases() {
    let Some(python) = python() else {
        return;
    };
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance"));
    let mut by_day: BTreeMap<String, Vec<(String, Case)>> = BTreeMap::new();
    let mut excluded: BTreeMap<&str, usize> = BTreeMap::new();
    let folders = |at: &Path| {
        let entries = fs::read_dir(at).expect("a folder");
        let folders = entries.map(|entry| entry.expect("an entry").path());
        folders.filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    for folder in folders(root).iter().flat_map(|folder| folders(folder)) {
        let name = folder.strip_prefix(root).expect("below");
        let name = name.to_string_lossy().replace('\\', "/");
        let (code, case) = name.split_once('/').expect("two names");
        let case = Case::read(root, code, case);
        match out_of_scope(&case) {
            Some(why) => *excluded.entry(why).or_default() += 1,
            None => by_day
                .entry(case.expected.today.clone())
                .or_default()
                .push((name, case)),
        }
    }
    let held: usize = by_day.values().map(Vec::len).sum();
    assert!(held > 350, "{held} cases; left out: {excluded:?}");
    let mut codes = BTreeSet::new();
    for (today, cases) in by_day {
        // All that is there is checked in one run for each day, and most of it not looked at: starting takes longer.
        let said = peer(python, &today, &[root.as_os_str()]);
        for (name, case) in cases {
            let input = case.folder.join("input");
            let allowed: Vec<&str> = match case.expected.options.as_slice() {
                [_, codes] => codes.split(',').collect(),
                _ => Vec::new(),
            };
            let mut found = found_by_peer(&said, &input);
            found.retain(|(.., code)| !allowed.contains(&code.as_str()));
            let findings = case.expected.findings.into_iter();
            let mut expected: Found = findings
                .map(|finding| {
                    codes.insert(finding.code.clone());
                    let file = finding.file.trim_start_matches("./").to_owned();
                    (file, finding.line, finding.severity, finding.code)
                })
                .collect();
            expected.sort();
            assert_eq!(found, expected, "{name}");
        }
    }
    assert!(codes.len() > 70, "{codes:?}");
}

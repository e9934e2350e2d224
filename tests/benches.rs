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

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

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

/// The Python script does the same job: the same documents, to the byte, and it refuses what its arithmetic shows to be
/// wrong. Where there is no Python with Jinja2, there is nothing to compare with.
#[test]
fn the_peer_writes_the_same_documents() {
    const NEEDS: &str = "import sys, tomllib, jinja2";
    let python = ["python3", "python"].into_iter().find(|name| {
        let answer = Command::new(name).args(["-c", NEEDS]).output();
        answer.is_ok_and(|output| output.status.success())
    });
    let Some(python) = python else {
        return;
    };
    let dir = generated(24, 0.2);
    let out = tempfile::tempdir().expect("a folder");
    let (ours, peers) = (out.path().join("ours"), out.path().join("peer"));
    nianbao(&["render", ".", "-o", &ours.to_string_lossy()], dir.path());
    let peer = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peer.py"))
        .args([dir.path(), &peers])
        .output()
        .expect("it runs");
    assert_eq!(
        peer.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&peer.stderr)
    );
    let (ours, mut peers) = (tree(&ours), tree(&peers));
    // It does not read the words, so that it does not see what is wrong there.
    let list = fs::read_to_string(dir.path().join(FAULTY_FILE)).expect("a list");
    for path in list.lines().filter_map(|line| line.strip_suffix(",words")) {
        peers.retain(|file, _| !file.starts_with(path));
    }
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&ours), names(&peers));
    for (path, bytes) in &ours {
        assert!(bytes == &peers[path], "{path} differs");
    }
}

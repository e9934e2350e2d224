//! What is printed as advice clears the finding: for every case of the conformance suite that fires, the printed
//! help is followed as an officer would, in both languages, and then that finding is gone and no other error or
//! warning has come up by it.

#[path = "support/conformance.rs"]
mod conformance;
#[path = "support/copy.rs"]
mod copy;
#[path = "support/desk.rs"]
mod desk;
#[path = "support/ways.rs"]
mod ways;

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use conformance::Case;
use desk::{Desk, findings};
use nianbao::command::codes;
use rayon::prelude::*;
use serde_json::Value;
use ways::{Ways, ways};

const ROOT: &str = "tests/conformance";

/// What comes up by following a help because it is true, whatever is done: the finding has hidden it.
fn uncovered(code: &str) -> &'static [&'static str] {
    match code {
        // Where figures exclude those below them, each has to be there; the help says so.
        "children-above-parent" => &["blank-cell"],
        // A table by its right name is read, and has gaps.
        "unknown-table" => &["missing-row"],
        // A report folder just laid out is blank.
        "nothing-to-read" => &["blank-table", "missing-text"],
        // What was published after the deadline is late.
        "deadline-passed" => &["late-publication"],
        // Sums are compared once they can be made.
        "duplicate-contributor" | "mixed-editions" | "mixed-years" => &["broken-rollup"],
        // A report below that is mended has changed since it was rolled up.
        "broken-rollup" => &["stale-contributor"],
        // A total that agreed with its table, changed in place of a part, agrees no longer.
        "breakdown-mismatch" => &["text-against-table"],
        _ => &[],
    }
}

/// How often each finding of severity error or warning occurs.
fn grave(findings: &[Value]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for one in findings.iter().filter(|one| one["severity"] != "note") {
        let key = format!("{} {} {}", one["code"], one["at"]["file"], one["fact"]);
        *counts.entry(key).or_default() += 1;
    }
    counts
}

/// What is wrong with a help, after a way to follow it has been gone.
fn fault(before: &[Value], after: &[Value], code: &str) -> Option<String> {
    let count = |all: &[Value]| all.iter().filter(|one| one["code"] == code).count();
    if count(after) >= count(before) {
        return Some("it is still there".to_owned());
    }
    let before = grave(before);
    let is_new = |(key, count): &(&String, &usize)| before.get(*key).is_none_or(|was| was < count);
    let after = grave(after);
    let mut new = after.iter().filter(is_new).map(|(key, _)| key);
    let is_uncovered = |key: &&String| {
        let mut uncovered = uncovered(code).iter();
        uncovered.any(|code| key.starts_with(&format!("\"{code}\"")))
    };
    let new: Vec<_> = new.by_ref().filter(|key| !is_uncovered(key)).collect();
    (!new.is_empty()).then(|| format!("it makes {new:?}"))
}

fn subfolders(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let folders = entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().expect("UTF-8"));
    let mut folders: Vec<String> = folders.collect();
    folders.sort();
    folders
}

#[test]
fn every_help_when_followed_clears_its_finding() {
    let only = std::env::var("NIANBAO_ONLY").unwrap_or_default();
    let cases: Vec<(&str, String)> = codes()
        .iter()
        .filter(|code| code.name.contains(&only))
        .flat_map(|code| {
            let names = subfolders(&Path::new(ROOT).join(code.name));
            let fires = names.into_iter().filter(|name| name.starts_with("fires"));
            fires.map(|name| (code.name, name))
        })
        .collect();
    let faults: Vec<(usize, Vec<String>)> = cases
        .par_iter()
        .map(|(code, name)| follow_all(code, name))
        .collect();
    let followed: usize = faults.iter().map(|(followed, _)| followed).sum();
    let wrong: Vec<String> = faults.into_iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        followed > 2 * codes().len() || !only.is_empty(),
        "{followed}"
    );
}

/// Follows the help of a case's findings, in both languages: how many there were, and what is wrong with them.
fn follow_all(code: &str, name: &str) -> (usize, Vec<String>) {
    let case = Case::read(Path::new(ROOT), code, name);
    let (mut followed, mut wrong) = (0, Vec::new());
    for language in ["zh", "en"] {
        let before = findings(case.command(), language);
        for finding in before.iter().filter(|one| one["code"] == code) {
            let follow = || follow(&case, name, language, finding, &before);
            // One help that cannot be followed as it is worded hides no other.
            let faults = catch_unwind(AssertUnwindSafe(follow));
            let faults = faults.unwrap_or_else(|_| vec!["it cannot be followed".to_owned()]);
            followed += 1;
            let help = finding["help"].as_str().unwrap_or_default();
            let faults = faults.into_iter();
            wrong.extend(faults.map(|fault| format!("{code}/{name}: {fault}\n    {help}")));
        }
    }
    (followed, wrong)
}

/// Goes every way that a help offers; what is wrong with it.
fn follow(
    case: &Case,
    name: &str,
    language: &'static str,
    finding: &Value,
    before: &[Value],
) -> Vec<String> {
    let code = finding["code"].as_str().expect("a code");
    let desk = || Desk::new(case, name, language, finding.clone());
    let (steps, one_is_enough) = match ways(code, &desk()) {
        Ways::Each(steps) => (steps, false),
        Ways::OneOf(steps) => (steps, true),
    };
    let mut faults = Vec::new();
    let count = steps.len();
    for (number, step) in steps.iter().enumerate() {
        let desk = desk();
        step(&desk);
        match fault(before, &desk.check(), code) {
            Some(fault) => faults.push(format!("way {} of {count}: {fault}", number + 1)),
            None if one_is_enough => return Vec::new(),
            None => {}
        }
    }
    faults
}

//! The conformance suite, `tests/conformance/`: for every code, cases that fire and near misses, as data that
//! any other checker can run too. This is our runner.
//!
//! `NIANBAO_REFRESH=1 cargo test --test conformance` writes what the program finds now; review it like code.

#![expect(clippy::print_stdout, reason = "the coverage is there to be printed")]

#[path = "support/conformance.rs"]
mod conformance;
#[path = "support/copy.rs"]
mod copy;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use conformance::{Case, Finding, Probable};
use nianbao::command::codes;
use serde_json::Value;

const ROOT: &str = "tests/conformance";

/// The folder of published reports.
const REAL: &str = "real-reports";

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

/// All cases, with the code of their folder and their name.
fn cases() -> Vec<(String, String, Case)> {
    let root = Path::new(ROOT);
    let mut cases = Vec::new();
    for code in names(root) {
        for name in names(&root.join(&code)) {
            let case = Case::read(root, &code, &name);
            cases.push((code.clone(), name, case));
        }
    }
    cases
}

/// What the program finds, what of it is waived, and its exit status.
fn run(case: &Case, language: &str) -> (Vec<Finding>, Vec<Finding>, i32) {
    let output = case
        .command()
        .args(["--format", "json", "--lang", language])
        .output()
        .expect("it runs");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        let said = String::from_utf8_lossy(&output.stderr);
        panic!("{}: {error}\n{said}", case.folder.display())
    });
    let findings = |key| findings(case, &answer, key);
    let exit = output.status.code().unwrap_or(-1);
    (findings("findings"), findings("waived"), exit)
}

fn findings(case: &Case, answer: &Value, key: &str) -> Vec<Finding> {
    let reports = answer["reports"].as_array().expect("reports");
    reports
        .iter()
        .flat_map(|report| report[key].as_array().expect("findings"))
        .map(|finding| {
            let message = finding["message"].as_str().unwrap_or_default();
            assert!(
                !message.is_empty(),
                "{} says nothing",
                case.folder.display()
            );
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let number = |key: &str| finding["at"][key].as_u64().expect("a number");
            Finding {
                code: text(&finding["code"]),
                severity: text(&finding["severity"]),
                fact: finding["fact"].as_str().map(str::to_owned),
                file: text(&finding["at"]["file"]),
                line: number("line"),
                column: number("column"),
                end_line: number("end_line"),
                end_column: number("end_column"),
                probable: probable(finding),
            }
        })
        .collect()
}

/// What a finding's arguments name. Where several figures are named, neither paths nor values hold spaces.
fn probable(finding: &Value) -> Vec<Probable> {
    let argument = |name: &str| finding["args"][name].as_str();
    let (Some(facts), Some(values)) = (argument("probable"), argument("value")) else {
        return Vec::new();
    };
    let facts = facts.splitn(values.split(' ').count(), ' ');
    let pair = |(fact, value): (&str, &str)| Probable {
        fact: fact.to_owned(),
        value: value.to_owned(),
    };
    facts.zip(values.split(' ')).map(pair).collect()
}

#[test]
fn every_case_is_found_as_expected_in_both_languages() {
    let refresh = std::env::var_os("NIANBAO_REFRESH").is_some();
    let mut wrong = Vec::new();
    for (code, name, mut case) in cases() {
        let found = run(&case, "zh");
        assert_eq!(
            found,
            run(&case, "en"),
            "{}: the languages disagree",
            case.folder.display()
        );
        let (findings, waived, exit) = found;
        if refresh {
            case.expected.findings.clone_from(&findings);
            (case.expected.waived, case.expected.exit) = (waived, exit);
            let mut text = serde_json::to_string_pretty(&case.expected).expect("JSON");
            text.push('\n');
            fs::write(case.folder.join("expected.json"), text).expect("written");
        } else if (&findings, &waived, exit)
            != (
                &case.expected.findings,
                &case.expected.waived,
                case.expected.exit,
            )
        {
            wrong.push(format!(
                "{}: expected {:#?}, found {findings:#?}, waived {waived:#?}, exit {exit}",
                case.folder.display(),
                case.expected
            ));
        }
        // `fires…` shows its code, once where that is possible; a near miss shows nothing of the kind.
        let own = findings.iter().filter(|finding| finding.code == code);
        match own.count() {
            0 if name.starts_with("fires") => {
                wrong.push(format!("{} does not fire", case.folder.display()));
            }
            1.. if name.starts_with("near-miss") => {
                wrong.push(format!("{} fires", case.folder.display()));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is named as wrong is changed where the finding points to, as an officer would; then what named it is gone.
#[test]
fn a_value_that_is_named_mends_what_names_it() {
    let mut mended = 0;
    for (code, name, case) in cases() {
        for finding in &case.expected.findings {
            let [one] = finding.probable.as_slice() else {
                continue;
            };
            let place = format!("{code}/{name}: {}", finding.code);
            let folder = tempfile::tempdir().expect("a folder");
            copy::copy(&case.folder.join("input"), folder.path(), |bytes| bytes);
            let check = || {
                let mut command = case.command_in(folder.path());
                let output = command.args(["--format", "json", "--lang", "en"]).output();
                let answer: Value =
                    serde_json::from_slice(&output.expect("it runs").stdout).expect("JSON");
                answer["reports"][0]["findings"]
                    .as_array()
                    .expect("findings")
                    .clone()
            };
            let is_it = |it: &&Value| {
                it["code"] == finding.code.as_str()
                    && it["fact"].as_str() == finding.fact.as_deref()
            };
            let before = check();
            let found = before.iter().find(is_it).expect("the finding");
            let related = found["related"].as_array().expect("places");
            let cell = related
                .iter()
                .find(|it| it["message"] == "probably wrong")
                .unwrap_or(&found["at"]);
            let number =
                |key: &str| usize::try_from(cell[key].as_u64().expect("a number")).expect("small");
            let file = folder.path().join(cell["file"].as_str().expect("a file"));
            let text = fs::read_to_string(&file).expect("a text");
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let line: Vec<char> = lines[number("line") - 1].chars().collect();
            let [start, end] = ["column", "end_column"].map(|key| number(key) - 1);
            let [start, end] =
                [&line[..start], &line[end..]].map(|part| part.iter().collect::<String>());
            lines[number("line") - 1] = start + &one.value + &end;
            fs::write(&file, lines.join("\n")).expect("written");
            let after = check();
            assert!(!after.iter().any(|it| is_it(&it)), "{place} is still there");
            assert!(after.len() < before.len(), "{place} makes others");
            mended += 1;
        }
    }
    assert!(mended > 10, "{mended}");
}

/// The words name the place, the value that comes back to it, and by how much a total is off.
#[test]
fn a_shifted_row_is_put_back_in_words() {
    let case = Case::read(Path::new(ROOT), "wrong-total", "fires-a-row-shifted");
    for (language, words) in [("zh", "「总计」填 66"), ("en", "with 66 for `总计`")] {
        let mut command = case.command();
        let output = command
            .args(["--format", "json", "--lang", language])
            .output();
        let answer: Value = serde_json::from_slice(&output.expect("it runs").stdout).expect("JSON");
        let finding = &answer["reports"][0]["findings"][0];
        let help = finding["help"].as_str().expect("help");
        assert!(help.contains(words), "{help}");
        assert_eq!(finding["args"]["difference"], "-66");
        assert_eq!(finding["args"]["more"], "sum");
    }
}

/// The coverage: each code has a case that fires and a near miss, and no folder belongs to a code that is gone.
/// `cargo test --test conformance -- --nocapture coverage` prints it.
#[test]
fn coverage() {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (code, name, _) in cases() {
        let (fires, near) = counts.entry(code).or_default();
        if name.starts_with("fires") {
            *fires += 1;
        } else if name.starts_with("near-miss") {
            *near += 1;
        }
    }
    let codes: Vec<&str> = codes().iter().map(|code| code.name).collect();
    let mut lacking = Vec::new();
    for code in &codes {
        let (fires, near) = counts.get(*code).copied().unwrap_or_default();
        println!("{code:<28} {fires:>3} fire {near:>3} near misses");
        if fires == 0 || near == 0 {
            lacking.push(*code);
        }
    }
    let covered = codes.len() - lacking.len();
    println!("{covered} of {} codes covered", codes.len());
    assert!(lacking.is_empty(), "without cases: {lacking:?}");
    // Folders that are no codes hold scenarios: faults of peers, real reports.
    for folder in counts.keys() {
        assert!(
            codes.contains(&folder.as_str()) || SCENARIOS.contains(&folder.as_str()),
            "{ROOT}/{folder} belongs to no code"
        );
    }
}

/// The table of peers' faults names every case of them, and nothing that is not there.
#[test]
fn the_table_of_faults_names_what_there_is() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("the README");
    for case in names(&Path::new(ROOT).join("peer-faults")) {
        assert!(readme.contains(&format!("/{case}`")), "{case} is not named");
    }
    let rows = readme.lines().filter(|line| line.starts_with("| "));
    let rows = rows.skip_while(|line| !line.starts_with("| fault seen"));
    let covers: Vec<&str> = rows.filter_map(|row| row.split(" | ").nth(2)).collect();
    assert_eq!(covers.len(), 1 + 16);
    let mut file = String::new();
    for name in covers
        .iter()
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
    {
        if let Some(case) = name.rsplit_once('/').map(|(_, case)| case) {
            let input = Path::new(ROOT).join("peer-faults").join(case).join("input");
            assert!(input.is_dir(), "{name} is no case");
        } else if name.contains('.') {
            file = fs::read_to_string(Path::new("tests").join(name)).expect("a test");
        } else {
            assert!(file.contains(&format!("fn {name}()")), "{name} is no test");
        }
    }
}

/// Case folders that are about more than one code.
const SCENARIOS: [&str; 2] = ["peer-faults", REAL];

/// What is found in each of the published reports, as a list that people can read and judge.
#[test]
fn real_reports() {
    let mut list = String::from(REAL_HEAD);
    for (_, name, case) in cases().into_iter().filter(|(code, ..)| code == REAL) {
        let report = fs::read_to_string(case.folder.join("input/report.toml")).expect("a report");
        let value = |key: &str| {
            let mut lines = report.lines().filter_map(|line| line.split_once(" = "));
            let found = lines.find(|(name, _)| *name == key);
            found.map_or(String::new(), |(_, value)| value.replace('"', ""))
        };
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for finding in &case.expected.findings {
            *counts
                .entry((&finding.severity, &finding.code))
                .or_default() += 1;
        }
        let found: Vec<String> = counts
            .iter()
            .map(|((severity, code), count)| format!("{severity} `{code}` × {count}"))
            .collect();
        list.push_str(&format!(
            "| {name} | {} | {} | {} |\n",
            value("name"),
            value("year"),
            found.join(", ")
        ));
    }
    let path = format!("{ROOT}/{REAL}/README.md");
    if std::env::var_os("NIANBAO_REFRESH").is_some() {
        fs::write(&path, &list).expect("written");
    }
    let committed = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        committed == list,
        "{path} is out of date: run `NIANBAO_REFRESH=1 cargo test --test conformance`"
    );
}

const REAL_HEAD: &str = "\
# Published reports, and what is found in them

Figures and quoted sentences of reports that Chinese agencies published for 2008–2025, as far as they could be seen; each `report.toml`
names its source. What was not seen is not asked for (`--allow missing-…` in `expected.json`). Names that a source does not show
are written 甲. Every error and warning below is a fault of the published report or of what its page shows: rules filled in by a
township, text against table (02, 05), blank cells, an amount without its unit, the tables of another edition.

| case | agency | year | findings |
|---|---|---|---|
";

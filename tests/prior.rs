//! Last year's report: figures that carry over, and a year that starts from the last (`init --from`).

#[path = "support/copy.rs"]
mod copy;
#[path = "support/outcome.rs"]
mod outcome;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use copy::copy;
use nianbao::assets::Assets;
use nianbao::batch::Examiner;
use nianbao::diagnostic::Diagnostic;
use nianbao::form::{Comparison, Point};
use nianbao::ingest::{Encoding, File, Folder};
use outcome::outcome;
use proptest::prelude::*;
use serde_json::Value;

fn examiner() -> Examiner {
    let today = chrono::NaiveDate::from_ymd_opt(2023, 2, 1).expect("a day");
    Examiner::new(&Assets::default(), Encoding::Detect, today)
        .expect("forms")
        .expect("valid forms")
}

/// Two years of a township that follow from each other.
fn years() -> [Folder; 2] {
    ["2021", "2022"].map(|year| {
        let case = "tests/conformance/broken-continuity/near-miss/input";
        Folder::read(&Path::new(case).join(year)).expect("a report folder")
    })
}

/// Puts another figure into a cell of a folder.
fn put(folder: &mut Folder, table: &str, range: std::ops::Range<usize>, figure: &str) {
    let file = folder.files.iter_mut().find(|file| file.name == table);
    let file = file.expect("the table's file");
    let mut text = String::from_utf8(file.bytes.clone().expect("bytes")).expect("UTF-8");
    text.replace_range(range, figure);
    file.bytes = Ok(text.into_bytes());
}

fn of<'f>(findings: &'f [Diagnostic], code: &str) -> Vec<&'f Diagnostic> {
    let findings = findings.iter();
    findings
        .filter(|finding| finding.code.name == code)
        .collect()
}

/// Every figure that last year's decides, changed alone in either year, is found; and what is pointed at is this
/// year's cell and last year's.
#[test]
fn a_figure_that_does_not_follow_is_found_from_both_ends() {
    let examiner = examiner();
    let [last, this] = years();
    let whole = examiner.examine_years(&this, &last);
    assert!(whole.findings.is_empty(), "{:?}", whole.findings);
    let (report, form) = whole.report.as_ref().expect("a report");
    let before = examiner.examine_folder(&last);
    let (prior, _) = before.report.as_ref().expect("a report");
    let mut changed = 0;
    for identity in &form.continuities {
        let equation = &identity.equation;
        let columns: Vec<usize> = if equation.per_column() {
            let table = &form.tables[identity.table];
            // A total follows from the others.
            let columns = table.figure_columns();
            columns
                .filter(|&column| table.columns[column].sum.is_none())
                .collect()
        } else {
            vec![0]
        };
        for column in columns {
            for (index, term) in equation.terms().enumerate() {
                let nianbao::form::RowRef::Fixed(row) = term.row else {
                    continue;
                };
                let at = Point {
                    table: term.table,
                    row,
                    column: term.column.unwrap_or(column),
                };
                let year = if term.prior { prior } else { report };
                let Some(fact) = year.fact(at) else { continue };
                let Some(figure) = fact.entry.number() else {
                    continue;
                };
                // A limit is broken from one side only.
                let other = match (equation.comparison, term.prior) {
                    (Comparison::AtLeast, false) if figure.is_zero() => continue,
                    (Comparison::AtLeast, false) => "0".to_owned(),
                    _ => (figure + rust_decimal::Decimal::from(7)).to_string(),
                };
                let [mut last, mut this] = [last.clone(), this.clone()];
                let file = form.tables[at.table].file();
                let folder = if term.prior { &mut last } else { &mut this };
                put(folder, &file, fact.span.range(), &other);
                let examined = examiner.examine_years(&this, &last);
                let found = of(&examined.findings, "broken-continuity");
                let [found] = found[..] else {
                    panic!("{} term {index}: {:?}", identity.id, examined.findings);
                };
                let name = |span: nianbao::source::Span| {
                    examined.sources.source(span.source).name.as_str()
                };
                assert!(name(found.span).ends_with(&format!("2022/{file}")));
                let last_years = found
                    .related
                    .iter()
                    .filter(|related| related.label == "label-last-year");
                let names: Vec<&str> = last_years.map(|related| name(related.span)).collect();
                assert!(
                    names.len() == 1 && names[0].ends_with(&format!("2021/{file}")),
                    "{names:?}"
                );
                assert_eq!(found.severity, identity.severity);
                changed += 1;
            }
        }
    }
    // Six columns carried over, from two ends; four terms of what is in force; a pending case from two ends, and two
    // rows without one, from one.
    assert_eq!(changed, 12 + 4 + 2 + 2);
}

/// The value of a code's argument is what makes the year follow.
#[test]
fn the_expected_figure_mends_it() {
    let examiner = examiner();
    let [last, mut this] = years();
    let whole = examiner.examine_folder(&this);
    let (report, form) = whole.report.as_ref().expect("a report");
    let mut decided = form.continuities.iter().filter_map(|identity| {
        let term = identity.equation.left[0];
        let nianbao::form::RowRef::Fixed(row) = term.row else {
            return None;
        };
        let at = Point {
            table: term.table,
            row,
            column: term.column?,
        };
        let equal = identity.equation.comparison == Comparison::Equal;
        report
            .fact(at)?
            .entry
            .number()
            .filter(|_| equal)
            .map(|_| at)
    });
    let at = decided.next().expect("a figure that follows from several");
    let file = form.tables[at.table].file();
    let range = report.fact(at).expect("a figure").span.range();
    put(&mut this, &file, range.clone(), "99");
    let broken = examiner.examine_years(&this, &last);
    let found = of(&broken.findings, "broken-continuity");
    let expected = found[0].args.iter().find(|(name, _)| *name == "expected");
    let Some((_, nianbao::diagnostic::Arg::Text(expected))) = expected else {
        panic!("{found:?}");
    };
    put(&mut this, &file, range, expected);
    assert_eq!(examiner.examine_years(&this, &last).findings, []);
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    outcome(
        command
            .current_dir(folder)
            .args(arguments)
            .args(["--color", "never", "--lang", "zh"]),
    )
}

/// Codes and facts of what `check` finds.
fn check(folder: &Path, path: &str) -> Vec<(String, String)> {
    let (_, out, said) = run(
        folder,
        &["check", path, "--format", "json", "--today", "2026-03-25"],
    );
    let answer: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error} {said}"));
    let findings = answer["reports"][0]["findings"].as_array();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = findings.expect("findings").iter();
    findings
        .map(|finding| (text(&finding["code"]), text(&finding["fact"])))
        .collect()
}

/// A folder with a sample in it.
fn with(sample: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let from = Path::new("sample-data").join(sample);
    copy(&from, &folder.path().join(sample), |bytes| bytes);
    folder
}

#[test]
fn a_year_started_from_the_last_has_gaps_and_nothing_else() {
    for sample in ["zhongshu-2022", "huaian-2024"] {
        let folder = with(sample);
        let (status, _, said) = run(folder.path(), &["init", "--from", sample, "town/next"]);
        assert_eq!(status, 0, "{said}");
        let found = check(folder.path(), "town/next");
        let gaps = ["missing-text", "blank-table"];
        assert!(
            !found.is_empty() && found.iter().all(|(code, _)| gaps.contains(&code.as_str())),
            "{sample}: {found:?}"
        );
    }
}

#[test]
fn what_is_taken_over_is_last_years() {
    let folder = with("zhongshu-2022");
    run(folder.path(), &["init", "--from", "zhongshu-2022", "next"]);
    let read = |path: &str| -> toml::Table {
        let text = fs::read_to_string(folder.path().join(path)).expect("a file");
        text.parse().expect("TOML")
    };
    let (last, next) = (read("zhongshu-2022/report.toml"), read("next/report.toml"));
    assert_eq!(next["year"].as_integer(), Some(2023));
    assert_eq!(next["prior"].as_str(), Some("../zhongshu-2022"));
    assert_eq!(next["contact"], last["contact"]);
    for key in ["name", "short_name", "level", "region"] {
        assert_eq!(next["agency"][key], last["agency"][key], "{key}");
    }
    let problems = |table: &toml::Table, section: &str| -> Vec<toml::Value> {
        let passages = table[section].as_array().expect("passages").iter();
        passages.map(|passage| passage["problem"].clone()).collect()
    };
    assert_eq!(problems(&next, "problems"), problems(&last, "problems"));
    assert_eq!(problems(&next, "last_year"), problems(&last, "problems"));
    for passage in next["last_year"].as_array().expect("passages") {
        assert_eq!(passage["outcome"].as_str(), Some(""));
    }
    assert_eq!(next["overview"]["proactive"].as_str(), Some(""));
    let staff = fs::read_to_string(folder.path().join("next/staff.csv")).expect("a table");
    assert!(staff.contains("专职人员,1\r\n"), "{staff}");
}

/// What a text said of last year's figures goes on saying them where it is about last year.
#[test]
fn references_in_last_years_problems_are_filled_in() {
    let folder = with("huaian-2024");
    run(folder.path(), &["init", "--from", "huaian-2024", "next"]);
    let text = fs::read_to_string(folder.path().join("next/report.toml")).expect("a report");
    let (problems, last_year) = text.split_once("[[last_year]]").expect("the section");
    assert!(problems.contains("被纠正的有{{ appeals.reconsideration.corrected }}件"));
    assert!(last_year.contains("被纠正的有64件"));
}

#[test]
fn the_figures_said_in_comments_carry_over() {
    let folder = with("huaian-2024");
    run(folder.path(), &["init", "--from", "huaian-2024", "next"]);
    let path = folder.path().join("next/requests.csv");
    let blank = fs::read_to_string(&path).expect("a table");
    let said = blank
        .lines()
        .find_map(|line| line.split_once("应填："))
        .expect("the figures to fill in");
    let figures: Vec<&str> = said
        .1
        .split('，')
        .map(|figure| figure.trim().rsplit(' ').next().expect("a figure"))
        .collect();
    assert_eq!(figures, ["103", "0", "0", "0", "0", "0", "103"]);
    let fill = |figures: &[&str]| {
        let lines = blank.lines().map(|line| {
            if line.starts_with("二、") {
                format!("{},{}\n", line.trim_end_matches(','), figures.join(","))
            } else {
                format!("{line}\n")
            }
        });
        fs::write(&path, lines.collect::<String>()).expect("written");
    };
    let broken = || -> Vec<String> {
        let found = check(folder.path(), "next").into_iter();
        found
            .filter(|(code, _)| code == "broken-continuity")
            .map(|(_, fact)| fact)
            .collect()
    };
    fill(&figures);
    assert_eq!(broken(), [""; 0]);
    fill(&["102", "1", "0", "0", "0", "0", "103"]);
    assert_eq!(
        broken(),
        [
            "requests.carried_in.natural_person",
            "requests.carried_in.business"
        ]
    );
    let disclosure = fs::read_to_string(folder.path().join("next/disclosure.csv")).expect("it");
    assert!(
        disclosure
            .contains("“行政规范性文件”应填：现行有效件数 = 66 + 本年制发件数 − 本年废止件数"),
        "{disclosure}"
    );
}

#[test]
fn nothing_is_overwritten_and_no_year_is_left_out() {
    let folder = with("huaian-2024");
    let init = |arguments: &[&str]| run(folder.path(), arguments).0;
    assert_eq!(init(&["init", "--from", "huaian-2024", "huaian-2024"]), 2);
    let from = ["init", "--from", "huaian-2024", "next", "--year"];
    assert_eq!(init(&[&from[..], &["2026"]].concat()), 2);
    assert!(!folder.path().join("next").exists());
    assert_eq!(init(&[&from[..], &["2025"]].concat()), 0);
    let before = fs::read(folder.path().join("next/report.toml")).expect("a report");
    assert_eq!(init(&["init", "--from", "huaian-2024", "next"]), 2);
    assert_eq!(
        fs::read(folder.path().join("next/report.toml")).expect("it"),
        before
    );
    assert_eq!(init(&["init", "--from", "nowhere", "other"]), 2);
    assert_eq!(init(&["init", "other"]), 2);
    assert!(!folder.path().join("other").exists());
}

/// Who was renamed says so by `--name`, and is still compared with last year.
#[test]
fn a_renamed_agency_keeps_its_last_year() {
    let folder = with("huaian-2024");
    let arguments = [
        "init",
        "--from",
        "huaian-2024",
        "next",
        "--name",
        "新市人民政府",
    ];
    assert_eq!(run(folder.path(), &arguments).0, 0);
    let found = check(folder.path(), "next");
    assert!(
        found
            .iter()
            .all(|(code, _)| code != "prior-of-other-agency"),
        "{found:?}"
    );
}

/// `render` refuses what `check` finds against last year's report, and `status` counts it.
#[test]
fn every_command_looks_at_last_year() {
    let folder = tempfile::tempdir().expect("a folder");
    let case = "tests/conformance/broken-continuity/fires/input";
    for year in ["2021", "2022"] {
        copy(
            &Path::new(case).join(year),
            &folder.path().join(year),
            |bytes| bytes,
        );
    }
    let (status, _, said) = run(folder.path(), &["render", "2022", "-o", "out"]);
    assert_eq!(status, 1);
    assert!(said.contains("broken-continuity"), "{said}");
    assert!(!folder.path().join("out").exists());
    let (_, out, _) = run(folder.path(), &["status", "2022"]);
    assert!(out.contains("另有 1 个错误"), "{out}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever last year's folder holds, this year's report is read and judged, and only its own files are pointed at.
    #[test]
    fn no_bytes_of_last_year_make_it_panic(
        report in proptest::collection::vec(any::<u8>(), 0..200),
        table in proptest::collection::vec(any::<u8>(), 0..200),
        sound in any::<bool>(),
    ) {
        let [mut last, this] = years();
        let name = if sound { "requests.csv" } else { "report.toml" };
        let bytes = if sound { table } else { report };
        last.files.retain(|file| file.name != name);
        last.files.push(File { name: name.to_owned(), bytes: Ok(bytes) });
        let examiner = examiner();
        let examined = examiner.examine_years(&this, &last);
        prop_assert!(examined.report.is_some());
        for finding in &examined.findings {
            let source = examined.sources.source(finding.span.source);
            prop_assert!(source.name.contains("/2022/"), "{}", source.name);
            prop_assert!(examined.sources.slice(finding.span).len() <= source.text.len());
        }
    }
}

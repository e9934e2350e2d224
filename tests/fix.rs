//! `check --fix`: what cannot be a guess is mended in the files, byte for byte as if it had never been otherwise,
//! and nothing else is touched.

#[path = "support/balanced.rs"]
mod balanced;
#[path = "support/copy.rs"]
mod copy;
#[path = "support/dress.rs"]
mod dress;
#[path = "support/outcome.rs"]
mod outcome;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use assert_cmd::Command;
use balanced::{Dress, PLAIN, balanced as balance, examiner, folder};
use dress::dress;
use nianbao::form::{Form, Kind, Table};
use nianbao::ingest::{Encoding, File, Folder, ingest};
use outcome::outcome;
use proptest::prelude::*;
use serde_json::Value;

type Files = BTreeMap<String, Vec<u8>>;

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    outcome(
        command
            .current_dir(folder)
            .args(["check", ".", "--today", "2023-02-01", "--lang", "en"])
            .args(arguments),
    )
}

fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            let name = entry.file_name().into_string().expect("UTF-8");
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

fn write(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).expect("written");
    }
}

/// How many findings there are that `--fix` would mend.
fn mendable(folder: &Path) -> usize {
    let (_, out, _) = run(folder, &["--format", "json"]);
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    let findings = answer["reports"][0]["findings"].as_array().expect("some");
    findings.iter().filter(|one| !one["fix"].is_null()).count()
}

/// Whether the form says what a figure adds up to.
fn is_total(table: &Table, row: usize, column: usize, declared: Option<usize>) -> bool {
    match &table.open {
        Some(open) => open.summed && declared == Some(row),
        None => table.rows[row].sum.is_some() || table.columns[column].sum.is_some(),
    }
}

/// A figure written otherwise, so that it reads the same.
fn otherwise(figure: &str, unit: &str, quoted: bool, how: usize) -> String {
    let wide: String = figure
        .chars()
        .map(|digit| char::from_u32(digit as u32 + 0xFEE0).expect("a digit"))
        .collect();
    match how {
        0 if !unit.is_empty() => format!("{figure}{unit}"),
        1 => format!(" {figure} "),
        2 => format!("0{figure}"),
        3 if quoted && (4..=6).contains(&figure.len()) => {
            let (front, back) = figure.split_at(figure.len() - 3);
            format!("{front},{back}")
        }
        _ => wide,
    }
}

/// Damages a folder's CSV files: totals are blanked, figures written otherwise, as the seed says. The number of
/// damaged cells comes with it.
fn damage(form: &Form, made: &Folder, dress: Dress, seed: &[u8]) -> (Files, usize) {
    let examiner = examiner();
    let ingested = ingest(made, &examiner.library, &examiner.keys, Encoding::Detect);
    let (report, _) = ingested.report.expect("a report");
    let mut seeds = seed.iter().copied().cycle();
    let mut edits: BTreeMap<String, Vec<(Range<usize>, String)>> = BTreeMap::new();
    let mut count = 0;
    for (t, table) in form.tables.iter().enumerate() {
        let sheet = report.sheet(t).expect("a table");
        let mut kept = false;
        for row in 0..sheet.rows.len() {
            for column in table.figure_columns() {
                let Some(fact) = sheet.fact(row, column) else {
                    continue;
                };
                let figure = ingested.sources.slice(fact.span);
                let of = &table.columns[column];
                let text = match seeds.next().expect("endless") % 8 {
                    0 | 1 if is_total(table, row, column, sheet.total) => String::new(),
                    how @ 0..5 if of.kind == Kind::Count => {
                        otherwise(figure, &of.unit, dress.quotes, how.into())
                    }
                    _ => {
                        kept = true;
                        continue;
                    }
                };
                kept |= !text.is_empty();
                count += 1;
                let name = ingested.sources.source(fact.span.source).name.clone();
                edits
                    .entry(name)
                    .or_default()
                    .push((fact.span.range(), text));
            }
        }
        // A table with nothing in it is another matter.
        assert!(kept, "{} is blank", table.id);
    }
    let mut damaged = Files::new();
    for File { name, bytes } in &made.files {
        let bytes = bytes.as_ref().expect("bytes");
        let mut edits = edits.remove(&made.path_of(name)).unwrap_or_default();
        let (mut text, gb18030) = match std::str::from_utf8(bytes) {
            Ok(text) => (text.trim_start_matches('\u{FEFF}').to_owned(), false),
            Err(_) => (encoding_rs::GB18030.decode(bytes).0.into_owned(), true),
        };
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, value) in edits {
            text.replace_range(range, &value);
        }
        let bytes = if gb18030 {
            encoding_rs::GB18030.encode(&text).0.into_owned()
        } else if bytes.starts_with(b"\xEF\xBB\xBF") {
            [b"\xEF\xBB\xBF", text.as_bytes()].concat()
        } else {
            text.into_bytes()
        };
        damaged.insert(name.clone(), bytes);
    }
    (damaged, count)
}

/// What a folder is after mending: as it was made, but that CSV files in GB18030 are UTF-8 with its mark.
fn as_mended(made: &Folder) -> Files {
    let entries = made.files.iter().map(|File { name, bytes }| {
        let bytes = bytes.as_ref().expect("bytes");
        let mended = if std::str::from_utf8(bytes).is_ok() {
            bytes.clone()
        } else {
            let text = encoding_rs::GB18030.decode(bytes).0.into_owned();
            [b"\xEF\xBB\xBF", text.as_bytes()].concat()
        };
        (name.clone(), mended)
    });
    entries.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_was_damaged_in_the_three_ways_is_as_before(figures in prop::collection::vec(0i64..60_000, 1..400), dress in dress(), seed in prop::collection::vec(any::<u8>(), 20..400)) {
        let examiner = examiner();
        let form = examiner.library.for_year(2022).expect("an edition");
        let made = folder(form, &balance(form, &figures), dress);
        let (damaged, count) = damage(form, &made, dress, &seed);
        let place = tempfile::tempdir().expect("a folder");
        write(place.path(), &damaged);

        // Each damaged cell, and each file in another encoding, is one thing to mend.
        let encodings = if dress.gb18030 { damaged.values().filter(|bytes| std::str::from_utf8(bytes).is_err()).count() } else { 0 };
        prop_assert_eq!(mendable(place.path()), count + encodings);

        let (_, diff, _) = run(place.path(), &["--fix", "--dry-run"]);
        prop_assert_eq!(&files(place.path()), &damaged, "a dry run wrote something");
        let added = diff.lines().any(|line| line.starts_with('+'));
        prop_assert_eq!(added, count > 0, "{}", diff);

        run(place.path(), &["--fix"]);
        let mended = files(place.path());
        let expected = as_mended(&made);
        for (name, bytes) in &expected {
            prop_assert_eq!(String::from_utf8_lossy(&mended[name]), String::from_utf8_lossy(bytes), "{}", name);
        }
        prop_assert_eq!(mended.len(), expected.len());

        // There is nothing left to do, and nothing is done again.
        prop_assert_eq!(mendable(place.path()), 0);
        let (_, _, said) = run(place.path(), &["--fix"]);
        prop_assert_eq!(said, "");
        prop_assert_eq!(&files(place.path()), &mended);
    }
}

/// A balanced folder with one file changed.
fn with_file(place: &Path, name: &str, change: impl Fn(&str) -> String) -> (Vec<u8>, Vec<u8>) {
    let examiner = examiner();
    let form = examiner.library.for_year(2022).expect("an edition");
    let made = as_mended(&folder(form, &balance(form, &[3, 1, 4]), PLAIN));
    write(place, &made);
    let was = made[name].clone();
    let changed = change(std::str::from_utf8(&was).expect("UTF-8")).into_bytes();
    fs::write(place.join(name), &changed).expect("written");
    (was, changed)
}

/// Runs `--fix` on a balanced folder with one file changed: what the file was, was changed to, and is after.
fn mended(name: &str, change: impl Fn(&str) -> String) -> (String, String, String) {
    let place = tempfile::tempdir().expect("a folder");
    let (was, changed) = with_file(place.path(), name, change);
    run(place.path(), &["--fix"]);
    let after = fs::read(place.path().join(name)).expect("a file");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(was), text(changed), text(after))
}

#[test]
fn a_line_that_ends_before_its_total_gets_the_separator_too() {
    let cut = |end: &str, quotes: bool| {
        mended("requests.csv", |text| {
            let lines = text.lines().enumerate().map(|(number, line)| {
                let line = if quotes {
                    let cells: Vec<String> =
                        line.split(',').map(|cell| format!("\"{cell}\"")).collect();
                    cells.join(",")
                } else {
                    line.to_owned()
                };
                match line.rsplit_once(',') {
                    Some((kept, _)) if number > 0 && number % 2 == 0 => kept.to_owned(),
                    _ => line,
                }
            });
            lines.map(|line| line + end).collect()
        })
    };
    let (was, changed, after) = cut("\n", false);
    assert_ne!(was, changed);
    assert_eq!(after, was);
    let (was, _, after) = cut("\r\n", false);
    assert_eq!(after, was.replace('\n', "\r\n"));
    // What is added behind quoted cells reads the same, though it has no quotes.
    let (was, _, after) = cut("\n", true);
    assert_eq!(after.replace('"', ""), was);
}

#[test]
fn a_part_beyond_the_end_of_a_line_makes_the_total_a_guess() {
    let (was, changed, after) = mended("requests.csv", |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1] = lines[1].rsplitn(3, ',').last().expect("cells");
        lines.join("\n") + "\n"
    });
    assert_ne!(was, changed);
    assert_eq!(after, changed);
}

#[test]
fn small_tables_in_report_toml_are_mended_where_they_stand() {
    let place = tempfile::tempdir().expect("a folder");
    copy::copy(
        Path::new("sample-data/zhongshu-2022"),
        place.path(),
        |bytes| bytes,
    );
    let report = place.path().join("report.toml");
    let good = fs::read_to_string(&report)
        .expect("a report")
        .replace("full_time = 1\n", "full_time = '1' # 名单见附件\n")
        .replace("total     = 2\n", "total     = \"2\"\n");
    let bad = good
        .replace("= '1'", "= '１人'")
        .replace("total     = \"2\"", "total     = \"\"");
    assert!(good != bad && bad.contains("'１人'"));
    fs::write(&report, &bad).expect("written");
    let (status, out, said) = run(place.path(), &["--fix"]);
    assert_eq!(fs::read_to_string(&report).expect("a report"), good);
    assert_eq!(status, 0, "{out}");
    assert!(said.contains("report.toml"), "{said}");
}

#[test]
fn nothing_that_would_be_a_guess_is_written() {
    let unchanged = |name: &str, change: &dyn Fn(&str) -> String| {
        let (was, changed, after) = mended(name, change);
        assert_ne!(was, changed);
        assert_eq!(after, changed);
    };
    let edit = |text: &str, line: usize, column: usize, value: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut cells: Vec<&str> = lines[line].split(',').collect();
        cells[column] = value;
        lines[line] = cells.join(",");
        lines.join("\n") + "\n"
    };
    // A figure that is no total.
    unchanged("requests.csv", &|text| edit(text, 1, 1, ""));
    // A total over a blank, and over something that is no figure.
    unchanged("requests.csv", &|text| {
        edit(&edit(text, 1, 1, ""), 1, 7, "")
    });
    unchanged("requests.csv", &|text| {
        edit(&edit(text, 1, 1, "若干"), 1, 7, "")
    });
    // A wrong total: which of the figures is wrong is not known.
    unchanged("requests.csv", &|text| edit(text, 1, 7, "99999"));
    // A row that the form does not have may belong to any sum.
    unchanged("requests.csv", &|text| {
        edit(text, 1, 7, "") + "天气,0,0,0,0,0,0,0\n"
    });
    // Text behind a closing quote: half a quote would be left.
    unchanged("requests.csv", &|text| {
        let figure = text.lines().nth(1).expect("a line").split(',').nth(1);
        let figure = figure.expect("a cell").to_owned();
        edit(text, 1, 1, &format!("\"{figure}\"件"))
    });
    // Two ways to add a total up that disagree.
    unchanged("requests.csv", &|text| {
        let rows = text.lines().count();
        let handled = (0..rows).find(|&line| {
            text.lines()
                .nth(line)
                .expect("a line")
                .starts_with("（七）")
                || text.lines().nth(line).expect("a line").contains("（七）")
        });
        let handled = handled.expect("a total row");
        let text = edit(text, handled, 1, "99999");
        edit(&text, handled, 7, "")
    });
}

#[test]
fn an_encoding_that_was_only_asked_for_is_no_reason_to_rewrite() {
    let place = tempfile::tempdir().expect("a folder");
    let (was, _) = with_file(place.path(), "requests.csv", str::to_owned);
    run(place.path(), &["--fix", "--encoding", "gb18030"]);
    assert_eq!(
        fs::read(place.path().join("requests.csv")).expect("it"),
        was
    );
}

/// A text in an encoding that was inferred is not rewritten if its words are not what is expected there.
#[test]
fn a_file_is_rewritten_as_utf_8_only_if_its_words_are_understood() {
    let place = tempfile::tempdir().expect("a folder");
    let sample = Path::new("sample-data/huaian-2024");
    copy::copy(sample, place.path(), |bytes| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        encoding_rs::GB18030.encode(&text).0.into_owned()
    });
    let was = files(place.path());
    let other = String::from_utf8(fs::read(sample.join("requests.csv")).expect("a file"))
        .expect("UTF-8")
        .replace("(一)予以公开", "(一)天气预报");
    assert!(other.contains("天气"));
    let other = encoding_rs::GB18030.encode(&other).0.into_owned();
    fs::write(place.path().join("requests.csv"), &other).expect("written");
    run(place.path(), &["--fix"]);
    let now = files(place.path());
    assert!(now["requests.csv"] == other, "it was rewritten");
    for (name, mark) in [
        ("report.toml", ""),
        ("disclosure.csv", "\u{FEFF}"),
        ("appeals.csv", "\u{FEFF}"),
    ] {
        let good = fs::read_to_string(sample.join(name)).expect("a file");
        assert_ne!(was[name], good.as_bytes());
        assert_eq!(now[name], format!("{mark}{good}").as_bytes(), "{name}");
    }
}

/// Every case of the conformance suite that can be mended by machine is, and nothing new comes up by it.
#[test]
fn what_a_finding_says_it_can_mend_is_mended() {
    let mut mended = 0;
    for code in fs::read_dir("tests/conformance").expect("cases") {
        let code = code.expect("an entry").path();
        for case in code.read_dir().into_iter().flatten() {
            let input = case.expect("an entry").path().join("input");
            if !input.join("report.toml").is_file() {
                continue;
            }
            let place = tempfile::tempdir().expect("a folder");
            let is_file = |entry: &fs::DirEntry| entry.path().is_file();
            for entry in fs::read_dir(&input)
                .expect("files")
                .map(|entry| entry.expect("an entry"))
            {
                if is_file(&entry) {
                    let bytes = fs::read(entry.path()).expect("a file");
                    fs::write(place.path().join(entry.file_name()), bytes).expect("written");
                }
            }
            let before = mendable(place.path());
            if before == 0 {
                continue;
            }
            let count = || {
                let (_, out, _) = run(place.path(), &["--format", "json"]);
                let answer: Value = serde_json::from_str(&out).expect("JSON");
                answer["reports"][0]["findings"]
                    .as_array()
                    .expect("some")
                    .len()
            };
            let found = count();
            run(place.path(), &["--fix"]);
            assert_eq!(mendable(place.path()), 0, "{}", input.display());
            assert_eq!(count(), found - before, "{}", input.display());
            mended += 1;
        }
    }
    assert!(mended >= 4, "{mended} cases");
}

#[test]
fn a_dry_run_for_machines_is_the_findings_with_what_would_mend_them() {
    let place = tempfile::tempdir().expect("a folder");
    let (was, _) = with_file(place.path(), "requests.csv", |text| {
        text.replacen(",3,", ",３,", 1)
    });
    let changed = files(place.path());
    assert!(changed["requests.csv"] != was);
    let (_, out, _) = run(place.path(), &["--fix", "--dry-run", "--format", "json"]);
    assert_eq!(files(place.path()), changed);
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    let findings = answer["reports"][0]["findings"].as_array().expect("some");
    let fix = findings
        .iter()
        .find_map(|one| one["fix"]["write"].as_object());
    let fix = fix.expect("what would mend it");
    assert_eq!(fix["text"], "3");
    assert_eq!(fix["at"]["file"], "./requests.csv");
}

#[test]
fn the_exit_status_says_what_is_left() {
    let place = tempfile::tempdir().expect("a folder");
    copy::copy(
        Path::new("sample-data/huaian-2024"),
        place.path(),
        |bytes| bytes,
    );
    let file = place.path().join("requests.csv");
    let good = fs::read_to_string(&file).expect("a file");
    let line = good.lines().nth(2).expect("a row").to_owned();
    let (kept, _) = line.rsplit_once(',').expect("cells");
    fs::write(&file, good.replace(&line, &format!("{kept},"))).expect("written");
    let (status, out, said) = run(place.path(), &["--fix", "--dry-run"]);
    assert_eq!(status, 1, "the files are as they were: {out}{said}");
    assert!(
        out.contains(&format!("-{kept},\n")) && out.contains(&format!("+{line}\n")),
        "{out}"
    );
    let (status, out, _) = run(place.path(), &["--fix", "--format", "json"]);
    assert_eq!(status, 0);
    let answer: Value =
        serde_json::from_str(&out).expect("the findings that are left, and nothing else");
    assert_eq!(answer["summary"]["errors"], 0);
    assert_eq!(fs::read_to_string(&file).expect("a file"), good);
}

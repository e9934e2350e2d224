//! The sample folders, and the promises that the README makes about them.

#[path = "support/copy.rs"]
mod copy;
#[path = "support/outcome.rs"]
mod outcome;

use outcome::outcome;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use copy::copy;
use serde_json::Value;

const TODAY: [&str; 2] = ["--today", "2023-02-01"];

fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    outcome(command.args(arguments).args(["--color", "never"]))
}

fn json(folder: &str) -> (i32, Value) {
    let (status, out, _) = run(&["check", folder, "--format", "json", TODAY[0], TODAY[1]]);
    (status, serde_json::from_str(&out).expect("JSON"))
}

#[test]
fn the_sample_township_passes_without_a_word() {
    for sample in ["zhongshu-2022", "huaian-2024"] {
        let (status, report) = json(&format!("sample-data/{sample}"));
        assert_eq!(
            (status, &report["reports"][0]["findings"]),
            (0, &Value::Array(vec![])),
            "{sample}"
        );
    }
}

/// The sample county: who must report, and exactly what its README says is the matter with them.
#[test]
fn the_county_has_the_faults_that_were_planned_and_no_other() {
    let county = Path::new("sample-data/luliang-2022");
    let register = fs::read_to_string(county.join("register.csv")).expect("a register");
    // Excel takes a file without the mark for GB18030.
    let register = register.strip_prefix('\u{FEFF}').expect("a mark for Excel");
    let mut lines = register.lines();
    assert_eq!(lines.next(), Some("代码,名称,级别,上级,路径"));
    let mut missing = Vec::new();
    let mut clean = 0;
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let [_code, name, _level, _parent, path] = cells[..] else {
            panic!("{line}")
        };
        let folder = county.join(path);
        if !folder.is_dir() {
            missing.push(path);
            continue;
        }
        let folder = folder.to_str().expect("UTF-8");
        let (_, report) = json(folder);
        let report = &report["reports"][0];
        assert_eq!(
            (&report["agency"], &report["year"]),
            (&name.into(), &2022.into()),
            "{path}"
        );
        let findings = report["findings"].as_array().expect("findings");
        let text = |value: &'_ Value| value.as_str().expect("a text").to_owned();
        let found: Vec<String> = findings
            .iter()
            .map(|finding| format!("{}: {}", text(&finding["severity"]), text(&finding["code"])))
            .collect();
        match path {
            "majie" => assert_eq!(
                found,
                [
                    "warning: text-against-table",
                    "error: wrong-total",
                    "error: broken-identity",
                ]
            ),
            "zhaokua" => assert_eq!(found, ["warning: late-publication"]),
            _ => {
                assert!(found.is_empty(), "{path}: {found:?}");
                clean += 1;
            }
        }
    }
    assert_eq!((missing.as_slice(), clean), (["longhai"].as_slice(), 9));
    // No folder that the register does not know.
    let folders = fs::read_dir(county).expect("the county").filter(|entry| {
        let entry = entry.as_ref().expect("an entry");
        let name = entry.file_name().into_string().expect("UTF-8");
        entry.path().is_dir() && !register.contains(&format!(",{name}\n"))
    });
    assert_eq!(folders.count(), 0);
}

#[test]
fn the_figures_as_published_do_not_add_up() {
    let (status, report) = json("sample-data/zhongshu-2022-as-published");
    assert_eq!(status, 1);
    let findings = report["reports"][0]["findings"]
        .as_array()
        .expect("findings");
    let wrong = findings
        .iter()
        .find(|finding| finding["code"] == "wrong-total")
        .expect("a wrong total");
    let file = wrong["at"]["file"].as_str().expect("a file");
    assert!(file.ends_with("columns.csv"), "{file}");
    let text = fs::read_to_string(file).expect("the file");
    let line = usize::try_from(wrong["at"]["line"].as_u64().expect("a line")).expect("small");
    assert!(
        text.lines()
            .nth(line - 1)
            .expect("the line")
            .contains("301")
    );
    assert_eq!(
        (
            &wrong["args"]["stated"],
            &wrong["args"]["sum"],
            &wrong["args"]["difference"]
        ),
        (&"301".into(), &"249".into(), &"52".into())
    );
}

/// Every figure of 表三 and 表四, changed alone, is found at that very cell: 175 and 15 of them.
#[test]
fn any_changed_figure_of_huaian_is_found_and_named() {
    let examiner = examiner();
    let folder =
        nianbao::ingest::Folder::read(Path::new("sample-data/huaian-2024")).expect("the sample");
    let whole = examiner.examine_folder(&folder);
    let (report, form) = whole.report.as_ref().expect("a report");
    let mut changed = 0;
    for (t, table) in form
        .tables
        .iter()
        .enumerate()
        .filter(|(_, table)| table.id == "requests" || table.id == "appeals")
    {
        let sheet = report.sheet(t).expect("the table");
        for row in 0..table.rows.len() {
            for column in table.figure_columns() {
                let Some(fact) = sheet.fact(row, column) else {
                    continue;
                };
                let mut folder = folder.clone();
                let file = folder
                    .files
                    .iter_mut()
                    .find(|file| file.name == table.file())
                    .expect("its file");
                let text = String::from_utf8(file.bytes.clone().expect("bytes")).expect("UTF-8");
                let mark = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
                let range = fact.span.range().start + mark..fact.span.range().end + mark;
                let figure: u64 = text[range.clone()].parse().expect("a plain figure");
                let mut other = text.clone();
                other.replace_range(range.clone(), &(figure + 7).to_string());
                file.bytes = Ok(other.into_bytes());
                let examined = examiner.examine_folder(&folder);
                let errors: Vec<_> = examined
                    .findings
                    .iter()
                    .filter(|finding| finding.severity == nianbao::diagnostic::Severity::Error)
                    .collect();
                let named = errors.iter().any(|finding| {
                    let places = std::iter::once(finding.span)
                        .chain(finding.related.iter().map(|related| related.span));
                    places.into_iter().any(|place| {
                        place.range().start + mark == range.start
                            && examined
                                .sources
                                .source(place.source)
                                .name
                                .ends_with(&table.file())
                    })
                });
                assert!(
                    named,
                    "{} {}: not named",
                    table.row_path(row),
                    table.columns[column].label
                );
                changed += 1;
            }
        }
    }
    assert_eq!(changed, 190);
}

fn examiner() -> nianbao::batch::Examiner {
    let today = chrono::NaiveDate::from_ymd_opt(2023, 2, 1).expect("a day");
    let assets = nianbao::assets::Assets::default();
    nianbao::batch::Examiner::new(&assets, nianbao::ingest::Encoding::Detect, today)
        .expect("forms")
        .expect("valid forms")
}

/// What Chinese Excel saves is read like UTF-8: the same findings but for the notes that say so, and the
/// same documents.
#[test]
fn gb18030_and_utf8_come_to_the_same() {
    for sample in ["zhongshu-2022", "zhongshu-2022-as-published"] {
        let folder = tempfile::tempdir().expect("a folder");
        let [utf8, gb18030] = ["utf8/x", "gb18030/x"].map(|name| folder.path().join(name));
        copy(
            Path::new("sample-data").join(sample).as_path(),
            &utf8,
            |bytes| bytes,
        );
        copy(&utf8, &gb18030, |bytes| {
            encoding_rs::GB18030
                .encode(&String::from_utf8(bytes).expect("UTF-8"))
                .0
                .into_owned()
        });
        let findings = |path: &Path| {
            let (status, mut report) = json(path.to_str().expect("UTF-8"));
            let findings = report["reports"][0]["findings"]
                .as_array_mut()
                .expect("findings");
            findings.retain(|finding| finding["code"] != "decoded-gb18030");
            (
                status,
                serde_json::to_string(findings)
                    .expect("JSON")
                    .replace(path.to_str().expect("UTF-8"), ""),
            )
        };
        assert_eq!(findings(&utf8), findings(&gb18030));
        let pages = |path: &Path| {
            let out = path.with_extension("out");
            run(&[
                "render",
                path.to_str().expect("UTF-8"),
                "-o",
                out.to_str().expect("UTF-8"),
                "--draft",
            ]);
            [
                "annual.md",
                "annual.html",
                "self-inspection.md",
                "self-inspection.html",
            ]
            .map(|name| fs::read(out.join(name)).expect("a page"))
        };
        assert_eq!(pages(&utf8), pages(&gb18030));
    }
}

#[test]
fn an_error_keeps_everything_from_being_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let out = out.to_str().expect("UTF-8");
    let (status, _, said) = run(&[
        "render",
        "sample-data/zhongshu-2022-as-published",
        "-o",
        out,
    ]);
    assert_eq!(status, 1);
    assert!(
        said.contains("wrong-total") && said.contains("--draft"),
        "{said}"
    );
    assert!(!Path::new(out).exists());
    let (status, ..) = run(&[
        "render",
        "sample-data/zhongshu-2022-as-published",
        "-o",
        out,
        "--draft",
    ]);
    assert_eq!(status, 0);
    for name in [
        "annual.md",
        "annual.html",
        "self-inspection.md",
        "self-inspection.html",
    ] {
        let page = fs::read_to_string(Path::new(out).join(name)).expect("a page");
        assert!(page.contains("草稿"), "{name}");
    }
}

#[test]
fn several_folders_are_kept_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let county = folder.path().join("county");
    for name in ["a/zhen", "b/zhen"] {
        copy(
            Path::new("sample-data/huaian-2024"),
            &county.join(name),
            |bytes| bytes,
        );
    }
    let out = folder.path().join("out");
    let (status, ..) = run(&[
        "render",
        county.to_str().expect("UTF-8"),
        "-o",
        out.to_str().expect("UTF-8"),
        "--format",
        "md",
    ]);
    assert_eq!(status, 0);
    assert!(out.join("a/zhen/annual.md").is_file() && out.join("b/zhen/annual.md").is_file());
    // A path that leads upwards does not lead out of the output folder.
    let up = county.join("a/../b/zhen");
    let (status, ..) = run(&[
        "render",
        up.to_str().expect("UTF-8"),
        county.join("a").to_str().expect("UTF-8"),
        "-o",
        out.to_str().expect("UTF-8"),
        "--format",
        "md",
    ]);
    assert_eq!(status, 0);
}

/// People also name the file, from elsewhere or from within the folder; every path that holds nothing is said.
#[test]
fn the_report_file_stands_for_its_folder() {
    assert_eq!(run(&["check", "sample-data/huaian-2024/report.toml"]).0, 0);
    let mut within = Command::cargo_bin("nianbao").expect("the program");
    let within = within
        .current_dir("sample-data/huaian-2024")
        .args(["check", "report.toml"]);
    assert!(within.output().expect("it runs").status.success());
    let (status, out, said) = run(&["check", "src", "sample-data/huaian-2024", "tests/support"]);
    assert_eq!(
        (
            status,
            out.as_str(),
            said.matches("nothing-to-read").count()
        ),
        (2, "", 2)
    );
}

/// `init` writes blanks; `check` says that they are blank and nothing else; filled in after the comments, the
/// folder passes.
#[test]
fn a_new_folder_is_blank_and_passes_once_filled_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = folder.path().join("new");
    let path = made.to_str().expect("UTF-8");
    assert_eq!(
        run(&["init", path, "--year", "2022", "--name", "青石镇人民政府"]).0,
        0
    );
    // Nothing that exists is touched.
    assert_eq!(
        run(&["init", path, "--year", "2022", "--name", "青石镇人民政府"]).0,
        2
    );
    let (status, report) = json(path);
    assert_eq!(status, 1);
    let codes: Vec<&str> = report["reports"][0]["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| finding["code"].as_str().expect("a code"))
        .collect();
    assert!(
        !codes.is_empty()
            && codes
                .iter()
                .all(|code| ["blank-table", "missing-text"].contains(code)),
        "{codes:?}"
    );
    for entry in fs::read_dir(&made).expect("made") {
        let file = entry.expect("an entry").path();
        let text = fs::read_to_string(&file).expect("a file");
        let filled = if file.ends_with("report.toml") {
            fill_words(&text)
        } else {
            fill_figures(&text)
        };
        fs::write(&file, filled).expect("written");
    }
    let (status, report) = json(path);
    assert_eq!(
        (status, &report["reports"][0]["findings"]),
        (0, &Value::Array(vec![]))
    );
    let out = folder.path().join("out");
    assert_eq!(
        run(&["render", path, "-o", out.to_str().expect("UTF-8")]).0,
        0
    );
}

fn fill_words(text: &str) -> String {
    let text = text
        .replace("\"\"\"\n\"\"\"", "\"\"\"\n已经写好。\n\"\"\"")
        .replace("date = \"\"", "date = 2023-01-10")
        .replace("signed = \"\"", "signed = 2023-01-10")
        .replace("prior = \"\"", "prior = \"none\"");
    text.lines()
        .map(|line| {
            line.replace("= \"\"", "= \"已经填写\"")
                .replace("\"已经填写\"\"", "\"\"\"")
                + "\n"
        })
        .collect()
}

/// Noughts wherever the form has a cell: the others are those that `init`'s comment names, and stay empty.
fn fill_figures(text: &str) -> String {
    let unit = |line: &str| line.split(',').count();
    let width = text
        .lines()
        .filter(|line| !line.starts_with(['#', '"', '\u{FEFF}']))
        .map(unit)
        .max()
        .unwrap_or(0);
    let mut filled = String::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        let is_row =
            cells.len() == width && width > 1 && cells[1..].iter().all(|cell| cell.is_empty());
        let head = text
            .lines()
            .find(|line| line.contains(',') && !line.contains('#'))
            .unwrap_or_default();
        if !is_row {
            filled.push_str(line);
        } else if head.contains("上级栏目") {
            filled.push_str(&format!("{},,0,", cells[0]));
        } else if head.contains("本年制发件数") {
            let figures = match cells[0] {
                "规章" | "行政规范性文件" => "0,0,0,,",
                "行政事业性收费" => ",,,,0",
                _ => ",,,0,",
            };
            filled.push_str(&format!("{},{figures}", cells[0]));
        } else {
            filled.push_str(&format!("{},{}", cells[0], vec!["0"; width - 1].join(",")));
        }
        filled.push_str("\r\n");
    }
    filled
}

#[test]
fn status_says_what_is_missing_and_how_long_there_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = folder.path().join("new");
    let path = made.to_str().expect("UTF-8");
    run(&["init", path, "--year", "2022", "--name", "青石镇人民政府"]);
    let (status, out, _) = run(&["status", path, "--today", "2023-03-01"]);
    assert_eq!(status, 0);
    assert!(
        out.contains("2023-03-31") && out.contains("30") && out.contains("overview"),
        "{out}"
    );
    let (_, out, _) = run(&["status", "sample-data/zhongshu-2022", "--lang", "en"]);
    assert!(
        out.contains("published 2023-03-30") && out.contains("everything is filled in"),
        "{out}"
    );
}

#[test]
fn what_cannot_run_says_so_with_status_2() {
    for arguments in [
        &["check", "no-such-folder"][..],
        &["check", "src"],
        &[
            "render",
            "sample-data/zhongshu-2022",
            "-o",
            "Cargo.toml/out",
        ],
        &["check", "sample-data", "--templates", "no-such-folder"],
        &["init", "x", "--year", "1999", "--name", "甲"],
        &[
            "init", "x", "--year", "2022", "--name", "甲", "--level", "village",
        ],
        &["explain", "wrong-totel"],
        &["check", "--format", "yaml"],
        &["chek"],
    ] {
        let (status, _, said) = run(arguments);
        assert!(
            status == 2 && !said.trim().is_empty() && !said.contains("panicked"),
            "{arguments:?}: {status} {said}"
        );
    }
}

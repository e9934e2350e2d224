//! Waivers: what a reviewer lets stand lives in a file, outlasts every run, and holds for what was looked at.

#[path = "support/conformance.rs"]
mod conformance;
#[path = "support/copy.rs"]
mod copy;
#[path = "support/outcome.rs"]
mod outcome;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use copy::copy;
use nianbao::command::codes;
use nianbao::diagnostic::Severity;
use outcome::outcome;
use serde_json::Value;

const LATE: &str = "tests/conformance/late-publication/fires/input";

fn nianbao(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    outcome(command.current_dir(folder).args(arguments).args([
        "--lang",
        "zh",
        "--today",
        "2023-04-11",
    ]))
}

/// The codes of what stands open and of what is waived.
fn found(folder: &Path, paths: &[&str]) -> (Vec<String>, Vec<String>, Value) {
    let arguments: Vec<&str> = ["check", "--format", "json"]
        .iter()
        .chain(paths)
        .copied()
        .collect();
    let (_, out, _) = nianbao(folder, &arguments);
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    let codes = |key: &str| {
        let reports = answer["reports"].as_array().expect("reports").iter();
        reports
            .flat_map(|report| report[key].as_array().expect("findings"))
            .map(|finding| finding["code"].as_str().expect("a code").to_owned())
            .collect()
    };
    (codes("findings"), codes("waived"), answer)
}

fn late() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder");
    copy(Path::new(LATE), place.path(), |bytes| bytes);
    place
}

const WAIVE: [&str; 7] = [
    "check",
    "--write-waiver",
    "late-publication",
    "--reason",
    "县政府办“统一安排”\"延期\"公布",
    "--by",
    "张三",
];

#[test]
fn a_waiver_that_was_written_lets_the_finding_stand() {
    let place = late();
    assert_eq!(nianbao(place.path(), &WAIVE).0, 0);
    let (open, waived, answer) = found(place.path(), &[]);
    assert_eq!(
        (open.len(), &waived[..]),
        (0, &["late-publication".to_owned()][..])
    );
    let one = &answer["reports"][0]["waived"][0];
    assert_eq!(
        [
            &one["reason"],
            &one["by"],
            &one["date"],
            &answer["summary"]["warnings"],
            &answer["summary"]["waived"]
        ],
        [
            &Value::from(WAIVE[4]),
            &"张三".into(),
            &"2023-04-11".into(),
            &0.into(),
            &1.into()
        ]
    );
    let (status, out, _) = nianbao(place.path(), &["check", "--fail-on", "note"]);
    assert_eq!(status, 0);
    assert!(out.contains("已豁免：\n  late-publication  ./report.toml:14:8  县政府办“统一安排”\"延期\"公布（张三，2023-04-11）"), "{out}");
}

/// A peer wipes the reviewers' decisions whenever it checks again.
#[test]
fn running_again_keeps_every_decision() {
    let place = late();
    nianbao(place.path(), &WAIVE);
    let file = place.path().join("waivers.toml");
    let written = fs::read(&file).expect("a file");
    for arguments in [
        &["check"][..],
        &["check", "--fix"],
        &["status"],
        &["render", "-o", "out"],
        &WAIVE,
    ] {
        nianbao(place.path(), arguments);
        assert_eq!(fs::read(&file).expect("a file"), written, "{arguments:?}");
        let (open, waived, _) = found(place.path(), &[]);
        assert_eq!((open.len(), waived.len()), (0, 1), "{arguments:?}");
    }
}

#[test]
fn what_is_waived_keeps_nothing_from_being_rendered() {
    let place = late();
    let render = ["render", "-o", "out", "--fail-on", "warning"];
    assert_eq!(nianbao(place.path(), &render).0, 1);
    nianbao(place.path(), &WAIVE);
    assert_eq!(nianbao(place.path(), &render).0, 0);
    assert!(place.path().join("out/annual.md").is_file());
}

#[test]
fn a_folder_is_waived_however_it_is_named() {
    let place = tempfile::tempdir().expect("a folder");
    copy(Path::new(LATE), &place.path().join("a/b"), |bytes| bytes);
    let with = |path: &'static str| WAIVE.iter().copied().chain([path]).collect::<Vec<_>>();
    assert_eq!(nianbao(place.path(), &with("a")).0, 0);
    let absolute = place.path().join("a").display().to_string();
    for path in [".", "a", "a/b", "./a/b/", "a/b/report.toml", &absolute] {
        let (open, waived, _) = found(place.path(), &[path]);
        assert_eq!((open.len(), waived.len()), (0, 1), "{path}");
    }
    assert_eq!(found(&place.path().join("a/b"), &[]).1.len(), 1);
}

#[test]
fn what_stands_in_the_file_is_kept_byte_for_byte() {
    for was in [
        "# 我的说明\r\n\r\n",
        "# no line end",
        "",
        "\u{FEFF}# Excel's mark\n",
    ] {
        let place = late();
        let file = place.path().join("waivers.toml");
        fs::write(&file, was).expect("written");
        assert_eq!(nianbao(place.path(), &WAIVE).0, 0, "{was:?}");
        let text = fs::read_to_string(&file).expect("a file");
        let added = text.strip_prefix(was).expect("kept");
        assert_eq!(
            was.contains('\r'),
            added.replace("\r\n", "").len() + 2 * added.matches("\r\n").count() == added.len()
                && added.contains("\r\n")
        );
        assert_eq!(found(place.path(), &[]).1.len(), 1, "{was:?}");
    }
}

#[test]
fn a_file_that_cannot_be_added_to_is_left_as_it_is() {
    let gb18030 = encoding_rs::GB18030.encode("# 说明\n").0.into_owned();
    for was in [gb18030, b"waiver = []\n".to_vec(), b"[[waiver]\n".to_vec()] {
        let place = late();
        let file = place.path().join("waivers.toml");
        fs::write(&file, &was).expect("written");
        let (status, out, said) = nianbao(place.path(), &WAIVE);
        assert_eq!((status, out.as_str()), (2, ""));
        assert!(said.contains("没有写入"), "{said}");
        assert_eq!(fs::read(&file).expect("a file"), was);
    }
}

#[test]
fn a_waiver_needs_a_code_that_is_known_a_reason_and_a_name() {
    let place = late();
    let run = |code: &str, more: &[&str]| {
        let mut command = Command::cargo_bin("nianbao").expect("the program");
        let output = command
            .current_dir(place.path())
            .env_remove("USER")
            .env_remove("USERNAME")
            .args(["check", "--write-waiver", code])
            .args(more)
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(!place.path().join("waivers.toml").exists(), "{more:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    assert!(run("late-publicaton", &["--reason", "a", "--by", "b"]).contains("late-publication"));
    assert!(run("late-publication", &["--by", "b"]).contains("--reason"));
    assert!(run("late-publication", &["--reason", " ", "--by", "b"]).contains("--reason"));
    assert!(run("late-publication", &["--reason", "a", "--fix"]).contains("--fix"));
}

/// Where the machine knows no user and nobody is named, the agency decides.
#[test]
fn the_agency_decides_where_nobody_is_named() {
    let place = late();
    let status = Command::cargo_bin("nianbao")
        .expect("the program")
        .current_dir(place.path())
        .env_remove("USER")
        .env_remove("USERNAME")
        .args([
            "check",
            "--write-waiver",
            "late-publication",
            "--reason",
            "a",
        ])
        .output()
        .expect("it runs")
        .status;
    assert_eq!(status.code(), Some(0));
    let written = fs::read_to_string(place.path().join("waivers.toml")).expect("a file");
    assert!(written.contains("by     = \"青石镇人民政府\""), "{written}");
}

/// Every case of a code that may be waived is gone once it is waived; every case of one that may not is refused.
#[test]
fn every_warning_and_note_can_be_waived_and_no_error() {
    let (mut waived, mut refused) = (0, 0);
    for code in codes() {
        let case = conformance::Case::read(Path::new("tests/conformance"), code.name, "fires");
        let place = tempfile::tempdir().expect("a folder");
        copy_all(&case.folder.join("input"), place.path());
        let run = |more: &[&str]| {
            let mut command = case.command();
            command.current_dir(place.path()).args(more);
            command.output().expect("it runs")
        };
        let open = |output: std::process::Output| -> (usize, usize) {
            let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
            let count = |key: &str| {
                let reports = answer["reports"].as_array().expect("reports").iter();
                let all = reports.flat_map(|report| report[key].as_array().expect("findings"));
                all.filter(|one| one["code"] == code.name).count()
            };
            (count("findings"), count("waived"))
        };
        let before = open(run(&["--format", "json"])).0;
        let output = run(&[
            "--write-waiver",
            code.name,
            "--reason",
            "已核对",
            "--by",
            "李四",
        ]);
        let after = open(run(&["--format", "json"]));
        if code.waivable.unwrap_or(code.severity < Severity::Error) {
            assert_eq!(
                (output.status.code(), after),
                (Some(0), (0, before)),
                "{}",
                code.name
            );
            waived += 1;
        } else {
            assert_eq!(
                (output.status.code(), after),
                (Some(2), (before, 0)),
                "{}",
                code.name
            );
            refused += 1;
        }
    }
    assert!(
        waived >= 5 && refused >= 30,
        "{waived} waived, {refused} refused"
    );
}

/// What may be waived is for the form to say, not for the rules.
#[test]
fn the_form_decides_what_may_be_waived() {
    let form = fs::read_to_string("report-templates/forms/self_inspection.toml").expect("a form");
    let decided = |equation: &str, waivable: bool| {
        let line = form
            .lines()
            .find(|line| line.contains(equation))
            .expect("it");
        form.replace(line, &format!("{line}\n  waivable = {waivable}"))
    };
    let waived = |case: &str, fact: &str, form: &str| {
        let place = tempfile::tempdir().expect("a folder");
        let input = format!("tests/conformance/broken-identity/{case}/input");
        copy_all(Path::new(&input), place.path());
        fs::create_dir_all(place.path().join("templates/forms")).expect("a folder");
        fs::write(
            place.path().join("templates/forms/self_inspection.toml"),
            form,
        )
        .expect("written");
        let waiver = [
            "code = \"broken-identity\"",
            &format!("fact = \"{fact}\""),
            "values = { column = \"条数\" }",
        ];
        let waiver = waiver.join("\n").replace(
            "条数",
            if fact.starts_with("funding") {
                "金额（万元）"
            } else {
                "条数"
            },
        );
        let who = "reason = \"已核对\"\nby = \"张三\"\ndate = 2023-02-01\n";
        fs::write(
            place.path().join("waivers.toml"),
            format!("[[waiver]]\n{waiver}\n{who}"),
        )
        .expect("written");
        let (open, waived, _) = found(place.path(), &["--templates", "templates"]);
        (open, waived)
    };
    let spent = |form: &str| waived("fires-spending-over-plan", "funding.spent.amount", form);
    let ways = |form: &str| waived("fires-way-above-the-total", "channels.公开栏.items", form);
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(spent(&form), (names(&[]), names(&["broken-identity"])));
    assert_eq!(
        spent(&decided("spent <= planned", false)),
        (names(&["broken-identity", "not-waivable"]), names(&[]))
    );
    assert_eq!(
        ways(&form),
        (names(&["broken-identity", "not-waivable"]), names(&[]))
    );
    assert_eq!(
        ways(&decided("every <= total", true)),
        (names(&[]), names(&["broken-identity"]))
    );
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_all(&path, &to);
        } else {
            fs::write(to, fs::read(&path).expect("a file")).expect("written");
        }
    }
}

//! The machine formats of `check`: each is read back, and all say the same.

#[path = "support/conformance.rs"]
mod conformance;
#[path = "support/copy.rs"]
mod copy;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use nianbao::command::codes;
use serde_json::Value;

/// What every format says of a finding.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    code: String,
    severity: String,
    file: String,
    line: u64,
    message: String,
}

/// A run's standard output and exit status.
fn run(mut command: Command, format: &str) -> (String, i32) {
    let output = command
        .args(["--format", format, "--lang", "en"])
        .output()
        .expect("it runs");
    (
        String::from_utf8(output.stdout).expect("UTF-8"),
        output.status.code().expect("a status"),
    )
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn plain(file: &str) -> String {
    file.strip_prefix("./").unwrap_or(file).to_owned()
}

fn json(out: &str) -> (Vec<Said>, Vec<Value>) {
    let answer: Value = serde_json::from_str(out).expect("JSON");
    let reports = answer["reports"].as_array().expect("reports");
    let findings: Vec<Value> = reports
        .iter()
        .flat_map(|report| report["findings"].as_array().expect("findings").clone())
        .collect();
    let said = findings.iter().map(|finding| Said {
        code: text(&finding["code"]),
        severity: text(&finding["severity"]),
        file: plain(finding["at"]["file"].as_str().expect("a file")),
        line: finding["at"]["line"].as_u64().expect("a line"),
        message: text(&finding["message"]),
    });
    (said.collect(), findings)
}

fn sarif(out: &str) -> Vec<Said> {
    let log: Value = serde_json::from_str(out).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    let mut fingerprints = BTreeSet::new();
    let said = results.iter().map(|result| {
        let place = &result["locations"][0]["physicalLocation"];
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%".contains(&byte);
        assert!(uri.bytes().all(allowed), "{uri}");
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][key].as_u64() >= Some(1), "{place}");
        }
        fingerprints.insert((
            uri.to_owned(),
            text(&result["partialFingerprints"]["nianbao/v1"]),
        ));
        Said {
            code: text(&result["ruleId"]),
            severity: text(&result["level"]),
            file: decoded(uri),
            line: place["region"]["startLine"].as_u64().expect("a line"),
            message: text(&result["message"]["text"]),
        }
    });
    let said = said.collect();
    assert_eq!(fingerprints.len(), results.len(), "fingerprints are unique");
    said
}

fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        bytes.push(u8::from_str_radix(&after[..2], 16).expect("two digits"));
        rest = &after[2..];
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).expect("UTF-8")
}

fn junit(out: &str) -> Vec<Said> {
    let document = roxmltree::Document::parse(out).expect("XML");
    let of = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.attribute(name).expect("the attribute").to_owned()
    };
    let mut said = Vec::new();
    for suite in document
        .descendants()
        .filter(|node| node.has_tag_name("testsuite"))
    {
        let cases: Vec<_> = suite
            .children()
            .filter(roxmltree::Node::is_element)
            .collect();
        assert_eq!(of(suite, "tests"), cases.len().to_string());
        let failures = cases
            .iter()
            .filter(|case| case.children().any(|child| child.has_tag_name("failure")));
        assert_eq!(of(suite, "failures"), failures.count().to_string());
        let empty = cases.iter().filter(|case| !case.has_children()).count();
        assert!(empty == 0 || cases.len() == 1);
        for case in cases.iter().filter(|case| case.has_children()) {
            let body = case.first_element_child().expect("a child");
            let (head, rest) = body
                .text()
                .and_then(|text| text.split_once('\n'))
                .expect("a head");
            let (severity, rest_of_head) = head.split_once('[').expect("a severity");
            let (code, _) = rest_of_head.split_once("] ").expect("a code");
            let (message, _) = rest.split_once("\nhelp: ").expect("a help");
            if body.has_tag_name("failure") {
                assert_eq!(
                    (of(body, "type"), of(body, "message")),
                    (code.to_owned(), message.to_owned())
                );
            }
            said.push(Said {
                code: code.to_owned(),
                severity: severity.to_owned(),
                file: of(*case, "file"),
                line: of(*case, "line").parse().expect("a line"),
                message: message.to_owned(),
            });
        }
    }
    said
}

fn github(out: &str) -> Vec<Said> {
    let data = |text: &str| {
        text.replace("%0A", "\n")
            .replace("%0D", "\r")
            .replace("%25", "%")
    };
    let property = |text: &str| data(&text.replace("%3A", ":").replace("%2C", ","));
    let commands = out.lines().filter_map(|line| line.strip_prefix("::"));
    commands
        .map(|command| {
            let (head, message) = command.split_once("::").expect("a message");
            let (severity, properties) = head.split_once(' ').expect("properties");
            let of = |name: &str| {
                let found = properties
                    .split(',')
                    .find_map(|property| property.strip_prefix(&format!("{name}=")));
                property(found.expect("the property"))
            };
            let message = data(message);
            Said {
                code: of("title"),
                severity: severity.replace("notice", "note"),
                file: of("file"),
                line: of("line").parse().expect("a line"),
                message: message.split("\nhelp: ").next().expect("a text").to_owned(),
            }
        })
        .collect()
}

fn csv(out: &str) -> Vec<Said> {
    let out = out.strip_prefix('\u{FEFF}').expect("a byte order mark");
    let mut reader = ::csv::Reader::from_reader(out.as_bytes());
    let head = reader.headers().expect("a head").clone();
    reader
        .records()
        .map(|record| {
            let record = record.expect("a record");
            for cell in &record {
                assert!(
                    !cell.trim_start().starts_with(['=', '+', '-', '@']),
                    "{cell}"
                );
            }
            let of = |name: &str| {
                let index = head.iter().position(|other| other == name);
                let cell = &record[index.expect("the column")];
                cell.strip_prefix('\'').unwrap_or(cell).to_owned()
            };
            Said {
                code: of("code"),
                severity: of("severity"),
                file: plain(&of("file")),
                line: of("line").parse().expect("a line"),
                message: of("message"),
            }
        })
        .collect()
}

/// Reads a format back.
type Reader = fn(&str) -> Vec<Said>;

/// Runs every format, and gives what JSON says.
fn all_formats(command: impl Fn() -> Command) -> Vec<Said> {
    let (out, status) = run(command(), "json");
    let (expected, _) = json(&out);
    let readers: [(&str, Reader); 4] = [
        ("sarif", sarif),
        ("junit", junit),
        ("github", github),
        ("csv", csv),
    ];
    for (format, read) in readers {
        let (out, other) = run(command(), format);
        assert_eq!(read(&out), expected, "{format}");
        assert_eq!(other, status, "{format}");
    }
    expected
}

/// Every code's first case, among them those where nothing could be examined.
#[test]
fn every_format_says_the_same_of_every_code() {
    let mut severities = BTreeSet::new();
    for code in codes() {
        let case = conformance::Case::read(Path::new("tests/conformance"), code.name, "fires");
        let said = all_formats(|| case.command());
        assert!(
            said.iter().any(|said| said.code == code.name),
            "{}",
            code.name
        );
        severities.extend(said.into_iter().map(|said| said.severity));
    }
    assert_eq!(severities.len(), 3, "{severities:?}");
}

fn check(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    command
        .current_dir(folder)
        .arg("check")
        .args(arguments)
        .args(["--today", "2023-02-01"]);
    command
}

/// A folder with this name that holds the sample as it was published.
fn sample(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new("sample-data/zhongshu-2022-as-published");
    copy::copy(sample, &folder.path().join(name), |bytes| bytes);
    folder
}

/// Names that mean something to a URI, a workflow command, XML or a spreadsheet.
#[test]
fn no_name_of_a_folder_breaks_a_format() {
    for name in [
        "青石镇 2022",
        "=1+2",
        "-a,b;c",
        "a%25#?&<b>'\"",
        "@x：（甲）",
    ] {
        let folder = sample(name);
        let said = all_formats(|| check(folder.path(), &[&format!("./{name}")]));
        assert_eq!(said.len(), 2, "{name}");
        assert!(said[0].file.starts_with(name), "{name}: {}", said[0].file);
    }
}

#[test]
fn a_clean_report_is_one_case_that_passes_and_no_finding_elsewhere() {
    let here = Path::new(".");
    let command = || {
        check(
            here,
            &["sample-data/zhongshu-2022", "sample-data/huaian-2024"],
        )
    };
    assert!(all_formats(command).is_empty());
    let (out, _) = run(command(), "junit");
    assert_eq!(out.matches("<testcase ").count(), 2, "{out}");
}

/// Below the severity to fail on a finding is said, and is no failure.
#[test]
fn junit_fails_where_the_exit_status_does() {
    let case = conformance::Case::read(Path::new("tests/conformance"), "undivided-group", "fires");
    let failures = |fail_on: &str| {
        let mut command = case.command();
        command.args(["--fail-on", fail_on]);
        let (out, status) = run(command, "junit");
        assert_eq!(junit(&out).len(), 1);
        (out.matches("<failure ").count(), status)
    };
    assert_eq!(failures("error"), (0, 0));
    assert_eq!(failures("warning"), (1, 1));
}

/// A fingerprint is the same when lines are added above.
#[test]
fn fingerprints_do_not_know_lines() {
    let fingerprints = |before: &str| {
        let folder = sample("a");
        for name in ["columns.csv", "funding.csv"] {
            let path = folder.path().join("a").join(name);
            let text = fs::read_to_string(&path).expect("a file");
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
            fs::write(&path, format!("{before}{text}")).expect("written");
        }
        let (out, _) = run(check(folder.path(), &["a"]), "sarif");
        let log: Value = serde_json::from_str(&out).expect("JSON");
        let results = log["runs"][0]["results"].as_array().expect("results");
        let lines = |result: &Value| {
            result["locations"][0]["physicalLocation"]["region"]["startLine"].clone()
        };
        let prints: Vec<Value> = results
            .iter()
            .map(|result| result["partialFingerprints"].clone())
            .collect();
        (prints, results.iter().map(lines).collect::<Vec<_>>())
    };
    let (plain, moved) = (fingerprints(""), fingerprints("# 说明\n# 又一行\n"));
    assert_eq!(plain.0, moved.0);
    assert_ne!(plain.1, moved.1);
}

/// What cannot be listed is a finding too, so that no format is left open in the middle.
#[test]
fn a_path_that_leads_nowhere_is_said_in_every_format() {
    let said = all_formats(|| check(Path::new("."), &["nowhere", "sample-data/huaian-2024"]));
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].code, "nothing-to-read");
}

/// Whoever read the output had enough.
#[test]
fn a_broken_pipe_is_no_failure_in_any_format() {
    for format in ["human", "json", "sarif", "junit", "github", "csv"] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("nianbao"))
            .args(["check", "tests/conformance", "--format", format])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(
            (ended.status.code(), said.as_ref()),
            (Some(0), ""),
            "{format}"
        );
    }
}

#[test]
fn what_check_prints_satisfies_the_schema_that_we_print() {
    let output = Command::cargo_bin("nianbao")
        .expect("the program")
        .args(["schema", "findings"])
        .output()
        .expect("it runs");
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for code in codes() {
        let case = conformance::Case::read(Path::new("tests/conformance"), code.name, "fires");
        let (out, _) = run(case.command(), "json");
        let mut answer: Value = serde_json::from_str(&out).expect("JSON");
        let faults: Vec<String> = schema.iter_errors(&answer).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", code.name);
        // And it would notice.
        let has_any = |report: &Value| report["findings"] != Value::Array(Vec::new());
        let mut reports = answer["reports"].as_array().expect("reports").iter();
        let first = reports.position(has_any).expect("findings");
        answer["reports"][first]["findings"][0]["at"]["line"] = 0.into();
        assert!(!schema.is_valid(&answer));
        answer["reports"][first]["findings"][0]["at"]["line"] = 1.into();
        assert!(schema.is_valid(&answer));
        answer["summary"]["other"] = 1.into();
        assert!(!schema.is_valid(&answer));
    }
}

//! The schema of `report.toml`: it takes what `nianbao check` takes, and refuses what is misspelt.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn schema() -> jsonschema::Validator {
    let output = Command::cargo_bin("nianbao")
        .expect("the program")
        .args(["schema", "report"])
        .output()
        .expect("it runs");
    let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("a valid schema");
    jsonschema::validator_for(&schema).expect("a schema")
}

/// TOML as editors hand it to a schema: dates are texts.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(integer) => integer.into(),
        toml::Value::Float(float) => float.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(datetime) => datetime.to_string().into(),
        toml::Value::Array(array) => array.into_iter().map(json).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, json(value)))
            .collect(),
    }
}

/// What the schema has against a text; none if it is no TOML.
fn faults(schema: &jsonschema::Validator, text: &str) -> Option<Vec<String>> {
    let table: toml::Table = toml::from_str(text).ok()?;
    let value = json(toml::Value::Table(table));
    Some(schema.iter_errors(&value).map(|e| e.to_string()).collect())
}

fn report_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            report_files(&path, found);
        } else if path.ends_with("report.toml") {
            found.push(path);
        }
    }
}

/// Every report file in this repository, judged as `check` judges it.
#[test]
fn the_schema_refuses_what_check_refuses_and_nothing_else() {
    let schema = schema();
    let mut files = Vec::new();
    report_files(Path::new("sample-data"), &mut files);
    report_files(Path::new("tests/conformance"), &mut files);
    let refused = [
        "missing-year",
        "unknown-key",
        "unknown-table",
        "wrong-value",
    ];
    let mut seen = 0;
    for file in files {
        let Some(faults) = faults(&schema, &fs::read_to_string(&file).unwrap_or_default()) else {
            continue;
        };
        let path = file.to_str().expect("UTF-8").replace('\\', "/");
        if path.contains("/prior-unusable/") {
            continue; // last year's folder is at fault there, in ways of its own
        }
        let expects = refused.iter().any(|code| {
            path.contains(&format!("/{code}/fires")) && !path.contains("/fires-in-waivers/")
        });
        assert_eq!(!faults.is_empty(), expects, "{path}: {faults:?}");
        seen += usize::from(expects);
    }
    assert!(seen >= refused.len(), "{seen}");
}

#[test]
fn a_folder_just_laid_out_satisfies_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = folder.path().join("new");
    Command::cargo_bin("nianbao")
        .expect("the program")
        .args(["init", "--year", "2022", "--name", "青石镇人民政府"])
        .arg(&made)
        .assert()
        .success();
    let text = fs::read_to_string(made.join("report.toml")).expect("a report");
    assert_eq!(faults(&schema(), &text), Some(vec![]));
}

/// The codes that `check` finds in a report file, other than what is still to be filled in or adds up to
/// something else.
fn codes(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("report.toml"), text).expect("written");
    let output = Command::cargo_bin("nianbao")
        .expect("the program")
        .args(["check", "--format", "json", "--today", "2023-01-01"])
        .arg(folder.path())
        .output()
        .expect("it runs");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = answer["reports"][0]["findings"]
        .as_array()
        .expect("findings");
    let code = |finding: &Value| finding["code"].as_str().expect("a code").to_owned();
    let written = [
        "missing-year",
        "no-edition",
        "unknown-key",
        "unknown-table",
        "unknown-row",
        "unknown-column",
        "wrong-value",
        "negative",
        "not-a-count",
    ];
    let codes = findings.iter().map(code);
    codes
        .filter(|code| written.contains(&code.as_str()))
        .collect()
}

/// All ways in which `check` lets things be written, and one mistake in each.
#[test]
fn what_may_be_written_and_what_may_not() {
    let schema = schema();
    let ways = r#"
year = "2022"
documents = ["annual"]
counting = ""
[contact]
postcode = 655600
[publication]
date = "2023年1月15日"
[deadline]
date = 2023-01-20
[overview]
proactive = ["一段", "又一段"]
[[problems]]
problem = "问题"
[last_year]
problem = "上年的问题"
[tables.staff]
full_time = 1
"兼职" = { people = 2 }
[tables.requests.received]
natural_person = 58
"商业企业" = "7"
[tables.requests."refused/state_secret"]
total = 0
[tables.requests."（一）予以公开"]
total = 3
[tables.columns]
"工作动态" = { items = 3 }
[extra]
anything = { at = ["all"] }
"#;
    assert_eq!(faults(&schema, ways), Some(vec![]));
    assert_eq!(codes(ways), [""; 0]);
    for (right, wrong) in [
        ("year = \"2022\"", "year = 22"),
        ("[\"annual\"]", "[\"anual\"]"),
        ("counting = \"\"", "counting = \"inclusiv\""),
        ("[contact]", "[contacts]"),
        ("postcode =", "post_code ="),
        ("2023年1月15日", "一月"),
        ("[\"一段\", \"又一段\"]", "[1, 2]"),
        ("[tables.staff]", "[tables.staf]"),
        ("full_time = 1", "full_tim = 1"),
        ("full_time = 1", "full_time = -1"),
        ("full_time = 1", "full_time = 1.5"),
        ("people = 2", "persons = 2"),
        ("natural_person =", "natural_persons ="),
        ("refused/state_secret", "refused/state_secrets"),
        ("items = 3", "item = 3"),
    ] {
        assert!(ways.contains(right), "{right}");
        let text = ways.replacen(right, wrong, 1);
        let faults = faults(&schema, &text).expect("TOML");
        assert!(!faults.is_empty(), "{wrong}");
        assert!(!codes(&text).is_empty(), "{wrong}");
    }
}

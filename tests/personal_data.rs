//! Personal data appears whole in no output: not in what is printed, in any format or language, and not in a file
//! that is written.

#[path = "support/conformance.rs"]
mod conformance;
#[path = "support/copy.rs"]
mod copy;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use conformance::Case;
use copy::copy;

const FORMATS: [&str; 6] = ["human", "json", "sarif", "junit", "github", "csv"];

/// A number as it must not and as it may be shown.
struct Secret {
    raw: String,
    masked: String,
}

impl Secret {
    fn mobile() -> Self {
        Self {
            raw: "13812345678".to_owned(),
            masked: "138****5678".to_owned(),
        }
    }
}

/// The text with full-width digits as plain ones, so that a number is found however it is written.
fn folded(text: &str) -> String {
    let fold = |it: char| match it {
        '０'..='９' => char::from_u32(it as u32 - 0xFEE0).expect("a digit"),
        '＊' => '*',
        _ => it,
    };
    text.chars().map(fold).collect()
}

/// Everything that the program says or writes about a folder, with how it came about.
fn outputs(root: &Path, path: &str, today: &str) -> Vec<(String, String)> {
    let mut outputs = Vec::new();
    let made = tempfile::tempdir().expect("a folder");
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for format in FORMATS {
        commands.push(vec!["check", path, "--today", today, "--format", format]);
        commands.push(vec![
            "check",
            path,
            "--today",
            today,
            "--format",
            format,
            "--fix",
            "--dry-run",
        ]);
    }
    commands.push(vec!["status", path, "--today", today]);
    commands.push(vec!["explain", "personal-data"]);
    let out = made.path().join("out").to_string_lossy().into_owned();
    commands.push(vec![
        "render", path, "--today", today, "--draft", "-o", &out, "--format", "md,html",
    ]);
    let next = made.path().join("next").to_string_lossy().into_owned();
    commands.push(vec!["init", &next, "--from", path]);
    let sample = std::path::absolute("sample-data/zhongshu-2022").expect("a path");
    let sample = sample.to_string_lossy().into_owned();
    let compared = made.path().join("compared").to_string_lossy().into_owned();
    commands.push(vec!["compare", &sample, path, "-o", &compared]);
    commands.push(vec!["compare", path, &sample, "--format", "md"]);
    commands.push(vec!["trace", "columns.total.items", path]);
    commands.push(vec![
        "trace",
        "columns.total.items",
        path,
        "--format",
        "json",
    ]);
    for language in ["zh", "en"] {
        for command in &commands {
            let output = Command::cargo_bin("nianbao")
                .expect("the program")
                .current_dir(root)
                .args(command)
                .args(["--lang", language])
                .output()
                .expect("it runs");
            for bytes in [output.stdout, output.stderr] {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                outputs.push((format!("{} in {language}", command.join(" ")), text));
            }
        }
    }
    written(made.path(), &mut outputs);
    outputs
}

/// All files below a folder.
fn written(folder: &Path, outputs: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            written(&path, outputs);
        } else {
            let bytes = fs::read(&path).expect("a file");
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let name = path.file_name().expect("a name").to_string_lossy();
            outputs.push((format!("the file {name}"), text));
        }
    }
}

/// What gives a secret away, and whether it is shown masked anywhere.
fn leaks(root: &Path, path: &str, today: &str, secret: &Secret) -> (Vec<String>, bool) {
    let (mut leaks, mut is_shown) = (Vec::new(), false);
    for (whence, text) in outputs(root, path, today) {
        let text = folded(&text);
        for line in text.lines().filter(|line| line.contains(&secret.raw)) {
            leaks.push(format!("{whence}: {line}"));
        }
        is_shown |= text.contains(&secret.masked);
    }
    (leaks, is_shown)
}

#[test]
fn no_case_of_personal_data_is_given_away() {
    let root = Path::new("tests/conformance");
    let mut cases = 0;
    for entry in fs::read_dir(root.join("personal-data")).expect("cases") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_str().expect("UTF-8");
        if !name.starts_with("fires") {
            continue;
        }
        let case = Case::read(root, "personal-data", name);
        let input = case.folder.join("input");
        for finding in &case.expected.findings {
            let text = fs::read_to_string(input.join(&finding.file)).expect("a text");
            let small = |number: u64| usize::try_from(number).expect("small");
            let line = text.lines().nth(small(finding.line) - 1).expect("a line");
            let columns = small(finding.column) - 1..small(finding.end_column) - 1;
            let raw: String = line.chars().collect::<Vec<_>>()[columns].iter().collect();
            assert!(raw.len() >= 11, "{raw}");
            let output = case.command().args(["--format", "json"]).output();
            let json: serde_json::Value =
                serde_json::from_slice(&output.expect("it runs").stdout).expect("JSON");
            let shown = &json["reports"][0]["findings"][0]["args"]["shown"];
            let masked = shown.as_str().expect("the masked number").to_owned();
            assert_eq!(masked.len(), raw.len());
            assert!(masked.contains("****"), "{masked}");
            let secret = Secret { raw, masked };
            let (leaks, is_shown) = leaks(&input, ".", &case.expected.today, &secret);
            assert!(leaks.is_empty(), "{name}: {}", leaks.join("\n"));
            assert!(is_shown, "{name}");
            cases += 1;
        }
    }
    assert!(cases >= 4, "{cases}");
}

/// Writes files into a copy of a case's input, and looks for the number in all output.
fn try_out(base: &str, path: &str, files: &[(&str, &dyn Fn(String) -> String)]) {
    assert!(is_shown(base, path, files), "it is shown nowhere");
}

/// The same; whether it is shown masked.
fn is_shown(base: &str, path: &str, files: &[(&str, &dyn Fn(String) -> String)]) -> bool {
    let place = tempfile::tempdir().expect("a folder");
    let base = Path::new("tests/conformance").join(base).join("input");
    copy(&base, place.path(), |bytes| bytes);
    for (name, change) in files {
        let file = place.path().join(name);
        let was = fs::read_to_string(&file).unwrap_or_default();
        fs::write(&file, change(was)).expect("written");
    }
    let (leaks, is_shown) = leaks(place.path(), path, "2023-04-11", &Secret::mobile());
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    is_shown
}

const BASE: &str = "wrong-total/near-miss";

fn replaced(from: &'static str, to: &'static str) -> impl Fn(String) -> String {
    move |text| {
        assert!(text.contains(from), "no {from}");
        text.replacen(from, to, 1)
    }
}

#[test]
fn in_a_cell_that_is_no_figure() {
    try_out(
        BASE,
        ".",
        &[(
            "disclosure.csv",
            &replaced("行政许可,,,,12,", "行政许可,,,,电话13812345678,"),
        )],
    );
}

#[test]
fn in_a_cell_that_is_written_otherwise() {
    try_out(
        BASE,
        ".",
        &[(
            "disclosure.csv",
            &replaced("行政许可,,,,12,", "行政许可,,,,１３８１２３４５６７８,"),
        )],
    );
}

#[test]
fn in_the_label_of_a_row() {
    try_out(
        BASE,
        ".",
        &[(
            "appeals.csv",
            &replaced("复议后起诉", "复议后起诉13812345678"),
        )],
    );
}

#[test]
fn in_the_label_of_an_open_row_and_so_in_the_path_of_its_figure() {
    let columns =
        "栏目,上级栏目,条数\n机构职能,,2\n13812345678,,\n王某13812345678,机构职能,约３\n合计,,２\n";
    try_out(BASE, ".", &[("columns.csv", &|_| columns.to_owned())]);
}

#[test]
fn in_a_comment_beside_another_finding() {
    try_out(
        BASE,
        ".",
        &[
            (
                "appeals.csv",
                &replaced(
                    "行政复议,1,0,0,0,1",
                    "# 李某13812345678\n行政复议,1,0,0,0,２",
                ),
            ),
            (
                "report.toml",
                &replaced("year = 2022", "year = 2022\nyaer = 2022 # 李某13812345678"),
            ),
        ],
    );
}

#[test]
fn at_the_beginning_of_a_line_that_is_mended() {
    let columns = "栏目,上级栏目,条数\n13812345678,,２\n合计,,2\n";
    try_out(BASE, ".", &[("columns.csv", &|_| columns.to_owned())]);
}

#[test]
fn in_a_waiver() {
    let late = "late-publication/fires";
    let waiver = |what: &'static str| {
        move |_: String| {
            let fields = [
                ("code", "late-publication"),
                ("file", "report.toml"),
                ("reason", "县里同意"),
                ("by", "张三"),
            ];
            let fields = fields.iter().map(|(key, value)| {
                let value = if *key == what {
                    "李某13812345678"
                } else {
                    value
                };
                format!("{key} = \"{value}\"\n")
            });
            let values = if what == "values" {
                "13812345678"
            } else {
                "2023-04-03"
            };
            let fact = if what == "fact" {
                "fact = \"columns.李某13812345678.items\"\n"
            } else {
                ""
            };
            format!(
                "[[waiver]]\n{}{fact}values = {{ published = \"{values}\" }}\ndate = 2023-04-11\n",
                fields.collect::<String>()
            )
        }
    };
    for what in ["code", "file", "reason", "by", "values", "fact"] {
        let shown = is_shown(late, ".", &[("waivers.toml", &waiver(what))]);
        // A file that the waiver is not about is named in no message.
        assert!(shown || what == "file", "{what}");
    }
}

#[test]
fn in_what_a_template_refers_to() {
    try_out(
        BASE,
        ".",
        &[("report.toml", &|text| {
            replaced(
                "on_request = \"",
                "on_request = \"请拨打{{ extra.phone }}或者{{ extra.number }}。",
            )(text)
                + "\n[extra]\nphone = \"13812345678\"\nnumber = 13812345678\n"
        })],
    );
}

#[test]
fn in_a_text_with_escapes_beside_an_error_that_repeats_it() {
    try_out(
        BASE,
        ".",
        &[(
            "report.toml",
            &replaced(
                "on_request = \"",
                "on_request = \"因1381234\\u0035678未发生行政复议，{{ requests.x }}，",
            ),
        )],
    );
}

#[test]
fn in_the_name_of_the_agency() {
    try_out(
        BASE,
        ".",
        &[(
            "report.toml",
            &replaced("青石镇人民政府", "青石镇人民政府13812345678"),
        )],
    );
}

#[test]
fn in_last_years_folder() {
    try_out(
        "prior-of-other-agency/fires",
        "2022",
        &[(
            "2021/report.toml",
            &replaced(
                "name = \"板桥镇人民政府\"",
                "name = \"板桥镇人民政府\" # 13812345678",
            ),
        )],
    );
    try_out(
        "prior-of-other-agency/fires",
        "2022",
        &[(
            "2021/report.toml",
            &replaced("板桥镇人民政府", "板桥镇人民政府13812345678"),
        )],
    );
}

#[test]
fn in_last_years_words() {
    try_out(
        "repeated-text/fires-sixty-words",
        "2022",
        &[
            (
                "2021/report.toml",
                &replaced("platform = \"", "platform = \"13812345678"),
            ),
            (
                "2022/report.toml",
                &replaced("platform = \"", "platform = \"13812345678"),
            ),
        ],
    );
}

#[test]
fn in_the_settings() {
    try_out(
        BASE,
        ".",
        &[("nianbao.toml", &|_| {
            "[codes]\nblank-cel = \"allow\" # 13812345678\nblank-cell = \"13812345678\"\n13812345678 = \"note\"\n".to_owned()
        })],
    );
}

#[test]
fn in_a_local_form() {
    try_out(
        "form-syntax/fires-in-an-overlay",
        "town",
        &[(
            "hubei.toml",
            &replaced(
                "below = \"normative_documents\"",
                "below = \"normative_documents\" # 13812345678",
            ),
        )],
    );
}

//! What is generated, committed and compared: the error gallery that `explain` shows, the README's list of
//! codes, the help text, the files that `init` writes, and the schemas.
//!
//! `NIANBAO_REFRESH=1 cargo test --test generated` writes what is out of date.

#[path = "support/conformance.rs"]
mod conformance;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use nianbao::command::codes;
use nianbao::messages::{Catalogue, Language};

/// Compares a generated text with the committed file, or writes it.
fn compare(path: &str, generated: &str) {
    if std::env::var_os("NIANBAO_REFRESH").is_some() {
        if let Some(folder) = Path::new(path).parent() {
            fs::create_dir_all(folder).expect("a folder");
        }
        fs::write(path, generated).expect("written");
        return;
    }
    let committed = fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        committed == generated,
        "{path} is out of date: run `NIANBAO_REFRESH=1 cargo test --test generated`"
    );
}

fn nianbao(arguments: &[&str]) -> (String, String) {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    let output = command
        .args(arguments)
        .args(["--color", "never"])
        .output()
        .expect("it runs");
    (
        String::from_utf8(output.stdout).expect("UTF-8"),
        String::from_utf8(output.stderr).expect("UTF-8"),
    )
}

/// Each code's first case, as the program prints it: what is explained is what is shown.
#[test]
fn gallery() {
    for (language, file) in [("zh", "zh-CN"), ("en", "en")] {
        let mut gallery = String::new();
        for code in codes() {
            let case = conformance::Case::read(Path::new("tests/conformance"), code.name, "fires");
            let output = case
                .command()
                .args(["--lang", language, "--color", "never"])
                .output()
                .expect("it runs");
            let [out, err] = [output.stdout, output.stderr]
                .map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
            let text = if out.is_empty() { err } else { out };
            // What a code is about may be found too, and come first.
            let mut blocks = text.split("\n\n");
            let own = format!("[{}]", code.name);
            let finding = blocks
                .find(|block| block.contains(&own))
                .unwrap_or_default();
            gallery.push_str(&format!("## {}\n{}\n\n", code.name, finding.trim()));
        }
        compare(&format!("src/messages/gallery.{file}.txt"), &gallery);
    }
}

/// The README's lists of codes.
#[test]
fn list_of_codes() {
    for (language, file, head) in [
        (
            Language::English,
            "README.md",
            "| code | severity | meaning |\n|---|---|---|\n",
        ),
        (
            Language::Chinese,
            "README.zh-CN.md",
            "| 名称 | 级别 | 含义 |\n|---|---|---|\n",
        ),
    ] {
        let catalogue = Catalogue::new(language);
        let mut table = head.to_owned();
        for code in codes() {
            let severity = catalogue.text(&format!("severity-{}", code.severity.name()), &[]);
            table.push_str(&format!(
                "| `{}` | {severity} | {} |\n",
                code.name,
                catalogue.why(code.name)
            ));
        }
        let text = fs::read_to_string(file)
            .expect("a README")
            .replace("\r\n", "\n");
        let (before, rest) = text
            .split_once("<!-- codes -->\n")
            .expect("the list's beginning");
        let (_, after) = rest.split_once("<!-- /codes -->").expect("the list's end");
        compare(
            file,
            &format!("{before}<!-- codes -->\n{table}<!-- /codes -->{after}"),
        );
    }
}

#[test]
fn help() {
    for language in ["zh", "en"] {
        let mut text = String::new();
        for command in [
            &[][..],
            &["init"],
            &["check"],
            &["render"],
            &["status"],
            &["explain"],
            &["schema"],
        ] {
            let arguments: Vec<&str> = command
                .iter()
                .copied()
                .chain(["--help", "--lang", language])
                .collect();
            text.push_str(&format!(
                "$ nianbao {}\n{}\n",
                arguments.join(" "),
                nianbao(&arguments).0
            ));
        }
        compare(&format!("tests/generated/help.{language}.txt"), &text);
    }
}

/// The schemas that editors and other programs are given.
#[test]
fn schemas() {
    for name in ["findings", "report", "summary"] {
        let (schema, _) = nianbao(&["schema", name]);
        compare(&format!("schemas/{name}.schema.json"), &schema);
    }
}

/// The blank folder, file by file.
#[test]
fn blank_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = folder.path().join("new");
    let path = made.to_str().expect("UTF-8");
    nianbao(&["init", path, "--year", "2022", "--name", "青石镇人民政府"]);
    let mut names: Vec<_> = fs::read_dir(&made)
        .expect("made")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    names.sort();
    let mut text = String::new();
    for name in names {
        let content = fs::read_to_string(made.join(&name)).expect("a file");
        text.push_str(&format!(
            "==== {name}\n{}\n",
            content.trim_start_matches('\u{FEFF}').replace("\r\n", "\n")
        ));
    }
    compare("tests/generated/init.txt", &text);
}

/// Codes are unique and sorted. (`tests/conformance.rs` demands their cases.)
#[test]
fn registry() {
    let names: Vec<&str> = codes().iter().map(|code| code.name).collect();
    let unique: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names, unique.into_iter().collect::<Vec<_>>());
}

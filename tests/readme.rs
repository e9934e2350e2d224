//! The READMEs' commands are run, in a folder that holds the sample data, and print what the READMEs say.
//!
//! `NIANBAO_REFRESH=1 cargo test --test readme` writes what they print now.

#[path = "support/copy.rs"]
mod copy;

use std::fs;
use std::path::Path;

use assert_cmd::Command;

#[test]
fn every_command_prints_what_the_readme_says() {
    for readme in ["README.md", "README.zh-CN.md"] {
        let folder = tempfile::tempdir().expect("a folder");
        for sample in fs::read_dir("sample-data").expect("samples") {
            let path = sample.expect("an entry").path();
            copy::copy(&path, &folder.path().join(&path), |bytes| bytes);
        }
        let text = fs::read_to_string(readme)
            .expect("a README")
            .replace("\r\n", "\n");
        let mut written = String::new();
        let mut commands = 0;
        let mut rest = text.as_str();
        while let Some((before, block)) = rest.split_once("```console\n$ nianbao ") {
            let (block, after) = block.split_once("```").expect("the block's end");
            let (arguments, _) = block.split_once('\n').expect("a command");
            written.push_str(before);
            written.push_str(&format!(
                "```console\n$ nianbao {arguments}\n{}```",
                run(folder.path(), arguments)
            ));
            commands += 1;
            rest = after;
        }
        written.push_str(rest);
        assert!(commands >= 5, "{readme} shows {commands} commands");
        if std::env::var_os("NIANBAO_REFRESH").is_some() {
            fs::write(readme, &written).expect("written");
        }
        assert!(
            written == text || std::env::var_os("NIANBAO_REFRESH").is_some(),
            "{readme} is out of date: run `NIANBAO_REFRESH=1 cargo test --test readme`"
        );
    }
}

fn run(folder: &Path, arguments: &str) -> String {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    let output = command
        .current_dir(folder)
        .args(arguments.split_whitespace())
        .env("NO_COLOR", "1")
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    text(output.stderr) + &text(output.stdout)
}

/// What the README quotes from the sample's report stands in it.
#[test]
fn the_excerpt_is_the_reports() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("UTF-8").to_owned();
    run(
        Path::new("."),
        &format!("render sample-data/zhongshu-2022 -o {out} --format md"),
    );
    let report = fs::read_to_string(folder.path().join("annual.md")).expect("a report");
    let readme = fs::read_to_string("README.md").expect("a README");
    let quoted: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("> "))
        .collect();
    assert!(
        !quoted.is_empty() && quoted.iter().all(|line| report.contains(line)),
        "{quoted:?}"
    );
}

/// The overlay that the README shows is one that a case checks with.
#[test]
fn the_overlay_is_a_cases() {
    let case = "tests/conformance/missing-overlay/near-miss/input/hubei.toml";
    let overlay = fs::read_to_string(case).expect("an overlay");
    let readme = fs::read_to_string("README.md").expect("a README");
    assert!(readme.contains(&format!("```toml\n{overlay}```")));
}

/// The two commands that set everything up are those that CI runs and that the samples are for.
#[test]
fn the_set_up_is_two_commands() {
    let readme = fs::read_to_string("README.md").expect("a README");
    assert!(readme.contains("cargo run --release -- render sample-data/zhongshu-2022 -o out\n"));
    assert!(readme.contains("```sh\ncargo test\n```"));
    let ci = fs::read_to_string(".ci/run").expect("a script");
    assert!(
        ci.lines()
            .any(|line| line.split('#').next().unwrap_or_default().trim() == "cargo test")
    );
}

//! How grave findings are taken: `--deny`, `--allow`, `--fail-on`, and `nianbao.toml`.

#[path = "support/copy.rs"]
mod copy;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Standard output, standard error, exit status.
type Ended = (String, String, i32);

fn nianbao(folder: &TempDir, arguments: &str) -> Ended {
    let output = Command::cargo_bin("nianbao")
        .expect("the program")
        .current_dir(folder.path())
        .args(arguments.split_whitespace())
        .args(["--lang", "en", "--color", "never"])
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code().expect("a status"),
    )
}

/// Code and severity of each finding, how many were allowed, and the exit status.
fn check(folder: &TempDir, arguments: &str) -> (Vec<(String, String)>, u64, i32) {
    let arguments = format!("check --today 2023-02-01 --format json {arguments}");
    let (out, err, status) = nianbao(folder, &arguments);
    let answer: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    let findings = answer["reports"]
        .as_array()
        .expect("reports")
        .iter()
        .flat_map(|report| report["findings"].as_array().expect("findings"));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (
        findings
            .map(|finding| (text(&finding["code"]), text(&finding["severity"])))
            .collect(),
        answer["summary"]["allowed"].as_u64().expect("a number"),
        status,
    )
}

fn of(code: &str, severity: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), severity.to_owned())]
}

/// A folder `county` with a report folder `a` for each code, which shows that code and no other.
fn county(codes: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for code in codes {
        let input = Path::new("tests/conformance")
            .join(code)
            .join("fires/input");
        copy::copy(&input, &folder.path().join("county").join(code), |bytes| {
            bytes
        });
    }
    folder
}

fn write(folder: &TempDir, path: &str, text: &str) {
    fs::write(folder.path().join(path), text).expect("written");
}

#[test]
fn the_command_line_allows_and_denies() {
    let folder = county(&["undivided-group"]);
    let code = "undivided-group";
    assert_eq!(check(&folder, "county"), (of(code, "warning"), 0, 0));
    assert_eq!(
        check(&folder, "county --fail-on warning"),
        (of(code, "warning"), 0, 1)
    );
    assert_eq!(
        check(&folder, &format!("county --deny {code}")),
        (of(code, "error"), 0, 1)
    );
    let all = format!("county --allow negative,{code} --allow blank-cell --fail-on note");
    assert_eq!(check(&folder, &all), (vec![], 1, 0));
    // People are told what they don't see.
    let (out, _, _) = nianbao(
        &folder,
        &format!("check county --today 2023-02-01 --allow {code}"),
    );
    assert_eq!(
        out,
        "reports checked: 1 · errors: 0 · warnings: 0 · notes: 0\n\
         left out as allowed (--allow or nianbao.toml): 1\n"
    );
}

#[test]
fn a_code_that_is_none_or_cannot_be_allowed_is_a_usage_error() {
    let folder = county(&["undivided-group"]);
    for (options, said) in [
        ("--allow undivided-grup", "did you mean `undivided-group`?"),
        ("--deny blank-cel", "did you mean `blank-cell`?"),
        (
            "--deny blank-cell --allow blank-cell",
            "both --deny and --allow",
        ),
        ("--allow nothing-to-read", "cannot be changed"),
        ("--allow unreadable-file", "cannot be changed"),
        ("--allow form-syntax", "cannot be changed"),
    ] {
        for command in [
            "check county",
            "check county --format sarif",
            "status county",
            "render county -o out",
        ] {
            let (out, err, status) = nianbao(&folder, &format!("{command} {options}"));
            assert_eq!((out.as_str(), status), ("", 2), "{command} {options}");
            assert!(err.contains(said), "{command} {options}: {err}");
        }
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn the_nearest_file_counts_and_the_command_line_wins() {
    let folder = county(&["undivided-group", "blank-cell"]);
    let (group, cell) = ("county/undivided-group", "county/blank-cell");
    write(
        &folder,
        "nianbao.toml",
        "fail-on = \"warning\"\n[codes]\nundivided-group = \"note\"\nblank-cell = \"allow\"\n",
    );
    // Found two folders above, for a path as given in any way.
    let absolute = folder.path().join(cell);
    for path in [
        cell,
        &format!("./{cell}/"),
        absolute.to_str().expect("UTF-8"),
    ] {
        assert_eq!(check(&folder, path), (vec![], 1, 0), "{path}");
    }
    assert_eq!(check(&folder, group), (of("undivided-group", "note"), 0, 0));
    assert_eq!(check(&folder, &format!("{group} --fail-on note")).2, 1);
    assert_eq!(
        check(&folder, &format!("{group} --deny undivided-group")).2,
        1
    );
    assert_eq!(
        check(&folder, &format!("{group} --allow undivided-group")).1,
        1
    );
    // Another, nearer: that of one township alone, and nothing of the one above.
    write(
        &folder,
        &format!("{cell}/nianbao.toml"),
        "[codes]\nblank-cell = \"warning\"\n",
    );
    assert_eq!(check(&folder, cell), (of("blank-cell", "warning"), 0, 0));
    assert_eq!(check(&folder, "county").0.len(), 2);
    // A repository is no part of what is around it.
    fs::remove_file(folder.path().join(cell).join("nianbao.toml")).expect("removed");
    fs::create_dir(folder.path().join("county/.git")).expect("made");
    assert_eq!(check(&folder, cell), (of("blank-cell", "error"), 0, 1));
    write(
        &folder,
        "county/nianbao.toml",
        "[codes]\nblank-cell = \"note\"\n",
    );
    assert_eq!(check(&folder, cell), (of("blank-cell", "note"), 0, 0));
}

/// The threshold is each report's own.
#[test]
fn each_report_passes_or_fails_by_its_own_settings() {
    let folder = county(&["undivided-group", "deadline-near"]);
    write(
        &folder,
        "county/undivided-group/nianbao.toml",
        "fail-on = \"warning\"\n",
    );
    assert_eq!(check(&folder, "county").2, 1);
    assert_eq!(check(&folder, "county/deadline-near").2, 0);
    assert_eq!(check(&folder, "county --fail-on error").2, 0);
}

#[test]
fn a_file_that_is_not_text_or_no_setting_is_an_error_said_where_it_stands() {
    let folder = county(&["undivided-group"]);
    fs::write(folder.path().join("nianbao.toml"), b"# \xB1\xBE\xCF\xD8\n").expect("written");
    let found = check(&folder, "county");
    assert_eq!(found.0[0], ("bad-config".to_owned(), "error".to_owned()));
    assert_eq!(found.2, 1);
    // Below the folder that one is in, the way to it is shown; no output says where the machine keeps it.
    write(&folder, "nianbao.toml", "\u{FEFF}fail-on = 1\n");
    let inside = Command::cargo_bin("nianbao")
        .expect("the program")
        .current_dir(folder.path().join("county"))
        .args([
            "check",
            "undivided-group",
            "--format",
            "github",
            "--lang",
            "en",
        ])
        .output()
        .expect("it runs");
    let out = String::from_utf8(inside.stdout).expect("UTF-8");
    assert!(
        out.starts_with("::error file=../nianbao.toml,line=1,endLine=1,col=11,endColumn=12,"),
        "{out}"
    );
}

#[test]
fn no_error_is_allowed_away_where_a_report_is_written() {
    let folder = county(&["blank-cell"]);
    let render = "render county -o out --today 2023-02-01";
    let (_, err, status) = nianbao(&folder, &format!("{render} --allow blank-cell"));
    assert_eq!(status, 2);
    assert!(
        err.contains("waivers.toml") && err.contains("--draft"),
        "{err}"
    );
    for level in ["allow", "note", "warning"] {
        write(
            &folder,
            "nianbao.toml",
            &format!("[codes]\nblank-cell = \"{level}\"\n"),
        );
        assert_eq!(check(&folder, "county").2, 0);
        let (_, err, status) = nianbao(&folder, render);
        assert_eq!(status, 1);
        assert!(err.contains("error[blank-cell]"), "{err}");
        assert!(
            err.contains("errors that the settings lower or allow: 1;"),
            "{err}"
        );
        let (out, _, _) = nianbao(&folder, "status county --today 2023-02-01");
        assert!(out.contains("still to be filled in (1)"), "{out}");
    }
    assert!(!folder.path().join("out").exists());
    assert_eq!(nianbao(&folder, &format!("{render} --draft")).2, 0);
    assert!(folder.path().join("out").exists());
}

#[test]
fn warnings_may_be_allowed_or_denied_where_a_report_is_written() {
    let folder = county(&["undivided-group"]);
    let render = |options: &str| {
        nianbao(
            &folder,
            &format!("render county -o out --today 2023-02-01 {options}"),
        )
    };
    write(&folder, "nianbao.toml", "fail-on = \"warning\"\n");
    assert_eq!(render("").2, 1);
    assert_eq!(render("--deny undivided-group --fail-on error").2, 1);
    assert!(!folder.path().join("out").exists());
    let (_, err, status) = render("--allow undivided-group");
    assert_eq!((err.as_str(), status), ("", 0));
}

/// They may have been meant to be stricter.
#[test]
fn nothing_is_written_under_settings_at_fault() {
    let folder = county(&["undivided-group"]);
    write(
        &folder,
        "nianbao.toml",
        "[codes]\nundivided-grup = \"error\"\n",
    );
    let render = "render county -o out --today 2023-02-01";
    let (_, err, status) = nianbao(&folder, render);
    assert_eq!(status, 1);
    assert!(err.contains("error[bad-config]"), "{err}");
    assert!(
        err.contains("the nianbao.toml of `county/undivided-group` is at fault"),
        "{err}"
    );
    assert!(!folder.path().join("out").exists());
    assert_eq!(nianbao(&folder, &format!("{render} --draft")).2, 0);
}

/// Tools such as pre-commit hand over the files that were changed.
#[test]
fn a_file_stands_for_its_folder() {
    let folder = county(&["undivided-group", "blank-cell"]);
    write(
        &folder,
        "county/nianbao.toml",
        "[codes]\nundivided-group = \"error\"\n",
    );
    write(&folder, "county/notes.csv", "a,b\n");
    let both = "county/undivided-group/requests.csv county/undivided-group/report.toml";
    assert_eq!(check(&folder, both), (of("undivided-group", "error"), 0, 1));
    assert_eq!(check(&folder, "county/nianbao.toml").0.len(), 2);
    assert_eq!(
        check(&folder, "county/notes.csv"),
        (of("nothing-to-read", "error"), 0, 2)
    );
}

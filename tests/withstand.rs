//! What a run withstands: being killed, interrupted or run twice at once, a full disk, and whatever may lie in a
//! folder. With real processes, since that is what is killed.

#![cfg(unix)]

#[path = "support/copy.rs"]
mod copy;
#[path = "support/county.rs"]
mod county;
#[path = "support/process.rs"]
mod process;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use county::{assert_part_of, assert_same, county, documents, township, tree};
use process::{Outcome, nianbao, run, start};
use serde_json::Value;
use tempfile::TempDir;

/// Renders little, so that a batch is many reports and not much work.
const RENDER: [&str; 9] = [
    "render",
    "in",
    "-o",
    "out",
    "--format",
    "md",
    "--document",
    "annual",
    "--lang=en",
];

fn with<'a>(arguments: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [arguments, more].concat()
}

/// A folder of our own, in memory where there is such a thing: thousands of files are made and removed.
fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir());
    made.expect("a folder")
}

/// A folder with a county of `count` in `in`.
fn place(count: usize) -> TempDir {
    let folder = scratch();
    county(&folder.path().join("in"), count);
    folder
}

fn remove(folder: &Path) {
    fs::remove_dir_all(folder).expect("removed");
}

/// A number below `limit`, another each time: moments that nobody chose.
fn random(limit: u64) -> u64 {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one(0) % limit
}

// ------------------------------------------------------------------------------------ stopped on the way

#[test]
fn killed_at_any_moment_it_leaves_whole_files_and_the_next_run_completes_them() {
    const COUNT: usize = 2_000;
    let folder = place(COUNT);
    let (root, out) = (folder.path(), folder.path().join("out"));
    assert_eq!(run(root, &RENDER).status, Some(0));
    let undisturbed = tree(&out);
    let whole = documents(&out);
    assert_eq!(whole.len(), COUNT);
    remove(&out);

    let mut killed_amid = 0;
    for round in 0..6 {
        let there = documents(&out).len();
        // Six times at most 250: never all of them.
        let more = usize::try_from(random(250)).expect("small");
        let wait = Duration::from_micros(random(20_000));
        let mut running = start(nianbao(root).args(RENDER));
        if round > 0 {
            running.until(|| count_files(&out) >= there + more);
        }
        std::thread::sleep(wait);
        let was_running = running.is_running();
        if was_running {
            running.signal("KILL");
        }
        running.end();
        let now = documents(&out);
        assert_part_of(&now, &whole);
        assert!(now.len() >= there, "files are gone");
        killed_amid += usize::from(was_running && !now.is_empty() && now.len() < COUNT);
    }
    assert!(killed_amid >= 3, "killed amid its work {killed_amid} times");

    let completed = run(root, &RENDER);
    assert_eq!(completed.status, Some(0), "{}", completed.said);
    assert_same(&tree(&out), &undisturbed);
}

/// Cheaper than reading them.
fn count_files(out: &Path) -> usize {
    let folders = |path: &Path| fs::read_dir(path).into_iter().flatten().flatten();
    folders(out)
        .filter(|entry| entry.file_name() != ".nianbao")
        .flat_map(|entry| fs::read_dir(entry.path()).into_iter().flatten().flatten())
        .filter(|entry| entry.path().join("annual.md").is_file())
        .count()
}

#[test]
fn interrupted_it_says_how_far_it_came_and_goes_on_from_there() {
    const COUNT: usize = 400;
    let folder = place(COUNT);
    let (root, out) = (folder.path(), folder.path().join("out"));
    assert_eq!(run(root, &RENDER).status, Some(0));
    let undisturbed = tree(&out);
    let whole = documents(&out);
    remove(&out);

    let mut running = start(nianbao(root).args(RENDER));
    assert!(running.until(|| count_files(&out) >= 20));
    running.signal("INT");
    let Outcome { status, said, .. } = running.end();
    assert_eq!(status, Some(130), "{said}");
    let there = documents(&out);
    assert_part_of(&there, &whole);
    assert!((20..COUNT).contains(&there.len()), "{}", there.len());
    let (done, all) = (there.len().to_string(), COUNT.to_string());
    assert!(
        said.contains(&done) && said.contains(&all),
        "{done}/{all}: {said}"
    );

    let went_on = run(root, &RENDER);
    assert_eq!(went_on.status, Some(0), "{}", went_on.said);
    assert_eq!(unchanged(&went_on), there.len(), "{}", went_on.said);
    assert_same(&tree(&out), &undisturbed);
}

/// How many reports a run says it has left as they were.
fn unchanged(outcome: &Outcome) -> usize {
    let words = format!("{}{}", outcome.out, outcome.said);
    let line = words.lines().find(|line| line.contains("unchanged"));
    let Some(line) = line else { return 0 };
    let (_, after) = line.split_once("unchanged").expect("the word");
    let number = |text: &str| {
        let digits = |c: char| !c.is_ascii_digit();
        text.split(digits)
            .find(|part| !part.is_empty())
            .map(str::to_owned)
    };
    let number = number(after).or_else(|| number(line)).expect("a number");
    number.parse().expect("a number")
}

#[test]
fn what_has_not_changed_is_left_as_it_is_and_counted() {
    const COUNT: usize = 12;
    let folder = place(COUNT);
    let (root, out) = (folder.path(), folder.path().join("out"));
    let first = run(root, &RENDER);
    assert_eq!((first.status, unchanged(&first)), (Some(0), 0));
    let whole = tree(&out);
    let again = |more: &[&str]| {
        let outcome = run(root, &with(&RENDER, more));
        assert_eq!(outcome.status, Some(0), "{more:?}: {}", outcome.said);
        unchanged(&outcome)
    };
    assert_eq!(again(&[]), COUNT);
    assert_same(&tree(&out), &whole);
    assert_eq!(again(&["--force"]), 0);
    assert_same(&tree(&out), &whole);

    // An output that somebody changed or deleted is made again.
    let (one, other) = (out.join("00/03/annual.md"), out.join("00/04/annual.md"));
    fs::write(&one, "spoilt").expect("written");
    fs::remove_file(&other).expect("removed");
    assert_eq!(again(&[]), COUNT - 2);
    assert_same(&tree(&out), &whole);

    // So is one of the same length that was changed right after it was written; one that was only touched, as copies are,
    // is known by its content.
    let page = fs::read_to_string(&one).expect("a page");
    fs::write(&one, page.replacen('乡', "县", 1)).expect("written");
    assert_eq!(again(&[]), COUNT - 1);
    assert_same(&tree(&out), &whole);
    let file = fs::File::options().append(true).open(&one).expect("a page");
    file.set_modified(std::time::UNIX_EPOCH).expect("touched");
    drop(file);
    assert_eq!((again(&[]), again(&[])), (COUNT, COUNT));
    assert_same(&tree(&out), &whole);

    // An input that changed is read anew; that it was touched is no change.
    let report = root.join("in/00/05/report.toml");
    let text = fs::read_to_string(&report).expect("a report");
    fs::write(&report, &text).expect("written");
    assert_eq!(again(&[]), COUNT);
    fs::write(&report, text.replace("山区乡", "高山乡")).expect("written");
    assert_eq!(again(&[]), COUNT - 1);
    let page = fs::read_to_string(out.join("00/05/annual.md")).expect("a page");
    assert!(page.contains("高山乡"));

    // Other options, other documents.
    assert_eq!(again(&["--draft"]), 0);
    let page = fs::read_to_string(&one).expect("a page");
    assert!(page.contains("草稿"));
    assert_eq!(again(&[]), 0);
    let html = [
        "render",
        "in",
        "-o",
        "out",
        "--format",
        "md,html",
        "--document",
        "annual",
        "--lang=en",
    ];
    let outcome = run(root, &html);
    assert_eq!((outcome.status, unchanged(&outcome)), (Some(0), 0));
    assert!(out.join("00/00/annual.html").is_file());
}

#[test]
fn two_runs_into_the_same_folder_end_well() {
    let folder = place(150);
    let (root, out) = (folder.path(), folder.path().join("out"));
    assert_eq!(run(root, &RENDER).status, Some(0));
    let one = tree(&out);
    remove(&out);
    let runs = [0, 1, 2].map(|_| start(nianbao(root).args(RENDER)));
    for outcome in runs.map(process::Running::end) {
        assert_eq!(outcome.status, Some(0), "{}", outcome.said);
    }
    assert_same(&tree(&out), &one);
}

// --------------------------------------------------------------------------------------- the same always

#[test]
fn any_number_of_threads_prints_and_writes_the_same() {
    let folder = place(130);
    let root = folder.path();
    for sample in [
        "zhongshu-2022-as-published",
        "huaian-2024-miswritten",
        "luliang-2022",
    ] {
        let to = root.join("in").join(sample);
        copy::copy(&Path::new("sample-data").join(sample), &to, |bytes| bytes);
    }
    fs::create_dir(root.join("in/empty")).expect("a folder");
    let same = |arguments: &[&str]| {
        let [one, many] = ["-j1", "-j16"].map(|jobs| {
            let outcome = run(root, &with(arguments, &[jobs, "--today=2023-04-15"]));
            let out = root.join("out");
            let written = tree(&out);
            if out.exists() {
                remove(&out);
            }
            (outcome, written)
        });
        assert_eq!(one.0, many.0, "{arguments:?}");
        assert_same(&one.1, &many.1);
        one
    };
    for format in ["human", "json", "sarif", "junit", "github", "csv"] {
        let (outcome, _) = same(&["check", "in", "--format", format]);
        assert_eq!(outcome.status, Some(1), "{format}");
        assert!(outcome.out.contains("luliang-2022"), "{format}");
    }
    let (outcome, written) = same(&RENDER);
    assert_eq!(outcome.status, Some(1), "{}", outcome.said);
    assert!(written.len() > 130);
}

// -------------------------------------------------------------------------------------------- a full disk

#[test]
#[expect(clippy::print_stderr, reason = "what was not tested is to be seen")]
fn a_full_disk_is_said_and_nothing_is_half_written() {
    let folder = place(40);
    let root = folder.path();
    assert_eq!(run(root, &RENDER).status, Some(0));
    let whole = documents(&root.join("out"));
    let disk = root.join("disk");
    fs::create_dir(&disk).expect("a folder");
    for limit in ["size=96k", "nr_inodes=24"] {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", limit, "tmpfs"])
            .arg(&disk)
            .output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            eprintln!("SKIPPED: a small disk can only be mounted by root");
            return;
        }
        let mut arguments = RENDER;
        arguments[3] = "disk/out";
        let outcome = run(root, &arguments);
        let written = documents(&disk.join("out"));
        let unmounted = Command::new("umount").arg(&disk).status().expect("umount");
        assert!(unmounted.success());
        assert_eq!(outcome.status, Some(2), "{limit}: {}", outcome.said);
        assert!(
            outcome.said.contains("disk/out"),
            "{limit}: {}",
            outcome.said
        );
        assert!(written.len() < whole.len(), "{limit} is too much");
        assert_part_of(&written, &whole);
    }
}

// ----------------------------------------------------------------------------------- what lies in a folder

/// Checks `in`; the findings by the path of the report folder.
fn check(root: &Path) -> (Outcome, Vec<(String, Vec<Value>)>) {
    let outcome = run(
        root,
        &["check", "in", "--format=json", "--today=2023-02-01"],
    );
    let answer: Value =
        serde_json::from_str(&outcome.out).unwrap_or_else(|_| panic!("{outcome:?}"));
    let reports = answer["reports"].as_array().expect("reports");
    let reports = reports.iter().map(|report| {
        let path = report["path"].as_str().expect("a path").to_owned();
        (
            path,
            report["findings"].as_array().expect("findings").clone(),
        )
    });
    let reports = reports.collect();
    (outcome, reports)
}

/// Puts something in the place of a file of one township of three, and checks: that file is said to be at fault,
/// the others pass.
fn in_place_of(name: &str, put: impl Fn(&Path)) {
    let folder = place(3);
    let root = folder.path();
    let path = root.join("in/00/01").join(name);
    let _ = fs::remove_file(&path);
    put(&path);
    let (outcome, reports) = check(root);
    assert_eq!(outcome.status, Some(2), "{name}: {outcome:?}");
    assert_eq!(reports.len(), 3, "{name}: {reports:?}");
    for (report, findings) in reports {
        if report.ends_with("01") {
            let named = findings.iter().any(|finding| {
                let file = finding["at"]["file"].as_str().expect("a file");
                finding["code"] == "unreadable-file" && file.ends_with(&format!("01/{name}"))
            });
            assert!(named, "{name}: {findings:?}");
        } else {
            assert!(findings.is_empty(), "{name}: {findings:?}");
        }
    }
    let outcome = run(root, &RENDER);
    assert_eq!(outcome.status, Some(2), "{name}: {}", outcome.said);
    assert_eq!(documents(&root.join("out")).len(), 2, "{name}");
}

const FILES: [&str; 4] = ["requests.csv", "waivers.toml", "annual.txt", "report.toml"];

#[test]
fn a_pipe_in_place_of_a_file_holds_nothing_up() {
    for name in FILES {
        in_place_of(name, |path| {
            let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
            assert!(made.success());
        });
    }
}

#[test]
fn a_folder_in_place_of_a_file_is_said() {
    for name in FILES {
        in_place_of(name, |path| fs::create_dir(path).expect("a folder"));
    }
}

#[test]
fn links_to_nothing_to_themselves_and_to_what_never_ends_are_said() {
    for name in FILES {
        in_place_of(name, |path| symlink("nowhere", path).expect("a link"));
        in_place_of(name, |path| symlink(path, path).expect("a link"));
        in_place_of(name, |path| symlink("/dev/zero", path).expect("a link"));
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "what was not tested is to be seen")]
fn a_file_that_may_not_be_read_is_said() {
    let folder = place(3);
    let root = folder.path();
    let mode = |path: &str, mode| {
        fs::set_permissions(root.join(path), fs::Permissions::from_mode(mode)).expect("set");
    };
    mode("", 0o755);
    mode("in/00/01/requests.csv", 0);
    // Root reads everything: be nobody.
    let is_root = fs::read(root.join("in/00/01/requests.csv")).is_ok();
    let program = env!("CARGO_BIN_EXE_nianbao");
    let command = |arguments: &[&str]| {
        let mut command = Command::new(if is_root { "setpriv" } else { program });
        if is_root {
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", program]);
        }
        command.current_dir(root).args(arguments);
        command
    };
    let try_out = command(&["--version"]).output();
    if !try_out.is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: run by root, and not able to be nobody");
        mode("in/00/01/requests.csv", 0o644);
        return;
    }
    let check = [
        "check",
        "in",
        "--format=csv",
        "--lang=en",
        "--today=2023-02-01",
    ];
    let outcome = start(&mut command(&check)).end();
    assert_eq!(outcome.status, Some(2), "{outcome:?}");
    let at_fault = |outcome: &Outcome, what: &str| {
        let rows: Vec<&str> = outcome.out.lines().skip(1).collect();
        assert!(!rows.is_empty(), "{outcome:?}");
        for row in rows {
            assert!(
                row.contains("unreadable-file") && row.contains(what),
                "{row}"
            );
        }
    };
    at_fault(&outcome, "in/00/01/requests.csv");
    // A folder that may not be listed, and one that may not be entered.
    mode("in/00/01/requests.csv", 0o644);
    for closed in [0o000, 0o444] {
        mode("in/00/01", closed);
        let outcome = start(&mut command(&check)).end();
        mode("in/00/01", 0o755);
        let all = format!("{}{}", outcome.out, outcome.said);
        assert_eq!(outcome.status, Some(2), "{closed:o}: {outcome:?}");
        assert!(all.contains("in/00/01"), "{closed:o}: {outcome:?}");
        assert!(
            !all.contains("in/00/00") && !all.contains("in/00/02"),
            "{all}"
        );
    }
    // Nothing can be written where one may not write.
    mode("in", 0o755);
    let outcome = start(&mut command(&RENDER)).end();
    assert_eq!(outcome.status, Some(2), "{outcome:?}");
    assert!(outcome.said.contains("out"), "{outcome:?}");
}

#[test]
fn folders_that_vanish_during_the_run_stop_nothing() {
    const COUNT: usize = 400;
    let folder = place(COUNT);
    let root = folder.path();
    let gone = root.join("in/03");
    let mut running = start(nianbao(root).args(RENDER));
    assert!(running.until(|| count_files(&root.join("out")) >= 10));
    // Renamed at once, as somebody who tidies up does.
    fs::rename(&gone, root.join("elsewhere")).expect("gone");
    let outcome = running.end();
    let written = documents(&root.join("out"));
    assert!(written.len() >= 300, "{}: {}", written.len(), outcome.said);
    let expected = if written.len() == COUNT { 0 } else { 2 };
    assert_eq!(outcome.status, Some(expected), "{}", outcome.said);
    if expected == 2 {
        assert!(outcome.said.contains("in/03/99"), "{}", outcome.said);
    }
}

#[test]
fn loops_of_links_catch_nobody() {
    let folder = place(3);
    let root = folder.path();
    symlink("..", root.join("in/00/up")).expect("a link");
    symlink(root.join("in"), root.join("in/all")).expect("a link");
    symlink("self", root.join("in/self")).expect("a link");
    symlink("../01", root.join("in/00/00/other")).expect("a link");
    let (outcome, reports) = check(root);
    assert_eq!((outcome.status, reports.len()), (Some(0), 3), "{outcome:?}");
    let outcome = run(root, &["check", "in/self"]);
    assert_eq!(outcome.status, Some(2), "{outcome:?}");
    // By whatever way a folder is named, it is examined once.
    let outcome = run(
        root,
        &["check", "in/00/up", "in", "in/all", "--format=json"],
    );
    let answer: Value = serde_json::from_str(&outcome.out).expect("JSON");
    assert_eq!(answer["summary"]["reports"], 3);
}

#[test]
fn ten_thousand_entries_in_a_folder_are_no_matter() {
    let folder = place(1);
    let root = folder.path();
    let report = root.join("in/00/00");
    for number in 0..10_000 {
        fs::write(report.join(format!("照片{number}.jpg")), "").expect("written");
        fs::create_dir(root.join(format!("in/00/空{number}"))).expect("a folder");
    }
    let (outcome, reports) = check(root);
    assert_eq!(
        (outcome.status, reports.len()),
        (Some(0), 1),
        "{}",
        outcome.said
    );
    assert!(reports[0].1.is_empty());
    // Tables that no form has are said one by one, and the rest is checked all the same.
    for number in 0..10_000 {
        fs::write(report.join(format!("表{number}.csv")), "甲,乙\n1,2\n").expect("written");
    }
    let (outcome, reports) = check(root);
    assert!(matches!(outcome.status, Some(0..=2)), "{}", outcome.said);
    assert!(!reports[0].1.is_empty());
}

/// Report folders, files and agencies with names that lead elsewhere, act on a terminal or cannot be names of files.
fn oddly_named(root: &Path) -> usize {
    let long = "长".repeat(300);
    let names = [
        "../../etc",
        "/etc/passwd",
        "CON",
        "C:\\Windows",
        &long,
        "甲/乙\\丙",
        "红\u{1b}[31m色\u{7}",
        "\u{1b}]0;标题\u{7}",
        "换\r\n行\t制\u{0}表",
        "\u{202e}倒\u{2066}序",
        "\u{9b}31m",
        "",
        "{{ agency }}",
        "<script>alert(1)</script>",
        "=cmd|'/c calc'!A1",
    ];
    for (number, name) in names.iter().enumerate() {
        let to = root.join(format!("in/{number:02}"));
        fs::create_dir_all(&to).expect("a folder");
        township(&to, "某某");
        let report = to.join("report.toml");
        let text = fs::read_to_string(&report).expect("a report");
        let mut escaped = String::new();
        for c in name.chars() {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        }
        fs::write(&report, text.replace("某某", &escaped)).expect("written");
        // Something to be said about each of them.
        let requests = fs::read_to_string(to.join("requests.csv")).expect("a table");
        fs::write(
            to.join("requests.csv"),
            requests.replacen(",0,0,0\n", ",0,0,5\u{1b}]0;标题\u{7}\u{9b}1m\n", 1),
        )
        .expect("written");
    }
    // Folders and files may be called anything too.
    for name in [
        "红\u{1b}[31m",
        "铃\u{7}",
        "换\n行",
        "-o",
        "%s",
        "CON",
        "空 格",
    ] {
        let to = root.join("in").join(name);
        township(&to, "某某");
        fs::write(to.join("表\u{1b}[1m.csv"), "甲\n").expect("written");
    }
    names.len()
}

#[test]
fn no_name_leads_astray() {
    let folder = scratch();
    let root = folder.path();
    let names = oddly_named(root);
    let raw = |text: &str| {
        let harmless = |c: char| matches!(c, '\n' | '\t') || !c.is_control();
        let at = text.replace("\r\n", "\n");
        at.lines()
            .find(|line| !line.chars().all(harmless))
            .map(str::to_owned)
    };
    for format in ["human", "json", "sarif", "junit", "github", "csv"] {
        for language in ["--lang=zh", "--lang=en"] {
            let arguments = [
                "check",
                "in",
                "--format",
                format,
                language,
                "--today=2023-02-01",
            ];
            let outcome = run(root, &arguments);
            assert!(matches!(outcome.status, Some(1 | 2)), "{outcome:?}");
            for printed in [&outcome.out, &outcome.said] {
                assert_eq!(raw(printed), None, "{format} prints control characters");
            }
        }
    }
    // In colour, where escape sequences are not taken out: none but the program's own.
    for format in ["human", "github", "csv"] {
        let arguments = ["check", "in", "--format", format, "--color=always"];
        let outcome = run(root, &arguments);
        let printed = outcome.out + &outcome.said;
        for (at, _) in printed.match_indices('\u{1b}') {
            let sequence = &printed[at + 1..];
            let end = sequence.find(|c: char| !matches!(c, '[' | ';' | '0'..='9'));
            assert_eq!(end.map(|end| &sequence[end..=end]), Some("m"), "{format}");
        }
        let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1b}');
        assert!(
            !printed.contains(acts),
            "{format} prints control characters"
        );
    }
    let before: Vec<_> = entries(root);
    let outcome = run(
        root,
        &["render", "in", "-o", "out", "--draft", "--today=2023-02-01"],
    );
    for printed in [&outcome.out, &outcome.said] {
        assert_eq!(raw(printed), None, "render prints control characters");
    }
    // Documents stand where the folders stood, and nowhere else.
    let mut after = entries(root);
    after.retain(|name| name != "out");
    assert_eq!(before, after);
    let inputs = entries(&root.join("in"));
    let mut outputs = entries(&root.join("out"));
    outputs.retain(|name| name != ".nianbao");
    assert!(outputs.len() > names, "{outputs:?}");
    assert!(
        outputs.iter().all(|name| inputs.contains(name)),
        "{outputs:?}"
    );
    for (place, bytes) in documents(&root.join("out")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let harmful = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!text.contains(harmful), "{}", place.display());
        // In Markdown a mark of markup has a backslash before it.
        let text = text.replace("\\<", "");
        assert!(!text.contains("<script>"), "{}", place.display());
    }
    let outcome = run(root, &["status", "in", "--today=2023-02-01"]);
    assert_eq!(raw(&outcome.out), None);
    assert_eq!(raw(&outcome.said), None);
}

/// The names in a folder, in order.
fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_of_a_gibibyte_is_refused_by_a_limit_that_is_said() {
    for name in [
        "requests.csv",
        "report.toml",
        "waivers.toml",
        "annual.txt",
        "nianbao.toml",
    ] {
        let folder = place(3);
        let root = folder.path();
        let file = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(root.join("in/00/01").join(name))
            .expect("a file");
        file.set_len(1 << 30).expect("sparse");
        drop(file);
        // A fifth of the file: who reads it whole runs out of memory.
        let mut limited = Command::new("sh");
        limited
            .current_dir(root)
            .args(["-c", "ulimit -v 262144; exec \"$0\" \"$@\""])
            .arg(env!("CARGO_BIN_EXE_nianbao"))
            .args(["check", "in", "-j2", "--lang=en", "--today=2023-02-01"]);
        let outcome = start(&mut limited).end();
        let said = format!("{}{}", outcome.out, outcome.said);
        // Settings at fault are a finding about them; what they are about is checked all the same.
        let expected = if name == "nianbao.toml" { 1 } else { 2 };
        assert_eq!(outcome.status, Some(expected), "{name}: {said}");
        assert!(
            said.contains(&format!("01/{name}")) && said.contains("MiB"),
            "{name}: {said}"
        );
        assert!(
            !said.contains("00/00") && !said.contains("00/02"),
            "{name}: {said}"
        );
    }
}

/// On a terminal a batch shows how far it is, with its rate and the time left; anywhere else not a byte of that.
#[test]
#[expect(clippy::print_stderr, reason = "what was not tested is to be seen")]
fn progress_is_shown_on_a_terminal_and_nowhere_else() {
    let folder = place(40);
    let command = format!(
        "{} render in -o out --lang=en --today=2023-02-01",
        env!("CARGO_BIN_EXE_nianbao")
    );
    // `script` runs a command on a terminal of its own.
    let mut script = Command::new("script");
    script
        .current_dir(folder.path())
        .args(["-qec", &command, "/dev/null"]);
    script.stdin(std::process::Stdio::null());
    if let Ok(output) = script.output() {
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{shown}");
        for part in ["/40", "reports/s", "left"] {
            assert!(shown.contains(part), "{part} is not in {shown}");
        }
    } else {
        eprintln!("SKIPPED: there is no `script` to run a command on a terminal");
    }
    let outcome = run(
        folder.path(),
        &[
            "render",
            "in",
            "-o",
            "other",
            "--lang=en",
            "--today=2023-02-01",
        ],
    );
    assert_eq!(outcome.status, Some(0));
    let said = outcome.out + &outcome.said;
    for part in ["reports/s", "\u{1b}", "\r", "█", "░"] {
        assert!(!said.contains(part), "{part:?} is in {said}");
    }
}

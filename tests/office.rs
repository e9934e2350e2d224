//! The office's view, with real processes: the register, the counts at the end, and the summary as data and as a page.

#[path = "support/copy.rs"]
mod copy;
#[path = "support/outcome.rs"]
mod outcome;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use outcome::outcome;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use tempfile::TempDir;

/// A name that is markup if anyone forgets to escape it.
const ODD: &str = "<b>&'白石镇</b>";

const REGISTER: &str = "\
代码,名称,级别,上级,路径
530322,陆良县人民政府,县,,
530322001,中枢镇人民政府,乡镇,530322,zhongshu
530322002,青石镇人民政府,乡镇,530322,qingshi
530322003,马街镇人民政府,乡镇,530322,majie
530322004,同乐镇人民政府,乡镇,530322,
";

/// A county: one township that passes, twice; one that is late and has an error; one that is missing, as the county
/// itself; one with an error, found by its name; and one that is in no register.
fn county() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let county = folder.path().join("county");
    let samples = Path::new("sample-data");
    let copy = |from: &str, to: &str, name: Option<(&str, &str)>| {
        copy::copy(&samples.join(from), &county.join(to), |bytes| bytes);
        if let Some((was, is)) = name {
            let report = county.join(to).join("report.toml");
            let text = fs::read_to_string(&report).expect("a report");
            assert!(text.contains(was));
            fs::write(&report, text.replace(was, is)).expect("written");
        }
    };
    copy("zhongshu-2022", "zhongshu", None);
    copy("zhongshu-2022", "again/zhongshu", None);
    copy("qingshi-2022-draft", "qingshi", None);
    let name = ("中枢镇人民政府", "同乐镇人民政府");
    copy("zhongshu-2022-as-published", "tong le #1", Some(name));
    copy("zhongshu-2022", "baishi", Some(("中枢镇人民政府", ODD)));
    fs::write(county.join("register.csv"), REGISTER).expect("written");
    folder
}

/// Runs the program in the folder, in Chinese, on the day after the deadline.
fn nianbao(folder: &TempDir, arguments: &str) -> (i32, String, String) {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    command
        .current_dir(folder.path())
        .args(arguments.split_whitespace())
        .args(["--today", "2023-04-01", "--lang", "zh", "--color", "never"]);
    outcome(&mut command)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The cells of `summary.csv`, its head first.
fn cells(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{FEFF}').expect("a mark for Excel");
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.expect("a record"));
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

fn select<'d>(page: &'d Html, selector: &str) -> Vec<ElementRef<'d>> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).collect()
}

fn text(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Code and line of what is found about the register.
fn about_register(folder: &TempDir, arguments: &str) -> Vec<(String, u64)> {
    let (_, out, err) = nianbao(folder, &format!("check --format json {arguments}"));
    assert!(!out.is_empty(), "{err}");
    let answer = json(&out);
    let reports = answer["reports"].as_array().expect("reports").iter();
    let findings = reports
        .filter(|report| report["path"] == "")
        .flat_map(|report| report["findings"].as_array().expect("findings").clone());
    findings
        .map(|finding| {
            let code = finding["code"].as_str().expect("a code").to_owned();
            (code, finding["at"]["line"].as_u64().expect("a line"))
        })
        .collect()
}

#[test]
fn the_end_says_how_many_and_what_is_commonest() {
    let folder = county();
    let (exit, out, _) = nianbao(&folder, "check --register county/register.csv");
    assert_eq!(exit, 1);
    let end = out.split("检查了 5 份报告").nth(1).expect("the end");
    assert!(
        end.contains("\n通过 3 份，不通过 2 份，逾期 1 份\n"),
        "{end}"
    );
    assert!(
        end.contains("\n名册上有 5 个机关：缺报 2 个，多报 1 份，重复 1 份\n最常见的问题：\n"),
        "{end}"
    );
    assert!(end.contains("\n  wrong-total：1 处，1 份报告（"), "{end}");
    // Without a register nothing is said of who is missing, and of a single report nothing at all.
    let (_, out, _) = nianbao(&folder, "check county");
    assert!(out.contains("\n通过 3 份，不通过 2 份，逾期 1 份\n"));
    assert!(!out.contains("名册") && !out.contains("缺报"));
    let (_, out, _) = nianbao(&folder, "check county/zhongshu");
    assert_eq!(out, "检查了 1 份报告，没有发现问题\n");
}

/// The findings of the summary are those of the check.
fn same(ours: &Value, theirs: &Value) {
    let (ours, theirs) = (
        ours.as_array().expect("ours"),
        theirs.as_array().expect("theirs"),
    );
    assert_eq!(ours.len(), theirs.len());
    for (ours, theirs) in ours.iter().zip(theirs) {
        for key in ["code", "severity", "message", "help"] {
            assert_eq!(ours[key], theirs[key]);
        }
        assert_eq!(
            (&ours["file"], &ours["line"]),
            (&theirs["at"]["file"], &theirs["at"]["line"])
        );
    }
}

#[test]
fn what_each_way_of_telling_says_agrees() {
    let folder = county();
    let check = "check --register county/register.csv --summary desk --format json";
    let (exit, out, err) = nianbao(&folder, check);
    assert_eq!((exit, err.as_str()), (1, ""));
    let (told, summary) = (json(&out), json(&read(&folder, "desk/summary.json")));
    assert_eq!(told["summary"], summary["summary"]);
    let count = |key: &str| summary["summary"][key].as_u64().expect("a number");
    let counts = [
        "reports",
        "passed",
        "failed",
        "late",
        "missing",
        "surplus",
        "duplicate",
    ];
    assert_eq!(counts.map(count), [5, 3, 2, 1, 2, 1, 1]);
    assert_eq!(summary["today"], "2023-04-01");
    assert_eq!(summary["register"], "county/register.csv");
    // The findings are those of the check: each report's, and the register's.
    let reports = told["reports"].as_array().expect("reports");
    let mut by_path: BTreeMap<&str, &Value> = BTreeMap::new();
    for report in reports {
        by_path.insert(
            report["path"].as_str().expect("a path"),
            &report["findings"],
        );
    }
    same(&summary["findings"], by_path[""]);
    let townships = summary["townships"].as_array().expect("townships");
    let states: Vec<(&str, &str)> = townships
        .iter()
        .map(|township| ["name", "state"].map(|key| township[key].as_str().expect("a text")))
        .map(|[name, state]| (name, state))
        .collect();
    assert_eq!(
        states,
        [
            ("陆良县人民政府", "missing"),
            ("中枢镇人民政府", "passed"),
            ("中枢镇人民政府", "passed"),
            ("青石镇人民政府", "failed"),
            ("马街镇人民政府", "missing"),
            ("同乐镇人民政府", "failed"),
            (ODD, "passed"),
        ]
    );
    let marked = |key: &str| {
        let is = townships
            .iter()
            .enumerate()
            .filter(|(_, township)| township[key] == true);
        is.map(|(at, _)| at).collect::<Vec<_>>()
    };
    assert_eq!(marked("late"), [3]);
    assert_eq!(marked("duplicate"), [1, 2]);
    assert_eq!(marked("surplus"), [6]);
    let table = cells(&read(&folder, "desk/summary.csv"));
    assert_eq!(table.len(), 1 + townships.len());
    let head = &table[0];
    let column = |name: &str| head.iter().position(|head| head == name).expect("a column");
    for (township, line) in townships.iter().zip(&table[1..]) {
        let cell = |name: &str| line[column(name)].as_str();
        assert_eq!(cell("名称"), township["name"]);
        assert_eq!(cell("代码"), township["code"]);
        assert_eq!(cell("路径"), township["path"]);
        assert_eq!(
            cell("期限"),
            township["deadline"].as_str().unwrap_or_default()
        );
        let state = match township["state"].as_str().expect("a state") {
            "passed" => "通过",
            "failed" => "不通过",
            _ => "缺报",
        };
        assert_eq!(cell("状态"), state);
        assert_eq!(cell("逾期") == "是", township["late"] == true);
        for (name, key) in [("错误", "errors"), ("警告", "warnings"), ("提示", "notes")] {
            let count = if state == "缺报" {
                String::new()
            } else {
                township[key].to_string()
            };
            assert_eq!(cell(name), count);
        }
        if state == "缺报" {
            continue;
        }
        same(
            &township["findings"],
            by_path[township["path"].as_str().expect("a path")],
        );
        let severe = |severity: &str| {
            let findings = township["findings"].as_array().expect("findings").iter();
            findings
                .filter(|finding| finding["severity"] == severity)
                .count()
        };
        assert_eq!(township["errors"], severe("error"));
        assert_eq!(township["warnings"], severe("warning"));
    }
}

#[test]
fn a_second_run_writes_the_same_and_leaves_nothing_else() {
    let folder = county();
    let check = "check --register county/register.csv --summary desk";
    nianbao(&folder, check);
    // A second run says the same, byte by byte, and nothing else is left in the folder.
    let before = ["csv", "json"].map(|kind| read(&folder, &format!("desk/summary.{kind}")));
    let page = read(&folder, "desk/index.html");
    nianbao(&folder, check);
    assert_eq!(
        before,
        ["csv", "json"].map(|kind| read(&folder, &format!("desk/summary.{kind}")))
    );
    assert_eq!(page, read(&folder, "desk/index.html"));
    let mut left: Vec<_> = fs::read_dir(folder.path().join("desk"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["index.html", "summary.csv", "summary.json"]);
}

#[test]
fn the_data_is_as_its_schema_says() {
    let folder = county();
    let (_, schema, _) = {
        let mut command = Command::cargo_bin("nianbao").expect("the program");
        outcome(command.args(["schema", "summary"]))
    };
    let schema = jsonschema::validator_for(&json(&schema)).expect("a schema");
    for options in [
        "--register county/register.csv",
        "county",
        "county/zhongshu",
    ] {
        nianbao(&folder, &format!("check {options} --summary desk"));
        let summary = json(&read(&folder, "desk/summary.json"));
        let faults: Vec<String> = schema
            .iter_errors(&summary)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    let mut spoilt = json(&read(&folder, "desk/summary.json"));
    spoilt["townships"][0]["state"] = "good".into();
    assert!(!schema.is_valid(&spoilt));
}

#[test]
fn the_page_holds_everything_and_asks_nobody() {
    let folder = county();
    let render = "render --register county/register.csv --summary desk/here -o out --draft";
    let (exit, out, _) = nianbao(&folder, render);
    assert_eq!(exit, 1);
    assert!(out.contains("通过 3 份，不通过 2 份，逾期 1 份\n"), "{out}");
    let text_of_page = read(&folder, "desk/here/index.html");
    let page = Html::parse_document(&text_of_page);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    let summary = json(&read(&folder, "desk/here/summary.json"));
    let townships = summary["townships"].as_array().expect("townships");
    let rows = select(&page, "tbody tr");
    assert_eq!(rows.len(), townships.len());
    for (row, township) in rows.iter().zip(townships) {
        let one = |selector: &str| {
            let selector = Selector::parse(selector).expect("a selector");
            row.select(&selector).next().map(text).unwrap_or_default()
        };
        let name = format!(
            "{} {}",
            township["name"].as_str().unwrap_or_default(),
            township["path"].as_str().unwrap_or_default()
        );
        assert_eq!(one("th"), name.trim());
        assert_eq!(one(".code"), township["code"].as_str().unwrap_or_default());
        let missing = township["state"] == "missing";
        let count = if missing {
            String::new()
        } else {
            township["errors"].to_string()
        };
        assert_eq!(one(".errors"), count);
        assert_eq!(
            one("[data-label=期限]"),
            township["deadline"].as_str().unwrap_or_default()
        );
        assert!(
            row.attr("data-marks")
                .unwrap_or_default()
                .starts_with(township["state"].as_str().unwrap_or_default())
        );
        // Its findings are on the page, linked from the row.
        let found = township["findings"].as_array().expect("findings");
        let links = Selector::parse(".number a").expect("a selector");
        let mut links = row.select(&links);
        assert_eq!(links.next().is_some(), !found.is_empty());
        for link in links {
            let at = link.attr("href").expect("a link").to_owned();
            let items = select(&page, &format!("article{at} li"));
            assert_eq!(items.len(), found.len());
            for (item, finding) in items.into_iter().zip(found) {
                let message = finding["message"].as_str().expect("a message");
                let message: Vec<&str> = message.split_whitespace().collect();
                assert!(text(item).contains(&message.join(" ")), "{}", text(item));
            }
        }
    }
    assert_eq!(
        select(&page, "#register li").len(),
        summary["findings"].as_array().map_or(0, Vec::len)
    );
    assert!(!text_of_page.contains(ODD) && !text_of_page.contains("<b>&"));
    // Every link leads to a file that is there, from the page on; nothing is asked of anyone.
    let mut documents = 0;
    for element in select(&page, "[href], [src], link, img, script, iframe, object") {
        assert_eq!(element.attr("src"), None);
        let Some(href) = element.attr("href") else {
            assert_eq!(element.value().name(), "script");
            continue;
        };
        if let Some(id) = href.strip_prefix('#') {
            assert_eq!(select(&page, &format!("[id='{id}']")).len(), 1, "{href}");
            continue;
        }
        assert!(!href.contains(':') && !href.starts_with('/'), "{href}");
        let file = folder.path().join("desk/here").join(decoded(href));
        assert!(file.is_file(), "{href}");
        documents += usize::from(href.contains("/out/"));
    }
    let written = summary["townships"].as_array().expect("townships").iter();
    let written: usize = written
        .map(|it| it["documents"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!((documents, written), (written, 18));
    for word in [
        "http:",
        "https:",
        "@import",
        "url(",
        "fetch(",
        "XMLHttpRequest",
    ] {
        assert!(!text_of_page.contains(word), "{word}");
    }
}

#[test]
fn the_page_says_no_more_than_was_asked() {
    let folder = county();
    // Without a register there is no word of one; after a check there are no documents.
    nianbao(&folder, "check county --summary desk");
    let page = read(&folder, "desk/index.html");
    assert!(!page.contains("缺报") && !page.contains("annual.html"));
    let (_, english, _) = outcome(
        Command::cargo_bin("nianbao")
            .expect("the program")
            .current_dir(folder.path())
            .args(["check", "county", "--summary", "desk", "--lang", "en"]),
    );
    assert!(!english.is_empty());
    assert!(read(&folder, "desk/index.html").contains("<html lang=\"en\">"));
}

/// A link as a path.
fn decoded(link: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = link.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let pair: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&pair, 16).expect("two digits"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn only_what_is_not_there_is_missing() {
    let folder = county();
    let all = about_register(&folder, "--register county/register.csv");
    let expected = [
        ("missing-report", 2),
        ("duplicate-report", 3),
        ("missing-report", 5),
        ("surplus-report", 1),
    ];
    assert_eq!(all, expected.map(|(code, line)| (code.to_owned(), line)));
    // Where less is asked for, what is there and was not asked for is no fault.
    let few = about_register(&folder, "county/zhongshu --register county/register.csv");
    assert_eq!(
        few.iter().filter(|(_, line)| *line == 4).count(),
        0,
        "{few:?}"
    );
    let (_, _, _) = nianbao(
        &folder,
        "check county/zhongshu --register county/register.csv --summary desk",
    );
    let summary = json(&read(&folder, "desk/summary.json"));
    assert_eq!(summary["townships"][2]["state"], "unexamined");
    // The same folder, named in another way.
    let county = folder.path().join("county");
    for path in [
        "county/../county",
        "./county/",
        &county.display().to_string(),
    ] {
        let found = about_register(&folder, &format!("{path} --register county/register.csv"));
        assert_eq!(found.len(), 4, "{path}: {found:?}");
    }
}

#[test]
fn settings_apply_and_every_format_tells() {
    let folder = county();
    let register = "--register county/register.csv";
    let allowed = about_register(&folder, &format!("{register} --allow missing-report"));
    assert!(
        allowed.iter().all(|(code, _)| code != "missing-report"),
        "{allowed:?}"
    );
    assert_eq!(allowed.len(), 2);
    fs::write(
        folder.path().join("county/nianbao.toml"),
        "[codes]\nmissing-report = \"note\"\nsurplus-report = \"allow\"\n",
    )
    .expect("written");
    let (_, out, _) = nianbao(&folder, &format!("check --format csv {register}"));
    assert!(out.contains("\"missing-report\",\"note\"") && !out.contains("surplus-report"));
    let (exit, _, err) = nianbao(&folder, &format!("check {register} --allow bad-register"));
    assert_eq!(exit, 2, "{err}");
    fs::remove_file(folder.path().join("county/nianbao.toml")).expect("gone");
    for format in ["human", "json", "sarif", "junit", "github", "csv"] {
        let (exit, out, _) = nianbao(&folder, &format!("check --format {format} {register}"));
        assert_eq!(exit, 1);
        for code in ["missing-report", "surplus-report", "duplicate-report"] {
            assert!(out.contains(code), "{format}: {code}");
        }
    }
    // What is wrong with the register alone makes the exit status.
    let alone = tempfile::tempdir().expect("a folder");
    copy::copy(
        Path::new("sample-data/zhongshu-2022"),
        &alone.path().join("a"),
        |bytes| bytes,
    );
    fs::write(alone.path().join("register.csv"), "名称\n中枢镇人民政府\n").expect("written");
    assert_eq!(nianbao(&alone, "check --register register.csv").0, 0);
    fs::write(
        alone.path().join("register.csv"),
        "名称\n中枢镇人民政府\n甲镇\n",
    )
    .expect("written");
    assert_eq!(nianbao(&alone, "check --register register.csv").0, 1);
    let (exit, _, err) = nianbao(&alone, "render --register register.csv -o out");
    assert_eq!(exit, 1);
    assert!(err.contains("[missing-report]"), "{err}");
    assert!(alone.path().join("out/a/annual.html").is_file());
    // A register that is not there, or is none, keeps anything from being done.
    for register in ["nobody.csv", "a", "a/requests.csv"] {
        let (exit, _, err) = nianbao(
            &alone,
            &format!("check --register {register} --summary desk"),
        );
        assert_eq!(exit, 2, "{register}: {err}");
        assert!(
            !err.is_empty() && !alone.path().join("desk").exists(),
            "{err}"
        );
    }
}

/// What a reader does with the page, done in a real browser: the heads are clicked, rows are chosen.
const DRIVER: &str = r#"<script>
window.addEventListener("load", function () {
  var saw = { wide: document.documentElement.scrollWidth <= window.innerWidth };
  function names() {
    return Array.from(document.querySelectorAll("tbody tr")).filter(function (row) {
      return row.getClientRects().length > 0;
    }).map(function (row) { return row.id; });
  }
  function head(at) { return document.querySelectorAll("thead th")[at]; }
  function click(at) { head(at).querySelector("button").click(); return { rows: names(), sort: head(at).getAttribute("aria-sort") }; }
  var form = document.querySelector(".filters");
  function choose(state, text) {
    form.elements.state.value = state; form.elements.text.value = text;
    form.elements.state.dispatchEvent(new Event("change", { bubbles: true }));
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    return { rows: names(), said: form.querySelector("output").textContent };
  }
  saw.first = names();
  saw.errors = click(5); saw.errors_again = click(5); saw.name = click(1);
  saw.others = Array.from(document.querySelectorAll("thead [aria-sort=none]")).length;
  saw.missing = choose("missing", ""); saw.late = choose("late", ""); saw.text = choose("", "qingshi");
  saw.nobody = choose("passed", "qingshi"); saw.none = document.querySelector(".none").getClientRects().length;
  saw.all = choose("", "");
  var pre = document.createElement("pre"); pre.id = "saw"; pre.textContent = JSON.stringify(saw);
  document.body.appendChild(pre);
});
</script></body>"#;

/// A browser on this machine, if there is one.
fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("NIANBAO_BROWSER") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

#[test]
fn in_a_browser_the_heads_sort_and_rows_can_be_chosen() {
    let folder = county();
    nianbao(
        &folder,
        "check --register county/register.csv --summary desk",
    );
    let Some(browser) = browser() else {
        let _ = writeln!(
            std::io::stderr(),
            "no browser on this machine (NIANBAO_BROWSER): sorting was not tried in one"
        );
        return;
    };
    let page = read(&folder, "desk/index.html");
    assert_eq!(page.matches("</body>").count(), 1);
    let copy = folder.path().join("desk/driven.html");
    fs::write(&copy, page.replace("</body>", DRIVER)).expect("written");
    for width in ["1280,900", "500,900"] {
        let output = std::process::Command::new(&browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
            .arg("--virtual-time-budget=5000")
            .arg(format!("--window-size={width}"))
            .arg(format!(
                "--user-data-dir={}",
                folder.path().join("profile").display()
            ))
            .arg(format!("file://{}", copy.display()))
            .output()
            .expect("the browser runs");
        let dom = String::from_utf8_lossy(&output.stdout).into_owned();
        let driven = Html::parse_document(&dom);
        let saw = select(&driven, "#saw");
        let [saw] = saw[..] else {
            panic!("{}\n{dom}", String::from_utf8_lossy(&output.stderr));
        };
        let saw = json(&saw.text().collect::<String>());
        let rows = |key: &str| {
            let rows = saw[key]["rows"].as_array().expect("rows").iter();
            rows.map(|row| row.as_str().expect("an id"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            saw["wide"], true,
            "it has to be scrolled sideways at {width}"
        );
        assert_eq!(
            saw["first"],
            serde_json::json!(["r1", "r2", "r3", "r4", "r5", "r6", "r7"])
        );
        // Errors: r6 has two, r4 one, the others none; the missing, who have no count, come last either way.
        assert_eq!(
            (rows("errors").as_str(), &saw["errors"]["sort"]),
            ("r6 r4 r2 r3 r7 r1 r5", &"descending".into())
        );
        assert_eq!(
            (rows("errors_again").as_str(), &saw["errors_again"]["sort"]),
            ("r2 r3 r7 r4 r6 r1 r5", &"ascending".into())
        );
        // By name as Chinese names are ordered, by their sounds: 陆良 马街 青石 同乐 中枢; signs come first.
        assert_eq!(
            (rows("name").as_str(), &saw["name"]["sort"]),
            ("r7 r1 r5 r4 r6 r2 r3", &"ascending".into())
        );
        assert_eq!(saw["others"], 10);
        assert_eq!(
            (rows("missing").as_str(), saw["missing"]["said"].as_str()),
            ("r1 r5", Some("2 / 7"))
        );
        assert_eq!(rows("late"), "r4");
        assert_eq!(rows("text"), "r4");
        assert_eq!((rows("nobody").as_str(), &saw["none"]), ("", &1.into()));
        assert_eq!(saw["all"]["said"], "7 / 7");
    }
}

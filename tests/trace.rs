//! `nianbao trace`, run as a process.

#[path = "support/copy.rs"]
mod copy;
#[path = "support/outcome.rs"]
mod outcome;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use chrono::NaiveDate;
use copy::copy;
use nianbao::assets::Assets;
use nianbao::batch::Examiner;
use nianbao::ingest::{Contributor, Encoding, Folder, PROVENANCE_FILE, Provenance};
use nianbao::model::Held;
use outcome::outcome;
use serde_json::Value;

const SAMPLES: [&str; 5] = [
    "sample-data/zhongshu-2022",
    "sample-data/zhongshu-2022-as-published",
    "sample-data/huaian-2024",
    "sample-data/huaian-2024-miswritten",
    "sample-data/qingshi-2022-draft",
];

fn trace(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    command
        .current_dir(root)
        .arg("trace")
        .args(arguments)
        .args(["--today", "2023-02-01", "--lang", "zh"]);
    outcome(&mut command)
}

fn json(root: &Path, fact: &str, path: &str) -> Value {
    let (_, out, err) = trace(root, &[fact, path, "--format", "json"]);
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"))
}

/// The text that a place says, in characters as the place counts them.
fn slice(root: &Path, at: &Value) -> String {
    let file = at["file"].as_str().expect("a file");
    let text = fs::read_to_string(root.join(file)).expect("a text");
    let number = |key: &str| usize::try_from(at[key].as_u64().expect("a number")).expect("small");
    assert_eq!(at["line"], at["end_line"]);
    let text = text.trim_start_matches('\u{FEFF}');
    let line = text.lines().nth(number("line") - 1).expect("a line");
    let columns = number("column") - 1..number("end_column") - 1;
    line.chars().collect::<Vec<_>>()[columns].iter().collect()
}

/// A figure without what a sample writes around it: full-width digits, units, separators.
fn plain(written: &str) -> String {
    let digits = written.chars().filter_map(|it| match it {
        '０'..='９' => char::from_u32(it as u32 - 0xFEE0),
        '0'..='9' | '.' | '-' => Some(it),
        _ => None,
    });
    digits.collect()
}

/// Every node of a tree.
fn nodes<'v>(node: &'v Value, found: &mut Vec<&'v Value>) {
    found.push(node);
    for way in node["ways"].as_array().into_iter().flatten() {
        for part in way["parts"].as_array().expect("parts") {
            nodes(part, found);
        }
    }
}

/// Every way in a tree must add up, if it says that it does.
fn adds_up(node: &Value) {
    for way in node["ways"].as_array().into_iter().flatten() {
        let parts = way["parts"].as_array().expect("parts");
        let number = |value: &Value| value.as_str().map(|it| it.parse::<i64>().expect("whole"));
        let kind = way["by"].as_str().expect("a kind");
        if matches!(kind, "columns" | "rows" | "group" | "contributors")
            && let Some(sum) = number(&way["sum"])
        {
            let parts = parts.iter().filter_map(|part| number(&part["value"]));
            assert_eq!(parts.sum::<i64>(), sum, "{way}");
            if let Some(stated) = number(&way["stated"]) {
                let difference = number(&way["difference"]).unwrap_or(0);
                assert_eq!(stated - sum, difference);
            }
        }
        parts.iter().for_each(adds_up);
    }
}

/// All cells of the samples: the place that is told of each holds that very value, and the parts add up.
#[test]
fn every_figure_is_where_its_place_says() {
    let today = NaiveDate::from_ymd_opt(2023, 2, 1).expect("a day");
    let examiner = Examiner::new(&Assets::default(), Encoding::Detect, today)
        .expect("forms")
        .expect("valid forms");
    let mut figures = 0;
    for sample in SAMPLES {
        let examined = examiner.examine(Path::new(sample));
        let (report, form) = examined.report.expect("a report");
        for (_, spot) in report.spots(form) {
            let path = report.spot_path(form, spot);
            let opened = nianbao::trace::Opened {
                report: report.clone(),
                form,
                sources: examined.sources.clone(),
                identity: sample.to_owned(),
                changed: false,
                contributors: Vec::new(),
            };
            let root = nianbao::trace::trace(&opened, spot, &|_, _| unreachable!("none"));
            let root = &nianbao::output::trace_json(&root)["trace"];
            assert_eq!(root["fact"], path.as_str());
            let mut all = Vec::new();
            nodes(root, &mut all);
            for node in all {
                let entry = node["entry"].as_str().expect("an entry");
                let written = node.get("at").map(|at| slice(Path::new("."), at));
                match entry {
                    "written" => {
                        let written = written.expect("a place");
                        assert_eq!(plain(&written), node["value"], "{sample} {path}");
                    }
                    "not-applicable" => assert_eq!(written.expect("a place").trim(), "/"),
                    "blank" => assert_eq!(written.expect("a place").trim(), ""),
                    "computed" => assert_eq!(written.unwrap_or_default().trim(), ""),
                    _ => assert_eq!(written, None),
                }
            }
            if !path.contains("amount") {
                adds_up(root);
            }
            figures += usize::from(matches!(report.held(form, spot), Held::Written(_)));
        }
    }
    assert!(figures > 500, "{figures}");
}

#[test]
fn a_total_is_followed_to_its_leaves() {
    let root = Path::new(".");
    let (status, out, err) = trace(
        root,
        &["requests.received.total", "sample-data/huaian-2024"],
    );
    assert_eq!((status, err.as_str()), (0, ""));
    let file = "sample-data/huaian-2024/requests.csv";
    for line in [
        format!("一、本年新收政府信息公开申请数量 · 总计（件） = 3119  {file}:3:35\n"),
        "  同一行各列之和 = 3119\n".to_owned(),
        format!("    自然人 = 3001  {file}:3:18\n"),
    ] {
        assert!(out.contains(&line), "{out}");
    }
    let tree = json(root, "requests.handled.total", "sample-data/huaian-2024");
    let mut all = Vec::new();
    nodes(&tree["trace"], &mut all);
    let leaf = "requests.refused/law_forbids.natural_person";
    assert!(all.iter().any(|node| node["fact"] == leaf));
    // The group was left out: it is said to be computed.
    let group = all
        .iter()
        .find(|node| node["fact"] == "requests.refused.natural_person");
    assert_eq!(group.expect("the group")["entry"], "computed");
    // A figure that adds up both ways is not taken apart twice.
    let count = all.iter().filter(|node| node["fact"] == leaf).count();
    assert_eq!(count, 1);
}

#[test]
fn what_does_not_add_up_is_said_with_both_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new("sample-data/huaian-2024");
    copy(sample, &folder.path().join("a"), |bytes| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        text.replace("1362\n", "1363\n").into_bytes()
    });
    let (status, out, err) = trace(folder.path(), &["requests.granted.total", "a"]);
    assert_eq!(status, 0);
    assert!(err.contains("「a」有"), "{err}");
    assert!(
        out.contains("  同一行各列之和 = 1362，填的是 1363，相差 1\n"),
        "{out}"
    );
    // Below a total it is shown in the way in which it is wrong.
    let (_, out, _) = trace(folder.path(), &["requests.handled.total", "a"]);
    assert!(
        out.contains("      同一行各列之和 = 1362，填的是 1363，相差 1\n"),
        "{out}"
    );
    assert!(
        out.contains("  同一列各行之和 = 3051，填的是 3050，相差 -1\n"),
        "{out}"
    );
}

#[test]
fn trees_slashes_and_blanks() {
    let root = Path::new(".");
    let as_published = "sample-data/zhongshu-2022-as-published";
    let (status, out, _) = trace(root, &["columns.合计.items", as_published]);
    assert_eq!(status, 0);
    for line in [
        format!("合计 · 条数（条） = 301  {as_published}/columns.csv:26:5\n"),
        "  下级各行之和 = 249，填的是 301，相差 52\n".to_owned(),
        "      其中下级各行 = 23\n".to_owned(),
        format!("    乡镇概况：填的是“/”  {as_published}/columns.csv:4:7\n"),
        format!("    政策信息 = 57（没有填写，由下列各数算出）  {as_published}/columns.csv:17:7\n"),
    ] {
        assert!(out.contains(&line), "{line}{out}");
    }
    // The same figure under its other names.
    for name in ["columns.total.items", "columns.总计.条数"] {
        assert_eq!(trace(root, &[name, as_published]).1, out);
    }
    let (_, out, _) = trace(root, &["columns.政策信息/政府文件.items", as_published]);
    assert!(
        out.contains("政策信息／政府文件 · 条数（条） = 27  "),
        "{out}"
    );
    let (_, out, _) = trace(
        root,
        &["disclosure.rules.made", "sample-data/zhongshu-2022"],
    );
    assert!(
        out.contains("填的是“/”  sample-data/zhongshu-2022/disclosure.csv:3:4\n"),
        "{out}"
    );
    let (_, out, _) = trace(
        root,
        &["requests.received.total", "sample-data/qingshi-2022-draft"],
    );
    assert!(out.contains("总计（件）：没有填（空白）  "), "{out}");
    assert!(out.contains("  同一行各列之和 = 66\n"), "{out}");
}

#[test]
fn an_unknown_figure_is_answered_with_the_nearest() {
    let root = Path::new(".");
    let sample = "sample-data/huaian-2024";
    let (status, out, err) = trace(root, &["requests.recieved.total", sample]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("是不是「requests.received.total」"), "{err}");
    let (status, _, err) = trace(root, &["天气", sample]);
    assert_eq!(status, 2);
    assert!(err.contains("没有「天气」这个数；"), "{err}");
    let (status, _, err) = trace(root, &["requests.received.total", "sample-data"]);
    assert_eq!(status, 2);
    assert!(
        err.contains("份报告") && err.contains("\n- sample-data/huaian-2024\n"),
        "{err}"
    );
}

/// Writes a folder's `provenance.csv`, of folders beside it.
fn roll_up(root: &Path, parent: &str, children: &[&str]) {
    let one = |child: &&str| {
        let folder = Folder::read(&root.join(child)).expect("a folder");
        Contributor {
            name: (*child).to_owned(),
            level: "township".to_owned(),
            year: 2022,
            path: format!("../{child}"),
            fingerprint: folder.fingerprint().to_hex().to_string(),
            span: None,
        }
    };
    let provenance = Provenance {
        contributors: children.iter().map(one).collect(),
    };
    let bytes = provenance.to_csv().expect("CSV");
    fs::write(root.join(parent).join(PROVENANCE_FILE), bytes).expect("written");
}

/// A report folder whose natural persons received are so many.
fn lay_out(root: &Path, name: &str, received: u32) {
    let sample = Path::new("sample-data/qingshi-2022-text");
    copy(sample, &root.join(name), |bytes| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        text.replace(
            "申请数量,58,7,0,0,1,0,66",
            &format!("申请数量,{received},7,0,0,1,0,66"),
        )
        .replace("\"青石镇人民政府\"", &format!("\"{name}人民政府\""))
        .into_bytes()
    });
    let requests = fs::read_to_string(root.join(name).join("requests.csv")).expect("a text");
    assert!(
        requests.contains(&format!("申请数量,{received},")),
        "{requests}"
    );
}

const FACT: &str = "requests.received.natural_person";

#[test]
fn roll_ups_are_followed_to_the_townships() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for (name, received) in [
        ("甲镇", 10),
        ("乙镇", 20),
        ("丙镇", 5),
        ("某县", 30),
        ("某市", 36),
    ] {
        lay_out(root, name, received);
    }
    roll_up(root, "某县", &["甲镇", "乙镇"]);
    roll_up(root, "某市", &["某县", "丙镇"]);
    let (status, out, _) = trace(root, &[FACT, "某市"]);
    assert_eq!(status, 0, "{out}");
    let place = |name: &str| format!("{name}/requests.csv:2:18");
    let [city, county, a, b, c] = ["某市", "某县", "甲镇", "乙镇", "丙镇"].map(place);
    let tree = format!(
        "某市人民政府 2022 年度\n\
         一、本年新收政府信息公开申请数量 · 自然人（件） = 36  {city}\n  \
           2 个下级单位之和 = 35，填的是 36，相差 1\n    \
             某县人民政府 = 30  {county}\n      \
               2 个下级单位之和 = 30\n        \
                 甲镇人民政府 = 10  {a}\n        \
                 乙镇人民政府 = 20  {b}\n    \
             丙镇人民政府 = 5  {c}\n"
    );
    assert_eq!(out, tree);
    adds_up(&json(root, FACT, "某市")["trace"]);
    // What was changed since is said, and what is gone.
    fs::write(root.join("丙镇/waivers.toml"), "").expect("written");
    fs::rename(root.join("甲镇"), root.join("elsewhere")).expect("moved");
    let (status, out, _) = trace(root, &[FACT, "某市"]);
    assert_eq!(status, 2, "the trace is not whole");
    assert!(
        out.contains("丙镇人民政府 = 5  丙镇/requests.csv:2:18  （汇总以后改动过）\n"),
        "{out}"
    );
    assert!(
        out.contains("        甲镇\n          找不到它的报告文件夹 ../甲镇\n"),
        "{out}"
    );
    assert!(
        out.contains("2 个下级单位之和 = 20（1 个单位没有数，没有计入），填的是 30，相差 10"),
        "{out}"
    );
    // A total is that of the contributors first, and then adds up in itself.
    let (_, out, _) = trace(root, &["requests.received.total", "某县"]);
    let contributors = out.find("个下级单位之和").expect("contributors");
    assert!(
        contributors < out.find("同一行各列之和").expect("columns"),
        "{out}"
    );
}

#[test]
fn circles_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for name in ["甲", "乙"] {
        lay_out(root, name, 1);
    }
    roll_up(root, "甲", &["乙", "甲"]);
    roll_up(root, "乙", &["甲", "乙"]);
    let (status, out, _) = trace(root, &[FACT, "甲"]);
    assert_eq!(status, 0, "{out}");
    assert_eq!(out.matches("又回到了").count(), 3, "{out}");
    assert!(out.lines().count() < 20, "{out}");
}

/// Rows that one agency alone has are nobody else's gap.
#[test]
fn contributors_without_the_row_are_not_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let sample = Path::new("sample-data/zhongshu-2022");
    for name in ["县", "镇"] {
        copy(sample, &root.join(name), |bytes| bytes);
    }
    lay_out(root, "乡", 58);
    roll_up(root, "县", &["镇", "乡"]);
    let (_, out, _) = trace(root, &["consultations.传真、电话、信件.people", "县"]);
    assert!(out.contains("  1 个下级单位之和 = 45\n"), "{out}");
    // The form's own rows are: who has no table has no figure.
    let (_, out, _) = trace(root, &["staff.full_time.people", "县"]);
    assert!(out.contains("个单位没有数"), "{out}");
}

#[test]
fn personal_data_stays_masked() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    copy(
        Path::new("sample-data/zhongshu-2022"),
        &root.join("a"),
        |bytes| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            text.replace("传真、电话、信件", "办事员13812345678")
                .into_bytes()
        },
    );
    for format in ["human", "json"] {
        let (_, out, err) = trace(
            root,
            &["consultations.total.people", "a", "--format", format],
        );
        let total = format!("{out}{err}");
        assert!(!total.contains("13812345678"), "{total}");
        let (status, out, err) = trace(
            root,
            &[
                "consultations.办事员138****5678.people",
                "a",
                "--format",
                format,
            ],
        );
        assert_eq!(status, 0, "{err}");
        assert!(out.contains("138****5678"), "{out}");
    }
}

/// Amounts in other units are turned into the unit of the whole, as the form says what units are worth.
#[test]
fn units_are_turned_into_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let sample = Path::new("tests/conformance/broken-identity/fires-in-2020/input");
    for (name, amount) in [("county", "50.3万元"), ("a", "25.1万元"), ("b", "251000元")] {
        copy(sample, &root.join(name), |bytes| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            text.replace("25.1万元", amount).into_bytes()
        });
    }
    roll_up(root, "county", &["a", "b"]);
    let fact = "disclosure.procurement.total_amount";
    let (status, out, err) = trace(root, &[fact, "county"]);
    assert_eq!(status, 0, "{err}");
    assert!(
        out.contains("2 个下级单位之和 = 50.2，填的是 50.3，相差 0.1\n"),
        "{out}"
    );
    assert!(
        out.contains("    青石镇人民政府（元） = 251000  b/"),
        "{out}"
    );
}

/// What the form says must not be added up is listed, and not added up.
#[test]
fn some_figures_are_listed_and_not_added_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for (name, received) in [("a", 10), ("b", 20), ("county", 7)] {
        lay_out(root, name, received);
    }
    roll_up(root, "county", &["a", "b"]);
    copy(
        Path::new("report-templates"),
        &root.join("forms"),
        |bytes| bytes,
    );
    let path = root.join("forms/forms/2021.toml");
    let form = fs::read_to_string(&path).expect("a form");
    let row = "  id       = \"received\"\n";
    assert_eq!(form.matches(row).count(), 1);
    let form = form.replace(row, &format!("{row}  rolled_up = false\n"));
    fs::write(&path, form).expect("written");
    let (status, out, err) = trace(root, &[FACT, "county", "--templates", "forms"]);
    assert_eq!(status, 0, "{err}");
    assert!(
        out.contains(
            "  2 个下级单位各自的数（按表格格式不相加）\n    a人民政府 = 10  a/requests.csv:2:18\n"
        ),
        "{out}"
    );
    assert!(!out.contains("填的是"), "{out}");
}

/// What `rollup` wrote leads back to what it was made of.
#[test]
fn what_was_rolled_up_leads_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for (name, received) in [("甲镇", 58), ("乙镇", 58)] {
        lay_out(root, name, received);
    }
    let mut rollup = Command::cargo_bin("nianbao").expect("the program");
    rollup.current_dir(root).args([
        "rollup",
        "甲镇",
        "乙镇",
        "--draft",
        "-o",
        "county",
        "--name",
        "某县人民政府",
    ]);
    let (_, _, err) = outcome(rollup.args(["--today", "2023-02-01"]));
    assert!(root.join("county").join(PROVENANCE_FILE).is_file(), "{err}");
    let tree = json(root, "requests.received.total", "county");
    let way = &tree["trace"]["ways"][0];
    assert_eq!(way["by"], "contributors");
    assert_eq!(
        (&way["sum"], way.get("difference")),
        (&Value::from("132"), None)
    );
    for (part, name) in way["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .zip(["甲镇", "乙镇"])
    {
        assert_eq!(part["agency"], format!("{name}人民政府"));
        assert_eq!(slice(root, &part["at"]), "66");
        assert_eq!(part.get("changed"), None);
    }
    adds_up(&tree["trace"]);
}

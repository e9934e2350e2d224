//! `nianbao compare`, run as a process.

#[path = "support/copy.rs"]
mod copy;
#[path = "support/outcome.rs"]
mod outcome;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use copy::copy;
use outcome::outcome;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr as _;

const SAMPLE: &str = "sample-data/zhongshu-2022";

fn compare(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    command
        .current_dir(root)
        .arg("compare")
        .args(arguments)
        .args(["--today", "2023-02-01", "--lang", "zh"]);
    outcome(&mut command)
}

/// Two copies of a sample, `a` and `b`.
fn pair(sample: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a", "b"] {
        copy(Path::new(sample), &folder.path().join(name), |bytes| bytes);
    }
    folder
}

fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("a text");
    assert_eq!(text.matches(from).count(), 1, "{from} in {file}");
    fs::write(&path, text.replace(from, to)).expect("written");
}

/// The records of `--format csv`, by path.
fn records(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{FEFF}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let records = reader.records();
    records
        .map(|record| record.expect("CSV").iter().map(str::to_owned).collect())
        .collect()
}

fn record<'r>(records: &'r [Vec<String>], path: &str) -> Option<&'r Vec<String>> {
    records.iter().find(|record| record[3] == path)
}

#[test]
fn nothing_differs_and_that_is_said() {
    let folder = pair(SAMPLE);
    let (status, out, err) = compare(folder.path(), &["a", "b"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("完全相同（"), "{out}");
    assert!(!out.contains("只有一份报告有"), "{out}");
}

#[test]
fn every_cell_that_is_changed_is_told_with_its_numbers() {
    let folder = pair(SAMPLE);
    let b = folder.path().join("b");
    change(&b, "consultations.csv", "询,153", "询,160");
    change(&b, "consultations.csv", "合计,250", "合计,257");
    change(&b, "consultations.csv", "专线,2", "专线,5");
    change(&b, "funding.csv", "支出,1.05", "支出,1.1550");
    change(&b, "channels.csv", "网站,301", "网站,288");
    let (status, out, _) = compare(folder.path(), &["a", "b", "--format", "csv"]);
    assert_eq!(status, 0);
    let records = records(&out);
    let cells = |path: &str| record(&records, path).expect(path)[5..9].to_vec();
    let consulted = "consultations.到镇党政办现场咨询.people";
    assert_eq!(cells(consulted), ["153", "160", "7", "4.6"]);
    assert_eq!(
        cells("consultations.total.people"),
        ["250", "257", "7", "2.8"]
    );
    let small = "consultations.96128政务信息查询专线.people";
    assert_eq!(cells(small), ["2", "5", "3", "—"], "too small a base");
    let spent = records
        .iter()
        .find(|record| record[3].starts_with("funding."))
        .expect("spent");
    assert_eq!(spent[4], "万元");
    assert_eq!(spent[5..9], ["1.05", "1.1550", "0.1050", "10.0"]);
    let online = "channels.政府信息公开网站.items";
    assert_eq!(cells(online), ["301", "288", "-13", "-4.3"]);
    assert_eq!(records.len(), 5);
    // The other way round, the other is the base.
    let (_, out, _) = compare(folder.path(), &["b", "a"]);
    assert!(
        out.contains("  288  301   +13      +4.5%  channels"),
        "{out}"
    );
    assert!(out.contains("两份都有而不同的数 5 个"), "{out}");
}

#[test]
fn blank_and_slash_and_what_is_missing_are_no_nought() {
    let folder = pair(SAMPLE);
    let b = folder.path().join("b");
    change(&b, "disclosure.csv", "行政许可,,,,0,", "行政许可,,,,,");
    change(&b, "disclosure.csv", "规章,/,/,/,,", "规章,0,/,/,,");
    change(&b, "consultations.csv", "传真、电话、信件,45\n", "");
    fs::remove_file(b.join("channels.csv")).expect("gone");
    let (status, out, err) = compare(folder.path(), &["a", "b", "--format", "csv"]);
    assert_eq!(status, 0);
    assert!(err.contains("「b」有") && err.contains("个错误"), "{err}");
    assert!(!err.contains("「a」"), "{err}");
    let records = records(&out);
    let lone = |path: &str| {
        let record = record(&records, path).expect(path);
        (record[5..9].to_vec(), record[9].clone())
    };
    let (cells, remark) = lone("disclosure.licences.decisions");
    assert_eq!(cells, ["0", "", "—", "—"]);
    assert_eq!(remark, "b：没有填（空白）");
    let (cells, remark) = lone("disclosure.rules.made");
    assert_eq!(cells, ["/", "0", "—", "—"]);
    assert_eq!(remark, "a：填的是“/”");
    let (cells, remark) = lone("consultations.传真、电话、信件.people");
    assert_eq!(
        (cells[0].as_str(), remark.as_str()),
        ("45", "b：没有这一行")
    );
    let (_, remark) = lone("channels.total.items");
    assert_eq!(remark, "b：没有这张表");
    let (_, out, _) = compare(folder.path(), &["a", "b"]);
    assert!(
        out.contains("  表「主动公开政府信息的方式」：a 有 3 个数；b：没有这张表\n"),
        "{out}"
    );
    assert!(
        out.contains("  传真、电话、信件：a 有（人次 45人次）；b：没有这一行\n"),
        "{out}"
    );
}

#[test]
fn rows_that_agencies_give_are_matched_by_their_labels() {
    let folder = pair(SAMPLE);
    let b = folder.path().join("b");
    // Order, width and numbering are not the label.
    change(&b, "consultations.csv", "传真、电话、信件,45\n", "");
    change(
        &b,
        "consultations.csv",
        "咨询渠道,人次\n",
        "咨询渠道,人次\n1.传真、电话、 信件,46\n",
    );
    change(
        &b,
        "columns.csv",
        "政府文件,政策信息,27",
        "政府文件,政策信息,30",
    );
    let (_, out, _) = compare(folder.path(), &["a", "b", "--format", "csv"]);
    let records = records(&out);
    assert_eq!(
        record(&records, "consultations.传真、电话、信件.people").expect("a row")[5..9],
        ["45", "46", "1", "2.2"]
    );
    assert_eq!(
        record(&records, "columns.政策信息/政府文件.items").expect("a row")[5..9],
        ["27", "30", "3", "11.1"]
    );
    // The row above it was left blank, and is the sum of the rows below it.
    assert_eq!(
        record(&records, "columns.政策信息.items").expect("a row")[5..8],
        ["57", "60", "3"]
    );
    assert_eq!(records.len(), 3);
}

#[test]
fn a_total_left_out_compares_with_one_that_was_written() {
    let folder = pair(SAMPLE);
    let b = folder.path().join("b");
    change(&b, "columns.csv", "合计,,301,\n", "");
    let (_, out, _) = compare(folder.path(), &["a", "b"]);
    assert!(out.contains("完全相同"), "{out}");
}

#[test]
fn columns_stand_under_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    for (from, to) in [(SAMPLE, "a"), ("sample-data/qingshi-2022-text", "b")] {
        copy(Path::new(from), &folder.path().join(to), |bytes| bytes);
    }
    let (status, out, _) = compare(folder.path(), &["a", "b"]);
    assert_eq!(status, 0);
    let mut tables = 0;
    for block in out.split("\n\n").filter(|block| block.contains("路径")) {
        let mut lines = block.lines().skip(1);
        let head = lines.next().expect("a head");
        let starts = head[..head.find("路径").expect("the paths")].width();
        for line in lines {
            let path = line.rsplit("  ").next().expect("a path");
            assert!(path.contains('.'), "{line}");
            assert_eq!(line[..line.len() - path.len()].width(), starts, "{line}");
            assert!(line.width() < 200, "{line}");
        }
        tables += 1;
    }
    assert_eq!(tables, 3, "{out}");
}

#[test]
fn the_files_are_what_is_printed() {
    let folder = pair(SAMPLE);
    change(
        &folder.path().join("b"),
        "consultations.csv",
        "专线,2",
        "专线,5",
    );
    let (status, _, err) = compare(folder.path(), &["a", "b", "-o", "out"]);
    assert_eq!(status, 0);
    assert!(
        err.contains("已生成 out/compare.csv\n已生成 out/compare.md\n"),
        "{err}"
    );
    let written: Vec<PathBuf> = fs::read_dir(folder.path().join("out"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!(written.len(), 2);
    for (format, file) in [("csv", "compare.csv"), ("md", "compare.md")] {
        let (_, out, _) = compare(folder.path(), &["a", "b", "--format", format]);
        let there = fs::read_to_string(folder.path().join("out").join(file)).expect("a file");
        assert_eq!(there, out);
    }
    let (_, markdown, _) = compare(folder.path(), &["a", "b", "--format", "md"]);
    assert!(
        markdown.contains(
            "| 96128政务信息查询专线 | 人次 | 2 | 5 | +3 | — | consultations.96128政务信息查询专线.people |\n"
        ),
        "{markdown}"
    );
}

#[test]
fn editions_compare_by_what_means_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = "tests/conformance/broken-identity/fires-in-2020/input";
    copy(Path::new(old), &folder.path().join("2020"), |bytes| bytes);
    let new = "sample-data/qingshi-2022-text";
    copy(Path::new(new), &folder.path().join("2022"), |bytes| bytes);
    let (status, out, _) = compare(folder.path(), &["2020", "2022", "--format", "csv"]);
    assert_eq!(status, 0);
    let records = records(&out);
    let lone = record(&records, "disclosure.normative_documents.in_force").expect("in 2022 alone");
    assert_eq!(lone[5..7], ["", "25"]);
    assert_eq!(lone[9], "2020：所用的表格格式里没有这一项");
    // 件 of another meaning have ids of their own, and never compare.
    assert!(record(&records, "requests.received.natural_person").is_none());
    for record in &records {
        assert!(record[5..9].iter().any(|cell| cell == "—"), "{record:?}");
    }
}

#[test]
fn amounts_in_different_units_are_not_subtracted() {
    let folder = pair("tests/conformance/broken-identity/fires-in-2020/input");
    let b = folder.path().join("b");
    change(&b, "disclosure.csv", "25.1万元", "251000元");
    let (_, out, _) = compare(folder.path(), &["a", "b", "--format", "csv"]);
    let records = records(&out);
    assert_eq!(records.len(), 1, "{out}");
    assert_eq!(records[0][4], "万元 → 元");
    assert_eq!(records[0][5..9], ["25.1", "251000", "—", "—"]);
    assert_eq!(records[0][9], "单位不同，不能比较");
    let (_, out, _) = compare(folder.path(), &["a", "b"]);
    assert!(out.contains("25.1 万元  251000 元"), "{out}");
}

#[test]
fn what_cannot_be_read_is_said_and_the_status_is_2() {
    let folder = pair(SAMPLE);
    let root = folder.path();
    let (status, out, err) = compare(root, &["a", "nowhere"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("nowhere"), "{err}");
    // Several reports where one is wanted.
    let (status, out, err) = compare(root, &["a", "."]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(
        err.contains("有 2 份报告") && err.contains("\n- ./b\n"),
        "{err}"
    );
    fs::write(root.join("b/report.toml"), "year = \n").expect("written");
    let (status, out, err) = compare(root, &["a", "b"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("bad-toml"), "{err}");
}

#[test]
fn words_that_others_wrote_are_words_and_nothing_else() {
    let folder = pair(SAMPLE);
    let b = folder.path().join("b");
    change(
        &b,
        "consultations.csv",
        "传真、电话、信件,45",
        "\"=HYPERLINK(\"\"x\"\")|<b>\u{1B}[31m\",45\n办事员13812345678,9",
    );
    for format in ["table", "csv", "md"] {
        let (_, out, _) = compare(folder.path(), &["a", "b", "--format", format]);
        assert!(!out.contains("13812345678"), "{out}");
        assert!(out.contains("138"), "{out}");
        assert!(format == "csv" || !out.contains('\u{1B}'), "{out}");
        match format {
            "csv" => assert!(out.contains("\"'=HYPERLINK"), "{out}"),
            "md" => assert!(out.contains("\\|\\<b\\>"), "{out}"),
            _ => {}
        }
    }
}

/// A figure that counts the rows below it compares with one that does not by what both come to.
#[test]
fn trees_that_count_differently_compare_by_what_they_come_to() {
    let folder = pair(SAMPLE);
    let b = folder.path().join("b");
    change(
        &b,
        "report.toml",
        "year = 2022\n",
        "year = 2022\ncounting = \"exclusive\"\n",
    );
    change(&b, "columns.csv", "工作动态,,189,", "工作动态,,166,");
    let (_, out, _) = compare(folder.path(), &["a", "b"]);
    assert!(out.contains("完全相同"), "{out}");
    change(&b, "columns.csv", "工作动态,,166,", "工作动态,,170,");
    let (_, out, _) = compare(folder.path(), &["a", "b"]);
    assert!(
        out.contains("  189  193    +4      +2.1%  columns.工作动态.items"),
        "{out}"
    );
}

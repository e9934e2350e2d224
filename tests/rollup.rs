//! Rolling up: the sums of what was put in, of the folder that was written, and of the pages made of them are the same.

#[path = "support/balanced.rs"]
mod balanced;
#[path = "support/dress.rs"]
mod dress;
#[path = "support/outcome.rs"]
mod outcome;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use balanced::{Figures, PLAIN, balanced as balance, examiner, folder};
use dress::dress;
use nianbao::assets::Assets;
use nianbao::batch::Examiner;
use nianbao::document::Composer;
use nianbao::form::{Form, Point};
use nianbao::ingest::{Folder, PROVENANCE_FILE, Provenance};
use nianbao::model::Report;
use nianbao::source::Sources;
use nianbao::writer::{Html, Writer};
use outcome::outcome;
use proptest::prelude::*;
use rust_decimal::Decimal;
use scraper::Selector;
use tempfile::TempDir;

const ARITHMETIC: [&str; 3] = ["wrong-total", "broken-identity", "children-above-parent"];

/// Runs the program in a folder.
fn run(place: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("nianbao").expect("the program");
    command.current_dir(place).args(arguments);
    outcome(command.args(["--today", "2023-02-01", "--lang", "zh", "--color", "never"]))
}

/// Writes a made folder for an agency of this name.
fn put(made: &Folder, place: &Path, name: &str) {
    fs::create_dir_all(place).expect("a folder");
    for file in &made.files {
        let mut bytes = file.bytes.clone().expect("bytes");
        if file.name == "report.toml" {
            let text = String::from_utf8(bytes).expect("UTF-8");
            bytes = text.replace("青石镇人民政府", name).into_bytes();
        }
        fs::write(place.join(&file.name), bytes).expect("written");
    }
}

/// A county of plain townships of one year, each with these changes to its files: file, what stands there, what then.
fn county(changes: &[&[(&str, &str, &str)]]) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let base = Path::new("tests/conformance/undivided-group/near-miss/input");
    for (index, changes) in changes.iter().enumerate() {
        let place = root.path().join(format!("towns/t{index:02}"));
        let made = Folder::read(base).expect("a folder");
        put(&made, &place, &format!("第{index}镇人民政府"));
        for (file, from, to) in *changes {
            let path = place.join(file);
            if from.is_empty() {
                fs::write(path, to).expect("written");
                continue;
            }
            let text = fs::read_to_string(&path).expect("a file");
            assert!(text.contains(from), "{from} is not in {file}");
            fs::write(path, text.replacen(from, to, 1)).expect("written");
        }
    }
    root
}

fn line(root: &Path, file: &str, start: &str) -> String {
    let text = fs::read_to_string(root.join("county").join(file)).expect("a file");
    let line = text.lines().find(|line| line.starts_with(start));
    line.unwrap_or_else(|| panic!("no {start} in {text}"))
        .to_owned()
}

const ROLLUP: [&str; 4] = ["rollup", "towns", "-o", "county"];

/// The figures of a page, by their paths.
fn shown(examiner: &Examiner, form: &Form, report: &Report) -> BTreeMap<String, String> {
    let composer = Composer::new(&Assets::default()).expect("templates");
    let writer = Html::new(&Assets::default()).expect("a page");
    let marked = Selector::parse("[data-fact]").expect("a selector");
    let mut shown = BTreeMap::new();
    for document in ["annual", "self-inspection"] {
        let document = composer
            .compose(form, &examiner.keys, report, document, true)
            .expect("a template")
            .expect("words that fit");
        let page = String::from_utf8(writer.write(&document).expect("a page")).expect("UTF-8");
        for element in scraper::Html::parse_document(&page).select(&marked) {
            let path = element.value().attr("data-fact").expect("a path");
            shown.insert(path.to_owned(), element.text().collect::<String>());
        }
    }
    shown
}

/// A figure on a page, without its unit.
fn number(text: &str) -> Decimal {
    let text = text.trim_end_matches(['元', '万']);
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is no number"))
}

/// A report folder that has been read, whatever was found.
fn read<'e>(examiner: &'e Examiner, place: &Path) -> (Report, &'e Form) {
    let examined = examiner.examine(place);
    let wrong: Vec<&str> = examined
        .findings
        .iter()
        .map(|finding| finding.code.name)
        .filter(|code| ARITHMETIC.contains(code))
        .collect();
    assert_eq!(wrong, Vec::<&str>::new(), "{}", place.display());
    examined.report.expect("a report")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Over random counties: inputs, the folder read again, and rendered pages agree cell by cell; in two steps it is
    /// the same as in one; and nothing is found when the county is held against its townships.
    #[test]
    fn sums_of_inputs_files_and_pages_agree(
        edition in any::<prop::sample::Index>(),
        towns in prop::collection::vec((prop::collection::vec(0i64..900, 1..60), dress()), 2..6),
    ) {
        let examiner = examiner();
        let form = edition.get(examiner.library.forms());
        let root = tempfile::tempdir().expect("a folder");
        let made: Vec<Figures> = towns.iter().map(|(seed, _)| balance(form, seed)).collect();
        for (index, (figures, (_, dress))) in made.iter().zip(&towns).enumerate() {
            let side = if index % 2 == 0 { "east" } else { "west" };
            let place = root.path().join(format!("towns/{side}/t{index}"));
            put(&folder(form, figures, *dress), &place, &format!("第{index}镇人民政府"));
        }
        // The made townships have powers that they should not have.
        let roll = |from: &str, to: &str| {
            let arguments = ["rollup", from, "-o", to, "--draft", "--name", to];
            let (status, _, said) = run(root.path(), &arguments);
            prop_assert_eq!(status, 0, "{}", said);
            Ok(())
        };
        roll("towns", "county")?;
        let (report, form) = read(&examiner, &root.path().join("county"));

        let mut sums: BTreeMap<(usize, usize, usize), i64> = BTreeMap::new();
        for figures in &made {
            for (&point, &figure) in &figures.0 {
                *sums.entry(point).or_default() += figure;
            }
        }
        let mut paths = BTreeMap::new();
        for (&(table, row, column), &sum) in &sums {
            let point = Point { table, row, column };
            let path = report.path(form, point);
            prop_assert_eq!(report.value(form, point), Some(sum.into()), "{}", path);
            paths.insert(path, Decimal::from(sum));
        }

        let page = shown(&examiner, form, &report);
        let mut pages: BTreeMap<String, Vec<Decimal>> = BTreeMap::new();
        for (index, _) in made.iter().enumerate() {
            let side = if index % 2 == 0 { "east" } else { "west" };
            let place = root.path().join(format!("towns/{side}/t{index}"));
            let (town, form) = read(&examiner, &place);
            for (path, text) in shown(&examiner, form, &town) {
                pages.entry(path).or_default().push(number(&text));
            }
        }
        // Words say nothing of the visits to no reading points.
        pages.retain(|_, figures| figures.len() == made.len());
        prop_assert!(pages.len() > 50, "{}", pages.len());
        for (path, figures) in &pages {
            let sum: Decimal = figures.iter().sum();
            prop_assert_eq!(number(&page[path]), sum, "{}", path);
            if let Some(own) = paths.get(path) {
                prop_assert_eq!(*own, sum, "{}", path);
            }
        }

        roll("towns/east", "halves/east")?;
        roll("towns/west", "halves/west")?;
        roll("halves", "city")?;
        for table in &form.tables {
            let text = |of: &str| fs::read(root.path().join(of).join(table.file())).ok();
            prop_assert_eq!(text("county"), text("city"), "{}", table.file());
        }

        let arguments = ["check", "county", "--children", "towns", "--format", "csv"];
        let (_, found, _) = run(root.path(), &arguments);
        for code in ["rollup", "contributor", "provenance", "mixed", "wrong-total"] {
            prop_assert!(!found.contains(code), "{}", found);
        }
    }
}

/// 县 → 市 → 省, by the same command and without a word written.
#[test]
fn the_same_again_makes_a_city_and_a_province() {
    let root = county(&[&[], &[]]);
    let mut below = "towns";
    for (level, name) in [
        ("county", "陆良县"),
        ("city", "曲靖市"),
        ("province", "云南省"),
    ] {
        let full = format!("{name}人民政府");
        let (status, _, said) = run(root.path(), &["rollup", below, "-o", name, "--name", &full]);
        assert_eq!(status, 0, "{said}");
        let report = fs::read_to_string(root.path().join(name).join("report.toml")).expect("words");
        assert!(report.contains(&format!("level = \"{level}\"")), "{report}");
        let (status, out, _) = run(root.path(), &["check", name]);
        assert_eq!(status, 0, "{out}");
        below = name;
    }
    let (status, _, said) = run(root.path(), &["rollup", below, "-o", "全国"]);
    assert_eq!(status, 2, "there is nothing above a province");
    assert!(said.contains("--level"), "{said}");
}

#[test]
fn an_error_keeps_everything_from_being_written_unless_it_is_a_draft() {
    let root = county(&[
        &[],
        &[("disclosure.csv", "行政许可,,,,12,", "行政许可,,,,,")],
    ]);
    let (status, _, said) = run(root.path(), &ROLLUP);
    assert_eq!(status, 1);
    assert!(said.contains("blank-cell"), "{said}");
    assert!(said.contains("2 个单位中有 1 个还有错误"), "{said}");
    let entries = fs::read_dir(root.path()).expect("a folder").count();
    assert_eq!(entries, 1, "nothing was written, not even beside it");
    let (status, _, said) = run(root.path(), &[&ROLLUP[..], &["--draft"]].concat());
    assert_eq!(status, 0, "{said}");
    // Blank is not nought: the sum is not known, and the file says why.
    assert_eq!(
        line(root.path(), "disclosure.csv", "行政许可"),
        "行政许可,,,,,"
    );
    let note = line(
        root.path(),
        "disclosure.csv",
        "# 「主动公开政府信息情况」有 1 格",
    );
    assert!(note.contains("第1镇人民政府"), "{note}");
    assert!(said.contains(note.trim_start_matches("# ")), "{said}");
    let report = fs::read_to_string(root.path().join("county/report.toml")).expect("words");
    assert!(
        report.contains("# 草稿：汇总时有 1 个单位还有错误"),
        "{report}"
    );
}

#[test]
fn nothing_is_written_over_and_nothing_counts_itself() {
    let root = county(&[&[], &[]]);
    let place = root.path().join("towns/county");
    fs::create_dir(&place).expect("a folder");
    let into = [
        "rollup",
        "towns",
        "-o",
        "towns/county",
        "--name",
        "陆良县人民政府",
    ];
    let (status, _, said) = run(root.path(), &into);
    assert_eq!(status, 0, "{said}");
    let before = Folder::read(&place).expect("a folder").fingerprint();
    let text = fs::read_to_string(place.join(PROVENANCE_FILE)).expect("contributors");
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(
        text.contains(",../t00,") && text.contains(",../t01,"),
        "{text}"
    );
    let (status, _, said) = run(root.path(), &into);
    assert_eq!(status, 2);
    assert!(said.contains("没有写入任何文件"), "{said}");
    assert_eq!(
        Folder::read(&place).expect("a folder").fingerprint(),
        before
    );
    // Elsewhere, the county and its townships would be counted twice.
    let (status, _, said) = run(root.path(), &["rollup", "towns", "-o", "county"]);
    assert_eq!(status, 1);
    assert!(said.contains("duplicate-contributor"), "{said}");
    assert!(!root.path().join("county").exists());
    // But a county may be checked where it stands.
    let children = ["check", "towns/county", "--children", "towns"];
    let (status, out, _) = run(root.path(), &children);
    assert_eq!(status, 0, "{out}");
    assert!(
        !out.contains("rollup") && !out.contains("contributor"),
        "{out}"
    );
}

#[test]
fn what_a_roll_up_was_made_of_is_kept() {
    let root = county(&[&[], &[], &[]]);
    assert_eq!(run(root.path(), &ROLLUP).0, 0);
    let place = root.path().join("county");
    let written = Folder::read(&place).expect("a folder");
    let provenance = Provenance::of(&written, &mut Sources::default());
    let contributors = provenance
        .expect("a file")
        .expect("contributors")
        .contributors;
    let names: Vec<&str> = contributors.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["第0镇人民政府", "第1镇人民政府", "第2镇人民政府"]);
    for one in &contributors {
        let there = Folder::read(&place.join(&one.path)).expect("a folder");
        assert_eq!(there.fingerprint().to_hex().as_str(), one.fingerprint);
        assert_eq!((one.level.as_str(), one.year), ("township", 2022));
    }
}

#[test]
fn a_slash_adds_nothing_and_amounts_keep_their_scale() {
    let rules = |to| ("disclosure.csv", "规章,/,/,/,,", to);
    let fee = |to| ("disclosure.csv", "行政事业性收费,,,,,0.5", to);
    let root = county(&[
        &[rules("规章,/,/,0,,"), fee("行政事业性收费,,,,,18.8710")],
        &[rules("规章,/,0,/,,"), fee("行政事业性收费,,,,,0.10")],
    ]);
    let (status, _, said) = run(root.path(), &ROLLUP);
    assert_eq!(status, 0, "{said}");
    assert_eq!(line(root.path(), "disclosure.csv", "规章"), "规章,/,0,0,,");
    let fees = line(root.path(), "disclosure.csv", "行政事业性收费");
    assert_eq!(fees, "行政事业性收费,,,,,18.9710");
}

/// The sum of a group is known where its parts are not; of nought every part is nought.
#[test]
fn a_group_that_somebody_gives_undivided_stays_so() {
    let parts = "1.本机关不掌握相关政府信息,18,2,0,0,0,0,20\n2.没有现成信息需要另行制作,0,0,0,0,0,0,0\n3.补正后申请内容仍不明确,0,0,0,0,0,0,0";
    let nought = "1.申请人无正当理由逾期不补正,0,0,0,0,0,0,0\n2.申请人逾期未按收费通知要求缴纳费用,0,0,0,0,0,0,0\n3.其他,0,0,0,0,0,0,0";
    let root = county(&[
        &[],
        &[
            ("requests.csv", parts, "（四）无法提供,18,2,0,0,0,0,20"),
            ("requests.csv", nought, "（六）其他处理,0,0,0,0,0,0,0"),
        ],
    ]);
    let (status, _, said) = run(root.path(), &ROLLUP);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("「（四）无法提供」只汇总了合计"), "{said}");
    assert!(!said.contains("（六）其他处理」只汇总"), "{said}");
    let group = line(root.path(), "requests.csv", "（四）无法提供");
    assert_eq!(group, "（四）无法提供,36,4,0,0,0,0,40");
    let part = line(root.path(), "requests.csv", "（六）其他处理／3.其他");
    assert_eq!(part, "（六）其他处理／3.其他,0,0,0,0,0,0,0");
    let (status, out, _) = run(root.path(), &["check", "county", "--children", "towns"]);
    assert_eq!(status, 0, "{out}");
    assert!(
        out.contains("undivided-group") && !out.contains("rollup"),
        "{out}"
    );
}

/// Rows are the same if their labels and those above them are; parents include what is below, however it was counted.
#[test]
fn trees_grow_together() {
    let documents = (
        "report.toml",
        "documents = [\"annual\"]\n",
        "documents = [\"annual\"]\n",
    );
    let root = county(&[
        &[
            documents,
            (
                "columns.csv",
                "",
                "栏目,上级栏目,条数,变动\n政策信息,,10,新增\n其他,政策信息,4,\n动态,,5,\n其他,动态,/,\n合计,,15,\n",
            ),
        ],
        &[
            (
                "report.toml",
                "year = 2022\n",
                "year = 2022\ncounting = \"exclusive\"\n",
            ),
            (
                "columns.csv",
                "",
                "栏目,上级栏目,条数,变动\n机构,,1,\n1、政策信息,,2,\n其他,政策信息,3,\n　动态,,,\n其他,动态,7,\n解读,动态,/,\n合计,,13,\n",
            ),
        ],
    ]);
    let columns = root.path().join("towns/t01/columns.csv");
    let text = fs::read_to_string(&columns).expect("a table");
    fs::write(
        &columns,
        text.replace("1、政策信息", "政策 信息")
            .replace("其他,政策信息", "其他,政策 信息"),
    )
    .expect("written");
    let (status, _, said) = run(root.path(), &ROLLUP);
    assert_eq!(status, 0, "{said}");
    let text = fs::read_to_string(root.path().join("county/columns.csv")).expect("a table");
    let rows: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start_matches('\u{FEFF}').starts_with('#'))
        .collect();
    assert_eq!(
        rows,
        [
            "栏目,上级栏目,条数,变动",
            "政策信息,,15,",
            "其他,政策信息,7,",
            "动态,,12,",
            "其他,动态,7,",
            "解读,动态,/,",
            "机构,,1,",
            "合计,,28,",
        ]
    );
    let (_, out, _) = run(root.path(), &["check", "county", "--children", "towns"]);
    assert!(
        !out.contains("wrong-total") && !out.contains("rollup"),
        "{out}"
    );
}

/// An unknown figure over known ones would be read as their sum, so that they are left out too.
#[test]
fn nothing_stands_below_a_figure_that_is_not_known() {
    let table = |figure: &str| {
        format!("栏目,上级栏目,条数,变动\n政策信息,,{figure},\n其他,政策信息,4,\n合计,,15,\n")
    };
    let (known, not) = (table("15"), table("1余"));
    let root = county(&[&[("columns.csv", "", &known)], &[("columns.csv", "", &not)]]);
    assert_eq!(run(root.path(), &ROLLUP).0, 1);
    let (status, _, said) = run(root.path(), &[&ROLLUP[..], &["--draft"]].concat());
    assert_eq!(status, 0, "{said}");
    assert_eq!(line(root.path(), "columns.csv", "政策信息"), "政策信息,,,");
    assert_eq!(line(root.path(), "columns.csv", "其他"), "其他,政策信息,,");
    assert_eq!(line(root.path(), "columns.csv", "合计"), "合计,,30,");
}

/// 采购总金额: equal units are added as they are, others by what the form says they are worth.
#[test]
fn amounts_are_added_in_one_unit() {
    for (amounts, sum) in [
        (["25.10万元", "3万元"], "28.10万元"),
        (["251000元", "0"], "251000元"),
        (["25.1万元", "3元"], "251003元"),
        (["0", "0"], "0"),
        (["8040", "3元"], ""),
    ] {
        let examiner = examiner();
        let form = examiner.library.edition("2019").expect("an edition");
        let table = form.table("disclosure").expect("a table");
        let column = form.tables[table].column("total_amount").expect("a column");
        let mut figures = balance(form, &[0]);
        let row = (0..form.tables[table].rows.len())
            .find(|&row| form.tables[table].has(row, column))
            .expect("a row");
        figures.0.insert((table, row, column), 987_654);
        let root = tempfile::tempdir().expect("a folder");
        for (index, amount) in amounts.iter().enumerate() {
            let mut made = folder(form, &figures, PLAIN);
            for file in &mut made.files {
                let text = String::from_utf8(file.bytes.clone().expect("bytes")).expect("UTF-8");
                file.bytes = Ok(text.replace("987654元", amount).into_bytes());
            }
            let place = root.path().join(format!("towns/{index}"));
            put(&made, &place, &format!("第{index}镇人民政府"));
        }
        let (status, _, said) = run(root.path(), &[&ROLLUP[..], &["--draft"]].concat());
        assert_eq!(status, 0, "{said}");
        let procured = line(root.path(), "disclosure.csv", "政府集中采购");
        assert!(
            procured.ends_with(&format!(",{sum}")),
            "{amounts:?}: {procured}"
        );
        assert_eq!(said.contains("没有写金额的单位"), sum.is_empty(), "{said}");
        let children = ["check", "county", "--children", "towns", "--format", "csv"];
        let (_, out, _) = run(root.path(), &children);
        assert!(!out.contains("broken-rollup"), "{out}");
    }
}

/// What must not be added the form says, a local one too.
#[test]
fn what_the_form_does_not_add_is_left_blank() {
    let overlay = "[[table]]\nid = \"disclosure\"\n[[table.row]]\nid = \"score\"\nlabel = \"群众评分\"\nafter = \"normative_documents\"\nrolled_up = false\n";
    let change: &[(&str, &str, &str)] = &[
        (
            "report.toml",
            "prior = \"none\"\n",
            "prior = \"none\"\nform = \"../../local.toml\"\n",
        ),
        (
            "disclosure.csv",
            "行政许可,",
            "群众评分,90,91,92,,\n行政许可,",
        ),
    ];
    let root = county(&[change, change]);
    fs::write(root.path().join("local.toml"), overlay).expect("written");
    let (status, _, said) = run(root.path(), &ROLLUP);
    assert_eq!(status, 0, "{said}");
    assert_eq!(
        line(root.path(), "disclosure.csv", "群众评分"),
        "群众评分,,,,,"
    );
    let form = line(root.path(), "report.toml", "form = ");
    assert_eq!(form, "form = \"../local.toml\"");
    // It is nobody's fault, and no hindrance on the way to the city.
    let (status, out, _) = run(root.path(), &["check", "county"]);
    assert_eq!(status, 0, "{out}");
    // A figure of the county's own is not held against those of the townships.
    let path = root.path().join("county/disclosure.csv");
    let text = fs::read_to_string(&path).expect("a table");
    fs::write(&path, text.replace("群众评分,,,,,", "群众评分,95,95,95,,")).expect("written");
    let (status, out, _) = run(root.path(), &["check", "county", "--children", "towns"]);
    assert_eq!(status, 0, "{out}");
    assert!(!out.contains("rollup"), "{out}");
}

#[test]
fn a_wrong_sum_names_the_largest_of_many() {
    let figures: Vec<String> = (0..8)
        .map(|index| format!("行政许可,,,,{},", 10 + index))
        .collect();
    let changes: Vec<[(&str, &str, &str); 1]> = figures
        .iter()
        .map(|figure| [("disclosure.csv", "行政许可,,,,12,", figure.as_str())])
        .collect();
    let changes: Vec<&[(&str, &str, &str)]> = changes.iter().map(<[_; 1]>::as_slice).collect();
    let root = county(&changes);
    assert_eq!(run(root.path(), &ROLLUP).0, 0);
    let path = root.path().join("county/disclosure.csv");
    let text = fs::read_to_string(&path).expect("a table");
    fs::write(&path, text.replace("行政许可,,,,108,", "行政许可,,,,100,")).expect("written");
    let (status, out, _) = run(root.path(), &["check", "county", "--children", "towns"]);
    assert_eq!(status, 1);
    let parts = "第3镇人民政府 13、第4镇人民政府 14、第5镇人民政府 15、第6镇人民政府 16、第7镇人民政府 17，另有 3 个单位";
    assert!(out.contains(parts), "{out}");
    assert!(out.contains("少 8"), "{out}");
    assert!(out.contains("towns/t07/disclosure.csv"), "{out}");
    assert!(!out.contains("towns/t02/disclosure.csv"), "{out}");
}

#[test]
fn only_one_report_is_held_against_those_below() {
    let root = county(&[&[], &[]]);
    let arguments = ["check", "towns/t00", "towns/t01", "--children", "towns"];
    let (status, _, said) = run(root.path(), &arguments);
    assert_eq!(status, 2);
    assert!(said.contains("--children"), "{said}");
    let (status, _, _) = run(
        root.path(),
        &["check", "towns/t00", "--children", "nowhere"],
    );
    assert_eq!(status, 2);
}

#[test]
fn years_and_levels_are_what_was_asked_for() {
    let root = county(&[&[], &[]]);
    let with = |further: &[&str]| run(root.path(), &[&ROLLUP[..], further].concat());
    let (status, _, said) = with(&["--year", "2021"]);
    assert_eq!(status, 2, "{said}");
    assert_eq!(with(&["--level", "planet"]).0, 2);
    assert!(!root.path().join("county").exists());
    assert_eq!(with(&["--year", "2022", "--level", "city"]).0, 0);
    assert_eq!(
        line(root.path(), "report.toml", "level = "),
        "level = \"city\""
    );
}

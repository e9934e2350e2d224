//! Documents: printed tables span for span, figures read back from the page, and words that stay words.

use std::path::Path;

use chrono::NaiveDate;
use nianbao::assets::Assets;
use nianbao::batch::{Examined, Examiner};
use nianbao::document::{Block, Cell, Composer, Document, Role, Table};
use nianbao::form::Point;
use nianbao::ingest::{Encoding, File, Folder};
use nianbao::writer::{Html, Markdown, Writer};
use pulldown_cmark::{Event, Options, Parser};
use scraper::{ElementRef, Selector};

fn examiner() -> Examiner {
    let today = NaiveDate::from_ymd_opt(2023, 2, 1).expect("a day");
    Examiner::new(&Assets::default(), Encoding::Detect, today)
        .expect("forms")
        .expect("valid forms")
}

fn sample(name: &str) -> Folder {
    Folder::read(&Path::new("sample-data").join(name)).expect("a sample")
}

fn compose<'d>(
    examiner: &Examiner,
    examined: &'d Examined<'_>,
    document: &str,
    draft: bool,
) -> Document<'d> {
    let (report, form) = examined.report.as_ref().expect("a report");
    let composer = Composer::new(&Assets::default()).expect("templates");
    composer
        .compose(form, &examiner.keys, report, document, draft)
        .expect("a template")
        .expect("no broken reference")
}

fn html(document: &Document) -> String {
    let bytes = Html::new(&Assets::default())
        .expect("a page")
        .write(document)
        .expect("written");
    String::from_utf8(bytes).expect("UTF-8")
}

fn markdown(document: &Document) -> String {
    String::from_utf8(Markdown.write(document).expect("written")).expect("UTF-8")
}

/// A line of a table as `text colspan×rowspan`, spans of one left out.
fn line(table: &Table, cells: &[Cell]) -> String {
    let cell = |cell: &Cell| match (cell.colspan, cell.rowspan) {
        (1, 1) => table.shown(cell).to_owned(),
        (columns, rows) => format!("{} {columns}×{rows}", table.shown(cell)),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

/// Each line of a table as [`line`] has it.
fn lines<'c, 'd: 'c>(
    table: &Table,
    rows: impl IntoIterator<Item = &'c Vec<Cell<'d>>>,
) -> Vec<String> {
    rows.into_iter().map(|cells| line(table, cells)).collect()
}

fn tables<'t, 'd>(document: &'t Document<'d>) -> Vec<&'t Table<'d>> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

/// The printed form of 国办公开办函〔2021〕30号, its spans as the blank template has them.
#[test]
fn the_statutory_tables_have_the_spans_of_the_printed_form() {
    let examiner = examiner();
    let examined = examiner.examine_folder(&sample("huaian-2024"));
    let document = compose(&examiner, &examined, "annual", false);
    let tables = tables(&document);
    let [disclosure, requests, appeals] = tables[..] else {
        panic!("three tables")
    };

    let parts = &disclosure.grid.parts;
    let heads = lines(disclosure, parts.iter().flat_map(|part| &part.head));
    assert_eq!(
        heads,
        [
            "第二十条第（一）项 4×1",
            "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
            "第二十条第（五）项 4×1",
            "信息内容 | 本年处理决定数量 3×1",
            "第二十条第（六）项 4×1",
            "信息内容 | 本年处理决定数量 3×1",
            "第二十条第（八）项 4×1",
            "信息内容 | 本年收费金额（单位：万元） 3×1",
        ]
    );

    let part = &requests.grid.parts[0];
    let heads = lines(requests, &part.head);
    assert_eq!(
        heads,
        [
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） 3×3 | 申请人情况 7×1",
            "自然人 1×2 | 法人或其他组织 5×1 | 总计 1×2",
            "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他",
        ]
    );
    let labels: Vec<String> = part
        .body
        .iter()
        .map(|cells| {
            let labels: Vec<Cell> = cells
                .iter()
                .filter(|cell| matches!(cell.role, Role::Head { .. }))
                .cloned()
                .collect();
            line(requests, &labels)
        })
        .collect();
    assert_eq!(
        labels,
        [
            "一、本年新收政府信息公开申请数量 3×1",
            "二、上年结转政府信息公开申请数量 3×1",
            "三、本年度办理结果 1×22 | （一）予以公开 2×1",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 2×1",
            "（三）不予公开 1×8 | 1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
            "（四）无法提供 1×3 | 1.本机关不掌握相关政府信息",
            "2.没有现成信息需要另行制作",
            "3.补正后申请内容仍不明确",
            "（五）不予处理 1×5 | 1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
            "（六）其他处理 1×3 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
            "（七）总计 2×1",
            "四、结转下年度继续办理 3×1",
        ]
    );

    let heads = lines(appeals, &appeals.grid.parts[0].head);
    let five = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计";
    assert_eq!(
        heads,
        [
            "行政复议 5×1 | 行政诉讼 10×1".to_owned(),
            format!(
                "{} | 未经复议直接起诉 5×1 | 复议后起诉 5×1",
                five.split(" | ")
                    .map(|label| format!("{label} 1×2"))
                    .collect::<Vec<_>>()
                    .join(" | ")
            ),
            format!("{five} | {five}"),
        ]
    );
}

/// Every figure on the page, read back, is the figure of the report; every cell of the statutory tables is there.
#[test]
fn the_figures_of_a_page_are_those_of_the_report() {
    let examiner = examiner();
    for (name, document) in [
        ("huaian-2024", "annual"),
        ("zhongshu-2022", "annual"),
        ("zhongshu-2022", "self-inspection"),
    ] {
        let examined = examiner.examine_folder(&sample(name));
        let (report, form) = examined.report.as_ref().expect("a report");
        let page =
            scraper::Html::parse_document(&html(&compose(&examiner, &examined, document, false)));
        let marked = Selector::parse("[data-fact]").expect("a selector");
        let mut shown = std::collections::BTreeMap::new();
        for element in page.select(&marked) {
            let path = element
                .value()
                .attr("data-fact")
                .expect("a path")
                .to_owned();
            let text: String = element.text().collect();
            let before = shown.insert(path.clone(), text.clone());
            assert!(
                before.is_none_or(|before| before == text),
                "{path} is shown in two ways"
            );
        }
        let mut compared = 0;
        for (t, table) in form.tables.iter().enumerate() {
            let Some(sheet) = report.sheet(t) else {
                continue;
            };
            for row in 0..sheet.rows.len() {
                for column in table.figure_columns() {
                    let Some(fact) = sheet
                        .fact(row, column)
                        .filter(|fact| fact.entry != nianbao::model::Entry::Blank)
                    else {
                        continue;
                    };
                    let path = report.path(
                        form,
                        Point {
                            table: t,
                            row,
                            column,
                        },
                    );
                    if let Some(text) = shown.get(&path) {
                        assert_eq!(*text, fact.entry.to_string(), "{path}");
                        compared += 1;
                    } else {
                        assert!(
                            document != "annual"
                                || !table.documents.contains(&"annual".to_owned())
                                || table.documents.len() > 1,
                            "{path} is not on the page"
                        );
                    }
                }
            }
        }
        assert!(
            compared >= if document == "annual" { 200 } else { 30 },
            "{name} {document}: {compared}"
        );
    }
}

/// Whatever a value holds, it comes out as text, in both formats, and breaks no table.
#[test]
fn hostile_values_stay_text() {
    let hostile = "<script>alert(1)</script> | a*b* _c_ [d](e) `f` &amp; \\\\ # ~~g~~ { } <!-- -->";
    let shown = hostile.replace("\\\\", "\\");
    let examiner = examiner();
    let mut folder = sample("zhongshu-2022");
    let report = folder
        .files
        .iter_mut()
        .find(|file| file.name == "report.toml")
        .expect("words");
    let text = String::from_utf8(report.bytes.clone().expect("bytes")).expect("UTF-8");
    report.bytes = Ok(text
        .replace(
            "每条信息审查通过后",
            &format!("{hostile}每条信息审查通过后"),
        )
        .into_bytes());
    let columns = folder
        .files
        .iter_mut()
        .find(|file| file.name == "columns.csv")
        .expect("columns");
    let text = String::from_utf8(columns.bytes.clone().expect("bytes")).expect("UTF-8");
    columns.bytes = Ok(text
        .replace("乡镇概况", "\"1. <b>|*概况*\n# x\"")
        .into_bytes());
    let examined = examiner.examine_folder(&folder);
    let document = compose(&examiner, &examined, "self-inspection", false);

    let page = html(&document);
    assert!(
        !page.contains("<script") && !page.contains("<b>"),
        "markup came through"
    );
    let parsed = scraper::Html::parse_document(&page);
    let words: String = parsed.root_element().text().collect();
    assert!(words.contains(&shown), "the page lost the words");

    let text = markdown(&document);
    let events: Vec<Event<'_>> = Parser::new_ext(
        &text,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
    )
    .collect();
    assert!(
        !events.iter().any(|event| matches!(
            event,
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_)
        )),
        "markup came through"
    );
    let words: String = events
        .iter()
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.to_string()),
            _ => None,
        })
        .collect();
    assert!(words.contains(&shown), "Markdown lost the words: {words}");
    // The table still has one line a row, and each the same number of cells.
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let widths: Vec<usize> = lines.iter().map(|line| cells(line)).collect();
    assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
}

/// Nought is a sentence, sentences end once, and no heading stands over nothing.
#[test]
fn documents_read_as_if_an_officer_wrote_them() {
    let examiner = examiner();
    for (name, documents) in [
        ("zhongshu-2022", &["annual", "self-inspection"][..]),
        ("huaian-2024", &["annual"]),
    ] {
        let examined = examiner.examine_folder(&sample(name));
        for document in documents {
            let document = compose(&examiner, &examined, document, false);
            let text = markdown(&document);
            let prose: String = text
                .lines()
                .filter(|line| !line.starts_with('|'))
                .collect::<Vec<_>>()
                .join("\n");
            for bad in [
                "。。", "，，", "，。", "；。", "、。", "：。", "（）", "未填", "**",
            ] {
                assert!(!prose.contains(bad), "{name}: {bad} in {prose}");
            }
            let nought = prose.char_indices().any(|(at, digit)| {
                let alone =
                    !prose[..at].ends_with(|before: char| before.is_ascii_digit() || before == '.');
                digit == '0'
                    && alone
                    && prose[at + 1..].starts_with(['件', '条', '人', '元', '万', '场', '个'])
            });
            assert!(!nought, "{name}: a nought that is no sentence in {prose}");
            let mut last_was_heading = None;
            for block in &document.blocks {
                if let (Some(above), Block::Heading { level, .. }) = (last_was_heading, block) {
                    assert!(*level > above, "{name}: a heading over nothing");
                }
                last_was_heading = match block {
                    Block::Heading { level, .. } => Some(*level),
                    _ => None,
                };
            }
            assert!(
                last_was_heading.is_none(),
                "{name}: a heading over nothing at the end"
            );
        }
    }
}

#[test]
fn a_draft_says_so_and_a_blank_figure_does_too() {
    let examiner = examiner();
    let mut folder = sample("zhongshu-2022");
    let file = folder
        .files
        .iter_mut()
        .find(|file| file.name == "consultations.csv")
        .expect("a table");
    let text = String::from_utf8(file.bytes.clone().expect("bytes")).expect("UTF-8");
    file.bytes = Ok(text.replace("250", "").into_bytes());
    let examined = examiner.examine_folder(&folder);
    let document = compose(&examiner, &examined, "self-inspection", true);
    let (page, text) = (html(&document), markdown(&document));
    assert!(page.matches("草稿").count() >= 4 && text.matches("草稿").count() >= 2);
    assert!(page.contains("class=\"watermark\""));
}

/// A page asks no other host for anything, and runs nothing.
#[test]
fn a_page_is_one_self_contained_file() {
    let examiner = examiner();
    let examined = examiner.examine_folder(&sample("huaian-2024"));
    let page = html(&compose(&examiner, &examined, "annual", false));
    for bad in ["<script", "<link", "<img", "@import", "url(", "src="] {
        assert!(!page.contains(bad), "{bad}");
    }
    let parsed = scraper::Html::parse_document(&page);
    let select = |selector: &str| Selector::parse(selector).expect("a selector");
    assert_eq!(parsed.select(&select("html[lang=zh-CN]")).count(), 1);
    assert_eq!(
        parsed.select(&select("table")).count(),
        parsed.select(&select("table > caption")).count()
    );
    assert!(
        parsed
            .select(&select("th"))
            .all(|head: ElementRef<'_>| head.value().attr("scope").is_some())
    );
}

/// A report of these files, with the words of a conformance case.
fn filled(year: u16, words: &str, files: &[(&str, &str)]) -> Folder {
    let report =
        include_str!("conformance/wrong-edition/near-miss-edition-named/input/report.toml")
            .replace("edition = \"2021\"\n", "")
            .replace("year = 2020", &format!("year = {year}"))
            .replace("date = 2021-", &format!("date = {}-", year + 1));
    let report = format!("{report}\n{words}");
    let all = std::iter::once(("report.toml", report.as_str())).chain(files.iter().copied());
    Folder {
        path: "made".to_owned(),
        files: all
            .map(|(name, text)| File {
                name: name.to_owned(),
                bytes: Ok(text.into()),
            })
            .collect(),
    }
}

/// What a reader sees: headings, paragraphs, and no tables.
fn prose(document: &Document) -> Vec<String> {
    let text = markdown(document);
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('|'))
        .map(str::to_owned)
        .collect()
}

const DISCLOSURE_2020: &str = "\
项目,本年新制作数量,本年新公开数量,对外公开总数量,上一年项目数量,本年增/减,处理决定数量,采购项目数量,采购总金额
规章,/,/,/,,,,,
规范性文件,27,1,9,,,,,
行政许可,,,,6,-4,8,,
其他对外管理服务事项,,,,20,+2,340,,
行政处罚,,,,1,0,93,,
行政强制,,,,1,0,0,,
行政事业性收费,,,,0,0,,,
政府集中采购,,,,,,,13,477.35万元
";
const REQUESTS_2020: &str = include_str!("conformance/missing-unit/near-miss/input/requests.csv");
const APPEALS: &str = include_str!("conformance/missing-unit/near-miss/input/appeals.csv");

/// The printed form of 国办公开办函〔2019〕60号: four columns throughout, blank where a section has fewer heads.
#[test]
fn the_tables_of_2019_are_printed_as_their_form_has_them() {
    let examiner = examiner();
    let files = [
        ("disclosure.csv", DISCLOSURE_2020),
        ("requests.csv", REQUESTS_2020),
        ("appeals.csv", APPEALS),
    ];
    let examined = examiner.examine_folder(&filled(2020, "", &files));
    let document = compose(&examiner, &examined, "annual", false);
    let tables = tables(&document);
    let [disclosure, requests, _] = tables[..] else {
        panic!("three tables")
    };
    let lines: Vec<String> = disclosure
        .grid
        .parts
        .iter()
        .flat_map(|part| part.head.iter().chain(&part.body))
        .map(|cells| line(disclosure, cells))
        .collect();
    assert_eq!(
        lines,
        [
            "第二十条第（一）项 4×1",
            "信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量",
            "规章 | / | / | /",
            "规范性文件 | 27 | 1 | 9",
            "第二十条第（五）项 4×1",
            "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量",
            "行政许可 | 6 | -4 | 8",
            "其他对外管理服务事项 | 20 | 2 | 340",
            "第二十条第（六）项 4×1",
            "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量",
            "行政处罚 | 1 | 0 | 93",
            "行政强制 | 1 | 0 | 0",
            "第二十条第（八）项 4×1",
            "信息内容 | 上一年项目数量 | 本年增/减 | ",
            "行政事业性收费 | 0 | 0 | ",
            "第二十条第（九）项 4×1",
            "信息内容 | 采购项目数量 | 采购总金额 | ",
            "政府集中采购 | 13 | 477.35万元 | ",
        ]
    );
    let labels: Vec<String> = requests.grid.parts[0]
        .body
        .iter()
        .map(|cells| line(requests, &cells[..cells.len() - 7]))
        .collect();
    assert_eq!(labels.len(), 23);
    assert_eq!(labels[2], "三、本年度办理结果 1×20 | （一）予以公开 2×1");
    assert_eq!(labels[20], "（六）其他处理 2×1");

    let prose = prose(&document);
    for sentence in [
        "本年度新制作规范性文件27件，新公开规范性文件1件。截至2020年12月31日，对外公开的有规范性文件9件。本年度作出行政许可决定8件、行政处罚决定93件。本年度办理其他对外管理服务事项340件。本年度政府集中采购项目13个，采购总金额477.35万元。",
        "### （三）政府信息管理",
        "### （五）监督保障",
        "## 六、其他需要报告的事项",
    ] {
        assert!(
            prose.iter().any(|line| line == sentence),
            "{sentence}\n{prose:#?}"
        );
    }
}

/// The numbering of 总体情况 closes up where nothing was written, and a bare amount is left to the table.
#[test]
fn words_of_2019_say_only_what_there_is() {
    let examiner = examiner();
    let files = [
        (
            "disclosure.csv",
            &*DISCLOSURE_2020.replace("477.35万元", "477.35"),
        ),
        ("requests.csv", REQUESTS_2020),
        ("appeals.csv", APPEALS),
    ];
    let mut folder = filled(2019, "", &files);
    if let Ok(bytes) = &mut folder.files[0].bytes {
        let text = String::from_utf8_lossy(bytes);
        let left = text.lines().filter(|line| {
            !["management", "platform"]
                .iter()
                .any(|key| line.starts_with(key))
        });
        *bytes = left.collect::<Vec<_>>().join("\n").into_bytes();
    }
    let examined = examiner.examine_folder(&folder);
    let document = compose(&examiner, &examined, "annual", false);
    let prose = prose(&document);
    assert!(
        prose.iter().any(|line| line == "### （三）监督保障"),
        "{prose:#?}"
    );
    assert!(
        prose
            .iter()
            .any(|line| line.ends_with("本年度政府集中采购项目13个。")),
        "{prose:#?}"
    );
    let has_gap = prose.iter().any(|line| line.contains("未填"));
    assert!(!has_gap, "{prose:#?}");
}

const STATISTICS: &str = "\
统计指标,统计数
（一）主动公开政府信息数,399
其中：主动公开规范性文件数,12
政府网站公开政府信息数,399
政务微信公开政府信息数,20
（一）收到申请数,3
网络申请数,2
信函申请数,1
当面申请数,0
传真申请数,0
四、行政复议数量,1
（一）维持具体行政行为数,1
（二）被依法纠错数,0
（三）其他情形数,0
五、行政诉讼数量,0
（四）政府信息公开专项经费,1.50
";

/// The chapters of the old 条例's article 32, and of the statistics table only what was given.
#[test]
fn the_document_of_2008_has_the_chapters_of_article_32() {
    let examiner = examiner();
    let examined = examiner.examine_folder(&filled(2015, "", &[("statistics.csv", STATISTICS)]));
    assert_eq!(examined.findings, []);
    let document = compose(&examiner, &examined, "annual", false);
    let text = prose(&document);
    let chapters: Vec<&String> = text.iter().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(
        chapters,
        [
            "## 一、概述",
            "## 二、主动公开政府信息的情况",
            "## 三、依申请公开政府信息和不予公开政府信息的情况",
            "## 四、政府信息公开的收费及减免情况",
            "## 五、因政府信息公开申请行政复议、提起行政诉讼的情况",
            "## 六、政府信息公开工作存在的主要问题及改进情况",
            "## 七、其他需要报告的事项",
            "## 附表",
        ]
    );
    for sentence in [
        "本年度主动公开政府信息399条，其中规范性文件12条。按公开方式统计：政府网站399条；政务微信20条。同一条信息通过几种方式公开的，在每种方式中各计一次。",
        "本年度收到政府信息公开申请3件，其中网络申请2件，信函申请1件。",
        "本年度因政府信息公开被申请行政复议1件，没有被提起行政诉讼。",
    ] {
        assert!(
            text.iter().any(|line| line == sentence),
            "{sentence}\n{text:#?}"
        );
    }
    let tables = tables(&document);
    let lines: Vec<String> = tables[0].grid.parts[0]
        .body
        .iter()
        .map(|cells| line(tables[0], cells))
        .collect();
    assert_eq!(
        lines[..3],
        [
            "一、主动公开情况 | —— | ",
            "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 399",
            "其中：主动公开规范性文件数 | 条 | 12",
        ]
    );
    assert_eq!(
        lines.last().map(String::as_str),
        Some(
            "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费） | 万元 | 1.50"
        )
    );
    assert!(
        !lines.iter().any(|line| line.contains("举报投诉")),
        "{lines:#?}"
    );
}

/// A township of 2012 has no table to fill in: words are enough, and no table is printed.
#[test]
fn before_the_statistics_words_are_enough() {
    let examiner = examiner();
    let words = "[disputes]\nwork = \"没有发生\"\n";
    let examined = examiner.examine_folder(&filled(2012, words, &[]));
    assert_eq!(examined.findings, []);
    let document = compose(&examiner, &examined, "annual", false);
    assert!(tables(&document).is_empty());
    let text = prose(&document);
    assert!(
        !text
            .iter()
            .any(|line| line.contains("未填") || line.contains("附表")),
        "{text:#?}"
    );
    assert!(text.iter().any(|line| line == "没有发生。"), "{text:#?}");
}

/// A local row is printed where the overlay puts it, and its figures are the report's like any other.
#[test]
fn a_local_row_is_printed_in_its_place() {
    let path = Path::new("tests/conformance/missing-overlay/near-miss/input/town");
    let examiner = examiner();
    let examined = examiner.examine(path);
    assert_eq!(examined.findings, []);
    let document = compose(&examiner, &examined, "annual", false);
    let first = tables(&document)[0];
    let body = &first.grid.parts[0].body;
    let lines: Vec<String> = body.iter().map(|cells| line(first, cells)).collect();
    assert_eq!(
        lines,
        [
            "规章 | / | / | /",
            "规范性文件 | 5 | 4 | 25",
            "其他主动公开文件 | 7 | 6 | 30"
        ]
    );
    assert!(html(&document).contains("data-fact=\"disclosure.other_documents.disclosed_in_all\""));
    // Who shares an overlay shares the form.
    let again = examiner.examine(path);
    let form =
        |examined: &Examined<'_>| std::ptr::from_ref(examined.report.as_ref().expect("a report").1);
    assert_eq!(form(&examined), form(&again));
}

/// Another edition's form does not change the law: the deadline is that of the year.
#[test]
fn the_deadline_is_that_of_the_year() {
    let examiner = examiner();
    for edition in ["2008", "2019", "2021"] {
        let mut folder = filled(2019, "", &[]);
        if let Ok(bytes) = &mut folder.files[0].bytes {
            let text = String::from_utf8_lossy(bytes).replace("\"township\"", "\"department\"");
            *bytes = format!("edition = \"{edition}\"\n{text}").into_bytes();
        }
        let examined = examiner.examine_folder(&folder);
        let (report, form) = examined.report.as_ref().expect("a report");
        let due = nianbao::rules::deadline(form, report).expect("a deadline");
        assert_eq!(form.id, edition);
        assert_eq!(Some(due.date), NaiveDate::from_ymd_opt(2020, 1, 31));
    }
}

/// Every edition has a template for every document, and every key and table a name of its own.
#[test]
fn every_form_has_its_documents_and_names_do_not_collide() {
    let examiner = examiner();
    let composer = Composer::new(&Assets::default()).expect("templates");
    for form in examiner.library.forms() {
        let mut folder = sample("zhongshu-2022");
        // The township's own tables, which every edition has.
        let own = |name: &str| {
            name == "report.toml"
                || ["columns", "channels", "consultations", "funding"]
                    .iter()
                    .any(|table| name == format!("{table}.csv"))
        };
        folder.files.retain(|file| own(&file.name));
        for file in &mut folder.files {
            if let ("report.toml", Ok(bytes)) = (file.name.as_str(), &file.bytes) {
                let text = String::from_utf8(bytes.clone()).expect("UTF-8");
                file.bytes = Ok(text
                    .replace("year = 2022", &format!("year = {}", form.years.from))
                    .into_bytes());
            }
        }
        let examined = examiner.examine_folder(&folder);
        let (report, of) = examined.report.as_ref().expect("a report");
        assert_eq!(of.id, form.id);
        for document in ["annual", "self-inspection"] {
            composer
                .compose(form, &examiner.keys, report, document, true)
                .expect("a template")
                .expect("words");
        }
        for section in &examiner.keys.sections {
            assert!(
                form.table(&section.id).is_none(),
                "{} is a section and a table",
                section.id
            );
        }
    }
}

/// A composer whose annual report is this template.
fn overriding(annual: &str) -> Composer {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("documents")).expect("a folder");
    std::fs::write(folder.path().join("documents/annual-2021.md"), annual).expect("written");
    let assets = Assets::new(Some(folder.path().to_owned())).expect("a folder");
    Composer::new(&assets).expect("a template that parses")
}

#[test]
fn a_template_may_be_wrapped_anywhere() {
    let examiner = examiner();
    let examined = examiner.examine_folder(&sample("huaian-2024"));
    let (report, form) = examined.report.as_ref().expect("a report");
    let template =
        "# 标题\n\n共收到\n{{ requests.received.total }}\n件，open\ngovernment\n\n> 甲镇\n> 乙日\n";
    let document = overriding(template)
        .compose(form, &examiner.keys, report, "annual", false)
        .expect("a template")
        .expect("no broken reference");
    let page = html(&document);
    assert!(page.contains("<p>共收到<data"), "{page}");
    assert!(page.contains("</data>件，open government</p>"), "{page}");
    // Who signs and when are lines of their own.
    assert!(page.contains("甲镇<br>乙日"), "{page}");
}

#[test]
fn an_undefined_name_in_a_template_is_said_with_its_place() {
    let examiner = examiner();
    let examined = examiner.examine_folder(&sample("huaian-2024"));
    let (report, form) = examined.report.as_ref().expect("a report");
    let composer = overriding("# 标题\n\n共{{ requests.recieved.total }}件\n");
    let error = composer
        .compose(form, &examiner.keys, report, "annual", false)
        .expect_err("an undefined name");
    let said = format!("{error:#}");
    assert!(
        said.contains("annual-2021.md:3:") && said.contains("recieved"),
        "{said}"
    );
}

/// Only the words and tables that the folder has: a folder of one file composes a draft.
#[test]
fn a_draft_can_be_made_of_almost_nothing() {
    let examiner = examiner();
    let words = "year = 2022\n[agency]\nname = \"甲镇人民政府\"\n";
    let folder = Folder {
        path: "x".to_owned(),
        files: vec![File {
            name: "report.toml".to_owned(),
            bytes: Ok(words.into()),
        }],
    };
    let examined = examiner.examine_folder(&folder);
    for document in ["annual", "self-inspection"] {
        let document = compose(&examiner, &examined, document, true);
        assert!(html(&document).contains("甲镇人民政府") || document.name == "self-inspection");
    }
}

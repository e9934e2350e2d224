//! Documents: printed tables span for span, figures read back from the page, and words that stay words.

use std::path::Path;

use chrono::NaiveDate;
use nianbao::assets::Assets;
use nianbao::batch::{Examined, Examiner};
use nianbao::document::{Block, Cell, Composer, Document, Role};
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

fn compose(examiner: &Examiner, examined: &Examined<'_>, document: &str, draft: bool) -> Document {
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
fn line(cells: &[Cell]) -> String {
    let cell = |cell: &Cell| match (cell.colspan, cell.rowspan) {
        (1, 1) => cell.text.clone(),
        (columns, rows) => format!("{} {columns}×{rows}", cell.text),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

fn tables(document: &Document) -> Vec<&nianbao::document::Table> {
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

    let heads: Vec<String> = disclosure
        .parts
        .iter()
        .flat_map(|part| &part.head)
        .map(|cells| line(cells))
        .collect();
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

    let part = &requests.parts[0];
    let heads: Vec<String> = part.head.iter().map(|cells| line(cells)).collect();
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
            line(&labels)
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

    let heads: Vec<String> = appeals.parts[0]
        .head
        .iter()
        .map(|cells| line(cells))
        .collect();
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

/// Every edition has a template for every document, and every key and table a name of its own.
#[test]
fn every_form_has_its_documents_and_names_do_not_collide() {
    let examiner = examiner();
    let composer = Composer::new(&Assets::default()).expect("templates");
    for form in examiner.library.forms() {
        let mut folder = sample("zhongshu-2022");
        for file in &mut folder.files {
            if let ("report.toml", Ok(bytes)) = (file.name.as_str(), &file.bytes) {
                let text = String::from_utf8(bytes.clone()).expect("UTF-8");
                file.bytes = Ok(text
                    .replace("year = 2022", &format!("year = {}", form.years.from))
                    .into_bytes());
            }
        }
        let examined = examiner.examine_folder(&folder);
        let (report, form) = examined.report.as_ref().expect("a report");
        for document in ["annual", "self-inspection"] {
            composer
                .compose(form, &examiner.keys, report, document, false)
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

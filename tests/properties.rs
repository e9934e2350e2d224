//! Properties of the whole engine, over reports made from the form.

#[path = "support/balanced.rs"]
mod balanced;
#[path = "support/dress.rs"]
mod dress;

use balanced::{Dress, Figures, PLAIN, balanced as balance, examiner, folder, written};
use dress::dress;
use nianbao::batch::{Examined, Examiner};
use nianbao::diagnostic::{Diagnostic, Severity};
use nianbao::form::{Comparison, Form, Point, RowKind, RowRef, Table};
use nianbao::ingest::{Encoding, File, Folder, ingest};
use nianbao::source::{Sources, Span};
use nianbao::writer::{Html, Markdown, Writer};
use proptest::prelude::*;

/// Findings that say that figures contradict each other.
const ARITHMETIC: [&str; 3] = ["wrong-total", "broken-identity", "children-above-parent"];

/// One of the editions.
fn form(examiner: &Examiner, edition: prop::sample::Index) -> &Form {
    edition.get(examiner.library.forms())
}

fn edition() -> impl Strategy<Value = prop::sample::Index> {
    any::<prop::sample::Index>()
}

fn arithmetic<'a>(examined: &'a Examined<'_>) -> Vec<&'a Diagnostic> {
    examined
        .findings
        .iter()
        .filter(|finding| ARITHMETIC.contains(&finding.code.name))
        .collect()
}

/// Whether a figure is part of a sum or of a balance, so that changing it alone must be noticed.
fn is_determined(form: &Form, t: usize, row: usize, column: usize) -> bool {
    let table: &Table = &form.tables[t];
    if let Some(open) = &table.open {
        return open.summed;
    }
    let group = table.rows[row]
        .parent
        .filter(|&parent| table.rows[parent].kind == RowKind::Group);
    let summed = table.rows.iter().enumerate().any(|(total, of)| {
        of.sum.as_ref().is_some_and(|parts| {
            total == row
                || parts.contains(&row)
                || group.is_some_and(|group| parts.contains(&group))
        })
    });
    let across = table.columns.iter().enumerate().any(|(total, of)| {
        of.sum.as_ref().is_some_and(|parts| {
            (total == column || parts.contains(&column)) && table.has(row, total)
        })
    });
    let balanced = form.identities.iter().any(|identity| {
        identity.table == t
            && identity.equation.comparison == Comparison::Equal
            && identity
                .equation
                .terms()
                .any(|term| term.row == RowRef::Fixed(row))
    });
    summed || across || balanced
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_report_that_satisfies_the_form_has_no_arithmetic_finding(edition in edition(), seed in prop::collection::vec(0i64..60, 1..400), dress in dress()) {
        let examiner = examiner();
        let form = form(&examiner, edition);
        let examined = examiner.examine_folder(&folder(form, &balance(form, &seed), dress));
        let bad: Vec<_> = examined.findings.iter().filter(|finding| finding.severity > Severity::Note).map(|finding| (finding.code.name, &finding.fact, &finding.args)).collect();
        prop_assert!(bad.iter().all(|(code, ..)| *code == "power-not-held"), "{bad:?}");
    }

    #[test]
    fn a_changed_cell_is_found_and_named(edition in edition(), seed in prop::collection::vec(0i64..60, 1..400), pick in any::<prop::sample::Index>(), change in prop_oneof![-30i64..0, 1i64..9999]) {
        let examiner = examiner();
        let form = form(&examiner, edition);
        let mut figures = balance(form, &seed);
        let cells: Vec<_> = figures.0.keys().copied().filter(|&(t, row, column)| is_determined(form, t, row, column)).collect();
        let (t, row, column) = cells[pick.index(cells.len())];
        let figure = figures.0.get_mut(&(t, row, column)).expect("a figure");
        // A figure is never negative, and must change.
        let changed = (*figure + change).max(0);
        prop_assume!(changed != *figure);
        *figure = changed;
        let examined = examiner.examine_folder(&folder(form, &figures, PLAIN));
        let (report, _) = examined.report.as_ref().expect("a report");
        let span = report.fact(Point { table: t, row, column }).expect("a fact").span;
        let found = arithmetic(&examined);
        prop_assert!(!found.is_empty());
        for finding in &found {
            prop_assert!(names(finding, span), "{:?} does not name the changed cell", finding);
        }
    }

    #[test]
    fn report_to_csv_to_report_is_the_identity(edition in edition(), seed in prop::collection::vec(0i64..60, 1..400), dress in dress()) {
        let examiner = examiner();
        let form = form(&examiner, edition);
        let figures = balance(form, &seed);
        let ingested = ingest(&folder(form, &figures, dress), &examiner.library, &examiner.keys, Encoding::Detect);
        let (report, _) = ingested.report.expect("a report");
        let mut read = Figures::default();
        for (t, table) in form.tables.iter().enumerate() {
            let sheet = report.sheet(t).expect("a table");
            for row in 0..sheet.rows.len() {
                for column in table.figure_columns() {
                    if let Some(number) = sheet.fact(row, column).and_then(|fact| fact.entry.number()) {
                        read.0.insert((t, row, column), number.try_into().expect("a count"));
                    }
                }
            }
        }
        prop_assert_eq!(read, figures);
    }

    #[test]
    fn every_span_slices_to_the_text_as_written(edition in edition(), seed in prop::collection::vec(0i64..6000, 1..400), dress in dress()) {
        let examiner = examiner();
        let form = form(&examiner, edition);
        let figures = balance(form, &seed);
        let ingested = ingest(&folder(form, &figures, dress), &examiner.library, &examiner.keys, Encoding::Detect);
        let (report, _) = ingested.report.expect("a report");
        for (&(table, row, column), figure) in &figures.0 {
            let span = report.fact(Point { table, row, column }).expect("a fact").span;
            let written = written(&form.tables[table], column, *figure);
            prop_assert_eq!(ingested.sources.slice(span), written);
            prop_assert_eq!(naive(&ingested.sources, span), {
                let place = ingested.sources.place(span);
                (place.line, place.column)
            });
        }
    }

    #[test]
    fn findings_do_not_depend_on_the_order_of_rows_and_columns(edition in edition(), seed in prop::collection::vec(0i64..9, 1..50), first in dress(), second in dress(), broken in 1i64..5) {
        let examiner = examiner();
        let form = form(&examiner, edition);
        let mut figures = balance(form, &seed);
        if let Some(figure) = figures.0.values_mut().nth(12) {
            *figure += broken;
        }
        let gist = |dress: Dress| {
            let examined = examiner.examine_folder(&folder(form, &figures, dress));
            let mut gist: Vec<_> = arithmetic(&examined).iter().map(|finding| (finding.code.name, finding.fact.clone(), finding.args.clone())).map(|it| format!("{it:?}")).collect();
            gist.sort();
            gist
        };
        prop_assert_eq!(gist(first), gist(second));
    }

    #[test]
    fn no_bytes_make_it_panic(edition in edition(), name in prop::sample::select(vec!["report.toml", "requests.csv", "columns.csv", "disclosure.csv"]), bytes in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        "[\\[\\]a-z_=\"'\n, .0-9年月#{}%（）一二/]{0,300}".prop_map(String::into_bytes),
        "(栏目|上级栏目|条数|合计|项目|总计|自然人|[,\n\"0-9/一、])*".prop_map(String::into_bytes),
    ]) {
        let examiner = examiner();
        let form = form(&examiner, edition);
        let mut folder = folder(form, &balance(form, &[1, 2, 3]), PLAIN);
        for file in &mut folder.files {
            if file.name == name {
                file.bytes = Ok(bytes.clone());
            }
        }
        let examined = examiner.examine_folder(&folder);
        for finding in &examined.findings {
            for span in std::iter::once(finding.span).chain(finding.related.iter().map(|related| related.span)) {
                // A span outside its source, or inside a character, would panic here.
                let _ = examined.sources.slice(span);
                let _ = examined.sources.place(span);
            }
        }
    }
}

/// What people may type into a cell or a text, with all that Markdown, HTML and CSV act on.
fn words() -> impl Strategy<Value = String> {
    "[a-z0-9一二三，。 |<>&;\"'`*_\\[\\]()#+.!~=:/-]{1,24}"
        .prop_map(|words| words.trim().to_owned())
        .prop_filter("a label of its own", |words| {
            !words.is_empty()
                && !words.starts_with(['#', '/'])
                && words.chars().any(char::is_alphanumeric)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_value_breaks_a_table_or_escapes(edition in edition(), label in words(), text in words()) {
        let examiner = examiner();
        let form = form(&examiner, edition);
        let mut folder = folder(form, &balance(form, &[1, 2, 3]), PLAIN);
        for file in &mut folder.files {
            let bytes = file.bytes.as_ref().expect("made bytes");
            let content = String::from_utf8(bytes.clone()).expect("UTF-8");
            let quoted = format!("\"{}\"", label.replace('"', "\"\""));
            let content = match file.name.as_str() {
                "columns.csv" => content.replace("第1种", &quoted),
                "report.toml" => content + &format!("\n[publishing]\nwork = {}\n", serde_json::Value::from(text.as_str())),
                _ => content,
            };
            file.bytes = Ok(content.into_bytes());
        }
        let examined = examiner.examine_folder(&folder);
        let (report, form) = examined.report.as_ref().expect("a report");
        let assets = nianbao::assets::Assets::default();
        let composer = nianbao::document::Composer::new(&assets).expect("templates");
        let document = composer.compose(form, &examiner.keys, report, "self-inspection", true).expect("a template").expect("no reference");
        // What is read back is what was written, but for the full stop that ends a sentence.
        let words = text.trim_end_matches(['。', '；', '，', '、', '：', '.', ';', ',', ':', ' ']);

        let page = Html::new(&assets).expect("a page").write(&document).expect("written");
        let page = scraper::Html::parse_document(&String::from_utf8(page).expect("UTF-8"));
        let shown: String = page.root_element().text().collect();
        prop_assert!(shown.contains(words), "{words:?} is not on the page");
        let rows = scraper::Selector::parse("table#columns tbody tr").expect("a selector");
        prop_assert_eq!(page.select(&rows).count(), balanced::OPEN_ROWS + 1);
        let heads: Vec<String> = page.select(&scraper::Selector::parse("table#columns th[scope=row]").expect("a selector")).map(|head| head.text().collect()).collect();
        prop_assert!(heads.contains(&label), "{label:?} is not among {heads:?}");

        let markdown = String::from_utf8(Markdown.write(&document).expect("written")).expect("UTF-8");
        let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
        let (mut read, mut cells, mut cell) = (String::new(), Vec::new(), None);
        for event in pulldown_cmark::Parser::new_ext(&markdown, options) {
            match event {
                pulldown_cmark::Event::Start(pulldown_cmark::Tag::TableCell) => cell = Some(String::new()),
                pulldown_cmark::Event::End(pulldown_cmark::TagEnd::TableCell) => cells.extend(cell.take()),
                pulldown_cmark::Event::Text(text) => {
                    read.push_str(&text);
                    if let Some(cell) = &mut cell {
                        cell.push_str(&text);
                    }
                }
                pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_) | pulldown_cmark::Event::Code(_) => prop_assert!(false, "markup came through: {markdown}"),
                _ => {}
            }
        }
        prop_assert!(read.contains(words), "{words:?} is not read back from {markdown}");
        prop_assert!(cells.contains(&label), "{label:?} is not a cell of {markdown}");
    }
}

fn names(finding: &Diagnostic, span: Span) -> bool {
    finding.span == span || finding.related.iter().any(|related| related.span == span)
}

/// Line and column, counted the slow way.
fn naive(sources: &Sources, span: Span) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    for (offset, character) in sources.source(span.source).text.char_indices() {
        if offset == span.range().start {
            break;
        }
        if character == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    (line, column)
}

/// An empty folder in memory is no report, and says nothing wrong.
#[test]
fn a_folder_without_files_is_no_report() {
    let examined_by = examiner();
    let examined = examined_by.examine_folder(&Folder {
        path: String::new(),
        files: Vec::<File>::new(),
    });
    assert!(examined.report.is_none() && examined.findings.is_empty());
}

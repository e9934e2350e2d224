//! How the help of each finding is followed: what an officer does who reads it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use nianbao::assets::Assets;
use nianbao::batch::Examiner;
use nianbao::form::Point;
use nianbao::ingest::Encoding;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::ROOT;
use crate::copy::copy;
use crate::desk::{Desk, edit};

/// One thing that a help says to do.
pub(crate) type Step = Box<dyn Fn(&Desk<'_>)>;

/// How a help is followed.
pub(crate) enum Ways {
    /// Whatever it offers clears the finding.
    Each(Vec<Step>),
    /// One of the marked places is wrong, and only the records say which: mending that one clears the finding.
    OneOf(Vec<Step>),
}

fn step(step: impl Fn(&Desk<'_>) + 'static) -> Step {
    Box::new(step)
}

fn only(single: impl Fn(&Desk<'_>) + 'static) -> Ways {
    Ways::Each(vec![step(single)])
}

/// Writes down that the present findings may stand, by the command that the help names.
fn waive() -> Step {
    step(|desk| {
        let code = desk.finding["code"].as_str().expect("a code");
        let command = ["报告文件夹", "FOLDER"]
            .map(|folder| format!("nianbao check {folder} --write-waiver {code} "));
        let is_named = command.iter().any(|command| desk.help().contains(command));
        assert!(is_named, "{}", desk.help());
        desk.check_with(&["--write-waiver", code, "--reason", "已核对", "--by", "张三"]);
    })
}

fn decimal(text: &str) -> Decimal {
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is no number"))
}

/// Writes the values that are named where the figures that are named stand.
fn probable(desk: &Desk<'_>) {
    let values: Vec<&str> = desk.argument("value").split(' ').collect();
    if let [value] = values.as_slice() {
        assert!(desk.help().contains(value), "{}", desk.help());
        let labels = ["很可能是这里填错了", "probably wrong"];
        let is_it = |place: &&Value| labels.iter().any(|label| place["message"] == *label);
        let place = desk.related().iter().find(is_it);
        desk.write_at(place.unwrap_or(desk.at()), value);
        return;
    }
    // The help says which figures are exchanged or moved; where they stand, their paths say.
    let examiner = Examiner::new(&Assets::default(), Encoding::Detect, NaiveDate::MIN);
    let examiner = examiner.expect("it starts").expect("valid forms");
    let paths = desk.argument("probable").split(' ');
    let named: BTreeMap<&str, &str> = paths.zip(values).collect();
    let examined = examiner.examine(&desk.file().with_file_name(""));
    let (report, form) = examined.report.as_ref().expect("a report");
    let mut places = Vec::new();
    for (t, table) in form.tables.iter().enumerate() {
        let Some(sheet) = report.sheet(t) else {
            continue;
        };
        for row in 0..sheet.rows.len() {
            for column in table.figure_columns() {
                let point = Point {
                    table: t,
                    row,
                    column,
                };
                let value = named.get(report.path(form, point).as_str());
                if let (Some(value), Some(fact)) = (value, sheet.fact(row, column)) {
                    places.push((fact.span, *value));
                }
            }
        }
    }
    assert_eq!(places.len(), named.len());
    places.sort_by_key(|(span, _)| std::cmp::Reverse(*span));
    for (span, value) in places {
        edit(
            Path::new(&examined.sources.source(span.source).name),
            |mut text| {
                text.replace_range(span.range(), value);
                text
            },
        );
    }
}

/// One of the marked figures is wrong: each in turn is changed by what is missing, one way or the other.
fn one_of_the_marked(desk: &Desk<'_>) -> Ways {
    if desk.finding["args"]["probable"].is_string() {
        return only(probable);
    }
    let difference = decimal(desk.argument("difference"));
    // The form is marked too; it is not among the records.
    let marked = std::iter::once(desk.at()).chain(desk.related());
    let marked = marked.filter(|place| desk.has(place));
    let mut steps = Vec::new();
    for place in marked {
        for by in [difference, -difference] {
            let place = place.clone();
            steps.push(step(move |desk| {
                let written = desk.text_at(&place);
                if let Ok(number) = written.parse::<Decimal>()
                    && number + by >= Decimal::ZERO
                {
                    desk.write_at(&place, &(number + by).to_string());
                }
            }));
        }
    }
    // Or several are, and each total is made what its own parts come to.
    steps.push(step(|desk| {
        let mut totals = desk.check();
        totals.retain(|one| one["code"] == "wrong-total");
        for one in totals.iter().rev() {
            desk.write_at(&one["at"], one["args"]["sum"].as_str().expect("a sum"));
        }
    }));
    Ways::OneOf(steps)
}

/// The text with Chinese numerals before its chapters, from 一 on.
fn renumbered(text: &str) -> String {
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八"];
    let mut next = 0;
    let lines = text.lines().map(|line| match line.split_once('、') {
        Some((number, heading)) if numerals.contains(&number) => {
            next += 1;
            format!("{}、{heading}", numerals[next - 1])
        }
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Writes a figure's reference in place of digits or numerals, with the unit that was written.
fn reference(desk: &Desk<'_>) {
    let figure = desk.quoted("{{ ", " }}");
    assert_eq!(figure, desk.argument("reference"));
    let written = desk.argument("written");
    // 0.05万元 becomes a reference to a figure in 元.
    let unit = written.chars().next_back().expect("a unit");
    desk.write(&format!("{{{{ {figure} }}}}{unit}"));
}

/// An intact copy of a file, as saved again from the program that it comes from.
fn saved_again(desk: &Desk<'_>) {
    let intact = Path::new(ROOT).join("wrong-total/near-miss/input");
    let file = desk.file();
    if file.is_dir() {
        fs::remove_dir_all(&file).expect("removed");
    }
    fs::copy(intact.join(file.file_name().expect("a name")), file).expect("copied");
}

fn delete_line(desk: &Desk<'_>) {
    desk.delete_line();
}

/// Deletes the entry of a waiver that the finding is in.
fn delete_entry(desk: &Desk<'_>) {
    let line = usize::try_from(desk.at()["line"].as_u64().expect("a line")).expect("small");
    desk.edit(|text| {
        let lines: Vec<&str> = text.lines().collect();
        let is_head = |at: &usize| lines[*at].trim() == "[[waiver]]";
        let start = (0..line).rev().find(is_head).expect("an entry");
        let end = (line..lines.len()).find(is_head).unwrap_or(lines.len());
        [&lines[..start], &lines[end..]].concat().join("\n") + "\n"
    });
}

/// Adds lines at the head of the report.toml beside the finding's file, or under a section of it.
fn report_toml(desk: &Desk<'_>, section: &str, added: &str) {
    edit(&desk.beside("report.toml"), |text| {
        if section.is_empty() {
            return format!("{added}\n{text}");
        }
        let head = format!("[{section}]\n");
        if text.contains(&head) {
            text.replacen(&head, &format!("{head}{added}\n"), 1)
        } else {
            format!("{text}\n{head}{added}\n")
        }
    });
}

/// The name that the message proposes, written in place of the wrong one; without one, its line is deleted.
fn nearest(desk: &Desk<'_>) {
    match desk.argument("nearest") {
        "none" => desk.delete_line(),
        nearest => {
            let written = ["written", "key", "name", "code"]
                .iter()
                .find_map(|name| desk.finding["args"][name].as_str());
            desk.change(written.expect("what was written"), nearest);
        }
    }
}

/// Says that there is no report of last year, as the help does.
fn no_prior(desk: &Desk<'_>) {
    desk.quoted("prior = \"none", "\"");
    desk.write("\"none\"");
}

/// How the help of a finding is followed.
pub(crate) fn ways(code: &str, desk: &Desk<'_>) -> Ways {
    let areas = [
        reading,
        report_keys,
        tables,
        figures,
        arithmetic,
        dates,
        form_files,
        words,
        settings,
        last_year,
        waivers,
        editions,
        rolled_up,
        register,
    ];
    let found = areas.iter().find_map(|area| area(code, desk));
    found.unwrap_or_else(|| panic!("nobody says how the help of {code} is followed"))
}

/// Reading files.
fn reading(code: &str, _: &Desk<'_>) -> Option<Ways> {
    Some(match code {
        "nothing-to-read" => only(|desk| {
            desk.said(&["init", "新建", "--year", "2022", "--name", "青石镇人民政府"]);
        }),
        "decoded-gb18030" => Ways::Each(vec![
            step(saved_again_as_utf_8),
            step(|desk| desk.check_with(&["--fix"])),
        ]),
        "unreadable-file" | "invalid-encoding" | "not-text" => only(saved_again),
        "bad-toml" => only(|desk| {
            let line = desk.line().replace(['“', '”'], "\"").replace('＝', "=");
            desk.lines(&[line]);
        }),
        "wrong-separator" => only(|desk| desk.edit(|text| text.replace('，', ","))),
        "unclosed-quote" => Ways::Each(vec![
            step(|desk| desk.lines(&[desk.line().replacen(',', "\",", 1)])),
            step(|desk| desk.lines(&[desk.line().replace('"', "")])),
        ]),
        "empty-file" | "missing-table" | "blank-table" => only(|desk| {
            let file = match desk.finding["args"]["file"].as_str() {
                Some(_) => desk.named("file"),
                None => desk
                    .file()
                    .file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
            };
            desk.lay_out(&file, "2022");
        }),
        "unknown-file" => only(|desk| {
            fs::rename(desk.file(), desk.root().with_file_name("elsewhere.csv")).expect("moved");
        }),
        _ => return None,
    })
}

/// `report.toml`.
fn report_keys(code: &str, _: &Desk<'_>) -> Option<Ways> {
    Some(match code {
        "missing-year" => only(|desk| {
            let year = desk.quoted("year = ", "20") + "2022";
            report_toml(desk, "", &format!("year = {year}"));
        }),
        "no-edition" => only(|desk| desk.write("2022")),
        "unknown-key" => only(|desk| match desk.argument("nearest") {
            // Nothing is near: the officer knows what was meant.
            "none" => desk.write("by"),
            _ => nearest(desk),
        }),
        "wrong-value" => only(|desk| {
            desk.write(match desk.argument("expected") {
                "date" => "2023-01-15",
                "values" => "{ published = \"2023-04-03\" }",
                other => panic!("how is {other} written?"),
            });
        }),
        "missing-text" => only(|desk| {
            let (section, keys) = (desk.argument("section"), desk.argument("keys"));
            let written = "\"已按要求开展，没有发生问题。\"";
            let section = section.trim_matches(['[', ']']);
            if desk.line().contains(keys) {
                desk.write(written);
            } else {
                report_toml(desk, section, &format!("{keys} = {written}"));
            }
        }),
        "broken-reference" => only(|desk| {
            let example = desk.quoted("{{ ", " }}");
            desk.change("requests.recieved.total", &example);
        }),
        _ => return None,
    })
}

/// Tables, rows, columns.
fn tables(code: &str, desk: &Desk<'_>) -> Option<Ways> {
    let case = desk.name.to_owned();
    let is = move |name: &str| case == name;
    Some(match code {
        // The one in report.toml is but a part of the table.
        "duplicate-table" => only(|desk| {
            desk.edit(|text| {
                let start = text.find("[tables.appeals").expect("the table");
                let length = text[start..].find("\n\n").expect("its end");
                text[..start].to_owned() + &text[start + length..]
            });
        }),
        "unknown-table" | "unknown-row" | "unknown-column" | "unknown-parent" => only(nearest),
        "ambiguous-row" => only(|desk| {
            let row = desk.line();
            let parent = desk.named("choices");
            desk.delete_line();
            desk.edit(|text| {
                let mut done = false;
                let lines = text.lines().flat_map(|line| {
                    let is_parent =
                        line.starts_with(&parent) && !std::mem::replace(&mut done, true);
                    let moved = is_parent.then(|| row.clone());
                    std::iter::once(line.to_owned()).chain(moved)
                });
                lines.collect::<Vec<_>>().join("\n") + "\n"
            });
        }),
        "duplicate-row" | "unnamed-row" => only(delete_line),
        "missing-row" => only(|desk| {
            let rows = desk
                .argument("rows")
                .rsplit('／')
                .next()
                .expect("a row")
                .to_owned();
            let cells = desk.line().matches(',').count();
            desk.edit(|text| {
                let is_local = rows == "其他主动公开文件";
                let filled = if is_local { 3 } else { cells };
                let mut row = rows + &",0".repeat(filled) + &",".repeat(cells - filled);
                row.push('\n');
                // Below the row that it stands below in the form; order is free, but the same label may occur twice.
                let before = if is_local {
                    "行政许可"
                } else {
                    "3.要求提供公开出版物"
                };
                let at = text.find(before).expect("the next row");
                text[..at].to_owned() + &row + &text[at..]
            });
        }),
        "duplicate-column" => only(|desk| desk.write("尚未审结")),
        "missing-column" => only(|desk| {
            let column = desk.argument("columns").to_owned();
            desk.edit(|text| {
                let mut first = true;
                let lines = text.lines().map(|line| {
                    if std::mem::take(&mut first) {
                        format!("{line},{column}")
                    } else if line.starts_with("行政事业性收费") {
                        format!("{line},0")
                    } else {
                        format!("{line},")
                    }
                });
                lines.collect::<Vec<_>>().join("\n") + "\n"
            });
        }),
        "extra-cell" if is("fires-once-where-the-head-is-short") => only(|desk| {
            desk.edit(|text| text.replacen("自然人商业企业", "自然人,商业企业", 1));
        }),
        "extra-cell" => only(|desk| desk.write("")),
        "undivided-group" => only(|desk| {
            let cells = desk.line().matches(',').count();
            let parts = desk.named("parts");
            let parts = parts
                .split('；')
                .map(|part| part.to_owned() + &",0".repeat(cells));
            desk.lines(
                &std::iter::once(desk.line())
                    .chain(parts)
                    .collect::<Vec<_>>(),
            );
        }),
        "circular-parent" => only(|desk| desk.write("")),
        "too-deep" => only(|desk| desk.write("第1层")),
        _ => return None,
    })
}

/// Figures in cells.
fn figures(code: &str, desk: &Desk<'_>) -> Option<Ways> {
    let case = desk.name.to_owned();
    let is = move |name: &str| case == name;
    Some(match code {
        "blank-cell" => only(|desk| match desk.argument("total") {
            "none" => desk.write("0"),
            _ => desk.write(&desk.named("total")),
        }),
        "unexpected-figure" => only(|desk| desk.write("")),
        "not-a-number" => only(|desk| {
            let digits = desk
                .argument("written")
                .chars()
                .filter(char::is_ascii_digit);
            desk.write(&digits.collect::<String>());
        }),
        "not-a-count" => only(|desk| desk.write("1")),
        "negative" => only(|desk| desk.write("0")),
        "figure-too-large" => only(|desk| desk.write("12")),
        "normalised-figure" => Ways::Each(vec![
            step(|desk| desk.write(&desk.named("value"))),
            step(|desk| desk.check_with(&["--fix"])),
        ]),
        "wrong-unit" => only(|desk| {
            desk.named("unit");
            desk.write(match desk.argument("written") {
                "5000元" => "0.5",
                "0.1亿元" => "1000万元",
                other => panic!("what is {other}?"),
            });
        }),
        "missing-unit" => Ways::Each(
            desk.named("examples")
                .split(" / ")
                .map(|example| {
                    let example = example.to_owned();
                    step(move |desk| desk.write(&example))
                })
                .collect(),
        ),
        "slash-not-allowed" => only(move |desk| {
            desk.write(if is("fires-in-a-total") { "191" } else { "0" });
        }),
        _ => return None,
    })
}

/// Arithmetic.
fn arithmetic(code: &str, desk: &Desk<'_>) -> Option<Ways> {
    Some(match code {
        "wrong-total" => one_of_the_marked(desk),
        "broken-identity" => match desk.argument("explained_by") {
            _ if desk.finding["args"]["probable"].is_string() => only(probable),
            "none" => one_of_the_marked(desk),
            _ => {
                let key = desk.named("explained_by");
                let explained = step(move |desk| {
                    let (section, key) = key.rsplit_once('.').expect("a section");
                    let section = section.trim_matches(['[', ']']);
                    report_toml(desk, section, &format!("{key} = \"县财政追加了经费。\""));
                });
                Ways::Each(vec![explained, lesser_figure(desk)])
            }
        },
        "children-above-parent" => match desk.finding["args"]["probable"].as_str() {
            Some(_) => only(probable),
            None => Ways::Each(vec![
                step(|desk| {
                    let child = &desk.related()[0];
                    let too_many = decimal(desk.argument("gap"));
                    let less = decimal(&desk.text_at(child)) - too_many;
                    desk.write_at(child, &less.to_string());
                }),
                step(|desk| {
                    let key = desk.quoted("counting = ", "\"exclusive\"");
                    report_toml(desk, "", &format!("counting = {key}\"exclusive\""));
                }),
            ]),
        },
        _ => return None,
    })
}

/// Powers and dates.
fn dates(code: &str, _: &Desk<'_>) -> Option<Ways> {
    Some(match code {
        "power-not-held" => Ways::Each(vec![
            step(|desk| desk.write("0")),
            step(|desk| desk.write("/")),
        ]),
        "late-publication" => Ways::Each(vec![
            step(|desk| desk.write(desk.argument("deadline"))),
            waive(),
        ]),
        "deadline-passed" | "deadline-near" => only(|desk| {
            report_toml(desk, "publication", &format!("date = {}", desk.today()));
        }),
        _ => return None,
    })
}

/// Form files.
fn form_files(code: &str, _: &Desk<'_>) -> Option<Ways> {
    Some(match code {
        "form-syntax" => only(|desk| {
            let key = desk.text_at(desk.at());
            desk.change(&key, if key == "cornr" { "corner" } else { "after" });
        }),
        "form-unknown-id" => only(|desk| {
            let id = desk.argument("id").to_owned();
            desk.change(
                &id,
                if id == "handeld" {
                    "handled"
                } else {
                    "normative_documents"
                },
            );
        }),
        "form-duplicate-id" => only(move |desk| {
            let id = desk.argument("id").to_owned();
            desk.change(
                &id,
                if id == "upheld" {
                    "corrected"
                } else {
                    "other_documents"
                },
            );
        }),
        "form-circular-sum" => only(|desk| desk.change(", \"total\"", "")),
        "form-equation" => only(|desk| {
            let line = desk.line();
            let mended = line
                .replace("- handled", "= handled")
                .replace(" > ", " >= ")
                .replace(
                    "prior.carried_out = carried_in",
                    "carried_in = prior.carried_out",
                );
            assert_ne!(line, mended);
            desk.lines(&[mended]);
        }),
        _ => return None,
    })
}

/// Words.
#[expect(clippy::too_many_lines, reason = "a table")]
fn words(code: &str, desk: &Desk<'_>) -> Option<Ways> {
    let case = desk.name.to_owned();
    let is = move |name: &str| case == name;
    Some(match code {
        "text-against-table" => Ways::Each(vec![
            step(reference),
            step(|desk| {
                let unit = desk
                    .argument("written")
                    .chars()
                    .next_back()
                    .expect("a unit");
                desk.write(&format!("{}{unit}", desk.argument("figure")));
            }),
        ]),
        "approximate-figure" => Ways::Each(vec![
            step(reference),
            step(|desk| desk.write(&format!("{}件", desk.argument("figure")))),
        ]),
        "none-against-figure" => only(move |desk| {
            let figure = desk.argument("figure");
            desk.write(
                &if is("fires-reconsideration") || is("fires-appeals-of-either-kind") {
                    format!("发生因政府信息公开引起的行政复议{figure}件，没有发生")
                } else if is("fires-no-documents") {
                    format!("制定行政规范性文件{figure}件")
                } else {
                    format!("收到政府信息公开申请{figure}件")
                },
            );
        }),
        "unchecked-figure" => only(|desk| {
            let figures = desk.argument("figures").to_owned();
            desk.edit(|mut text| {
                text.push_str("\n[extra]\n");
                for (number, figure) in figures.split('、').enumerate() {
                    let digits = figure.trim_end_matches(|it: char| !it.is_ascii_digit());
                    let unit = &figure[digits.len()..];
                    text = text.replacen(figure, &format!("{{{{ extra.a{number} }}}}{unit}"), 1);
                    text.push_str(&format!("a{number} = {digits}\n"));
                }
                text
            });
        }),
        "breakdown-mismatch" => breakdown_mismatch(desk),
        "breakdown-short" => Ways::Each(vec![
            step(|desk| desk.lines(&[desk.line().replace("。\"", "等。\"")])),
            step(|desk| {
                let other = format!("，{}。\"", "其他".to_owned() + &desk.quoted("“其他", "”"));
                desk.lines(&[desk.line().replace("。\"", &other)]);
            }),
        ]),
        "duplicate-item" => only(|desk| {
            let item = desk.argument("item").to_owned();
            let line = desk.line();
            let at = line.rfind(&item).expect("the item");
            desk.lines(&[line[..at].to_owned() + "政策解读" + &line[at + item.len()..]]);
        }),
        "wrong-share" => only(move |desk| {
            // The part divided by the total, times 100.
            let share = if is("fires-above-the-whole") {
                "92.38"
            } else {
                desk.argument("right")
            };
            desk.write(&format!("{share}%"));
        }),
        "wrong-part-count" => {
            let mut steps = vec![step(|desk| {
                let numeral = ["五", "六"][usize::from(desk.argument("count") == "6")];
                let was = desk.text_at(desk.at());
                let first = was.chars().next().expect("a numeral").to_string();
                desk.write(&was.replacen(&first, numeral, 1));
            })];
            if is("fires-and-so-on") || is("fires-as-a-note") {
                // The number made right, and the list complete.
                steps[0] = step(|desk| {
                    let (before, rest) = desk
                        .line()
                        .split_once("、存在的主要问题")
                        .map(|(before, rest)| (before.to_owned(), rest.to_owned()))
                        .expect("the list");
                    let (_, after) = rest.split_once("个部分").expect("their number");
                    let missing = "、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六";
                    desk.lines(&[format!("{before}{missing}个部分{after}")]);
                });
            }
            if is("fires-listed") {
                steps[0] = step(|desk| {
                    let line = desk.line();
                    desk.lines(&[line.replace("六个部分", "、其他需要报告的事项六个部分")]);
                });
            }
            Ways::Each(steps)
        }
        "wrong-title" => only(|desk| desk.write(&desk.quoted("“", "”"))),
        "cover-letter" => only(|desk| {
            desk.lines(&["青石镇人民政府2022年政府信息公开工作年度报告".to_owned()]);
        }),
        "missing-chapter" => only(|desk| {
            let chapter = desk.argument("chapters").to_owned();
            desk.edit(|text| {
                let text = text.replacen("四、", &format!("四、{chapter}\n（见表）\n\n四、"), 1);
                let listed = format!("、{chapter}、存在的主要问题及改进情况、");
                let text = text.replacen("、存在的主要问题及改进情况、", &listed, 1);
                renumbered(&text.replacen("五个部分", "六个部分", 1))
            });
        }),
        "chapter-order" => only(|desk| desk.edit(|text| renumbered(&text))),
        "extra-chapter" => only(delete_line),
        "odd-heading" => only(|desk| {
            let expected = desk.named("expected");
            let heading = desk.argument("heading").to_owned();
            desk.change(&heading, &expected);
        }),
        "hollow-text" => only(|desk| {
            let written = desk.argument("written");
            let said = "公开的内容还不够细，个别栏目更新不及时。下一步将细化公开目录。";
            desk.edit(|text| {
                let hollow = [format!("\"{written}\""), format!("\n{written}\n")];
                let mended = [format!("\"{said}\""), format!("\n{said}\n")];
                text.replace(&hollow[0], &mended[0])
                    .replace(&hollow[1], &mended[1])
            });
        }),
        "missing-aspect" => only(|desk| {
            let aspects = desk.argument("aspects");
            desk.lines(&[desk.line(), format!("关于{aspects}：本年度没有发生。")]);
        }),
        "placeholder" => only(|desk| {
            desk.write(match desk.argument("written") {
                "XX" => "青石",
                "20xx" => "2022",
                "____" => "66",
                other => panic!("what is {other}?"),
            });
        }),
        "wrong-period" => only(|desk| desk.write(&desk.quoted("“", "”"))),
        "malformed-date" => only(move |desk| {
            desk.write(if is("fires") {
                "2022年12月31日"
            } else {
                "2022年2月28日"
            });
        }),
        "other-year" => Ways::Each(vec![
            step(|desk| desk.write(&format!("{}年", desk.named("year")))),
            step(|desk| {
                let written = desk.argument("written");
                desk.write(&desk.quoted("“", "”").replace("……", written));
            }),
        ]),
        "other-agency" => only(|desk| desk.write(desk.argument("agency"))),
        "signed-early" => only(|desk| {
            desk.write(match desk.argument("what") {
                "signed" => "2023年1月18日",
                _ => "2023-01-20",
            });
        }),
        "signed-late" => Ways::OneOf(vec![
            step(|desk| desk.write(desk.argument("published"))),
            step(|desk| desk.write_at(&desk.related()[0], desk.argument("signed"))),
        ]),
        "other-years-document" => Ways::Each(vec![
            step(|desk| desk.write(&format!("{}年", desk.named("year")))),
            waive(),
        ]),
        "wrong-brackets" => only(|desk| desk.write(&desk.named("right"))),
        "personal-data" if desk.argument("where") == "count" => only(|desk| desk.write("0")),
        "personal-data" => Ways::Each(vec![
            step(|desk| desk.write(&desk.named("shown"))),
            step(|desk| desk.write("")),
        ]),
        _ => return None,
    })
}

/// Settings.
fn settings(code: &str, _: &Desk<'_>) -> Option<Ways> {
    Some(match code {
        "bad-config" => only(|desk| match desk.argument("cause") {
            "syntax" => {
                let line = desk.line().replace(['“', '”'], "\"");
                desk.lines(&[line]);
            }
            "table" => desk.edit(|_| "[codes]\nblank-cell = \"warning\"\n".to_owned()),
            "fixed" => desk.delete_line(),
            "level" => {
                let first = desk
                    .argument("choices")
                    .split(" | ")
                    .next()
                    .expect("a word");
                desk.write(&format!("\"{first}\""));
            }
            _ => nearest(desk),
        }),
        _ => return None,
    })
}

/// Last year's report.
fn last_year(code: &str, desk: &Desk<'_>) -> Option<Ways> {
    let case = desk.name.to_owned();
    let is = move |name: &str| case == name;
    Some(match code {
        "no-prior" => only(|desk| {
            let none = desk.quoted("prior = \"none", "\"") + "none";
            let line = desk.line();
            let added = format!("prior = \"{none}\"");
            if line.starts_with("prior") {
                desk.lines(&[added]);
            } else {
                desk.lines(&[line, added]);
            }
        }),
        "prior-unusable" => match desk.argument("reason") {
            "faulty" => only(|desk| {
                // The command is run as printed, and what it finds is mended.
                let command =
                    desk.quoted("nianbao ", if desk.language == "zh" { "，" } else { "`" });
                let words: Vec<&str> = command.split(' ').collect();
                let said = desk.said(&[words.as_slice(), &["--format", "csv"]].concat());
                assert!(said.contains("bad-toml"), "{said}");
                edit(&desk.root().join("2021/report.toml"), |text| {
                    text.replace(['“', '”'], "\"")
                        .replace("name =", "agency.name =")
                });
            }),
            _ => Ways::Each(vec![
                step(no_prior),
                step(|desk| {
                    let is_report = desk.root().join("2021/report.toml").is_file();
                    desk.write(if is_report { "\"../2021\"" } else { "\"none\"" });
                }),
            ]),
        },
        "prior-not-last-year" => only(no_prior),
        "prior-of-other-agency" => only(|desk| {
            let former = format!("former_name = \"{}\"", desk.named("agency"));
            report_toml(desk, "agency", &former);
        }),
        "broken-continuity" => {
            // This year's figure, with its total; or last year's, typed in wrongly.
            let last = desk
                .related()
                .iter()
                .find(|place| !place["file"].as_str().unwrap_or_default().contains("2022"));
            let last = last.expect("last year's figure").clone();
            let difference = decimal(desk.argument("difference"));
            Ways::OneOf(vec![step(move |desk| {
                let number = decimal(&desk.text_at(&last)) + difference;
                desk.write_at(&last, &number.to_string());
            })])
        }
        "unit-slip" => only(|desk| {
            let ten_thousand = decimal("10000");
            let place = if desk.argument("more") == "stated" {
                desk.at()
            } else {
                &desk.related()[0]
            };
            let number = decimal(&desk.text_at(place)) / ten_thousand;
            desk.write_at(place, &number.to_string());
        }),
        // A digit too many in a total is one in its parts too; that is another finding's matter.
        "sudden-change" if is("fires-once-for-parts-and-total") => Ways::Each(vec![waive()]),
        "sudden-change" => Ways::Each(vec![
            step(|desk| desk.write(desk.argument("last"))),
            waive(),
        ]),
        "repeated-text" => only(|desk| desk.write(&rewritten(desk))),
        _ => return None,
    })
}

/// Waivers.
fn waivers(code: &str, desk: &Desk<'_>) -> Option<Ways> {
    Some(match code {
        "incomplete-waiver" => {
            let mut steps = vec![
                step(delete_entry),
                step(|desk| {
                    delete_entry(desk);
                    assert!(desk.help().contains(" --write-waiver "));
                    let code = "late-publication";
                    desk.check_with(&[
                        "--write-waiver",
                        code,
                        "--reason",
                        "已核对",
                        "--by",
                        "张三",
                    ]);
                }),
            ];
            if desk.argument("keys") == "reason" {
                steps.push(step(|desk| {
                    desk.edit(|text| text.replace("reason = \"  \"", "reason = \"已核对\""));
                }));
            }
            Ways::Each(steps)
        }
        "stale-waiver" => Ways::Each(vec![
            step(|desk| {
                let values = format!("values = {}}}", desk.quoted("values = ", "}"));
                let line = desk.line();
                if line.starts_with("values") {
                    desk.lines(&[values]);
                } else {
                    desk.lines(&[line, values]);
                }
            }),
            step(delete_entry),
        ]),
        "expired-waiver" => Ways::Each(vec![
            step(|desk| desk.write("2023-12-31")),
            step(delete_entry),
        ]),
        "unused-waiver" => Ways::Each(vec![
            step(|desk| match desk.argument("nearest") {
                "none" => delete_entry(desk),
                _ => nearest(desk),
            }),
            step(delete_entry),
        ]),
        "not-waivable" => only(|desk| {
            desk.write_at(
                &desk.related()[0],
                if desk.argument("code") == "wrong-total" {
                    "1"
                } else {
                    "58"
                },
            );
            delete_entry(desk);
        }),
        _ => return None,
    })
}

/// Editions and local rows.
fn editions(code: &str, desk: &Desk<'_>) -> Option<Ways> {
    Some(match code {
        "unknown-edition" => {
            Ways::Each(vec![step(delete_line), step(|desk| desk.write("\"2019\""))])
        }
        "wrong-edition" => {
            let mut steps = Vec::new();
            if desk.argument("by") == "year" && desk.argument("whole") == "yes" {
                steps.push(step(|desk| {
                    let edition = desk.named("looks");
                    report_toml(desk, "", &format!("edition = \"{edition}\""));
                }));
            }
            steps.push(step(|desk| {
                let year = match desk.named("edition").as_str() {
                    "2008" => "2015",
                    "2019" => "2020",
                    _ => "2022",
                };
                if desk.file().ends_with("report.toml") {
                    desk.edit(|text| {
                        let start = text.find("[tables.disclosure").expect("the table");
                        text[..start].to_owned()
                    });
                }
                for file in [
                    "disclosure.csv",
                    "requests.csv",
                    "appeals.csv",
                    "statistics.csv",
                ] {
                    desk.lay_out(file, year);
                }
            }));
            Ways::Each(steps)
        }
        "missing-overlay" => only(|desk| desk.write("\"../hubei.toml\"")),
        _ => return None,
    })
}

/// Decoded and written anew, as a spreadsheet program does it.
fn saved_again_as_utf_8(desk: &Desk<'_>) {
    let bytes = fs::read(desk.file()).expect("a file");
    let text = encoding_rs::GB18030.decode(&bytes).0.into_owned();
    fs::write(desk.file(), text).expect("written");
}

/// Where one side may not exceed the other: the larger is made no more than that.
fn lesser_figure(desk: &Desk<'_>) -> Step {
    let right = desk.argument("right").to_owned();
    step(move |desk| desk.write(&right))
}

/// The total made what the parts come to, or one of the parts made to fit, or the list said to be incomplete.
fn breakdown_mismatch(desk: &Desk<'_>) -> Ways {
    let gap = decimal(desk.argument("gap"));
    let mut steps = vec![step(|desk| {
        desk.change(desk.argument("stated"), desk.argument("sum"));
    })];
    if desk.argument("more") == "stated" {
        steps.push(step(|desk| {
            let mended = desk.line().replacen('：', "，其中", 1);
            desk.lines(&[mended]);
        }));
        steps.push(step(|desk| {
            let mended = desk.line().replace("。\"", "等。\"");
            desk.lines(&[mended]);
        }));
    }
    let by = if desk.argument("more") == "sum" {
        -gap
    } else {
        gap
    };
    let is_reference = |place: &Value| desk.text_at(place).contains("{{");
    if is_reference(desk.at()) {
        // A figure of a table is not changed for the sake of the words.
        steps.clear();
    }
    let parts = desk.related().iter();
    for part in parts.filter(|part| !is_reference(part)) {
        let part = part.clone();
        steps.push(step(move |desk| {
            let written = desk.text_at(&part);
            let digits = written.trim_end_matches(|it: char| !it.is_ascii_digit());
            let unit = &written[digits.len()..];
            if decimal(digits) + by > Decimal::ZERO {
                desk.write_at(&part, &format!("{}{unit}", decimal(digits) + by));
            } else {
                desk.change(desk.argument("stated"), desk.argument("sum"));
            }
        }));
    }
    Ways::Each(steps)
}

/// A text about something else.
fn rewritten(desk: &Desk<'_>) -> String {
    let said = "本年把镇村两级的公开目录对照新的标准逐项梳理了一遍，补齐了缺少的栏目，清理了过期的内容，安排专人每周查看，群众反映找文件方便多了。";
    if desk.text_at(desk.at()).starts_with('"') {
        format!("\"{said}\"")
    } else {
        said.to_owned()
    }
}

/// Figures added up over agencies, `nianbao rollup` and `check --children`.
fn rolled_up(code: &str, desk: &Desk<'_>) -> Option<Ways> {
    Some(match code {
        "broken-rollup" => Ways::Each(vec![
            step(|desk| desk.write(desk.argument("sum"))),
            step(|desk| {
                let place = &desk.related()[0];
                let mended = decimal(&desk.text_at(place)) + decimal(desk.argument("difference"));
                desk.write_at(place, &mended.to_string());
            }),
            step(roll_up_again),
        ]),
        "duplicate-contributor" if desk.argument("how") == "twice" => Ways::Each(vec![
            step(leave_out),
            step(|desk| desk.write("\"红旗镇人民政府\"")),
        ]),
        "duplicate-contributor" | "mixed-years" => only(leave_out),
        "missing-contributor" => Ways::Each(vec![
            step(|desk| {
                let place = desk.beside("").join(desk.argument("path"));
                fs::rename(desk.root().join("towns/baishui"), place).expect("moved");
            }),
            step(roll_up_again),
        ]),
        "mixed-editions" => Ways::Each(vec![
            step(|desk| {
                desk.delete_line();
                let table = desk.beside("disclosure.csv");
                edit(&table, |text| {
                    let lines = text.lines();
                    let lines = lines.filter(|line| !line.starts_with("其他主动公开文件"));
                    lines.collect::<Vec<_>>().join("\n") + "\n"
                });
            }),
            step(leave_out),
        ]),
        "stale-contributor" | "malformed-provenance" => only(roll_up_again),
        "unassessed-rollup" => only(|desk| {
            let child = desk.root().join("towns/b");
            let appeals = child.join("appeals.csv");
            if !appeals.is_file() {
                fs::copy(desk.root().join("towns/a/appeals.csv"), appeals).expect("copied");
            }
            edit(&child.join("requests.csv"), |text| {
                text.replace("（四）无法提供,", "1.本机关不掌握相关政府信息,").replace(
                    "1.信访举报投诉类申请,",
                    "2.没有现成信息需要另行制作,0,0,0,0,0,0,0\n3.补正后申请内容仍不明确,0,0,0,0,0,0,0\n1.信访举报投诉类申请,",
                )
            });
        }),
        "no-documents" => only(|desk| {
            let list = desk.quoted("documents = ", "]") + "]";
            desk.write(&list);
        }),
        _ => return None,
    })
}

/// Makes the county's folder anew, of what there is now.
fn roll_up_again(desk: &Desk<'_>) {
    let command = ["重新汇总", "roll up again"];
    assert!(command.iter().any(|it| desk.help().contains(it)));
    fs::remove_dir_all(desk.root().join("county")).expect("removed");
    desk.said(&["rollup", "towns", "-o", "county", "--today", desk.today()]);
    assert!(desk.root().join("county").is_dir());
}

/// Leaves the folder of the finding out.
fn leave_out(desk: &Desk<'_>) {
    fs::remove_dir_all(desk.beside("")).expect("removed");
}
fn without_the_line(desk: &Desk<'_>) {
    desk.delete_line();
}

/// A report folder of this name, made of one that is there already.
fn put(desk: &Desk<'_>, path: &str, name: &str) {
    let there = first_report(&desk.root()).expect("a report folder");
    let made = desk.root().join(path);
    copy(&there, &made, |bytes| bytes);
    edit(&made.join("report.toml"), |text| named(&text, name));
}

/// A report with another name of the agency.
fn named(report: &str, name: &str) -> String {
    let lines = report.lines().map(|line| {
        if line.starts_with("name") {
            format!("name = \"{name}\"")
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn first_report(folder: &Path) -> Option<PathBuf> {
    if folder.join("report.toml").is_file() {
        return Some(folder.to_owned());
    }
    let entries = fs::read_dir(folder).ok()?;
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    folders.sort();
    folders.iter().find_map(|folder| first_report(folder))
}

/// The register of who must report.
fn register(code: &str, desk: &Desk<'_>) -> Option<Ways> {
    let argument = |name: &str| desk.argument(name).to_owned();
    Some(match code {
        "bad-register" => match desk.argument("cause") {
            "no-names" => only(|desk| {
                let head = if desk.language == "zh" {
                    "代码,名称,级别,上级,路径"
                } else {
                    "code,name,level,parent,path"
                };
                assert!(desk.help().contains(head));
                desk.edit(|_| format!("{head}\n1,青石镇人民政府,,,qingshi\n"));
            }),
            "head-unknown" => only(|desk| desk.write(&desk.named("nearest"))),
            "head-twice" => only(|desk| desk.write("其他")),
            "empty" => only(|desk| desk.edit(|text| text + "1,青石镇人民政府,,,qingshi\n")),
            "no-name" => Ways::Each(vec![
                step(|desk| {
                    desk.write("白石镇人民政府");
                    put(desk, "baishi", "白石镇人民政府");
                }),
                step(|desk| desk.lines(&[])),
                step(without_the_line),
            ]),
            "level" => Ways::Each(vec![
                step(|desk| {
                    let first = desk.argument("choices").split(" | ").next();
                    desk.write(first.expect("a word"));
                }),
                step(|desk| desk.write("")),
            ]),
            "code-twice" => only(|desk| desk.write("530322009")),
            "path-twice" => only(|desk| desk.write("b")),
            "name-twice" => Ways::Each(vec![
                step(|desk| {
                    let line = desk.line();
                    desk.lines(&[line + "b"]);
                    put(desk, "b", desk.argument("written"));
                }),
                step(|desk| desk.lines(&[])),
                step(without_the_line),
            ]),
            "own-parent" => Ways::Each(vec![
                step(|desk| desk.write("530322")),
                step(|desk| desk.write("")),
            ]),
            "circle" => Ways::Each(vec![
                step(|desk| desk.write("53")),
                step(|desk| desk.write("")),
            ]),
            _ => only(|desk| desk.write("qingshi")),
        },
        "missing-report" => Ways::Each(vec![
            step(|desk| {
                let path = match desk.argument("path") {
                    "none" => "收到的".to_owned(),
                    _ => desk.named("path"),
                };
                put(desk, &path, desk.argument("name"));
            }),
            step(|desk| desk.lines(&[])),
            step(without_the_line),
        ]),
        "surplus-report" => Ways::Each(vec![
            step(|desk| {
                let line = format!("9,{},,,\n", desk.named("agency"));
                edit(&desk.root().join("register.csv"), |text| text + &line);
            }),
            step(|desk| fs::remove_dir_all(desk.root().join(desk.named("path"))).expect("gone")),
        ]),
        "duplicate-report" => Ways::Each(vec![
            step(|desk| {
                fs::remove_dir_all(desk.root().join(desk.argument("second"))).expect("gone");
            }),
            step(|desk| {
                let first = desk.root().join(desk.named("first"));
                fs::remove_dir_all(&first).expect("gone");
                fs::rename(desk.root().join(desk.argument("second")), first).expect("moved");
            }),
        ]),
        "register-differs" => {
            let report = Path::new(&argument("path")).join("report.toml");
            let (what, registered) = (argument("what"), argument("registered"));
            let stated = |desk: &Desk<'_>| desk.write(desk.argument("stated"));
            let other = move |desk: &Desk<'_>| {
                let report = desk.root().join(&report);
                match what.as_str() {
                    "name" => edit(&report, |text| named(&text, &registered)),
                    "level" => edit(&report, |text| text.replace("\"township\"", "\"street\"")),
                    _ => fs::rename(report.with_file_name(""), desk.root().join(&registered))
                        .expect("moved"),
                }
            };
            Ways::Each(vec![step(stated), step(other)])
        }
        _ => return None,
    })
}

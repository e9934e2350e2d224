//! Is the report the one that the form asks for? Title, chapters and what each must speak of, in a text that has
//! been written already (`annual.txt`); and texts of `report.toml` that only say 无.

use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::form::{Chapter, Labels};
use crate::model::{Origin, Text};
use crate::prose::{self, Characters};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: &WRONG_TITLE,
        check: wrong_title,
    },
    Rule {
        code: &COVER_LETTER,
        check: cover_letter,
    },
    Rule {
        code: &MISSING_CHAPTER,
        check: missing_chapter,
    },
    Rule {
        code: &CHAPTER_ORDER,
        check: chapter_order,
    },
    Rule {
        code: &EXTRA_CHAPTER,
        check: extra_chapter,
    },
    Rule {
        code: &ODD_HEADING,
        check: odd_heading,
    },
    Rule {
        code: &HOLLOW_TEXT,
        check: hollow_text,
    },
    Rule {
        code: &MISSING_ASPECT,
        check: missing_aspect,
    },
    Rule {
        code: &WRONG_PART_COUNT,
        check: wrong_part_count,
    },
];

static CHAPTER_ORDER: Code = Code::error("chapter-order");
static COVER_LETTER: Code = Code::error("cover-letter");
static EXTRA_CHAPTER: Code = Code::warning("extra-chapter");
static HOLLOW_TEXT: Code = Code::error("hollow-text");
static MISSING_ASPECT: Code = Code::warning("missing-aspect");
static MISSING_CHAPTER: Code = Code::error("missing-chapter");
static ODD_HEADING: Code = Code::note("odd-heading");
static WRONG_PART_COUNT: Code = Code::warning("wrong-part-count");
static WRONG_TITLE: Code = Code::error("wrong-title");

/// The document that the form's chapters are those of.
const ANNUAL: &str = "annual";

/// The annual report's text, if it has been written already, with its index.
fn annual<'a>(subject: &Subject<'a>) -> Option<(usize, &'a Text)> {
    let texts = &subject.report.texts;
    let index = texts.iter().position(|text| text.document == ANNUAL)?;
    Some((index, &texts[index]))
}

/// The title: the first line, and the next if the title goes on there.
fn title(subject: &Subject<'_>) -> Option<(String, Span)> {
    let (index, text) = annual(subject)?;
    let (first, span) = text.title.as_ref()?;
    let is_line = |line: &str| line.chars().count() <= 45 && !line.ends_with(['。', '：', '；']);
    if !is_line(first) {
        // The text begins without a title.
        return None;
    }
    let mut title = first.clone();
    let below = subject.report.prose.iter().filter(|paragraph| {
        paragraph.origin
            == Origin::Chapter {
                text: index,
                chapter: None,
            }
    });
    for paragraph in below.take(1) {
        if is_line(&paragraph.text) && !title.contains("报告") {
            title.push_str(&paragraph.text);
        }
    }
    Some((title, *span))
}

fn wrong_title(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some((title, span)) = title(subject) else {
        return;
    };
    if is_letter(&title) {
        return;
    }
    let year = subject.report.year;
    let another_year =
        prose::dates(&title).find_map(|date| date.year.filter(|&found| found != u32::from(year)));
    let fault = if !title.contains("年度报告") && !title.contains("年报") {
        "name"
    } else if another_year.is_some() {
        "year"
    } else {
        return;
    };
    // The words in another order are still those of an annual report.
    let severity = if fault == "name" && title.contains("年度工作报告") {
        Severity::Note
    } else {
        WRONG_TITLE.severity
    };
    findings.push(
        WRONG_TITLE
            .at(span)
            .severe(severity)
            .with("fault", fault)
            .with("title", title)
            .with("agency", subject.report.agency.name.as_str())
            .with("year", year.to_string())
            .related(subject.report.year_span, "label-year"),
    );
}

fn is_letter(title: &str) -> bool {
    let is_about = title.starts_with("关于");
    let sends = ["报送", "上报", "呈报", "呈送", "报请"]
        .iter()
        .any(|word| title.contains(word));
    (is_about && sends) || title.ends_with("的函")
}

fn cover_letter(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some((title, span)) = title(subject)
        && is_letter(&title)
    {
        findings.push(COVER_LETTER.at(span).with("title", title));
    }
}

/// The chapter of the form that a chapter of the text is.
#[derive(Clone, Copy)]
pub(super) struct Match<'a> {
    /// Its index in the form.
    place: usize,
    chapter: &'a Chapter,
    /// Whether its heading says so, or only its number.
    by_heading: bool,
}

/// For each chapter of the annual report's text, which chapter of the form it is.
fn matched<'s, 'a>(subject: &'s Subject<'a>, text: &Text) -> &'s [Option<Match<'a>>] {
    let matched = &subject.gathered.chapters;
    matched.get_or_init(|| all_matched(&subject.form.chapters, text))
}

fn all_matched<'a>(form: &'a [Chapter], text: &Text) -> Vec<Option<Match<'a>>> {
    let of = |place: usize, by_heading| Match {
        place,
        chapter: &form[place],
        by_heading,
    };
    let mut found: Vec<Option<Match<'a>>> = text
        .chapters
        .iter()
        .map(|chapter| {
            let heading = Labels::normal(&chapter.heading);
            let place = form.iter().position(|of| of.is_headed(&heading));
            place.map(|place| of(place, true))
        })
        .collect();
    // A heading in other words, in the place of a chapter that is not there otherwise, is that chapter.
    for index in 0..found.len() {
        let place = text.chapters[index].ordinal as usize;
        if found[index].is_none()
            && (1..=form.len()).contains(&place)
            && !found.iter().flatten().any(|of| of.place == place - 1)
        {
            found[index] = Some(of(place - 1, false));
        }
    }
    found
}

fn missing_chapter(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some((_, text)) = annual(subject) else {
        return;
    };
    let matched = matched(subject, text);
    let missing: Vec<&Chapter> = (0..subject.form.chapters.len())
        .filter(|&index| !matched.iter().flatten().any(|of| of.place == index))
        .map(|index| &subject.form.chapters[index])
        .collect();
    let Some(first) = missing.first() else { return };
    let names: Vec<&str> = missing
        .iter()
        .map(|chapter| chapter.heading.as_str())
        .collect();
    let span = text
        .chapters
        .last()
        .map_or(text.span, |chapter| chapter.span);
    findings.push(
        MISSING_CHAPTER
            .at(span)
            .with("count", names.len().to_string())
            .with("chapters", names.join("；"))
            .related(first.span, "label-form"),
    );
}

fn chapter_order(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some((_, text)) = annual(subject) else {
        return;
    };
    let matched = matched(subject, text);
    let mut before = 0;
    for (index, (chapter, of)) in text.chapters.iter().zip(matched).enumerate() {
        let expected = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let out_of_place = of.is_some_and(|of| of.place < before);
        if chapter.ordinal != expected || out_of_place {
            findings.push(
                CHAPTER_ORDER
                    .at(chapter.span)
                    .with("heading", chapter.heading.as_str())
                    .with("stated", chapter.ordinal.to_string())
                    .with("expected", expected.to_string())
                    .with("fault", if out_of_place { "order" } else { "number" }),
            );
            return;
        }
        before = of.map_or(before, |of| of.place);
    }
}

fn extra_chapter(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some((_, text)) = annual(subject) else {
        return;
    };
    if subject.form.chapters.is_empty() {
        return;
    }
    for (chapter, of) in text.chapters.iter().zip(matched(subject, text)) {
        if of.is_none() && !chapter.heading.starts_with("附") {
            findings.push(
                EXTRA_CHAPTER
                    .at(chapter.span)
                    .with("heading", chapter.heading.as_str())
                    .with("count", subject.form.chapters.len().to_string()),
            );
        }
    }
}

fn odd_heading(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some((_, text)) = annual(subject) else {
        return;
    };
    for (chapter, of) in text.chapters.iter().zip(matched(subject, text)) {
        let Some(of) = of else { continue };
        if !of.by_heading {
            let of = of.chapter;
            findings.push(
                ODD_HEADING
                    .at(chapter.span)
                    .with("heading", chapter.heading.as_str())
                    .with("expected", of.heading.as_str())
                    .related(of.span, "label-form"),
            );
        }
    }
}

/// Answers that say nothing.
const HOLLOW: [&str; 22] = [
    "无",
    "没有",
    "暂无",
    "无问题",
    "没有问题",
    "不存在",
    "不存在问题",
    "暂无问题",
    "略",
    "同上",
    "同去年",
    "同上年",
    "无存在问题",
    "无改进措施",
    "暂未发现",
    "未发现",
    "不涉及",
    "无内容",
    "已填",
    "见附件",
    "详见附件",
    "无明显问题",
];

/// What they begin with.
static HOLLOW_BEGINS: Characters = Characters::beginning(&HOLLOW);

fn is_hollow(text: &str) -> bool {
    let bare = || text.chars().filter(|character| character.is_alphanumeric());
    // Nearly every text says something, and shows it by how it begins.
    let begins = |of: char| HOLLOW_BEGINS.has(of);
    let first = text.chars().find(|&of| begins(of) || of.is_alphanumeric());
    first.is_some_and(begins) && HOLLOW.iter().any(|hollow| bare().eq(hollow.chars()))
}

fn hollow_text(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let report = subject.report;
    for paragraph in &report.prose {
        let Origin::Key { section, key } = &paragraph.origin else {
            continue;
        };
        if !is_hollow(&paragraph.text) {
            continue;
        }
        let of = subject
            .keys
            .section(section)
            .and_then(|section| section.key(key));
        let needed = of.is_some_and(|key| {
            let level = report.agency.level.as_deref();
            key.is_needed(&subject.form.id, &report.documents, level)
        });
        if needed {
            findings.push(
                HOLLOW_TEXT
                    .at(paragraph.span())
                    .with("written", paragraph.text.as_str())
                    .with("key", format!("{section}.{key}")),
            );
        }
    }
    for (chapter, of, words) in chapters(subject) {
        let length = words
            .chars()
            .filter(|character| character.is_alphanumeric())
            .take(of.least.max(1))
            .count();
        if of.words && (length == 0 || (length < of.least || is_hollow(&words)) && of.least > 0) {
            findings.push(
                HOLLOW_TEXT
                    .at(chapter.span)
                    .with("written", words.trim())
                    .with("key", chapter.heading.as_str())
                    .related(of.span, "label-form"),
            );
        }
    }
}

/// The chapters of the annual report's text that the form knows, with all that they say.
fn chapters<'a>(subject: &Subject<'a>) -> Vec<(&'a crate::model::Chapter, &'a Chapter, String)> {
    let Some((index, text)) = annual(subject) else {
        return Vec::new();
    };
    let found = matched(subject, text).iter().enumerate();
    found
        .filter_map(|(chapter, of)| {
            let of = of.as_ref()?;
            let origin = Origin::Chapter {
                text: index,
                chapter: Some(chapter),
            };
            let paragraphs = subject.report.prose.iter();
            let words: Vec<&str> = paragraphs
                .filter(|paragraph| paragraph.origin == origin)
                .map(|paragraph| paragraph.text.as_str())
                .collect();
            Some((&text.chapters[chapter], of.chapter, words.join("\n")))
        })
        .collect()
}

fn missing_aspect(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let level = subject.report.agency.level.as_deref();
    for (chapter, of, words) in chapters(subject) {
        if words.trim().is_empty() || of.least > 0 && is_hollow(&words) {
            continue;
        }
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            let missing: Vec<&str> = of
                .aspects
                .iter()
                .filter(|aspect| aspect.severity == severity)
                .filter(|aspect| {
                    aspect.levels.is_empty()
                        || level.is_some_and(|level| aspect.levels.iter().any(|of| of == level))
                })
                .filter(|aspect| !aspect.said_by.iter().any(|word| words.contains(word)))
                .map(|aspect| aspect.name.as_str())
                .collect();
            if !missing.is_empty() {
                findings.push(
                    MISSING_ASPECT
                        .at(chapter.span)
                        .severe(severity)
                        .with("heading", chapter.heading.as_str())
                        .with("aspects", missing.join("、"))
                        .related(of.span, "label-form"),
                );
            }
        }
    }
}

/// 由五个部分组成: against the parts that the sentence lists, and against the chapters that there are.
fn wrong_part_count(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for paragraph in super::words::narrative(subject).filter(|of| of.says("部分")) {
        let chapters = &subject.form.chapters;
        let names: Vec<&str> = chapters
            .iter()
            .flat_map(|chapter| std::iter::once(&chapter.heading).chain(&chapter.aliases))
            .map(String::as_str)
            .collect();
        for sentence in prose::sentences(&paragraph.text) {
            let text = &paragraph.text[sentence.clone()];
            let Some(parts) = prose::parts(text, &names) else {
                continue;
            };
            let chapters = match &paragraph.origin {
                Origin::Chapter { text, .. } => subject.report.texts[*text].chapters.len(),
                Origin::Key { .. } => subject.form.chapters.len(),
            };
            let listed = parts
                .listed
                .filter(|(fewest, most)| !(*fewest..=*most).contains(&parts.stated))
                .map(|(_, most)| most);
            // 总体情况、…等六个部分 may leave some out.
            let may_be = |most: usize| parts.open && most < parts.stated;
            let (count, of, severity) = match listed {
                Some(most) if !may_be(most) => (most, "listed", WRONG_PART_COUNT.severity),
                _ if chapters > 0 && chapters != parts.stated && !text.contains('附') => {
                    (chapters, "chapters", WRONG_PART_COUNT.severity)
                }
                Some(most) => (most, "listed", Severity::Note),
                None => continue,
            };
            let at = sentence.start + parts.range.start..sentence.start + parts.range.end;
            findings.push(
                WRONG_PART_COUNT
                    .at(paragraph.at(&at))
                    .severe(severity)
                    .with("written", &paragraph.text[at.clone()])
                    .with("stated", parts.stated.to_string())
                    .with("count", count.to_string())
                    .with("of", of),
            );
        }
    }
}

//! The report's words as paragraphs that know their places: values of `report.toml`, and the texts of documents
//! that have been written already.

use std::ops::Range;

use crate::form::keys::{Key, Section};
use crate::model::{Chapter, Origin, Paragraph, Text, Words, Written};
use crate::prose;
use crate::source::{SourceId, Sources, Span};

/// The paragraphs of `report.toml`, gathered while it is read.
pub(super) struct Gathered<'t> {
    /// The file's text.
    whole: &'t str,
    paragraphs: Vec<Paragraph>,
}

impl<'t> Gathered<'t> {
    /// None yet; about as many as `expected` will be added.
    pub(super) fn new(whole: &'t str, expected: usize) -> Self {
        Self {
            whole,
            paragraphs: Vec::with_capacity(expected),
        }
    }

    /// Adds the paragraphs of a value.
    pub(super) fn add(&mut self, (section, key): (&Section, &Key), written: &Written) {
        let texts = match &written.words {
            Words::Text(text) => std::slice::from_ref(text),
            Words::Texts(texts) => texts.as_slice(),
            Words::Date(_) => return,
        };
        let range = written.span.range();
        let raw = &self.whole[range.clone()];
        let mut from = 0;
        for text in texts
            .iter()
            .filter(|text| !text.chars().all(char::is_whitespace))
        {
            let origin = Origin::Key {
                section: section.id.clone(),
                key: key.id.clone(),
            };
            // Written with escapes, or over several lines, it reads otherwise than it is written.
            let found = position(&raw[from..], text).map(|at| from + at);
            let span = found.map_or(written.span, |at| {
                from = at + text.len();
                Span::new(written.span.source, range.start + at..range.start + from)
            });
            let paragraph = Paragraph::new(text.clone(), origin, span, found.is_some());
            self.paragraphs.push(paragraph);
        }
    }

    /// The paragraphs in the order of the file.
    pub(super) fn in_order(self) -> Vec<Paragraph> {
        let mut paragraphs = self.paragraphs;
        // They are nearly always: only sections that are set apart and parts that were not found may stand elsewhere.
        paragraphs.sort_by_key(Paragraph::span);
        paragraphs
    }
}

/// Where `text` first stands in `raw`: nearly always right behind the quotes before it, and then a search need not
/// be prepared, which takes longer than the search.
fn position(raw: &str, text: &str) -> Option<usize> {
    let stands_before = |byte: &u8| {
        matches!(
            byte,
            b'"' | b'\'' | b'[' | b',' | b' ' | b'\t' | b'\r' | b'\n'
        )
    };
    let before = raw.bytes().take_while(stands_before).count();
    if raw[before..].starts_with(text) && !text.is_empty() {
        return Some(before);
    }
    raw.find(text)
}

/// Reads the text of a document: its chapters, and the paragraphs below them. Lines of tables are left out: the
/// figures are in the tables' own files.
pub(super) fn of_text(
    document: &str,
    index: usize,
    source: SourceId,
    sources: &Sources,
) -> (Text, Vec<Paragraph>) {
    let mut text = Text {
        document: document.to_owned(),
        span: Span::new(source, 0..0),
        title: None,
        chapters: Vec::new(),
    };
    let mut paragraphs = Vec::new();
    let whole = &sources.source(source).text;
    for range in lines(whole) {
        let line = &whole[range.clone()];
        if line.starts_with(['|', '┃', '<']) {
            continue;
        }
        let line_range = without_marks(line, &range);
        let line = &whole[line_range.clone()];
        let span = Span::new(source, line_range);
        if line.is_empty() {
            continue;
        }
        // A text without a title begins with its first chapter.
        let begins = text.chapters.is_empty() && chapter(line).is_none();
        if text.title.is_none() && begins {
            text.title = Some((line.to_owned(), span));
            continue;
        }
        if let Some((ordinal, heading)) = chapter(line) {
            text.chapters.push(Chapter {
                ordinal,
                heading: heading.to_owned(),
                span,
            });
            continue;
        }
        let origin = Origin::Chapter {
            text: index,
            chapter: text.chapters.len().checked_sub(1),
        };
        paragraphs.push(Paragraph::new(line.to_owned(), origin, span, true));
    }
    (text, paragraphs)
}

/// The lines of a text, without the white space around them.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let here = start;
        start += line.len();
        let trimmed = line.trim();
        let lead = line.len() - line.trim_start().len();
        here + lead..here + lead + trimmed.len()
    })
}

/// A line without what Markdown puts before headings and quotes.
fn without_marks(line: &str, range: &Range<usize>) -> Range<usize> {
    let inner = line.trim_start_matches(['#', '>', ' ', '\u{3000}']);
    range.end - inner.len()..range.end
}

/// The number and the words of a chapter's heading: `一、总体情况`.
fn chapter(line: &str) -> Option<(u32, &str)> {
    let (number, heading) = line.split_once('、')?;
    let ordinal = prose::chinese_number(number)?;
    let heading = heading.trim();
    // A sentence that begins with a number is no heading.
    let is_heading = (1..=40).contains(&heading.chars().count())
        && !heading.contains(['。', '，', '；', '：'])
        && number.chars().count() <= 3;
    is_heading.then_some((ordinal.try_into().ok()?, heading))
}

#[cfg(test)]
mod tests {
    use super::chapter;

    #[test]
    fn headings_are_told_from_sentences() {
        assert_eq!(chapter("一、总体情况"), Some((1, "总体情况")));
        assert_eq!(
            chapter("四、政府信息公开行政复议、行政诉讼情况"),
            Some((4, "政府信息公开行政复议、行政诉讼情况"))
        );
        assert_eq!(chapter("三、四季度，我镇公开了信息。"), None);
        assert_eq!(chapter("行政复议、行政诉讼"), None);
    }
}

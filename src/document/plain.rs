//! The plain part of a composed template: headings and paragraphs of one line, in which nothing is markup.
//!
//! That is most of a document. Such a line means the same wherever it stands between empty lines, so that
//! it is read here; the Markdown reader gets what lies between.

use std::borrow::Cow;

use memchr::memchr;

/// A part of a text, between empty lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stretch<'t> {
    /// What a heading of this level says.
    Heading(u8, Cow<'t, str>),
    /// What a paragraph says.
    Paragraph(Cow<'t, str>),
    /// Anything else.
    Markdown(&'t str),
}

/// A text as a row of stretches.
pub(super) fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    // Where the Markdown at hand begins and ends, so far.
    let mut markdown: Option<(usize, usize)> = None;
    let as_markdown = |(start, end): (usize, usize)| Stretch::Markdown(&text[start..end]);
    for (start, end) in stanzas(text) {
        if let Some(stretch) = plain(&text[start..end]) {
            stretches.extend(markdown.take().map(as_markdown));
            stretches.push(stretch);
        } else {
            let first = markdown.map_or(start, |(first, _)| first);
            markdown = Some((first, end));
        }
    }
    stretches.extend(markdown.map(as_markdown));
    // What a link refers to may be defined anywhere.
    let defines =
        |stretch: &Stretch| matches!(stretch, Stretch::Markdown(text) if text.contains("]:"));
    if stretches.iter().any(defines) {
        return vec![Stretch::Markdown(text)];
    }
    stretches
}

/// Where lines without an empty one between them begin and end, their last line's end not included.
fn stanzas(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        // Most empty lines are nothing but their end, and often there are several.
        while let Some(end) = empty_line(bytes, from) {
            from = end + 1;
        }
        let start = from;
        let mut last = start;
        while from < bytes.len() && empty_line(bytes, from).is_none() {
            last = memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |line| from + line);
            from = last + 1;
        }
        (start < bytes.len()).then_some((start, last))
    })
}

/// Where the line that begins at `start` ends, if there is one and it is empty.
fn empty_line(bytes: &[u8], start: usize) -> Option<usize> {
    let line = bytes.get(start..).filter(|line| !line.is_empty())?;
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r');
    let end = start + line.iter().take_while(blank).count();
    (end == bytes.len() || bytes[end] == b'\n').then_some(end)
}

/// A line that is a heading or a paragraph and has no markup in it.
fn plain(line: &str) -> Option<Stretch<'_>> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    if level == 0 {
        return said(line).map(Stretch::Paragraph);
    }
    let level = u8::try_from(level).ok().filter(|level| *level <= 6)?;
    let words = words.strip_prefix(' ')?;
    Some(Stretch::Heading(level, said(words)?))
}

/// What a line says, if nothing in it is markup but backslashes before punctuation.
fn said(line: &str) -> Option<Cow<'_, str>> {
    let bytes = line.as_bytes();
    if bytes.is_empty() || bytes.starts_with(b" ") || bytes.ends_with(b" ") {
        return None;
    }
    if shows_as_written(line) {
        return Some(Cow::Borrowed(line));
    }
    let mut said = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.bytes().position(|byte| !shows(byte)) {
        let (before, acting) = rest.split_at(at);
        let (escaped, after) = acting.strip_prefix('\\')?.split_at_checked(1)?;
        if !escaped.starts_with(|char: char| char.is_ascii_punctuation()) {
            return None;
        }
        said.push_str(before);
        said.push_str(escaped);
        rest = after;
    }
    said.push_str(rest);
    Some(Cow::Owned(said))
}

/// Whether nothing in a text is more to Markdown than what it shows. Nearly every text is so: it is looked at many
/// bytes at a time.
pub(super) fn shows_as_written(text: &str) -> bool {
    text.bytes().fold(true, |all, byte| all & shows(byte))
}

fn shows(byte: u8) -> bool {
    !byte.is_ascii() || byte.is_ascii_alphanumeric() || byte == b' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_set_apart() {
        let text = "# 题\n\n- 甲\n \n- 乙\n\n### 一 a\n\n\n2\\.5\\*\n\n两行\n接着\n\n*强*";
        assert_eq!(
            stretches(text),
            [
                Stretch::Heading(1, "题".into()),
                Stretch::Markdown("- 甲\n \n- 乙"),
                Stretch::Heading(3, "一 a".into()),
                Stretch::Paragraph("2.5*".into()),
                Stretch::Markdown("两行\n接着\n\n*强*"),
            ]
        );
        assert_eq!(said("2\\.5\\\\\\*").as_deref(), Some("2.5\\*"));
        for markup in ["2.5", "甲\\", "甲\\乙", "甲\\ 乙", " 甲", "甲 ", ""] {
            assert_eq!(said(markup), None, "{markup}");
        }
        assert_eq!(stretches("\n\n"), []);
    }

    #[test]
    fn a_text_that_defines_links_is_not_cut() {
        let text = "见[甲]\n\n乙\n\n[甲]: https://example.com";
        assert_eq!(stretches(text), [Stretch::Markdown(text)]);
        let paragraph = Stretch::Paragraph("甲]:".into());
        assert_eq!(stretches("甲\\]\\:"), [paragraph]);
    }
}

//! The plain part of a composed template: headings and paragraphs of one line, in which nothing is markup.
//!
//! That is most of a document. Such a line means the same wherever it stands between empty lines, so that
//! it is read here; the Markdown reader gets what lies between.

use std::borrow::Cow;

use memchr::memchr;

/// A part of a text, between empty lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch<'t> {
    /// What a heading of this level says, still escaped.
    Heading(u8, &'t str),
    /// What a paragraph says, still escaped.
    Paragraph(&'t str),
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
        return is_plain(line).then_some(Stretch::Paragraph(line));
    }
    let level = u8::try_from(level).ok().filter(|level| *level <= 6)?;
    let words = words.strip_prefix(' ')?;
    is_plain(words).then_some(Stretch::Heading(level, words))
}

/// Whether a line says what it shows, but for backslashes before punctuation.
fn is_plain(line: &str) -> bool {
    let bytes = line.as_bytes();
    if line.is_empty() || line.starts_with(' ') || line.ends_with(' ') {
        return false;
    }
    if shows_as_written(line) {
        return true;
    }
    let mut bytes = bytes.iter();
    while let Some(&byte) = bytes.next() {
        let escapes = byte == b'\\' && bytes.next().is_some_and(u8::is_ascii_punctuation);
        if !escapes && !shows(byte) {
            return false;
        }
    }
    true
}

/// Whether nothing in a text is more to Markdown than what it shows. Nearly every text is so: it is looked at many
/// bytes at a time.
pub(super) fn shows_as_written(text: &str) -> bool {
    text.bytes().fold(true, |all, byte| all & shows(byte))
}

fn shows(byte: u8) -> bool {
    !byte.is_ascii() || byte.is_ascii_alphanumeric() || byte == b' '
}

/// What an escaped text says.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if memchr(b'\\', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escaped)) = rest.split_once('\\') {
        said.push_str(before);
        let end = escaped.chars().next().map_or(0, char::len_utf8);
        said.push_str(&escaped[..end]);
        rest = &escaped[end..];
    }
    said.push_str(rest);
    Cow::Owned(said)
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
                Stretch::Heading(1, "题"),
                Stretch::Markdown("- 甲\n \n- 乙"),
                Stretch::Heading(3, "一 a"),
                Stretch::Paragraph("2\\.5\\*"),
                Stretch::Markdown("两行\n接着\n\n*强*"),
            ]
        );
        assert_eq!(unescaped("2\\.5\\\\\\*"), "2.5\\*");
        assert_eq!(stretches("\n\n"), []);
    }

    #[test]
    fn a_text_that_defines_links_is_not_cut() {
        let text = "见[甲]\n\n乙\n\n[甲]: https://example.com";
        assert_eq!(stretches(text), [Stretch::Markdown(text)]);
        let escaped = "甲\\]\\:";
        assert_eq!(stretches(escaped), [Stretch::Paragraph(escaped)]);
    }
}

//! Marked strings: how a figure keeps its path on the way through templates and Markdown.
//!
//! Templates are text, so a figure is text to them, between characters that Unicode keeps for such
//! internal use (noncharacters). They are taken out of everything that users write, so that nobody can
//! pass words off as a figure.
//!
//! ```text
//! U+FDD0 number U+FDD1 text U+FDD2     a figure; the number leads to its path
//! U+FDD3 id U+FDD4                     a table of the form
//! ```

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

const FIGURE: char = '\u{FDD0}';
const TEXT: char = '\u{FDD1}';
const FIGURE_END: char = '\u{FDD2}';
const TABLE: char = '\u{FDD3}';
const TABLE_END: char = '\u{FDD4}';

/// The first two of the three bytes that any of these is in UTF-8.
const MARK: [u8; 2] = [0xEF, 0xB7];

static MARK_FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(&MARK));

/// A part of a marked string.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t, 'd> {
    Text(&'t str),
    Figure { path: Cow<'d, str>, text: &'t str },
    Table(&'t str),
}

/// A string that shows a figure and says by a number which one it is.
pub(super) fn figure(number: usize, shown: &str) -> String {
    figure_showing(number, |text| text.push_str(shown))
}

/// The same; `show` writes the figure.
pub(super) fn figure_showing(number: usize, show: impl FnOnce(&mut String)) -> String {
    let mut digits = itoa::Buffer::new();
    let mut marked = String::with_capacity(32);
    marked.push(FIGURE);
    marked.push_str(digits.format(number));
    marked.push(TEXT);
    show(&mut marked);
    marked.push(FIGURE_END);
    marked
}

/// Takes a marked string apart; `path` gives the path of the figure with a number, if there is one. A mark that a
/// filter has damaged is read as the text it holds.
pub(super) fn pieces<'t, 'd>(
    text: &'t str,
    path: impl Fn(usize) -> Option<Cow<'d, str>>,
    mut add: impl FnMut(Piece<'t, 'd>),
) {
    let mut rest = text;
    while let Some(start) = next_mark(rest) {
        let (before, marked) = rest.split_at(start);
        if !before.is_empty() {
            add(Piece::Text(before));
        }
        let Some((piece, after)) = piece(marked, &path) else {
            rest = &marked[FIGURE.len_utf8()..];
            continue;
        };
        add(piece);
        rest = after;
    }
    if !rest.is_empty() {
        add(Piece::Text(rest));
    }
}

/// Where the next figure or table is marked.
fn next_mark(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let start = from + MARK_FINDER.find(&text.as_bytes()[from..])?;
        if text[start..].starts_with([FIGURE, TABLE]) {
            return Some(start);
        }
        from = start + MARK.len();
    }
}

/// The mark that `marked` begins with, and what follows it.
fn piece<'t, 'd>(
    marked: &'t str,
    path: impl Fn(usize) -> Option<Cow<'d, str>>,
) -> Option<(Piece<'t, 'd>, &'t str)> {
    if let Some(table) = marked.strip_prefix(TABLE) {
        let (id, after) = table.split_once(TABLE_END)?;
        return Some((Piece::Table(id), after));
    }
    let (number, rest) = numbered(marked.strip_prefix(FIGURE)?)?;
    let (text, after) = rest.split_once(FIGURE_END)?;
    let path = path(number.parse().ok()?)?;
    Some((Piece::Figure { path, text }, after))
}

/// The number that a figure's mark begins with, and what follows it.
fn numbered(marked: &str) -> Option<(&str, &str)> {
    let digits = marked.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = marked.split_at(digits);
    Some((number, rest.strip_prefix(TEXT)?))
}

/// The table that a string stands for, if for nothing else.
pub(super) fn table_id(marked: &str) -> Option<&str> {
    let (id, after) = marked.strip_prefix(TABLE)?.split_once(TABLE_END)?;
    after.is_empty().then_some(id)
}

/// A string that stands for the table `id`.
pub(super) fn table(id: &str) -> String {
    format!("{TABLE}{id}{TABLE_END}")
}

/// What a marked string shows, if it is a figure and nothing else.
pub(super) fn figure_text(marked: &str) -> Option<&str> {
    let marked = marked.strip_prefix(FIGURE)?.strip_suffix(FIGURE_END)?;
    let (_, text) = numbered(marked)?;
    (!text.contains(FIGURE_END)).then_some(text)
}

/// A marked string as people read it.
pub(super) fn unmarked(marked: &str) -> String {
    let mut text = String::with_capacity(marked.len());
    let mut in_index = false;
    for char in marked.chars() {
        match char {
            FIGURE => in_index = true,
            TEXT => in_index = false,
            _ if in_index || is_internal(char) => {}
            _ => text.push(char),
        }
    }
    text
}

/// What a user wrote, without the characters that marks are made of and without control characters.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    // Nearly every text is clean, and shows it by its bytes, many at a time. The control characters beyond ASCII
    // begin with a byte that few others do.
    let suspicious =
        |byte: u8| (byte < b' ' && byte != b'\n' && byte != b'\t') || matches!(byte, 0x7F | 0xC2);
    let bytes = text.as_bytes();
    let suspect = bytes
        .iter()
        .fold(false, |found, &byte| found | suspicious(byte))
        || MARK_FINDER.find(bytes).is_some();
    let kept =
        |&char: &char| !is_internal(char) && (!char.is_control() || matches!(char, '\n' | '\t'));
    if !suspect || text.chars().all(|char| kept(&char)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(kept).collect())
}

fn is_internal(char: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&char)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECEIVED: usize = 12;

    fn path(number: usize) -> Option<Cow<'static, str>> {
        (number == RECEIVED).then_some(Cow::Borrowed("requests.received.total"))
    }

    fn all_pieces(text: &str) -> Vec<Piece<'_, 'static>> {
        let mut found = Vec::new();
        pieces(text, path, |piece| found.push(piece));
        found
    }

    #[test]
    fn a_figure_keeps_its_path_and_text() {
        let marked = format!("共{}件", figure(RECEIVED, "66"));
        assert_eq!(
            all_pieces(&marked),
            [
                Piece::Text("共"),
                Piece::Figure {
                    path: "requests.received.total".into(),
                    text: "66"
                },
                Piece::Text("件"),
            ]
        );
        assert_eq!(unmarked(&marked), "共66件");
    }

    #[test]
    fn nobody_can_forge_a_mark() {
        let forged = figure(RECEIVED, "7\r\u{7}\u{85}");
        assert_eq!(clean(&forged), "127");
        let fine = "，ﷺ\u{A0}·\n\t";
        assert!(matches!(clean(fine), Cow::Borrowed(text) if text == fine));
    }

    #[test]
    fn a_damaged_mark_is_text() {
        for damaged in [format!("{FIGURE}x{TEXT}7"), figure(99, "7")] {
            let pieces = all_pieces(&damaged);
            assert!(matches!(pieces[..], [Piece::Text(_)]), "{pieces:?}");
        }
    }
}

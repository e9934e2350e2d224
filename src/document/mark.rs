//! Marked strings: how a figure keeps its path on the way through templates and Markdown.
//!
//! Templates are text, so a figure is text to them, between characters that Unicode keeps for such
//! internal use (noncharacters). They are taken out of everything that users write, so that nobody can
//! pass words off as a figure.
//!
//! ```text
//! U+FDD0 index U+FDD1 text U+FDD2      a figure; the index leads to its path
//! U+FDD3 id U+FDD4                     a table of the form
//! ```

const FIGURE: char = '\u{FDD0}';
const TEXT: char = '\u{FDD1}';
const FIGURE_END: char = '\u{FDD2}';
const TABLE: char = '\u{FDD3}';
const TABLE_END: char = '\u{FDD4}';

/// The paths of the figures that one composition has marked.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<String>);

/// A part of a marked string.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Text(&'t str),
    Figure { path: &'t str, text: &'t str },
    Table(&'t str),
}

impl Marks {
    /// A string that shows a figure and remembers that it is the one at `path`.
    pub(super) fn figure(&mut self, path: String, shown: impl std::fmt::Display) -> String {
        self.0.push(path);
        format!("{FIGURE}{}{TEXT}{shown}{FIGURE_END}", self.0.len() - 1)
    }

    /// Takes a marked string apart. A mark that a filter has damaged is read as the text it holds.
    pub(super) fn pieces<'t>(&'t self, text: &'t str) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find([FIGURE, TABLE]) {
            let (before, marked) = rest.split_at(start);
            pieces.push(Piece::Text(before));
            let Some((piece, after)) = self.piece(marked) else {
                rest = &marked[FIGURE.len_utf8()..];
                continue;
            };
            pieces.push(piece);
            rest = after;
        }
        pieces.push(Piece::Text(rest));
        pieces.retain(|piece| *piece != Piece::Text(""));
        pieces
    }

    /// The mark that `marked` begins with, and what follows it.
    fn piece<'t>(&'t self, marked: &'t str) -> Option<(Piece<'t>, &'t str)> {
        if let Some(table) = marked.strip_prefix(TABLE) {
            let (id, after) = table.split_once(TABLE_END)?;
            return Some((Piece::Table(id), after));
        }
        let (index, rest) = marked.strip_prefix(FIGURE)?.split_once(TEXT)?;
        let (text, after) = rest.split_once(FIGURE_END)?;
        let path = self.0.get(index.parse::<usize>().ok()?)?;
        Some((Piece::Figure { path, text }, after))
    }
}

/// A string that stands for the table `id`.
pub(super) fn table(id: &str) -> String {
    format!("{TABLE}{id}{TABLE_END}")
}

/// What a marked string shows, if it is a figure and nothing else.
pub(super) fn figure_text(marked: &str) -> Option<&str> {
    let (_, text) = marked.strip_prefix(FIGURE)?.split_once(TEXT)?;
    let text = text.strip_suffix(FIGURE_END)?;
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
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter(|&char| !is_internal(char) && (!char.is_control() || matches!(char, '\n' | '\t')))
        .collect()
}

fn is_internal(char: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&char)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Entry;

    #[test]
    fn a_figure_keeps_its_path_and_text() {
        let mut marks = Marks::default();
        let marked = format!(
            "共{}件",
            marks.figure(
                "requests.received.total".to_owned(),
                Entry::Number(66.into())
            )
        );
        assert_eq!(
            marks.pieces(&marked),
            [
                Piece::Text("共"),
                Piece::Figure {
                    path: "requests.received.total",
                    text: "66"
                },
                Piece::Text("件"),
            ]
        );
        assert_eq!(unmarked(&marked), "共66件");
    }

    #[test]
    fn nobody_can_forge_a_mark() {
        let forged = format!("{FIGURE}0{TEXT}7{FIGURE_END}\r\u{7}");
        assert_eq!(clean(&forged), "07");
    }

    #[test]
    fn a_damaged_mark_is_text() {
        let marks = Marks::default();
        let damaged = format!("{FIGURE}x{TEXT}7");
        let pieces = marks.pieces(&damaged);
        assert_eq!(pieces.len(), 1, "{pieces:?}");
    }
}

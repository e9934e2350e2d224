//! Markdown: pipe tables with every label written out, since Markdown has no merged cells.

use std::fmt::Write as _;

use anyhow::Result;

use super::{DRAFT_NOTICE, Writer, figure_in_prose, fill, first_acting, title};
use crate::document::{Block, Cell, Document, Grid, Inline, Part, Print, Role, Table};

/// Writes Markdown (`CommonMark` with pipe tables).
#[derive(Debug)]
pub struct Markdown;

impl Writer for Markdown {
    fn name(&self) -> &'static str {
        "md"
    }

    fn extension(&self) -> &'static str {
        "md"
    }

    fn write(&self, document: &Document) -> Result<Vec<u8>> {
        let mut text = String::with_capacity(16 * 1024);
        text.push_str("# ");
        flat(&title(document), &mut text);
        text.push('\n');
        if document.draft {
            let _ = write!(text, "\n> **{DRAFT_NOTICE}**\n");
        }
        for block in &document.blocks {
            text.push('\n');
            self::block(block, &mut text);
        }
        Ok(text.into_bytes())
    }
}

/// A block and the line break that ends it.
fn block(block: &Block, text: &mut String) {
    match block {
        Block::Heading { level, content } => {
            text.extend(std::iter::repeat_n('#', usize::from(*level)));
            text.push(' ');
            let start = text.len();
            inlines(content, text);
            // A heading is one line, however the template breaks it.
            if text[start..].contains('\n') {
                let lines = text.split_off(start);
                text.push_str(&lines.replace("  \n", " ").replace('\n', " "));
            }
            text.push('\n');
        }
        Block::Paragraph(content) => {
            inlines(content, text);
            text.push('\n');
        }
        Block::List { ordered, items } => list(*ordered, items, text),
        Block::Table(table) => self::table(table, text),
        Block::Signature(lines) => {
            for (number, line) in lines.iter().enumerate() {
                text.push_str(if number == 0 { "> " } else { "  \n> " });
                inlines(line, text);
            }
            text.push('\n');
        }
    }
}

fn list(ordered: Option<u64>, items: &[Vec<Block>], text: &mut String) {
    for (position, item) in items.iter().enumerate() {
        let marker = match ordered {
            Some(first) => format!("{}. ", first + position as u64),
            None => "- ".to_owned(),
        };
        let mut body = String::new();
        for (number, block) in item.iter().enumerate() {
            if number > 0 {
                body.push('\n');
            }
            self::block(block, &mut body);
        }
        let indent = " ".repeat(marker.len());
        for (number, line) in body.lines().enumerate() {
            let lead = if number == 0 {
                &marker
            } else if line.is_empty() {
                ""
            } else {
                &indent
            };
            let _ = writeln!(text, "{lead}{line}");
        }
    }
}

/// Adds running text that begins a line of its own.
fn inlines(content: &[Inline], text: &mut String) {
    let line = Line {
        start: text.len(),
        begun: false,
    };
    for inline in content {
        match inline {
            Inline::Text(words) => line.push(words, text),
            Inline::Figure { text: figure, .. } => line.push(figure_in_prose(figure), text),
            Inline::Strong(inner) => enclosed("**", inner, "**", text),
            Inline::Emphasis(inner) => enclosed("*", inner, "*", text),
            Inline::Link { target, content } => {
                let target = target.replace(['<', '>', '\n'], "");
                match &content[..] {
                    [Inline::Text(words)] if *words == target => {
                        let _ = write!(text, "<{target}>");
                    }
                    _ => enclosed("[", content, &format!("](<{target}>)"), text),
                }
            }
            Inline::Break => text.push_str("  \n"),
        }
    }
}

fn enclosed(open: &str, content: &[Inline], close: &str, text: &mut String) {
    text.push_str(open);
    inlines(content, text);
    text.push_str(close);
}

/// Text on one line that begins elsewhere: in a heading, or in a cell.
fn flat(words: &str, text: &mut String) {
    let line = Line {
        start: text.len(),
        begun: true,
    };
    line.push(words, text);
}

/// Running text that is being written.
#[derive(Clone, Copy)]
struct Line {
    /// Where it begins in the file.
    start: usize,
    /// Whether its line has begun before: then nothing acts for being the first, and no other line begins.
    begun: bool,
}

impl Line {
    /// Adds words that read back as themselves. What a character does depends on the line that it stands in, so
    /// the line so far counts too, whichever piece it came from.
    fn push(self, words: &str, text: &mut String) {
        let may_act = if self.begun {
            &MAY_ACT_ANYWHERE
        } else {
            &MAY_ACT
        };
        let mut rest = words;
        while let Some(at) = first_acting(rest, may_act) {
            text.push_str(&rest[..at]);
            let character = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            if matches!(character, b'\n' | b'\r') {
                text.push(if self.begun {
                    ' '
                } else {
                    char::from(character)
                });
                continue;
            }
            if self.acts(character, &text[self.start..], rest) {
                text.push('\\');
            }
            text.push(char::from(character));
        }
        text.push_str(rest);
    }

    fn acts(self, character: u8, before: &str, after: &str) -> bool {
        let is_first = |text: &str| !self.begun && (text.is_empty() || text.ends_with('\n'));
        match character {
            // Within a word it is a letter like any other.
            b'_' => {
                !(before.ends_with(char::is_alphanumeric)
                    && after.starts_with(char::is_alphanumeric))
            }
            // The next piece may make an entity of it.
            b'&' => {
                after.is_empty()
                    || after
                        .starts_with(|after: char| after.is_ascii_alphanumeric() || after == '#')
            }
            b'#' | b'+' | b'-' | b'>' | b'=' => is_first(before),
            b'.' | b')' => {
                let number = before.trim_end_matches(|digit: char| digit.is_ascii_digit());
                number.len() < before.len() && is_first(number)
            }
            _ => true,
        }
    }
}

/// The characters that may mean something in Markdown wherever they stand, by their bytes.
const MAY_ACT_ANYWHERE: [bool; 256] = with([false; 256], b"\\`*[]<|~_&\n\r");

/// The same, and those that may mean something where a line begins.
const MAY_ACT: [bool; 256] = with(MAY_ACT_ANYWHERE, b"#+->=.)");

const fn with(mut may_act: [bool; 256], characters: &[u8]) -> [bool; 256] {
    let mut next = 0;
    while next < characters.len() {
        may_act[characters[next] as usize] = true;
        next += 1;
    }
    may_act
}

fn table(table: &Table, text: &mut String) {
    let print = table.grid.markdown.get(|| print(&table.grid));
    fill(print, &table.figures, &MAY_ACT_ANYWHERE, flat, text);
}

fn print(grid: &Grid) -> Print {
    let mut print = Print::default();
    for (number, part) in grid.parts.iter().enumerate() {
        if number > 0 {
            print.text.push('\n');
        }
        self::part(part, &mut print);
    }
    print
}

/// A part as a pipe table: heads and labels of merged cells are repeated wherever they hold.
fn part(part: &Part, print: &mut Print) {
    let (head, body) = (Places::of(&part.head), Places::of(&part.body));
    // A table of figures alone begins with them; any other begins with labels.
    let stub = body
        .lines()
        .map(|line| line.iter().take_while(|cell| is_label(**cell)).count())
        .max()
        .unwrap_or(0);
    // Columns under merged cells are one column, and so are those of the labels.
    let is_own = |&column: &usize| {
        column == 0
            || column >= stub
                && body
                    .lines()
                    .any(|line| !is_same(line[column - 1], line[column]))
    };
    let columns: Vec<usize> = (0..head.width).filter(is_own).collect();
    line(&columns, print, |&column, print| {
        path(head.lines().map(|line| line[column]), &mut print.text);
    });
    let is_text = |column: usize| {
        body.lines()
            .filter_map(|line| line[column])
            .all(|cell| cell.role == Role::Text)
    };
    line(&columns, print, |&column, print| {
        print.text.push_str(if column < stub || is_text(column) {
            "---"
        } else {
            "---:"
        });
    });
    // All labels stand in one column, the first.
    let label = (stub > 0).then_some(0);
    let figures = columns.iter().copied().filter(|&column| column >= stub);
    let columns: Vec<usize> = label.into_iter().chain(figures).collect();
    for cells in body.lines() {
        line(&columns, print, |&column, print| {
            if column < stub {
                indent(cells[column], &mut print.text);
                path(cells[..stub].iter().copied(), &mut print.text);
            } else if let Some(cell) = cells[column] {
                match cell.role {
                    Role::Figure { number, .. } => print.leave(number),
                    _ => flat(&cell.text, &mut print.text),
                }
            }
        });
    }
}

fn is_label(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| matches!(cell.role, Role::Head { .. }))
}

/// Whether two places are covered by one cell.
fn is_same(left: Option<&Cell>, right: Option<&Cell>) -> bool {
    matches!((left, right), (Some(left), Some(right)) if std::ptr::eq(left, right))
}

/// A row of a tree shows its depth.
fn indent(cell: Option<&Cell>, text: &mut String) {
    if let Some(Role::Head { depth, .. }) = cell.map(|cell| &cell.role) {
        text.extend(std::iter::repeat_n('　', *depth));
    }
}

/// The cells of a grid, each standing in every place that it covers, line by line.
struct Places<'c> {
    width: usize,
    cells: Vec<Option<&'c Cell<'c>>>,
}

impl<'c> Places<'c> {
    fn of(lines: &'c [Vec<Cell<'c>>]) -> Self {
        let width = lines
            .first()
            .map_or(0, |line| line.iter().map(|cell| cell.colspan).sum());
        let mut cells = vec![None; width * lines.len()];
        for (number, line) in lines.iter().enumerate() {
            let mut column = 0;
            for cell in line {
                while column < width && cells[number * width + column].is_some() {
                    column += 1;
                }
                let covered = cells.chunks_mut(width.max(1)).skip(number);
                for covered in covered.take(cell.rowspan) {
                    for place in covered.iter_mut().skip(column).take(cell.colspan) {
                        *place = Some(cell);
                    }
                }
                column += cell.colspan;
            }
        }
        Self { width, cells }
    }

    fn lines(&self) -> std::slice::Chunks<'_, Option<&'c Cell<'c>>> {
        self.cells.chunks(self.width.max(1))
    }
}

/// The labels of some cells, one behind the other; one that covers several is said once.
fn path<'c>(cells: impl Iterator<Item = Option<&'c Cell<'c>>>, text: &mut String) {
    let mut last = None;
    let mut is_first = true;
    for cell in cells.flatten() {
        if is_same(last, Some(cell)) {
            continue;
        }
        last = Some(cell);
        if cell.text.is_empty() {
            continue;
        }
        if !is_first {
            text.push('／');
        }
        flat(&cell.text, text);
        is_first = false;
    }
}

/// A line of a pipe table.
fn line<T>(cells: &[T], print: &mut Print, write: impl Fn(&T, &mut Print)) {
    print.text.push_str("| ");
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            print.text.push_str(" | ");
        }
        write(cell, print);
    }
    print.text.push_str(" |\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[Inline]) -> String {
        let mut text = String::from("前\n");
        inlines(pieces, &mut text);
        text.split_off("前\n".len())
    }

    fn text(words: &str) -> Inline<'static> {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn only_what_acts_is_escaped() {
        for (words, escaped) in [
            (
                "全年公开3条，见zhong_shu@example.com。",
                "全年公开3条，见zhong_shu@example.com。",
            ),
            ("# 一", "\\# 一"),
            ("1. 一", "1\\. 一"),
            ("a|b", "a\\|b"),
            ("<b>*重点*</b>", "\\<b>\\*重点\\*\\</b>"),
            ("A&B &amp;", "A\\&B \\&amp;"),
        ] {
            assert_eq!(written(&[text(words)]), escaped, "{words}");
        }
    }

    #[test]
    fn pieces_are_escaped_as_the_line_they_make() {
        let figure = Inline::Figure {
            path: "t.r.c".into(),
            text: "66".to_owned(),
        };
        assert_eq!(written(&[figure, text(". 一")]), "66\\. 一");
        assert_eq!(
            written(&[text("甲"), Inline::Break, text("# 乙")]),
            "甲  \n\\# 乙"
        );
        assert_eq!(written(&[text("&"), text("amp;")]), "\\&amp;");
    }
}

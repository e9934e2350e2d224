//! Markdown: pipe tables with every label written out, since Markdown has no merged cells.

use std::fmt::Write as _;

use anyhow::Result;

use super::{DRAFT_NOTICE, Writer, figure_in_prose, title};
use crate::document::{Block, Cell, Document, Inline, Part, Role, Table};

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
        let mut text = format!("# {}\n", flat(&title(document)));
        if document.draft {
            let _ = write!(text, "\n> **{DRAFT_NOTICE}**\n");
        }
        for block in &document.blocks {
            text.push('\n');
            text.push_str(&self::block(block));
        }
        Ok(text.into_bytes())
    }
}

/// A block and the line break that ends it.
fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, content } => {
            // A heading is one line, however the template breaks it.
            let line = inlines(content).replace("  \n", " ").replace('\n', " ");
            format!("{} {line}\n", "#".repeat(usize::from(*level)))
        }
        Block::Paragraph(content) => format!("{}\n", inlines(content)),
        Block::List { ordered, items } => list(*ordered, items),
        Block::Table(table) => self::table(table),
        Block::Signature(lines) => {
            let lines: Vec<String> = lines
                .iter()
                .map(|line| format!("> {}", inlines(line)))
                .collect();
            format!("{}\n", lines.join("  \n"))
        }
    }
}

fn list(ordered: Option<u64>, items: &[Vec<Block>]) -> String {
    let mut text = String::new();
    for (position, item) in items.iter().enumerate() {
        let marker = match ordered {
            Some(first) => format!("{}. ", first + position as u64),
            None => "- ".to_owned(),
        };
        let body: Vec<String> = item.iter().map(block).collect();
        let indent = " ".repeat(marker.len());
        for (number, line) in body.join("\n").lines().enumerate() {
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
    text
}

fn inlines(content: &[Inline]) -> String {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text(words) => push_escaped(&mut text, words),
            Inline::Figure { text: figure, .. } => push_escaped(&mut text, figure_in_prose(figure)),
            Inline::Strong(inner) => {
                let _ = write!(text, "**{}**", inlines(inner));
            }
            Inline::Emphasis(inner) => {
                let _ = write!(text, "*{}*", inlines(inner));
            }
            Inline::Link { target, content } => {
                let target = target.replace(['<', '>', '\n'], "");
                match &content[..] {
                    [Inline::Text(words)] if *words == target => {
                        let _ = write!(text, "<{target}>");
                    }
                    _ => {
                        let _ = write!(text, "[{}](<{target}>)", inlines(content));
                    }
                }
            }
            Inline::Break => text.push_str("  \n"),
        }
    }
    text
}

/// Adds text that reads back as itself. What a character does depends on the line that it stands in, so the
/// line so far counts too, whichever piece it came from.
fn push_escaped(line: &mut String, text: &str) {
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let start = line.rfind('\n').map_or(0, |newline| newline + 1);
        let so_far = &line[start..];
        let before = so_far.chars().next_back().unwrap_or(' ');
        let after = characters.peek().copied();
        let acts = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            // Within a word it is a letter like any other.
            '_' => !(before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric)),
            // The next piece may make an entity of it.
            '&' => after.is_none_or(|after| after.is_ascii_alphanumeric() || after == '#'),
            '#' | '+' | '-' | '>' | '=' => so_far.is_empty(),
            '.' | ')' => !so_far.is_empty() && so_far.chars().all(|digit| digit.is_ascii_digit()),
            _ => false,
        };
        if acts {
            line.push('\\');
        }
        line.push(character);
    }
}

fn table(table: &Table) -> String {
    let parts: Vec<String> = table.parts.iter().map(part).collect();
    parts.join("\n")
}

/// A part as a pipe table: heads and labels of merged cells are repeated wherever they hold.
fn part(part: &Part) -> String {
    let head = expand(&part.head);
    let body = expand(&part.body);
    let width = head.first().map_or(0, Vec::len);
    // A table of figures alone begins with them; any other begins with labels.
    let stub = body
        .iter()
        .map(|line| line.iter().take_while(|cell| is_label(**cell)).count())
        .max()
        .unwrap_or(0);
    // Columns under merged cells are one column, and so are those of the labels.
    let is_own = |&column: &usize| {
        column == 0
            || column >= stub
                && body
                    .iter()
                    .any(|line| !is_same(line[column - 1], line[column]))
    };
    let columns: Vec<usize> = (0..width).filter(is_own).collect();
    let heads: Vec<String> = columns
        .iter()
        .map(|&column| path(head.iter().map(|line| line[column])))
        .collect();
    let mut text = line(&heads);
    let is_text = |column: usize| {
        body.iter()
            .filter_map(|line| line[column])
            .all(|cell| cell.role == Role::Text)
    };
    let rules: Vec<String> = columns
        .iter()
        .map(|&column| {
            if column < stub || is_text(column) {
                "---"
            } else {
                "---:"
            }
            .to_owned()
        })
        .collect();
    text.push_str(&line(&rules));
    for cells in &body {
        let labels = path(cells[..stub].iter().copied());
        let label = (stub > 0).then(|| indented(cells[0], labels));
        let figures = columns
            .iter()
            .filter(|&&column| column >= stub)
            .map(|&column| cells[column].map_or(String::new(), |cell| flat(&cell.text)));
        text.push_str(&line(&label.into_iter().chain(figures).collect::<Vec<_>>()));
    }
    text
}

fn is_label(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| matches!(cell.role, Role::Head { .. }))
}

/// Whether two places are covered by one cell.
fn is_same(left: Option<&Cell>, right: Option<&Cell>) -> bool {
    matches!((left, right), (Some(left), Some(right)) if std::ptr::eq(left, right))
}

/// A row of a tree shows its depth.
fn indented(cell: Option<&Cell>, label: String) -> String {
    match cell.map(|cell| &cell.role) {
        Some(Role::Head { depth, .. }) => "　".repeat(*depth) + &label,
        _ => label,
    }
}

/// The cells of a grid, each standing in every place that it covers.
fn expand(lines: &[Vec<Cell>]) -> Vec<Vec<Option<&Cell>>> {
    let width = lines
        .first()
        .map_or(0, |line| line.iter().map(|cell| cell.colspan).sum());
    let mut grid: Vec<Vec<Option<&Cell>>> = vec![vec![None; width]; lines.len()];
    for (number, line) in lines.iter().enumerate() {
        let mut column = 0;
        for cell in line {
            while column < width && grid[number][column].is_some() {
                column += 1;
            }
            for covered in grid.iter_mut().skip(number).take(cell.rowspan) {
                for place in covered.iter_mut().skip(column).take(cell.colspan) {
                    *place = Some(cell);
                }
            }
            column += cell.colspan;
        }
    }
    grid
}

/// The labels of some cells, one behind the other; one that covers several is said once.
fn path<'c>(cells: impl Iterator<Item = Option<&'c Cell>>) -> String {
    let mut labels: Vec<&Cell> = Vec::new();
    for cell in cells.flatten() {
        if !is_same(labels.last().copied(), Some(cell)) {
            labels.push(cell);
        }
    }
    labels
        .iter()
        .map(|cell| flat(&cell.text))
        .filter(|label| !label.is_empty())
        .collect::<Vec<_>>()
        .join("／")
}

/// Text on one line that begins elsewhere: in a heading, or in a cell.
fn flat(text: &str) -> String {
    // A line that has begun already: nothing acts for being its first.
    let mut line = String::from(" ");
    push_escaped(&mut line, &text.replace(['\n', '\r'], " "));
    line.split_off(1)
}

fn line(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[Inline]) -> String {
        inlines(pieces)
    }

    fn text(words: &str) -> Inline {
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
            path: "t.r.c".to_owned(),
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

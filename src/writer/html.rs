//! HTML: one self-contained page, readable on a phone, printed on A4. Every figure says where it comes from
//! (`data-fact`), so that a published page can be read back by machine.

mod page;

use std::fmt::Write as _;

use anyhow::Result;

use super::{Writer, fill, first_acting, title};
use crate::assets::Assets;
use crate::document::{Block, Cell, Document, Grid, Inline, Print, Role, Scope, Table};
use page::Page;

/// From so many columns on a table is set smaller, so that it fits the page.
const WIDE: usize = 10;

/// Writes HTML.
#[derive(Debug)]
pub struct Html {
    page: Page,
}

impl Html {
    /// Reads the page template and its style sheet.
    ///
    /// # Errors
    /// If they cannot be read, or the template is at fault.
    pub fn new(assets: &Assets) -> Result<Self> {
        let page = Page::new(assets)?;
        Ok(Self { page })
    }
}

impl Writer for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn write(&self, document: &Document) -> Result<Vec<u8>> {
        let write = |html: &mut String| body(&document.blocks, html);
        let page = self.page.write(&title(document), document.draft, write)?;
        Ok(page.into_bytes())
    }
}

fn body(blocks: &[Block], html: &mut String) {
    let mut above: Option<&Block> = None;
    for block in blocks {
        if let Block::Table(table) = block {
            // Under a heading that says the same, the caption is for screen readers only.
            let said = matches!(above, Some(Block::Heading { content, .. }) if plain(content).ends_with(&table.caption));
            self::table(table, said, html);
        } else {
            self::block(block, html);
        }
        above = Some(block);
    }
}

fn block(block: &Block, html: &mut String) {
    match block {
        Block::Heading { level, content } => {
            let (open, close) = heading(*level);
            enclosed(open, content, close, html);
        }
        Block::Paragraph(content) => enclosed("<p>", content, "</p>\n", html),
        Block::List { ordered, items } => list(*ordered, items, html),
        Block::Table(table) => self::table(table, false, html),
        Block::Signature(lines) => {
            html.push_str("<p class=\"signature\">");
            for (number, line) in lines.iter().enumerate() {
                if number > 0 {
                    html.push_str("<br>");
                }
                inlines(line, html);
            }
            html.push_str("</p>\n");
        }
    }
}

fn enclosed(open: &str, content: &[Inline], close: &str, html: &mut String) {
    html.push_str(open);
    inlines(content, html);
    html.push_str(close);
}

/// What a heading stands between.
fn heading(level: u8) -> (&'static str, &'static str) {
    match level {
        1 => ("<h1>", "</h1>\n"),
        2 => ("<h2>", "</h2>\n"),
        3 => ("<h3>", "</h3>\n"),
        4 => ("<h4>", "</h4>\n"),
        5 => ("<h5>", "</h5>\n"),
        _ => ("<h6>", "</h6>\n"),
    }
}

fn list(ordered: Option<u64>, items: &[Vec<Block>], html: &mut String) {
    let (open, close) = match ordered {
        Some(1) => ("<ol>".to_owned(), "</ol>"),
        Some(first) => (format!("<ol start=\"{first}\">"), "</ol>"),
        None => ("<ul>".to_owned(), "</ul>"),
    };
    let _ = writeln!(html, "{open}");
    for item in items {
        html.push_str("<li>");
        match &item[..] {
            [Block::Paragraph(content)] => inlines(content, html),
            blocks => {
                for block in blocks {
                    self::block(block, html);
                }
            }
        }
        html.push_str("</li>\n");
    }
    let _ = writeln!(html, "{close}");
}

fn inlines(content: &[Inline], html: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => escape(text, html),
            Inline::Figure { path, text } => {
                html.push_str("<data data-fact=\"");
                escape(path, html);
                html.push_str("\" value=\"");
                let start = html.len();
                escape(text, html);
                let value = start..html.len();
                html.push_str("\">");
                if value.is_empty() {
                    escape(Inline::BLANK, html);
                } else {
                    html.extend_from_within(value);
                }
                html.push_str("</data>");
            }
            Inline::Strong(inner) => enclosed("<strong>", inner, "</strong>", html),
            Inline::Emphasis(inner) => enclosed("<em>", inner, "</em>", html),
            Inline::Link { target, content } if is_followed(target) => {
                html.push_str("<a href=\"");
                escape(target, html);
                enclosed("\">", content, "</a>", html);
            }
            Inline::Link { content, .. } => inlines(content, html),
            Inline::Break => html.push_str("<br>"),
        }
    }
}

/// Links lead to pages and mailboxes; anything else (`javascript:`) is only text.
fn is_followed(target: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
}

fn plain(content: &[Inline]) -> String {
    let texts = content.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Figure { text, .. } => text.clone(),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { content: inner, .. } => {
            plain(inner)
        }
        Inline::Break => String::new(),
    });
    texts.collect()
}

fn table(table: &Table, said: bool, html: &mut String) {
    html.push_str("<div class=\"table\" role=\"region\" aria-label=\"");
    escape(table.caption, html);
    html.push_str("\" tabindex=\"0\">\n<table class=\"");
    html.push_str(if width(&table.grid) >= WIDE {
        "wide"
    } else {
        "narrow"
    });
    html.push_str("\" id=\"");
    escape(table.id, html);
    html.push_str(if said {
        "\">\n<caption class=\"said\">"
    } else {
        "\">\n<caption>"
    });
    escape(table.caption, html);
    html.push_str("</caption>\n");
    let print = table.grid.html.get(|| print(&table.grid));
    fill(print, &table.figures, &ACTS, escape, html);
    html.push_str("</table>\n</div>\n");
}

fn width(grid: &Grid) -> usize {
    let line = grid.parts.first().and_then(|part| part.head.first());
    line.map_or(0, |line| line.iter().map(|cell| cell.colspan).sum())
}

/// The lines of a table.
fn print(grid: &Grid) -> Print {
    let mut html = Print::default();
    // A table has one head; where each part has its own, they belong to the parts.
    if let [part] = &grid.parts[..] {
        rows(&part.head, "thead", &mut html);
        rows(&part.body, "tbody", &mut html);
    } else {
        for part in &grid.parts {
            html.text.push_str("<tbody>\n");
            for line in part.head.iter().chain(&part.body) {
                row(line, &mut html);
            }
            html.text.push_str("</tbody>\n");
        }
    }
    html
}

fn rows(lines: &[Vec<Cell>], group: &str, html: &mut Print) {
    let _ = writeln!(html.text, "<{group}>");
    for line in lines {
        row(line, html);
    }
    let _ = writeln!(html.text, "</{group}>");
}

fn row(line: &[Cell], print: &mut Print) {
    print.text.push_str("<tr>");
    for cell in line {
        let html = &mut print.text;
        let end = match &cell.role {
            Role::Head { scope, depth } => {
                html.push_str("<th scope=\"");
                html.push_str(match scope {
                    Scope::Column => "col",
                    Scope::Columns => "colgroup",
                    Scope::Row => "row",
                    Scope::Rows => "rowgroup",
                });
                html.push('"');
                spans(cell, html);
                if *depth > 0 {
                    html.push_str(" style=\"--depth:");
                    html.push_str(itoa::Buffer::new().format(*depth));
                    html.push('"');
                }
                "</th>"
            }
            Role::Figure { path, .. } => {
                html.push_str("<td data-fact=\"");
                escape(path, html);
                html.push('"');
                spans(cell, html);
                "</td>"
            }
            Role::Text => {
                html.push_str("<td class=\"text\"");
                spans(cell, html);
                "</td>"
            }
        };
        html.push('>');
        match cell.role {
            Role::Figure { number, .. } => print.leave(number),
            _ => escape(&cell.text, html),
        }
        print.text.push_str(end);
    }
    print.text.push_str("</tr>\n");
}

fn spans(cell: &Cell, html: &mut String) {
    if cell.colspan > 1 {
        let _ = write!(html, " colspan=\"{}\"", cell.colspan);
    }
    if cell.rowspan > 1 {
        let _ = write!(html, " rowspan=\"{}\"", cell.rowspan);
    }
}

/// Adds text that is nothing but text.
fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    // Few texts have anything to escape.
    while let Some(at) = first_acting(rest, &ACTS) {
        html.push_str(&rest[..at]);
        html.push_str(entity(rest.as_bytes()[at]));
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}

/// The characters that mean something in HTML, by their bytes.
const ACTS: [bool; 256] = {
    let mut acts = [false; 256];
    let mut next = 0;
    while next < ENTITIES.len() {
        acts[ENTITIES[next].0 as usize] = true;
        next += 1;
    }
    acts
};

const ENTITIES: [(u8, &str); 5] = [
    (b'&', "&amp;"),
    (b'<', "&lt;"),
    (b'>', "&gt;"),
    (b'"', "&quot;"),
    (b'\'', "&#39;"),
];

fn entity(byte: u8) -> &'static str {
    let found = ENTITIES.iter().find(|(of, _)| *of == byte);
    found.map_or("", |(_, entity)| entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_acts_is_escaped() {
        let mut html = String::new();
        escape("全年\"3\"条，<b>'甲'&乙", &mut html);
        let escaped = "全年&quot;3&quot;条，&lt;b&gt;&#39;甲&#39;&amp;乙";
        assert_eq!(html, escaped);
    }
}

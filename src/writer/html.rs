//! HTML: one self-contained page, readable on a phone, printed on A4. Every figure says where it comes from
//! (`data-fact`), so that a published page can be read back by machine.

use std::fmt::Write as _;

use anyhow::Result;
use tera::{Context, Tera, Value};

use super::{DRAFT, DRAFT_NOTICE, Writer, figure_in_prose, title};
use crate::assets::Assets;
use crate::document::{Block, Cell, Document, Inline, Role, Scope, Table};

const PAGE: &str = "page/page.html";
const STYLE: &str = "page/page.css";

/// From so many columns on a table is set smaller, so that it fits the page.
const WIDE: usize = 10;

/// Writes HTML.
#[derive(Debug)]
pub struct Html {
    page: Tera,
    style: Value,
}

impl Html {
    /// Reads the page template and its style sheet.
    ///
    /// # Errors
    /// If they cannot be read, or the template is at fault.
    pub fn new(assets: &Assets) -> Result<Self> {
        let (_, text) = assets.read(PAGE)?;
        let (_, style) = assets.read(STYLE)?;
        let mut page = Tera::new();
        page.add_raw_template(PAGE, &text)?;
        Ok(Self {
            page,
            style: Value::from(&*style),
        })
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
        let mut context = Context::new();
        let body = body(&document.blocks);
        let mut bytes = Vec::with_capacity(body.len() + 8 * 1024);
        context.insert_value("title", title(document).into());
        context.insert_value("style", self.style.clone());
        context.insert_value("body", body.into());
        context.insert_value("draft", document.draft.into());
        context.insert_value("draft_word", DRAFT.into());
        context.insert_value("draft_notice", DRAFT_NOTICE.into());
        self.page.render_to(PAGE, &context, &mut bytes)?;
        Ok(bytes)
    }
}

fn body(blocks: &[Block]) -> String {
    let mut html = String::with_capacity(32 * 1024);
    let mut above: Option<&Block> = None;
    for block in blocks {
        if let Block::Table(table) = block {
            // Under a heading that says the same, the caption is for screen readers only.
            let said = matches!(above, Some(Block::Heading { content, .. }) if plain(content).ends_with(&table.caption));
            self::table(table, said, &mut html);
        } else {
            self::block(block, &mut html);
        }
        above = Some(block);
    }
    html
}

fn block(block: &Block, html: &mut String) {
    match block {
        Block::Heading { level, content } => {
            let _ = write!(html, "<h{level}>");
            inlines(content, html);
            let _ = writeln!(html, "</h{level}>");
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
                escape(text, html);
                html.push_str("\">");
                escape(figure_in_prose(text), html);
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
    let width: usize = table
        .parts
        .first()
        .and_then(|part| part.head.first())
        .map_or(0, |line| line.iter().map(|cell| cell.colspan).sum());
    let class = if width >= WIDE { "wide" } else { "narrow" };
    let caption = escaped(table.caption);
    let hidden = if said { " class=\"said\"" } else { "" };
    let _ = writeln!(
        html,
        "<div class=\"table\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n<table class=\"{class}\" id=\"{}\">\n<caption{hidden}>{caption}</caption>",
        escaped(table.id),
    );
    // A table has one head; where each part has its own, they belong to the parts.
    if let [part] = &table.parts[..] {
        rows(&part.head, "thead", html);
        rows(&part.body, "tbody", html);
    } else {
        for part in &table.parts {
            html.push_str("<tbody>\n");
            for line in part.head.iter().chain(&part.body) {
                row(line, html);
            }
            html.push_str("</tbody>\n");
        }
    }
    html.push_str("</table>\n</div>\n");
}

fn rows(lines: &[Vec<Cell>], group: &str, html: &mut String) {
    let _ = writeln!(html, "<{group}>");
    for line in lines {
        row(line, html);
    }
    let _ = writeln!(html, "</{group}>");
}

fn row(line: &[Cell], html: &mut String) {
    html.push_str("<tr>");
    for cell in line {
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
                    let _ = write!(html, " style=\"--depth:{depth}\"");
                }
                "</th>"
            }
            Role::Figure { path } => {
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
        escape(&cell.text, html);
        html.push_str(end);
    }
    html.push_str("</tr>\n");
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
    while let Some((at, entity)) = rest
        .bytes()
        .enumerate()
        .find_map(|(at, byte)| Some((at, entity(byte)?)))
    {
        html.push_str(&rest[..at]);
        html.push_str(entity);
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}

fn entity(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

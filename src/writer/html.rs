//! HTML: one self-contained page, readable on a phone, printed on A4. Every figure says where it comes from
//! (`data-fact`), so that a published page can be read back by machine.

use std::fmt::Write as _;

use anyhow::Result;
use tera::{Context, Tera};

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
    style: String,
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
            style: style.into_owned(),
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
        context.insert("title", &title(document));
        context.insert("style", &self.style);
        context.insert("body", &body(&document.blocks));
        context.insert("draft", &document.draft);
        context.insert("draft_word", DRAFT);
        context.insert("draft_notice", DRAFT_NOTICE);
        let mut bytes = Vec::new();
        self.page.render_to(PAGE, &context, &mut bytes)?;
        Ok(bytes)
    }
}

fn body(blocks: &[Block]) -> String {
    let mut html = String::new();
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
    let _ = match block {
        Block::Heading { level, content } => {
            writeln!(html, "<h{level}>{}</h{level}>", inlines(content))
        }
        Block::Paragraph(content) => writeln!(html, "<p>{}</p>", inlines(content)),
        Block::List { ordered, items } => {
            list(*ordered, items, html);
            Ok(())
        }
        Block::Table(table) => {
            self::table(table, false, html);
            Ok(())
        }
        Block::Signature(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| inlines(line)).collect();
            writeln!(html, "<p class=\"signature\">{}</p>", lines.join("<br>"))
        }
    };
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
            [Block::Paragraph(content)] => html.push_str(&inlines(content)),
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

fn inlines(content: &[Inline]) -> String {
    let mut html = String::new();
    for inline in content {
        let _ = match inline {
            Inline::Text(text) => write!(html, "{}", escape(text)),
            Inline::Figure { path, text } => {
                write!(
                    html,
                    "<data data-fact=\"{}\" value=\"{}\">{}</data>",
                    escape(path),
                    escape(text),
                    escape(figure_in_prose(text))
                )
            }
            Inline::Strong(inner) => write!(html, "<strong>{}</strong>", inlines(inner)),
            Inline::Emphasis(inner) => write!(html, "<em>{}</em>", inlines(inner)),
            Inline::Link { target, content } if is_followed(target) => {
                write!(
                    html,
                    "<a href=\"{}\">{}</a>",
                    escape(target),
                    inlines(content)
                )
            }
            Inline::Link { content, .. } => write!(html, "{}", inlines(content)),
            Inline::Break => write!(html, "<br>"),
        };
    }
    html
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
    let caption = escape(&table.caption);
    let hidden = if said { " class=\"said\"" } else { "" };
    let _ = writeln!(
        html,
        "<div class=\"table\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n<table class=\"{class}\" id=\"{}\">\n<caption{hidden}>{caption}</caption>",
        escape(&table.id),
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
        let mut spans = String::new();
        if cell.colspan > 1 {
            let _ = write!(spans, " colspan=\"{}\"", cell.colspan);
        }
        if cell.rowspan > 1 {
            let _ = write!(spans, " rowspan=\"{}\"", cell.rowspan);
        }
        let text = escape(&cell.text);
        let _ = match &cell.role {
            Role::Head { scope, depth } => {
                let scope = match scope {
                    Scope::Column => "col",
                    Scope::Columns => "colgroup",
                    Scope::Row => "row",
                    Scope::Rows => "rowgroup",
                };
                let depth = if *depth > 0 {
                    format!(" style=\"--depth:{depth}\"")
                } else {
                    String::new()
                };
                write!(html, "<th scope=\"{scope}\"{spans}{depth}>{text}</th>")
            }
            Role::Figure { path } => write!(
                html,
                "<td data-fact=\"{}\"{spans}>{text}</td>",
                escape(path)
            ),
            Role::Text => write!(html, "<td class=\"text\"{spans}>{text}</td>"),
        };
    }
    html.push_str("</tr>\n");
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

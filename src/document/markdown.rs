//! A composed template's Markdown to blocks.
//!
//! What not every format can print (raw HTML, images, code) has no block and is an error of the
//! template; the officer's words cannot bring it in, because they are escaped.

use anyhow::{Context as _, Result, bail};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::figures::Figures;
use super::mark::{self, Piece};
use super::plain::{self, Stretch};
use super::{Block, Inline, table};

/// The title and the blocks of a document.
pub(super) fn parse<'d>(text: &str, figures: Figures<'d>) -> Result<(String, Vec<Block<'d>>)> {
    parse_stretches(&plain::stretches(text), figures)
}

fn parse_stretches<'d>(
    stretches: &[Stretch<'_>],
    figures: Figures<'d>,
) -> Result<(String, Vec<Block<'d>>)> {
    let mut reader = Reader {
        figures,
        title: None,
        in_signature: false,
        line_ended: false,
    };
    let mut blocks = Vec::new();
    for stretch in stretches {
        match stretch {
            Stretch::Heading(level, words) => {
                let mut content = Vec::new();
                reader.text(words, &mut content);
                reader.heading(*level, content, &mut blocks)?;
            }
            Stretch::Paragraph(words) => {
                let mut content = Vec::new();
                reader.text(words, &mut content);
                blocks.extend(reader.paragraph(content)?);
            }
            Stretch::Markdown(text) => {
                let events = Parser::new_ext(text, Options::empty());
                blocks.extend(reader.blocks(&mut TextMergeStream::new(events), None)?);
            }
        }
    }
    let title = reader
        .title
        .context("the template has no title: a line that begins with `# `")?;
    Ok((title, blocks))
}

/// What Markdown says, bit by bit.
type Events<'t> = TextMergeStream<'t, Parser<'t>>;

struct Reader<'r> {
    figures: Figures<'r>,
    title: Option<String>,
    /// Whether the lines at hand are a signature's, which stay apart.
    in_signature: bool,
    /// Whether the template's line ended before the text at hand: elsewhere it may be wrapped anywhere.
    line_ended: bool,
}

impl<'r> Reader<'r> {
    /// Blocks up to `end`, or to the end of the text.
    fn blocks(&mut self, events: &mut Events<'_>, end: Option<TagEnd>) -> Result<Vec<Block<'r>>> {
        let mut blocks = Vec::new();
        // The items of a tight list are text without a paragraph around it.
        let mut loose = Vec::new();
        while let Some(event) = events.next() {
            match event {
                Event::End(tag) if Some(tag) == end => break,
                Event::Start(Tag::Paragraph) => {
                    let content = self.inlines(events, TagEnd::Paragraph)?;
                    blocks.extend(self.paragraph(content)?);
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    let content = self.inlines(events, TagEnd::Heading(level))?;
                    self.heading(level as u8, content, &mut blocks)?;
                }
                Event::Start(Tag::List(ordered)) => {
                    blocks.extend(self.paragraph(std::mem::take(&mut loose))?);
                    let items = self.items(events, TagEnd::List(ordered.is_some()))?;
                    blocks.push(Block::List { ordered, items });
                }
                Event::Start(Tag::BlockQuote(kind)) => {
                    self.in_signature = true;
                    let quoted = self.blocks(events, Some(TagEnd::BlockQuote(kind)))?;
                    self.in_signature = false;
                    blocks.extend(signature(quoted)?);
                }
                other => self.inline(events, other, &mut loose)?,
            }
        }
        blocks.extend(self.paragraph(loose)?);
        Ok(blocks)
    }

    fn items(&mut self, events: &mut Events<'_>, end: TagEnd) -> Result<Vec<Vec<Block<'r>>>> {
        let mut items = Vec::new();
        while let Some(event) = events.next() {
            match event {
                Event::End(tag) if tag == end => break,
                Event::Start(Tag::Item) => items.push(self.blocks(events, Some(TagEnd::Item))?),
                other => bail!("{other:?} in a list is not supported"),
            }
        }
        Ok(items)
    }

    fn heading(
        &mut self,
        level: u8,
        content: Vec<Inline<'r>>,
        blocks: &mut Vec<Block<'r>>,
    ) -> Result<()> {
        if level != 1 {
            blocks.push(Block::Heading { level, content });
            return Ok(());
        }
        let mut title = String::new();
        plain(&content, &mut title);
        if self.title.replace(title).is_some() {
            bail!("the template has two titles: lines that begin with `# `");
        }
        Ok(())
    }

    /// A paragraph, or the table that stands in its place; nothing if it is empty.
    fn paragraph(&self, content: Vec<Inline<'r>>) -> Result<Option<Block<'r>>> {
        let table = match &content[..] {
            [] => return Ok(None),
            [Inline::Text(text)] => mark::table_id(text),
            _ => None,
        };
        if let Some(id) = table {
            let index = self.figures.form.table(id);
            let index = index.with_context(|| format!("there is no table `{id}`"))?;
            return Ok(Some(Block::Table(table::compose(self.figures, index))));
        }
        let stray = |inline: &Inline| matches!(inline, Inline::Text(text) if mark::table_id(text).is_some());
        if content.len() > 1 && content.iter().any(stray) {
            bail!("a table must stand on a line of its own");
        }
        Ok(Some(Block::Paragraph(content)))
    }

    fn inlines(&mut self, events: &mut Events<'_>, end: TagEnd) -> Result<Vec<Inline<'r>>> {
        let mut content = Vec::new();
        while let Some(event) = events.next() {
            match event {
                Event::End(tag) if tag == end => break,
                other => self.inline(events, other, &mut content)?,
            }
        }
        Ok(content)
    }

    fn inline(
        &mut self,
        events: &mut Events<'_>,
        event: Event<'_>,
        content: &mut Vec<Inline<'r>>,
    ) -> Result<()> {
        match event {
            Event::Text(text) => self.text(&text, content),
            Event::SoftBreak if !self.in_signature => self.line_ended = true,
            Event::SoftBreak | Event::HardBreak => content.push(Inline::Break),
            Event::Start(Tag::Strong) => {
                let inner = self.inlines(events, TagEnd::Strong)?;
                content.push(Inline::Strong(inner));
            }
            Event::Start(Tag::Emphasis) => {
                let inner = self.inlines(events, TagEnd::Emphasis)?;
                content.push(Inline::Emphasis(inner));
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let inner = self.inlines(events, TagEnd::Link)?;
                content.push(Inline::Link {
                    target: dest_url.into_string(),
                    content: inner,
                });
            }
            other => bail!("{other:?} is not supported: not every format can print it"),
        }
        Ok(())
    }

    /// Text, its figures set apart. A table's mark stays text until its paragraph is complete.
    fn text(&mut self, text: &str, content: &mut Vec<Inline<'r>>) {
        // Chinese is joined without a space, words of letters are kept apart.
        let letter = |char: Option<char>| char.is_some_and(|char| char.is_ascii_graphic());
        let wrapped = std::mem::take(&mut self.line_ended);
        if wrapped && letter(last_char(content)) && letter(text.chars().next()) {
            content.push(Inline::Text(" ".to_owned()));
        }
        let path = |number| self.figures.path_of(number);
        mark::pieces(text, path, |piece| {
            content.push(match piece {
                Piece::Text(text) => Inline::Text(text.to_owned()),
                Piece::Figure { path, text } => Inline::Figure {
                    path,
                    text: text.to_owned(),
                },
                Piece::Table(id) => Inline::Text(mark::table(id)),
            });
        });
    }
}

/// A block quote is who signs: each line of its paragraphs by itself.
fn signature(quoted: Vec<Block<'_>>) -> Result<Option<Block<'_>>> {
    let mut lines: Vec<Vec<Inline<'_>>> = Vec::new();
    for block in quoted {
        let Block::Paragraph(content) = block else {
            bail!("only lines of text may stand in a block quote, which is the signature");
        };
        lines.extend(
            content
                .split(|inline| *inline == Inline::Break)
                .filter(|line| !line.is_empty())
                .map(<[Inline]>::to_vec),
        );
    }
    Ok((!lines.is_empty()).then_some(Block::Signature(lines)))
}

/// The character that the text so far ends with.
fn last_char(content: &[Inline]) -> Option<char> {
    match content.last()? {
        Inline::Text(text) | Inline::Figure { text, .. } => text.chars().next_back(),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { content: inner, .. } => {
            last_char(inner)
        }
        Inline::Break => None,
    }
}

/// What a piece of text says, without its markup.
fn plain(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(words) => text.push_str(words),
            Inline::Figure { text: figure, .. } => text.push_str(figure),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Link { content: inner, .. } => plain(inner, text),
            Inline::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::assets::Assets;
    use crate::batch::Examiner;
    use crate::ingest::Encoding;

    /// What lines are made of that may be cut out of a text, and what must not be.
    const BITS: [&str; 34] = [
        "甲",
        "乙。",
        "　",
        "\u{A0}",
        "a",
        "7",
        " ",
        "  ",
        "\t",
        "\r",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "\n \n",
        "# ",
        "## ",
        "#",
        "> ",
        "- ",
        "1. ",
        "1\\. ",
        "\\*",
        "\\",
        "**",
        "`",
        "```",
        "<!-- ",
        "[甲]",
        "[甲]: a",
        "\u{FDD0}12\u{FDD1}6\\.5\u{FDD2}",
        "\u{FDD3}requests\u{FDD4}",
        "&amp;",
        "===",
    ];

    #[test]
    fn what_is_plain_reads_as_markdown_reads_it() {
        let today = chrono::NaiveDate::from_ymd_opt(2024, 3, 1).expect("a date");
        let examiner = Examiner::new(&Assets::default(), Encoding::Detect, today)
            .expect("assets are compiled in")
            .expect("the shipped forms are valid");
        let examined = examiner.examine("sample-data/zhongshu-2022-as-published".as_ref());
        let (report, form) = examined.report.as_ref().expect("a report");
        let figures = Figures { form, report };

        let bits = prop::collection::vec(prop::sample::select(&BITS[..]), 0..16);
        let compared = TestRunner::default().run(&bits, |bits| {
            let text = format!("# 题\n\n{}", bits.concat());
            let cut = parse(&text, figures).map_err(|error| error.to_string());
            let whole = parse_stretches(&[Stretch::Markdown(&text)], figures);
            prop_assert_eq!(cut, whole.map_err(|error| error.to_string()), "{:?}", text);
            Ok(())
        });
        compared.expect("both are the same");
    }
}

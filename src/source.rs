//! Where a value was written: the only code that knows lines and columns.
//!
//! Everything that is read (report files, form files) is a [`Source`] in [`Sources`]. A [`Span`] is a
//! byte range of one source's decoded text; lines and columns are derived from it only when a finding
//! is printed. The text never holds a byte order mark, so a BOM counts neither as a byte nor as a column.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Names one source within its [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A byte range of one source's text. An empty range is a point: what is absent is pointed at where it
/// should stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source that the range belongs to.
    pub source: SourceId,
    start: u32,
    end: u32,
}

impl Span {
    /// The span over `range` of `source`.
    ///
    /// Offsets are kept in 32 bits: [`MAX_SOURCE_BYTES`] is far below that.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            source,
            start: narrow(range.start),
            end: narrow(range.end),
        }
    }

    /// The byte range in the source's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The empty span where this one ends.
    #[must_use]
    pub fn end(self) -> Self {
        Self {
            start: self.end,
            ..self
        }
    }
}

/// The largest file that is read. A report's files are kilobytes; anything near this is a mistake, and
/// refusing it keeps a batch from running out of memory.
pub const MAX_SOURCE_BYTES: u64 = 16 * 1024 * 1024;

/// One text that was read.
#[derive(Debug)]
pub struct Source {
    /// The path as it was given, with `/` between its parts on every system.
    pub name: String,
    /// The decoded text, without a byte order mark.
    pub text: String,
    /// The same with what must not be shown masked, if there is any: as long, character by character.
    shown: Option<String>,
    /// Where each line begins; worked out when the first place is asked for.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// The text as it may be shown.
    pub fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }

    /// Line and column of an offset, counted from 1, columns in characters.
    fn position(&self, offset: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| {
            let after = self
                .text
                .match_indices('\n')
                .map(|(newline, _)| newline + 1);
            std::iter::once(0).chain(after).collect()
        });
        let line = lines.partition_point(|&start| start <= offset);
        let column = self.text[lines[line - 1]..offset].chars().count() + 1;
        (line, column)
    }
}

/// Where a span begins and ends, for people: lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column just past the last character.
    pub end_column: usize,
}

/// The texts that spans point into. Cloning is cheap: texts are shared.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Arc<Source>>);

impl Sources {
    /// Adds a text and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(Arc::new(Source {
            name: name.into(),
            text: text.into(),
            shown: None,
            lines: OnceLock::new(),
        }));
        id
    }

    /// Says what is shown of a source in place of its text: one of the same length, so that every span holds for
    /// both. One of another length is refused.
    pub fn mask(&mut self, id: SourceId, shown: String) {
        let source = &self.0[id.0 as usize];
        if shown.len() == source.text.len() {
            self.0[id.0 as usize] = Arc::new(Source {
                name: source.name.clone(),
                text: source.text.clone(),
                shown: Some(shown),
                lines: OnceLock::new(),
            });
        }
    }

    /// All sources, with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        let ids = (0..).map(SourceId);
        ids.zip(self.0.iter().map(AsRef::as_ref))
    }

    /// The source with this id.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// The source with this id, to keep while others are added.
    pub fn share(&self, id: SourceId) -> Arc<Source> {
        Arc::clone(&self.0[id.0 as usize])
    }

    /// The text that a span covers, as written.
    pub fn slice(&self, span: Span) -> &str {
        &self.source(span.source).text[span.range()]
    }

    /// Where a span begins and ends, in lines and characters.
    pub fn place(&self, span: Span) -> Place {
        let source = self.source(span.source);
        let (line, column) = source.position(span.range().start);
        let (end_line, end_column) = source.position(span.range().end);
        Place {
            line,
            column,
            end_line,
            end_column,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_survive_crlf() {
        let mut sources = Sources::default();
        let id = sources.add("a.csv", "项目,总计\r\n规章,7\r\n");
        let seven = Span::new(id, 22..23);
        assert_eq!(sources.slice(seven), "7");
        assert_eq!(
            sources.place(seven),
            Place {
                line: 2,
                column: 4,
                end_line: 2,
                end_column: 5
            }
        );
    }
}

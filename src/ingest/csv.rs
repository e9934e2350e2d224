//! CSV to records whose every field knows where it was written.
//!
//! `csv` 1.4 gives positions that are wrong after CRLF and after blank lines, and none for fields; so this
//! drives `csv-core`, its parser, field by field and takes the places from the bytes that each field used up.

use std::borrow::Cow;
use std::cell::RefCell;

use csv_core::{ReadFieldResult, Reader};

use crate::diagnostic::Slot;
use crate::source::{SourceId, Span};

/// A field's value and where it was written, quotes not included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) span: Span,
    pub(super) slot: Slot,
    /// Whether a closing quote follows the span.
    pub(super) quoted: bool,
}

impl Cell<'_> {
    /// The same, on its own.
    pub(super) fn to_owned(&self) -> Cell<'static> {
        Cell {
            text: Cow::Owned(self.text.clone().into_owned()),
            ..*self
        }
    }

    /// Where the cell ends in the text, its closing quote included.
    pub(super) fn end(&self) -> Span {
        let end = self.span.range().end + usize::from(self.quoted);
        Span::new(self.span.source, end..end)
    }

    /// The cell as it is read.
    pub(super) fn field(&self) -> Field<'_> {
        Field {
            text: &self.text,
            span: self.span,
            slot: self.slot,
        }
    }
}

/// What a cell says, and where: one that was written, or one that a line which ends early leaves out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'c> {
    pub(super) text: &'c str,
    pub(super) span: Span,
    pub(super) slot: Slot,
}

impl Field<'_> {
    /// Whether nothing is written there.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// A file's records, without blank ones and comments.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Records<'t> {
    /// The fields of all records, one record after another.
    cells: Vec<Cell<'t>>,
    /// Where among the fields each record ends.
    ends: Vec<usize>,
    /// The quote that was never closed, if there is one.
    pub(super) unclosed: Option<Span>,
}

impl<'t> Records<'t> {
    /// The records in order; none is empty.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &[Cell<'t>]> + Clone {
        (0..self.ends.len()).map(|record| {
            let start = record.checked_sub(1).map_or(0, |before| self.ends[before]);
            &self.cells[start..self.ends[record]]
        })
    }

    /// Makes a record of the fields that belong to none yet, unless it says nothing.
    fn end_record(&mut self) {
        let start = self.ends.last().copied().unwrap_or_default();
        let record = &self.cells[start..];
        let says = match first_mark(&record[0].text) {
            // `init` writes its explanations in lines that begin with `#`; Excel keeps them in the first cell.
            Some('#' | '＃') => false,
            Some(_) => true,
            // Rows that Excel saves for empty lines hold nothing but separators.
            None => record.iter().any(|cell| first_mark(&cell.text).is_some()),
        };
        if says {
            self.ends.push(self.cells.len());
        } else {
            self.cells.truncate(start);
        }
    }
}

thread_local! {
    /// Building a reader builds its automaton, a third of all work on a small file, so each thread keeps one
    /// and resets it. (It cannot be cloned: csv-core 0.1.13 copies only half of the automaton.)
    static READER: RefCell<Reader> = RefCell::new(Reader::new());
}

/// Reads a text as CSV. There is no malformed CSV but for a quote that is never closed.
pub(super) fn read(source: SourceId, text: &str) -> Records<'_> {
    // csv-core skips a byte order mark.
    if memchr::memchr(b'"', text.as_bytes()).is_none() && !text.starts_with('\u{FEFF}') {
        return read_plain(source, text);
    }
    READER.with_borrow_mut(|reader| {
        reader.reset();
        read_with(reader, source, text)
    })
}

/// Reads a text without quotes, in which every comma and every line's end is one.
fn read_plain(source: SourceId, text: &str) -> Records<'_> {
    let bytes = text.as_bytes();
    let count = |byte| memchr::memchr_iter(byte, bytes).count();
    let lines = count(b'\n') + 1;
    let mut found = Records {
        cells: Vec::with_capacity(count(b',') + lines),
        ends: Vec::with_capacity(lines),
        unclosed: None,
    };
    let mut start = 0;
    while let Some(rest) = bytes.get(start..) {
        // Fields are so short that a search for many bytes at a time would not get under way.
        let length = rest
            .iter()
            .position(|byte| matches!(byte, b',' | b'\n' | b'\r'));
        let end = length.map_or(bytes.len(), |length| start + length);
        found.cells.push(Cell {
            text: Cow::Borrowed(&text[start..end]),
            span: Span::new(source, start..end),
            slot: Slot::Here,
            quoted: false,
        });
        if bytes.get(end) != Some(&b',') {
            found.end_record();
        }
        start = end + 1;
    }
    found
}

fn read_with<'t>(reader: &mut Reader, source: SourceId, text: &'t str) -> Records<'t> {
    let bytes = text.as_bytes();
    let mut value = vec![0; 256];
    let mut found = Records::default();
    let mut is_first = true;
    let (mut start, mut at, mut length) = (0, 0, 0);
    loop {
        let (result, read, written) = reader.read_field(&bytes[at..], &mut value[length..]);
        at += read;
        length += written;
        match result {
            ReadFieldResult::InputEmpty => {}
            ReadFieldResult::OutputFull => value.resize(value.len() * 2, 0),
            ReadFieldResult::Field { record_end } => {
                let raw = Raw::new(text, start..at, is_first, record_end);
                let span = Span::new(source, raw.inner);
                if raw.unclosed {
                    found.unclosed = Some(span);
                }
                // Where what was written is not the value letter by letter (a quote within, text behind the
                // closing quote), replacing it could leave half a quote behind.
                let (slot, text) = match &text[span.range()] {
                    written if written.as_bytes() == &value[..length] => {
                        (Slot::Here, Cow::Borrowed(written))
                    }
                    _ => {
                        let value = String::from_utf8_lossy(&value[..length]);
                        (Slot::Locked, Cow::Owned(value.into_owned()))
                    }
                };
                found.cells.push(Cell {
                    text,
                    span,
                    slot,
                    quoted: raw.quoted,
                });
                (start, length) = (at, 0);
                is_first = record_end;
                if record_end {
                    found.end_record();
                }
            }
            ReadFieldResult::End => return found,
        }
    }
}

/// The first character of a text that is not white space.
fn first_mark(text: &str) -> Option<char> {
    text.chars().find(|character| !character.is_whitespace())
}

/// The bytes that a field used up, less what is not the field.
struct Raw {
    inner: std::ops::Range<usize>,
    unclosed: bool,
    quoted: bool,
}

impl Raw {
    fn new(text: &str, used: std::ops::Range<usize>, first: bool, last: bool) -> Self {
        let std::ops::Range { mut start, mut end } = used;
        // The rest of a CRLF and blank lines are used up by the field that follows them.
        if first {
            start +=
                text[start..end].len() - text[start..end].trim_start_matches(['\r', '\n']).len();
        }
        let raw = &text[start..end];
        let raw = if last {
            raw.trim_end_matches(['\r', '\n'])
        } else {
            raw.strip_suffix(',').unwrap_or(raw)
        };
        end = start + raw.len();
        let unclosed = raw.starts_with('"') && raw.matches('"').count() % 2 == 1;
        let mut quoted = false;
        if raw.starts_with('"') {
            start += 1;
            quoted = !unclosed && raw.len() > 1 && raw.ends_with('"');
            if quoted {
                end -= 1;
            }
        }
        Self {
            inner: start..end.max(start),
            unclosed,
            quoted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn fields(text: &str) -> Vec<(String, String, usize, usize)> {
        let mut sources = Sources::default();
        let source = sources.add("t.csv", text);
        let records = read(source, text);
        records
            .cells
            .iter()
            .map(|cell| {
                let place = sources.place(cell.span);
                (
                    cell.text.to_string(),
                    sources.slice(cell.span).to_owned(),
                    place.line,
                    place.column,
                )
            })
            .collect()
    }

    fn row(text: &str, slice: &str, line: usize, column: usize) -> (String, String, usize, usize) {
        (text.to_owned(), slice.to_owned(), line, column)
    }

    #[test]
    fn places_survive_crlf_and_blank_lines() {
        let expected = [
            row("项目", "项目", 1, 1),
            row("总计", "总计", 1, 4),
            row("规章", "规章", 4, 1),
            row("7", "7", 4, 4),
        ];
        assert_eq!(fields("项目,总计\r\n\r\n,\r\n规章,7\r\n"), expected);
        assert_eq!(fields("项目,总计\n\n,\n规章,7"), expected);
    }

    #[test]
    fn without_quotes_it_is_read_as_the_parser_reads_it() {
        let mut sources = Sources::default();
        let source = sources.add("t.csv", "");
        // Every text of up to six of these.
        let parts = ["甲", ",", "\n", "\r", " ", "#"];
        for number in 0..6_usize.pow(6) {
            let digits = std::iter::successors(Some(number), |rest| Some(rest / 6)).take(6);
            let text: String = digits.map(|digit| parts[digit % 6]).collect();
            for text in [text.as_str(), text.trim_end()] {
                READER.with_borrow_mut(|reader| {
                    reader.reset();
                    let expected = read_with(reader, source, text);
                    assert_eq!(read_plain(source, text), expected, "{text:?}");
                });
            }
        }
    }

    #[test]
    fn quotes_hold_commas_and_newlines() {
        let expected = [
            row("甲\n乙", "甲\n乙", 1, 2),
            row("1,234", "1,234", 2, 5),
            row("说\"好\"", "说\"\"好\"\"", 2, 13),
            row("", "", 3, 1),
            row("x", "x", 3, 2),
        ];
        assert_eq!(
            fields("\"甲\n乙\",\"1,234\",\"说\"\"好\"\"\"\n,x"),
            expected
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_is_said() {
        let mut sources = Sources::default();
        let source = sources.add("t.csv", "");
        assert!(read(source, "a,\"b\nc,d\n").unclosed.is_some());
        assert!(read(source, "a,\"b\"\nc,\"d\"\n").unclosed.is_none());
    }

    #[test]
    fn comments_are_no_records() {
        assert_eq!(
            fields("# 说明,,\n\"# 每格填整数，没有填 0\",\na,1\n"),
            [row("a", "a", 3, 1), row("1", "1", 3, 3)]
        );
    }
}

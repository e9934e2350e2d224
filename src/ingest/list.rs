//! CSV files that belong to no report folder, such as the register of who must report: decoded like any other, and
//! handed over record by record, so that a list of a whole nation is never in memory twice.

use super::encoding::{Choice, Decoded, Undecodable, decode};
use super::{INVALID_ENCODING, NOT_TEXT, UNCLOSED_QUOTE, csv};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources, Span};

/// A field of a record, and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its value.
    pub(crate) text: String,
    /// Where it was written, quotes not included.
    pub(crate) span: Span,
}

/// Decodes a list and keeps its text, shown as `name`.
///
/// # Errors
/// The finding why it is no text.
pub(crate) fn open(
    sources: &mut Sources,
    name: &str,
    bytes: &[u8],
    encoding: Choice,
) -> Result<SourceId, Diagnostic> {
    match decode(bytes, encoding) {
        Ok(Decoded { text, .. }) => Ok(sources.add(name, text)),
        Err(Undecodable::Binary) => Err(NOT_TEXT.at(Span::new(sources.add(name, ""), 0..0))),
        Err(Undecodable::Invalid { text, encoding }) => {
            let end = text.len();
            let at = Span::new(sources.add(name, text), end..end);
            Err(INVALID_ENCODING.at(at).with("encoding", encoding))
        }
    }
}

/// Hands over the records of a list in order, without blank ones and comments; the finding about a quote that is
/// never closed, if there is one.
pub(crate) fn records(
    source: SourceId,
    text: &str,
    mut record: impl FnMut(Vec<Field>),
) -> Option<Diagnostic> {
    let mut unclosed = None;
    let mut start = 0;
    let mut open = false;
    for (end, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => open = !open,
            b'\n' if !open => {
                unclosed = unclosed.or(part(source, text, start..end + 1, &mut record));
                start = end + 1;
            }
            _ => {}
        }
    }
    unclosed.or(part(source, text, start..text.len(), &mut record))
}

/// Hands over the records of a part of the text, which begins and ends between two of them.
fn part(
    source: SourceId,
    text: &str,
    range: std::ops::Range<usize>,
    record: &mut impl FnMut(Vec<Field>),
) -> Option<Diagnostic> {
    let moved = |span: Span| {
        let at = span.range();
        Span::new(source, at.start + range.start..at.end + range.start)
    };
    let read = csv::read(source, &text[range.clone()]);
    for cells in read.iter() {
        let fields = cells.iter().map(|cell| Field {
            span: moved(cell.span),
            text: cell.text.to_string(),
        });
        record(fields.collect());
    }
    read.unclosed.map(|span| UNCLOSED_QUOTE.at(moved(span)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_parts_is_the_list_as_a_whole() {
        let text = "代码,名称\r\n\r\n1,\"甲\n镇\"\r\n# 说明\n2,\"乙,\"\"镇\"\n3,丙";
        let mut sources = Sources::default();
        let source = sources.add("a.csv", text);
        let mut found = Vec::new();
        assert_eq!(
            records(source, text, |fields| found.push(
                fields
                    .into_iter()
                    .map(|field| (sources.slice(field.span).to_owned(), field.text))
                    .collect::<Vec<_>>()
            )),
            None
        );
        let whole: Vec<Vec<(String, String)>> = csv::read(source, text)
            .iter()
            .map(|cells| {
                let cells = cells.iter();
                cells
                    .map(|cell| (sources.slice(cell.span).to_owned(), cell.text.to_string()))
                    .collect()
            })
            .collect();
        assert_eq!(found, whole);
        assert_eq!(found.len(), 4);
        assert!(records(source, "a,\"b\n1,2\n", |_| ()).is_some());
    }
}

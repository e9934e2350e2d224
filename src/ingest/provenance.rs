//! `provenance.csv`: the report folders that a roll-up was made of, as they were then.
//!
//! It stands beside the tables of a report folder that `rollup` made, and is no table itself. What reads it
//! (`trace`, `check --children`) goes from a figure of the parent to those of its contributors, and sees which of
//! them have changed since.

use super::csv::{self, Cell};
use super::encoding::{self, Choice};
use super::{File, Folder};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Sources, Span};

/// The file's name in the report folder.
pub const PROVENANCE_FILE: &str = "provenance.csv";

pub(super) static MALFORMED_PROVENANCE: Code =
    Code::warning("malformed-provenance").waivable(false);

/// The file's head: agency, level, year, path, fingerprint.
const HEAD: [&str; 5] = ["单位", "级别", "年度", "路径", "指纹"];

/// The report folders that a roll-up was made of, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The contributors.
    pub contributors: Vec<Contributor>,
}

/// A report folder that a roll-up was made of, as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// The agency's full name.
    pub name: String,
    /// The agency's level; empty if it was not known.
    pub level: String,
    /// The reporting year.
    pub year: u16,
    /// The way to its folder from the one that holds the file, with `/` between its parts.
    pub path: String,
    /// [`Folder::fingerprint`] as it was, in hexadecimal digits.
    pub fingerprint: String,
    /// Where its path was written; none if it was not read from a file.
    pub span: Option<Span>,
}

impl Provenance {
    /// Reads the file of a report folder; none if it has none. Its text goes to `sources`.
    ///
    /// # Errors
    /// If it cannot be read, or not as a list of contributors.
    pub fn of(folder: &Folder, sources: &mut Sources) -> Option<Result<Self, Diagnostic>> {
        let file = folder.file(PROVENANCE_FILE)?;
        let name = folder.path_of(&file.name);
        Some(Self::read(file, &name, sources))
    }

    fn read(file: &File, name: &str, sources: &mut Sources) -> Result<Self, Diagnostic> {
        let bytes = match &file.bytes {
            Ok(bytes) => bytes,
            Err(reason) => return Err(super::unreadable(sources, name, reason)),
        };
        let Ok(decoded) = encoding::decode(bytes, Choice::Detect) else {
            let at = Span::new(sources.add(name, ""), 0..0);
            return Err(MALFORMED_PROVENANCE.at(at));
        };
        let source = sources.add(name, decoded.text);
        let records = csv::read(source, &sources.source(source).text);
        let start = Span::new(source, 0..0);
        if let Some(quote) = records.unclosed {
            return Err(MALFORMED_PROVENANCE.at(quote));
        }
        let mut records = records.iter();
        let head = records.next().unwrap_or_default();
        let place = |label: &str| head.iter().position(|cell| cell.text.trim() == label);
        let Some(places) = HEAD
            .iter()
            .map(|label| place(label))
            .collect::<Option<Vec<_>>>()
        else {
            return Err(MALFORMED_PROVENANCE.at(head.first().map_or(start, |cell| cell.span)));
        };
        let contributors = records.map(|record| Contributor::read(record, &places));
        Ok(Self {
            contributors: contributors.collect::<Result<_, _>>()?,
        })
    }

    /// The file's bytes, for Excel: UTF-8 with a byte order mark, lines that end in CRLF.
    ///
    /// # Errors
    /// If it cannot be written as CSV.
    pub fn to_csv(&self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = b"\xEF\xBB\xBF".to_vec();
        let mut writer = ::csv::WriterBuilder::new()
            .terminator(::csv::Terminator::CRLF)
            .from_writer(&mut bytes);
        writer.write_record(HEAD)?;
        for one in &self.contributors {
            let year = one.year.to_string();
            let (name, path) = (one.name.as_str(), one.path.as_str());
            writer.write_record([name, &one.level, &year, path, &one.fingerprint])?;
        }
        writer.flush()?;
        drop(writer);
        Ok(bytes)
    }
}

impl Contributor {
    fn read(record: &[Cell], places: &[usize]) -> Result<Self, Diagnostic> {
        let end = record.last().map(Cell::end);
        let text = |at: usize| record.get(places[at]).map_or("", |cell| cell.text.trim());
        let wrong = |at: usize| {
            let here = record.get(places[at]).map(|cell| cell.span).or(end);
            here.map(|here| MALFORMED_PROVENANCE.at(here))
        };
        let year = text(2).parse();
        let is_hash = |text: &str| {
            text.len() == blake3::OUT_LEN * 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        let fault = if text(3).is_empty() {
            wrong(3)
        } else if !is_hash(text(4)) {
            wrong(4)
        } else if year.is_err() {
            wrong(2)
        } else {
            None
        };
        match fault {
            Some(fault) => Err(fault),
            None => Ok(Self {
                name: text(0).to_owned(),
                level: text(1).to_owned(),
                year: year.unwrap_or_default(),
                path: text(3).to_owned(),
                fingerprint: text(4).to_ascii_lowercase(),
                span: record.get(places[3]).map(|cell| cell.span),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(bytes: Vec<u8>) -> Folder {
        Folder {
            path: "county".to_owned(),
            files: vec![File {
                name: PROVENANCE_FILE.to_owned(),
                bytes: Ok(bytes),
            }],
        }
    }

    #[test]
    fn what_was_written_is_read_again() {
        let one = |name: &str, path: &str| Contributor {
            name: name.to_owned(),
            level: "township".to_owned(),
            year: 2022,
            path: path.to_owned(),
            fingerprint: blake3::hash(path.as_bytes()).to_hex().to_string(),
            span: None,
        };
        let written = Provenance {
            contributors: vec![one("甲镇", "../a"), one("乙\"镇", "../b, c"), one("", "=x")],
        };
        let mut sources = Sources::default();
        let bytes = written.to_csv().expect("CSV");
        let mut read = Provenance::of(&folder(bytes), &mut sources)
            .expect("the file")
            .expect("contributors");
        for one in &mut read.contributors {
            let span = one.span.take().expect("a place");
            let text = &sources.source(span.source).text[span.range()];
            assert_eq!(text, one.path);
        }
        assert_eq!(read, written);
    }

    #[test]
    fn what_is_no_list_of_contributors_is_said() {
        let hash = "0".repeat(64);
        let head = "单位,级别,年度,路径,指纹\n";
        for (text, at) in [
            ("单位,路径\n甲,a\n".to_owned(), "单位"),
            (format!("{head}甲,,2022,a\n"), ""),
            (format!("{head}甲,,2022,a,abc\n"), "abc"),
            (format!("{head}甲,,二〇二二,a,{hash}\n"), "二〇二二"),
            (format!("{head}甲,,2022,,{hash}\n"), ""),
            (String::new(), ""),
        ] {
            let mut sources = Sources::default();
            let read = Provenance::of(&folder(text.clone().into_bytes()), &mut sources);
            let found = read.expect("the file").expect_err(&text);
            let span = found.span;
            assert_eq!(
                &sources.source(span.source).text[span.range()],
                at,
                "{text}"
            );
        }
    }
}

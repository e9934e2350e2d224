//! TOML as officers write it, read fast: sections, and keys with texts, lists of texts, numbers and dates.
//!
//! The `toml` crate takes longer over a township's `report.toml` than all other reading does over the whole folder.
//! What stands plainly there (nearly everything) needs no tokens and no events. Whatever else is met (an escape, a
//! quoted key, an inline table, a fault of any kind) is left to that parser, the only one that says what is wrong.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

/// Reads a text; none if anything in it is not plain.
pub(super) fn read(text: &str) -> Option<DeTable<'_>> {
    let is_foreign = |byte: u8| byte.is_ascii_control() && byte != b'\n' && byte != b'\t';
    // Without a way out, many bytes are looked at at once.
    if text.bytes().fold(false, |any, byte| any | is_foreign(byte)) {
        return None;
    }
    let mut plain = Plain { text, at: 0 };
    let mut root = DeTable::new();
    plain.keys(&mut root)?;
    while !plain.rest().is_empty() {
        plain.section(&mut root)?;
    }
    Some(root)
}

/// A text, and how far it has been read.
struct Plain<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Plain<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Takes what is expected here, or none if something else stands here.
    fn take(&mut self, expected: &str) -> Option<()> {
        let is_here = self.rest().starts_with(expected);
        is_here.then(|| self.at += expected.len())
    }

    /// Takes characters for as long as they belong.
    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = self.rest().bytes();
        self.at += rest.take_while(|&byte| belongs(byte)).count();
        start..self.at
    }

    fn skip_spaces(&mut self) {
        self.take_while(|byte| matches!(byte, b' ' | b'\t'));
    }

    /// Skips the rest of a line that may hold no more than a comment.
    fn end_line(&mut self) -> Option<()> {
        self.skip_spaces();
        let rest = self.rest();
        let length = rest.find('\n').unwrap_or(rest.len());
        let is_over = length == 0 || rest.starts_with('#');
        is_over.then(|| self.at += rest.len().min(length + 1))
    }

    /// Skips blank lines and comments.
    fn skip_blank(&mut self) {
        while !self.rest().is_empty() && self.end_line().is_some() {}
    }

    fn name(&mut self) -> Option<Spanned<DeString<'t>>> {
        let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let range = self.take_while(is_bare);
        let name = &self.text[range.clone()];
        (!name.is_empty()).then(|| Spanned::new(range, name.into()))
    }

    /// A section and its keys: `[agency]`, `[tables.staff]`, `[[problems]]`.
    fn section(&mut self, root: &mut DeTable<'t>) -> Option<()> {
        let start = self.at;
        self.take("[")?;
        let is_repeated = self.take("[").is_some();
        let mut name = self.name()?;
        let parent = match self.take(".") {
            Some(()) => Some(std::mem::replace(&mut name, self.name()?)),
            None => None,
        };
        self.take(if is_repeated { "]]" } else { "]" })?;
        let head = start..self.at;
        self.end_line()?;
        let mut table = DeTable::new();
        self.keys(&mut table)?;
        let table = Spanned::new(head.clone(), DeValue::Table(table));
        let above = match parent {
            Some(parent) => {
                let implied = Spanned::new(parent.span(), DeValue::Table(DeTable::new()));
                match root.entry(parent).or_insert(implied).get_mut() {
                    DeValue::Table(above) => above,
                    _ => return None,
                }
            }
            None => root,
        };
        if !is_repeated {
            return add(above, name, table);
        }
        let Some(passages) = above.get_mut(name.get_ref().as_ref()) else {
            let passages = DeValue::Array(DeArray::from_iter([table]));
            return add(above, name, Spanned::new(head, passages));
        };
        // A list of texts that has the same name is no section.
        let DeValue::Array(passages) = passages.get_mut() else {
            return None;
        };
        passages.first()?.get_ref().as_table()?;
        passages.push(table);
        Some(())
    }

    /// The keys up to the next section.
    fn keys(&mut self, table: &mut DeTable<'t>) -> Option<()> {
        loop {
            self.skip_blank();
            self.skip_spaces();
            if self.rest().is_empty() || self.rest().starts_with('[') {
                return Some(());
            }
            let name = self.name()?;
            self.skip_spaces();
            self.take("=")?;
            self.skip_spaces();
            let value = match self.rest().as_bytes().first()? {
                b'"' => self.string()?,
                b'[' => self.list()?,
                _ => self.scalar()?,
            };
            self.end_line()?;
            add(table, name, value)?;
        }
    }

    fn string(&mut self) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        let (length, closing) = if self.take("\"\"\"").is_some() {
            let _ = self.take("\n");
            (self.rest().find("\"\"\"")?, "\"\"\"")
        } else {
            self.take("\"")?;
            (self.rest().find('"')?, "\"")
        };
        let content = &self.rest()[..length];
        self.at += length + closing.len();
        let is_closed = closing.len() > 1 || !content.contains('\n');
        let is_plain = is_closed && !content.contains('\\') && !self.rest().starts_with('"');
        is_plain.then(|| Spanned::new(start..self.at, DeValue::String(content.into())))
    }

    /// A list of texts.
    fn list(&mut self) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        self.take("[")?;
        let mut list = DeArray::new();
        loop {
            self.skip_blank();
            self.skip_spaces();
            if self.take("]").is_some() {
                return Some(Spanned::new(start..self.at, DeValue::Array(list)));
            }
            list.push(self.string()?);
            self.skip_blank();
            self.skip_spaces();
            if self.take(",").is_none() && !self.rest().starts_with(']') {
                return None;
            }
        }
    }

    /// A number or a date.
    fn scalar(&mut self) -> Option<Spanned<DeValue<'t>>> {
        let range = self.take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
        let value = DeValue::parse(&self.text[range.clone()]).ok()?.into_inner();
        (!range.is_empty()).then(|| Spanned::new(range, value))
    }
}

/// Adds what a table does not have yet.
fn add<'t>(
    table: &mut DeTable<'t>,
    name: Spanned<DeString<'t>>,
    value: Spanned<DeValue<'t>>,
) -> Option<()> {
    table.insert(name, value).is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text was read; it panics if the parser reads it otherwise.
    fn is_plain(text: &str) -> bool {
        let Some(found) = read(text) else {
            return false;
        };
        let (expected, errors) = DeTable::parse_recoverable(text);
        assert!(errors.is_empty(), "{text:?}: {errors:?}");
        let shown = |table: &DeTable<'_>| {
            format!("{table:?}").replace("array_of_tables: true", "array_of_tables: false")
        };
        assert_eq!(shown(&found), shown(expected.get_ref()), "{text:?}");
        true
    }

    #[test]
    fn what_is_read_is_what_the_parser_reads() {
        let parts = [
            "a", "b = ", "\"\"\"", "\"", "\n", "[a]\n", "[[a]]", "[a.b]\n", "[", "]", ",", " #",
            "1", "\\",
        ];
        let count = parts.len();
        let mut read = 0;
        for number in 0..count.pow(5) {
            let digits = std::iter::successors(Some(number), |rest| Some(rest / count)).take(5);
            let text: String = digits.map(|digit| parts[digit % count]).collect();
            read += usize::from(is_plain(&text));
        }
        assert!(read > 1000, "{read}");
    }

    #[test]
    fn the_samples_are_plain() {
        let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
        for sample in std::fs::read_dir(samples).expect("samples") {
            let file = sample.expect("a sample").path().join("report.toml");
            if let Ok(text) = std::fs::read_to_string(&file) {
                assert!(is_plain(&text), "{}", file.display());
            }
        }
    }
}

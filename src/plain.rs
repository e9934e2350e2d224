//! TOML as people write it, read fast: sections, and keys with texts, numbers, dates, lists and small tables.
//!
//! The `toml` crate takes longer over a township's `report.toml` than all other reading does over the whole folder,
//! and at the start of the program longer over the forms than all else. What stands plainly there (nearly everything)
//! needs no tokens and no events. Whatever else is met (an escape, a quoted key, a fault of any kind) is left to that
//! parser, the only one that says what is wrong.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue, Deserializer};

/// Lists and tables within one another, beyond which nobody writes plainly.
const MAX_DEPTH: usize = 4;

/// Reads a text; none if anything in it is not plain.
pub(crate) fn read(text: &str) -> Option<Spanned<DeTable<'_>>> {
    let is_foreign = |byte: u8| byte.is_ascii_control() && byte != b'\n' && byte != b'\t';
    // Without a way out, many bytes are looked at at once.
    if text.bytes().fold(false, |any, byte| any | is_foreign(byte)) {
        return None;
    }
    let mut plain = Plain { text, at: 0 };
    let mut root = DeTable::new();
    plain.keys(&mut root)?;
    while plain.next().is_some() {
        plain.section(&mut root)?;
    }
    // As that of the parser, the whole has no place.
    Some(Spanned::new(0..0, root))
}

/// Reads a text as `T`, plain or not.
pub(crate) fn deserialise<T: DeserializeOwned>(text: &str) -> Result<T, toml::de::Error> {
    if let Some(table) = read(text)
        && let Ok(found) = T::deserialize(Deserializer::from(table))
    {
        return Ok(found);
    }
    // Its errors know where they are.
    toml::from_str(text)
}

/// A text, and how far it has been read.
struct Plain<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Plain<'t> {
    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes what is expected here, or none if something else stands here.
    fn take(&mut self, expected: &str) -> Option<()> {
        let is_here = self.rest().starts_with(expected.as_bytes());
        is_here.then(|| self.at += expected.len())
    }

    /// Takes characters for as long as they belong.
    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = self.rest();
        let length = rest.iter().position(|&byte| !belongs(byte));
        self.at += length.unwrap_or(rest.len());
        start..self.at
    }

    fn skip_spaces(&mut self) {
        while matches!(self.next(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Skips the rest of a line that may hold no more than a comment.
    fn end_line(&mut self) -> Option<()> {
        self.skip_spaces();
        match self.next() {
            None => {}
            Some(b'\n') => self.at += 1,
            Some(b'#') => {
                let rest = self.rest();
                self.at += memchr(b'\n', rest).map_or(rest.len(), |newline| newline + 1);
            }
            Some(_) => return None,
        }
        Some(())
    }

    /// Skips blank lines and comments, and the spaces before whatever else stands there.
    fn skip_blank(&mut self) {
        while self.end_line().is_some() && self.next().is_some() {}
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
        let mut path = vec![self.name()?];
        while self.take(".").is_some() {
            path.push(self.name()?);
        }
        self.take(if is_repeated { "]]" } else { "]" })?;
        let head = start..self.at;
        self.end_line()?;
        let mut table = DeTable::new();
        self.keys(&mut table)?;
        let table = Spanned::new(head.clone(), DeValue::Table(table));
        let name = path.pop()?;
        let mut above = root;
        for parent in path {
            let implied = Spanned::new(parent.span(), DeValue::Table(DeTable::new()));
            above = self.within(above.entry(parent).or_insert(implied))?;
        }
        if !is_repeated {
            return add(above, name, table);
        }
        let Some(others) = above.get_mut(name.get_ref().as_ref()) else {
            let sections = DeValue::Array(DeArray::from_iter([table]));
            return add(above, name, Spanned::new(head, sections));
        };
        self.sections(others)?.push(table);
        Some(())
    }

    /// The table that a name in a section's head leads into: the last one, where it is repeated.
    fn within<'v>(&self, value: &'v mut Spanned<DeValue<'t>>) -> Option<&'v mut DeTable<'t>> {
        let value = if matches!(value.get_ref(), DeValue::Array(_)) {
            self.sections(value)?.last_mut()?
        } else {
            value
        };
        // A table in one line is complete.
        let is_open = !self.text[value.span()].starts_with('{');
        match value.get_mut() {
            DeValue::Table(table) if is_open => Some(table),
            _ => None,
        }
    }

    /// The sections of one name; a list that is the value of a key is none of them.
    fn sections<'v>(&self, value: &'v mut Spanned<DeValue<'t>>) -> Option<&'v mut DeArray<'t>> {
        let is_head = self.text[value.span()].starts_with("[[");
        match value.get_mut() {
            DeValue::Array(list) if is_head && list.first()?.get_ref().is_table() => Some(list),
            _ => None,
        }
    }

    /// The keys up to the next section.
    fn keys(&mut self, table: &mut DeTable<'t>) -> Option<()> {
        loop {
            self.skip_blank();
            if matches!(self.next(), None | Some(b'[')) {
                return Some(());
            }
            let name = self.name()?;
            self.skip_spaces();
            self.take("=")?;
            self.skip_spaces();
            let value = self.value(0)?;
            self.end_line()?;
            add(table, name, value)?;
        }
    }

    /// A value; `depth` is the number of lists and tables that it stands in.
    fn value(&mut self, depth: usize) -> Option<Spanned<DeValue<'t>>> {
        match self.next()? {
            b'"' => self.string(),
            b'[' if depth < MAX_DEPTH => self.list(depth + 1),
            b'{' if depth < MAX_DEPTH => self.small_table(depth + 1),
            b't' => self.word("true", true),
            b'f' => self.word("false", false),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, means: bool) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        self.take(word)?;
        Some(Spanned::new(start..self.at, DeValue::Boolean(means)))
    }

    fn string(&mut self) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        let content = if self.take("\"\"\"").is_some() {
            let _ = self.take("\n");
            self.content(|rest| memchr2(b'"', b'\\', rest), "\"\"\"")?
        } else {
            self.take("\"")?;
            self.content(|rest| memchr3(b'"', b'\\', b'\n', rest), "\"")?
        };
        let is_plain = self.next() != Some(b'"');
        is_plain.then(|| Spanned::new(start..self.at, DeValue::String(content.into())))
    }

    /// What stands before the closing quotes, both taken; none if there is anything else in it than text and single
    /// quotes. `find` finds the next that is not plainly text.
    fn content(&mut self, find: impl Fn(&[u8]) -> Option<usize>, closing: &str) -> Option<&'t str> {
        let start = self.at;
        loop {
            self.at += find(self.rest())?;
            let end = self.at;
            if self.take(closing).is_some() {
                return Some(&self.text[start..end]);
            }
            self.take("\"")?;
        }
    }

    /// A table in one line: `{ from = 2019, to = 2020 }`.
    fn small_table(&mut self, depth: usize) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        self.take("{")?;
        let mut table = DeTable::new();
        loop {
            self.skip_spaces();
            let name = self.name()?;
            self.skip_spaces();
            self.take("=")?;
            self.skip_spaces();
            let value = self.value(depth)?;
            add(&mut table, name, value)?;
            self.skip_spaces();
            if self.take("}").is_some() {
                return Some(Spanned::new(start..self.at, DeValue::Table(table)));
            }
            self.take(",")?;
        }
    }

    /// A list, over as many lines as it takes.
    fn list(&mut self, depth: usize) -> Option<Spanned<DeValue<'t>>> {
        let start = self.at;
        self.take("[")?;
        let mut list = DeArray::new();
        loop {
            self.skip_blank();
            if self.take("]").is_some() {
                return Some(Spanned::new(start..self.at, DeValue::Array(list)));
            }
            list.push(self.value(depth)?);
            self.skip_blank();
            if self.take(",").is_none() && self.next() != Some(b']') {
                return None;
            }
        }
    }

    /// A number or a date.
    fn number(&mut self) -> Option<Spanned<DeValue<'t>>> {
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
    use std::path::Path;

    use super::*;

    /// Whether a text was read; it panics if the parser reads it otherwise.
    fn is_plain(text: &str) -> bool {
        let Some(found) = read(text) else {
            return false;
        };
        let (expected, errors) = DeTable::parse_recoverable(text);
        assert!(errors.is_empty(), "{text:?}: {errors:?}");
        let shown = |table: &Spanned<DeTable<'_>>| {
            format!("{table:?}").replace("array_of_tables: true", "array_of_tables: false")
        };
        assert_eq!(shown(&found), shown(&expected), "{text:?}");
        true
    }

    #[test]
    fn what_is_read_is_what_the_parser_reads() {
        let parts = [
            "a", "b = ", "\"\"\"", "\"", "\n", "[a]\n", "[[a]]", "[a.b]\n", "[[b.a]]", "{", "}",
            "[", "]", ",", " #", "1", "\\",
        ];
        let count = parts.len();
        let mut read = 0;
        for number in 0..count.pow(4) {
            let digits = std::iter::successors(Some(number), |rest| Some(rest / count)).take(4);
            let text: String = digits.map(|digit| parts[digit % count]).collect();
            read += usize::from(is_plain(&text));
        }
        assert!(read > 1000, "{read}");
    }

    #[test]
    fn sections_stand_in_what_was_opened() {
        for (text, plain) in [
            ("[a.b]\n[a.c]\n[[a.d]]\n[[a.d]]\n", true),
            ("[[a]]\n[[a.b]]\n[a.c]\n[[a]]\n[a.c]\nx = true\n", true),
            ("a = { b = 1, c = \"x\" }\n", true),
            ("a = { b = 1 }\n[a.c]\n", false),
            ("a = []\n[[a]]\n", false),
            ("a = [1]\n[[a]]\n", false),
            ("[a]\n[[a]]\n", false),
            ("[[a]]\n[a]\n", false),
            ("[a.b]\n[a]\n", false),
            ("[a]\nb = 1\n[a.b]\n", false),
            ("[[a]]\n[a.b]\n[a.b]\n", false),
            ("a = [{ b = 1 }]\n[[a]]\n", false),
            ("a = [[1], { b = 1 }]\n[[a]]\n", false),
            ("[a]\nb = [{ c = [1, 2] }, {d = 1}]\n[a.c.d]\n", true),
            ("[a.b.c]\n[a]\n", false),
            ("[a.b.c]\n[a.b]\n", false),
            ("[[a]]\nb = [{ c = 1 }]\n[a.b.d]\n", false),
            ("a = \n", false),
            ("a = truey\n", false),
            ("a = 1 2\n", false),
        ] {
            assert_eq!(is_plain(text), plain, "{text:?}");
        }
    }

    #[test]
    fn the_forms_and_keys_are_plain() {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates");
        let forms = std::fs::read_dir(assets.join("forms")).expect("forms");
        let forms = forms.map(|form| form.expect("a form").path());
        for file in forms.chain([assets.join("keys.toml")]) {
            let text = std::fs::read_to_string(&file).expect("text");
            assert!(is_plain(&text), "{}", file.display());
        }
    }

    #[test]
    fn the_samples_are_plain() {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
        for sample in std::fs::read_dir(samples).expect("samples") {
            let file = sample.expect("a sample").path().join("report.toml");
            if let Ok(text) = std::fs::read_to_string(&file) {
                assert!(is_plain(&text), "{}", file.display());
            }
        }
    }
}

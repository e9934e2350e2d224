//! TOML as people write it, read fast: sections, and keys with texts, numbers, dates, lists and small tables.
//!
//! The `toml` crate takes longer over a township's `report.toml` than all other reading does over the whole folder,
//! and at the start of the program longer over the forms than all else. What stands plainly there (nearly everything)
//! needs no tokens and no events. Whatever else is met (an escape, a quoted key, a fault of any kind) is left to that
//! parser, the only one that says what is wrong.

mod tree;

pub(crate) use tree::{Entry, Tree, Value, in_order};

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeString, DeValue, Deserializer};
use tree::{add, parsed, position};

/// Lists and tables within one another, beyond which nobody writes plainly.
const MAX_DEPTH: usize = 4;

/// Digits that are a number whatever they are.
const MAX_DIGITS: usize = 18;

/// For each byte, whether names are made of it.
static BARE: [bool; 256] = {
    let mut bare = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        bare[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        byte += 1;
    }
    bare
};

/// Reads a text; none if anything in it is not plain.
pub(crate) fn read(text: &str) -> Option<Tree<'_>> {
    let is_foreign = |byte: u8| byte.is_ascii_control() && byte != b'\n' && byte != b'\t';
    // Without a way out, many bytes are looked at at once.
    if text.bytes().fold(false, |any, byte| any | is_foreign(byte)) {
        return None;
    }
    let mut plain = Plain { text, at: 0 };
    let mut root = plain.keys()?;
    while plain.next().is_some() {
        plain.section(&mut root)?;
    }
    Some(root)
}

/// Reads a text as `T`, plain or not.
pub(crate) fn deserialise<T: DeserializeOwned>(text: &str) -> Result<T, toml::de::Error> {
    // As that of the parser, the whole has no place.
    if let Some(table) = read(text).and_then(parsed)
        && let Ok(found) = T::deserialize(Deserializer::from(Spanned::new(0..0, table)))
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

    /// Takes the byte that is expected here, or none if something else stands here.
    fn take(&mut self, expected: u8) -> Option<()> {
        let is_here = self.next() == Some(expected);
        is_here.then(|| self.at += 1)
    }

    /// Takes what is expected here, or none if something else stands here.
    fn take_all(&mut self, expected: &str) -> Option<()> {
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
        let range = self.take_while(|byte| BARE[usize::from(byte)]);
        let name = &self.text[range.clone()];
        (!name.is_empty()).then(|| Spanned::new(range, name.into()))
    }

    /// A section and its keys: `[agency]`, `[tables.staff]`, `[[problems]]`.
    fn section(&mut self, root: &mut Tree<'t>) -> Option<()> {
        let start = self.at;
        self.take(b'[')?;
        let is_repeated = self.take(b'[').is_some();
        let mut above = root;
        let mut name = self.name()?;
        while self.take(b'.').is_some() {
            above = self.lead(above, name)?;
            name = self.name()?;
        }
        self.take(b']')?;
        if is_repeated {
            self.take(b']')?;
        }
        let head = start..self.at;
        self.end_line()?;
        let table = Spanned::new(head.clone(), Value::Table(self.keys()?));
        if !is_repeated {
            return add(above, name, table);
        }
        let Some(others) = position(above, &name) else {
            let sections = Value::List(vec![table]);
            return add(above, name, Spanned::new(head, sections));
        };
        self.sections(&mut above[others].1)?.push(table);
        Some(())
    }

    /// The table that a name in a section's head leads to, which may be implied by it.
    fn lead<'v>(
        &self,
        above: &'v mut Tree<'t>,
        name: Spanned<DeString<'t>>,
    ) -> Option<&'v mut Tree<'t>> {
        let index = if let Some(index) = position(above, &name) {
            index
        } else {
            let implied = Spanned::new(name.span(), Value::Table(Tree::new()));
            add(above, name, implied)?;
            above.len() - 1
        };
        self.within(&mut above[index].1)
    }

    /// The table that a name in a section's head leads into: the last one, where it is repeated.
    fn within<'v>(&self, value: &'v mut Spanned<Value<'t>>) -> Option<&'v mut Tree<'t>> {
        let value = if matches!(value.get_ref(), Value::List(_)) {
            self.sections(value)?.last_mut()?
        } else {
            value
        };
        // A table in one line is complete.
        let is_open = !self.text[value.span()].starts_with('{');
        match value.get_mut() {
            Value::Table(table) if is_open => Some(table),
            _ => None,
        }
    }

    /// The sections of one name; a list that is the value of a key is none of them.
    fn sections<'v>(
        &self,
        value: &'v mut Spanned<Value<'t>>,
    ) -> Option<&'v mut Vec<Spanned<Value<'t>>>> {
        let is_head = self.text[value.span()].starts_with("[[");
        match value.get_mut() {
            Value::List(list) if is_head && list.first()?.get_ref().as_table().is_some() => {
                Some(list)
            }
            _ => None,
        }
    }

    /// The keys up to the next section.
    fn keys(&mut self) -> Option<Tree<'t>> {
        let mut table = Tree::new();
        loop {
            self.skip_blank();
            if matches!(self.next(), None | Some(b'[')) {
                return Some(table);
            }
            let name = self.name()?;
            self.skip_spaces();
            self.take(b'=')?;
            self.skip_spaces();
            let value = self.value(0)?;
            self.end_line()?;
            add(&mut table, name, value)?;
        }
    }

    /// A value; `depth` is the number of lists and tables that it stands in.
    fn value(&mut self, depth: usize) -> Option<Spanned<Value<'t>>> {
        match self.next()? {
            b'"' => self.string(),
            b'[' if depth < MAX_DEPTH => self.list(depth + 1),
            b'{' if depth < MAX_DEPTH => self.small_table(depth + 1),
            b't' => self.word("true", true),
            b'f' => self.word("false", false),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, means: bool) -> Option<Spanned<Value<'t>>> {
        let start = self.at;
        self.take_all(word)?;
        Some(Spanned::new(
            start..self.at,
            Value::Single(DeValue::Boolean(means)),
        ))
    }

    fn string(&mut self) -> Option<Spanned<Value<'t>>> {
        let start = self.at;
        let content = if self.take_all("\"\"\"").is_some() {
            let _ = self.take(b'\n');
            self.content(|rest| memchr2(b'"', b'\\', rest), "\"\"\"")?
        } else {
            self.take(b'"')?;
            self.content(|rest| memchr3(b'"', b'\\', b'\n', rest), "\"")?
        };
        let is_plain = self.next() != Some(b'"');
        let text = Value::Single(DeValue::String(content.into()));
        is_plain.then(|| Spanned::new(start..self.at, text))
    }

    /// What stands before the closing quotes, both taken; none if there is anything else in it than text and single
    /// quotes. `find` finds the next that is not plainly text.
    fn content(&mut self, find: impl Fn(&[u8]) -> Option<usize>, closing: &str) -> Option<&'t str> {
        let start = self.at;
        loop {
            self.at += find(self.rest())?;
            let end = self.at;
            if self.take_all(closing).is_some() {
                return Some(&self.text[start..end]);
            }
            self.take(b'"')?;
        }
    }

    /// A table in one line: `{ from = 2019, to = 2020 }`.
    fn small_table(&mut self, depth: usize) -> Option<Spanned<Value<'t>>> {
        let start = self.at;
        self.take(b'{')?;
        let mut table = Tree::new();
        loop {
            self.skip_spaces();
            let name = self.name()?;
            self.skip_spaces();
            self.take(b'=')?;
            self.skip_spaces();
            let value = self.value(depth)?;
            add(&mut table, name, value)?;
            self.skip_spaces();
            if self.take(b'}').is_some() {
                return Some(Spanned::new(start..self.at, Value::Table(table)));
            }
            self.take(b',')?;
        }
    }

    /// A list, over as many lines as it takes.
    fn list(&mut self, depth: usize) -> Option<Spanned<Value<'t>>> {
        let start = self.at;
        self.take(b'[')?;
        let mut list = Vec::new();
        loop {
            self.skip_blank();
            if self.take(b']').is_some() {
                return Some(Spanned::new(start..self.at, Value::List(list)));
            }
            list.push(self.value(depth)?);
            self.skip_blank();
            if self.take(b',').is_none() && self.next() != Some(b']') {
                return None;
            }
        }
    }

    /// A number or a date.
    fn number(&mut self) -> Option<Spanned<Value<'t>>> {
        let range = self.take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
        let written = &self.text[range.clone()];
        let is_padded = written.len() > 1 && written.starts_with('0');
        let is_whole = (1..=MAX_DIGITS).contains(&written.len())
            && written.bytes().all(|byte| byte.is_ascii_digit());
        let value = if is_whole && !is_padded {
            Value::Digits(written)
        } else {
            Value::Single(DeValue::parse(written).ok()?.into_inner())
        };
        (!written.is_empty()).then(|| Spanned::new(range, value))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use toml::de::DeTable;

    use super::*;

    /// Whether a text was read; it panics if the parser reads it otherwise.
    fn is_plain(text: &str) -> bool {
        let Some(found) = read(text) else {
            return false;
        };
        let found = Spanned::new(0..0, parsed(found).expect("what the parser has as well"));
        let (expected, errors) = DeTable::parse_recoverable(text);
        assert!(errors.is_empty(), "{text:?}: {errors:?}");
        let shown = |table: &Spanned<DeTable<'_>>| {
            format!("{table:?}").replace("array_of_tables: true", "array_of_tables: false")
        };
        assert_eq!(shown(&found), shown(&expected), "{text:?}");
        // What the parser has read is a tree as well.
        let again = parsed(in_order(expected.clone().into_inner())).expect("its own table");
        assert_eq!(shown(&Spanned::new(0..0, again)), shown(&expected));
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

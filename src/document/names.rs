//! Which names templates say: what nobody names need not be made for every report.
//!
//! A template is read as plain text, not as Tera would: every word in it that is followed by `.word` or
//! `["word"]` is a path. So more is found than is used, never less. Where a path goes on in a way that only
//! running the template could tell (`requests[row]`, `requests | length`), all below it counts as named.

use rustc_hash::FxHashMap;

/// The names that some templates say, as a tree: `requests`, below it `received`, below it `total`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Whether everything below may be asked for.
    whole: bool,
    below: FxHashMap<String, Names>,
}

/// What two sets of names say together: that of the templates, and that of the officer's words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'n>(Option<&'n Names>, Option<&'n Names>);

impl<'n> Asked<'n> {
    pub(super) fn by(names: &'n Names) -> Self {
        Self(Some(names), None)
    }

    pub(super) fn and_by(self, names: &'n Names) -> Self {
        Self(self.0, Some(names))
    }

    /// What is named below `name`; nothing if nobody names it.
    pub(super) fn get(self, name: &str) -> Option<Self> {
        let below = |names: Option<&'n Names>| names?.get(name);
        match (below(self.0), below(self.1)) {
            (None, None) => None,
            (first, second) => Some(Self(first, second)),
        }
    }
}

/// What stands in place of all variables: Tera's own name for the whole context.
const EVERYTHING: &str = "__tera_context";

impl Names {
    /// All names that there may be.
    pub(super) fn all() -> Self {
        Self {
            whole: true,
            below: FxHashMap::default(),
        }
    }

    /// What is named below `name`; nothing if nobody names it.
    fn get(&self, name: &str) -> Option<&Self> {
        if self.whole {
            Some(self)
        } else {
            self.below.get(name)
        }
    }

    /// Adds the names that a template says.
    pub(super) fn note(&mut self, template: &str) {
        let mut rest = template;
        while let Some(start) = rest.bytes().position(|byte| begins_word(byte.into())) {
            let quote = rest[..start]
                .bytes()
                .next_back()
                .filter(|&byte| is_quote(byte));
            let Some((path, after)) = path(&rest[start..]) else {
                return;
            };
            rest = after;
            // A word in quotes is a string, and no string leads to a variable.
            if quote.is_some() && path.len() == 1 && rest.bytes().next() == quote {
                continue;
            }
            self.add(&path, !asks_whether_defined(rest));
        }
    }

    fn add(&mut self, path: &[&str], whole: bool) {
        let mut node = self;
        for &name in path {
            if name == EVERYTHING {
                node.whole = true;
            }
            // Looked up first: most names are said more than once.
            if !node.below.contains_key(name) {
                node.below.insert(name.to_owned(), Self::default());
            }
            let Some(below) = node.below.get_mut(name) else {
                return;
            };
            node = below;
        }
        node.whole |= whole;
    }
}

/// The path that `text` begins with, `requests["refused/state_secret"].total`, and what follows it.
pub(super) fn path(text: &str) -> Option<(Vec<&str>, &str)> {
    let (first, mut rest) = word(text)?;
    let mut names = vec![first];
    while let Some((name, after)) = step(rest) {
        names.push(name);
        rest = after;
    }
    Some((names, rest))
}

/// `.total` or `["refused/state_secret"]`.
fn step(text: &str) -> Option<(&str, &str)> {
    if let Some(name) = text.strip_prefix('.') {
        return word(name);
    }
    let string = text.strip_prefix('[')?;
    let quote = string.bytes().next().filter(|&byte| is_quote(byte))?;
    let (name, after) = string[1..].split_once(char::from(quote))?;
    let after = after.strip_prefix(']')?;
    (!name.contains('\\')).then_some((name, after))
}

fn word(text: &str) -> Option<(&str, &str)> {
    if !text.starts_with(begins_word) {
        return None;
    }
    let end = text.find(|char: char| !char.is_ascii_alphanumeric() && char != '_');
    Some(text.split_at(end.unwrap_or(text.len())))
}

fn begins_word(char: char) -> bool {
    char.is_ascii_alphabetic() || char == '_'
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

/// Whether what follows a path only asks whether it is there at all.
fn asks_whether_defined(rest: &str) -> bool {
    let rest = rest.trim_start();
    let Some(test) = rest.strip_prefix("is ").map(str::trim_start) else {
        return false;
    };
    let test = test.strip_prefix("not ").map_or(test, str::trim_start);
    matches!(word(test), Some(("defined" | "undefined", _)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(template: &str) -> Names {
        let mut names = Names::default();
        names.note(template);
        names
    }

    #[test]
    fn paths_are_found_wherever_they_stand() {
        let names = names(
            r#"{% set x = [a.b["c/d"].e, f] %}{% if g.h is not defined %}{{ table(id="i") }}{% endif %}"#,
        );
        let column = names
            .get("a")
            .and_then(|a| a.get("b")?.get("c/d")?.get("e"));
        assert_eq!(column, Some(&Names::all()));
        assert_eq!(names.get("a").and_then(|a| a.get("x")), None);
        assert_eq!(names.get("f"), Some(&Names::all()));
        assert_eq!(
            names.get("g").and_then(|g| g.get("h")),
            Some(&Names::default())
        );
        assert_eq!(names.get("i"), None);
    }

    #[test]
    fn what_only_running_could_tell_is_named_as_a_whole() {
        for template in [
            "{{ a | length }}",
            "{{ a[b] }}",
            "{{ a['b' ~ c] }}",
            "{% for id, row in a %}",
            "{{ a?.b }}",
            "{{ [...a] }}",
            "{{ 'x'~a~'y' }}",
        ] {
            assert_eq!(names(template).get("a"), Some(&Names::all()), "{template}");
        }
        assert!(names("{{ __tera_context }}").get("anything").is_some());
    }
}

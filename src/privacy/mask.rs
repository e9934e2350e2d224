//! Masking: the middle of a number replaced by asterisks, where it was found and wherever else it stands.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{FEWEST, Kind, is_digit, leaks, plain};

/// The text with the middle of every such number replaced by asterisks, character by character and byte by byte,
/// so that all places stay what they are.
pub fn masked(text: &str) -> Cow<'_, str> {
    let leaks = leaks(text);
    if leaks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for leak in leaks {
        masked.push_str(&text[from..leak.range.start]);
        masked.push_str(&mask(&text[leak.range.clone()], leak.kind));
        from = leak.range.end;
    }
    masked.push_str(&text[from..]);
    Cow::Owned(masked)
}

/// The numbers that some texts give away, so that they can be masked wherever else they stand.
#[derive(Clone, Debug, Default)]
pub struct Numbers(BTreeMap<String, String>);

impl Numbers {
    /// Notes what a text gives away, as it is written there and as plain digits.
    pub fn note(&mut self, text: &str) {
        if text.len() < FEWEST {
            return;
        }
        for leak in leaks(text) {
            let written = &text[leak.range];
            for number in [written.to_owned(), plain(written)] {
                let masked = mask(&number, leak.kind);
                self.0.insert(number, masked);
            }
        }
    }

    /// Whether these are among them.
    pub fn has(&self, others: &Self) -> bool {
        others.0.keys().all(|number| self.0.contains_key(number))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text with these numbers masked, and what it gives away by itself; as long as it was.
    pub fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut shown = masked(text);
        for (number, masked) in &self.0 {
            // Part of a longer number is another number.
            let beside = |text: &str, start: usize| {
                let before = text[..start].chars().next_back();
                let after = text[start + number.len()..].chars().next();
                !before.is_some_and(is_digit) && !after.is_some_and(is_digit)
            };
            let mut at = 0;
            while let Some(found) = shown[at..].find(number.as_str()) {
                let start = at + found;
                at = start + number.len();
                if beside(&shown, start) {
                    shown.to_mut().replace_range(start..at, masked);
                }
            }
        }
        shown
    }

    /// Masks them in a text.
    pub fn mask(&self, text: &mut String) {
        if let Cow::Owned(masked) = self.masked(text) {
            *text = masked;
        }
    }

    /// Masks them in all texts of a JSON value, and in its numbers, which become texts by it.
    pub fn mask_json(&self, value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text) => self.mask(text),
            serde_json::Value::Number(number) => {
                let written = number.to_string();
                if let Cow::Owned(masked) = self.masked(&written) {
                    *value = masked.into();
                }
            }
            serde_json::Value::Array(values) => {
                for value in values {
                    self.mask_json(value);
                }
            }
            serde_json::Value::Object(values) => {
                for value in values.values_mut() {
                    self.mask_json(value);
                }
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) => {}
        }
    }
}

/// A number as it may be shown: `138****1234`, `35*************123`.
fn mask(number: &str, kind: Kind) -> String {
    let (head, tail) = match kind {
        Kind::Mobile => (3, 4),
        Kind::Identity => (2, 3),
        Kind::BankCard => (4, 4),
    };
    let is_digit = |character| is_digit(character) || matches!(character, 'X' | 'x' | 'Ｘ' | 'ｘ');
    let count = number
        .chars()
        .filter(|&character| is_digit(character))
        .count();
    let mut seen = 0;
    number
        .chars()
        .map(|character| {
            if !is_digit(character) {
                return character;
            }
            seen += 1;
            if seen <= head || seen > count - tail {
                character
            } else if character.is_ascii() {
                '*'
            } else {
                '＊'
            }
        })
        .collect()
}

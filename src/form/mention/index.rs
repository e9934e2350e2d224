//! Which mentions a text may make, found by what must stand in it instead of trying each.

use std::collections::BTreeMap;

use super::{Lead, Mention};
use crate::prose::Inventory;

/// Which patterns may fit, by what must stand in the text. A pattern is known by its mention's place and its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// By unit, the ways to speak of a number that has it.
    units: BTreeMap<String, OfUnit>,
    /// The ways to say that there was none.
    denials: Denials,
}

/// The ways to speak of a number with a unit.
#[derive(Clone, Debug, Default)]
pub(super) struct OfUnit {
    /// By the last character of their words before the number, the patterns that have such words.
    endings: BTreeMap<char, Vec<(usize, usize)>>,
    /// The patterns with no words before the number, by the first character of those behind it, if there are any.
    behind: BTreeMap<Option<char>, Vec<(usize, usize)>>,
}

/// The patterns that say that there was none, by their first character and their first word.
type Denials = Vec<(char, Vec<Denial>)>;

/// The patterns of denials that have the same first word.
#[derive(Clone, Debug)]
struct Denial {
    word: String,
    /// Its characters behind the first.
    behind: Vec<char>,
    patterns: Vec<(usize, usize)>,
}

impl Index {
    /// That of all of a form's mentions.
    pub(super) fn of(mentions: &[Mention]) -> Self {
        let mut index = Self::default();
        for (at, mention) in mentions.iter().enumerate() {
            for (pattern, words) in mention.say.iter().enumerate() {
                let last = words.before.last();
                let last = last.and_then(|word| word.chars().next_back());
                let first = words.after.first();
                let first = first.and_then(|word| word.chars().next());
                for unit in &mention.units {
                    let of_unit = index.units.entry(unit.clone()).or_default();
                    let of_last = match last {
                        Some(last) => of_unit.endings.entry(last).or_default(),
                        None => of_unit.behind.entry(first).or_default(),
                    };
                    of_last.push((at, pattern));
                }
            }
            for (pattern, words) in mention.none.iter().enumerate() {
                if let Some(word) = words.before.first() {
                    index.deny(word, (at, pattern));
                }
            }
        }
        index
    }

    /// The ways to speak of a number with this unit, if there are any.
    pub(super) fn of_unit(&self, unit: &str) -> Option<&OfUnit> {
        self.units.get(unit)
    }

    /// The patterns of denials whose first word stands in a text that has these characters.
    pub(super) fn denials(&self, text: &str, has: &Inventory) -> Vec<(usize, usize)> {
        let mut patterns = Vec::new();
        for (first, denials) in &self.denials {
            if !has.may_have(*first) {
                continue;
            }
            for denial in denials {
                if denial.behind.iter().all(|&of| has.may_have(of)) && text.contains(&denial.word) {
                    patterns.extend_from_slice(&denial.patterns);
                }
            }
        }
        patterns
    }

    /// Adds a pattern of a denial by its first word.
    fn deny(&mut self, word: &str, pattern: (usize, usize)) {
        let mut behind = word.chars();
        let Some(first) = behind.next() else { return };
        let known = self.denials.iter().position(|(of, _)| *of == first);
        let place = known.unwrap_or(self.denials.len());
        if known.is_none() {
            self.denials.push((first, Vec::new()));
        }
        let (_, of_first) = &mut self.denials[place];
        match of_first.iter_mut().find(|denial| denial.word == word) {
            Some(denial) => denial.patterns.push(pattern),
            None => of_first.push(Denial {
                word: word.to_owned(),
                behind: behind.collect(),
                patterns: vec![pattern],
            }),
        }
    }
}

impl OfUnit {
    /// The patterns that may end as the text before a number does, or have words only behind it.
    pub(super) fn patterns<'i>(
        &'i self,
        lead: &Lead<'i>,
        has: &'i Inventory,
    ) -> impl Iterator<Item = &'i (usize, usize)> {
        let lasts = lead.ends.iter().filter_map(|text| text.chars().next_back());
        let lasts: Vec<char> = lasts.collect();
        let of_lasts = lasts.into_iter().filter_map(|last| self.endings.get(&last));
        let may_have = |first: &Option<char>| first.is_none_or(|first| has.may_have(first));
        let behind = self.behind.iter().filter(move |(first, _)| may_have(first));
        of_lasts
            .chain(behind.map(|(_, patterns)| patterns))
            .flatten()
    }
}

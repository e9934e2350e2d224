//! A set of characters, so that a text can be searched for any of them in one step a character.

/// A set of characters. Those beyond the basic plane, of which running text has next to none, are all one to it.
#[derive(Clone, Debug)]
pub struct Characters([u64; Self::WORDS]);

impl Default for Characters {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl Characters {
    const WORDS: usize = 0x1_0000 / u64::BITS as usize;

    /// The set of these characters.
    pub const fn of(characters: &[char]) -> Self {
        let mut all = Self([0; Self::WORDS]);
        let mut at = 0;
        while at < characters.len() {
            all.add(characters[at]);
            at += 1;
        }
        all
    }

    /// The set of the characters that these texts begin with.
    pub const fn beginning(texts: &[&str]) -> Self {
        let mut all = Self([0; Self::WORDS]);
        let mut at = 0;
        while at < texts.len() {
            if let Some((place, _)) = Place::first(texts[at].as_bytes()) {
                all.0[place.word] |= place.bit;
            }
            at += 1;
        }
        all
    }

    /// The set of the characters that these texts end with.
    pub const fn ending(texts: &[&str]) -> Self {
        let mut all = Self([0; Self::WORDS]);
        let mut at = 0;
        while at < texts.len() {
            let mut rest = texts[at].as_bytes();
            while let Some((place, after)) = Place::first(rest) {
                if after.is_empty() {
                    all.0[place.word] |= place.bit;
                }
                rest = after;
            }
            at += 1;
        }
        all
    }

    /// Adds a character.
    pub const fn add(&mut self, character: char) {
        let place = Place::of(character);
        self.0[place.word] |= place.bit;
    }

    /// Whether the character is one of them.
    #[inline]
    pub const fn has(&self, character: char) -> bool {
        self.has_at(Place::of(character))
    }

    /// Whether the character with this place is one of them.
    #[inline]
    pub(super) const fn has_at(&self, place: Place) -> bool {
        self.0[place.word] & place.bit != 0
    }

    /// Where in a text the first of them stands, from the beginning of a character on.
    pub fn find(&self, text: &str, from: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(from..)?;
        loop {
            let (place, after) = Place::first(rest)?;
            if self.has_at(place) {
                return Some(text.len() - rest.len());
            }
            rest = after;
        }
    }

    /// Where in a text they stand.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = self.find(text, from)?;
            from = at + text[at..].chars().next().map_or(1, char::len_utf8);
            Some(at)
        })
    }
}

/// Where a set keeps a character. The last place is that of all beyond the basic plane.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Which word of the set.
    pub(super) word: usize,
    /// The bit in it, alone.
    pub(super) bit: u64,
}

impl Place {
    /// That of a character.
    #[inline]
    pub(super) const fn of(character: char) -> Self {
        let code = character as usize;
        let code = if code < 0xFFFF { code } else { 0xFFFF };
        Self {
            word: code / 64,
            bit: 1 << (code % 64),
        }
    }

    /// That of the character which a text begins with, and what follows it.
    #[inline]
    pub(super) const fn first(text: &[u8]) -> Option<(Self, &[u8])> {
        // The last byte of a character holds the bit, those before it the word: nothing needs to be decoded. Three
        // bytes are the rule.
        let (word, last, after) = match text {
            [one @ 0xE0..=0xEF, two, three, after @ ..] => {
                let word = (*one as usize & 0xF) << 6 | *two as usize & 0x3F;
                (word, *three, after)
            }
            [one @ 0..=0x7F, after @ ..] => (*one as usize >> 6, *one, after),
            [one @ ..=0xDF, two, after @ ..] => (*one as usize & 0x1F, *two, after),
            [_, _, _, _, after @ ..] => (Characters::WORDS - 1, 0x3F, after),
            _ => return None,
        };
        let bit = 1 << (last & 0x3F);
        Some((Self { word, bit }, after))
    }
}

#[cfg(test)]
mod tests {
    use super::Characters;

    #[test]
    fn a_set_has_its_characters_and_no_other() {
        static SET: Characters = Characters::of(&['未', '0', '９']);
        let text = "20日内未办9件，计９件𠮷";
        let found: String = text.chars().filter(|&of| SET.has(of)).collect();
        assert_eq!(found, "0未９");
        assert_eq!(SET.find(text, 2), text.find('未'));
        assert_eq!(SET.find("𠮷日", 0), None);
        assert_eq!(SET.places("未9０é𠮷0").collect::<Vec<_>>(), [0, 13]);
    }

    #[test]
    fn texts_begin_and_end_with_their_first_and_last_characters() {
        static SET: Characters = Characters::beginning(&["未办", "90", "é", "", "９"]);
        static ENDS: Characters = Characters::ending(&["未办", "90", "é", "", "９"]);
        let found: String = "未办90é９".chars().filter(|&of| SET.has(of)).collect();
        assert_eq!(found, "未9é９");
        let found: String = "未办90é９".chars().filter(|&of| ENDS.has(of)).collect();
        assert_eq!(found, "办0é９");
    }

    #[test]
    fn beyond_the_basic_plane_all_are_one() {
        let mut set = Characters::default();
        set.add('𠮷');
        assert!(set.has('𠮷') && set.has('😀') && !set.has('吉'));
        assert_eq!(set.find("吉😀", 0), Some(3));
    }
}

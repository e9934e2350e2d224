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
            if let Some((word, bit, _)) = Self::first(texts[at].as_bytes()) {
                all.0[word] |= bit;
            }
            at += 1;
        }
        all
    }

    /// Adds a character.
    pub const fn add(&mut self, character: char) {
        let (word, bit) = Self::place(character);
        self.0[word] |= bit;
    }

    /// Whether the character is one of them.
    pub const fn has(&self, character: char) -> bool {
        let (word, bit) = Self::place(character);
        self.0[word] & bit != 0
    }

    /// Where in a text the first of them stands, from the beginning of a character on.
    pub fn find(&self, text: &str, from: usize) -> Option<usize> {
        let mut rest = text.as_bytes().get(from..)?;
        loop {
            let (word, bit, after) = Self::first(rest)?;
            if self.0[word] & bit != 0 {
                return Some(text.len() - rest.len());
            }
            rest = after;
        }
    }

    /// The word and the bit that stand for the first character of a text, and what follows it. The last byte of a
    /// character holds the bit, those before it the word: nothing needs to be decoded.
    const fn first(text: &[u8]) -> Option<(usize, u64, &[u8])> {
        // Three bytes are the rule.
        Some(match text {
            [one @ 0xE0..=0xEF, two, three, after @ ..] => {
                let word = (*one as usize & 0xF) << 6 | *two as usize & 0x3F;
                (word, 1 << (*three & 0x3F), after)
            }
            [one @ 0..=0x7F, after @ ..] => (*one as usize >> 6, 1 << (*one & 0x3F), after),
            [one @ ..=0xDF, two, after @ ..] => (*one as usize & 0x1F, 1 << (*two & 0x3F), after),
            [_, _, _, _, after @ ..] => (Self::WORDS - 1, 1 << 0x3F, after),
            _ => return None,
        })
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

    /// The word and the bit that stand for a character. The last is no character of the basic plane.
    const fn place(character: char) -> (usize, u64) {
        let code = character as u32;
        let code = if code < 0xFFFF { code } else { 0xFFFF };
        ((code / u64::BITS) as usize, 1 << (code % u64::BITS))
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
    fn texts_begin_with_their_first_characters() {
        static SET: Characters = Characters::beginning(&["未办", "90", "é", "", "９"]);
        let found: String = "未办90é９".chars().filter(|&of| SET.has(of)).collect();
        assert_eq!(found, "未9é９");
    }

    #[test]
    fn beyond_the_basic_plane_all_are_one() {
        let mut set = Characters::default();
        set.add('𠮷');
        assert!(set.has('𠮷') && set.has('😀') && !set.has('吉'));
        assert_eq!(set.find("吉😀", 0), Some(3));
    }
}

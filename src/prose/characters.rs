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
        let bytes = text.as_bytes();
        let has = |word: usize, last: u8| self.0[word] & 1 << (last & 0x3F) != 0;
        let mut at = from;
        // The last byte of a character holds the bit, those before it the word: nothing needs to be decoded.
        loop {
            let (is_one, length) = match *bytes.get(at..)? {
                [one @ 0..=0x7F, ..] => (has(usize::from(one >> 6), one), 1),
                [one @ ..=0xDF, two, ..] => (has(usize::from(one & 0x1F), two), 2),
                [one @ ..=0xEF, two, three, ..] => {
                    let word = usize::from(one & 0xF) << 6 | usize::from(two & 0x3F);
                    (has(word, three), 3)
                }
                [_, ..] => (has(Self::WORDS - 1, 0x3F), 4),
                [] => return None,
            };
            if is_one {
                return Some(at);
            }
            at += length;
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
    fn beyond_the_basic_plane_all_are_one() {
        let mut set = Characters::default();
        set.add('𠮷');
        assert!(set.has('𠮷') && set.has('😀') && !set.has('吉'));
        assert_eq!(set.find("吉😀", 0), Some(3));
    }
}

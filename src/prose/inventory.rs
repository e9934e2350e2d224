//! Which characters a text has, roughly: enough to tell at once what it does not say.

/// The characters of a text. Several characters share a place, so that one may be taken for another; one that the text
/// has is never denied. Nearly everything that rules look for is not there, and one look spares them the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inventory([u64; Self::WORDS]);

impl Inventory {
    /// A paragraph has about a hundred characters that differ, so that one place in twenty is taken.
    const WORDS: usize = 32;

    /// That of a text.
    pub fn of(text: &str) -> Self {
        let mut all = Self([0; Self::WORDS]);
        let mut rest = text.as_bytes();
        // The last two bytes of a character tell its place: nothing needs to be decoded.
        loop {
            rest = match rest {
                [0xE0..=0xEF, two, three, rest @ ..] => {
                    all.add(*two, *three);
                    rest
                }
                [one @ ..0x80, rest @ ..] => {
                    all.add(*one >> 6, *one);
                    rest
                }
                [one @ ..0xE0, two, rest @ ..] => {
                    all.add(*one, *two);
                    rest
                }
                [_, _, three, four, rest @ ..] => {
                    all.add(*three, *four);
                    rest
                }
                _ => return all,
            }
        }
    }

    /// Adds the character whose code ends in the lower six bits of `high` and of `low`.
    fn add(&mut self, high: u8, low: u8) {
        self.0[usize::from(high) % Self::WORDS] |= 1 << (low % 64);
    }

    /// Whether the text may have this character.
    pub const fn may_have(&self, character: char) -> bool {
        let code = character as usize;
        self.0[code / 64 % Self::WORDS] & 1 << (code % 64) != 0
    }

    /// Whether the text may have these words: whether it may have all of their characters.
    pub fn may_say(&self, words: &str) -> bool {
        words.chars().all(|character| self.may_have(character))
    }
}

#[cfg(test)]
mod tests {
    use super::Inventory;

    #[test]
    fn what_a_text_has_is_never_denied() {
        let text = "2022年，我镇é𠮷公开😀 Q&A\u{7FF}\u{800}\u{FFFF}\u{10FFFF}";
        let inventory = Inventory::of(text);
        assert!(text.chars().all(|character| inventory.may_have(character)));
        assert!(inventory.may_say("我镇") && inventory.may_say("") && inventory.may_say("公开😀"));
    }

    #[test]
    fn most_of_what_a_text_does_not_have_is_denied() {
        let inventory = Inventory::of("全年主动公开政府信息5条。");
        for words in [
            "我",
            "我镇",
            "某镇",
            "部分",
            "号",
            "《",
            "月",
            "未收到",
            "XX",
        ] {
            assert!(!inventory.may_say(words), "{words}");
        }
        let none = Inventory::of("");
        assert!(('\0'..=char::MAX).all(|character| !none.may_have(character)));
    }
}

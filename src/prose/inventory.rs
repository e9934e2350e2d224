//! Which characters a text has, roughly: enough to tell at once what it does not say.

use super::Characters;
use super::characters::Place;

/// The characters of a text. Several characters share a place, so that one may be taken for another; one that the text
/// has is never denied. Nearly everything that rules look for is not there, and one look spares them the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inventory([u64; Self::WORDS]);

impl Inventory {
    /// A paragraph has about a hundred characters that differ, so that one place in twenty is taken.
    const WORDS: usize = 32;

    /// That of a text.
    pub fn of(text: &str) -> Self {
        static NONE: Characters = Characters::of(&[]);
        Self::noting(text, &NONE).0
    }

    /// That of these characters.
    pub const fn of_each(characters: &[char]) -> Self {
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
        let place = Place::of(character);
        self.0[place.word % Self::WORDS] |= place.bit;
    }

    /// That of a text, and where in it these characters stand.
    pub(super) fn noting(text: &str, characters: &Characters) -> (Self, Vec<usize>) {
        let mut all = Self([0; Self::WORDS]);
        let mut places = Vec::new();
        let mut rest = text.as_bytes();
        while let Some((place, after)) = Place::first(rest) {
            all.0[place.word % Self::WORDS] |= place.bit;
            if characters.has_at(place) {
                places.push(text.len() - rest.len());
            }
            rest = after;
        }
        (all, places)
    }

    /// Whether the text may have this character.
    #[inline]
    pub const fn may_have(&self, character: char) -> bool {
        let place = Place::of(character);
        self.0[place.word % Self::WORDS] & place.bit != 0
    }

    /// Whether the text may have any of these characters.
    pub fn may_have_any(&self, of: &Self) -> bool {
        let words = self.0.iter().zip(&of.0);
        // Without a way out, many words are looked at at once.
        words.fold(0, |any, (has, of)| any | has & of) != 0
    }

    /// Whether the text may have these words: whether it may have all of their characters.
    #[inline]
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
        let strangers = Inventory::of_each(&['我', '某', '号', 'X']);
        assert!(!inventory.may_have_any(&strangers) && !strangers.may_have_any(&inventory));
        let mut other = strangers.clone();
        other.add('条');
        assert!(inventory.may_have_any(&other));
        let none = Inventory::of("");
        assert!(('\0'..=char::MAX).all(|character| !none.may_have(character)));
    }
}

//! Sentences and clauses, as ranges of the text.

use std::ops::Range;

/// Whether a character ends a sentence. A semicolon does not: it separates the items of a list.
pub(super) fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '!' | '?' | '\n')
}

/// Whether a character ends a clause.
fn ends_clause(character: char) -> bool {
    matches!(
        character,
        '，' | ',' | '；' | ';' | '：' | ':' | '、' | '（' | '）' | '(' | ')'
    ) || ends_sentence(character)
}

/// The sentences of a text, without the marks that end them; none is blank.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let ends = text
        .match_indices(ends_sentence)
        .map(|(at, mark)| (at, at + mark.len()))
        .chain([(text.len(), text.len())]);
    ends.filter_map(move |(end, next)| {
        let range = std::mem::replace(&mut start, next)..end;
        (!text[range.clone()].trim().is_empty()).then_some(range)
    })
}

/// The sentence that `inner` stands in.
pub fn sentence_around(text: &str, inner: &Range<usize>) -> Range<usize> {
    around(text, &(0..text.len()), inner, ends_sentence)
}

/// The clause that `inner` stands in, within the sentence `sentence`.
pub fn clause_around(text: &str, sentence: &Range<usize>, inner: &Range<usize>) -> Range<usize> {
    around(text, sentence, inner, ends_clause)
}

/// What stands around `inner` up to a mark on either side, within `whole`.
pub(super) fn around(
    text: &str,
    whole: &Range<usize>,
    inner: &Range<usize>,
    is_mark: impl Fn(char) -> bool,
) -> Range<usize> {
    let start = text[whole.start..inner.start]
        .rfind(&is_mark)
        .map_or(whole.start, |at| {
            let at = whole.start + at;
            at + text[at..].chars().next().map_or(0, char::len_utf8)
        });
    let end = text[inner.end..whole.end]
        .find(&is_mark)
        .map_or(whole.end, |at| inner.end + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_its_sentences() {
        let text = "甲，乙。丙；丁！\n\n戊";
        let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["甲，乙", "丙；丁", "戊"]);
    }

    #[test]
    fn a_clause_ends_at_any_mark() {
        let text = "甲乙，丙5件（丁）";
        let at = text.find('5').expect("there");
        assert_eq!(
            &text[clause_around(text, &(0..text.len()), &(at..at + 1))],
            "丙5件"
        );
    }
}

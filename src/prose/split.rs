//! Sentences and clauses, as ranges of the text.

use std::ops::Range;

/// What ends a sentence. A semicolon does not: it separates the items of a list.
pub(super) const SENTENCE_ENDS: [char; 6] = ['。', '！', '？', '!', '?', '\n'];

/// What ends a clause.
const CLAUSE_ENDS: [char; 17] = [
    '，', ',', '；', ';', '：', ':', '、', '（', '）', '(', ')', '。', '！', '？', '!', '?', '\n',
];

/// The sentences of a text, without the marks that end them; none is blank.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    let ends = text
        .match_indices(SENTENCE_ENDS)
        .map(|(at, mark)| (at, at + mark.len()))
        .chain([(text.len(), text.len())]);
    ends.filter_map(move |(end, next)| {
        let range = std::mem::replace(&mut start, next)..end;
        (!text[range.clone()].trim().is_empty()).then_some(range)
    })
}

/// The clause that `inner` stands in, within the sentence `sentence`.
pub fn clause_around(text: &str, sentence: &Range<usize>, inner: &Range<usize>) -> Range<usize> {
    let start = text[sentence.start..inner.start]
        .rfind(CLAUSE_ENDS)
        .map_or(sentence.start, |at| {
            let at = sentence.start + at;
            at + text[at..].chars().next().map_or(0, char::len_utf8)
        });
    let end = text[inner.end..sentence.end]
        .find(CLAUSE_ENDS)
        .map_or(sentence.end, |at| inner.end + at);
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

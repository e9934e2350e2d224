//! How Chinese documents put things: sentences and phrases, lists, the numbers of headings.

use std::borrow::Cow;

/// The numbers of headings.
const ORDINALS: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
    "十五", "十六", "十七", "十八", "十九", "二十",
];

/// The number of a heading; none above twenty.
pub(super) fn ordinal(number: usize) -> Option<&'static str> {
    ORDINALS.get(number.checked_sub(1)?).copied()
}

/// Marks that leave a sentence open.
const OPEN_ENDS: [char; 12] = [
    '。', '；', '，', '、', '：', '.', ';', ',', ':', ' ', '\u{3000}', '\t',
];
/// Marks that end a sentence as well as a full stop does.
const ENDS: [char; 5] = ['！', '？', '…', '!', '?'];
/// What may stand after the mark that ends a sentence.
const CLOSING: [char; 5] = ['”', '’', '）', '」', '》'];

/// `text` without the full stop, comma or space at its end.
pub(super) fn phrase(text: &str) -> &str {
    text.trim().trim_end_matches(OPEN_ENDS)
}

/// `text` with one full stop at its end, unless it ends otherwise.
pub(super) fn sentence(text: &str) -> Cow<'_, str> {
    // Most texts are one already.
    let before = text.strip_suffix('。').filter(|text| !text.is_empty());
    if before.is_some_and(|before| !before.ends_with(OPEN_ENDS))
        && !text.starts_with(char::is_whitespace)
    {
        return Cow::Borrowed(text);
    }
    let text = text.trim();
    let inner = text.trim_end_matches(CLOSING);
    if inner.ends_with(ENDS) || (inner.len() < text.len() && inner.ends_with('。')) {
        return Cow::Borrowed(text);
    }
    match phrase(text) {
        "" => Cow::Borrowed(""),
        phrase => Cow::Owned([phrase, "。"].concat()),
    }
}

/// Items in a row, as Chinese lists them; items that have commas of their own are set apart by more.
pub(super) fn listed(items: &[Cow<'_, str>]) -> String {
    let items: Vec<&str> = items
        .iter()
        .map(|item| phrase(item))
        .filter(|item| !item.is_empty())
        .collect();
    let any_has = |marks: &[char]| items.iter().any(|item| item.contains(marks));
    if any_has(&['，', '、', '；', ',']) {
        return items.join("；");
    }
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() && !any_has(&['和']) => {
            format!("{}和{last}", rest.join("、"))
        }
        _ => items.join("、"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_once() {
        for (text, expected) in [
            ("已整改", "已整改。"),
            ("已整改。", "已整改。"),
            ("已整改；", "已整改。"),
            ("已整改.", "已整改。"),
            ("已整改。。", "已整改。"),
            ("可行吗？", "可行吗？"),
            ("他说：“好。”", "他说：“好。”"),
            ("《条例》", "《条例》。"),
            (" 。", ""),
        ] {
            assert_eq!(sentence(text), expected);
        }
        assert_eq!(phrase("各站所。"), "各站所");
    }

    #[test]
    fn lists_read_well_at_any_length() {
        let listed = |items: &[&str]| {
            let items: Vec<Cow<'_, str>> = items.iter().map(|&item| item.into()).collect();
            super::listed(&items)
        };
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&["甲"]), "甲");
        assert_eq!(listed(&["甲", "乙；"]), "甲和乙");
        assert_eq!(listed(&["甲", "", "乙", "丙"]), "甲、乙和丙");
        assert_eq!(listed(&["甲和乙", "丙"]), "甲和乙、丙");
        assert_eq!(listed(&["甲，乙", "丙"]), "甲，乙；丙");
    }
}

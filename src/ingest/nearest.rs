//! The nearest known word to one that is not known.

/// The known word most like `written`, or `none` if nothing is like it: a far-fetched suggestion is worse
/// than none.
pub(crate) fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let best = known
        .into_iter()
        .map(|word| (strsim::normalized_damerau_levenshtein(written, word), word))
        .max_by(|(left, _), (right, _)| left.total_cmp(right));
    match best {
        Some((likeness, word)) if likeness >= 0.5 => word.to_owned(),
        _ => "none".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_suggested_and_far_ones_not() {
        let known = ["harvested", "sown", "一、本年新收政府信息公开申请数量"];
        assert_eq!(nearest("harvseted", known), "harvested");
        assert_eq!(
            nearest("本年新收信息公开申请数", known),
            "一、本年新收政府信息公开申请数量"
        );
        assert_eq!(nearest("天气", known), "none");
    }
}

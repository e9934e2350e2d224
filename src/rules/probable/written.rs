//! How a figure was miswritten: what the digits of the wrong and the right one tell.

use rust_decimal::Decimal;

/// Another figure, for no reason that can be seen.
pub(super) const OTHER: &str = "cell";
/// Two neighbouring digits are transposed.
pub(super) const TRANSPOSED: &str = "transposed";
/// 元 where the form asks for 万元, or the other way round.
pub(super) const UNIT: &str = "unit";

/// What happened to a figure that should be `value`.
pub(super) fn kind(written: Decimal, value: Decimal, unit: &str) -> &'static str {
    if in_unit(written, unit) == Some(value) {
        return UNIT;
    }
    if written == -value {
        return "sign";
    }
    let (wrong, right) = (written.to_string(), value.normalize().to_string());
    if is_transposed(&wrong, &right) {
        TRANSPOSED
    } else if written == value * Decimal::TEN || value == written * Decimal::TEN {
        "tenfold"
    } else if lacks_one(&wrong, &right) {
        "extra-digit"
    } else if lacks_one(&right, &wrong) {
        "lost-digit"
    } else {
        OTHER
    }
}

/// An amount written in 元 under a head that says 万元, or the other way round, as it should be.
pub(super) fn in_unit(written: Decimal, unit: &str) -> Option<Decimal> {
    let factor = Decimal::from(10_000);
    match unit {
        "万元" => Some((written / factor).normalize()),
        "元" => written.checked_mul(factor),
        _ => None,
    }
    .filter(|value| *value != written)
}

/// Whether exchanging two neighbouring digits makes one of the other.
fn is_transposed(wrong: &str, right: &str) -> bool {
    let (wrong, right) = (wrong.as_bytes(), right.as_bytes());
    if wrong.len() != right.len() {
        return false;
    }
    let differ: Vec<usize> = (0..wrong.len())
        .filter(|&at| wrong[at] != right[at])
        .collect();
    matches!(differ[..], [first, second] if second == first + 1
        && wrong[first] == right[second] && wrong[second] == right[first])
}

/// Whether leaving out one digit of `long` makes `short`.
fn lacks_one(long: &str, short: &str) -> bool {
    let (long, short) = (long.as_bytes(), short.as_bytes());
    long.len() == short.len() + 1
        && (0..long.len()).any(|at| long[..at] == short[..at] && long[at + 1..] == short[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_tell_what_happened() {
        for (written, value, unit, expected) in [
            ("36", "63", "", TRANSPOSED),
            ("1234", "1324", "", TRANSPOSED),
            ("321", "123", "", OTHER),
            ("30", "3", "", "tenfold"),
            ("3", "30", "", "tenfold"),
            ("566", "56", "", "extra-digit"),
            ("251", "2510", "", "tenfold"),
            ("25", "215", "", "lost-digit"),
            ("25", "26", "", OTHER),
            ("-4", "4", "", "sign"),
            ("280000", "28", "万元", UNIT),
            ("28", "280000", "万元", OTHER),
            ("28", "280000", "元", UNIT),
            ("0", "5", "元", OTHER),
        ] {
            let [written, value] = [written, value].map(|it| it.parse().expect("a number"));
            assert_eq!(
                kind(written, value, unit),
                expected,
                "{written} for {value}"
            );
        }
    }
}

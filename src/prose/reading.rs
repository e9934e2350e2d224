//! All that rules ask a text for again and again, found as it is read once.

use super::{Date, Inventory, Quantity, date, quantity};

/// What a text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its characters, roughly.
    pub inventory: Inventory,
    /// The numbers in it and what they count, in order.
    pub quantities: Vec<Quantity>,
    /// The dates and years in it, in order.
    pub dates: Vec<Date>,
    /// The most digits in a row, spaces and hyphens between them not counted; numerals count as digits.
    pub digits: usize,
}

/// Reads a text.
pub fn read(text: &str) -> Reading {
    // Every number is among these.
    let (inventory, places) = Inventory::noting(text, &quantity::BEGINNINGS);
    let digits = most_in_a_row(text, &places);
    let is_dated = places.iter().any(|&at| date::may_end_at(text, at));
    Reading {
        inventory,
        quantities: quantity::beginning_at(text, places.into_iter()),
        dates: if is_dated {
            date::dates(text).collect()
        } else {
            Vec::new()
        },
        digits,
    }
}

/// How many of the characters at these places follow one another at most, but for spaces and hyphens.
fn most_in_a_row(text: &str, places: &[usize]) -> usize {
    let (mut most, mut in_a_row, mut end) = (0, 0, 0);
    for &at in places {
        let mut between = text.as_bytes()[end..at].iter();
        let goes_on = between.all(|byte| matches!(byte, b' ' | b'-'));
        in_a_row = if goes_on { in_a_row + 1 } else { 1 };
        most = most.max(in_a_row);
        end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::prose::{Inventory, dates, quantities};

    #[test]
    fn a_text_read_once_is_the_text_read_for_each() {
        for text in [
            "",
            "2022年1月1日至12 月31日，公开{{ a.b.c }}条，2000余万人次",
            "二〇二二 年三月，全年办结三五百件",
            "２０２２  年，20231月1日至202312月31日",
            "全年，每月，{年}",
        ] {
            let reading = read(text);
            assert_eq!(reading.inventory, Inventory::of(text), "{text}");
            assert_eq!(reading.quantities, quantities(text), "{text}");
            assert_eq!(reading.dates, dates(text).collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn digits_are_in_a_row_whatever_joins_them() {
        for (text, digits) in [
            ("", 0),
            ("全年没有", 0),
            ("2022年1月1日", 4),
            ("电话 138-1234 - 5678，另１２", 11),
            ("１３８１２３４５６７８", 11),
            ("12.345", 3),
            ("-1", 1),
        ] {
            assert_eq!(read(text).digits, digits, "{text}");
        }
    }
}

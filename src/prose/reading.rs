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
}

/// Reads a text.
pub fn read(text: &str) -> Reading {
    // Every number is among these.
    let (inventory, places) = Inventory::noting(text, &quantity::BEGINNINGS);
    let is_dated = places.iter().any(|&at| date::may_end_at(text, at));
    Reading {
        inventory,
        quantities: quantity::beginning_at(text, places.into_iter()),
        dates: if is_dated {
            date::dates(text).collect()
        } else {
            Vec::new()
        },
    }
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
}

//! Numbers in Chinese characters.

use rust_decimal::Decimal;

use super::Characters;

/// What any number is made of, in digits of either width or in Chinese characters.
pub static DIGITS: Characters = digits();

/// The set that [`DIGITS`] is.
pub(super) const fn digits() -> Characters {
    Characters::of(&[
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '０', '１', '２', '３', '４', '５', '６',
        '７', '８', '９', '〇', '零', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九',
        '十', '百', '千', '万',
    ])
}

/// Whether such a number is made of this character.
pub(super) fn is_numeral(character: char) -> bool {
    digit(character).is_some() || matches!(character, '十' | '百' | '千' | '万')
}

fn digit(character: char) -> Option<i64> {
    Some(match character {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of a number in Chinese characters (`一百零五`, `二〇二二`); none if it is none.
pub fn number(text: &str) -> Option<Decimal> {
    if text.is_empty() {
        return None;
    }
    // Digit by digit, as years are written.
    if text.chars().all(|character| digit(character).is_some()) {
        if text.chars().count() > 9 {
            return None;
        }
        let value = text
            .chars()
            .filter_map(digit)
            .fold(0, |value, digit| value * 10 + digit);
        return Some(value.into());
    }
    let (mut whole, mut section, mut pending) = (0_i64, 0_i64, None::<i64>);
    for character in text.chars() {
        if let Some(value) = digit(character) {
            if pending.is_some_and(|pending| pending != 0) {
                return None;
            }
            pending = Some(value);
            continue;
        }
        let unit = match character {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => {
                if whole != 0 {
                    return None;
                }
                let value = section + pending.take().unwrap_or(0);
                whole = value.max(1) * 10_000;
                section = 0;
                continue;
            }
            _ => return None,
        };
        section += pending.take().unwrap_or(1).max(1) * unit;
    }
    Some((whole + section + pending.unwrap_or(0)).into())
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn chinese_numbers() {
        for (text, value) in [
            ("四", Some(4)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("一百零五", Some(105)),
            ("两千三百一十九", Some(2319)),
            ("一万二千", Some(12000)),
            ("百", Some(100)),
            ("二〇二二", Some(2022)),
            ("", None),
            ("三五百", None),
        ] {
            assert_eq!(number(text), value.map(i64::into), "{text}");
        }
    }
}

//! Years and dates in running text, well formed or not.

use std::ops::Range;

use chrono::NaiveDate;

use super::numeral;

/// A date or a year in a text: `2022年`, `2022年1月1日`, `12月31日`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Where it stands.
    pub range: Range<usize>,
    /// The year, unless only month and day are given.
    pub year: Option<u32>,
    /// Month and day, if they are given.
    pub month_day: Option<(u32, u32)>,
    /// Whether there is such a date: 202020年 and 2月30日 are none.
    pub well_formed: bool,
}

/// The dates and years of a text, in order.
pub fn dates(text: &str) -> Vec<Date> {
    let mut found = Vec::new();
    if !text.contains("年") && !text.contains("月") {
        return found;
    }
    let mut at = 0;
    while let Some((start, number, digits, end)) = number(text, at) {
        at = end;
        if text[..start].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '.') {
            continue;
        }
        let rest = text[end..].trim_start_matches(' ');
        let after = text.len() - rest.len();
        if let Some(tail) = rest.strip_prefix('年') {
            // 5年 counts years; 22年 may be either, so that it is neither.
            if digits < 3 {
                continue;
            }
            let year_end = after + '年'.len_utf8();
            let mut date = Date {
                range: start..year_end,
                year: Some(number),
                month_day: None,
                well_formed: digits == 4 && (1900..2200).contains(&number),
            };
            if let Some((month, day, length)) = month_day(tail) {
                date.month_day = Some((month, day));
                date.range.end = year_end + length;
                date.well_formed &= i32::try_from(number)
                    .is_ok_and(|year| NaiveDate::from_ymd_opt(year, month, day).is_some());
            }
            at = date.range.end;
            // 历时120年: a number of years that no year can be is a count.
            if digits == 4 || digits >= 5 || (digits == 3 && text[start..].starts_with("20")) {
                found.push(date);
            }
        } else if (5..=6).contains(&digits)
            && text[start..].starts_with("20")
            && let Some(tail) = rest.strip_prefix('月')
            && let Some((0, _, 1..=2, day)) = self::number(tail, 0)
            && tail[day..].starts_with('日')
        {
            // 202312月31日: the 年 is missing.
            let range = start..text.len() - tail.len() + day + '日'.len_utf8();
            at = range.end;
            found.push(Date {
                range,
                year: None,
                month_day: None,
                well_formed: false,
            });
        } else if let Some((month, day, length)) = month_day(&text[start..]) {
            let range = start..start + length;
            at = range.end;
            // The 29th of February is one in some years.
            let well_formed = NaiveDate::from_ymd_opt(2024, month, day).is_some();
            found.push(Date {
                range,
                year: None,
                month_day: Some((month, day)),
                well_formed,
            });
        }
    }
    found
}

/// The next number from `at`: its start, value, count of digits, and end. Digits may be full-width or Chinese
/// (二〇二二年).
fn number(text: &str, at: usize) -> Option<(usize, u32, usize, usize)> {
    let is_digit =
        |character: char| character.is_ascii_digit() || ('０'..='９').contains(&character);
    let is_numeral = numeral::is_numeral;
    let start = at + text[at..].find(|character| is_digit(character) || is_numeral(character))?;
    let chinese = text[start..].starts_with(is_numeral);
    let end = text[start..]
        .find(|character| {
            !(if chinese {
                is_numeral(character)
            } else {
                is_digit(character)
            })
        })
        .map_or(text.len(), |length| start + length);
    let written = &text[start..end];
    let digits = written.chars().count();
    let value = if chinese {
        let number = numeral::number(written)?;
        u32::try_from(number).unwrap_or(u32::MAX)
    } else {
        let mut digits = written.chars().map(|character| {
            let full_width = || (character as u32).checked_sub('０' as u32);
            character.to_digit(10).or_else(full_width)
        });
        let value = digits.try_fold(0_u32, |value, digit| {
            value.checked_mul(10)?.checked_add(digit?)
        });
        value.unwrap_or(u32::MAX)
    };
    Some((start, value, digits, end))
}

/// `1月31日` at the beginning of a text: month, day and length.
fn month_day(text: &str) -> Option<(u32, u32, usize)> {
    let (start, month, digits, end) = number(text, 0)?;
    let rest = text[end..].strip_prefix('月')?;
    if start != 0 || digits > 3 {
        return None;
    }
    let (start, day, digits, end) = number(rest, 0)?;
    let rest = rest[end..].strip_prefix('日')?;
    (start == 0 && digits <= 3).then_some((month, day, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        dates(text)
            .into_iter()
            .map(|date| {
                let mark = if date.well_formed { "" } else { "!" };
                format!("{mark}{}", &text[date.range])
            })
            .collect()
    }

    #[test]
    fn dates_are_found_and_judged() {
        for (text, expected) in [
            (
                "自2022年1月1日起至12月31日止",
                &["2022年1月1日", "12月31日"][..],
            ),
            ("至202020年12月31日止", &["!202020年12月31日"]),
            ("2022年2月30日，202年", &["!2022年2月30日", "!202年"]),
            ("13月1日", &["!13月1日"]),
            (
                "为20231月1日至202312月31日",
                &["!20231月1日", "!202312月31日"],
            ),
            ("二〇二二年三月", &["二〇二二年"]),
            ("２０２２年度", &["２０２２年"]),
            ("近5年，20个工作日，3月份", &[]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}

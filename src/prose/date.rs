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
pub fn dates(text: &str) -> impl Iterator<Item = Date> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(number) = number(text, at) {
            at = number.range.end;
            if let Some(date) = date(text, &number) {
                at = date.range.end;
                return Some(date);
            }
        }
        None
    })
}

/// Whether a year or a month may end in the digit at this place of a text: whether 年 or 月 stands behind it.
pub(super) fn may_end_at(text: &str, digit: usize) -> bool {
    let mut rest = text[digit..].chars();
    rest.next();
    rest.as_str()
        .trim_start_matches(' ')
        .starts_with(['年', '月'])
}

/// The date that a number begins.
fn date(text: &str, number: &Number) -> Option<Date> {
    let Range { start, end } = number.range;
    if text[..start].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '.') {
        return None;
    }
    let rest = text[end..].trim_start_matches(' ');
    if let Some(tail) = rest.strip_prefix('年') {
        return of_year(text, number, tail);
    }
    if (5..=6).contains(&number.digits)
        && text[start..].starts_with("20")
        && let Some(tail) = rest.strip_prefix('月')
        && let Some(day) = leading(tail).filter(|day| day.digits <= 2)
        && tail[day.range.end..].starts_with('日')
    {
        // 202312月31日: the 年 is missing.
        return Some(Date {
            range: start..text.len() - tail.len() + day.range.end + '日'.len_utf8(),
            year: None,
            month_day: None,
            well_formed: false,
        });
    }
    let (month, day, length) = month_day(&text[start..])?;
    Some(Date {
        range: start..start + length,
        year: None,
        month_day: Some((month, day)),
        // The 29th of February is one in some years.
        well_formed: NaiveDate::from_ymd_opt(2024, month, day).is_some(),
    })
}

/// A year, with what follows behind its 年: month and day, if they are given.
fn of_year(text: &str, number: &Number, tail: &str) -> Option<Date> {
    // 5年 counts years; 22年 may be either, so that it is neither. 历时120年: a number of years that no year can be
    // is a count.
    let start = number.range.start;
    let is_year = number.digits >= 4 || (number.digits == 3 && text[start..].starts_with("20"));
    if !is_year {
        return None;
    }
    let year_end = text.len() - tail.len();
    let mut date = Date {
        range: start..year_end,
        year: Some(number.value),
        month_day: None,
        well_formed: number.digits == 4 && (1900..2200).contains(&number.value),
    };
    if let Some((month, day, length)) = month_day(tail) {
        date.month_day = Some((month, day));
        date.range.end = year_end + length;
        date.well_formed &= i32::try_from(number.value)
            .is_ok_and(|year| NaiveDate::from_ymd_opt(year, month, day).is_some());
    }
    Some(date)
}

/// A whole number in a text. Its digits may be full-width or Chinese (二〇二二年).
struct Number {
    range: Range<usize>,
    value: u32,
    digits: usize,
}

/// The next number from `from` on.
fn number(text: &str, from: usize) -> Option<Number> {
    let mut at = from;
    loop {
        let start = numeral::DIGITS.find(text, at)?;
        let chinese = text[start..].starts_with(numeral::is_numeral);
        let belongs = |character: char| {
            numeral::DIGITS.has(character) && numeral::is_numeral(character) == chinese
        };
        let end = text[start..]
            .find(|character| !belongs(character))
            .map_or(text.len(), |length| start + length);
        let written = &text[start..end];
        // 三五百 is no number.
        if let Some(value) = value(written, chinese) {
            return Some(Number {
                range: start..end,
                value,
                digits: written.chars().count(),
            });
        }
        at = end;
    }
}

/// What a number comes to; none if Chinese characters make no number. What is too large is as large as can be.
fn value(written: &str, chinese: bool) -> Option<u32> {
    if chinese {
        return Some(u32::try_from(numeral::number(written)?).unwrap_or(u32::MAX));
    }
    let mut digits = written.chars().map(|character| {
        let full_width = || (character as u32).checked_sub('０' as u32);
        character.to_digit(10).or_else(full_width)
    });
    let value = digits.try_fold(0_u32, |value, digit| {
        value.checked_mul(10)?.checked_add(digit?)
    });
    Some(value.unwrap_or(u32::MAX))
}

/// The number that a text begins with.
fn leading(text: &str) -> Option<Number> {
    let begins = text.starts_with(|character| numeral::DIGITS.has(character));
    number(text, 0).filter(|number| begins && number.range.start == 0)
}

/// `1月31日` at the beginning of a text: month, day and length.
fn month_day(text: &str) -> Option<(u32, u32, usize)> {
    let few = |number: &Number| number.digits <= 3;
    let month = leading(text).filter(few)?;
    let rest = text[month.range.end..].strip_prefix('月')?;
    let day = leading(rest).filter(few)?;
    let rest = rest[day.range.end..].strip_prefix('日')?;
    Some((month.value, day.value, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        dates(text)
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
            ("办结三五百件，至2022年2月30日", &["!2022年2月30日"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}

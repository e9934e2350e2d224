//! Personal data that must not be published: numbers of identity cards, of bank cards, of personal telephones. How
//! they are recognised, and how they are shown, masked.
//!
//! A number is taken for one only if its own check says so: the check digit and the date of an identity card, the
//! Luhn sum and the issuer's first digits of a bank card.

mod crowd;
mod mask;

pub use crowd::FEWEST;
pub use mask::{Numbers, masked};

use std::ops::Range;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use self::crowd::crowd;

/// What a number gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The number of an identity card (GB 11643), of 18 or 15 digits.
    Identity,
    /// The number of a bank card (ISO/IEC 7812).
    BankCard,
    /// A mobile telephone.
    Mobile,
}

impl Kind {
    /// The word that the catalogue knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::BankCard => "bank-card",
            Self::Mobile => "mobile",
        }
    }
}

/// A number that must not be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// The personal data in a text. Nearly no text has enough digits for any.
pub fn leaks(text: &str) -> Vec<Leak> {
    match crowd(text.as_bytes(), 0) {
        Some(first) => leaks_from(text, first),
        None => Vec::new(),
    }
}

/// The personal data in a text, from its first crowd of digits on.
#[cold]
fn leaks_from(text: &str, first: Range<usize>) -> Vec<Leak> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut next = Some(first);
    while let Some(digits) = next {
        let mut at = digits.start;
        while let Some(start) = first_digit(bytes, at..digits.end) {
            let end = run(text, start);
            at = end;
            if is_inside_word(text, start, end) {
                continue;
            }
            // Numbers that stand side by side are no number together.
            let whole = start..end;
            let pieces = pieces(text, start, end);
            let candidates = std::iter::once(whole).chain(pieces);
            for range in candidates {
                if let Some(kind) = kind(&text[range.clone()], &text[range.end..]) {
                    let is_whole = range == (start..end);
                    found.push(Leak { range, kind });
                    if is_whole {
                        break;
                    }
                }
            }
        }
        next = crowd(bytes, at.max(digits.end));
    }
    found
}

/// Where the first digit in a part of a text stands.
fn first_digit(bytes: &[u8], part: Range<usize>) -> Option<usize> {
    let start = part.start;
    let bytes = bytes.get(part)?;
    let is_digit = |at: &usize| {
        matches!(
            bytes[*at..],
            [b'0'..=b'9', ..] | [0xEF, 0xBC, 0x90..=0x99, ..]
        )
    };
    let found = (0..bytes.len()).find(is_digit)?;
    Some(start + found)
}

/// The runs of digits between spaces, if there are several.
fn pieces(text: &str, start: usize, end: usize) -> Vec<Range<usize>> {
    let mut from = start;
    let found: Vec<Range<usize>> = text[start..end]
        .split(' ')
        .map(|piece| {
            let range = from..from + piece.len();
            from = range.end + 1;
            range
        })
        .collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// What digits give away, with what follows them.
fn kind(written: &str, after: &str) -> Option<Kind> {
    let digits = plain(written);
    if is_identity(&digits) {
        Some(Kind::Identity)
    } else if is_bank_card(&digits) {
        Some(Kind::BankCard)
    } else if is_mobile(&digits) && !counts(after) {
        Some(Kind::Mobile)
    } else {
        None
    }
}

/// The digits alone, half width.
fn plain(written: &str) -> String {
    let digits = written.chars().filter_map(|character| match character {
        '０'..='９' => char::from_u32(character as u32 - 0xFEE0),
        'x' | 'Ｘ' | 'ｘ' => Some('X'),
        ' ' | '-' => None,
        character => Some(character),
    });
    digits.collect()
}

/// What a figure that counts gives away, if it is no count at all. No tally has eleven digits.
pub fn of_count(number: Decimal) -> Option<Leak> {
    const LEAST: i64 = 10_000_000_000;
    // Its digits alone are no smaller than it is, and far cheaper to compare.
    if number.mantissa() < i128::from(LEAST) || number < Decimal::from(LEAST) {
        return None;
    }
    leaks(&number.to_string()).pop()
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// The end of the digits that begin at `start`; groups may be set apart by single spaces or hyphens, and the
/// check digit of an identity card may be an X.
fn run(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut characters = text[start..].char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(|&(_, next)| is_digit(next));
        let joins = matches!(character, ' ' | '-') && next_is_digit;
        let digits = text[start..start + offset]
            .chars()
            .filter(|&character| is_digit(character))
            .count();
        let checks = digits == 17 && matches!(character, 'X' | 'x' | 'Ｘ' | 'ｘ');
        if !is_digit(character) && !joins && !checks {
            break;
        }
        end = start + offset + character.len_utf8();
        if digits > 24 {
            break;
        }
    }
    end
}

/// Whether the digits are part of an address, a code or a longer word of letters.
fn is_inside_word(text: &str, start: usize, end: usize) -> bool {
    let joins =
        |character: char| character.is_ascii_alphanumeric() || "/_=@%&#+~.*".contains(character);
    let before = text[..start].chars().next_back().is_some_and(joins);
    let after = text[end..].chars().next();
    let ends_sentence = after == Some('.')
        && text[end..]
            .chars()
            .nth(1)
            .is_none_or(|next| !next.is_ascii_alphanumeric());
    before || (after.is_some_and(joins) && !ends_sentence)
}

/// Whether what follows makes the digits an amount.
fn counts(after: &str) -> bool {
    ["元", "万", "亿", "件", "条", "人", "个", "次", "份"]
        .iter()
        .any(|unit| after.trim_start().starts_with(unit))
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11
        && digits.starts_with('1')
        && digits[1..2]
            .bytes()
            .all(|second| (b'3'..=b'9').contains(&second))
        && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn is_identity(digits: &str) -> bool {
    let is_date = |year: &str, month: &str, day: &str| {
        let date = (|| {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        })();
        date.is_some_and(|date| (1900..=2100).contains(&chrono::Datelike::year(&date)))
    };
    // The first digit is that of a region: 1 to 8.
    let has_region = digits
        .bytes()
        .next()
        .is_some_and(|first| (b'1'..=b'8').contains(&first));
    if !has_region || !digits.is_ascii() {
        return false;
    }
    match digits.len() {
        18 => {
            let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
            let body = &digits.as_bytes()[..17];
            if !body.iter().all(u8::is_ascii_digit) {
                return false;
            }
            let sum: usize = body
                .iter()
                .zip(weights)
                .map(|(digit, weight)| usize::from(digit - b'0') * weight)
                .sum();
            let check = b"10X98765432"[sum % 11];
            digits.as_bytes()[17] == check
                && is_date(&digits[6..10], &digits[10..12], &digits[12..14])
        }
        15 => {
            digits.bytes().all(|digit| digit.is_ascii_digit())
                && is_date(
                    &format!("19{}", &digits[6..8]),
                    &digits[8..10],
                    &digits[10..12],
                )
        }
        _ => false,
    }
}

fn is_bank_card(digits: &str) -> bool {
    let issuers = [
        "62", "4", "51", "52", "53", "54", "55", "34", "37", "9558", "60", "68",
    ];
    if !(15..=19).contains(&digits.len())
        || !digits.bytes().all(|digit| digit.is_ascii_digit())
        || !issuers.iter().any(|issuer| digits.starts_with(issuer))
    {
        return false;
    }
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_checks_out_is_found_and_masked() {
        for (text, shown) in [
            (
                "申请人张三（身份证号11010519491231002X）",
                "申请人张三（身份证号11*************02X）",
            ),
            ("电话13812345678。", "电话138****5678。"),
            ("电话138-1234-5678", "电话138-****-5678"),
            ("卡号6222020200112233446", "卡号6222***********3446"),
            ("旧证110105491231002", "旧证11**********002"),
            ("13812345678 13987654321", "138****5678 139****4321"),
            (
                "证11010519491231002X，0874-6212345、13812345678，又13987654321",
                "证11*************02X，0874-6212345、138****5678，又139****4321",
            ),
            ("电话１３８１２３４５６７８", "电话１３８＊＊＊＊５６７８"),
        ] {
            let masked = masked(text);
            assert_eq!(masked, shown);
            assert_eq!(masked.len(), text.len());
        }
    }

    #[test]
    fn what_is_known_is_masked_wherever_it_stands() {
        let mut numbers = Numbers::default();
        numbers.note("王某138-1234-5678");
        for (text, shown) in [
            (
                "columns.王某138-1234-5678.items",
                "columns.王某138-****-5678.items",
            ),
            ("columns/13812345678.items", "columns/138****5678.items"),
            ("9913812345678", "9913812345678"),
            ("13987654321", "139****4321"),
            ("12", "12"),
        ] {
            assert_eq!(numbers.masked(text), shown);
        }
        assert!(Numbers::default().is_empty() && !numbers.is_empty());
    }

    #[test]
    fn a_count_of_eleven_digits_is_a_telephone() {
        let kind = |number: i64| of_count(number.into()).map(|leak| leak.kind);
        assert_eq!(kind(13_812_345_678), Some(Kind::Mobile));
        assert_eq!(kind(1_381_234_567), None);
        assert_eq!(kind(23_812_345_678), None);
    }

    #[test]
    fn what_does_not_check_out_is_left_alone() {
        for text in [
            "身份证号110105194912310021",
            "卡号6222020200112233447",
            "办公电话0874-6212345",
            "138****1234",
            "https://www.example.gov.cn/art/13812345678/6222020200112233446.html",
            "拨款13812345678元",
            "文件编号12345678901",
            "统一社会信用代码11530322015130000X",
            "2022-01-01 2022-12-31",
            "0871-12345678-13812345678",
        ] {
            assert_eq!(leaks(text), [], "{text}");
        }
    }
}

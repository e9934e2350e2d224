//! Quantities: a number and what it counts.

use std::ops::Range;

use rust_decimal::Decimal;

use super::split::ends_sentence;
use super::{Characters, numeral};

/// A number in a text and what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number with its unit, and the words that make it approximate.
    pub range: Range<usize>,
    /// The number itself, as written.
    pub number: Range<usize>,
    /// What it is.
    pub value: Value,
    /// How exact it claims to be.
    pub exactness: Exactness,
    /// What it counts: 件, 条, 元 …; `%` for a share. Money is always in 元.
    pub unit: &'static str,
    /// The place value of its last digit: 100 for `5500余`, 1000 for `1.2万`, 0.01 for `3.25`.
    pub step: Decimal,
    /// Whether it is written in Chinese characters.
    pub chinese: bool,
}

/// What a quantity is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number that was typed.
    Number(Decimal),
    /// What stands between `{{` and `}}`: the figure comes from a table.
    Reference(String),
}

/// How exact a number claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// As it stands.
    Exact,
    /// 100余, 30多, 超过50: somewhat more.
    Above,
    /// 近100, 不足100: somewhat less.
    Below,
    /// 约100, 100左右: either way.
    About,
}

impl Quantity {
    /// The number, if it was typed.
    pub fn number(&self) -> Option<Decimal> {
        match &self.value {
            Value::Number(number) => Some(*number),
            Value::Reference(_) => None,
        }
    }

    /// Whether the number may stand for `figure`: exactly, or as far as what makes it approximate allows.
    pub fn may_mean(&self, figure: Decimal) -> bool {
        let Some(number) = self.number() else {
            return true;
        };
        let tenth = number / Decimal::TEN;
        match self.exactness {
            Exactness::Exact if self.step > Decimal::ONE && self.unit != "%" => {
                (number - figure).abs() < self.step
            }
            Exactness::Exact => number == figure,
            Exactness::Above => number <= figure && figure - number < tenth.max(self.step),
            Exactness::Below => figure <= number && number - figure <= tenth,
            Exactness::About => (number - figure).abs() <= tenth,
        }
    }
}

/// What a number may count. Longer units stand before those that they begin with.
static UNITS: [&str; 44] = [
    "人次", "条次", "件次", "篇次", "批次", "场次", "家次", "万元", "亿元", "人", "条", "件", "宗",
    "份", "项", "个", "次", "篇", "期", "场", "起", "例", "部", "名", "户", "元", "处", "块", "幅",
    "册", "张", "封", "则", "页", "家", "位", "轮", "辆", "亩", "套", "本", "种", "%", "％",
];

/// What may stand right behind a number that counts something: what a unit begins with, or what stands before it.
static COUNTED: Characters = {
    let mut all = Characters::beginning(&UNITS);
    all.add(' ');
    all.add('余');
    all.add('多');
    all.add('万');
    all.add('亿');
    all
};

/// What looks like a unit and counts nothing that a report tallies: `5个工作日`, `3个月`, `2个方面`.
static NOT_COUNTED: [&str; 15] = [
    "部分",
    "个工作日",
    "个月",
    "个小时",
    "个方面",
    "个部分",
    "个季度",
    "个百分点",
    "个自然日",
    "个年度",
    "项制度",
    "位一体",
    "次会议精神",
    "个一",
    "个专题教育",
];

/// What a quantity begins with: a digit, or the first brace of a reference.
pub(super) static BEGINNINGS: Characters = {
    let mut beginnings = numeral::digits();
    beginnings.add('{');
    beginnings
};

/// The quantities of a text, in order.
pub fn quantities(text: &str) -> Vec<Quantity> {
    beginning_at(text, BEGINNINGS.places(text))
}

/// The quantities of a text, given where [`BEGINNINGS`] stand in it.
pub(super) fn beginning_at(text: &str, places: impl Iterator<Item = usize>) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    for start in places {
        // What belongs to a number is no number of its own.
        if start < at {
            continue;
        }
        at = start;
        let end = if let Some(rest) = text[at..].strip_prefix("{{") {
            // One that is left open, or that a sentence ends in, is none.
            let length = rest.find("}}");
            match length.filter(|&length| !rest[..length].contains(ends_sentence)) {
                Some(length) => {
                    let end = at + length + 4;
                    let value = Value::Reference(rest[..length].trim().to_owned());
                    found.extend(counted(text, at..end, value, Decimal::ONE, false));
                    end
                }
                None => at + 2,
            }
        } else if text[at..].starts_with(is_digit) {
            let end = at + digits(&text[at..]);
            if !is_named(text, at)
                && let Some((number, step)) = parse(&text[at..end])
            {
                found.extend(counted(text, at..end, Value::Number(number), step, false));
            }
            end
        } else if text[at..].starts_with(numeral::is_numeral) {
            let end = text[at..]
                .find(|character| !numeral::is_numeral(character))
                .map_or(text.len(), |length| at + length);
            // 万 before 元 belongs to the unit, and to the number all the same.
            if !is_named(text, at)
                && let Some(number) = numeral::number(&text[at..end])
            {
                let step = trailing(number);
                found.extend(counted(text, at..end, Value::Number(number), step, true));
            }
            end
        } else {
            at + '{'.len_utf8()
        };
        // So does the 万 of 2000余万人次.
        let taken = found.last().map_or(0, |last: &Quantity| last.range.end);
        at = end.max(taken);
    }
    found
}

/// Those of a text's quantities that begin in a part of it.
pub fn within<'q>(quantities: &'q [Quantity], part: &Range<usize>) -> &'q [Quantity] {
    let before = |end: usize| quantities.partition_point(|of| of.range.start < end);
    &quantities[before(part.start)..before(part.end)]
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// The length of the number that `text` begins with: digits, separators between digits.
fn digits(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let joins = matches!(character, '.' | ',' | '．')
            && characters.peek().is_some_and(|&(_, next)| is_digit(next));
        if !is_digit(character) && !joins {
            break;
        }
        end = at + character.len_utf8();
    }
    end
}

/// A number as typed, and the place value of its last digit that is not nought.
fn parse(text: &str) -> Option<(Decimal, Decimal)> {
    let plain: String = text
        .chars()
        .filter(|&character| character != ',')
        .map(|character| match character {
            '０'..='９' | '．' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
            _ => character,
        })
        .collect();
    if plain.len() > 15 || plain.matches('.').count() > 1 {
        return None;
    }
    let number: Decimal = plain.parse().ok()?;
    let step = if number.scale() > 0 {
        Decimal::new(1, number.scale())
    } else {
        trailing(number)
    };
    Some((number, step))
}

/// The place value of a whole number's last digit that is not nought.
fn trailing(number: Decimal) -> Decimal {
    let mut step = 1;
    let mut rest = number.trunc().mantissa();
    while rest != 0 && rest % 10 == 0 {
        rest /= 10;
        step *= 10;
    }
    Decimal::from_i128_with_scale(step, 0)
}

/// Whether a number names something rather than counts: 第5号, A4, 0871-6602, No.3, ¥.
fn is_named(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_some_and(|before| {
        before.is_ascii_alphanumeric()
            || matches!(
                before,
                '第' | '-' | '－' | '—' | '.' | '．' | '/' | '_' | '〔' | '[' | '【'
            )
    })
}

/// Makes a quantity of a number, if a unit stands behind it.
fn counted(
    text: &str,
    number: Range<usize>,
    value: Value,
    step: Decimal,
    chinese: bool,
) -> Option<Quantity> {
    let mut rest = &text[number.end..];
    // Most numbers count nothing: 一是, 第三条.
    if !rest.starts_with(|first| COUNTED.has(first)) {
        return None;
    }
    rest = rest.trim_start_matches(' ');
    let mut more = false;
    let mut scale = Decimal::ONE;
    for _ in 0..3 {
        let mut after = rest.chars();
        match after.next() {
            Some('余' | '多') => more = true,
            Some('万') if !chinese => scale = Decimal::from(10_000),
            Some('亿') if !chinese => scale = Decimal::from(100_000_000),
            _ => break,
        }
        rest = after.as_str().trim_start_matches(' ');
    }
    let &unit = UNITS.iter().find(|unit| begins(rest, unit))?;
    if NOT_COUNTED.iter().any(|unit| begins(rest, unit)) {
        return None;
    }
    rest = &rest[unit.len()..];
    let lead = text[..number.start].trim_end_matches(' ');
    let before = approximator(lead);
    let mut exactness = match (
        before.map_or(Exactness::Exact, |(_, meaning)| meaning),
        more,
    ) {
        // 近3000余人次 says both less and more.
        (Exactness::Below | Exactness::About, true) => Exactness::About,
        (_, true) => Exactness::Above,
        (meaning, false) => meaning,
    };
    for (words, meaning) in [("左右", Exactness::About), ("以上", Exactness::Above)] {
        if let Some(after) = rest.strip_prefix(words) {
            (rest, exactness) = (after, meaning);
        }
    }
    let unit = match unit {
        "万元" => {
            scale *= Decimal::from(10_000);
            "元"
        }
        "亿元" => {
            scale *= Decimal::from(100_000_000);
            "元"
        }
        "％" => "%",
        unit => unit,
    };
    let value = match value {
        Value::Number(number) => Value::Number(number.checked_mul(scale)?),
        reference @ Value::Reference(_) => reference,
    };
    let exact = scale == Decimal::ONE && exactness == Exactness::Exact;
    let start = before
        .filter(|(_, meaning)| *meaning != Exactness::Exact)
        .map_or(number.start, |(words, _)| lead.len() - words.len());
    Some(Quantity {
        range: start..text.len() - rest.len(),
        number,
        value,
        exactness,
        unit,
        // A round number that claims to be exact is taken at its word.
        step: if exact && step > Decimal::ONE {
            Decimal::ONE
        } else {
            step * scale
        },
        chinese,
    })
}

/// What makes a number approximate when it stands before it.
static APPROXIMATORS: [(&str, Exactness); 12] = [
    ("大约", Exactness::About),
    ("将近", Exactness::Below),
    ("接近", Exactness::Below),
    ("不足", Exactness::Below),
    ("不到", Exactness::Below),
    ("超过", Exactness::Above),
    ("至少", Exactness::Above),
    ("约", Exactness::About),
    ("近", Exactness::Below),
    ("超", Exactness::Above),
    ("逾", Exactness::Above),
    ("过", Exactness::Exact),
];

/// The words that `text` ends with, if they make the number after them approximate.
fn approximator(text: &str) -> Option<(&'static str, Exactness)> {
    APPROXIMATORS
        .into_iter()
        .find(|(words, _)| ends(text, words))
}

/// Whether `text` begins with `unit`. The first character tells nearly all units apart, three bytes at once.
fn begins(text: &str, unit: &str) -> bool {
    let first = |text: &str| text.as_bytes().first_chunk::<3>().copied();
    match first(unit) {
        Some(bytes) => first(text) == Some(bytes) && text.starts_with(unit),
        None => text.starts_with(unit),
    }
}

/// Whether `text` ends with `words`: the same from behind.
fn ends(text: &str, words: &str) -> bool {
    let last = |text: &str| text.as_bytes().last_chunk::<3>().copied();
    match last(words) {
        Some(bytes) => last(text) == Some(bytes) && text.ends_with(words),
        None => text.ends_with(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        quantities(text)
            .into_iter()
            .map(|found| {
                let value = match found.value {
                    Value::Number(number) => number.normalize().to_string(),
                    Value::Reference(words) => format!("{{{words}}}"),
                };
                let mark = match found.exactness {
                    Exactness::Exact => "",
                    Exactness::Above => ">",
                    Exactness::Below => "<",
                    Exactness::About => "~",
                };
                format!("{mark}{value}{}", found.unit)
            })
            .collect()
    }

    #[test]
    fn what_counts_is_found() {
        for (text, expected) in [
            ("主动公开政府信息156条", &["156条"][..]),
            ("发布1,482 条，微信２４０条", &["1482条", "240条"]),
            ("出台四项规范性文件，开展十二场培训", &["4项", "12场"]),
            (
                "5500余条，30多人次，近100件",
                &[">5500条", ">30人次", "<100件"],
            ),
            (
                "约47.10万元，1万余元，400元",
                &["~471000元", ">10000元", "400元"],
            ),
            (
                "访问量1.2万人次，占12%，37.5％",
                &["12000人次", "12%", "37.5%"],
            ),
            (
                "收到{{ requests.received.total }}件",
                &["{requests.received.total}件"],
            ),
            ("两百余件", &[">200件"]),
            ("{{ 未完。共5件 }}件", &["5件"]),
            (
                "近 3000 余人次、超 5 万人次，100多万元",
                &["~3000人次", ">50000人次", ">1000000元"],
            ),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_names_or_dates_is_not() {
        for text in [
            "2022年1月1日至12月31日",
            "国办公开办函〔2021〕30号",
            "第二十条第（一）项",
            "电话0874-6212345，邮编655600",
            "96128专线和12345热线",
            "20个工作日内答复，24小时值守，3个月",
            "第3次会议，A4纸",
            "二〇二二年十二月",
            "四项制度，六个方面",
            "1.加强领导；2、完善制度",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn an_approximation_allows_what_it_says() {
        let may = |text: &str, figure: i64| quantities(text)[0].may_mean(figure.into());
        assert!(may("100件", 100) && !may("100件", 101));
        assert!(may("100余件", 123) && !may("100余件", 99) && !may("100余件", 260));
        assert!(may("5500余条", 5560) && !may("5500余条", 6100));
        assert!(may("近100件", 96) && !may("近100件", 101));
        assert!(may("约100件", 95) && !may("约100件", 150));
        assert!(may("1.2万条", 11_950) && !may("1.2万条", 14_000));
    }
}

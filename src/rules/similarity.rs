//! Is the text last year's over again (内容雷同)? The words of this year's report against last year's.
//!
//! Which words must be new each year the keys say (`fresh` in `keys.toml`): a procedure or a list of members may
//! stay as it is. A new year and new figures do not make a text new, so only the words are compared: the pairs of
//! neighbouring characters that two texts share. A short text says too little to be told from a set phrase.

use std::cmp::Ordering;

use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Report, Words, Written};
use crate::source::{Sources, Span};

pub(super) static RULES: &[Rule] = &[Rule {
    code: &REPEATED_TEXT,
    check: repeated_text,
}];

static REPEATED_TEXT: Code = Code::warning("repeated-text");

/// From how many characters on a text is compared.
const LENGTH: usize = 60;

/// From how many in a hundred on two texts are taken for one.
const ALIKE: usize = 90;

/// How many paragraphs under a key are compared one by one: far more than anybody writes, so that a file of a million
/// of them keeps nobody waiting.
const MANY: usize = 200;

/// A paragraph, or all that stands under a key, in words only.
struct Text {
    /// Each two neighbouring words, in order of themselves.
    pairs: Vec<[char; 2]>,
    span: Span,
    /// Whether it is all that stands under the key, in several passages.
    all: bool,
}

impl Text {
    fn new(text: &str, span: Span) -> Self {
        let mut words = Vec::new();
        let mut rest = text;
        while let Some((before, reference)) = rest.split_once("{{") {
            words.extend(before.chars().filter(|&character| is_word(character)));
            rest = reference.split_once("}}").map_or("", |(_, after)| after);
        }
        words.extend(rest.chars().filter(|&character| is_word(character)));
        let mut pairs: Vec<[char; 2]> = words.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        pairs.sort_unstable();
        Self {
            pairs,
            span,
            all: false,
        }
    }

    /// How many in a hundred of both texts' pairs of characters they have in common.
    fn likeness(&self, other: &Self) -> usize {
        let both = self.pairs.len() + other.pairs.len();
        let fewer = self.pairs.len().min(other.pairs.len());
        // Texts of very different length cannot be alike; this spares most of the counting.
        if both == 0 || 200 * fewer < ALIKE * both {
            return 0;
        }
        let (mut ours, mut theirs) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let mut common = 0;
        while let (Some(one), Some(two)) = (ours.peek(), theirs.peek()) {
            match one.cmp(two) {
                Ordering::Less => {
                    ours.next();
                }
                Ordering::Greater => {
                    theirs.next();
                }
                Ordering::Equal => {
                    common += 1;
                    ours.next();
                    theirs.next();
                }
            }
        }
        200 * common / both
    }
}

/// Whether a character counts as a word: Chinese, and no numeral.
fn is_word(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
        && !"〇零一二三四五六七八九十百千万亿两".contains(character)
}

fn repeated_text(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(prior) = subject.prior else { return };
    for section in &subject.keys.sections {
        for key in section.keys.iter().filter(|key| key.fresh) {
            let of = |report| texts(report, subject.sources, &section.id, &key.id);
            let (this, last) = (of(subject.report), of(prior.report));
            let pairs = this
                .iter()
                .filter(|text| text.pairs.len() >= LENGTH - 1)
                .flat_map(|text| last.iter().map(move |other| (text, other)));
            let alike = pairs
                .map(|(text, other)| (text.likeness(other), text, other))
                .filter(|&(percent, ..)| percent >= ALIKE)
                // The likest; of several, the first.
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            if let Some((percent, text, other)) = alike {
                let name = if section.id.is_empty() {
                    key.id.to_string()
                } else {
                    format!("{}.{}", section.id, key.id)
                };
                findings.push(
                    REPEATED_TEXT
                        .at(text.span)
                        .with("key", name)
                        .with("percent", percent.to_string())
                        .with("extent", if text.all { "all" } else { "passage" })
                        .related(other.span, "label-last-year-text"),
                );
            }
        }
    }
}

/// The texts under a key: each paragraph, and, since many short ones may say the same again, all of them together.
fn texts(report: &Report, sources: &Sources, section: &str, key: &str) -> Vec<Text> {
    let passages = report.words.get(section).into_iter().flatten();
    let written: Vec<&Written> = passages
        .filter_map(|passage| passage.words.get(key))
        .collect();
    let mut texts = Vec::new();
    let mut all = String::new();
    for written in &written {
        for paragraph in paragraphs(&written.words) {
            if texts.len() < MANY {
                texts.push(Text::new(
                    paragraph,
                    place(sources, written.span, paragraph),
                ));
            }
            all.push_str(paragraph);
        }
    }
    if let (Some(first), 2..) = (written.first(), texts.len()) {
        texts.push(Text {
            all: true,
            ..Text::new(&all, first.span)
        });
    }
    texts
}

fn paragraphs(words: &Words) -> &[String] {
    match words {
        Words::Text(text) => std::slice::from_ref(text),
        Words::Texts(texts) => texts,
        Words::Date(_) => &[],
    }
}

/// Where a paragraph stands within its value; the value, where it was written with escapes.
fn place(sources: &Sources, span: Span, paragraph: &str) -> Span {
    let start = span.range().start;
    sources.slice(span).find(paragraph).map_or(span, |found| {
        Span::new(span.source, start + found..start + found + paragraph.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> usize {
        let source = Sources::default().add("", "");
        let text = |text| Text::new(text, Span::new(source, 0..0));
        text(one).likeness(&text(other))
    }

    #[test]
    fn years_and_figures_do_not_make_a_text_new() {
        assert_eq!(
            likeness(
                "2021年，全镇主动公开政府信息 213 条，其中网站一百条。",
                "2022 年全镇主动公开政府信息{{ channels.total.items }}条；其中网站３条。",
            ),
            100
        );
        assert_eq!(likeness("", ""), 0);
        assert_eq!(likeness("公开", "公开公开公开公开"), 0);
    }

    #[test]
    fn the_order_of_sentences_counts_for_little_and_their_words_for_much() {
        let one = "围绕群众关心的土地和环境问题公开工作进展。完善公开制度并明确专人负责。";
        let turned = "完善公开制度并明确专人负责。围绕群众关心的土地和环境问题公开工作进展。";
        let anew = "以群众最想知道的土地和环境事项为重点公布办理结果。修订公开制度，由专人落实。";
        assert!(likeness(one, turned) > 90);
        assert!(likeness(one, anew) < 60, "{}", likeness(one, anew));
    }
}

//! How running text speaks of a figure: `收到*申请#`, where `#` is the number with its unit and `*` a few words.

mod index;

use std::ops::Deref;
use std::sync::OnceLock;

use self::index::Index;
use super::Term;
use crate::diagnostic::Severity;
use crate::prose::{Characters, Inventory};
use crate::source::Span;

/// All of a form's mentions, so that those which a text may speak of are found without trying each.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    all: Vec<Mention>,
    index: OnceLock<Index>,
}

/// A mention that the words around a number make.
#[derive(Clone, Copy, Debug)]
pub struct Spoken<'m> {
    /// The mention.
    pub mention: &'m Mention,
    /// How much of the text before the number says it.
    pub before: usize,
    /// How much of the text behind the number says it.
    pub behind: usize,
}

impl From<Vec<Mention>> for Mentions {
    fn from(all: Vec<Mention>) -> Self {
        Self {
            all,
            index: OnceLock::new(),
        }
    }
}

impl Deref for Mentions {
    type Target = [Mention];

    fn deref(&self) -> &[Mention] {
        &self.all
    }
}

impl Mentions {
    /// Whether any mention may be made by a number of this unit behind this text, in a paragraph that has these
    /// characters. Most numbers make none.
    pub fn may_be_spoken(&self, unit: &str, before: &str, has: &Inventory) -> bool {
        let of_unit = self.index().of_unit(unit);
        of_unit.is_some_and(|of_unit| {
            let lead = Lead::new(before);
            let mut patterns = of_unit.patterns(&lead, has);
            patterns.any(|&(mention, pattern)| self.all[mention].say[pattern].may_stand(has))
        })
    }

    /// The mentions that a number of this unit between these two texts makes by the words around it, in the order of
    /// the form. `has` are the characters of the paragraph.
    pub fn spoken(
        &self,
        unit: &str,
        before: &str,
        after: &str,
        has: &Inventory,
    ) -> Vec<Spoken<'_>> {
        let Some(of_unit) = self.index().of_unit(unit) else {
            return Vec::new();
        };
        let lead = Lead::new(before);
        let mut patterns: Vec<(usize, usize)> = of_unit.patterns(&lead, has).copied().collect();
        patterns.sort_unstable();
        let mut found: Vec<Spoken<'_>> = Vec::new();
        for (mention, pattern) in patterns {
            let mention = &self.all[mention];
            // Its first pattern that fits decides.
            let is_known = |last: &Spoken<'_>| std::ptr::eq(last.mention, mention);
            if found.last().is_some_and(is_known) {
                continue;
            }
            let pattern = &mention.say[pattern];
            if pattern.may_stand(has)
                && let Some((before, behind)) = pattern.speaks(&lead, after)
            {
                found.push(Spoken {
                    mention,
                    before,
                    behind,
                });
            }
        }
        found
    }

    /// The patterns all of whose words stand in a text that has these characters, so that it may say with them of
    /// something that there was none; in the order of the form. Most texts have none.
    pub fn denials(&self, text: &str, has: &Inventory) -> Vec<(&Mention, &Pattern)> {
        let mut patterns = self.index().denials(text, has);
        if patterns.is_empty() {
            return Vec::new();
        }
        patterns.sort_unstable();
        let patterns = patterns.into_iter().map(|(mention, pattern)| {
            let mention = &self.all[mention];
            (mention, &mention.none[pattern])
        });
        let says = |word: &String| has.may_say(word) && text.contains(word);
        patterns
            .filter(|(_, pattern)| pattern.before.iter().skip(1).all(says))
            .collect()
    }

    /// Made when a report first asks, and kept with the form.
    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.all))
    }
}

/// How running text speaks of a figure of the form, so that the two can be compared.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The figure that is meant: the sum of these. Any further sum may be meant just as well: `受理` may count
    /// the requests carried in or not.
    pub means: Vec<Vec<Term>>,
    /// How it is said.
    pub say: Vec<Pattern>,
    /// How it is said that there was none.
    pub none: Vec<Pattern>,
    /// Words one of which must stand in the sentence up to there, so that it is clear what is spoken of; none if
    /// the words themselves leave no doubt.
    pub about: Vec<String>,
    /// Words that make it another figure if they stand in the same clause (a channel, a part).
    pub without: Vec<String>,
    /// Phrases that say nothing else although words of `without` stand in them (制定发布, which is no 发布).
    pub aside: Vec<String>,
    /// Words that leave it open what is counted if they stand anywhere in the sentence.
    pub doubt: Vec<String>,
    /// Figures of which the number right before it in the sentence must speak, because its own words say too little:
    /// `收到申请21件，办结21件`. None if the words are enough.
    pub beside: Vec<Vec<Term>>,
    /// The units that the number may have.
    pub units: Vec<String>,
    /// How much it matters if text and table differ.
    pub severity: Severity,
    /// Where the form declares it.
    pub span: Span,
}

/// A way of saying something: words before the number, and words after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    before: Vec<String>,
    after: Vec<String>,
}

/// The most characters that `*` stands for.
const GAP: usize = 40;

/// Words between the last word of a pattern and the number that change nothing: 申请**共**5件, 复议**案件**2件.
const FILLERS: [&str; 30] = [
    "事件",
    "办理件",
    "案件",
    "事项",
    "件数",
    "书",
    "案",
    "件",
    "数量",
    "总数",
    "数",
    "共计",
    "合计",
    "总计",
    "共有",
    "共",
    "累计",
    "计",
    "为",
    "是",
    "有",
    "了",
    "的",
    "分别",
    "一共",
    "达",
    "信息",
    "全年",
    "总",
    "：",
];

/// What these words end with: few texts before a number do.
static FILLER_ENDS: Characters = Characters::ending(&FILLERS);

/// The text before a number: as it stands, and as it would stand without the fillers at its end, one less each time.
#[derive(Debug)]
struct Lead<'t> {
    length: usize,
    ends: Vec<&'t str>,
}

impl<'t> Lead<'t> {
    fn new(before: &'t str) -> Self {
        let shorter = |text: &&'t str| {
            let last = text.chars().next_back()?;
            let mut fillers = FILLERS.iter().filter(|_| FILLER_ENDS.has(last));
            let before = fillers.find_map(|filler| text.strip_suffix(filler))?;
            Some(before.trim_end())
        };
        Self {
            length: before.len(),
            ends: std::iter::successors(Some(before.trim_end()), shorter).collect(),
        }
    }
}

impl Pattern {
    /// Parses `收到*申请#`. Without `#` the number, if there is one, stands at the end.
    pub fn parse(text: &str) -> Self {
        let (before, after) = text.split_once('#').unwrap_or((text, ""));
        let words = |side: &str| {
            side.split('*')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        };
        Self {
            before: words(before),
            after: words(after),
        }
    }

    /// Whether all of its words may stand in a text that has these characters.
    fn may_stand(&self, has: &Inventory) -> bool {
        let mut words = self.before.iter().chain(&self.after);
        words.all(|word| has.may_say(word))
    }

    /// Whether a number between these two texts is spoken of so; if so, the lengths of the text before the number
    /// and of the text behind it that say it.
    fn speaks(&self, lead: &Lead<'_>, after: &str) -> Option<(usize, usize)> {
        let start = lead.ends.iter().find_map(|text| ends(&self.before, text))?;
        let behind = follows(&self.after, after)?;
        Some((lead.length - start, behind))
    }

    /// Every place, in a text that has no number, where the pattern stands: its start and its end.
    pub fn stands<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let last = self.before.last().map_or("", String::as_str);
        text.match_indices(last)
            .filter(move |_| !last.is_empty())
            .filter_map(move |(at, _)| {
                let end = at + last.len();
                Some((ends(&self.before, &text[..end])?, end))
            })
    }
}

/// Whether `text` ends with these words, at most [`GAP`] characters apart: where they begin. No words are at its end.
fn ends(words: &[String], text: &str) -> Option<usize> {
    let Some((last, rest)) = words.split_last() else {
        return Some(text.len());
    };
    let mut at = text.strip_suffix(last.as_str())?.len();
    for word in rest.iter().rev() {
        let found = text[..at].rfind(word.as_str())?;
        if text[found + word.len()..at].chars().count() > GAP {
            return None;
        }
        at = found;
    }
    Some(at)
}

/// Whether these words stand at the beginning of `text`, at most [`GAP`] characters apart: where they end.
fn follows(words: &[String], text: &str) -> Option<usize> {
    let mut at = 0;
    for word in words {
        // To look whether it is there costs far less than to ask where.
        if !text[at..].contains(word.as_str()) {
            return None;
        }
        let found = text[at..].find(word.as_str())?;
        if text[at..at + found].chars().count() > GAP {
            return None;
        }
        at += found + word.len();
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::{GAP, Lead, Pattern};

    fn speaks(pattern: &Pattern, before: &str, after: &str) -> Option<(usize, usize)> {
        pattern.speaks(&Lead::new(before), after)
    }

    #[test]
    fn a_gap_has_its_limit_on_either_side() {
        let filled = |count: usize| "甲".repeat(count);
        let (wide, behind) = (Pattern::parse("收到*申请#"), Pattern::parse("收到#*申请"));
        let before = |count| speaks(&wide, &format!("收到{}申请", filled(count)), "");
        let after = |count| speaks(&behind, "收到", &format!("{}申请", filled(count)));
        assert!(before(GAP).is_some() && before(GAP + 1).is_none());
        assert!(after(GAP).is_some() && after(GAP + 1).is_none() && after(0).is_some());
    }

    #[test]
    fn a_pattern_leaves_room_for_a_few_words() {
        let received = Pattern::parse("收到*申请#");
        assert!(speaks(&received, "全年收到政府信息公开申请", "").is_some());
        assert!(speaks(&received, "全年收到申请共计", "").is_some());
        assert!(speaks(&received, "全年收到申请答复", "").is_none());
        let after = Pattern::parse("收到#*申请");
        assert!(speaks(&after, "收到", "政府信息公开申请").is_some());
        assert!(speaks(&after, "收到", "留言").is_none());
        let behind = Pattern::parse("#结转下年");
        assert_eq!(speaks(&behind, "另有", "结转下年度继续办理"), Some((0, 12)));
        assert_eq!(speaks(&behind, "另有", "已经答复"), None);
        let none = Pattern::parse("未收到*申请");
        let stands = |text| none.stands(text).collect::<Vec<_>>();
        assert_eq!(stands("我镇未收到公开申请的情况"), [(6, 27)]);
        assert_eq!(stands("未收到申请人的申请"), [(0, 15), (0, 27)]);
        let left = Pattern::parse("#*结转下年度");
        assert_eq!(speaks(&left, "剩余", "按规定结转下年度"), Some((0, 24)));
    }
}

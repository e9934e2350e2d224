//! How running text speaks of a figure: `收到*申请#`, where `#` is the number with its unit and `*` a few words.

use super::Term;
use crate::diagnostic::Severity;
use crate::source::Span;

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

    /// Whether a number between these two texts is spoken of so; if so, the lengths of the text before the number
    /// and of the text behind it that say it.
    pub fn speaks(&self, before: &str, after: &str) -> Option<(usize, usize)> {
        let behind = match self.after.as_slice() {
            [] => 0,
            words => follows(words, after)?,
        };
        let mut text = before.trim_end();
        loop {
            if let Some(start) = ends(&self.before, text) {
                return Some((before.len() - start, behind));
            }
            text = FILLERS
                .iter()
                .find_map(|filler| text.strip_suffix(filler))?
                .trim_end();
        }
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
    use super::{GAP, Pattern};

    #[test]
    fn a_gap_has_its_limit_on_either_side() {
        let filled = |count: usize| "甲".repeat(count);
        let before =
            |count| Pattern::parse("收到*申请#").speaks(&format!("收到{}申请", filled(count)), "");
        let after =
            |count| Pattern::parse("收到#*申请").speaks("收到", &format!("{}申请", filled(count)));
        assert!(before(GAP).is_some() && before(GAP + 1).is_none());
        assert!(after(GAP).is_some() && after(GAP + 1).is_none() && after(0).is_some());
    }

    #[test]
    fn a_pattern_leaves_room_for_a_few_words() {
        let received = Pattern::parse("收到*申请#");
        assert!(received.speaks("全年收到政府信息公开申请", "").is_some());
        assert!(received.speaks("全年收到申请共计", "").is_some());
        assert!(received.speaks("全年收到申请答复", "").is_none());
        let after = Pattern::parse("收到#*申请");
        assert!(after.speaks("收到", "政府信息公开申请").is_some());
        assert!(after.speaks("收到", "留言").is_none());
        let behind = Pattern::parse("#结转下年");
        assert_eq!(behind.speaks("另有", "结转下年度继续办理"), Some((0, 12)));
        assert_eq!(behind.speaks("另有", "已经答复"), None);
        let none = Pattern::parse("未收到*申请");
        let stands = |text| none.stands(text).collect::<Vec<_>>();
        assert_eq!(stands("我镇未收到公开申请的情况"), [(6, 27)]);
        assert_eq!(stands("未收到申请人的申请"), [(0, 15), (0, 27)]);
        let left = Pattern::parse("#*结转下年度");
        assert_eq!(left.speaks("剩余", "按规定结转下年度"), Some((0, 24)));
    }
}

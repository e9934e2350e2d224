//! The words of lists of parts in running text: what opens them, what goes on with them, what ends them.

use std::ops::Range;

use super::Inventory;

/// Words after which a list need not be complete.
pub(super) const PARTIAL: [&str; 7] = ["其中", "包括", "包含", "含", "主要是", "主要有", "主要为"];

/// What may stand before these: 具体包括, 主要包括, 内容包括.
const LEADS: [&str; 6] = ["具体", "主要", "内容", "类别", "信息", "其中"];

/// Words after which a list is complete.
const COMPLETE: [&str; 6] = ["分别为", "分别是", "分别", "即：", "具体为", "具体是"];

/// The most characters between a total and 其中.
const FAR: usize = 30;

/// Words before a total that stands behind its parts.
pub(super) const SUMMED: [&str; 5] = ["合计", "共计", "总计", "小计", "总共"];

/// What separates the parts of a list.
const SEPARATORS: [&str; 9] = ["、", "，", "；", ",", ";", "和", "及", "以及", "与"];

/// Words with which a sentence goes on to something else.
const TOPICS: [&str; 46] = [
    "通过",
    "利用",
    "依托",
    "全年",
    "本年",
    "今年",
    "共",
    "累计",
    "另",
    "此外",
    "同时",
    "还",
    "收到",
    "受理",
    "开展",
    "举办",
    "召开",
    "组织",
    "制定",
    "印发",
    "编制",
    "较",
    "比",
    "同比",
    "占",
    "更新",
    "推送",
    "浏览",
    "访问",
    "点击",
    "阅读",
    "关注",
    "粉丝",
    "参加",
    "培训",
    "接受",
    "接待",
    "答复率",
    "办结率",
    "在",
    "对",
    "已",
    "未",
    "并",
    "均",
    "全部",
];

/// Names of what is counted that begin as a topic does: 组织机构3条 is no 组织培训3次.
const NAMES: [&str; 11] = [
    "培训信息",
    "组织机构",
    "组织管理",
    "组织结构",
    "组织人事",
    "组织建设",
    "对外",
    "对口",
    "在线",
    "未成年",
    "共青团",
];

/// Words that name a way of doing something.
const THROUGH: [&str; 5] = ["通过", "利用", "依托", "借助", "在"];

/// What stands before a number that goes on with a list whose numbers stand before their names.
const RESTS: [&str; 6] = ["另外", "剩余", "其余", "另有", "另", "有"];

/// Whether a text with these characters may have a list of parts at all: one that words or marks open, or a total that
/// sums up what stands before it.
pub fn may_list(has: &Inventory) -> bool {
    let words = PARTIAL.iter().chain(&COMPLETE).chain(&SUMMED);
    let marks = ['：', ':', '（', '('];
    marks.iter().any(|mark| has.may_have(*mark)) || words.into_iter().any(|word| has.may_say(word))
}

/// Whether the text between a number and the next begins a list of the number's parts; if so, whether the list
/// claims to be complete.
pub(super) fn introduces(gap: &str) -> Option<bool> {
    let opened = gap.trim_start_matches(' ');
    let inside = opened.strip_prefix(['（', '(']);
    let words = inside
        .unwrap_or(opened)
        .trim_start_matches(['，', ',', '：', ':', '；', ';', '。', '（', '(', ' ']);
    let led = LEADS
        .iter()
        .find_map(|lead| words.strip_prefix(lead))
        .unwrap_or(words);
    if PARTIAL
        .iter()
        .any(|word| words.starts_with(word) || led.starts_with(word))
    {
        // 其中：… is as partial as 其中….
        return Some(false);
    }
    if COMPLETE.iter().any(|word| words.starts_with(word)) {
        return Some(true);
    }
    if inside.is_some() {
        return Some(false);
    }
    // 收到16件，均已按期办结，其中予以公开10件: words without a number do not part the list from its total.
    if let Some(at) = gap.rfind("其中")
        && gap[..at].chars().count() <= FAR
        && gap[..at].ends_with(['，', ',', '；', ';', '。'])
    {
        return Some(false);
    }
    opened.starts_with(['：', ':']).then_some(true)
}

/// Whether a list has ended before this: what is said next is about something else. `words` stand between the numbers,
/// `label` is what they say behind the separator, `first` what the first part is called.
pub(super) fn leaves(words: &str, label: &str, first: &str) -> bool {
    let both_through = |label: &str| THROUGH.iter().any(|word| label.starts_with(word));
    // 其中通过信函申请3件，通过网络申请12件: what the first part begins with leads to no other topic.
    let is_topic = TOPICS.iter().any(|topic| {
        label.starts_with(topic)
            && !first.starts_with(topic)
            && !(both_through(first) && both_through(label))
    });
    (is_topic || opens_another(words, label, first))
        && !NAMES.iter().any(|name| label.starts_with(name))
}

/// Whether a semicolon ends the list, because what follows it is told anew: `；公开重点领域信息120条`, `；二是…`.
fn opens_another(words: &str, label: &str, first: &str) -> bool {
    const TELL: [&str; 14] = [
        "公开", "发布", "公布", "解读", "回应", "推出", "编发", "刊发", "转发", "一是", "二是",
        "三是", "四是", "五是",
    ];
    words
        .trim_start_matches(['）', ')', ' '])
        .starts_with(['；', ';'])
        && TELL
            .iter()
            .any(|word| label.starts_with(word) && !first.starts_with(word))
}

/// Whether nothing but the words that introduce a list stands before its first number.
pub(super) fn is_introduction(lead: &str) -> bool {
    let marks = [
        '，', ',', '：', ':', '；', ';', '。', '（', '(', '）', ')', ' ', '有',
    ];
    let words = lead.trim_matches(marks);
    let words = words.rsplit(marks).next().unwrap_or(words);
    PARTIAL.contains(&words) || COMPLETE.contains(&words)
}

/// Whether the text between two numbers ends an item: 权责清单、 and 已答复，剩余.
pub(super) fn ends_item(words: &str) -> bool {
    let words = words.trim_end();
    let words = RESTS
        .iter()
        .find_map(|rest| words.strip_suffix(rest))
        .unwrap_or(words);
    SEPARATORS
        .iter()
        .any(|separator| words.trim_end().ends_with(separator))
}

/// What a part is called whose name stands behind its number.
pub(super) fn name_behind(text: &str, rest: Range<usize>) -> Range<usize> {
    let length = text[rest.clone()]
        .find(['，', '、', '；', ',', ';', '（', '('])
        .unwrap_or(rest.len());
    rest.start..rest.start + length
}

/// What follows the separator, if the text between two numbers goes on with a list.
pub(super) fn continued(words: &str) -> Option<&str> {
    let words = words.trim_start_matches(['）', ')', ' ']);
    SEPARATORS
        .iter()
        .find_map(|separator| words.strip_prefix(separator))
        .filter(|rest| !rest.contains('。'))
        .map(str::trim_start)
}

/// What a part is called: the words before its number, without those that introduce the list.
pub(super) fn label(text: &str, gap: Range<usize>) -> Range<usize> {
    let words = &text[gap.clone()];
    // 不予公开（属于内部事务信息）1件: what stands in brackets explains the name.
    let gap = match words.trim_end().strip_suffix(['）', ')']) {
        Some(inner) => match inner.rfind(['（', '(']) {
            Some(open) if open > 0 => gap.start..gap.start + open,
            _ => gap,
        },
        None => gap,
    };
    let words = &text[gap.clone()];
    let start = words
        .rfind(['，', '、', '；', '：', ',', ';', ':', '（', '(', '）', ')'])
        .map_or(0, |at| {
            at + words[at..].chars().next().map_or(0, char::len_utf8)
        });
    let mut range = gap.start + start..gap.end;
    loop {
        let here = &text[range.clone()];
        let intro = PARTIAL
            .iter()
            .chain(&COMPLETE)
            .chain(&["以及", "和", "及", "与", "发布", " ", "有", "了"])
            .find(|word| here.starts_with(**word));
        match intro {
            Some(word) if word.len() < here.len() => range.start += word.len(),
            _ => return range,
        }
    }
}

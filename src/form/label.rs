//! Labels as real files write them, matched to those of the form.
//!
//! Files differ from the printed form in width, spaces, line breaks inside a label, quotes, and numbering
//! (`1、` for `1.`), and people leave the numbering out. [`normal`] takes all of that away.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Column, Open, Row};

/// What separates the labels of a path that a file writes out: `（三）不予公开／1.属于国家秘密`.
const SEPARATORS: [char; 5] = ['/', '／', ':', '：', '>'];

/// The normalised labels of a table.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    rows: FxHashMap<String, Vec<usize>>,
    /// The same, and what the rows' labels come to when each is written with the one above it, as `init` writes them;
    /// worked out when the first row is asked for.
    printed: OnceLock<FxHashMap<String, Vec<usize>>>,
    columns: FxHashMap<String, Vec<usize>>,
    head: Vec<String>,
    total: Vec<String>,
}

impl Labels {
    pub(super) fn new(columns: &[Column], rows: &[Row], open: Option<&Open>) -> Self {
        let mut labels = Self::default();
        for (index, row) in rows.iter().enumerate() {
            note(&mut labels.rows, index, &row.id, &row.label, &row.aliases);
        }
        for (index, column) in columns.iter().enumerate() {
            note(
                &mut labels.columns,
                index,
                &column.id,
                &column.label,
                &column.aliases,
            );
        }
        if let Some(open) = open {
            labels.head = std::iter::once(&open.label)
                .chain(&open.aliases)
                .map(|label| normal(label).into_owned())
                .collect();
            let total = open.total.iter();
            labels.total = total.map(|label| normal(label).into_owned()).collect();
        }
        labels
    }

    /// A label or heading without what real files vary: width, spaces, quotes, punctuation, numbering.
    pub fn normal(label: &str) -> String {
        normal(label).into_owned()
    }

    /// The rows that a label may mean: none, one, or several that only their place can tell apart.
    pub fn rows(&self, written: &str, rows: &[Row]) -> Cow<'_, [usize]> {
        let printed = self.printed.get_or_init(|| self.printed(rows));
        let found = printed.get(written);
        match found.or_else(|| self.rows.get(&*normal(written))) {
            Some(found) => Cow::Borrowed(found),
            None => Cow::Owned(self.rows_under(written, rows)),
        }
    }

    /// The rows by their labels, and by what each label comes to with the one above it.
    fn printed(&self, rows: &[Row]) -> FxHashMap<String, Vec<usize>> {
        let paths = rows.iter().filter_map(|row| {
            let path = format!("{}／{}", rows[row.parent?].label, row.label);
            let found = match self.rows.get(&*normal(&path)) {
                Some(found) => found.clone(),
                None => self.rows_under(&path, rows),
            };
            Some((path, found))
        });
        let mut printed: FxHashMap<String, Vec<usize>> = paths.collect();
        let labels = self.rows.iter();
        printed.extend(labels.map(|(label, found)| (label.clone(), found.clone())));
        printed
    }

    /// The rows that a label may mean which is written with those above it.
    fn rows_under(&self, written: &str, rows: &[Row]) -> Vec<usize> {
        // A label may hold a separator itself (其中：…), so the shortest that fits is not the only one.
        let splits = written.rmatch_indices(SEPARATORS);
        let mut found = splits.map(|(at, separator)| {
            let above: Vec<Cow<'_, str>> = written[..at]
                .split(SEPARATORS)
                .map(normal)
                .filter(|part| !part.is_empty())
                .collect();
            let last = normal(&written[at + separator.len()..]);
            let named = self.rows.get(&*last).map(Vec::as_slice).unwrap_or_default();
            let fits = |&row: &usize| stands_under(rows, row, &above);
            named.iter().copied().filter(fits).collect::<Vec<usize>>()
        });
        found.find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The columns that a head may mean. A head that stands under others may be written with them.
    pub fn columns(&self, written: &str, columns: &[Column]) -> Cow<'_, [usize]> {
        if let Some(found) = self
            .columns
            .get(written)
            .or_else(|| self.columns.get(&*normal(written)))
        {
            return Cow::Borrowed(found);
        }
        let Some((above, last)) = written.rsplit_once(SEPARATORS) else {
            return Cow::Borrowed(&[]);
        };
        let Some(above) = above.split(SEPARATORS).next_back().map(normal) else {
            return Cow::Borrowed(&[]);
        };
        let named = self
            .columns
            .get(&*normal(last))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let fits = |&column: &usize| {
            columns[column]
                .group
                .iter()
                .any(|group| normal(group) == above)
        };
        Cow::Owned(named.iter().copied().filter(fits).collect())
    }

    /// Whether this is the head over an open table's row labels.
    pub fn is_head(&self, written: &str) -> bool {
        is_among(&self.head, written)
    }

    /// Whether this labels an open table's declared total.
    pub fn is_total(&self, written: &str) -> bool {
        is_among(&self.total, written)
    }
}

/// Whether a label is one of those normalised.
fn is_among(normalised: &[String], written: &str) -> bool {
    !normalised.is_empty() && {
        let written = normal(written);
        normalised.iter().any(|label| *label == written)
    }
}

fn note(
    labels: &mut FxHashMap<String, Vec<usize>>,
    index: usize,
    id: &str,
    label: &str,
    aliases: &[String],
) {
    let mut keys = vec![id.to_owned(), label.to_owned(), normal(label).into_owned()];
    keys.extend(aliases.iter().map(|alias| normal(alias).into_owned()));
    keys.sort();
    keys.dedup();
    for key in keys {
        labels.entry(key).or_default().push(index);
    }
}

/// Whether the rows above `row` include those named, innermost last.
fn stands_under(rows: &[Row], row: usize, above: &[Cow<'_, str>]) -> bool {
    let mut wanted = above.iter().rev().peekable();
    let mut parent = rows[row].parent;
    while let Some(index) = parent {
        let Some(&name) = wanted.peek() else {
            return true;
        };
        if *name == normal(&rows[index].label) || *name == rows[index].id {
            wanted.next();
        }
        parent = rows[index].parent;
    }
    wanted.peek().is_none()
}

/// A label without what real files vary: half-width, no spaces, no quotes, no punctuation, no numbering.
pub(super) fn normal(label: &str) -> Cow<'_, str> {
    // Most labels have nothing of it: they are Chinese characters, which are no numbering without a sign behind them.
    if label.chars().all(is_chinese) {
        return Cow::Borrowed(label);
    }
    if label.chars().all(is_normal) && without_numbering(label).len() == label.len() {
        return Cow::Borrowed(label);
    }
    let mut folded = String::with_capacity(label.len());
    for character in label.chars() {
        match character {
            // The full-width forms of ASCII stand at a fixed distance.
            '\u{FF01}'..='\u{FF5E}' => {
                folded.extend(char::from_u32(character as u32 - 0xFEE0));
            }
            _ if character.is_whitespace() => {}
            _ => folded.push(character.to_ascii_lowercase()),
        }
    }
    let numbering = folded.len() - without_numbering(&folded).len();
    folded.drain(..numbering);
    folded.retain(|character| !is_punctuation(character));
    Cow::Owned(folded)
}

fn is_chinese(character: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&character)
}

/// Whether a character stays as it is in a normalised label.
fn is_normal(character: char) -> bool {
    match character {
        _ if is_chinese(character) => true,
        '\u{FF01}'..='\u{FF5E}' | 'A'..='Z' => false,
        _ => !character.is_whitespace() && !is_punctuation(character),
    }
}

fn is_punctuation(character: char) -> bool {
    matches!(
        character,
        '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | ',' | '、' | '。' | '.' | ';' | ':'
    )
}

fn without_numbering(label: &str) -> &str {
    let is_number = |character: char| {
        matches!(
            character,
            '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
        )
    };
    if let Some(rest) = label.strip_prefix('(')
        && let Some((number, rest)) = rest.split_once(')')
        && !number.is_empty()
        && number.chars().all(is_number)
    {
        return rest.trim_start_matches(['、', '.', ':']);
    }
    let rest = label.trim_start_matches(is_number);
    if rest.len() < label.len()
        && rest.starts_with(['、', '.', ')', ':'])
        && rest.chars().count() > 1
    {
        return &rest[rest.chars().next().map_or(0, char::len_utf8)..];
    }
    label
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn the_variants_of_real_files_are_one_label() {
        for (written, printed) in [
            ("1、属于国家秘密", "1.属于国家秘密"),
            ("1. 属于国家秘密", "1.属于国家秘密"),
            ("属于国家秘密", "1.属于国家秘密"),
            ("商业 企业", "商业企业"),
            ("商业\n企业", "商业企业"),
            ("3.危及\"三安全一稳定\"", "3.危及“三安全一稳定”"),
            (
                "(二)部分公开(区分处理的,只计这一情形,不计其他情形)",
                "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            ),
            ("本年收费金额(单位:万元)", "本年收费金额（单位：万元）"),
            ("　总 计　", "总计"),
        ] {
            assert_eq!(normal(written), normal(printed), "{written}");
        }
    }

    #[test]
    fn what_differs_stays_apart() {
        assert_ne!(normal("3.其他"), normal("（六）其他处理"));
        assert_ne!(normal("一般公共预算"), normal("般公共预算"));
        assert_ne!(normal("96128专线"), normal("专线"));
    }
}

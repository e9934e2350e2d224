//! Is there anything in the words that must not be published? See [`privacy`](crate::privacy) for how it is
//! recognised.

use super::{Rule, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{self, Point};
use crate::model::{self, Entry, Fact, Origin};
use crate::privacy::{self, Kind, Leak};
use crate::source::Span;

pub(super) static RULES: &[Rule] = &[Rule {
    code: &PERSONAL_DATA,
    check: personal_data,
}];

static PERSONAL_DATA: Code = Code::error("personal-data");

/// Words of a paragraph that says whom to ask: a telephone number belongs there.
const CONTACT: [&str; 7] = [
    "疑问",
    "地址",
    "邮编",
    "邮政编码",
    "请与",
    "联系方式",
    "咨询电话",
];

fn personal_data(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let has_enough = |paragraph: &&model::Paragraph| paragraph.digits() >= privacy::FEWEST;
    for paragraph in subject.report.prose.iter().filter(has_enough) {
        let is_contact = match &paragraph.origin {
            Origin::Key { section, .. } => section == model::CONTACT,
            Origin::Chapter { .. } => CONTACT.iter().any(|word| paragraph.text.contains(word)),
        };
        for leak in privacy::leaks(&paragraph.text) {
            if is_contact && leak.kind == Kind::Mobile {
                continue;
            }
            let span = paragraph.at(&leak.range);
            findings.push(said(&paragraph.text, &leak, "text", span));
        }
    }
    counts(subject, findings);
    for (table, sheet) in subject.form.tables.iter().zip(&subject.report.sheets) {
        let Some(sheet) = sheet.as_ref().filter(|_| table.open.is_some()) else {
            continue;
        };
        for (row, open) in sheet.open.iter().enumerate() {
            let texts = std::iter::once(&open.label).chain(&open.texts);
            for text in texts.filter(|text| !text.is_empty()) {
                for leak in privacy::leaks(text) {
                    let span = sheet.rows[row].unwrap_or(sheet.span);
                    findings.push(said(text, &leak, "text", span));
                }
            }
        }
    }
}

/// Numbers that stand where something is counted, and that nobody can have counted.
fn counts(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for (index, table) in subject.form.tables.iter().enumerate() {
        let Some(sheet) = subject.report.sheet(index) else {
            continue;
        };
        let number = |fact: &Fact| fact.entry.number();
        let mut numbers = sheet.facts.iter().flatten().filter_map(number);
        if !numbers.any(|number| privacy::of_count(number).is_some()) {
            continue;
        }
        for (row, column, fact) in sheet.written() {
            if let Entry::Number(number) = fact.entry
                && let Some(leak) = privacy::of_count(number)
                && table.columns[column].kind.is_figure()
                && table.kind(row, column) == form::Kind::Count
            {
                let point = Point {
                    table: index,
                    row,
                    column,
                };
                let path = subject.report.path(subject.form, point);
                findings.push(said(&number.to_string(), &leak, "count", fact.span).about(path));
            }
        }
    }
}

/// The finding that a text gives something away, at the leak's place.
fn said(text: &str, leak: &Leak, place: &'static str, span: Span) -> Diagnostic {
    PERSONAL_DATA
        .at(span)
        .with("kind", leak.kind.name())
        .with(
            "shown",
            privacy::masked(&text[leak.range.clone()]).into_owned(),
        )
        .with("where", place)
}

#[cfg(test)]
mod tests {
    use crate::{privacy, prose};

    /// Only paragraphs that have so many digits in a row are asked.
    #[test]
    fn what_gives_something_away_has_enough_digits_in_a_row() {
        let mut found = 0;
        for text in [
            "11010519491231002X",
            "138 - 1234 - 5678",
            "138-1234-5678",
            "１３８１２３４５６７８",
            "6222 0202 0011 2233 446",
            "6222020200112233446",
        ] {
            for beside in ["", "3", "一", "{", "-", " ", "甲", "🙂 ", "é"] {
                let text = format!("{beside}{text}{beside}");
                let leaks = privacy::leaks(&text).len();
                found += leaks;
                let digits = prose::read(&text).digits;
                assert!(leaks == 0 || digits >= privacy::FEWEST, "{text}: {digits}");
            }
        }
        assert!(found > 20, "{found}");
    }
}

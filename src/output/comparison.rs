//! The differences between two reports: as a table for people, as CSV for a spreadsheet, as Markdown for a memo.

mod csv;
mod markdown;
mod table;

use std::fmt::Write as _;

use rust_decimal::Decimal;

use crate::compare::{Change, Comparison, Differences, Lone};
use crate::messages::Catalogue;
use crate::model::{Absence, Held};

/// What percentages and differences say where they say nothing.
const NOTHING: &str = "—";

/// Who one of the two reports is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The agency's name; empty if it is not known.
    pub agency: String,
    /// The reporting year.
    pub year: u16,
    /// The report folder, as given.
    pub path: String,
}

/// A comparison with everything that it takes to show it.
#[derive(Clone)]
pub struct ComparisonView<'c> {
    catalogue: &'c Catalogue,
    comparison: &'c Comparison,
    /// What the two reports are called over their columns.
    heads: [String; 2],
    title: String,
}

/// The figures of one row that only one of the reports has.
struct LoneRow<'c> {
    has_first: bool,
    row: &'c str,
    figures: Vec<&'c Lone>,
    /// What the other report has there.
    other: Held,
}

impl<'c> ComparisonView<'c> {
    /// Prepares for showing.
    pub fn new(catalogue: &'c Catalogue, comparison: &'c Comparison, parties: [&Party; 2]) -> Self {
        let full = parties.map(|party| {
            let agency = if party.agency.is_empty() {
                &party.path
            } else {
                &party.agency
            };
            let year = party.year.to_string();
            catalogue.text("status-title", &[("agency", agency), ("year", &year)])
        });
        let [a, b] = parties;
        let is_one_agency = a.agency == b.agency && !a.agency.is_empty();
        let heads = if is_one_agency && a.year != b.year {
            parties.map(|party| party.year.to_string())
        } else if !is_one_agency && a.year == b.year && !a.agency.is_empty() && !b.agency.is_empty()
        {
            parties.map(|party| party.agency.clone())
        } else if full[0] == full[1] {
            parties.map(|party| party.path.clone())
        } else {
            full.clone()
        };
        let title = catalogue.text(
            "compare-title",
            &[("a", &full[0]), ("b", &full[1]), ("base", &heads[0])],
        );
        Self {
            catalogue,
            comparison,
            heads: heads.map(|head| flat(&head)),
            title: flat(&title),
        }
    }

    /// For people: columns that stand under each other, wide characters counted right.
    pub fn table(&self) -> String {
        table::write(self)
    }

    /// For a spreadsheet: a line for each figure.
    pub fn csv(&self) -> String {
        csv::write(self)
    }

    /// For a memo.
    pub fn markdown(&self) -> String {
        markdown::write(self)
    }

    fn text(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        self.catalogue.text(id, arguments)
    }

    /// The heads over changes.
    fn heads(&self) -> [String; 7] {
        let text = |id| self.text(id, &[]);
        let [a, b] = self.heads.clone();
        [
            text("compare-row"),
            text("compare-column"),
            a,
            b,
            text("compare-difference"),
            text("compare-percent"),
            text("compare-path"),
        ]
    }

    /// A change, cell by cell, under [`ComparisonView::heads`].
    fn cells(change: &Change) -> [String; 7] {
        let with_unit = |number: Decimal, unit: &str| {
            if change.difference.is_some() {
                number.to_string()
            } else {
                format!("{number} {unit}")
            }
        };
        [
            flat(&change.named.row),
            flat(&change.named.column),
            with_unit(change.a, &change.units[0]).trim_end().to_owned(),
            with_unit(change.b, &change.units[1]).trim_end().to_owned(),
            change.difference.map_or(NOTHING.to_owned(), signed),
            change.percent.map_or(NOTHING.to_owned(), |percent| {
                format!("{}%", signed(percent))
            }),
            flat(&change.named.path),
        ]
    }

    /// The last words: how much differs.
    fn summary(&self) -> String {
        let (changes, lone) = self.comparison.counts();
        let alike = self.comparison.alike.to_string();
        if changes + lone == 0 {
            return self.text("compare-none", &[("alike", &alike)]);
        }
        let (changes, lone) = (changes.to_string(), lone.to_string());
        self.text(
            "compare-summary",
            &[("changes", &changes), ("lone", &lone), ("alike", &alike)],
        )
    }

    /// What only one of the reports has, in lines: one for a table that the other does not have, else one a row.
    fn lone_lines(&self, differences: &Differences) -> Vec<String> {
        let mut lines = Vec::new();
        for row in rows(&differences.lone, differences.whole) {
            let mine = usize::from(!row.has_first);
            let (has, other) = (&self.heads[mine], &self.heads[1 - mine]);
            let lacks = state(self.catalogue, row.other);
            let count = row.figures.len().to_string();
            if differences.whole {
                let title = flat(&differences.title);
                lines.push(self.text(
                    "compare-lone-table",
                    &[
                        ("table", &title),
                        ("has", has),
                        ("count", &count),
                        ("other", other),
                        ("lacks", &lacks),
                    ],
                ));
                continue;
            }
            let mut figures = String::new();
            for lone in &row.figures {
                let held = if row.has_first { lone.a } else { lone.b };
                let number = held.number().unwrap_or_default();
                let gap = if figures.is_empty() { "" } else { " · " };
                let column = flat(&lone.named.column);
                let _ = write!(figures, "{gap}{column} {number}{}", lone.unit);
            }
            let row = flat(row.row);
            lines.push(self.text(
                "compare-lone",
                &[
                    ("row", &row),
                    ("has", has),
                    ("figures", &figures),
                    ("other", other),
                    ("lacks", &lacks),
                ],
            ));
        }
        lines
    }
}

/// What a report has in place of a number, in words.
pub(super) fn state(catalogue: &Catalogue, held: Held) -> String {
    let id = match held {
        Held::Written(number) | Held::Computed(number) => return number.to_string(),
        Held::Blank => "held-blank",
        Held::NotApplicable => "held-not-applicable",
        Held::Absent(Absence::Form) => "held-no-place",
        Held::Absent(Absence::Table) => "held-no-table",
        Held::Absent(Absence::Row) => "held-no-row",
        Held::Absent(Absence::Column) => "held-no-column",
        Held::Absent(Absence::Unread) => "held-unread",
    };
    catalogue.text(id, &[])
}

/// Figures that only one has, gathered row by row where they stand in one line of thought; all of a side together
/// where the other has no such table.
fn rows(lone: &[Lone], whole: bool) -> Vec<LoneRow<'_>> {
    let mut rows: Vec<LoneRow<'_>> = Vec::new();
    for one in lone {
        let has_first = one.a.number().is_some();
        let other = if has_first { one.b } else { one.a };
        let row = one.named.row.as_str();
        match rows.last_mut() {
            Some(last)
                if last.has_first == has_first
                    && (whole || (last.other == other && last.row == row)) =>
            {
                last.figures.push(one);
            }
            _ => rows.push(LoneRow {
                has_first,
                row,
                figures: vec![one],
                other,
            }),
        }
    }
    rows
}

/// A number with its sign.
fn signed(number: Decimal) -> String {
    if number.is_sign_positive() && !number.is_zero() {
        format!("+{number}")
    } else {
        number.to_string()
    }
}

/// A text on one line, and nothing in it that a terminal would obey.
pub(super) fn flat(text: &str) -> String {
    let flat = |it: char| if it.is_control() { ' ' } else { it };
    text.chars().map(flat).collect()
}

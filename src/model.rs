//! What ingest makes of a report folder: one agency's figures and words for one year.

mod figure;
mod prose;
mod value;
mod waiver;

pub use figure::{Absence, Figure, FigureRow, Held, Spot};
pub use waiver::Waiver;

pub use prose::{Chapter, Origin, Paragraph, Text};

pub use value::{Counted, Sum};

use chrono::NaiveDate;
use ecow::EcoString;
use litemap::LiteMap;
use rust_decimal::Decimal;

use crate::diagnostic::Slot;
use crate::form::{Form, Point, RowKind, Table};
use crate::source::Span;

/// What a cell holds. Blank is not zero, and neither is `/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A figure, with its scale as written.
    Number(Decimal),
    /// Nothing was written.
    Blank,
    /// `/`: the figure does not apply to this agency.
    NotApplicable,
}

impl Entry {
    /// The figure, if there is one.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number),
            Self::Blank | Self::NotApplicable => None,
        }
    }
}

impl Entry {
    /// The entry as [`Display`](std::fmt::Display) shows it.
    pub fn shown(self) -> String {
        let mut text = String::new();
        self.show(&mut text);
        text
    }

    /// Adds that to a text. Most figures are whole numbers, which take a fifth of the time of other decimals.
    pub fn show(self, text: &mut String) {
        match self {
            Self::Number(number) => match whole(number) {
                Some(whole) => text.push_str(itoa::Buffer::new().format(whole)),
                None => text.push_str(&number.to_string()),
            },
            Self::Blank => {}
            Self::NotApplicable => text.push('/'),
        }
    }
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => match whole(*number) {
                Some(whole) => whole.fmt(f),
                None => number.fmt(f),
            },
            Self::Blank => Ok(()),
            Self::NotApplicable => f.write_str("/"),
        }
    }
}

/// A decimal as a whole number, if it is written as one.
fn whole(number: Decimal) -> Option<u64> {
    let is_plain = number.scale() == 0 && number.is_sign_positive();
    is_plain.then_some(number.mantissa())?.try_into().ok()
}

/// One figure and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What the cell holds.
    pub entry: Entry,
    /// The unit written with it, as an index in [`units`](crate::form::Column::units), where the form leaves
    /// the unit to the agency. Figures of such a column compare only where their units are the same.
    pub unit: Option<usize>,
    /// Where it was written.
    pub span: Span,
    /// How another value could be put there.
    pub slot: Slot,
}

/// A row that the agency gave to an open table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRow {
    /// Its label, as written but for surrounding spaces.
    pub label: String,
    /// The row above it in the tree.
    pub parent: Option<usize>,
    /// What its text columns say, one text a column of the table; empty for other columns. None if all columns hold
    /// figures.
    pub texts: Vec<String>,
}

/// What was written and could not be placed, which ingest has reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unplaced {
    /// Heads of columns.
    pub columns: usize,
    /// Labels of rows, or of the rows above them.
    pub rows: usize,
    /// Cells that hold something, but no figure.
    pub cells: usize,
}

/// One table as the agency filled it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Where it was written: its file's head, or its name in `report.toml`.
    pub span: Span,
    /// For each column of the form, where its head was written; none if the column was left out.
    pub columns: Vec<Option<Span>>,
    /// For each row, where its label was written; none if the row was left out. An open table has only
    /// rows that were written.
    pub rows: Vec<Option<Span>>,
    /// The rows of an open table; empty for a fixed one.
    pub open: Vec<OpenRow>,
    /// The rows of an open table: those at the top, then those directly below each row, one row after another.
    below: Vec<usize>,
    /// For the top and then for each open row, where in `below` its rows end.
    below_ends: Vec<usize>,
    /// In an open table, the row that declares the total.
    pub total: Option<usize>,
    /// How many heads and labels were written that the form does not have, or has only once: that many columns
    /// and rows may be missing only because of them.
    pub unplaced: Unplaced,
    /// `rows` × `columns`. None where the form has no cell, where the row or column was left out, and
    /// where what was written could not be read (which ingest has reported).
    pub facts: Vec<Option<Fact>>,
}

impl Sheet {
    /// A table with nothing in it yet but the heads of its columns.
    pub fn new(span: Span, rows: usize, columns: Vec<Option<Span>>) -> Self {
        Self {
            span,
            rows: vec![None; rows],
            open: Vec::new(),
            below: Vec::new(),
            below_ends: Vec::new(),
            total: None,
            unplaced: Unplaced::default(),
            facts: vec![None; rows * columns.len()],
            columns,
        }
    }

    /// The figure at a row and column.
    pub fn fact(&self, row: usize, column: usize) -> Option<&Fact> {
        self.facts.get(row * self.columns.len() + column)?.as_ref()
    }

    /// What was written, row by row, with its row and column.
    pub fn written(&self) -> impl Iterator<Item = (usize, usize, &Fact)> {
        let width = self.columns.len();
        let facts = self.facts.iter().enumerate();
        facts.filter_map(move |(index, fact)| Some((index / width, index % width, fact.as_ref()?)))
    }

    /// Puts what was read at a row and column, or counts a cell that could not be read.
    pub fn put(
        &mut self,
        row: usize,
        column: usize,
        read: Option<(Entry, Option<usize>)>,
        span: Span,
        slot: Slot,
    ) {
        let width = self.columns.len();
        match read {
            Some((entry, unit)) => {
                self.facts[row * width + column] = Some(Fact {
                    entry,
                    unit,
                    span,
                    slot,
                });
            }
            None => self.unplaced.cells += 1,
        }
    }

    /// The rows of an open table directly below `parent`, or at the top; the declared total is not among
    /// them.
    pub fn open_children(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let of = parent.map_or(0, |parent| parent + 1);
        let end_of = |of: usize| self.below_ends.get(of).copied().unwrap_or_default();
        let start = of.checked_sub(1).map_or(0, end_of);
        let below = self.below.get(start..end_of(of));
        below.into_iter().flatten().copied()
    }

    /// Notes which rows stand below which, once every row of an open table is in its place.
    pub fn index(&mut self) {
        let rows = || {
            let rows = self.open.iter().enumerate();
            let rows = rows.filter(|&(row, _)| Some(row) != self.total);
            rows.map(|(row, open)| (row, open.parent.map_or(0, |parent| parent + 1)))
        };
        let mut places = vec![0; self.open.len() + 1];
        for (_, of) in rows() {
            places[of] += 1;
        }
        // How many there are becomes where they begin, and that, one row after another, where they end.
        let mut begin = 0;
        for place in &mut places {
            begin += std::mem::replace(place, begin);
        }
        let mut below = vec![0; begin];
        for (row, of) in rows() {
            below[places[of]] = row;
            places[of] += 1;
        }
        (self.below, self.below_ends) = (below, places);
    }

    /// Whether a group's own figures stand in for the rows below it, none of which was given.
    pub fn is_undivided(&self, table: &Table, group: usize) -> bool {
        let has_figure = |column| {
            self.fact(group, column)
                .is_some_and(|fact| fact.entry.number().is_some())
        };
        table.rows[group].kind == RowKind::Group
            && !self.is_divided(table, group)
            && table.figure_columns().any(has_figure)
    }

    /// Whether every figure is blank.
    pub fn is_blank(&self) -> bool {
        let mut facts = self.facts.iter().flatten();
        self.unplaced.cells == 0 && facts.all(|fact| fact.entry == Entry::Blank)
    }
}

/// Whether a row's figure in a tree includes those of the rows below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Counting {
    /// It includes them.
    #[default]
    Inclusive,
    /// It doesn't.
    Exclusive,
}

/// Words of `report.toml`, or a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// One paragraph; may be empty.
    Text(String),
    /// Paragraphs, or a list of short texts; may be empty.
    Texts(Vec<String>),
    /// A date.
    Date(NaiveDate),
}

impl Words {
    /// Whether nothing was written.
    pub fn is_blank(&self) -> bool {
        let is_blank = |text: &String| text.chars().all(char::is_whitespace);
        match self {
            Self::Text(text) => is_blank(text),
            Self::Texts(texts) => texts.iter().all(is_blank),
            Self::Date(_) => false,
        }
    }
}

/// A value of `report.toml` and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The value.
    pub words: Words,
    /// Where it was written.
    pub span: Span,
}

/// One section of `report.toml` (one of them, where it may be repeated).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where the section is named.
    pub span: Span,
    /// Its values, by key.
    pub words: LiteMap<EcoString, Written>,
    /// Keys that are absent only because of what ingest has reported: their value is of the wrong kind, or
    /// their name is misspelt.
    pub set_aside: Vec<EcoString>,
}

/// The section of `report.toml` that says how to reach the agency.
pub const CONTACT: &str = "contact";

/// Who reports.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Agency {
    /// Full name: 中枢镇人民政府.
    pub name: String,
    /// township, street, department, county, city or province; none if it was left out (a finding).
    pub level: Option<String>,
}

/// The reported figures and words of one agency for one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The report folder, as given.
    pub path: String,
    /// Who reports.
    pub agency: Agency,
    /// The reporting year.
    pub year: u16,
    /// Where the year is written: what is absent as a whole is pointed at here.
    pub year_span: Span,
    /// The documents that the agency publishes: `annual`, `self-inspection`; none from a folder of figures that are
    /// only rolled up further.
    pub documents: Vec<String>,
    /// How trees count.
    pub counting: Counting,
    /// One for each table of the form; none if the agency did not give it.
    pub sheets: Vec<Option<Sheet>>,
    /// Tables that the agency gave but that could not be read: ingest has said why, and nothing more is to
    /// be said about them.
    pub unread: Vec<usize>,
    /// The sections of `report.toml`, by name.
    pub words: LiteMap<EcoString, Vec<Passage>>,
    /// The words as running text, those of [`Report::texts`] included.
    pub prose: Vec<Paragraph>,
    /// Documents whose text has been written already (`annual.txt`): they are checked, not composed.
    pub texts: Vec<Text>,
    /// `[extra]`: free, passed to templates as it is.
    pub extra: serde_json::Value,
}

impl Report {
    /// Whether no figure was filled in, other than those that a new year starts with.
    pub fn is_untouched(&self, form: &Form) -> bool {
        let tables = form.tables.iter().zip(&self.sheets);
        let mut own = tables.filter(|(table, _)| !table.carried);
        own.all(|(_, sheet)| sheet.as_ref().is_none_or(Sheet::is_blank))
    }

    /// The table with this index, as the agency filled it in.
    pub fn sheet(&self, table: usize) -> Option<&Sheet> {
        self.sheets.get(table)?.as_ref()
    }

    /// The figure at a point.
    pub fn fact(&self, point: Point) -> Option<&Fact> {
        self.sheet(point.table)?.fact(point.row, point.column)
    }

    /// Where the row of a point was written.
    pub fn row_span(&self, point: Point) -> Option<Span> {
        *self.sheet(point.table)?.rows.get(point.row)?
    }

    /// A value of a section that is not repeated.
    pub fn written(&self, section: &str, key: &str) -> Option<&Written> {
        self.words.get(section)?.first()?.words.get(key)
    }

    /// Hands every text that documents may show to `change`, with the section of `report.toml` that it stands in;
    /// those of the tables stand in none.
    pub fn each_text(&mut self, mut change: impl FnMut(&str, &mut String)) {
        change("", &mut self.agency.name);
        for (section, passages) in &mut self.words {
            for (_, written) in passages
                .iter_mut()
                .flat_map(|passage| passage.words.iter_mut())
            {
                match &mut written.words {
                    Words::Text(text) => change(section, text),
                    Words::Texts(texts) => texts.iter_mut().for_each(|text| change(section, text)),
                    Words::Date(_) => {}
                }
            }
        }
        for open in self
            .sheets
            .iter_mut()
            .flatten()
            .flat_map(|sheet| &mut sheet.open)
        {
            change("", &mut open.label);
            open.texts.iter_mut().for_each(|text| change("", text));
        }
    }

    /// The text of a document that has been written already.
    pub fn text_of(&self, document: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.document == document)
    }

    /// A text of a section that is not repeated, if it says something, and where it was written.
    pub fn text(&self, section: &str, key: &str) -> Option<(&str, Span)> {
        match self.written(section, key)? {
            Written {
                words: Words::Text(text),
                span,
            } if !text.is_empty() => Some((text, *span)),
            Written { .. } => None,
        }
    }

    /// A date of a section that is not repeated, and where it was written.
    pub fn date(&self, section: &str, key: &str) -> Option<(NaiveDate, Span)> {
        match self.written(section, key)? {
            Written {
                words: Words::Date(date),
                span,
            } => Some((*date, *span)),
            Written { .. } => None,
        }
    }

    /// The figure's permanent path: `requests.refused/state_secret.natural_person`. In an open table the
    /// row is named by its label, under those of the rows above it.
    pub fn path(&self, form: &Form, point: Point) -> String {
        let table = &form.tables[point.table];
        let column = &table.columns[point.column].id;
        if let Some(path) = table.path(point.row, point.column) {
            return path.to_owned();
        }
        let mut path = String::with_capacity(64);
        path += &table.id;
        path.push('.');
        match self.sheet(point.table) {
            Some(sheet) if sheet.total == Some(point.row) => path += "total",
            Some(sheet) => sheet.add_open_path(point.row, "/", &mut path),
            None => {}
        }
        path.push('.');
        path += column;
        path
    }

    /// The row's label as an officer would say it, with those of the rows above it.
    pub fn row_label(&self, table: &Table, point: Point) -> String {
        match (table.rows.get(point.row), self.sheet(point.table)) {
            (None, Some(sheet)) => sheet.open_path(point.row, "／"),
            (None, None) => String::new(),
            (Some(_), _) => table.row_path(point.row),
        }
    }
}

impl Sheet {
    /// An open row's label under those above it, joined by `separator`. A parent is always given before it is used, so this ends.
    pub fn open_path(&self, row: usize, separator: &str) -> String {
        let mut path = String::new();
        self.add_open_path(row, separator, &mut path);
        path
    }

    /// Adds it to `path`.
    fn add_open_path(&self, row: usize, separator: &str, path: &mut String) {
        let of = &self.open[row];
        let above: Vec<usize> =
            std::iter::successors(of.parent, |&above| self.open[above].parent).collect();
        for &above in above.iter().rev() {
            *path += &self.open[above].label;
            *path += separator;
        }
        *path += &of.label;
    }
}

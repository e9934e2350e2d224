//! What each cell of a report shows: figures as written, and those that the agency left to be worked out.
//!
//! Prose and tables both ask here, so that they cannot disagree. A figure that was written is never
//! replaced. Worked out are: a total whose column or row the agency left out altogether, a group given
//! by its children, a row of a tree given by the rows below it, and the total of an open table.

use std::borrow::Cow;

use super::{context, mark};
use crate::form::{Form, Point, RowKind};
use crate::model::{Entry, Report, Sheet};

/// The figures of one report as its documents show them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures<'r> {
    pub(super) form: &'r Form,
    pub(super) report: &'r Report,
}

/// Where a figure stands that prose may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A cell.
    Cell(Point),
    /// The total of an open table's column, whether or not a row declares it.
    Total {
        /// Index in [`Form::tables`].
        table: usize,
        /// Index in the table's columns.
        column: usize,
    },
}

/// A row of an open table, in the order in which it is printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenLine {
    /// Index among the rows that the agency gave.
    pub(super) row: usize,
    /// How many rows stand above it in the tree.
    pub(super) depth: usize,
}

impl<'r> Figures<'r> {
    /// The table's sheet, if the agency gave the table.
    pub(super) fn sheet(&self, table: usize) -> Option<&'r Sheet> {
        self.report.sheet(table)
    }

    /// Whether there is anything to say about a table: an optional one may be left out or left blank.
    pub(super) fn is_given(&self, table: usize) -> bool {
        !self.form.tables[table].optional
            || self.sheet(table).is_some_and(|sheet| !sheet.is_blank())
    }

    /// What a cell of a fixed table shows; blank where nothing is known.
    pub(super) fn entry(&self, point: Point) -> Entry {
        let Some(sheet) = self.sheet(point.table) else {
            return Entry::Blank;
        };
        let is_group = self.form.tables[point.table].rows[point.row].kind == RowKind::Group;
        match sheet.fact(point.row, point.column).map(|fact| fact.entry) {
            // A group's own blank cells say only that its children have the figures.
            Some(Entry::Blank) if is_group => self.worked_out(point),
            Some(written) => written,
            None => self.worked_out(point),
        }
    }

    /// What a cell of a fixed table shows, as text: with its unit, where the agency had to name one.
    pub(super) fn shown(&self, point: Point) -> String {
        let mut text = String::new();
        self.show(point, &mut text);
        text
    }

    /// Adds that text to another.
    pub(super) fn show(&self, point: Point, text: &mut String) {
        self.entry(point).show(text);
        let units = &self.form.tables[point.table].columns[point.column].units;
        let fact = self.report.fact(point);
        if let Some(unit) = fact.and_then(|fact| units.get(fact.unit?)) {
            text.push_str(unit);
        }
    }

    /// What a figure that was not written comes to.
    fn worked_out(&self, point: Point) -> Entry {
        let value = self.report.value(self.form, point);
        value.map_or(Entry::Blank, Entry::Number)
    }

    /// What one column of an open table shows, row by row as the agency gave them.
    pub(super) fn open_column(&self, table: usize, column: usize) -> Vec<Entry> {
        let rows = self.sheet(table).map_or(0, |sheet| sheet.open.len());
        let entry = |row| self.open_entry(Point { table, row, column });
        (0..rows).map(entry).collect()
    }

    /// What a cell of an open table shows.
    fn open_entry(&self, point: Point) -> Entry {
        match self.report.fact(point).map(|fact| fact.entry) {
            None => Entry::Blank,
            Some(Entry::Blank) => self.worked_out(point),
            Some(written) => written,
        }
    }

    /// The total of an open table's column: as declared, else worked out where the form sums it.
    pub(super) fn open_total(&self, table: usize, column: usize) -> Entry {
        let total = self.report.open_total(self.form, table, column);
        total.map_or(Entry::Blank, Entry::Number)
    }

    /// An open table's rows but for the total, each below the row it belongs to.
    pub(super) fn open_lines(&self, table: usize) -> Vec<OpenLine> {
        let Some(sheet) = self.sheet(table) else {
            return Vec::new();
        };
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); sheet.open.len()];
        let mut pending: Vec<OpenLine> = Vec::new();
        for row in (0..sheet.open.len()).rev() {
            match sheet.open[row].parent {
                _ if sheet.total == Some(row) => {}
                Some(parent) => children[parent].push(row),
                None => pending.push(OpenLine { row, depth: 0 }),
            }
        }
        let mut lines = Vec::new();
        while let Some(line) = pending.pop() {
            let depth = line.depth + 1;
            let below = children[line.row].iter();
            pending.extend(below.map(|&row| OpenLine { row, depth }));
            lines.push(line);
        }
        lines
    }

    /// The permanent path of a figure.
    pub(super) fn path(&self, point: Point) -> Cow<'r, str> {
        let table = &self.form.tables[point.table];
        match table.path(point.row, point.column) {
            Some(path) => Cow::Borrowed(path),
            None => Cow::Owned(self.report.path(self.form, point)),
        }
    }

    /// One number for a place, as marks carry it.
    pub(super) fn number(&self, place: Place) -> usize {
        let (table, line, column) = match place {
            Place::Total { table, column } => (table, 0, column),
            Place::Cell(Point { table, row, column }) => (table, row + 1, column),
        };
        let width = self.form.tables[table].columns.len();
        (line * width + column) * self.form.tables.len() + table
    }

    /// The permanent path of the figure at the place with this number, if there is such a place.
    pub(super) fn path_of(&self, number: usize) -> Option<Cow<'r, str>> {
        let index = number.checked_rem(self.form.tables.len())?;
        let table = &self.form.tables[index];
        let cell = number / self.form.tables.len();
        let (line, column) = (
            cell.checked_div(table.columns.len())?,
            cell.checked_rem(table.columns.len())?,
        );
        let Some(row) = line.checked_sub(1) else {
            return Some(self.total_path(index, column).into());
        };
        let given = self.sheet(index).map_or(0, |sheet| sheet.open.len());
        let point = Point {
            table: index,
            row,
            column,
        };
        (row < table.rows.len().max(given)).then(|| self.path(point))
    }

    /// What a reference in the officer's words shows that leads to a figure or to the year. None for any other, which a
    /// template can make more of.
    pub(super) fn referred(&self, path: &[&str]) -> Option<String> {
        if let Some(place) = self.place(path) {
            let shown = match place {
                Place::Total { table, column } => self.open_total(table, column).shown(),
                Place::Cell(point) if self.form.tables[point.table].open.is_some() => {
                    self.open_entry(point).shown()
                }
                Place::Cell(point) => self.shown(point),
            };
            return Some(mark::figure(self.number(place), &shown));
        }
        match path {
            ["year"] => Some(self.report.year.to_string()),
            ["following_year"] => Some(context::following(self.report.year).to_string()),
            ["counting"] => Some(context::counting(self.report).to_owned()),
            _ => None,
        }
    }

    /// The figure that a reference in the officer's words leads to, if it does to one: `requests.received.total`,
    /// `channels.named["网站"].items`, `channels.total.items`.
    pub(super) fn place(&self, path: &[&str]) -> Option<Place> {
        let (&id, below) = path.split_first()?;
        let index = self.form.table(id)?;
        let table = &self.form.tables[index];
        let (&id, row) = below.split_last()?;
        let column = table.column(id)?;
        if !self.is_given(index) || !table.columns[column].kind.is_figure() {
            return None;
        }
        let cell = |row| {
            Place::Cell(Point {
                table: index,
                row,
                column,
            })
        };
        match (&table.open, row) {
            (None, &[id]) => {
                let row = table.row(id).filter(|&row| table.has(row, column));
                row.map(cell)
            }
            (Some(_), ["total"]) => Some(Place::Total {
                table: index,
                column,
            }),
            // What templates call `label` and `depth` is no figure.
            (Some(_), &["named", name]) if !matches!(id, "label" | "depth") => {
                self.open_named(index, name).map(cell)
            }
            _ => None,
        }
    }

    /// The row of an open table that templates see under this name: its labels from the top of the tree down.
    fn open_named(&self, table: usize, name: &str) -> Option<usize> {
        let sheet = self.sheet(table)?;
        let mut named = (0..sheet.open.len()).filter(|&row| is_named(sheet, row, name));
        let first = named.next()?;
        if named.next().is_none() {
            return Some(first);
        }
        // Of several with the same name the one that is printed last is seen.
        let lines = self.open_lines(table).into_iter().rev();
        lines
            .map(|line| line.row)
            .find(|&row| is_named(sheet, row, name))
    }

    /// The permanent path of an open table's total, whether or not a row declares it.
    pub(super) fn total_path(&self, table: usize, column: usize) -> String {
        let table = &self.form.tables[table];
        format!("{}.total.{}", table.id, table.columns[column].id)
    }
}

/// Whether a row of an open table is named by its label and those above it. Its total is not, nor what hangs from it.
fn is_named(sheet: &Sheet, row: usize, name: &str) -> bool {
    let mut above = name.strip_suffix(&*mark::clean(&sheet.open[row].label));
    let mut at = row;
    while let Some(rest) = above.filter(|_| sheet.total != Some(at)) {
        let Some(parent) = sheet.open[at].parent else {
            return rest.is_empty();
        };
        let rest = rest.strip_suffix('/');
        above = rest.and_then(|rest| rest.strip_suffix(&*mark::clean(&sheet.open[parent].label)));
        at = parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use tera::Value;

    use super::super::names::{Asked, Names};
    use super::*;
    use crate::assets::Assets;
    use crate::batch::Examiner;
    use crate::ingest::Encoding;
    use crate::model::OpenRow;
    use crate::source::{Sources, Span};

    /// All texts and whole numbers in what templates see, with their paths.
    fn leaves<'v>(
        value: &'v Value,
        path: &mut Vec<&'v str>,
        found: &mut Vec<(Vec<&'v str>, String)>,
    ) {
        for (name, value) in value.as_map().into_iter().flatten() {
            path.push(name.as_str().expect("names are text"));
            leaves(value, path, found);
            path.pop();
        }
        let text = value.as_str().map(str::to_owned);
        let number = || value.as_i64().map(|number| number.to_string());
        found.extend(text.or_else(number).map(|text| (path.clone(), text)));
    }

    #[test]
    fn references_lead_where_templates_would() {
        let today = chrono::NaiveDate::from_ymd_opt(2024, 3, 1).expect("a date");
        let assets = Assets::default();
        let examiner = Examiner::new(&assets, Encoding::Detect, today)
            .expect("assets are compiled in")
            .expect("the shipped forms are valid");
        for (folder, least) in [("zhongshu-2022", 300), ("huaian-2024", 100)] {
            let examined = examiner.examine(format!("sample-data/{folder}").as_ref());
            let (report, form) = examined.report.as_ref().expect("a report");
            let figures = Figures { form, report };
            let context = context::of_figures(&figures, Asked::by(&Names::all()));
            let own = ["year", "following_year", "counting"];
            let tables = form.tables.iter().map(|table| table.id.as_str());
            let mut found = Vec::new();
            for name in own.into_iter().chain(tables) {
                let value = context.get(name).expect("all names are asked for");
                leaves(value, &mut vec![name], &mut found);
            }
            assert!(found.len() >= least, "{}", found.len());
            for (path, text) in found {
                match figures.referred(&path) {
                    Some(shown) => assert_eq!(shown, text, "{path:?}"),
                    None => assert!(!text.starts_with('\u{FDD0}'), "{path:?}"),
                }
            }
            // Neither a row by itself, nor a total that the table does not have, nor what is no figure.
            let table = form.tables.iter().find(|table| !table.rows.is_empty());
            let table = table.expect("a table with rows");
            let (id, column) = (&*table.id, &*table.columns[0].id);
            for path in [
                &[id, &*table.rows[0].id][..],
                &[id, "no_row", column],
                &["form", "id"],
            ] {
                assert_eq!(figures.referred(path), None, "{path:?}");
            }
        }
    }

    #[test]
    fn rows_of_open_tables_are_named_by_their_paths() {
        let source = Sources::default().add("", "");
        let mut sheet = Sheet::new(Span::new(source, 0..0), 4, vec![None]);
        let row = |label: &str, parent| OpenRow {
            label: label.to_owned(),
            parent,
            texts: Vec::new(),
        };
        sheet.open = vec![
            row("网站", None),
            row("公告/公示", Some(0)),
            row("合计", None),
            row("其中", Some(2)),
        ];
        sheet.total = Some(2);
        let is_any = |path: &str| (0..4).any(|row| is_named(&sheet, row, path));
        assert!(is_any("网站") && is_any("网站/公告/公示"));
        for path in ["公告/公示", "站", "/网站", "网站/", "", "大网站"] {
            assert!(!is_any(path), "{path}");
        }
        // Neither the total nor what stands below it is a row that documents show.
        for path in ["合计", "其中", "合计/其中"] {
            assert!(!is_any(path), "{path}");
        }
    }
}

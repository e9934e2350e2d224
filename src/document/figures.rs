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

    /// Whether a reference in the officer's words leads to a figure: `requests.received.total`,
    /// `channels.named["网站"].items`, `channels.total.items`. It may lead to something else all the same.
    pub(super) fn has(&self, path: &[&str]) -> bool {
        let Some((id, below)) = path.split_first() else {
            return false;
        };
        let given = self.form.table(id).filter(|&table| self.is_given(table));
        let Some(index) = given else { return false };
        let table = &self.form.tables[index];
        let is_figure = |id: &str| {
            let column = table.column(id);
            column.is_some_and(|column| table.columns[column].kind.is_figure())
        };
        match (below, &table.open) {
            ([row, column], None) => {
                let cell = table.row(row).zip(table.column(column));
                cell.is_some_and(|(row, column)| table.has(row, column))
            }
            (["total", column], Some(_)) => is_figure(column),
            (["named", path, column], Some(_)) => {
                let is_row =
                    |sheet: &Sheet| (0..sheet.open.len()).any(|row| is_open_row(sheet, row, path));
                is_figure(column) && self.sheet(index).is_some_and(is_row)
            }
            _ => false,
        }
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

    /// What a reference in the officer's words shows that leads to a figure or to the year: `requests.received.total`,
    /// `channels.named["网站"].items`. None for any other, which a template can make more of.
    pub(super) fn referred(&self, path: &[&str]) -> Option<String> {
        let (&first, below) = path.split_first()?;
        let Some(index) = self.form.table(first) else {
            return match (first, below) {
                ("year", []) => Some(self.report.year.to_string()),
                ("following_year", []) => Some(context::following(self.report.year).to_string()),
                ("counting", []) => Some(context::counting(self.report).to_owned()),
                _ => None,
            };
        };
        let table = &self.form.tables[index];
        let (&id, rows) = below.split_last()?;
        let column = table.column(id)?;
        if !self.is_given(index) || !table.columns[column].kind.is_figure() {
            return None;
        }
        let (place, shown) = match (&table.open, rows) {
            (None, &[id]) => {
                let row = table.row(id).filter(|&row| table.has(row, column))?;
                let point = Point {
                    table: index,
                    row,
                    column,
                };
                (Place::Cell(point), self.shown(point))
            }
            (Some(_), ["total"]) => {
                let place = Place::Total {
                    table: index,
                    column,
                };
                (place, self.open_total(index, column).shown())
            }
            // What templates call `label` and `depth` is no figure.
            (Some(_), &["named", path]) if !matches!(id, "label" | "depth") => {
                let row = self.open_named(index, path)?;
                let point = Point {
                    table: index,
                    row,
                    column,
                };
                (Place::Cell(point), self.open_entry(point).shown())
            }
            _ => return None,
        };
        Some(mark::figure(self.number(place), &shown))
    }

    /// The row of an open table that templates see under this name: its labels from the top of the tree down.
    fn open_named(&self, table: usize, name: &str) -> Option<usize> {
        let sheet = self.sheet(table)?;
        let mut above = Vec::new();
        let mut found = None;
        for line in self.open_lines(table) {
            above.truncate(line.depth);
            above.push(mark::clean(&sheet.open[line.row].label));
            // Of two rows with the same name the last is seen.
            if name.ends_with(&*above[line.depth]) && above.join("/") == name {
                found = Some(line.row);
            }
        }
        found
    }

    /// The permanent path of an open table's total, whether or not a row declares it.
    pub(super) fn total_path(&self, table: usize, column: usize) -> String {
        let table = &self.form.tables[table];
        format!("{}.total.{}", table.id, table.columns[column].id)
    }
}

/// Whether a row of an open table, other than its total, is named by this path.
fn is_open_row(sheet: &Sheet, row: usize, path: &str) -> bool {
    let mut above = path.strip_suffix(sheet.open[row].label.as_str());
    let mut at = row;
    while let Some(rest) = above.filter(|_| sheet.total != Some(at)) {
        let Some(parent) = sheet.open[at].parent else {
            return rest.is_empty();
        };
        let label = sheet.open[parent].label.as_str();
        above = rest
            .strip_suffix('/')
            .and_then(|rest| rest.strip_suffix(label));
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
            for path in [
                &["requests", "received"][..],
                &["requests", "total", "total"],
                &["form", "id"],
            ] {
                assert_eq!(figures.referred(path), None, "{path:?}");
            }
        }
    }
}

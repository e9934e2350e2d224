//! One table of a form: its columns and rows, and how it is printed.

use super::grid::Plan;
use super::once::Once;
use super::{Citation, Labels};
use crate::diagnostic::Severity;
use crate::source::Span;

/// One table of the form.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing of its own that the form says"
)]
pub struct Table {
    /// Permanent id: `requests`.
    pub id: String,
    /// Title as printed.
    pub title: String,
    /// The documents that need it: `annual`, `self-inspection`.
    pub documents: Vec<String>,
    /// May an agency leave it out?
    pub optional: bool,
    /// Whether the form's rows are not known to be those of the original: what does not fit, or is not there,
    /// says nothing against the agency, so that no finding about the table is an error.
    pub unconfirmed: bool,
    /// How it is printed.
    pub layout: Layout,
    /// What stands where a section has fewer columns than others ([`Layout::Sections`]).
    pub rest: Rest,
    /// Head of the printed column with the rows' units; empty if the table prints none.
    pub unit_head: String,
    /// What the printed table says over its row labels.
    pub corner: String,
    /// Its columns, in printed order.
    pub columns: Vec<Column>,
    /// Its rows, in printed order; none if the agency gives the rows.
    pub rows: Vec<Row>,
    /// Set if the agency gives the rows.
    pub open: Option<Open>,
    /// Its labels, as real files write them.
    pub labels: Labels,
    /// A hint for the officer, printed above the table's blank file.
    pub hint: String,
    /// Whether a new year starts with last year's figures, for the officer to revise.
    pub carried: bool,
    /// Whether the figures of several agencies add up to that of the agency above them.
    pub rolled_up: bool,
    /// Where the form declares it.
    pub span: Span,
    /// The paths of its figures, row by row, [`Table::path`].
    pub(super) paths: Once<Vec<String>>,
    /// How it is laid out in most reports, [`Table::plan`].
    pub(super) plan: Once<Plan>,
    /// For each row, those directly below it, [`Table::children`].
    pub(super) below: Once<Vec<Vec<usize>>>,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Row labels at the left in as many columns as the rows are deep, groups spanning their rows (表三).
    Stub,
    /// Rows in sections, each with its own column heads (表二).
    Sections,
    /// Rows become column heads; one line of figures (表四).
    Transposed,
    /// A line for every row, headings among them, indented by how deep they stand.
    List,
}

/// How a section with fewer columns than others is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rest {
    /// Its last column spans the room that is left.
    #[default]
    Span,
    /// The room that is left stays blank.
    Blank,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A whole number, nought or more.
    Count,
    /// A whole number that may carry a sign (本年增/减).
    Signed,
    /// An amount, nought or more, exact, its scale kept.
    Money,
    /// Words, in an open table.
    Text,
    /// In an open table: the label of the row above this one in the tree.
    Parent,
}

impl Kind {
    /// Whether the column holds figures.
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Count | Self::Signed | Self::Money)
    }
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Permanent id: `natural_person`.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Other labels that real files use.
    pub aliases: Vec<String>,
    /// Heads printed above the label, outermost first.
    pub group: Vec<String>,
    /// Unit of the figures: 件, 万元. Empty where the form prints none.
    pub unit: String,
    /// Units of which each figure names its own, where the form fixes none: 元, 万元.
    pub units: Vec<String>,
    /// What each of `units` is worth in the first; empty if the form does not say.
    pub worth: Vec<u32>,
    /// What it holds.
    pub kind: Kind,
    /// Whether the figures of several agencies add up to that of the agency above them.
    pub rolled_up: bool,
    /// The columns that this one totals.
    pub sum: Option<Vec<usize>>,
    /// Whether `/` may stand in it.
    pub slash: bool,
    /// Where the form declares it (its `sum`, if it has one).
    pub span: Span,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// A row of figures.
    #[default]
    Figures,
    /// A label over its children; an agency may give its figures undivided, in place of its children.
    Group,
    /// A label over its children, never with figures.
    Heading,
}

/// A row of a fixed table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Permanent id: `refused/state_secret`.
    pub id: String,
    /// Label as printed.
    pub label: String,
    /// Other labels that real files use.
    pub aliases: Vec<String>,
    /// The row above this one in the tree.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: RowKind,
    /// The rows that this one totals; a group among them stands for its children.
    pub sum: Option<Vec<usize>>,
    /// Head of the section it is printed in ([`Layout::Sections`]).
    pub section: String,
    /// Unit of its figures, where it is not the column's.
    pub unit: Option<String>,
    /// What its figures are, where it is not what the column's are.
    pub figures: Option<Kind>,
    /// Which columns it has, one flag a column.
    pub has: Vec<bool>,
    /// Whether `/` may stand in its cells.
    pub slash: bool,
    /// Whether the figures of several agencies add up to that of the agency above them.
    pub rolled_up: bool,
    /// Set if only some levels of agency may have anything here.
    pub power: Option<Power>,
    /// The law behind it.
    pub citation: Option<Citation>,
    /// Where the form declares it (its `sum`, if it has one).
    pub span: Span,
}

/// Who may have anything in a row.
#[derive(Clone, Debug)]
pub struct Power {
    /// Levels of agency that have the power.
    pub levels: Vec<String>,
    /// Levels of which some agencies have it; a figure is a warning there, not an error.
    pub unsure: Vec<String>,
    /// The law behind it.
    pub citation: Citation,
}

/// A table whose rows the agency gives.
#[derive(Clone, Debug)]
pub struct Open {
    /// Head of the column with the rows' labels.
    pub label: String,
    /// Other heads that real files use for it.
    pub aliases: Vec<String>,
    /// Rows that most agencies have; `init` writes them, the agency deletes what it doesn't have.
    pub typical: Vec<String>,
    /// The row that declares the total, by the labels it may have; the first is printed.
    pub total: Vec<String>,
    /// Whether the total is the sum of the other rows.
    pub summed: bool,
    /// Where the form declares the total.
    pub span: Span,
}

impl Table {
    /// The column with this id.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// The row with this id.
    pub fn row(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// The rows directly below `row` in the tree.
    pub fn children(&self, row: usize) -> &[usize] {
        let below = self.below.get(|| {
            let mut below = vec![Vec::new(); self.rows.len()];
            for (child, of) in self.rows.iter().enumerate() {
                if let Some(parent) = of.parent {
                    below[parent].push(child);
                }
            }
            below
        });
        &below[row]
    }

    /// Whether the form has a figure at this row and column.
    pub fn has(&self, row: usize, column: usize) -> bool {
        self.columns[column].kind.is_figure()
            && self
                .rows
                .get(row)
                .is_none_or(|row| row.kind != RowKind::Heading && row.has[column])
    }

    /// Whether the figures of several agencies at a row and column add up to that of the agency above them.
    pub fn rolls_up(&self, row: usize, column: usize) -> bool {
        self.rolled_up
            && self.columns[column].rolled_up
            && self.rows.get(row).is_none_or(|row| row.rolled_up)
            && self.has(row, column)
    }

    /// What the figure at a row and column is: a fixed table's row may differ from its column.
    pub fn kind(&self, row: usize, column: usize) -> Kind {
        let own = self.rows.get(row).and_then(|row| row.figures);
        own.unwrap_or(self.columns[column].kind)
    }

    /// The unit of the figure at a row and column; empty where the form fixes none.
    pub fn unit(&self, row: usize, column: usize) -> &str {
        let own = self.rows.get(row).and_then(|row| row.unit.as_deref());
        own.unwrap_or(&self.columns[column].unit)
    }

    /// The columns that hold figures.
    pub fn figure_columns(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.columns.len()).filter(|&column| self.columns[column].kind.is_figure())
    }

    /// The permanent path of a figure of a fixed table: `requests.refused/state_secret.natural_person`. None for a row
    /// that the form does not have.
    pub fn path(&self, row: usize, column: usize) -> Option<&str> {
        if row >= self.rows.len() {
            return None;
        }
        // Only documents and findings ask; then they ask for hundreds, report after report.
        let paths = self.paths.get(|| {
            let of = |row: &Row, column: &Column| format!("{}.{}.{}", self.id, row.id, column.id);
            let rows = self.rows.iter();
            rows.flat_map(|row| self.columns.iter().map(move |column| of(row, column)))
                .collect()
        });
        paths
            .get(row * self.columns.len() + column)
            .map(String::as_str)
    }

    /// How the table is laid out, if it is fixed, where all rows that have figures are given, and no group undivided.
    pub fn plan(&self) -> &Plan {
        self.plan.get(|| {
            let lines = match self.layout {
                Layout::List => (0..self.rows.len()).collect(),
                _ => self.lines(&[]),
            };
            Plan::new(self, &lines)
        })
    }

    /// The rows that are printed as lines: a group that the agency gave undivided takes its children's place.
    pub fn lines(&self, undivided: &[usize]) -> Vec<usize> {
        let is_undivided = |row: usize| undivided.contains(&row);
        let is_line = |&row: &usize| match self.rows[row].kind {
            RowKind::Heading => false,
            RowKind::Group => is_undivided(row),
            RowKind::Figures => !self.rows[row].parent.is_some_and(is_undivided),
        };
        (0..self.rows.len()).filter(is_line).collect()
    }

    /// A row and those above it in the tree, outermost first.
    pub fn ancestry(&self, row: usize) -> Vec<usize> {
        let mut path: Vec<usize> =
            std::iter::successors(Some(row), |&row| self.rows[row].parent).collect();
        path.reverse();
        path
    }

    /// The row's label with those of the rows above it, as an officer would say it: `（三）不予公开／1.属于国家秘密`.
    pub fn row_path(&self, row: usize) -> String {
        let mut labels = vec![self.rows[row].label.as_str()];
        let mut above = self.rows[row].parent;
        while let Some(parent) = above {
            labels.push(&self.rows[parent].label);
            above = self.rows[parent].parent;
        }
        labels.reverse();
        labels.join("／")
    }

    /// How much a finding about the table may matter: none is an error where the form is unsure of its rows.
    pub fn at_most(&self, severity: Severity) -> Severity {
        if self.unconfirmed {
            severity.min(Severity::Warning)
        } else {
            severity
        }
    }

    /// The name of the table's file in a report folder.
    pub fn file(&self) -> String {
        format!("{}.csv", self.id)
    }
}

#[cfg(test)]
mod tests {
    use crate::assets::Assets;
    use crate::form::Library;

    /// A local form adds rows to a clone; paths that the original had worked out would be too few, or another row's.
    #[test]
    fn a_clone_that_is_changed_has_its_own_paths() {
        let library = Library::load(&Assets::default())
            .expect("forms")
            .expect("well-formed heads");
        let form = library.for_year(2021).expect("a form");
        let table = form.tables.iter().find(|table| !table.rows.is_empty());
        let table = table.expect("a fixed table");
        let of = |row: &str| format!("{}.{row}.{}", table.id, table.columns[0].id);
        assert_eq!(table.path(0, 0), Some(&*of(&table.rows[0].id)));
        let mut changed = table.clone();
        let mut local = changed.rows[0].clone();
        local.id = "local".to_owned();
        changed.rows.insert(0, local);
        assert_eq!(changed.path(0, 0), Some(&*of("local")));
        let last = changed.rows.len() - 1;
        assert_eq!(changed.path(last, 0), Some(&*of(&changed.rows[last].id)));
        assert_eq!(changed.path(last + 1, 0), None);
    }
}

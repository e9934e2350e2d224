//! What a trace comes to: a tree of figures, each with the ways in which it is a sum.

use rust_decimal::Decimal;

use crate::model::Held;

/// Why a figure is not followed further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// There is no such folder.
    Missing(String),
    /// The machine says why.
    Unreadable(String, String),
    /// The folder holds no report that could be read.
    Faulty(String),
    /// The folder stands above already.
    Circle(String),
    /// More than [`DEEPEST`](super::DEEPEST) roll-ups.
    TooDeep,
    /// More than [`MOST`](super::MOST) figures.
    TooMany,
}

impl Obstacle {
    /// Whether the trace is not what it should be because of it.
    pub fn is_failure(&self) -> bool {
        matches!(
            self,
            Self::Missing(_) | Self::Unreadable(..) | Self::Faulty(_)
        )
    }
}

/// A figure, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Whose figure it is.
    pub agency: String,
    /// Of which year; 0 if that is not known.
    pub year: u16,
    /// Its permanent path.
    pub path: String,
    /// The label of its row, with those above it.
    pub row: String,
    /// The row's own label.
    pub row_name: String,
    /// The label of its column.
    pub column: String,
    /// Its unit; empty if it has none.
    pub unit: String,
    /// What the report has.
    pub held: Held,
    /// What it counts for in the sums over it.
    pub counts: Option<Decimal>,
    /// Where its cell was written.
    pub at: Option<At>,
    /// Whether its report was changed since it was rolled up.
    pub changed: bool,
    /// What it is the sum of, in each way that it is one.
    pub ways: Vec<Way>,
    /// Why it is not followed further.
    pub obstacle: Option<Obstacle>,
}

/// A place in a file; lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The file.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// The line where it ends.
    pub end_line: usize,
    /// The column just past its end.
    pub end_column: usize,
}

/// One way in which a figure is a sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Which.
    pub kind: WayKind,
    /// What it is the sum of.
    pub parts: Vec<Node>,
    /// What they come to; none if one of them has no value.
    pub sum: Option<Decimal>,
    /// How many parts have no value and are not counted in; only contributors may be.
    pub lacking: usize,
    /// The figure as it was written, where it must be the sum.
    pub stated: Option<Decimal>,
}

/// How a figure is a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayKind {
    /// Of the contributors' figures.
    Contributors,
    /// The contributors' figures, which the form says must not be added up.
    Apart,
    /// Of the rows in a group.
    Group,
    /// Of the columns of its row.
    Columns,
    /// Of the rows of its column.
    Rows,
    /// Of the rows below it in a tree.
    Tree,
    /// It includes the rows below it, and may be more.
    OfWhich,
    /// Of its own figure and the rows below it.
    Besides,
}

impl WayKind {
    /// Whether the parts are figures of other agencies.
    pub fn is_of_others(self) -> bool {
        matches!(self, Self::Contributors | Self::Apart)
    }

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contributors => "contributors",
            Self::Apart => "apart",
            Self::Group => "group",
            Self::Columns => "columns",
            Self::Rows => "rows",
            Self::Tree => "tree",
            Self::OfWhich => "of-which",
            Self::Besides => "besides",
        }
    }
}

impl Way {
    /// What was written less what the parts come to, if that is not nought.
    pub fn difference(&self) -> Option<Decimal> {
        let difference = self.stated?.checked_sub(self.sum?)?;
        (!difference.is_zero()).then_some(difference)
    }
}

impl Node {
    /// Whether a sum anywhere in it is not what was written.
    pub(super) fn disagrees(&self) -> bool {
        let wrong = |way: &Way| way.difference().is_some() || way.parts.iter().any(Self::disagrees);
        self.obstacle.is_some() || self.ways.iter().any(wrong)
    }

    /// Leaves out how a figure adds up that was written and agrees; who contributed to it stays, and one way of a
    /// figure that was left out.
    pub(super) fn prune(&mut self) {
        if !self.disagrees() {
            // What was left out has no cell of its own: how it comes about is told once.
            let mut told = matches!(self.held, Held::Written(_));
            self.ways
                .retain(|way| way.kind.is_of_others() || !std::mem::replace(&mut told, true));
        }
        let parts = self.ways.iter_mut().flat_map(|way| &mut way.parts);
        parts.for_each(Self::prune);
    }

    /// Whether it or anything below it is a number: `/` alone comes to nothing, and not to nought.
    pub(super) fn has_number(&self) -> bool {
        let mut parts = self.ways.iter().flat_map(|way| &way.parts);
        self.held.number().is_some() || parts.any(Self::has_number)
    }

    /// How many figures it lists, itself among them.
    pub(super) fn size(&self) -> usize {
        let parts = self.ways.iter().flat_map(|way| &way.parts);
        1 + parts.map(Self::size).sum::<usize>()
    }

    /// Whether anything keeps it from being what it should be.
    pub fn is_incomplete(&self) -> bool {
        self.obstacle.as_ref().is_some_and(Obstacle::is_failure)
            || self
                .ways
                .iter()
                .flat_map(|way| &way.parts)
                .any(Self::is_incomplete)
    }
}

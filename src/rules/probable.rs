//! Who is probably wrong: the one slip that would make every check around the broken ones hold.
//!
//! A check is a linear equation (or limit) over written figures. Broken checks that share a figure belong
//! together: they are explained by one cell if some other value of it mends all of them and breaks none that
//! holds. Where no cell does, moves of several figures are tried over a whole table (`moves.rs`). A slip is named
//! only if it is the only one; where several cells could make up for the difference, digits that are plainly
//! transposed, or 元 written for 万元, may decide, and nothing else does.

mod moves;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rust_decimal::Decimal;

use super::checks::{Check, Of};
use crate::diagnostic::Severity;
use crate::form::{Comparison, Form, Kind, Point};
use crate::model::Counted;

/// What probably happened when the figures were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// Its kind, as the messages call it.
    pub(super) kind: &'static str,
    /// The first and the last place that it is about: of a cell, that cell; of two columns, a cell of each.
    pub(super) ends: [Counted; 2],
    /// The figures that it changed, with the values that would mend it, in the form's order.
    pub(super) changes: Vec<Change>,
}

impl Slip {
    /// What a figure should be.
    pub(super) fn mended(&self, figure: Counted) -> Decimal {
        let mut changes = self.changes.iter();
        let change = changes.find(|change| change.cell == figure);
        change.map_or(figure.number, |change| change.value)
    }
}

/// A figure and the value that would mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The figure as written.
    pub(super) cell: Counted,
    /// What it should be.
    pub(super) value: Decimal,
}

/// For each check, the slip that explains why it does not hold, if there is exactly one.
pub(super) fn slips(form: &Form, checks: &[Check<'_>]) -> Vec<Option<Rc<Slip>>> {
    let system = System::new(form, checks);
    let mut slips = vec![None; checks.len()];
    let mut unexplained = Vec::new();
    for group in system.groups() {
        match system.cells_that_mend(&group).as_slice() {
            [] => unexplained.extend(group),
            [one] => system.give(&system.slip(*one), &mut slips),
            several => match system.plainly(several) {
                Some(one) => system.give(&one, &mut slips),
                None => unexplained.extend(group),
            },
        }
    }
    for table in 0..form.tables.len() {
        let of_table: BTreeSet<usize> = unexplained
            .iter()
            .copied()
            .filter(|&check| slips[check].is_none() && system.touches(check, table))
            .collect();
        if let Some(slip) = system.only_move(table, &of_table) {
            system.give(&slip, &mut slips);
        }
    }
    for check in 0..checks.len() {
        if slips[check].is_some() || checks[check].holds() {
            continue;
        }
        if let Some(slip) = system.wrong_unit(check) {
            system.give(&slip, &mut slips);
        }
    }
    slips
}

/// As many cells as may make up for a difference where the digits of one are to decide.
const MOST_TELLING: usize = 10;

/// The checks as a system of linear equations and limits over cells.
struct System<'s> {
    form: &'s Form,
    checks: &'s [Check<'s>],
    /// Left side less right side.
    residuals: Vec<Decimal>,
    cells: BTreeMap<Point, Cell>,
}

/// A figure and the checks that it is part of.
struct Cell {
    figure: Counted,
    /// The check, and by how much its residual rises with the figure: 1 on its left, −1 on its right.
    uses: Vec<(usize, Decimal)>,
}

/// What a slip's mending does to the checks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// It leaves or makes a check broken that must hold.
    Fails,
    /// All that must hold does, but a limit that is only watched no longer does.
    Strains,
    /// It mends what it must and breaks nothing.
    Mends,
}

impl<'s> System<'s> {
    fn new(form: &'s Form, checks: &'s [Check<'s>]) -> Self {
        let mut cells: BTreeMap<Point, Cell> = BTreeMap::new();
        for (index, check) in checks.iter().enumerate() {
            let left = check.left.iter().map(|figure| (figure, Decimal::ONE));
            let right = check.right.iter().map(|figure| (figure, -Decimal::ONE));
            for (&figure, weight) in left.chain(right) {
                let cell = cells.entry(figure.point).or_insert(Cell {
                    figure,
                    uses: Vec::new(),
                });
                match cell.uses.last_mut() {
                    Some((last, sum)) if *last == index => *sum += weight,
                    _ => cell.uses.push((index, weight)),
                }
            }
        }
        for cell in cells.values_mut() {
            cell.uses.retain(|(_, weight)| !weight.is_zero());
        }
        let residual = |check: &Check<'_>| check.left_sum() - check.right_sum();
        Self {
            form,
            checks,
            residuals: checks.iter().map(residual).collect(),
            cells,
        }
    }

    fn holds(&self, check: usize, residual: Decimal) -> bool {
        let comparison = self.checks[check].comparison;
        comparison.holds(&residual, &Decimal::ZERO)
    }

    fn is_broken(&self, check: usize) -> bool {
        !self.holds(check, self.residuals[check])
    }

    /// Whether it must hold: what is only a warning may have its reasons.
    fn is_firm(&self, check: usize) -> bool {
        match self.checks[check].of {
            Of::Total { .. } | Of::Tree => true,
            Of::Identity { identity, .. } => identity.severity == Severity::Error,
        }
    }

    fn points(&self, check: usize) -> impl Iterator<Item = Point> + '_ {
        let check = &self.checks[check];
        let figures = check.left.iter().chain(&check.right);
        figures.map(|figure| figure.point)
    }

    fn touches(&self, check: usize, table: usize) -> bool {
        self.points(check).any(|point| point.table == table)
    }

    /// The broken checks that must hold, those that share figures together.
    fn groups(&self) -> Vec<Vec<usize>> {
        let broken = (0..self.checks.len()).filter(|&it| self.is_broken(it) && self.is_firm(it));
        // Each check points at one that it belongs with, and in the end at the first of its group.
        let mut with: BTreeMap<usize, usize> = BTreeMap::new();
        let mut first_of: BTreeMap<Point, usize> = BTreeMap::new();
        let root = |with: &mut BTreeMap<usize, usize>, mut check: usize| {
            while with[&check] != check {
                let above = with[&with[&check]];
                with.insert(check, above);
                check = above;
            }
            check
        };
        for check in broken {
            with.insert(check, check);
            for point in self.points(check) {
                let other = *first_of.entry(point).or_insert(check);
                let (one, other) = (root(&mut with, check), root(&mut with, other));
                with.insert(one.max(other), one.min(other));
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for check in with.keys().copied().collect::<Vec<_>>() {
            groups
                .entry(root(&mut with, check))
                .or_default()
                .push(check);
        }
        groups.into_values().collect()
    }

    /// Every cell of which another value mends all of a group.
    fn cells_that_mend(&self, group: &[usize]) -> Vec<Change> {
        let equations = group
            .iter()
            .copied()
            .filter(|&check| self.checks[check].comparison == Comparison::Equal);
        let Some(shortest) = equations.min_by_key(|&check| self.points(check).count()) else {
            return Vec::new();
        };
        let must: BTreeSet<usize> = group.iter().copied().collect();
        let points: BTreeSet<Point> = self.points(shortest).collect();
        points
            .into_iter()
            .filter_map(|point| {
                let cell = &self.cells[&point];
                let (_, weight) = cell.uses.iter().find(|(check, _)| *check == shortest)?;
                let value = cell.figure.number - self.residuals[shortest] / weight;
                let change = Change {
                    cell: cell.figure,
                    value,
                };
                (self.effect(&[change], &must) != Effect::Fails).then_some(change)
            })
            .collect()
    }

    /// The slip of one cell.
    fn slip(&self, change: Change) -> Slip {
        let point = change.cell.point;
        Slip {
            kind: written::kind(change.cell.number, change.value, self.unit(point)),
            ends: [change.cell; 2],
            changes: vec![change],
        }
    }

    fn unit(&self, point: Point) -> &str {
        &self.form.tables[point.table].columns[point.column].unit
    }

    /// The one of several cells that could make up for a difference whose digits tell what happened. Among many
    /// cells, or few digits, some would tell it by chance.
    fn plainly(&self, several: &[Change]) -> Option<Slip> {
        if several.len() > MOST_TELLING {
            return None;
        }
        let slips = several.iter().map(|&change| self.slip(change));
        let mut telling = slips.filter(|slip| slip.kind != written::OTHER);
        let only = telling.next().filter(|_| telling.next().is_none())?;
        let is_evident = match only.kind {
            written::UNIT => true,
            written::TRANSPOSED => only
                .changes
                .iter()
                .all(|change| change.cell.number >= Decimal::ONE_HUNDRED),
            _ => false,
        };
        is_evident.then_some(only)
    }

    /// Whether a figure may hold this value at all.
    fn is_possible(&self, point: Point, value: Decimal) -> bool {
        match self.form.tables[point.table].columns[point.column].kind {
            Kind::Count => value.is_integer() && value >= Decimal::ZERO,
            Kind::Money => value >= Decimal::ZERO,
            Kind::Signed => value.is_integer(),
            Kind::Text | Kind::Parent => false,
        }
    }

    /// What the residuals of the checks that use these figures become. None if a figure cannot have its value.
    fn residuals_with(&self, changes: &[Change]) -> Option<BTreeMap<usize, Decimal>> {
        let mut residuals: BTreeMap<usize, Decimal> = BTreeMap::new();
        for change in changes {
            let cell = self.cells.get(&change.cell.point)?;
            if !self.is_possible(change.cell.point, change.value) {
                return None;
            }
            let more = change.value - cell.figure.number;
            for &(check, weight) in &cell.uses {
                *residuals.entry(check).or_insert(self.residuals[check]) += weight * more;
            }
        }
        Some(residuals)
    }

    /// What becomes of the checks with these values, where all of `must` must hold.
    fn effect(&self, changes: &[Change], must: &BTreeSet<usize>) -> Effect {
        let Some(residuals) = self.residuals_with(changes) else {
            return Effect::Fails;
        };
        let mut effect = Effect::Mends;
        for (&check, &residual) in &residuals {
            if self.holds(check, residual) {
                continue;
            }
            if self.is_firm(check) || must.contains(&check) {
                return Effect::Fails;
            }
            if !self.is_broken(check) {
                effect = Effect::Strains;
            }
        }
        if must.iter().all(|check| residuals.contains_key(check)) {
            effect
        } else {
            Effect::Fails
        }
    }

    /// Names a slip at every check that it mends, unless it would break what is watched.
    fn give(&self, slip: &Slip, slips: &mut [Option<Rc<Slip>>]) {
        if self.effect(&slip.changes, &BTreeSet::new()) != Effect::Mends {
            return;
        }
        let shared = Rc::new(slip.clone());
        for (check, residual) in self.residuals_with(&slip.changes).unwrap_or_default() {
            if self.holds(check, residual) {
                slips[check].get_or_insert_with(|| Rc::clone(&shared));
            }
        }
    }

    /// For a broken limit: the one amount that agrees with it if it was written in the wrong unit. An amount that
    /// would then be of another order than what it is compared with was not.
    fn wrong_unit(&self, check: usize) -> Option<Slip> {
        if self.checks[check].comparison == Comparison::Equal {
            return None;
        }
        let must = BTreeSet::from([check]);
        let ten = Decimal::TEN;
        let sides = [
            (&self.checks[check].left, self.checks[check].right_sum()),
            (&self.checks[check].right, self.checks[check].left_sum()),
        ];
        let figures = sides
            .into_iter()
            .flat_map(|(figures, other)| figures.iter().map(move |&figure| (figure, other)));
        let mut found = figures.filter_map(|(figure, other)| {
            let value = written::in_unit(figure.number, self.unit(figure.point))?;
            let change = Change {
                cell: figure,
                value,
            };
            let is_likely = value * ten >= other && value <= other * ten;
            (is_likely && self.effect(&[change], &must) == Effect::Mends).then(|| Slip {
                kind: written::UNIT,
                ends: [figure; 2],
                changes: vec![change],
            })
        });
        found.next().filter(|_| found.next().is_none())
    }
}

//! A figure added up over contributors, one at a time: what it comes to, or what keeps it from being known.

use rust_decimal::Decimal;

use crate::form::Column;
use crate::model::Entry;

/// The least figure that has too many digits to be read again.
const TOO_LARGE: i64 = 1_000_000_000_000_000;

/// What a contributor adds to a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A figure, and the unit that it was written with where the form leaves that open.
    Number(Decimal, Option<usize>),
    /// `/`, over rows of a tree that come to this; over none, nought.
    Slash(Option<Decimal>),
    /// It cannot be known.
    Unknown(Why),
}

/// Why a figure, or a sum, cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It was left blank or out, or could not be read.
    Blank,
    /// The contributor has no such table.
    NoTable,
    /// The group that it is part of was printed undivided.
    Undivided,
    /// It names no unit, and the form fixes none.
    NoUnit,
    /// It is in another unit, and the form does not say how the units compare.
    OtherUnit,
    /// It has more digits than a figure may have.
    TooLarge,
}

/// What keeps a sum from being known: the first contributor that does, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The contributor, counted from nought in the order in which they were added.
    pub contributor: usize,
    /// Why.
    pub why: Why,
}

/// A figure added up over contributors.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    number: Decimal,
    unit: Option<usize>,
    numbers: usize,
    slashes: usize,
    /// Whether `/` stands over rows that have no value.
    hidden: Option<Gap>,
    gap: Option<Gap>,
}

impl Sum {
    /// What the sum is, with the index of its unit; none if no contributor has the figure.
    ///
    /// # Errors
    /// If it cannot be known: why.
    pub fn entry(&self) -> Result<Option<(Entry, Option<usize>)>, Gap> {
        let gap = self
            .gap
            .or_else(|| self.hidden.filter(|_| self.numbers > 0));
        match gap {
            Some(gap) => Err(gap),
            None if self.numbers > 0 => Ok(Some((Entry::Number(self.number), self.unit))),
            None if self.slashes > 0 => Ok(Some((Entry::NotApplicable, None))),
            None => Ok(None),
        }
    }

    /// Whether any contributor has it.
    pub(super) fn is_given(&self) -> bool {
        self.numbers + self.slashes > 0
    }

    /// Adds what a contributor has.
    pub(super) fn add(&mut self, part: Part, column: &Column, contributor: usize) {
        let gap = |why| Some(Gap { contributor, why });
        let added = match part {
            Part::Number(number, unit) => {
                self.numbers += 1;
                self.count(number, unit, column)
            }
            Part::Slash(below) => {
                self.slashes += 1;
                if below.is_none() {
                    self.hidden = self.hidden.or(gap(Why::Blank));
                }
                self.count(below.unwrap_or_default(), None, column)
            }
            Part::Unknown(why) => Err(why),
        };
        if let Err(why) = added {
            self.gap = self.gap.or(gap(why));
        }
    }

    fn count(
        &mut self,
        mut number: Decimal,
        unit: Option<usize>,
        column: &Column,
    ) -> Result<(), Why> {
        if !column.units.is_empty() && !number.is_zero() {
            let unit = unit.ok_or(Why::NoUnit)?;
            match self.unit {
                None => self.unit = Some(unit),
                Some(own) if own == unit => {}
                // Both in the first unit, in which either is exact.
                Some(own) => {
                    self.number = in_first(self.number, own, column).ok_or(Why::OtherUnit)?;
                    number = in_first(number, unit, column).ok_or(Why::OtherUnit)?;
                    self.unit = Some(0);
                }
            }
        }
        self.number = self.number.checked_add(number).ok_or(Why::TooLarge)?;
        if self.number.abs() >= TOO_LARGE.into() {
            return Err(Why::TooLarge);
        }
        Ok(())
    }
}

/// An amount in the first of a column's units, if the form says what the others are worth.
pub fn in_first(number: Decimal, unit: usize, column: &Column) -> Option<Decimal> {
    if unit == 0 {
        return Some(number);
    }
    let worth = Decimal::from(*column.worth.get(unit)?);
    Some(number.checked_mul(worth)?.normalize())
}

/// A cell as it is written: with its unit, where the form fixes none.
pub(super) fn written(entry: Entry, unit: Option<usize>, column: &Column) -> String {
    let mut text = entry.to_string();
    if let Some(unit) = unit.and_then(|unit| column.units.get(unit)) {
        text += unit;
    }
    text
}

//! Two reports side by side: two years of one agency, or two agencies.
//!
//! Figures are matched by their permanent ids, in tables whose rows the agency gives by their labels, so that reports
//! on forms of different editions compare too. What only one of them has is said as such: blank is not 0, and neither
//! is `/`. The columns of words are not compared.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::form::{Form, Kind, RowKind};
use crate::model::{Absence, Figure, Held, Report, Spot};

/// The smallest count that a change is said of in percent. Below it one case more or less moves the percentage by
/// more than ten points, so that it tells of chance and not of a trend: from 1 to 2 is "+100 %", and one more
/// application. Amounts of money know no such bound: half a ten thousand yuan is no small number of cases.
pub const LEAST_BASE: Decimal = Decimal::from_parts(10, 0, 0, false, 0);

/// A report, and the form that it is on.
#[derive(Clone, Copy, Debug)]
pub struct Side<'r> {
    /// The form.
    pub form: &'r Form,
    /// The report.
    pub report: &'r Report,
}

/// What comparing two reports came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The tables in which anything differs, in the order of the first report's form, then of the second's.
    pub tables: Vec<Differences>,
    /// How many figures both have, and have alike.
    pub alike: usize,
}

/// What differs in one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// The table's title.
    pub title: String,
    /// The figures that both have.
    pub changes: Vec<Change>,
    /// The figures that only one has.
    pub lone: Vec<Lone>,
    /// Set if one of the reports does not have the table at all.
    pub whole: bool,
}

/// The labels and the name of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The row's label, with those above it.
    pub row: String,
    /// The column's label.
    pub column: String,
    /// Its permanent path.
    pub path: String,
}

/// A figure that both have, and not alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is called.
    pub named: Named,
    /// The first report's.
    pub a: Decimal,
    /// The second report's.
    pub b: Decimal,
    /// The units that they are in.
    pub units: [String; 2],
    /// The second less the first, where they are in the same unit.
    pub difference: Option<Decimal>,
    /// The difference in percent of the first report's, to one decimal; none where it would say nothing.
    pub percent: Option<Decimal>,
}

/// A figure that only one of them has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lone {
    /// What it is called.
    pub named: Named,
    /// What the first report has.
    pub a: Held,
    /// What the second report has.
    pub b: Held,
    /// Its unit.
    pub unit: String,
}

impl Comparison {
    /// How many figures differ, and how many only one of the reports has.
    pub fn counts(&self) -> (usize, usize) {
        let count = |of: fn(&Differences) -> usize| self.tables.iter().map(of).sum();
        (
            count(|table| table.changes.len()),
            count(|table| table.lone.len()),
        )
    }
}

/// Compares two reports; the first is the base.
pub fn compare(a: Side<'_>, b: Side<'_>) -> Comparison {
    let (here, there) = (a.report.spots(a.form), b.report.spots(b.form));
    let of_a: BTreeMap<&Figure, Spot> = here.iter().map(|(name, spot)| (name, *spot)).collect();
    let of_b: BTreeMap<&Figure, Spot> = there.iter().map(|(name, spot)| (name, *spot)).collect();
    let mut comparison = Comparison::default();
    let ids = a.form.tables.iter().map(|table| &table.id);
    let only_b = b.form.tables.iter().map(|table| &table.id);
    let only_b = only_b.filter(|id| a.form.table(id).is_none());
    for id in ids.chain(only_b) {
        let in_table = |(name, _): &&(Figure, Spot)| name.table == *id;
        let mut differences = Differences {
            title: title(a, b, id),
            changes: Vec::new(),
            lone: Vec::new(),
            whole: !gives(a, id) || !gives(b, id),
        };
        let first = here.iter().filter(in_table);
        let rest = there.iter().filter(in_table);
        let rest = rest.filter(|(name, _)| !of_a.contains_key(name));
        for (name, _) in first.chain(rest) {
            let pair = [(a, of_a.get(name)), (b, of_b.get(name))];
            comparison.alike += usize::from(differences.hold_against(pair));
        }
        if !differences.changes.is_empty() || !differences.lone.is_empty() {
            comparison.tables.push(differences);
        }
    }
    comparison
}

/// The title of the table with this id in either form.
fn title(a: Side<'_>, b: Side<'_>, id: &str) -> String {
    let mut forms = [a.form, b.form].into_iter();
    let found = forms.find_map(|form| form.table(id).map(|table| &form.tables[table].title));
    found.cloned().unwrap_or_default()
}

/// Whether a report has anything of the table with this id.
fn gives(side: Side<'_>, id: &str) -> bool {
    let table = side.form.table(id);
    table.is_some_and(|table| side.report.sheet(table).is_some())
}

impl Differences {
    /// Holds one figure of the two against each other. Whether both have it alike.
    fn hold_against(&mut self, pair: [(Side<'_>, Option<&Spot>); 2]) -> bool {
        let held = pair.map(|(side, spot)| match spot {
            Some(&spot) if pair[0].0.report.counting != pair[1].0.report.counting => {
                in_all(side, spot)
            }
            Some(&spot) => side.report.held(side.form, spot),
            None => Held::Absent(missing(side, pair)),
        });
        let unit = |index: usize| {
            let (side, spot): (Side<'_>, Option<&Spot>) = pair[index];
            spot.map_or("", |&spot| side.report.unit(side.form, spot))
        };
        let Some((side, spot)) = pair
            .into_iter()
            .find_map(|(side, spot)| Some((side, *spot?)))
        else {
            return false;
        };
        // A group stands for its children, which are compared themselves, unless it is given undivided.
        if is_group(side, spot) && !held.iter().any(|held| matches!(held, Held::Written(_))) {
            return false;
        }
        let named = || Named {
            row: side.report.spot_label(side.form, spot),
            column: side.form.tables[spot.table].columns[spot.column]
                .label
                .clone(),
            path: side.report.spot_path(side.form, spot),
        };
        let units = [unit(0), unit(1)];
        match held.map(Held::number) {
            [None, None] => false,
            [Some(a), Some(b)] => {
                let same_unit = units[0] == units[1];
                if a == b && same_unit {
                    return true;
                }
                let difference = b.checked_sub(a).filter(|_| same_unit);
                let kinds = pair.map(|(side, spot)| spot.map(|&spot| kind(side, spot)));
                let percent = difference.and_then(|difference| percent(a, b, difference, kinds));
                self.changes.push(Change {
                    named: named(),
                    a,
                    b,
                    units: units.map(str::to_owned),
                    difference,
                    percent,
                });
                false
            }
            [first, _] => {
                self.lone.push(Lone {
                    named: named(),
                    a: held[0],
                    b: held[1],
                    unit: units[usize::from(first.is_none())].to_owned(),
                });
                false
            }
        }
    }
}

/// What a report has, where the two count differently: a row of a tree with all the rows below it, be they counted
/// in its figure or beside it.
fn in_all(side: Side<'_>, spot: Spot) -> Held {
    let held = side.report.held(side.form, spot);
    let is_open = side.form.tables[spot.table].open.is_some();
    match (held, spot.point().filter(|_| is_open)) {
        (Held::Written(_), Some(point)) => side
            .report
            .value(side.form, point)
            .map_or(held, Held::Written),
        _ => held,
    }
}

/// Why a report has no such figure: its form has none, or the agency did not give the table or the row.
fn missing(side: Side<'_>, pair: [(Side<'_>, Option<&Spot>); 2]) -> Absence {
    let other = pair
        .into_iter()
        .find_map(|(side, spot)| Some((side, *spot?)));
    let Some((other, spot)) = other else {
        return Absence::Form;
    };
    let table = &other.form.tables[spot.table];
    let Some(index) = side.form.table(&table.id) else {
        return Absence::Form;
    };
    let here = &side.form.tables[index];
    let is_same_kind = here.open.is_some() && table.open.is_some();
    if !is_same_kind || here.column(&table.columns[spot.column].id).is_none() {
        return Absence::Form;
    }
    if side.report.unread.contains(&index) {
        Absence::Unread
    } else if side.report.sheet(index).is_none() {
        Absence::Table
    } else {
        Absence::Row
    }
}

fn is_group(side: Side<'_>, spot: Spot) -> bool {
    let table = &side.form.tables[spot.table];
    let row = spot.row.and_then(|row| table.rows.get(row));
    row.is_some_and(|row| row.kind == RowKind::Group)
}

fn kind(side: Side<'_>, spot: Spot) -> Kind {
    let table = &side.form.tables[spot.table];
    match spot.row {
        Some(row) => table.kind(row, spot.column),
        None => table.columns[spot.column].kind,
    }
}

/// The difference in percent of `a`, to one decimal; none where it would say nothing: of nought, of a figure that
/// has a sign of its own, of too small a count.
fn percent(
    a: Decimal,
    b: Decimal,
    difference: Decimal,
    kinds: [Option<Kind>; 2],
) -> Option<Decimal> {
    let is_signed = kinds.contains(&Some(Kind::Signed));
    let is_money = kinds == [Some(Kind::Money); 2];
    if is_signed || a <= Decimal::ZERO || b < Decimal::ZERO || (!is_money && a < LEAST_BASE) {
        return None;
    }
    let percent = difference
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(a)?;
    let mut percent = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    percent.rescale(1);
    Some(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: i64, b: i64, kind: Kind) -> Option<String> {
        let (a, b) = (Decimal::from(a), Decimal::from(b));
        percent(a, b, b - a, [Some(kind); 2]).map(|percent| percent.to_string())
    }

    #[test]
    fn percentages_only_where_they_say_something() {
        assert_eq!(of(10, 11, Kind::Count).as_deref(), Some("10.0"));
        assert_eq!(of(16, 17, Kind::Count).as_deref(), Some("6.3"));
        assert_eq!(of(16, 15, Kind::Count).as_deref(), Some("-6.3"));
        assert_eq!(of(10, 0, Kind::Count).as_deref(), Some("-100.0"));
        assert_eq!(of(9, 18, Kind::Count), None);
        assert_eq!(of(0, 18, Kind::Count), None);
        assert_eq!(of(0, 18, Kind::Money), None);
        assert_eq!(of(2, 3, Kind::Money).as_deref(), Some("50.0"));
        assert_eq!(of(20, 30, Kind::Signed), None);
        assert_eq!(of(-20, 30, Kind::Signed), None);
        assert_eq!(of(20, -30, Kind::Count), None);
    }
}

//! The roll is called: who of a register has reported, and who has that is not in it.
//!
//! A report folder is an agency's if the register names it; else if it lies below the folder that the register names
//! and its `report.toml` says the agency's name; else if only one agency of the register has that name. Many townships
//! have the same name (城关镇), so where that is all there is to go by, and several have it, nothing is said.
//!
//! What is remembered of a township is a few numbers; findings are only made in the end.

mod remark;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use self::remark::{Remark, report_file};
use super::{Column, Register, name_key};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Sources;

pub(super) static DUPLICATE_REPORT: Code = Code::error("duplicate-report");
pub(super) static MISSING_REPORT: Code = Code::error("missing-report");
// A waiver stands in the report folder that it is about, and the register is in none: it is mended, or the settings of
// its folder say otherwise.
pub(super) static REGISTER_DIFFERS: Code = Code::warning("register-differs").waivable(false);
pub(super) static SURPLUS_REPORT: Code = Code::warning("surplus-report").waivable(false);

/// Findings that are handed over at a time, so that a register of which nobody has reported stays small.
const CHUNK: usize = 4000;

/// A report folder that was found.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// Its path from the register's folder on, with `/` between its parts; none if it lies elsewhere.
    pub below: Option<&'a str>,
    /// The same as it is shown.
    pub shown: &'a str,
    /// The agency's name; empty if it is not known.
    pub agency: &'a str,
    /// The agency's level, if it is known.
    pub level: Option<&'a str>,
    /// The reporting year, if it is known.
    pub year: Option<u16>,
}

/// What a report folder is to the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The folder of this row's agency.
    Row(usize),
    /// Of an agency that is not in the register.
    Surplus,
    /// It cannot be told.
    Unknown,
}

/// How a row of the register stands in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A report folder of the agency was examined.
    Examined,
    /// There is one, but it was not asked for.
    Left,
    /// There is none.
    Missing,
    /// It cannot be told: the row is at fault, or a report folder doesn't say whose it is.
    Unknown,
}

/// What is remembered of the agency and year of a report folder.
#[derive(Debug)]
struct Seen {
    /// Where it is shown, if that is not what the register says.
    elsewhere: Option<Box<str>>,
}

/// Who of a register has reported.
#[derive(Debug)]
pub struct Roll {
    register: Rc<Register>,
    /// The register's folder as it is shown, without `/` at the end; empty for the working directory.
    folder: String,
    seen: BTreeMap<(u32, Option<u16>), Seen>,
    /// Agencies and years that there is more than one report of.
    twice: BTreeSet<(u32, Option<u16>)>,
    remarks: Vec<Remark>,
    surplus: Vec<(Box<str>, Box<str>)>,
    /// Report folders that don't say whose they are.
    nameless: usize,
    /// How many agencies without a path have not been found, once that is asked for.
    unfound: OnceCell<usize>,
}

impl Roll {
    /// Begins the roll of a register, whose folder is shown as `folder`.
    pub fn new(register: Rc<Register>, folder: &str) -> Self {
        Self {
            register,
            folder: folder.trim_end_matches('/').to_owned(),
            seen: BTreeMap::new(),
            twice: BTreeSet::new(),
            remarks: Vec::new(),
            surplus: Vec::new(),
            nameless: 0,
            unfound: OnceCell::new(),
        }
    }

    /// The register.
    pub fn register(&self) -> &Rc<Register> {
        &self.register
    }

    /// Notes a report folder.
    pub fn arrive(&mut self, arrival: Arrival<'_>) -> Place {
        let register = Rc::clone(&self.register);
        self.unfound.take();
        if let Some(row) = arrival.below.and_then(|below| register.at_path(below)) {
            self.note(row, arrival, false);
            self.compare(row, arrival);
            return Place::Row(row);
        }
        if arrival.agency.is_empty() {
            self.nameless += 1;
            return Place::Unknown;
        }
        let is_its =
            |row: &usize| name_key(&register.value(*row, Column::Name)) == name_key(arrival.agency);
        let mut above = arrival.below.unwrap_or_default();
        while let Some((parent, _)) = above.rsplit_once('/') {
            if let Some(row) = register.at_path(parent).filter(is_its) {
                self.note(row, arrival, true);
                return Place::Row(row);
            }
            above = parent;
        }
        match register.named(arrival.agency)[..] {
            [row] => {
                self.note(row, arrival, true);
                if register.path(row).is_some() {
                    self.remarks.push(Remark::Elsewhere {
                        row: narrow(row),
                        shown: arrival.shown.into(),
                    });
                }
                Place::Row(row)
            }
            [] => {
                self.surplus
                    .push((arrival.shown.into(), arrival.agency.into()));
                Place::Surplus
            }
            _ => Place::Unknown,
        }
    }

    /// Whether there is another report of this row's agency for the year.
    pub fn is_double(&self, row: usize, year: Option<u16>) -> bool {
        self.twice.contains(&(narrow(row), year))
    }

    fn note(&mut self, row: usize, arrival: Arrival<'_>, elsewhere: bool) {
        let key = (narrow(row), arrival.year);
        let elsewhere: Option<Box<str>> = elsewhere.then(|| arrival.shown.into());
        let second = match self.seen.get_mut(&key) {
            None => {
                self.seen.insert(key, Seen { elsewhere });
                return;
            }
            // The one at the place that the register names is the first, whichever was found before.
            Some(seen) if elsewhere.is_none() => seen.elsewhere.take(),
            Some(_) => elsewhere,
        };
        self.twice.insert(key);
        self.remarks.push(Remark::Duplicate {
            row: key.0,
            year: arrival.year,
            shown: second.unwrap_or_else(|| arrival.shown.into()),
        });
    }

    /// What `report.toml` says otherwise than the register.
    fn compare(&mut self, row: usize, arrival: Arrival<'_>) {
        let register = Rc::clone(&self.register);
        let name = register.value(row, Column::Name);
        let shown = || arrival.shown.into();
        if !name.is_empty()
            && !arrival.agency.is_empty()
            && name_key(&name) != name_key(arrival.agency)
        {
            self.remarks.push(Remark::Name {
                row: narrow(row),
                shown: shown(),
                said: arrival.agency.into(),
            });
        }
        if let (Some(level), Some(said)) = (register.level(row), arrival.level)
            && level != said
        {
            self.remarks.push(Remark::Level {
                row: narrow(row),
                shown: shown(),
                said: said.into(),
            });
        }
    }

    /// Whether a folder of this row's agency has been seen.
    fn has_reported(&self, row: usize) -> bool {
        let row = narrow(row);
        let mut years = self.seen.range((row, None)..=(row, Some(u16::MAX)));
        years.next().is_some()
    }

    /// How each row stands in the end, in order. The disk is asked once for each row that nobody has reported for.
    pub fn standings(&self, exists: &dyn Fn(&str) -> bool) -> Vec<Standing> {
        let rows = 0..self.register.len();
        rows.map(|row| self.standing(row, exists)).collect()
    }

    /// How a row stands; `exists` says whether there is a report folder below the register's folder.
    fn standing(&self, row: usize, exists: &dyn Fn(&str) -> bool) -> Standing {
        if self.has_reported(row) {
            return Standing::Examined;
        }
        if self.register.rows[row].faulty {
            return Standing::Unknown;
        }
        match self.register.path(row) {
            Some(path) if exists(&path) => Standing::Left,
            // It is looked for by its name, and each folder that says none may be its.
            None if self.nameless > 0 && self.unfound() <= self.nameless => Standing::Unknown,
            Some(_) | None => Standing::Missing,
        }
    }

    /// How many agencies without a path have not been found.
    fn unfound(&self) -> usize {
        let is_one = |row: &usize| self.register.path(*row).is_none() && !self.has_reported(*row);
        let count = || (0..self.register.len()).filter(is_one).count();
        *self.unfound.get_or_init(count)
    }

    /// How many report folders are not in the register, and how many there are besides the first of an agency and year.
    pub fn counts(&self) -> (usize, usize) {
        let double = |remark: &&Remark| matches!(remark, Remark::Duplicate { .. });
        let doubles = self.remarks.iter().filter(double).count();
        (self.surplus.len(), doubles)
    }

    /// Hands over all that is to be said, in the order of the register, then of the folders.
    ///
    /// # Errors
    /// Those of `hand_over`.
    pub fn findings<E>(
        &self,
        standings: &[Standing],
        exists: &dyn Fn(&str) -> bool,
        mut hand_over: impl FnMut(Vec<Diagnostic>, Sources) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut said: BTreeMap<u32, Vec<&Remark>> = BTreeMap::new();
        for remark in &self.remarks {
            let (Remark::Duplicate { row, .. }
            | Remark::Name { row, .. }
            | Remark::Level { row, .. }
            | Remark::Elsewhere { row, .. }) = remark;
            said.entry(*row).or_default().push(remark);
        }
        let mut findings = Vec::new();
        let mut sources = self.register.sources.clone();
        let mut flush = |findings: &mut Vec<Diagnostic>, sources: &mut Sources, least: usize| {
            if findings.len() < least {
                return Ok(());
            }
            let sources = std::mem::replace(sources, self.register.sources.clone());
            hand_over(std::mem::take(findings), sources)
        };
        for (row, standing) in standings.iter().enumerate() {
            if *standing == Standing::Missing {
                findings.push(self.missing(row));
            }
            for remark in said.get(&narrow(row)).into_iter().flatten() {
                findings.extend(self.word(remark, exists, &mut sources));
            }
            flush(&mut findings, &mut sources, CHUNK)?;
        }
        for (shown, agency) in &self.surplus {
            let finding = SURPLUS_REPORT.at(report_file(&mut sources, shown));
            findings.push(
                finding
                    .with("path", &**shown)
                    .with("agency", &**agency)
                    .related(self.head(), "label-register"),
            );
            flush(&mut findings, &mut sources, CHUNK)?;
        }
        flush(&mut findings, &mut sources, 1)
    }
}

fn narrow(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::ingest::Encoding;

    fn call(
        register: &str,
        arrivals: &[(&str, &str, u16)],
    ) -> (Vec<Place>, Vec<(&'static str, usize)>) {
        let read = read("r/register.csv", register.as_bytes(), Encoding::Detect);
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        let register = read.register.expect("a register");
        let mut roll = Roll::new(Rc::new(register), "r");
        let places = arrivals.iter().map(|(below, agency, year)| {
            roll.arrive(Arrival {
                below: Some(below),
                shown: &format!("r/{below}"),
                agency,
                level: Some("township"),
                year: Some(*year),
            })
        });
        let places = places.collect();
        let mut found = Vec::new();
        let standings = roll.standings(&|_| false);
        let result: Result<(), ()> = roll.findings(&standings, &|_| false, |findings, sources| {
            found.extend(
                findings
                    .iter()
                    .map(|finding| (finding.code.name, sources.place(finding.span).line)),
            );
            Ok(())
        });
        result.expect("said");
        (places, found)
    }

    #[test]
    fn a_path_comes_first_then_a_name_that_only_one_has() {
        let register =
            "名称,级别,上级,路径\n城关镇,乡镇,1,a/cg\n城关镇,乡镇,2,b/cg\n青石镇,乡镇,1,\n";
        let all = [
            ("a/cg", "城关镇", 2022),
            ("b/cg", "城关镇人民政府", 2022),
            ("x", "青石镇", 2022),
        ];
        let (places, found) = call(register, &all);
        assert_eq!(places, [Place::Row(0), Place::Row(1), Place::Row(2)]);
        assert_eq!(found, []);
        // A third of that name may be anybody's; one of no name in the register is nobody's.
        let (places, found) = call(register, &[("c/cg", "城关镇", 2022), ("y", "白石镇", 2022)]);
        assert_eq!(places, [Place::Unknown, Place::Surplus]);
        assert_eq!(
            found,
            [
                ("missing-report", 2),
                ("missing-report", 3),
                ("missing-report", 4),
                ("surplus-report", 1)
            ]
        );
    }

    #[test]
    fn two_of_one_year_are_one_too_many_and_two_years_are_not() {
        let register = "名称,路径\n青石镇,a\n";
        let (_, found) = call(register, &[("a", "青石镇", 2022), ("b", "青石镇", 2022)]);
        assert_eq!(found, [("duplicate-report", 2)]);
        let (_, found) = call(register, &[("b", "青石镇", 2022), ("a", "青石镇", 2022)]);
        assert_eq!(found, [("duplicate-report", 2)]);
        let (_, found) = call(register, &[("a", "青石镇", 2022), ("b", "青石镇", 2021)]);
        assert_eq!(found, []);
        let (_, found) = call(register, &[("b", "青石镇", 2022)]);
        assert_eq!(found, [("register-differs", 2)]);
        let (_, found) = call(
            register,
            &[("a/2022", "青石镇", 2022), ("a/2021", "青石镇", 2021)],
        );
        assert_eq!(found, []);
    }

    #[test]
    fn who_does_not_say_a_name_may_be_anyone() {
        let register = "名称\n青石镇\n白石镇\n";
        let (_, found) = call(register, &[("a", "青石镇", 2022), ("b", "", 2022)]);
        assert_eq!(found, []);
        let (_, found) = call(register, &[("b", "", 2022)]);
        assert_eq!(found, [("missing-report", 2), ("missing-report", 3)]);
    }
}

//! `check --children`: a report's figures against the sums of those below it, cell by cell, and what it was rolled
//! up from against what that is now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::Result;
use rust_decimal::Decimal;

use super::Context;
use super::contributors::{self, Gathering, Reader, adopt, called, canonical, is_report};
use super::rollup::because;
use crate::batch::{Crew, Examined, Examiner, Found};
use crate::diagnostic::Diagnostic;
use crate::form::{Form, Point};
use crate::ingest::{Folder, Provenance};
use crate::model::{Entry, Report};
use crate::rollup::{
    BROKEN_ROLLUP, Gap, MISSING_CONTRIBUTOR, Part, Rollup, STALE_CONTRIBUTOR, Spot,
    UNASSESSED_ROLLUP, in_first,
};
use crate::source::{Sources, Span};

/// Up to how many contributors a finding names and shows; of more, the largest.
const NAMED: usize = 5;

/// The reports below one, added up.
pub(super) struct Children<'l> {
    examiner: &'l Examiner,
    folders: Vec<Found>,
    gathering: Gathering<'l>,
    /// What each folder holds.
    fingerprints: BTreeMap<PathBuf, String>,
    /// What keeps them from being added up, report by report.
    pub(super) faults: Vec<Fault>,
}

/// What is wrong with a report below.
pub(super) struct Fault {
    /// Its folder.
    pub(super) path: String,
    /// What is wrong.
    pub(super) findings: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub(super) sources: Sources,
}

impl<'l> Children<'l> {
    /// Reads the reports below `parent`, which is not among them even where it stands beside them.
    ///
    /// # Errors
    /// Never: what cannot be read is among the faults.
    pub(super) fn gather(
        examiner: &'l Examiner,
        crew: &Crew<'_>,
        mut folders: Vec<Found>,
        parent: &Found,
    ) -> Result<Self> {
        folders.retain(|found| canonical(found) != canonical(parent));
        let mut gathering = Gathering::new(examiner);
        let reader = Reader::new(examiner, &folders);
        let (mut fingerprints, mut faults) = (BTreeMap::new(), Vec::new());
        Context::listen(&folders)?;
        crew.run(
            &folders,
            |found| reader.read(found),
            |mut contribution| {
                let mut findings = gathering.add(&mut contribution);
                let examined = contribution.examined;
                if examined.report.is_none() {
                    findings = examined.findings;
                }
                fingerprints.insert(contribution.canonical, contribution.fingerprint);
                if !findings.is_empty() {
                    faults.push(Fault {
                        path: examined.path,
                        findings,
                        sources: examined.sources,
                    });
                }
                Ok(())
            },
        )?;
        Ok(Self {
            examiner,
            folders,
            gathering,
            fingerprints,
            faults,
        })
    }

    /// Holds a report against those below it.
    pub(super) fn hold(&self, parent: &Found, mut examined: Examined<'l>) -> Examined<'l> {
        let mut findings = self.provenance(parent, &mut examined.sources);
        if let Some((report, form)) = &examined.report
            && self.faults.is_empty()
            && let Some(rollup) = &self.gathering.rollup
        {
            let unlike = self.gathering.unlike(report, form, &mut examined.sources);
            if unlike.is_empty() {
                findings.extend(self.compare(rollup, report, form, &mut examined.sources));
            }
            findings.extend(unlike);
        }
        let ruling = parent.settings.apply(&mut findings);
        examined.ruling.allowed += ruling.allowed;
        examined.findings.extend(findings);
        examined
            .findings
            .sort_by(|left, right| (left.span, left.code.name).cmp(&(right.span, right.code.name)));
        examined
    }

    /// What a report was rolled up from, against what that is now.
    fn provenance(&self, parent: &Found, sources: &mut Sources) -> Vec<Diagnostic> {
        let Ok(folder) = Folder::read(&parent.path()) else {
            return Vec::new();
        };
        let provenance = match Provenance::of(&folder, sources) {
            None => return Vec::new(),
            Some(Err(finding)) => return vec![finding],
            Some(Ok(provenance)) => provenance,
        };
        let mut findings = Vec::new();
        for one in provenance.contributors {
            let Some(span) = one.span else { continue };
            let place = parent.path().join(&one.path);
            let known = place
                .canonicalize()
                .ok()
                .and_then(|place| self.fingerprints.get(&place).cloned());
            let now = known.or_else(|| {
                let folder = is_report(&place).then(|| Folder::read(&place).ok())??;
                Some(folder.fingerprint().to_hex().to_string())
            });
            let code = match now {
                None => &MISSING_CONTRIBUTOR,
                Some(now) if now != one.fingerprint => &STALE_CONTRIBUTOR,
                Some(_) => continue,
            };
            findings.push(
                code.at(span)
                    .with("agency", one.name)
                    .with("path", one.path),
            );
        }
        findings
    }

    fn compare(
        &self,
        rollup: &Rollup<'l>,
        report: &Report,
        form: &Form,
        sources: &mut Sources,
    ) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let mut broken = Vec::new();
        for (table, of) in form.tables.iter().enumerate() {
            let Some(sheet) = report.sheet(table) else {
                continue;
            };
            let mut unknown: Vec<Gap> = Vec::new();
            for row in 0..sheet.rows.len() {
                for column in of.figure_columns() {
                    let point = Point { table, row, column };
                    let Some(spot) = Spot::of(report, form, point) else {
                        continue;
                    };
                    match against(rollup, report, form, (point, &spot)) {
                        Ok(None) => {}
                        Ok(Some(difference)) => broken.push((spot, difference)),
                        Err(gap) => unknown.push(gap),
                    }
                }
            }
            if let Some(&gap) = unknown.first() {
                let (who, why) = because(rollup, gap);
                findings.push(
                    UNASSESSED_ROLLUP
                        .at(sheet.span)
                        .with("table", of.title.as_str())
                        .with("count", unknown.len().to_string())
                        .with("who", who)
                        .with("why", why),
                );
            }
        }
        if !broken.is_empty() {
            findings.extend(self.name(report, form, broken, sources));
        }
        findings
    }

    /// Names the reports that make up the sums that differ. They are read again: keeping every figure of every report
    /// for the few that differ would take more memory than there is.
    fn name(
        &self,
        report: &Report,
        form: &Form,
        broken: Vec<(Spot, Difference)>,
        sources: &mut Sources,
    ) -> Vec<Diagnostic> {
        // For each, the largest parts and how many there are beside nought.
        let mut parts: Vec<Vec<(Decimal, usize)>> = vec![Vec::new(); broken.len()];
        let mut counts = vec![0_usize; broken.len()];
        for (child, found) in self.folders.iter().enumerate() {
            let Some((theirs, _)) = contributors::read(self.examiner, &found.path()) else {
                continue;
            };
            for (at, (spot, _)) in broken.iter().enumerate() {
                let number: Decimal = spot
                    .in_report(&theirs, form)
                    .iter()
                    .map(|one| number(form, spot, one.part))
                    .sum();
                if !number.is_zero() {
                    counts[at] += 1;
                    let parts = &mut parts[at];
                    let place = parts.partition_point(|(other, _)| other.abs() >= number.abs());
                    parts.insert(place, (number, child));
                    parts.truncate(NAMED);
                }
            }
        }
        let wanted: BTreeSet<usize> = parts.iter().flatten().map(|&(_, child)| child).collect();
        let mut cells: BTreeMap<(usize, usize), (String, Option<Span>)> = BTreeMap::new();
        for child in wanted {
            let path = &self.folders[child].path();
            let Some((theirs, their_sources)) = contributors::read(self.examiner, path) else {
                continue;
            };
            for (at, (spot, _)) in broken.iter().enumerate() {
                if parts[at].iter().any(|&(_, other)| other == child) {
                    let span = spot
                        .in_report(&theirs, form)
                        .iter()
                        .find_map(|one| one.span);
                    let span = span.map(|span| adopt(sources, &their_sources, span));
                    cells.insert((at, child), (called(&theirs), span));
                }
            }
        }
        let mut findings = Vec::new();
        for (at, (_, difference)) in broken.into_iter().enumerate() {
            // In the order of the input, as the sum was made.
            let mut named = parts[at].clone();
            named.sort_by_key(|&(_, child)| child);
            let label = |&(number, child): &(Decimal, usize)| {
                let name = cells.get(&(at, child)).map_or("", |(name, _)| name);
                format!("{name} {number}")
            };
            let listed: Vec<String> = named.iter().map(label).collect();
            let others = counts[at] - named.len();
            let mut finding = difference
                .finding(report, form)
                .with(
                    "parts",
                    if listed.is_empty() {
                        "none".to_owned()
                    } else {
                        listed.join("、")
                    },
                )
                .with(
                    "others",
                    if others == 0 {
                        "none".to_owned()
                    } else {
                        others.to_string()
                    },
                );
            for (_, child) in named {
                if let Some((_, Some(span))) = cells.get(&(at, child)) {
                    finding = finding.related(*span, "label-child-figure");
                }
            }
            findings.push(finding);
        }
        findings
    }
}

/// A figure that is not the sum of those below.
struct Difference {
    point: Point,
    span: Span,
    stated: Decimal,
    sum: Decimal,
    unit: String,
}

impl Difference {
    fn finding(self, report: &Report, form: &Form) -> Diagnostic {
        let table = &form.tables[self.point.table];
        let (stated, sum) = (self.stated, self.sum);
        BROKEN_ROLLUP
            .at(self.span)
            .about(report.path(form, self.point))
            .with("row", report.row_label(table, self.point))
            .with("column", table.columns[self.point.column].label.as_str())
            .with("stated", stated.to_string())
            .with("sum", sum.to_string())
            .with("difference", (stated - sum).to_string())
            .with("more", if stated > sum { "stated" } else { "sum" })
            .with("gap", (stated - sum).abs().to_string())
            .with("unit", self.unit)
    }
}

/// Holds a figure against the sum of those below; none if they agree, or there is nothing to hold it against.
fn against(
    rollup: &Rollup<'_>,
    report: &Report,
    form: &Form,
    (point, spot): (Point, &Spot),
) -> Result<Option<Difference>, Gap> {
    let column = &form.tables[point.table].columns[point.column];
    let Some(fact) = report.fact(point) else {
        return Ok(None);
    };
    // What was left blank is a finding of its own, and `/` says that there is nothing to add.
    let Entry::Number(own) = fact.entry else {
        return Ok(None);
    };
    // Sums include the rows below, whichever way the report counts.
    let own = report.value(form, point).unwrap_or(own);
    let Some((entry, unit)) = rollup.sum(spot)? else {
        return Ok(None);
    };
    let sum = entry.number().unwrap_or_default();
    let (stated, sum, unit) = match (fact.unit, unit) {
        (Some(here), Some(there)) if here != there => {
            match (in_first(own, here, column), in_first(sum, there, column)) {
                (Some(own), Some(sum)) => (own, sum, Some(0)),
                _ => return Ok(None),
            }
        }
        // A figure without its unit may be any amount; nought is nought.
        (None, Some(_)) if !own.is_zero() => return Ok(None),
        (here, there) => (own, sum, here.or(there)),
    };
    let unit = unit.and_then(|unit| column.units.get(unit));
    Ok((stated != sum).then(|| Difference {
        point,
        span: fact.span,
        stated,
        sum,
        unit: unit.cloned().unwrap_or_default(),
    }))
}

/// What a part adds, in the first of its units if there are several.
fn number(form: &Form, spot: &Spot, part: Part) -> Decimal {
    let column = &form.tables[spot.table].columns[spot.column];
    match part {
        Part::Number(number, Some(unit)) => in_first(number, unit, column).unwrap_or(number),
        Part::Number(number, None) => number,
        Part::Slash(below) => below.unwrap_or_default(),
        Part::Unknown(_) => Decimal::ZERO,
    }
}

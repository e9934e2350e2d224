//! Where a figure comes from: the cell that it was written in, below a total the figures that add up to it, and in a
//! report that was rolled up those of the contributors, down to what somebody wrote.
//!
//! A figure may be a total along its row and down its column: the first way is followed to its leaves; of the others,
//! which rest on the same cells, and of what contributors wrote, only what does not agree is followed further.

mod node;

pub use node::{At, Node, Obstacle, Way, WayKind};

use rust_decimal::Decimal;

use crate::form::{Form, Point, RowKind};
use crate::model::{Absence, Counting, Figure, FigureRow, Held, Report, Spot};
use crate::source::Sources;

/// How many roll-ups deep a figure is followed: township, county, city, province and nation are five levels.
pub const DEEPEST: usize = 8;

/// How many figures are listed at most: a figure of the nation from all its forty thousand townships fits.
pub const MOST: usize = 100_000;

/// A report that was opened for tracing.
#[derive(Debug)]
pub struct Opened<'l> {
    /// The report.
    pub report: Report,
    /// Its form.
    pub form: &'l Form,
    /// The texts that its figures point into.
    pub sources: Sources,
    /// What tells its folder from any other.
    pub identity: String,
    /// Whether its files are others than those that were rolled up.
    pub changed: bool,
    /// The reports that it was rolled up from; none if it was not.
    pub contributors: Vec<Contributor>,
}

/// A report that another was rolled up from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// The agency's name.
    pub name: String,
    /// The way to its folder.
    pub path: String,
    /// Its fingerprint when it was rolled up.
    pub fingerprint: String,
}

/// Opens a contributor of a report. The edge does it, so that tracing knows no disk.
pub type Open<'o, 'l> = &'o dyn Fn(&Opened<'l>, &Contributor) -> Result<Opened<'l>, Obstacle>;

/// Where the figure at a spot of a report comes from.
pub fn trace<'l>(opened: &Opened<'l>, spot: Spot, open: Open<'_, 'l>) -> Node {
    let mut tracer = Tracer {
        open,
        listed: 0,
        above: vec![opened.identity.clone()],
    };
    tracer.whole(opened, spot)
}

struct Tracer<'o, 'l> {
    open: Open<'o, 'l>,
    listed: usize,
    /// The folders that lead to the present one, itself among them.
    above: Vec<String>,
}

impl<'l> Tracer<'_, 'l> {
    /// A figure with its contributors and its parts.
    fn whole(&mut self, opened: &Opened<'l>, spot: Spot) -> Node {
        let mut node = self.within(opened, spot);
        if let Some(way) = self.contributors(opened, spot, node.held) {
            // What was rolled up is no more than what was rolled up; how it adds up is the second question.
            for part in node.ways.iter_mut().flat_map(|way| &mut way.parts) {
                part.prune();
            }
            node.ways.insert(0, way);
        }
        node
    }

    /// A figure with its parts in the same report.
    fn within(&mut self, opened: &Opened<'l>, spot: Spot) -> Node {
        self.listed += 1;
        let mut node = leaf(opened, spot);
        for (kind, stated, parts) in ways(opened, spot, node.held) {
            if self.listed >= MOST {
                node.obstacle = Some(Obstacle::TooMany);
                break;
            }
            let before = self.listed;
            let mut parts: Vec<Node> = parts
                .into_iter()
                .map(|part| self.within(opened, part))
                .collect();
            if !node.ways.is_empty() {
                parts.iter_mut().for_each(Node::prune);
                self.listed = before + parts.iter().map(Node::size).sum::<usize>();
            }
            let own = match kind {
                WayKind::Besides => node.held.number(),
                _ => Some(Decimal::ZERO),
            };
            let counts = parts.iter().map(|part| part.counts);
            let sum = counts
                .chain([own])
                .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?))
                .filter(|_| kind == WayKind::Besides || parts.iter().any(Node::has_number));
            node.ways.push(Way {
                kind,
                parts,
                sum,
                lacking: 0,
                stated,
            });
        }
        node
    }

    /// What the contributors have for a figure, if the report was rolled up.
    fn contributors(&mut self, opened: &Opened<'l>, spot: Spot, held: Held) -> Option<Way> {
        if opened.contributors.is_empty() {
            return None;
        }
        let spots = opened.report.spots(opened.form);
        let (figure, _) = spots.into_iter().find(|(_, other)| *other == spot)?;
        let mut parts = Vec::new();
        let template = leaf(opened, spot);
        for contributor in &opened.contributors {
            let stub = |obstacle| Node {
                agency: contributor.name.clone(),
                year: 0,
                held: Held::Absent(Absence::Unread),
                counts: None,
                at: None,
                obstacle: Some(obstacle),
                ..template.clone()
            };
            if self.above.len() > DEEPEST {
                parts.push(stub(Obstacle::TooDeep));
                break;
            }
            if self.listed >= MOST {
                parts.push(stub(Obstacle::TooMany));
                break;
            }
            let child = match (self.open)(opened, contributor) {
                Ok(child) => child,
                Err(obstacle) => {
                    parts.push(stub(obstacle));
                    continue;
                }
            };
            if self.above.contains(&child.identity) {
                let path = child.report.path.clone();
                parts.push(stub(Obstacle::Circle(path)));
                continue;
            }
            let Some(there) = counterpart(&child, &figure) else {
                // A row that the agency gives itself need not be anybody else's.
                if matches!(figure.row, FigureRow::Fixed(_)) {
                    let (agency, year) = (child.report.agency.name, child.report.year);
                    parts.push(Node {
                        agency,
                        year,
                        held: Held::Absent(Absence::Form),
                        counts: None,
                        at: None,
                        ..template.clone()
                    });
                }
                continue;
            };
            let before = self.listed;
            self.above.push(child.identity.clone());
            let mut part = self.whole(&child, there);
            self.above.pop();
            part.prune();
            // A contributor counts with what it wrote for the figure, in the unit of the whole.
            part.counts = part.held.number().and_then(|number| {
                let Some((worth, wanted)) = factor((&child, there), (opened, spot))? else {
                    return Some(number);
                };
                let turned = number.checked_mul(worth)?.checked_div(wanted)?;
                Some(turned.normalize())
            });
            part.changed = child.changed;
            self.listed = before + part.size();
            parts.push(part);
        }
        if !rolls_up(opened, spot) {
            return Some(Way {
                kind: WayKind::Apart,
                sum: None,
                lacking: 0,
                stated: None,
                parts,
            });
        }
        let mut counts = parts.iter().filter_map(|part| part.counts);
        let sum = counts.try_fold(Decimal::ZERO, Decimal::checked_add);
        let lacks = |part: &&Node| part.counts.is_none() && part.held != Held::NotApplicable;
        Some(Way {
            kind: WayKind::Contributors,
            sum,
            lacking: parts.iter().filter(lacks).count(),
            stated: written(held),
            parts,
        })
    }
}

/// Whether figures of several agencies add up at a spot.
fn rolls_up(opened: &Opened<'_>, spot: Spot) -> bool {
    let table = &opened.form.tables[spot.table];
    // The total of an open table that was left out is no row; its table and column decide.
    table.rolls_up(spot.row.unwrap_or(usize::MAX), spot.column)
}

/// What a figure must be multiplied and divided by to be in the unit of another, nothing if it is; none if their
/// units do not compare.
#[expect(
    clippy::option_option,
    reason = "none: not to be had; some none: not needed"
)]
fn factor(
    (from, there): (&Opened<'_>, Spot),
    (to, here): (&Opened<'_>, Spot),
) -> Option<Option<(Decimal, Decimal)>> {
    let (unit, wanted) = (
        from.report.unit(from.form, there),
        to.report.unit(to.form, here),
    );
    if unit == wanted {
        return Some(None);
    }
    let column = &to.form.tables[here.table].columns[here.column];
    let worth = |unit: &str| {
        let index = column.units.iter().position(|known| known == unit)?;
        column.worth.get(index).copied().map(Decimal::from)
    };
    Some(Some((worth(unit)?, worth(wanted)?)))
}

fn written(held: Held) -> Option<Decimal> {
    match held {
        Held::Written(number) => Some(number),
        _ => None,
    }
}

/// The spot of a figure in another report.
fn counterpart(opened: &Opened<'_>, figure: &Figure) -> Option<Spot> {
    let spots = opened.report.spots(opened.form);
    let found = spots.into_iter().find(|(other, _)| other == figure);
    found.map(|(_, spot)| spot)
}

/// A figure by itself.
fn leaf(opened: &Opened<'_>, spot: Spot) -> Node {
    let Opened {
        report,
        form,
        sources,
        ..
    } = opened;
    let table = &form.tables[spot.table];
    let held = report.held(form, spot);
    let row = report.spot_label(form, spot);
    let own_label = match spot.row {
        Some(row) => match (table.rows.get(row), report.sheet(spot.table)) {
            (Some(row), _) => Some(&row.label),
            (None, sheet) => sheet.and_then(|sheet| Some(&sheet.open.get(row)?.label)),
        },
        None => None,
    };
    Node {
        agency: report.agency.name.clone(),
        year: report.year,
        path: report.spot_path(form, spot),
        row_name: own_label.cloned().unwrap_or_else(|| row.clone()),
        row,
        column: table.columns[spot.column].label.clone(),
        unit: report.unit(form, spot).to_owned(),
        held,
        counts: match spot.point() {
            Some(point) => report.value(form, point),
            None => held.number(),
        },
        at: report.place(spot).map(|span| {
            let place = sources.place(span);
            At {
                file: sources.source(span.source).name.clone(),
                line: place.line,
                column: place.column,
                end_line: place.end_line,
                end_column: place.end_column,
            }
        }),
        changed: false,
        ways: Vec::new(),
        obstacle: None,
    }
}

/// The ways in which a figure is a sum, with what was written for it where it must be that sum.
fn ways(opened: &Opened<'_>, spot: Spot, held: Held) -> Vec<(WayKind, Option<Decimal>, Vec<Spot>)> {
    let (report, form) = (&opened.report, opened.form);
    let table = &form.tables[spot.table];
    let (Some(sheet), false) = (report.sheet(spot.table), matches!(held, Held::Absent(_))) else {
        return Vec::new();
    };
    let at = |row: usize, column: usize| {
        Spot::from(Point {
            table: spot.table,
            row,
            column,
        })
    };
    let stated = written(held);
    if let Some(open) = &table.open {
        let is_total = spot.row.is_none() || spot.row == sheet.total;
        let above = if is_total { None } else { spot.row };
        let below: Vec<Spot> = sheet
            .open_children(above)
            .map(|row| at(row, spot.column))
            .collect();
        let kind = match (is_total, stated, report.counting) {
            (true, _, _) if !open.summed => return Vec::new(),
            (true, _, _) | (false, None, _) => WayKind::Tree,
            (false, Some(_), Counting::Inclusive) => WayKind::OfWhich,
            (false, Some(_), Counting::Exclusive) => WayKind::Besides,
        };
        if below.is_empty() {
            return Vec::new();
        }
        return vec![(kind, stated.filter(|_| is_total), below)];
    }
    let Some(row) = spot.row else {
        return Vec::new();
    };
    let of = &table.rows[row];
    let mut ways = Vec::new();
    if of.kind == RowKind::Group && sheet.is_divided(table, row) {
        let parts = table.children(row).iter();
        let parts = parts.filter(|&&part| table.has(part, spot.column));
        let parts = parts.map(|&part| at(part, spot.column)).collect();
        ways.push((WayKind::Group, stated, parts));
    }
    if let Some(parts) = &table.columns[spot.column].sum {
        let parts = parts.iter().filter(|&&part| table.has(row, part));
        let parts = parts.map(|&part| at(row, part)).collect();
        ways.push((WayKind::Columns, stated, parts));
    }
    if let Some(parts) = &of.sum {
        let parts = parts.iter().filter(|&&part| table.has(part, spot.column));
        let parts = parts.map(|&part| at(part, spot.column)).collect();
        ways.push((WayKind::Rows, stated, parts));
    }
    ways
}

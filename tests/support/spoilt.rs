//! Reports in memory whose figures are spoilt on purpose, and what must hold between them, worked out without the
//! program's help.

use std::collections::{BTreeMap, BTreeSet};

use nianbao::batch::Examiner;
use nianbao::diagnostic::{Arg, Diagnostic, Severity};
use nianbao::form::{Comparison, Form, Point, RowKind, RowRef, Table, Term};
use nianbao::model::{Entry, Report};
use nianbao::rules::{Gathered, Subject, check};
use nianbao::source::Sources;

use crate::balanced::{Figures, OPEN_ROWS, PLAIN, balanced as balance, folder};

pub(crate) type Cell = (usize, usize, usize);

pub(crate) const ARITHMETIC: [&str; 3] =
    ["wrong-total", "broken-identity", "children-above-parent"];

/// A report in memory whose figures can be changed.
pub(crate) struct Bench<'e> {
    examiner: &'e Examiner,
    pub(crate) form: &'e Form,
    pub(crate) report: Report,
    /// What must hold, worked out here without the program's help.
    equations: Vec<Equation>,
}

/// Cells with their signs; the sum is nought, or at most nought.
pub(crate) struct Equation {
    terms: BTreeMap<Cell, i64>,
    is_limit: bool,
}

impl<'e> Bench<'e> {
    pub(crate) fn new(examiner: &'e Examiner, figures: &Figures) -> Self {
        let form = examiner.library.for_year(2022).expect("an edition");
        let examined = examiner.examine_folder(&folder(form, figures, PLAIN));
        let (report, _) = examined.report.expect("a report");
        Self {
            examiner,
            form,
            report,
            equations: equations(form),
        }
    }

    pub(crate) fn get(&self, (table, row, column): Cell) -> Option<i64> {
        let fact = self.report.fact(Point { table, row, column })?;
        fact.entry.number()?.try_into().ok()
    }

    pub(crate) fn set(&mut self, (table, row, column): Cell, value: i64) {
        let sheet = self.report.sheets[table].as_mut().expect("a table");
        let at = row * sheet.columns.len() + column;
        sheet.facts[at].as_mut().expect("a figure").entry = Entry::Number(value.into());
    }

    pub(crate) fn cells(&self) -> Vec<Cell> {
        let mut cells = BTreeSet::new();
        for equation in &self.equations {
            cells.extend(equation.terms.keys().copied());
        }
        cells.into_iter().collect()
    }

    pub(crate) fn path(&self, (table, row, column): Cell) -> String {
        let point = Point { table, row, column };
        self.report.path(self.form, point)
    }

    pub(crate) fn find(&self) -> Vec<Diagnostic> {
        let mut findings = check(&Subject {
            form: self.form,
            keys: &self.examiner.keys,
            report: &self.report,
            prior: None,
            sources: &Sources::default(),
            today: self.examiner.today,
            gathered: Gathered::default(),
        });
        findings.retain(|finding| ARITHMETIC.contains(&finding.code.name));
        findings
    }

    /// Every single cell, with the value, that would make all equations around the broken ones hold.
    pub(crate) fn explanations(&self) -> Vec<(Cell, i64)> {
        let residual = |equation: &Equation| -> i64 {
            let terms = equation.terms.iter();
            terms
                .map(|(&cell, sign)| sign * self.get(cell).unwrap_or(0))
                .sum()
        };
        let broken = |equation: &Equation, residual: i64| {
            if equation.is_limit {
                residual > 0
            } else {
                residual != 0
            }
        };
        let is_broken = |equation: &&Equation| broken(equation, residual(equation));
        let wrong: Vec<&Equation> = self.equations.iter().filter(is_broken).collect();
        let Some(first) = wrong.iter().find(|equation| !equation.is_limit) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (&cell, sign) in &first.terms {
            let change = -residual(first) * sign;
            let value = self.get(cell).unwrap_or(0) + change;
            let holds = |equation: &Equation| {
                let sign = equation.terms.get(&cell).copied().unwrap_or(0);
                !broken(equation, residual(equation) + sign * change)
            };
            if value >= 0 && self.equations.iter().all(holds) {
                found.push((cell, value));
            }
        }
        found
    }
}

/// The sums and identities of the form, the plain way: made figures leave nothing out.
pub(crate) fn equations(form: &Form) -> Vec<Equation> {
    let mut equations = Vec::new();
    let mut add = |total: Cell, parts: Vec<Cell>| {
        let parts = parts.into_iter().map(|part| (part, 1));
        equations.push(Equation {
            terms: parts.chain([(total, -1)]).collect(),
            is_limit: false,
        });
    };
    for (t, table) in form.tables.iter().enumerate() {
        for column in table.figure_columns() {
            if table.open.as_ref().is_some_and(|open| open.summed) {
                let rows = (0..OPEN_ROWS).map(|row| (t, row, column));
                add((t, OPEN_ROWS, column), rows.collect());
            }
            for row in 0..table.rows.len() {
                let leaf = table.rows[row].kind == RowKind::Figures && table.has(row, column);
                if let Some(parts) = table.columns[column].sum.as_ref().filter(|_| leaf) {
                    add(
                        (t, row, column),
                        parts.iter().map(|&part| (t, row, part)).collect(),
                    );
                }
                if let Some(parts) = &table.rows[row].sum {
                    let parts = parts.iter().flat_map(|&part| leaves(table, part));
                    add(
                        (t, row, column),
                        parts.map(|part| (t, part, column)).collect(),
                    );
                }
            }
        }
    }
    for identity in &form.identities {
        let table = &form.tables[identity.table];
        let columns: Vec<usize> = table.figure_columns().collect();
        let is_warning = identity.severity != Severity::Error;
        for &column in &columns[..if identity.equation.per_column() {
            columns.len()
        } else {
            1
        }] {
            for row in 0..if identity.equation.per_row() {
                OPEN_ROWS
            } else {
                1
            } {
                let cell = |term: &Term| {
                    let row = match term.row {
                        RowRef::Fixed(row) => row,
                        RowRef::Every => row,
                        RowRef::Total => OPEN_ROWS,
                    };
                    (term.table, row, term.column.unwrap_or(column))
                };
                let equation = &identity.equation;
                let left = if equation.comparison == Comparison::AtLeast {
                    -1
                } else {
                    1
                };
                let terms = equation.left.iter().map(|term| (cell(term), left));
                let terms = terms.chain(equation.right.iter().map(|term| (cell(term), -left)));
                // What is only a warning proves nothing about who is wrong.
                if !is_warning {
                    equations.push(Equation {
                        terms: terms.collect(),
                        is_limit: equation.comparison != Comparison::Equal,
                    });
                }
            }
        }
    }
    equations
}

pub(crate) fn leaves(table: &Table, row: usize) -> Vec<usize> {
    if table.rows[row].kind == RowKind::Figures {
        return vec![row];
    }
    table
        .children(row)
        .iter()
        .flat_map(|&child| leaves(table, child))
        .collect()
}

/// What a finding names: the paths and the values that would mend them.
pub(crate) fn named(finding: &Diagnostic) -> Option<BTreeMap<String, i64>> {
    let text = |name: &str| {
        finding.args.iter().find_map(|(key, arg)| match arg {
            Arg::Text(text) if *key == name => Some(text.as_str()),
            _ => None,
        })
    };
    let values = text("value")?
        .split(' ')
        .map(|value| value.parse().expect("a number"));
    Some(
        text("probable")?
            .split(' ')
            .map(str::to_owned)
            .zip(values)
            .collect(),
    )
}

/// Numbers that look random and are the same every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("32 bits") % sides
    }
}

/// What people write in place of a figure.
pub(crate) fn slips(figure: i64) -> Vec<i64> {
    let digits = figure.to_string();
    let mut slips = vec![
        figure + 1,
        figure - 1,
        figure * 10,
        figure / 10,
        0,
        figure + 7,
        figure * 2,
    ];
    for at in 1..digits.len() {
        let mut digits = digits.clone().into_bytes();
        digits.swap(at - 1, at);
        slips.push(
            String::from_utf8(digits)
                .expect("digits")
                .parse()
                .expect("a number"),
        );
    }
    slips.push(
        format!("{digits}{}", &digits[digits.len() - 1..])
            .parse()
            .expect("a number"),
    );
    slips.retain(|&slip| slip >= 0 && slip != figure);
    slips.sort_unstable();
    slips.dedup();
    slips
}

/// Figures in the form's order for tables that have `rows × columns` of them, the other tables nought.
pub(crate) fn real(form: &Form, tables: &[(&str, Vec<Vec<i64>>)]) -> Figures {
    let mut figures = balance(form, &[0]);
    for (id, lines) in tables {
        let t = form.table(id).expect("a table");
        let table = &form.tables[t];
        let rows = (0..table.rows.len()).filter(|&row| table.rows[row].kind == RowKind::Figures);
        for (row, line) in rows.zip(lines) {
            for (column, &figure) in table.figure_columns().zip(line) {
                figures.0.insert((t, row, column), figure);
            }
        }
    }
    figures
}

pub(crate) fn lines(text: &str) -> Vec<Vec<i64>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let figures = |line: &str| {
        line.split(',')
            .filter_map(|cell| cell.parse().ok())
            .collect()
    };
    lines
        .map(figures)
        .filter(|line: &Vec<i64>| !line.is_empty())
        .collect()
}

pub(crate) fn huaian(form: &Form) -> Figures {
    let requests = lines(include_str!("../../sample-data/huaian-2024/requests.csv"));
    let appeals = lines(include_str!("../../sample-data/huaian-2024/appeals.csv"));
    assert_eq!((requests.len(), appeals.len()), (25, 3));
    real(form, &[("requests", requests), ("appeals", appeals)])
}

pub(crate) fn hangzhou(form: &Form) -> Figures {
    let mut requests = lines(include_str!("hangzhou-2025.txt"));
    let appeals = requests.split_off(25);
    real(form, &[("requests", requests), ("appeals", appeals)])
}

/// Made reports of many sizes, sparse ones among them.
pub(crate) fn made(form: &Form, dice: &mut Dice) -> Figures {
    let most = [2, 5, 30, 400, 20_000][dice.roll(5)];
    let sparse = dice.roll(3) == 0;
    let seed: Vec<i64> = (0..397)
        .map(|_| {
            if sparse && dice.roll(4) > 0 {
                0
            } else {
                i64::try_from(dice.roll(most)).expect("small")
            }
        })
        .collect();
    balance(form, &seed)
}

//! Who is probably wrong: balanced reports, spoilt in every way that people spoil them. What the findings name
//! must be what was changed. `cargo test --test probable -- --nocapture` prints the figures.

#![expect(clippy::print_stdout, reason = "the rates are there to be printed")]

#[path = "support/balanced.rs"]
mod balanced;

use std::collections::{BTreeMap, BTreeSet};

use balanced::{Figures, OPEN_ROWS, PLAIN, balanced as balance, examiner, folder};
use nianbao::batch::Examiner;
use nianbao::diagnostic::{Arg, Diagnostic};
use nianbao::form::{Comparison, Form, Point, RowKind, RowRef, Table, Term};
use nianbao::model::{Entry, Report};
use nianbao::rules::{Subject, check};

type Cell = (usize, usize, usize);

const ARITHMETIC: [&str; 3] = ["wrong-total", "broken-identity", "children-above-parent"];

/// A report in memory whose figures can be changed.
struct Bench<'e> {
    examiner: &'e Examiner,
    form: &'e Form,
    report: Report,
    /// What must hold, worked out here without the program's help.
    equations: Vec<Equation>,
}

/// Cells with their signs; the sum is nought, or at most nought.
struct Equation {
    terms: BTreeMap<Cell, i64>,
    is_limit: bool,
}

impl<'e> Bench<'e> {
    fn new(examiner: &'e Examiner, figures: &Figures) -> Self {
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

    fn get(&self, (table, row, column): Cell) -> Option<i64> {
        let fact = self.report.fact(Point { table, row, column })?;
        fact.entry.number()?.try_into().ok()
    }

    fn set(&mut self, (table, row, column): Cell, value: i64) {
        let sheet = self.report.sheets[table].as_mut().expect("a table");
        let at = row * sheet.columns.len() + column;
        sheet.facts[at].as_mut().expect("a figure").entry = Entry::Number(value.into());
    }

    fn cells(&self) -> Vec<Cell> {
        let mut cells = BTreeSet::new();
        for equation in &self.equations {
            cells.extend(equation.terms.keys().copied());
        }
        cells.into_iter().collect()
    }

    fn path(&self, (table, row, column): Cell) -> String {
        let point = Point { table, row, column };
        self.report.path(self.form, point)
    }

    fn find(&self) -> Vec<Diagnostic> {
        let mut findings = check(&Subject {
            form: self.form,
            keys: &self.examiner.keys,
            report: &self.report,
            today: self.examiner.today,
        });
        findings.retain(|finding| ARITHMETIC.contains(&finding.code.name));
        findings
    }

    /// Every single cell, with the value, that would make all equations around the broken ones hold.
    fn explanations(&self) -> Vec<(Cell, i64)> {
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
fn equations(form: &Form) -> Vec<Equation> {
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
        let is_warning = identity.severity != nianbao::diagnostic::Severity::Error;
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

fn leaves(table: &Table, row: usize) -> Vec<usize> {
    if table.rows[row].kind == RowKind::Figures {
        return vec![row];
    }
    table
        .children(row)
        .flat_map(|child| leaves(table, child))
        .collect()
}

/// What a finding names: the paths and the values that would mend them.
fn named(finding: &Diagnostic) -> Option<BTreeMap<String, i64>> {
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
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("32 bits") % sides
    }
}

/// What people write in place of a figure.
fn slips(figure: i64) -> Vec<i64> {
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
fn real(form: &Form, tables: &[(&str, Vec<Vec<i64>>)]) -> Figures {
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

fn lines(text: &str) -> Vec<Vec<i64>> {
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

fn huaian(form: &Form) -> Figures {
    let requests = lines(include_str!("../sample-data/huaian-2024/requests.csv"));
    let appeals = lines(include_str!("../sample-data/huaian-2024/appeals.csv"));
    assert_eq!((requests.len(), appeals.len()), (25, 3));
    real(form, &[("requests", requests), ("appeals", appeals)])
}

fn hangzhou(form: &Form) -> Figures {
    let mut requests = lines(include_str!("support/hangzhou-2025.txt"));
    let appeals = requests.split_off(25);
    real(form, &[("requests", requests), ("appeals", appeals)])
}

/// Made reports of many sizes, sparse ones among them.
fn made(form: &Form, dice: &mut Dice) -> Figures {
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

/// How often what was named was what was changed.
#[derive(Default)]
struct Rate {
    cases: usize,
    determined: usize,
    right: usize,
    claims: usize,
    wrong: usize,
}

impl Rate {
    fn print(&self, what: &str) {
        let Self {
            cases,
            determined,
            right,
            claims,
            wrong,
        } = self;
        println!(
            "{what}: {cases} cases, {determined} determined by the margins, {right} of them named; {claims} claims, {wrong} wrong"
        );
    }

    /// Changes one cell and judges what is named.
    fn one(&mut self, bench: &mut Bench<'_>, cell: Cell, slip: i64) {
        let figure = bench.get(cell).expect("a figure");
        bench.set(cell, slip);
        let findings = bench.find();
        if !findings.is_empty() {
            self.cases += 1;
            let explanations = bench.explanations();
            let truth = BTreeMap::from([(bench.path(cell), figure)]);
            let claims: Vec<_> = findings.iter().map(named).collect();
            let is_right = claims.iter().all(|claim| claim.as_ref() == Some(&truth));
            if explanations.len() == 1 {
                assert_eq!(
                    explanations,
                    [(cell, figure)],
                    "the margins determine another cell"
                );
                self.determined += 1;
                self.right += usize::from(is_right);
            }
            self.claims += usize::from(claims.iter().any(Option::is_some));
            self.wrong += usize::from(claims.iter().flatten().any(|claim| *claim != truth));
            follow(bench, &findings);
        }
        bench.set(cell, figure);
    }

    /// Ninety-nine in a hundred where the margins determine it, and not one in a hundred named wrongly.
    fn judge(&self, what: &str) {
        self.print(what);
        assert!(
            self.determined > 0 && self.right * 100 >= self.determined * 99,
            "{what}: too few are named"
        );
        assert!(
            self.wrong * 100 < self.cases,
            "{what}: too many are named wrongly"
        );
    }
}

/// Following the advice clears the findings that give it, and makes no new one.
fn follow(bench: &mut Bench<'_>, findings: &[Diagnostic]) {
    let gist = |finding: &Diagnostic| {
        (
            finding.code.name,
            finding.fact.clone(),
            finding.related.len(),
        )
    };
    let before: BTreeSet<_> = findings.iter().map(gist).collect();
    let cells: BTreeMap<String, Cell> = bench
        .cells()
        .into_iter()
        .map(|cell| (bench.path(cell), cell))
        .collect();
    let mut advice: Vec<_> = findings.iter().filter_map(named).collect();
    advice.dedup();
    for changes in advice {
        let was: Vec<(Cell, i64)> = changes
            .keys()
            .map(|path| (cells[path], bench.get(cells[path]).expect("a figure")))
            .collect();
        for (path, value) in &changes {
            bench.set(cells[path], *value);
        }
        let after: BTreeSet<_> = bench.find().iter().map(gist).collect();
        let advised = findings
            .iter()
            .filter(|finding| named(finding).as_ref() == Some(&changes));
        for finding in advised {
            assert!(
                !after.contains(&gist(finding)),
                "{finding:?} is still there"
            );
        }
        assert!(
            after.is_subset(&before),
            "the advice {changes:?} breaks something"
        );
        for (cell, figure) in was {
            bench.set(cell, figure);
        }
    }
}

#[test]
fn a_changed_cell_of_real_figures_is_named() {
    let examiner = examiner();
    let form = examiner.library.for_year(2022).expect("an edition");
    for (name, figures) in [
        ("huaian-2024", huaian(form)),
        ("hangzhou-2025", hangzhou(form)),
    ] {
        let mut bench = Bench::new(&examiner, &figures);
        assert!(bench.find().is_empty(), "{name} is not balanced");
        let mut rate = Rate::default();
        for cell in bench.cells() {
            for slip in slips(bench.get(cell).expect("a figure")) {
                rate.one(&mut bench, cell, slip);
            }
        }
        rate.judge(name);
    }
}

#[test]
fn a_changed_cell_of_made_figures_is_named() {
    let examiner = examiner();
    let form = examiner.library.for_year(2022).expect("an edition");
    let (mut dice, mut rate) = (Dice(1), Rate::default());
    for _ in 0..60 {
        let mut bench = Bench::new(&examiner, &made(form, &mut dice));
        let cells = bench.cells();
        for _ in 0..60 {
            let cell = cells[dice.roll(cells.len())];
            let figure = bench.get(cell).expect("a figure");
            let slips = slips(figure);
            let slip = if dice.roll(2) == 0 {
                figure + 1 + i64::try_from(dice.roll(90)).expect("small")
            } else {
                slips[dice.roll(slips.len())]
            };
            rate.one(&mut bench, cell, slip);
        }
    }
    rate.judge("made");
}

#[test]
fn of_two_changed_cells_no_other_is_named() {
    let examiner = examiner();
    let form = examiner.library.for_year(2022).expect("an edition");
    let mut dice = Dice(2);
    let mut all: Vec<(String, Figures)> = vec![
        ("huaian-2024".to_owned(), huaian(form)),
        ("hangzhou-2025".to_owned(), hangzhou(form)),
    ];
    all.extend((0..40).map(|at| (format!("made {at}"), made(form, &mut dice))));
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let (mut cases, mut claims, mut wrong) = (0, 0, 0);
    for (name, figures) in all {
        let mut bench = Bench::new(&examiner, &figures);
        let cells = bench.cells();
        for _ in 0..if name.starts_with("made") { 25 } else { 500 } {
            // Now and then in one line, where two errors are most easily taken for one.
            let first = cells[dice.roll(cells.len())];
            let near: Vec<Cell> = cells
                .iter()
                .copied()
                .filter(|cell| cell.0 == first.0 && (cell.1 == first.1 || cell.2 == first.2))
                .collect();
            let second = if dice.roll(4) == 0 {
                near[dice.roll(near.len())]
            } else {
                cells[dice.roll(cells.len())]
            };
            if first == second {
                continue;
            }
            let was = [first, second].map(|cell| (cell, bench.get(cell).expect("a figure")));
            for (cell, figure) in was {
                let slips = slips(figure);
                bench.set(cell, slips[dice.roll(slips.len())]);
            }
            let findings = bench.find();
            let changed = was.map(|(cell, _)| bench.path(cell));
            let names: Vec<_> = findings.iter().filter_map(named).collect();
            cases += usize::from(!findings.is_empty());
            claims += usize::from(!names.is_empty());
            let is_wrong =
                |names: &BTreeMap<String, i64>| names.keys().any(|path| !changed.contains(path));
            if names.iter().any(is_wrong) {
                wrong += 1;
                for finding in findings
                    .iter()
                    .filter(|finding| named(finding).is_some_and(|names| is_wrong(&names)))
                {
                    let slip = finding.args.iter().find(|(key, _)| *key == "slip");
                    *kinds.entry(format!("{slip:?}")).or_default() += 1;
                }
            }
            follow(&mut bench, &findings);
            for (cell, figure) in was {
                bench.set(cell, figure);
            }
        }
    }
    println!("two cells: {cases} cases, {claims} claims, {wrong} with another cell; {kinds:?}");
    assert!(cases > 1000 && wrong * 100 < cases, "{wrong} of {cases}");
}

/// Moves of figures, as they happen: what they are called, and what is written in place of what should be.
fn moves(bench: &Bench<'_>, table: usize, dice: &mut Dice) -> (String, Vec<(Cell, i64)>) {
    let of = &bench.form.tables[table];
    let rows = (0..of.rows.len()).filter(|&row| of.rows[row].kind == RowKind::Figures);
    let cells = |row: usize| of.figure_columns().map(move |column| (table, row, column));
    let rows: Vec<Vec<Cell>> = rows.map(|row| cells(row).collect()).collect();
    let columns = (0..rows[0].len()).map(|at| rows.iter().map(|row| row[at]).collect());
    let (name, lines): (_, Vec<Vec<Cell>>) = match dice.roll(2) {
        0 => ("rows", rows),
        _ => ("columns", columns.collect()),
    };
    let get = |cell: Cell| bench.get(cell).expect("a figure");
    let [first, second] = [dice.roll(lines.len()), dice.roll(lines.len())];
    let line = &lines[first];
    let [from, to] = [dice.roll(line.len()), dice.roll(line.len())];
    let exchanged = |one: Cell, other: Cell| [(one, get(other)), (other, get(one))];
    let (kind, written): (_, Vec<(Cell, i64)>) = match dice.roll(5) {
        0 => (
            "two figures swapped in",
            exchanged(line[from], line[to]).into(),
        ),
        1 => {
            let pairs = line.iter().zip(&lines[second]);
            let swapped = pairs.flat_map(|(&one, &other)| exchanged(one, other));
            ("two swapped of the", swapped.collect())
        }
        // Everything from here on one place too far: a nought comes in, and what was last is lost.
        2 => {
            let moved = line[from..].windows(2).map(|pair| (pair[1], get(pair[0])));
            ("shifted on in", moved.chain([(line[from], 0)]).collect())
        }
        3 => {
            let moved = line[..=to].windows(2).map(|pair| (pair[0], get(pair[1])));
            ("shifted back in", moved.chain([(line[to], 0)]).collect())
        }
        // Every line from here on one line too far, and noughts in the first.
        _ => {
            let pairs = lines[first..].windows(2);
            let moved = pairs.flat_map(|pair| pair[1].iter().zip(&pair[0]));
            let moved = moved.map(|(&cell, &from)| (cell, get(from)));
            let noughts = line.iter().map(|&cell| (cell, 0));
            ("all shifted of the", moved.chain(noughts).collect())
        }
    };
    (format!("{kind} {name}"), written)
}

#[test]
fn figures_that_were_moved_are_named() {
    let examiner = examiner();
    let form = examiner.library.for_year(2022).expect("an edition");
    let mut dice = Dice(3);
    let mut all = vec![huaian(form), hangzhou(form)];
    all.extend((0..10).map(|_| made(form, &mut dice)));
    let mut kinds: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for (at, figures) in all.iter().enumerate() {
        let mut bench = Bench::new(&examiner, figures);
        let table = bench.form.table("requests").expect("a table");
        for _ in 0..if at < 2 { 150 } else { 30 } {
            let (kind, written) = moves(&bench, table, &mut dice);
            let mut truth: BTreeMap<Cell, i64> = BTreeMap::new();
            for &(cell, _) in &written {
                truth.insert(cell, bench.get(cell).expect("a figure"));
            }
            for &(cell, figure) in &written {
                bench.set(cell, figure);
            }
            let findings = bench.find();
            if !findings.is_empty() {
                let changed = truth
                    .iter()
                    .filter(|&(&cell, &figure)| bench.get(cell) != Some(figure));
                let expected: BTreeMap<String, i64> = changed
                    .map(|(&cell, &figure)| (bench.path(cell), figure))
                    .collect();
                let names: Vec<_> = findings.iter().map(named).collect();
                let [cases, right, wrong] = kinds.entry(kind).or_default();
                *cases += 1;
                *right += usize::from(names.iter().all(|name| name.as_ref() == Some(&expected)));
                if names
                    .iter()
                    .flatten()
                    .any(|name| !name.keys().all(|path| expected.contains_key(path)))
                {
                    *wrong += 1;
                }
                follow(&mut bench, &findings);
            }
            for (cell, figure) in truth {
                bench.set(cell, figure);
            }
        }
    }
    for (kind, [cases, right, wrong]) in &kinds {
        println!("{kind}: {cases} cases, {right} named in full, {wrong} with another cell");
    }
    let sum = |at: usize| kinds.values().map(|counts| counts[at]).sum::<usize>();
    assert!(sum(1) * 2 > sum(0), "few moves are named");
    assert!(sum(2) * 100 < sum(0), "too many are named wrongly");
}

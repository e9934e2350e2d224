//! Who is probably wrong: balanced reports, spoilt in every way that people spoil them. What the findings name
//! must be what was changed. `cargo test --test probable -- --nocapture` prints the figures.

#![expect(clippy::print_stdout, reason = "the rates are there to be printed")]

#[path = "support/balanced.rs"]
mod balanced;
#[path = "support/spoilt.rs"]
mod spoilt;

use std::collections::{BTreeMap, BTreeSet};

use balanced::{Figures, examiner};
use nianbao::diagnostic::Diagnostic;
use nianbao::form::RowKind;
use spoilt::{Bench, Cell, Dice, hangzhou, huaian, made, named, slips};

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
    for _ in 0..40 {
        let mut bench = Bench::new(&examiner, &made(form, &mut dice));
        let cells = bench.cells();
        for _ in 0..40 {
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
        for _ in 0..if name.starts_with("made") { 20 } else { 300 } {
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

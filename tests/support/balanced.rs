//! Reports that satisfy the form, made from the form itself: no row is named here either.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use nianbao::assets::Assets;
use nianbao::batch::Examiner;
use nianbao::form::{Comparison, Form, RowKind, RowRef, Table};
use nianbao::ingest::{Encoding, File, Folder};

/// What every test examines with.
pub(crate) fn examiner() -> Examiner {
    let today = NaiveDate::from_ymd_opt(2023, 2, 1).expect("a day");
    Examiner::new(&Assets::default(), Encoding::Detect, today)
        .expect("forms")
        .expect("valid forms")
}

/// The words of a complete report.
pub(crate) const REPORT: &str =
    include_str!("../conformance/wrong-total/near-miss-counted-apart/input/report.toml");

/// A table's figures as they will be written: row, column → text. Rows of an open table are numbered, the
/// total last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures(pub(crate) BTreeMap<(usize, usize, usize), i64>);

/// The rows given to open tables.
pub(crate) const OPEN_ROWS: usize = 3;

/// Makes all figures of a report that satisfies the form, from random ones.
pub(crate) fn balanced(form: &Form, seed: &[i64]) -> Figures {
    let mut seeds = seed.iter().copied().cycle();
    let mut figures = Figures::default();
    for (t, table) in form.tables.iter().enumerate() {
        for column in table.figure_columns() {
            let rows = if table.open.is_some() {
                OPEN_ROWS + 1
            } else {
                table.rows.len()
            };
            for row in 0..rows {
                let leaf = table
                    .rows
                    .get(row)
                    .is_none_or(|row| row.kind == RowKind::Figures);
                if leaf && table.has(row, column) {
                    figures
                        .0
                        .insert((t, row, column), seeds.next().unwrap_or(0));
                }
            }
        }
    }
    // Limits before sums, sums before balances: each step may only raise what the next ones derive from.
    for identity in &form.identities {
        if identity.equation.comparison != Comparison::Equal {
            figures.widen(form, identity);
        }
    }
    figures.total(form);
    for identity in &form.identities {
        if identity.equation.comparison == Comparison::Equal {
            figures.balance(form, identity);
        }
    }
    figures.total(form);
    for identity in &form.identities {
        if identity.equation.comparison != Comparison::Equal {
            figures.widen(form, identity);
        }
    }
    figures
}

impl Figures {
    fn get(&self, t: usize, row: usize, column: usize) -> i64 {
        self.0.get(&(t, row, column)).copied().unwrap_or(0)
    }

    fn row_value(&self, table: &Table, t: usize, row: usize, column: usize) -> i64 {
        if table.rows[row].kind == RowKind::Group {
            return table
                .children(row)
                .iter()
                .map(|&child| self.row_value(table, t, child, column))
                .sum();
        }
        self.get(t, row, column)
    }

    fn total(&mut self, form: &Form) {
        for (t, table) in form.tables.iter().enumerate() {
            for column in table.figure_columns() {
                // A total may stand above the totals that it contains.
                for row in (0..table.rows.len()).rev() {
                    if let Some(parts) = table.rows[row]
                        .sum
                        .as_ref()
                        .filter(|_| table.has(row, column))
                    {
                        let sum = parts
                            .iter()
                            .map(|&part| self.row_value(table, t, part, column))
                            .sum();
                        self.0.insert((t, row, column), sum);
                    }
                }
                if table.open.as_ref().is_some_and(|open| open.summed) {
                    let sum = (0..OPEN_ROWS).map(|row| self.get(t, row, column)).sum();
                    self.0.insert((t, OPEN_ROWS, column), sum);
                }
            }
            for row in 0..table.rows.len() {
                for column in table.figure_columns() {
                    if let Some(parts) = table.columns[column]
                        .sum
                        .as_ref()
                        .filter(|_| self.0.contains_key(&(t, row, column)))
                    {
                        let sum = parts.iter().map(|&part| self.get(t, row, part)).sum();
                        self.0.insert((t, row, column), sum);
                    }
                }
            }
        }
    }

    /// Raises the larger side of a limit until it holds.
    fn widen(&mut self, form: &Form, identity: &nianbao::form::Identity) {
        let (small, large) = match identity.equation.comparison {
            Comparison::AtLeast => (&identity.equation.right, &identity.equation.left),
            _ => (&identity.equation.left, &identity.equation.right),
        };
        let table = &form.tables[identity.table];
        for column in table.figure_columns() {
            let point = |term: &nianbao::form::Term, row: usize| {
                let row = match term.row {
                    RowRef::Fixed(row) => row,
                    RowRef::Every => row,
                    RowRef::Total => OPEN_ROWS,
                };
                (term.table, row, term.column.unwrap_or(column))
            };
            for row in 0..OPEN_ROWS {
                let needed: i64 = small
                    .iter()
                    .map(|term| self.0.get(&point(term, row)).copied().unwrap_or(0))
                    .sum();
                let key = point(&large[0], row);
                let has: i64 = large
                    .iter()
                    .map(|term| self.0.get(&point(term, row)).copied().unwrap_or(0))
                    .sum();
                if has < needed {
                    *self.0.entry(key).or_default() += needed - has;
                }
            }
        }
    }

    /// Raises a figure that no sum contains until both sides are equal.
    fn balance(&mut self, form: &Form, identity: &nianbao::form::Identity) {
        let table = &form.tables[identity.table];
        let free = |terms: &[nianbao::form::Term]| {
            terms.iter().find_map(|term| match term.row {
                RowRef::Fixed(row) if table.rows[row].sum.is_none() => Some(row),
                _ => None,
            })
        };
        for column in table
            .figure_columns()
            .filter(|&column| table.columns[column].sum.is_none())
        {
            let side = |terms: &[nianbao::form::Term]| -> i64 {
                terms
                    .iter()
                    .map(|term| match term.row {
                        RowRef::Fixed(row) => self.get(identity.table, row, column),
                        _ => 0,
                    })
                    .sum()
            };
            let (left, right) = (
                side(&identity.equation.left),
                side(&identity.equation.right),
            );
            let raised = if left < right {
                free(&identity.equation.left)
            } else {
                free(&identity.equation.right)
            };
            if let Some(row) = raised {
                *self.0.entry((identity.table, row, column)).or_default() += (left - right).abs();
            }
        }
    }
}

/// A reporting year of an edition.
pub(crate) fn year(form: &Form) -> u16 {
    form.years.to.unwrap_or(2022)
}

/// How a figure is written: with a unit, where the form fixes none.
pub(crate) fn written(table: &Table, column: usize, figure: i64) -> String {
    match table.columns[column].units.first() {
        Some(unit) if figure != 0 => format!("{figure}{unit}"),
        _ => figure.to_string(),
    }
}

/// How files are written.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of its own")]
pub(crate) struct Dress {
    pub(crate) crlf: bool,
    pub(crate) bom: bool,
    pub(crate) quotes: bool,
    pub(crate) gb18030: bool,
    pub(crate) blank_lines: bool,
    pub(crate) ids: bool,
    pub(crate) rotate: usize,
}

/// Plain files: UTF-8, LF, labels, the form's order.
pub(crate) const PLAIN: Dress = Dress {
    crlf: false,
    bom: false,
    quotes: false,
    gb18030: false,
    blank_lines: false,
    ids: false,
    rotate: 0,
};

/// A report folder with these figures.
pub(crate) fn folder(form: &Form, figures: &Figures, dress: Dress) -> Folder {
    let mut files = vec![File {
        name: "report.toml".to_owned(),
        bytes: Ok(report(form).into_bytes()),
    }];
    for (t, table) in form.tables.iter().enumerate() {
        files.push(File {
            name: table.file(),
            bytes: Ok(csv(t, table, figures, dress)),
        });
    }
    files.sort_by(|left, right| left.name.cmp(&right.name));
    Folder {
        path: "made".to_owned(),
        files,
    }
}

/// The words without the small tables, which the made folders give as files.
fn report(form: &Form) -> String {
    let year = year(form);
    let text = REPORT
        .replace("counting = \"exclusive\"\n", "")
        .replace("2023-", &format!("{}-", year + 1))
        .replace("year = 2022", &format!("year = {year}"));
    text[..text.find("[tables.").unwrap_or(text.len())].to_owned()
}

fn csv(t: usize, table: &Table, figures: &Figures, dress: Dress) -> Vec<u8> {
    let name = |id: &str, label: &str| {
        if dress.ids && table.open.is_none() {
            id.to_owned()
        } else {
            label.to_owned()
        }
    };
    let mut columns: Vec<usize> = table.figure_columns().collect();
    let width = columns.len();
    columns.rotate_left(dress.rotate % width);
    let head = table.open.as_ref().map_or("项目", |open| &open.label);
    let mut lines = vec![
        std::iter::once(head.to_owned())
            .chain(
                columns
                    .iter()
                    .map(|&column| table.columns[column].label.clone()),
            )
            .collect::<Vec<_>>(),
    ];
    let mut rows: Vec<(usize, String)> = match &table.open {
        Some(open) => (0..OPEN_ROWS)
            .map(|row| (row, format!("第{row}种")))
            .chain([(OPEN_ROWS, open.total[0].clone())])
            .collect(),
        None => (0..table.rows.len())
            .filter(|&row| table.rows[row].kind == RowKind::Figures)
            .map(|row| (row, name(&table.rows[row].id, &table.row_path(row))))
            .collect(),
    };
    if table.open.is_none() {
        let height = rows.len();
        rows.rotate_left(dress.rotate % height);
    }
    for (row, label) in rows {
        let cells = columns.iter().map(|&column| {
            figures
                .0
                .get(&(t, row, column))
                .map_or(String::new(), |&figure| written(table, column, figure))
        });
        lines.push(std::iter::once(label).chain(cells).collect());
    }
    let end = if dress.crlf { "\r\n" } else { "\n" };
    let mut text = String::new();
    for line in lines {
        let cells = line.iter().map(|cell| {
            if dress.quotes {
                format!("\"{cell}\"")
            } else {
                cell.clone()
            }
        });
        text += &cells.collect::<Vec<_>>().join(",");
        text += end;
        if dress.blank_lines {
            text += end;
        }
    }
    if dress.gb18030 {
        return encoding_rs::GB18030.encode(&text).0.into_owned();
    }
    let mark: &[u8] = if dress.bom { b"\xEF\xBB\xBF" } else { b"" };
    [mark, text.as_bytes()].concat()
}

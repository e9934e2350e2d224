//! What derives from the form: the file that `init` writes for a table.

use super::label::normal;
use super::{RowKind, Table};

/// The records of a table's CSV file for a new year: the hint and further comments, the head, and the rows.
///
/// `figure` says what a cell of a fixed table starts with. Cells are blank, never 0, unless it says so: a figure that
/// nobody entered must not look like one.
pub fn new_csv(
    table: &Table,
    comments: &[String],
    figure: &dyn Fn(usize, usize) -> Option<String>,
) -> Vec<Vec<String>> {
    let mut records = csv_head(table, comments);
    let width = records.last().map_or(1, Vec::len);
    let blank = |label: &str| {
        let mut record = vec![String::new(); width];
        label.clone_into(&mut record[0]);
        record
    };
    for (index, row) in table.rows.iter().enumerate() {
        if row.kind == RowKind::Figures {
            let mut record = blank(&csv_label(table, index));
            for (column, cell) in record[1..].iter_mut().enumerate() {
                *cell = figure(index, column).unwrap_or_default();
            }
            records.push(record);
        }
    }
    if let Some(open) = &table.open {
        records.extend(open.typical.iter().map(|label| blank(label)));
        records.push(blank(&open.total[0]));
    }
    records
}

/// The comments and the head of a table's CSV file: the hint, further comments, and the columns' labels.
pub fn csv_head(table: &Table, comments: &[String]) -> Vec<Vec<String>> {
    let mut head: Vec<String> = Vec::new();
    head.push(
        table
            .open
            .as_ref()
            .map_or_else(|| "项目".to_owned(), |open| open.label.clone()),
    );
    head.extend(table.columns.iter().map(|column| {
        match column.group.last() {
            // Two columns may share a label only under different heads.
            Some(group)
                if table
                    .columns
                    .iter()
                    .filter(|other| other.label == column.label)
                    .count()
                    > 1 =>
            {
                format!("{group}／{}", column.label)
            }
            _ => column.label.clone(),
        }
    }));
    let comments = comments.iter().map(String::as_str);
    let lines = table.hint.lines().chain(comments);
    let mut records: Vec<_> = lines.map(|line| vec![format!("# {line}")]).collect();
    records.push(head);
    records
}

/// What names a row of a fixed table in its CSV file.
pub fn csv_label(table: &Table, index: usize) -> String {
    let row = &table.rows[index];
    // Rows of a group, and those whose label others share, are written with the row above them.
    let is_shared = || {
        let mut others = table.rows.iter().enumerate();
        others.any(|(other, of)| other != index && normal(&of.label) == normal(&row.label))
    };
    let group = row
        .parent
        .filter(|&parent| table.rows[parent].kind == RowKind::Group || is_shared());
    match group {
        Some(group) => format!("{}／{}", table.rows[group].label, row.label),
        None => row.label.clone(),
    }
}

//! Trees of labels laid out over their leaves, at uneven depth.

use super::{Cell, Scope};

/// Lines of heads over leaves that are named by their paths, outermost label first.
pub(super) fn heads(paths: &[Vec<&str>]) -> Vec<Vec<Cell<'static>>> {
    let height = paths.iter().map(Vec::len).max().unwrap_or(1);
    let line = |level: usize| {
        let mut cells = Vec::new();
        let mut leaf = 0;
        while leaf < paths.len() {
            let path = &paths[leaf];
            let Some(label) = path.get(level) else {
                leaf += 1;
                continue;
            };
            let shares = |other: &&Vec<&str>| other.get(..=level) == path.get(..=level);
            let is_leaf = level + 1 == path.len();
            let colspan = if is_leaf {
                1
            } else {
                paths[leaf..].iter().take_while(shares).count()
            };
            let rowspan = if is_leaf { height - level } else { 1 };
            let scope = if colspan > 1 {
                Scope::Columns
            } else {
                Scope::Column
            };
            cells.push(Cell::head((*label).to_owned(), colspan, rowspan, scope));
            leaf += colspan;
        }
        cells
    };
    (0..height).map(line).collect()
}

/// For each line, the labels that begin on it: the row, and the columns and lines that its label covers.
pub(super) fn labels(paths: &[Vec<usize>], depth: usize) -> Vec<Vec<(usize, usize, usize)>> {
    let line = |(position, path): (usize, &Vec<usize>)| {
        let above = position
            .checked_sub(1)
            .map_or(&[][..], |above| &paths[above]);
        let begins = |&level: &usize| above.get(..=level) != path.get(..=level);
        let label = |level: usize| {
            let shares = |other: &&Vec<usize>| other.get(..=level) == path.get(..=level);
            let rowspan = paths[position..].iter().take_while(shares).count();
            let colspan = if level + 1 == path.len() {
                depth - level
            } else {
                1
            };
            (path[level], colspan, rowspan)
        };
        (0..path.len()).filter(begins).map(label).collect()
    };
    paths.iter().enumerate().map(line).collect()
}

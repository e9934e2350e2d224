//! Columns under each other, on a terminal.

use unicode_width::UnicodeWidthStr as _;

use super::ComparisonView;

/// How wide a label may be; what is longer is cut, since the path beside it tells which figure it is.
const WIDEST: usize = 36;

/// Columns of numbers, which end under each other.
const NUMBERS: std::ops::Range<usize> = 2..6;

pub(super) fn write(view: &ComparisonView<'_>) -> String {
    let mut text = format!("{}\n", view.title);
    for differences in &view.comparison.tables {
        if differences.changes.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{}\n", super::flat(&differences.title)));
        let lines: Vec<[String; 7]> = std::iter::once(view.heads())
            .chain(differences.changes.iter().map(ComparisonView::cells))
            .map(|[row, column, rest @ ..]| {
                let [a, b, difference, percent, path] = rest;
                [cut(&row), cut(&column), a, b, difference, percent, path]
            })
            .collect();
        let width = |column: usize| lines.iter().map(|line| line[column].width()).max();
        let widths: Vec<usize> = (0..7).map(|column| width(column).unwrap_or(0)).collect();
        for line in &lines {
            let mut shown = String::new();
            for (column, cell) in line.iter().enumerate() {
                let gap = " ".repeat(widths[column].saturating_sub(cell.width()));
                shown.push_str("  ");
                if NUMBERS.contains(&column) {
                    shown.push_str(&gap);
                    shown.push_str(cell);
                } else {
                    shown.push_str(cell);
                    shown.push_str(&gap);
                }
            }
            text.push_str(shown.trim_end());
            text.push('\n');
        }
    }
    let (_, lone) = view.comparison.counts();
    if lone > 0 {
        text.push_str(&format!("\n{}\n", view.text("compare-lone-title", &[])));
        for differences in &view.comparison.tables {
            for line in view.lone_lines(differences) {
                text.push_str(&format!("  {line}\n"));
            }
        }
    }
    text.push_str(&format!("\n{}\n", view.summary()));
    text
}

/// A label that is no wider than [`WIDEST`].
fn cut(label: &str) -> String {
    if label.width() <= WIDEST {
        return label.to_owned();
    }
    let mut kept = String::new();
    for character in label.chars() {
        let next = format!("{kept}{character}");
        if next.width() + 1 > WIDEST {
            break;
        }
        kept = next;
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_is_as_wide_as_it_may_be() {
        assert_eq!(cut("（一）予以公开"), "（一）予以公开");
        let long = "年".repeat(30);
        assert_eq!(cut(&long).width(), 35, "17 characters of two, and the mark");
        assert_eq!(cut(&format!("a{long}")).width(), 36);
    }
}

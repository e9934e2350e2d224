//! Pipe tables, for a memo. What others wrote is text and never markup.

use super::ComparisonView;

pub(super) fn write(view: &ComparisonView<'_>) -> String {
    let mut text = format!("# {}\n\n{}\n", plain(&view.title), view.summary());
    for differences in &view.comparison.tables {
        if differences.changes.is_empty() {
            continue;
        }
        let title = plain(&super::flat(&differences.title));
        text.push_str(&format!("\n## {title}\n\n"));
        text.push_str(&line(&view.heads()));
        text.push_str("| --- | --- | ---: | ---: | ---: | ---: | --- |\n");
        for change in &differences.changes {
            text.push_str(&line(&ComparisonView::cells(change)));
        }
    }
    let lone = view.comparison.tables.iter();
    let lone: Vec<String> = lone.flat_map(|table| view.lone_lines(table)).collect();
    if !lone.is_empty() {
        text.push_str(&format!(
            "\n## {}\n\n",
            view.text("compare-lone-title", &[])
        ));
        for line in lone {
            text.push_str(&format!("- {}\n", plain(&line)));
        }
    }
    text
}

fn line(cells: &[String; 7]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A text whose characters mean nothing but themselves. An underscore inside a word is no markup.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        let is_inside = before.is_alphanumeric()
            && characters.peek().is_some_and(|next| next.is_alphanumeric());
        let marks = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' => true,
            '_' => !is_inside,
            _ => false,
        };
        if marks {
            plain.push('\\');
        }
        plain.push(character);
        before = character;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_that_others_wrote_is_markup() {
        assert_eq!(plain("a|b *c* <i>"), "a\\|b \\*c\\* \\<i\\>");
        assert_eq!(plain("natural_person _x_"), "natural_person \\_x\\_");
    }
}

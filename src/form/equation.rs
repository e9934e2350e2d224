//! The language of identities: `received + carried_in = handled + carried_out`.
//!
//! ```text
//! equation = sum ("=" | "<=" | ">=") sum
//! sum      = term { "+" term }
//! term     = [ "prior." ] ( row | row.column | table.row.column )
//! ```
//!
//! An equation holds for each column of its table unless its terms name one. In an open table `every`
//! stands for each row that the agency gave, and `total` for the declared total. `prior.` means the same figure
//! in last year's report (`carried_in = prior.carried_out`). There is no subtraction,
//! no product and no number: what needs more is a rule in Rust, not a bigger language.

use std::ops::Range;

/// How the two sides must compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether `left` and `right` compare so.
    pub fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtMost => left <= right,
            Self::AtLeast => left >= right,
        }
    }
}

/// Which row a term means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowRef {
    /// A row of a fixed table.
    Fixed(usize),
    /// Each row that the agency gave, in turn.
    Every,
    /// The declared total of an open table.
    Total,
}

/// One term of an equation, resolved against the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Index of the table.
    pub table: usize,
    /// The row.
    pub row: RowRef,
    /// The column, or none where the equation holds for each.
    pub column: Option<usize>,
    /// Whether last year's figure is meant.
    pub prior: bool,
}

/// A resolved equation.
#[derive(Clone, Debug)]
pub struct Equation {
    /// As written in the form.
    pub text: String,
    /// Terms on the left.
    pub left: Vec<Term>,
    /// How the sides compare.
    pub comparison: Comparison,
    /// Terms on the right.
    pub right: Vec<Term>,
}

impl Equation {
    /// All terms, left to right.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.left.iter().chain(&self.right)
    }

    /// Whether the equation holds for each column of its table.
    pub fn per_column(&self) -> bool {
        self.terms().all(|term| term.column.is_none())
    }

    /// Whether the equation speaks of last year's figures.
    pub fn across_years(&self) -> bool {
        self.terms().any(|term| term.prior)
    }

    /// Whether the equation holds for each row of an open table.
    pub fn per_row(&self) -> bool {
        self.terms().any(|term| term.row == RowRef::Every)
    }
}

/// An equation as parsed: words with their places, not yet resolved.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parsed<'t> {
    pub(super) left: Vec<(&'t str, Range<usize>)>,
    pub(super) comparison: Comparison,
    pub(super) right: Vec<(&'t str, Range<usize>)>,
}

/// Why a text is no equation: what is wrong, and where in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) range: Range<usize>,
    pub(super) expected: &'static str,
}

/// Parses an equation's text.
pub(super) fn parse(text: &str) -> Result<Parsed<'_>, Malformed> {
    let mut rest = Tokens { text, at: 0 };
    let left = sum(&mut rest)?;
    let (token, range) = rest.next().ok_or(Malformed {
        range: text.len()..text.len(),
        expected: "= | <= | >=",
    })?;
    let comparison = match token {
        "=" => Comparison::Equal,
        "<=" => Comparison::AtMost,
        ">=" => Comparison::AtLeast,
        _ => {
            return Err(Malformed {
                range,
                expected: "= | <= | >=",
            });
        }
    };
    let right = sum(&mut rest)?;
    match rest.next() {
        None => Ok(Parsed {
            left,
            comparison,
            right,
        }),
        Some((_, range)) => Err(Malformed {
            range,
            expected: "+",
        }),
    }
}

fn sum<'t>(rest: &mut Tokens<'t>) -> Result<Vec<(&'t str, Range<usize>)>, Malformed> {
    let mut terms = Vec::new();
    loop {
        let end = rest.text.len();
        match rest.next() {
            Some((word, range)) if is_word(word) => terms.push((word, range)),
            Some((_, range)) => {
                return Err(Malformed {
                    range,
                    expected: "row | row.column | table.row.column",
                });
            }
            None => {
                return Err(Malformed {
                    range: end..end,
                    expected: "row | row.column | table.row.column",
                });
            }
        }
        let mut ahead = Tokens { ..*rest };
        match ahead.next() {
            Some(("+", _)) => *rest = ahead,
            _ => return Ok(terms),
        }
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(is_word_character)
}

fn is_word_character(character: char) -> bool {
    character.is_ascii_lowercase()
        || character.is_ascii_digit()
        || matches!(character, '_' | '/' | '.')
}

struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = (&'t str, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text[self.at..].trim_start();
        let start = self.text.len() - rest.len();
        let first = rest.chars().next()?;
        let length = if is_word_character(first) {
            rest.find(|character| !is_word_character(character))
                .unwrap_or(rest.len())
        } else if rest.starts_with("<=") || rest.starts_with(">=") {
            2
        } else {
            first.len_utf8()
        };
        self.at = start + length;
        Some((&rest[..length], start..self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_on_each_side() {
        let parsed = parse("one + two_two = three+group/four.sum").expect("an equation");
        assert_eq!(parsed.comparison, Comparison::Equal);
        assert_eq!(parsed.left, [("one", 0..3), ("two_two", 6..13)]);
        assert_eq!(
            parsed.right,
            [("three", 16..21), ("group/four.sum", 22..36)]
        );
    }

    #[test]
    fn what_is_missing_is_pointed_at() {
        for (text, range) in [
            ("", 0..0),
            ("a", 1..1),
            ("a +", 3..3),
            ("a = ", 4..4),
            ("a = b c", 6..7),
            ("a - b = c", 2..3),
            ("a < b", 2..3),
            ("甲 = b", 0..3),
        ] {
            assert_eq!(parse(text).expect_err(text).range, range, "{text}");
        }
    }
}

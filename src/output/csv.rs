//! `--format csv`: a line for each finding, for a county office that sorts and filters in Excel.
//!
//! It begins with a byte order mark, without which Chinese Excel takes it for GBK; programs that read CSV
//! know the mark. Findings hold what others wrote: a cell that a spreadsheet would run as a formula is
//! written with `'` before it.

use std::fmt::Write as _;

use anyhow::Result;

use super::{Counts, Findings, Reporter};
use crate::diagnostic::harmless;
use crate::messages::Catalogue;

const HEAD: [&str; 13] = [
    "path",
    "agency",
    "year",
    "code",
    "severity",
    "file",
    "line",
    "column",
    "end_line",
    "end_column",
    "fact",
    "message",
    "help",
];

/// What a spreadsheet may take for the beginning of a formula, also in full width and behind white space.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Words findings as CSV.
pub struct Csv<'a> {
    catalogue: &'a Catalogue,
}

impl<'a> Csv<'a> {
    /// In the catalogue's words.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue }
    }
}

impl Reporter for Csv<'_> {
    fn begin(&self) -> Result<String> {
        Ok(format!("\u{FEFF}{}\r\n", HEAD.join(",")))
    }

    fn report(&self, findings: Findings<'_>) -> Result<String> {
        let mut lines = String::new();
        let year = findings.year.map(|year| year.to_string());
        for finding in findings.worded(self.catalogue) {
            let at = &finding.at;
            let cells = [
                findings.path,
                findings.agency,
                year.as_deref().unwrap_or_default(),
                finding.code,
                finding.severity.name(),
                at.file,
                &at.line.to_string(),
                &at.column.to_string(),
                &at.end_line.to_string(),
                &at.end_column.to_string(),
                finding.fact.unwrap_or_default(),
                &finding.message,
                finding.help.as_deref().unwrap_or_default(),
            ];
            let _ = write!(lines, "{}\r\n", cells.map(cell).join(","));
        }
        Ok(lines)
    }

    fn end(&self, _: Counts) -> Result<String> {
        Ok(String::new())
    }
}

/// A cell that is text and nothing else.
pub(super) fn cell(text: &str) -> String {
    let is_formula = text.trim_start().starts_with(FORMULA) || text.starts_with(['\t', '\r', '\n']);
    let shield = if is_formula { "'" } else { "" };
    format!("\"{shield}{}\"", harmless(text).replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn nothing_that_others_wrote_is_run() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        for text in ["+1", "-1", "@SUM(A1)", "＝1+1", " =1", "\t=1"] {
            assert_eq!(cell(text), format!("\"'{text}\""));
        }
        // What would act on a terminal stands as its picture.
        assert_eq!(cell("\r=1\u{1b}[31m"), "\"'␍=1␛[31m\"");
        assert_eq!(cell("a=b, c-d"), "\"a=b, c-d\"");
    }
}

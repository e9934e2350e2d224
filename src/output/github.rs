//! `--format github`: workflow commands, which GitHub Actions shows at the lines of a pull request.

use std::fmt::Write as _;

use anyhow::Result;

use super::{Counts, Findings, Reporter, lines};
use crate::diagnostic::Severity;
use crate::messages::Catalogue;

/// Words findings as workflow commands.
pub struct Github<'a> {
    catalogue: &'a Catalogue,
}

impl<'a> Github<'a> {
    /// In the catalogue's words.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue }
    }
}

impl Reporter for Github<'_> {
    fn report(&self, findings: Findings<'_>) -> Result<String> {
        let mut commands = String::new();
        for finding in findings.worded(self.catalogue) {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let at = &finding.at;
            let help = finding.help.map_or_else(String::new, |help| {
                format!("\n{}: {help}", self.catalogue.text("help-prefix", &[]))
            });
            let _ = writeln!(
                commands,
                "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}",
                property(at.plain_file()),
                at.line,
                at.end_line,
                at.column,
                at.end_column,
                property(finding.code),
                data(&(finding.message + &help)),
            );
        }
        Ok(commands)
    }

    fn end(&self, counts: Counts) -> Result<String> {
        // A line that is no command stands in the log.
        Ok(lines(counts.summary(self.catalogue)))
    }
}

/// A command's message: it ends with its line.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property's value: it ends at a comma or colon too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(data("100%\r\n::error::x, y"), "100%25%0D%0A::error::x, y");
        assert_eq!(property("C:/a,b%3A"), "C%3A/a%2Cb%253A");
    }
}

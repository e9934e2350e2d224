//! `--format junit`: a suite for each report folder, a case for each finding.
//!
//! A finding at or above the severity to fail on is a failure; one below it is a case that passes and says
//! what was found. A report without findings is one case that passes.

use std::fmt::Write as _;

use anyhow::Result;

use super::view::Finding;
use super::{Counts, Findings, Reporter};
use crate::messages::Catalogue;

/// What a suite is called that is about no folder, and a case that is about no finding.
const NAME: &str = "nianbao check";

/// Words findings as `JUnit` XML.
pub struct Junit<'a> {
    catalogue: &'a Catalogue,
}

impl<'a> Junit<'a> {
    /// In the catalogue's words.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue }
    }

    fn case(&self, finding: &Finding<'_>, suite: &str, fails: bool) -> String {
        let at = &finding.at;
        let place = format!("{}:{}:{}", at.file, at.line, at.column);
        let mut text = format!(
            "{}[{}] {place}\n{}\n",
            finding.severity.name(),
            finding.code,
            finding.message
        );
        if let Some(help) = &finding.help {
            let _ = writeln!(text, "{}: {help}", self.catalogue.text("help-prefix", &[]));
        }
        let text = escaped(&text);
        let inner = if fails {
            format!(
                "<failure type=\"{}\" message=\"{}\">{text}</failure>",
                escaped(finding.code),
                attribute(&finding.message)
            )
        } else {
            format!("<system-out>{text}</system-out>")
        };
        format!(
            "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\">{inner}</testcase>\n",
            attribute(suite),
            attribute(&format!("{} {place}", finding.code)),
            attribute(at.plain_file()),
            at.line
        )
    }
}

impl Reporter for Junit<'_> {
    fn begin(&self) -> Result<String> {
        Ok(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{NAME}\">\n"
        ))
    }

    fn report(&self, findings: Findings<'_>) -> Result<String> {
        let suite = if findings.path.is_empty() {
            NAME
        } else {
            findings.path
        };
        let (mut cases, mut tests, mut failures) = (String::new(), 0, 0);
        for finding in findings.worded(self.catalogue) {
            let fails = finding.severity >= findings.fail_on;
            tests += 1;
            failures += usize::from(fails);
            cases.push_str(&self.case(&finding, suite, fails));
        }
        if tests == 0 {
            tests = 1;
            let _ = writeln!(
                cases,
                "    <testcase classname=\"{}\" name=\"{NAME}\"/>",
                attribute(suite)
            );
        }
        Ok(format!(
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n{cases}  </testsuite>\n",
            attribute(suite)
        ))
    }

    fn end(&self, _: Counts) -> Result<String> {
        Ok("</testsuites>\n".to_owned())
    }
}

/// Text as XML takes it: markup escaped, and characters left out that no XML document may hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#13;"),
            '\n' | '\t' => escaped.push(character),
            '\u{FFFE}' | '\u{FFFF}' => {}
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}

/// An attribute's value: line ends would be read as spaces.
fn attribute(text: &str) -> String {
    escaped(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::{attribute, escaped};

    #[test]
    fn markup_is_text_and_control_characters_are_left_out() {
        assert_eq!(
            escaped("<b a=\"1\">&\u{0}\u{1B}[31m\u{85}\u{FFFF}中\r\n"),
            "&lt;b a=&quot;1&quot;&gt;&amp;[31m中&#13;\n"
        );
        assert_eq!(attribute("a\n\tb"), "a&#10;&#9;b");
    }
}

//! Findings for people: under the lines that they are about.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Message, Origin, Renderer, Snippet};
use anyhow::Result;
use memchr::{memchr, memchr_iter, memrchr};

use super::{Counts, Findings, Reporter, lines};
use crate::diagnostic::{Diagnostic, Severity, Waived};
use crate::messages::Catalogue;
use crate::source::{SourceId, Sources};

/// Words findings for people.
pub struct Human<'a> {
    catalogue: &'a Catalogue,
    renderer: Renderer,
}

impl<'a> Human<'a> {
    /// In colour if that is asked for.
    pub fn new(catalogue: &'a Catalogue, colour: bool) -> Self {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        Self {
            catalogue,
            renderer: renderer.decor_style(DecorStyle::Ascii),
        }
    }

    /// The findings, each under the lines that it is about.
    pub fn findings(&self, findings: &[Diagnostic], sources: &Sources) -> String {
        let findings = findings.iter();
        findings
            .map(|finding| self.finding(finding, sources))
            .collect()
    }

    fn finding(&self, finding: &Diagnostic, sources: &Sources) -> String {
        let (level, id) = match finding.severity {
            Severity::Error => (Level::ERROR, "severity-error"),
            Severity::Warning => (Level::WARNING, "severity-warning"),
            Severity::Note => (Level::NOTE, "severity-note"),
        };
        let title = level
            .with_name(self.catalogue.text(id, &[]))
            .primary_title(self.catalogue.message(finding));
        let mut group = title
            .id(finding.code.name)
            .elements(self.snippets(finding, sources));
        if let Some(help) = self.catalogue.help(finding) {
            let help: Message<'_> = Level::HELP
                .with_name(self.catalogue.text("help-prefix", &[]))
                .message(help);
            group = group.element(help);
        }
        harmless_but_colour(&self.renderer.render(&[group])) + "\n\n"
    }

    /// Lists what a reviewer lets stand, a line each.
    fn waived(&self, waived: &[Waived], sources: &Sources) -> String {
        if waived.is_empty() {
            return String::new();
        }
        let mut lines = self.catalogue.text("waived-title", &[]) + "\n";
        for Waived {
            finding,
            reason,
            by,
            date,
        } in waived
        {
            let place = sources.place(finding.span);
            let at = format!(
                "{}:{}:{}",
                sources.source(finding.span.source).name,
                place.line,
                place.column
            );
            let line = self.catalogue.text(
                "waived-line",
                &[
                    ("code", finding.code.name),
                    ("at", &at),
                    ("reason", reason),
                    ("by", by),
                    ("date", &date.to_string()),
                ],
            );
            let _ = writeln!(lines, "  {line}");
        }
        lines + "\n"
    }

    /// A snippet for each source that the finding is about, its own first.
    fn snippets<'f>(&self, finding: &'f Diagnostic, sources: &'f Sources) -> Vec<Element<'f>> {
        let mut order: Vec<SourceId> = vec![finding.span.source];
        for related in &finding.related {
            if !order.contains(&related.span.source) {
                order.push(related.span.source);
            }
        }
        let elements = order.into_iter().map(|id| {
            let source = sources.source(id);
            if source.text.is_empty() {
                return Origin::path(source.name.as_str()).into();
            }
            let mut marked = Vec::with_capacity(1 + finding.related.len());
            if finding.span.source == id {
                let label = self.catalogue.label(finding);
                marked.push((AnnotationKind::Primary, finding.span.range(), label));
            }
            let related = finding.related.iter();
            for related in related.filter(|related| related.span.source == id) {
                let label = self.catalogue.text(related.label, &[]);
                marked.push((AnnotationKind::Context, related.span.range(), label));
            }
            let ranges = marked.iter().map(|(_, range, _)| range);
            let lines = Lines::around(source.shown(), ranges);
            let annotations = marked
                .into_iter()
                .map(|(kind, range, label)| kind.span(lines.within(&range)).label(label));
            Snippet::source(lines.text)
                .line_start(lines.number)
                .path(source.name.as_str())
                .annotations(annotations)
                .into()
        });
        elements.collect()
    }
}

impl Reporter for Human<'_> {
    fn report(&self, findings: Findings<'_>) -> Result<String> {
        Ok(self.findings(findings.findings, findings.sources)
            + &self.waived(findings.waived, findings.sources))
    }

    fn end(&self, counts: Counts) -> Result<String> {
        Ok(lines(counts.summary(self.catalogue)))
    }
}
/// Some lines of a text: to show three of them, the renderer would look through all that it is given.
struct Lines<'t> {
    text: &'t str,
    /// Where they begin in the whole text.
    start: usize,
    /// The number of the first, counted from 1.
    number: usize,
}

impl<'t> Lines<'t> {
    /// Those from the first of these ranges to the last, with the lines that they begin and end in, and the one before:
    /// the renderer leaves room for a shorter number if a line begins where the last range ends, unless that is all
    /// that it is given.
    fn around<'r>(text: &'t str, ranges: impl Iterator<Item = &'r Range<usize>> + Clone) -> Self {
        let bytes = text.as_bytes();
        // What is past the last character is in its line.
        let last = bytes.len().saturating_sub(1);
        let from = ranges.clone().map(|range| range.start).min();
        let to = ranges.map(|range| range.end).max().unwrap_or(last);
        let begin = |within: usize| memrchr(b'\n', &bytes[..within]).map_or(0, |end| end + 1);
        let start = begin(begin(from.unwrap_or(0).min(last)).saturating_sub(1));
        let rest = to.min(last);
        let end = memchr(b'\n', &bytes[rest..]).map_or(bytes.len(), |end| rest + end + 1);
        Self {
            text: &text[start..end],
            start,
            number: 1 + memchr_iter(b'\n', &bytes[..start]).count(),
        }
    }

    /// A range of the whole text as one of these lines.
    fn within(&self, range: &Range<usize>) -> Range<usize> {
        range.start - self.start..range.end - self.start
    }
}

/// The renderer shows pictures of the controls of ASCII that the officer wrote; some terminals act on those beyond it too.
fn harmless_but_colour(text: &str) -> String {
    text.replace(|c: char| matches!(c, '\u{7f}'..='\u{9f}'), "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows ranges of a text in some of its lines, or among all.
    fn shown(lines: &Lines<'_>, ranges: &[Range<usize>]) -> String {
        let annotations = ranges.iter().map(|range| {
            let range = lines.within(range);
            AnnotationKind::Primary.span(range).label("here")
        });
        let snippet: Snippet<'_, annotate_snippets::Annotation<'_>> = Snippet::source(lines.text)
            .line_start(lines.number)
            .path("a.csv")
            .annotations(annotations);
        let title = Level::ERROR.primary_title("wrong").element(snippet);
        Renderer::plain().render(&[title])
    }

    #[test]
    fn a_few_lines_are_shown_as_they_are_among_all() {
        let many = "行\n".repeat(12);
        for text in [
            "甲,1\n乙,2\n\n丙,3\n丁,4\n戊,5",
            "甲,1\r\n乙,2\r\n\r\n丙\r\n",
            "\n\n甲\n\n",
            "甲",
            "\n",
            &many,
        ] {
            let all = Lines {
                text,
                start: 0,
                number: 1,
            };
            let places: Vec<usize> = (0..=text.len())
                .filter(|&place| text.is_char_boundary(place))
                .collect();
            for &start in &places {
                for &end in places.iter().filter(|&&end| end >= start) {
                    for ranges in [[start..end, start..end], [start..start, end..end]] {
                        let few = Lines::around(text, ranges.iter());
                        assert_eq!(
                            shown(&few, &ranges),
                            shown(&all, &ranges),
                            "{text:?} {ranges:?}"
                        );
                    }
                }
            }
        }
    }
}

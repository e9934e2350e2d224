//! Findings for people: under the lines that they are about.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Message, Origin, Renderer, Snippet};
use anyhow::Result;

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
            let mut snippet = Snippet::source(source.shown()).path(source.name.as_str());
            if finding.span.source == id {
                let label = self.catalogue.label(finding);
                snippet = snippet.annotation(
                    AnnotationKind::Primary
                        .span(finding.span.range())
                        .label(label),
                );
            }
            for related in finding
                .related
                .iter()
                .filter(|related| related.span.source == id)
            {
                let label = self.catalogue.text(related.label, &[]);
                snippet = snippet.annotation(
                    AnnotationKind::Context
                        .span(related.span.range())
                        .label(label),
                );
            }
            snippet.into()
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
/// The renderer shows pictures of the controls of ASCII that the officer wrote; some terminals act on those beyond it too.
fn harmless_but_colour(text: &str) -> String {
    text.replace(|c: char| matches!(c, '\u{7f}'..='\u{9f}'), "\u{fffd}")
}

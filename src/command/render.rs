//! `nianbao render`: check, then write the documents. A report with an error is refused, and nothing of it
//! is written, unless a draft is asked for.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::office::Office;
use super::severity::Errors;
use super::standing::standing;
use super::{Context, Exit};
use crate::batch::{Examined, Examiner, Found};
use crate::cli::{DocumentName, Render, RenderFormat};
use crate::diagnostic::Diagnostic;
use crate::document::Composer;
use crate::form::Form;
use crate::ingest;
use crate::model::Report;
use crate::output::{self, Counts};
use crate::writer::{self, Writer};

pub(super) fn run(context: &Context<'_>, arguments: &Render) -> Result<Exit> {
    let Some(overrides) = context.overrides(&arguments.reading, arguments.fail_on, Errors::Stay)?
    else {
        return Ok(Exit::Failed);
    };
    let Some(examiner) = context.examiner_or_say(&arguments.reading)? else {
        return Ok(Exit::Failed);
    };
    let into = Some(arguments.output.as_path());
    let Some(mut office) = Office::open(context, &arguments.office, &examiner, into)? else {
        return Ok(Exit::Failed);
    };
    let Some(folders) = office.find(&arguments.reading.paths, &overrides)? else {
        return Ok(Exit::Failed);
    };
    let mut counts = Counts::default();
    let press = Press::new(context, arguments, &examiner)?;
    let mut out = context.stdout();
    let (mut files, mut reports) = (0, 0);
    let mut exit = Exit::Clean;
    examiner.run(
        &folders,
        |found, examined| press.print(found, examined),
        |printed| {
            let Printed {
                examined,
                pages,
                place,
            } = printed;
            let mut standing = standing(&examined, &place, examiner.today, context.catalogue);
            context
                .aside()
                .findings(&examined.findings, &examined.sources)?;
            match pages? {
                None => {
                    let mut counts = Counts::default();
                    counts.add(&examined.findings);
                    let reason = if examined.ruling.faulty && !examined.fails() {
                        "render-refused-settings"
                    } else {
                        "render-refused"
                    };
                    let errors = counts.errors.to_string();
                    context.say(reason, &[("path", &examined.path), ("errors", &errors)])?;
                    if examined.ruling.kept > 0 {
                        let kept = examined.ruling.kept.to_string();
                        context.say("render-errors-stay", &[("count", &kept)])?;
                    }
                    exit = if examined.unreadable {
                        Exit::Failed
                    } else {
                        exit.max(Exit::Findings)
                    };
                }
                Some(pages) => {
                    reports += 1;
                    let texts = examined.report.iter().flat_map(|(report, _)| &report.texts);
                    for text in texts {
                        let file = &examined.sources.source(text.span.source).name;
                        context.say("render-written", &[("file", file)])?;
                    }
                    for page in pages {
                        output::write_whole(&page.folder, &page.name, &page.bytes)?;
                        files += 1;
                        standing.documents.push(page.name.clone());
                        let file = ingest::shown(&page.folder.join(&page.name));
                        writeln!(
                            out,
                            "{}",
                            context
                                .catalogue
                                .text("rendered", &[("path", &examined.path), ("file", &file)])
                        )?;
                    }
                }
            }
            counts.stand(&standing);
            office.add(&standing)
        },
    )?;
    exit = exit.max(end(context, office, &mut counts)?);
    if files > 0 {
        writeln!(
            out,
            "{}",
            context.catalogue.text(
                "rendered-summary",
                &[
                    ("files", &files.to_string()),
                    ("reports", &reports.to_string())
                ]
            )
        )?;
    }
    say_tally(context, &counts, &mut out)?;
    out.flush()?;
    Ok(exit)
}

/// Says what is to be said of the register, and writes the summary.
fn end(context: &Context<'_>, office: Office<'_>, counts: &mut Counts) -> Result<Exit> {
    let failed = office.end(counts, |said| {
        let mut aside = context.aside();
        aside.findings(said.findings, said.sources)
    })?;
    Ok(if failed { Exit::Findings } else { Exit::Clean })
}

/// How the reports stand, where there is more than one, or a register.
fn say_tally(context: &Context<'_>, counts: &Counts, out: &mut impl Write) -> Result<()> {
    let lines = counts.tally.iter();
    for line in lines.flat_map(|tally| tally.lines(context.catalogue)) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Composes and writes documents in memory.
struct Press<'a> {
    arguments: &'a Render,
    examiner: &'a Examiner,
    composer: Composer,
    writers: Vec<Box<dyn Writer>>,
}

/// A file to be written.
struct Page {
    folder: PathBuf,
    name: String,
    bytes: Vec<u8>,
}

/// A report's documents, or none if it is refused.
struct Printed<'l> {
    examined: Examined<'l>,
    pages: Result<Option<Vec<Page>>>,
    place: PathBuf,
}

impl<'a> Press<'a> {
    fn new(context: &Context<'_>, arguments: &'a Render, examiner: &'a Examiner) -> Result<Self> {
        let mut writers: Vec<Box<dyn Writer>> = Vec::new();
        for format in &arguments.format {
            writers.push(match format {
                RenderFormat::Md => Box::new(writer::Markdown),
                RenderFormat::Html => Box::new(writer::Html::new(&context.assets)?),
            });
        }
        Ok(Self {
            arguments,
            examiner,
            composer: Composer::new(&context.assets)?,
            writers,
        })
    }

    /// Composes a report's documents, unless it is refused.
    fn print<'l>(&self, found: &Found, examined: Examined<'l>) -> Printed<'l> {
        // Settings at fault may have been meant to be stricter.
        let place = found.place.clone();
        let refused = !self.arguments.draft && (examined.fails() || examined.ruling.faulty);
        let pages = match &examined.report {
            Some((report, form)) if !refused => self.pages(found, form, report),
            _ => {
                return Printed {
                    examined,
                    pages: Ok(None),
                    place,
                };
            }
        };
        let pages = match pages.with_context(|| examined.path.clone()) {
            Ok(Ok(pages)) => Ok(Some(pages)),
            Ok(Err(_)) => Ok(None), // checking has found the same faults in the officer's words
            Err(error) => Err(error),
        };
        Printed {
            examined,
            pages,
            place,
        }
    }

    /// All files of a report, so that it is written as a whole or not at all.
    fn pages(
        &self,
        found: &Found,
        form: &Form,
        report: &Report,
    ) -> Result<Result<Vec<Page>, Vec<Diagnostic>>> {
        let documents: Vec<&str> = if self.arguments.document.is_empty() {
            report.documents.iter().map(String::as_str).collect()
        } else {
            self.arguments
                .document
                .iter()
                .map(|document| name(*document))
                .collect()
        };
        let mut pages = Vec::new();
        // What the agency has written itself is checked, and not written again.
        let composed = documents
            .into_iter()
            .filter(|document| report.text_of(document).is_none());
        for document in composed {
            let document = match self.composer.compose(
                form,
                &self.examiner.keys,
                report,
                document,
                self.arguments.draft,
            )? {
                Ok(document) => document,
                Err(findings) => return Ok(Err(findings)),
            };
            for writer in &self.writers {
                pages.push(Page {
                    folder: self.arguments.output.join(&found.place),
                    name: format!("{}.{}", document.name, writer.extension()),
                    bytes: writer.write(&document)?,
                });
            }
        }
        Ok(Ok(pages))
    }
}

fn name(document: DocumentName) -> &'static str {
    match document {
        DocumentName::Annual => "annual",
        DocumentName::SelfInspection => "self-inspection",
    }
}

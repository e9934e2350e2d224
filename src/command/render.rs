//! `nianbao render`: check, then write the documents. A report with an error is refused, and nothing of it
//! is written, unless a draft is asked for.
//!
//! A report whose documents are there already, made from the very same content by the same program on the same day, is
//! not read again ([`recipe`]); its findings depend on the day.

mod recipe;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};

use self::recipe::Recipe;
use super::check;
use super::office::Office;
use super::severity::Errors;
use super::standing::{Remarks, standing};
use super::{Context, Exit};
use crate::batch::{Examined, Examiner, Found};
use crate::cli::{DocumentName, Render, RenderFormat};
use crate::diagnostic::Diagnostic;
use crate::document::Composer;
use crate::form::Form;
use crate::ingest::{self, Folder};
use crate::model::Report;
use crate::output::{Counts, Destination, Entry, Human, Output, Progress, Standing};
use crate::writer::{self, Writer};

/// After so many reports, what has been noted is kept for certain.
const KEEP_EVERY: usize = 64;

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
    let crew = Context::crew(&arguments.reading);
    let Some(folders) = office.find(&arguments.reading.paths, &overrides, &crew)? else {
        return Ok(Exit::Failed);
    };
    let (found, mut exit) = (folders.found, folders.exit);
    let mut counts = Counts::default();
    let waits = || context.say("render-waits", &[]);
    let destination = Destination::open(&arguments.output, waits)?;
    let press = Press::new(
        context,
        arguments,
        &examiner,
        &destination,
        office.remarks(),
    )?;
    Context::listen(&found)?;
    let progress = Progress::new(found.len(), context.catalogue);
    // Nothing that is said of what was written has colours to be taken out for a file.
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut files, mut reports, mut unchanged, mut handed) = (0, 0, 0, 0);
    let worked = crew.run(
        &found,
        |found| press.print(found),
        |printed| {
            let printed = printed?;
            exit = exit.max(printed.exit);
            counts.stand(&printed.standing);
            office.add(&printed.standing)?;
            if let Some(line) = &printed.note {
                destination.note(line)?;
            }
            handed += 1;
            if handed % KEEP_EVERY == 0 {
                destination.keep()?;
            }
            match printed.outcome {
                Outcome::Refused => {}
                Outcome::Unchanged => unchanged += 1,
                Outcome::Written => {
                    reports += 1;
                    files += printed.standing.documents.len();
                }
            }
            progress.advance();
            if printed.aside.is_empty() && printed.lines.is_empty() {
                return Ok(());
            }
            progress.aside(!printed.aside.is_empty(), || {
                if !printed.aside.is_empty() {
                    write!(context.stderr(), "{}", printed.aside)?;
                }
                Ok(out.write_all(printed.lines.as_bytes())?)
            })
        },
    );
    drop(progress);
    // What is done is noted, however the run ends.
    let ended = destination.end();
    let done = worked?;
    ended?;
    // Of a run that was interrupted nobody can say who is missing.
    if done == found.len() {
        let failed = office.end(&mut counts, |findings| {
            context.say_findings(findings.findings, findings.sources)
        })?;
        exit = exit.max(check::exit(false, failed));
    }
    let text = |id: &str, arguments: &[(&str, &str)]| context.catalogue.text(id, arguments);
    if files > 0 {
        let (files, reports) = (files.to_string(), reports.to_string());
        let arguments = [("files", files.as_str()), ("reports", &reports)];
        writeln!(out, "{}", text("rendered-summary", &arguments))?;
    }
    if unchanged > 0 {
        let count = [("count", &*unchanged.to_string())];
        writeln!(out, "{}", text("rendered-unchanged", &count))?;
    }
    let tally = counts.tally.iter();
    for line in tally.flat_map(|tally| tally.lines(context.catalogue)) {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    context.ended("render-interrupted", done, found.len(), exit)
}

/// Checks reports and writes their documents.
struct Press<'a> {
    context: &'a Context<'a>,
    arguments: &'a Render,
    examiner: &'a Examiner,
    destination: &'a Destination,
    composer: Composer,
    writers: Vec<Box<dyn Writer>>,
    recipe: Recipe,
    /// Whether what keeps a report from being written is shown in a summary.
    remarks: Remarks,
    /// Words findings for standard error.
    human: Human<'a>,
}

/// What came of a report folder.
enum Outcome {
    /// Its documents were not written.
    Refused,
    /// They were.
    Written,
    /// They were there already.
    Unchanged,
}

/// What printing a report folder's documents came to.
struct Printed {
    outcome: Outcome,
    standing: Standing,
    /// The line of the journal that notes it.
    note: Option<String>,
    /// For standard error.
    aside: String,
    /// For standard output.
    lines: String,
    exit: Exit,
}

impl<'a> Press<'a> {
    fn new(
        context: &'a Context<'a>,
        arguments: &'a Render,
        examiner: &'a Examiner,
        destination: &'a Destination,
        remarks: Remarks,
    ) -> Result<Self> {
        let mut writers: Vec<Box<dyn Writer>> = Vec::new();
        for format in &arguments.format {
            writers.push(match format {
                RenderFormat::Md => Box::new(writer::Markdown),
                RenderFormat::Html => Box::new(writer::Html::new(&context.assets)?),
            });
        }
        Ok(Self {
            composer: Composer::new(&context.assets)?,
            recipe: Recipe::new(context, arguments, examiner.today)?,
            context,
            arguments,
            examiner,
            destination,
            writers,
            remarks,
            human: context.aside(),
        })
    }

    /// Writes a report's documents, unless it is refused, or they are there.
    ///
    /// # Errors
    /// If going on makes no sense: a template is at fault, the disk is full.
    fn print(&self, found: &Found) -> Result<Printed> {
        let (path, place) = (found.path(), found.place());
        let folder = match Folder::read(&path) {
            Ok(folder) => folder,
            Err(error) => {
                let examined = self.examiner.unreadable(&path, &error);
                return self.refuse(&place, &examined.under(&found.settings));
            }
        };
        let key = self.recipe.key(found, &folder);
        if !self.arguments.force
            && let Some((entry, line)) = self.destination.unchanged(&place, key)
            && recipe::prior_is_same(&path, &entry)
        {
            return Ok(Printed {
                outcome: Outcome::Unchanged,
                standing: entry.standing,
                note: Some(line),
                aside: String::new(),
                lines: String::new(),
                exit: Exit::Clean,
            });
        }
        let prior = std::cell::RefCell::new(None);
        let examined = self.examiner.examine_with(&folder, &|name| {
            let read = Folder::read_prior(&path, name);
            *prior.borrow_mut() = Some((name.to_owned(), recipe::of_prior(&read)));
            read
        });
        let examined = examined.under(&found.settings);
        // Settings at fault may have been meant to be stricter.
        let refused = !self.arguments.draft && (examined.fails() || examined.ruling.faulty);
        let pages = match &examined.report {
            Some((report, form)) if !refused => self
                .pages(form, report)
                .with_context(|| examined.path.clone())?,
            _ => return self.refuse(&place, &examined),
        };
        // Checking has found the same faults in the officer's words.
        let Ok(pages) = pages else {
            return self.refuse(&place, &examined);
        };
        let documents = match self.destination.write(&place, &pages) {
            Ok(documents) => documents,
            Err(error) if ends_all(&error) => return Err(error),
            Err(error) => {
                let reason = format!("{error:#}");
                let mut printed = self.refuse(&place, &examined)?;
                printed.aside = self
                    .context
                    .catalogue
                    .text("cannot-run", &[("reason", &reason)])
                    + "\n";
                printed.exit = Exit::Failed;
                return Ok(printed);
            }
        };
        let (aside, lines) = self.words(&examined, &place, &pages);
        let today = self.examiner.today;
        // The journal keeps the words for summaries that are still to be asked for.
        let mut standing = standing(self.context, &examined, &place, today, Remarks::Worded);
        standing.documents = pages.iter().map(|page| page.name.clone()).collect();
        let entry = Entry {
            prior: prior.into_inner(),
            documents,
            standing,
        };
        Ok(Printed {
            note: Some(Destination::line(&place, key, &entry)?),
            outcome: Outcome::Written,
            standing: entry.standing,
            aside,
            lines,
            exit: Exit::Clean,
        })
    }

    /// Says what was found and where the documents are.
    fn words(&self, examined: &Examined<'_>, place: &Path, pages: &[Output]) -> (String, String) {
        let text =
            |id: &str, arguments: &[(&str, &str)]| self.context.catalogue.text(id, arguments);
        let mut aside = self.human.findings(&examined.findings, &examined.sources);
        let mut lines = String::new();
        let texts = examined.report.iter().flat_map(|(report, _)| &report.texts);
        for written in texts {
            let file = &examined.sources.source(written.span.source).name;
            let _ = writeln!(aside, "{}", text("render-written", &[("file", file)]));
        }
        // Ends with what stands between a folder and a file in it.
        let folder = ingest::shown(&self.arguments.output.join(place).join(""));
        for page in pages {
            let file = [&folder, page.name.as_str()].concat();
            let arguments = [("path", examined.path.as_str()), ("file", &file)];
            let _ = writeln!(lines, "{}", text("rendered", &arguments));
        }
        (aside, lines)
    }

    /// Says why a report's documents are not written.
    fn refuse(&self, place: &Path, examined: &Examined<'_>) -> Result<Printed> {
        let text =
            |id: &str, arguments: &[(&str, &str)]| self.context.catalogue.text(id, arguments);
        let today = self.examiner.today;
        let standing = standing(self.context, examined, place, today, self.remarks);
        let reason = if examined.ruling.faulty && !examined.fails() {
            "render-refused-settings"
        } else {
            "render-refused"
        };
        let errors = standing.errors.to_string();
        let mut aside = self.human.findings(&examined.findings, &examined.sources);
        let arguments = [("path", examined.path.as_str()), ("errors", &errors)];
        writeln!(aside, "{}", text(reason, &arguments))?;
        if examined.ruling.kept > 0 {
            let kept = examined.ruling.kept.to_string();
            writeln!(aside, "{}", text("render-errors-stay", &[("count", &kept)]))?;
        }
        Ok(Printed {
            outcome: Outcome::Refused,
            standing,
            note: None,
            aside,
            lines: String::new(),
            exit: if examined.unreadable {
                Exit::Failed
            } else {
                Exit::Findings
            },
        })
    }

    /// All files of a report.
    fn pages(&self, form: &Form, report: &Report) -> Result<Result<Vec<Output>, Vec<Diagnostic>>> {
        let documents: Vec<&str> = if self.arguments.document.is_empty() {
            report.documents.iter().map(String::as_str).collect()
        } else {
            self.arguments
                .document
                .iter()
                .map(|document| name(*document))
                .collect()
        };
        // What the agency has written itself is checked, and not written again.
        let composed = documents
            .into_iter()
            .filter(|document| report.text_of(document).is_none())
            .collect::<Vec<_>>();
        if composed.is_empty() {
            return Ok(Ok(Vec::new()));
        }
        let composition = match self.composer.open(form, &self.examiner.keys, report) {
            Ok(composition) => composition,
            Err(findings) => return Ok(Err(findings)),
        };
        let mut pages = Vec::new();
        for document in composed {
            let document = composition.document(document, self.arguments.draft)?;
            for writer in &self.writers {
                pages.push(Output {
                    name: format!("{}.{}", document.name, writer.extension()),
                    bytes: writer.write(&document)?,
                });
            }
        }
        Ok(Ok(pages))
    }
}

/// Whether what could not be written for one report can't be written for any other either.
fn ends_all(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref());
    kinds.map(io::Error::kind).any(|kind| {
        matches!(
            kind,
            io::ErrorKind::StorageFull
                | io::ErrorKind::QuotaExceeded
                | io::ErrorKind::ReadOnlyFilesystem
        )
    })
}

fn name(document: DocumentName) -> &'static str {
    match document {
        DocumentName::Annual => "annual",
        DocumentName::SelfInspection => "self-inspection",
    }
}

//! `nianbao check`: all rules over every report folder.

use std::io;

use anstream::ColorChoice;
use anyhow::Result;

use super::office::Office;
use super::severity::Errors;
use super::standing::{about, findings, standing};
use super::{Context, Exit, codes, fix, waive};
use crate::batch::{self, Found};
use crate::cli::{Check, CheckFormat};
use crate::diagnostic::Diagnostic;
use crate::form::Invalid;
use crate::output::{self, Counts, Format, Printout, Progress, Reporter, Standing};
use crate::source::Sources;

pub(super) fn run(context: &Context<'_>, arguments: &Check) -> Result<Exit> {
    let Some(overrides) =
        context.overrides(&arguments.reading, arguments.fail_on, Errors::MayBeLowered)?
    else {
        return Ok(Exit::Failed);
    };
    if let Some(code) = &arguments.write_waiver {
        return waive::run(context, arguments, &overrides, code);
    }
    let mended = fix::run(context, arguments, &overrides)?;
    if mended == Exit::Interrupted || arguments.dry_run && arguments.format == CheckFormat::Human {
        return Ok(mended);
    }
    let codes = codes();
    let format = format(context, arguments.format);
    let reporter = output::reporter(format, context.catalogue, &codes);
    let reporter = reporter.as_ref();
    let examiner = match context.examiner(&arguments.reading)? {
        Ok(examiner) => examiner,
        Err(Invalid { findings, sources }) => {
            return cannot_run(context, arguments, reporter, &[(findings, sources)]);
        }
    };
    let office = Office::new(
        context,
        &arguments.office,
        examiner.encoding,
        examiner.today,
        None,
    )?;
    let mut office = match office {
        Ok(office) => office,
        Err(refusal) => return cannot_run(context, arguments, reporter, &[refusal]),
    };
    let mut search = batch::find(&arguments.reading.paths);
    if !search.nothing.is_empty() {
        let reasons = search.nothing.into_iter();
        let reasons: Vec<_> = reasons
            .map(|(finding, sources)| (vec![finding], sources))
            .collect();
        return cannot_run(context, arguments, reporter, &reasons);
    }
    let mut printout = Printout::new(reporter, context.stdout())?;
    let mut counts = Counts::default();
    let mut exit = Exit::Clean;
    for (finding, sources) in &search.closed {
        let findings = std::slice::from_ref(finding);
        exit = Exit::Failed;
        counts.count(findings);
        printout.put(&reporter.report(about("", findings, sources))?)?;
    }
    for faults in office.govern(&mut search.found, &codes, &overrides)? {
        exit = exit.max(Exit::Findings);
        counts.count(&faults.findings);
        let findings = about(&faults.folder, &faults.findings, &faults.sources);
        printout.put(&reporter.report(findings)?)?;
    }
    let crew = Context::crew(&arguments.reading, &search.found)?;
    let progress = Progress::new(search.found.len(), context.catalogue);
    let examine = |found: &Found| -> Result<Checked> {
        let examined = examiner.examine(&found.path()).under(&found.settings);
        Ok(Checked {
            report: reporter.report(findings(&examined))?,
            standing: standing(context, &examined, &found.place(), examiner.today),
            exit: self::exit(examined.unreadable, examined.fails()),
        })
    };
    let done = crew.run(&search.found, examine, |checked| {
        let checked = checked?;
        counts.stand(&checked.standing);
        office.add(&checked.standing)?;
        exit = exit.max(checked.exit);
        progress.advance();
        progress.aside(false, || printout.put(&checked.report))
    })?;
    drop(progress);
    // Of a run that was interrupted nobody can say who is missing.
    if done == search.found.len() {
        let failed = office.end(&mut counts, |findings| {
            printout.put(&reporter.report(findings)?)
        })?;
        exit = exit.max(self::exit(false, failed));
    }
    printout.end(counts)?;
    context.ended("interrupted", done, search.found.len(), mended.max(exit))
}

/// What checking a report folder came to.
struct Checked {
    /// Its findings, worded.
    report: String,
    standing: Standing,
    exit: Exit,
}

/// The exit status that a check comes to.
pub(super) fn exit(unreadable: bool, failed: bool) -> Exit {
    if unreadable {
        Exit::Failed
    } else if failed {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

fn format(context: &Context<'_>, format: CheckFormat) -> Format {
    match format {
        CheckFormat::Human => Format::Human {
            colour: context.choice(&io::stdout()) != ColorChoice::Never,
        },
        CheckFormat::Json => Format::Json,
        CheckFormat::Sarif => Format::Sarif,
        CheckFormat::Junit => Format::Junit,
        CheckFormat::Github => Format::Github,
        CheckFormat::Csv => Format::Csv,
    }
}

/// Says why nothing was examined: people read it beside the output that they asked for, machines in it.
fn cannot_run(
    context: &Context<'_>,
    arguments: &Check,
    reporter: &dyn Reporter,
    reasons: &[(Vec<Diagnostic>, Sources)],
) -> Result<Exit> {
    if arguments.format == CheckFormat::Human {
        for (findings, sources) in reasons {
            context.say_findings(findings, sources)?;
        }
        return Ok(Exit::Failed);
    }
    let mut printout = Printout::new(reporter, context.stdout())?;
    let mut counts = Counts::default();
    for (findings, sources) in reasons {
        counts.count(findings);
        printout.put(&reporter.report(about("", findings, sources))?)?;
    }
    printout.end(counts)?;
    Ok(Exit::Failed)
}

//! `nianbao check`: all rules over every report folder.

use std::io;

use anstream::ColorChoice;
use anyhow::Result;

use super::children::Children;
use super::severity::Errors;
use super::{Context, Exit, codes, fix, waive};
use crate::batch::{self, Examined, Ruling};
use crate::cli::{Check, CheckFormat};
use crate::diagnostic::Diagnostic;
use crate::form::Invalid;
use crate::output::{self, Counts, Findings, Format, Reporter};
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
    if arguments.dry_run && arguments.format == CheckFormat::Human {
        return Ok(mended);
    }
    let codes = codes();
    let format = format(context, arguments.format);
    let mut reporter = output::reporter(format, context.stdout(), context.catalogue, &codes)?;
    let mut counts = Counts::default();
    let examiner = match context.examiner(&arguments.reading)? {
        Ok(examiner) => examiner,
        Err(Invalid { findings, sources }) => {
            return cannot_run(context, arguments, reporter, &[(findings, sources)]);
        }
    };
    let mut search = batch::find(&arguments.reading.paths);
    let mut below = batch::find(&arguments.children);
    search.nothing.append(&mut below.nothing);
    if !search.nothing.is_empty() {
        let reasons = search.nothing.into_iter();
        let reasons: Vec<_> = reasons
            .map(|(finding, sources)| (vec![finding], sources))
            .collect();
        return cannot_run(context, arguments, reporter, &reasons);
    }
    let (mut unreadable, mut failed) = (false, false);
    for faults in batch::govern(&mut search.found, &codes, &overrides)? {
        failed = true;
        counts.count(&faults.findings);
        reporter.report(about(&faults.folder, &faults.findings, &faults.sources))?;
    }
    let children = match &search.found[..] {
        _ if arguments.children.is_empty() => None,
        [parent] => Some(Children::gather(&examiner, below.found, parent)?),
        _ => {
            context.say("children-of-one", &[])?;
            return Ok(Exit::Failed);
        }
    };
    for fault in children.iter().flat_map(|children| &children.faults) {
        failed = true;
        counts.count(&fault.findings);
        reporter.report(about(&fault.path, &fault.findings, &fault.sources))?;
    }
    examiner.run(
        &search.found,
        |found, examined| match &children {
            Some(children) => children.hold(found, examined),
            None => examined,
        },
        |examined| {
            counts.add(&examined.findings);
            counts.allowed += examined.ruling.allowed;
            counts.waive(&examined.waived);
            unreadable |= examined.unreadable;
            failed |= examined.fails();
            reporter.report(findings(&examined))
        },
    )?;
    reporter.end(counts)?;
    Ok(mended.max(exit(unreadable, failed)))
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
    mut reporter: Box<dyn Reporter + '_>,
    reasons: &[(Vec<Diagnostic>, Sources)],
) -> Result<Exit> {
    let mut counts = Counts::default();
    for (findings, sources) in reasons {
        if arguments.format == CheckFormat::Human {
            context.aside().findings(findings, sources)?;
            continue;
        }
        counts.count(findings);
        reporter.report(about("", findings, sources))?;
    }
    if arguments.format != CheckFormat::Human {
        reporter.end(counts)?;
    }
    Ok(Exit::Failed)
}

/// What is printed of an examined folder.
fn findings<'a>(examined: &'a Examined<'_>) -> Findings<'a> {
    let report = examined.report.as_ref().map(|(report, _)| report);
    Findings {
        agency: report.map_or("", |report| &report.agency.name),
        year: report.map(|report| report.year),
        fail_on: examined.ruling.fail_on,
        waived: &examined.waived,
        ..about(&examined.path, &examined.findings, &examined.sources)
    }
}

/// What is printed of findings that are about no report.
fn about<'a>(path: &'a str, findings: &'a [Diagnostic], sources: &'a Sources) -> Findings<'a> {
    Findings {
        path,
        agency: "",
        year: None,
        findings,
        waived: &[],
        sources,
        fail_on: Ruling::default().fail_on,
    }
}

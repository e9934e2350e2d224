//! `nianbao check`: all rules over every report folder.

use std::io;

use anstream::ColorChoice;
use anyhow::Result;

use super::{Context, Exit};
use crate::batch::Examined;
use crate::cli::{Check, CheckFormat};
use crate::output::{Counts, Findings, Human, Json, Reporter};

pub(super) fn run(context: &Context<'_>, arguments: &Check) -> Result<Exit> {
    let Some(examiner) = context.examiner(&arguments.reading)? else {
        return Ok(Exit::Failed);
    };
    let Some(folders) = context.find(&arguments.reading.paths)? else {
        return Ok(Exit::Failed);
    };
    let out = context.stdout();
    let mut reporter: Box<dyn Reporter> = match arguments.format {
        CheckFormat::Human => Box::new(Human::new(
            out,
            context.catalogue,
            context.choice(&io::stdout()) != ColorChoice::Never,
        )),
        CheckFormat::Json => Box::new(Json::new(out, context.catalogue)?),
    };
    let mut counts = Counts::default();
    let mut unreadable = false;
    examiner.run(
        &folders,
        |_, examined| examined,
        |examined| {
            counts.add(&examined.findings);
            unreadable |= examined.unreadable;
            reporter.report(findings(&examined))
        },
    )?;
    reporter.end(counts)?;
    Ok(if unreadable {
        Exit::Failed
    } else if counts.any(arguments.fail_on.into()) {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// What is printed of an examined folder.
pub(super) fn findings<'a>(examined: &'a Examined<'_>) -> Findings<'a> {
    let report = examined.report.as_ref().map(|(report, _)| report);
    Findings {
        path: &examined.path,
        agency: report.map_or("", |report| &report.agency.name),
        year: report.map(|report| report.year),
        findings: &examined.findings,
        sources: &examined.sources,
    }
}

//! `nianbao check`: all rules over every report folder.

use std::io;

use anstream::ColorChoice;
use anyhow::Result;

use super::{Context, Exit, fix, waive};
use crate::batch::{self, Examined};
use crate::cli::{Check, CheckFormat};
use crate::diagnostic::Diagnostic;
use crate::form::Invalid;
use crate::output::{Counts, Findings, Human, Json, Reporter};
use crate::source::Sources;

pub(super) fn run(context: &Context<'_>, arguments: &Check) -> Result<Exit> {
    if let Some(code) = &arguments.write_waiver {
        return waive::run(context, arguments, code);
    }
    let mended = fix::run(context, arguments)?;
    if arguments.dry_run && arguments.format == CheckFormat::Human {
        return Ok(mended);
    }
    let mut reporter: Box<dyn Reporter> = match arguments.format {
        CheckFormat::Human => Box::new(Human::new(
            context.stdout(),
            context.catalogue,
            context.choice(&io::stdout()) != ColorChoice::Never,
        )),
        CheckFormat::Json => Box::new(Json::new(context.stdout(), context.catalogue)?),
    };
    let mut counts = Counts::default();
    let examiner = match context.examiner(&arguments.reading)? {
        Ok(examiner) => examiner,
        Err(Invalid { findings, sources }) => {
            return cannot_run(context, arguments, reporter, &[(findings, sources)]);
        }
    };
    let search = batch::find(&arguments.reading.paths)?;
    if !search.empty.is_empty() {
        let found = search.empty.iter().map(|path| {
            let (finding, sources) = batch::nothing_to_read(path);
            (vec![finding], sources)
        });
        return cannot_run(context, arguments, reporter, &found.collect::<Vec<_>>());
    }
    let mut unreadable = false;
    examiner.run(
        &search.found,
        |_, examined| examined,
        |examined| {
            counts.add(&examined.findings);
            counts.waive(&examined.waived);
            unreadable |= examined.unreadable;
            reporter.report(findings(&examined))
        },
    )?;
    reporter.end(counts)?;
    Ok(mended.max(exit(unreadable, counts, arguments)))
}

/// The exit status that findings come to.
pub(super) fn exit(unreadable: bool, counts: Counts, arguments: &Check) -> Exit {
    if unreadable {
        Exit::Failed
    } else if counts.any(arguments.fail_on.into()) {
        Exit::Findings
    } else {
        Exit::Clean
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
            let mut aside = context.aside();
            for finding in findings {
                aside.finding(finding, sources)?;
            }
            continue;
        }
        counts.count(findings);
        reporter.report(Findings {
            path: "",
            agency: "",
            year: None,
            findings,
            waived: &[],
            sources,
        })?;
    }
    if arguments.format != CheckFormat::Human {
        reporter.end(counts)?;
    }
    Ok(Exit::Failed)
}

/// What is printed of an examined folder.
pub(super) fn findings<'a>(examined: &'a Examined<'_>) -> Findings<'a> {
    let report = examined.report.as_ref().map(|(report, _)| report);
    Findings {
        path: &examined.path,
        agency: report.map_or("", |report| &report.agency.name),
        year: report.map(|report| report.year),
        findings: &examined.findings,
        waived: &examined.waived,
        sources: &examined.sources,
    }
}

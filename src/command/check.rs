//! `nianbao check`: all rules over every report folder.

use std::io;

use anstream::ColorChoice;
use anyhow::Result;

use super::children::Children;
use super::office::Office;
use super::severity::Errors;
use super::standing::{about, findings, standing};
use super::{Context, Exit, codes, fix, waive};
use crate::batch::{self, Found};
use crate::cli::{Check, CheckFormat};
use crate::diagnostic::Diagnostic;
use crate::form::Invalid;
use crate::output::{self, Counts, Findings, Format, Printout, Progress, Reporter, Standing};
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
    let crew = Context::crew(&arguments.reading);
    let mut search = batch::find(&arguments.reading.paths, &crew);
    let mut below = batch::find(&arguments.children, &crew);
    search.nothing.append(&mut below.nothing);
    if !search.nothing.is_empty() {
        let reasons = search.nothing.into_iter();
        let reasons: Vec<_> = reasons
            .map(|(finding, sources)| (vec![finding], sources))
            .collect();
        return cannot_run(context, arguments, reporter, &reasons);
    }
    let mut course = Course::new(reporter, context.stdout())?;
    for (finding, sources) in &search.closed {
        let findings = std::slice::from_ref(finding);
        course.say(about("", findings, sources), Exit::Failed)?;
    }
    for faults in office.govern(&mut search.found, &codes, &overrides, &crew)? {
        let findings = about(&faults.folder, &faults.findings, &faults.sources);
        course.say(findings, Exit::Findings)?;
    }
    let children = match &search.found[..] {
        _ if arguments.children.is_empty() => None,
        [parent] => Some(Children::gather(&examiner, &crew, below.found, parent)?),
        _ => {
            context.say("children-of-one", &[])?;
            return Ok(Exit::Failed);
        }
    };
    for fault in children.iter().flat_map(|children| &children.faults) {
        let findings = about(&fault.path, &fault.findings, &fault.sources);
        course.say(findings, Exit::Findings)?;
    }
    Context::listen(&search.found)?;
    let progress = Progress::new(search.found.len(), context.catalogue);
    let (today, remarks) = (examiner.today, office.remarks());
    let examine = |found: &Found| -> Result<Checked> {
        let examined = examiner.examine(&found.path()).under(&found.settings);
        let examined = match &children {
            Some(children) => children.hold(found, examined),
            None => examined,
        };
        Ok(Checked {
            report: reporter.report(findings(&examined))?,
            standing: standing(context, &examined, &found.place(), today, remarks),
            exit: exit(examined.unreadable, examined.fails()),
        })
    };
    let done = crew.run(&search.found, examine, |checked| {
        let checked = checked?;
        office.add(&checked.standing)?;
        progress.advance();
        progress.aside(false, || course.take(&checked))
    })?;
    drop(progress);
    // Of a run that was interrupted nobody can say who is missing.
    if done == search.found.len() {
        let (counts, printout) = (&mut course.counts, &mut course.printout);
        let failed = office.end(counts, |findings| printout.put(&reporter.report(findings)?))?;
        course.exit = course.exit.max(exit(false, failed));
    }
    let exit = mended.max(course.end()?);
    context.ended("interrupted", done, search.found.len(), exit)
}

/// The course of a check: what has been printed and counted so far, and what it comes to.
struct Course<'a, W> {
    reporter: &'a dyn Reporter,
    printout: Printout<'a, W>,
    counts: Counts,
    exit: Exit,
}

impl<'a, W: io::Write> Course<'a, W> {
    fn new(reporter: &'a dyn Reporter, out: W) -> Result<Self> {
        Ok(Self {
            reporter,
            printout: Printout::new(reporter, out)?,
            counts: Counts::default(),
            exit: Exit::Clean,
        })
    }

    /// Prints findings that are about no report.
    fn say(&mut self, findings: Findings<'_>, exit: Exit) -> Result<()> {
        self.counts.count(findings.findings);
        self.exit = self.exit.max(exit);
        self.printout.put(&self.reporter.report(findings)?)
    }

    /// Prints what checking a report came to.
    fn take(&mut self, checked: &Checked) -> Result<()> {
        self.counts.stand(&checked.standing);
        self.exit = self.exit.max(checked.exit);
        self.printout.put(&checked.report)
    }

    fn end(self) -> Result<Exit> {
        self.printout.end(self.counts)?;
        Ok(self.exit)
    }
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
    let mut course = Course::new(reporter, context.stdout())?;
    for (findings, sources) in reasons {
        course.say(about("", findings, sources), Exit::Failed)?;
    }
    course.end()
}

//! `nianbao status`: what is still missing, and the days left.

use std::io::Write as _;

use anyhow::Result;

use super::severity::Errors;
use super::{Context, Exit, Folders};
use crate::batch::Examined;
use crate::cli::Status;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules;

pub(super) fn run(context: &Context<'_>, arguments: &Status) -> Result<Exit> {
    let Some(overrides) = context.overrides(&arguments.reading, None, Errors::Stay)? else {
        return Ok(Exit::Failed);
    };
    let Some(examiner) = context.examiner_or_say(&arguments.reading)? else {
        return Ok(Exit::Failed);
    };
    let crew = Context::crew(&arguments.reading);
    let Some(folders) = context.find(&arguments.reading.paths, &overrides, &crew)? else {
        return Ok(Exit::Failed);
    };
    let mut out = context.stdout();
    let Folders { found, mut exit } = folders;
    Context::listen(&found)?;
    let done = crew.run(
        &found,
        |found| {
            let examined = examiner.examine(&found.path()).under(&found.settings);
            let lines = lines(context, &examined, examiner.today);
            (examined.unreadable, lines)
        },
        |(unreadable, lines)| {
            if unreadable {
                exit = Exit::Failed;
            }
            Ok(writeln!(out, "{}", lines.join("\n"))?)
        },
    )?;
    out.flush()?;
    context.ended("interrupted", done, found.len(), exit)
}

fn lines(context: &Context<'_>, examined: &Examined<'_>, today: chrono::NaiveDate) -> Vec<String> {
    let text = |id: &str, arguments: &[(&str, &str)]| context.catalogue.text(id, arguments);
    let mut lines = Vec::new();
    let (missing, other): (Vec<&Diagnostic>, Vec<&Diagnostic>) = examined
        .findings
        .iter()
        .partition(|finding| rules::is_gap(finding.code));
    if let Some((report, form)) = &examined.report {
        let agency = if report.agency.name.is_empty() {
            &examined.path
        } else {
            &report.agency.name
        };
        lines.push(text(
            "status-title",
            &[("agency", agency), ("year", &report.year.to_string())],
        ));
        if let Some(due) = rules::deadline(form, report) {
            let published = report.date("publication", "date").map(|(date, _)| date);
            let days = (published.unwrap_or(today) - due.date).num_days();
            let (deadline, left, basis) = (due.date.to_string(), days.abs().to_string(), due.basis);
            let arguments = [
                ("deadline", deadline.as_str()),
                ("days", left.as_str()),
                ("basis", basis.as_str()),
            ];
            lines.push(match published {
                Some(date) if days > 0 => text(
                    "status-published-late",
                    &[("date", &date.to_string()), ("days", &left)],
                ),
                Some(date) => text("status-published", &[("date", &date.to_string())]),
                None if days == 0 => text("status-deadline-today", &arguments),
                None if days > 0 => text("status-deadline-passed", &arguments),
                None => text("status-deadline-left", &arguments),
            });
        }
    } else {
        lines.push(examined.path.clone());
    }
    if missing.is_empty() && examined.report.is_some() {
        lines.push(text("status-complete", &[]));
    } else if !missing.is_empty() {
        lines.push(text(
            "status-missing",
            &[("count", &missing.len().to_string())],
        ));
        for finding in missing {
            let place = examined.sources.place(finding.span);
            let file = &examined.sources.source(finding.span.source).name;
            lines.push(format!(
                "  {file}:{}:{} {}",
                place.line,
                place.column,
                context.catalogue.message(finding)
            ));
        }
    }
    let count = |severity: Severity| {
        other
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings > 0 {
        lines.push(text(
            "status-other-findings",
            &[
                ("errors", &errors.to_string()),
                ("warnings", &warnings.to_string()),
                ("path", &examined.path),
            ],
        ));
    }
    lines.push(String::new());
    lines
}

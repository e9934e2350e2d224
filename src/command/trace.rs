//! `nianbao trace`: where a figure comes from.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Context, Exit};
use crate::batch::Examiner;
use crate::cli::{Trace, TraceFormat};
use crate::ingest::{self, Folder, Provenance, Unfetched};
use crate::output;
use crate::privacy;
use crate::source::Sources;
use crate::trace::{self, Contributor, Obstacle, Opened};

pub(super) fn run(context: &Context<'_>, arguments: &Trace) -> Result<Exit> {
    let Some(examiner) = context.reader(arguments.encoding, arguments.today)? else {
        return Ok(Exit::Failed);
    };
    let Some(single) = context.single(&examiner, &arguments.path)? else {
        return Ok(Exit::Failed);
    };
    let Some(spot) = single.report.spot(single.form, arguments.fact.trim()) else {
        let (report, form) = (&single.report, single.form);
        let spots = report.spots(form).into_iter();
        let known: Vec<String> = spots
            .map(|(_, spot)| report.spot_path(form, spot))
            .collect();
        let nearest = ingest::nearest(&arguments.fact, known.iter().map(String::as_str));
        context.say(
            "trace-unknown",
            &[
                ("path", &report.path),
                ("fact", &arguments.fact),
                ("nearest", &nearest),
            ],
        )?;
        return Ok(Exit::Failed);
    };
    context.mind(&single)?;
    let mut sources = Sources::default();
    let (contributors, broken) = match Provenance::of(&single.folder, &mut sources) {
        Some(Err(finding)) => {
            context.say_findings(&[finding], &sources)?;
            (Vec::new(), true)
        }
        Some(Ok(provenance)) => (contributors(provenance), false),
        None => (Vec::new(), false),
    };
    let opened = Opened {
        identity: identity(&single.path),
        report: single.report,
        form: single.form,
        sources: single.sources,
        changed: false,
        contributors,
    };
    let root = trace::trace(&opened, spot, &|from, contributor| {
        open(&examiner, from, contributor)
    });
    let mut out = context.stdout();
    match arguments.format {
        TraceFormat::Human => {
            out.write_all(output::trace_tree(context.catalogue, &root).as_bytes())?;
        }
        TraceFormat::Json => writeln!(out, "{}", output::trace_json(&root))?,
    }
    out.flush()?;
    Ok(if broken || root.is_incomplete() {
        Exit::Failed
    } else {
        Exit::Clean
    })
}

/// What tells a folder from any other.
fn identity(path: &Path) -> String {
    let direct = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    ingest::shown(&direct)
}

fn contributors(provenance: Provenance) -> Vec<Contributor> {
    let contributors = provenance.contributors.into_iter();
    contributors
        .map(|one| Contributor {
            name: privacy::masked(&one.name).into_owned(),
            path: one.path,
            fingerprint: one.fingerprint,
        })
        .collect()
}

/// Opens a contributor of a report.
fn open<'l>(
    examiner: &'l Examiner,
    from: &Opened<'l>,
    contributor: &Contributor,
) -> Result<Opened<'l>, Obstacle> {
    let shown = || privacy::masked(&contributor.path).into_owned();
    let parent = PathBuf::from(&from.report.path);
    let folder = match Folder::read_prior(&parent, &contributor.path) {
        Ok(folder) => folder,
        Err(Unfetched::Missing) => return Err(Obstacle::Missing(shown())),
        Err(Unfetched::Itself) => return Err(Obstacle::Circle(shown())),
        Err(Unfetched::Unreadable(reason)) => return Err(Obstacle::Unreadable(shown(), reason)),
    };
    let path = PathBuf::from(&folder.path);
    let mut sources = Sources::default();
    let provenance = match Provenance::of(&folder, &mut sources) {
        Some(Err(_)) => return Err(Obstacle::Faulty(shown())),
        Some(Ok(provenance)) => contributors(provenance),
        None => Vec::new(),
    };
    let examined = examiner.examine_folder(&folder);
    let (Some((report, form)), false) = (examined.report, examined.unreadable) else {
        return Err(Obstacle::Faulty(shown()));
    };
    Ok(Opened {
        identity: identity(&path),
        changed: folder.fingerprint().to_hex().as_str() != contributor.fingerprint,
        report,
        form,
        sources: examined.sources,
        contributors: provenance,
    })
}

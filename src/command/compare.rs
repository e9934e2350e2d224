//! `nianbao compare`: two reports side by side.

use std::io::Write as _;

use anyhow::Result;

use super::{Context, Exit};
use crate::cli::{Compare, CompareFormat};
use crate::compare::{self, Side};
use crate::ingest;
use crate::output::{self, ComparisonView, Party};

pub(super) fn run(context: &Context<'_>, arguments: &Compare) -> Result<Exit> {
    let Some(examiner) = context.reader(arguments.encoding, arguments.today)? else {
        return Ok(Exit::Failed);
    };
    // Both are looked at, so that everything that is wrong is said at once.
    let a = context.single(&examiner, &arguments.a)?;
    let b = context.single(&examiner, &arguments.b)?;
    let (Some(a), Some(b)) = (a, b) else {
        return Ok(Exit::Failed);
    };
    for single in [&a, &b] {
        context.mind(single)?;
    }
    let sides = [&a, &b].map(|single| Side {
        form: single.form,
        report: &single.report,
    });
    let parties = [&a, &b].map(|single| Party {
        agency: single.report.agency.name.clone(),
        year: single.report.year,
        path: single.report.path.clone(),
    });
    let comparison = compare::compare(sides[0], sides[1]);
    let [first, second] = &parties;
    let view = ComparisonView::new(context.catalogue, &comparison, [first, second]);
    if let Some(folder) = &arguments.output {
        for (name, text) in [("compare.csv", view.csv()), ("compare.md", view.markdown())] {
            output::write_whole(folder, name, text.as_bytes())?;
            let file = ingest::shown(&folder.join(name));
            context.say("rendered", &[("path", &file), ("file", &file)])?;
        }
    }
    let mut out = context.stdout();
    let text = match arguments.format {
        CompareFormat::Table => view.table(),
        CompareFormat::Csv => view.csv(),
        CompareFormat::Md => view.markdown(),
    };
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Exit::Clean)
}

//! `nianbao init`: a new report folder, every file blank and commented, or started from last year's. Nothing that
//! exists is touched.

mod last;

use std::io::Write as _;

use anyhow::Result;

use self::last::Last;
use super::layout::{self, Start, files, is_taken};
use super::{Context, Exit};
use crate::cli::Init;
use crate::form::keys::{Key, Keys, Section};
use crate::form::{Form, Library, new_csv};
use crate::ingest::{quoted, shown};
use crate::output::write_whole;

/// The level of an agency that does not say.
const LEVEL: &str = "township";

/// What the new report folder is about.
struct New<'l> {
    year: u16,
    name: String,
    level: String,
    last: Option<Last<'l>>,
}

pub(super) fn run(context: &Context<'_>, arguments: &Init) -> Result<Exit> {
    let keys = Keys::load(&context.assets)?;
    let library = Library::load(&context.assets)?
        .map_err(|invalid| anyhow::anyhow!("{:?}", invalid.findings))?;
    let Some(new) = settle(context, arguments, &library, &keys)? else {
        return Ok(Exit::Failed);
    };
    let levels = layout::levels(&keys);
    if !levels.contains(&new.level) {
        context.say(
            "init-bad-level",
            &[("level", &new.level), ("levels", &levels.join(" | "))],
        )?;
        return Ok(Exit::Failed);
    }
    let Some(form) = library.for_year(new.year) else {
        let editions: Vec<String> = library
            .forms()
            .iter()
            .map(|form| form.years.to_string())
            .collect();
        context.say(
            "init-no-edition",
            &[
                ("year", &new.year.to_string()),
                ("editions", &editions.join(" · ")),
            ],
        )?;
        return Ok(Exit::Failed);
    };
    let path = shown(&arguments.folder);
    if is_taken(&arguments.folder)? {
        context.say("init-exists", &[("path", &path)])?;
        return Ok(Exit::Failed);
    }
    for (name, bytes) in files(form, &keys, &new)? {
        write_whole(&arguments.folder, &name, &bytes)?;
    }
    let mut out = context.stdout();
    writeln!(
        out,
        "{}",
        context.catalogue.text("init-done", &[("path", &path)])
    )?;
    writeln!(
        out,
        "{}",
        context.catalogue.text("init-next", &[("path", &path)])
    )?;
    out.flush()?;
    Ok(Exit::Clean)
}

/// What was typed, and what last year's report says where nothing was; none if the two don't go together, which has
/// been said.
fn settle<'l>(
    context: &Context<'_>,
    arguments: &Init,
    library: &'l Library,
    keys: &Keys,
) -> Result<Option<New<'l>>> {
    let last = match &arguments.from {
        None => None,
        Some(from) => match Last::read(context, library, keys, from, &arguments.folder)? {
            None => return Ok(None),
            last => last,
        },
    };
    let next = last.as_ref().map(|last| last.report.year + 1);
    if let (Some(last), Some(next), Some(year)) = (&last, next, arguments.year)
        && year != next
    {
        context.say(
            "init-wrong-year",
            &[
                ("path", &last.report.path),
                ("last", &last.report.year.to_string()),
                ("next", &next.to_string()),
                ("year", &year.to_string()),
            ],
        )?;
        return Ok(None);
    }
    let agency = last.as_ref().map(|last| &last.report.agency);
    let name = arguments.name.clone();
    let level = arguments.level.clone();
    Ok(Some(New {
        year: arguments.year.or(next).unwrap_or_default(),
        name: name
            .or_else(|| agency.map(|agency| agency.name.clone()))
            .unwrap_or_default(),
        level: level
            .or_else(|| agency.and_then(|agency| agency.level.clone()))
            .unwrap_or_else(|| LEVEL.to_owned()),
        last,
    }))
}

impl Start for New<'_> {
    fn passages(&self, section: &Section) -> usize {
        self.last.as_ref().map_or(0, |last| last.passages(section))
    }

    fn comment(&self, section: &Section, key: Option<&Key>) -> Option<&str> {
        let is_carried = key.is_none() && section.repeated && self.passages(section) > 0;
        is_carried.then_some(last::REVISE)
    }

    fn value(&self, section: &Section, passage: usize, key: &Key) -> Option<String> {
        let last = self.last.as_ref();
        match (section.id.as_str(), key.id.as_str(), last) {
            ("", "year", _) => Some(self.year.to_string()),
            ("", "prior", Some(last)) => Some(quoted(&last.path)),
            ("agency", "name", _) => Some(quoted(&self.name)),
            ("agency", "level", _) => Some(quoted(&self.level)),
            ("agency", "former_name", Some(last)) if last.report.agency.name != self.name => {
                Some(quoted(&last.report.agency.name))
            }
            _ => last.and_then(|last| last.value(section, passage, key)),
        }
    }

    fn records(&self, form: &Form, index: usize) -> Option<Vec<Vec<String>>> {
        let table = &form.tables[index];
        match &self.last {
            Some(last) if !last.keeps(table) => None,
            Some(last) => Some(new_csv(
                table,
                &last.comments(form, index),
                &|row, column| last.figure(form, index, row, column),
            )),
            None => Some(new_csv(table, &[], &|_, _| None)),
        }
    }
}

//! `nianbao rollup`: the report folder of the agency above, its figures the sums of its contributors'.
//!
//! The same twice makes 县 → 市 → 省: what is written is a report folder like any other, from which no document is
//! published until somebody fills in the words.

use std::io::Write as _;

use anyhow::Result;

use super::contributors::{Contribution, First, Gathering, Reader};
use super::layout::{self, Start, files, is_taken, way};
use super::severity::Errors;
use super::{Context, Exit};
use crate::cli;
use crate::form::Form;
use crate::form::keys::{Key, Keys, Section};
use crate::ingest::{Contributor, PROVENANCE_FILE, Provenance, quoted, shown};
use crate::messages::{Catalogue, Language};
use crate::output::{Counts, write_folder};
use crate::rollup::{Gap, Rolled, Rollup, Why};

/// The comment over `documents`.
const NO_DOCUMENT: &str = "这是汇总数据，不生成文件；要用它编制本级的年度报告，请改成 documents = [\"annual\"]，并填好下面的文字";

/// What was added up, and what kept it from being added up.
#[derive(Default)]
struct Outcome {
    provenance: Provenance,
    /// How many contributors have errors.
    faulty: usize,
    /// Whether there are some that cannot be added to the others.
    unlike: bool,
    unreadable: bool,
}

pub(super) fn run(context: &Context<'_>, arguments: &cli::Rollup) -> Result<Exit> {
    let Some(overrides) = context.overrides(&arguments.reading, None, Errors::Stay)? else {
        return Ok(Exit::Failed);
    };
    let Some(examiner) = context.examiner_or_say(&arguments.reading)? else {
        return Ok(Exit::Failed);
    };
    let levels = layout::levels(&examiner.keys);
    if let Some(level) = arguments.level.as_ref().filter(|it| !levels.contains(it)) {
        let levels = levels.join(" | ");
        context.say("init-bad-level", &[("level", level), ("levels", &levels)])?;
        return Ok(Exit::Failed);
    }
    let path = shown(&arguments.output);
    if is_taken(&arguments.output)? {
        context.say("init-exists", &[("path", &path)])?;
        return Ok(Exit::Failed);
    }
    let crew = Context::crew(&arguments.reading);
    let Some(folders) = context.find(&arguments.reading.paths, &overrides, &crew)? else {
        return Ok(Exit::Failed);
    };
    if folders.exit != Exit::Clean {
        return Ok(folders.exit); // a sum without what could not be looked into would be wrong
    }
    let folders = folders.found;
    let mut gathering = Gathering::new(&examiner);
    let mut outcome = Outcome::default();
    let reader = Reader::new(&examiner, &folders);
    Context::listen(&folders)?;
    let done = crew.run(
        &folders,
        |found| reader.read(found),
        |contribution| outcome.take(context, arguments, &mut gathering, contribution),
    )?;
    if done < folders.len() {
        return context.ended("interrupted", done, folders.len(), Exit::Clean);
    }
    let count = folders.len().to_string();
    if outcome.unlike || (outcome.faulty > 0 && !arguments.draft) {
        let faulty = outcome.faulty.to_string();
        let unlike = if outcome.unlike { "yes" } else { "no" };
        let said = [
            ("count", count.as_str()),
            ("faulty", &faulty),
            ("unlike", unlike),
        ];
        context.say("rollup-refused", &said)?;
        return Ok(if outcome.unreadable {
            Exit::Failed
        } else {
            Exit::Findings
        });
    }
    let (Some(first), Some(rollup)) = (gathering.first(), &gathering.rollup) else {
        return Ok(Exit::Failed);
    };
    if let Some(year) = arguments.year.filter(|&year| year != first.year) {
        let (year, own) = (year.to_string(), first.year.to_string());
        context.say("rollup-other-year", &[("year", &year), ("own", &own)])?;
        return Ok(Exit::Failed);
    }
    let above = above(&examiner.keys, &levels, &outcome.provenance);
    let Some(level) = arguments.level.clone().or(above) else {
        context.say("rollup-no-level", &[("levels", &levels.join(" | "))])?;
        return Ok(Exit::Failed);
    };
    let parent = Parent {
        first,
        rollup,
        name: arguments.name.clone().unwrap_or_default(),
        level,
        overlay: match &first.overlay {
            Some(overlay) => Some(shown(&way(&arguments.output, overlay)?)),
            None => None,
        },
        remark: remark(&count, outcome.faulty),
        words: Catalogue::new(Language::Chinese),
    };
    let mut files = files(first.form, &examiner.keys, &parent)?;
    files.push((PROVENANCE_FILE.to_owned(), outcome.provenance.to_csv()?));
    if !write_folder(&arguments.output, &files)? {
        context.say("init-exists", &[("path", &path)])?;
        return Ok(Exit::Failed);
    }
    for index in 0..first.form.tables.len() {
        let rolled = rollup.table(index, |_| Vec::new());
        for note in parent.notes(context.catalogue, index, &rolled) {
            writeln!(context.stderr(), "{note}")?;
        }
    }
    let mut out = context.stdout();
    let done = [("path", path.as_str()), ("count", &count)];
    writeln!(out, "{}", context.catalogue.text("rollup-done", &done))?;
    out.flush()?;
    Ok(Exit::Clean)
}

impl Outcome {
    /// Says what was found in a report, and adds it.
    fn take<'l>(
        &mut self,
        context: &Context<'_>,
        arguments: &cli::Rollup,
        gathering: &mut Gathering<'l>,
        mut contribution: Contribution<'l>,
    ) -> Result<()> {
        let faults = gathering.add(&mut contribution);
        let Contribution {
            examined,
            path,
            fingerprint,
            ..
        } = contribution;
        context.say_findings(&examined.findings, &examined.sources)?;
        context.say_findings(&faults, &examined.sources)?;
        self.unreadable |= examined.unreadable;
        self.unlike |= !faults.is_empty() || examined.report.is_none();
        if examined.fails() || examined.ruling.faulty || examined.report.is_none() {
            self.faulty += 1;
            let mut counts = Counts::default();
            counts.add(&examined.findings);
            let errors = counts.errors.to_string();
            let said = [("path", examined.path.as_str()), ("errors", &errors)];
            context.say("rollup-faulty", &said)?;
        }
        if let Some((report, _)) = &examined.report {
            self.provenance.contributors.push(Contributor {
                name: report.agency.name.clone(),
                level: report.agency.level.clone().unwrap_or_default(),
                year: report.year,
                path: shown(&way(&arguments.output, &path)?),
                fingerprint,
                span: None,
            });
        }
        Ok(())
    }
}

/// The level above the contributors', the highest if they are of several.
fn above(keys: &Keys, levels: &[String], provenance: &Provenance) -> Option<String> {
    let key = keys.section("agency")?.key("level")?;
    let above = provenance.contributors.iter();
    let above = above.filter_map(|one| key.above.get(&one.level));
    let rank = |level: &&String| levels.iter().position(|other| other == *level);
    above.max_by_key(rank).cloned()
}

/// The comment over the new report.toml.
fn remark(count: &str, faulty: usize) -> String {
    let mut remark = format!(
        "本文件夹由 nianbao rollup 汇总 {count} 个单位的数据生成，来源见 {PROVENANCE_FILE}"
    );
    if faulty > 0 {
        remark += &format!("\n草稿：汇总时有 {faulty} 个单位还有错误，改正后请重新汇总");
    }
    remark
}

/// The new report folder of the agency above.
struct Parent<'a> {
    first: &'a First<'a>,
    rollup: &'a Rollup<'a>,
    name: String,
    level: String,
    overlay: Option<String>,
    remark: String,
    /// The words for what goes into the files, whatever language is spoken on the screen.
    words: Catalogue,
}

impl Start for Parent<'_> {
    fn comment(&self, section: &Section, key: Option<&Key>) -> Option<&str> {
        match (section.id.as_str(), key.map(|key| key.id.as_str())) {
            ("", None) => Some(&self.remark),
            ("", Some("documents")) => Some(NO_DOCUMENT),
            _ => None,
        }
    }

    fn value(&self, section: &Section, _: usize, key: &Key) -> Option<String> {
        match (section.id.as_str(), key.id.as_str()) {
            ("", "year") => Some(self.first.year.to_string()),
            ("", "edition") => self.first.edition.as_deref().map(quoted),
            ("", "form") => self.overlay.as_deref().map(quoted),
            ("", "documents") => Some("[]".to_owned()),
            ("agency", "name") => Some(quoted(&self.name)),
            ("agency", "level") => Some(quoted(&self.level)),
            _ => None,
        }
    }

    fn records(&self, _: &Form, table: usize) -> Option<Vec<Vec<String>>> {
        let notes = |rolled: &Rolled| self.notes(&self.words, table, rolled);
        self.rollup.table(table, notes).records
    }
}

impl Parent<'_> {
    /// What is to be said of a table that could not be added up as a whole.
    fn notes(&self, words: &Catalogue, index: usize, rolled: &Rolled) -> Vec<String> {
        let table = &self.rollup.form().tables[index];
        let mut notes = Vec::new();
        if let Some(gap) = rolled.gap {
            let id = if rolled.records.is_some() {
                "rollup-blank"
            } else {
                "rollup-left-out"
            };
            let (who, why) = because(self.rollup, gap);
            let count = rolled.blank.to_string();
            let said = [
                ("table", table.title.as_str()),
                ("count", &count),
                ("who", &who),
                ("why", why),
            ];
            notes.push(words.text(id, &said));
        }
        for &group in &rolled.undivided {
            let said = [
                ("table", table.title.as_str()),
                ("row", table.rows[group].label.as_str()),
            ];
            notes.push(words.text("rollup-undivided", &said));
        }
        notes
    }
}

/// Which contributor keeps a sum from being known, and what the wording calls the reason.
pub(super) fn because(rollup: &Rollup<'_>, gap: Gap) -> (String, &'static str) {
    let who = rollup.names().get(gap.contributor);
    let why = match gap.why {
        Why::Blank => "blank",
        Why::NoTable => "no-table",
        Why::Undivided => "undivided",
        Why::NoUnit => "no-unit",
        Why::OtherUnit => "other-unit",
        Why::TooLarge => "too-large",
    };
    (who.cloned().unwrap_or_default(), why)
}

//! `nianbao check --fix`: mends in the files themselves what cannot be a guess, which the findings carry as data
//! ([`Fix`]): a total left blank, the plain way to write a figure, the encoding. All else in a file stays byte
//! for byte as it is.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use similar::TextDiff;

use super::check::exit;
use super::{Context, Exit};
use crate::batch::{self, Examined, Examiner, Overrides};
use crate::cli::{Check, CheckFormat};
use crate::diagnostic::{Diagnostic, Fix, Slot};
use crate::ingest::Folder;
use crate::output;
use crate::privacy::Numbers;
use crate::source::SourceId;

const BOM: &str = "\u{FEFF}";

/// Mends the files, or shows how. With `--dry-run`, the exit status is that of the files as they are; else it
/// only says whether everything could be written.
pub(super) fn run(context: &Context<'_>, arguments: &Check, overrides: &Overrides) -> Result<Exit> {
    // A machine finds in the findings what would be mended.
    if !arguments.fix || arguments.dry_run && arguments.format != CheckFormat::Human {
        return Ok(Exit::Clean);
    }
    // What keeps the files from being examined is said by the check that follows, in the format asked for.
    let Ok(examiner) = context.examiner(&arguments.reading)? else {
        return Ok(if arguments.dry_run {
            Exit::Failed
        } else {
            Exit::Clean
        });
    };
    let crew = Context::crew(&arguments.reading);
    let mut search = batch::find(&arguments.reading.paths, &crew);
    let (mut unreadable, mut failed, mut refused, mut files) = (false, false, false, 0);
    if arguments.dry_run {
        let Some(folders) = context.find(&arguments.reading.paths, overrides, &crew)? else {
            return Ok(Exit::Failed);
        };
        search.found = folders.found;
        unreadable = folders.exit == Exit::Failed;
    }
    let mut out = context.stdout();
    Context::listen(&search.found)?;
    let done = crew.run(
        &search.found,
        |found| {
            let examined = examiner.examine(&found.path()).under(&found.settings);
            let changes = changes(&examiner, &found.path(), &examined);
            (found.path(), examined, changes)
        },
        |(path, examined, changes)| {
            failed |= examined.fails();
            unreadable |= examined.unreadable;
            for change in changes? {
                files += 1;
                if arguments.dry_run {
                    write!(out, "{}", change.diff(context))?;
                } else if output::write_over(
                    &path.join(&change.name),
                    Some(&change.was),
                    &change.bytes,
                )? {
                    change.say(context)?;
                } else {
                    refused = true;
                    context.say("changed-meanwhile", &[("path", &change.path)])?;
                }
            }
            Ok(())
        },
    )?;
    out.flush()?;
    if done < search.found.len() {
        return context.ended("interrupted", done, search.found.len(), Exit::Clean);
    }
    if arguments.dry_run {
        context.say("fix-dry-run", &[("files", &files.to_string())])?;
        return Ok(exit(unreadable, failed));
    }
    Ok(if refused { Exit::Failed } else { Exit::Clean })
}

/// A file that is to be changed.
struct Change {
    /// Its name in the report folder.
    name: String,
    /// Its path as it is shown.
    path: String,
    /// What it held.
    was: Vec<u8>,
    /// What it is to hold.
    bytes: Vec<u8>,
    /// The text before and after.
    texts: (String, String),
    /// Totals filled in.
    totals: usize,
    /// Figures written plainly.
    figures: usize,
    /// Whether the encoding changes.
    reencoded: bool,
}

impl Change {
    fn say(&self, context: &Context<'_>) -> Result<()> {
        context.say(
            "fix-done",
            &[
                ("path", &self.path),
                ("totals", &self.totals.to_string()),
                ("figures", &self.figures.to_string()),
                ("encoding", if self.reencoded { "yes" } else { "no" }),
            ],
        )
    }

    /// The change as a unified diff. The bytes of another encoding can't be shown in it: that is said above it.
    fn diff(&self, context: &Context<'_>) -> String {
        // Masked line by line before they are marked, so that every number stands as it does in the file.
        let (before, after) = &self.texts;
        let mut numbers = Numbers::default();
        numbers.note(before);
        let [before, after] = [before, after].map(|text| numbers.masked(text));
        let mut shown = String::new();
        if self.reencoded {
            shown = context
                .catalogue
                .text("fix-encoding", &[("path", &self.path)]);
            shown.push('\n');
        }
        if before != after {
            let diff = TextDiff::from_lines(&*before, &*after);
            let mut diff = diff.unified_diff();
            shown.push_str(&diff.header(&self.path, &self.path).to_string());
        }
        shown
    }
}

/// The changes that a report folder's findings ask for. Nearly always there are none, and the folder is not
/// read again.
fn changes(examiner: &Examiner, path: &Path, examined: &Examined<'_>) -> Result<Vec<Change>> {
    if !examined
        .findings
        .iter()
        .any(|finding| finding.fix.is_some())
    {
        return Ok(Vec::new());
    }
    let mut folder = Folder::read(path)?;
    let examined = examiner.examine_read(path, &folder);
    let mut changes = planned(&folder, &examined);
    // What is written must mend what it is for: a file in which that is not so is left alone.
    for change in &changes {
        for file in &mut folder.files {
            if file.name == change.name {
                file.bytes = Ok(change.bytes.clone());
            }
        }
    }
    let mended = examiner.examine_read(path, &folder);
    let left: Vec<&str> = mended
        .findings
        .iter()
        .filter(|finding| finding.fix.is_some())
        .map(|finding| mended.sources.source(finding.span.source).name.as_str())
        .collect();
    changes.retain(|change| !left.contains(&change.path.as_str()));
    Ok(changes)
}

/// What the findings ask for, file by file.
fn planned(folder: &Folder, examined: &Examined<'_>) -> Vec<Change> {
    let mut by_file: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in &examined.findings {
        if finding.fix.is_some() {
            by_file
                .entry(finding.span.source)
                .or_default()
                .push(finding);
        }
    }
    let mut changes = Vec::new();
    for (source, findings) in by_file {
        let source = examined.sources.source(source);
        let file = folder
            .files
            .iter()
            .find(|file| folder.path_of(&file.name) == source.name);
        let Some((file, Ok(was))) = file.map(|file| (file, &file.bytes)) else {
            continue;
        };
        let reencoded = findings
            .iter()
            .any(|finding| finding.fix.as_deref() == Some(&Fix::Reencode));
        if !reencoded && std::str::from_utf8(was).is_err() {
            continue; // its encoding has been waived, and text in it cannot be written
        }
        // Excel takes a CSV file for GBK unless it begins with the mark; TOML has no use for it.
        let marked = if reencoded {
            file.table().is_some()
        } else {
            was.starts_with(BOM.as_bytes())
        };
        let writes: Vec<(std::ops::Range<usize>, Slot, &str)> = findings
            .iter()
            .filter_map(|finding| match finding.fix.as_deref() {
                Some(Fix::Write { span, slot, value }) => {
                    Some((span.range(), *slot, value.as_str()))
                }
                _ => None,
            })
            .collect();
        let totals = findings
            .iter()
            .filter(|finding| is_blank(finding, &source.text))
            .count();
        let figures = writes.len() - totals;
        let text = written(&source.text, writes);
        let mark = if marked { BOM } else { "" };
        let bytes = format!("{mark}{text}").into_bytes();
        // A file that had the mark keeps it, and so do both sides of the diff, so that it applies.
        let texts = if marked && !reencoded {
            (format!("{mark}{}", source.text), format!("{mark}{text}"))
        } else {
            (source.text.clone(), text)
        };
        changes.push(Change {
            name: file.name.clone(),
            path: source.name.clone(),
            was: was.clone(),
            bytes,
            texts,
            totals,
            figures,
            reencoded,
        });
    }
    changes
}

/// Whether a finding's cell holds nothing, so that a total is filled in.
fn is_blank(finding: &Diagnostic, text: &str) -> bool {
    matches!(finding.fix.as_deref(), Some(Fix::Write { span, .. }) if text[span.range()].trim().is_empty())
}

/// The text with values written into its cells.
fn written(text: &str, mut writes: Vec<(std::ops::Range<usize>, Slot, &str)>) -> String {
    writes.sort_by_key(|(range, slot, _)| (range.start, slot.separators().len()));
    let mut result = String::with_capacity(text.len() + 16 * writes.len());
    let mut at = 0;
    // Where a line ended early, cells share a place: what one has put before itself is there for the next.
    let mut beyond = (0, 0);
    for (range, slot, value) in writes {
        if range.start < at {
            continue;
        }
        result.push_str(&text[at..range.start]);
        if let Slot::Beyond(count) = slot {
            let there = if beyond.0 == range.start { beyond.1 } else { 0 };
            result.push_str(&Slot::Beyond(count - there).separators());
            beyond = (range.start, count);
        }
        result.push_str(value);
        at = range.end;
    }
    result.push_str(&text[at..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_beyond_the_end_of_a_line_share_their_separators() {
        let end = "甲,1".len();
        let beyond = |count, value| (end..end, Slot::Beyond(count), value);
        let text = "甲,1\n乙,2\n";
        assert_eq!(written(text, vec![beyond(1, "3")]), "甲,1,3\n乙,2\n");
        assert_eq!(written(text, vec![beyond(2, "3")]), "甲,1,,3\n乙,2\n");
        assert_eq!(
            written(text, vec![beyond(4, "5"), beyond(1, "3"), beyond(2, "4")]),
            "甲,1,3,4,,5\n乙,2\n"
        );
        // The last cell that is there may be blank, at the very same place.
        let blank = "甲,".len();
        let writes = vec![
            (blank..blank, Slot::Beyond(1), "4"),
            (blank..blank, Slot::Here, "3"),
        ];
        assert_eq!(written("甲,\n", writes), "甲,3,4\n");
    }
}

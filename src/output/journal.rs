//! What a batch has done already, so that running it again goes on from there.
//!
//! The journal is a file of lines, one for each report whose documents are there and whole: where they are, from what
//! they were made, what they hold, how the report stands. A run writes a new one beside the old ones (`journal-2`) line
//! by line, so that a run that is killed leaves what it has noted, and puts it in their place (`journal`) when it ends.
//! Nothing in it is believed without a look: documents are skipped only if they are still what the journal says.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{
    self, BufRead as _, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _,
};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::Standing;
use super::written::{Digest, Moment, Written, modified};

/// The journal of the last run that ended; those of others have a number behind it.
const NAME: &str = "journal";

/// The hexadecimal digits of a digest.
const DIGEST: usize = 32;

/// What a line begins with: the digest of a place, and the key, each with a space behind it.
const HEAD: usize = 2 * (DIGEST + 1);

/// What is noted of a report whose documents have been written.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The content of last year's report folder, and how `report.toml` names it, if it does.
    pub prior: Option<(String, String)>,
    /// The documents.
    pub documents: Vec<Written>,
    /// How the report stands.
    pub standing: Standing,
}

/// A journal of an earlier run.
struct Segment {
    path: PathBuf,
    file: File,
    /// When it was last written to, if the system says.
    modified: Option<Moment>,
}

/// Where a line of a journal stands.
struct Line {
    segment: usize,
    offset: u64,
    length: usize,
}

/// The journals of an output folder: those of earlier runs, and the one that is being written.
pub(super) struct Journal {
    folder: PathBuf,
    earlier: Vec<Segment>,
    /// The last line about each place that has not been noted again.
    lines: HashMap<Digest, Line>,
    name: PathBuf,
    out: Option<BufWriter<File>>,
}

impl Journal {
    /// Reads the journals in a folder. Those that can't be read count for nothing.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let mut numbers = Vec::new();
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name();
            let number = name
                .to_str()
                .and_then(|name| match name.strip_prefix(NAME)? {
                    "" => Some(0),
                    rest => rest.strip_prefix('-')?.parse::<u32>().ok(),
                });
            numbers.extend(number);
        }
        numbers.sort_unstable();
        let path = |number: u32| match number {
            0 => folder.join(NAME),
            number => folder.join(format!("{NAME}-{number}")),
        };
        let mut journal = Self {
            folder: folder.to_owned(),
            earlier: Vec::new(),
            lines: HashMap::new(),
            name: path(numbers.last().map_or(1, |last| last + 1)),
            out: None,
        };
        for number in numbers {
            let path = path(number);
            if let Ok(file) = File::open(&path) {
                let modified = file.metadata().ok().as_ref().and_then(modified);
                journal.index(&file);
                journal.earlier.push(Segment {
                    path,
                    file,
                    modified,
                });
            }
        }
        Ok(journal)
    }

    fn index(&mut self, file: &File) {
        let (mut reader, mut line, mut offset) = (BufReader::new(file), Vec::new(), 0);
        loop {
            line.clear();
            // What was cut off when a run was killed ends without a line end.
            match reader.read_until(b'\n', &mut line) {
                Ok(length) if line.ends_with(b"\n") => {
                    if let Some(place) = place_of(&line) {
                        let segment = self.earlier.len();
                        let at = Line {
                            segment,
                            offset,
                            length,
                        };
                        self.lines.insert(place, at);
                    }
                    offset += length as u64;
                }
                _ => return,
            }
        }
    }

    /// What was noted of a place last.
    pub(super) fn noted(&mut self, place: Digest) -> Option<Noted> {
        let line = self.lines.get(&place)?;
        self.earlier[line.segment].read(line).ok()
    }

    /// Notes a line, in place of what was noted of its place before.
    pub(super) fn note(&mut self, line: &str) -> Result<()> {
        if let Some(place) = place_of(line.as_bytes()) {
            self.lines.remove(&place);
        }
        let noted = || self.name.display().to_string();
        let out = match &mut self.out {
            Some(out) => out,
            out => {
                let file = File::create(&self.name).with_context(noted)?;
                out.insert(BufWriter::new(file))
            }
        };
        out.write_all(line.as_bytes()).with_context(noted)
    }

    /// Keeps what has been noted so far, should the run be killed.
    pub(super) fn keep(&mut self) -> Result<()> {
        let noted = || self.name.display().to_string();
        self.out
            .as_mut()
            .map_or(Ok(()), BufWriter::flush)
            .with_context(noted)
    }

    /// Puts the journal in the place of the earlier ones. What they say of other places, which this run was not about,
    /// is kept.
    pub(super) fn end(mut self) -> Result<()> {
        if self.out.is_none() {
            return Ok(());
        }
        let mut kept: Vec<Line> = std::mem::take(&mut self.lines).into_values().collect();
        kept.sort_unstable_by_key(|line| (line.segment, line.offset));
        for line in kept {
            let noted = self.earlier[line.segment].read(&line)?;
            if let Some(out) = &mut self.out {
                out.write_all(noted.into_later_line()?.as_bytes())?;
            }
        }
        self.keep()?;
        self.out = None;
        let name = self.folder.join(NAME);
        fs::rename(&self.name, &name).with_context(|| name.display().to_string())?;
        for Segment { path, .. } in self.earlier {
            if path != name {
                fs::remove_file(&path).with_context(|| path.display().to_string())?;
            }
        }
        Ok(())
    }

    /// Whether nothing is noted at all.
    pub(super) fn is_empty(&self) -> bool {
        self.out.is_none() && self.earlier.is_empty()
    }
}

impl Segment {
    fn read(&mut self, line: &Line) -> io::Result<Noted> {
        let mut text = vec![0; line.length];
        self.file.seek(SeekFrom::Start(line.offset))?;
        self.file.read_exact(&mut text)?;
        let text = String::from_utf8(text).map_err(io::Error::other)?;
        Ok(Noted {
            text,
            modified: self.modified,
        })
    }
}

/// A line as it stands in a journal of an earlier run.
pub(super) struct Noted {
    text: String,
    /// When that journal was last written to.
    modified: Option<Moment>,
}

impl Noted {
    /// What was noted, if it was under this key.
    pub(super) fn under(&self, key: Digest) -> Option<Entry> {
        let noted = self.text.get(DIGEST + 1..)?.get(..DIGEST)?;
        if noted != format!("{key:032x}") {
            return None;
        }
        let mut entry = self.entry()?;
        self.doubt(&mut entry);
        Some(entry)
    }

    /// The line to be noted again as it is.
    pub(super) fn into_line(self) -> String {
        self.text
    }

    /// The line to be kept in another journal, of which nobody can tell any more when this was noted.
    fn into_later_line(self) -> Result<String> {
        let Some(mut entry) = self.entry() else {
            return Ok(self.text);
        };
        if !self.doubt(&mut entry) {
            return Ok(self.text);
        }
        Ok(format!(
            "{}{}\n",
            &self.text[..HEAD],
            serde_json::to_string(&entry)?
        ))
    }

    fn entry(&self) -> Option<Entry> {
        serde_json::from_str(self.text.get(HEAD..)?).ok()
    }

    /// Doubts documents that were changed no earlier than this was noted, as far as is known; whether there are any.
    fn doubt(&self, entry: &mut Entry) -> bool {
        let mut any = false;
        for document in &mut entry.documents {
            any |= document.doubt_unless_before(self.modified);
        }
        any
    }
}

/// The line that notes an entry.
pub(super) fn line(place: Digest, key: Digest, entry: &Entry) -> Result<String> {
    let entry = serde_json::to_string(entry)?;
    Ok(format!("{place:032x} {key:032x} {entry}\n"))
}

/// The place that a line is about.
fn place_of(line: &[u8]) -> Option<Digest> {
    let (place, rest) = line.split_at_checked(DIGEST)?;
    let place = std::str::from_utf8(place).ok()?;
    let is_ours = rest.first() == Some(&b' ');
    is_ours.then(|| Digest::from_str_radix(place, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::super::written::digest;
    use super::*;

    fn entry(agency: &str) -> Entry {
        Entry {
            prior: None,
            documents: Vec::new(),
            standing: Standing {
                agency: agency.to_owned(),
                ..Standing::default()
            },
        }
    }

    fn number(name: &str) -> Digest {
        digest(name.as_bytes())
    }

    fn noted(journal: &mut Journal, place: &str, key: &str) -> Option<String> {
        let noted = journal.noted(number(place))?;
        noted.under(number(key)).map(|entry| entry.standing.agency)
    }

    fn note(journal: &mut Journal, place: &str, key: &str, agency: &str) {
        let line = line(number(place), number(key), &entry(agency)).expect("JSON");
        journal.note(&line).expect("written");
    }

    #[test]
    fn documents_changed_in_the_moment_of_noting_stay_doubtful() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(NAME);
        let mut first = Journal::open(folder.path()).expect("a journal");
        note(&mut first, "a", "1", "甲");
        first.end().expect("ended");
        let metadata = fs::metadata(&path).expect("a journal");
        let document = Written::new("a.md", b"1", Some(&metadata));
        let entry = Entry {
            documents: vec![document.clone()],
            ..entry("甲")
        };
        let line = line(number("a"), number("1"), &entry).expect("JSON");
        fs::write(&path, &line).expect("written");
        let open = |time| {
            let file = File::options().append(true).open(&path).expect("a journal");
            file.set_modified(time).expect("set");
            Journal::open(folder.path()).expect("a journal")
        };
        let noted = |journal: &mut Journal| {
            let noted = journal.noted(number("a")).expect("noted");
            noted.under(number("1")).expect("the key").documents
        };
        let then = metadata.modified().expect("a time");
        let later = then + std::time::Duration::from_secs(1);
        assert_eq!(noted(&mut open(later)), std::slice::from_ref(&document));
        let mut doubting = open(then);
        assert_ne!(noted(&mut doubting), std::slice::from_ref(&document));

        // Kept in the journal of a run that was about something else, which is written later.
        note(&mut doubting, "b", "1", "乙");
        doubting.end().expect("ended");
        assert_ne!(noted(&mut open(later)), [document]);
    }

    #[test]
    fn what_was_noted_is_found_after_the_run_ended_or_was_killed() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Journal::open(folder.path()).expect("a journal");
        let mut first = open();
        note(&mut first, "a", "1", "甲");
        note(&mut first, "b", "1", "乙");
        first.end().expect("ended");

        // Killed: its last line is cut off.
        let mut killed = open();
        note(&mut killed, "a", "2", "甲二");
        note(&mut killed, "c", "1", "丙");
        killed.keep().expect("kept");
        let path = killed.name.clone();
        drop(killed);
        let text = fs::read(&path).expect("a journal");
        fs::write(&path, &text[..text.len() - 3]).expect("cut");

        let mut next = open();
        assert_eq!(noted(&mut next, "a", "2").as_deref(), Some("甲二"));
        assert_eq!(noted(&mut next, "a", "1"), None);
        assert_eq!(noted(&mut next, "b", "1").as_deref(), Some("乙"));
        assert_eq!(noted(&mut next, "c", "1"), None);
        note(&mut next, "d", "1", "丁");
        next.end().expect("ended");

        // One journal is left, with what the run was not about at its end.
        let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
        assert_eq!(names.len(), 1);
        let mut last = open();
        for (place, key, agency) in [("d", "1", "丁"), ("b", "1", "乙"), ("a", "2", "甲二")] {
            assert_eq!(noted(&mut last, place, key).as_deref(), Some(agency));
        }
    }
}

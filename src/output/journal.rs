//! What a batch has done already, so that running it again goes on from there.
//!
//! The journal is a file of lines, one for each report whose documents are there and whole: where they are, from what
//! they were made, what they hold, how the report stands. A run writes a new one beside the old ones (`journal-2`) line
//! by line, so that a run that is killed leaves what it has noted, and puts it in their place (`journal`) when it ends.
//! Nothing in it is believed without a look: documents are skipped only if they are still what the journal says.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::Standing;

/// The journal of the last run that ended; those of others have a number behind it.
const NAME: &str = "journal";

/// A place's hash in hexadecimal, and the key's, each with a space behind it.
const HASH: usize = 64;

/// What is noted of a report whose documents have been written.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The content of last year's report folder, and how `report.toml` names it, if it does.
    pub prior: Option<(String, String)>,
    /// The documents: each file's name and the hash of what it holds.
    pub documents: Vec<(String, String)>,
    /// How the report stands.
    pub standing: Standing,
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
    earlier: Vec<(PathBuf, File)>,
    /// The last line about each place that has not been noted again.
    lines: HashMap<[u8; 32], Line>,
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
                journal.index(&file);
                journal.earlier.push((path, file));
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
                    if let Some(place) = line.get(..HASH).and_then(unhexed) {
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

    /// What was noted of a place under this key, and the line that says so.
    pub(super) fn entry(&mut self, place: &str, key: blake3::Hash) -> Option<(Entry, String)> {
        let line = self.lines.get(hash(place).as_bytes())?;
        let mut text = vec![0; line.length];
        let (_, file) = &mut self.earlier[line.segment];
        file.seek(SeekFrom::Start(line.offset)).ok()?;
        file.read_exact(&mut text).ok()?;
        let text = String::from_utf8(text).ok()?;
        let rest = text.get(HASH + 1..)?.strip_prefix(key.to_hex().as_str())?;
        let entry = serde_json::from_str(rest).ok()?;
        Some((entry, text))
    }

    /// The line that notes an entry.
    pub(super) fn line(place: &str, key: blake3::Hash, entry: &Entry) -> Result<String> {
        let (place, key) = (hash(place).to_hex(), key.to_hex());
        let entry = serde_json::to_string(entry)?;
        Ok(format!("{place} {key} {entry}\n"))
    }

    /// Notes a line, in place of what was noted of its place before.
    pub(super) fn note(&mut self, place: &str, line: &str) -> Result<()> {
        self.lines.remove(hash(place).as_bytes());
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
            let mut text = vec![0; line.length];
            let (_, file) = &mut self.earlier[line.segment];
            file.seek(SeekFrom::Start(line.offset))?;
            file.read_exact(&mut text)?;
            if let Some(out) = &mut self.out {
                out.write_all(&text)?;
            }
        }
        self.keep()?;
        self.out = None;
        let name = self.folder.join(NAME);
        fs::rename(&self.name, &name).with_context(|| name.display().to_string())?;
        for (path, _) in self.earlier {
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

fn hash(place: &str) -> blake3::Hash {
    blake3::hash(place.as_bytes())
}

/// The bytes that hexadecimal digits stand for.
fn unhexed(digits: &[u8]) -> Option<[u8; 32]> {
    Some(*blake3::Hash::from_hex(digits).ok()?.as_bytes())
}

#[cfg(test)]
mod tests {
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

    fn noted(journal: &mut Journal, place: &str, key: &str) -> Option<String> {
        let entry = journal.entry(place, hash(key));
        entry.map(|(entry, _)| entry.standing.agency)
    }

    fn note(journal: &mut Journal, place: &str, key: &str, agency: &str) {
        let line = Journal::line(place, hash(key), &entry(agency)).expect("JSON");
        journal.note(place, &line).expect("written");
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

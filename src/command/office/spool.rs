//! What the summary will say waits in temporary files in its folder, which have no name and go with the process. In the
//! end it is read back township by township, in the register's order, and joined to `summary.csv`, `summary.json` and
//! `index.html`.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::page::Page;
use super::{Office, Rolled};
use crate::output::{Counts, Remark, Standing, Summary, SummaryCsv, SummaryJson, Township, Whole};
use crate::register::{self, Column, Place};

/// What waits to be written.
pub(super) struct Spool {
    folder: PathBuf,
    /// Where documents are written to.
    out: Option<PathBuf>,
    standings: BufWriter<File>,
    /// Where each report stands in the file; by its row in the register, those without one behind.
    offsets: Vec<(u32, u64)>,
    offset: u64,
    /// The findings about the register, one a line.
    remarks: BufWriter<File>,
}

/// A report as it waits: its row in the register, and whether it is in no register.
#[derive(Deserialize, Serialize)]
struct Waiting<'a> {
    row: Option<usize>,
    surplus: bool,
    standing: Cow<'a, Standing>,
}

/// The row of what is in no register.
const LAST: u32 = u32::MAX;

impl Spool {
    pub(super) fn new(folder: &Path, out: Option<&Path>) -> Result<Self> {
        let file = || -> Result<BufWriter<File>> {
            std::fs::create_dir_all(folder)?;
            Ok(BufWriter::new(tempfile::tempfile_in(folder)?))
        };
        let begun = || -> Result<_> { Ok((file()?, file()?)) };
        let (standings, remarks) = begun().with_context(|| folder.display().to_string())?;
        Ok(Self {
            folder: folder.to_owned(),
            out: out.map(Path::to_owned),
            standings,
            offsets: Vec::new(),
            offset: 0,
            remarks,
        })
    }

    /// Keeps how a report stands.
    pub(super) fn add(&mut self, place: Place, standing: &Standing) -> Result<()> {
        let row = match place {
            Place::Row(row) => Some(row),
            Place::Surplus | Place::Unknown => None,
        };
        let mut line = serde_json::to_vec(&Waiting {
            row,
            surplus: place == Place::Surplus,
            standing: Cow::Borrowed(standing),
        })?;
        line.push(b'\n');
        let order = row.and_then(|row| u32::try_from(row).ok()).unwrap_or(LAST);
        self.offsets.push((order, self.offset));
        self.offset += line.len() as u64;
        self.standings
            .write_all(&line)
            .with_context(|| self.folder.display().to_string())
    }

    /// Keeps what was said of the register.
    pub(super) fn say(&mut self, remarks: &[Remark]) -> Result<()> {
        for remark in remarks {
            serde_json::to_writer(&mut self.remarks, remark)?;
            self.remarks.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Writes the summary.
    pub(super) fn write(self, office: &Office<'_>, counts: &Counts) -> Result<()> {
        let Self {
            folder,
            out,
            standings,
            mut offsets,
            remarks,
            ..
        } = self;
        let catalogue = office.context.catalogue;
        let links = out.and_then(|out| way(&folder, &out));
        let rolled = office.rolled.as_ref();
        let summary = Summary {
            today: office.today,
            register: rolled.map(|rolled| rolled.shown.as_str()),
        };
        let mut csv = SummaryCsv::new(Whole::begin(&folder, "summary.csv")?, catalogue)?;
        let mut json = SummaryJson::new(Whole::begin(&folder, "summary.json")?, summary)?;
        let mut page = Page::new(&office.context.assets, catalogue, &folder, rolled.is_some())?;
        for line in back(remarks)?.lines() {
            let remark: Remark = serde_json::from_str(&line?)?;
            json.finding(&remark)?;
            page.remark(&remark)?;
        }
        json.townships()?;
        let mut write = |township: &Township<'_>| -> Result<()> {
            csv.township(township, catalogue)?;
            json.township(township)?;
            page.township(township)
        };
        offsets.sort_unstable();
        let mut standings = back(standings)?;
        let (mut row, mut at, mut line) = (0, 0, String::new());
        for (order, offset) in offsets {
            while let Some(rolled) = rolled
                && row < rolled.register.len()
                && row < order as usize
            {
                absent(rolled, row, &mut write)?;
                row += 1;
            }
            if order != LAST {
                row = order as usize + 1;
            }
            if offset != at {
                standings.seek(SeekFrom::Start(offset))?;
            }
            line.clear();
            at = offset + standings.read_line(&mut line)? as u64;
            let waiting: Waiting<'_> = serde_json::from_str(&line)?;
            present(rolled, &waiting, links.as_deref(), &mut write)?;
        }
        if let Some(rolled) = rolled {
            for row in row..rolled.register.len() {
                absent(rolled, row, &mut write)?;
            }
        }
        let tally = &office.tally;
        let csv = csv.end();
        let json = json.end(counts, catalogue)?;
        // All of them are complete before the first is put in its place.
        let page = page.end(summary, tally)?;
        csv.finish()?;
        json.finish()?;
        page.finish()
    }
}

/// A report, as a line of the summary.
fn present(
    rolled: Option<&Rolled>,
    waiting: &Waiting<'_>,
    links: Option<&str>,
    write: &mut impl FnMut(&Township<'_>) -> Result<()>,
) -> Result<()> {
    let standing = &waiting.standing;
    let row = waiting.row.zip(rolled);
    let value = |column| row.map(|(row, rolled)| rolled.register.value(row, column));
    let (code, name) = (value(Column::Code), value(Column::Name));
    let parent = row.map(|(row, rolled)| rolled.register.parent(row));
    let documents = links.map_or_else(Vec::new, |links| {
        let documents = standing.documents.iter();
        documents
            .map(|name| {
                let parts = [links, &standing.place, name];
                let parts = parts.iter().filter(|part| !part.is_empty());
                let path = parts.copied().map(encoded).collect::<Vec<_>>();
                path.join("/")
            })
            .collect()
    });
    write(&Township {
        code: code.as_deref().unwrap_or_default(),
        name: if standing.agency.is_empty() {
            name.as_deref().unwrap_or_default()
        } else {
            &standing.agency
        },
        level: standing
            .level
            .as_deref()
            .or_else(|| row.and_then(|(row, rolled)| rolled.register.level(row))),
        parent: parent.as_deref().unwrap_or_default(),
        year: standing.year,
        state: if standing.passed { "passed" } else { "failed" },
        errors: standing.errors,
        warnings: standing.warnings,
        notes: standing.notes,
        waived: standing.waived,
        deadline: standing.deadline,
        published: standing.published,
        late: standing.late,
        surplus: waiting.surplus,
        duplicate: row.is_some_and(|(row, rolled)| rolled.roll.is_double(row, standing.year)),
        path: &standing.path,
        documents,
        findings: &standing.findings,
    })
}

/// An agency of which no report was examined, as a line of the summary.
fn absent(
    rolled: &Rolled,
    row: usize,
    write: &mut impl FnMut(&Township<'_>) -> Result<()>,
) -> Result<()> {
    let register = &rolled.register;
    let standing = rolled.standings[row];
    write(&Township {
        code: &register.value(row, Column::Code),
        name: &register.value(row, Column::Name),
        level: register.level(row),
        parent: &register.parent(row),
        state: if standing == register::Standing::Missing {
            "missing"
        } else {
            "unexamined"
        },
        ..Township::default()
    })
}

/// A temporary file from its beginning on.
fn back(file: BufWriter<File>) -> Result<BufReader<File>> {
    let mut file = file
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(BufReader::new(file))
}

/// The way from one folder to another, with `/` between its parts; none if there is no relative one, or if the other
/// is not there because nothing was written.
fn way(from: &Path, to: &Path) -> Option<String> {
    let (from, to) = (from.canonicalize().ok()?, to.canonicalize().ok()?);
    let (from, to): (Vec<Component<'_>>, Vec<_>) =
        (from.components().collect(), to.components().collect());
    let pairs = from.iter().zip(&to);
    let shared = pairs.take_while(|(left, right)| left == right).count();
    if shared == 0 {
        return None; // another drive
    }
    let up = from[shared..].iter().map(|_| "..".into());
    let down = to[shared..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy());
    let parts: Vec<Cow<'_, str>> = up.chain(down).collect();
    Some(parts.join("/"))
}

/// A path as a link takes it.
fn encoded(path: &str) -> String {
    let mut link = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_folder_to_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(&path).expect("made");
            path
        };
        assert_eq!(way(&at("a/b"), &at("a/c")).as_deref(), Some("../c"));
        assert_eq!(way(&at("a"), &at("a/c")).as_deref(), Some("c"));
        assert_eq!(way(&at("a"), &at("a")).as_deref(), Some(""));
        assert_eq!(way(&at("a"), &folder.path().join("none")), None);
        assert_eq!(
            encoded("../甲 #1/<b>.html"),
            "../%E7%94%B2%20%231/%3Cb%3E.html"
        );
    }
}

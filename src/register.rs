//! The register of who must report, `--register register.csv`.
//!
//! ```csv
//! 代码,名称,级别,上级,路径
//! 530322001,中枢镇人民政府,乡镇,530322,zhongshu
//! 530322002,青石镇人民政府,乡镇,530322,
//! ```
//!
//! Pure: bytes to a [`Register`], each fault of which is a finding at its cell. Who of it has reported is made out by
//! [`Roll`]. A register may name a whole nation: its rows hold places in its text, not copies of it.

mod read;
mod roll;

pub use read::{Read, read};
pub use roll::{Arrival, Place, Roll, Standing};

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use self::read::fault;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::source::{SourceId, Sources, Span};

/// Every kind of finding that a register can have.
pub static CODES: &[&Code] = &[
    &BAD_REGISTER,
    &roll::DUPLICATE_REPORT,
    &roll::MISSING_REPORT,
    &roll::REGISTER_DIFFERS,
    &roll::SURPLUS_REPORT,
];

/// A register that is not as it should be; never lowered, since who is not in it is not missed.
pub static BAD_REGISTER: Code = Code::error("bad-register");

/// A column of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The agency's code.
    Code,
    /// Its name.
    Name,
    /// Its level.
    Level,
    /// The code of the agency above it.
    Parent,
    /// Its report folder, from the register's folder on.
    Path,
}

/// The columns, in the order of [`Column`]: their heads.
const HEADS: [(Column, &str, &[&str]); 5] = [
    (
        Column::Code,
        "code",
        &["代码", "编码", "行政区划代码", "区划代码"],
    ),
    (Column::Name, "name", &["名称", "机关名称", "单位名称"]),
    (Column::Level, "level", &["级别", "层级"]),
    (Column::Parent, "parent", &["上级", "上级代码"]),
    (Column::Path, "path", &["路径", "文件夹"]),
];

/// The levels of agencies, each with the words for it; the first is shown.
pub const LEVELS: [(&str, &[&str]); 6] = [
    ("township", &["乡镇", "乡", "镇", "民族乡"]),
    ("street", &["街道", "街道办", "街道办事处"]),
    ("department", &["部门", "县级部门"]),
    (
        "county",
        &["县", "县级", "区", "县（市、区）", "县区", "区县"],
    ),
    ("city", &["市", "市级", "地市", "设区的市", "自治州"]),
    ("province", &["省", "省级", "自治区", "直辖市"]),
];

/// What a name may end with and is as often written without.
const ENDINGS: [&str; 3] = ["人民政府", "政府", "办事处"];

/// A row: where its cells stand, and what they come to.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// Beginning and end of each column's cell; both the line's end if there is none.
    cells: [(u32, u32); 5],
    /// Index into [`LEVELS`].
    level: Option<u8>,
    /// Whether it is at fault, so that nobody can say that its agency is missing.
    faulty: bool,
}

/// Who must report.
#[derive(Debug)]
pub struct Register {
    /// The register's text, which findings point into.
    pub sources: Sources,
    source: SourceId,
    rows: Vec<Row>,
    /// Rows by the hash of their code, name and path; those that have none are not in it.
    codes: Vec<(u32, u32)>,
    names: Vec<(u32, u32)>,
    paths: Vec<(u32, u32)>,
}

/// A level in words.
fn level_words(id: &str) -> Arg {
    let words = LEVELS.iter().find(|(known, _)| *known == id);
    Arg::Words {
        zh: words.map_or(id, |(_, words)| words[0]).to_owned(),
        en: id.to_owned(),
    }
}

/// Without what is written one way or the other: spaces, the width of ASCII, its case.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace() && *character != '\u{FEFF}')
        .map(|character| match character {
            '\u{FF01}'..='\u{FF5E}' => {
                char::from_u32(character as u32 - 0xFEE0).unwrap_or(character)
            }
            _ => character,
        })
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

/// A name as names are compared.
fn name_key(name: &str) -> String {
    let folded = folded(name);
    let short = ENDINGS
        .iter()
        .find_map(|ending| folded.strip_suffix(ending));
    short
        .filter(|short| !short.is_empty())
        .map_or(folded.clone(), str::to_owned)
}

/// A path below the register's folder, its parts joined by `/`; none if it leads out of it.
fn tidy(path: &str) -> Option<String> {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with(['/', '\\']) || is_drive {
        return None;
    }
    let parts: Vec<&str> = path
        .split(['/', '\\'])
        .map(str::trim)
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    (!parts.contains(&"..")).then(|| parts.join("/"))
}

fn hash(text: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    // Half of it is enough to know where to look, and half as large.
    u32::try_from(hasher.finish() >> 32).unwrap_or_default()
}

impl Register {
    /// How many must report.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nobody must.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What a row says.
    pub fn value(&self, row: usize, column: Column) -> Cow<'_, str> {
        let text = self.sources.slice(self.span(row, column)).trim();
        if text.contains("\"\"") {
            Cow::Owned(text.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// The id of a row's level, if it says one.
    pub fn level(&self, row: usize) -> Option<&'static str> {
        let level = self.rows[row].level?;
        LEVELS.get(usize::from(level)).map(|(id, _)| *id)
    }

    /// The name of the agency above, if it is in the register itself, else its code.
    pub fn parent(&self, row: usize) -> Cow<'_, str> {
        let code = self.value(row, Column::Parent);
        if code.is_empty() {
            return code;
        }
        match self.row_above(row) {
            Some(above) => self.value(above, Column::Name),
            None => code,
        }
    }

    /// The report folder that a row names, below the register's folder: none if it names none.
    pub fn path(&self, row: usize) -> Option<String> {
        let path = self.value(row, Column::Path);
        if path.is_empty() { None } else { tidy(&path) }
    }

    /// Whether a row names this report folder.
    pub fn names(&self, path: &str) -> bool {
        self.at_path(path).is_some()
    }

    /// Where a cell stands.
    fn span(&self, row: usize, column: Column) -> Span {
        let (start, end) = self.rows[row].cells[column as usize];
        Span::new(self.source, start as usize..end as usize)
    }

    /// The rows under a key, in order. The hash only says where to look.
    fn lookup(index: &[(u32, u32)], key: &str, of: impl Fn(usize) -> String) -> Vec<usize> {
        let wanted = hash(key);
        let from = index.partition_point(|(hash, _)| *hash < wanted);
        index[from..]
            .iter()
            .take_while(|(hash, _)| *hash == wanted)
            .map(|(_, row)| *row as usize)
            .filter(|row| of(*row) == key)
            .collect()
    }

    /// The row that names this report folder.
    fn at_path(&self, path: &str) -> Option<usize> {
        let found = Self::lookup(&self.paths, path, |row| self.path(row).unwrap_or_default());
        found.first().copied()
    }

    /// The rows of this name.
    fn named(&self, name: &str) -> Vec<usize> {
        Self::lookup(&self.names, &name_key(name), |row| {
            name_key(&self.value(row, Column::Name))
        })
    }

    /// Makes the indexes, and finds what stands twice.
    fn index(&mut self, findings: &mut Vec<Diagnostic>) {
        let (mut codes, mut names, mut paths) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..self.rows.len() {
            let number = u32::try_from(row).unwrap_or(u32::MAX);
            let code = self.value(row, Column::Code);
            if !code.is_empty() {
                codes.push((hash(&code), number));
            }
            let name = self.value(row, Column::Name);
            if !name.is_empty() {
                names.push((hash(&name_key(&name)), number));
            }
            if let Some(path) = self.path(row) {
                paths.push((hash(&path), number));
            }
        }
        for index in [&mut codes, &mut names, &mut paths] {
            index.sort_unstable();
            index.shrink_to_fit();
        }
        (self.codes, self.names, self.paths) = (codes, names, paths);
        let mut faulty = Vec::new();
        let mut twice = |first: usize, row: usize, column: Column, cause: &'static str| {
            let finding = fault(
                self.span(row, column),
                cause,
                &self.value(row, column),
                "",
                "",
            );
            findings.push(finding.related(self.span(first, column), "label-first-here"));
            faulty.push(row);
        };
        for row in again(&self.codes) {
            let code = self.value(row, Column::Code);
            let rows = Self::lookup(&self.codes, &code, |row| {
                self.value(row, Column::Code).into_owned()
            });
            if let Some(&first) = rows.first()
                && first < row
            {
                twice(first, row, Column::Code, "code-twice");
            }
        }
        for row in again(&self.paths) {
            let path = self.path(row).unwrap_or_default();
            if let Some(first) = self.at_path(&path)
                && first < row
            {
                twice(first, row, Column::Path, "path-twice");
            }
        }
        for row in again(&self.names) {
            // Where a path is given, it tells agencies of one name apart.
            if self.path(row).is_none() && self.value(row, Column::Path).is_empty() {
                let rows = self.named(&self.value(row, Column::Name));
                if let Some(&first) = rows.iter().find(|other| **other != row) {
                    twice(first, row, Column::Name, "name-twice");
                }
            }
        }
        for row in faulty {
            self.rows[row].faulty = true;
        }
        findings.extend(self.circles());
    }

    /// The row of the agency above, if it is in the register.
    fn row_above(&self, row: usize) -> Option<usize> {
        let code = self.value(row, Column::Parent);
        if code.is_empty() {
            return None;
        }
        let of = |row| self.value(row, Column::Code).into_owned();
        Self::lookup(&self.codes, &code, of).first().copied()
    }

    /// Agencies that stand above each other in a circle, each circle once, at its first row. One that is its own
    /// parent is a fault of its row alone.
    fn circles(&self) -> Vec<Diagnostic> {
        let mut circles = Vec::new();
        let mut seen = vec![false; self.rows.len()];
        for start in 0..self.rows.len() {
            let mut way = Vec::new();
            let mut next = Some(start);
            while let Some(row) = next.filter(|&row| !seen[row]) {
                seen[row] = true;
                way.push(row);
                next = self.row_above(row);
            }
            // A row seen on an earlier way leads to no new circle; one on this way closes it.
            let again = next.and_then(|row| way.iter().position(|&passed| passed == row));
            let circle = again.map_or(&[][..], |at| &way[at..]);
            if circle.len() > 1 {
                circles.push(self.circle(circle));
            }
        }
        circles
    }

    fn circle(&self, rows: &[usize]) -> Diagnostic {
        let first = rows.iter().copied().min().unwrap_or_default();
        let around = rows.iter().chain(rows.first());
        let names = around.map(|&row| self.value(row, Column::Name));
        let finding = fault(
            self.span(first, Column::Parent),
            "circle",
            &self.value(first, Column::Parent),
            "",
            &names.collect::<Vec<_>>().join(" → "),
        );
        rows.iter()
            .filter(|&&row| row != first)
            .fold(finding, |finding, &row| {
                finding.related(self.span(row, Column::Parent), "label-circle")
            })
    }
}

/// The rows whose hash another row has too.
fn again(index: &[(u32, u32)]) -> Vec<usize> {
    let mut rows = Vec::new();
    for run in index.chunk_by(|left, right| left.0 == right.0) {
        if run.len() > 1 {
            rows.extend(run.iter().map(|(_, row)| *row as usize));
        }
    }
    rows
}

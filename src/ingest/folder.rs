//! The files of a report folder, read at the edge so that the rest of ingest knows no disk.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use memchr::memchr2;

use super::prior::Unfetched;
use super::{ALL_DOCUMENTS, OVERLAY, PROVENANCE_FILE, REPORT_FILE, WAIVERS_FILE, encoding, toml};
use crate::diagnostic::Arg;
use crate::diagnostic::harmless;
use crate::source::MAX_SOURCE_BYTES;

/// One file of a report folder.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name in the folder.
    pub name: String,
    /// Its bytes, or why they could not be read.
    pub bytes: Result<Vec<u8>, String>,
}

impl File {
    /// The id of the table that the file should hold; none for a file that is no table.
    pub fn table(&self) -> Option<&str> {
        let (stem, extension) = self.name.rsplit_once('.')?;
        let is_table = extension.eq_ignore_ascii_case("csv") && self.name != PROVENANCE_FILE;
        (is_table && !stem.is_empty()).then_some(stem)
    }

    /// The document whose text the file holds: `annual` for `annual.txt`.
    pub fn document(&self) -> Option<&str> {
        document(&self.name)
    }
}

/// The document whose text a file of this name holds, if it is one.
fn document(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    (matches!(extension, "txt" | "md") && ALL_DOCUMENTS.contains(&stem)).then_some(stem)
}

/// A report folder's files, in order of their names.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The folder, as given.
    pub path: String,
    /// `report.toml`, `waivers.toml`, every CSV file (`provenance.csv` among them), the texts of documents that have been written already, and the
    /// overlay that `report.toml` names, under the name that it has there.
    pub files: Vec<File>,
}

impl Folder {
    /// Reads the files of a folder that belong to the report. A file that cannot be read is kept with the reason.
    ///
    /// # Errors
    /// If the folder itself cannot be listed.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut names: Vec<(String, bool)> = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if let Some(name) = entry.file_name().to_str()
                && (name == REPORT_FILE
                    || name == WAIVERS_FILE
                    || is_table(name)
                    || document(name).is_some())
            {
                let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
                names.push((name.to_owned(), is_file));
            }
        }
        names.sort();
        let open = |(name, is_file): (String, bool)| {
            let path = path.join(&name);
            let bytes = if is_file {
                read(&path)
            } else {
                read_file(&path)
            };
            let bytes = bytes.map_err(|error| error.to_string());
            File { name, bytes }
        };
        let files = names.into_iter().map(open).collect();
        // Without `.` and `/` at the end, which would stand in every path shown.
        let shown_path: std::path::PathBuf = path.components().collect();
        let mut folder = Self {
            path: shown(&shown_path),
            files,
        };
        let overlay = folder.overlay().map(|name| open((name, false)));
        folder.files.extend(overlay);
        Ok(folder)
    }

    /// Reads the folder that `prior` in the `report.toml` of the folder at `path` names, relative to that folder.
    ///
    /// # Errors
    /// If there is none, or it is the folder at `path` itself.
    pub fn read_prior(path: &Path, prior: &str) -> Result<Self, Unfetched> {
        // Written on Windows, read anywhere.
        let mut place = path.join(prior.trim().replace('\\', "/"));
        if place.ends_with(REPORT_FILE) && place.is_file() {
            place.pop();
        }
        let there = place.canonicalize().map_err(|_| Unfetched::Missing)?;
        if !there.is_dir() {
            return Err(Unfetched::Missing);
        }
        if path.canonicalize().is_ok_and(|here| here == there) {
            return Err(Unfetched::Itself);
        }
        let mut folder =
            Self::read(&place).map_err(|error| Unfetched::Unreadable(error.to_string()))?;
        folder.path = shown(&direct(&place));
        Ok(folder)
    }

    /// What the folder holds, as a number that no other content has: names and bytes of its files, and why files could
    /// not be read. Where it stands is no part of it.
    pub fn fingerprint(&self) -> blake3::Hash {
        // One piece is hashed in a third of the time of many.
        let mut content = Vec::with_capacity(16 * 1024);
        let mut part = |bytes: &[u8]| {
            content.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            content.extend_from_slice(bytes);
        };
        for file in &self.files {
            part(file.name.as_bytes());
            match &file.bytes {
                Ok(bytes) => part(bytes),
                Err(reason) => part(reason.as_bytes()),
            }
        }
        blake3::hash(&content)
    }

    /// The file with this name.
    pub(super) fn file(&self, name: &str) -> Option<&File> {
        self.files.iter().find(|file| file.name == name)
    }

    /// The form overlay that `report.toml` names, if it may be read: a TOML file beside the report folder or
    /// above it, which a county's townships share, never one that is named by an absolute path.
    pub(super) fn overlay(&self) -> Option<String> {
        let bytes = self.file(REPORT_FILE)?.bytes.as_ref().ok()?;
        // Parsing the file for every report that names none would be a waste.
        let lines = bytes.split(|&byte| byte == b'\n');
        // The key stands above the first section.
        let mut top = lines.take_while(|line| !line.starts_with(b"["));
        if !top.any(|line| names_overlay(line.trim_ascii_start())) {
            return None;
        }
        let decoded = encoding::decode(bytes, encoding::Choice::Detect).ok()?;
        let name = toml::top_level(&decoded.text, OVERLAY)?;
        let path = Path::new(&name);
        let is_within_reach = path.components().all(|part| {
            matches!(
                part,
                Component::Normal(_) | Component::CurDir | Component::ParentDir
            )
        });
        let is_form = path
            .extension()
            .is_some_and(|extension| extension == "toml")
            && !path.ends_with(REPORT_FILE);
        (is_within_reach && is_form).then_some(name)
    }

    /// A file's path as it is shown: `county/hubei.toml` for `../hubei.toml` in `county/town`.
    pub fn path_of(&self, name: &str) -> String {
        let (mut folder, mut name) = (self.path.as_str(), name);
        while let Some(rest) = name.strip_prefix("../") {
            let (above, last) = folder.rsplit_once('/').unwrap_or(("", folder));
            if matches!(last, "" | "." | "..") {
                break;
            }
            (folder, name) = (above, rest);
        }
        on_one_line(match folder {
            "" if self.path.starts_with('/') => ["/", name].concat(),
            "" => name.to_owned(),
            folder => [folder, "/", name].concat(),
        })
    }
}

/// A path without detours, for showing: `a/../b` is `b`.
fn direct(path: &Path) -> PathBuf {
    let mut direct = PathBuf::new();
    for part in path.components() {
        let named = matches!(direct.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if named => {
                direct.pop();
            }
            part => direct.push(part),
        }
    }
    if direct.as_os_str().is_empty() {
        direct.push(".");
    }
    direct
}

/// Whether a line may be the one that names an overlay.
fn names_overlay(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let Some(value) = line.strip_prefix(OVERLAY.as_bytes()) else {
        return false;
    };
    // Left blank, it names none.
    let value = value.trim_ascii_start().strip_prefix(b"=").unwrap_or(value);
    !value.trim_ascii_start().starts_with(b"\"\"")
}

/// Excel leaves `~$requests.csv` beside an open file, other programs leave dot files.
fn is_table(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
        && !name.starts_with(['.', '~'])
}

/// Why a file is not read, as the system has it and in Chinese, where it is we that refuse it.
const TOO_LARGE: [&str; 2] = [
    "it is larger than 16 MiB, the most that is read",
    "超过了 16 MiB 的上限",
];
const NO_FILE: [&str; 2] = ["it is not a regular file", "不是普通文件"];

/// Reads a file of no more than [`MAX_SOURCE_BYTES`].
///
/// # Errors
/// If it cannot be read, is larger, or is no file: opening a pipe would wait for someone to write into it, and what a
/// device holds has no end.
pub(crate) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other(NO_FILE[0]));
    }
    read(path)
}

/// Room for nearly every file of a report.
const USUAL_BYTES: usize = 64 * 1024;

thread_local! {
    /// Where each thread reads files to: read into a vector of its own, a file must be asked for its length first.
    static BUFFER: RefCell<Box<[u8]>> = RefCell::new(vec![0; USUAL_BYTES].into());
}

/// Reads what is known to be a file.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = fs::File::open(path)?;
    BUFFER.with_borrow_mut(|buffer| {
        let length = fill(&mut file, buffer)?;
        if length < buffer.len() {
            return Ok(buffer[..length].to_vec());
        }
        let too_large = || io::Error::other(TOO_LARGE[0]);
        let expected = file.metadata()?.len();
        if expected > MAX_SOURCE_BYTES {
            return Err(too_large());
        }
        // Room for the whole file and for seeing that it ends.
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default() + 1);
        bytes.extend_from_slice(buffer);
        let rest = MAX_SOURCE_BYTES + 1 - bytes.len() as u64;
        file.take(rest).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_SOURCE_BYTES {
            return Err(too_large());
        }
        Ok(bytes)
    })
}

/// Reads to the end of a file or of the buffer, and returns how much that was.
fn fill(file: &mut fs::File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match file.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// Why a file could not be read, for whoever reads the finding.
pub(crate) fn worded(reason: &str) -> Arg {
    let ours = [TOO_LARGE, NO_FILE]
        .into_iter()
        .find(|[en, _]| *en == reason);
    match ours {
        Some([en, zh]) => Arg::Words {
            zh: zh.to_owned(),
            en: en.to_owned(),
        },
        None => reason.into(),
    }
}

/// A path with `/` between its parts on every system, so that outputs are the same everywhere.
pub(crate) fn shown(path: &Path) -> String {
    let shown = path.display().to_string();
    on_one_line(if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown
    })
}

/// A path in which no character acts on the terminal that it is shown on, or begins another line.
fn on_one_line(path: String) -> String {
    match harmless(&path) {
        Cow::Borrowed(_) if memchr2(b'\n', b'\t', path.as_bytes()).is_none() => path,
        shown => shown.replace('\n', "\u{240a}").replace('\t', "\u{2409}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_that_is_stated_is_the_limit() {
        let limit = format!("{} MiB", MAX_SOURCE_BYTES / (1024 * 1024));
        assert!(TOO_LARGE.iter().all(|words| words.contains(&limit)));
    }

    #[test]
    fn a_file_is_read_whole_up_to_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        let limit = usize::try_from(MAX_SOURCE_BYTES).expect("a length");
        for length in [0, 1, USUAL_BYTES - 1, USUAL_BYTES, USUAL_BYTES + 1, limit] {
            let written: Vec<u8> = (0..=250).cycle().take(length).collect();
            fs::write(&path, &written).expect("written");
            assert!(read_file(&path).expect("read") == written, "{length}");
        }
        let file = fs::File::create(&path).expect("a file");
        file.set_len(MAX_SOURCE_BYTES + 1).expect("its length");
        let error = read_file(&path).expect_err("too large");
        assert_eq!(error.to_string(), TOO_LARGE[0]);
    }

    #[test]
    fn a_path_is_shown_without_detours() {
        for (path, shown) in [
            ("a/2022/../2021", "a/2021"),
            ("./../2021", "../2021"),
            ("../../x", "../../x"),
            ("a/..", "."),
            ("/a/../b", "/b"),
        ] {
            assert_eq!(direct(Path::new(path)), Path::new(shown), "{path}");
        }
    }
}

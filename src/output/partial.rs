//! A report's files while they are being written, away from the place in which they then appear.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::destination::Output;
use super::written::Written;

/// Files that are being written.
pub(super) struct Partial<'a> {
    outputs: &'a [Output],
    /// Their place.
    place: &'a Path,
    /// Where they are being written: in a folder of this name if there is nothing in their place yet, else beside each
    /// other, with this before their names.
    begun: PathBuf,
    is_folder: bool,
}

impl<'a> Partial<'a> {
    /// Files for a place, to be written under the name `begun`.
    pub(super) fn new(outputs: &'a [Output], place: &'a Path, begun: PathBuf) -> Self {
        let there = fs::symlink_metadata(place);
        Self {
            outputs,
            place,
            begun,
            is_folder: there.is_err_and(|error| error.kind() == io::ErrorKind::NotFound),
        }
    }

    /// Writes them all.
    pub(super) fn write(&self) -> Result<Vec<Written>> {
        if self.is_folder {
            fs::create_dir(&self.begun).with_context(|| self.place.display().to_string())?;
        }
        let write = |output: &Output| {
            let metadata = write_new(&self.path(&output.name), &output.bytes)
                .with_context(|| self.place.join(&output.name).display().to_string())?;
            Ok(Written::new(&output.name, &output.bytes, metadata.as_ref()))
        };
        self.outputs.iter().map(write).collect()
    }

    /// Puts them in their place.
    pub(super) fn appear(&self) -> Result<()> {
        // A folder appears with all that is in it, and takes the system half the time.
        if self.is_folder && self.become_place() {
            return Ok(());
        }
        fs::create_dir_all(self.place).with_context(|| self.place.display().to_string())?;
        for name in self.names() {
            let (from, to) = (self.path(name), self.place.join(name));
            match fs::rename(&from, &to) {
                // The place is on another file system: a link leads there.
                Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                    super::write_whole(self.place, name, &fs::read(&from)?)?;
                }
                renamed => renamed.with_context(|| to.display().to_string())?,
            }
        }
        self.clear();
        Ok(())
    }

    /// Removes what has not appeared.
    pub(super) fn clear(&self) {
        for name in self.names() {
            let _ = fs::remove_file(self.path(name)); // most have been renamed
        }
        if self.is_folder {
            let _ = fs::remove_dir(&self.begun);
        }
    }

    /// Whether the folder could be put where nothing was.
    fn become_place(&self) -> bool {
        let renamed = || fs::rename(&self.begun, self.place);
        match (renamed(), self.place.parent()) {
            (Err(error), Some(parent)) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(parent).is_ok() && renamed().is_ok()
            }
            (renamed, _) => renamed.is_ok(),
        }
    }

    /// Their names, each once: a document may have been asked for twice.
    fn names(&self) -> Vec<&'a str> {
        let names = self.outputs.iter().map(|output| output.name.as_str());
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Where a file is being written.
    fn path(&self, name: &str) -> PathBuf {
        if self.is_folder {
            return self.begun.join(name);
        }
        let mut path = OsString::from(&self.begun);
        path.push("-");
        path.push(name);
        path.into()
    }
}

/// Writes a new file, and says what the system knows of it then, if it says so.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<Option<fs::Metadata>> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    Ok(file.metadata().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outputs(names: &[&str], content: &str) -> Vec<Output> {
        let output = |name: &&str| Output {
            name: (*name).to_owned(),
            bytes: content.as_bytes().to_vec(),
        };
        names.iter().map(output).collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| {
            let name = entry.expect("an entry").file_name();
            name.into_string().expect("a name")
        };
        let mut names: Vec<_> = fs::read_dir(folder).expect("a folder").map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn files_appear_where_there_is_nothing_and_beside_others() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = folder.path().join("state");
        fs::create_dir(&state).expect("a folder");
        let place = folder.path().join("县").join("乡");
        let put = |names: &[&str], content: &str| {
            let outputs = outputs(names, content);
            let partial = Partial::new(&outputs, &place, state.join("1"));
            partial.write().expect("written");
            partial.appear().expect("in their place");
        };
        put(&["a.md", "a.md", "b.md"], "1");
        assert_eq!(names(&place), ["a.md", "b.md"]);
        put(&["a.md", "a.md", "c.md"], "2");
        assert_eq!(names(&place), ["a.md", "b.md", "c.md"]);
        let read = |name: &str| fs::read_to_string(place.join(name)).expect("a file");
        assert_eq!(["a.md", "b.md", "c.md"].map(read), ["2", "1", "2"]);
        assert!(names(&state).is_empty());
    }

    #[test]
    fn whoever_was_there_meanwhile_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("乡");
        let outputs = outputs(&["a.md"], "1");
        let partial = Partial::new(&outputs, &place, folder.path().join("1"));
        partial.write().expect("written");
        fs::create_dir(&place).expect("a folder");
        fs::write(place.join("b.md"), "2").expect("written");
        partial.appear().expect("in their place");
        assert_eq!(names(&place), ["a.md", "b.md"]);
        assert_eq!(names(folder.path()), ["乡"]);
    }

    #[test]
    fn what_cannot_appear_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a");
        fs::write(&file, "1").expect("written");
        for place in [file.clone(), file.join("乡")] {
            let outputs = outputs(&["a.md"], "1");
            let partial = Partial::new(&outputs, &place, folder.path().join("1"));
            partial.write().expect("written");
            assert!(partial.appear().is_err());
            partial.clear();
            assert_eq!(names(folder.path()), ["a"]);
        }
    }
}

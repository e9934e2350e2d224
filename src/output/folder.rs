//! A folder appears whole or not at all.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// Writes a new folder with these files: beside it first, then renamed to it. Whether that could be done: not if
/// there is something at its place by then, which is left as it is.
///
/// # Errors
/// If it cannot be written; nothing of it is there then.
pub fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<bool> {
    let write = || -> Result<bool> {
        let place = std::path::absolute(folder)?;
        let above = place.parent().unwrap_or(&place);
        fs::create_dir_all(above)?;
        let beside = tempfile::Builder::new()
            .prefix(".nianbao-")
            .tempdir_in(above)?;
        // Inside, since a temporary folder is private, and what is written is to be read by others.
        let whole = beside.path().join("whole");
        fs::create_dir(&whole)?;
        for (name, bytes) in files {
            fs::write(whole.join(name), bytes)?;
        }
        // An empty folder may be there already; one that is not stays.
        if place.exists() && fs::remove_dir(&place).is_err() {
            return Ok(false);
        }
        fs::rename(&whole, &place)?;
        Ok(true)
    };
    write().with_context(|| folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays() {
        let root = tempfile::tempdir().expect("a folder");
        let files = [("a.csv".to_owned(), b"1".to_vec())];
        let place = root.path().join("x/new");
        assert!(write_folder(&place, &files).expect("written"));
        assert_eq!(fs::read(place.join("a.csv")).expect("a file"), b"1");
        let other = [("b.csv".to_owned(), b"2".to_vec())];
        assert!(!write_folder(&place, &other).expect("left alone"));
        assert!(!place.join("b.csv").exists());
        let empty = root.path().join("empty");
        fs::create_dir(&empty).expect("a folder");
        assert!(write_folder(&empty, &other).expect("written"));
        let names = |path: &Path| {
            let entries = fs::read_dir(path).expect("a folder");
            let mut names: Vec<_> = entries
                .map(|entry| entry.expect("an entry").file_name())
                .collect();
            names.sort();
            names
        };
        assert_eq!(names(root.path()), ["empty", "x"]);
        assert_eq!(names(&root.path().join("x")), ["new"]);
    }
}

//! Files appear whole or not at all.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

/// Writes `bytes` to `folder/name`: beside it first, then renamed over it. The folder is made if need be.
///
/// # Errors
/// If the folder cannot be made or the file not be written; what was there before is then still there.
pub fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(name);
    let written = || -> Result<()> {
        fs::create_dir_all(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".nianbao-");
        // A temporary file is private by default; a report is to be read by others.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        // What is written over keeps its permissions.
        if let Ok(there) = fs::metadata(&path) {
            file.as_file().set_permissions(there.permissions())?;
        }
        file.persist(&path)?;
        Ok(())
    };
    written().with_context(|| path.display().to_string())
}

/// Writes `bytes` over a file that held `was` when it was read, or that was not there. Whether that could be
/// done: not if the file has changed since, and then it is left as it is.
///
/// # Errors
/// If the file can be neither read nor written; what was there before is then still there.
pub fn write_over(path: &Path, was: Option<&[u8]>, bytes: &[u8]) -> Result<bool> {
    let is = match fs::read(path) {
        Ok(is) => Some(is),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    };
    if is.as_deref() != was {
        return Ok(false);
    }
    // Renaming would go past a file that is not to be written.
    if fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
        let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        return Err(denied).with_context(|| path.display().to_string());
    }
    // A link stays a link: what it leads to is written.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().and_then(std::ffi::OsStr::to_str);
    let (Some(folder), Some(name)) = (path.parent(), name) else {
        anyhow::bail!("{}", path.display());
    };
    write_whole(folder, name, bytes)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_read_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        assert!(write_over(&path, None, b"1").expect("written"));
        assert!(!write_over(&path, None, b"2").expect("left alone"));
        assert!(!write_over(&path, Some(b"0"), b"2").expect("left alone"));
        assert_eq!(fs::read(&path).expect("a file"), b"1");
        assert!(write_over(&path, Some(b"1"), b"2").expect("written"));
        assert_eq!(fs::read(&path).expect("a file"), b"2");
        fs::remove_file(&path).expect("gone");
        assert!(!write_over(&path, Some(b"2"), b"3").expect("left alone"));
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay_and_read_only_is_respected() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
        let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode));
        fs::write(&path, b"1").expect("written");
        mode(0o640).expect("set");
        std::os::unix::fs::symlink(&path, &link).expect("a link");
        assert!(write_over(&link, Some(b"1"), b"2").expect("written"));
        assert!(link.is_symlink());
        assert_eq!(fs::read(&path).expect("a file"), b"2");
        let there = fs::metadata(&path).expect("a file").permissions();
        assert_eq!(there.mode() & 0o777, 0o640);
        mode(0o440).expect("set");
        assert!(write_over(&path, Some(b"2"), b"3").is_err());
        assert_eq!(fs::read(&path).expect("a file"), b"2");
    }
}

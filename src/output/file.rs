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
    // A link stays a link: what it leads to is written.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().and_then(std::ffi::OsStr::to_str);
    let (Some(folder), Some(name)) = (path.parent(), name) else {
        anyhow::bail!("{}", path.display());
    };
    write_whole(folder, name, bytes)?;
    Ok(true)
}

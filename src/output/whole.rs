//! A file that is too long for memory, and appears whole or not at all like any other: written beside it, piece by
//! piece, then renamed.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use tempfile::NamedTempFile;

/// A file while it is being written. Dropped before [`Whole::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Whole {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl Whole {
    /// Begins `folder/name`. The folder is made if need be.
    ///
    /// # Errors
    /// If the folder cannot be made or written to.
    pub fn begin(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let begun = || -> Result<NamedTempFile> {
            fs::create_dir_all(folder)?;
            let mut builder = tempfile::Builder::new();
            builder.prefix(".nianbao-");
            // A temporary file is private by default; a summary is to be read by others.
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
            Ok(builder.tempfile_in(folder)?)
        };
        let file = begun().with_context(|| path.display().to_string())?;
        Ok(Self {
            file: BufWriter::new(file),
            path,
        })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// If the rest cannot be written; what was there before is then still there.
    pub fn finish(self) -> Result<()> {
        let Self { file, path } = self;
        let finished = || -> Result<()> {
            let file = file.into_inner()?;
            if let Ok(there) = fs::metadata(&path) {
                file.as_file().set_permissions(there.permissions())?;
            }
            file.persist(&path)?;
            Ok(())
        };
        finished().with_context(|| path.display().to_string())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

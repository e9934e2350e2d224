//! `report-templates/`, compiled in, and the folder that may override it file by file (`--templates`).

use std::borrow::Cow;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use include_dir::{Dir, include_dir};

/// The folder's name as it is shown in findings.
pub const ROOT: &str = "report-templates";

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/report-templates");

/// The forms, documents and page that the program works with.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    overriding: Option<PathBuf>,
}

impl Assets {
    /// The compiled-in files, with those in `overriding` taking their place.
    ///
    /// # Errors
    /// If `overriding` is not a folder: a mistyped path must not silently mean "no overrides".
    pub fn new(overriding: Option<PathBuf>) -> Result<Self> {
        if let Some(folder) = &overriding
            && !folder.is_dir()
        {
            anyhow::bail!("{} is not a folder", folder.display());
        }
        Ok(Self { overriding })
    }

    /// Whether a folder of this name may hold files in the place of those compiled in.
    pub fn overrides(&self, folder: &str) -> bool {
        let overriding = self.overriding.as_ref();
        overriding.is_some_and(|overriding| overriding.join(folder).is_dir())
    }

    /// The name to show for `path` (`forms/2021.toml`), and its text.
    ///
    /// # Errors
    /// If there is no such file or it is not UTF-8.
    pub fn read(&self, path: &str) -> Result<(String, Cow<'static, str>)> {
        if let Some(folder) = &self.overriding {
            let file = folder.join(path);
            if file.is_file() {
                let text = std::fs::read_to_string(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?;
                return Ok((file.display().to_string().replace('\\', "/"), text.into()));
            }
        }
        let text = EMBEDDED
            .get_file(path)
            .and_then(include_dir::File::contents_utf8)
            .with_context(|| format!("there is no {ROOT}/{path}"))?;
        Ok((format!("{ROOT}/{path}"), text.into()))
    }

    /// Hands over every file that the program may work with: its path and its text.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn each(&self, mut take: impl FnMut(&str, &str)) -> Result<()> {
        for folder in EMBEDDED.dirs() {
            let folder = folder.path().display().to_string();
            for path in self.list(&folder)? {
                take(&path, &self.read(&path)?.1);
            }
        }
        Ok(())
    }

    /// The paths of all files in `folder`, compiled in or overriding, in order of their names.
    ///
    /// # Errors
    /// If the overriding folder cannot be listed.
    pub fn list(&self, folder: &str) -> Result<Vec<String>> {
        let mut paths: Vec<String> = EMBEDDED
            .get_dir(folder)
            .into_iter()
            .flat_map(Dir::files)
            .map(|file| file.path().display().to_string().replace('\\', "/"))
            .collect();
        if let Some(overriding) = &self.overriding
            && overriding.join(folder).is_dir()
        {
            for entry in std::fs::read_dir(overriding.join(folder))? {
                let entry = entry?;
                if let Some(name) = entry.file_name().to_str()
                    && !entry.file_type()?.is_dir()
                {
                    paths.push(format!("{folder}/{name}"));
                }
            }
        }
        paths.sort();
        paths.dedup();
        Ok(paths)
    }
}

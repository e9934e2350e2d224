//! From what a report's documents are made, in one number: if that is the same, so are the documents, and what is found.

use std::path::Path;

use anyhow::Result;
use blake3::{Hash, Hasher};

use super::super::Context;
use crate::batch::Found;
use crate::cli::Render;
use crate::ingest::{Folder, Unfetched};
use crate::output::Entry;

/// What goes into every report's documents alike.
pub(super) struct Recipe {
    shared: Hash,
}

impl Recipe {
    /// The program, the files that it works with, what is asked of it, the day.
    ///
    /// # Errors
    /// If the files in the place of those compiled in cannot be read.
    pub(super) fn new(
        context: &Context<'_>,
        arguments: &Render,
        today: chrono::NaiveDate,
    ) -> Result<Self> {
        let mut hasher = Hasher::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        context.assets.each(|path, text| {
            part(&mut hasher, path.as_bytes());
            part(&mut hasher, text.as_bytes());
        })?;
        let asked = (
            (
                context.catalogue.language(),
                today,
                arguments.reading.encoding,
            ),
            (&arguments.document, &arguments.format, arguments.draft),
        );
        part(&mut hasher, format!("{asked:?}").as_bytes());
        Ok(Self {
            shared: hasher.finalize(),
        })
    }

    /// What goes into the documents of a report folder, but for last year's. The path is shown in findings.
    pub(super) fn key(&self, found: &Found, folder: &Folder) -> Hash {
        let mut hasher = Hasher::new();
        hasher.update(self.shared.as_bytes());
        hasher.update(folder.fingerprint().as_bytes());
        part(&mut hasher, folder.path.as_bytes());
        part(&mut hasher, format!("{:?}", found.settings).as_bytes());
        hasher.finalize()
    }
}

/// A part, and where it ends.
fn part(hasher: &mut Hasher, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

/// Last year's content, or why there is none.
pub(super) fn of_prior(read: &Result<Folder, Unfetched>) -> String {
    match read {
        Ok(folder) => {
            let mut hasher = Hasher::new();
            hasher.update(folder.fingerprint().as_bytes());
            part(&mut hasher, folder.path.as_bytes());
            hasher.finalize().to_hex().to_string()
        }
        Err(reason) => format!("{reason:?}"),
    }
}

/// Whether last year's report is what it was when the entry was made.
pub(super) fn prior_is_same(path: &Path, entry: &Entry) -> bool {
    entry
        .prior
        .as_ref()
        .is_none_or(|(name, was)| of_prior(&Folder::read_prior(path, name)) == *was)
}

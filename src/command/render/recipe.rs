//! From what a report's documents are made, in one number: if that is the same, so are the documents, and what is found.

use std::path::Path;

use anyhow::Result;

use super::super::Context;
use crate::batch::Found;
use crate::cli::Render;
use crate::ingest::{Folder, Unfetched};
use crate::output::{Digest, Entry, digest};

/// What goes into every report's documents alike.
pub(super) struct Recipe {
    shared: Digest,
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
        let mut shared = Parts::new();
        shared.add(env!("CARGO_PKG_VERSION").as_bytes());
        context.assets.each(|path, text| {
            shared.add(path.as_bytes());
            shared.add(text.as_bytes());
        })?;
        let asked = (
            (
                context.catalogue.language(),
                today,
                arguments.reading.encoding,
            ),
            (&arguments.document, &arguments.format, arguments.draft),
        );
        shared.add(format!("{asked:?}").as_bytes());
        Ok(Self {
            shared: shared.digest(),
        })
    }

    /// What goes into the documents of a report folder, but for last year's.
    pub(super) fn key(&self, found: &Found, folder: &Folder) -> Digest {
        let mut parts = Parts::new();
        parts.add(&self.shared.to_le_bytes());
        parts.add_folder(folder);
        parts.add(format!("{:?}", found.settings).as_bytes());
        parts.digest()
    }
}

/// Some parts one after the other, each with its length before it: one piece is digested in a third of the time of many.
struct Parts(Vec<u8>);

impl Parts {
    fn new() -> Self {
        Self(Vec::with_capacity(16 * 1024))
    }

    fn add(&mut self, part: &[u8]) {
        self.0.extend_from_slice(&(part.len() as u64).to_le_bytes());
        self.0.extend_from_slice(part);
    }

    /// What a folder holds, and why what could not be read could not be; and its path, which is shown in findings.
    fn add_folder(&mut self, folder: &Folder) {
        self.add(folder.path.as_bytes());
        for file in &folder.files {
            self.add(file.name.as_bytes());
            match &file.bytes {
                Ok(bytes) => self.add(bytes),
                Err(reason) => self.add(reason.as_bytes()),
            }
        }
    }

    fn digest(&self) -> Digest {
        digest(&self.0)
    }
}

/// Last year's content, or why there is none.
pub(super) fn of_prior(read: &Result<Folder, Unfetched>) -> String {
    match read {
        Ok(folder) => {
            let mut parts = Parts::new();
            parts.add_folder(folder);
            format!("{:032x}", parts.digest())
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

//! Every edition, and which one holds for a reporting year.

use anyhow::Result;

use super::{Form, file, resolve};
use crate::assets::Assets;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// All editions of the form. A reporting year belongs to one of them.
#[derive(Debug)]
pub struct Library {
    forms: Vec<Form>,
    sources: Sources,
}

/// Form files that cannot be used, with the texts that the findings point into.
#[derive(Debug)]
pub struct Invalid {
    /// What is wrong with them.
    pub findings: Vec<Diagnostic>,
    /// Their texts.
    pub sources: Sources,
}

impl Library {
    /// Reads all form files: those with `years` are editions, the others hold in every year.
    ///
    /// # Errors
    /// If a file cannot be read. Faults in the files themselves are the inner error.
    pub fn load(assets: &Assets) -> Result<Result<Self, Invalid>> {
        let mut sources = Sources::default();
        let mut findings = Vec::new();
        let mut files = Vec::new();
        for path in assets.list("forms")? {
            if std::path::Path::new(&path)
                .extension()
                .is_none_or(|extension| extension != "toml")
            {
                continue;
            }
            let (name, text) = assets.read(&path)?;
            let source = sources.add(name, text);
            match file::parse(source, &sources.source(source).text) {
                Ok(form) => files.push((source, form)),
                Err(finding) => findings.push(finding),
            }
        }
        let mut forms = Vec::new();
        if findings.is_empty() {
            for (source, edition) in &files {
                let Some(years) = edition.years else { continue };
                let tallies = files.iter().filter(|(_, file)| file.years.is_none());
                let parts: Vec<_> = std::iter::once((*source, edition))
                    .chain(tallies.map(|(source, file)| (*source, file)))
                    .collect();
                match resolve::assemble(edition, years, &parts) {
                    Ok(form) => forms.push(form),
                    Err(found) => findings.extend(
                        found
                            .into_iter()
                            .filter(|finding| !findings.contains(finding))
                            .collect::<Vec<_>>(),
                    ),
                }
            }
        }
        Ok(if findings.is_empty() {
            Ok(Self { forms, sources })
        } else {
            Err(Invalid { findings, sources })
        })
    }

    /// The form for a reporting year.
    pub fn for_year(&self, year: u16) -> Option<&Form> {
        self.forms
            .iter()
            .find(|form| form.years.from <= year && form.years.to.is_none_or(|to| year <= to))
    }

    /// All editions, oldest first.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// The form files' texts: the start of every report's [`Sources`], so that a finding can point at the
    /// form and at the report.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}

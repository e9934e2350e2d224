//! Every edition, and which one holds for a reporting year.

use anyhow::Result;

use std::sync::OnceLock;

use super::{Form, file, overlay, resolve};
use crate::assets::Assets;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources};

/// All editions of the form. A reporting year belongs to one of them.
#[derive(Debug)]
pub struct Library {
    forms: Vec<Form>,
    sources: Sources,
    variants: OnceLock<Box<Variant>>,
}

/// An edition as a report asked for it, kept for the next report that asks for the same: a county shares one
/// overlay. A list that only grows, so that what it holds lives as long as the library.
#[derive(Debug)]
struct Variant {
    edition: String,
    /// The edition whose deadlines hold.
    lawful: Option<String>,
    overlay: Option<(SourceId, String)>,
    form: Result<Form, Vec<Diagnostic>>,
    next: OnceLock<Box<Variant>>,
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
            Ok(Self {
                forms,
                sources,
                variants: OnceLock::new(),
            })
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

    /// The edition with this id.
    pub fn edition(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// An edition for a reporting year that need not be its own, with what an overlay adds to it. Deadlines are
    /// those of the year, whichever form was filled in.
    ///
    /// # Errors
    /// What is wrong with the overlay, whose text is `overlay`'s source.
    pub fn variant<'l>(
        &'l self,
        edition: &'l Form,
        year: u16,
        overlay: Option<(SourceId, &str)>,
    ) -> Result<&'l Form, &'l [Diagnostic]> {
        let lawful = self.for_year(year).filter(|form| form.id != edition.id);
        if lawful.is_none() && overlay.is_none() {
            return Ok(edition);
        }
        let is_wanted = |variant: &Variant| {
            variant.edition == edition.id
                && variant.lawful.as_ref() == lawful.map(|form| &form.id)
                && variant
                    .overlay
                    .as_ref()
                    .map(|(id, text)| (*id, text.as_str()))
                    == overlay
        };
        let make = || {
            let base = Form {
                deadlines: lawful.unwrap_or(edition).deadlines.clone(),
                ..edition.clone()
            };
            Box::new(Variant {
                edition: edition.id.clone(),
                lawful: lawful.map(|form| form.id.clone()),
                overlay: overlay.map(|(source, text)| (source, text.to_owned())),
                form: match overlay {
                    Some((source, text)) => overlay::apply(&base, source, text),
                    None => Ok(base),
                },
                next: OnceLock::new(),
            })
        };
        let mut place = &self.variants;
        loop {
            // Whoever comes first fills the place; who meant another goes on to the next.
            let variant = place.get_or_init(make);
            if is_wanted(variant) {
                return variant.form.as_ref().map_err(Vec::as_slice);
            }
            place = &variant.next;
        }
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

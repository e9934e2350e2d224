//! Every edition, and which one holds for a reporting year.

use anyhow::Result;

use std::sync::OnceLock;

use super::file::{Head, YearsFile};
use super::{Form, file, overlay, resolve};
use crate::assets::Assets;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources};

/// All editions of the form. A reporting year belongs to one of them.
///
/// Reading an edition takes a third of the time that checking a report does, so that each is read when it is
/// first asked for. The files compiled in are valid, as a test proves; others are read and validated at once.
#[derive(Debug)]
pub struct Library {
    editions: Vec<Edition>,
    /// The forms that hold in every year.
    tallies: Vec<SourceId>,
    all: OnceLock<Vec<Form>>,
    sources: Sources,
    variants: OnceLock<Box<Variant>>,
}

/// One edition, before it is read.
#[derive(Debug)]
struct Edition {
    source: SourceId,
    id: String,
    years: YearsFile,
    form: OnceLock<Option<Form>>,
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
        let mut library = Self {
            editions: Vec::new(),
            tallies: Vec::new(),
            all: OnceLock::new(),
            sources: Sources::default(),
            variants: OnceLock::new(),
        };
        let mut findings = Vec::new();
        for path in assets.list("forms")? {
            if std::path::Path::new(&path)
                .extension()
                .is_none_or(|extension| extension != "toml")
            {
                continue;
            }
            let (name, text) = assets.read(&path)?;
            let source = library.sources.add(name, text);
            match file::parse_head(source, &library.sources.source(source).text) {
                Ok(Head { id, years }) => match years {
                    Some(years) => library.editions.push(Edition {
                        source,
                        id,
                        years,
                        form: OnceLock::new(),
                    }),
                    None => library.tallies.push(source),
                },
                Err(finding) => findings.push(finding),
            }
        }
        if findings.is_empty() && assets.overrides("forms") {
            match library.read_all() {
                Ok(forms) => library.all = forms.into(),
                Err(found) => findings = found,
            }
        }
        Ok(if findings.is_empty() {
            Ok(library)
        } else {
            Err(Invalid {
                findings,
                sources: library.sources,
            })
        })
    }

    /// Reads every edition, or says all that is wrong with them.
    fn read_all(&self) -> Result<Vec<Form>, Vec<Diagnostic>> {
        let mut findings = Vec::new();
        let mut forms = Vec::new();
        for edition in &self.editions {
            match self.read(edition) {
                Ok(form) => forms.push(form),
                Err(found) => {
                    let is_new = |finding: &Diagnostic| !findings.contains(finding);
                    let new: Vec<Diagnostic> = found.into_iter().filter(is_new).collect();
                    findings.extend(new);
                }
            }
        }
        if findings.is_empty() {
            Ok(forms)
        } else {
            Err(findings)
        }
    }

    /// Reads an edition and the forms that hold in every year, as one.
    fn read(&self, edition: &Edition) -> Result<Form, Vec<Diagnostic>> {
        let mut findings = Vec::new();
        let mut files = Vec::new();
        for &source in std::iter::once(&edition.source).chain(&self.tallies) {
            match file::parse(source, &self.sources.source(source).text) {
                Ok(form) => files.push((source, form)),
                Err(finding) => findings.push(finding),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let parts: Vec<_> = files.iter().map(|(source, file)| (*source, file)).collect();
        resolve::assemble(parts[0].1, edition.years, &parts)
    }

    /// The form of the edition that fits.
    fn find(&self, fits: impl Fn(&Edition) -> bool) -> Option<&Form> {
        let index = self.editions.iter().position(fits)?;
        if let Some(all) = self.all.get() {
            return all.get(index);
        }
        let edition = &self.editions[index];
        let read = || self.read(edition).ok();
        edition.form.get_or_init(read).as_ref()
    }

    /// The form for a reporting year.
    pub fn for_year(&self, year: u16) -> Option<&Form> {
        self.find(|Edition { years, .. }| {
            years.from <= year && years.to.is_none_or(|to| year <= to)
        })
    }

    /// The edition with this id.
    pub fn edition(&self, id: &str) -> Option<&Form> {
        self.find(|edition| edition.id == id)
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
        let ids: Vec<&str> = self
            .editions
            .iter()
            .map(|edition| edition.id.as_str())
            .collect();
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
                    Some((source, text)) => overlay::apply(&base, &ids, source, text),
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
        self.all.get_or_init(|| self.read_all().unwrap_or_default())
    }

    /// The form files' texts: the start of every report's [`Sources`], so that a finding can point at the
    /// form and at the report.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is compiled in is not validated again at every start, so it is here.
    #[test]
    fn the_forms_compiled_in_are_valid() {
        let library = Library::load(&Assets::default())
            .expect("forms")
            .expect("well-formed heads");
        assert_eq!(
            library
                .read_all()
                .map_err(|findings| format!("{findings:?}"))
                .map(|forms| forms.len()),
            Ok(3)
        );
        for (year, edition) in [
            (2007, None),
            (2008, Some("2008")),
            (2018, Some("2008")),
            (2019, Some("2019")),
            (2020, Some("2019")),
            (2021, Some("2021")),
            (2030, Some("2021")),
        ] {
            assert_eq!(library.for_year(year).map(|form| form.id.as_str()), edition);
        }
    }

    /// An edition read alone is the one among all.
    #[test]
    fn an_edition_is_the_same_however_it_is_read() {
        let library = || {
            Library::load(&Assets::default())
                .expect("forms")
                .expect("well-formed heads")
        };
        let (one, all) = (library(), library());
        let among = all.forms().iter().find(|form| form.id == "2019");
        assert_eq!(format!("{:?}", one.edition("2019")), format!("{among:?}"));
    }
}

//! What the roll has to say, as findings.

use super::super::{Column, level_words};
use super::{DUPLICATE_REPORT, MISSING_REPORT, REGISTER_DIFFERS, Roll, Seen};
use crate::diagnostic::{Arg, Diagnostic};
use crate::source::{Sources, Span};

/// What will be said.
#[derive(Debug)]
pub(super) enum Remark {
    Duplicate {
        row: u32,
        year: Option<u16>,
        shown: Box<str>,
    },
    Name {
        row: u32,
        shown: Box<str>,
        said: Box<str>,
    },
    Level {
        row: u32,
        shown: Box<str>,
        said: Box<str>,
    },
    Elsewhere {
        row: u32,
        shown: Box<str>,
    },
}

impl Roll {
    pub(super) fn missing(&self, row: usize) -> Diagnostic {
        let register = &self.register;
        let path = register.path(row);
        let column = path.as_ref().map_or(Column::Name, |_| Column::Path);
        let path = path.map_or("none".to_owned(), |path| self.shown(&path));
        MISSING_REPORT
            .at(register.span(row, column))
            .with("name", register.value(row, Column::Name).into_owned())
            .with("path", path)
    }

    /// A remark as a finding, if it still holds in the end.
    pub(super) fn word(
        &self,
        remark: &Remark,
        exists: &dyn Fn(&str) -> bool,
        sources: &mut Sources,
    ) -> Option<Diagnostic> {
        let register = &self.register;
        let differs = |row: u32,
                       column,
                       what: &'static str,
                       shown: &str,
                       said: Arg,
                       sources: &mut Sources| {
            let row = row as usize;
            REGISTER_DIFFERS
                .at(register.span(row, column))
                .with("what", what)
                .with("name", register.value(row, Column::Name).into_owned())
                .with("registered", register.value(row, column).into_owned())
                .with("stated", said)
                .with("path", shown)
                .related(report_file(sources, shown), "label-that-report")
        };
        Some(match remark {
            Remark::Name { row, shown, said } => {
                let said = Arg::Text(said.to_string());
                differs(*row, Column::Name, "name", shown, said, sources)
            }
            Remark::Level { row, shown, said } => {
                let said = level_words(said);
                differs(*row, Column::Level, "level", shown, said, sources)
            }
            Remark::Elsewhere { row, shown } => {
                let path = register.path(*row as usize)?;
                let own = |((seen, _), at): (&(u32, Option<u16>), &Seen)| {
                    seen == row && at.elsewhere.is_none()
                };
                let years = self.seen.range((*row, None)..=(*row, Some(u16::MAX)));
                // Where the agency's own folder is there, this one is a second, or another year's.
                if exists(&path) || years.into_iter().any(own) {
                    return None;
                }
                let said = Arg::Text(self.below_folder(shown));
                differs(*row, Column::Path, "path", shown, said, sources)
            }
            Remark::Duplicate { row, year, shown } => {
                let at = *row as usize;
                let first = self.seen.get(&(*row, *year))?;
                let first = match (&first.elsewhere, register.path(at)) {
                    (Some(elsewhere), _) => elsewhere.to_string(),
                    (None, Some(path)) => self.shown(&path),
                    (None, None) => return None,
                };
                DUPLICATE_REPORT
                    .at(register.span(at, Column::Name))
                    .with("name", register.value(at, Column::Name).into_owned())
                    .with(
                        "year",
                        year.map_or("none".to_owned(), |year| year.to_string()),
                    )
                    .with("first", first.as_str())
                    .with("second", &**shown)
                    .related(report_file(sources, &first), "label-that-report")
                    .related(report_file(sources, shown), "label-that-report")
            }
        })
    }

    /// A path below the register's folder as it is shown.
    fn shown(&self, path: &str) -> String {
        if self.folder.is_empty() {
            path.to_owned()
        } else {
            format!("{}/{path}", self.folder)
        }
    }

    /// A path that is shown, as the register would say it.
    fn below_folder(&self, shown: &str) -> String {
        let below = shown.strip_prefix(&self.folder);
        let below = below.map(|below| below.trim_start_matches('/'));
        below
            .filter(|below| !below.is_empty())
            .unwrap_or(shown)
            .to_owned()
    }

    /// The register's first line.
    pub(super) fn head(&self) -> Span {
        let text = &self.register.sources.source(self.register.source).text;
        let end = text.find(['\r', '\n']).unwrap_or(text.len());
        Span::new(self.register.source, 0..end)
    }
}

/// A place for what a finding says of a report folder.
pub(super) fn report_file(sources: &mut Sources, folder: &str) -> Span {
    let name = format!("{folder}/{}", crate::ingest::REPORT_FILE);
    Span::new(sources.add(name, ""), 0..0)
}

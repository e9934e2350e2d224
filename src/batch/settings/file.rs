//! Reads a settings file. All that is wrong with it is found in one run, each fault where it stands; what is
//! right counts all the same.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Level, Settings, is_fixed};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest;
use crate::source::{SourceId, Sources, Span};

pub(in crate::batch) static BAD_CONFIG: Code = Code::error("bad-config");

/// The file's keys.
const CODES: &str = "codes";
const FAIL_ON: &str = "fail-on";

/// Reads `file`, which is shown as `name`, into `sources`.
pub(super) fn read(
    file: &Path,
    name: String,
    codes: &[&'static Code],
    sources: &mut Sources,
) -> (Settings, Vec<Diagnostic>) {
    match text(file) {
        Ok(text) => {
            let source = sources.add(name, text);
            parse(source, &sources.source(source).text, codes)
        }
        Err(error) => {
            let at = Span::new(sources.add(name, ""), 0..0);
            let fault = fault(at, "unreadable", &[("detail", &error.to_string())]);
            (Settings::default(), vec![fault])
        }
    }
}

fn text(file: &Path) -> std::io::Result<String> {
    let text = String::from_utf8(ingest::read_file(file)?).map_err(std::io::Error::other)?;
    Ok(text
        .strip_prefix('\u{FEFF}')
        .map_or_else(|| text.clone(), str::to_owned))
}

/// A finding about the settings. The catalogue chooses its words by `cause`; what they do not name is `none`.
fn fault(at: Span, cause: &'static str, named: &[(&'static str, &str)]) -> Diagnostic {
    let args = ["key", "detail", "nearest", "choices"];
    args.into_iter()
        .fold(BAD_CONFIG.at(at).with("cause", cause), |finding, arg| {
            let value = named.iter().find(|(name, _)| *name == arg);
            finding.with(
                arg,
                ingest::worded(value.map_or("none", |(_, value)| value)),
            )
        })
}

/// Reads the text of a settings file.
pub(super) fn parse(
    source: SourceId,
    text: &str,
    codes: &[&'static Code],
) -> (Settings, Vec<Diagnostic>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        source,
        codes,
        settings: Settings::default(),
        findings: Vec::new(),
    };
    if errors.is_empty() {
        reader.root(root.get_ref());
    } else {
        // What recovery makes of a broken file is guesswork.
        reader.findings.extend(errors.into_iter().map(|error| {
            let at = Span::new(source, error.span().unwrap_or(0..0));
            fault(at, "syntax", &[("detail", error.message())])
        }));
    }
    reader.findings.sort_by_key(|finding| finding.span);
    (reader.settings, reader.findings)
}

struct Reader<'c> {
    source: SourceId,
    codes: &'c [&'static Code],
    settings: Settings,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault<T>(&mut self, at: &Spanned<T>, cause: &'static str, named: &[(&'static str, &str)]) {
        let at = Span::new(self.source, at.span());
        self.findings.push(fault(at, cause, named));
    }

    fn root(&mut self, root: &DeTable<'_>) {
        for (name, value) in root {
            match name.get_ref().as_ref() {
                CODES => match value.get_ref().as_table() {
                    Some(codes) => self.codes(codes),
                    None => self.fault(value, "table", &[("key", CODES)]),
                },
                FAIL_ON => {
                    let severities = &Level::ALL[..3];
                    if let Some(Level::At(severity)) = self.level(FAIL_ON, value, severities) {
                        self.settings.fail_on = Some(severity);
                    }
                }
                key => {
                    let nearest = ingest::nearest(key, [CODES, FAIL_ON]);
                    self.fault(name, "key", &[("key", key), ("nearest", &nearest)]);
                }
            }
        }
    }

    fn codes(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let key = name.get_ref().as_ref();
            let Some(code) = self.codes.iter().find(|code| code.name == key) else {
                let nearest = ingest::nearest(key, self.codes.iter().map(|code| code.name));
                self.fault(name, "code", &[("key", key), ("nearest", &nearest)]);
                continue;
            };
            if is_fixed(code) {
                self.fault(name, "fixed", &[("key", key)]);
            } else if let Some(level) = self.level(key, value, &Level::ALL) {
                self.settings.levels.insert(code.name, level);
            }
        }
    }

    /// One of some levels, by its name.
    fn level(&mut self, key: &str, value: &Spanned<DeValue<'_>>, of: &[Level]) -> Option<Level> {
        let written = value.get_ref().as_str();
        let level = of.iter().find(|level| written == Some(level.name()));
        if level.is_none() {
            let choices: Vec<&str> = of.iter().map(|level| level.name()).collect();
            let choices = choices.join(" | ");
            self.fault(value, "level", &[("key", key), ("choices", &choices)]);
        }
        level.copied()
    }
}

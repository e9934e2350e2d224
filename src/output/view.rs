//! A finding as machines are told of it: worded, its places resolved. Every machine format is made of this, so
//! that none can say anything else than the others.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::diagnostic::{Arg, Diagnostic, Fix, Severity};
use crate::messages::{Catalogue, Language};
use crate::source::{Sources, Span};

/// One finding. Its fields are those of `--format json`, whose shape is versioned.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    pub(super) code: &'static str,
    #[serde(serialize_with = "by_name")]
    pub(super) severity: Severity,
    pub(super) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fact: Option<&'a str>,
    pub(super) at: Location<'a>,
    pub(super) related: Vec<Related<'a>>,
    pub(super) args: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fix: Option<Mending<'a>>,
}

/// What `--fix` would do about a finding.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mending<'a> {
    /// Write `text` in place of what stands there.
    Write { at: Location<'a>, text: String },
    /// Rewrite the file in this encoding.
    Encode(&'static str),
}

/// A second place, and what it has to do with the finding.
#[derive(Serialize)]
pub(super) struct Related<'a> {
    #[serde(flatten)]
    pub(super) at: Location<'a>,
    pub(super) message: String,
}

/// A place: lines and columns count from 1, columns in characters, the end exclusive.
#[derive(Serialize)]
pub(super) struct Location<'a> {
    pub(super) file: &'a str,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl<'a> Finding<'a> {
    /// The finding in the catalogue's words.
    pub(super) fn new(finding: &'a Diagnostic, sources: &'a Sources, words: &Catalogue) -> Self {
        let english = words.language() == Language::English;
        let args = finding.args.iter().map(|(name, arg)| {
            let text = match arg {
                Arg::Text(text) => text,
                Arg::Words { en, .. } if english => en,
                Arg::Words { zh, .. } => zh,
            };
            (*name, text.as_str())
        });
        let related = finding.related.iter().map(|related| Related {
            at: Location::new(related.span, sources),
            message: words.text(related.label, &[]),
        });
        Self {
            code: finding.code.name,
            severity: finding.severity,
            message: words.message(finding),
            help: words.help(finding),
            fact: finding.fact.as_deref(),
            at: Location::new(finding.span, sources),
            related: related.collect(),
            args: args.collect(),
            fix: finding.fix.as_deref().map(|fix| match fix {
                Fix::Write { span, slot, value } => Mending::Write {
                    at: Location::new(*span, sources),
                    text: slot.separators() + value,
                },
                Fix::Reencode => Mending::Encode("UTF-8"),
            }),
        }
    }
}

impl<'a> Location<'a> {
    fn new(span: Span, sources: &'a Sources) -> Self {
        let place = sources.place(span);
        Self {
            file: &sources.source(span.source).name,
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
        }
    }

    /// The file without `./` before it, as programs that match paths against a repository's want it.
    pub(super) fn plain_file(&self) -> &'a str {
        self.file
            .strip_prefix("./")
            .filter(|rest| !rest.is_empty())
            .unwrap_or(self.file)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde gives fields by reference"
)]
fn by_name<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}

/// JSON in which the controls beyond ASCII are escaped too: some terminals act on them.
pub(super) fn escaped(json: String) -> String {
    let acts = |c: char| matches!(c, '\u{7f}'..='\u{9f}');
    if !json.contains(acts) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        if acts(c) {
            // They stand in strings: nothing else of JSON has them.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

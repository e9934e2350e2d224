//! Findings as values: what is wrong, where, and against what; never the wording.
//!
//! A finding names a [`Code`], the places it is about, and named arguments. The words for it live in
//! `src/messages/*.ftl` and are put together only when a finding is shown, so that every output and both
//! languages say the same thing about the same numbers.

use crate::source::Span;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing has to be done.
    Note,
    /// Must be looked at before publication.
    Warning,
    /// Must be mended before publication.
    Error,
}

impl Severity {
    /// The word used in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of finding: its permanent name and its usual severity. Wording: `src/messages/`.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case, names what is wrong, never changes its meaning.
    pub name: &'static str,
    /// Severity unless the form says otherwise for an identity.
    pub severity: Severity,
}

impl Code {
    /// An error: must be mended before publication.
    pub const fn error(name: &'static str) -> Self {
        Self {
            name,
            severity: Severity::Error,
        }
    }

    /// A warning: must be looked at.
    pub const fn warning(name: &'static str) -> Self {
        Self {
            name,
            severity: Severity::Warning,
        }
    }

    /// A note.
    pub const fn note(name: &'static str) -> Self {
        Self {
            name,
            severity: Severity::Note,
        }
    }

    /// A finding of this kind at `span`.
    pub fn at(&'static self, span: Span) -> Diagnostic {
        Diagnostic {
            code: self,
            severity: self.severity,
            fact: None,
            args: Vec::new(),
            span,
            related: Vec::new(),
            advice: None,
        }
    }
}

/// A named argument of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// The same in both languages: a number, a path, what was written.
    Text(String),
    /// Words that the form holds in both languages.
    Words {
        /// Chinese.
        zh: String,
        /// English.
        en: String,
    },
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A second place that a finding is about, and the catalogue's label for it (`label-…` in `*.ftl`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// Id of the label's wording.
    pub label: &'static str,
}

/// One finding.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind.
    pub code: &'static Code,
    /// How much it matters.
    pub severity: Severity,
    /// Path of the figure it is about (`requests.received.total`), if it is about one.
    pub fact: Option<String>,
    /// What the wording needs, in the order given.
    pub args: Vec<(&'static str, Arg)>,
    /// The place to mend.
    pub span: Span,
    /// What it contradicts.
    pub related: Vec<Related>,
    /// Id of the words on what to do (`advice-…` in `*.ftl`), where more is known than the code's own help says.
    pub advice: Option<&'static str>,
}

impl Diagnostic {
    /// Adds a named argument.
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Adds a place that the finding contradicts or repeats.
    pub fn related(mut self, span: Span, label: &'static str) -> Self {
        self.related.push(Related { span, label });
        self
    }

    /// Names the figure it is about.
    pub fn about(mut self, fact: impl Into<String>) -> Self {
        self.fact = Some(fact.into());
        self
    }

    /// Overrides the code's severity, where the form decides.
    pub fn severe(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Says what to do in place of the code's own help.
    pub fn advise(mut self, advice: &'static str) -> Self {
        self.advice = Some(advice);
        self
    }
}

//! Findings as values: what is wrong, where, and against what; never the wording.
//!
//! A finding names a [`Code`], the places it is about, and named arguments. The words for it live in
//! `src/messages/*.ftl` and are put together only when a finding is shown, so that every output and both
//! languages say the same thing about the same numbers.

use chrono::NaiveDate;

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
    /// Whether findings of this kind may be waived; if nothing is said, those that are no errors may.
    pub waivable: Option<bool>,
    /// The arguments that a waiver doesn't cover: they follow from others, or change with the clock.
    pub passing: &'static [&'static str],
}

impl Code {
    const fn new(name: &'static str, severity: Severity) -> Self {
        Self {
            name,
            severity,
            waivable: None,
            passing: &[],
        }
    }

    /// An error: must be mended before publication.
    pub const fn error(name: &'static str) -> Self {
        Self::new(name, Severity::Error)
    }

    /// A warning: must be looked at.
    pub const fn warning(name: &'static str) -> Self {
        Self::new(name, Severity::Warning)
    }

    /// A note.
    pub const fn note(name: &'static str) -> Self {
        Self::new(name, Severity::Note)
    }

    /// Says whether findings of this kind may be waived, whatever their severity.
    #[must_use]
    pub const fn waivable(mut self, waivable: bool) -> Self {
        self.waivable = Some(waivable);
        self
    }

    /// Names the arguments that a waiver doesn't cover.
    #[must_use]
    pub const fn passing(mut self, arguments: &'static [&'static str]) -> Self {
        self.passing = arguments;
        self
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
            waivable: None,
            fix: None,
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

/// How a cell takes a value in the text that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Slot {
    /// In place of what its span covers.
    #[default]
    Here,
    /// The line ended this many separators before the cell: they are written first.
    Beyond(usize),
    /// It can't be told from its span what would have to be replaced.
    Locked,
}

impl Slot {
    /// The separators to write before the value.
    pub fn separators(self) -> String {
        match self {
            Self::Beyond(separators) => ",".repeat(separators),
            Self::Here | Self::Locked => String::new(),
        }
    }
}

/// What mends a finding and cannot be a guess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Writes a value into a cell.
    Write {
        /// The cell.
        span: Span,
        /// How it takes the value.
        slot: Slot,
        /// The value.
        value: String,
    },
    /// Rewrites the finding's file as UTF-8.
    Reencode,
}

/// A finding that someone has looked at and lets stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// What was found.
    pub finding: Diagnostic,
    /// Why it stands.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub date: NaiveDate,
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
    /// What the form says about waiving it, if it says anything.
    pub waivable: Option<bool>,
    /// What mends it, where that cannot be a guess.
    pub fix: Option<Box<Fix>>,
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

    /// Says whether it may be waived, where the form decides.
    pub fn waivable(mut self, waivable: Option<bool>) -> Self {
        self.waivable = waivable;
        self
    }

    /// Says what mends it by writing a value into a cell, unless the cell cannot take one.
    pub fn mended_by(mut self, span: Span, slot: Slot, value: impl Into<String>) -> Self {
        if slot != Slot::Locked {
            self.fix = Some(Box::new(Fix::Write {
                span,
                slot,
                value: value.into(),
            }));
        }
        self
    }

    /// Whether a reviewer may let it stand: what the form says, else what its kind says, else whether it is
    /// less than an error.
    pub fn is_waivable(&self) -> bool {
        self.waivable
            .or(self.code.waivable)
            .unwrap_or(self.severity < Severity::Error)
    }

    /// The arguments whose values a waiver covers, as in JSON. Words that the form holds in two languages are
    /// wording, not values.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.args.iter().filter_map(|(name, arg)| match arg {
            Arg::Text(text) if !self.code.passing.contains(name) => Some((*name, text.as_str())),
            _ => None,
        })
    }

    /// Says what to do in place of the code's own help.
    pub fn advise(mut self, advice: &'static str) -> Self {
        self.advice = Some(advice);
        self
    }
}

/// What others wrote, as it may be shown: a control character could act on the terminal that it is shown on, and stands
/// as its picture. Line ends and tabs stay.
pub fn harmless(text: &str) -> std::borrow::Cow<'_, str> {
    let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    // Nearly no text has any of the bytes without which no control character is written. Without a way out, many bytes
    // are looked at at once.
    let may_act = |byte: u8| matches!(byte, ..0x20 | 0x7f | 0xc2);
    if !text.bytes().fold(false, |any, byte| any | may_act(byte)) || !text.contains(acts) {
        return text.into();
    }
    let picture = |c: char| match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    };
    let shown = text.chars().map(|c| if acts(c) { picture(c) } else { c });
    shown.collect::<String>().into()
}

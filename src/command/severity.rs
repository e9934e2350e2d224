//! How grave findings are taken, as the command line says: `--deny`, `--allow`, `--fail-on`.

use anyhow::Result;

use super::{Context, codes};
use crate::batch::{Level, Overrides, is_fixed};
use crate::cli::{FailOn, Reading};
use crate::diagnostic::{Code, Severity};
use crate::ingest;

/// Whether errors may be taken for less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errors {
    /// Where findings are looked at.
    MayBeLowered,
    /// Where a report is written for publication, or said to be ready for it: an error is mended, waived with
    /// a reason, or goes into a draft.
    Stay,
}

impl Context<'_> {
    /// What the command line says about severities; none if that cannot be, which has been said.
    pub(super) fn overrides(
        &self,
        reading: &Reading,
        fail_on: Option<FailOn>,
        errors: Errors,
    ) -> Result<Option<Overrides>> {
        let mut overrides = Overrides {
            levels: Vec::new(),
            fail_on: fail_on.map(Into::into),
            errors_stay: errors == Errors::Stay,
        };
        let known = codes();
        let options = [
            (&reading.deny, Level::At(Severity::Error)),
            (&reading.allow, Level::Allow),
        ];
        for (names, level) in options {
            for name in names {
                let Some(code) = self.code(&known, name)? else {
                    return Ok(None);
                };
                let refused = if is_fixed(code) {
                    Some("usage-fixed-code")
                } else if level == Level::Allow && reading.deny.contains(name) {
                    Some("usage-allowed-and-denied")
                } else if level == Level::Allow
                    && errors == Errors::Stay
                    && code.severity == Severity::Error
                {
                    Some("usage-allowed-error")
                } else {
                    None
                };
                if let Some(reason) = refused {
                    self.say(reason, &[("code", name)])?;
                    return Ok(None);
                }
                overrides.levels.push((code.name, level));
            }
        }
        Ok(Some(overrides))
    }

    /// The code of this name; none if there is none, which has been said.
    pub(super) fn code(
        &self,
        known: &[&'static Code],
        name: &str,
    ) -> Result<Option<&'static Code>> {
        let code = known.iter().find(|code| code.name == name).copied();
        if code.is_none() {
            let nearest = ingest::nearest(name, known.iter().map(|code| code.name));
            self.say("explain-unknown", &[("code", name), ("nearest", &nearest)])?;
        }
        Ok(code)
    }
}

impl From<FailOn> for Severity {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Note => Self::Note,
        }
    }
}

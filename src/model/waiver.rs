//! What a reviewer has decided to let stand, as written in `waivers.toml`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::source::Span;

/// One entry of `waivers.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The code of the findings that it covers.
    pub code: String,
    /// Path of the figure that they are about; none for findings that are about no figure.
    pub fact: Option<String>,
    /// The file of the report folder that they point at, if the waiver names it.
    pub file: Option<String>,
    /// The arguments of the findings that it covers, by name. Others may be as they like.
    pub values: BTreeMap<String, String>,
    /// Why they may stand.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub date: NaiveDate,
    /// The last day on which it holds, if there is one.
    pub expires: Option<NaiveDate>,
    /// Where its code is written.
    pub span: Span,
    /// Where its values are written; its code where it has none.
    pub values_span: Span,
    /// Where the last day is written; its code where it has none.
    pub expires_span: Span,
}

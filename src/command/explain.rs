//! `nianbao explain`: what a finding means, an example of it, and how to mend it.

use std::io::Write as _;

use anyhow::Result;

use super::{Context, Exit};
use crate::cli::Explain;
use crate::diagnostic::Code;
use crate::messages::Language;
use crate::{batch, document, form, ingest, rollup, rules, waiver};

/// The error gallery, which the tests generate from `tests/conformance/`: what each code looks like.
const GALLERY: [(Language, &str); 2] = [
    (
        Language::Chinese,
        include_str!("../messages/gallery.zh-CN.txt"),
    ),
    (
        Language::English,
        include_str!("../messages/gallery.en.txt"),
    ),
];

/// Every code, by name.
pub fn codes() -> Vec<&'static Code> {
    let lists = [
        batch::CODES,
        document::CODES,
        form::CODES,
        ingest::CODES,
        rollup::CODES,
        waiver::CODES,
    ];
    let mut codes: Vec<_> = lists
        .into_iter()
        .flatten()
        .copied()
        .chain(rules::all().map(|rule| rule.code))
        .collect();
    codes.sort_by_key(|code| code.name);
    codes
}

pub(super) fn run(context: &Context<'_>, arguments: &Explain) -> Result<Exit> {
    let catalogue = context.catalogue;
    let text = |id: &str| catalogue.text(id, &[]);
    let mut out = context.stdout();
    let Some(name) = &arguments.code else {
        writeln!(out, "{}", text("explain-list-title"))?;
        for code in codes() {
            let severity = text(&format!("severity-{}", code.severity.name()));
            writeln!(
                out,
                "  {:<24} {severity}  {}",
                code.name,
                catalogue.summary(code.name)
            )?;
        }
        out.flush()?;
        return Ok(Exit::Clean);
    };
    let Some(code) = context.code(&codes(), name)? else {
        return Ok(Exit::Failed);
    };
    writeln!(
        out,
        "{}[{}]\n",
        text(&format!("severity-{}", code.severity.name())),
        code.name
    )?;
    writeln!(out, "{}", catalogue.why(code.name))?;
    if let Some(example) = example(code.name, catalogue.language()) {
        writeln!(
            out,
            "\n{}\n\n{}",
            text("explain-example"),
            example.trim_end()
        )?;
    }
    out.flush()?;
    Ok(Exit::Clean)
}

/// A code's entry in the gallery: what stands between its heading and the next.
fn example(code: &str, language: Language) -> Option<&'static str> {
    let (_, gallery) = GALLERY.into_iter().find(|(other, _)| *other == language)?;
    let start = gallery.find(&format!("## {code}\n"))?;
    let entry = &gallery[start + code.len() + 4..];
    Some(entry.split("\n## ").next().unwrap_or(entry))
}

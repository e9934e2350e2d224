//! `nianbao schema`: the JSON Schemas of what goes in and what comes out, for editors and other programs.

use std::io::Write as _;

use anyhow::Result;

use super::{Context, Exit};
use crate::cli::{Schema, SchemaOf};
use crate::form::keys::Keys;
use crate::form::report_schema;
use crate::output::{findings_schema, summary_schema};

pub(super) fn run(context: &Context<'_>, arguments: &Schema) -> Result<Exit> {
    let schema = match arguments.of {
        SchemaOf::Findings => findings_schema(),
        SchemaOf::Summary => summary_schema(),
        SchemaOf::Report => match context.library()? {
            Some(library) => report_schema(&library, &Keys::load(&context.assets)?),
            None => return Ok(Exit::Failed),
        },
    };
    let mut out = context.stdout();
    writeln!(out, "{}", serde_json::to_string_pretty(&schema)?)?;
    out.flush()?;
    Ok(Exit::Clean)
}

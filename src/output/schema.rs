//! The JSON Schema of `--format json`: its shape is that of [`json`](super::json).

use serde_json::{Value, json};

use super::json::VERSION;

/// The JSON Schema (draft 2020-12) of what [`Json`](super::Json) prints. It stands beside the shape; a test holds what is
/// printed to it.
pub fn findings_schema() -> Value {
    let list = |description: &str, of: &str| {
        json!({
            "description": description,
            "type": "array",
            "items": { "$ref": format!("#/$defs/{of}") },
        })
    };
    let place = json!({
        "file": text("The file, as its path was given."),
        "line": number("Line, counted from 1.", 1),
        "column": number("Column, counted from 1 in characters (Unicode code points).", 1),
        "end_line": number("Line of the end.", 1),
        "end_column": number("Column just past the last character.", 1),
    });
    let mut related = place.clone();
    related["message"] = text("What this place has to do with the finding.");
    let report = json!({
        "path": text("The report folder, as given; the folder of a `nianbao.toml` that is at fault; empty if nothing could be examined."),
        "agency": text("The agency's name; empty if it is not known."),
        "year": {
            "description": "The reporting year; null if it is not known.",
            "type": ["integer", "null"],
        },
        "findings": list("What was found, in the order of files and places.", "finding"),
        "waived": list("What was found and may stand, by `waivers.toml`.", "waived"),
    });
    let finding = json!({
        "code": {
            "description": "What kind of finding: permanent, never changes its meaning. `nianbao explain` lists them.",
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        },
        "severity": {
            "description": "error: to be mended before publication. warning: to be looked at. note: good to know.",
            "enum": ["error", "warning", "note"],
        },
        "message": text("What is wrong, in the language asked for."),
        "help": text("What to do about it."),
        "fact": text("The path of the figure that it is about, `table.row.column`, if it is about one."),
        "at": { "$ref": "#/$defs/place" },
        "related": list("What it contradicts or repeats.", "related"),
        "args": {
            "description": "What the message names: both sides of a sum, what was written …",
            "type": "object",
            "additionalProperties": { "type": "string" },
        },
        "fix": mending(),
    });
    let mut waived = finding.clone();
    waived["reason"] = text("Why it may stand.");
    waived["by"] = text("Who decided.");
    waived["date"] = text("When: year-month-day.");
    let mut summary = json!({
        "reports": number("Reports examined.", 0),
        "errors": number("Findings of severity error.", 0),
        "warnings": number("Findings of severity warning.", 0),
        "notes": number("Findings of severity note.", 0),
        "waived": number("Findings that `waivers.toml` lets stand; they are in none of the others.", 0),
        "allowed": number("Findings left out because --allow or a nianbao.toml allows their code.", 0),
    });
    let mut optional = Vec::new();
    if let (Some(summary), Value::Object(more)) = (summary.as_object_mut(), tally_properties()) {
        optional.extend(more.keys().cloned());
        summary.extend(more);
    }
    let optional: Vec<&str> = optional.iter().map(String::as_str).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "nianbao check --format json",
        "description": "The findings of a run. Adding a key is no new version; changing or removing one is.",
        "type": "object",
        "required": ["version", "reports", "summary"],
        "properties": {
            "version": { "description": "Version of this shape.", "const": VERSION },
            "reports": list("One entry for each report folder, in the order of the input.", "report"),
            "summary": { "$ref": "#/$defs/summary" },
        },
        "additionalProperties": false,
        "$defs": {
            "report": object("The findings about one report folder.", report, &[]),
            "finding": object("One finding.", finding, &["help", "fact", "fix"]),
            "waived": object("One finding that may stand.", waived, &["help", "fact", "fix"]),
            "place": object("Where a finding is.", place, &[]),
            "related": object("A second place.", related, &[]),
            "summary": object("How many there were.", summary, &optional),
            "common": common(),
        },
    })
}

/// The schema of a `fix`.
fn mending() -> Value {
    json!({
            "description": "What `check --fix` would do about it.",
            "oneOf": [
                object(
                    "Write a text.",
                    json!({ "write": object("Where, and what.", json!({ "at": { "$ref": "#/$defs/place" }, "text": text("What to write there.") }), &[]) }),
                    &[],
                ),
                object("Rewrite the file.", json!({ "encode": text("The encoding.") }), &[]),
            ],
    })
}

/// An object with these properties and no others, all of them required but `optional`.
#[expect(clippy::needless_pass_by_value, reason = "each is made for one call")]
pub(super) fn object(description: &str, properties: Value, optional: &[&str]) -> Value {
    let required: Vec<&String> = properties
        .as_object()
        .into_iter()
        .flat_map(serde_json::Map::keys)
        .filter(|name| !optional.contains(&name.as_str()))
        .collect();
    json!({
        "description": description,
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

pub(super) fn text(description: &str) -> Value {
    json!({ "description": description, "type": "string" })
}

pub(super) fn number(description: &str, least: u32) -> Value {
    json!({ "description": description, "type": "integer", "minimum": least })
}

/// What a [`Tally`](super::Tally) is to machines; left out where nothing could be examined.
pub(super) fn tally_properties() -> Value {
    let of_register = |description: &str| json!({ "description": format!("{description} Null without a register."), "type": ["integer", "null"], "minimum": 0 });
    json!({
        "passed": number("Reports that nothing keeps from passing.", 0),
        "failed": number("Reports that something keeps from passing.", 0),
        "late": number("Reports published after the deadline, or not published although it has passed.", 0),
        "missing": of_register("Agencies in the register that there is no report folder of."),
        "surplus": of_register("Report folders of agencies that are not in the register."),
        "duplicate": of_register("Report folders besides the first of an agency and year."),
        "commonest": {
            "description": "The ten commonest codes among the findings about reports, the commonest first.",
            "type": "array",
            "items": { "$ref": "#/$defs/common" },
        },
    })
}

/// The schema of one of the commonest codes.
pub(super) fn common() -> Value {
    object(
        "How often a code was found.",
        json!({
            "code": text("The code."),
            "summary": text("What it means, in the language asked for."),
            "count": number("Findings.", 1),
            "reports": number("Reports that have any.", 1),
        }),
        &[],
    )
}

//! The import table: who may know whom. It is the architecture; `src/lib.rs` draws it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module and the modules that it may import. A new arrow is a decision: it changes this table, and the
/// commit says why.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("assets", &[]),
    (
        "batch",
        &[
            "assets",
            "diagnostic",
            "document",
            "form",
            "ingest",
            "model",
            "privacy",
            "register",
            "rules",
            "source",
            "waiver",
        ],
    ),
    ("cli", &[]),
    (
        "command",
        &[
            "assets",
            "batch",
            "cli",
            "compare",
            "diagnostic",
            "document",
            "form",
            "ingest",
            "messages",
            "model",
            "output",
            "privacy",
            "register",
            "rollup",
            "rules",
            "source",
            "trace",
            "waiver",
            "writer",
        ],
    ),
    ("compare", &["form", "model"]),
    ("diagnostic", &["source"]),
    (
        "document",
        &["assets", "diagnostic", "form", "model", "source"],
    ),
    (
        "form",
        &["assets", "diagnostic", "plain", "prose", "source"],
    ),
    (
        "ingest",
        &["diagnostic", "form", "model", "plain", "prose", "source"],
    ),
    ("messages", &["diagnostic"]),
    ("model", &["diagnostic", "form", "prose", "source"]),
    (
        "output",
        &[
            "compare",
            "diagnostic",
            "messages",
            "model",
            "source",
            "trace",
        ],
    ),
    ("plain", &[]),
    ("privacy", &[]),
    ("prose", &[]),
    ("register", &["diagnostic", "ingest", "source"]),
    ("rollup", &["diagnostic", "form", "model", "source"]),
    (
        "rules",
        &["diagnostic", "form", "model", "privacy", "prose", "source"],
    ),
    ("source", &[]),
    ("trace", &["form", "model", "source"]),
    ("waiver", &["diagnostic", "ingest", "model", "source"]),
    ("writer", &["assets", "document"]),
];

#[test]
fn every_arrow_is_in_the_table() {
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let module = module_of(&file);
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
            assert!(
                matches!(module.as_str(), "lib" | "main"),
                "{module} is not in the table"
            );
            continue;
        };
        let text = fs::read_to_string(&file).expect("a source file");
        // What follows the tests of a file may use what it likes.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for imported in imports(code) {
            if imported != module && !allowed.contains(&imported.as_str()) {
                wrong.push(format!("{} uses {imported}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_room_that_is_gone() {
    let modules: BTreeSet<String> = rust_files(Path::new("src"))
        .iter()
        .map(|file| module_of(file))
        .collect();
    for (name, _) in MAY_IMPORT {
        assert!(
            modules.contains(*name),
            "{name} is in the table, but not in src"
        );
    }
}

/// `crate::name` anywhere, and the names in `use crate::{…}`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (start, _) in code.match_indices("crate::") {
        let rest = &code[start + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let group = &group[..group.find("};").unwrap_or(0)];
            let mut depth = 0;
            let mut name = String::new();
            for character in group.chars().chain([',']) {
                match character {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        let first = name
                            .trim()
                            .split("::")
                            .next()
                            .unwrap_or_default()
                            .to_owned();
                        if !first.is_empty() {
                            found.insert(first);
                        }
                        name.clear();
                    }
                    character if depth == 0 => name.push(character),
                    _ => {}
                }
            }
        } else {
            let name: String = rest
                .chars()
                .take_while(|character| character.is_ascii_lowercase() || *character == '_')
                .collect();
            if !name.is_empty() {
                found.insert(name);
            }
        }
    }
    found
}

fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix("src").expect("below src");
    let first = inside
        .components()
        .next()
        .expect("a name")
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// No file of the form's rows in Rust: an id of a row, quoted, outside tests.
#[test]
fn no_rust_names_a_row() {
    let library = nianbao::form::Library::load(&nianbao::assets::Assets::default())
        .expect("forms")
        .expect("valid forms");
    // Words that are also ordinary ones in the program: statuses and keys, never rows there.
    let ordinary = ["total", "other", "waived"];
    let mut ids = BTreeSet::new();
    for table in library.forms().iter().flat_map(|form| &form.tables) {
        ids.extend(
            table
                .rows
                .iter()
                .map(|row| row.id.as_str())
                .filter(|id| !ordinary.contains(id)),
        );
    }
    for file in rust_files(Path::new("src")) {
        let text = fs::read_to_string(&file).expect("a source file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_comment = |line: &&str| line.trim_start().starts_with("//");
        let code: String = code.lines().filter(|line| !is_comment(line)).collect();
        for id in &ids {
            assert!(
                !code.contains(&format!("\"{id}\"")),
                "{} names the row {id}",
                file.display()
            );
        }
    }
}

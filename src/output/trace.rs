//! Where a figure comes from, as a tree for people and as JSON for programs.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::messages::Catalogue;
use crate::model::Held;
use crate::trace::{At, DEEPEST, MOST, Node, Obstacle, Way, WayKind};

use super::comparison::{flat, state};

/// The tree, for people.
pub fn trace_tree(catalogue: &Catalogue, root: &Node) -> String {
    let year = root.year.to_string();
    let arguments = [("agency", root.agency.as_str()), ("year", &year)];
    let mut tree = Tree {
        catalogue,
        text: format!("{}\n", flat(&catalogue.text("trace-of", &arguments))),
    };
    let unit = if root.unit.is_empty() {
        String::new()
    } else {
        format!("（{}）", root.unit)
    };
    tree.node(root, &format!("{} · {}{unit}", root.row, root.column), 0);
    tree.text
}

/// The same as one JSON object.
pub fn trace_json(root: &Node) -> Value {
    json!({ "version": 1, "fact": root.path, "trace": node(root) })
}

struct Tree<'c> {
    catalogue: &'c Catalogue,
    text: String,
}

impl Tree<'_> {
    fn node(&mut self, node: &Node, label: &str, depth: usize) {
        let indent = "  ".repeat(depth);
        let label = flat(label);
        let value = match (node.held, &node.obstacle) {
            (Held::Written(number), _) => format!("{label} = {number}"),
            (Held::Computed(number), _) => {
                format!("{label} = {number}{}", self.words("trace-computed"))
            }
            (_, Some(_)) if node.at.is_none() => label,
            (held, _) => format!("{label}：{}", state(self.catalogue, held)),
        };
        let _ = write!(self.text, "{indent}{value}");
        if let Some(At {
            file, line, column, ..
        }) = &node.at
        {
            let _ = write!(self.text, "  {}:{line}:{column}", flat(file));
        }
        if node.changed {
            let _ = write!(self.text, "  {}", self.words("trace-changed"));
        }
        self.text.push('\n');
        if let Some(obstacle) = &node.obstacle {
            let said = flat(&self.obstacle(obstacle));
            let _ = writeln!(self.text, "{indent}  {said}");
        }
        for way in &node.ways {
            let said = self.way(way);
            let _ = writeln!(self.text, "{indent}  {said}");
            for part in &way.parts {
                let label = match way.kind {
                    WayKind::Columns => part.column.clone(),
                    kind if kind.is_of_others() && part.year != 0 && part.year != node.year => {
                        format!("{} {}", part.agency, part.year)
                    }
                    kind if kind.is_of_others() => part.agency.clone(),
                    _ => part.row_name.clone(),
                };
                self.node(part, &label, depth + 2);
            }
        }
    }

    fn way(&self, way: &Way) -> String {
        let count = way.parts.len().to_string();
        let id = format!("trace-way-{}", way.kind.name());
        let name = self.catalogue.text(&id, &[("count", &count)]);
        if way.kind == WayKind::Apart {
            return name;
        }
        let text = |number: Option<rust_decimal::Decimal>| {
            number.map(|it| it.to_string()).unwrap_or_default()
        };
        let (sum, lacking) = (text(way.sum), way.lacking.to_string());
        let (stated, difference) = (text(way.stated), text(way.difference()));
        let mut parts = way.parts.iter();
        let is_void = parts.all(|part| part.held == Held::NotApplicable);
        let id = match (way.sum, way.difference(), way.lacking) {
            (None, _, _) if is_void => "trace-none",
            (None, _, _) => "trace-open",
            (Some(_), None, 0) => "trace-agrees",
            (Some(_), Some(_), 0) => "trace-differs",
            (Some(_), None, _) => "trace-partial",
            (Some(_), Some(_), _) => "trace-partial-differs",
        };
        self.catalogue.text(
            id,
            &[
                ("way", &name),
                ("sum", &sum),
                ("stated", &stated),
                ("difference", &difference),
                ("lacking", &lacking),
            ],
        )
    }

    fn obstacle(&self, obstacle: &Obstacle) -> String {
        let (deepest, most) = (DEEPEST.to_string(), MOST.to_string());
        match obstacle {
            Obstacle::Missing(path) => self.catalogue.text("trace-missing", &[("path", path)]),
            Obstacle::Unreadable(path, reason) => self
                .catalogue
                .text("trace-unreadable", &[("path", path), ("reason", reason)]),
            Obstacle::Faulty(path) => self.catalogue.text("trace-faulty", &[("path", path)]),
            Obstacle::Circle(path) => self.catalogue.text("trace-circle", &[("path", path)]),
            Obstacle::TooDeep => self
                .catalogue
                .text("trace-too-deep", &[("limit", &deepest)]),
            Obstacle::TooMany => self.catalogue.text("trace-too-many", &[("limit", &most)]),
        }
    }

    fn words(&self, id: &str) -> String {
        self.catalogue.text(id, &[])
    }
}

fn node(node: &Node) -> Value {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        object.insert(key.to_owned(), value);
    };
    put("agency", json!(node.agency));
    if node.year != 0 {
        put("year", json!(node.year));
    }
    put("fact", json!(node.path));
    put("row", json!(node.row));
    put("column", json!(node.column));
    if !node.unit.is_empty() {
        put("unit", json!(node.unit));
    }
    let entry = match node.held {
        Held::Written(_) => "written",
        Held::Computed(_) => "computed",
        Held::Blank => "blank",
        Held::NotApplicable => "not-applicable",
        Held::Absent(_) => "absent",
    };
    put("entry", json!(entry));
    if let Some(number) = node.held.number() {
        put("value", json!(number.to_string()));
    }
    if let Some(at) = &node.at {
        let At {
            file,
            line,
            column,
            end_line,
            end_column,
        } = at;
        put(
            "at",
            json!({
                "file": file, "line": line, "column": column,
                "end_line": end_line, "end_column": end_column,
            }),
        );
    }
    if node.changed {
        put("changed", json!(true));
    }
    if let Some(obstacle) = &node.obstacle {
        let (name, path) = match obstacle {
            Obstacle::Missing(path) => ("missing", path.as_str()),
            Obstacle::Unreadable(path, _) => ("unreadable", path.as_str()),
            Obstacle::Faulty(path) => ("faulty", path.as_str()),
            Obstacle::Circle(path) => ("circle", path.as_str()),
            Obstacle::TooDeep => ("too-deep", ""),
            Obstacle::TooMany => ("too-many", ""),
        };
        put("obstacle", json!({ "name": name, "path": path }));
    }
    if !node.ways.is_empty() {
        put("ways", node.ways.iter().map(way).collect());
    }
    Value::Object(object)
}

fn way(way: &Way) -> Value {
    let mut object = Map::new();
    object.insert("by".to_owned(), json!(way.kind.name()));
    let numbers = [
        ("sum", way.sum),
        ("stated", way.stated),
        ("difference", way.difference()),
    ];
    for (key, number) in numbers {
        if let Some(number) = number {
            object.insert(key.to_owned(), json!(number.to_string()));
        }
    }
    if way.lacking > 0 {
        object.insert("lacking".to_owned(), json!(way.lacking));
    }
    object.insert("parts".to_owned(), way.parts.iter().map(node).collect());
    Value::Object(object)
}

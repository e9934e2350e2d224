//! `--format sarif`: SARIF 2.1.0, which code hosts and editors show at the lines it names. Streamed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Value, json};

use super::view::{Finding, Location, escaped};
use super::{Counts, Findings, Reporter};
use crate::diagnostic::Code;
use crate::messages::Catalogue;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Names how a fingerprint is made; another way of making it gets another name.
const FINGERPRINT: &str = "nianbao/v1";

/// Words findings as SARIF.
pub struct Sarif<'a> {
    catalogue: &'a Catalogue,
    codes: &'a [&'static Code],
}

/// The tool, and the kinds of finding that it knows.
#[derive(Serialize)]
struct Driver {
    name: &'static str,
    #[serde(rename = "semanticVersion")]
    version: &'static str,
    language: &'static str,
    rules: Vec<Value>,
}

impl<'a> Sarif<'a> {
    /// In the catalogue's words; `codes` are the rules of the log.
    pub fn new(catalogue: &'a Catalogue, codes: &'a [&'static Code]) -> Self {
        Self { catalogue, codes }
    }

    fn result(&self, finding: &Finding<'_>, fingerprint: &str) -> Value {
        let mut place = location(&finding.at);
        if let Some(fact) = finding.fact {
            place["logicalLocations"] = json!([{ "fullyQualifiedName": fact }]);
        }
        let mut result = json!({
            "ruleId": finding.code,
            "level": finding.severity.name(),
            "message": { "text": finding.message },
            "locations": [place],
            "partialFingerprints": { FINGERPRINT: fingerprint },
        });
        let index = self.codes.iter().position(|code| code.name == finding.code);
        if let Some(index) = index {
            result["ruleIndex"] = index.into();
        }
        if !finding.related.is_empty() {
            let related = finding.related.iter().enumerate().map(|(id, related)| {
                let mut place = location(&related.at);
                place["id"] = id.into();
                place["message"] = json!({ "text": related.message });
                place
            });
            result["relatedLocations"] = related.collect();
        }
        if let Some(help) = &finding.help {
            result["properties"] = json!({ "help": help });
        }
        result
    }
}

impl Reporter for Sarif<'_> {
    fn begin(&self) -> Result<String> {
        let driver = serde_json::to_string(&Driver {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            language: self.catalogue.language().tag(),
            rules: self
                .codes
                .iter()
                .map(|code| rule(code, self.catalogue))
                .collect(),
        })?;
        Ok(format!(
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"unicodeCodePoints\",\
             \"tool\":{{\"driver\":{driver}}},\"results\":["
        ))
    }

    fn report(&self, findings: Findings<'_>) -> Result<String> {
        let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
        let open = findings
            .worded(self.catalogue)
            .map(|finding| (finding, None));
        let waived = findings.waived.iter().map(|waived| {
            let finding = Finding::new(&waived.finding, findings.sources, self.catalogue);
            (finding, Some(waived))
        });
        let results = open.chain(waived).map(|(finding, waived)| {
            let hash = fingerprint(&finding);
            let occurrence = seen.entry(hash).or_default();
            *occurrence += 1;
            let mut result = self.result(&finding, &format!("{hash:016x}:{occurrence}"));
            if let Some(waived) = waived {
                let why = format!("{} ({}, {})", waived.reason, waived.by, waived.date);
                result["suppressions"] =
                    json!([{ "kind": "external", "status": "accepted", "justification": why }]);
            }
            format!("\n{}", escaped(result.to_string()))
        });
        Ok(results.collect::<Vec<_>>().join(self.between()))
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self, _: Counts) -> Result<String> {
        Ok("\n]}]}\n".to_owned())
    }
}

fn rule(code: &Code, catalogue: &Catalogue) -> Value {
    let why = catalogue.why(code.name);
    json!({
        "id": code.name,
        "shortDescription": { "text": catalogue.summary(code.name) },
        "fullDescription": { "text": why },
        "defaultConfiguration": { "level": code.severity.name() },
    })
}

fn location(at: &Location<'_>) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(at.plain_file()) },
            "region": {
                "startLine": at.line,
                "startColumn": at.column,
                "endLine": at.end_line,
                "endColumn": at.end_column,
            },
        },
    })
}

/// A path as a URI reference: relative if it is, everything but what any URI may hold percent-encoded.
fn uri(path: &str) -> String {
    let bytes = path.as_bytes();
    let has_drive =
        bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && bytes[2] == b'/';
    let (mut uri, encoded) = match (path, has_drive) {
        (path, true) => (format!("file:///{}", &path[..2]), &path[2..]),
        (path, _) if path.starts_with("//") => ("file:".to_owned(), path),
        (path, _) if path.starts_with('/') => ("file://".to_owned(), path),
        (path, _) => (String::new(), path),
    };
    for byte in encoded.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// What stays the same when lines are added above, or a figure changes and is still wrong: the code, the file,
/// and the figure's path. Where there is no figure, what the message names tells findings apart.
fn fingerprint(finding: &Finding<'_>) -> u64 {
    let mut hash = Fnv::default();
    hash.text(finding.code);
    hash.text(finding.at.plain_file());
    match finding.fact {
        Some(fact) => hash.text(fact),
        None => finding.args.values().for_each(|arg| hash.text(arg)),
    }
    hash.0
}

/// FNV-1a, which is the same on every machine and with every compiler.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Hashes a text in, and an end that keeps it apart from the next.
    fn text(&mut self, text: &str) {
        for byte in text.bytes().chain([0xFF]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fnv, uri};

    #[test]
    fn paths_become_uris() {
        assert_eq!(
            uri("青石镇 2022/a.csv"),
            "%E9%9D%92%E7%9F%B3%E9%95%87%202022/a.csv"
        );
        assert_eq!(uri("a:b/100%#?.csv"), "a%3Ab/100%25%23%3F.csv");
        assert_eq!(uri("../x/report.toml"), "../x/report.toml");
        assert_eq!(uri("/tmp/镇/a.csv"), "file:///tmp/%E9%95%87/a.csv");
        assert_eq!(uri("C:/镇/a.csv"), "file:///C:/%E9%95%87/a.csv");
        assert_eq!(uri("//server/share/a.csv"), "file://server/share/a.csv");
    }

    #[test]
    fn the_hash_is_fnv_1a_and_keeps_texts_apart() {
        let of = |texts: &[&str]| {
            let mut hash = Fnv::default();
            for text in texts {
                hash.text(text);
            }
            hash.0
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        // 0xcbf29ce484222325 ^ 0xff, times the prime.
        assert_eq!(of(&[""]), 0xaf64_724c_8602_eb6e);
    }
}

//! Reads a register: its heads, its rows, and what is wrong with each alone.

use super::{BAD_REGISTER, Column, HEADS, LEVELS, Register, Row, folded, tidy};
use crate::diagnostic::Diagnostic;
use crate::ingest::list::{self, Field};
use crate::ingest::{self, Encoding};
use crate::source::{Sources, Span};

/// What reading a register came to.
#[derive(Debug)]
pub struct Read {
    /// The register; none if it cannot be used at all.
    pub register: Option<Register>,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
    /// The text that the findings point into.
    pub sources: Sources,
}

/// Reads a register, shown as `name`.
pub fn read(name: &str, bytes: &[u8], encoding: Encoding) -> Read {
    let mut sources = Sources::default();
    let source = match list::open(&mut sources, name, bytes, encoding) {
        Ok(source) => source,
        Err(finding) => {
            return Read {
                register: None,
                findings: vec![finding],
                sources,
            };
        }
    };
    let mut findings = Vec::new();
    let mut rows = Vec::new();
    let mut columns: Option<Result<[Option<usize>; 5], ()>> = None;
    let unclosed = list::records(
        source,
        &sources.source(source).text,
        |fields| match &columns {
            None => columns = Some(heads(&fields, &mut findings)),
            Some(Ok(columns)) => rows.push(row(columns, &fields, &mut findings)),
            Some(Err(())) => {}
        },
    );
    let unusable = unclosed.is_some() || !matches!(columns, Some(Ok(_)));
    findings.extend(unclosed);
    if rows.is_empty() && findings.is_empty() {
        let end = sources.source(source).text.trim_end().len();
        findings.push(fault(Span::new(source, end..end), "empty", "", "", ""));
        return Read {
            register: None,
            findings,
            sources,
        };
    }
    if unusable {
        return Read {
            register: None,
            findings,
            sources,
        };
    }
    let mut register = Register {
        sources: sources.clone(),
        source,
        rows,
        codes: Vec::new(),
        names: Vec::new(),
        paths: Vec::new(),
    };
    register.index(&mut findings);
    findings.sort_by_key(|finding| finding.span);
    Read {
        register: Some(register),
        findings,
        sources,
    }
}

/// A finding about the register itself. The catalogue chooses its words by `cause`.
pub(super) fn fault(
    at: Span,
    cause: &'static str,
    written: &str,
    nearest: &str,
    choices: &str,
) -> Diagnostic {
    let or_none = |text: &str| if text.is_empty() { "none" } else { text }.to_owned();
    BAD_REGISTER
        .at(at)
        .with("cause", cause)
        .with("written", or_none(written))
        .with("nearest", or_none(nearest))
        .with("choices", or_none(choices))
}

/// Which field holds which column. Further columns (telephone, contact …) are the office's own.
fn heads(fields: &[Field], findings: &mut Vec<Diagnostic>) -> Result<[Option<usize>; 5], ()> {
    let mut columns = [None; 5];
    let mut others = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let head = folded(&field.text);
        let known = HEADS.iter().position(|(_, id, heads)| {
            *id == head || heads.iter().any(|known| folded(known) == head)
        });
        match known {
            Some(column) => match columns[column] {
                None => columns[column] = Some(at),
                Some(first) => findings.push(
                    fault(field.span, "head-twice", field.text.trim(), "", "")
                        .related(fields[first].span, "label-first-here"),
                ),
            },
            None => others.push(field),
        }
    }
    let name = Column::Name as usize;
    if columns[name].is_none() {
        // Without names nobody can be looked for; a head that was meant for it may stand there.
        let first = fields.first().map(|field| field.span);
        let known = HEADS[name].2.iter().copied().chain([HEADS[name].1]);
        let near = others.iter().find_map(|field| {
            let nearest = ingest::nearest(&folded(&field.text), known.clone());
            (nearest != "none").then_some((field.span, field.text.trim()))
        });
        if let Some((span, written)) = near {
            findings.push(fault(span, "head-unknown", written, HEADS[name].2[0], ""));
        } else if let Some(span) = first {
            findings.push(fault(
                span,
                "no-names",
                "",
                "",
                "代码 | 名称 | 级别 | 上级 | 路径",
            ));
        }
        return Err(());
    }
    for field in others {
        let head = folded(&field.text);
        let absent = HEADS.iter().enumerate();
        let absent = absent.filter(|(column, _)| columns[*column].is_none());
        for (_, (_, id, _)) in absent {
            // Chinese heads are too short for likeness to say anything.
            if ingest::nearest(&head, [*id]) != "none" {
                findings.push(fault(field.span, "head-unknown", field.text.trim(), id, ""));
            }
        }
    }
    Ok(columns)
}

/// A row, with what is wrong with it alone.
fn row(columns: &[Option<usize>; 5], fields: &[Field], findings: &mut Vec<Diagnostic>) -> Row {
    let source = fields[0].span.source;
    let end = fields.last().map_or(0, |field| field.span.range().end);
    let field = |column: Column| columns[column as usize].and_then(|at| fields.get(at));
    let text = |column: Column| field(column).map_or("", |field| field.text.trim());
    let span =
        |column: Column| field(column).map_or(Span::new(source, end..end), |field| field.span);
    let mut row = Row {
        cells: HEADS.map(|(column, ..)| {
            let range = span(column).range();
            let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            (narrow(range.start), narrow(range.end))
        }),
        level: None,
        faulty: false,
    };
    let mut fault = |column: Column, cause, choices: &str| {
        findings.push(self::fault(span(column), cause, text(column), "", choices));
    };
    if text(Column::Name).is_empty() {
        fault(Column::Name, "no-name", "");
        row.faulty = true;
    }
    let level = text(Column::Level);
    row.level = level_of(level);
    if !level.is_empty() && row.level.is_none() {
        let choices: Vec<&str> = LEVELS.iter().map(|(_, words)| words[0]).collect();
        fault(Column::Level, "level", &choices.join(" | "));
    }
    let (code, parent) = (text(Column::Code), text(Column::Parent));
    if !code.is_empty() && code == parent {
        fault(Column::Parent, "own-parent", "");
    }
    let path = text(Column::Path);
    if !path.is_empty() && tidy(path).is_none() {
        fault(Column::Path, "outside", "");
        row.faulty = true;
    }
    row
}

/// The level that a word or an id means, as an index into [`LEVELS`].
fn level_of(written: &str) -> Option<u8> {
    let written = folded(written);
    let is_it = |(id, words): &(&str, &[&str])| {
        *id == written || words.iter().any(|word| folded(word) == written)
    };
    let at = LEVELS.iter().position(is_it)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn causes(text: &str) -> Vec<(String, usize, usize)> {
        let read = read("register.csv", text.as_bytes(), Encoding::Detect);
        let findings = read.findings.iter();
        findings
            .map(|finding| {
                let place = read.sources.place(finding.span);
                let cause = finding.values().find(|(name, _)| *name == "cause");
                let cause = cause.map_or(finding.code.name, |(_, cause)| cause);
                (cause.to_owned(), place.line, place.column)
            })
            .collect()
    }

    #[test]
    fn each_fault_is_found_at_its_cell() {
        let at = |cause: &str, line, column| vec![(cause.to_owned(), line, column)];
        for (text, expected) in [
            ("代码,级别\n1,乡镇\n", at("no-names", 1, 1)),
            ("代码,机关名\n1,甲镇\n", at("head-unknown", 1, 4)),
            ("name,pth\n甲镇,a\n", at("head-unknown", 1, 6)),
            ("名称,name\n甲镇,a\n", at("head-twice", 1, 4)),
            ("代码,名称\n", at("empty", 1, 6)),
            ("代码,名称\n1,\n", at("no-name", 2, 3)),
            ("名称,级别\n甲镇,村\n", at("level", 2, 4)),
            ("代码,名称\n1,甲镇\n1,乙镇\n", at("code-twice", 3, 1)),
            ("名称,路径\n甲镇,a\n乙镇,./a/\n", at("path-twice", 3, 4)),
            ("代码,名称,上级\n1,甲镇,1\n", at("own-parent", 2, 6)),
            (
                "代码,名称,上级\n1,甲镇,2\n2,乙县,3\n3,丙市,2\n",
                at("circle", 3, 6),
            ),
            ("名称,路径\n甲镇,../a\n", at("outside", 2, 4)),
            ("名称,路径\n甲镇,/a\n", at("outside", 2, 4)),
            ("名称,路径\n甲镇,C:\\a\n", at("outside", 2, 4)),
            ("名称,路径\n甲镇,a\n甲镇人民政府,\n", at("name-twice", 3, 1)),
            ("名称\n\"甲镇\n", at("unclosed-quote", 2, 2)),
        ] {
            assert_eq!(causes(text), expected, "{text}");
        }
    }

    #[test]
    fn what_real_registers_vary_is_no_fault() {
        for text in [
            "\u{FEFF}代码,名称,级别,上级,路径\r\n1,甲镇,乡镇,9,a\r\n\r\n2,乙街道,街道,9,\r\n",
            "code,name,level,parent,path\n1,甲镇,township,,a\n",
            "代码,名称,上级\n1,甲镇,3\n2,乙镇,3\n3,丙县,4\n4,丁市,\n",
            "单位名称,联系人,电话\n甲镇,张三,123\n",
            "名称,上级,路径\n城关镇,1,a\n城关镇,2,b\n",
            "名称,路径\n甲镇,a\\b\n乙镇,a..b\n",
        ] {
            assert!(causes(text).is_empty(), "{text}: {:?}", causes(text));
        }
        let (bytes, _, _) = encoding_rs::GB18030.encode("名称,级别\n甲镇,乡镇\n");
        let register = read("a.csv", &bytes, Encoding::Detect).register;
        let register = register.expect("a register");
        assert_eq!(register.value(0, Column::Name), "甲镇");
        assert_eq!(register.level(0), Some("township"));
    }
}

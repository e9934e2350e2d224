//! How the reports of a run stand, all together: what the office asks first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::Standing;
use crate::messages::Catalogue;

/// So many of the commonest codes are named.
const COMMONEST: usize = 10;

/// How the reports of a run stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports examined, or known from an earlier run.
    pub reports: usize,
    /// Those that nothing keeps from passing.
    pub passed: usize,
    /// Those published after the deadline, or not published although it has passed.
    pub late: usize,
    /// What a register has to say, if there is one.
    pub register: Option<OnRegister>,
    /// How often each code was found.
    pub codes: BTreeMap<String, Occurrence>,
}

/// How a register and what was found agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnRegister {
    /// Agencies in the register.
    pub agencies: usize,
    /// Agencies in the register that there is no report folder of.
    pub missing: usize,
    /// Report folders of agencies that are not in the register.
    pub surplus: usize,
    /// Report folders besides the first of an agency and year.
    pub duplicate: usize,
}

/// How often a code was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Occurrence {
    /// Findings.
    pub count: usize,
    /// Reports that have any.
    pub reports: usize,
}

/// The tally as machines are told of it.
#[derive(Serialize)]
pub(super) struct TallyInJson {
    passed: usize,
    failed: usize,
    late: usize,
    missing: Option<usize>,
    surplus: Option<usize>,
    duplicate: Option<usize>,
    commonest: Vec<Common>,
}

/// One of the commonest codes, in words.
#[derive(Clone, Debug, Serialize)]
pub struct Common {
    /// The code.
    pub code: String,
    /// What it means, in one sentence.
    pub summary: String,
    /// Findings.
    pub count: usize,
    /// Reports that have any.
    pub reports: usize,
}

impl Tally {
    /// Counts a report in.
    pub fn add(&mut self, standing: &Standing) {
        self.reports += 1;
        self.passed += usize::from(standing.passed);
        self.late += usize::from(standing.late);
        for (code, count) in &standing.codes {
            let all = self.codes.entry(code.clone()).or_default();
            all.count += count;
            all.reports += 1;
        }
    }

    /// Reports that something keeps from passing.
    pub fn failed(&self) -> usize {
        self.reports - self.passed
    }

    /// The commonest codes, the commonest first.
    pub fn commonest(&self, catalogue: &Catalogue) -> Vec<Common> {
        let mut codes: Vec<_> = self
            .codes
            .iter()
            .map(|(code, occurrence)| (code.as_str(), *occurrence))
            .collect();
        codes.sort_by_key(|(_, occurrence)| Reverse((occurrence.count, occurrence.reports)));
        codes.truncate(COMMONEST);
        let worded = codes.into_iter().map(|(code, occurrence)| Common {
            code: code.to_owned(),
            summary: catalogue.summary(code),
            count: occurrence.count,
            reports: occurrence.reports,
        });
        worded.collect()
    }

    /// What it says, line by line: nothing of a single report without a register.
    pub fn lines(&self, catalogue: &Catalogue) -> Vec<String> {
        if self.reports < 2 && self.register.is_none() {
            return Vec::new();
        }
        let count = |number: usize| number.to_string();
        let mut lines = vec![catalogue.text(
            "tally",
            &[
                ("passed", &count(self.passed)),
                ("failed", &count(self.failed())),
                ("late", &count(self.late)),
            ],
        )];
        if let Some(register) = &self.register {
            lines.push(catalogue.text(
                "tally-register",
                &[
                    ("agencies", &count(register.agencies)),
                    ("missing", &count(register.missing)),
                    ("surplus", &count(register.surplus)),
                    ("duplicate", &count(register.duplicate)),
                ],
            ));
        }
        let commonest = self.commonest(catalogue);
        if !commonest.is_empty() {
            lines.push(catalogue.text("tally-commonest", &[]));
        }
        for common in commonest {
            let line = catalogue.text(
                "tally-code",
                &[
                    ("code", &common.code),
                    ("count", &count(common.count)),
                    ("reports", &count(common.reports)),
                    ("summary", &common.summary),
                ],
            );
            lines.push(format!("  {line}"));
        }
        lines
    }

    pub(super) fn in_json(&self, catalogue: &Catalogue) -> TallyInJson {
        let register = self.register;
        TallyInJson {
            passed: self.passed,
            failed: self.failed(),
            late: self.late,
            missing: register.map(|register| register.missing),
            surplus: register.map(|register| register.surplus),
            duplicate: register.map(|register| register.duplicate),
            commonest: self.commonest(catalogue),
        }
    }
}

//! Last year's report, which `prior` in `report.toml` names: found, read into the same sources, and held to be
//! what it should be.
//!
//! What is wrong within last year's report is its own business: here only matters whether this year's can be held
//! against it. Its own `prior` is not followed.

use super::{Encoding, Folder, Ingest, REPORT_FILE};
use crate::diagnostic::Code;
use crate::form::{Form, Library};
use crate::model::{Agency, Report, Words};
use crate::source::Span;

pub(super) static NO_PRIOR: Code = Code::note("no-prior");
pub(super) static PRIOR_NOT_LAST_YEAR: Code = Code::error("prior-not-last-year");
pub(super) static PRIOR_OF_OTHER_AGENCY: Code = Code::warning("prior-of-other-agency");
pub(super) static PRIOR_UNUSABLE: Code = Code::error("prior-unusable");

/// What an agency writes that has no report of last year.
const NONE: &str = "none";

/// Reads the folder that `prior` names. The edge does it, so that ingest knows no disk.
pub type Fetch<'f> = &'f dyn Fn(&str) -> Result<Folder, Unfetched>;

/// Why last year's folder cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfetched {
    /// There is no such folder.
    Missing,
    /// It is this year's folder.
    Itself,
    /// The machine says why.
    Unreadable(String),
}

impl Ingest<'_> {
    /// Last year's report; none if there is none to use, which is then among the findings.
    pub(super) fn prior<'l>(
        &mut self,
        (report, form): (&Report, &Form),
        library: &'l Library,
        fetch: Fetch<'_>,
    ) -> Option<(Report, &'l Form)> {
        let written = report.written("", "prior");
        let (path, at) = match written.map(|written| (&written.words, written.span)) {
            Some((Words::Text(path), at)) if !path.is_empty() => (path.as_str(), at),
            other => {
                let at = other.map_or(report.year_span, |(_, at)| at);
                self.no_prior(report, form, at);
                return None;
            }
        };
        if path == NONE {
            return None;
        }
        let mut unusable = |reason: &str, detail: &str| {
            let finding = PRIOR_UNUSABLE
                .at(at)
                .with("path", path)
                .with("reason", reason);
            self.findings.push(finding.with("detail", detail));
        };
        let folder = match fetch(path) {
            Ok(folder) => folder,
            Err(Unfetched::Missing) => {
                unusable("missing", "none");
                return None;
            }
            Err(Unfetched::Itself) => {
                unusable("itself", "none");
                return None;
            }
            Err(Unfetched::Unreadable(reason)) => {
                unusable("unreadable", &reason);
                return None;
            }
        };
        if !folder.files.iter().any(|file| file.name == REPORT_FILE) {
            unusable("no-report", &folder.path);
            return None;
        }
        // `--encoding` speaks of this year's files; last year's may have been saved by another program.
        let mut reading = Ingest {
            sources: std::mem::take(&mut self.sources),
            findings: Vec::new(),
            unreadable: false,
            keys: self.keys,
            encoding: Encoding::Detect,
        };
        let read = reading.report(&folder, library);
        self.sources = reading.sources;
        let Some((prior, form)) = read else {
            let finding = PRIOR_UNUSABLE
                .at(at)
                .with("path", path)
                .with("reason", "faulty");
            self.findings
                .push(finding.with("detail", folder.path.as_str()));
            return None;
        };
        self.is_last_years(report, &prior, at)
            .then_some((prior, form))
    }

    fn no_prior(&mut self, report: &Report, form: &Form, at: Span) {
        let misread = report
            .words
            .get("")
            .and_then(|passages| passages.first())
            .is_some_and(|top| top.set_aside.iter().any(|key| key == "prior"));
        // A folder that has just been laid out is reported as blank, and as nothing else.
        if !misread && !report.is_untouched(form) {
            let last = report.year.saturating_sub(1).to_string();
            self.findings.push(NO_PRIOR.at(at).with("last", last));
        }
    }

    fn is_last_years(&mut self, report: &Report, prior: &Report, at: Span) -> bool {
        if prior.year + 1 != report.year {
            let finding = PRIOR_NOT_LAST_YEAR
                .at(at)
                .with("year", prior.year.to_string())
                .with("last", report.year.saturating_sub(1).to_string());
            self.findings
                .push(finding.related(prior.year_span, "label-prior-year"));
            return false;
        }
        let former = match report.written("agency", "former_name").map(|it| &it.words) {
            Some(Words::Text(name)) => name.as_str(),
            _ => "",
        };
        if !is_same_agency(&report.agency, former, &prior.agency) {
            let mut finding = PRIOR_OF_OTHER_AGENCY
                .at(at)
                .with("agency", prior.agency.name.as_str())
                .with("this", report.agency.name.as_str());
            for (of, label) in [(prior, "label-prior-agency"), (report, "label-this-agency")] {
                if let Some(name) = of.written("agency", "name") {
                    finding = finding.related(name.span, label);
                }
            }
            self.findings.push(finding);
            return false;
        }
        true
    }
}

/// Whether two names are one agency's: 中枢镇人民政府 is 陆良县中枢镇人民政府. A name left out, which has been said,
/// tells nothing.
fn is_same_agency(this: &Agency, former: &str, prior: &Agency) -> bool {
    let bare = |name: &str| -> String { name.chars().filter(|c| !c.is_whitespace()).collect() };
    let last = bare(&prior.name);
    let mut names = [bare(&this.name), bare(former)].into_iter();
    this.name.is_empty()
        || last.is_empty()
        || names.any(|name| !name.is_empty() && (name.ends_with(&last) || last.ends_with(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agency(name: &str) -> Agency {
        Agency {
            name: name.to_owned(),
            level: None,
        }
    }

    #[test]
    fn a_name_may_be_written_in_full_and_may_have_changed() {
        let same = |this: &str, former: &str, last: &str| {
            is_same_agency(&agency(this), former, &agency(last))
        };
        assert!(same("中枢镇人民政府", "", "陆良县 中枢镇人民政府"));
        assert!(same("陆良县中枢镇人民政府", "", "中枢镇人民政府"));
        assert!(same("中枢街道办事处", "中枢镇人民政府", "中枢镇人民政府"));
        assert!(same("", "", "中枢镇人民政府"));
        assert!(!same("中枢街道办事处", "", "中枢镇人民政府"));
        assert!(!same("中枢镇人民政府", "青石镇人民政府", "板桥镇人民政府"));
    }
}

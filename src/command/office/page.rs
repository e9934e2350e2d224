//! `index.html`, the summary as a page: one self-contained file that asks no other host for anything, and whose rows are
//! all there without script. What stands around the rows is `report-templates/office/page.html`; a row and the findings
//! of a township are templates beside it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Serialize;
use tera::{Context, Tera};

use crate::assets::Assets;
use crate::messages::{Catalogue, Language};
use crate::output::{
    Common, Remark, SUMMARY_HEAD, Summary, Tally, Township, Whole, level_word, state_word,
};

const PAGE: &str = "office/page.html";
const ROW: &str = "office/row.html";
const FINDINGS: &str = "office/findings.html";
const STYLE: &str = "office/office.css";
const SCRIPT: &str = "office/office.js";

/// Where the parts that are written one by one go in the page.
const PARTS: [&str; 3] = ["<!-- rows -->", "<!-- register -->", "<!-- findings -->"];

/// So many findings of a township are on the page; the rest is in `summary.json`, so that one spoilt folder doesn't make
/// the page unreadable.
const SHOWN: usize = 50;

/// The page while it is being written.
pub(super) struct Page<'a> {
    catalogue: &'a Catalogue,
    templates: Tera,
    style: String,
    script: String,
    file: Whole,
    rows: BufWriter<File>,
    remarks: BufWriter<File>,
    findings: BufWriter<File>,
    words: BTreeMap<String, String>,
    number: usize,
    remarked: usize,
    /// Townships with findings.
    found: usize,
    has_register: bool,
}

/// A number of the headline.
#[derive(Serialize)]
struct Figure {
    label: String,
    count: usize,
    /// The state or mark that its rows have, to show only those.
    filter: &'static str,
}

/// One of the commonest codes, and how it compares.
#[derive(Serialize)]
struct Bar {
    #[serde(flatten)]
    common: Common,
    /// Of the commonest, in hundredths.
    share: usize,
}

/// A document of a township.
#[derive(Serialize)]
struct Link<'a> {
    href: &'a str,
    text: String,
}

impl<'a> Page<'a> {
    pub(super) fn new(
        assets: &Assets,
        catalogue: &'a Catalogue,
        folder: &Path,
        has_register: bool,
    ) -> Result<Self> {
        let mut templates = Tera::new();
        for name in [PAGE, ROW, FINDINGS] {
            templates.add_raw_template(name, &assets.read(name)?.1)?;
        }
        let part = || -> Result<BufWriter<File>> {
            let file = tempfile::tempfile_in(folder);
            let file = file.with_context(|| folder.display().to_string())?;
            Ok(BufWriter::new(file))
        };
        Ok(Self {
            catalogue,
            templates,
            style: assets.read(STYLE)?.1.into_owned(),
            script: assets.read(SCRIPT)?.1.into_owned(),
            file: Whole::begin(folder, "index.html")?,
            rows: part()?,
            remarks: part()?,
            findings: part()?,
            words: words(catalogue),
            number: 0,
            remarked: 0,
            found: 0,
            has_register,
        })
    }

    /// Writes a finding about the register.
    pub(super) fn remark(&mut self, remark: &Remark) -> Result<()> {
        self.remarked += 1;
        let mut context = self.context();
        context.insert("findings", &[remark]);
        context.insert("bare", &true);
        Ok(self
            .templates
            .render_to(FINDINGS, &context, &mut self.remarks)?)
    }

    /// Writes a township: its row, and what was found.
    pub(super) fn township(&mut self, township: &Township<'_>) -> Result<()> {
        self.number += 1;
        let mut context = self.context();
        let state = state_word(self.catalogue, township.state);
        let level = township
            .level
            .map(|level| level_word(self.catalogue, level));
        let mut links: Vec<Link<'_>> = township
            .documents
            .iter()
            .map(|href| Link {
                href,
                text: self.document(href),
            })
            .collect();
        // Pages for reading come before what is to be edited.
        let is_page = |link: &Link<'_>| {
            let extension = Path::new(link.href).extension();
            extension.is_some_and(|extension| extension == "html")
        };
        links.sort_by_key(|link| !is_page(link));
        let examined = matches!(township.state, "passed" | "failed");
        context.insert("number", &self.number);
        context.insert("code", township.code);
        context.insert("name", township.name);
        context.insert("level", &level.unwrap_or_default());
        context.insert("parent", township.parent);
        context.insert("year", &township.year);
        context.insert("state", township.state);
        context.insert("state_word", &state);
        context.insert("examined", &examined);
        context.insert("errors", &township.errors);
        context.insert("warnings", &township.warnings);
        context.insert("notes", &township.notes);
        context.insert("waived", &township.waived);
        context.insert("deadline", &township.deadline);
        context.insert("published", &township.published);
        context.insert("late", &township.late);
        context.insert("surplus", &township.surplus);
        context.insert("duplicate", &township.duplicate);
        context.insert("path", township.path);
        context.insert("links", &links);
        context.insert("found", &township.findings.len());
        self.templates.render_to(ROW, &context, &mut self.rows)?;
        if !township.findings.is_empty() {
            self.found += 1;
            let shown = &township.findings[..township.findings.len().min(SHOWN)];
            let more = (township.findings.len() - shown.len()).to_string();
            context.insert("findings", shown);
            context.insert("bare", &false);
            let more = (more != "0").then(|| {
                let count = [("count", more.as_str())];
                self.catalogue.text("office-more", &count)
            });
            context.insert("more", &more);
            self.templates
                .render_to(FINDINGS, &context, &mut self.findings)?;
        }
        Ok(())
    }

    /// Puts the page together; it is still to be put in its place.
    pub(super) fn end(self, summary: Summary<'_>, tally: &Tally) -> Result<Whole> {
        let mut context = self.context();
        let today = summary.today.to_string();
        context.insert("lang", self.catalogue.language().tag());
        context.insert("style", &self.style);
        context.insert("script", &self.script);
        context.insert("english", &(self.catalogue.language() == Language::English));
        context.insert(
            "today",
            &self.catalogue.text("office-today", &[("today", &today)]),
        );
        context.insert("register", &summary.register);
        context.insert("remarked", &self.remarked);
        context.insert("found", &self.found);
        context.insert("figures", &self.figures(tally));
        context.insert("commonest", &self.commonest(tally));
        let page = self.templates.render(PAGE, &context)?;
        let mut rest = page.as_str();
        let Self {
            mut file,
            rows,
            remarks,
            findings,
            ..
        } = self;
        for (mark, part) in PARTS.into_iter().zip([rows, remarks, findings]) {
            let Some((before, after)) = rest.split_once(mark) else {
                anyhow::bail!("{PAGE}: {mark}");
            };
            file.write_all(before.as_bytes())?;
            let mut part = part.into_inner().map_err(io::IntoInnerError::into_error)?;
            part.seek(SeekFrom::Start(0))?;
            io::copy(&mut part, &mut file)?;
            rest = after;
        }
        file.write_all(rest.as_bytes())?;
        Ok(file)
    }

    fn context(&self) -> Context {
        let mut context = Context::new();
        context.insert("words", &self.words);
        context.insert("has_register", &self.has_register);
        context
    }

    /// What a link to a document is called.
    fn document(&self, href: &str) -> String {
        let name = href.rsplit('/').next().unwrap_or(href);
        let (name, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let arguments = [("name", name), ("extension", extension)];
        self.catalogue.text("office-document", &arguments)
    }

    fn figures(&self, tally: &Tally) -> Vec<Figure> {
        let figure = |id: &str, count: usize, filter| Figure {
            label: self.catalogue.text(id, &[]),
            count,
            filter,
        };
        let register = tally.register.as_ref();
        let mut figures = Vec::new();
        figures.extend(register.map(|all| figure("office-agencies", all.agencies, "")));
        figures.push(figure("office-reports", tally.reports, ""));
        figures.push(figure("summary-passed", tally.passed, "passed"));
        figures.push(figure("summary-failed", tally.failed(), "failed"));
        figures.extend(register.map(|all| figure("summary-missing", all.missing, "missing")));
        figures.push(figure("summary-late", tally.late, "late"));
        if let Some(all) = register {
            figures.push(figure("summary-surplus", all.surplus, "surplus"));
            figures.push(figure("summary-duplicate", all.duplicate, "duplicate"));
        }
        figures
    }

    fn commonest(&self, tally: &Tally) -> Vec<Bar> {
        let commonest = tally.commonest(self.catalogue);
        let most = commonest.first().map_or(1, |most| most.count.max(1));
        let bars = commonest.into_iter().map(|common| Bar {
            share: common.count * 100 / most,
            common,
        });
        bars.collect()
    }
}

/// The page's words: `office-all` is `words.all`, `summary-name` is `words.name`.
fn words(catalogue: &Catalogue) -> BTreeMap<String, String> {
    let ids = [
        "office-title",
        "office-commonest",
        "office-nothing",
        "office-townships",
        "office-findings",
        "office-register",
        "office-all",
        "office-show",
        "office-find",
        "office-find-hint",
        "office-none-shown",
        "office-to-findings",
        "office-to-top",
        "office-sort",
        "office-times",
        "office-in-reports",
        "office-machine",
        "summary-passed",
        "summary-failed",
        "summary-missing",
        "summary-unexamined",
        "severity-error",
        "severity-warning",
        "severity-note",
        "help-prefix",
    ];
    let word = |id: &str| {
        let name = id.split_once('-').map_or(id, |(_, name)| name);
        (name.replace('-', "_"), catalogue.text(id, &[]))
    };
    ids.into_iter().chain(SUMMARY_HEAD).map(word).collect()
}

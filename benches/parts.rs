//! What each part of the work costs, for one township: start, ingest, rules, document, writers.
//!
//! ```console
//! $ cargo bench --bench parts             # all
//! $ cargo bench --bench parts -- rules    # those whose name contains `rules`
//! ```
//!
//! No thresholds: whole runs against a floor are the business of `ratios`.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use divan::{Bencher, black_box};

use nianbao::assets::Assets;
use nianbao::batch::Examiner;
use nianbao::document::{Composer, Document};
use nianbao::form::Library;
use nianbao::ingest::{self, Encoding, Folder};
use nianbao::messages::{Catalogue, Language};
use nianbao::rules::{self, Gathered, Subject};
use nianbao::writer::{Html, Markdown, Writer as _};

/// One that is in order, and one with findings.
const SAMPLES: [&str; 2] = ["zhongshu-2022", "zhongshu-2022-as-published"];

const DOCUMENTS: [&str; 2] = ["annual", "self-inspection"];

fn main() {
    divan::main();
}

fn examiner() -> Result<Examiner> {
    let today = chrono::NaiveDate::from_ymd_opt(2023, 4, 1).context("a day")?;
    Examiner::new(&Assets::default(), Encoding::Detect, today)?
        .map_err(|_| anyhow!("the forms are at fault"))
}

fn folder(sample: &str) -> Result<Folder> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    Ok(Folder::read(&samples.join(sample))?)
}

/// A benchmark whose preparation failed says so and measures nothing.
fn prepared<T>(of: Result<T>) -> T {
    match of {
        Ok(prepared) => prepared,
        Err(error) => panic!("{error:#}"),
    }
}

#[divan::bench]
fn start_forms() -> Result<bool> {
    Ok(Library::load(black_box(&Assets::default()))?.is_ok())
}

#[divan::bench]
fn start_messages() -> Catalogue {
    Catalogue::new(black_box(Language::Chinese))
}

#[divan::bench]
fn start_templates() -> Result<Composer> {
    Composer::new(black_box(&Assets::default()))
}

/// Bytes in memory to a report.
#[divan::bench(args = SAMPLES)]
fn ingest(bencher: Bencher<'_, '_>, sample: &str) {
    let (examiner, folder) = (prepared(examiner()), prepared(folder(sample)));
    bencher.bench(|| {
        ingest::ingest(
            black_box(&folder),
            &examiner.library,
            &examiner.keys,
            Encoding::Detect,
        )
    });
}

/// A report to findings.
#[divan::bench(args = SAMPLES)]
fn rules(bencher: Bencher<'_, '_>, sample: &str) {
    let (examiner, folder) = (prepared(examiner()), prepared(folder(sample)));
    let read = ingest::ingest(&folder, &examiner.library, &examiner.keys, Encoding::Detect);
    let (report, form) = prepared(read.report.as_ref().context("no report"));
    // What a report's rules gather is gathered once a report.
    let subject = || Subject {
        form,
        keys: &examiner.keys,
        report,
        prior: None,
        sources: &read.sources,
        gathered: Gathered::default(),
        today: examiner.today,
    };
    bencher.bench(|| rules::check(black_box(&subject())));
}

/// All of `check` but for the disk: ingest, rules, waivers.
#[divan::bench(args = SAMPLES)]
fn examine(bencher: Bencher<'_, '_>, sample: &str) {
    let (examiner, folder) = (prepared(examiner()), prepared(folder(sample)));
    bencher.bench(|| examiner.examine_folder(black_box(&folder)).findings.len());
}

/// A report to blocks.
#[divan::bench(args = DOCUMENTS)]
fn document(bencher: Bencher<'_, '_>, document: &str) {
    let (examiner, folder) = (prepared(examiner()), prepared(folder(SAMPLES[0])));
    let read = ingest::ingest(&folder, &examiner.library, &examiner.keys, Encoding::Detect);
    let (report, form) = prepared(read.report.as_ref().context("no report"));
    let composer = prepared(Composer::new(&Assets::default()));
    bencher.bench(|| composer.compose(form, &examiner.keys, black_box(report), document, false));
}

/// Composes a document of a sample, and measures what is done with it.
fn composed(document: &str, measure: impl FnOnce(&Document<'_>)) -> Result<()> {
    let (examiner, folder) = (examiner()?, folder(SAMPLES[0])?);
    let read = ingest::ingest(&folder, &examiner.library, &examiner.keys, Encoding::Detect);
    let (report, form) = read.report.as_ref().context("no report")?;
    let composed = Composer::new(&Assets::default())?
        .compose(form, &examiner.keys, report, document, false)?
        .map_err(|findings| anyhow!("{findings:?}"))?;
    measure(&composed);
    Ok(())
}

/// Blocks to Markdown.
#[divan::bench(args = DOCUMENTS)]
fn write_markdown(bencher: Bencher<'_, '_>, document: &str) {
    prepared(composed(document, |document| {
        bencher.bench(|| Markdown.write(black_box(document)));
    }));
}

/// Blocks to HTML.
#[divan::bench(args = DOCUMENTS)]
fn write_html(bencher: Bencher<'_, '_>, document: &str) {
    let writer = prepared(Html::new(&Assets::default()));
    prepared(composed(document, |document| {
        bencher.bench(|| writer.write(black_box(document)));
    }));
}

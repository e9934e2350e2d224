//! What may be typed. No behaviour here: `command.rs` turns it into work, and puts the help into the
//! reader's language from the catalogue (`help-…` in `src/messages/*.ftl`).

use std::num::NonZeroU16;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "nianbao",
    version,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// Language of messages and help.
    #[arg(long, global = true, value_name = "zh|en", value_parser = ["zh", "zh-CN", "en"])]
    pub lang: Option<String>,
    /// When to colour output.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "auto|always|never")]
    pub color: Color,
    /// A folder whose files take the place of the built-in forms and templates.
    #[arg(long, global = true, value_name = "DIR")]
    pub templates: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lay out a new report folder.
    Init(Init),
    /// Check report folders.
    Check(Check),
    /// Check, then write the documents.
    Render(Render),
    /// Add up the figures of several agencies to those of the agency above.
    Rollup(Rollup),
    /// Say what is still missing, and the days left.
    Status(Status),
    /// Say what a finding means.
    Explain(Explain),
    /// Print a JSON Schema.
    Schema(Schema),
    /// Hold two reports side by side.
    Compare(Compare),
    /// Show where a figure comes from.
    Trace(Trace),
}

/// `nianbao init`
#[derive(Debug, Args)]
#[command(
    override_usage = "nianbao init [OPTIONS] --year <YEAR> --name <NAME> <DIR>\n       nianbao init [OPTIONS] --from <LAST> <DIR>"
)]
pub struct Init {
    /// The folder to lay out.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The reporting year; with `--from`, the year after last year's.
    #[arg(long, value_name = "YEAR", required_unless_present = "from")]
    pub year: Option<u16>,
    /// The agency's full name; with `--from`, last year's.
    #[arg(long, value_name = "NAME", required_unless_present = "from")]
    pub name: Option<String>,
    /// The agency's level; with `--from`, last year's, else township.
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<String>,
    /// Last year's report folder, to start from.
    #[arg(long, value_name = "LAST")]
    pub from: Option<PathBuf>,
}

/// What every command that reads report folders takes.
#[derive(Debug, Args)]
pub struct Reading {
    /// Report folders, or folders that hold report folders.
    #[arg(
        value_name = "PATH",
        default_value = ".",
        default_value_if("register", clap::builder::ArgPredicate::IsPresent, None)
    )]
    pub paths: Vec<PathBuf>,
    /// The encoding of the files.
    #[arg(long, value_enum, default_value_t = Encoding::Auto, value_name = "auto|utf-8|gb18030")]
    pub encoding: Encoding,
    /// The day to take for today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
    /// How many report folders to work on at a time; by default, one for each core.
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroU16>,
    /// Codes whose findings are taken for errors.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub deny: Vec<String>,
    /// Codes whose findings are left out.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub allow: Vec<String>,
}

/// `nianbao check`
#[derive(Debug, Args)]
pub struct Check {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = CheckFormat::Human, value_name = "human|json|sarif|junit|github|csv")]
    pub format: CheckFormat,
    /// From which severity on findings make the exit status 1.
    #[arg(long, value_enum, value_name = "error|warning|note")]
    pub fail_on: Option<FailOn>,
    /// Mend what cannot be a guess, in the files themselves.
    #[arg(long)]
    pub fix: bool,
    /// Show what would be mended, and write nothing.
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Write down that the findings of this code may stand.
    #[arg(long, value_name = "CODE", requires = "reason", conflicts_with = "fix")]
    pub write_waiver: Option<String>,
    /// Why they may stand.
    #[arg(long, value_name = "TEXT", requires = "write_waiver")]
    pub reason: Option<String>,
    /// Who decides; if this is left out, the user's name on the machine, else the agency.
    #[arg(long, value_name = "NAME", requires = "write_waiver")]
    pub by: Option<String>,
    /// The office's view.
    #[command(flatten)]
    pub office: OfficeArguments,
    /// Report folders whose figures must add up to those of the one that is checked.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub children: Vec<PathBuf>,
}

/// `nianbao render`
#[derive(Debug, Args)]
pub struct Render {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
    /// The folder to write into.
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// The documents to write; those of report.toml if none is named.
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "annual,self-inspection"
    )]
    pub document: Vec<DocumentName>,
    /// The file formats to write.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [RenderFormat::Md, RenderFormat::Html], value_name = "md,html")]
    pub format: Vec<RenderFormat>,
    /// Write the documents in spite of errors, marked as drafts.
    #[arg(long)]
    pub draft: bool,
    /// Write all documents again, those that have not changed too.
    #[arg(long)]
    pub force: bool,
    /// From which severity on findings keep the documents from being written.
    #[arg(long, value_enum, value_name = "error|warning|note")]
    pub fail_on: Option<FailOn>,
    /// The office's view.
    #[command(flatten)]
    pub office: OfficeArguments,
}

/// `nianbao rollup`
#[derive(Debug, Args)]
pub struct Rollup {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
    /// The report folder to make.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// The full name of the agency above.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Its level; that above the contributors' if this is left out.
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<String>,
    /// The reporting year that the contributors must have.
    #[arg(long, value_name = "YEAR")]
    pub year: Option<u16>,
    /// Add up in spite of errors.
    #[arg(long)]
    pub draft: bool,
}

/// `nianbao status`
#[derive(Debug, Args)]
pub struct Status {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
}

/// `nianbao explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// The code of the finding; all are listed if none is given.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// `nianbao schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// What the schema is of.
    #[arg(value_enum, value_name = "findings|report|summary")]
    pub of: SchemaOf,
}

/// What there are schemas of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// `check --format json`
    Findings,
    /// `report.toml`
    Report,
    /// `summary.json` of `--summary`
    Summary,
}

/// When to colour output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the terminal takes it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The encoding of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    /// UTF-8 if valid, else GB18030.
    Auto,
    /// UTF-8.
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// GB18030, which contains GBK.
    #[value(name = "gb18030", alias = "gbk")]
    Gb18030,
}

/// How `check` prints findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people, under the lines they are about.
    Human,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit` XML.
    Junit,
    /// GitHub workflow commands.
    Github,
    /// A line for each finding, for spreadsheets.
    Csv,
}

/// A severity to fail on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// Anything.
    Note,
}

/// A document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DocumentName {
    /// 政府信息公开工作年度报告
    Annual,
    /// 政务公开自查报告
    SelfInspection,
}

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RenderFormat {
    /// Markdown.
    Md,
    /// HTML.
    Html,
}

/// What an office that looks after many agencies asks for.
#[derive(Debug, Args)]
pub struct OfficeArguments {
    /// Who must report.
    #[arg(long, value_name = "FILE")]
    pub register: Option<PathBuf>,
    /// The folder for the summary: `summary.csv`, `summary.json`, `index.html`.
    #[arg(long, value_name = "DIR")]
    pub summary: Option<PathBuf>,
}

/// `nianbao compare`
#[derive(Debug, Args)]
pub struct Compare {
    /// The report that the other is held against.
    #[arg(value_name = "A")]
    pub a: PathBuf,
    /// The other report.
    #[arg(value_name = "B")]
    pub b: PathBuf,
    /// The folder to write `compare.csv` and `compare.md` into.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// How the differences are printed.
    #[arg(long, value_enum, default_value_t = CompareFormat::Table, value_name = "table|csv|md")]
    pub format: CompareFormat,
    /// The encoding of the files.
    #[arg(long, value_enum, default_value_t = Encoding::Auto, value_name = "auto|utf-8|gb18030")]
    pub encoding: Encoding,
    /// The day to take for today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
}

/// `nianbao trace`
#[derive(Debug, Args)]
pub struct Trace {
    /// The figure's path.
    #[arg(value_name = "FACT")]
    pub fact: String,
    /// The report folder.
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// How it is printed.
    #[arg(long, value_enum, default_value_t = TraceFormat::Human, value_name = "human|json")]
    pub format: TraceFormat,
    /// The encoding of the files.
    #[arg(long, value_enum, default_value_t = Encoding::Auto, value_name = "auto|utf-8|gb18030")]
    pub encoding: Encoding,
    /// The day to take for today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
}

/// How `compare` prints differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// Columns under each other.
    Table,
    /// A line for each figure, for spreadsheets.
    Csv,
    /// Markdown.
    Md,
}

/// How `trace` prints where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TraceFormat {
    /// For people, an indented tree.
    Human,
    /// One JSON object.
    Json,
}

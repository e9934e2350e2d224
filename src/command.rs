//! The commands: what was typed is turned into work, and the work's result into an exit status.
//!
//! 0: nothing at or above `--fail-on`. 1: findings. 2: could not run. 130: interrupted, as shells have it. A broken
//! pipe is 0: whoever read the output had enough.

mod check;
mod children;
mod compare;
mod contributors;
mod explain;
mod fix;
mod help;
mod init;
mod interrupt;
mod layout;
mod office;
mod render;
mod rollup;
mod schema;
mod severity;
mod single;
mod standing;
mod status;
mod trace;
mod waive;

pub use explain::codes;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use anyhow::Result;
use clap::FromArgMatches as _;

use crate::assets::Assets;
use crate::batch::{self, Crew, Examiner, Found, Overrides};
use crate::cli::{Cli, Color, Command, Encoding, Global, Reading};
use crate::diagnostic::Diagnostic;
use crate::form::{Invalid, Library};
use crate::ingest;
use crate::messages::{Catalogue, Language};
use crate::output::Human;
use crate::source::Sources;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Nothing to complain about.
    Clean,
    /// There were findings.
    Findings,
    /// It could not do its work; what is wrong has been said.
    Failed,
    /// The user ended it before it was done.
    Interrupted,
}

/// The exit status of a program that was interrupted: 128 and the signal's number.
const INTERRUPTED: u8 = 130;

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::from(0),
            Exit::Findings => Self::from(1),
            Exit::Failed => Self::from(2),
            Exit::Interrupted => Self::from(INTERRUPTED),
        }
    }
}

impl From<Encoding> for ingest::Encoding {
    fn from(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Auto => Self::Detect,
            Encoding::Utf8 => Self::Utf8,
            Encoding::Gb18030 => Self::Gb18030,
        }
    }
}

/// What every command works with.
struct Context<'c> {
    catalogue: &'c Catalogue,
    assets: Assets,
    color: ColorChoice,
}

/// Runs the program with these arguments, the program's name first.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let variable = std::env::var("NIANBAO_LANG").ok();
    let locale = sys_locale::get_locale();
    let language = Language::choose(
        help::language_flag(&arguments).as_deref(),
        variable.as_deref(),
        locale.as_deref(),
    );
    let catalogue = Catalogue::new(language);
    let cli = match help::command(&catalogue)
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches))
    {
        Ok(cli) => cli,
        Err(error) => return help::usage(&error, &catalogue).into(),
    };
    match dispatch(cli, &catalogue) {
        Ok(exit) => exit.into(),
        Err(error) if is_broken_pipe(&error) => Exit::Clean.into(),
        Err(error) => {
            let reason = format!("{error:#}");
            // Standard error is the last resort; if it is gone too, the exit status still tells.
            let _ = writeln!(
                io::stderr(),
                "{}",
                catalogue.text("cannot-run", &[("reason", &reason)])
            );
            Exit::Failed.into()
        }
    }
}

fn dispatch(cli: Cli, catalogue: &Catalogue) -> Result<Exit> {
    let Cli { global, command } = cli;
    let context = Context::new(global, catalogue)?;
    match command {
        Command::Init(arguments) => init::run(&context, &arguments),
        Command::Check(mut arguments) => {
            office::settle(&mut arguments.reading, &arguments.office);
            check::run(&context, &arguments)
        }
        Command::Render(mut arguments) => {
            office::settle(&mut arguments.reading, &arguments.office);
            render::run(&context, &arguments)
        }
        Command::Rollup(arguments) => rollup::run(&context, &arguments),
        Command::Status(arguments) => status::run(&context, &arguments),
        Command::Explain(arguments) => explain::run(&context, &arguments),
        Command::Schema(arguments) => schema::run(&context, &arguments),
        Command::Compare(arguments) => compare::run(&context, &arguments),
        Command::Trace(arguments) => trace::run(&context, &arguments),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

impl<'c> Context<'c> {
    fn new(global: Global, catalogue: &'c Catalogue) -> Result<Self> {
        let color = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        };
        Ok(Self {
            catalogue,
            assets: Assets::new(global.templates)?,
            color,
        })
    }

    fn stdout(&self) -> impl Write + use<> {
        io::BufWriter::new(AutoStream::new(
            io::stdout().lock(),
            self.choice(&io::stdout()),
        ))
    }

    fn stderr(&self) -> impl Write + use<> {
        AutoStream::new(io::stderr().lock(), self.choice(&io::stderr()))
    }

    /// Whether to colour a stream.
    fn choice(&self, stream: &impl RawStream) -> ColorChoice {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(stream),
            choice => choice,
        }
    }

    /// Words findings for people, for standard error, beside the work that a command reports on standard output.
    fn aside(&self) -> Human<'_> {
        let colour = self.choice(&io::stderr()) != ColorChoice::Never;
        Human::new(self.catalogue, colour)
    }

    /// Findings for people, on standard error.
    fn say_findings(&self, findings: &[Diagnostic], sources: &Sources) -> Result<()> {
        let text = self.aside().findings(findings, sources);
        Ok(write!(self.stderr(), "{text}")?)
    }

    /// A message on standard error.
    fn say(&self, id: &str, arguments: &[(&str, &str)]) -> Result<()> {
        Ok(writeln!(
            self.stderr(),
            "{}",
            self.catalogue.text(id, arguments)
        )?)
    }

    /// What is needed to examine report folders. Faults in the form files are the inner error.
    fn examiner(&self, reading: &Reading) -> Result<Result<Examiner, Invalid>> {
        let encoding = reading.encoding.into();
        let today = reading
            .today
            .unwrap_or_else(|| chrono::Local::now().date_naive());
        Examiner::new(&self.assets, encoding, today)
    }

    /// The same, for commands whose output is not the findings; none if the form files are at fault, which has
    /// been said.
    fn examiner_or_say(&self, reading: &Reading) -> Result<Option<Examiner>> {
        self.valid(self.examiner(reading)?)
    }

    /// The forms; none if they are at fault, which has been said.
    fn library(&self) -> Result<Option<Library>> {
        self.valid(Library::load(&self.assets)?)
    }

    fn valid<T>(&self, loaded: Result<T, Invalid>) -> Result<Option<T>> {
        match loaded {
            Ok(loaded) => Ok(Some(loaded)),
            Err(Invalid { findings, sources }) => {
                self.say_findings(&findings, &sources)?;
                Ok(None)
            }
        }
    }

    /// The report folders to read, under their settings; none if a path holds no folder, which has been said,
    /// as are faults in the settings.
    fn find(
        &self,
        paths: &[PathBuf],
        overrides: &Overrides,
        crew: &Crew<'_>,
    ) -> Result<Option<Folders>> {
        let Some(mut folders) = self.search(paths, crew)? else {
            return Ok(None);
        };
        for faults in batch::govern(&mut folders.found, &codes(), overrides, crew)? {
            self.say_findings(&faults.findings, &faults.sources)?;
        }
        Ok(Some(folders))
    }

    /// The report folders to read; none if a path holds no folder, which has been said.
    fn search(&self, paths: &[PathBuf], crew: &Crew<'_>) -> Result<Option<Folders>> {
        let search = batch::find(paths, crew);
        for (finding, sources) in search.nothing.iter().chain(&search.closed) {
            self.say_findings(std::slice::from_ref(finding), sources)?;
        }
        if !search.nothing.is_empty() {
            return Ok(None);
        }
        let exit = if search.closed.is_empty() {
            Exit::Clean
        } else {
            Exit::Failed
        };
        Ok(Some(Folders {
            found: search.found,
            exit,
        }))
    }

    /// Who works on report folders.
    fn crew(reading: &Reading) -> Crew<'static> {
        let threads = reading.jobs.map(|jobs| usize::from(jobs.get()));
        Crew::new(threads, &interrupt::ASKED_TO_STOP)
    }

    /// From now on Ctrl-C ends the work on these report folders between two of them.
    fn listen(folders: &[Found]) -> Result<()> {
        if folders.len() > 1 {
            interrupt::listen()?;
        }
        Ok(())
    }

    /// The exit status of work on `all` report folders of which `done` were done; how far it came is said if it was
    /// interrupted, in the words of `id`.
    fn ended(&self, id: &str, done: usize, all: usize, exit: Exit) -> Result<Exit> {
        if done == all {
            return Ok(exit);
        }
        let (done, all) = (done.to_string(), all.to_string());
        self.say(id, &[("done", &done), ("all", &all)])?;
        Ok(Exit::Interrupted)
    }
}

/// The report folders that a command is to read.
struct Folders {
    found: Vec<Found>,
    /// Failed if a folder on the way could not be looked into.
    exit: Exit,
}

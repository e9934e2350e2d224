//! How fast the program is, as ratios that hold on any machine: against the physical floor, against a Python script that
//! does the same job with the same checks (and, for honesty, with the arithmetic only), against itself with one thread,
//! with more townships, with nothing changed.
//!
//! ```console
//! $ cargo bench --bench ratios                            # N = 10,000 and 40,000; about a quarter of an hour, 8 GB in /dev/shm
//! $ cargo bench --bench ratios -- --n 1000 --large 4000   # a quick look
//! $ cargo bench --bench ratios -- generate DIR --n 500    # only the synthetic townships
//! ```
//!
//! Everything runs interleaved, on a memory file system, each program as a process of its own, each run into a fresh
//! folder. Ratios are taken within a repetition, so that a machine that grows slower in the meantime does not matter; the
//! median over the repetitions is printed with the least and the greatest. Whatever comes out, the exit status is 0:
//! this measures and does not judge.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts and bytes are far below what a double holds exactly, and are shown rounded"
)]

mod dice;
mod files;
mod floor;
mod generate;
mod measure;
mod table;
mod township;
mod words;

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use clap::{Parser, Subcommand};
use tempfile::TempDir;

use crate::floor::Manifest;
use crate::generate::{Made, Plan, TODAY};
use crate::measure::{Taken, measured};
use crate::table::{Limit, Sample, Target};

/// Where the Python script is.
const PEER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peer.py");

/// Threads, and processes of the Python script.
const THREADS: usize = 2;

/// Repetitions of the Python script that does the arithmetic only, if there are more of the others.
const MOST_OF_FIGURES: usize = 3;

/// The most that one machine should need, whatever the number of townships.
const MOST_MEMORY: f64 = 64.0 * 1024.0 * 1024.0;

#[derive(Debug, Parser)]
#[command(
    about = "Runs nianbao, the physical floor and a Python script interleaved, and prints ratios"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Work>,
    /// Townships for the ratios.
    #[arg(long, default_value_t = 10_000)]
    n: usize,
    /// Townships of the small batch that the large one is held against.
    #[arg(long, default_value_t = 1_000)]
    small: usize,
    /// Townships of the large batch.
    #[arg(long, default_value_t = 40_000)]
    large: usize,
    /// Repetitions.
    #[arg(long, default_value_t = 5)]
    reps: usize,
    /// The share of townships with a wrong number.
    #[arg(long, default_value_t = 0.02)]
    faulty: f64,
    /// Where random numbers start.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Leave the Python script out.
    #[arg(long)]
    no_peer: bool,
    /// Another build of the program.
    #[arg(long, value_name = "PATH", default_value = env!("CARGO_BIN_EXE_nianbao"))]
    binary: PathBuf,
    /// Where to work, instead of /dev/shm.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// What `cargo bench` adds.
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(Debug, Subcommand)]
enum Work {
    /// Only write synthetic townships.
    Generate {
        /// The folder to write into.
        dir: PathBuf,
        /// How many.
        #[arg(long, default_value_t = 1_000)]
        n: usize,
        /// Where random numbers start.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The share of townships with a wrong number; `faulty.csv` lists them.
        #[arg(long, default_value_t = 0.02)]
        faulty: f64,
    },
    /// Only read and write what a render reads and writes.
    Floor {
        /// The folder with the townships.
        input: PathBuf,
        /// The folder to write into.
        out: PathBuf,
        /// What to write: folder, name and size, separated by tabs, a file a line.
        manifest: PathBuf,
    },
    /// Run a program and print what it took.
    #[command(hide = true)]
    Measure {
        #[arg(long)]
        times: usize,
        #[arg(last = true)]
        program: Vec<OsString>,
    },
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    match &arguments.command {
        Some(Work::Generate {
            dir,
            n,
            seed,
            faulty,
        }) => {
            let plan = Plan {
                townships: *n,
                seed: *seed,
                faulty: *faulty,
            };
            made(dir, &plan).map(drop)
        }
        Some(Work::Floor {
            input,
            out,
            manifest,
        }) => {
            let manifest = Manifest::load(manifest)?;
            let (_, time) = floor::run(input, out, &manifest, THREADS)?;
            say(&time.as_secs_f64().to_string())
        }
        Some(Work::Measure { times, program }) => measure::measure(program, *times),
        None => Bench::new(arguments)?.run(),
    }
}

/// Prints a line.
fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Generates townships and says what came of it.
fn made(dir: &Path, plan: &Plan) -> Result<Made> {
    let start = Instant::now();
    let made = generate::generate(dir, plan)?;
    say(&format!(
        "generated {} townships in {:.1} s: {} files, {:.1} KB each township, {} with one wrong number",
        plan.townships,
        start.elapsed().as_secs_f64(),
        made.files,
        made.bytes as f64 / 1e3 / plan.townships.max(1) as f64,
        made.faulty.len(),
    ))?;
    Ok(made)
}

/// What is run at N townships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contender {
    Floor,
    Render,
    /// Into the folder of the last render, nothing having changed.
    Again,
    RenderOneThread,
    Check,
    /// The Python script, with the same checks.
    Peer,
    /// The Python script, which then reads no words.
    PeerOfFigures,
}

impl Contender {
    /// The rendering that is done again comes right after it.
    const ALL: [Self; 7] = [
        Self::Floor,
        Self::Render,
        Self::Again,
        Self::RenderOneThread,
        Self::Check,
        Self::Peer,
        Self::PeerOfFigures,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor: read and write only",
            Self::Render => "nianbao render",
            Self::Again => "nianbao render, again",
            Self::RenderOneThread => "nianbao render, one thread",
            Self::Check => "nianbao check",
            Self::Peer => "Python, same checks",
            Self::PeerOfFigures => "Python, arithmetic only",
        }
    }
}

struct Bench {
    arguments: Arguments,
    work: TempDir,
    /// Whether the program takes `-j N`; else the pool of threads is told by its own variable.
    takes_jobs: bool,
    python: Option<PathBuf>,
}

impl Bench {
    fn new(arguments: Arguments) -> Result<Self> {
        let shm = Path::new("/dev/shm");
        let parent = match &arguments.dir {
            Some(dir) => dir.clone(),
            None if measure::file_system(shm).as_deref() == Some("tmpfs") => shm.to_owned(),
            None => std::env::temp_dir(),
        };
        let system = measure::file_system(&parent);
        let work = tempfile::Builder::new()
            .prefix("nianbao-bench-")
            .tempdir_in(&parent)?;
        let help = Command::new(&arguments.binary)
            .args(["render", "--help", "--lang", "en"])
            .output();
        let help = help.with_context(|| arguments.binary.display().to_string())?;
        let takes_jobs = String::from_utf8_lossy(&help.stdout).contains("-j");
        let version = Command::new(&arguments.binary).arg("--version").output()?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        say(&format!(
            "{} on {cores} cores, in {} ({}){}",
            String::from_utf8_lossy(&version.stdout).trim(),
            parent.display(),
            system.as_deref().unwrap_or("file system unknown"),
            match system.as_deref() {
                Some("tmpfs") => "",
                _ => ": NOT known to be a memory file system, so the disk is measured too",
            },
        ))?;
        if cores < THREADS {
            say("fewer cores than threads: ratios with two threads mean nothing here")?;
        }
        let python = if arguments.no_peer { None } else { python()? };
        Ok(Self {
            arguments,
            work,
            takes_jobs,
            python,
        })
    }

    fn run(&self) -> Result<()> {
        let Arguments {
            n,
            small,
            large,
            reps,
            ..
        } = self.arguments;
        let input = self.townships(n)?;
        let mut samples: Vec<(Contender, Vec<Taken>)> = Vec::new();

        // The first render warms everything up, and tells the floor what to write.
        let out = self.work.path().join("out");
        self.render(&input, &out, THREADS)?;
        let manifest = self.work.path().join("manifest");
        Manifest::of(&out)?.save(&manifest)?;
        clear(&out)?;

        for rep in 0..reps {
            // Nobody always comes first.
            let mut order: Vec<Contender> = Contender::ALL.to_vec();
            order.rotate_left(rep % 2 * 3);
            for contender in order {
                let taken = match contender {
                    Contender::Floor => Some(Self::floor(&input, &out, &manifest)?),
                    Contender::Render | Contender::Again => {
                        Some(self.render(&input, &out, THREADS)?)
                    }
                    Contender::RenderOneThread => Some(self.render(&input, &out, 1)?),
                    Contender::Check => Some(self.check(&input, 1)?),
                    Contender::Peer => self.peer(&input, &out, &[])?,
                    // It is told for honesty, and held against nothing: a few repetitions are enough.
                    Contender::PeerOfFigures if rep < MOST_OF_FIGURES => {
                        self.peer(&input, &out, &["--arithmetic-only"])?
                    }
                    Contender::PeerOfFigures => None,
                };
                if contender != Contender::Render {
                    clear(&out)?;
                }
                let Some(taken) = taken else { continue };
                match samples.iter_mut().find(|(of, _)| *of == contender) {
                    Some((_, all)) => all.push(taken),
                    None => samples.push((contender, vec![taken])),
                }
            }
        }
        let one = self.check(&first(&input)?, 200)?;
        fs::remove_dir_all(&input)?;

        let (small_input, large_input) = (self.townships(small)?, self.townships(large)?);
        let (mut of_small, mut of_large) = (Vec::new(), Vec::new());
        for _ in 0..reps.min(3) {
            // A small batch is soon over: three of them for one of the large.
            for _ in 0..3 {
                of_small.push(self.render(&small_input, &out, THREADS)?);
                clear(&out)?;
            }
            of_large.push(self.render(&large_input, &out, THREADS)?);
            clear(&out)?;
        }
        self.report(&samples, &of_small, &of_large, &one)
    }

    fn report(
        &self,
        samples: &[(Contender, Vec<Taken>)],
        of_small: &[Taken],
        of_large: &[Taken],
        one: &Taken,
    ) -> Result<()> {
        let Arguments {
            n, small, large, ..
        } = self.arguments;
        say(&table::heading())?;
        for contender in Contender::ALL {
            if let Some((_, all)) = samples.iter().find(|(of, _)| *of == contender) {
                say(&table::row(contender.name(), n, all))?;
            }
        }
        say(&table::row("nianbao render", small, of_small))?;
        say(&table::row("nianbao render", large, of_large))?;
        say(&table::row(
            "nianbao check, one township",
            1,
            std::slice::from_ref(one),
        ))?;
        say("")?;

        let wall = |of: Contender| -> Vec<f64> {
            let all = samples.iter().find(|(contender, _)| *contender == of);
            all.into_iter()
                .flat_map(|(_, all)| all.iter().flat_map(|taken| taken.wall.iter().copied()))
                .collect()
        };
        let ratio = |over: Contender, under: Contender| Sample::ratios(&wall(over), &wall(under));
        let cpu = |all: &[Taken], townships: usize| -> Vec<f64> {
            let cpu = all.iter().filter_map(|taken| taken.cpu);
            cpu.map(|cpu| cpu / townships.max(1) as f64).collect()
        };
        let peak =
            |all: &[Taken]| -> Vec<f64> { all.iter().filter_map(|taken| taken.peak).collect() };
        let targets = [
            Target::new(
                format!("wall: render over the floor, N = {n}"),
                Limit::AtMost(5.0),
                ratio(Contender::Render, Contender::Floor),
            ),
            Target::new(
                format!("wall: Python, same checks, over render, N = {n}"),
                Limit::AtLeast(7.0),
                ratio(Contender::Peer, Contender::Render),
            ),
            Target::new(
                format!("wall: Python, arithmetic only, over render, N = {n}"),
                Limit::None,
                ratio(Contender::PeerOfFigures, Contender::Render),
            ),
            Target::new(
                format!("CPU a township: N = {large} over N = {small}"),
                Limit::AtMost(1.15),
                Sample::of_medians(&cpu(of_large, large), &cpu(of_small, small)),
            ),
            Target::new(
                format!("peak memory: N = {large} over N = {small}"),
                Limit::AtMost(1.5),
                Sample::of_medians(&peak(of_large), &peak(of_small)),
            ),
            Target::new(
                format!("peak memory at N = {large}, MiB"),
                Limit::Under(MOST_MEMORY / 1024.0 / 1024.0),
                Sample::of(
                    peak(of_large)
                        .into_iter()
                        .map(|peak| peak / 1024.0 / 1024.0)
                        .collect(),
                ),
            ),
            Target::new(
                format!("wall: one thread over two, render, N = {n}"),
                Limit::AtLeast(1.7),
                ratio(Contender::RenderOneThread, Contender::Render),
            ),
            Target::new(
                format!("wall: render over check, N = {n}"),
                Limit::AtLeast(3.0),
                ratio(Contender::Render, Contender::Check),
            ),
            Target::new(
                format!("wall: first render over the next, nothing changed, N = {n}"),
                Limit::AtLeast(5.0),
                ratio(Contender::Render, Contender::Again),
            ),
            Target::new(
                "one township's check as a process, ms".to_owned(),
                Limit::AtMost(5.0),
                Sample::of(one.wall.iter().map(|wall| wall * 1e3).collect()),
            ),
        ];
        say(&table::targets(&targets))
    }

    /// Writes so many townships into a folder of their own.
    fn townships(&self, townships: usize) -> Result<PathBuf> {
        let dir = self.work.path().join(format!("in-{townships}"));
        if !dir.exists() {
            fs::create_dir(&dir)?;
            let plan = Plan {
                townships,
                seed: self.arguments.seed,
                faulty: self.arguments.faulty,
            };
            made(&dir, &plan)?;
        }
        Ok(dir)
    }

    fn nianbao(&self, arguments: Vec<OsString>, threads: usize, times: usize) -> Result<Taken> {
        let mut program = vec![self.arguments.binary.clone().into_os_string()];
        program.extend(arguments);
        program.extend(["--today", TODAY].map(Into::into));
        if self.takes_jobs {
            program.push(format!("-j{threads}").into());
        }
        measured(&program, Some(threads), times)
    }

    fn render(&self, input: &Path, out: &Path, threads: usize) -> Result<Taken> {
        let arguments = vec!["render".into(), input.into(), "-o".into(), out.into()];
        self.nianbao(arguments, threads, 1)
    }

    fn check(&self, input: &Path, times: usize) -> Result<Taken> {
        self.nianbao(vec!["check".into(), input.into()], THREADS, times)
    }

    /// The floor tells its own time, since what it has to know beforehand is none of it.
    fn floor(input: &Path, out: &Path, manifest: &Path) -> Result<Taken> {
        let output = Command::new(std::env::current_exe()?)
            .arg("floor")
            .args([input, out, manifest])
            .output()?;
        if !output.status.success() {
            bail!(
                "the floor failed: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let time: f64 = String::from_utf8_lossy(&output.stdout).trim().parse()?;
        Ok(Taken {
            wall: vec![time],
            cpu: None,
            peak: None,
        })
    }

    fn peer(&self, input: &Path, out: &Path, how: &[&str]) -> Result<Option<Taken>> {
        let Some(python) = &self.python else {
            return Ok(None);
        };
        let mut program: Vec<OsString> = vec![python.into(), PEER.into(), input.into(), out.into()];
        program.extend(["--processes".into(), THREADS.to_string().into()]);
        program.extend(["--today", TODAY].iter().chain(how).map(Into::into));
        measured(&program, None, 1).map(Some)
    }
}

/// The Python interpreter, if it has what the script needs.
fn python() -> Result<Option<PathBuf>> {
    const WHICH: &str = "import sys, tomllib, jinja2; print(sys.executable, sys.version.split()[0], jinja2.__version__)";
    for name in ["python3", "python"] {
        let Ok(output) = Command::new(name).args(["-c", WHICH]).output() else {
            continue;
        };
        let line = String::from_utf8_lossy(&output.stdout);
        let parts: Vec<&str> = line.split_whitespace().collect();
        if let (true, [path, version, jinja]) = (output.status.success(), parts.as_slice()) {
            say(&format!("Python {version} with Jinja2 {jinja}"))?;
            // The interpreter itself: a shim in front of it would cost time that is not the script's.
            return Ok(Some(PathBuf::from(path)));
        }
    }
    say("no Python from 3.11 on with Jinja2 here (`pip install jinja2`): left out")?;
    Ok(None)
}

/// The first report folder below `input`.
fn first(input: &Path) -> Result<PathBuf> {
    let found = generate::townships(input)?;
    found.into_iter().next().context("no township")
}

fn clear(out: &Path) -> Result<()> {
    match fs::remove_dir_all(out) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

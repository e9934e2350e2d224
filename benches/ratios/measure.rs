//! One program run by itself, with what it took. The program is the only child of a process of its own, so that the
//! resources of “all children” which the system tells are those of this program (and of its own children).

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow, bail};
use serde::{Deserialize, Serialize};

/// What a program took.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Taken {
    /// Seconds from start to end, of each run.
    pub(crate) wall: Vec<f64>,
    /// Seconds of processor time, user and system, a run.
    pub(crate) cpu: Option<f64>,
    /// Bytes of memory at the peak; of its largest process, if it starts others.
    pub(crate) peak: Option<f64>,
}

/// Runs a program in a measuring process of its own.
///
/// # Errors
/// If it cannot be started, or ends with another status than 0 (nothing found) or 1 (findings).
pub(crate) fn measured(
    program: &[OsString],
    threads: Option<usize>,
    times: usize,
) -> Result<Taken> {
    let me = std::env::current_exe()?;
    let mut command = Command::new(me);
    command.arg("measure").arg("--times").arg(times.to_string());
    command.arg("--").args(program);
    if let Some(threads) = threads {
        command.env("RAYON_NUM_THREADS", threads.to_string());
    }
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("{program:?} failed");
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Runs a program so many times, as the measuring process, and prints what it took.
///
/// # Errors
/// If it cannot be started, or ends with another status than 0 or 1.
pub(crate) fn measure(program: &[OsString], times: usize) -> Result<()> {
    let (name, arguments) = program.split_first().context("no program")?;
    let mut wall = Vec::new();
    for _ in 0..times {
        let mut command = Command::new(name);
        command.args(arguments);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        let status = command
            .status()
            .with_context(|| format!("{}", name.display()))?;
        wall.push(start.elapsed().as_secs_f64());
        if !matches!(status.code(), Some(0 | 1)) {
            return Err(anyhow!("{program:?}: {status}"));
        }
    }
    let (cpu, peak) = resources().unzip();
    let taken = Taken {
        wall,
        cpu: cpu.map(|cpu| cpu / times as f64),
        peak,
    };
    Ok(writeln!(
        std::io::stdout(),
        "{}",
        serde_json::to_string(&taken)?
    )?)
}

/// Processor seconds and peak bytes of the children that have ended.
#[cfg(unix)]
fn resources() -> Option<(f64, f64)> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike as _;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let time = usage.user_time() + usage.system_time();
    let unit = if cfg!(target_os = "macos") {
        1.0
    } else {
        1024.0
    };
    Some((
        time.num_microseconds() as f64 / 1e6,
        usage.max_rss() as f64 * unit,
    ))
}

#[cfg(not(unix))]
fn resources() -> Option<(f64, f64)> {
    None
}

/// The kind of file system that a folder is on, if the system says: `tmpfs`.
pub(crate) fn file_system(folder: &Path) -> Option<String> {
    let mounts = fs::read_to_string("/proc/mounts").ok()?;
    let holds = |line: &&str| {
        line.split(' ')
            .nth(1)
            .is_some_and(|at| folder.starts_with(at))
    };
    let mount = mounts
        .lines()
        .filter(holds)
        .max_by_key(|line| line.split(' ').nth(1).map(str::len))?;
    mount.split(' ').nth(2).map(str::to_owned)
}

//! The program as a process of its own: watched by the clock, sent signals, held within limits.

use std::ffi::OsStr;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long any run may take before it counts as hanging. Far more than a loaded machine needs.
const PATIENCE: Duration = Duration::from_secs(400);

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The exit status; none if a signal ended it.
    pub(crate) status: Option<i32>,
    /// What it printed.
    pub(crate) out: String,
    /// What it said beside it.
    pub(crate) said: String,
}

/// A run that has been started.
pub(crate) struct Running {
    child: Child,
    out: JoinHandle<Vec<u8>>,
    said: JoinHandle<Vec<u8>>,
}

/// The program, to be run in a folder.
pub(crate) fn nianbao(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(folder);
    command
}

/// Starts a command.
pub(crate) fn start(command: &mut Command) -> Running {
    fn reader(mut pipe: impl std::io::Read + Send + 'static) -> JoinHandle<Vec<u8>> {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).expect("the pipe");
            bytes
        })
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let out = reader(child.stdout.take().expect("a pipe"));
    let said = reader(child.stderr.take().expect("a pipe"));
    Running { child, out, said }
}

/// Runs the program with arguments in a folder.
pub(crate) fn run<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Outcome {
    start(nianbao(folder).args(arguments)).end()
}

impl Running {
    /// Sends a signal, such as `INT`.
    pub(crate) fn signal(&self, signal: &str) {
        let sent = Command::new("kill")
            .args([&format!("-{signal}"), &self.child.id().to_string()])
            .status()
            .expect("kill");
        assert!(sent.success(), "{signal} was not taken");
    }

    /// Whether it is still running.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_none()
    }

    /// Waits until `is_so`; whether that came about before the end of the run.
    pub(crate) fn until(&mut self, mut is_so: impl FnMut() -> bool) -> bool {
        let started = Instant::now();
        loop {
            if is_so() {
                return true;
            }
            if !self.is_running() {
                return false;
            }
            assert!(started.elapsed() < PATIENCE, "it hangs");
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Outcome {
        let started = Instant::now();
        let status: ExitStatus = loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                break status;
            }
            if started.elapsed() > PATIENCE {
                self.child.kill().expect("killed");
                self.child.wait().expect("its end");
                panic!("it hangs; so far it said: {}", text(self.said));
            }
            std::thread::sleep(Duration::from_millis(3));
        };
        assert!(
            status.code().is_some() || status.signal() == Some(9),
            "{status}"
        );
        let outcome = Outcome {
            status: status.code(),
            out: text(self.out),
            said: text(self.said),
        };
        assert!(!outcome.said.contains("panicked"), "{}", outcome.said);
        outcome
    }
}

fn text(reader: JoinHandle<Vec<u8>>) -> String {
    String::from_utf8(reader.join().expect("a reader")).expect("UTF-8")
}

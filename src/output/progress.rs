//! How far a batch has come: a bar with rate and time left on a terminal, nothing anywhere else.

use std::fmt::Write;
use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::messages::Catalogue;

/// A bar on standard error, if that is a terminal.
pub struct Progress {
    bar: ProgressBar,
    /// Whether standard output goes to the terminal too.
    shared: bool,
}

impl Progress {
    /// Begins to count up to `total`. A single report needs no bar.
    pub fn new(total: usize, catalogue: &Catalogue) -> Self {
        if total < 2 || !std::io::stderr().is_terminal() {
            return Self {
                bar: ProgressBar::hidden(),
                shared: false,
            };
        }
        let rate = catalogue.text("progress-rate", &[]);
        let left = catalogue.text("progress-left", &[]);
        let template = format!("{{wide_bar}} {{pos}}/{{len}} · {{rate}} {rate} · {left} {{left}}");
        let bar = ProgressBar::with_draw_target(
            Some(total as u64),
            ProgressDrawTarget::stderr_with_hz(8),
        );
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(
                style
                    .with_key("rate", rate_so_far)
                    .with_key("left", time_left),
            );
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        Self {
            bar,
            shared: std::io::stdout().is_terminal(),
        }
    }

    /// One more is done.
    pub fn advance(&self) {
        self.bar.inc(1);
    }

    /// Does what prints, with the bar out of the way if it goes to the terminal too: always on standard error, and on
    /// standard output if that is one.
    pub fn aside<T>(&self, on_error: bool, print: impl FnOnce() -> T) -> T {
        if on_error || self.shared {
            self.bar.suspend(print)
        } else {
            print()
        }
    }
}

/// Reports a second, from the beginning on.
fn rate_so_far(state: &ProgressState, out: &mut dyn Write) {
    let seconds = state.elapsed().as_secs().max(1);
    let _ = write!(out, "{}", state.pos() / seconds);
}

/// The time that the rest takes at the rate so far.
fn time_left(state: &ProgressState, out: &mut dyn Write) {
    let done = state.pos().max(1);
    let rest = state.len().unwrap_or(0).saturating_sub(done);
    let seconds = state.elapsed().as_secs() * rest / done;
    let _ = write!(out, "{}:{:02}", seconds / 60, seconds % 60);
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

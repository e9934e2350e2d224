//! How far a batch has come: a bar with rate and time left on a terminal, nothing anywhere else.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::messages::Catalogue;

/// A bar on standard error, if that is a terminal.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins to count up to `total`. A single report needs no bar.
    pub fn new(total: usize, catalogue: &Catalogue) -> Self {
        if total < 2 || !std::io::stderr().is_terminal() {
            return Self {
                bar: ProgressBar::hidden(),
            };
        }
        let rate = catalogue.text("progress-rate", &[]);
        let left = catalogue.text("progress-left", &[]);
        let template = format!(
            "{{wide_bar}} {{human_pos}}/{{human_len}} · {{per_sec}} {rate} · {left} {{eta}}"
        );
        let bar = ProgressBar::with_draw_target(
            Some(total as u64),
            ProgressDrawTarget::stderr_with_hz(8),
        );
        if let Ok(style) = ProgressStyle::with_template(&template) {
            let rounded = |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
                let _ = write!(out, "{:.0}", state.per_sec());
            };
            bar.set_style(style.with_key("per_sec", rounded));
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        Self { bar }
    }

    /// One more is done.
    pub fn advance(&self) {
        self.bar.inc(1);
    }

    /// Does what prints, with the bar out of the way.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

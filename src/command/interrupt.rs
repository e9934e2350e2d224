//! Ctrl-C ends a batch between two reports, not inside one.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};

/// Whether the user has asked to stop.
pub(super) static ASKED_TO_STOP: AtomicBool = AtomicBool::new(false);

/// From now on, Ctrl-C asks to stop. Whoever asks twice does not want to wait: files are whole at any moment.
pub(super) fn listen() -> Result<()> {
    #[expect(clippy::exit, reason = "the second Ctrl-C ends the program at once")]
    ctrlc::set_handler(|| {
        if ASKED_TO_STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(super::INTERRUPTED.into());
        }
    })
    .context("Ctrl-C")
}

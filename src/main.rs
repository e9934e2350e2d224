//! The program: arguments to exit status. Everything else is in the library.

use std::process::ExitCode;

/// A report is thousands of small texts, and a batch thousands of reports.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    nianbao::command::run(std::env::args_os().collect())
}

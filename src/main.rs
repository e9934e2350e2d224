//! The program: arguments to exit status. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    nianbao::command::run(std::env::args_os().collect())
}

//! What a run of the program comes to.

use assert_cmd::Command;

/// Runs the command: its exit status, what it printed, and what it said beside it.
pub(crate) fn outcome(command: &mut Command) -> (i32, String, String) {
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code().expect("an exit status"),
        text(output.stdout),
        text(output.stderr),
    )
}

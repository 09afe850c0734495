//! The program that OpenSSH calls with its questions, for the tests of this crate: the window and the command line are it
//! themselves.

use std::process::ExitCode;

fn main() -> ExitCode {
    galley_git::answer_ssh().unwrap_or(ExitCode::FAILURE)
}

//! `galley`: the same library without a window. Needs no display.
//!
//! Exit status: 0, or 1 with one plain sentence on standard error (with `--json`, an object with its code), or 2 for wrong
//! usage.

mod arguments;
mod asking;
mod branches;
mod build;
mod check;
mod doctor;
mod hidden;
mod kept;
mod listing;
mod manual;
mod output;
mod review;
mod run;
mod serve;
mod tags;
mod versions;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    if let Some(answered) = galley_library::answer_ssh() {
        return answered;
    }
    let arguments = arguments::Arguments::parse();
    match run::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if arguments.json {
                output::complain_json(&error);
            } else {
                output::complain(&error);
            }
            ExitCode::FAILURE
        }
    }
}

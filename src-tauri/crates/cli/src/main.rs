//! `galley`: the same library without a window. Needs no display.
//!
//! Exit status: 0, or 1 with one plain sentence on standard error, or 2 for wrong usage.

mod arguments;
mod branches;
mod build;
mod kept;
mod listing;
mod output;
mod review;
mod run;
mod serve;
mod versions;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    match run::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            ExitCode::FAILURE
        }
    }
}

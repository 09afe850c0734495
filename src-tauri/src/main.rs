//! Starts the Galley window: `galley-desktop [FOLDER]`.
// No console window on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(answered) = galley_library::answer_ssh() {
        return answered;
    }
    if let Err(error) = galley_desktop::run() {
        eprintln!("galley-desktop: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

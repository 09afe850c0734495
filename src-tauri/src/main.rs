//! Starts the Galley window: `galley-desktop [FOLDER]`.
// No console window on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    if let Err(error) = galley_desktop::run() {
        eprintln!("galley-desktop: {error}");
        std::process::exit(1);
    }
}

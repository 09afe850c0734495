//! The real programs: where `./dev test` puts them, and how they are run.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that `./dev test` installs the programs into; programs that stand in one of its folders find what they
/// need from there.
pub fn installed() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).unwrap();
    std::env::var_os("GALLEY_GENERATORS").map_or_else(|| workspace.join("target/generators"), PathBuf::from)
}

/// Whether a program is there. Where it is not, that is said, and it is a failure where all of them were promised.
pub fn is_there(name: &str, file: &Path) -> bool {
    if file.exists() {
        return true;
    }
    let words = format!(
        "{name} is not at {}: NOTHING WAS COMPARED WITH IT. ./dev test installs it.",
        file.display()
    );
    assert!(std::env::var_os("GALLEY_REAL").is_none(), "{words}");
    eprintln!("\n{words}\n");
    false
}

/// Runs a program to its end in a folder and returns what it printed. The time zone of the machine is the one named.
pub fn run(folder: &Path, zone: &str, program: &Path, arguments: &[&str]) -> String {
    let (success, said) = tried(folder, zone, program, arguments);
    assert!(success, "{} {arguments:?}: {said}", program.display());
    said
}

/// Runs a program to its end, which may be a failure; whether it was none, and what it printed.
pub fn tried(folder: &Path, zone: &str, program: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("TZ", zone)
        .env("LANG", "C.UTF-8")
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .env("CI", "1")
        .env("DO_NOT_TRACK", "1")
        .env("ASTRO_TELEMETRY_DISABLED", "1")
        .env("NODE_ENV", "production")
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    (output.status.success(), said)
}

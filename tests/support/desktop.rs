//! What other programs of a desktop do to a window (`desktop.c`): they close it, and they put pictures on the clipboard.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use galley_testkit::repo::Place;

use super::window::Window;

const SOURCE: &str = include_str!("desktop.c");

/// A program of C, compiled with these libraries.
pub fn compiled(folder: &Path, name: &str, source: &str, libraries: &[&str]) -> PathBuf {
    let (file, program) = (folder.join(format!("{name}.c")), folder.join(name));
    fs::write(&file, source).expect("a source");
    let flags = Command::new("pkg-config")
        .args(["--cflags", "--libs"])
        .args(libraries)
        .output()
        .expect("pkg-config");
    let flags = String::from_utf8(flags.stdout).expect("flags");
    let built = Command::new("cc")
        .args(["-O2", "-o"])
        .arg(&program)
        .arg(&file)
        .args(flags.split_whitespace())
        .status();
    assert!(built.expect("a compiler").success(), "{name}.c compiles");
    program
}

/// The other programs.
pub struct Desktop(PathBuf);

impl Desktop {
    /// Compiled for this test.
    pub fn new(place: &Place) -> Self {
        Desktop(compiled(place.path(), "desktop", SOURCE, &["gtk+-3.0", "x11"]))
    }

    /// Asks the uppermost window to close, as the × of its frame does.
    pub fn close(&self, window: &Window, place: &Place) {
        let mut close = Command::new(&self.0);
        close.arg("close");
        assert!(window.run(place, close).success(), "there is a window to close");
    }

    /// Has a picture on the clipboard, or words, or both, until it is dropped.
    pub fn clipboard(
        &self,
        window: &Window,
        place: &Place,
        file: Option<&Path>,
        words: Option<&str>,
    ) -> Clipboard {
        let mut command = Command::new(&self.0);
        command.arg("clipboard").arg(file.unwrap_or(Path::new("-")));
        command.args(words).stdout(Stdio::piped());
        let mut child = window.begin(place, command);
        let mut said = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut said).expect("a line");
        assert_eq!(said, "on the clipboard\n");
        Clipboard(child)
    }
}

/// A program that has something on the clipboard.
pub struct Clipboard(Child);

impl Drop for Clipboard {
    fn drop(&mut self) {
        // One that has ended by itself is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

//! `galley build`: a bar while it works, one line when it is done.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use galley_library::{Built, Cancel, Library, Result};
use serde_json::json;

use crate::output;

/// How often the bar is drawn anew.
const STEP: Duration = Duration::from_millis(50);
/// How wide the bar is, in characters.
const WIDTH: usize = 30;

/// Builds the site into `out` and says what was made.
///
/// # Errors
/// Those of [`Library::build`].
pub fn build(library: &Library, out: &Path, as_json: bool) -> Result<()> {
    let bar = Bar::new();
    let built = library.build(out, &|done, all| bar.draw(done, all), &Cancel::none());
    bar.clear();
    let built = built?;
    notes(&built);
    if as_json {
        output::json(&json!({
            "posts": built.posts,
            "hidden": built.hidden,
            "files": built.files,
            "notes": built.notes,
        }));
    } else {
        let posts = count(built.posts, "post");
        let hidden = match built.hidden {
            0 => String::new(),
            hidden => format!(" ({hidden} hidden)"),
        };
        output::line(&format!(
            "{posts}{hidden}, {} in {}",
            count(built.files, "file"),
            out.display()
        ));
    }
    Ok(())
}

/// What the writer should know, on standard error.
pub fn notes(built: &Built) {
    for note in &built.notes {
        output::note(note);
    }
}

fn count(number: usize, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}

/// A bar on standard error, where that is a terminal.
struct Bar {
    shown: bool,
    drawn: Mutex<Option<Instant>>,
}

impl Bar {
    fn new() -> Self {
        Bar {
            shown: io::stderr().is_terminal(),
            drawn: Mutex::new(None),
        }
    }

    /// Draws it, when it is time. Whoever comes meanwhile does not wait.
    fn draw(&self, done: usize, all: usize) {
        let Ok(mut drawn) = self.drawn.try_lock() else {
            return;
        };
        let due = drawn.is_none_or(|at| at.elapsed() >= STEP) || done == all;
        if self.shown && due {
            *drawn = Some(Instant::now());
            let _ = write!(io::stderr(), "\r{}", line(done, all));
        }
    }

    fn clear(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

fn line(done: usize, all: usize) -> String {
    let full = (done * WIDTH).checked_div(all).unwrap_or(WIDTH).min(WIDTH);
    format!(
        "{}{} {done} of {all} posts",
        "█".repeat(full),
        "░".repeat(WIDTH - full)
    )
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_bar_fills() {
        assert!(line(0, 10).starts_with("░"));
        assert_eq!(line(10, 10).matches('█').count(), 30);
        assert_eq!(line(5, 10).matches('█').count(), 15);
        assert_eq!(line(0, 0).matches('█').count(), 30);
    }
}

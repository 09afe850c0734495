//! What is typed and not shown. Ctrl-C is an answer too: a program that it ends here would leave the terminal without echo.

use std::io::{self, BufRead};

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

/// What the terminal sends for Ctrl-C.
const INTERRUPT: u8 = 3;

/// The line that the writer types; `None` for an empty one, Ctrl-C, Ctrl-D, and where there is no terminal.
pub fn read_line() -> Option<String> {
    let _quiet = Quiet::begin().ok()?;
    let mut typed = Vec::new();
    let read = io::stdin().lock().read_until(b'\n', &mut typed);
    // The writer's own line end was not shown either.
    crate::output::say("");
    read.ok()?;
    if typed.contains(&INTERRUPT) {
        return None;
    }
    let line = String::from_utf8(typed).ok()?;
    let line = line.trim_end_matches(['\n', '\r']);
    (!line.is_empty()).then(|| line.to_owned())
}

/// A terminal that shows nothing and takes Ctrl-C for the end of a line, until this is dropped.
struct Quiet(Termios);

impl Quiet {
    fn begin() -> rustix::io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ISIG);
        quiet.special_codes[SpecialCodeIndex::VEOL] = INTERRUPT;
        tcsetattr(io::stdin(), OptionalActions::Now, &quiet)?;
        Ok(Quiet(before))
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}

//! What a long verb says while it runs.

/// A step of a long verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Reaching the remote.
    Connecting,
    /// Receiving objects.
    Receiving,
    /// Putting received objects together.
    Resolving,
    /// Writing files of the work tree.
    CheckingOut,
    /// Choosing and packing the objects to send.
    Packing,
    /// Sending objects.
    Sending,
    /// Asking the remote whether it has what was sent.
    Confirming,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// How far a stage is.
    Step {
        /// Which.
        stage: Stage,
        /// Objects or files done.
        done: usize,
        /// Of how many; 0 when that is not known.
        total: usize,
    },
    /// A line that the remote sent, without its line end. Hooks over there speak this way.
    Remote(String),
    /// A line that a hook here printed, without its line end.
    Hook {
        /// Which hook.
        name: String,
        /// The line.
        line: String,
    },
}

/// How many bytes of one line, and how many lines, are kept of what a remote says.
const LINE: usize = 2000;
const LINES: usize = 500;

/// Splits what a remote sends into lines; a carriage return ends one too, because counters use it. Other control
/// characters are left out, as a terminal would obey them; so is what is too much to read.
#[derive(Default)]
pub(crate) struct RemoteLines {
    rest: Vec<u8>,
    said: Vec<String>,
}

impl RemoteLines {
    pub(crate) fn push(&mut self, bytes: &[u8], mut tell: impl FnMut(String)) {
        for &byte in bytes {
            if byte == b'\n' || byte == b'\r' {
                let line = plain(&self.rest);
                let line = line.trim_end();
                self.rest.clear();
                if !line.is_empty() {
                    tell(line.to_owned());
                    if byte == b'\n' && self.said.len() < LINES {
                        self.said.push(line.to_owned());
                    }
                }
            } else if self.rest.len() < LINE {
                self.rest.push(byte);
            }
        }
    }

    /// All full lines so far, and what stands in an unfinished one.
    pub(crate) fn words(&self) -> String {
        let mut lines = self.said.clone();
        let rest = plain(&self.rest);
        if !rest.trim().is_empty() {
            lines.push(rest.trim().to_owned());
        }
        lines.join("\n")
    }
}

/// Text of another computer or program without control characters, but for line ends and tabs.
pub(crate) fn plain(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::RemoteLines;

    #[test]
    fn a_remote_cannot_command_the_terminal_nor_fill_the_memory() {
        let mut lines = RemoteLines::default();
        let mut told = Vec::new();
        lines.push(b"\x1b]0;owned\x07\x1b[2Jdone\x00\n", |line| told.push(line));
        assert_eq!(told, ["]0;owned[2Jdone"]);
        for _ in 0..100_000 {
            lines.push(b"no end", |_| panic!("no line ended"));
        }
        assert!(lines.words().len() < 3000);
        for _ in 0..100_000 {
            lines.push(b"line\n", |_| {});
        }
        assert!(lines.words().len() < 10_000);
    }

    #[test]
    fn lines_are_joined_over_packets_and_counters_are_not_kept() {
        let mut lines = RemoteLines::default();
        let mut told = Vec::new();
        for part in [
            &b"Counting: 1%\rCounting: 100%\rdone\nNo po"[..],
            b"sts today\nlast",
        ] {
            lines.push(part, |line| told.push(line));
        }
        assert_eq!(told, ["Counting: 1%", "Counting: 100%", "done", "No posts today"]);
        assert_eq!(lines.words(), "done\nNo posts today\nlast");
    }
}

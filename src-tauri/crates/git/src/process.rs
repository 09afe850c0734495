//! Which process left a mark, and whether it is still there. Its number alone does not tell: after a restart of the computer,
//! or in a container, another process may have that number. Where the system says no more, the number has to do.

use std::fs;

/// A process, as a mark names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Process {
    pub(crate) pid: u32,
    /// When it began, and since which start of the computer that is counted; where the system says so.
    since: Option<(u64, String)>,
}

impl Process {
    /// This one.
    pub(crate) fn own() -> Self {
        let pid = std::process::id();
        Self {
            pid,
            since: began(pid).zip(boot()),
        }
    }

    /// The one of a mark: its number, and what [`Process::since`] said of it. Words that make no sense say nothing.
    pub(crate) fn of(pid: &str, since: Option<&str>) -> Option<Self> {
        let since = since.and_then(|since| {
            let (began, boot) = since.split_once('-')?;
            Some((began.parse().ok()?, boot.to_owned()))
        });
        let pid = pid.parse().ok()?;
        Some(Self { pid, since })
    }

    /// When it began, for a mark. Empty where that is not known.
    pub(crate) fn since(&self) -> String {
        let since = self.since.as_ref();
        since.map_or_else(String::new, |(began, boot)| format!("{began}-{boot}"))
    }

    /// Whether it is there no longer.
    pub(crate) fn is_gone(&self) -> bool {
        let another = self.since.as_ref().is_some_and(|(since, at)| {
            boot().is_some_and(|boot| boot != *at) || began(self.pid).is_some_and(|began| began != *since)
        });
        another || is_gone(self.pid)
    }
}

/// Whether there is no process of this number.
pub(crate) fn is_gone(pid: u32) -> bool {
    let process = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    process.is_some_and(|process| {
        matches!(
            rustix::process::test_kill_process(process),
            Err(rustix::io::Errno::SRCH)
        )
    })
}

/// The name of this start of the computer, in hex digits.
fn boot() -> Option<String> {
    let text = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let digits: String = text.chars().filter(char::is_ascii_hexdigit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// When a process began, in the system's ticks since the computer's start.
fn began(pid: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // Its name stands in brackets and may have anything in it, brackets too. What follows begins with the third value.
    let (_, rest) = text.rsplit_once(')')?;
    rest.split_ascii_whitespace().nth(22 - 3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::Process;

    #[test]
    fn a_process_is_told_from_another_one_of_the_same_number() {
        let own = Process::own();
        assert!(!own.is_gone());
        let pid = own.pid.to_string();
        let named = |since: &str| Process::of(&pid, Some(since)).unwrap();
        assert_eq!(named(&own.since()), own);
        for nothing in ["", "x", "1", "x-y"] {
            assert_eq!(named(nothing), Process::of(&pid, None).unwrap(), "{nothing}");
        }
        assert!(!Process::of(&pid, None).unwrap().is_gone(), "the number alone");
        if let Some((began, boot)) = &own.since {
            assert!(named(&format!("{}-{boot}", began + 1)).is_gone());
            assert!(named(&format!("{began}-{}", "0".repeat(32))).is_gone());
        } else {
            println!("Not tested: nothing is said here of when processes began.");
        }
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        assert!(Process::of(&child.id().to_string(), None).unwrap().is_gone());
        assert!(Process::of("x", None).is_none());
    }
}

//! Moments of a verb after which a killed process leaves something different behind.
//!
//! In the tests of this crate a process can be made to stop at one of them, to be killed there. Anywhere else
//! [`reached`] does nothing.

macro_rules! moments {
    ($($(#[$meaning:meta])* $name:ident,)*) => {
        /// A moment, in the order in which publishing comes through them. What a switch alone comes through stands last.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Moment {
            $($(#[$meaning])* $name,)*
        }

        /// All of them, in that order.
        #[cfg(test)]
        pub(crate) const MOMENTS: &[Moment] = &[$(Moment::$name,)*];
    };
}

moments! {
    /// The mark for the lock of the index is written, the lock is not yet taken.
    Marked,
    /// The index is locked.
    Locked,
    /// The copy of the index is made.
    Copied,
    /// The chosen paths are in the copy, in memory; their blobs are written.
    Staged,
    /// The tree is written.
    TreeWritten,
    /// The commit is written.
    CommitWritten,
    /// The earlier commits are made anew.
    Replayed,
    /// The copy of the index is written.
    IndexWritten,
    /// Objects and the copy of the index are on the disk.
    Synced,
    /// The branch is locked.
    BranchLocked,
    /// The copy has taken the index's place.
    IndexPublished,
    /// The branch is moved; the index is still locked.
    BranchMoved,
    /// The commit is made and all locks are gone.
    Committed,
    /// The remote has said what it has; nothing is sent yet.
    Connected,
    /// The remote has taken the commit.
    Sent,
    /// The remote was asked, and has it.
    Confirmed,
    /// The branch's settings are made.
    Configured,
    /// The copy of the remote's branch is moved.
    Noted,
    /// A commit that was not sent is taken back.
    TakenBack,
    /// Both sides are put together in Git's objects; nothing else is written.
    BothSides,
    /// What is to be done is noted; no file is written yet.
    Begun,
    /// One file is written.
    FileWritten,
    /// All files are written; index and branch are the old ones.
    FilesWritten,
    /// What the remote has is brought in, and all notes of it are gone.
    BroughtIn,
    /// A switch has made the branch that only a remote had, or a new one.
    BranchMade,
    /// A switch is made; its note is still there.
    Switched,
}

#[cfg(not(test))]
pub(crate) fn reached(_: Moment) {}

#[cfg(test)]
pub(crate) use stop::reached;

#[cfg(test)]
pub(crate) mod stop {
    use std::cell::RefCell;
    use std::io::{Read, Write};

    use super::Moment;

    thread_local! {
        static PASSED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    /// Notes that something happened on this thread.
    pub(crate) fn note(what: &str) {
        PASSED.with_borrow_mut(|passed| passed.push(what.to_owned()));
    }

    /// What happened on this thread since the last call.
    pub(crate) fn passed() -> Vec<String> {
        PASSED.take()
    }

    /// Names the moment to stop at.
    pub(crate) const STOP_AT: &str = "GALLEY_TEST_STOP_AT";

    /// Set where every moment is to be told, without a stop.
    pub(crate) const TELL: &str = "GALLEY_TEST_TELL";

    /// Says so and waits to be killed; ends by itself when the test is gone.
    pub(crate) fn reached(moment: Moment) {
        note(&format!("{moment:?}"));
        if std::env::var_os(TELL).is_some() {
            let mut out = std::io::stdout();
            writeln!(out, "\npassed {moment:?}").unwrap();
            out.flush().unwrap();
        }
        if std::env::var(STOP_AT).is_ok_and(|name| name == format!("{moment:?}")) {
            let mut out = std::io::stdout();
            writeln!(out, "\nstopped at {moment:?}").unwrap();
            out.flush().unwrap();
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
            std::process::exit(3);
        }
    }
}

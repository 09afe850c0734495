//! Heads that cannot be read: nobody knows whether such a post is a draft, so nothing makes it public unasked.

use super::Facts;
use crate::view::{Level, Problem};

impl Facts {
    /// What keeps its fields from being read, if anything does: nobody knows whether it is marked as a draft.
    pub fn broken(&self) -> Option<&Problem> {
        let keeps = |problem: &&Problem| problem.level == Level::Error && problem.code != "head.odd-line";
        self.problems.iter().find(keeps)
    }
}

/// ` (line 3)` for a problem whose sentence does not say it itself, else nothing.
pub(crate) fn place_of(problem: &Problem) -> String {
    let place = problem.line.map(|line| format!(" (line {line})"));
    place
        .filter(|place| !problem.message.contains(place))
        .unwrap_or_default()
}

/// Whether a line that is no field may have been meant as the mark of a draft.
pub(super) fn may_mark(line: &str) -> bool {
    let word = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = word
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    ["draft", "published", "status"]
        .iter()
        .any(|mark| mark.eq_ignore_ascii_case(word))
}

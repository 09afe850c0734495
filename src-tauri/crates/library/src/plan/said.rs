//! What a plan says of its files, and the message that it offers.

use crate::view::{ChangeKind, PlanItem};
use crate::words;

pub(super) fn note(kind: &ChangeKind, draft: bool) -> String {
    let code = match (kind, draft) {
        (ChangeKind::New, true) => "note.new-draft",
        (ChangeKind::New, false) => "note.new",
        (ChangeKind::Changed, true) => "note.changed-draft",
        // That it changed stands beside it: the window shows the path.
        (ChangeKind::Changed, false) => return String::new(),
        (ChangeKind::Deleted, _) => "note.deleted",
    };
    words::say(code, &[]).0
}

pub(super) fn renamed(old: &str) -> String {
    words::say("note.renamed", &[("path", old)]).0
}

pub(super) fn message(ticked: &[&PlanItem]) -> String {
    let (code, title) = match ticked {
        [] => return String::new(),
        [one] => match one.kind {
            ChangeKind::New => ("message.add", one.title.clone()),
            ChangeKind::Deleted => ("message.remove", one.title.clone()),
            ChangeKind::Changed if one.becomes_public => ("message.publish", one.title.clone()),
            ChangeKind::Changed => ("message.update", one.title.clone()),
        },
        many => ("message.many", many.len().to_string()),
    };
    words::say(code, &[("title", &title)]).0
}

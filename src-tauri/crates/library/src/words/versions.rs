//! Versions: two that differ, the history, and what was kept.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    (
        "meeting.changed",
        "{path} was changed again while you decided. Nothing was written.",
        "Look at both once more; what you typed is kept.",
    ),
    (
        "meeting.choices",
        "Not everything is decided yet, so {path} stays as it is.",
        "",
    ),
    (
        "meeting.not-both",
        "The field {field} can hold one of the two values only. Nothing was written.",
        "Keep one of them, or edit the field.",
    ),
    (
        "kept.replaced",
        "The text of {path} that this replaced is kept.",
        "galley kept --post {path} lists it.",
    ),
    (
        "kept.unknown",
        "There is no kept text {id}.",
        "galley kept lists them.",
    ),
    ("kept.unreadable", "The texts that were kept cannot be read.", ""),
    (
        "keep.failed",
        "The text of {path} that would be replaced could not be kept, so nothing was changed.",
        "Make room on the disk, or see who may write Galley's own folder, then try again.",
    ),
    (
        "history.no-paragraph",
        "There is no paragraph here that could be put back into {path}.",
        "",
    ),
    (
        "history.paragraph-here",
        "This paragraph is in the text already, so nothing was put back.",
        "",
    ),
    (
        "history.none",
        "There are no versions of {path} yet.",
        "A post's first version is made when it is published.",
    ),
    (
        "history.unknown",
        "{version} is no version of {path}.",
        "galley history {path} lists them.",
    ),
    (
        "history.no-text",
        "The version {version} of {path} has no text to restore.",
        "",
    ),
    (
        "restore.unpublished",
        "{path} has changes that are in no version yet, and they would be replaced. Nothing was changed.",
        "Publish them first, or say --replace.",
    ),
];

//! Changes of tags over all posts.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("message.tags-rename", "Rename the tag “{from}” to “{to}”", ""),
    ("message.tags-merge", "Merge tags into “{to}”", ""),
    ("message.tags-remove", "Remove the tag “{from}”", ""),
    ("message.tags-remove-many", "Remove {count} tags", ""),
    ("note.tags-both", "had both, so one goes", ""),
    ("note.tags-string", "commas and quotes stay", ""),
    (
        "tags.no-name",
        "A tag needs a name.",
        "Write one, without line breaks and tabs.",
    ),
    ("tags.none", "No post has the tag “{tag}”.", ""),
    (
        "tags.nothing",
        "Nothing would change: the posts have these tags already.",
        "",
    ),
];

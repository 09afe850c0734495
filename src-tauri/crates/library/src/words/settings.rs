//! The settings file.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    (
        "settings.unknown",
        "There is no setting “{name}”.",
        "docs/settings.md names them all.",
    ),
    (
        "settings.value",
        "“{value}” is no value of the setting “{name}”.",
        "docs/settings.md says what it can be.",
    ),
    (
        "settings.broken",
        "The settings file is not TOML here, so all settings are as at first: {why}.",
        "Mend this line; nothing in the file was changed.",
    ),
    (
        "settings.unreadable",
        "The settings file {path} cannot be read, so all settings are as at first.",
        "It is a text file of at most 256 KB that you may read.",
    ),
    (
        "settings.not-written",
        "The settings file {path} could not be written, so the setting is as before.",
        "",
    ),
];

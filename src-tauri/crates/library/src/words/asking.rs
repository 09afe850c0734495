//! What only the writer can answer, as a terminal asks it. The window's own words stand in `ui/src/lib/words`.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("ask.passphrase", "The key {key} has a passphrase.", ""),
    (
        "ask.passphrase-again",
        "This does not open the key {key}. Nothing was sent.",
        "",
    ),
    ("ask.label-passphrase", "Passphrase:", ""),
    ("ask.pin", "The key {key} has a PIN.", ""),
    (
        "ask.pin-again",
        "This is not the PIN of {key}. Nothing was sent.",
        "",
    ),
    ("ask.label-pin", "PIN:", ""),
    ("ask.touch", "Touch the key {key}.", ""),
    ("ask.server-says", "The server asks: “{words}”", ""),
    ("ask.label-answer", "Answer:", ""),
    (
        "ask.host-key",
        "This computer has not met {host}. Its {kind} key has the fingerprint {fingerprint}. Compare it with what whoever runs the server says.",
        "",
    ),
    ("ask.label-yes", "Type yes if it is the right one:", ""),
    (
        "ask.sign-in",
        "{server} wants to know who you are, and nothing is kept for it here.",
        "",
    ),
    (
        "ask.sign-in-wrong",
        "{server} does not take this name and password.",
        "",
    ),
    (
        "ask.sign-in-stale",
        "{server} no longer takes what was kept for it: it is too old, or was withdrawn.",
        "",
    ),
    (
        "ask.sign-in-token",
        "{server} takes no passwords, only tokens.",
        "",
    ),
    ("ask.token-page", "A token is made at {page}.", ""),
    ("ask.as", "You sign in as {user}.", ""),
    ("ask.label-name", "Name:", ""),
    ("ask.label-token", "Token or password:", ""),
];

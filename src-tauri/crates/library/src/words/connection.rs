//! What stands between this computer and the server.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("connection.failed", "Publishing would fail: {says}", ""),
    ("connection.looking", "Looking.", ""),
    (
        "connection.asking",
        "Asking whether you may send to {branch}.",
        "",
    ),
    (
        "connection.not-reached",
        "Not looked at, because of what stands above.",
        "",
    ),
    ("connection.address", "{server} answers.", ""),
    ("connection.through", "through {host}.", ""),
    ("connection.folder", "A folder on this computer.", ""),
    (
        "connection.identity",
        "It is the server that this computer knows.",
        "",
    ),
    (
        "connection.certificate",
        "Its certificate is one that this computer trusts.",
        "",
    ),
    (
        "connection.no-tls",
        "The address has no TLS, so nobody can tell who answers, and others can read along.",
        "If the server can do https, change the address: git remote set-url origin https://…",
    ),
    (
        "connection.no-identity",
        "Not needed, because it is a folder.",
        "",
    ),
    ("connection.send", "You may send to {branch}.", ""),
    (
        "connection.rehearsal",
        "A rehearsal: nothing was sent. Whether the branch is protected shows when something is.",
        "",
    ),
    (
        "connection.no-right",
        "{server} lets you in, and does not let you use this repository.",
        "Ask whoever runs it for the right to write to it; what it said stands below.",
    ),
    (
        "connection.key-locked",
        "{server} knows the key {key}, and it could not be used: nobody gave its passphrase.",
        "Give it to the agent once (ssh-add), or test again where you can be asked.",
    ),
    (
        "connection.no-repository",
        "{server} answers, and there is no repository at this address.",
        "Look at the address (git remote get-url origin), and change it: git remote set-url origin ADDRESS",
    ),
    ("connection.key", "The server knows {key}.", ""),
    (
        "connection.without-key",
        "The server lets you in; no key was offered to it.",
        "",
    ),
    (
        "connection.no-key",
        "This computer offered no key to {server}.",
        "Make one (ssh-keygen -t ed25519), and add its public half to your account over there.",
    ),
    (
        "connection.unknown-key",
        "{server} knows none of the keys that were offered ({keys}).",
        "Add the public half of one to your account over there, or say in ~/.ssh/config which other one is meant (IdentityFile).",
    ),
    (
        "connection.no-key-web",
        "Not needed, because this blog is reached over the web.",
        "",
    ),
    (
        "connection.no-key-folder",
        "Not needed, because it is a folder.",
        "",
    ),
    ("connection.agent-one", "The agent runs and holds 1 key.", ""),
    ("connection.agent", "The agent runs and holds {count} keys.", ""),
    ("connection.agent-empty", "The agent runs and holds no key.", ""),
    (
        "connection.no-agent",
        "No agent runs. A key with a passphrase is asked for.",
        "",
    ),
    ("connection.helper", "Your password helper is {helper}.", ""),
    (
        "connection.no-helper",
        "None is set. What the server wants to know is asked in Galley.",
        "",
    ),
    (
        "connection.helper-key",
        "Not needed, because this blog is reached with a key.",
        "",
    ),
    (
        "connection.helper-folder",
        "Not needed, because it is a folder.",
        "",
    ),
    ("connection.name", "Versions are saved as {name}, {email}.", ""),
    ("connection.not-signed", "Versions are not to be signed.", ""),
    ("connection.signed", "Versions are signed by {program}.", ""),
    ("connection.no-hooks", "This blog has no checks of its own.", ""),
    (
        "connection.hooks",
        "The checks ({hooks}) find what they call.",
        "",
    ),
    (
        "connection.hooks-untrusted",
        "The blog brings checks ({hooks}), and runs none before you trust it.",
        "Read them, then publish: Galley asks once.",
    ),
    (
        "connection.tool",
        "The check {hook} calls {tool}, and Galley cannot find it.",
        "Install {tool}, or put its folder on the path of your login shell: Galley reads that once, when it starts.",
    ),
    ("connection.hook-line", "{hook}, line {line}.", ""),
    ("connection.looked-in", "Not found in:", ""),
    (
        "connection.clock",
        "This computer and the server have the same time.",
        "",
    ),
    (
        "connection.clock-newest",
        "No version on the server is of a time to come.",
        "",
    ),
    (
        "connection.clock-behind",
        "This computer is {minutes} minutes behind the server, so new versions would seem older than what is there.",
        "Set this computer's clock.",
    ),
    (
        "connection.clock-ahead",
        "This computer is {minutes} minutes ahead of the server, so new versions would seem to come from later.",
        "Set this computer's clock.",
    ),
    (
        "connection.no-clock",
        "The server does not say what time it is there.",
        "",
    ),
];

//! The server: addresses, copies, and getting changes.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("stage.connecting", "Reaching the server.", ""),
    ("stage.receiving", "Copying versions.", ""),
    ("stage.resolving", "Putting them together.", ""),
    ("stage.files", "Writing the files.", ""),
    ("stage.sending", "Sending.", ""),
    (
        "post.no-trash",
        "There is no trash for the disk that {path} stands on, so it was left where it is.",
        "Delete it in the file manager to have it gone for good; Galley removes nothing for good.",
    ),
    (
        "undo.gone",
        "This cannot be taken back any more.",
        "What was deleted is in the system's trash.",
    ),
    (
        "folder.not-shown",
        "No file manager could be started to show {path}.",
        "Copy the path instead.",
    ),
    ("field.new", "The fields of a new post.", ""),
    (
        "generator.guessed",
        "It is not certain that {generator} builds this blog.",
        "Say it in galley.toml: [library] generator = \"…\"",
    ),
    (
        "generator.several",
        "Both {generator} and {other} have their files here; Galley goes by {generator}.",
        "Say it in galley.toml if that is wrong.",
    ),
    (
        "content.missing",
        "The folder {folder}, where posts stand, is not here.",
        "The first new post makes it.",
    ),
    (
        "content.submodule",
        "The folder {folder} belongs to another repository, so its posts cannot be published from here.",
        "Open that repository instead.",
    ),
    (
        "collection.unknown",
        "There is no collection {name} here.",
        "Make a folder for it with a first post in it.",
    ),
    (
        "remote.none",
        "This blog has no server to publish to (no remote).",
        "Add one in a terminal: git remote add origin ADDRESS",
    ),
    (
        "remote.which",
        "This blog has several servers ({names}), and its settings do not say to which one the branch {branch} goes.",
        "Say it in a terminal: git branch --set-upstream-to={first}/{branch}",
    ),
    (
        "remote.gone",
        "{server} is not there any more. The version is safe on this computer.",
        "Put the folder or the server back and publish again. Until then it waits, and goes with the next publish or Get changes; an undo takes it back.",
    ),
    ("remote.name", "the server", ""),
    ("remote.name-first", "The server", ""),
    (
        "remote.unreachable",
        "{server} cannot be reached. The version is safe on this computer.",
        "Publish again when there is a connection. Until then it waits, and goes with the next publish or Get changes; an undo takes it back.",
    ),
    (
        "remote.moved",
        "Others are publishing to {server} right now, and each time somebody was faster. Nothing was sent, and nothing is lost.",
        "Publish again in a moment.",
    ),
    (
        "remote.locked",
        "{server} keeps the branch locked: a program is at it there, or died and left its lock. Nothing was sent, and nothing is lost.",
        "Publish again in a moment; if it stays so, whoever runs the server removes the lock that is named below.",
    ),
    (
        "remote.fork",
        "What is published here goes to a copy of the blog ({what}), and comes to its readers by review. Nothing was sent.",
        "Send it for review.",
    ),
    (
        "remote.several",
        "The settings name several addresses for the blog's server ({what}), and Galley could tell of one alone whether it has what you publish. Nothing was sent.",
        "Keep one address in {what}, and give the others a remote of their own.",
    ),
    (
        "remote.rewound",
        "{server} no longer has versions that it had before ({count}). Somebody took them away there, so nothing was sent. They are safe on this computer.",
        "Publish again: your post goes alone, and those versions stay here until you tick them.",
    ),
    (
        "remote.protected",
        "{server} takes changes of the branch {branch} only after a review (protected branch). Nothing was published; the version is safe on this computer.",
        "Send it for review instead: it goes to a branch of its own, and whoever runs the blog brings it in.",
    ),
    (
        "remote.too-large",
        "{server} refused a file because it is too large: “{words}” Nothing was published; the version is safe on this computer.",
        "Make the file smaller, then publish again.",
    ),
    (
        "remote.refused",
        "{server} refused: “{words}” Nothing was published; the version is safe on this computer.",
        "Mend what it asks for, then publish again.",
    ),
    (
        "remote.permission",
        "{server} does not know this key, or does not let it write. Nothing was sent.",
        "Add your public key there, or choose another one. A key with a passphrase needs ssh-add where nobody can be asked for it.",
    ),
    (
        "remote.host-key",
        "This computer cannot tell whether {server} is the right one (host key). Nothing was sent.",
        "Connect to it once in a terminal and compare its fingerprint: {ssh}",
    ),
    (
        "remote.no-ssh",
        "The program ssh is not installed, so {server} cannot be reached.",
        "Install OpenSSH's client.",
    ),
    (
        "sign-in.missing",
        "{server} wants to know who you are, and no name and password are kept for it on this computer. Nothing was sent.",
        "Sign in once in a terminal with git fetch and a credential helper that keeps it (git config --global credential.helper …), or use the SSH address (git@…).",
    ),
    (
        "sign-in.wrong",
        "{server} does not take the name and password that stand in the blog's address. Nothing was sent.",
        "Put the right ones there (git remote set-url origin …), or take them out and keep them in a credential helper.",
    ),
    (
        "sign-in.stale",
        "{server} no longer takes the password or token that was kept for it: it is too old, or was withdrawn or changed. Nothing was sent.",
        "Make a new one over there, and sign in once in a terminal with git fetch so that it is kept.",
    ),
    (
        "sign-in.token",
        "{server} takes no passwords, only tokens. Nothing was sent.",
        "Make an access token in your account over there, and use it in place of the password.",
    ),
    (
        "sign-in.forbidden",
        "{server} knows you and does not let you do this. Nothing was sent.",
        "Ask whoever runs the blog for the right to write, or sign in as somebody who has it.",
    ),
    (
        "sign-in.unknown",
        "{server} asks who you are in a way that Galley does not know. Nothing was sent.",
        "Use the SSH address (git@…), or a token if the server has such.",
    ),
    (
        "remote.certificate",
        "The certificate of {server} is not one that this computer trusts, so it may be somebody else. Nothing was sent.",
        "If the server has an authority of its own, name its certificate to Git: git config --global http.sslCAInfo …",
    ),
    (
        "remote.timed-out",
        "{server} said nothing for {seconds} seconds. Nothing was lost; what was ready to send is safe on this computer.",
        "Try again when the network is better.",
    ),
    (
        "remote.host-changed",
        "{server} has another identity than last time. Galley sent nothing.",
        "Ask whoever runs it before you go on.",
    ),
    (
        "clone.gone",
        "There is no blog at {server}. Nothing was left behind.",
        "Look at the address.",
    ),
    (
        "clone.unreachable",
        "{server} cannot be reached. Nothing was left behind.",
        "Try again when there is a connection.",
    ),
    (
        "clone.permission",
        "{server} does not know this key, or does not let it read. Nothing was left behind.",
        "Add your public key there, or choose another one.",
    ),
    (
        "clone.refused",
        "{server} refused: “{words}” Nothing was left behind.",
        "",
    ),
    (
        "clone.failed",
        "The blog could not be copied from {server}. Nothing was left behind.",
        "",
    ),
    (
        "sync.two-versions",
        "{path} was changed here and on the server, and the two do not fit together by themselves. Both are kept.",
        "Look at both, and decide which one goes on.",
    ),
    ("sync.deleted-there", "On the server it was deleted.", ""),
    ("sync.deleted-here", "Here it was deleted.", ""),
    ("sync.one-version", "There are not two versions of {path}.", ""),
    (
        "sync.unreachable",
        "{server} cannot be reached, so nothing new came. All that is here is as it was.",
        "Get changes again when there is a connection.",
    ),
    (
        "sync.gone",
        "{server} is not there any more, so nothing new came. All that is here is as it was.",
        "Put the folder or the server back, then get changes again.",
    ),
    (
        "sync.permission",
        "{server} does not know this key, or does not let it read. Nothing was changed.",
        "Add your public key there, or choose another one.",
    ),
    (
        "sync.staged",
        "{path} was changed by others too, and other text of it is staged here than stands in the file. Nothing was changed here.",
        "Say which of the two is yours, in a terminal: git add takes the file as it is, git restore --staged forgets what was staged.",
    ),
    (
        "sync.in-the-way",
        "{path} stands in the way of what came from the server, so nothing was changed here.",
        "Move it away or publish it under another name, then get the changes again.",
    ),
    (
        "sync.strangers",
        "This blog and the one on the server began separately, so they cannot be brought together. Nothing was changed.",
        "Clone the blog from the server, and copy your posts into the clone.",
    ),
    (
        "address.refused",
        "Only web and mail addresses can be opened.",
        "",
    ),
];

//! Folders, repositories and files.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    ("help.unknown", "There is no guide “{name}”.", ""),
    (
        "help.not-opened",
        "No program to show the guide could be started.",
        "It is a page for a browser: {path}",
    ),
    (
        "library.in-other-window",
        "This blog is open in another window, which is in front now.",
        "",
    ),
    // Folders and repositories.
    (
        "folder.gone",
        "There is no folder {path}.",
        "Choose another folder, or put the disk back that it stands on.",
    ),
    (
        "folder.not-empty",
        "The folder {path} already has files in it. Nothing was written.",
        "Choose a folder that does not exist yet or is empty.",
    ),
    (
        "folder.file",
        "{path} is a file and not a folder.",
        "Choose the folder that holds the blog.",
    ),
    (
        "folder.unnamed",
        "The folder needs a whole path, for example ~/Blogs/night-shift.",
        "",
    ),
    (
        "repository.none",
        "{path} is not a Git repository yet.",
        "Galley can make it one; no file is changed by that.",
    ),
    (
        "repository.bare",
        "{path} is a bare repository: it holds versions and no files to edit.",
        "Clone it, and open the clone.",
    ),
    (
        "repository.unsupported",
        "This repository uses {what}, which Galley cannot use yet. Nothing was written.",
        "",
    ),
    (
        "repository.convert",
        "This repository is kept in a form that Galley cannot use yet ({what}). Nothing was written.",
        "Convert it in a terminal, then try again: {command}",
    ),
    (
        "repository.busy",
        "Another program is in the middle of {what} here. Galley writes nothing until it is over.",
        "Finish it ({finish}) or give it up ({abort}), then try again.",
    ),
    (
        "repository.conflicts",
        "Another program left files here in which two texts stand side by side (conflicts, as after git stash pop). Nothing was written.",
        "git status names them: mend each, say git add FILE, and try again.",
    ),
    (
        "repository.detached",
        "This folder stands at an old version and on no branch (detached HEAD).",
        "Switch to a branch in a terminal: git switch main",
    ),
    (
        "repository.open-elsewhere",
        "This blog is open in another Galley window.",
        "Go on there, or close it first.",
    ),
    (
        "repository.odd-file",
        "{path} is not an ordinary file, so Git would wait for it for ever. Nothing was read or written.",
        "Move it away, then try again.",
    ),
    (
        "repository.index-broken",
        "Git's list of staged files (.git/index) is damaged. Posts and versions are not in it and are safe.",
        "Make it anew in a terminal: rm .git/index && git reset",
    ),
    (
        "repository.untrusted",
        "This repository brings something that would run on your computer ({what}). Galley did not copy it here, so nothing of it runs before you trust it. Nothing was written.",
        "If you know where it is from, trust it: Galley asks once for each repository.",
    ),
    (
        "repository.link",
        "Git's own folder holds something that leads out of it or has no end ({what}). Nothing was written.",
        "Clone the blog anew and go on there.",
    ),
    (
        "repository.failed",
        "Git could not do this. Nothing was lost.",
        "",
    ),
    (
        "repository.disk-full",
        "The disk is full, so Git could not do this. Nothing was lost.",
        "Free some space, then try again.",
    ),
    (
        "library.in-use",
        "Galley is open in this blog, or another of its commands is at work there. Nothing was changed.",
        "Do it in the window, or try again when it is closed.",
    ),
    (
        "library.unwatched",
        "This computer does not tell Galley of every change that other programs make here (too many folders are watched). Posts are never overwritten, but the list may be out of date.",
        "Open the blog again to see what changed; a higher limit helps: fs.inotify.max_user_watches",
    ),
    (
        "library.no-posts",
        "No posts were found in {path}.",
        "A new post starts this blog.",
    ),
    // Files.
    ("file.gone", "{path} is gone.", ""),
    (
        "file.read-only",
        "{path} cannot be written: this computer does not allow it.",
        "Change the permissions of the file and of its folder, then try again.",
    ),
    ("file.unreadable", "{path} could not be read or written.", ""),
    (
        "disk.full",
        "The disk is full, so {path} was not written and is as it was.",
        "Free some space, then try again.",
    ),
    (
        "save.kept",
        "Your text is kept in memory and in the recovery log, and is saved as soon as it can be.",
        "",
    ),
    (
        "save.kept-in-memory",
        "Your text is kept in memory, and is saved as soon as it can be.",
        "",
    ),
    (
        "log.unwritable",
        "The recovery log cannot be written now. Your text is kept in memory.",
        "Free some space in the home folder.",
    ),
    (
        "repository.not-owned",
        "The folder {path} belongs to another user of this computer, so its settings are not trusted.",
        "If you trust whoever it belongs to, allow this folder. In a terminal: git config --global --add safe.directory {path}",
    ),
    (
        "repository.locked",
        "Another program{by} is using this repository just now. Nothing was written.",
        "Try again in a moment.",
    ),
    (
        "repository.lock-left",
        "A program left its lock behind in this repository ({lock}), and none that could own it is running. Nothing was written.",
        "Remove the lock, and try again.",
    ),
    (
        "dialogs.none",
        "This system offers no dialog to choose a folder (no portal, no zenity).",
        "Type the folder's path instead.",
    ),
    ("home.none", "There is no home folder.", ""),
    ("window.none", "The window (galley-desktop) is not installed.", ""),
    (
        "app.failed",
        "Galley made a mistake and could not do this. What was typed is kept.",
        "Try again; if it happens again, report it.",
    ),
];

//! Publishing, and what takes it back: reviews, branches, undo.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    (
        "publish.not-confirmed",
        "The server took it, and could not be asked again.",
        "",
    ),
    (
        "publish.mark-lost",
        "{path} could not be made what it was before: look at it before you publish.",
        "",
    ),
    (
        "publish.ignored",
        "{path} is not published: a rule of .gitignore leaves it out.",
        "Take the rule out, or make an exception for it: !{path}",
    ),
    (
        "picture.ignored",
        "{path} is not sent: a rule of .gitignore leaves it out, so readers will not see it.",
        "Take the rule out, or make an exception for it: !{path}",
    ),
    (
        "publish.nothing",
        "Nothing to publish. The server has all that you have.",
        "",
    ),
    (
        "publish.moved-on",
        "{path} was changed by somebody else while it was on its way, and here too. Nothing was sent, and nothing is lost.",
        "Look at the text, which has both changes, and publish it again.",
    ),
    (
        "publish.first-send",
        "The server does not have this branch, so the earlier versions have to go along the first time.",
        "Tick them, then publish.",
    ),
    (
        "publish.head-broken",
        "{path}{where} cannot be published: {what} What is marked as a draft there would be seen by readers.",
        "Mend the fields first, or send it as a draft: then it goes as it is.",
    ),
    ("publish.no-paths", "No post was chosen.", "Tick at least one."),
    (
        "publish.no-message",
        "The version needs a message.",
        "Write a few words for your history.",
    ),
    (
        "identity.missing",
        "Git does not know yet who writes here.",
        "Give a name and an address; they go into this blog's own settings.",
    ),
    (
        "undo.none",
        "Nothing was published from this computer that could be undone.",
        "Name a version of a post: galley history POST lists them.",
    ),
    (
        "undo.not-there",
        "{version} is no version that the server has and that changed posts by itself. Nothing was undone.",
        "galley history POST lists the versions of a post.",
    ),
    (
        "undo.changed-since",
        "{path} was changed again since that version was published, so it was not undone.",
        "Undo the later version first, or restore the text that you want and publish it.",
    ),
    (
        "undo.waits",
        "The site has what was published until the server can be reached again; then it is taken back. Your text stays here.",
        "",
    ),
    ("message.undo", "Undo “{title}”", ""),
    ("message.unpublish", "Unpublish “{title}”", ""),
    ("message.unpublish-many", "Unpublish {title} posts", ""),
    (
        "branch.bad-name",
        "{name} cannot be the name of a branch here.",
        "Choose another one, of letters, digits and dashes.",
    ),
    (
        "branch.none",
        "There is no branch {name}, neither here nor on the server as far as is known.",
        "Get the changes first, or begin one of that name.",
    ),
    (
        "branch.exists",
        "There is a branch {name} already.",
        "Switch to it, or choose another name.",
    ),
    (
        "branch.elsewhere",
        "The branch {name} is open in another folder of this computer (a worktree). Nothing was switched.",
        "",
    ),
    (
        "branch.in-the-way",
        "{posts}: changed here, and not the same on the branch {branch}. Nothing was switched, and your text is as it was.",
        "Publish the changes, or put them back, then switch.",
    ),
    (
        "review.sent",
        "{posts}: sent for review to {server}, on the branch {branch}. Readers see it when it is in {into}.",
        "",
    ),
    (
        "review.updated",
        "{posts}: the review on the branch {branch} at {server} has the new version.",
        "",
    ),
    ("review.link", "The review is asked for here: {link}", ""),
    (
        "review.no-link",
        "Open a pull request (merge request) for the branch {branch} on the pages of {server}.",
        "",
    ),
    (
        "review.waiting",
        "{posts}: waiting for review on the branch {branch}.",
        "",
    ),
    ("review.merged", "{posts}: reviewed, and now in {into}.", ""),
    (
        "review.gone",
        "{posts}: the branch {branch} is gone from the server, and {into} does not have what it said. Your text is here, unpublished.",
        "",
    ),
    (
        "review.taken",
        "The server has another branch {branch} already. Nothing was sent.",
        "Choose another name for the review.",
    ),
    (
        "review.first-send",
        "The server does not have this branch yet, and a review needs one that it is meant for. Nothing was sent.",
        "Publish from this branch first, or go to the one that readers get.",
    ),
    (
        "review.two-versions",
        "{path} was changed on the branch {branch} in the places that you changed too. Nothing was sent, and your text is as it was.",
        "Look at the review, take over what you want of it, and send it for review under another name.",
    ),
    (
        "unpublish.done",
        "{posts}: a draft again, here and on the server. Readers see it no longer as soon as the site is built anew.",
        "galley undo makes it public again.",
    ),
    (
        "undo.stays",
        "The version stands below a merge of both sides, so it stays an earlier version here. It goes with no publish that does not tick it.",
        "",
    ),
    (
        "unpublish.waits",
        "{path} is not public yet: a version of it waits for the server.",
        "Undo that publish, and it goes no more.",
    ),
    (
        "unpublish.never",
        "{path} was never public on the server, so there is nothing to hide.",
        "",
    ),
    (
        "unpublish.hidden",
        "{path} is a draft on the server already: readers do not see it.",
        "",
    ),
    (
        "unpublish.no-mark",
        "{generator} has no mark that hides a post, and the posts of this blog use none either. Nothing was changed.",
        "Delete the post and publish that: readers find it no longer, and its versions stay in the history.",
    ),
    (
        "hooks.later",
        "This repository has a hook of Git's ({what}) that Galley cannot run. Nothing was written.",
        "Publish this post in a terminal.",
    ),
    (
        "hooks.refused",
        "A check of this repository said no (the hook {name}). Nothing was published; your files and what was staged are as they were.",
        "Mend what it asks for, then publish again.",
    ),
    (
        "hooks.missing",
        "A check of this repository could not run (the hook {name}): a program that it needs was not found. Nothing was published.",
        "Install what is named below, or see whether git commit finds it in a terminal.",
    ),
    (
        "hooks.timed-out",
        "A check of this repository took longer than {seconds} seconds (the hook {name}) and was ended. Nothing was published.",
        "If it needs longer, say so: git config galley.hookTimeout SECONDS",
    ),
    (
        "hooks.staged",
        "A check of this repository (the hook {name}) wanted to publish {path} too, which you did not choose. Nothing was published.",
        "Choose that file too, or publish in a terminal.",
    ),
    (
        "signing.later",
        "This repository wants versions to be signed in a way that Galley cannot ({what}). Nothing was written.",
        "Publish this post in a terminal.",
    ),
    (
        "signing.failed",
        "The version could not be signed: {program} did not do it. Nothing was written.",
        "See whether git commit -S works in a terminal; the key may be locked, too old or not there.",
    ),
    (
        "lfs.failed",
        "git-lfs could not store, get or send {path}. Nothing was published, and your files are as they were.",
        "See whether git lfs works in a terminal: the server of its files may want you to sign in.",
    ),
    (
        "lfs.missing",
        "This blog keeps its pictures with Git LFS, and the program {program} is not installed. Nothing was written: without it the whole picture would go into the history.",
        "Install {program}, then try again.",
    ),
    (
        "filter.later",
        "A file goes through a filter ({what}) that this version of Galley does not know. Nothing was written.",
        "Publish this file in a terminal.",
    ),
    ("cancelled", "Stopped. Nothing was lost.", ""),
];

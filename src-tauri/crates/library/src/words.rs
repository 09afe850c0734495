//! The one catalogue of sentences: a code, what happened, and the way on. `{name}` stands for an argument.
//!
//! Nothing outside this file words an error or a problem, so that they can be translated here.

/// Code, sentence, hint (empty: none).
pub const SENTENCES: &[(&str, &str, &str)] = &[
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
        "repository.command",
        "The settings of this folder want to run a program ({what}). Galley runs none that may have come along with a folder. Nothing was written.",
        "If it is your own, move it to your own settings in a terminal: git config --global core.sshCommand …",
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
    // Posts.
    (
        "post.outside",
        "{path} is not inside this blog.",
        "Name a post by its path in the blog, for example posts/first.md.",
    ),
    (
        "post.gone",
        "There is no post {path}.",
        "It may have been renamed or deleted by another program.",
    ),
    (
        "post.not-a-post",
        "{path} is neither a post nor a page of this blog.",
        "",
    ),
    (
        "post.exists",
        "There is already a file {path}. Nothing was overwritten.",
        "Choose another name.",
    ),
    (
        "post.read-only",
        "{path} can be read here and not edited: {why}",
        "",
    ),
    (
        "post.closed",
        "This post is not open any more.",
        "Open it again from the list.",
    ),
    ("post.empty-title", "A post needs a title.", ""),
    (
        "post.name-of-page",
        "A post that is called {name} here is a page, and would leave the list of posts. Nothing was renamed.",
        "Choose another name.",
    ),
    (
        "post.name-of-repository",
        "A file that is called {name} here is about the repository and not a post, so it would leave the list. Nothing was renamed.",
        "Choose another name.",
    ),
    (
        "post.two-versions",
        "{path} was changed by another program since it was opened. Both versions are kept.",
        "Choose which one to go on with.",
    ),
    (
        "post.unsaved",
        "{path} has text that could not be saved yet, so this was not done.",
        "Save it first; the status line says what stands in the way.",
    ),
    ("post.not-saved", "{path} is not saved. {why}", ""),
    (
        "field.refused",
        "The field {field} could not be changed without touching other lines. Nothing was changed.",
        "Edit the fields as text.",
    ),
    (
        "field.no-form",
        "The field {field} cannot hold this in a post that is written like this one. Nothing was changed.",
        "Edit the fields as text.",
    ),
    ("tag.absent", "{path} had no tag “{tag}”.", ""),
    (
        "field.no-name",
        "“{field}” is not the name of a field.",
        "A field in another one is named by both: params.author",
    ),
    (
        "field.unreadable",
        "The fields at the top could not be read, so they can only be edited as text. Nothing was changed.",
        "Edit them as text.",
    ),
    (
        "field.not-a-day",
        "“{value}” is not a date.",
        "Write it as 2026-06-04.",
    ),
    (
        "field.not-a-number",
        "“{value}” is not a number.",
        "Write it in figures, for example 20.",
    ),
    (
        "field.draft-folder",
        "This post is a draft because of the folder that it stands in.",
        "Publish moves it.",
    ),
    // Why a post has the mark that it has.
    ("status.error", "Something in this post cannot be read.", ""),
    ("status.two-versions", "There are two versions of this post.", ""),
    (
        "status.new",
        "Readers cannot see this post yet: it is not on the server.",
        "",
    ),
    (
        "status.changed",
        "Changed here; readers still see the version on the server.",
        "",
    ),
    (
        "status.scheduled",
        "Hidden until {day}, because {generator} hides posts with a date in the future.",
        "",
    ),
    (
        "status.draft",
        "A draft: nobody sees it until you publish it.",
        "",
    ),
    (
        "status.draft-field",
        "A draft, because its field {field} says {value}.",
        "",
    ),
    (
        "status.draft-said",
        "A draft, because {path} says {field}: {value} for it.",
        "",
    ),
    (
        "status.draft-folder",
        "A draft, because it stands in the folder {folder}.",
        "",
    ),
    (
        "status.no-name-date",
        "Hidden, because {generator} takes no file for a post whose name has no date.",
        "",
    ),
    (
        "status.no-date",
        "Hidden, because {generator} shows no post without a date.",
        "",
    ),
    (
        "status.no-title",
        "Hidden, because {generator} shows no post without a title.",
        "",
    ),
    (
        "status.expired",
        "Hidden since {day}, because {generator} hides posts after their expiry date.",
        "",
    ),
    (
        "status.early",
        "Dated {day} and to be seen already, because {generator} shows posts with a date in the future.",
        "",
    ),
    ("status.error-because", "It cannot be shown as it is: {what}", ""),
    // Tags that look alike.
    ("alike.case", "The same word in capitals.", ""),
    ("alike.hyphen", "The same word, written together or apart.", ""),
    ("alike.plural", "Singular and plural.", ""),
    ("alike.longer", "The same word in a longer form.", ""),
    ("alike.typo", "One letter differs.", ""),
    ("alike.several", "The same word, written in several ways.", ""),
    ("search.newer", "A newer search took the place of this one.", ""),
    ("status.published", "The server has it as it is here.", ""),
    (
        "status.no-repository",
        "Nothing hides it, but this folder has no versions and no server.",
        "",
    ),
    // What a copy is doing.
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
    // What a setting can be.
    ("expected.text", "text in quotes", ""),
    ("expected.table", "a table of settings", ""),
    (
        "expected.links",
        "a list of links: [{ label = \"Posts\", href = \"/\" }]",
        "",
    ),
    ("expected.posts", "a list of paths in this blog", ""),
    ("expected.folders", "a list of folders in this blog", ""),
    ("expected.seconds", "a number of seconds from 1 to 3600", ""),
    ("expected.minutes", "a number of minutes from 0 to 1440", ""),
    (
        "expected.generator",
        "the id of a generator, for example hugo or galley",
        "",
    ),
    (
        "expected.timezone",
        "the name of a time zone, for example Europe/Berlin",
        "",
    ),
    (
        "expected.address",
        "a whole address that begins with https:// or http://",
        "",
    ),
    (
        "expected.theme",
        "newsroom, terminal, feed, digest or journal",
        "",
    ),
    ("expected.language", "a language, for example en or pt-BR", ""),
    ("expected.sort", "date, weight or listed", ""),
    ("expected.per-page", "a number from 1 to 1000", ""),
    ("expected.excerpt-length", "a number from 0 to 5000", ""),
    ("expected.excerpt-cut", "word or character", ""),
    (
        "expected.date-format",
        "a pattern for days, for example %b %-d, %Y",
        "",
    ),
    (
        "expected.command",
        "a command as text, or as a list of its words",
        "",
    ),
    ("expected.port", "a number from 1 to 65535", ""),
    (
        "expected.preview-url",
        "the address that the preview answers at, for example http://127.0.0.1:8080/",
        "",
    ),
    // What a build says.
    (
        "build.not-galley",
        "{generator} builds the site of this blog, so Galley does not.",
        "To have Galley build it, write a galley.toml with [site] in it.",
    ),
    ("build.config", "{what} Nothing was built.", ""),
    (
        "build.inside",
        "{path} and the blog stand in one another, so nothing was built.",
        "Choose a folder outside of the blog.",
    ),
    (
        "build.not-a-folder",
        "{path} is there already and is no folder, so nothing was built.",
        "Choose a folder that does not exist yet, is empty or holds an earlier build.",
    ),
    (
        "build.other-files",
        "{path} holds {name}, which no build wrote, so nothing was built and nothing was removed.",
        "Choose an empty folder, or move that file away.",
    ),
    (
        "build.no-address",
        "{path} would stand where the site's own lists stand, so nothing was built.",
        "Give the post another name, or a slug of its own.",
    ),
    (
        "build.same-address",
        "{path} and {other} would both stand at /{address}, so nothing was built.",
        "Give one of them another name, or a slug of its own.",
    ),
    (
        "build.same-file",
        "{path} and {other} name different files that would both stand at /{address}, so nothing was built.",
        "Give one of the files another name.",
    ),
    ("build.too-much", "{path}: {what}", ""),
    ("build.head-broken", "{path}{where} was left out: {what}", ""),
    (
        "build.many-tags",
        "{path} has {count} tags; the site has the first {most} of them.",
        "",
    ),
    (
        "build.no-picture",
        "The picture {address} in {path} is not there.",
        "",
    ),
    (
        "build.no-base-url",
        "The site has no address yet, so it has no sitemap and its feed only works beside it. Say base_url in galley.toml.",
        "",
    ),
    (
        "serve.port",
        "Port {port} of this computer is taken.",
        "Choose another one with --port, or leave it out.",
    ),
    (
        "config.unknown-key",
        "The setting {key} in {path} is not known{where}.",
        "",
    ),
    (
        "config.bad-value",
        "The setting {key} in {path} cannot be “{value}”{where}.",
        "It can be {expected}.",
    ),
    ("note.new-draft", "draft, not on the server yet", ""),
    ("note.new", "not on the server yet", ""),
    ("note.changed-draft", "draft, changed here", ""),
    ("note.deleted", "deleted here", ""),
    ("message.start", "Start {title}", ""),
    ("message.add", "Add “{title}”", ""),
    ("message.update", "Update “{title}”", ""),
    ("message.publish", "Publish “{title}”", ""),
    ("message.remove", "Remove “{title}”", ""),
    ("message.many", "Update {title} posts", ""),
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
    // Publishing.
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
        "publish.nothing",
        "Nothing to publish. The server has all that you have.",
        "",
    ),
    (
        "publish.first-send",
        "The server has nothing of this blog yet, so the earlier versions have to go along the first time.",
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
        "remote.none",
        "This blog has no server to publish to (no remote).",
        "Add one in a terminal: git remote add origin ADDRESS",
    ),
    (
        "remote.gone",
        "{server} is not there any more. The version is safe on this computer.",
        "Put the folder or the server back and publish again.",
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
    ("remote.name", "the server", ""),
    ("remote.name-first", "The server", ""),
    (
        "remote.unreachable",
        "{server} cannot be reached. The version is safe on this computer.",
        "Publish again when there is a connection.",
    ),
    (
        "remote.moved",
        "Others are publishing to {server} right now, and each time somebody was faster. Nothing was sent, and nothing is lost.",
        "Publish again in a moment.",
    ),
    (
        "sync.two-versions",
        "{path} was changed here and on the server, and the two do not fit together by themselves. Both are kept.",
        "Look at both, and decide which one goes on.",
    ),
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
    ("output.failed", "Not all of it could be written.", ""),
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
        "Add your public key there, or choose another one.",
    ),
    (
        "remote.host-key",
        "This computer cannot tell whether {server} is the right one (host key). Nothing was sent.",
        "Connect to it once in a terminal and compare its fingerprint: ssh {server}",
    ),
    (
        "remote.no-ssh",
        "The program ssh is not installed, so {server} cannot be reached.",
        "Install OpenSSH's client.",
    ),
    (
        "remote.https-later",
        "Addresses that begin with https:// come in a later version of Galley.",
        "Use the SSH address (git@…) or a folder.",
    ),
    (
        "hooks.later",
        "This repository runs checks of its own before a version is made ({what}), which this version of Galley cannot run. Nothing was written.",
        "Publish this post in a terminal.",
    ),
    (
        "signing.later",
        "This repository wants signed versions, which this version of Galley cannot make. Nothing was written.",
        "Publish this post in a terminal.",
    ),
    (
        "remote.host-changed",
        "{server} has another identity than last time. Galley sent nothing.",
        "Ask whoever runs it before you go on.",
    ),
    (
        "repository.not-owned",
        "The folder {path} belongs to another user of this computer, so its settings are not trusted.",
        "If it is yours, allow it in a terminal: git config --global --add safe.directory {path}",
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
        "filter.later",
        "A file goes through a filter ({what}) that this version of Galley does not know. Nothing was written.",
        "Publish this file in a terminal.",
    ),
    ("cancelled", "Stopped. Nothing was lost.", ""),
    (
        "clone.failed",
        "The blog could not be copied from {server}. Nothing was left behind.",
        "",
    ),
    (
        "dialogs.none",
        "This system offers no dialog to choose a folder (no portal, no zenity).",
        "Type the folder's path instead.",
    ),
    ("home.none", "There is no home folder.", ""),
    ("window.none", "The window (galley-desktop) is not installed.", ""),
    ("field.no-value", "A field of the kind {kind} needs a value.", ""),
    (
        "address.refused",
        "Only web and mail addresses can be opened.",
        "",
    ),
    (
        "app.failed",
        "Galley made a mistake and could not do this. What was typed is kept.",
        "Try again; if it happens again, report it.",
    ),
    // Problems of posts.
    (
        "body.not-utf8",
        "This file is not UTF-8 text, so it can be looked at and not edited.",
        "Convert it with another program: iconv -f ISO-8859-1 -t UTF-8",
    ),
    (
        "head.unreadable",
        "The fields at the top could not be read{where}. Edit them as text; nothing was changed.",
        "",
    ),
    (
        "head.odd-line",
        "“{what}”{where} cannot be read as a field; the generator may refuse this post.",
        "Correct the line, or remove it.",
    ),
    (
        "head.odd-mark",
        "“{what}”{where} may mark this post as a draft and cannot be read as a field.",
        "Correct the line: draft: true",
    ),
    (
        "head.unclosed",
        "The fields at the top have no closing line, so all of the text counts as fields.",
        "Add the closing line: ---",
    ),
    (
        "head.leaks",
        "This looks like fields, but the generator will show it as text.",
        "Move it to the first line, with the right fence round it.",
    ),
    (
        "head.duplicate-key",
        "The field {field} stands here twice.",
        "Remove one of them.",
    ),
    (
        "head.too-large",
        "The fields at the top are larger than 1 MB and were not read.",
        "",
    ),
    (
        "head.late",
        "Empty lines stand before the fields at the top; some generators then show the fields as text.",
        "Remove the empty lines.",
    ),
    (
        "head.tabs",
        "The fields at the top are indented with tabs, which only Hexo reads.",
        "Use blanks.",
    ),
    (
        "head.unsure",
        "It is not certain where the field {field} begins, so the fields can only be edited as text.",
        "",
    ),
    (
        "head.too-deep",
        "The fields at the top are nested too deeply and were not read.",
        "",
    ),
    (
        "head.too-complex",
        "The fields at the top grow too large when they are read, so they were not.",
        "",
    ),
    (
        "post.unreadable",
        "This file is here and could not be read.",
        "Change its permissions, so that you can read it.",
    ),
    (
        "post.too-large",
        "This file is larger than 16 MB and was not read.",
        "",
    ),
    (
        "head.text-only",
        "Fields in this form are read, and edited as text only.",
        "",
    ),
    (
        "head.not-taken",
        "These lines would not be read as the fields at the top, or not all of them. Nothing was changed.",
        "Look at the lines that open and close them.",
    ),
    (
        "head.other",
        "Something at the top is not as it should be{where}.",
        "",
    ),
    ("post.no-title", "This post has no title.", "Write one."),
    ("post.no-date", "This post has no date.", ""),
    (
        "date.unreadable",
        "The date “{value}” could not be read.",
        "Write it as 2026-06-04.",
    ),
    (
        "date.no-such-day",
        "This date does not exist. The line stays as it is until you change it.",
        "",
    ),
    (
        "date.future",
        "Readers see this on {day}, because {generator} hides posts with a date in the future.",
        "",
    ),
    (
        "date.no-offset",
        "The date has a time and no offset, so the hour depends on where the site is built.",
        "Add the offset, for example +02:00.",
    ),
    (
        "picture.missing",
        "The picture {link} is not there.",
        "Put it there, or mend the link.",
    ),
    (
        "picture.no-description",
        "The picture {link} has no description for people who cannot see it.",
        "Write one between the brackets: ![here](…)",
    ),
    (
        "link.missing",
        "The link to “{link}” leads nowhere.",
        "Mend it, or write the post that it means.",
    ),
    (
        "library.no-remote",
        "This blog has no server to publish to.",
        "Everything else works. Add a remote when you have one.",
    ),
    (
        "library.detached",
        "This folder stands at an old version and on no branch, so nothing can be published.",
        "Switch to a branch in a terminal: git switch main",
    ),
    (
        "library.no-repository",
        "This folder is not a Git repository, so nothing can be published.",
        "Open it again and let Galley make it one.",
    ),
    // The true preview.
    (
        "true-preview.none",
        "Galley knows no way to let this blog's generator show it.",
        "Name one in galley.toml: [preview] command = \"…\".",
    ),
    (
        "true-preview.changed",
        "The command is another one by now. Nothing was run.",
        "Look at it again, and decide then.",
    ),
    (
        "true-preview.no-program",
        "{generator} is not on this computer, so it cannot show this post.",
        "Install {program}, or the blog's own packages in {folder}. Another command can be named in galley.toml: [preview] command = \"…\".",
    ),
    (
        "true-preview.no-command",
        "The program {program}, which galley.toml names for {generator}, is not on this computer.",
        "Install it, or name another one under [preview].",
    ),
    (
        "true-preview.no-port",
        "The command in galley.toml says nothing of its port, so Galley does not know where the pages will be.",
        "Write {port} where the port belongs, or add a line port = 4000 under [preview].",
    ),
    (
        "true-preview.port-taken",
        "Another program has the port {port} already, so {generator} could not show its pages there. It was not started.",
        "End the other program and try again, or name another port in galley.toml: [preview] port.",
    ),
    (
        "true-preview.not-started",
        "{generator} could not be started.",
        "Try the command in a terminal.",
    ),
    (
        "true-preview.silent",
        "{generator} did not answer on port {port} within {seconds} s, so Galley ended it.",
        "If it needs longer, say so in galley.toml: [preview] wait = 300.",
    ),
    (
        "true-preview.died",
        "{generator} ended before it showed a page.",
        "What it said last stands under Details. Mend that, and try again.",
    ),
    (
        "true-preview.ended",
        "{generator} ended by itself. Your text is not touched by that.",
        "Start it again. What it said last stands under Details.",
    ),
    (
        "true-preview.fault",
        "{generator} could not build the site: {message}.",
        "Mend it; the page follows with the next save.",
    ),
    (
        "true-preview.fault-file",
        "{generator} could not build {path}: {message}.",
        "Mend it; the page follows with the next save.",
    ),
    (
        "true-preview.fault-line",
        "{generator} could not build line {line} of {path}: {message}.",
        "Mend the line; the page follows with the next save.",
    ),
    (
        "config.unreadable",
        "{path} could not be read{where}, so this blog is shown as plain Markdown: where its posts will stand, and which of them are hidden, is not known.",
        "Mend {path}; the list follows by itself.",
    ),
];

/// A day for people: `Jun 9`, with the year when it is not this one. The window writes days likewise.
pub fn day(day: jiff::civil::Date, today: jiff::civil::Date) -> String {
    let form = if day.year() == today.year() {
        "%b %-d"
    } else {
        "%b %-d, %Y"
    };
    day.strftime(form).to_string()
}

/// The sentence and the hint of `code`, filled with `arguments`.
pub fn say(code: &str, arguments: &[(&str, &str)]) -> (String, Option<String>) {
    let fill = |text: &str| {
        arguments.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    };
    match SENTENCES.iter().find(|(known, ..)| *known == code) {
        Some((_, message, hint)) => (fill(message), (!hint.is_empty()).then(|| fill(hint))),
        None => (code.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_code_stands_once() {
        let codes: HashSet<_> = SENTENCES.iter().map(|(code, ..)| code).collect();
        assert_eq!(codes.len(), SENTENCES.len());
    }

    #[test]
    fn every_code_that_the_sources_use_has_a_sentence() {
        let known: HashSet<_> = SENTENCES.iter().map(|(code, ..)| *code).collect();
        let mut used = 0;
        let mut folders = vec![std::path::PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src"
        ))];
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).unwrap().flatten() {
                if file.file_type().unwrap().is_dir() {
                    folders.push(file.path());
                    continue;
                }
                let text = std::fs::read_to_string(file.path()).unwrap();
                for part in text
                    .split("Error::new(\"")
                    .skip(1)
                    .chain(text.split("problem(\"").skip(1))
                {
                    let code = part.split('"').next().unwrap();
                    if code.is_empty() || code.contains('\\') {
                        continue;
                    }
                    used += 1;
                    assert!(
                        known.contains(code),
                        "{code} in {:?} has no sentence",
                        file.file_name()
                    );
                }
            }
        }
        assert!(used > 10, "the search found only {used} uses");
    }

    #[test]
    fn sentences_follow_the_rules_of_the_house() {
        for (code, message, hint) in SENTENCES {
            for text in [message, hint] {
                let low = text.to_lowercase();
                for bad in ["please", "oops", "successfully", "are you sure", "!\u{20}"] {
                    assert!(!low.contains(bad), "{code}: {bad}");
                }
            }
            let label = ["note.", "message.", "remote.name", "expected."]
                .iter()
                .any(|labels| code.starts_with(labels));
            assert!(
                label || message.ends_with(['.', '”', '}']),
                "{code} is no sentence: {message}"
            );
        }
    }
}

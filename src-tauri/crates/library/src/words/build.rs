//! Settings, a build, and the true preview.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    // What a setting can be.
    ("expected.text", "text in quotes", ""),
    ("expected.table", "a table of settings", ""),
    (
        "expected.links",
        "a list of links: [{ label = \"Posts\", href = \"/\" }]",
        "",
    ),
    ("expected.level", "off, hint, warning or error", ""),
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
    ("note.renamed", "was {path}, which goes", ""),
    ("message.start", "Start {title}", ""),
    ("message.add", "Add “{title}”", ""),
    ("message.update", "Update “{title}”", ""),
    ("message.publish", "Publish “{title}”", ""),
    ("message.remove", "Remove “{title}”", ""),
    ("message.many", "Update {title} posts", ""),
    ("output.failed", "Not all of it could be written.", ""),
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

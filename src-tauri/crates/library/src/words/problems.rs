//! What is wrong with posts.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
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
        "fix.gone",
        "This problem is gone, or is another one by now. Nothing was changed.",
        "Check again.",
    ),
    (
        "check.failed",
        "{count} of these must not be published as they are.",
        "",
    ),
    (
        "check.no-kind",
        "There is no kind of problem called {kind}.",
        "The command that lists those of this blog: galley check --summary",
    ),
    (
        "link.no-heading",
        "The link to “{link}” leads to a post without such a heading.",
        "Readers land at the top of the page.",
    ),
    (
        "conflict.markers",
        "Two versions of this place stand in the text, with the marks that a merge left (<<<<<<<).",
        "Keep one of them, or both, and remove the marks.",
    ),
    (
        "address.twice",
        "This post has the address /{address}, and so has {other}: readers get one of them.",
        "Give one of them another name.",
    ),
    (
        "fence.unclosed",
        "The code that begins here is never closed, so the rest of the text is code.",
        "Close it with the same marks on a line of their own.",
    ),
    (
        "heading.skipped",
        "The heading “{heading}” is of level {is} and stands under one two or more levels above it.",
        "Make it one of level {should}: people who read by headings look for what is between.",
    ),
    (
        "heading.several-h1",
        "This text has {count} headings of the first level, which is the title’s.",
        "Give those inside the text two marks: ##",
    ),
    (
        "description.missing",
        "This post has no description; its first words stand in for one.",
        "Write one or two sentences: search engines and messages show them.",
    ),
    (
        "description.long",
        "The description has {length} characters; lists and search engines cut it.",
        "Say it in {most} or fewer.",
    ),
    (
        "title.long",
        "The title has {length} characters; search engines and tabs cut it.",
        "Say it in {most} or fewer.",
    ),
    (
        "tag.look-alike",
        "“{tag}” looks like “{keep}”, which {count} posts use.",
        "",
    ),
    (
        "slug.odd",
        "The address part “{slug}” has capitals or blanks, which are easily mistyped and written differently.",
        "Rename the post. Small letters and hyphens read well everywhere.",
    ),
    (
        "picture.unused",
        "No post shows {name} ({size} KB).",
        "Show it, or delete it.",
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
];

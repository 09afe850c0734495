//! Posts, the marks that they have, and their tags.

use super::Sentence;

pub(super) const SENTENCES: &[Sentence] = &[
    (
        "brought.not-text",
        "The file {name} is no text in UTF-8, so it was not taken in.",
        "Save it as UTF-8 in the program that made it, and bring it again.",
    ),
    (
        "brought.too-long",
        "The file {name} is too long for a post (over 32 MB), so it was not taken in.",
        "",
    ),
    (
        "posts.nothing",
        "Nothing would change: the posts are like that already.",
        "",
    ),
    (
        "posts.changed-meanwhile",
        "The file {path} was changed meanwhile, so no post was changed.",
        "Look at the list again.",
    ),
    (
        "picture.kind",
        "{name} is neither a picture nor a recording or document that readers can open.",
        "PNG, JPEG, WebP, GIF, AVIF and SVG are shown; MP4, WebM, MP3, OGG, PDF and CSV are linked.",
    ),
    (
        "picture.too-large",
        "{name} is larger than 64 MB, so it was not put into the blog.",
        "Make it smaller, or put it on a server for large files and link to it.",
    ),
    ("picture.gone", "The picture {path} is not there any more.", ""),
    (
        "picture.not-smaller",
        "{path} would not become smaller, so it stays as it is.",
        "",
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
    ("field.no-value", "A field of the kind {kind} needs a value.", ""),
];

//! The command line's syntax. A POST is a path in the library, for example `posts/first.md`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Draft, tag, preview and publish the posts of a Git-backed blog.
#[derive(Debug, Parser)]
#[command(name = "galley", version)]
pub struct Arguments {
    /// The library's folder.
    #[arg(short = 'C', value_name = "DIR", default_value = ".", global = true)]
    pub library: PathBuf,
    /// Print JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Start a new blog in DIR.
    Init(Init),
    /// Copy a blog from a server or a folder.
    Clone {
        /// Where it is: a path, file://, or an SSH address.
        url: String,
        /// The folder to make.
        dir: String,
    },
    /// Open the library in the window, or a post of it; where Galley runs already, that one shows it.
    Open {
        /// A post, as a path in the library; or any folder or Markdown file.
        path: Option<PathBuf>,
    },
    /// List posts, newest first.
    List(List),
    /// List posts that have all these words in their title, tags, authors, path or text; what fits best comes first.
    Search {
        /// The words, or their beginnings.
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Show a post's fields and text.
    Show {
        /// The post.
        post: String,
    },
    /// Begin a draft; the last line printed is its path.
    New {
        /// The title.
        #[arg(long)]
        title: String,
        /// A tag; may be given several times.
        #[arg(long = "tag")]
        tags: Vec<String>,
    },
    /// Set a field; one that is not there is added.
    Set(Set),
    /// Remove a field.
    Unset {
        /// The post.
        post: String,
        /// The field's name in the file; `a.b` is `b` inside `a`.
        field: String,
    },
    /// Add or remove tags.
    Tag(Tag),
    /// The tags of the whole blog.
    Tags {
        /// What to do with them.
        #[command(subcommand)]
        verb: Tags,
    },
    /// Look for what readers or the generator would stumble over, in all posts or in these. Fails when there is an error.
    Check(Check),
    /// Give a post another name, or with a slash in it another path; nothing is overwritten. Prints the new path.
    Rename {
        /// The post.
        post: String,
        /// Its new name or path.
        to: String,
    },
    /// Make a draft of today that is a copy of a post; the last line printed is its path.
    Duplicate {
        /// The post.
        post: String,
    },
    /// Move a post to another collection, where it stands as the posts there do; the last line printed is its path.
    Move {
        /// The post.
        post: String,
        /// The collection's name.
        collection: String,
    },
    /// Move a post to the trash.
    Delete {
        /// The post.
        post: String,
    },
    /// Print a post's page as HTML.
    Render {
        /// The post.
        post: String,
    },
    /// Make the site of a blog that Galley builds.
    Build {
        /// The folder to write: absent, empty or an earlier build, and outside of the blog.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Show the site on this computer and follow changes, until Ctrl-C.
    Serve {
        /// The port; else the first one that is free from 4400 on.
        #[arg(long)]
        port: Option<u16>,
    },
    /// Say what is here and what the server does not have yet.
    Status,
    /// Publish these posts, with their pictures and nothing else.
    Publish(Publish),
    /// Hide these posts from readers: they become drafts again, here and on the server.
    Unpublish {
        /// The posts.
        #[arg(required = true)]
        posts: Vec<String>,
        /// The message for the history.
        #[arg(short = 'm', long)]
        message: Option<String>,
    },
    /// List the branches, or go to another one; what is changed here comes along, or nothing is switched.
    Branch {
        /// The branch to go to.
        name: Option<String>,
        /// Begin it here, where the present one is.
        #[arg(long, requires = "name")]
        new: bool,
    },
    /// Remove the locks that other programs left behind in the repository; not one that a program may still have.
    Unlock,
    /// Get what others published and bring it together with what is here; or decide between two versions of a post.
    Sync(Sync),
    /// Undo the last publish from this computer, or the version COMMIT. The text stays here, unpublished.
    Undo {
        /// The version's id or its beginning, as `history` prints it.
        commit: Option<String>,
    },
    /// List the versions of a post, newest first, also of one that was renamed or deleted.
    History(History),
    /// Put a version of a post back into its file, where it is unpublished. A deleted post comes back.
    Restore(Restore),
    /// List the texts that were replaced and kept aside, newest first; or print one of them as it was.
    Kept(Kept),
    /// Test all that publishing needs: the server, keys, name, signature, checks, clock. Sends nothing and writes nothing.
    Doctor,
    /// Print the script that lets a shell complete this command. Packages install it.
    Completions {
        /// The shell.
        #[arg(value_parser = ["bash", "zsh", "fish"])]
        shell: String,
    },
    /// Print the manual page.
    #[command(hide = true)]
    Man,
}

/// `galley kept`.
#[derive(Debug, Args)]
pub struct Kept {
    /// The number of a text, as the list has it.
    pub id: Option<String>,
    /// Only texts of this post.
    #[arg(long, conflicts_with = "id")]
    pub post: Option<String>,
}

/// `galley init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder to make.
    pub dir: String,
    /// The blog's name; else the folder's.
    #[arg(long)]
    pub name: Option<String>,
    /// Also make a bare remote DIR.git beside it, to publish to.
    #[arg(long)]
    pub remote: bool,
}

/// `galley list`.
#[derive(Debug, Args)]
pub struct List {
    /// Only posts with this tag.
    #[arg(long)]
    pub tag: Option<String>,
    /// Only posts by this author.
    #[arg(long)]
    pub author: Option<String>,
    /// Only posts with this status.
    #[arg(long, value_parser = ["error", "two-versions", "unpublished", "scheduled", "draft", "published"])]
    pub status: Option<String>,
    /// Only posts of this year, month or day: 2026, 2026-06 or 2026-06-04.
    #[arg(long)]
    pub date: Option<String>,
    /// Only posts of this collection, for example blog.
    #[arg(long)]
    pub collection: Option<String>,
    /// Only posts in this language, for example de.
    #[arg(long)]
    pub language: Option<String>,
    /// The order.
    #[arg(long, default_value = "newest", value_parser = ["newest", "oldest", "title"])]
    pub sort: String,
    /// Under headings of this kind; a post stands under each of its tags and authors.
    #[arg(long, value_name = "KIND", value_parser = ["status", "tag", "author", "month", "collection", "language"])]
    pub by: Option<String>,
    /// Only this group.
    #[arg(long, value_parser = ["drafts", "scheduled", "published", "unpublished", "pages"])]
    pub group: Option<String>,
}

/// `galley tags`.
#[derive(Debug, Subcommand)]
pub enum Tags {
    /// List all tags with how many posts have them, and those that look alike.
    List,
    /// Give a tag another name in all posts.
    Rename {
        /// The tag.
        tag: String,
        /// Its new name.
        to: String,
        /// How it is done.
        #[command(flatten)]
        how: HowTags,
    },
    /// Put one tag in the place of others in all posts.
    Merge {
        /// The tags that go.
        #[arg(required = true)]
        tags: Vec<String>,
        /// The tag that stays.
        #[arg(long, value_name = "TAG")]
        into: String,
        /// How it is done.
        #[command(flatten)]
        how: HowTags,
    },
    /// Remove tags from all posts.
    Delete {
        /// The tags.
        #[arg(required = true)]
        tags: Vec<String>,
        /// How it is done.
        #[command(flatten)]
        how: HowTags,
    },
}

/// How tags are changed.
#[derive(Debug, Args)]
pub struct HowTags {
    /// Show each post's lines and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The message of the version; it goes to the server with the next publish.
    #[arg(short = 'm', long)]
    pub message: Option<String>,
}

/// `galley check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Only these posts.
    pub posts: Vec<String>,
    /// Only problems of this kind, for example link.missing.
    #[arg(long, value_name = "CODE")]
    pub kind: Option<String>,
    /// Fail also at warnings, or at hints.
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = ["error", "warning", "hint", "never"])]
    pub fail_at: String,
    /// Mend what can be mended in one way beyond doubt, and list the rest.
    #[arg(long)]
    pub fix: bool,
    /// Only how many there are of each kind.
    #[arg(long)]
    pub summary: bool,
}

/// `galley set`.
#[derive(Debug, Args)]
pub struct Set {
    /// The post.
    pub post: String,
    /// The field's name in the file; `a.b` is `b` inside `a`.
    pub field: String,
    /// Its new value. A number stays a number, a list is given with commas or as several values, and a day leaves a
    /// date's time as it is.
    #[arg(required_unless_present = "kind", allow_hyphen_values = true)]
    pub value: Option<String>,
    /// With more values it is a list.
    #[arg(allow_negative_numbers = true)]
    pub more: Vec<String>,
    /// What the value is, where the field's own kind is not meant; stands before FIELD.
    #[arg(long = "as", value_name = "KIND", value_parser = ["text", "number", "date", "yes-no", "list", "nothing"])]
    pub kind: Option<String>,
}

/// `galley tag`.
#[derive(Debug, Args)]
pub struct Tag {
    /// The post.
    pub post: String,
    /// A tag to add.
    #[arg(long, value_name = "TAG")]
    pub add: Vec<String>,
    /// A tag to remove.
    #[arg(long, value_name = "TAG", required_unless_present = "add")]
    pub remove: Vec<String>,
}

/// `galley publish`.
#[derive(Debug, Args)]
pub struct Publish {
    /// The posts.
    #[arg(required = true)]
    pub posts: Vec<String>,
    /// The message for the history.
    #[arg(short = 'm', long)]
    pub message: Option<String>,
    /// Send them as they are: a draft stays a draft.
    #[arg(long)]
    pub draft: bool,
    /// Also send the versions that the server does not have yet.
    #[arg(long)]
    pub with_earlier: bool,
    /// Send them for review instead: to a branch of their own, from which somebody else brings them in. The branch is named
    /// after the post where no NAME is given; what waits there already is brought up to date.
    #[arg(
        long,
        value_name = "NAME",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with = "with_earlier"
    )]
    pub review: Option<String>,
}

/// `galley sync`.
#[derive(Debug, Args)]
pub struct Sync {
    /// Of this post with two versions, go on with yours.
    #[arg(long, value_name = "POST", conflicts_with_all = ["theirs", "both"])]
    pub mine: Option<String>,
    /// Of this post with two versions, go on with the server's.
    #[arg(long, value_name = "POST", conflicts_with = "both")]
    pub theirs: Option<String>,
    /// Of this post with two versions, go on with the server's, and put yours into a file beside it.
    #[arg(long, value_name = "POST")]
    pub both: Option<String>,
}

/// `galley history`.
#[derive(Debug, Args)]
pub struct History {
    /// The post.
    pub post: String,
    /// At most so many versions.
    #[arg(long, default_value_t = 50)]
    pub limit: usize,
    /// Show what this version changed instead.
    #[arg(long, value_name = "VERSION")]
    pub at: Option<String>,
}

/// `galley restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The post.
    pub post: String,
    /// The version's id or its beginning, as `history` prints it.
    #[arg(long, value_name = "VERSION")]
    pub at: String,
    /// Also where that replaces text that is in no version yet.
    #[arg(long)]
    pub replace: bool,
}

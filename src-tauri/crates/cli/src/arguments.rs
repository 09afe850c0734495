//! The command line's syntax. A POST is a path in the library, for example `posts/first.md`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Draft, tag, preview and publish the posts of a Git-backed blog.
#[derive(Debug, Parser)]
#[command(name = "galley", version, about)]
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
    /// Open the library in the window.
    Open,
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
    /// Say what is here and what the server does not have yet.
    Status,
    /// Publish these posts, with their pictures and nothing else.
    Publish(Publish),
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
}

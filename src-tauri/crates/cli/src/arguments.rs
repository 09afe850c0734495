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
    /// List posts that have all these words in their title, excerpt, tags, authors or path.
    Search {
        /// The words.
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
    /// Set a field.
    Set {
        /// The post.
        post: String,
        /// The field's name in the file; `a.b` is `b` inside `a`.
        field: String,
        /// Its new value.
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Remove a field.
    Unset {
        /// The post.
        post: String,
        /// The field's name in the file.
        field: String,
    },
    /// Add or remove tags.
    Tag(Tag),
    /// Give a post another path; nothing is overwritten.
    Rename {
        /// The post.
        post: String,
        /// Its new path.
        to: String,
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
    /// Only this group.
    #[arg(long, value_parser = ["drafts", "scheduled", "published", "unpublished", "pages"])]
    pub group: Option<String>,
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

//! What each site generator expects: recognising it, paths, drafts, dates, URLs. Pure, over file lists.
//!
//! This crate owns the knowledge of generators, most of it as data in `rules.rs`. It must
//! not touch files or the clock: the caller hands in a list of paths, a closure that reads a config file, the
//! fields of a post as plain values and the time. It knows neither how front matter is written nor what Git is.
//!
//! Start at [`recognise`]; everything else hangs on the [`Generator`] that it returns.

mod assets;
mod code;
mod config;
mod content;
mod date;
mod dated;
mod defaults;
mod dev_server;
mod draft;
mod evidence;
mod facts;
mod files;
mod galley_toml;
mod gemfile;
mod generator;
mod glob;
mod go_template;
mod hugo_dates;
mod kind;
mod layout;
mod moves;
mod names;
mod new_post;
mod parts;
mod permalink;
mod problem;
mod program;
mod recognise;
mod rules;
mod settings;
mod skip;
mod slug;
mod template;
mod url;
mod visibility;
mod yaml;

pub use date::{Slashes, When, parse_date, parse_date_with};
pub use dated::{DateSource, Dated};
pub use dev_server::{Counted, DevPlaces, DevServer, Fault, Heard, Output, Packages, filled, uncoloured};
pub use draft::{Change, DraftMark, NewValue, Style};
pub use facts::{Fact, Facts};
pub use files::Files;
pub use galley_toml::{
    CheckLevel, CheckTable, ExcerptCut, GalleyToml, LibraryTable, NavLink, PreviewTable, SiteSort, SiteTable,
    SyncTable,
};
pub use generator::Generator;
pub use kind::GeneratorKind;
pub use layout::{Layout, PathKind};
pub use moves::Move;
pub use new_post::NewPost;
pub use problem::Problem;
pub use recognise::{Certainty, Recognised, recognise};
pub use rules::{HeadFormat, ScalarTags};
pub use settings::Settings;
pub use skip::skip_dir;
pub use slug::slug;
pub use template::{NewText, Unfilled};
pub use url::Url;
pub use visibility::{Reason, Visibility};

//! Markdown to HTML and the themes: preview and build.
//!
//! Owns the bytes of a page as readers get it. One path serves both: what [`post_page`] returns is what the
//! preview shows and what a build writes. Everything comes in as plain values; this crate opens no file, asks
//! no clock, knows no generator and fetches nothing. It does not sanitise: raw HTML in a post reaches the page
//! as written, and whoever shows the page contains it.

mod links;
mod page;
mod plain;
mod text;
mod theme;

pub use links::{Link, links};
pub use page::{Mark, NavLink, Page, PostFacts, Site, post_page};
pub use plain::{PlainBlock, PlainPicture, plain_blocks};
pub use text::{Block, Rendered, TextOptions, TooMuch, render};
pub use theme::{Theme, UnknownTheme, stylesheet};

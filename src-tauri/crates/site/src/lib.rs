//! Markdown to HTML and the themes: preview and build.
//!
//! Owns the bytes of a page as readers get it. One path serves both: what [`post_page`] returns is what the
//! preview shows and what a build writes. Everything comes in as plain values; this crate opens no file, asks
//! no clock, knows no generator and fetches nothing. It does not sanitise: raw HTML in a post reaches the page
//! as written, and whoever shows the page contains it.

mod code;
mod dialect;
mod feed;
mod fonts;
mod front;
mod links;
mod math;
mod outline;
mod page;
mod plain;
mod resolve;
mod shortcode;
mod text;
mod theme;
mod themes;
mod write;

pub use dialect::Dialect;
pub use feed::{FeedPost, Sitemap, feed, linked, resolved, sitemap};
pub use fonts::{font_faces, fonts};
pub use front::{
    Card, Cut, Front, ListPage, Listing, Lists, Order, TagLink, TagPage, front, plain_text, tag_pages,
    tag_place, tag_slug,
};
pub use links::{Link, links};
pub use outline::{Heading, Outline, outline, outline_and_links};
pub use page::{Mark, NavLink, Page, PostFacts, Site, post_page};
pub use plain::{PlainBlock, PlainPicture, placed_blocks, plain_blocks};
pub use resolve::{Resolver, Wanted};
pub use text::{Block, Rendered, TextOptions, TooMuch, render};
pub use theme::{Theme, UnknownTheme, stylesheet};
pub use themes::{front_place, list_html, tag_html, tags_html};

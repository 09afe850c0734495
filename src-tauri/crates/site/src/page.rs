//! A post's page: head, masthead, byline and text, as one document.
//!
//! Every value that is not the post's own Markdown is escaped here, by the template. The page links to nothing
//! but the site itself, so showing it fetches nothing from elsewhere unless the writer's text asks for it.

use jiff::civil::Date;

use crate::front::Lists;
use crate::text::{TextOptions, TooMuch, render};
use crate::theme::Theme;
use crate::themes;

/// What every page of a site shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The site's name, shown at the head of every page.
    pub title: String,
    /// What the site is about, in a sentence; describes a post that has no description.
    pub tagline: String,
    /// Where the site stands, with or without a slash at the end: `https://blog.ferrow.example`. Without it a
    /// page does not say its own address.
    pub base_url: Option<String>,
    /// The language of its text, as in HTML's `lang`: `en`, `pt-BR`.
    pub language: String,
    /// The links at the head of every page.
    pub nav: Vec<NavLink>,
    /// Its look.
    pub theme: Theme,
    /// How its Markdown is read.
    pub text: TextOptions,
    /// How its lists are made.
    pub lists: Lists,
}

impl Default for Site {
    fn default() -> Self {
        Site {
            title: String::new(),
            tagline: String::new(),
            base_url: None,
            language: "en".to_owned(),
            nav: Vec::new(),
            theme: Theme::default(),
            text: TextOptions::default(),
            lists: Lists::default(),
        }
    }
}

impl Site {
    /// How many characters of a post's text lists can need ([`crate::Listing::text`]).
    pub fn excerpt_reach(&self) -> usize {
        // One more than is shown tells that there is more.
        self.theme.excerpt(&self.lists).0.saturating_add(2)
    }
}

/// A link at the head of every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavLink {
    /// What it says.
    pub label: String,
    /// Where it goes. What begins with `/` goes from the root of the site, wherever that stands.
    pub href: String,
}

/// What the page of a post says about it, beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PostFacts {
    /// The title; empty for none.
    pub title: String,
    /// The day that it is dated.
    pub day: Option<Date>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it was published first, for a stream of many sources.
    pub source: Option<String>,
    /// The picture for link previews: an address, or a path from the post's page.
    pub image: Option<String>,
    /// Its tags, as written.
    pub tags: Vec<String>,
    /// Its description, as written. Without one search engines and link previews get the beginning of the text.
    pub description: Option<String>,
    /// Reading time in minutes; 0 leaves it out.
    pub minutes: u32,
    /// Whether it is a draft: its page asks search engines to pass it over.
    pub draft: bool,
    /// Where the page stands in the site, as in its address and without a slash before it:
    /// `posts/our-retries/`.
    pub path: String,
}

/// A whole page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The document, from `<!doctype html>` to `</html>`.
    pub html: String,
    /// Where the text stands in it, in bytes: the post's own HTML.
    pub text: std::ops::Range<usize>,
    /// Where each top-level block of the text stands in it, in the document's order.
    pub marks: Vec<Mark>,
    /// Why the text is not on the page; it has a sentence in its place.
    pub too_much: Option<TooMuch>,
}

/// Where a block of the text begins in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// In bytes of the page's HTML.
    pub offset: usize,
    /// In UTF-16 units of the page's HTML, as a web view counts them.
    pub offset_utf16: usize,
    /// The block's first line in the Markdown, counted from 1.
    pub line: usize,
    /// The block's last line in the Markdown.
    pub end_line: usize,
    /// Whether its HTML is one element that begins and ends in it ([`crate::Block::sealed`]).
    pub sealed: bool,
}

/// The page of a post: the same bytes for the preview and for a build.
pub fn post_page(site: &Site, post: &PostFacts, markdown: &str) -> Page {
    let rendered = render(markdown, &site.text);
    let frame = themes::post_frame(site, post, &rendered.html);
    let (before, after) = frame.split_once(themes::TEXT_PLACE).unwrap_or((&frame, ""));

    let mut units = utf16_len(before);
    let mut counted = 0;
    let marks = rendered.blocks.iter().map(|block| {
        units += utf16_len(&rendered.html[counted..block.offset]);
        counted = block.offset;
        Mark {
            offset: before.len() + block.offset,
            offset_utf16: units,
            line: block.line,
            end_line: block.end_line,
            sealed: block.sealed,
        }
    });
    let marks = marks.collect();
    Page {
        html: [before, rendered.html.as_str(), after].concat(),
        text: before.len()..before.len() + rendered.html.len(),
        marks,
        too_much: rendered.too_much,
    }
}

/// The length of `text` in UTF-16 units.
fn utf16_len(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char::len_utf16).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_as_a_web_view_counts_them() {
        for text in ["", "abc", "é", "日本", "a😀b", "\u{10ffff}é"] {
            assert_eq!(utf16_len(text), text.encode_utf16().count());
        }
    }
}

//! A post's page: head, masthead, byline and text, as one document.
//!
//! Every value that is not the post's own Markdown is escaped here, by the template. The page links to nothing
//! but the site itself, so showing it fetches nothing from elsewhere unless the writer's text asks for it.

use askama::Template;
use jiff::civil::Date;

use crate::text::{TextOptions, TooMuch, render};
use crate::theme::Theme;

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
        }
    }
}

/// A link at the head of every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavLink {
    /// What it says.
    pub label: String,
    /// Where it goes, as it shall stand in the page.
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
    /// Its tags, as written.
    pub tags: Vec<String>,
    /// Its description, for search engines and link previews.
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
    /// Where each top-level block of the text stands in it, in the document's order.
    pub marks: Vec<Mark>,
    /// Why the text is not on the page; it has a sentence in its place.
    pub too_much: Option<TooMuch>,
}

/// Where a block of the text begins in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// In UTF-16 units of the page's HTML, as a web view counts them.
    pub offset_utf16: usize,
    /// The block's first line in the Markdown, counted from 1.
    pub line: usize,
    /// The block's last line in the Markdown.
    pub end_line: usize,
}

/// The page of a post: the same bytes for the preview and for a build.
pub fn post_page(site: &Site, post: &PostFacts, markdown: &str) -> Page {
    let rendered = render(markdown, &site.text);
    let frame = PostTemplate::new(site, post).render().unwrap_or_default();
    let (before, after) = frame.split_once(TEXT_PLACE).unwrap_or((&frame, ""));

    let mut units = utf16_len(before);
    let mut counted = 0;
    let marks = rendered.blocks.iter().map(|block| {
        units += utf16_len(&rendered.html[counted..block.offset]);
        counted = block.offset;
        Mark {
            offset_utf16: units,
            line: block.line,
            end_line: block.end_line,
        }
    });
    let marks = marks.collect();
    Page {
        html: [before, rendered.html.as_str(), after].concat(),
        marks,
        too_much: rendered.too_much,
    }
}

/// Stands in the template where the text goes. All values are escaped, so nothing else can contain it.
const TEXT_PLACE: &str = "<!--text-->";

/// The length of `text` in UTF-16 units.
fn utf16_len(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char::len_utf16).sum()
    }
}

#[derive(Template)]
#[template(path = "post.html")]
struct PostTemplate<'a> {
    site: &'a Site,
    post: &'a PostFacts,
    /// What the browser's tab says.
    tab: String,
    /// The way from this page to the root of the site: empty, or `../` once or more.
    root: String,
    address: Option<String>,
    description: Option<&'a str>,
    tags: Vec<String>,
    byline: Byline,
}

/// Who, when and how long, in the order in which they stand.
struct Byline {
    initial: String,
    authors: String,
    /// The day for machines and for people.
    day: Option<(String, String)>,
    minutes: u32,
}

impl Byline {
    fn is_shown(&self) -> bool {
        !self.authors.is_empty() || self.day.is_some() || self.minutes > 0
    }
}

impl<'a> PostTemplate<'a> {
    fn new(site: &'a Site, post: &'a PostFacts) -> Self {
        let names = [post.title.trim(), site.title.trim()];
        let names = names.into_iter().filter(|name| !name.is_empty());
        let description = post.description.as_deref().unwrap_or(&site.tagline).trim();
        PostTemplate {
            site,
            post,
            tab: names.collect::<Vec<_>>().join(" · "),
            root: "../".repeat(post.path.matches('/').count()),
            address: site
                .base_url
                .as_ref()
                .map(|base| format!("{}/{}", base.trim_end_matches('/'), post.path)),
            description: Some(description).filter(|text| !text.is_empty()),
            tags: post
                .tags
                .iter()
                .map(|tag| shown_tag(tag))
                .filter(|tag| !tag.is_empty())
                .collect(),
            byline: Byline {
                initial: post
                    .authors
                    .first()
                    .map_or_else(String::new, |name| initial(name)),
                authors: post.authors.join(", "),
                day: post
                    .day
                    .map(|day| (day.to_string(), day.strftime("%b %-d, %Y").to_string())),
                minutes: post.minutes,
            },
        }
    }
}

/// A tag as newsroom shows it: `incident-review` becomes "Incident review". A word that has capitals of its own,
/// like `iOS`, keeps them.
fn shown_tag(tag: &str) -> String {
    let words = tag.replace('-', " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first_word = words.split(' ').next().unwrap_or_default();
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if !first_word.chars().any(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => words,
    }
}

/// The letter in the circle before an author's name.
fn initial(name: &str) -> String {
    name.chars()
        .find(|letter| letter.is_alphanumeric())
        .map_or_else(String::new, |letter| letter.to_uppercase().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_shown_as_words() {
        for (tag, shown) in [
            ("incident-review", "Incident review"),
            ("go", "Go"),
            ("iOS", "iOS"),
            ("c++", "C++"),
            ("école-d'été", "École d'été"),
            ("日本語", "日本語"),
            ("-", ""),
            ("a--b", "A b"),
        ] {
            assert_eq!(shown_tag(tag), shown);
        }
    }

    #[test]
    fn the_initial_is_the_first_letter_of_the_name() {
        for (name, letter) in [
            ("Mirela Stan", "M"),
            ("ines", "I"),
            ("“élan”", "É"),
            ("…", ""),
            ("", ""),
        ] {
            assert_eq!(initial(name), letter);
        }
    }

    #[test]
    fn lengths_are_counted_as_a_web_view_counts_them() {
        for text in ["", "abc", "é", "日本", "a😀b", "\u{10ffff}é"] {
            assert_eq!(utf16_len(text), text.encode_utf16().count());
        }
    }
}

//! The built-in themes by name: their style sheets, fonts and defaults.
//!
//! A theme is a style sheet and a set of templates; neither uses JavaScript. Its pages are drawn in `themes`.

use std::fmt;
use std::str::FromStr;

use crate::front::{Cut, Lists};
use crate::page::NavLink;

/// One of the built-in looks of a blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// A team's engineering blog: a featured post, then cards. Newsreader and Inter, vermilion on white.
    #[default]
    Newsroom,
    /// One engineer's blog: a prompt and a cloud of tags. JetBrains Mono, green.
    Terminal,
    /// Many sources in one stream. Inter, blue.
    Feed,
    /// Essays. Literata, umber on tinted paper.
    Digest,
    /// One section of a larger blog, by date. Source Serif 4, teal.
    Journal,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Theme; 5] = [
        Theme::Newsroom,
        Theme::Terminal,
        Theme::Feed,
        Theme::Digest,
        Theme::Journal,
    ];

    /// The name as it stands in `galley.toml` and on screen, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Newsroom => "newsroom",
            Theme::Terminal => "terminal",
            Theme::Feed => "feed",
            Theme::Digest => "digest",
            Theme::Journal => "journal",
        }
    }

    /// The file that a page's `<link rel="stylesheet">` names, at the root of the site. Its content is
    /// [`stylesheet`], in a built site with the font faces before it.
    pub fn stylesheet_file(self) -> &'static str {
        match self {
            Theme::Newsroom => "newsroom.css",
            Theme::Terminal => "terminal.css",
            Theme::Feed => "feed.css",
            Theme::Digest => "digest.css",
            Theme::Journal => "journal.css",
        }
    }

    /// The links at the top of every page where the blog names none.
    pub fn nav(self) -> Vec<NavLink> {
        let links: &[(&str, &str)] = match self {
            Theme::Newsroom => &[("Posts", "/"), ("Tags", "/tags/")],
            Theme::Terminal => &[("posts", "/"), ("tags", "/tags/"), ("feed", "/feed.xml")],
            Theme::Feed | Theme::Journal => &[("Posts", "/"), ("Tags", "/tags/"), ("Feed", "/feed.xml")],
            Theme::Digest => &[],
        };
        let link = |(label, href): &(&str, &str)| NavLink {
            label: (*label).to_owned(),
            href: (*href).to_owned(),
        };
        links.iter().map(link).collect()
    }

    /// How its pages write a day, in strftime's words.
    pub fn date_format(self) -> &'static str {
        match self {
            Theme::Newsroom | Theme::Feed => "%b %-d, %Y",
            Theme::Terminal => "%Y-%m-%d",
            Theme::Digest => "%B %-d, %Y",
            Theme::Journal => "%B %-d %Y",
        }
    }

    /// How its lists are made where the blog says nothing.
    pub(crate) fn excerpt(self, lists: &Lists) -> (usize, Cut) {
        let cut = match self {
            Theme::Feed => Cut::Character,
            _ => Cut::Word,
        };
        (lists.excerpt.unwrap_or(150), lists.cut.unwrap_or(cut))
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no built-in theme has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("There is no theme named \"{name}\". The themes are: newsroom, terminal, feed, digest, journal.")]
pub struct UnknownTheme {
    /// The name as it was given.
    pub name: String,
}

impl FromStr for Theme {
    type Err = UnknownTheme;

    /// Reads a name as written in `galley.toml`; capitals make no difference.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Theme::ALL
            .into_iter()
            .find(|theme| theme.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| UnknownTheme {
            name: name.to_owned(),
        })
    }
}

/// A theme's colours, what all of them share for a post's text, and the theme's own pages.
macro_rules! sheet {
    ($name:literal) => {
        concat!(
            include_str!(concat!("../themes/", $name, "/colors.css")),
            include_str!("../themes/code-colors.css"),
            include_str!("../themes/text.css"),
            include_str!("../themes/code.css"),
            include_str!("../themes/lists.css"),
            include_str!(concat!("../themes/", $name, "/page.css")),
        )
    };
}

/// The style sheet of a theme: light and dark by the reader's system, or as `data-theme="light"` or
/// `data-theme="dark"` on `<html>` says. It names no address, so nothing is fetched for it.
pub fn stylesheet(theme: Theme) -> &'static str {
    match theme {
        Theme::Newsroom => sheet!("newsroom"),
        Theme::Terminal => sheet!("terminal"),
        Theme::Feed => sheet!("feed"),
        Theme::Digest => sheet!("digest"),
        Theme::Journal => sheet!("journal"),
    }
}

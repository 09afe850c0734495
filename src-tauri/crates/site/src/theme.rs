//! The built-in themes by name, and their style sheets.
//!
//! A theme is a style sheet and a template; neither uses JavaScript. Fonts are named and not loaded here: the
//! window has them already.

use std::fmt;
use std::str::FromStr;

/// One of the built-in looks of a blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Newsreader and Inter, vermilion on white: a newspaper's page.
    #[default]
    Newsroom,
}

impl Theme {
    /// The name as it stands in `galley.toml` and on screen, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Newsroom => "newsroom",
        }
    }

    /// The file that a page's `<link rel="stylesheet">` names, at the root of the site. Its content is
    /// [`stylesheet`].
    pub fn stylesheet_file(self) -> &'static str {
        match self {
            Theme::Newsroom => "newsroom.css",
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no built-in theme has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("There is no theme named \"{name}\". The theme there is: newsroom.")]
pub struct UnknownTheme {
    /// The name as it was given.
    pub name: String,
}

impl FromStr for Theme {
    type Err = UnknownTheme;

    /// Reads a name as written in `galley.toml`; capitals make no difference.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if name.eq_ignore_ascii_case("newsroom") {
            Ok(Theme::Newsroom)
        } else {
            Err(UnknownTheme {
                name: name.to_owned(),
            })
        }
    }
}

/// The style sheet of a theme: light and dark by the reader's system, or as `data-theme="light"` or
/// `data-theme="dark"` on `<html>` says. It names no address, so nothing is fetched for it.
pub fn stylesheet(theme: Theme) -> &'static str {
    match theme {
        Theme::Newsroom => include_str!("../themes/newsroom.css"),
    }
}

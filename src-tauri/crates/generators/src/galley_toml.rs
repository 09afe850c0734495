//! `galley.toml`: the config of a blog that Galley builds, and corrections where another generator was guessed wrong.

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, line_of};

/// The whole file. Everything in it is optional.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GalleyToml {
    /// `[site]`: present in a blog that Galley builds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteTable>,
    /// `[library]`: corrections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub library: Option<LibraryTable>,
}

/// The blog as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteTable {
    /// The blog's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// One line below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tagline: Option<String>,
    /// Where readers find it, for example `https://blog.example`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// A theme's name, for example `newsroom`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The language of the text, for example `en`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The time zone of dates without an offset, for example `Europe/Berlin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// The author of posts that name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Links at the top of every page, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nav: Vec<NavLink>,
}

/// A link at the top of every page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NavLink {
    /// Its text.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// Corrections of what Galley concludes from the files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LibraryTable {
    /// The generator's id, for example `hugo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generator: Option<String>,
    /// Folders that hold the posts, as paths in the library. Empty: where the generator has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<String>,
}

impl GalleyToml {
    /// The file's name, at the top of the library.
    pub const NAME: &'static str = "galley.toml";

    /// Reads the file. A key that is unknown or holds something else than it should is a problem with its line and
    /// otherwise left out; a file that is no TOML is one problem and the empty config.
    pub fn read(text: &str) -> (Self, Vec<Problem>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader {
            text,
            problems: Vec::new(),
        };
        let config = match DeTable::parse(text) {
            Ok(table) => reader.file(table.get_ref()),
            Err(error) => {
                let line = error.span().map(|span| line_of(text, span.start));
                let problem = Problem::new("config.unreadable", vec![("detail", error.message().to_owned())]);
                reader.problems.push(problem.at(Self::NAME, line));
                Self::default()
            }
        };
        reader.problems.sort_by_key(|p| p.line);
        (config, reader.problems)
    }
}

struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn file(&mut self, table: &DeTable) -> GalleyToml {
        let mut config = GalleyToml::default();
        for (key, value) in table {
            let name: &str = key.get_ref();
            match (name, value.get_ref()) {
                ("site", DeValue::Table(table)) => config.site = Some(self.site(table)),
                ("library", DeValue::Table(table)) => config.library = Some(self.library(table)),
                ("site" | "library", other) => self.bad(name, other, "table", value.span().start),
                _ => self.unknown(name, key.span().start),
            }
        }
        config
    }

    fn site(&mut self, table: &DeTable) -> SiteTable {
        let mut site = SiteTable::default();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let path = format!("site.{name}");
            let at = value.span().start;
            let place = match name {
                "title" => &mut site.title,
                "tagline" => &mut site.tagline,
                "base_url" => &mut site.base_url,
                "theme" => &mut site.theme,
                "language" => &mut site.language,
                "timezone" => &mut site.timezone,
                "author" => &mut site.author,
                "nav" => {
                    site.nav = self.nav(value.get_ref(), at);
                    continue;
                }
                _ => {
                    self.unknown(&path, key.span().start);
                    continue;
                }
            };
            match value.get_ref() {
                DeValue::String(text) if name == "timezone" && jiff::tz::TimeZone::get(text).is_err() => {
                    self.bad(&path, value.get_ref(), "timezone", at);
                }
                DeValue::String(text) => *place = Some(text.clone().into_owned()),
                other => self.bad(&path, other, "text", at),
            }
        }
        site
    }

    fn nav(&mut self, value: &DeValue, at: usize) -> Vec<NavLink> {
        let DeValue::Array(links) = value else {
            self.bad("site.nav", value, "links", at);
            return Vec::new();
        };
        let text = |table: &DeTable, name: &str| {
            let (_, value) = table.iter().find(|(key, _)| key.get_ref() == name)?;
            value.get_ref().as_str().map(str::to_owned)
        };
        let mut nav = Vec::new();
        for link in links {
            let found = link
                .get_ref()
                .as_table()
                .and_then(|t| Some((text(t, "label")?, text(t, "href")?)));
            match found {
                Some((label, href)) => nav.push(NavLink { label, href }),
                None => self.bad("site.nav", link.get_ref(), "links", link.span().start),
            }
        }
        nav
    }

    fn library(&mut self, table: &DeTable) -> LibraryTable {
        let mut library = LibraryTable::default();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let at = value.span().start;
            match (name, value.get_ref()) {
                ("generator", DeValue::String(id)) if crate::GeneratorKind::from_id(id).is_some() => {
                    library.generator = Some(id.clone().into_owned());
                }
                ("generator", other) => {
                    self.bad("library.generator", other, "generator", at);
                }
                ("posts", DeValue::Array(folders)) => {
                    for folder in folders {
                        match folder.get_ref().as_str().and_then(crate::parts::folder) {
                            Some(path) => library.posts.push(path),
                            None => {
                                self.bad("library.posts", folder.get_ref(), "folders", folder.span().start)
                            }
                        }
                    }
                }
                ("posts", other) => self.bad("library.posts", other, "folders", at),
                _ => self.unknown(&format!("library.{name}"), key.span().start),
            }
        }
        library
    }

    fn unknown(&mut self, key: &str, at: usize) {
        let problem = Problem::new("config.unknown-key", vec![("key", key.to_owned())]);
        self.problems
            .push(problem.at(GalleyToml::NAME, Some(line_of(self.text, at))));
    }

    fn bad(&mut self, key: &str, value: &DeValue, expected: &str, at: usize) {
        let value = value
            .as_str()
            .map_or_else(|| value.type_str().to_owned(), str::to_owned);
        let args = vec![
            ("key", key.to_owned()),
            ("value", value),
            ("expected", expected.to_owned()),
        ];
        let problem = Problem::new("config.bad-value", args);
        self.problems
            .push(problem.at(GalleyToml::NAME, Some(line_of(self.text, at))));
    }
}

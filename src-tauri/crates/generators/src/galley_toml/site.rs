//! `[site]`: the blog as readers see it, read key by key.

use jiff::civil::date;
use jiff::fmt::strtime;
use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::Reader;

/// The most posts that a page of a list may have.
const MOST_PER_PAGE: u32 = 1000;
/// The longest excerpt, in characters.
const LONGEST_EXCERPT: u32 = 5000;

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
    /// Where readers find it, for example `https://blog.example`; always with `http://` or `https://`.
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
    /// The order of the posts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<SiteSort>,
    /// For `sort = "listed"`: posts in their order, as paths in the library. Those that are not named come after them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<String>,
    /// How many posts a page of a list has, 1 to 1000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_page: Option<u32>,
    /// How dates are written, in strftime's words: `%b %-d, %Y`. Always one that can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_format: Option<String>,
    /// How many characters of a post's text stand in for a description, 0 to 5000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt_length: Option<u32>,
    /// Where they are cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt_cut: Option<ExcerptCut>,
    /// Links at the top of every page, in order. `None` leaves the theme's own; an empty list has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nav: Option<Vec<NavLink>>,
}

/// The order of the posts of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SiteSort {
    /// The newest first, those of one moment by path, those without a date last.
    Date,
    /// By the field `weight`, the lightest first; those without one last, the newest first.
    Weight,
    /// As `listed` names them, the others by path.
    Listed,
}

/// Where an excerpt is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExcerptCut {
    /// Behind the last whole word.
    Word,
    /// After exactly so many characters.
    Character,
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

impl Reader<'_> {
    pub(super) fn site(&mut self, table: &DeTable) -> SiteTable {
        let mut site = SiteTable::default();
        for (key, value) in table {
            let name: &str = key.get_ref();
            let path = format!("site.{name}");
            let at = value.span().start;
            let value = value.get_ref();
            match name {
                "title" => self.set(&mut site.title, &path, value, at, "text", any),
                "tagline" => self.set(&mut site.tagline, &path, value, at, "text", any),
                "base_url" => self.set(&mut site.base_url, &path, value, at, "address", address),
                "theme" => self.set(&mut site.theme, &path, value, at, "theme", theme),
                "language" => self.set(&mut site.language, &path, value, at, "language", language),
                "timezone" => self.set(&mut site.timezone, &path, value, at, "timezone", timezone),
                "author" => self.set(&mut site.author, &path, value, at, "text", any),
                "date_format" => self.set(
                    &mut site.date_format,
                    &path,
                    value,
                    at,
                    "date-format",
                    date_format,
                ),
                "sort" => self.set(&mut site.sort, &path, value, at, "sort", |v| {
                    match v.as_str()? {
                        "date" => Some(SiteSort::Date),
                        "weight" => Some(SiteSort::Weight),
                        "listed" => Some(SiteSort::Listed),
                        _ => None,
                    }
                }),
                "excerpt_cut" => {
                    self.set(
                        &mut site.excerpt_cut,
                        &path,
                        value,
                        at,
                        "excerpt-cut",
                        |v| match v.as_str()? {
                            "word" => Some(ExcerptCut::Word),
                            "character" => Some(ExcerptCut::Character),
                            _ => None,
                        },
                    );
                }
                "per_page" => self.set(&mut site.per_page, &path, value, at, "per-page", |v| {
                    number(v).filter(|n| (1..=MOST_PER_PAGE).contains(n))
                }),
                "excerpt_length" => {
                    self.set(
                        &mut site.excerpt_length,
                        &path,
                        value,
                        at,
                        "excerpt-length",
                        |v| number(v).filter(|n| *n <= LONGEST_EXCERPT),
                    );
                }
                "listed" => site.listed = self.listed(value, at),
                "nav" => site.nav = self.nav(value, at),
                _ => self.unknown(&path, key.span().start),
            }
        }
        site
    }

    /// Takes what `read` makes of a value, or says what it can be.
    pub(super) fn set<T>(
        &mut self,
        place: &mut Option<T>,
        key: &str,
        value: &DeValue,
        at: usize,
        expected: &str,
        read: impl Fn(&DeValue) -> Option<T>,
    ) {
        match read(value) {
            Some(read) => *place = Some(read),
            None => self.bad(key, value, expected, at),
        }
    }

    fn listed(&mut self, value: &DeValue, at: usize) -> Vec<String> {
        let DeValue::Array(posts) = value else {
            self.bad("site.listed", value, "posts", at);
            return Vec::new();
        };
        let mut listed = Vec::new();
        for post in posts {
            match post.get_ref().as_str().and_then(crate::parts::folder) {
                Some(path) => listed.push(path),
                None => self.bad("site.listed", post.get_ref(), "posts", post.span().start),
            }
        }
        listed
    }

    fn nav(&mut self, value: &DeValue, at: usize) -> Option<Vec<NavLink>> {
        let DeValue::Array(links) = value else {
            self.bad("site.nav", value, "links", at);
            return None;
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
        Some(nav)
    }
}

fn any(value: &DeValue) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// A whole address: with its scheme and a host.
fn address(value: &DeValue) -> Option<String> {
    let text = value.as_str()?;
    let (scheme, rest) = text.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let whole = ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
        && !host.is_empty()
        && !text.contains(char::is_whitespace)
        && !text.contains(['?', '#']);
    whole.then(|| text.to_owned())
}

fn theme(value: &DeValue) -> Option<String> {
    let known = ["newsroom", "terminal", "feed", "digest", "journal"];
    let text = value.as_str()?;
    known
        .iter()
        .any(|name| text.eq_ignore_ascii_case(name))
        .then(|| text.to_owned())
}

/// A language as HTML's `lang` takes it: letters and digits in parts of one to eight.
fn language(value: &DeValue) -> Option<String> {
    let text = value.as_str()?;
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    text.split('-').all(part).then(|| text.to_owned())
}

fn timezone(value: &DeValue) -> Option<String> {
    let text = value.as_str()?;
    jiff::tz::TimeZone::get(text).is_ok().then(|| text.to_owned())
}

/// A pattern that a day can be written by; one without a day in it, such as `%H:%M`, cannot.
fn date_format(value: &DeValue) -> Option<String> {
    let text = value.as_str()?;
    let written = strtime::format(text, date(2026, 6, 4)).ok()?;
    (!written.trim().is_empty() && text.contains('%')).then(|| text.to_owned())
}

fn number(value: &DeValue) -> Option<u32> {
    match value {
        DeValue::Integer(digits) => u32::from_str_radix(digits.as_str(), digits.radix()).ok(),
        _ => None,
    }
}

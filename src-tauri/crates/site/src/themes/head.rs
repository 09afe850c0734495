//! What every page begins with: what it says to browsers, search engines and link previews, and the links at its top.

use jiff::civil::Date;

use crate::feed::encoded;
use crate::page::Site;

/// The head of a page and its masthead.
pub(super) struct Head<'a> {
    pub(super) site: &'a Site,
    /// What the browser's tab says.
    pub(super) tab: String,
    /// What a link preview says.
    pub(super) title: &'a str,
    pub(super) description: Option<String>,
    pub(super) authors: &'a [String],
    pub(super) noindex: bool,
    pub(super) address: Option<String>,
    /// Open Graph's type.
    pub(super) kind: &'static str,
    pub(super) day: Option<Date>,
    pub(super) tags: &'a [String],
    pub(super) image: Option<String>,
    /// The way from this page to the root of the site: empty, or `../` once or more.
    pub(super) root: String,
    pub(super) nav: Vec<NavItem<'a>>,
    /// Whether the site's name is the page's heading.
    pub(super) name_is_heading: bool,
    /// The class of the page's body.
    pub(super) class: &'static str,
}

/// A link at the top of the page.
pub(super) struct NavItem<'a> {
    pub(super) label: &'a str,
    pub(super) href: String,
    /// The value of `aria-current`, when it leads here.
    pub(super) current: Option<&'static str>,
}

impl<'a> Head<'a> {
    /// The head of the page that stands at `place` and is called `title`.
    pub(super) fn new(site: &'a Site, place: &str, title: &'a str) -> Self {
        let names = [title.trim(), site.title.trim()];
        let mut names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        names.dedup();
        let root = "../".repeat(place.matches('/').count());
        let own = |href: &str| {
            href.strip_prefix('/')
                .filter(|rest| !rest.starts_with('/'))
                .map(str::to_owned)
        };
        let nav = site.nav.iter().map(|link| {
            let inside = own(&link.href);
            NavItem {
                label: &link.label,
                current: match &inside {
                    Some(to) if to == place => Some("page"),
                    // All of the site is the section that the link to its front page leads to.
                    Some(to) if to.is_empty() => Some("true"),
                    _ => None,
                },
                href: inside.map_or_else(|| link.href.clone(), |rest| from_root(&root, &rest)),
            }
        });
        Head {
            site,
            tab: names.join(" · "),
            title,
            description: Some(site.tagline.trim().to_owned()).filter(|text| !text.is_empty()),
            authors: &[],
            noindex: false,
            address: site
                .base_url
                .as_ref()
                .map(|base| format!("{}/{}", base.trim_end_matches('/'), encoded(place))),
            kind: "website",
            day: None,
            tags: &[],
            image: None,
            nav: nav.collect(),
            root,
            name_is_heading: false,
            class: "list-page",
        }
    }

    /// The way home.
    pub(super) fn home(&self) -> &str {
        if self.root.is_empty() { "./" } else { &self.root }
    }
}

/// The way to a place of the site.
fn from_root(root: &str, place: &str) -> String {
    match (root, place) {
        ("", "") => "./".to_owned(),
        (root, place) => format!("{root}{place}"),
    }
}

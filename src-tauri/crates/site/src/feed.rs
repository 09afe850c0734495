//! The feed that readers subscribe to and the map that search engines read.
//!
//! Both are made of whole addresses. A site that has none yet gets a feed all the same, whose addresses go from where the
//! feed stands; a map without addresses is none.

mod links;
mod xml;

use jiff::Timestamp;

use crate::page::Site;
use xml::escaped;

pub use links::{linked, resolved};

/// A post as the feed has it.
#[derive(Debug, Clone, Copy)]
pub struct FeedPost<'a> {
    /// Where its page stands in the site, without a slash before it: `our-retries/`.
    pub place: &'a str,
    /// Its title.
    pub title: &'a str,
    /// When it is dated.
    pub at: Option<Timestamp>,
    /// When it was changed, where its writer says so.
    pub updated: Option<Timestamp>,
    /// Who wrote it.
    pub authors: &'a [String],
    /// Its tags.
    pub tags: &'a [String],
    /// Its description, as written.
    pub description: Option<&'a str>,
    /// Its whole text as HTML, as it stands on its page.
    pub html: &'a str,
}

/// When something happened that nobody dated.
const UNDATED: &str = "1970-01-01T00:00:00Z";

/// An Atom feed (RFC 4287) of these posts in this order, with their whole texts.
pub fn feed(site: &Site, posts: &[FeedPost<'_>]) -> String {
    let base = site.base_url.as_deref().map(|base| base.trim_end_matches('/'));
    let address = |place: &str| match base {
        Some(base) => format!("{base}/{place}"),
        None if place.is_empty() => "./".to_owned(),
        None => place.to_owned(),
    };
    let id = |place: &str| match base {
        Some(base) => format!("{base}/{place}"),
        None => xml::urn(&format!("{}\n{place}", site.title)),
    };
    let time = |at: Option<Timestamp>| {
        at.map_or_else(
            || UNDATED.to_owned(),
            |at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        )
    };
    let changed = |post: &FeedPost<'_>| post.updated.max(post.at);
    let mut out = String::with_capacity(posts.iter().map(|post| post.html.len() * 5 / 4 + 500).sum());
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line("<?xml version=\"1.0\" encoding=\"utf-8\"?>".to_owned());
    line(format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">",
        escaped(&site.language)
    ));
    line(format!("<title>{}</title>", escaped(&site.title)));
    if !site.tagline.trim().is_empty() {
        line(format!("<subtitle>{}</subtitle>", escaped(site.tagline.trim())));
    }
    line(format!("<id>{}</id>", escaped(&id(""))));
    line(format!(
        "<link rel=\"alternate\" href=\"{}\"/>",
        escaped(&address(""))
    ));
    line(format!(
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
        escaped(&address("feed.xml"))
    ));
    line(format!(
        "<updated>{}</updated>",
        time(posts.iter().filter_map(changed).max())
    ));
    for post in posts {
        line("<entry>".to_owned());
        line(format!("<title>{}</title>", escaped(post.title)));
        line(format!("<id>{}</id>", escaped(&id(post.place))));
        line(format!(
            "<link rel=\"alternate\" href=\"{}\"/>",
            escaped(&address(post.place))
        ));
        if let Some(at) = post.at {
            line(format!("<published>{}</published>", time(Some(at))));
        }
        line(format!("<updated>{}</updated>", time(changed(post))));
        // Every post must have an author; one without is the site's.
        let own = [site.title.clone()];
        for author in if post.authors.is_empty() {
            &own
        } else {
            post.authors
        } {
            line(format!("<author><name>{}</name></author>", escaped(author)));
        }
        for tag in post.tags {
            line(format!("<category term=\"{}\"/>", escaped(tag)));
        }
        if let Some(description) = post.description.map(str::trim).filter(|d| !d.is_empty()) {
            line(format!("<summary>{}</summary>", escaped(description)));
        }
        let html = links::whole(post.html, base, post.place);
        line(format!("<content type=\"html\">{}</content>", escaped(&html)));
        line("</entry>".to_owned());
    }
    line("</feed>".to_owned());
    out
}

/// A place as an address has it: letters beyond ASCII percent-encoded, the rest as it is.
pub(crate) fn encoded(place: &str) -> std::borrow::Cow<'_, str> {
    if place.is_ascii() {
        return place.into();
    }
    let mut out = String::with_capacity(place.len() * 2);
    for c in place.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            c.encode_utf8(&mut [0; 4])
                .bytes()
                .for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    out.into()
}

/// A page as the map has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitemap {
    /// Where it stands in the site.
    pub place: String,
    /// When it was changed.
    pub updated: Option<Timestamp>,
}

/// The map of the site for search engines (sitemaps.org); `None` for a site without an address.
pub fn sitemap(site: &Site, pages: &[Sitemap]) -> Option<String> {
    let base = site.base_url.as_deref()?.trim_end_matches('/');
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in pages {
        let day = page
            .updated
            .map(|at| at.strftime("<lastmod>%Y-%m-%dT%H:%M:%SZ</lastmod>").to_string());
        let address = format!("{base}/{}", encoded(&page.place));
        out.push_str(&format!(
            "<url><loc>{}</loc>{}</url>\n",
            escaped(&address),
            day.unwrap_or_default()
        ));
    }
    out.push_str("</urlset>\n");
    Some(out)
}

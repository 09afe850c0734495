//! Jekyll's addresses: posts by the pattern of the site or their own, pages by their path.

use crate::dated::dated_name;
use crate::facts::{Fact, Facts};
use crate::generator::Generator;
use crate::layout::PathKind;
use crate::parts::{join, split, stem, within};
use crate::permalink::{self, Parts};

/// Marks that stay in an address beside letters and digits.
const KEPT: &str = "._~!$&'()+,;=@";

impl Generator {
    /// A page without front matter is copied as it is, and a collection is written out only where the config says so.
    pub(super) fn jekyll_has_no_page(&self, path: &str, facts: &Facts) -> bool {
        match self.collection_of(path) {
            Some(name) => self.settings().config.flag(&format!("collections.{name}.output")) != Some(true),
            None => facts.headless() && self.classify(path) == PathKind::Page,
        }
    }

    pub(super) fn jekyll_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.settings().custom_urls {
            return None;
        }
        let rel = self.in_root(path)?;
        let own = facts.find_text("permalink", false).map(|(_, pattern)| pattern);
        if let Some(name) = self.collection_of(path) {
            let pattern = self
                .settings()
                .config
                .has(&format!("collections.{name}.permalink"));
            let below = without_extension(within(rel, &format!("_{name}"))?);
            let whole = format!("/{name}/{below}{}", self.jekyll_ending());
            return match own {
                None if !pattern && plain(&whole) => Some(whole),
                Some(own) if !own.contains(':') => Some(rooted(own)),
                _ => None,
            };
        }
        let Some((folders, name)) = post_of(rel) else {
            return self.jekyll_page(rel, own);
        };
        let name = stem(name).0;
        // A draft that is shown may lack the date.
        let title = match dated_name(name).filter(|(_, rest)| !rest.is_empty()) {
            Some((_, title)) => title,
            None => Some(name).filter(|_| rel.split('/').any(|part| part == "_drafts"))?,
        };
        let title = facts.find_text("slug", false).map_or(title, |(_, slug)| slug);
        let pretty = slugged(title, KEPT);
        let slug = slugged(title, "").to_lowercase();
        let categories = categories(folders, facts);
        let parts = Parts {
            categories: categories.as_deref(),
            day: self.site_day(path, facts),
            title: &pretty,
            slug: Some(&slug),
            extension: ".html",
            ..Parts::default()
        };
        let posts = self.settings().config.text("collections.posts.permalink");
        let site = posts.as_deref().or(self.settings().permalink.as_deref());
        let pattern = own.or(site).unwrap_or("date");
        permalink::fill(permalink::jekyll_style(pattern), &parts).filter(|url| !url.contains("/.."))
    }

    /// A page: its path, and a folder of its own where the posts have one.
    fn jekyll_page(&self, rel: &str, own: Option<&str>) -> Option<String> {
        if let Some(own) = own {
            return (!own.contains(':')).then(|| rooted(own));
        }
        let whole = without_extension(rel);
        let (folder, name) = split(whole);
        if name == "index" {
            return Some(rooted(&join(folder, "")).trim_end_matches('/').to_owned() + "/")
                .filter(|url| plain(url));
        }
        Some(format!("/{whole}{}", self.jekyll_ending())).filter(|url| plain(url))
    }

    /// How addresses of pages and collections end.
    fn jekyll_ending(&self) -> &'static str {
        match self.settings().permalink.as_deref() {
            Some("pretty") => "/",
            None | Some("date" | "ordinal" | "none" | "weekdate") => ".html",
            Some(pattern) if pattern.ends_with('/') => "/",
            Some(pattern) if pattern.ends_with(":output_ext") => ".html",
            Some(_) => "",
        }
    }
}

/// The folders before `_posts` or `_drafts` and the file's name, of a post.
fn post_of(rel: &str) -> Option<(&str, &str)> {
    ["_posts/", "_drafts/"].into_iter().find_map(|folder| {
        let (folders, below) = match rel.strip_prefix(folder) {
            Some(below) => ("", below),
            None => rel
                .split_once(folder)
                .filter(|(before, _)| before.ends_with('/'))?,
        };
        Some((folders, split(below).1))
    })
}

fn without_extension(path: &str) -> &str {
    let extension = stem(split(path).1).1;
    path[..path.len() - extension.len()].trim_end_matches('.')
}

fn rooted(address: &str) -> String {
    format!("/{}", address.trim_start_matches('/'))
}

/// Whether nothing in an address is cleaned up on the way.
fn plain(address: &str) -> bool {
    !address.contains("//") && !address.contains("/..")
}

/// Letters, digits and these marks as they are, one `-` for everything between them.
fn slugged(text: &str, kept: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || kept.contains(c) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// The folders before `_posts`, then `categories`, then `category`, each once. `None` for a name that would be
/// several folders.
fn categories(folders: &str, facts: &Facts) -> Option<Vec<String>> {
    let mut all: Vec<String> = folders
        .split('/')
        .filter(|f| !f.is_empty())
        .map(str::to_owned)
        .collect();
    match facts.find("categories", false) {
        Some((_, Fact::List(items))) => all.extend(items.iter().cloned()),
        Some((_, Fact::Text(text) | Fact::Time(text))) => {
            all.extend(text.split_whitespace().map(str::to_owned))
        }
        None => {}
    }
    match facts.find("category", false) {
        Some((_, Fact::Text(text) | Fact::Time(text))) => all.push(text.trim().to_owned()),
        Some((_, Fact::List(_))) => return None,
        None => {}
    }
    let mut seen: Vec<String> = Vec::new();
    for name in all {
        let name = name.to_lowercase();
        if name.is_empty() || name.contains(['/', '\\', '%']) {
            return None;
        }
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    Some(seen)
}

//! Addresses that are a file's path and little else: Eleventy's, Docusaurus's and Astro's. Their configs are programs;
//! where those speak of addresses, nothing is known (`program.rs`).

use crate::facts::Facts;
use crate::generator::Generator;
use crate::parts::{join, split, stem, within};

impl Generator {
    pub(super) fn eleventy_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.settings().custom_urls {
            return None;
        }
        if let Some((_, own)) = facts.find_text("permalink", false) {
            if own.contains(['{', '<', '`', ':']) || own.contains("..") {
                return None;
            }
            let own = own.trim_start_matches('/');
            let page = own.strip_suffix("index.html").unwrap_or(own);
            let sure = page.ends_with('/') || page.is_empty() || own.ends_with(".html");
            return sure.then(|| format!("/{page}"));
        }
        let (folder, file) = split(self.in_root(path)?);
        let name = stem(file).0;
        // A file with its folder's name is the folder's page as well.
        let route = if name == "index" || split(folder).1 == name {
            folder.to_owned()
        } else {
            join(folder, name)
        };
        Some(as_folder(&route))
    }

    pub(super) fn docusaurus_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.settings().custom_urls {
            return None;
        }
        let slug = facts.find_text("slug", false).map(|(_, slug)| slug);
        if let Some(rel) = within(path, &join(self.site_root(), "blog")) {
            let own = match slug {
                Some(slug) if slug.starts_with('.') => return None,
                Some(slug) => slug.trim_matches('/').to_owned(),
                None => blog_slug(rel)?,
            };
            return Some(format!("/blog/{own}").trim_end_matches('/').to_owned());
        }
        let route = page_route(within(path, &join(self.site_root(), "src/pages"))?);
        slug.is_none().then(|| format!("/{route}"))
    }

    /// Only pages have an address of their own: that of a post is made by a program.
    pub(super) fn astro_url(&self, path: &str) -> Option<String> {
        if self.settings().custom_urls {
            return None;
        }
        let route = page_route(within(path, &join(self.site_root(), "src/pages"))?);
        (!route.contains('[')).then(|| as_folder(&route))
    }

    /// A file or folder whose name begins with `_` is a part of others.
    pub(super) fn is_partial(&self, path: &str) -> bool {
        let rel = self.in_root(path).unwrap_or(path);
        rel.split('/').any(|part| part.starts_with('_'))
    }
}

fn page_route(rel: &str) -> String {
    let (folder, file) = split(rel);
    match stem(file).0 {
        "index" => folder.to_owned(),
        name => join(folder, name),
    }
}

fn as_folder(route: &str) -> String {
    if route.is_empty() {
        "/".to_owned()
    } else {
        format!("/{route}/")
    }
}

/// The path of a post below the blog's address: the date of its name as folders, then the rest.
fn blog_slug(rel: &str) -> Option<String> {
    let whole = rel[..rel.len() - stem(split(rel).1).1.len()].trim_end_matches('.');
    let whole = whole.strip_suffix("/index").unwrap_or(whole);
    let Some((at, date)) = last_date(whole) else {
        return Some(whole.to_owned());
    };
    let after = &whole[at + date.len()..];
    let rest = after.strip_prefix(['-', '/']).unwrap_or(after);
    // A second mark behind the date is not followed here.
    (!rest.starts_with(['-', '/'])).then(|| format!("{}/{}{rest}", date.replace('-', "/"), &whole[..at]))
}

/// The last date in a path, with its place: `2024-03-01` or `2024/3/1`.
fn last_date(path: &str) -> Option<(usize, &str)> {
    let bytes = path.as_bytes();
    let digits = |from: usize, most: usize| {
        let after = bytes.iter().skip(from).take(most);
        after.take_while(|b| b.is_ascii_digit()).count()
    };
    (0..path.len()).rev().find_map(|at| {
        let mut end = at + 4;
        if digits(at, 4) != 4 {
            return None;
        }
        for _ in 0..2 {
            let count = match bytes.get(end) {
                Some(b'-' | b'/') => digits(end + 1, 2),
                _ => 0,
            };
            if count == 0 {
                return None;
            }
            end += 1 + count;
        }
        Some((at, &path[at..end]))
    })
}

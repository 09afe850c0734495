//! Which pages a blog has, as far as its posts say: where a link leads, and where that is not sure, nothing.
//!
//! A generator makes pages that no post tells of, so that a link counts as leading nowhere only where a post would stand: beside
//! others whose addresses are known.

use std::collections::{HashMap, HashSet};

use galley_generators::GeneratorKind;

use crate::library::Inner;
use crate::{paths, preview, reading};

/// So many posts stand in one place of a site before a missing one is missed there.
const NEIGHBOURS: usize = 3;

/// What all posts together say of the site's pages.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// Posts by their places, see [`key`].
    places: HashMap<String, String>,
    /// How many posts stand in which folder of the site.
    folders: HashMap<String, usize>,
    /// The folded ids to which a link can lead, by post; none of a post that may have others.
    ids: HashMap<String, HashSet<String>>,
    /// Kinds of problems that so many posts have that they are how this blog writes.
    pub(crate) habits: HashSet<String>,
    /// False where the place of a post is not known: it may be the one that a link means.
    sure: bool,
}

/// What one post says of the site's pages.
#[derive(Debug)]
pub(crate) struct PageOf {
    pub(crate) path: String,
    /// Its place; `None` where it is not sure.
    pub(crate) place: Option<String>,
    /// False for a text that has no page of its own.
    pub(crate) has_page: bool,
    /// Old addresses that lead to it.
    pub(crate) aliases: Vec<String>,
    pub(crate) ids: Option<HashSet<String>>,
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target<'p> {
    /// To a post.
    Post(&'p str),
    /// To the post that it stands in.
    Here,
    /// To nothing that is there.
    Nothing,
    /// Nobody here can say.
    Unknown,
}

impl Pages {
    pub(crate) fn new(pages: Vec<PageOf>) -> Self {
        let mut all = Pages {
            sure: true,
            ..Pages::default()
        };
        for page in pages {
            match &page.place {
                Some(place) => {
                    let place = key(place);
                    let folder = paths::folder_of(&place);
                    *all.folders.entry(folder.to_owned()).or_default() += 1;
                    all.places.insert(place, page.path.clone());
                }
                None => all.sure &= !page.has_page,
            }
            for alias in &page.aliases {
                all.places.entry(key(alias)).or_insert_with(|| page.path.clone());
            }
            if let Some(ids) = page.ids {
                all.ids.insert(page.path, ids);
            }
        }
        all
    }

    /// Where the link `address` of the post at `path` leads, whose own place is `place`.
    pub(crate) fn target<'p>(
        &'p self,
        inner: &Inner,
        path: &str,
        place: Option<&str>,
        address: &str,
    ) -> Target<'p> {
        let address = within_site(inner, address);
        let end = address.find(['#', '?']).unwrap_or(address.len());
        let wanted = preview::decode(&address[..end]);
        if wanted.is_empty() {
            return Target::Here;
        }
        if wanted.starts_with("//") || has_scheme(&wanted) || wanted.contains(['{', '<', '$', '*']) {
            return Target::Unknown;
        }
        if is_markdown(&wanted) || inner.site.generator.kind() == GeneratorKind::Galley {
            return self.file(inner, path, &wanted);
        }
        let files = inner.site.generator.asset_candidates(path, address);
        if files.iter().any(|file| inner.root.join(file).exists()) {
            return Target::Unknown;
        }
        let Some(wanted) = joined(place, &wanted) else {
            return Target::Unknown;
        };
        let wanted = key(&Self::below_base(inner, &wanted));
        // Sites in several languages often lead their own links within the language.
        let language = inner
            .index()
            .get(path)
            .and_then(|facts| facts.language().map(str::to_owned));
        let in_language = language.and_then(|language| self.places.get(&format!("{language}/{wanted}")));
        if let Some(path) = in_language.or_else(|| self.places.get(&wanted)) {
            return Target::Post(path);
        }
        let (folder, name) = wanted.rsplit_once('/').unwrap_or(("", &wanted));
        let among = self.folders.get(folder).copied().unwrap_or_default() >= NEIGHBOURS;
        // Lists stand beside posts: of years, of pages, of tags.
        let list = folder.is_empty()
            || name.is_empty()
            || name.contains('.')
            || name.bytes().all(|b| b.is_ascii_digit())
            || self.folders.contains_key(&wanted);
        if self.sure && among && !list {
            Target::Nothing
        } else {
            Target::Unknown
        }
    }

    /// The target that a link names by its file.
    fn file(&self, inner: &Inner, path: &str, wanted: &str) -> Target<'_> {
        let galley = inner.site.generator.kind() == GeneratorKind::Galley;
        if galley && let Some(found) = self.places.get(&key(wanted)).filter(|_| wanted.starts_with('/')) {
            return Target::Post(found);
        }
        let files = reading::files(path, wanted);
        let found = files.iter().find(|file| inner.root.join(file).is_file());
        match found {
            Some(file) => match self.ids.get_key_value(file) {
                Some((path, _)) => Target::Post(path),
                None => Target::Unknown,
            },
            // From the root of a site of Galley's there are lists, feeds and files as well.
            None if galley && wanted.starts_with('/') => Target::Unknown,
            None => Target::Nothing,
        }
    }

    /// Whether the post at `path` has no such place. False where that is not sure.
    pub(crate) fn lacks(&self, path: &str, fragment: &str) -> bool {
        self.ids.get(path).is_some_and(|ids| lacks(ids, fragment))
    }

    fn below_base(inner: &Inner, wanted: &str) -> String {
        let base = inner.site.generator.settings().base_path.trim_matches('/');
        let below = wanted.trim_start_matches('/');
        match below.strip_prefix(base).filter(|_| !base.is_empty()) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest.to_owned(),
            _ => below.to_owned(),
        }
    }

    /// The posts whose places are the likeliest to be meant by an address, the nearest name first.
    pub(crate) fn nearest(&self, address: &str) -> Vec<&str> {
        let end = address.find(['#', '?']).unwrap_or(address.len());
        let wanted = key(address[..end].trim_end_matches(".md"));
        let name = wanted.rsplit('/').next().unwrap_or_default().to_lowercase();
        let mut found: Vec<(f64, &str, &str)> = self
            .places
            .iter()
            .map(|(place, path)| {
                let own = place.rsplit('/').next().unwrap_or_default().to_lowercase();
                let like = strsim::normalized_damerau_levenshtein(&own, &name);
                (like, place.as_str(), path.as_str())
            })
            .filter(|(like, ..)| *like >= LIKE)
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let mut paths: Vec<&str> = Vec::new();
        for (_, _, path) in found {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        paths.truncate(CHOICES);
        paths
    }
}

/// Names that are less alike than this are another name.
const LIKE: f64 = 0.5;
/// So many are offered.
const CHOICES: usize = 4;

/// Whether none of these ids, folded as [`folded`] does, is meant by a fragment.
pub(crate) fn lacks(ids: &HashSet<String>, fragment: &str) -> bool {
    let fragment = preview::decode(fragment);
    // Notes, places in text and tops of pages are made by generators and browsers.
    let made = ["fn", "user-content-", ":~:", "top", "_"];
    let wanted = folded(&fragment);
    !wanted.is_empty() && !made.iter().any(|made| fragment.starts_with(made)) && !ids.contains(&wanted)
}

/// An id without what the rules of generators differ in: letters and digits alone, in lower case.
pub(crate) fn folded(id: &str) -> String {
    id.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A place of the site by which it is found however it is written: without slashes at its ends, `index.html` and `.html`.
pub(crate) fn key(place: &str) -> String {
    let place = preview::decode(place);
    let place = place.trim_matches('/');
    let place = place.strip_suffix("index.html").unwrap_or(place);
    let place = place
        .strip_suffix(".html")
        .or_else(|| place.strip_suffix(".htm"))
        .unwrap_or(place);
    place.trim_matches('/').to_owned()
}

/// An address of the site's own as a path.
fn within_site<'a>(inner: &Inner, address: &'a str) -> &'a str {
    let base = inner
        .site
        .base_url
        .as_deref()
        .unwrap_or_default()
        .trim_end_matches('/');
    match address.strip_prefix(base) {
        Some(rest) if !base.is_empty() && (rest.is_empty() || rest.starts_with(['/', '#', '?'])) => {
            if rest.is_empty() { "/" } else { rest }
        }
        _ => address,
    }
}

fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.contains('/') && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

fn is_markdown(address: &str) -> bool {
    [".md", ".mdx", ".markdown"]
        .iter()
        .any(|end| address.ends_with(end))
}

/// `wanted` seen from a page at `place`; `None` for a relative one where the page's place is not known.
fn joined(place: Option<&str>, wanted: &str) -> Option<String> {
    if wanted.starts_with('/') {
        return Some(wanted.to_owned());
    }
    let place = place?;
    let folder = paths::folder_of(place);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in wanted.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

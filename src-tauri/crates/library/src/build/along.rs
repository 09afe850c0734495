//! The files that go along with posts: pictures and documents that their pages name, and what stands in their bundles.
//!
//! A page's HTML is not changed for them. Each file is put where a browser looks for it from the page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use galley_site as site;

use super::gather::SitePost;
use super::out::Out;
use crate::error::{Error, Result};
use crate::library::Inner;
use crate::{links, paths, preview, words};

/// The folder whose files stand in the site as they are.
const STATIC: &str = "static";

/// Files of the library by where they go in the site.
#[derive(Default)]
pub(super) struct Along<'g> {
    files: BTreeMap<String, (String, &'g SitePost)>,
    /// Posts with the addresses of files that are not there.
    missing: BTreeSet<(String, String)>,
}

impl<'g> Along<'g> {
    /// Takes the files that a post's page names, and those of its bundle.
    pub(super) fn add(&mut self, inner: &Inner, post: &'g SitePost, named: BTreeSet<String>) -> Result<()> {
        let base = base_path(inner.site.base_url.as_deref());
        for address in named {
            let target = match place_of(&base, &post.place, &address) {
                Place::Inside(target) => target,
                Place::Beside(target) => {
                    if preview::media_type(&target).is_some() {
                        self.missing.insert((post.path.clone(), address));
                    }
                    continue;
                }
                Place::Elsewhere => continue,
            };
            // The blog's own folders know nothing of where the site stands.
            let own = match address.strip_prefix(&base) {
                Some(own) if address.starts_with('/') => own,
                _ => &address,
            };
            match source(inner, post, own) {
                Some(file) => self.put(&target, file, post)?,
                None if preview::media_type(&target).is_some() => {
                    self.missing.insert((post.path.clone(), address));
                }
                None => {}
            }
        }
        for (file, below) in bundle(inner, &post.path) {
            let target = format!("{}{below}", preview::decode(&post.place));
            self.put(&target, file, post)?;
        }
        Ok(())
    }

    fn put(&mut self, target: &str, file: String, post: &'g SitePost) -> Result<()> {
        let taken = self.files.get(target).filter(|(other, _)| *other != file);
        if let Some((_, other)) = taken {
            let arguments = [
                ("path", other.path.as_str()),
                ("other", post.path.as_str()),
                ("address", target),
            ];
            return Err(Error::new("build.same-file", &arguments));
        }
        self.files.insert(target.to_owned(), (file, post));
        Ok(())
    }

    /// A sentence for each picture that is not there.
    pub(super) fn notes(&self) -> Vec<String> {
        let note = |(path, address): &(String, String)| {
            words::say("build.no-picture", &[("path", path), ("address", address)]).0
        };
        self.missing.iter().map(note).collect()
    }

    /// Copies the files. One that a page has taken the place of stays away: the page was written on purpose.
    pub(super) fn copy(&self, inner: &Inner, out: &Out) -> Result<()> {
        for (target, (file, _)) in &self.files {
            if !out.has(target) {
                out.copy(target, &paths::resolve(&inner.root, file)?)?;
            }
        }
        Ok(())
    }
}

/// Copies what stands in `static/` to the root of the site. A page or a picture that stands there already stays.
pub(super) fn copy_static(inner: &Inner, out: &Out) -> Result<()> {
    let mut found = Vec::new();
    files_below(inner, STATIC, "", &mut found, &|path, _| !is_hidden(path));
    found.sort();
    for (file, target) in found {
        if !out.has(&target) {
            out.copy(&target, &paths::resolve(&inner.root, &file)?)?;
        }
    }
    Ok(())
}

/// A file that desktops and programs keep to themselves. What servers publish about themselves is none.
fn is_hidden(path: &str) -> bool {
    path.split('/')
        .any(|part| part.starts_with('.') && part != ".well-known" && part != ".nojekyll")
}

/// Where an address leads, decoded.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// To this file of the site.
    Inside(String),
    /// To this path of the same server, where the site does not stand.
    Beside(String),
    /// To another server, a place in the page, or a page.
    Elsewhere,
}

/// The path at which a site stands on its server: `/notes` of `https://quay.example/notes/`; empty at the server's root.
pub(super) fn base_path(base_url: Option<&str>) -> String {
    let path = base_url
        .and_then(|url| url.split_once("://"))
        .and_then(|(_, rest)| rest.split(['?', '#']).next())
        .and_then(|rest| rest.split_once('/'))
        .map_or("", |(_, path)| path.trim_matches('/'));
    if path.is_empty() {
        String::new()
    } else {
        format!("/{path}")
    }
}

/// Where a browser goes for an address in the page at `place`, of a site that stands at `base`.
fn place_of(base: &str, place: &str, address: &str) -> Place {
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|part| part.contains(':'));
    if address.is_empty() || scheme || address.starts_with("//") || address.starts_with('#') {
        return Place::Elsewhere;
    }
    let whole = format!("{}/{place}", base.trim_start_matches('/'));
    let target = preview::decode(&site::resolved(whole.trim_start_matches('/'), address));
    let target = target.split(['?', '#']).next().unwrap_or_default().to_owned();
    if target.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Place::Elsewhere;
    }
    let base = preview::decode(base.trim_start_matches('/'));
    if base.is_empty() {
        return Place::Inside(target);
    }
    match target.strip_prefix(&base).and_then(|rest| rest.strip_prefix('/')) {
        Some(inside) => Place::Inside(inside.to_owned()),
        None => Place::Beside(target),
    }
}

/// The file of the library that an address in a post means, when it is one that readers may get.
fn source(inner: &Inner, post: &SitePost, address: &str) -> Option<String> {
    let candidates = inner.site.generator.asset_candidates(&post.path, address);
    candidates.into_iter().find(|file| {
        links::goes_along(inner, file) && paths::resolve(&inner.root, file).is_ok_and(|file| file.is_file())
    })
}

/// The files of a post's bundle, with their paths below its folder.
fn bundle(inner: &Inner, path: &str) -> Vec<(String, String)> {
    let Some((folder, name)) = path.rsplit_once('/') else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if name.split('.').next() == Some("index") {
        files_below(inner, folder, "", &mut found, &|path, shown| {
            shown && links::goes_along(inner, path)
        });
    }
    found
}

/// The files below a folder that `goes` says yes to, with their paths below it; not those of other posts' bundles. Links are
/// not followed. `goes` hears whether no part of the path below is hidden, too.
fn files_below(
    inner: &Inner,
    folder: &str,
    at: &str,
    found: &mut Vec<(String, String)>,
    goes: &dyn Fn(&str, bool) -> bool,
) {
    let whole = join(folder, at);
    let entries = fs::read_dir(inner.root.join(&whole))
        .into_iter()
        .flatten()
        .flatten();
    for entry in entries {
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            continue;
        };
        let below = join(at, name);
        let path = join(folder, &below);
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && !is_bundle(&inner.root.join(&path)) {
            files_below(inner, folder, &below, found, goes);
        } else if kind.is_file() && goes(&path, !below.split('/').any(|part| part.starts_with('.'))) {
            found.push((path, below));
        }
    }
}

/// Whether a folder is another post's.
fn is_bundle(folder: &Path) -> bool {
    ["index.md", "index.markdown"]
        .iter()
        .any(|name| folder.join(name).exists())
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_a_browser_goes() {
        let inside = |target: &str| Place::Inside(target.to_owned());
        let beside = |target: &str| Place::Beside(target.to_owned());
        for (base, address, place) in [
            ("", "a.png", inside("posts/a/a.png")),
            ("", "/images/a%20b.png?x#y", inside("images/a b.png")),
            ("", "../../../a.png", inside("a.png")),
            ("/notes", "a.png", inside("posts/a/a.png")),
            ("/notes", "../../images/a.png", inside("images/a.png")),
            ("/notes", "/notes/images/a.png", inside("images/a.png")),
            ("/notes", "/images/a.png", beside("images/a.png")),
            ("/notes", "../../../images/a.png", beside("images/a.png")),
            ("/notes", "/notesx/a.png", beside("notesx/a.png")),
            ("/our%20notes/x", "/our%20notes/x/a.png", inside("a.png")),
            ("/notes", "https://x.example/notes/a.png", Place::Elsewhere),
            ("/notes", "//x.example/notes/a.png", Place::Elsewhere),
            ("/notes", "/notes/", Place::Elsewhere),
            ("/notes", "#a.png", Place::Elsewhere),
        ] {
            assert_eq!(
                place_of(base, "posts/a/", address),
                place,
                "{address} below {base:?}"
            );
        }
    }

    #[test]
    fn a_site_stands_where_its_address_says() {
        for (url, base) in [
            (None, ""),
            (Some("https://quay.example"), ""),
            (Some("https://quay.example/"), ""),
            (Some("https://quay.example/notes"), "/notes"),
            (Some("https://quay.example/our/notes/?x=/y#z"), "/our/notes"),
        ] {
            assert_eq!(base_path(url), base, "{url:?}");
        }
    }
}

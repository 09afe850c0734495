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
        for address in named {
            let Some(target) = inside(&post.place, &address) else {
                continue;
            };
            match source(inner, post, &address) {
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

/// Where an address leads in the site, decoded; `None` when that is elsewhere, a place in the page, or a page.
fn inside(place: &str, address: &str) -> Option<String> {
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|part| part.contains(':'));
    if address.is_empty() || scheme || address.starts_with("//") || address.starts_with('#') {
        return None;
    }
    let target = preview::decode(&site::resolved(place, address));
    let target = target.split(['?', '#']).next().unwrap_or_default().to_owned();
    let plain = target.split('/').all(|part| !matches!(part, "" | "." | ".."));
    plain.then_some(target)
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
        below(inner, folder, "", &mut found);
    }
    found
}

fn below(inner: &Inner, folder: &str, at: &str, found: &mut Vec<(String, String)>) {
    let whole = join(folder, at);
    let entries = fs::read_dir(inner.root.join(&whole))
        .into_iter()
        .flatten()
        .flatten();
    for entry in entries {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else {
            continue;
        };
        let inner_path = join(at, name);
        let path = join(folder, &inner_path);
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && !is_bundle(&inner.root.join(&path)) {
            below(inner, folder, &inner_path, found);
        } else if kind.is_file() && links::goes_along(inner, &path) {
            found.push((path, inner_path));
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

//! What is wrong only because of the other posts: two with one address, tags that look alike, pictures that nobody shows,
//! descriptions that all others have.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Saying, pages};
use crate::library::Inner;
use crate::scan::Found;
use crate::view::{LookAlike, Problem};
use crate::{disk, paths, preview};

/// What is kept of a post until all were looked at.
pub(crate) struct Looked {
    pub(crate) path: String,
    pub(crate) title: String,
    /// False for a page.
    pub(crate) post: bool,
    pub(crate) place: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) tags_line: Option<u32>,
    pub(crate) described: bool,
    /// The names of the files that it speaks of.
    pub(crate) named: HashSet<String>,
}

/// A blog in which fewer posts than this part have a description does without.
const HABIT: f64 = 0.5;

pub(crate) fn problems(
    inner: &Inner,
    looked: &[Looked],
    alike: &[LookAlike],
    files: &[Found],
) -> Vec<Problem> {
    let mut all = same_address(looked);
    all.extend(undescribed(looked));
    all.extend(look_alikes(looked, alike));
    all.extend(unused(inner, looked, files));
    all
}

/// The second of two posts with one address, and all behind it.
fn same_address(looked: &[Looked]) -> Vec<Problem> {
    let mut first: BTreeMap<(String, &Option<String>), &Looked> = BTreeMap::new();
    let mut problems = Vec::new();
    for one in looked {
        let Some(place) = &one.place else { continue };
        // File systems and servers that fold case have one of them.
        let own = pages::key(place).to_lowercase();
        let other = *first.entry((own, &one.language)).or_insert(one);
        if !std::ptr::eq(other, one) {
            let mut say = Saying::new(&one.path);
            let arguments = [("address", place.as_str()), ("other", other.path.as_str())];
            say.at("address.twice", None, &format!("/{place}"), &arguments);
            problems.extend(say.problems);
        }
    }
    problems
}

/// Posts without a description in a blog whose posts have one.
fn undescribed(looked: &[Looked]) -> Vec<Problem> {
    let posts: Vec<&Looked> = looked.iter().filter(|one| one.post).collect();
    let with = posts.iter().filter(|one| one.described).count();
    if (with as f64) < posts.len() as f64 * HABIT {
        return Vec::new();
    }
    let without = posts.into_iter().filter(|one| !one.described);
    without
        .flat_map(|one| {
            let mut say = Saying::new(&one.path);
            say.at("description.missing", None, &one.title, &[]);
            say.problems
        })
        .collect()
}

fn look_alikes(looked: &[Looked], alike: &[LookAlike]) -> Vec<Problem> {
    let kept: HashMap<&str, &LookAlike> = alike
        .iter()
        .flat_map(|group| group.others.iter().map(move |other| (other.name.as_str(), group)))
        .collect();
    let mut problems = Vec::new();
    for one in looked.iter().filter(|one| one.post) {
        for tag in &one.tags {
            let Some(group) = kept.get(tag.as_str()) else {
                continue;
            };
            let count = group.keep.count.to_string();
            let arguments = [
                ("tag", tag.as_str()),
                ("keep", &group.keep.name),
                ("count", &count),
            ];
            let mut say = Saying::new(&one.path);
            say.at("tag.look-alike", one.tags_line, tag, &arguments);
            problems.extend(say.problems);
        }
    }
    problems
}

const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp"];

/// Pictures beside posts that no file of the blog speaks of. What stands in a folder of assets may be a theme's.
fn unused(inner: &Inner, looked: &[Looked], files: &[Found]) -> Vec<Problem> {
    let of_posts: HashSet<&str> = looked.iter().map(|one| paths::folder_of(&one.path)).collect();
    let mut assets = inner.site.generator.asset_folders();
    // Galley's own blogs have their pictures among the posts.
    assets.retain(|folder| !of_posts.contains(folder.as_str()));
    let beside = |path: &str| {
        let own = paths::folder_of(path);
        // The top of the blog is no folder of posts' own.
        let near = [own, paths::folder_of(own)]
            .into_iter()
            .any(|folder| !folder.is_empty() && of_posts.contains(folder));
        near && !assets
            .iter()
            .any(|folder| path.starts_with(&format!("{folder}/")))
    };
    let extension = |path: &str| path.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    let pictures: Vec<&Found> = files
        .iter()
        .filter(|file| extension(&file.path).is_some_and(|end| PICTURES.contains(&end.as_str())))
        .filter(|file| beside(&file.path))
        .collect();
    if pictures.is_empty() {
        return Vec::new();
    }
    let mut named: HashSet<String> = looked.iter().flat_map(|one| one.named.iter().cloned()).collect();
    let known: HashSet<&str> = looked.iter().map(|one| one.path.as_str()).collect();
    for file in files
        .iter()
        .filter(|file| may_name(file) && !known.contains(file.path.as_str()))
    {
        if let Ok(bytes) = disk::read(&inner.root, &file.path) {
            named.extend(names_in(&String::from_utf8_lossy(&bytes)));
        }
    }
    let by_pattern = |name: &str| {
        // Generators find these by their names alone.
        let stem = name.split('.').next().unwrap_or(name).to_lowercase();
        [
            "cover", "feature", "thumb", "banner", "hero", "index", "logo", "favicon", "og", "card",
        ]
        .iter()
        .any(|word| stem.contains(word))
    };
    let mut problems = Vec::new();
    for picture in pictures {
        let name = picture.path.rsplit('/').next().unwrap_or(&picture.path);
        let last = name.rsplit(' ').next().unwrap_or(name);
        if named.contains(&name.to_lowercase()) || named.contains(&last.to_lowercase()) || by_pattern(name) {
            continue;
        }
        let mut say = Saying::new(&picture.path);
        let size = (picture.size / 1024).max(1).to_string();
        say.at("picture.unused", None, name, &[("name", name), ("size", &size)]);
        problems.extend(say.problems);
    }
    problems
}

/// Files in which a picture may be named: templates, styles, data.
fn may_name(file: &Found) -> bool {
    const TEXTS: [&str; 26] = [
        "html", "htm", "xml", "css", "scss", "sass", "less", "js", "mjs", "cjs", "ts", "tsx", "jsx", "vue",
        "svelte", "astro", "json", "yml", "yaml", "toml", "njk", "liquid", "hbs", "ejs", "md", "mdx",
    ];
    let end = file
        .path
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    file.size < 1 << 20 && end.is_some_and(|end| TEXTS.contains(&end.as_str()))
}

/// The names of pictures in a text, in lower case: what stands before the extension, back to a blank, a quote or a slash.
pub(crate) fn names_in(text: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    let folded = text.to_ascii_lowercase();
    for extension in PICTURES {
        let dotted = format!(".{extension}");
        for (at, _) in folded.match_indices(&dotted) {
            let before = &folded[..at];
            let begin = before.rfind(|c: char| c.is_whitespace() || "\"'`()[]<>{}|=,;/\\:#".contains(c));
            let begin = begin.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            names.insert(preview::decode(&folded[begin..at + dotted.len()]));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_pictures_are_found_in_any_text() {
        let found = names_in(
            "![a](images/One.PNG) <img src='b%20c.jpg'> {{< fig src=\"x/d.webp\" >}} cover: e.svg\n",
        );
        let mut all: Vec<_> = found.into_iter().collect();
        all.sort();
        assert_eq!(all, ["b c.jpg", "d.webp", "e.svg", "one.png"]);
    }
}

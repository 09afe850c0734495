//! Where a new post goes: where and as the library's other posts stand.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::dated::dated_name;
use crate::generator::Generator;
use crate::layout::PathKind;
use crate::parts::{join, split, stem};

/// What a new post's path is made of.
pub struct NewPost<'a> {
    /// The name without date and extension ([`slug`](crate::slug)).
    pub slug: &'a str,
    /// Its day.
    pub day: Date,
    /// Whether it begins as a draft: where the library has `_drafts`, it goes there.
    pub draft: bool,
    /// Paths of posts of the library: all of them, or the newest ones, which show today's habits best.
    pub siblings: &'a [String],
    /// Whether a file stands at this path on disk.
    pub taken: &'a dyn Fn(&str) -> bool,
}

impl Generator {
    /// The path of a new post: folder, date, bundle and extension as most siblings have them, else as the
    /// generator's own manual has them. No file has this path or one that differs by case or extension alone.
    pub fn new_path(&self, new: &NewPost) -> String {
        let pattern = self.pattern(new);
        let (base, extension) = stem_of_path(&pattern);
        let names: BTreeSet<String> = new.siblings.iter().map(|path| address(path)).collect();
        let taken =
            |path: &str| names.contains(&address(path)) || (new.taken)(path) || self.twin(path, new.taken);
        let make = |slug: &str| format!("{}.{extension}", fill(base, slug, new.day));
        let mut number = 1u32;
        loop {
            let slug = if number == 1 {
                new.slug.to_owned()
            } else {
                format!("{}-{number}", new.slug)
            };
            let path = make(&slug);
            // `about.md` would be a page and `readme.md` nothing: `about-2.md` is a post. Where even that is
            // none, the writer's own pattern is stranger than the rules, and right.
            let fits = number > 9 || self.classify_dated(&path, true) == PathKind::Post;
            if fits && !taken(&path) {
                return path;
            }
            number += 1;
        }
    }

    /// Whether the same post could stand in the other form, `slug.md` or `slug/index.md`, and does.
    fn twin(&self, path: &str, taken: &dyn Fn(&str) -> bool) -> bool {
        let (base, extension) = stem_of_path(path);
        match base.strip_suffix("/index") {
            Some(folder) => taken(&format!("{folder}.{extension}")),
            None => self.rules().extensions.iter().any(|e| {
                *e != extension && taken(&format!("{base}.{e}")) || taken(&format!("{base}/index.{e}"))
            }),
        }
    }

    /// The commonest pattern of the siblings.
    fn pattern(&self, new: &NewPost) -> String {
        let is_draft = |path: &str| path.split('/').any(|part| part == "_drafts");
        let drafts_here = self.rules().draft_folder && new.siblings.iter().any(|path| is_draft(path));
        let wanted = new.draft && drafts_here;
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for path in new.siblings.iter().filter(|path| is_draft(path) == wanted) {
            if self.classify_dated(path, true) == PathKind::Post {
                *counts.entry(pattern_of(path)).or_default() += 1;
            }
        }
        // Of two as common the later one in the alphabet: `posts/` before `post/`, dated before undated.
        let commonest = counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(pattern, _)| pattern);
        commonest.unwrap_or_else(|| self.first_post())
    }

    fn first_post(&self) -> String {
        let first = self.rules().first_post;
        // Folders that the config or the writer names go before the generator's usual ones.
        match self.layout().roots().first() {
            Some(root)
                if !self
                    .rules()
                    .roots
                    .iter()
                    .any(|r| join(self.site_root(), r) == *root) =>
            {
                let below = self
                    .rules()
                    .roots
                    .iter()
                    .find_map(|r| crate::parts::within(first, r).filter(|_| !r.is_empty()));
                let below = below.unwrap_or(first);
                let below = if self.layout().names_posts() {
                    split(below).1
                } else {
                    below
                };
                join(root, below)
            }
            _ => join(self.site_root(), first),
        }
    }
}

/// A path with the places of date and slug: `content/post/{year}/{slug}/index.md`.
fn pattern_of(path: &str) -> String {
    let (folder, file) = split(path);
    let (file_stem, extension) = stem(file);
    let bundle = file_stem == "index" && !folder.is_empty();
    let (folders, name) = if bundle {
        split(folder)
    } else {
        (folder, file_stem)
    };
    let name = if dated_name(name).is_some_and(|(_, rest)| !rest.is_empty()) {
        "{year}-{month}-{day}-{slug}"
    } else {
        "{slug}"
    };
    let mut out = String::new();
    let mut expects = "";
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        let number: Option<u16> = part.parse().ok();
        let place = match (part.len(), number, expects) {
            (4, Some(1900..=2199), _) => "{year}",
            (2, Some(1..=12), "{year}") => "{month}",
            (2, Some(1..=31), "{month}") => "{day}",
            _ => part,
        };
        let is_year_month = part.len() == 7 && dated_name(&format!("{part}-01")).is_some();
        out = join(&out, if is_year_month { "{year}-{month}" } else { place });
        expects = place;
    }
    out = join(&out, name);
    if bundle {
        out.push_str("/index");
    }
    format!("{out}.{extension}")
}

fn fill(pattern: &str, slug: &str, day: Date) -> String {
    // The slug comes last: what stands in it is no pattern.
    let dated = pattern
        .replace("{year}", &format!("{:04}", day.year()))
        .replace("{month}", &format!("{:02}", day.month()))
        .replace("{day}", &format!("{:02}", day.day()));
    dated.replace("{slug}", slug)
}

fn stem_of_path(path: &str) -> (&str, String) {
    let extension = stem(split(path).1).1;
    (
        path[..path.len() - extension.len()].trim_end_matches('.'),
        extension.to_owned(),
    )
}

/// What two posts may not share: the path without extension and index, case folded, composed: some file systems take
/// names for one that differ by that alone.
fn address(path: &str) -> String {
    let base = stem_of_path(path).0;
    let base = base.strip_suffix("/index").unwrap_or(base);
    base.to_lowercase().nfc().collect()
}

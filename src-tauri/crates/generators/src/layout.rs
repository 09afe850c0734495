//! Where posts and pages stand: from a path to what the file is.
//!
//! Three things decide, in this order: the folders that the generator (or the writer) names, the names of folders
//! and files that blogs use everywhere, and what the library's other files show.

mod section;

use std::collections::BTreeSet;

use crate::kind::GeneratorKind;
use crate::names::{PAGE_FOLDERS, PAGE_NAMES, POST_FOLDERS, REPOSITORY_FILES, is_language};
use crate::parts::{join, split, stem, within};
use crate::rules::{Rules, rules};
use crate::settings::Settings;
use crate::skip::skipped;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathKind {
    /// A post.
    Post,
    /// `_index.md`, about, 404 and the like.
    Page,
    /// Nothing that a writer writes: other files, the repository's own texts, what is installed or built.
    NotContent,
}

/// As [`PathKind`], before it is known whether the file has a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Post,
    Page,
    PageUnlessDated,
    NotContent,
}

/// Where a library's posts and pages stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    kind: GeneratorKind,
    site_root: String,
    /// As paths in the library.
    roots: Vec<String>,
    pages: Vec<String>,
    /// Folders of posts that the writer named.
    posts: Vec<String>,
    collections: Vec<String>,
    exclude: Vec<String>,
    named_languages: Vec<String>,
    /// Folders of content that hold one language each, as paths in the library.
    language_roots: Vec<(String, String)>,
    learned: Learned,
}

/// What the library's files show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Learned {
    /// There are folders that are called like posts everywhere.
    has_post_folders: bool,
    /// Some posts stand in folders, not directly at the top.
    has_sections: bool,
    /// Folders at the top that are languages.
    languages: BTreeSet<String>,
    /// Folders with an `index.md`.
    bundles: BTreeSet<String>,
    /// Folders with an `_index.md`.
    branches: BTreeSet<String>,
    /// Folders with an index that hold other Markdown as well.
    section_indexes: BTreeSet<String>,
}

impl Layout {
    pub(crate) fn new(kind: GeneratorKind, site_root: &str, settings: &Settings, posts: Vec<String>) -> Self {
        let rules = rules(kind);
        let below = |folder: &str| join(site_root, folder);
        let configured: Vec<String> = settings.roots.iter().map(|r| below(r)).collect();
        let roots = if configured.is_empty() {
            rules.roots.iter().map(|r| below(r)).collect()
        } else {
            configured
        };
        let top = settings.roots.first().map_or("", String::as_str);
        Self {
            kind,
            site_root: site_root.to_owned(),
            roots,
            pages: rules.pages.iter().map(|p| below(p)).collect(),
            posts,
            collections: settings
                .collections
                .iter()
                .map(|name| format!("_{name}"))
                .collect(),
            exclude: settings
                .exclude
                .iter()
                .filter_map(|e| crate::parts::folder(e))
                .map(|e| below(&join(top, &e)))
                .collect(),
            named_languages: settings
                .languages
                .iter()
                .map(|l| l.to_ascii_lowercase())
                .collect(),
            language_roots: settings
                .languages
                .iter()
                .filter_map(|code| {
                    let folder = settings.config.text(&format!("languages.{code}.contentDir"))?;
                    Some((below(&crate::parts::folder(&folder)?), code.to_ascii_lowercase()))
                })
                .collect(),
            learned: Learned::default(),
        }
    }

    /// The folders whose Markdown the generator reads, as paths in the library; `""` is the whole library.
    pub fn roots(&self) -> &[String] {
        if self.posts.is_empty() {
            &self.roots
        } else {
            &self.posts
        }
    }

    /// The generator's own content folders, also where the writer names others for posts.
    pub fn content_roots(&self) -> &[String] {
        &self.roots
    }

    /// Whether the writer names the folders of posts.
    pub(crate) fn names_posts(&self) -> bool {
        !self.posts.is_empty()
    }

    /// Whether a folder's index is the beginning of other texts and not a post of its own.
    pub(crate) fn is_section(&self, folder: &str) -> bool {
        self.learned.section_indexes.contains(folder) && !self.rules().leaf_bundles
    }

    /// Whether a folder has an `_index.md`.
    pub(crate) fn is_branch(&self, folder: &str) -> bool {
        self.learned.branches.contains(folder)
    }

    /// Whether a file stands beside or below the index of a bundle and is no index itself.
    pub(crate) fn in_bundle(&self, path: &str) -> bool {
        let mut folder = Some(split(path).0);
        let mut own = !self.is_index(path);
        while let Some(at) = folder {
            if own && self.learned.bundles.contains(at) {
                return true;
            }
            own = true;
            folder = parent(at);
        }
        false
    }

    /// What a file is, told by its path alone. An undecided one is a page.
    pub fn classify(&self, path: &str) -> PathKind {
        self.classify_dated(path, false)
    }

    /// What a file is, once it is known whether it has a date.
    pub fn classify_dated(&self, path: &str, dated: bool) -> PathKind {
        match self.verdict(path) {
            Verdict::Post => PathKind::Post,
            Verdict::Page => PathKind::Page,
            Verdict::PageUnlessDated if dated => PathKind::Post,
            Verdict::PageUnlessDated => PathKind::Page,
            Verdict::NotContent => PathKind::NotContent,
        }
    }

    /// Looks at all files of the library.
    pub(crate) fn learn(&mut self, paths: &[String]) {
        self.learned = Learned::default();
        let content: Vec<(&str, &str)> = paths
            .iter()
            .filter_map(|path| Some((path.as_str(), self.content(path)?)))
            .collect();
        let mut learned = Learned::default();
        for (path, rel) in &content {
            let top = rel.split('/').next().filter(|top| top.len() < rel.len());
            learned
                .languages
                .extend(top.filter(|top| is_language(top)).map(str::to_ascii_lowercase));
            learned.has_post_folders |= has_post_folder(rel);
            if split(path).1.starts_with("_index.") {
                learned.branches.insert(split(path).0.to_owned());
            }
            if self.is_index(path) {
                learned.bundles.insert(split(path).0.to_owned());
            }
        }
        // One folder called `it` or `is` is a section; a site in one language has no folder for it.
        if learned.languages.len() < 2 {
            learned.languages.clear();
        }
        learned.languages.extend(self.named_languages.iter().cloned());
        self.learned = learned;
        for (path, rel) in &content {
            // An index counts for the folders around its own, any other file for its own folder as well.
            let index = self.is_index(path);
            let folder = split(path).0;
            let mut around = if index { parent(folder) } else { Some(folder) };
            while let Some(folder) = around {
                if self.learned.bundles.contains(folder) {
                    self.learned.section_indexes.insert(folder.to_owned());
                }
                around = parent(folder);
            }
            self.learned.has_sections |= !index && self.without_language(rel).contains('/');
        }
    }

    fn rules(&self) -> &'static Rules {
        rules(self.kind)
    }

    fn verdict(&self, path: &str) -> Verdict {
        let Some(rel) = self.content(path) else {
            return Verdict::NotContent;
        };
        let name = split(path).1;
        let stem_lower = stem(name).0.to_lowercase();
        // `_index.fr`: what stands before the first dot names it.
        let first = stem_lower.split('.').next().unwrap_or_default();
        if first == "_index" || stem_lower == "404" {
            return Verdict::Page;
        }
        if !self.posts.is_empty() {
            let post = self
                .posts
                .iter()
                .any(|folder| within(path, folder).is_some_and(|p| !p.starts_with("index.")));
            return if post { Verdict::Post } else { Verdict::Page };
        }
        if self.rules().draft_folder {
            return self.underscored(path);
        }
        if self.is_index(path) {
            return self.index(path, rel);
        }
        if self.rules().leaf_bundles && self.in_bundle(path) {
            return Verdict::Page;
        }
        if self.kind == GeneratorKind::Docusaurus && name.starts_with('_') {
            return Verdict::Page;
        }
        self.named(path, self.without_language(rel), first)
    }

    /// Jekyll and Hexo: posts stand in `_posts` and `_drafts`, other folders with `_` are theirs.
    fn underscored(&self, path: &str) -> Verdict {
        let in_site = within(path, &self.site_root).unwrap_or(path);
        for part in split(in_site).0.split('/') {
            match part {
                "_posts" | "_drafts" => return Verdict::Post,
                part if self.collections.iter().any(|c| c == part) => return Verdict::Page,
                part if part.starts_with('_') => return Verdict::NotContent,
                _ => {}
            }
        }
        Verdict::Page
    }

    /// `index.md`: the beginning of a folder with other texts, or a post that has a folder to itself.
    fn index(&self, path: &str, rel: &str) -> Verdict {
        let folder = split(path).0;
        let own = split(self.without_language(rel)).0;
        let leaf = self.rules().leaf_bundles || !self.learned.section_indexes.contains(folder);
        if own.is_empty() || !leaf || POST_FOLDERS.contains(&split(own).1) {
            return Verdict::Page;
        }
        self.named(path, own, &split(own).1.to_lowercase())
    }

    /// By the names of the folders and of the file. `rel` is the file in its root and language.
    fn named(&self, path: &str, rel: &str, name: &str) -> Verdict {
        if self.kind == GeneratorKind::Galley {
            let post = within(path, &join(&self.site_root, "posts")).is_some();
            return if post { Verdict::Post } else { Verdict::Page };
        }
        let in_site = within(path, &self.site_root).unwrap_or(path);
        if has_post_folder(in_site) {
            return Verdict::Post;
        }
        if self.pages.iter().any(|folder| within(path, folder).is_some()) {
            return Verdict::Page;
        }
        let at_top = !rel.contains('/');
        if at_top && PAGE_NAMES.contains(&name) {
            return Verdict::Page;
        }
        let top = rel.split('/').next().unwrap_or_default();
        if !at_top && self.learned.has_post_folders && PAGE_FOLDERS.contains(&top) {
            return Verdict::Page;
        }
        let section_less = at_top && self.kind == GeneratorKind::Hugo && self.learned.has_sections;
        if self.learned.has_post_folders || section_less {
            return Verdict::PageUnlessDated;
        }
        Verdict::Post
    }

    /// The path in the content root that it stands in; `None` for what is no content.
    fn content<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rules = self.rules();
        let (folder, name) = split(path);
        let (file_stem, extension) = stem(name);
        if !rules.extensions.iter().any(|e| e.eq_ignore_ascii_case(extension)) || name.starts_with('.') {
            return None;
        }
        if skipped(path)
            || self
                .exclude
                .iter()
                .any(|e| path == e || within(path, e).is_some())
        {
            return None;
        }
        let rel = if self.posts.is_empty() {
            self.roots.iter().find_map(|root| within(path, root))?
        } else {
            self.posts
                .iter()
                .chain(&self.roots)
                .find_map(|root| within(path, root))?
        };
        let in_site = within(folder, &self.site_root).unwrap_or(folder);
        if in_site.split('/').any(|part| rules.not_content.contains(&part)) {
            return None;
        }
        let at_top = folder.is_empty() || folder == self.site_root;
        let about_repository = REPOSITORY_FILES.contains(&file_stem.to_lowercase().as_str());
        (!(at_top && about_repository && !self.is_readme_index(name))).then_some(rel)
    }

    /// VuePress shows `README.md` as a folder's index.
    fn is_readme_index(&self, name: &str) -> bool {
        self.kind == GeneratorKind::VuePress && stem(name).0.eq_ignore_ascii_case("readme")
    }

    fn is_index(&self, path: &str) -> bool {
        let name = split(path).1;
        name.split('.').next() == Some("index") || self.is_readme_index(name)
    }

    fn without_language<'r>(&self, rel: &'r str) -> &'r str {
        match rel.split_once('/') {
            Some((top, rest)) if self.learned.languages.contains(&top.to_ascii_lowercase()) => rest,
            _ => rel,
        }
    }
}

fn has_post_folder(path: &str) -> bool {
    split(path)
        .0
        .split('/')
        .any(|part| POST_FOLDERS.contains(&part.to_ascii_lowercase().as_str()))
}

/// The folder around a folder; the library itself has none.
fn parent(folder: &str) -> Option<&str> {
    (!folder.is_empty()).then(|| split(folder).0)
}

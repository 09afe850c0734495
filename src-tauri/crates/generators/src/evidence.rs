//! What speaks for which generator: config files, dependencies, folders. Weighs, and concludes nothing about posts.

use std::collections::BTreeSet;

use crate::config;
use crate::dated::dated_name;
use crate::files::Files;
use crate::kind::GeneratorKind as K;
use crate::names::REPOSITORY_FILES;
use crate::parts::{join, split, stem};
use crate::rules::rules;
use crate::skip::skipped;

/// A site that stands in the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Site {
    pub(crate) kind: K,
    /// Its folder, `""` for the library itself.
    pub(crate) root: String,
    /// Its config file, as a path in the library.
    pub(crate) config: Option<String>,
    /// Why: `config`, `dependency`, `folders`, `dated-names`, `undated-names`.
    pub(crate) because: &'static str,
    /// The higher, the likelier.
    pub(crate) weight: i32,
}

const BY_CONFIG: i32 = 100;
const BY_DEPENDENCY: i32 = 70;
const BY_FOLDERS: i32 = 40;
/// Has Markdown where the generator would read it.
const CONTENT: i32 = 30;
const PER_FOLDER_DEEP: i32 = -10;
const EXAMPLE: i32 = -60;
/// A config that only one generator has, told by its name.
const CONFIG_NAMES: [(K, &[&str]); 9] = [
    (K::Hugo, &["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"]),
    (
        K::Docusaurus,
        &[
            "docusaurus.config.js",
            "docusaurus.config.ts",
            "docusaurus.config.mjs",
            "docusaurus.config.cjs",
        ],
    ),
    (
        K::Astro,
        &[
            "astro.config.mjs",
            "astro.config.ts",
            "astro.config.js",
            "astro.config.mts",
            "astro.config.cjs",
        ],
    ),
    (
        K::Eleventy,
        &[
            ".eleventy.js",
            "eleventy.config.js",
            "eleventy.config.mjs",
            "eleventy.config.cjs",
            "eleventy.config.ts",
        ],
    ),
    (
        K::Gatsby,
        &["gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs"],
    ),
    (
        K::VitePress,
        &[
            ".vitepress/config.js",
            ".vitepress/config.ts",
            ".vitepress/config.mts",
            ".vitepress/config.mjs",
            ".vitepress/config/index.ts",
        ],
    ),
    (K::VuePress, &[".vuepress/config.js", ".vuepress/config.ts"]),
    (K::Pelican, &["pelicanconf.py"]),
    (
        K::Next,
        &[
            "next.config.js",
            "next.config.mjs",
            "next.config.ts",
            "next.config.cjs",
        ],
    ),
];

/// Configs whose name says nothing: keys decide.
const SHARED_NAMES: [&str; 4] = ["config.toml", "config.yaml", "config.yml", "config.json"];
const UNDERSCORE_NAMES: [&str; 3] = ["_config.yml", "_config.yaml", "_config.toml"];

const PACKAGES: [(K, &str); 8] = [
    (K::Docusaurus, "@docusaurus/core"),
    (K::Astro, "astro"),
    (K::Eleventy, "@11ty/eleventy"),
    (K::Hexo, "hexo"),
    (K::Gatsby, "gatsby"),
    (K::VitePress, "vitepress"),
    (K::VuePress, "vuepress"),
    (K::Next, "next"),
];

const HEXO_KEYS: [&str; 13] = [
    "source_dir",
    "public_dir",
    "archive_dir",
    "category_dir",
    "tag_dir",
    "new_post_name",
    "default_layout",
    "filename_case",
    "post_asset_folder",
    "render_drafts",
    "per_page",
    "theme_config",
    "skip_render",
];
const HUGO_KEYS: [&str; 9] = [
    "languageCode",
    "theme",
    "paginate",
    "params",
    "menu",
    "taxonomies",
    "indexes",
    "MetaDataFormat",
    "contentDir",
];
const ZOLA_KEYS: [&str; 6] = [
    "base_url",
    "compile_sass",
    "build_search_index",
    "generate_feeds",
    "generate_feed",
    "default_language",
];

/// Every site in the library, the likeliest first.
pub(crate) fn sites(files: &Files) -> Vec<Site> {
    let mut sites: Vec<Site> = candidates(files)
        .iter()
        .flat_map(|root| sites_at(files, root))
        .collect();
    if let Some(site) = by_posts_folder(files).or_else(|| by_hugo_folders(files)) {
        sites.push(site);
    }
    for site in &mut sites {
        site.weight += bonus(files, site);
    }
    // Stable: of two alike, the one higher up comes first.
    sites.sort_by_key(|site| std::cmp::Reverse(site.weight));
    sites
}

/// The library itself and every folder, two deep at most, that holds a file with a config's name.
fn candidates(files: &Files) -> BTreeSet<String> {
    let mut roots = BTreeSet::from([String::new()]);
    for path in files.paths() {
        let (folder, name) = split(path);
        let is_config = SHARED_NAMES.contains(&name)
            || UNDERSCORE_NAMES.contains(&name)
            || name == "package.json"
            || CONFIG_NAMES.iter().any(|(_, names)| names.contains(&name));
        let root = ["config/_default", ".vitepress/config", ".vitepress", ".vuepress"]
            .iter()
            .find_map(|end| folder.strip_suffix(end).map(|root| root.trim_end_matches('/')));
        let root = root.unwrap_or(folder);
        let deep = if root.is_empty() {
            0
        } else {
            root.split('/').count()
        };
        if (is_config || root.len() != folder.len()) && deep <= 2 && !skipped(&join(root, "x")) {
            roots.insert(root.to_owned());
        }
    }
    // Hidden files may be missing in the list.
    if files.has_folder("docs") {
        roots.insert("docs".to_owned());
    }
    roots
}

/// Whether a file may say which generator builds the site, or be a part of its config, by its name.
pub(crate) fn is_config(path: &str) -> bool {
    let (folder, name) = split(path);
    SHARED_NAMES.contains(&name)
        || UNDERSCORE_NAMES.contains(&name)
        || matches!(name, "package.json" | "galley.toml" | ".gitmodules")
        || CONFIG_NAMES
            .iter()
            .any(|(_, names)| names.iter().any(|n| split(n).1 == name))
        || folder.split('/').any(|part| part == "config")
            && matches!(stem(name).1, "toml" | "yaml" | "yml" | "json")
}

/// The sites whose configs stand in a folder: more than one where a blog moved from one generator to another.
fn sites_at(files: &Files, root: &str) -> Vec<Site> {
    let site = |kind, config: Option<String>, because, weight| Site {
        kind,
        root: root.to_owned(),
        config,
        because,
        weight,
    };
    let found = |name: &str| {
        let path = join(root, name);
        (files.has(&path) || name.starts_with('.') && files.read(&path).is_some()).then_some(path)
    };
    let mut sites = Vec::new();
    for (kind, names) in CONFIG_NAMES {
        if let Some(path) = names.iter().find_map(|name| found(name)) {
            sites.push(site(kind, Some(path), "config", BY_CONFIG));
        }
    }
    if let Some(path) = UNDERSCORE_NAMES.iter().find_map(|name| found(name)) {
        let kind = if is_hexo(files, root, &path) {
            K::Hexo
        } else {
            K::Jekyll
        };
        sites.push(site(kind, Some(path), "config", BY_CONFIG));
    }
    for name in SHARED_NAMES {
        if let Some((kind, path)) = found(name).and_then(|path| Some((shared(files, root, &path)?, path))) {
            sites.push(site(kind, Some(path), "config", BY_CONFIG));
        }
    }
    let in_folder = ["hugo", "config"]
        .into_iter()
        .flat_map(|name| ["toml", "yaml", "yml", "json"].map(|ext| format!("config/_default/{name}.{ext}")));
    if let Some(path) = in_folder.into_iter().find_map(|name| found(&name)) {
        sites.push(site(K::Hugo, Some(path), "config", BY_CONFIG));
    }
    // Of two configs of one generator the first is the one that it reads.
    let mut kinds = BTreeSet::new();
    sites.retain(|site| kinds.insert(site.kind));
    if sites.is_empty() {
        sites.extend(package(files, root).map(|kind| site(kind, None, "dependency", BY_DEPENDENCY)));
    }
    sites
}

/// The first of the known packages that `package.json` depends on.
fn package(files: &Files, root: &str) -> Option<K> {
    let path = Some(join(root, "package.json")).filter(|path| files.has(path))?;
    let json: serde_json::Value = serde_json::from_str(&files.read(&path)?).ok()?;
    let depends = |name: &str| {
        ["dependencies", "devDependencies"]
            .iter()
            .any(|key| json[key].get(name).is_some())
    };
    PACKAGES
        .into_iter()
        .find(|(_, name)| depends(name))
        .map(|(kind, _)| kind)
}

/// Jekyll and Hexo both have a `_config.yml`.
fn is_hexo(files: &Files, root: &str, path: &str) -> bool {
    let keys = files
        .read(path)
        .map(|text| config::read(path, &text).0.count(&HEXO_KEYS));
    files.has_folder(&join(root, "source/_posts"))
        || files.has_folder(&join(root, "scaffolds"))
        || keys.is_some_and(|count| count >= 2)
        || package(files, root) == Some(K::Hexo)
}

/// Hugo's and Zola's config share a name, and other programs use it too.
fn shared(files: &Files, root: &str, path: &str) -> Option<K> {
    let text = files.read(path)?;
    let (config, problem) = config::read(path, &text);
    if problem.is_some() {
        // What cannot be read still has words in it.
        let lower = text.to_ascii_lowercase();
        let zola = lower.contains("base_url") && path.ends_with(".toml");
        let hugo = lower.contains("baseurl") || files.has_folder(&join(root, "content"));
        return zola.then_some(K::Zola).or_else(|| hugo.then_some(K::Hugo));
    }
    if config.has("baseURL") {
        return Some(K::Hugo);
    }
    if !files.has_folder(&join(root, "content")) {
        return None;
    }
    let hugo_folders = ["archetypes", "layouts"]
        .iter()
        .filter(|f| files.has_folder(&join(root, f)))
        .count();
    let hugo = config.count(&HUGO_KEYS) + hugo_folders;
    let zola = if path.ends_with(".toml") {
        config.count(&ZOLA_KEYS) * 2 + usize::from(files.has_folder(&join(root, "templates")))
    } else {
        0
    };
    match zola > hugo {
        true => Some(K::Zola),
        false => (hugo > 0).then_some(K::Hugo),
    }
}

/// `_posts` without a config: Jekyll wants a date in every name, Hexo by default has none.
fn by_posts_folder(files: &Files) -> Option<Site> {
    let (mut dated, mut undated) = (0usize, 0usize);
    for path in files.paths() {
        let (folder, name) = split(path);
        let (stem, extension) = stem(name);
        let in_posts = folder.split('/').any(|part| part == "_posts");
        if in_posts && !skipped(path) && rules(K::Jekyll).extensions.contains(&extension) {
            *(if dated_name(stem).is_some() {
                &mut dated
            } else {
                &mut undated
            }) += 1;
        }
    }
    let (kind, because) = match (dated, undated) {
        (0, 0) => return None,
        _ if dated >= undated => (K::Jekyll, "dated-names"),
        _ => (K::Hexo, "undated-names"),
    };
    Some(Site {
        kind,
        root: String::new(),
        config: None,
        because,
        weight: BY_FOLDERS,
    })
}

/// Hugo's folders without a config, as in a library that is only the content side of a site.
fn by_hugo_folders(files: &Files) -> Option<Site> {
    let hugo = files.has_folder("content") && (files.has_folder("archetypes") || files.has_folder("layouts"));
    let site = Site {
        kind: K::Hugo,
        root: String::new(),
        config: None,
        because: "folders",
        weight: BY_FOLDERS,
    };
    hugo.then_some(site)
}

fn bonus(files: &Files, site: &Site) -> i32 {
    let rules = rules(site.kind);
    let is_text = |path: &&str| {
        let (stem, extension) = stem(split(path).1);
        rules.extensions.contains(&extension)
            && !REPOSITORY_FILES.contains(&stem.to_ascii_lowercase().as_str())
            && !skipped(path)
    };
    let content = rules
        .roots
        .iter()
        .any(|root| files.below(&join(&site.root, root)).any(|path| is_text(&path)));
    let deep = if site.root.is_empty() {
        0
    } else {
        site.root.split('/').count()
    };
    let example = |part: &str| {
        let part = part.to_ascii_lowercase();
        ["example", "test", "fixture", "starter", "template", "demo"]
            .iter()
            .any(|word| part.starts_with(word))
    };
    let mut bonus = if content { CONTENT } else { 0 };
    bonus += PER_FOLDER_DEEP * i32::try_from(deep).unwrap_or(i32::MAX / 100);
    bonus
        + if site.root.split('/').any(example) {
            EXAMPLE
        } else {
            0
        }
}

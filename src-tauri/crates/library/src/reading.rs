//! How a post's Markdown is read: with what its generator adds to it, and with links that lead to the library's other
//! posts. It decides nothing of how that looks.

use std::path::Path;
use std::sync::Arc;

use galley_generators::{Generator, GeneratorKind, Url};
use galley_post::Post;
use galley_site::{Dialect, Resolver, TextOptions, Wanted};

use crate::library::Inner;
use crate::{address, disk, paths};

/// Fields by which posts of other generators say that they have formulas.
const MATH_FIELDS: [&str; 5] = ["math", "katex", "mathjax", "latex", "use_math"];

/// How the text of `post`, which stands at `path`, is read.
pub(crate) fn text_options(inner: &Inner, path: &str, post: &Post) -> TextOptions {
    let kind = inner.site.generator.kind();
    let asked = |field: &&str| post.get(field).and_then(galley_post::Value::truth) == Some(true);
    let (root, site, post_path) = (inner.root.clone(), Arc::clone(&inner.site), path.to_owned());
    TextOptions {
        dialect: dialect(kind, path),
        math: kind == GeneratorKind::Galley || MATH_FIELDS.iter().any(asked),
        highlight: true,
        links: Resolver::new(move |wanted| page_address(&root, &site.generator, &post_path, wanted)),
        ..TextOptions::default()
    }
}

fn dialect(kind: GeneratorKind, path: &str) -> Dialect {
    match kind {
        GeneratorKind::Hugo => Dialect::Hugo,
        GeneratorKind::Jekyll => Dialect::Jekyll,
        GeneratorKind::Zola => Dialect::Zola,
        GeneratorKind::Astro => Dialect::Astro,
        GeneratorKind::Docusaurus => Dialect::Docusaurus,
        // What such a site makes of other files is a program of its own.
        GeneratorKind::Gatsby | GeneratorKind::Next if path.ends_with(".mdx") => Dialect::Docusaurus,
        GeneratorKind::Gatsby | GeneratorKind::Next => Dialect::Plain,
        GeneratorKind::Eleventy => Dialect::Eleventy,
        GeneratorKind::Hexo => Dialect::Hexo,
        GeneratorKind::VitePress | GeneratorKind::VuePress => Dialect::Vue,
        GeneratorKind::Pelican => Dialect::Pelican,
        GeneratorKind::Galley => Dialect::Galley,
        GeneratorKind::Markdown => Dialect::Plain,
    }
}

/// Where readers find the page that the post at `post` names; `None` where there is no such file or its address is not sure.
fn page_address(root: &Path, generator: &Generator, post: &str, wanted: Wanted<'_>) -> Option<String> {
    let (Wanted::Page(name) | Wanted::Post(name)) = wanted;
    let (file, place) = name.split_at(name.find(['#', '?']).unwrap_or(name.len()));
    if file.is_empty() {
        return None;
    }
    let (path, bytes) = files(post, file)
        .into_iter()
        .filter(|path| paths::resolve(root, path).is_ok_and(|file| file.is_file()))
        .find_map(|path| disk::read(root, &path).ok().map(|bytes| (path, bytes)))?;
    match generator.url(&path, &crate::facts::said(&Post::parse(bytes))) {
        Url::Known(url) => {
            let url = address::encoded(url.trim_start_matches('/'));
            // Galley's own pages stand in folders side by side, wherever on a server the site stands.
            let root = if generator.kind() == GeneratorKind::Galley {
                "../"
            } else {
                "/"
            };
            Some(format!("{root}{url}{place}"))
        }
        Url::Unknown | Url::NoPage => None,
    }
}

/// The files that a post may mean by `name`, the likeliest first: from its own folder, then from those above it, among
/// them the folder of all content; with and without an extension.
pub(crate) fn files(post: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folder = paths::folder_of(post);
    let below = name.trim_start_matches('/').trim_end_matches('/');
    loop {
        let whole = joined(folder, below);
        for path in whole.iter().flat_map(|path| {
            [
                path.clone(),
                format!("{path}.md"),
                format!("{path}.markdown"),
                format!("{path}.mdx"),
                format!("{path}/index.md"),
                format!("{path}/_index.md"),
            ]
        }) {
            found.push(path);
        }
        match folder.rsplit_once('/') {
            Some((above, _)) => folder = above,
            None if folder.is_empty() => return found,
            None => folder = "",
        }
    }
}

/// `name` seen from `folder`, with its `.` and `..` followed; `None` when it leads out of the library.
fn joined(folder: &str, name: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_page_is_found_from_the_posts_folder_up() {
        let found = files("content/posts/2026/a.md", "b.md");
        let places: Vec<_> = found.iter().filter(|path| path.ends_with("b.md")).collect();
        assert_eq!(
            places,
            [
                "content/posts/2026/b.md",
                "content/posts/b.md",
                "content/b.md",
                "b.md"
            ]
        );
        assert!(files("posts/a.md", "/docs/b").contains(&"docs/b.md".to_owned()));
        assert!(
            files("posts/a.md", "../b")
                .iter()
                .all(|path| !path.contains(".."))
        );
        assert_eq!(joined("a", "../../b"), None);
    }

    #[test]
    fn a_link_to_a_post_leads_to_where_readers_find_it() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        write(
            "_posts/2026-06-04-our-retries.md",
            "---\ntitle: Our retries\n---\n",
        );
        write("secret.md", "---\ntitle: x\n---\n");
        let config = "title: T\n";
        write("_config.yml", config);
        let listed = ["_config.yml", "_posts/2026-06-04-our-retries.md"];
        let listed = listed.map(str::to_owned);
        let read = |path: &str| fs::read_to_string(folder.path().join(path)).ok();
        let generator =
            galley_generators::recognise(&galley_generators::Files::new(&listed, &read)).generator;
        let address = |wanted| page_address(folder.path(), &generator, "_posts/2026-06-05-b.md", wanted);
        assert_eq!(
            address(Wanted::Post("2026-06-04-our-retries")).as_deref(),
            Some("/2026/06/04/our-retries.html")
        );
        assert_eq!(
            address(Wanted::Page("2026-06-04-our-retries.md#part")).as_deref(),
            Some("/2026/06/04/our-retries.html#part")
        );
        assert_eq!(address(Wanted::Post("2026-06-04-nothing")), None);
        assert_eq!(address(Wanted::Page("../../../etc/passwd")), None);
        assert_eq!(address(Wanted::Page("#part")), None);
    }
}

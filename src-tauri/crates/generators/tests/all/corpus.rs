//! The real blogs: which generator each is, and what its files are. Counts are printed (`--nocapture`).

use std::collections::BTreeMap;
use std::path::Path;

use galley_generators::{Certainty, Facts, Files, GeneratorKind as K, PathKind, Recognised, Url, recognise};

/// Archive, generator, site's folder, config.
const WANTED: [(&str, K, &str, Option<&str>); 13] = [
    ("astro-tauri-docs", K::Astro, "", Some("astro.config.mjs")),
    (
        "docusaurus-babel",
        K::Docusaurus,
        "website",
        Some("website/docusaurus.config.ts"),
    ),
    ("eleventy-v8", K::Eleventy, "", Some(".eleventy.js")),
    ("hexo-dustinpfister", K::Hexo, "", None),
    ("hugo-json-spf13-2013", K::Hugo, "", Some("config.toml")),
    ("hugo-letsencrypt", K::Hugo, "", Some("config/_default/hugo.toml")),
    ("hugo-lfs-uberhip", K::Hugo, "", Some("config.yml")),
    ("hugo-spf13", K::Hugo, "", Some("config.toml")),
    ("jekyll-ruby-lang", K::Jekyll, "", Some("_config.yml")),
    (
        "next-nodejs",
        K::Next,
        "apps/site",
        Some("apps/site/next.config.mjs"),
    ),
    ("pelican-twir", K::Pelican, "", Some("pelicanconf.py")),
    ("toml-sorg", K::Markdown, "", None),
    ("zola-rust-blog", K::Zola, "", Some("config.toml")),
];

fn all_files(root: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for item in std::fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => paths.push(
                    path.strip_prefix(root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('\\', "/"),
                ),
            }
        }
    }
    paths.sort();
    paths
}

fn open(root: &Path) -> (Vec<String>, Recognised) {
    let paths = all_files(root);
    let read = |path: &str| std::fs::read_to_string(root.join(path)).ok();
    let found = recognise(&Files::new(&paths, &read));
    (paths, found)
}

/// The scalars at the beginning of the file that look like a date: enough to see whether there is one.
fn facts(text: &str) -> Facts {
    let mut facts = Facts::new();
    for (number, line) in text.lines().take(60).enumerate() {
        if number > 0 && matches!(line.trim_end(), "---" | "+++") {
            break;
        }
        let line = line.trim().trim_end_matches(',');
        let Some((name, value)) = line.split_once([':', '=']) else {
            continue;
        };
        let name = name.trim().trim_matches('"');
        if name.to_ascii_lowercase().contains("date") || name.starts_with("publish") || name == "path" {
            facts = facts.text(name, value.trim().trim_matches(['"', '\'']));
        }
    }
    facts
}

#[test]
fn every_blog_is_recognised() {
    let Some(archives) = galley_testkit::corpus::archives() else {
        return;
    };
    assert_eq!(archives.len(), WANTED.len());
    for (archive, wanted) in archives.iter().zip(WANTED) {
        let (_, found) = open(&archive.root);
        let seen = (
            archive.name.as_str(),
            found.generator.kind(),
            found.generator.site_root(),
            found.config.as_deref(),
        );
        assert_eq!(seen, wanted);
        let unsure = found.problems.iter().any(|p| p.code == "generator.guessed");
        assert_eq!(unsure, archive.name == "hexo-dustinpfister", "{}", archive.name);
        assert_eq!(found.certainty == Certainty::Nothing, archive.name == "toml-sorg");
        println!(
            "{}: {} at {:?}, title {:?}",
            archive.name,
            found.generator.kind().name(),
            found.base_url,
            found.title
        );
    }
}

#[test]
fn every_file_is_a_post_or_a_page() {
    let Some(archives) = galley_testkit::corpus::archives() else {
        return;
    };
    let mut all = 0;
    let mut unreadable = Vec::new();
    for archive in archives {
        let (paths, found) = open(&archive.root);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for path in paths
            .iter()
            .filter(|p| [".md", ".mdx", ".markdown"].iter().any(|e| p.ends_with(e)))
        {
            let text = std::fs::read(archive.root.join(path)).unwrap();
            let facts = facts(&String::from_utf8_lossy(&text));
            let dated = found.generator.date_of(path, &facts).is_some();
            unreadable.extend(
                found
                    .generator
                    .unreadable_dates(&facts)
                    .into_iter()
                    .map(|(_, date)| date.to_owned()),
            );
            let kind = match found.generator.classify_dated(path, dated) {
                PathKind::Post => "posts",
                PathKind::Page => "pages",
                PathKind::NotContent => panic!("{}/{path} is content", archive.name),
            };
            *counts.entry(kind).or_default() += 1;
            let post = galley_post::Post::parse(text);
            let url = match found.generator.url(path, &Facts::of(&post)) {
                Url::Known(_) => "with an address",
                Url::Unknown => "address unknown",
                Url::NoPage => "no page of its own",
            };
            *counts.entry(url).or_default() += 1;
            *counts.entry("dated").or_default() += usize::from(dated);
            // What the blog is known for is posts: these folders hold nothing else.
            let is_docs = archive.name == "hugo-letsencrypt" && path.contains("/docs/");
            assert!(!is_docs || kind == "pages", "{}/{path}", archive.name);
            let is_post = path.contains("/_posts/") || path.contains("/blog/") || path.contains("/post/2");
            assert!(!is_post || kind == "posts", "{}/{path}", archive.name);
            all += 1;
        }
        println!("{}: {counts:?}", archive.name);
    }
    assert!(all > 2_900, "{all}");
    // Two posts of a day that there never was, and a slip of the finger.
    assert_eq!(
        unreadable,
        [
            "2017-02-29 11:00:00",
            "2017-02-29 11:00:00",
            "2020-10-30 13:017:00"
        ]
    );
}

#[test]
fn new_posts_look_like_the_blogs_own() {
    let Some(archives) = galley_testkit::corpus::archives() else {
        return;
    };
    let wanted: BTreeMap<&str, &str> = BTreeMap::from([
        ("astro-tauri-docs", "src/content/docs/blog/new.md"),
        ("docusaurus-babel", "website/blog/2026-06-04-new.md"),
        ("eleventy-v8", "src/blog/new.md"),
        ("hexo-dustinpfister", "_posts/new.md"),
        ("hugo-json-spf13-2013", "content/post/new.md"),
        ("hugo-letsencrypt", "content/en/post/2026-06-04-new.md"),
        ("hugo-lfs-uberhip", "content/posts/2026-06-04-new.md"),
        ("hugo-spf13", "content/post/new.md"),
        ("jekyll-ruby-lang", "en/news/_posts/2026-06-04-new.md"),
        ("next-nodejs", "apps/site/pages/en/blog/release/new.md"),
        ("pelican-twir", "content/2026-06-04-new.md"),
        ("toml-sorg", "content/fragments/new.md"),
        ("zola-rust-blog", "content/inside-rust/new.md"),
    ]);
    for archive in archives {
        let (paths, found) = open(&archive.root);
        let is_post = |path: &&String| {
            let text = std::fs::read(archive.root.join(path)).unwrap();
            let dated = found
                .generator
                .date_of(path, &facts(&String::from_utf8_lossy(&text)))
                .is_some();
            found.generator.classify_dated(path, dated) == PathKind::Post
        };
        let siblings: Vec<String> = paths.iter().filter(is_post).cloned().collect();
        let new = galley_generators::NewPost {
            slug: "new",
            day: jiff::civil::date(2026, 6, 4),
            draft: false,
            siblings: &siblings,
            taken: &|path| archive.root.join(path).exists(),
        };
        assert_eq!(
            Some(found.generator.new_path(&new).as_str()),
            wanted.get(archive.name.as_str()).copied()
        );
    }
}

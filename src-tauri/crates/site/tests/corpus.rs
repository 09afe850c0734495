//! Real blogs: every post of the corpus, where it is there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

#[cfg(test)]
mod plain;

use std::collections::BTreeMap;
use std::fs;

use galley_site::{Dialect, PostFacts, Resolver, Site, TextOptions, post_page, render};
use galley_testkit::corpus::archives;

/// The text below a head that stands between two fences, with LF endings.
fn body(file: &str) -> String {
    let file = file.replace("\r\n", "\n").replace('\r', "\n");
    let file = file.strip_prefix('\u{feff}').unwrap_or(&file);
    for fence in ["---\n", "+++\n"] {
        let head = file
            .strip_prefix(fence)
            .and_then(|rest| rest.split_once(&format!("\n{fence}")));
        if let Some((_, body)) = head {
            return body.to_owned();
        }
    }
    file.to_owned()
}

#[test]
fn every_real_post_is_written_as_comrak_writes_it() {
    let Some(archives) = archives() else { return };
    let (mut posts, mut blocks) = (0, 0);
    for path in archives.iter().flat_map(|archive| archive.posts()) {
        // Dangling links and files that are no text are other crates' matter.
        let Ok(file) = fs::read_to_string(&path) else {
            continue;
        };
        let markdown = body(&file);
        let rendered = render(&markdown, &TextOptions::default());
        assert_eq!(rendered.too_much, None, "{}", path.display());
        plain::check(&markdown, &rendered);

        let page = post_page(&Site::default(), &PostFacts::default(), &markdown);
        let units: Vec<u16> = page.html.encode_utf16().collect();
        for (mark, (line, end_line, html)) in page.marks.iter().zip(plain::texts(&rendered)) {
            let there: Vec<u16> = html.encode_utf16().collect();
            assert!(
                units[mark.offset_utf16..].starts_with(&there),
                "{}: {mark:?}",
                path.display()
            );
            assert_eq!((mark.line, mark.end_line), (line, end_line));
        }
        assert_eq!(page.marks.len(), rendered.blocks.len());
        posts += 1;
        blocks += rendered.blocks.len();
    }
    assert!(posts > 1_000 && blocks > posts, "{posts} posts, {blocks} blocks");
    println!("{posts} posts, {blocks} blocks");
}

/// The dialect of an archive, by its name.
fn dialect(name: &str) -> Dialect {
    match name.split('-').next().unwrap() {
        "hugo" => Dialect::Hugo,
        "jekyll" => Dialect::Jekyll,
        "zola" => Dialect::Zola,
        "astro" => Dialect::Astro,
        "docusaurus" | "next" => Dialect::Docusaurus,
        "eleventy" => Dialect::Eleventy,
        "hexo" => Dialect::Hexo,
        "pelican" => Dialect::Pelican,
        _ => Dialect::Plain,
    }
}

#[test]
fn every_real_post_is_shown_with_what_its_generator_adds() {
    let Some(archives) = archives() else { return };
    let mut posts = 0;
    // What is only a box, by generator and name.
    let mut boxes: BTreeMap<String, usize> = BTreeMap::new();
    for archive in &archives {
        let options = TextOptions {
            dialect: dialect(&archive.name),
            highlight: true,
            links: Resolver::new(|_| None),
            ..TextOptions::default()
        };
        for path in archive.posts() {
            let Ok(file) = fs::read_to_string(&path) else {
                continue;
            };
            let markdown = body(&file);
            let rendered = render(&markdown, &options);
            assert_eq!(rendered.too_much, None, "{}", path.display());
            assert!(!rendered.html.contains('\u{f0000}'), "{}", path.display());
            assert!(!rendered.html.contains("%F3%B0"), "{}", path.display());
            let lines = markdown.lines().count();
            let places = &rendered.blocks;
            assert!(
                places.windows(2).all(|pair| pair[0].offset < pair[1].offset),
                "{}",
                path.display()
            );
            assert!(
                places.iter().all(|block| block.end_line <= lines),
                "{}",
                path.display()
            );
            for part in rendered.html.split(" class=\"shortcode\">").skip(1) {
                let name = part.strip_prefix("<span class=\"shortcode-name\">");
                let name = name.map_or("value", |rest| rest.split('<').next().unwrap());
                *boxes.entry(format!("{}: {name}", archive.name)).or_default() += 1;
            }
            posts += 1;
        }
    }
    assert!(posts > 1_000, "{posts} posts");
    println!("{posts} posts; boxes: {boxes:#?}");
}

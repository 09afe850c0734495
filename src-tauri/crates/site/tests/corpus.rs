//! Real blogs: every post of the corpus, where it is there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

#[cfg(test)]
mod plain;

use std::fs;
use std::time::{Duration, Instant};

use galley_site::{PostFacts, Site, TextOptions, post_page, render};
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
    let (mut posts, mut blocks, mut slowest) = (0, 0, Duration::ZERO);
    for path in archives.iter().flat_map(|archive| archive.posts()) {
        // Dangling links and files that are no text are other crates' matter.
        let Ok(file) = fs::read_to_string(&path) else {
            continue;
        };
        let markdown = body(&file);
        let start = Instant::now();
        let rendered = render(&markdown, &TextOptions::default());
        slowest = slowest.max(start.elapsed());
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
    println!("{posts} posts, {blocks} blocks, the slowest took {slowest:?}");
}

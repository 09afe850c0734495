//! Whole pages of the sample posts, kept as files beside the posts. After a wanted change of the page, run the
//! test once with `WRITE_PAGES=1` and read what changed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::fs;
use std::path::Path;

use galley_site::{NavLink, PostFacts, Site, post_page};

fn ferrow() -> Site {
    let nav = [("Posts", "/posts/"), ("Tags", "/tags/"), ("Authors", "/authors/")];
    Site {
        title: "Ferrow Engineering".into(),
        tagline: "How the lockers are made.".into(),
        base_url: Some("https://ferrow.example/".into()),
        nav: nav
            .map(|(label, href)| NavLink {
                label: label.into(),
                href: href.into(),
            })
            .to_vec(),
        ..Site::default()
    }
}

fn our_retries() -> PostFacts {
    PostFacts {
        title: "Our retries were the outage".into(),
        day: Some(jiff::civil::date(2026, 6, 4)),
        authors: vec!["Mirela Stan".into()],
        tags: vec!["reliability".into(), "queues".into(), "incident-review".into()],
        description: Some("On 14 May, for nineteen minutes, 6,212 doors did not open.".into()),
        minutes: 6,
        draft: true,
        path: "posts/our-retries-were-the-outage/".into(),
        ..PostFacts::default()
    }
}

#[test]
fn the_page_of_the_sample_post_is_as_kept() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/posts/our-retries");
    let markdown = fs::read_to_string(folder.join("post.md")).unwrap();
    let page = post_page(&ferrow(), &our_retries(), &markdown);
    let kept = folder.join("page.html");
    if std::env::var_os("WRITE_PAGES").is_some() {
        fs::write(&kept, &page.html).unwrap();
    }
    assert_eq!(
        page.html,
        fs::read_to_string(&kept).unwrap(),
        "{} is another page",
        kept.display()
    );
    assert_eq!(page.too_much, None);
}

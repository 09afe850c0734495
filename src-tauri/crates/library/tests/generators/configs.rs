//! A config that breaks and is mended while the library is open, and values that hold for whole folders.

use std::path::Path;

use galley_library::view::{LibraryEvent, LibraryView, PostSummary, Status, Visibility};

use super::Shop;
use super::support::{Desk, everything};

/// Nothing is built here.
fn nothing(_: &Path) -> Option<std::path::PathBuf> {
    None
}

fn row(desk: &Desk, path: &str) -> Option<PostSummary> {
    let rows = desk.library.posts(&everything()).unwrap().rows;
    rows.into_iter().find(|row| row.path == path)
}

/// Waits until the library is as wanted.
fn until(desk: &Desk, what: &str, wanted: impl Fn(&LibraryView) -> bool) {
    desk.wait(what, |event| match event {
        LibraryEvent::IndexChanged { .. } => wanted(&desk.library.view().unwrap()).then_some(()),
        _ => None,
    });
}

fn told(desk: &Desk) -> Vec<(String, Option<u32>, String)> {
    let problems = desk.library.view().unwrap().problems.into_iter();
    let configs = problems.filter(|problem| problem.code.starts_with("config."));
    configs.map(|p| (p.path.unwrap(), p.line, p.message)).collect()
}

#[test]
fn a_broken_config_makes_a_plain_blog_and_a_mended_one_brings_it_back() {
    let shop = Shop::new("hugo", nothing);
    let future = "content/posts/next-century.md";
    let desk = shop.open();
    let before = row(&desk, future).unwrap();
    assert_eq!(before.visibility, Visibility::Scheduled);
    assert_eq!(desk.library.view().unwrap().generator, "hugo");
    let address = desk.library.post_offers(future).unwrap().address;
    assert_eq!(
        address.as_deref(),
        Some("https://night.example/posts/next-century/")
    );
    assert!(!found(&desk, "words").is_empty());

    let good = String::from_utf8(shop.repo.read("hugo.toml")).unwrap();
    shop.repo.write("hugo.toml", "title = 'x'\nparams = [\n  1,\n");
    until(&desk, "plain Markdown", |view| view.generator == "markdown");
    let (path, line, message) = told(&desk).remove(0);
    assert_eq!((path.as_str(), line), ("hugo.toml", Some(2)));
    assert!(
        message.contains("hugo.toml could not be read (line 2, params)"),
        "{message}"
    );
    let plain = row(&desk, future).unwrap();
    assert_eq!(plain.visibility, Visibility::Public);
    assert_eq!(desk.library.post_offers(future).unwrap().address, None);
    assert_eq!(
        row(&desk, "content/posts/lift.md").unwrap().visibility,
        Visibility::Draft
    );
    // A post is written and saved all the same.
    let new = desk.library.new_post("While it is broken", &[]).unwrap();
    assert!(shop.repo.path().join(&new).exists());
    // Texts are found by the rows of this site, and then of the other one.
    assert!(found(&desk, "broken").contains(&new));

    shop.repo.write("hugo.toml", &good);
    until(&desk, "Hugo again", |view| view.generator == "hugo");
    assert_eq!(told(&desk), []);
    assert_eq!(row(&desk, future).unwrap(), before);
    assert!(found(&desk, "broken").contains(&new));
    drop(desk);

    // What was kept meanwhile is of the site as it is now.
    let desk = shop.open();
    assert_eq!(row(&desk, future).unwrap(), before);
}

#[test]
fn a_blog_that_is_opened_broken_is_followed_once_it_is_mended() {
    let shop = Shop::new("jekyll", nothing);
    let good = String::from_utf8(shop.repo.read("_config.yml")).unwrap();
    shop.repo
        .write("_config.yml", "title: x\nurl: 'https://x.example\n");
    let desk = shop.open();
    assert_eq!(desk.library.view().unwrap().generator, "markdown");
    let (path, line, message) = told(&desk).remove(0);
    assert_eq!((path.as_str(), line), ("_config.yml", Some(2)));
    assert!(message.contains("(line 2, url)"), "{message}");
    shop.repo.write("_config.yml", &good);
    until(&desk, "Jekyll", |view| view.generator == "jekyll");
    assert_eq!(row(&desk, "_drafts/lift.md").unwrap().status, Status::Draft);

    shop.repo.write("galley.toml", "[library]\nposts = [\n");
    until(&desk, "plain Markdown", |view| view.generator == "markdown");
    assert_eq!(told(&desk)[0].1, Some(2));
    shop.repo.write("galley.toml", "[library]\ncolour = 1\n");
    until(&desk, "Jekyll with a doubt", |view| view.generator == "jekyll");
    let (path, line, message) = told(&desk).remove(0);
    assert_eq!((path.as_str(), line), ("galley.toml", Some(2)));
    assert!(message.contains("library.colour"), "{message}");
}

#[test]
fn a_section_that_becomes_a_draft_hides_its_posts_and_says_why() {
    let shop = Shop::new("hugo", nothing);
    let path = "content/posts/the-boiler.md";
    let desk = shop.open();
    assert_eq!(row(&desk, path).unwrap().visibility, Visibility::Public);
    let head = "---\ntitle: Posts\ncascade:\n  draft: true\n---\n\nAll of them.\n";
    shop.repo.write("content/posts/_index.md", head);
    desk.wait("a draft", |_| {
        (row(&desk, path).unwrap().visibility == Visibility::Draft).then_some(())
    });
    let why = &row(&desk, path).unwrap().reasons[0];
    assert_eq!(
        why.message,
        "A draft, because content/posts/_index.md says draft: true for it."
    );
}

fn found(desk: &Desk, words: &str) -> Vec<String> {
    let query = galley_library::view::PostQuery {
        search: Some(words.to_owned()),
        ..everything()
    };
    let rows = desk.library.posts_in_all_texts(&query).unwrap().rows;
    rows.into_iter().map(|row| row.path).collect()
}

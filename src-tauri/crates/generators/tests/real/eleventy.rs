//! Eleventy.

use crate::life::Kind;
use crate::npm::Npm;

const ELEVENTY: Npm = Npm {
    name: "Eleventy",
    home: "eleventy",
    file: "node_modules/@11ty/eleventy/cmd.cjs",
    arguments: &["--quiet"],
    site: "_site",
    slow: false,
};

#[test]
fn a_blog_with_every_kind_of_name_and_date() {
    let Some(counted) = ELEVENTY.compared(&["eleventy"]) else {
        return;
    };
    // An address that a template makes.
    assert_eq!(counted.unknown, ["content/posts/template.md"]);
    assert_eq!((counted.posts, counted.urls, counted.hidden), (20, 21, 2));
}

#[test]
fn addresses_by_a_program_are_not_guessed() {
    let Some(counted) = ELEVENTY.compared(&["eleventy", "eleventy-data"]) else {
        return;
    };
    assert_eq!((counted.posts, counted.urls), (20, 0));
}

#[test]
fn values_that_hold_for_whole_folders() {
    let Some(counted) = ELEVENTY.compared(&["eleventy", "eleventy-inherited"]) else {
        return;
    };
    assert_eq!(
        counted.unknown,
        ["content/feeds/templated.md", "content/posts/template.md"]
    );
    assert_eq!((counted.posts, counted.urls, counted.hidden), (23, 26, 4));
}

fn head(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\nWords.\n")
}

#[test]
fn the_life_of_a_post() {
    let posts = Kind {
        folder: "content/posts/",
        head,
        keeps_mark: true,
    };
    ELEVENTY.live(&["eleventy"], &posts);
}

#[test]
fn the_life_of_a_post_in_a_folder_of_drafts() {
    let blog = Kind {
        folder: "content/blog/",
        head,
        keeps_mark: false,
    };
    ELEVENTY.live(&["eleventy", "eleventy-inherited"], &blog);
}

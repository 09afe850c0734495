//! Astro, where a program makes the address of every post: only those of pages are known.

use crate::life::Kind;
use crate::npm::Npm;

const ASTRO: Npm = Npm {
    name: "Astro",
    home: "astro",
    file: "node_modules/astro/astro.js",
    arguments: &["build"],
    site: "dist",
    slow: false,
};

#[test]
fn a_blog_with_every_kind_of_name_and_date() {
    let Some(counted) = ASTRO.compared(&["astro"]) else {
        return;
    };
    assert_eq!((counted.posts, counted.urls, counted.hidden), (12, 4, 1));
}

fn head(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\npubDate: {date}\n---\n\nWords.\n")
}

#[test]
fn the_life_of_a_post() {
    let posts = Kind {
        folder: "src/content/blog/",
        head,
        keeps_mark: false,
    };
    ASTRO.live(&["astro"], &posts);
}

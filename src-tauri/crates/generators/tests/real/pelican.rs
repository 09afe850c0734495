//! Pelican, whose addresses are unknown: its posts, and the hidden ones.

use std::path::PathBuf;

use crate::blog::{Blog, Built, Counted, compare};
use crate::life::{FORMATS, Kind, live, near_now};
use crate::program;

fn pelican() -> Option<PathBuf> {
    let file = program::installed().join("python/bin/pelican");
    program::is_there("Pelican", &file).then_some(file)
}

fn built(blog: &Blog) -> Option<Built> {
    let pelican = pelican()?;
    let mut built = blog.built("python", |folder| {
        program::run(folder, blog.zone, &pelican, &["--quiet", "--output", "site"]);
        folder.join("site")
    });
    // A draft has a page at an address of its own, and a hidden post one that no list shows.
    let listed = built.lists["posts.txt"].clone();
    built.pages.retain(|path, url| {
        path.starts_with("content/pages/") && !url.starts_with("/drafts/")
            || listed.contains(url.trim_end_matches(".html"))
    });
    Some(built)
}

fn compared(fixtures: &[&str]) -> Option<Counted> {
    let blog = Blog::of(fixtures);
    let counted = compare(&blog.said(), &built(&blog)?);
    println!("{fixtures:?}: {counted:?}");
    Some(counted)
}

#[test]
fn a_blog_with_every_status_and_date() {
    let Some(counted) = compared(&["pelican"]) else {
        return;
    };
    assert_eq!((counted.posts, counted.hidden, counted.urls), (9, 7, 0));
}

#[test]
fn future_posts_are_hidden_where_the_config_says_so() {
    let Some(counted) = compared(&["pelican", "pelican-future"]) else {
        return;
    };
    assert_eq!((counted.posts, counted.hidden, counted.urls), (8, 8, 0));
}

fn head(title: &str, date: &str) -> String {
    format!("Title: {title}\nDate: {}\n\nWords.\n", date.trim_matches('"'))
}

#[test]
fn the_life_of_a_post() {
    if pelican().is_none() {
        return;
    }
    let posts = Kind {
        folder: "content/",
        head,
        keeps_mark: false,
    };
    live(&Blog::of(&["pelican"]), &posts, &|blog| built(blog).unwrap());
}

#[test]
fn dates_close_to_now() {
    if pelican().is_none() {
        return;
    }
    let blog = Blog::of(&["pelican", "pelican-future"]).in_zone("America/New_York");
    near_now(
        &blog,
        &FORMATS,
        &|n, _| format!("content/near-{n}.md"),
        head,
        &|blog| built(blog).unwrap(),
    );
}

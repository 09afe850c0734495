//! Eleventy.

use std::path::PathBuf;

use crate::blog::{Blog, Built, Counted, compare};
use crate::life::{Kind, live};
use crate::program;

fn eleventy() -> Option<PathBuf> {
    let file = program::installed().join("eleventy/node_modules/@11ty/eleventy/cmd.cjs");
    program::is_there("Eleventy", &file).then_some(file)
}

fn built(blog: &Blog) -> Option<Built> {
    let eleventy = eleventy()?;
    Some(blog.built("eleventy", |folder| {
        program::run(folder, blog.zone, &eleventy, &["--quiet"]);
        folder.join("_site")
    }))
}

fn compared(fixtures: &[&str]) -> Option<Counted> {
    let blog = Blog::of(fixtures);
    let counted = compare(&blog.said(), &built(&blog)?);
    println!("{fixtures:?}: {counted:?}");
    Some(counted)
}

#[test]
fn a_blog_with_every_kind_of_name_and_date() {
    let Some(counted) = compared(&["eleventy"]) else {
        return;
    };
    // An address that a template makes.
    assert_eq!(counted.unknown, ["content/posts/template.md"]);
    assert_eq!((counted.posts, counted.urls, counted.hidden), (20, 21, 2));
}

#[test]
fn addresses_by_a_program_are_not_guessed() {
    let Some(counted) = compared(&["eleventy", "eleventy-data"]) else {
        return;
    };
    assert_eq!((counted.posts, counted.urls), (20, 0));
}

fn head(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\nWords.\n")
}

#[test]
fn the_life_of_a_post() {
    if eleventy().is_none() {
        return;
    }
    let posts = Kind {
        folder: "content/posts/",
        head,
        keeps_mark: true,
    };
    live(&Blog::of(&["eleventy"]), &posts, &|blog| built(blog).unwrap());
}

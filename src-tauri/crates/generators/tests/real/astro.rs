//! Astro, where a program makes the address of every post: only those of pages are known.

use std::path::PathBuf;

use crate::blog::{Blog, Built, Counted, compare};
use crate::life::{Kind, live};
use crate::program;

fn astro() -> Option<PathBuf> {
    let file = program::installed().join("astro/node_modules/astro/astro.js");
    program::is_there("Astro", &file).then_some(file)
}

fn built(blog: &Blog) -> Option<Built> {
    let astro = astro()?;
    Some(blog.built("astro", |folder| {
        program::run(folder, blog.zone, &astro, &["build"]);
        folder.join("dist")
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
    let Some(counted) = compared(&["astro"]) else {
        return;
    };
    assert_eq!((counted.posts, counted.urls, counted.hidden), (12, 4, 1));
}

fn head(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\npubDate: {date}\n---\n\nWords.\n")
}

#[test]
fn the_life_of_a_post() {
    if astro().is_none() {
        return;
    }
    let posts = Kind {
        folder: "src/content/blog/",
        head,
        keeps_mark: false,
    };
    live(&Blog::of(&["astro"]), &posts, &|blog| built(blog).unwrap());
}

//! Docusaurus: one build takes a minute, so that it runs with `./dev test --full` alone.

use std::path::PathBuf;

use crate::blog::{Blog, Built, Counted, compare};
use crate::life::{Kind, live};
use crate::program;

fn docusaurus() -> Option<PathBuf> {
    if std::env::var_os("GALLEY_FULL").is_none() {
        eprintln!("\nDocusaurus is compared with ./dev test --full only.\n");
        return None;
    }
    let file = program::installed().join("docusaurus/node_modules/@docusaurus/core/bin/docusaurus.mjs");
    program::is_there("Docusaurus", &file).then_some(file)
}

fn built(blog: &Blog) -> Option<Built> {
    let docusaurus = docusaurus()?;
    Some(blog.built("docusaurus", |folder| {
        program::run(folder, blog.zone, &docusaurus, &["build", "--no-minify"]);
        folder.join("build")
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
    let Some(counted) = compared(&["docusaurus"]) else {
        return;
    };
    assert_eq!((counted.posts, counted.urls, counted.hidden), (16, 18, 2));
}

fn head(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\nBefore the fold.\n\n<!-- truncate -->\n\nWords.\n")
}

#[test]
fn the_life_of_a_post() {
    if docusaurus().is_none() {
        return;
    }
    let posts = Kind {
        folder: "blog/",
        head,
        keeps_mark: false,
    };
    live(&Blog::of(&["docusaurus"]), &posts, &|blog| built(blog).unwrap());
}

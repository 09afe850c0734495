//! Docusaurus: one build takes a minute, so that it runs with `./dev test --full` alone.

use crate::life::Kind;
use crate::npm::Npm;

const DOCUSAURUS: Npm = Npm {
    name: "Docusaurus",
    home: "docusaurus",
    file: "node_modules/@docusaurus/core/bin/docusaurus.mjs",
    arguments: &["build", "--no-minify"],
    site: "build",
    slow: true,
};

#[test]
fn a_blog_with_every_kind_of_name_and_date() {
    let Some(counted) = DOCUSAURUS.compared(&["docusaurus"]) else {
        return;
    };
    assert_eq!((counted.posts, counted.urls, counted.hidden), (16, 18, 2));
}

fn head(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\nBefore the fold.\n\n<!-- truncate -->\n\nWords.\n")
}

#[test]
fn the_life_of_a_post() {
    let posts = Kind {
        folder: "blog/",
        head,
        keeps_mark: false,
    };
    DOCUSAURUS.live(&["docusaurus"], &posts);
}

//! Hexo.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::blog::{Blog, Built, Counted, compare};
use crate::life::{FORMATS, Kind, live, near_now};
use crate::program;

pub fn hexo() -> Option<PathBuf> {
    let file = program::installed().join("hexo/node_modules/hexo/bin/hexo");
    program::is_there("Hexo", &file).then_some(file)
}

fn built(blog: &Blog) -> Option<Built> {
    hexo()?;
    Some(blog.built("hexo", |folder| {
        let (success, said) = tried(folder, blog.zone);
        assert!(success, "{said}");
        folder.join("public")
    }))
}

/// Lets it build the blog in a folder; whether it could, and what it printed.
pub fn tried(folder: &Path, zone: &str) -> (bool, String) {
    // It looks for its plugins in the blog's own folder.
    let home = program::installed().join("hexo");
    symlink(home.join("node_modules"), folder.join("node_modules")).unwrap();
    std::fs::copy(home.join("package.json"), folder.join("package.json")).unwrap();
    let (success, said) = program::tried(folder, zone, &hexo().unwrap(), &["generate"]);
    // Of a config that it cannot read it says so, and goes on with none.
    (success && !said.contains("YAMLException"), said)
}

fn compared(fixtures: &[&str], zone: &'static str) -> Option<Counted> {
    let blog = Blog::of(fixtures).in_zone(zone);
    let counted = compare(&blog.said(), &built(&blog)?);
    println!("{fixtures:?}: {counted:?}");
    Some(counted)
}

#[test]
fn a_blog_with_every_kind_of_name_and_date() {
    let Some(counted) = compared(&["hexo"], "America/New_York") else {
        return;
    };
    // What another program or the machine decides: an ending, a place that nobody fills, a file's age, a time zone.
    let unknown = ["addressed-bare", "patterned", "undated", "with-zone"];
    assert_eq!(
        counted.unknown,
        unknown.map(|name| format!("source/_posts/{name}.md"))
    );
    assert_eq!((counted.posts, counted.urls, counted.hidden), (26, 27, 5));
}

#[test]
fn a_pattern_of_the_site_and_everything_shown() {
    let Some(counted) = compared(&["hexo", "hexo-pattern"], "Asia/Tokyo") else {
        return;
    };
    assert_eq!((counted.posts, counted.urls, counted.hidden), (30, 30, 1));
}

#[test]
fn a_date_in_every_name() {
    let Some(counted) = compared(&["hexo", "hexo-dated"], "Asia/Tokyo") else {
        return;
    };
    assert!(
        !counted
            .unknown
            .contains(&"source/_posts/2024-03-07-named-by-day.md".to_owned())
    );
    assert!(
        counted
            .unknown
            .contains(&"source/_posts/über-straße.md".to_owned())
    );
}

#[test]
fn a_time_zone_in_the_config() {
    let Some(counted) = compared(&["hexo", "hexo-zone"], "America/New_York") else {
        return;
    };
    assert_eq!((counted.posts, counted.urls, counted.hidden), (26, 7, 5));
}

fn head(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\nWords.\n")
}

const POSTS: Kind = Kind {
    folder: "source/",
    head,
    keeps_mark: false,
};

#[test]
fn the_life_of_a_post() {
    if hexo().is_none() {
        return;
    }
    live(
        &Blog::of(&["hexo"]).in_zone("America/New_York"),
        &POSTS,
        &|blog| built(blog).unwrap(),
    );
}

#[test]
fn dates_close_to_now() {
    if hexo().is_none() {
        return;
    }
    for config in ["hexo-future", "hexo-future-zone"] {
        let blog = Blog::of(&["hexo", config]).in_zone("America/New_York");
        near_now(
            &blog,
            &FORMATS,
            &|n, _| format!("source/_posts/near-{n}.md"),
            head,
            &|blog| built(blog).unwrap(),
        );
    }
}

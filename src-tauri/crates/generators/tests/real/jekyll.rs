//! Jekyll.

use std::path::{Path, PathBuf};

use crate::blog::{Blog, Built, Counted, compare};
use crate::life::{FORMATS, Kind, live, near_now};
use crate::program;

pub fn jekyll() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .map(|folder| folder.join("jekyll"))
        .find(|file| file.exists());
    let file = found.unwrap_or_else(|| PathBuf::from("/usr/bin/jekyll"));
    program::is_there("Jekyll", &file).then_some(file)
}

fn built(blog: &Blog) -> Option<Built> {
    Some(built_by(blog, &jekyll()?))
}

pub fn built_by(blog: &Blog, jekyll: &Path) -> Built {
    blog.built("jekyll", |folder| {
        program::run(
            folder,
            blog.zone,
            jekyll,
            &[
                "build",
                "--quiet",
                "--destination",
                "_site",
                "--disable-disk-cache",
            ],
        );
        folder.join("_site")
    })
}

fn compared(fixtures: &[&str], zone: &'static str) -> Option<Counted> {
    let blog = Blog::of(fixtures).in_zone(zone);
    let counted = compare(&blog.said(), &built(&blog)?);
    println!("{fixtures:?}: {counted:?}");
    Some(counted)
}

#[test]
fn a_blog_with_every_kind_of_name_and_date() {
    let Some(counted) = compared(&["jekyll"], "America/New_York") else {
        return;
    };
    assert_eq!(
        counted,
        Counted {
            posts: 24,
            urls: 30,
            hidden: 9,
            pages: 10,
            unknown: vec![]
        }
    );
}

#[test]
fn pretty_addresses_and_everything_shown() {
    let Some(counted) = compared(&["jekyll", "jekyll-pretty"], "Asia/Tokyo") else {
        return;
    };
    // An undated draft is dated by its file on the machine that builds.
    assert_eq!(counted.unknown, ["_drafts/lift.md", "de/_drafts/aufzug.md"]);
}

#[test]
fn a_pattern_of_the_site() {
    let Some(counted) = compared(&["jekyll", "jekyll-pattern"], "Asia/Tokyo") else {
        return;
    };
    assert_eq!(counted.unknown, ["_tools/torch.md"]);
}

#[test]
fn values_that_hold_for_whole_folders() {
    let Some(counted) = compared(&["jekyll", "jekyll-inherited"], "UTC") else {
        return;
    };
    assert_eq!(counted.unknown, Vec::<String>::new());
    assert_eq!((counted.posts, counted.urls, counted.hidden), (23, 29, 13));
}

#[test]
fn an_address_for_a_folder() {
    let Some(counted) = compared(&["jekyll", "jekyll-defaults"], "UTC") else {
        return;
    };
    // A page whose address has places to fill.
    assert_eq!(counted.unknown, ["de/index.md"]);
}

fn head(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\nWords.\n")
}

#[test]
fn the_life_of_a_post() {
    if jekyll().is_none() {
        return;
    }
    let posts = Kind {
        folder: "_",
        head,
        keeps_mark: false,
    };
    live(
        &Blog::of(&["jekyll"]).in_zone("America/New_York"),
        &posts,
        &|blog| built(blog).unwrap(),
    );
}

#[test]
fn dates_close_to_now() {
    if jekyll().is_none() {
        return;
    }
    for fixture in ["jekyll", "jekyll-plain"] {
        let blog = Blog::of(&[fixture]).in_zone("America/New_York");
        near_now(
            &blog,
            &FORMATS,
            &|n, day| format!("_posts/{day}-near-{n}.md"),
            head,
            &|blog| built(blog).unwrap(),
        );
    }
}

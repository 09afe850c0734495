//! Hugo.

use std::path::{Path, PathBuf};

use crate::blog::{Blog, Built, Counted, compare};
use crate::life::{FORMATS, Kind, live, near_now};
use crate::program;

pub fn hugo_program() -> Option<PathBuf> {
    let lib = program::installed().join("python/lib");
    let found = std::fs::read_dir(&lib).ok().and_then(|folders| {
        folders
            .filter_map(|python| Some(python.ok()?.path().join("site-packages/hugo/binaries/hugo")))
            .find(|file| file.exists())
    });
    let file = found.unwrap_or_else(|| lib.join("python3/site-packages/hugo/binaries/hugo"));
    program::is_there("Hugo", &file).then_some(file)
}

pub fn built(blog: &Blog, hugo: &Path) -> Built {
    blog.built("python", |folder| {
        program::run(folder, blog.zone, hugo, &["--quiet", "--destination", "site"]);
        folder.join("site")
    })
}

fn compared(fixtures: &[&str]) -> Option<Counted> {
    let hugo = hugo_program()?;
    let blog = Blog::of(fixtures);
    let counted = compare(&blog.said(), &built(&blog, &hugo));
    println!("{fixtures:?}: {counted:?}");
    Some(counted)
}

#[test]
fn a_blog_with_every_kind_of_name_and_date() {
    let Some(counted) = compared(&["hugo"]) else {
        return;
    };
    assert_eq!(
        counted,
        Counted {
            posts: 19,
            urls: 23,
            hidden: 8,
            pages: 5,
            unknown: vec![]
        }
    );
}

#[test]
fn permalinks_by_section() {
    let Some(counted) = compared(&["hugo", "hugo-permalinks"]) else {
        return;
    };
    // What Hugo makes of a percent sign hangs on what follows it.
    assert_eq!(counted.unknown, ["content/posts/zone.md"]);
    assert_eq!((counted.posts, counted.urls), (25, 29));
}

#[test]
fn files_instead_of_folders_and_a_config_in_parts() {
    let hugo = ["hugo", "hugo-ugly"];
    let Some(program) = hugo_program() else { return };
    let blog = Blog::of(&hugo);
    blog.remove("hugo.toml");
    let counted = compare(&blog.said(), &built(&blog, &program));
    assert_eq!(counted.unknown, ["content/posts/what's (new) & old+1.md"]);
    assert_eq!((counted.posts, counted.urls), (19, 22));
}

#[test]
fn a_config_for_the_environment_that_readers_get() {
    let Some(program) = hugo_program() else { return };
    for alone in [true, false] {
        let blog = Blog::of(&["hugo", "hugo-environments"]);
        if alone {
            blog.remove("hugo.toml");
        }
        let counted = compare(&blog.said(), &built(&blog, &program));
        println!("environments: {counted:?}");
        assert_eq!(counted.unknown, ["content/posts/what's (new) & old+1.md"]);
        assert_eq!((counted.posts, counted.urls), (19, 22));
    }
}

#[test]
fn languages_in_names() {
    let Some(counted) = compared(&["hugo", "hugo-languages"]) else {
        return;
    };
    assert_eq!(counted.unknown, Vec::<String>::new());
    assert_eq!((counted.posts, counted.urls, counted.hidden), (23, 28, 9));
}

#[test]
fn languages_in_folders() {
    let Some(counted) = compared(&["hugo-folders"]) else {
        return;
    };
    assert_eq!(
        counted,
        Counted {
            posts: 2,
            urls: 4,
            hidden: 1,
            pages: 2,
            unknown: vec![]
        }
    );
}

#[test]
fn a_config_that_shows_everything() {
    let Some(counted) = compared(&["hugo", "hugo-shown"]) else {
        return;
    };
    assert_eq!((counted.hidden, &counted.unknown), (1, &vec![]));
}

#[test]
fn values_that_hold_for_whole_sections() {
    let Some(counted) = compared(&["hugo", "hugo-cascade"]) else {
        return;
    };
    assert_eq!(counted.unknown, Vec::<String>::new());
    assert_eq!((counted.posts, counted.urls, counted.hidden), (25, 33, 14));
}

#[test]
fn dates_from_where_the_config_says() {
    let Some(counted) = compared(&["hugo", "hugo-dates"]) else {
        return;
    };
    assert_eq!(counted.unknown, Vec::<String>::new());
    assert_eq!((counted.posts, counted.urls, counted.hidden), (29, 34, 13));
}

#[test]
fn dates_from_the_age_of_files_hide_nothing_and_make_no_address() {
    let Some(counted) = compared(&["hugo", "hugo-dates", "hugo-file-dates"]) else {
        return;
    };
    assert_eq!(counted.unknown, ["content/dated/2023-11-05-one.md"]);
    assert_eq!((counted.posts, counted.urls, counted.hidden), (27, 39, 7));
}

#[test]
fn the_life_of_a_post_in_a_section_of_drafts() {
    let Some(program) = hugo_program() else { return };
    let posts = Kind {
        folder: "content/hidden/",
        ..POSTS
    };
    live(&Blog::of(&["hugo", "hugo-cascade"]), &posts, &|blog| {
        built(blog, &program)
    });
}

fn head(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\nWords.\n")
}

const POSTS: Kind = Kind {
    folder: "content/posts/",
    head,
    keeps_mark: true,
};

#[test]
fn the_life_of_a_post() {
    let Some(program) = hugo_program() else { return };
    live(
        &Blog::of(&["hugo"]).in_zone("America/New_York"),
        &POSTS,
        &|blog| built(blog, &program),
    );
}

#[test]
fn the_life_of_a_post_in_one_of_two_languages() {
    let Some(program) = hugo_program() else { return };
    let posts = Kind {
        folder: "content/en/",
        ..POSTS
    };
    live(&Blog::of(&["hugo-folders"]), &posts, &|blog| {
        built(blog, &program)
    });
}

#[test]
fn dates_close_to_now() {
    let Some(program) = hugo_program() else { return };
    for config in ["hugo", "hugo-folders"] {
        let blog = Blog::of(&[config]).in_zone("America/New_York");
        let folder = if config == "hugo" {
            "content/posts"
        } else {
            "content/en"
        };
        near_now(
            &blog,
            &FORMATS[..4],
            &|n, _| format!("{folder}/near-{n}.md"),
            head,
            &|blog| built(blog, &program),
        );
    }
}

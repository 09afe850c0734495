//! Real blogs: a tag that is added to a post is one line, and goes to the server alone.

use galley_library::Places;
use galley_library::view::{FieldEdit, Group, PostQuery};
use galley_post::{Known, Post, Value};
use galley_testkit::corpus::{Archive, archives};
use galley_testkit::repo::Place;

use crate::published;
use crate::support::{Desk, clock, everything, isolated, numstat};

/// How a post writes its tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Block,
    Flow,
    Scalar,
    Absent,
}

const STYLES: [Style; 4] = [Style::Block, Style::Flow, Style::Scalar, Style::Absent];

/// A post's tags as it writes them; `None` for anything else that this test has no place for.
fn style(post: &Post) -> Option<Style> {
    if !post.can_edit_fields() || post.fields().is_empty() {
        return None;
    }
    let Some(found) = post.known(Known::Tags) else {
        return Some(Style::Absent);
    };
    let field = post.fields().iter().find(|field| field.name == found.path)?;
    match found.value {
        Value::String(text) if !text.is_empty() && !text.contains([' ', ',']) => Some(Style::Scalar),
        Value::List(items) if !items.is_empty() => {
            let text = std::str::from_utf8(&post.bytes()[field.span.clone()]).ok()?;
            Some(if text.lines().count() > 1 {
                Style::Block
            } else {
                Style::Flow
            })
        }
        _ => None,
    }
}

/// The lines of the tags in this version of a post, counted from 1.
fn tag_lines(post: &Post) -> std::ops::Range<usize> {
    let found = post.known(Known::Tags);
    let field = found.and_then(|found| {
        post.fields()
            .iter()
            .find(|field| field.name == found.path)
            .cloned()
    });
    field.map_or(0..0, |field| field.lines)
}

/// One post of each style that this blog has.
fn examples(archive: &Archive, desk: &Desk) -> Vec<(Style, String)> {
    // Publishing a draft takes its mark away too: another line.
    let rows = desk
        .library
        .posts(&PostQuery {
            group: Group::Published,
            ..everything()
        })
        .unwrap()
        .rows;
    let of_style = |wanted: Style| {
        rows.iter().find_map(|row| {
            let post = Post::parse(std::fs::read(archive.root.join(&row.path)).ok()?);
            (style(&post) == Some(wanted)).then(|| (wanted, row.path.clone()))
        })
    };
    STYLES.into_iter().filter_map(of_style).collect()
}

fn check(archive: &Archive) -> Vec<Style> {
    let place = Place::new();
    let bare = place.bare("blog.git");
    let repo = place.at("blog");
    let copied = std::process::Command::new("cp")
        .arg("-a")
        .arg(&archive.root)
        .arg(repo.path())
        .status();
    assert!(copied.unwrap().success());
    repo.git(["init", "--quiet", "--initial-branch=main"]);
    repo.commit_all("as it was");
    repo.git(["remote", "add", "origin", &bare.address()]);
    repo.git(["push", "--quiet", "--set-upstream", "origin", "main"]);
    let desk = Desk::open(repo.path(), Places::under(&place.path().join("galley")), clock()).unwrap();
    assert_eq!(
        desk.library.view().unwrap().counts.unpublished,
        0,
        "{}",
        archive.name
    );
    let examples = examples(archive, &desk);
    for (style, path) in &examples {
        let name = format!("{} {style:?} {path}", archive.name);
        let before = Post::parse(repo.read(path));
        let open = desk.library.open_post(path).unwrap();
        let head = desk
            .library
            .edit_field(
                &open.post,
                &FieldEdit::AddTag {
                    value: "galleyproof".into(),
                },
            )
            .unwrap();
        assert!(
            head.fields.tags.iter().any(|tag| tag == "galleyproof"),
            "{name}: {:?}",
            head.fields.tags
        );
        published(&desk.library, &[path]);
        let after = Post::parse(repo.read(path));
        let counts = numstat(&bare.git([
            "-c",
            "core.quotePath=false",
            "diff",
            "--numstat",
            "main~1",
            "main",
        ]));
        let [(added, removed, changed)] = counts.as_slice() else {
            panic!("{name}: {counts:?}")
        };
        assert!(
            *added <= 1 && *removed <= 1 && changed == path,
            "{name}: {counts:?}"
        );
        let (was, is) = (tag_lines(&before), tag_lines(&after));
        let hunks = bare.git(["diff", "--unified=0", "main~1", "main"]);
        for hunk in hunks.lines().filter_map(|line| line.strip_prefix("@@ -")) {
            let mut parts = hunk
                .split([' ', '+'])
                .filter(|part| !part.is_empty())
                .map(|part| {
                    let (line, count) = part.split_once(',').unwrap_or((part, "1"));
                    (line.parse::<usize>(), count.parse::<usize>())
                });
            let mut inside = |lines: &std::ops::Range<usize>| {
                let (Some((Ok(line), Ok(count))), lines) = (parts.next(), lines) else {
                    panic!("{name}: {hunk}")
                };
                count == 0 || (lines.contains(&line) && line + count <= lines.end)
            };
            assert!(
                inside(&was) && inside(&is),
                "{name}: {hunk} lies outside {was:?} and {is:?}"
            );
        }
        assert_eq!(after.body(), before.body(), "{name}");
        desk.library.close_post(&open.post).unwrap();
    }
    assert_eq!(repo.status(), Vec::<String>::new(), "{}", archive.name);
    examples.into_iter().map(|(style, _)| style).collect()
}

fn check_all(wanted: impl Fn(&str) -> bool) {
    isolated();
    let Some(archives) = archives() else { return };
    let mut seen = 0;
    for archive in archives.iter().filter(|archive| wanted(&archive.name)) {
        let styles = check(archive);
        let missing: Vec<_> = STYLES.iter().filter(|style| !styles.contains(style)).collect();
        println!("{}: {styles:?}; no post has {missing:?}", archive.name);
        seen += styles.len();
    }
    assert!(seen > 0, "no post of these blogs was tried");
}

#[test]
fn a_tag_on_real_jekyll_posts_is_one_line() {
    check_all(|name| name.starts_with("jekyll-"));
}

#[test]
fn a_tag_on_real_hugo_posts_is_one_line() {
    // The LFS blog's attributes stand in the way of its pictures, not of its posts.
    check_all(|name| name.starts_with("hugo-"));
}

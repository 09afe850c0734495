//! Real blogs in the window: one tag is added to one post, and that is all that the remote gets.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use galley_testkit::corpus;
use galley_testkit::repo::Place;
use support::blog::Blog;
use support::keys;
use support::page::SHEET;
use support::window::{Setup, Window};

#[tokio::test]
async fn jekyll() {
    one_tag("jekyll-ruby-lang", "en/news/_posts", "Jekyll").await;
}

#[tokio::test]
async fn hugo() {
    one_tag("hugo-spf13", "content", "Hugo").await;
}

/// Adds a tag to the newest post below `folder` that has tags, publishes it, and looks at the lines that went.
async fn one_tag(archive: &str, folder: &str, generator: &str) {
    const TAG: &str = "galley proofs";
    let Some(archives) = corpus::archives() else {
        return;
    };
    let archive = archives
        .iter()
        .find(|a| a.name == archive)
        .expect("the blog is in the corpus");
    let place = Place::new();
    let remote = place.bare("blog.git");
    let blog = place.init("blog");
    let copied = Command::new("cp")
        .arg("-a")
        .arg(format!("{}/.", archive.root.display()))
        .arg(blog.path())
        .status();
    assert!(copied.expect("cp runs").success());
    let _ = fs::remove_dir_all(blog.path().join(".github"));
    blog.commit_all("The blog as it was");
    blog.git(["remote", "add", "origin", &remote.address()]);
    blog.git(["push", "--quiet", "--set-upstream", "origin", "main"]);
    let blog = Blog {
        place,
        remote,
        folder: blog,
    };

    let setup = Setup {
        open: Some(blog.folder.path().to_owned()),
        ..Setup::default()
    };
    let begun = std::time::Instant::now();
    let window = Window::open(&blog.place, setup).await;
    window.see("[data-testid=post-row]").await;
    eprintln!(
        "{}: the list stands {:.1} s after the start",
        archive.name,
        begun.elapsed().as_secs_f32()
    );
    let path = tagged(&archive.root, &archive.root.join(folder));
    window.open_post(&path).await;
    // Another program makes the page that readers get, and the preview does not claim otherwise.
    let says = format!("Quick preview; {generator} builds the site");
    window.reads("[data-testid=quick-preview]", &says).await;
    window.press("Control+Shift+T").await;
    window.focused("the field for a tag", keys::TAG).await;
    window.type_text(&format!("{TAG}\n")).await;
    window.press("Escape").await;
    window.press_button("Publish…").await;
    window.reads(SHEET, "Publish 1 post").await;
    window.shot(&format!("publish-{}", archive.name)).await;
    window.publish().await;
    window.reads(SHEET, "Published at").await;

    let sent = blog.sent();
    assert!(
        sent == [format!("1\t0\t{path}")] || sent == [format!("1\t1\t{path}")],
        "one line more, or one changed: {sent:?}"
    );
    let lines = blog.remote.git(["show", "--format=", "--unified=0", "main"]);
    let changed: Vec<&str> = lines
        .lines()
        .filter(|line| {
            (line.starts_with('+') && !line.starts_with("+++"))
                || (line.starts_with('-') && !line.starts_with("---"))
        })
        .collect();
    assert!(
        changed
            .iter()
            .any(|line| line.starts_with('+') && line.contains(TAG)),
        "{changed:?}"
    );
    if let [removed, added] = changed[..] {
        // A lone tag that is no list becomes one.
        let plain = |line: &str| line[1..].replace(['[', ']', '"', '\''], "").replace(", ", ",");
        let rest = plain(added).replacen(&format!(",{TAG}"), "", 1);
        assert_eq!(rest, plain(removed), "nothing but the tag came into the line");
    }
    assert_eq!(blog.folder.status(), Vec::<String>::new());
}

/// The path of a post that has a list of tags (or, in Jekyll, categories) which can be added to.
fn tagged(root: &Path, folder: &Path) -> String {
    let listed = corpus::Archive {
        name: String::new(),
        root: folder.to_owned(),
    }
    .posts();
    let found = listed.iter().rev().find(|post| {
        let text = fs::read_to_string(post).unwrap_or_default();
        let head = text
            .split("---")
            .nth(1)
            .or_else(|| text.split("+++").nth(1))
            .unwrap_or_default();
        head.lines()
            .any(|line| line.to_ascii_lowercase().starts_with("tags"))
    });
    let found = found.or(listed.last()).expect("a post");
    found
        .strip_prefix(root)
        .expect("a path in the blog")
        .to_str()
        .expect("a readable path")
        .to_owned()
}

//! The server is not there, refuses, or has moved: the version is safe, and goes once.

use std::fs;

use galley_library::Clock;
use galley_library::view::{StepName, StepState};

use crate::support::{Blog, Desk};
use crate::{order, publish, published, steps};

const DRAFT: &str = "---\ntitle: New\ndraft: true\n---\nText.\n";
const PATH: &str = "posts/new.md";

fn blog() -> Blog {
    let blog = Blog::new(&[("posts/a.md", "---\ntitle: A\n---\nText.\n")]);
    blog.repo.write(PATH, DRAFT);
    blog
}

/// Takes the remote away, or puts it back.
fn remote(blog: &Blog, there: bool) {
    let (here, away) = (blog.bare.path().to_path_buf(), blog.place.path().join("away.git"));
    let (from, to) = if there { (away, here) } else { (here, away) };
    fs::rename(from, to).unwrap();
}

#[test]
fn a_remote_that_is_gone_leaves_the_version_here_and_it_is_sent_once() {
    let blog = blog();
    let desk = blog.open();
    remote(&blog, false);
    let (result, told) = steps(&desk.library, &order(&[PATH]));
    let error = result.unwrap_err();
    assert_eq!(error.code, "remote.gone");
    assert!(error.message.contains("safe"), "{}", error.message);
    assert_eq!(told.last(), Some(&(StepName::Send, StepState::Failed)));
    assert_eq!(blog.repo.subjects("main"), ["A few words", "first"]);
    assert_eq!(desk.library.view().unwrap().repository.ahead, 1);
    assert_eq!(
        publish(&desk.library, &order(&[PATH])).unwrap_err().code,
        "remote.gone",
        "again"
    );
    assert_eq!(
        blog.repo.subjects("main").len(),
        2,
        "a second attempt makes no second version"
    );
    remote(&blog, true);
    published(&desk.library, &[PATH]);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
    assert_eq!(blog.bare.files_of("main"), [PATH]);
    assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
    assert_eq!(desk.library.view().unwrap().repository.ahead, 0);
}

#[test]
fn a_version_that_was_not_sent_is_sent_once_after_a_restart() {
    let blog = blog();
    remote(&blog, false);
    assert_eq!(
        publish(&blog.open().library, &order(&[PATH])).unwrap_err().code,
        "remote.gone"
    );
    remote(&blog, true);
    published(&blog.open().library, &[PATH]);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
    assert_eq!(blog.repo.subjects("main"), ["A few words", "first"]);
}

#[test]
fn text_that_was_changed_since_the_failure_is_what_goes() {
    let blog = blog();
    let desk = blog.open();
    remote(&blog, false);
    publish(&desk.library, &order(&[PATH])).unwrap_err();
    remote(&blog, true);
    blog.repo.write(PATH, "---\ntitle: New\n---\nBetter text.\n");
    published(&desk.library, &[PATH]);
    assert!(
        blog.bare
            .git(["show", &format!("main:{PATH}")])
            .ends_with("Better text.")
    );
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    assert_eq!(
        blog.repo.subjects("main"),
        ["A few words", "first"],
        "one version of it"
    );
    assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
}

/// What the plan of nothing says that this computer has and the server lacks.
fn earlier(desk: &Desk) -> Vec<String> {
    let plan = desk.library.publish_plan(&[]).unwrap();
    plan.earlier.into_iter().map(|version| version.title).collect()
}

#[test]
fn an_attempt_that_failed_is_no_earlier_version_of_a_larger_one() {
    for restart in [false, true] {
        let blog = blog();
        let mut desk = blog.open();
        remote(&blog, false);
        let mut first = order(&[PATH]);
        first.message = "One post".into();
        publish(&desk.library, &first).unwrap_err();
        assert_eq!(earlier(&desk), ["One post"]);
        remote(&blog, true);
        if restart {
            drop(desk);
            desk = blog.open();
        }
        blog.repo.write("posts/b.md", "---\ntitle: B\n---\nText.\n");
        published(&desk.library, &[PATH, "posts/b.md"]);
        assert_eq!(blog.bare.files_of("main"), ["posts/b.md", PATH]);
        assert_eq!(earlier(&desk), Vec::<String>::new(), "restarted: {restart}");
        assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
        blog.repo.fsck();
    }
}

#[test]
fn an_attempt_that_failed_stays_while_it_holds_what_was_not_sent() {
    let blog = blog();
    let desk = blog.open();
    remote(&blog, false);
    let mut first = order(&[PATH, "posts/b.md"]);
    first.message = "Two posts".into();
    blog.repo.write("posts/b.md", "---\ntitle: B\n---\nText.\n");
    publish(&desk.library, &first).unwrap_err();
    remote(&blog, true);
    published(&desk.library, &[PATH]);
    assert_eq!(blog.bare.files_of("main"), [PATH]);
    assert_eq!(earlier(&desk), ["Two posts"]);
    assert_eq!(blog.repo.files_of("main"), ["posts/b.md"], "what is left of it");
    // It is known under its new name too.
    blog.repo.write("posts/c.md", "---\ntitle: C\n---\nText.\n");
    published(&desk.library, &["posts/b.md", "posts/c.md"]);
    assert_eq!(earlier(&desk), Vec::<String>::new());
    assert_eq!(
        blog.bare.subjects("main"),
        ["A few words", "A few words", "first"]
    );
}

#[test]
fn a_version_that_the_writer_made_stays_in_the_history() {
    let blog = blog();
    blog.repo.write(PATH, "---\ntitle: New\n---\nText.\n");
    blog.repo.commit_all("made in a terminal");
    blog.repo.write("posts/b.md", "---\ntitle: B\n---\nText.\n");
    let desk = blog.open();
    published(&desk.library, &[PATH, "posts/b.md"]);
    assert_eq!(earlier(&desk), ["made in a terminal"]);
}

#[test]
fn an_unsent_version_is_found_in_the_repository_only_when_it_is_the_same() {
    let picture = "posts/chart.png";
    let text = "---\ntitle: New\n---\n![A chart](chart.png)\n";
    let unsent = || {
        let blog = blog();
        blog.repo.write(PATH, text);
        blog.repo.write(picture, "PNG");
        remote(&blog, false);
        publish(&blog.open().library, &order(&[PATH, picture])).unwrap_err();
        remote(&blog, true);
        let made = blog.repo.head();
        (blog, made)
    };
    // A version made anew is made a minute later.
    let later = || Clock::standing("2026-06-04T10:43:00+02:00[Europe/Oslo]".parse().unwrap());
    let sent = |blog: &Blog, paths: &[&str]| {
        let desk = Desk::open(blog.repo.path(), blog.places(), later()).unwrap();
        published(&desk.library, paths);
        blog.bare.git(["rev-parse", "main"])
    };
    let (blog, made) = unsent();
    assert_eq!(
        sent(&blog, &[picture, PATH]),
        made,
        "the same files, in any order"
    );
    let (blog, made) = unsent();
    assert_ne!(sent(&blog, &[PATH]), made, "less than it has");
    assert_eq!(blog.bare.files_of("main"), [PATH]);
    let (blog, made) = unsent();
    blog.repo.write(picture, "another PNG");
    assert_ne!(sent(&blog, &[picture, PATH]), made, "another picture");
    let (blog, made) = unsent();
    blog.repo.remove(picture);
    assert_ne!(sent(&blog, &[picture, PATH]), made, "a picture that is gone");
    assert_eq!(blog.bare.files_of("main"), [PATH]);
    let (blog, made) = unsent();
    blog.repo
        .git(["commit", "--quiet", "--amend", "--message", "In other words"]);
    let amended = blog.repo.head();
    assert_ne!(amended, made);
    assert_eq!(sent(&blog, &[picture, PATH]), amended, "whoever made it");
}

#[test]
fn a_draft_that_was_moved_is_found_again_by_the_same_order() {
    let blog = Blog::new(&[
        ("_config.yml", "title: Jekyll blog\n"),
        ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
        ("_posts/2026-05-01-old.md", "---\ntitle: Old\n---\nText.\n"),
        ("_drafts/known.md", "---\ntitle: Known\n---\nText.\n"),
    ]);
    blog.repo.write("_drafts/new.md", "---\ntitle: New\n---\nText.\n");
    let desk = blog.open();
    remote(&blog, false);
    let both = order(&["_drafts/new.md", "_drafts/known.md"]);
    assert_eq!(publish(&desk.library, &both).unwrap_err().code, "remote.gone");
    remote(&blog, true);
    publish(&desk.library, &both).unwrap();
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
    assert_eq!(
        blog.bare
            .git(["diff", "--no-renames", "--name-only", "main~1", "main"]),
        "_drafts/known.md
_posts/2026-06-04-known.md
_posts/2026-06-04-new.md"
    );
    assert_eq!(blog.repo.status(), Vec::<String>::new());
}

#[test]
fn a_server_that_refuses_is_quoted_and_can_be_asked_again() {
    let blog = blog();
    let desk = blog.open();
    let hook = blog.bare.hook(
        "pre-receive",
        "echo 'Posts need a second pair of eyes.' >&2; exit 1",
    );
    let error = publish(&desk.library, &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, "remote.refused");
    assert!(
        error.message.contains("Posts need a second pair of eyes."),
        "{}",
        error.message
    );
    assert_eq!(blog.bare.subjects("main"), ["first"]);
    fs::remove_file(hook).unwrap();
    published(&desk.library, &[PATH]);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
}

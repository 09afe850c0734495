//! The server is not there, refuses, or has moved: the version is safe, and goes once.

use std::fs;

use galley_library::view::{PublishStep, StepName, StepState};
use galley_library::{Cancel, Clock};

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

/// The server has it, and that cannot be noted here: it is published, once, and the next one stands on it.
#[test]
fn a_version_that_was_sent_and_could_not_be_noted_is_published() {
    let blog = blog();
    let desk = blog.open();
    let lock = blog.repo.path().join(".git/refs/remotes/origin/main.lock");
    let hook = blog.bare.hook(
        "pre-receive",
        &format!("touch -d '1 minute ago' '{}'", lock.display()),
    );
    published(&desk.library, &[PATH]);
    assert!(lock.exists());
    let sent = blog.bare.git(["rev-parse", "main"]);
    assert_eq!(blog.repo.head(), sent);
    blog.repo.write(PATH, "---\ntitle: New\n---\nBetter text.\n");
    let error = publish(&desk.library, &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, "repository.lock-left");
    assert!(
        error.message.contains("(refs/remotes/origin/main.lock)"),
        "{}",
        error.message
    );
    assert_eq!(blog.repo.head(), sent, "nothing was made anew");
    fs::remove_file(hook).unwrap();
    assert!(desk.library.remove_lock().unwrap());
    published(&desk.library, &[PATH]);
    assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
    assert_eq!(blog.repo.git(["rev-parse", "HEAD~1"]), sent);
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
fn what_an_attempt_held_besides_is_unpublished_again() {
    let blog = blog();
    let desk = blog.open();
    remote(&blog, false);
    let mut first = order(&[PATH, "posts/b.md"]);
    first.message = "Two posts".into();
    blog.repo.write("posts/b.md", "---\ntitle: B\n---\nText.\n");
    publish(&desk.library, &first).unwrap_err();
    assert_eq!(earlier(&desk), ["Two posts"]);
    remote(&blog, true);
    published(&desk.library, &[PATH]);
    assert_eq!(blog.bare.files_of("main"), [PATH]);
    assert_eq!(earlier(&desk), Vec::<String>::new());
    // The writer left it out: no sync sends it.
    assert_eq!(blog.repo.status(), ["?? posts/b.md"]);
    desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
    published(&desk.library, &["posts/b.md"]);
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

/// Stopped is stopped: neither the next check nor Get changes makes public what the writer did not ask for again.
#[test]
fn a_publish_that_was_stopped_goes_only_when_it_is_asked_for_again() {
    let blog = blog();
    let desk = blog.open();
    let before = blog.repo.head();
    let cancel = Cancel::new();
    let tell = |step: PublishStep| {
        if (step.step, step.state) == (StepName::Send, StepState::Running) {
            cancel.cancel();
        }
    };
    let stopped = desk.library.publish(&order(&[PATH]), &tell, &cancel);
    assert_eq!(stopped.unwrap_err().code, "cancelled");
    assert_eq!(blog.text(PATH), DRAFT, "a draft as before");
    assert_eq!((blog.repo.head(), earlier(&desk)), (before, Vec::new()));
    let got = desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(
        (got.sent, blog.bare.subjects("main")),
        (0, vec!["first".to_owned()])
    );
    published(&desk.library, &[PATH]);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
}

/// A repository whose only commit cannot be taken back keeps it, and keeps it here.
#[test]
fn a_first_publish_that_was_stopped_is_not_sent_by_itself() {
    let blog = blog();
    blog.repo.git(["update-ref", "-d", "refs/heads/main"]);
    blog.repo.git(["update-ref", "-d", "refs/remotes/origin/main"]);
    blog.bare.git(["update-ref", "-d", "refs/heads/main"]);
    let desk = blog.open();
    let cancel = Cancel::new();
    let tell = |step: PublishStep| {
        if (step.step, step.state) == (StepName::Send, StepState::Running) {
            cancel.cancel();
        }
    };
    let stopped = desk.library.publish(&order(&[PATH]), &tell, &cancel);
    assert_eq!(stopped.unwrap_err().code, "cancelled");
    desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(blog.bare.git(["for-each-ref"]), "");
    published(&desk.library, &[PATH]);
    assert_eq!(blog.bare.subjects("main"), ["A few words"]);
}

/// The writer's own commit, made in a terminal, has what was chosen already, and somebody else was faster.
#[test]
fn a_version_of_the_writers_own_goes_on_top_with_all_that_it_has() {
    for with_earlier in [true, false] {
        let blog = blog();
        let other = blog.place.clone_of(&blog.bare, "other");
        other.write("posts/theirs.md", "---\ntitle: Theirs\n---\nText.\n");
        other.commit_all("theirs");
        other.git(["push", "--quiet"]);
        blog.repo.write(PATH, "---\ntitle: New\n---\nText.\n");
        if with_earlier {
            blog.repo.write("layout.html", "<p>");
        }
        blog.repo.git(["add", "-A"]);
        let by = [
            "commit",
            "--quiet",
            "--author",
            "Eve <eve@example.org>",
            "-m",
            "By hand",
        ];
        blog.repo.git(by);
        let desk = blog.open();
        let mut wanted = order(&[PATH]);
        wanted.with_earlier = with_earlier;
        let result = publish(&desk.library, &wanted).unwrap();
        assert_eq!(blog.bare.subjects("main"), ["By hand", "theirs", "first"]);
        let author = blog.bare.git(["log", "-1", "--format=%an", "main"]);
        assert_eq!(author, "Eve");
        let files = if with_earlier {
            vec!["layout.html", PATH]
        } else {
            vec![PATH]
        };
        assert_eq!(blog.bare.files_of("main"), files);
        assert_eq!(result.earlier, u32::from(with_earlier));
        assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
        assert_eq!(blog.repo.status(), Vec::<String>::new());
    }
}

/// Theirs and the writer's own change the same post: what fits together goes on top, and what does not waits for the writer.
#[test]
fn a_version_of_the_writers_own_that_meets_another_change_is_not_dropped() {
    let text = |first: &str, last: &str| format!("---\ntitle: A\n---\n{first}\n\nBetween.\n\n{last}\n");
    for (with_earlier, theirs, fits) in [
        (false, text("One.", "Their two."), true),
        (true, text("One.", "Their two."), true),
        (true, text("Their one.", "Two."), false),
    ] {
        let blog = Blog::new(&[("posts/a.md", &text("One.", "Two."))]);
        let other = blog.place.clone_of(&blog.bare, "other");
        other.write("posts/a.md", &theirs);
        other.commit_all("theirs");
        other.git(["push", "--quiet"]);
        blog.repo.write("posts/a.md", text("My one.", "Two."));
        blog.repo.commit_all("By hand");
        let desk = blog.open();
        let mut wanted = order(&["posts/a.md"]);
        wanted.with_earlier = with_earlier;
        let result = publish(&desk.library, &wanted);
        let (there, both) = (
            blog.bare.git(["show", "main:posts/a.md"]),
            text("My one.", "Their two."),
        );
        if fits {
            result.unwrap();
            assert_eq!((there + "\n", blog.text("posts/a.md")), (both.clone(), both));
        } else {
            assert_eq!(result.unwrap_err().code, "sync.two-versions");
            assert_eq!(there + "\n", theirs);
            assert_eq!(blog.text("posts/a.md"), text("My one.", "Two."));
        }
        let here = blog.repo.subjects("main");
        assert_eq!(
            here.iter().filter(|line| *line == "By hand").count(),
            1,
            "{here:?}"
        );
        blog.repo.fsck();
    }
}

#[test]
fn earlier_versions_can_go_alone_and_on_top_of_what_others_sent() {
    let blog = blog();
    let desk = blog.open();
    let mut alone = order(&[]);
    (alone.with_earlier, alone.message) = (true, String::new());
    assert_eq!(
        publish(&desk.library, &alone).unwrap_err().code,
        "publish.no-paths"
    );
    blog.repo.write("layout.html", "<p>");
    blog.repo.git(["add", "layout.html"]);
    blog.repo.git(["commit", "--quiet", "-m", "By hand"]);
    let other = blog.place.clone_of(&blog.bare, "other");
    other.write("theirs", "x");
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    // Known here already, and not brought in yet.
    blog.repo.git(["fetch", "--quiet"]);
    let sent = publish(&desk.library, &alone).unwrap();
    assert_eq!((sent.earlier, sent.posts.len()), (1, 0));
    assert_eq!(blog.bare.subjects("main"), ["By hand", "theirs", "first"]);
    assert_eq!(blog.text(PATH), DRAFT);
}

/// An undo that had to wait is no publish: what it undid is not undone twice, and it is not undone itself.
#[test]
fn an_undo_that_goes_later_is_known_as_one() {
    let blog = blog();
    let desk = blog.open();
    published(&desk.library, &[PATH]);
    blog.repo.write("posts/b.md", "---\ntitle: B\n---\nText.\n");
    published(&desk.library, &["posts/b.md"]);
    remote(&blog, false);
    let undo = || desk.library.undo_publish(None, &Cancel::none());
    assert_eq!(undo().unwrap_err().code, "remote.gone");
    remote(&blog, true);
    let got = desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!((got.sent, blog.bare.subjects("main").len()), (1, 4));
    undo().unwrap();
    assert_eq!(blog.bare.files_of("main"), [PATH], "the publish before that one");
    assert_eq!(undo().unwrap_err().code, "undo.none");
}

#[test]
fn an_undo_that_was_stopped_does_not_go_later() {
    let blog = blog();
    let desk = blog.open();
    published(&desk.library, &[PATH]);
    let (head, cancel) = (blog.repo.head(), Cancel::new());
    cancel.cancel();
    assert_eq!(
        desk.library.undo_publish(None, &cancel).unwrap_err().code,
        "cancelled"
    );
    desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
    assert_eq!((blog.repo.head(), blog.repo.status()), (head, Vec::new()));
    desk.library.undo_publish(None, &Cancel::none()).unwrap();
    assert_eq!(blog.bare.subjects("main").len(), 3);
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

//! A version on its way: what is saved meanwhile, what it replaces, and what becomes of one that arrived without a word.

use std::path::PathBuf;

use galley_library::view::{PublishStep, Status, StepName, StepState};
use galley_library::{Cancel, Library};
use galley_testkit::repo::Repo;

use crate::support::Blog;
use crate::{order, publish, published};

const PATH: &str = "posts/a.md";

fn post(first: &str, last: &str) -> String {
    format!("---\ntitle: A\n---\n{first}\n\nBetween the two.\n\n{last}\n")
}

fn blog() -> (Blog, Repo) {
    let blog = Blog::new(&[
        (PATH, &post("First.", "Last.")),
        ("posts/b.md", "---\ntitle: B\n---\nB.\n"),
    ]);
    let other = blog.place.clone_of(&blog.bare, "other");
    (blog, other)
}

fn on_server(blog: &Blog, path: &str) -> String {
    blog.bare.git(["show", &format!("main:{path}")]) + "\n"
}

fn send(other: &Repo, message: &str) {
    other.commit_all(message);
    other.git(["push", "--quiet", "origin", "main"]);
}

/// Publishes the post, and does this when it is about to be sent.
fn while_it_goes(library: &Library, meanwhile: impl Fn() + Send + Sync) -> galley_library::Result<()> {
    let tell = |step: PublishStep| {
        if (step.step, step.state) == (StepName::Send, StepState::Running) {
            meanwhile();
        }
    };
    library.publish(&order(&[PATH]), &tell, &Cancel::none()).map(drop)
}

/// Publishes while the server is away.
fn not_sent(blog: &Blog, library: &Library, paths: &[&str]) {
    let away = blog.place.path().join("away.git");
    std::fs::rename(blog.bare.path(), &away).unwrap();
    assert_eq!(publish(library, &order(paths)).unwrap_err().code, "remote.gone");
    std::fs::rename(&away, blog.bare.path()).unwrap();
}

/// The server gets a version of this blog, as if its answer had been lost.
fn arrives(blog: &Blog, id: &str) {
    blog.repo.git(["config", "uploadpack.allowAnySHA1InWant", "true"]);
    let from: PathBuf = blog.repo.path().into();
    blog.bare
        .git(["fetch", "--quiet", from.to_str().unwrap(), &format!("{id}:main")]);
}

fn kept(library: &Library) -> Vec<String> {
    let kept = library.kept(Some(PATH)).unwrap();
    let text = |id: &str| String::from_utf8(library.kept_text(id).unwrap()).unwrap();
    kept.iter().map(|kept| text(&kept.id)).collect()
}

#[test]
fn what_is_saved_meanwhile_stays_here_when_somebody_was_faster() {
    let (blog, other) = blog();
    let library = blog.read_once();
    let (sent, saved) = (post("Sent.", "Last."), post("Sent, and half a tho", "Last."));
    blog.repo.write(PATH, &sent);
    while_it_goes(&library, || {
        other.write("posts/b.md", "---\ntitle: B\n---\nTheirs.\n");
        send(&other, "theirs");
        blog.repo.write(PATH, &saved);
    })
    .unwrap();
    assert_eq!(on_server(&blog, PATH), sent);
    assert_eq!(blog.text(PATH), saved);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "theirs", "first"]);
    assert_eq!(blog.repo.status(), [" M posts/a.md"]);
    library.undo_publish(None, &Cancel::none()).unwrap();
    assert_eq!(on_server(&blog, PATH), post("First.", "Last."));
}

#[test]
fn of_the_same_post_the_writer_says_which_text_goes() {
    let (blog, other) = blog();
    let library = blog.read_once();
    blog.repo.write(PATH, post("Sent.", "Last."));
    let went = while_it_goes(&library, || {
        other.write(PATH, post("First.", "Theirs."));
        send(&other, "theirs");
        blog.repo.write(PATH, post("Saved meanwhile.", "Last."));
    });
    assert_eq!(went.unwrap_err().code, "publish.moved-on");
    assert_eq!(blog.bare.subjects("main"), ["theirs", "first"]);
    assert_eq!(blog.text(PATH), post("Saved meanwhile.", "Theirs."));
    published(&library, &[PATH]);
    assert_eq!(on_server(&blog, PATH), post("Saved meanwhile.", "Theirs."));
    assert_eq!(
        blog.bare.subjects("main"),
        ["A few words", "theirs", "first"],
        "the version that did not go is none"
    );
}

#[test]
fn a_post_that_got_another_name_over_there_goes_by_that() {
    for known in [false, true] {
        let (blog, other) = blog();
        let library = blog.read_once();
        other.git(["mv", PATH, "posts/renamed.md"]);
        send(&other, "renamed");
        blog.repo.write(PATH, post("Mine.", "Last."));
        if known {
            blog.repo.git(["fetch", "--quiet"]);
        }
        published(&library, &[PATH]);
        assert_eq!(on_server(&blog, "posts/renamed.md"), post("Mine.", "Last."));
        assert_eq!(blog.bare.files_of("main"), ["posts/renamed.md"]);
        assert_eq!(blog.repo.status(), Vec::<String>::new(), "known: {known}");
        assert!(!blog.repo.path().join(PATH).exists());
    }
}

#[test]
fn an_attempt_makes_way_for_the_next_and_its_text_is_kept() {
    let (blog, _) = blog();
    let library = blog.read_once();
    let texts = ["Tried.", "Tried again.", "Sent."].map(|first| post(first, "Last."));
    for text in &texts[..2] {
        blog.repo.write(PATH, text);
        not_sent(&blog, &library, &[PATH, "posts/b.md"][..1]);
    }
    blog.repo.write(PATH, &texts[2]);
    published(&library, &[PATH]);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
    assert_eq!(on_server(&blog, PATH), texts[2]);
    let mut kept = kept(&library);
    kept.sort();
    assert_eq!(kept, [texts[1].clone(), texts[0].clone()]);
    assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
}

#[test]
fn what_was_unticked_after_an_attempt_is_in_no_version() {
    let (blog, _) = blog();
    let library = blog.read_once();
    blog.repo.write(PATH, post("![](x.png)", "Last."));
    blog.repo.write("posts/x.png", "PNG");
    not_sent(&blog, &library, &[PATH, "posts/x.png"]);
    published(&library, &[PATH]);
    assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
    assert_eq!(blog.repo.status(), ["?? posts/x.png"]);
    assert_eq!(kept(&library), Vec::<String>::new(), "it is on disk");
}

/// A version of the writer's own, made by another program, says nothing any more when its post is published: what it said
/// can still be had.
#[test]
fn the_text_of_an_own_version_of_the_same_post_is_kept() {
    let (blog, _) = blog();
    let library = blog.read_once();
    let own = post("My own version.", "Last.");
    blog.repo.write(PATH, &own);
    blog.repo.commit_all("mine");
    blog.repo.write(PATH, post("Published.", "Last."));
    published(&library, &[PATH]);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
    assert_eq!(blog.repo.subjects("main"), ["mine", "A few words", "first"]);
    assert_eq!(kept(&library), [own]);
}

#[test]
fn a_version_that_arrived_without_a_word_is_no_strangers() {
    for stopped in [false, true] {
        for synced in [false, true] {
            let (blog, other) = blog();
            let library = blog.read_once();
            blog.repo.write(PATH, post("Sent.", "Last."));
            let mut id = String::new();
            if stopped {
                let cancel = Cancel::none();
                let tell = |step: PublishStep| {
                    if (step.step, step.state) == (StepName::Send, StepState::Running) {
                        cancel.cancel();
                    }
                };
                let error = library.publish(&order(&[PATH]), &tell, &cancel).unwrap_err();
                assert_eq!(error.code, "cancelled");
                let log = blog.repo.git(["reflog", "--format=%H", "main"]);
                id.push_str(log.lines().nth(1).unwrap());
            } else {
                not_sent(&blog, &library, &[PATH]);
                id = blog.repo.head();
            }
            arrives(&blog, &id);
            other.git(["pull", "--quiet"]);
            other.write("posts/b.md", "---\ntitle: B\n---\nTheirs.\n");
            send(&other, "theirs");
            let edited = post("Sent, and edited.", "Last.");
            blog.repo.write(PATH, &edited);
            let what = format!("stopped: {stopped}, synced: {synced}");
            if synced {
                let result = library.sync(&|_| {}, &Cancel::none()).unwrap();
                assert!(result.two_versions.is_empty(), "{what}");
                assert_eq!(blog.text(PATH), edited, "{what}");
            }
            published(&library, &[PATH]);
            assert_eq!(on_server(&blog, PATH), edited, "{what}");
            assert_eq!(
                blog.bare.subjects("main"),
                ["A few words", "theirs", "A few words", "first"],
                "{what}"
            );
            assert_eq!(blog.repo.status(), Vec::<String>::new(), "{what}");
            blog.repo.fsck();
        }
    }
}

#[test]
fn a_server_that_looked_empty_once_is_asked_again() {
    let (blog, _) = blog();
    let library = blog.read_once();
    // What Git does when a server answers without any branch.
    blog.repo.git(["update-ref", "-d", "refs/remotes/origin/main"]);
    blog.repo.write(PATH, post("Sent.", "Last."));
    published(&library, &[PATH]);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
}

#[test]
fn a_new_branch_goes_with_the_post_alone() {
    let (blog, _) = blog();
    blog.repo.git(["switch", "--quiet", "-c", "draft-of-june"]);
    blog.repo.write("posts/b.md", "---\ntitle: B\n---\nEarlier.\n");
    blog.repo.commit_all("an earlier version");
    let library = blog.read_once();
    blog.repo.write(PATH, post("Sent.", "Last."));
    published(&library, &[PATH]);
    assert_eq!(blog.bare.subjects("draft-of-june"), ["A few words", "first"]);
    assert_eq!(blog.bare.subjects("main"), ["first"]);
    assert_eq!(
        blog.repo.subjects("HEAD"),
        ["an earlier version", "A few words", "first"]
    );
}

#[test]
fn undoing_leaves_a_picture_that_another_post_shows() {
    let (blog, _) = blog();
    let library = blog.read_once();
    blog.repo.write(PATH, post("![](x.png) ![](y.png)", "Last."));
    blog.repo.write("posts/x.png", "PNG");
    blog.repo.write("posts/y.png", "PNG");
    let sent = published(&library, &[PATH, "posts/x.png", "posts/y.png"]);
    blog.repo.write("posts/b.md", "---\ntitle: B\n---\n![](x.png)\n");
    published(&library, &["posts/b.md"]);
    library.undo_publish(Some(&sent.commit), &Cancel::none()).unwrap();
    assert_eq!(on_server(&blog, PATH), post("First.", "Last."));
    let there = blog.bare.git(["ls-tree", "-r", "--name-only", "main"]);
    assert_eq!(there, "galley.toml\nposts/a.md\nposts/b.md\nposts/x.png");
    assert_eq!(blog.text(PATH), post("![](x.png) ![](y.png)", "Last."));
}

/// Publishing what the server has already is no failure of the mark that it lost on the way: here and there say the same.
#[test]
fn an_unpublish_that_did_not_go_is_gone_when_the_post_is_published() {
    let (blog, _) = blog();
    let library = blog.read_once();
    let away = blog.place.path().join("away.git");
    std::fs::rename(blog.bare.path(), &away).unwrap();
    let error = library
        .unpublish(&[PATH.to_owned()], None, &|_| {}, &Cancel::none())
        .unwrap_err();
    assert_eq!(error.code, "remote.gone");
    assert!(blog.text(PATH).contains("draft: true"));
    std::fs::rename(&away, blog.bare.path()).unwrap();
    let error = publish(&library, &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, "publish.nothing");
    assert_eq!(blog.text(PATH), post("First.", "Last."));
    assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
    library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(blog.bare.subjects("main"), ["first"], "nothing waits to hide it");
    let rows = library.posts(&crate::support::everything()).unwrap().rows;
    let post = rows.iter().find(|row| row.path == PATH).unwrap();
    assert_eq!(post.status, Status::Published);
}

#[test]
fn unpublishing_takes_nothing_of_others_off_the_server() {
    for meanwhile in [false, true] {
        let (blog, other) = blog();
        let library = blog.read_once();
        let theirs = || {
            other.write(PATH, post("Theirs.", "Last."));
            send(&other, "theirs");
        };
        if !meanwhile {
            theirs();
        }
        let tell = |step: PublishStep| {
            if meanwhile && (step.step, step.state) == (StepName::Send, StepState::Running) {
                theirs();
            }
        };
        library
            .unpublish(&[PATH.to_owned()], None, &tell, &Cancel::none())
            .unwrap();
        let hidden = post("Theirs.", "Last.").replace("title: A\n", "title: A\ndraft: true\n");
        assert_eq!(on_server(&blog, PATH), hidden);
        assert_eq!(blog.text(PATH), hidden);
    }
}

#[test]
fn a_name_that_goes_is_gone_though_others_sent_something() {
    let (blog, other) = blog();
    let library = blog.read_once();
    library.rename(PATH, "posts/uno.md").unwrap();
    other.write("README.md", "theirs\n");
    send(&other, "theirs");
    published(&library, &["posts/uno.md"]);
    let posts = || {
        blog.bare
            .git(["ls-tree", "--name-only", "main", "posts/", "_posts/", "_drafts/"])
    };
    assert_eq!(posts(), "posts/b.md\nposts/uno.md");
    assert_eq!(blog.repo.status(), Vec::<String>::new());

    // The writer's own version gave it another name, by another program.
    blog.repo.git(["mv", "posts/uno.md", "posts/due.md"]);
    blog.repo.commit_all("moved in a terminal");
    blog.repo.write("posts/due.md", post("Changed.", "Last."));
    published(&library, &["posts/due.md"]);
    assert_eq!(posts(), "posts/b.md\nposts/due.md");
}

#[test]
fn a_jekyll_post_is_hidden_though_others_sent_something() {
    let blog = Blog::new(&[
        ("_config.yml", "title: Jekyll blog\n"),
        ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
        ("_posts/2026-05-01-tides.md", "---\ntitle: Tides\n---\nText.\n"),
        ("_drafts/other.md", "---\ntitle: Other\n---\nText.\n"),
    ]);
    let other = blog.place.clone_of(&blog.bare, "other");
    let library = blog.read_once();
    other.write("README.md", "theirs\n");
    send(&other, "theirs");
    let path = "_posts/2026-05-01-tides.md".to_owned();
    library
        .unpublish(&[path], None, &|_| {}, &Cancel::none())
        .unwrap();
    let there = blog
        .bare
        .git(["ls-tree", "--name-only", "main", "_posts/", "_drafts/"]);
    assert_eq!(there, "_drafts/other.md\n_drafts/tides.md");
}

#[test]
fn what_was_taken_out_again_is_never_sent() {
    for publishes in [false, true] {
        let (blog, _) = blog();
        let library = blog.read_once();
        blog.repo.write(PATH, post("PASSWORD", "Last."));
        not_sent(&blog, &library, &[PATH]);
        blog.repo.write(PATH, post("First.", "Last."));
        if publishes {
            let error = publish(&library, &order(&[PATH])).unwrap_err();
            assert_eq!(error.code, "publish.nothing");
            assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
        }
        library.sync(&|_| {}, &Cancel::none()).unwrap();
        assert_eq!(blog.bare.subjects("main"), ["first"], "published: {publishes}");
    }
}

#[test]
fn undo_takes_back_what_arrived_last_though_nobody_heard_of_it() {
    for synced in [false, true] {
        let (blog, _) = blog();
        let library = blog.read_once();
        blog.repo.write("posts/b.md", "---\ntitle: B\n---\nChanged.\n");
        published(&library, &["posts/b.md"]);
        blog.repo.write(PATH, post("Sent.", "Last."));
        not_sent(&blog, &library, &[PATH]);
        arrives(&blog, &blog.repo.head());
        if synced {
            library.sync(&|_| {}, &Cancel::none()).unwrap();
        }
        let undone = library.undo_publish(None, &Cancel::none()).unwrap();
        assert_eq!(undone.posts, ["A"], "synced: {synced}");
        assert_eq!(on_server(&blog, PATH), post("First.", "Last."));
        assert_eq!(on_server(&blog, "posts/b.md"), "---\ntitle: B\n---\nChanged.\n");
    }
}

#[test]
fn what_waits_goes_with_the_next_publish() {
    let (blog, _) = blog();
    let library = blog.read_once();
    blog.repo.write(PATH, post("Sent.", "Last."));
    published(&library, &[PATH]);
    let away = blog.place.path().join("away.git");
    std::fs::rename(blog.bare.path(), &away).unwrap();
    library.undo_publish(None, &Cancel::none()).unwrap_err();
    std::fs::rename(&away, blog.bare.path()).unwrap();
    blog.repo.write("posts/b.md", "---\ntitle: B\n---\nChanged.\n");
    published(&library, &["posts/b.md"]);
    assert_eq!(on_server(&blog, PATH), post("First.", "Last."));
    assert_eq!(on_server(&blog, "posts/b.md"), "---\ntitle: B\n---\nChanged.\n");
    assert_eq!(blog.text(PATH), post("Sent.", "Last."));
}

#[test]
fn without_a_branch_nothing_is_called_unpublished() {
    let (blog, _) = blog();
    blog.repo.git(["checkout", "--quiet", "--detach"]);
    blog.repo.write(PATH, post("Changed.", "Last."));
    let rows = blog
        .read_once()
        .posts(&crate::support::everything())
        .unwrap()
        .rows;
    let unpublished = rows.iter().filter(|row| row.status == Status::Unpublished);
    assert_eq!(
        unpublished.map(|row| row.path.as_str()).collect::<Vec<_>>(),
        [PATH]
    );
}

#[test]
fn a_post_that_was_deleted_since_is_not_sent() {
    let (blog, _) = blog();
    let library = blog.read_once();
    blog.repo.write("posts/new.md", post("Tried.", "Last."));
    not_sent(&blog, &library, &["posts/new.md"]);
    blog.repo.remove("posts/new.md");
    library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(blog.bare.subjects("main"), ["first"]);
}

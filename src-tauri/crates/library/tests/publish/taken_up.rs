//! What a publish remembers and says: beyond a restart, beside other verbs, and when something fails around it.

use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use galley_library::view::{PublishStep, StepName, StepState};
use galley_library::{Cancel, Library, Opening};

use crate::support::{Blog, Immutable, SOON, clock};
use crate::{order, publish, published};

const TEXT: &str = "---\ntitle: New\n---\nText.\n";

/// A Jekyll blog whose server knows one post and one draft.
fn jekyll() -> Blog {
    Blog::new(&[
        ("_config.yml", "title: Jekyll blog\n"),
        ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
        ("_posts/2026-05-01-old.md", "---\ntitle: Old\n---\nText.\n"),
        ("_drafts/known.md", "---\ntitle: Known\n---\nText.\n"),
    ])
}

/// The library as the command line opens it.
fn by_command(blog: &Blog) -> Library {
    let opening = Opening {
        places: blog.places(),
        clock: clock(),
        listener: None,
    };
    Library::open(blog.repo.path(), opening).unwrap()
}

/// Publishes; `at` is called when a step has this state.
fn publish_with(
    library: &Library,
    paths: &[&str],
    when: (StepName, StepState),
    at: impl Fn() + Send + Sync,
) -> galley_library::Result<galley_library::view::PublishResult> {
    let tell = |step: PublishStep| {
        if (step.step, step.state) == when {
            at();
        }
    };
    library.publish(&order(paths), &tell, &Cancel::none())
}

#[test]
fn a_draft_that_was_moved_and_not_sent_leaves_its_old_name_after_a_restart() {
    for (command_line, path) in [
        (false, "_posts/2026-06-04-known.md"),
        (true, "_posts/2026-06-04-known.md"),
        (true, "_drafts/known.md"),
    ] {
        let blog = jekyll();
        let away = blog.place.path().join("away.git");
        std::fs::rename(blog.bare.path(), &away).unwrap();
        let error = publish(&blog.open().library, &order(&["_drafts/known.md"])).unwrap_err();
        assert_eq!(error.code, "remote.gone");
        std::fs::rename(&away, blog.bare.path()).unwrap();
        if command_line {
            published(&by_command(&blog), &[path]);
        } else {
            published(&blog.open().library, &[path]);
        }
        assert_eq!(
            blog.bare
                .git(["diff", "--no-renames", "--name-only", "main~1", "main"]),
            "_drafts/known.md\n_posts/2026-06-04-known.md",
            "{path}, by the command line: {command_line}"
        );
        assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
        assert_eq!(blog.repo.head(), blog.bare.git(["rev-parse", "main"]));
        assert_eq!(blog.repo.status(), Vec::<String>::new());
    }
}

#[test]
fn a_new_draft_under_the_old_name_does_not_go_along() {
    let blog = jekyll();
    let away = blog.place.path().join("away.git");
    std::fs::rename(blog.bare.path(), &away).unwrap();
    publish(&blog.open().library, &order(&["_drafts/known.md"])).unwrap_err();
    std::fs::rename(&away, blog.bare.path()).unwrap();
    blog.repo.write("_drafts/known.md", TEXT);
    published(&blog.open().library, &["_posts/2026-06-04-known.md"]);
    assert_eq!(blog.bare.files_of("main"), ["_posts/2026-06-04-known.md"]);
    assert_eq!(blog.text("_drafts/known.md"), TEXT);
}

#[test]
fn what_cannot_be_looked_at_after_the_server_has_the_version_is_no_failure() {
    let blog = Blog::new(&[]);
    blog.repo.write("posts/new.md", TEXT);
    // Without a listener: nobody looks at the folder in the moment in which the pipe is made.
    let library = blog.read_once();
    // Git would wait for a pipe for ever, so looking at the folder is refused.
    let pipe = blog.repo.path().join("posts/.gitignore");
    let result = publish_with(
        &library,
        &["posts/new.md"],
        (StepName::Confirm, StepState::Done),
        || assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success()),
    );
    let result = result.unwrap();
    assert_eq!((result.branch.as_str(), result.posts.len()), ("main", 1));
    let looked = library.publish_plan(&[]).unwrap_err();
    assert_eq!(looked.code, "repository.odd-file", "it cannot be looked at");
    assert_eq!(blog.bare.files_of("main"), ["posts/new.md"]);
}

#[test]
fn a_mark_that_cannot_be_put_back_is_said() {
    let blog = jekyll();
    // A filter that Galley does not know is found while the version is made, after the move.
    blog.repo.write(".gitattributes", "_posts/* filter=secret\n");
    blog.repo.git(["config", "filter.secret.clean", "cat"]);
    let desk = blog.open();
    let drafts = blog.repo.path().join("_drafts");
    let Some(probe) = Immutable::make(&drafts) else {
        println!("Not tested: `chattr +i` does nothing on this file system.");
        return;
    };
    drop(probe);
    let guard = std::sync::Mutex::new(None);
    let error = publish_with(
        &desk.library,
        &["_drafts/known.md"],
        (StepName::Commit, StepState::Running),
        || *guard.lock().unwrap() = Immutable::make(&drafts),
    )
    .unwrap_err();
    drop(guard);
    assert_eq!(error.code, "filter.later");
    let said = "_posts/2026-06-04-known.md could not be made what it was before";
    assert!(error.message.contains(said), "{}", error.message);
    // When it can be, nothing is said.
    let plain = publish(&desk.library, &order(&["_posts/2026-06-04-known.md"])).unwrap_err();
    assert!(!plain.message.contains("draft"), "{}", plain.message);
}

#[test]
fn earlier_versions_that_went_along_are_counted() {
    let blog = Blog::new(&[]);
    for name in ["one", "two", "three"] {
        blog.repo.write(&format!("posts/{name}.md"), TEXT);
        blog.repo.git(["add", "-A"]);
        blog.repo.git(["commit", "-qm", name]);
    }
    blog.repo.write("posts/four.md", TEXT);
    let desk = blog.open();
    let mut wanted = order(&["posts/four.md"]);
    wanted.with_earlier = true;
    assert_eq!(publish(&desk.library, &wanted).unwrap().earlier, 3);
    blog.repo.write("posts/five.md", TEXT);
    assert_eq!(published(&desk.library, &["posts/five.md"]).earlier, 0);
}

#[test]
fn another_post_is_renamed_while_the_server_is_waited_for() {
    let blog = Blog::new(&[("posts/a.md", TEXT)]);
    blog.repo.write("posts/new.md", TEXT);
    let library = Arc::new(by_command(&blog));
    let other = Arc::clone(&library);
    let renamed = move || {
        let (sender, receiver) = channel();
        let other = Arc::clone(&other);
        thread::spawn(move || sender.send(other.rename("posts/a.md", "posts/b.md")));
        // The command line's own lock is held by the publish; what counts is that there is an answer.
        let answer = receiver
            .recv_timeout(SOON)
            .expect("the rename waits for the server");
        assert_eq!(answer.unwrap_err().code, "library.in-use");
    };
    let sending = (StepName::Send, StepState::Running);
    publish_with(&library, &["posts/new.md"], sending, renamed).unwrap();
    library.rename("posts/a.md", "posts/b.md").unwrap();
    assert!(blog.repo.path().join("posts/b.md").exists());
}

#[test]
fn a_folder_is_opened_again_while_an_old_publish_still_runs() {
    let blog = Blog::new(&[]);
    blog.repo.write("posts/new.md", TEXT);
    let desk = blog.open();
    let sending = (StepName::Send, StepState::Running);
    publish_with(&desk.library, &["posts/new.md"], sending, || {
        desk.library.close();
        drop(blog.open());
    })
    .unwrap();
    assert_eq!(blog.bare.files_of("main"), ["posts/new.md"]);
}

#[test]
fn beside_a_window_the_command_line_sets_fields_and_leaves_the_rest_to_it() {
    let blog = Blog::new(&[("posts/a.md", TEXT), ("posts/b.md", TEXT)]);
    let desk = blog.open();
    let command = by_command(&blog);
    command.set("posts/a.md", "title", "Set").unwrap();
    blog.repo.write("posts/new.md", TEXT);
    let refused = [
        publish(&command, &order(&["posts/new.md"])).unwrap_err(),
        command.rename("posts/a.md", "posts/c.md").unwrap_err(),
        command.delete("posts/a.md").unwrap_err(),
        command.rename_post("posts/a.md", "C", false).unwrap_err(),
        command.duplicate_post("posts/a.md").unwrap_err(),
    ];
    for error in refused {
        assert_eq!(error.code, "library.in-use");
        assert!(error.message.starts_with("Galley is open"), "{}", error.message);
    }
    assert_eq!(blog.bare.subjects("main"), ["first"]);
    assert!(blog.text("posts/a.md").contains("title: Set"));
    drop(desk);
    command.rename("posts/a.md", "posts/c.md").unwrap();
    published(&command, &["posts/new.md"]);
}

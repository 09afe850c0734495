//! What stands in the way is found before anything is written.

use std::fs;

use galley_library::view::RepositoryState;
use galley_library::{Cancel, Library, Opening};

use crate::support::{Blog, Desk, clock};
use crate::{order, publish};

const PATH: &str = "posts/new.md";
/// One that was there from the beginning.
const OLD: &str = "posts/a.md";
const DRAFT: &str = "---\ntitle: New\ndraft: true\n---\nText.\n";

fn blog() -> Blog {
    let blog = Blog::new(&[("posts/a.md", "---\ntitle: A\n---\nText.\n")]);
    blog.repo.write(PATH, DRAFT);
    blog
}

/// Stops the test unless publishing is refused with this code, in the plan and in the act, and changes nothing.
fn refused(blog: &Blog, code: &str) {
    let (status, head) = (blog.repo.status(), blog.repo.head());
    let desk = blog.open();
    let plan = desk.library.publish_plan(&[PATH.into()]).unwrap();
    assert_eq!(plan.blocked.as_ref().map(|error| error.code.as_str()), Some(code));
    let error = publish(&desk.library, &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, code);
    assert_ne!(error.message, code, "it has a sentence");
    assert_eq!((blog.repo.status(), blog.repo.head()), (status, head));
    assert_eq!(blog.text(PATH), DRAFT, "it is still a draft");
}

#[test]
fn a_blog_without_a_remote() {
    let blog = blog();
    blog.repo.git(["remote", "remove", "origin"]);
    refused(&blog, "remote.none");
}

#[test]
fn a_detached_head() {
    let blog = blog();
    blog.repo.git(["checkout", "--quiet", "--detach"]);
    refused(&blog, "repository.detached");
    assert_eq!(
        blog.open().library.view().unwrap().repository.state,
        RepositoryState::Detached
    );
}

#[test]
fn conflicts_of_a_stash_that_was_popped() {
    let blog = blog();
    blog.repo.write(OLD, "---\ntitle: A\n---\nStashed.\n");
    blog.repo.git(["stash", "push", "--quiet", "--", OLD]);
    blog.repo.write(OLD, "---\ntitle: A\n---\nCommitted.\n");
    blog.repo.git(["commit", "--quiet", "-m", "mine", "--", OLD]);
    assert!(!blog.repo.try_git(["stash", "pop"]).status.success());
    refused(&blog, "repository.conflicts");
}

#[test]
fn a_lock_that_was_left_on_the_server() {
    let blog = blog();
    blog.bare.write("refs/heads/main.lock", "");
    let desk = blog.open();
    let error = publish(&desk.library, &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, "remote.locked", "{error:?}");
    assert!(error.details.is_some_and(|words| words.contains("main.lock")));
    fs::remove_file(blog.bare.path().join("refs/heads/main.lock")).unwrap();
    publish(&desk.library, &order(&[PATH])).unwrap();
    assert_eq!(blog.bare.files_of("main"), [PATH]);
}

#[test]
fn a_merge_that_is_under_way() {
    let blog = blog();
    blog.repo
        .write(".git/MERGE_HEAD", format!("{}\n", blog.repo.head()));
    refused(&blog, "repository.busy");
}

/// Publishing, getting changes and undoing say what is under way, with the two ways out, and write nothing.
#[test]
fn what_is_under_way_is_said_alike_everywhere() {
    for (words, name) in [
        (&["rebase", "--root", "--exec", "false"][..], "rebase"),
        (&["bisect", "start"], "bisect"),
        (&["merge", "--no-ff", "--no-commit", "side"], "merge"),
        (&["cherry-pick", "--no-commit", "side"], "cherry-pick"),
        (&["revert", "--no-commit", "HEAD"], "revert"),
    ] {
        let blog = blog();
        let desk = blog.open();
        let version = publish(&desk.library, &order(&[PATH])).unwrap().commit;
        blog.repo.git(["checkout", "--quiet", "-b", "side"]);
        blog.repo
            .git(["commit", "--quiet", "--allow-empty", "-m", "side"]);
        blog.repo.git(["checkout", "--quiet", "main"]);
        let _stops = blog.repo.try_git(words);
        if name == "cherry-pick" {
            // Without a conflict Git leaves no trace of one.
            let side = blog.repo.git(["rev-parse", "side"]);
            blog.repo.write(".git/CHERRY_PICK_HEAD", format!("{side}\n"));
        }
        let before = (
            blog.repo.git(["for-each-ref"]),
            blog.bare.git(["for-each-ref"]),
            blog.text(OLD),
        );
        let cancel = Cancel::none();
        let errors = [
            publish(&desk.library, &order(&[OLD])).unwrap_err(),
            desk.library.sync(&|_| {}, &cancel).unwrap_err(),
            desk.library.undo_publish(Some(&version), &cancel).unwrap_err(),
            desk.library
                .unpublish(&[OLD.to_owned()], None, &|_| {}, &cancel)
                .unwrap_err(),
        ];
        let abort = if name == "bisect" {
            "git bisect reset".to_owned()
        } else {
            format!("git {name} --abort")
        };
        for error in &errors {
            assert_eq!(error.code, "repository.busy", "{name}: {error}");
            assert!(error.message.contains(name), "{error}");
            assert!(error.hint.as_ref().unwrap().contains(&abort), "{error:?}");
        }
        let view = desk.library.view().unwrap();
        assert_eq!(view.repository.state, RepositoryState::Busy, "{name}");
        let told = view
            .problems
            .iter()
            .find(|problem| problem.code == "repository.busy");
        assert_eq!(told.unwrap().message, errors[0].message);
        let after = (
            blog.repo.git(["for-each-ref"]),
            blog.bare.git(["for-each-ref"]),
            blog.text(OLD),
        );
        assert_eq!(before, after, "{name}: nothing was written");
    }
}

#[test]
fn a_bare_repository() {
    let blog = blog();
    let error = Desk::open(blog.bare.path(), blog.places(), clock())
        .err()
        .map(|error| error.code);
    assert_eq!(error, Some("repository.bare"));
}

#[test]
fn a_folder_that_is_no_repository() {
    let blog = blog();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("posts")).unwrap();
    fs::write(folder.path().join("posts/a.md"), "---\ntitle: A\n---\nText.\n").unwrap();
    let code = |folder: &std::path::Path| {
        Desk::open(folder, blog.places(), clock())
            .err()
            .map(|error| error.code)
    };
    assert_eq!(code(folder.path()), Some("repository.none"));
    assert_eq!(code(&folder.path().join("none")), Some("folder.gone"));
    assert_eq!(code(&folder.path().join("posts/a.md")), Some("folder.file"));
    // The command line reads it all the same, and cannot publish from it.
    let opening = Opening {
        places: blog.places(),
        clock: clock(),
        listener: None,
    };
    let library = Library::open(folder.path(), opening).unwrap();
    assert_eq!(library.view().unwrap().counts.all, 1);
    assert_eq!(
        publish(&library, &order(&["posts/a.md"])).unwrap_err().code,
        "repository.none"
    );
    // It becomes one when the writer says so; no file is touched.
    galley_library::start::initialise(folder.path()).unwrap();
    assert_eq!(code(folder.path()), None);
    assert_eq!(
        fs::read_to_string(folder.path().join("posts/a.md")).unwrap(),
        "---\ntitle: A\n---\nText.\n"
    );
}

#[test]
fn orders_that_ask_for_nothing() {
    let blog = blog();
    let desk = blog.open();
    let code = |order| publish(&desk.library, &order).unwrap_err().code;
    assert_eq!(code(order(&[])), "publish.no-paths");
    let mut silent = order(&[PATH]);
    silent.message = " \n".into();
    assert_eq!(code(silent), "publish.no-message");
    assert_eq!(code(order(&["../secret.md"])), "post.outside");
    assert_eq!(code(order(&["posts/a.md"])), "publish.nothing");
    assert_eq!(blog.bare.subjects("main"), ["first"]);
}

#[test]
fn a_refusal_gives_the_draft_mark_back() {
    let blog = blog();
    // A filter that Galley does not know is found while the version is made, after the mark was taken away.
    blog.repo.write(".gitattributes", "posts/new.md filter=secret\n");
    blog.repo.git(["config", "filter.secret.clean", "cat"]);
    let desk = blog.open();
    let open = desk.library.open_post(PATH).unwrap();
    assert_eq!(
        publish(&desk.library, &order(&[PATH])).unwrap_err().code,
        "filter.later"
    );
    assert_eq!(blog.text(PATH), DRAFT);
    assert!(desk.library.open_post(PATH).unwrap().head.fields.draft);
    assert_eq!(desk.library.open_post(PATH).unwrap().post, open.post);
    assert_eq!(blog.bare.subjects("main"), ["first"]);
}

#[test]
fn a_repository_whose_files_stand_elsewhere() {
    let blog = blog();
    let elsewhere = blog.place.path().join("elsewhere");
    fs::create_dir_all(elsewhere.join("posts")).unwrap();
    fs::write(
        elsewhere.join(PATH),
        "---\ntitle: Theirs\n---\nNot this blog's.\n",
    )
    .unwrap();
    let open = || Desk::open(blog.repo.path(), blog.places(), clock()).err();
    assert!(open().is_none());
    blog.repo
        .git(["config", "core.worktree", elsewhere.to_str().unwrap()]);
    let error = open().unwrap();
    assert_eq!(error.code, "repository.unsupported");
    assert!(error.message.contains("core.worktree"), "{}", error.message);
    let opening = Opening {
        places: blog.places(),
        clock: clock(),
        listener: None,
    };
    let read = Library::open(blog.repo.path(), opening).err();
    assert_eq!(
        read.unwrap().code,
        "repository.unsupported",
        "the command line neither"
    );
    // One that leads to the blog's own folder is no other place.
    blog.repo
        .git(["config", "core.worktree", blog.repo.path().to_str().unwrap()]);
    assert!(open().is_none());
}

#[test]
fn a_chosen_post_that_is_not_there() {
    let blog = blog();
    let desk = blog.open();
    for path in ["posts/none.md", "posts", "none/none.md"] {
        let planned = desk.library.publish_plan(&[PATH.into(), path.into()]);
        assert_eq!(planned.unwrap_err().code, "post.gone", "{path}");
        let error = publish(&desk.library, &order(&[PATH, path])).unwrap_err();
        assert_eq!(error.code, "post.gone", "{path}");
        assert_eq!(blog.text(PATH), DRAFT, "{path}");
    }
    assert_eq!(blog.repo.subjects("main"), ["first"]);
    // A deletion is there to be published, until it was.
    blog.repo.remove("posts/a.md");
    publish(&desk.library, &order(&["posts/a.md"])).unwrap();
    assert_eq!(
        publish(&desk.library, &order(&["posts/a.md"])).unwrap_err().code,
        "post.gone"
    );
}

#[test]
fn a_pipe_that_git_would_wait_for() {
    let blog = blog();
    // Without a listener: nobody looks at the folder in the moment in which the pipe is made.
    let library = blog.read_once();
    let pipe = blog.repo.path().join("posts/.gitignore");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let code = "repository.odd-file";
    assert_eq!(library.publish_plan(&[PATH.into()]).unwrap_err().code, code);
    let error = publish(&library, &order(&[PATH])).unwrap_err();
    assert_eq!(error.code, code);
    assert!(error.message.contains("posts/.gitignore"), "{}", error.message);
    drop(library);
    let error = Desk::open(blog.repo.path(), blog.places(), clock()).err();
    assert_eq!(error.map(|error| error.code), Some(code));
    fs::remove_file(pipe).unwrap();
    publish(&blog.open().library, &order(&[PATH])).unwrap();
}

/// Readers would see what may be marked as a draft: who wants that sends it as it is.
#[test]
fn a_post_whose_head_cannot_be_read_goes_as_it_is_or_not_at_all() {
    let open = b"---\ntitle: Secret plan\ndraft: true\n\nnot for readers\n".as_slice();
    for (bytes, line, what) in [
        (open, "line 1", "no closing line"),
        (
            b"---\ntitle: [Bad\ndraft: true\n---\nText.\n",
            "line 3",
            "could not be read",
        ),
        (b"---\ntitle: Caf\xe9\n---\nText.\n", "line 1", "UTF-8"),
    ] {
        let blog = blog();
        blog.repo.write(PATH, bytes);
        blog.repo.write("posts/fine.md", DRAFT);
        let desk = blog.open();
        let (status, head) = (blog.repo.status(), blog.repo.head());
        for paths in [&[PATH][..], &["posts/fine.md", PATH]] {
            let error = publish(&desk.library, &order(paths)).unwrap_err();
            assert_eq!(error.code, "publish.head-broken", "{error}");
            for part in [PATH, line, what] {
                assert!(error.message.contains(part), "{part} in {error}");
            }
            let review = desk
                .library
                .send_for_review(&order(paths), None, &|_| {}, &Cancel::none());
            assert_eq!(review.unwrap_err().code, "publish.head-broken");
        }
        assert_eq!((blog.repo.status(), blog.repo.head()), (status, head));
        assert_eq!(blog.text("posts/fine.md"), DRAFT, "the other one keeps its mark");
        let mut as_draft = order(&[PATH]);
        as_draft.as_draft = true;
        publish(&desk.library, &as_draft).unwrap();
        assert_eq!(blog.read(PATH), bytes);
        assert_eq!(blog.bare.try_git(["show", &format!("main:{PATH}")]).stdout, bytes);
        // It may go: nobody sees a post that is not there.
        blog.repo.remove(PATH);
        publish(&desk.library, &order(&[PATH])).unwrap();
    }
}

/// One of several servers has to be named; none is no right answer.
#[test]
fn which_of_several_servers_is_meant_is_asked() {
    let blog = Blog::new(&[("posts/a.md", "---\ntitle: A\n---\nText.\n")]);
    blog.repo.git(["remote", "rename", "origin", "upstream"]);
    blog.repo.git(["remote", "add", "fork", "../fork.git"]);
    blog.repo.git(["branch", "--unset-upstream"]);
    blog.repo.write("posts/a.md", "---\ntitle: A\n---\nMore.\n");
    let library = blog.read_once();
    let error = publish(&library, &order(&["posts/a.md"])).unwrap_err();
    assert_eq!(error.code, "remote.which");
    assert!(error.message.contains("fork, upstream"), "{error}");
}

/// A folder that became a repository before its writer knew that the server has one.
#[test]
fn a_new_repository_takes_up_the_servers_history_before_it_makes_a_version() {
    let blog = Blog::new(&[("posts/a.md", "---\ntitle: A\n---\nText.\n")]);
    std::fs::remove_dir_all(blog.repo.path().join(".git")).unwrap();
    blog.repo.git(["init", "--quiet", "--initial-branch=main"]);
    blog.repo
        .git(["remote", "add", "origin", blog.bare.path().to_str().unwrap()]);
    blog.repo.write("posts/new.md", "---\ntitle: New\n---\nNew.\n");
    let library = blog.read_once();
    publish(&library, &order(&["posts/new.md"])).unwrap();
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
    assert_eq!(blog.bare.files_of("main"), ["posts/new.md"]);
    assert_eq!(blog.repo.status(), [""; 0]);
}

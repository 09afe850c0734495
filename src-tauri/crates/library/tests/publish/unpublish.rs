//! Posts that readers saw and are to see no longer.

use galley_library::view::{PublishResult, Visibility};
use galley_library::{Cancel, Error, Library, Result};

use crate::support::{Blog, insert};
use crate::{order, publish, published};

fn unpublish(library: &Library, paths: &[&str]) -> Result<PublishResult> {
    let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    library.unpublish(&paths, None, &|_| {}, &Cancel::none())
}

fn refused(library: &Library, path: &str) -> Error {
    unpublish(library, &[path]).unwrap_err()
}

const A: &str = "---\ntitle: A\ndate: 2026-05-01\n---\nText.\n";

/// Another program holds nothing staged of the unpublish, and what was staged is.
#[test]
fn a_post_becomes_a_draft_in_a_version_of_its_own_and_undo_shows_it_again() {
    let blog = Blog::new(&[("posts/a.md", A), ("posts/b.md", "---\ntitle: B\n---\nText.\n")]);
    blog.repo.write("posts/b.md", "---\ntitle: B\n---\nStaged.\n");
    blog.repo.git(["add", "posts/b.md"]);
    let desk = blog.open();
    let open = desk.library.open_post("posts/a.md").unwrap();
    let result = unpublish(&desk.library, &["posts/a.md"]).unwrap();
    assert_eq!(result.posts, ["A"]);
    assert_eq!(blog.bare.subjects("main"), ["Unpublish “A”", "first"]);
    assert_eq!(blog.bare.files_of("main"), ["posts/a.md"]);
    let hidden = A.replace("date: 2026-05-01\n", "date: 2026-05-01\ndraft: true\n");
    assert_eq!(blog.bare.git(["show", "main:posts/a.md"]), hidden.trim_end());
    assert_eq!(blog.text("posts/a.md"), hidden);
    assert_eq!(blog.repo.status(), ["M  posts/b.md"]);
    let rows = desk.rows().rows;
    let a = rows.iter().find(|row| row.path == "posts/a.md").unwrap();
    assert_eq!(a.visibility, Visibility::Draft);
    // The open post has the mark too, and typing goes on.
    desk.wait_post(&open.post);
    desk.types(&open.post, 1, "More. ");
    desk.library.save_post(&open.post).unwrap();
    assert!(blog.text("posts/a.md").contains("draft: true") && blog.text("posts/a.md").contains("More. "));
    blog.put("posts/a.md", &hidden);
    desk.wait_post(&open.post);

    let error = refused(&desk.library, "posts/a.md");
    assert_eq!(error.code, "unpublish.hidden");
    let undone = desk.library.undo_publish(None, &Cancel::none()).unwrap();
    assert_eq!(undone.posts, ["A"]);
    assert_eq!(blog.bare.git(["show", "main:posts/a.md"]), A.trim_end());
    assert_eq!(blog.text("posts/a.md"), A);
    assert_eq!(blog.repo.status(), ["M  posts/b.md"]);
    blog.bare.fsck();
}

/// What was typed since is the writer's: undoing shows readers the post, and leaves the text here alone.
#[test]
fn undo_leaves_a_text_that_was_changed_since() {
    let blog = Blog::new(&[("posts/a.md", A)]);
    let desk = blog.open();
    unpublish(&desk.library, &["posts/a.md"]).unwrap();
    let changed = blog.text("posts/a.md") + "More.\n";
    blog.repo.write("posts/a.md", &changed);
    desk.library.undo_publish(None, &Cancel::none()).unwrap();
    assert_eq!(blog.bare.git(["show", "main:posts/a.md"]), A.trim_end());
    assert_eq!(blog.text("posts/a.md"), changed);
}

/// Where drafts have a folder, the post goes there, its day goes into the text, and publishing brings it back.
#[test]
fn a_jekyll_post_goes_back_to_the_drafts() {
    const POST: &str = "_posts/2026-05-01-tides.md";
    let blog = Blog::new(&[
        ("_config.yml", "title: Jekyll blog\n"),
        ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
        (POST, "---\ntitle: Tides\n---\nText.\n"),
        ("_drafts/other.md", "---\ntitle: Other\n---\nText.\n"),
    ]);
    let desk = blog.open();
    let open = desk.library.open_post(POST).unwrap();
    unpublish(&desk.library, &[POST]).unwrap();
    let changed = || {
        blog.bare
            .git(["show", "--format=", "--name-only", "--no-renames", "main"])
    };
    assert_eq!(changed(), format!("_drafts/tides.md\n{POST}"));
    assert_eq!(
        blog.bare.git(["show", "main:_drafts/tides.md"]),
        "---\ntitle: Tides\ndate: 2026-05-01\n---\nText."
    );
    assert!(!blog.repo.path().join(POST).exists());
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    assert_eq!(desk.wait_post(&open.post).summary.path, "_drafts/tides.md");
    // Undone, the file is where readers' address says, here too.
    desk.library.undo_publish(None, &Cancel::none()).unwrap();
    assert_eq!(blog.text(POST), "---\ntitle: Tides\n---\nText.\n");
    assert!(!blog.repo.path().join("_drafts/tides.md").exists());
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    assert_eq!(
        blog.bare.git(["show", &format!("main:{POST}")]),
        "---\ntitle: Tides\n---\nText."
    );
    // And without undo, by publishing it again.
    unpublish(&desk.library, &[POST]).unwrap();
    published(&desk.library, &["_drafts/tides.md"]);
    assert_eq!(changed(), format!("_drafts/tides.md\n{POST}"));
    assert_eq!(blog.repo.status(), Vec::<String>::new());
}

/// Without a folder of drafts the mark is the field; in TOML as in YAML.
#[test]
fn the_mark_is_the_generators() {
    for (config, generator, path, before, after) in [
        (
            "_config.yml",
            "jekyll",
            "_posts/2026-05-01-a.md",
            "---\ntitle: A\n---\n",
            "published: false",
        ),
        (
            "hugo.toml",
            "hugo",
            "content/posts/a.md",
            "+++\ntitle = \"A\"\ndate = 2026-05-01\n+++\n",
            "draft = true",
        ),
        (
            "_config.yml",
            "hexo",
            "source/_posts/a.md",
            "---\ntitle: A\ndate: 2026-05-01\n---\n",
            "published: false",
        ),
    ] {
        let blog = Blog::new(&[
            (
                config,
                if config.ends_with("toml") {
                    "title = \"x\"\n"
                } else {
                    "title: x\n"
                },
            ),
            (
                "galley.toml",
                &format!("[library]\ngenerator = \"{generator}\"\n"),
            ),
            (path, &format!("{before}Text.\n")),
        ]);
        let desk = blog.open();
        unpublish(&desk.library, &[path]).unwrap();
        assert_eq!(blog.bare.files_of("main"), [path], "{generator}");
        let text = blog.bare.git(["show", &format!("main:{path}")]);
        assert!(text.contains(after), "{generator}: {text}");
        assert_eq!(
            blog.bare.git(["diff", "--numstat", "main~1", "main"]),
            format!("1\t0\t{path}")
        );
    }
}

/// Where no template heeds a mark, one would be believed to hide the post.
#[test]
fn a_generator_without_a_mark_is_said() {
    let next = "[library]\ngenerator = \"next\"\n";
    let blog = Blog::new(&[("galley.toml", next), ("posts/a.md", A)]);
    let desk = blog.open();
    let error = refused(&desk.library, "posts/a.md");
    assert_eq!(error.code, "unpublish.no-mark");
    assert!(error.hint.unwrap().contains("Delete"));
    assert_eq!(blog.text("posts/a.md"), A);
    assert_eq!(blog.bare.subjects("main"), ["first"]);
    // The blog's own posts show which mark its templates know.
    let other = "---\ntitle: B\ndraft: false\n---\nText.\n";
    let blog = Blog::new(&[("galley.toml", next), ("posts/a.md", A), ("posts/b.md", other)]);
    let desk = blog.open();
    unpublish(&desk.library, &["posts/a.md"]).unwrap();
    assert!(blog.bare.git(["show", "main:posts/a.md"]).contains("draft: true"));
}

#[test]
fn what_readers_never_saw_is_said() {
    let blog = Blog::new(&[("posts/a.md", A)]);
    blog.repo.write("posts/new.md", "---\ntitle: New\n---\nText.\n");
    let desk = blog.open();
    assert_eq!(refused(&desk.library, "posts/new.md").code, "unpublish.never");
    assert_eq!(refused(&desk.library, "posts/none.md").code, "post.gone");
    // One of several that cannot be hidden hides none.
    let error = unpublish(&desk.library, &["posts/a.md", "posts/new.md"]).unwrap_err();
    assert_eq!(error.code, "unpublish.never");
    assert_eq!(blog.text("posts/a.md"), A);
    assert_eq!(blog.bare.subjects("main"), ["first"]);
    // Without a branch it is not known, and not said to be never public.
    blog.repo.git(["checkout", "--quiet", "--detach"]);
    assert_eq!(refused(&desk.library, "posts/a.md").code, "repository.detached");
}

/// The server refuses: here it is a draft, there it is not; the same call sends the same version once it may.
#[test]
fn what_could_not_be_sent_is_sent_by_the_same_call() {
    let blog = Blog::new(&[("posts/a.md", A)]);
    let hook = blog
        .bare
        .hook("pre-receive", "echo 'No posts on Sundays'; exit 1");
    let desk = blog.open();
    let error = refused(&desk.library, "posts/a.md");
    assert_eq!(error.code, "remote.refused");
    let made = blog.repo.head();
    std::fs::remove_file(hook).unwrap();
    unpublish(&desk.library, &["posts/a.md"]).unwrap();
    assert_eq!(blog.bare.git(["rev-parse", "main"]), made);
    assert_eq!(blog.bare.subjects("main"), ["Unpublish “A”", "first"]);
}

/// Several at once, one of them changed since and one open with text that is in no file yet: one version of all.
#[test]
fn several_go_in_one_version() {
    let blog = Blog::new(&[("posts/a.md", A), ("posts/b.md", &A.replace('A', "B"))]);
    blog.repo.write("posts/a.md", A.to_owned() + "Later.\n");
    let desk = blog.open();
    let open = desk.library.open_post("posts/b.md").unwrap();
    assert!(
        desk.library
            .edit_body(&open.post, 1, &insert(0, "Typed. "))
            .unwrap()
            .accepted
    );
    let result = unpublish(&desk.library, &["posts/a.md", "posts/b.md"]).unwrap();
    assert_eq!(result.posts, ["A", "B"]);
    assert_eq!(blog.bare.subjects("main"), ["Unpublish 2 posts", "first"]);
    assert_eq!(blog.bare.files_of("main"), ["posts/a.md", "posts/b.md"]);
    // What was not published yet is not published by that.
    let sent = blog.bare.git(["show", "main:posts/a.md", "main:posts/b.md"]);
    assert!(!sent.contains("Later.") && !sent.contains("Typed. "), "{sent}");
    assert!(blog.text("posts/a.md").ends_with("Later.\n") && blog.text("posts/b.md").contains("Typed. "));
    // Together with a deletion, they are published again.
    std::fs::remove_file(blog.repo.path().join("posts/b.md")).unwrap();
    publish(&desk.library, &order(&["posts/a.md", "posts/b.md"])).unwrap();
    assert_eq!(
        blog.bare.git(["ls-tree", "--name-only", "main", "posts/"]),
        "posts/a.md"
    );
    assert!(!blog.bare.git(["show", "main:posts/a.md"]).contains("draft"));
}

/// What was written since is not published by hiding the post.
#[test]
fn other_changes_stay_here() {
    let blog = Blog::new(&[("posts/a.md", A)]);
    let library = blog.read_once();
    let edited = A.replace("Text.", "Half a thought about the");
    blog.repo.write("posts/a.md", &edited);
    for again in [false, true] {
        if !again {
            let away = blog.place.path().join("away.git");
            std::fs::rename(blog.bare.path(), &away).unwrap();
            assert_eq!(refused(&library, "posts/a.md").code, "remote.gone");
            std::fs::rename(&away, blog.bare.path()).unwrap();
            continue;
        }
        unpublish(&library, &["posts/a.md"]).unwrap();
    }
    let hidden = |text: &str| text.replace("date: 2026-05-01\n", "date: 2026-05-01\ndraft: true\n");
    assert_eq!(blog.bare.git(["show", "main:posts/a.md"]), hidden(A).trim_end());
    assert_eq!(blog.text("posts/a.md"), hidden(&edited));
    assert_eq!(blog.bare.subjects("main"), ["Unpublish “A”", "first"]);
    assert_eq!(blog.repo.status(), [" M posts/a.md"]);
    library.undo_publish(None, &Cancel::none()).unwrap();
    assert_eq!(blog.bare.git(["show", "main:posts/a.md"]), A.trim_end());
}

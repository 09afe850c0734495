//! Drafts on their way to readers: the name that the title gives, the folder that is left, and what a failure leaves.

use std::fs;

use galley_library::view::{BlockKind, ChangeKind, FieldEdit, PlanItem};

use crate::support::{Blog, Desk, Immutable};
use crate::{order, publish, published, steps};

const UNTITLED: &str = "---\ntitle: Untitled\ndraft: true\n---\nText.\n";
const MOVED: &str = "_posts/2026-06-04-new.md";

fn blog() -> Blog {
    Blog::new(&[("posts/a.md", "---\ntitle: A\ndate: 2026-05-01\n---\nText.\n")])
}

fn titled(title: &str) -> String {
    UNTITLED.replace("Untitled", title)
}

/// A Jekyll blog with one published post and one new draft.
fn jekyll() -> Blog {
    let blog = Blog::new(&[
        ("_config.yml", "title: Jekyll blog\n"),
        ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
        ("_posts/2026-05-01-old.md", "---\ntitle: Old\n---\nText.\n"),
    ]);
    blog.repo.write("_drafts/new.md", "---\ntitle: New\n---\nText.\n");
    blog
}

#[test]
fn a_post_that_was_begun_without_a_title_is_named_by_it_when_it_is_published() {
    let blog = blog();
    let desk = blog.open();
    let path = desk.library.new_post("Untitled", &[]).unwrap();
    assert_eq!(path, "posts/untitled.md");
    let open = desk.library.open_post(&path).unwrap();
    let title = FieldEdit::Title {
        value: "The tide table".into(),
    };
    desk.library.edit_field(&open.post, &title).unwrap();
    desk.library
        .replace_body(&open.post, 1, "High water at six.")
        .unwrap();
    published(&desk.library, &[&path]);
    assert_eq!(blog.bare.files_of("main"), ["posts/the-tide-table.md"]);
    assert!(!blog.repo.path().join(&path).exists());
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    let moved = desk.wait_post(&open.post);
    assert_eq!(
        moved.summary.path, "posts/the-tide-table.md",
        "the open post goes along"
    );
    assert!(
        blog.text("posts/the-tide-table.md")
            .ends_with("\nHigh water at six.\n")
    );
}

#[test]
fn a_name_that_is_taken_gives_the_next_free_one() {
    let blog = blog();
    let text = "---\ntitle: Another\n---\nMine.\n";
    blog.repo.write("posts/tides.md", text);
    // Nothing that Galley lists, and a file all the same.
    fs::create_dir_all(blog.repo.path().join("posts/tides-2.md")).unwrap();
    blog.repo.write("posts/untitled.md", titled("Tides"));
    let desk = blog.open();
    published(&desk.library, &["posts/untitled.md"]);
    assert_eq!(blog.bare.files_of("main"), ["posts/tides-3.md"]);
    assert_eq!(blog.text("posts/tides.md"), text);
}

#[test]
fn only_a_new_post_without_a_name_of_its_own_is_renamed() {
    let blog = Blog::new(&[("posts/untitled.md", &titled("Known by its address"))]);
    for (path, title) in [
        ("posts/untitled-thoughts.md", "Thoughts"),
        ("posts/untitled-2.md", "Untitled"),
        ("posts/2026-06-04-untitled-3.md", "Dated"),
    ] {
        blog.repo.write(path, titled(title));
    }
    let desk = blog.open();
    for path in [
        "posts/untitled.md",
        "posts/untitled-thoughts.md",
        "posts/untitled-2.md",
    ] {
        published(&desk.library, &[path]);
        assert_eq!(blog.bare.files_of("main"), [path]);
    }
    published(&desk.library, &["posts/2026-06-04-untitled-3.md"]);
    assert_eq!(blog.bare.files_of("main"), ["posts/2026-06-04-dated.md"]);
}

#[test]
fn a_draft_that_is_sent_as_one_gets_its_name_too() {
    let blog = blog();
    blog.repo.write("posts/untitled.md", titled("Half a thought"));
    let desk = blog.open();
    let mut wanted = order(&["posts/untitled.md"]);
    wanted.as_draft = true;
    publish(&desk.library, &wanted).unwrap();
    assert_eq!(blog.bare.files_of("main"), ["posts/half-a-thought.md"]);
    assert_eq!(blog.text("posts/half-a-thought.md"), titled("Half a thought"));
}

#[test]
fn the_plan_names_the_file_that_a_post_begun_without_a_title_gets() {
    let path = "posts/untitled.md";
    let blog = Blog::new(&[]);
    blog.repo.write(path, titled("Named at last"));
    let desk = blog.open();
    let goes_to = |path: &str| {
        let plan = desk.library.publish_plan(&[path.into()]).unwrap();
        let item = plan.items.into_iter().find(|item| item.path == path);
        item.unwrap().goes_to
    };
    assert_eq!(goes_to(path).as_deref(), Some("posts/named-at-last.md"));
    blog.repo.write("posts/named.md", titled("Named"));
    assert_eq!(goes_to("posts/named.md"), None);
}

#[test]
fn a_draft_that_the_server_has_is_planned_and_made_public() {
    let path = "posts/sent.md";
    let blog = Blog::new(&[(path, &titled("Sent before"))]);
    let desk = blog.open();
    assert!(
        desk.library.publish_plan(&[]).unwrap().items.is_empty(),
        "unasked it stays"
    );
    let plan = desk.library.publish_plan(&[path.into()]).unwrap();
    let [item] = plan.items.as_slice() else {
        panic!("{:?}", plan.items)
    };
    let PlanItem {
        kind,
        ticked,
        becomes_public,
        ..
    } = item;
    assert_eq!(
        (kind, ticked, becomes_public),
        (&ChangeKind::Changed, &true, &true)
    );
    assert_eq!(plan.message, "Publish “Sent before”");
    let gone: Vec<_> = plan.changes[0]
        .lines
        .iter()
        .filter(|line| line.text == "draft: true")
        .collect();
    assert_eq!(
        gone.len(),
        1,
        "what changes is shown: {:?}",
        plan.changes[0].lines
    );
    published(&desk.library, &[path]);
    assert_eq!(
        blog.bare.git(["diff", "--numstat", "main~1", "main"]),
        format!("0\t1\t{path}")
    );
    let again = publish(&desk.library, &order(&[path])).unwrap_err();
    assert_eq!(again.code, "publish.nothing", "it is no draft any more");
}

/// Stops the test unless the draft is where it was, alone, and still open under its own path.
fn as_it_was(blog: &Blog, desk: &Desk, post: &str) {
    assert_eq!(blog.text("_drafts/new.md"), "---\ntitle: New\n---\nText.\n");
    let posts: Vec<_> = fs::read_dir(blog.repo.path().join("_posts"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(posts, ["2026-05-01-old.md"], "no public copy is left");
    let rows: Vec<_> = desk.rows().rows.into_iter().map(|row| row.path).collect();
    assert_eq!(rows, ["_drafts/new.md", "_posts/2026-05-01-old.md"]);
    assert_eq!(blog.bare.subjects("main"), ["first"]);
    let open = desk.library.open_post("_drafts/new.md").unwrap();
    assert_eq!(open.post, post, "the open post is the same one");
}

#[test]
fn a_draft_that_cannot_leave_its_folder_leaves_no_copy() {
    let blog = jekyll();
    let desk = blog.open();
    let post = desk.library.open_post("_drafts/new.md").unwrap().post;
    let Some(guard) = Immutable::make(&blog.repo.path().join("_drafts")) else {
        println!("Not tested: `chattr +i` does nothing on this file system.");
        return;
    };
    for _ in 0..2 {
        let error = publish(&desk.library, &order(&["_drafts/new.md"])).unwrap_err();
        assert_eq!(error.code, "file.read-only");
        as_it_was(&blog, &desk, &post);
    }
    drop(guard);
    published(&desk.library, &["_drafts/new.md"]);
    assert_eq!(blog.bare.files_of("main"), [MOVED]);
}

#[test]
fn a_draft_that_cannot_come_into_its_folder_stays() {
    let blog = jekyll();
    let desk = blog.open();
    let post = desk.library.open_post("_drafts/new.md").unwrap().post;
    let Some(guard) = Immutable::make(&blog.repo.path().join("_posts")) else {
        println!("Not tested: `chattr +i` does nothing on this file system.");
        return;
    };
    let error = publish(&desk.library, &order(&["_drafts/new.md"])).unwrap_err();
    assert_eq!(error.code, "file.read-only");
    as_it_was(&blog, &desk, &post);
    drop(guard);
    published(&desk.library, &["_drafts/new.md"]);
}

#[test]
fn a_version_that_is_refused_brings_the_drafts_back() {
    let blog = jekyll();
    // A filter that Galley does not know is found while the version is made, after the move.
    blog.repo.write(".gitattributes", "_posts/* filter=secret\n");
    blog.repo.git(["config", "filter.secret.clean", "cat"]);
    blog.repo
        .write("_drafts/second.md", "---\ntitle: Second\n---\nText.\n");
    let desk = blog.open();
    let post = desk.library.open_post("_drafts/new.md").unwrap().post;
    let both = order(&["_drafts/new.md", "_drafts/second.md"]);
    let (result, told) = steps(&desk.library, &both);
    assert_eq!(result.unwrap_err().code, "filter.later", "{told:?}");
    blog.repo.remove("_drafts/second.md");
    desk.wait("the second draft to go", |_| {
        (desk.rows().total == 2).then_some(())
    });
    as_it_was(&blog, &desk, &post);
}

#[test]
fn a_draft_whose_new_name_is_taken_gets_the_next_free_one() {
    let blog = jekyll();
    blog.repo
        .write(MOVED, "---\ntitle: Mine\n---\nWritten in a terminal.\n");
    let desk = blog.open();
    published(&desk.library, &["_drafts/new.md"]);
    assert!(blog.text(MOVED).contains("Written in a terminal."));
    assert_eq!(blog.bare.files_of("main"), ["_posts/2026-06-04-new-2.md"]);
}

#[test]
fn a_draft_whose_mark_is_merged_in_is_published_by_a_word_of_its_own() {
    let blog = blog();
    let head = "base: &b\n  draft: true\n<<: *b\ntitle: Tides\n";
    blog.repo
        .write("posts/tides.md", format!("---\n{head}---\nText.\n"));
    let desk = blog.open();
    let plan = desk.library.publish_plan(&["posts/tides.md".into()]).unwrap();
    assert!(plan.items[0].becomes_public, "{:?}", plan.items);
    published(&desk.library, &["posts/tides.md"]);
    let text = blog.text("posts/tides.md");
    assert_eq!(text, format!("---\n{head}draft: false\n---\nText.\n"));
}

#[test]
fn a_renamed_post_is_planned_as_the_one_that_readers_know() {
    let path = "posts/known.md";
    let blog = Blog::new(&[(path, "---\ntitle: Known\ndate: 2026-01-02\n---\nText.\n")]);
    let desk = blog.open();
    desk.library.rename_post(path, "Better known", false).unwrap();
    let plan = desk
        .library
        .publish_plan(&["posts/better-known.md".into()])
        .unwrap();
    let [item] = plan.items.as_slice() else {
        panic!("{:?}", plan.items)
    };
    assert_eq!(
        (&item.kind, item.came_from.as_deref()),
        (&ChangeKind::Changed, Some(path))
    );
    assert!(item.note.contains(path), "{}", item.note);
    assert_eq!(plan.message, "Update “Known”");
    // Its text is as it was: what readers see is the same.
    assert!(
        plan.changes[0]
            .lines
            .iter()
            .all(|line| line.kind == BlockKind::Same)
    );
}

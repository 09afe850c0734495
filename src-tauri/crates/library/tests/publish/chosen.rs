//! What was chosen goes, with its pictures, and nothing else.

use galley_library::view::{ChangeKind, ItemRole};

use crate::support::{Blog, insert};
use crate::{order, publish, published};

fn post(title: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-05-01\n---\nText.\n")
}

fn blog() -> Blog {
    let files = ["a", "b", "c"].map(|name| (format!("posts/{name}.md"), post(name)));
    Blog::new(
        &files
            .each_ref()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    )
}

#[test]
fn one_of_three_changed_posts_goes_alone_and_staged_files_stay_staged() {
    let blog = blog();
    for name in ["a", "b", "c"] {
        blog.repo.write(
            &format!("posts/{name}.md"),
            post(name).replace("Text", "Other text"),
        );
    }
    blog.repo.write("notes.txt", "staged by the writer\n");
    blog.repo.write("loose.txt", "not even staged\n");
    blog.repo.git(["add", "notes.txt", "posts/c.md"]);
    blog.repo
        .write("posts/c.md", post("c").replace("Text", "A third text"));
    let desk = blog.open();
    let result = published(&desk.library, &["posts/b.md"]);
    assert_eq!(
        (result.posts.as_slice(), result.earlier),
        (&["b".to_owned()][..], 0)
    );
    assert_eq!(blog.bare.files_of("main"), ["posts/b.md"]);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
    let status = [" M posts/a.md", "MM posts/c.md", "A  notes.txt", "?? loose.txt"];
    assert_eq!(
        blog.repo
            .status()
            .iter()
            .filter(|line| status.contains(&line.as_str()))
            .count(),
        4,
        "{:?}",
        blog.repo.status()
    );
    assert_eq!(blog.repo.status().len(), 4);
    assert!(
        blog.repo.git(["show", ":posts/c.md"]).contains("Other text"),
        "what was staged is what was staged"
    );
    assert!(blog.text("posts/c.md").contains("A third text"));
    assert_eq!(desk.library.view().unwrap().counts.unpublished, 2);
    blog.repo.fsck();
}

#[test]
fn text_in_the_editor_is_saved_and_sent() {
    let blog = blog();
    let desk = blog.open();
    let open = desk.library.open_post("posts/a.md").unwrap();
    desk.library
        .edit_body(&open.post, 1, &insert(0, "Typed just now. "))
        .unwrap();
    published(&desk.library, &["posts/a.md"]);
    assert!(
        blog.bare
            .git(["show", "main:posts/a.md"])
            .ends_with("Typed just now. Text.")
    );
    assert!(
        desk.library
            .edit_body(&open.post, 2, &insert(0, "And on. "))
            .unwrap()
            .accepted
    );
}

#[test]
fn a_picture_that_the_post_shows_goes_along_and_another_one_does_not() {
    let blog = blog();
    blog.repo.write("posts/images/shown one.png", b"\x89PNG shown");
    blog.repo.write("posts/images/other.png", b"\x89PNG other");
    blog.repo.write("posts/images/of-b.png", b"\x89PNG of b");
    blog.repo
        .write("posts/a.md", post("a") + "\n![A chart](images/shown%20one.png)\n");
    blog.repo
        .write("posts/b.md", post("b") + "\n![A map](images/of-b.png)\n");
    let desk = blog.open();
    let plan = desk.library.publish_plan(&["posts/a.md".into()]).unwrap();
    let items: Vec<_> = plan
        .items
        .iter()
        .map(|i| (i.path.as_str(), &i.role, i.of.as_deref(), i.ticked))
        .collect();
    assert_eq!(
        items,
        [
            ("posts/a.md", &ItemRole::Post, None, true),
            (
                "posts/images/shown one.png",
                &ItemRole::Picture,
                Some("posts/a.md"),
                true
            ),
            ("posts/b.md", &ItemRole::Post, None, false),
            (
                "posts/images/of-b.png",
                &ItemRole::Picture,
                Some("posts/b.md"),
                false
            ),
        ]
    );
    assert_eq!(plan.items[1].size, Some(10));
    let ticked: Vec<&str> = plan
        .items
        .iter()
        .filter(|i| i.ticked)
        .map(|i| i.path.as_str())
        .collect();
    let result = published(&desk.library, &ticked);
    assert_eq!((result.posts.len(), result.pictures), (1, 1));
    assert_eq!(
        blog.bare.files_of("main"),
        ["posts/a.md", "posts/images/shown one.png"]
    );
    assert_eq!(
        blog.bare.git(["show", "main:posts/images/shown one.png"]).len(),
        10 + 2,
        "as bytes, with one replaced"
    );
    let plan = desk.library.publish_plan(&["posts/b.md".into()]).unwrap();
    assert_eq!(
        plan.items.iter().map(|i| i.path.as_str()).collect::<Vec<_>>(),
        ["posts/b.md", "posts/images/of-b.png"]
    );
}

#[test]
fn a_plan_shows_what_changes() {
    let blog = blog();
    blog.repo.write(
        "posts/a.md",
        post("a new title").replace("Text.", "Text.\n\nA second paragraph."),
    );
    let desk = blog.open();
    let plan = desk.library.publish_plan(&["posts/a.md".into()]).unwrap();
    assert_eq!(
        (plan.branch.as_str(), plan.message.as_str()),
        ("main", "Update “a new title”")
    );
    let change = &plan.changes[0];
    let fields: Vec<_> = change
        .fields
        .iter()
        .map(|f| (f.name.as_str(), f.before.join("|"), f.after.join("|")))
        .collect();
    assert_eq!(fields, [("Title", "a".to_owned(), "a new title".to_owned())]);
    assert!(
        change
            .blocks
            .iter()
            .any(|block| block.runs.iter().any(|run| run.text.contains("second paragraph")))
    );
    assert!(change.lines.iter().any(|line| line.text == "title: a new title"));
}

#[test]
fn a_deletion_is_published() {
    let blog = blog();
    blog.repo.remove("posts/b.md");
    let desk = blog.open();
    let plan = desk.library.publish_plan(&["posts/b.md".into()]).unwrap();
    assert_eq!(
        plan.items.iter().map(|i| (&i.kind, i.ticked)).collect::<Vec<_>>(),
        [(&ChangeKind::Deleted, true)]
    );
    published(&desk.library, &["posts/b.md"]);
    assert_eq!(
        blog.bare.git(["diff", "--name-status", "main~1", "main"]),
        "D\tposts/b.md"
    );
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    assert!(desk.library.publish_plan(&[]).unwrap().items.is_empty());
}

#[test]
fn earlier_versions_stay_unless_they_are_ticked() {
    let blog = blog();
    blog.repo
        .write("posts/a.md", post("a").replace("Text", "Made earlier"));
    blog.repo.commit_all("earlier");
    blog.repo
        .write("posts/b.md", post("b").replace("Text", "Made now"));
    let desk = blog.open();
    let plan = desk.library.publish_plan(&["posts/b.md".into()]).unwrap();
    assert_eq!(
        plan.earlier.iter().map(|e| e.title.as_str()).collect::<Vec<_>>(),
        ["earlier"]
    );
    assert_eq!(published(&desk.library, &["posts/b.md"]).earlier, 0);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "first"]);
    assert_eq!(blog.bare.files_of("main"), ["posts/b.md"]);
    assert_eq!(
        blog.repo.subjects("main"),
        ["earlier", "A few words", "first"],
        "the earlier one is still here"
    );
    assert!(blog.text("posts/a.md").contains("Made earlier"));
    assert_eq!(blog.repo.status(), Vec::<String>::new());

    blog.repo
        .write("posts/c.md", post("c").replace("Text", "Made last"));
    let mut all = order(&["posts/c.md"]);
    all.with_earlier = true;
    let result = publish(&desk.library, &all).unwrap();
    assert_eq!(result.earlier, 1, "one earlier version went along");
    assert_eq!(
        blog.bare.subjects("main"),
        ["A few words", "earlier", "A few words", "first"]
    );
    assert_eq!(desk.library.view().unwrap().repository.ahead, 0);
    blog.bare.fsck();
}

#[test]
fn a_draft_folder_is_left_by_publishing() {
    let blog = Blog::new(&[
        ("_config.yml", "title: Jekyll blog\n"),
        ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
        ("_posts/2026-05-01-old.md", "---\ntitle: Old\n---\nText.\n"),
        (
            "_drafts/on-the-server.md",
            "---\ntitle: On the server\n---\nText.\n",
        ),
    ]);
    blog.repo.write("_drafts/new.md", "---\ntitle: New\n---\nText.\n");
    let desk = blog.open();
    let open = desk.library.open_post("_drafts/new.md").unwrap();
    published(&desk.library, &["_drafts/new.md"]);
    assert_eq!(blog.bare.files_of("main"), ["_posts/2026-06-04-new.md"]);
    assert!(!blog.repo.path().join("_drafts/new.md").exists());
    let moved = desk.wait_post(&open.post);
    assert_eq!(moved.summary.path, "_posts/2026-06-04-new.md");
    published(&desk.library, &["_drafts/on-the-server.md"]);
    let both = "D	_drafts/on-the-server.md
A	_posts/2026-06-04-on-the-server.md";
    assert_eq!(
        blog.bare
            .git(["diff", "--no-renames", "--name-status", "main~1", "main"]),
        both
    );
    assert_eq!(blog.repo.status(), Vec::<String>::new());
}

#[test]
fn a_library_below_its_repository_publishes_its_own_paths() {
    let blog = Blog::new(&[
        ("site/galley.toml", "[site]\ntitle = \"Below\"\n"),
        ("site/posts/a.md", "---\ntitle: A\n---\nText.\n"),
    ]);
    let desk = crate::support::Desk::open(
        &blog.repo.path().join("site"),
        blog.places(),
        crate::support::clock(),
    )
    .unwrap();
    blog.repo.write("site/posts/a.md", "---\ntitle: A\n---\nOther.\n");
    blog.repo.write("elsewhere.md", "not the library's\n");
    let plan = desk.library.publish_plan(&["posts/a.md".into()]).unwrap();
    assert_eq!(
        plan.items.iter().map(|i| i.path.as_str()).collect::<Vec<_>>(),
        ["posts/a.md"]
    );
    published(&desk.library, &["posts/a.md"]);
    assert_eq!(blog.bare.files_of("main"), ["site/posts/a.md"]);
    assert_eq!(
        publish(&desk.library, &order(&["../elsewhere.md"]))
            .unwrap_err()
            .code,
        "post.outside"
    );
}

//! Tags over all posts: each post's own lines and no others, one version, all posts or none, taken back as one.

use galley_library::view::{TagOrder, TagPlan};

use crate::published;
use crate::support::Blog;

const LIST: &str =
    "---\ntitle: Plans\ndate: 2026-06-02\ntags:\n  - postgresql\n  - performance # keep\n---\nText.\n";
const BOTH: &str = "---\ntitle: Vacuum\ntags: [postgres, postgresql, operations]\n---\nText.\n";
const CASE: &str = "---\r\ntitle: Indexes\r\ntags: ['performance', \"Postgres\"]\r\n---\r\nText.\r\n";
const TOML: &str = "+++\ntitle = 'Parcel'\ndate = 2024-11-02T08:00:00+01:00\ntags = ['postgresql', 'migrations']\n+++\nText.\n";
const KEPT: &str = "---\ntitle: Kept\ntags: [postgres]\n---\nText.\n";

fn blog() -> Blog {
    Blog::new(&[
        ("posts/plans.md", LIST),
        ("posts/vacuum.md", BOTH),
        ("posts/indexes.md", CASE),
        ("posts/parcel.md", TOML),
        ("posts/kept.md", KEPT),
    ])
}

fn merge() -> TagOrder {
    TagOrder {
        from: vec!["postgresql".into(), "Postgres".into()],
        to: Some("postgres".into()),
        paths: None,
        message: None,
    }
}

fn rename(from: &str, to: &str) -> TagOrder {
    TagOrder {
        from: vec![from.into()],
        to: Some(to.into()),
        paths: None,
        message: None,
    }
}

fn paths(plan: &TagPlan) -> Vec<&str> {
    plan.posts.iter().map(|post| post.path.as_str()).collect()
}

const MERGED: [&str; 4] = [
    "posts/indexes.md",
    "posts/parcel.md",
    "posts/plans.md",
    "posts/vacuum.md",
];

#[test]
fn a_merge_shows_each_posts_lines_and_changes_nothing_by_asking() {
    let blog = blog();
    let library = blog.read_once();
    let plan = library.tag_plan(&merge()).unwrap();
    assert_eq!(paths(&plan), MERGED);
    assert_eq!(plan.message, "Merge tags into “postgres”");
    let notes: Vec<_> = plan.posts.iter().map(|post| post.note.as_deref()).collect();
    assert_eq!(notes, [None, None, None, Some("had both, so one goes")]);
    assert!(plan.posts.iter().all(|post| post.changed == 1 && !post.apart));
    assert_eq!(plan.posts[1].format, "TOML");
    assert_eq!(plan.posts[3].before, ["postgres", "postgresql", "operations"]);
    assert_eq!(plan.posts[3].after, ["postgres", "operations"]);
    assert_eq!(blog.repo.git(["status", "--porcelain"]), "");
}

#[test]
fn a_merge_changes_these_lines_alone_and_is_one_version_that_waits() {
    let blog = blog();
    let library = blog.read_once();
    let done = library.change_tags(&merge()).unwrap();
    assert_eq!(done.paths, MERGED);
    assert_eq!(
        blog.text("posts/plans.md"),
        LIST.replace("- postgresql", "- postgres")
    );
    assert_eq!(blog.text("posts/vacuum.md"), BOTH.replace(", postgresql", ""));
    assert_eq!(
        blog.text("posts/indexes.md"),
        CASE.replace("\"Postgres\"", "\"postgres\"")
    );
    assert_eq!(
        blog.text("posts/parcel.md"),
        TOML.replace("'postgresql'", "'postgres'")
    );
    assert_eq!(
        blog.repo.subjects("main"),
        ["Merge tags into “postgres”", "first"]
    );
    assert_eq!(
        blog.repo
            .git(["show", "--format=", "--name-only", "HEAD"])
            .lines()
            .count(),
        4
    );
    assert_eq!(blog.repo.git(["status", "--porcelain"]), "");
    assert_eq!(blog.bare.subjects("main"), ["first"], "it waits for a publish");

    // And goes with the next one, which names it.
    blog.repo.write("posts/kept.md", format!("{KEPT}More.\n"));
    let result = published(&library, &["posts/kept.md"]);
    assert_eq!(result.sent_too, ["Merge tags into “postgres”"]);
    assert_eq!(blog.bare.subjects("main").len(), 3);
}

#[test]
fn undo_takes_all_posts_and_the_version_back_and_leaves_what_was_written_since() {
    let blog = blog();
    let desk = blog.open();
    let id = desk.library.open_post("posts/plans.md").unwrap().post;
    let done = desk.library.change_tags(&merge()).unwrap();
    let shown = desk.library.open_post("posts/plans.md").unwrap();
    assert_eq!(
        (shown.post.as_str(), &shown.head.fields.tags),
        (id.as_str(), &vec!["postgres".to_owned(), "performance".into()])
    );
    blog.put(
        "posts/parcel.md",
        format!("{}And more.\n", blog.text("posts/parcel.md")),
    );
    desk.library.undo(&done.undo.unwrap()).unwrap();
    for (path, text) in [
        ("posts/plans.md", LIST.to_owned()),
        ("posts/vacuum.md", BOTH.to_owned()),
        ("posts/indexes.md", CASE.to_owned()),
        ("posts/parcel.md", format!("{TOML}And more.\n")),
    ] {
        assert_eq!(blog.text(path), text, "{path}");
    }
    assert_eq!(blog.repo.subjects("main"), ["first"]);
}

#[test]
fn undo_after_the_version_was_sent_gives_the_texts_back_as_changes() {
    let blog = blog();
    let library = blog.read_once();
    let done = library.change_tags(&merge()).unwrap();
    blog.repo.write("posts/kept.md", format!("{KEPT}More.\n"));
    published(&library, &["posts/kept.md"]);
    library.undo(&done.undo.unwrap()).unwrap();
    assert_eq!(blog.text("posts/plans.md"), LIST);
    assert_eq!(blog.numstat().len(), 4);
    assert_eq!(blog.repo.subjects("main").len(), 3);
}

#[test]
fn a_post_with_changes_of_its_own_is_changed_in_its_file_alone() {
    let blog = blog();
    let other = LIST.replace("Text.", "Half a sentence");
    blog.repo.write("posts/plans.md", &other);
    blog.repo.write("posts/new.md", LIST.replace("Plans", "New"));
    let library = blog.read_once();
    let plan = library.tag_plan(&merge()).unwrap();
    let apart: Vec<_> = plan
        .posts
        .iter()
        .filter(|post| post.apart)
        .map(|post| post.path.as_str())
        .collect();
    assert_eq!(apart, ["posts/new.md", "posts/plans.md"]);
    library.change_tags(&merge()).unwrap();
    assert_eq!(
        blog.text("posts/plans.md"),
        other.replace("- postgresql", "- postgres")
    );
    let version = blog.repo.git(["show", "--format=", "--name-only", "HEAD"]);
    assert_eq!(
        version.lines().collect::<Vec<_>>(),
        ["posts/indexes.md", "posts/parcel.md", "posts/vacuum.md"]
    );
    assert!(!blog.repo.git(["show", "HEAD:posts/plans.md"]).contains("Half"));
}

#[test]
fn only_chosen_posts_change_and_a_tag_goes_from_all() {
    let blog = blog();
    let library = blog.read_once();
    let chosen = TagOrder {
        paths: Some(vec!["posts/parcel.md".into()]),
        message: Some("Tidy".into()),
        ..rename("postgresql", "sql")
    };
    assert_eq!(library.change_tags(&chosen).unwrap().paths, ["posts/parcel.md"]);
    assert_eq!(blog.repo.subjects("main"), ["Tidy", "first"]);
    let gone = TagOrder {
        to: None,
        ..rename("PERFORMANCE", "")
    };
    let plan = library.tag_plan(&gone).unwrap();
    assert_eq!(plan.message, "Remove the tag “PERFORMANCE”");
    library.change_tags(&gone).unwrap();
    assert_eq!(
        blog.text("posts/plans.md"),
        LIST.replace("  - performance # keep\n", "")
    );
    assert_eq!(blog.text("posts/indexes.md"), CASE.replace("'performance', ", ""));
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let blog = blog();
    blog.repo.write(
        "posts/broken.md",
        "---\ntitle: [Broken\ntags: [postgresql]\n---\nText.\n",
    );
    let library = blog.read_once();
    let code = |order: &TagOrder| library.change_tags(order).unwrap_err().code;
    assert_eq!(code(&rename("absent", "x")), "tags.none");
    assert_eq!(code(&rename("postgresql", " ")), "tags.no-name");
    assert_eq!(code(&rename("postgres", "two\nlines")), "tags.no-name");
    assert_eq!(blog.repo.subjects("main"), ["first"]);
    assert_eq!(blog.repo.git(["diff", "--name-only"]), "");

    // Another one holds the index: no file is changed either.
    std::fs::write(blog.repo.path().join(".git/index.lock"), "").unwrap();
    assert!(code(&merge()).starts_with("repository.lock"));
    assert_eq!(blog.repo.git(["diff", "--name-only", "HEAD"]), "");
    assert_eq!(blog.text("posts/plans.md"), LIST);
}

#[test]
fn without_a_repository_the_files_are_changed_and_taken_back() {
    let blog = blog();
    std::fs::remove_dir_all(blog.repo.path().join(".git")).unwrap();
    let library = blog.read_once();
    let done = library.change_tags(&merge()).unwrap();
    assert_eq!((done.paths.len(), done.version), (4, None));
    library.undo(&done.undo.unwrap()).unwrap();
    assert_eq!(blog.text("posts/vacuum.md"), BOTH);
}

#[test]
fn a_refusing_hook_leaves_every_post_as_it_was() {
    let blog = blog();
    let hook = blog.repo.path().join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, "#!/bin/sh\necho no tags today\nexit 1\n").unwrap();
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let library = blog.read_once();
    library.trust_for_now();
    let error = library.change_tags(&merge()).unwrap_err();
    assert!(error.details.unwrap_or(error.message).contains("no tags today"));
    assert_eq!(blog.text("posts/parcel.md"), TOML);
    assert_eq!(blog.repo.git(["status", "--porcelain"]), "");
    assert_eq!(blog.repo.subjects("main"), ["first"]);
}

#[test]
fn the_list_of_tags_says_who_used_each_and_when_and_what_looks_alike_until_it_is_told_apart() {
    let by = |author: &str, day: &str, tag: &str| {
        format!("---\ntitle: T\ndate: {day}\nauthor: {author}\ntags: [{tag}]\n---\nText.\n")
    };
    let blog = Blog::new(&[
        ("posts/a.md", &by("Ines", "2026-05-01", "queues")),
        ("posts/b.md", &by("Jun", "2026-06-02", "queues")),
        ("posts/c.md", &by("Ines", "2026-04-01", "Queues")),
        ("posts/d.md", &by("Pia", "2026-03-01", "queue")),
    ]);
    let library = blog.read_once();
    let rows: Vec<_> = library
        .tag_rows()
        .into_iter()
        .map(|row| (row.name, row.count, row.last.unwrap(), row.authors.join(" ")))
        .collect();
    assert_eq!(
        rows,
        [
            (
                "queues".to_owned(),
                3,
                "2026-06-02".to_owned(),
                "Ines Jun".to_owned()
            ),
            ("queue".to_owned(), 1, "2026-03-01".to_owned(), "Pia".to_owned())
        ]
    );
    let others = |library: &galley_library::Library| -> Vec<String> {
        let groups = library.view().unwrap().look_alikes;
        groups
            .into_iter()
            .flat_map(|group| group.others)
            .map(|other| other.name)
            .collect()
    };
    assert_eq!(others(&library), ["queue", "Queues"]);
    library.not_the_same(&["queues".into(), "queue".into()]).unwrap();
    assert_eq!(others(&library), ["Queues"]);
    assert_eq!(others(&blog.read_once()), ["Queues"], "it is remembered");
}

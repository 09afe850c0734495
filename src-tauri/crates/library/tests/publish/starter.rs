//! From an empty folder to the first published post.

use std::fs;
use std::path::Path;

use galley_library::view::{Counts, NewBlog, RepositoryState, StepName, StepState, Visibility};
use galley_library::{Clock, Places, start};
use galley_testkit::repo::{Place, Repo};

use crate::support::{Desk, Running, in_child, isolated, second_process};
use crate::{order, publish, published, steps};

/// When the starter blog has one draft and one scheduled post.
fn clock() -> Clock {
    Clock::standing("2026-11-02T09:15:00+01:00[Europe/Oslo]".parse().unwrap())
}

fn new_blog() -> NewBlog {
    NewBlog {
        name: "Quay Notes".into(),
        folder: "~/Blogs/quay".into(),
        theme: "terminal".into(),
        bare_remote: true,
    }
}

/// A new blog, its remote, and the library in it.
fn started() -> (Place, Repo, Repo, Desk) {
    isolated();
    let place = Place::new();
    let places = Places::under(place.path());
    let folder = start::start_blog(&new_blog(), &places, &clock()).unwrap();
    assert_eq!(folder, place.path().join("Blogs/quay"));
    let (repo, bare) = (place.at("Blogs/quay"), place.at("Blogs/quay.git"));
    let desk = Desk::open(&folder, places, clock()).unwrap();
    (place, repo, bare, desk)
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn a_new_blog_has_twelve_posts_and_a_remote_that_has_them_too() {
    let (place, repo, bare, desk) = started();
    let view = desk.library.view().unwrap();
    assert_eq!(
        (view.name.as_str(), view.generator.as_str()),
        ("Quay Notes", "galley")
    );
    let counts = Counts {
        all: 12,
        drafts: 1,
        scheduled: 1,
        published: 10,
        unpublished: 0,
        deleted: 0,
        pages: view.counts.pages,
    };
    assert_eq!(view.counts, counts);
    assert!(view.problems.is_empty(), "{:?}", view.problems);
    assert_eq!(view.repository.state, RepositoryState::Branch);
    assert_eq!(
        (view.repository.branch.as_deref(), view.repository.ahead),
        (Some("main"), 0)
    );
    assert!(view.repository.server.is_some());
    assert!(
        view.tags.len() > 3 && view.authors.len() == 4,
        "{:?} {:?}",
        view.tags,
        view.authors
    );
    assert_eq!(bare.subjects("main"), ["Start Quay Notes"]);
    assert_eq!(repo.status(), Vec::<String>::new());
    assert_eq!(repo.head(), bare.git(["rev-parse", "main"]));
    let toml = String::from_utf8(repo.read("galley.toml")).unwrap();
    assert!(
        toml.contains("title = \"Quay Notes\"") && toml.contains("theme = \"terminal\""),
        "{toml}"
    );
    bare.fsck();
    assert_eq!(files(&place.path().join("Blogs")), 2);
}

#[test]
fn a_blog_is_not_started_where_something_is() {
    isolated();
    let place = Place::new();
    let places = Places::under(place.path());
    let code = |blog: &NewBlog| start::start_blog(blog, &places, &clock()).unwrap_err().code;
    let folder = place.path().join("Blogs/quay");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("mine.txt"), "mine").unwrap();
    assert_eq!(code(&new_blog()), "folder.not-empty");
    assert_eq!((files(&folder), files(&place.path().join("Blogs"))), (1, 1));
    fs::remove_file(folder.join("mine.txt")).unwrap();
    fs::create_dir_all(place.path().join("Blogs/quay.git")).unwrap();
    assert_eq!(
        code(&new_blog()),
        "folder.not-empty",
        "there is a folder where the remote would stand"
    );
    assert_eq!(files(&folder), 0);
    for folder in ["", "quay", "  "] {
        assert_eq!(
            code(&NewBlog {
                folder: folder.into(),
                ..new_blog()
            }),
            "folder.unnamed",
            "{folder:?}"
        );
    }
    fs::write(place.path().join("file"), "x").unwrap();
    assert_eq!(
        code(&NewBlog {
            folder: "~/file".into(),
            ..new_blog()
        }),
        "folder.file"
    );
}

#[test]
fn a_new_post_is_published_alone() {
    let (_place, repo, bare, desk) = started();
    let path = desk
        .library
        .new_post("The tide table", &["sea".into(), "data".into()])
        .unwrap();
    let post = desk.library.open_post(&path).unwrap();
    assert_eq!(post.summary.visibility, Visibility::Draft);
    desk.library
        .replace_body(&post.post, 1, "High water at six.\n")
        .unwrap();

    let plan = desk.library.publish_plan(std::slice::from_ref(&path)).unwrap();
    assert_eq!(plan.blocked, None);
    let ticked: Vec<&str> = plan
        .items
        .iter()
        .filter(|i| i.ticked)
        .map(|i| i.path.as_str())
        .collect();
    assert_eq!(ticked, [path.as_str()]);
    assert!(plan.items[0].becomes_public);
    assert_eq!(plan.message, "Add “The tide table”");
    assert!(
        String::from_utf8(repo.read(&path))
            .unwrap()
            .contains("draft: true"),
        "a plan changes nothing"
    );

    let mut wanted = order(&[&path]);
    wanted.message = plan.message;
    let (result, told) = steps(&desk.library, &wanted);
    let result = result.unwrap();
    let names = [
        StepName::Check,
        StepName::Commit,
        StepName::Send,
        StepName::Confirm,
    ];
    let each = names
        .into_iter()
        .flat_map(|name| [(name.clone(), StepState::Running), (name, StepState::Done)]);
    assert_eq!(told, each.collect::<Vec<_>>());
    assert_eq!(
        (result.posts.as_slice(), result.pictures),
        (&["The tide table".to_owned()][..], 0)
    );
    assert!(
        bare.git(["rev-parse", "main"]).starts_with(&result.commit),
        "{result:?}"
    );
    assert_eq!(
        bare.subjects("main"),
        ["Add “The tide table”", "Start Quay Notes"]
    );
    assert_eq!(bare.files_of("main"), [path.as_str()]);
    let sent = bare.git(["show", &format!("main:{path}")]);
    assert!(
        sent.contains("title: The tide table") && sent.ends_with("High water at six."),
        "{sent}"
    );
    assert!(
        !sent.contains("draft"),
        "publishing takes the draft mark away: {sent}"
    );
    assert!(sent.contains("sea") && sent.contains("data"), "{sent}");
    assert_eq!(repo.status(), Vec::<String>::new());
    let view = desk.library.view().unwrap();
    assert_eq!(
        (view.counts.drafts, view.counts.published, view.counts.unpublished),
        (1, 11, 0)
    );
    assert!(
        !desk.wait_post(&post.post).head.fields.draft,
        "the open post goes along"
    );
}

#[test]
fn a_draft_can_be_sent_as_it_is() {
    let (_place, repo, bare, desk) = started();
    let path = desk.library.new_post("Half a thought", &[]).unwrap();
    let before = repo.read(&path);
    let mut wanted = order(&[&path]);
    wanted.as_draft = true;
    publish(&desk.library, &wanted).unwrap();
    assert_eq!(repo.read(&path), before);
    assert_eq!(bare.files_of("main"), [path.as_str()]);
    assert!(
        bare.git(["show", &format!("main:{path}")])
            .contains("draft: true")
    );
    // And made public later: one line goes.
    published(&desk.library, &[&path]);
    assert_eq!(
        bare.git(["diff", "--numstat", "main~1", "main"]),
        format!("0\t1\t{path}")
    );
    assert_eq!(bare.subjects("main").len(), 3);
}

#[test]
fn a_writer_whom_git_does_not_know_gives_a_name_for_this_blog() {
    let test = "starter::a_writer_whom_git_does_not_know_gives_a_name_for_this_blog";
    let Some(folder) = in_child() else {
        let place = tempfile::tempdir().unwrap();
        let child = Running::start(second_process(test, place.path()));
        assert!(
            child.said("test result: ok. 1 passed").is_some(),
            "the second process failed: its words stand above"
        );
        return;
    };
    // Another process, because Git's settings are read once.
    let home = folder.join("home");
    fs::create_dir_all(&home).unwrap();
    galley_git::use_config_from(&home).unwrap();
    let place = Place::new();
    let places = Places::under(place.path());
    let root = start::start_blog(&new_blog(), &places, &clock()).unwrap();
    let bare = place.at("Blogs/quay.git");
    assert_eq!(
        bare.git(["log", "--format=%an", "main"]),
        "Galley",
        "the starter's own texts"
    );
    let desk = Desk::open(&root, places, clock()).unwrap();
    let path = desk.library.new_post("Mine", &[]).unwrap();
    assert_eq!(desk.library.view().unwrap().repository.identity, None);
    let plan = desk.library.publish_plan(std::slice::from_ref(&path)).unwrap();
    assert_eq!(
        plan.blocked.map(|error| error.code),
        Some("identity.missing".to_owned())
    );
    let before = fs::read(root.join(&path)).unwrap();
    assert_eq!(
        publish(&desk.library, &order(&[&path])).unwrap_err().code,
        "identity.missing"
    );
    assert_eq!(fs::read(root.join(&path)).unwrap(), before, "nothing was changed");
    assert_eq!(bare.subjects("main").len(), 1);

    let me = |name: &str, email: &str| galley_library::view::Identity {
        name: name.into(),
        email: email.into(),
    };
    assert_eq!(
        desk.library
            .set_identity(&me("", "a@b.example"))
            .unwrap_err()
            .code,
        "identity.missing"
    );
    assert_eq!(
        desk.library.set_identity(&me("Wim", "nowhere")).unwrap_err().code,
        "identity.missing"
    );
    let known = desk
        .library
        .set_identity(&me(" Wim Claes ", "wim@example.org"))
        .unwrap();
    assert_eq!(known.identity, Some(me("Wim Claes", "wim@example.org")));
    published(&desk.library, &[&path]);
    assert_eq!(
        bare.git(["log", "-1", "--format=%an <%ae>", "main"]),
        "Wim Claes <wim@example.org>"
    );
    let config = fs::read_to_string(root.join(".git/config")).unwrap();
    assert!(config.contains("Wim Claes"), "{config}");
    assert_eq!(
        files(&home),
        0,
        "nothing is written into the writer's own settings"
    );
}

#[test]
fn nothing_is_wrong_with_the_starter() {
    let (_place, _repo, _bare, desk) = started();
    let mut checked = 0;
    for row in desk.rows().rows {
        let id = desk.library.open_post(&row.path).unwrap().post;
        let check = desk.library.check_post(&id).unwrap();
        let wrong: Vec<_> = check
            .problems
            .iter()
            .filter(|problem| problem.code != "date.future")
            .collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", row.path);
        checked += 1;
    }
    assert_eq!(checked, 12);
}

#[test]
fn a_file_names_the_library_that_it_stands_in() {
    let blog = crate::support::Blog::new(&[("posts/2026/a.md", "---\ntitle: A\n---\nText.\n")]);
    let root = std::fs::canonicalize(blog.repo.path()).unwrap();
    let named = |path: &std::path::Path| start::library_of(path);
    assert_eq!(
        named(&root.join("posts/2026/a.md")),
        (root.clone(), Some("posts/2026/a.md".to_owned()))
    );
    assert_eq!(named(&root), (root.clone(), None));
    assert_eq!(named(&root.join("none.md")), (root.join("none.md"), None));
    let alone = blog.place.path().join("alone.md");
    std::fs::write(&alone, "Text.\n").unwrap();
    let folder = std::fs::canonicalize(blog.place.path()).unwrap();
    assert_eq!(named(&alone), (folder, Some("alone.md".to_owned())));
}

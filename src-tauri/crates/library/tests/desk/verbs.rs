//! Renaming, moving and deleting posts that lie open on the desk, and taking each back.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Weak};

use galley_library::view::{FieldEdit, LibraryEvent, SaveState};
use galley_library::{Library, Opening};

use crate::support::{Blog, Running, clock, in_child, insert, second_process};

const A: &str = "---\ntitle: A\ndate: 2026-06-01T08:00:00+02:00\nslug: a\nauthor: Ada Writer\n---\n\nText.\n";

fn blog() -> Blog {
    Blog::new(&[
        ("posts/a.md", A),
        (
            "posts/b.md",
            &A.replace("title: A", "title: B").replace("slug: a\n", ""),
        ),
        ("posts/own/index.md", &A.replace("title: A", "title: Own")),
        ("posts/own/chart.png", "PNG"),
    ])
}

#[test]
fn an_open_post_follows_its_file_and_what_is_typed_goes_there() {
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    let post = library.open_post("posts/a.md").unwrap().post;
    library.edit_body(&post, 1, &insert(0, "One. ")).unwrap();
    let done = library
        .rename_post("posts/a.md", "Second thoughts", false)
        .unwrap();
    assert_eq!(done.path, "posts/second-thoughts.md");
    let told = desk.wait("the new place", |event| match event {
        LibraryEvent::PostChanged { post } => Some(post.summary.path.clone()),
        _ => None,
    });
    assert_eq!(told, done.path);
    library.edit_body(&post, 2, &insert(0, "Two. ")).unwrap();
    assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
    let wanted = A
        .replace("slug: a\n", "slug: second-thoughts\n")
        .replace("\nText", "\nTwo. One. Text");
    assert_eq!(blog.text(&done.path), wanted);
    assert!(!blog.repo.path().join("posts/a.md").exists());
    // What was typed since is kept when the name is taken back, and the field with the address is as it was.
    let back = library.undo(&done.undo.unwrap()).unwrap();
    assert_eq!(back.path, "posts/a.md");
    assert_eq!(blog.text("posts/a.md"), A.replace("\nText", "\nTwo. One. Text"));
    library.edit_body(&post, 3, &insert(0, "Three. ")).unwrap();
    assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
    assert!(blog.text("posts/a.md").contains("Three. Two. One."));
}

#[test]
fn the_ending_of_a_file_is_no_part_of_the_name_that_is_typed() {
    let blog = blog();
    let desk = blog.open();
    let plan = |name| desk.library.rename_plan("posts/a.md", Some(name)).unwrap().path;
    assert_eq!(plan("Timeouts.md"), "posts/timeouts.md");
    assert_eq!(plan("timeouts.MD "), "posts/timeouts.md");
    // Another ending is a part of it, and so is one that is all there is.
    assert_eq!(plan("timeouts.txt"), "posts/timeouts-txt.md");
    assert_eq!(plan(".md"), "posts/md.md");
    let done = desk.library.rename_post("posts/a.md", "timeouts.md", false);
    assert_eq!(done.unwrap().path, "posts/timeouts.md");
}

#[test]
fn a_rename_that_was_taken_back_leaves_the_same_bytes_and_its_undo_works_once() {
    let blog = blog();
    let desk = blog.open();
    let done = desk.library.rename_post("posts/a.md", "New", false).unwrap();
    let undo = done.undo.unwrap();
    desk.library.undo(&undo).unwrap();
    assert_eq!(blog.text("posts/a.md"), A);
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    assert_eq!(desk.library.undo(&undo).unwrap_err().code, "undo.gone");
    // A place that somebody has taken since is not taken from them.
    let done = desk.library.rename_post("posts/a.md", "New", false).unwrap();
    blog.repo.write("posts/a.md", "theirs");
    let undo = done.undo.unwrap();
    assert_eq!(desk.library.undo(&undo).unwrap_err().code, "post.exists");
    assert_eq!(blog.text("posts/a.md"), "theirs");
    fs::remove_file(blog.repo.path().join("posts/a.md")).unwrap();
    assert_eq!(
        desk.library.undo(&undo).unwrap().path,
        "posts/a.md",
        "tried again"
    );
}

#[test]
fn a_rename_taken_back_after_typing_leads_no_reader_from_the_post_to_itself() {
    let blog = Blog::new(&[
        ("galley.toml", "[library]\ngenerator = \"hugo\"\n"),
        ("hugo.toml", "baseURL = \"https://quay.example/\"\n"),
        ("content/posts/a.md", &A.replace("slug: a\n", "")),
        (
            "content/posts/b.md",
            &A.replace("slug: a\n", "aliases: [/older/]\nslug: b\n"),
        ),
    ]);
    let desk = blog.open();
    let library = &desk.library;
    for (path, typed) in [("content/posts/a.md", true), ("content/posts/b.md", false)] {
        let before = blog.text(path);
        let done = library.rename_post(path, "New", true).unwrap();
        let text = blog.text(&done.path);
        assert!(text.contains("/posts/"), "the old address leads here: {text}");
        let post = library.open_post(&done.path).unwrap().post;
        library.edit_body(&post, 1, &insert(0, "Typed. ")).unwrap();
        let edit = FieldEdit::AddTag { value: "late".into() };
        library.edit_field(&post, &edit).unwrap();
        if typed {
            assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
        }
        library.undo(&done.undo.unwrap()).unwrap();
        assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
        let text = blog.text(path);
        assert!(text.contains("\ntags:") && text.contains("late"), "{text}");
        let rest: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with("tags:") && !line.contains("late"))
            .collect();
        let wanted = before.replace("\nText", "\nTyped. Text");
        assert_eq!(rest, wanted.lines().collect::<Vec<_>>());
        library.close_post(&post).unwrap();
    }
}

/// A library that tells of something in the thread that does it: `act` is done in that very moment.
fn at_each(
    what: fn(&LibraryEvent) -> bool,
    blog: &Blog,
    act: impl Fn(&Library) + Send + Sync + 'static,
) -> Arc<Library> {
    let own = Arc::new(Mutex::new(Weak::<Library>::new()));
    let seen = Arc::clone(&own);
    let listener = Box::new(move |event| {
        if what(&event) {
            let library = seen.lock().unwrap().upgrade();
            library.iter().for_each(|library| act(library));
        }
    });
    let opening = Opening {
        places: blog.places(),
        clock: clock(),
        listener: Some(listener),
    };
    let library = Arc::new(Library::open(blog.repo.path(), opening).unwrap());
    *own.lock().unwrap() = Arc::downgrade(&library);
    library
}

#[test]
fn who_types_at_every_moment_of_a_rename_meets_no_second_version() {
    let blog = blog();
    let typed = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&typed);
    let saves = |event: &LibraryEvent| matches!(event, LibraryEvent::SaveChanged { .. });
    let library = at_each(saves, &blog, move |library| {
        let seq = count.load(Ordering::SeqCst) + 1;
        if seq > 1 && seq < 5 && library.edit_body("s1", seq, &insert(0, "More. ")).is_ok() {
            count.store(seq, Ordering::SeqCst);
        }
    });
    let post = library.open_post("posts/a.md").unwrap().post;
    assert_eq!(post, "s1");
    library.edit_body(&post, 1, &insert(0, "First. ")).unwrap();
    typed.store(1, Ordering::SeqCst);
    let done = library.rename_post("posts/a.md", "Busy hands", false).unwrap();
    assert!(typed.load(Ordering::SeqCst) > 2, "nothing was typed meanwhile");
    assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
    assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
    assert!(library.disk_version(&post).is_err(), "two versions");
    let more = "More. ".repeat(usize::try_from(typed.load(Ordering::SeqCst)).unwrap() - 1);
    let wanted = A
        .replace("slug: a\n", "slug: busy-hands\n")
        .replace("\nText", &format!("\n{more}First. Text"));
    assert_eq!(blog.text(&done.path), wanted);
    library.undo(&done.undo.unwrap()).unwrap();
    assert_eq!(
        blog.text("posts/a.md"),
        wanted.replace("slug: busy-hands\n", "slug: a\n")
    );
}

#[test]
fn a_save_right_after_a_folder_went_elsewhere_meets_no_second_version() {
    let blog = Blog::new(&[
        ("galley.toml", "[library]\ngenerator = \"hugo\"\n"),
        (
            "hugo.toml",
            "[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n",
        ),
        ("content/posts/own/index.md", A),
        ("content/posts/own/index.de.md", A),
    ]);
    let tried = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&tried);
    let goes = |event: &LibraryEvent| {
        let LibraryEvent::PostChanged { post } = event else {
            return false;
        };
        post.summary.path.ends_with("new/index.de.md")
    };
    // The other language is told of first: by then both must know where they stand, and what their files have.
    let library = at_each(goes, &blog, move |library| {
        library.edit_body("s1", 1, &insert(0, "Typed. ")).unwrap();
        library.save_post("s1").unwrap();
        count.fetch_add(1, Ordering::SeqCst);
    });
    assert_eq!(
        library.open_post("content/posts/own/index.md").unwrap().post,
        "s1"
    );
    library.open_post("content/posts/own/index.de.md").unwrap();
    let done = library
        .rename_post("content/posts/own/index.md", "New", false)
        .unwrap();
    assert_eq!(
        (done.path.as_str(), tried.load(Ordering::SeqCst)),
        ("content/posts/new/index.md", 1)
    );
    assert!(library.disk_version("s1").is_err(), "two versions");
    assert_eq!(library.save_post("s1").unwrap().state, SaveState::Saved);
    let wanted = A
        .replace("slug: a\n", "slug: new\n")
        .replace("\nText", "\nTyped. Text");
    assert_eq!(blog.text(&done.path), wanted);
}

/// Runs the rest of the test in a process whose trash is a folder of its own. `None` in the first one, where that has passed.
fn with_trash(test: &str, spoil: impl FnOnce(&Path)) -> Option<std::path::PathBuf> {
    if let Some(folder) = in_child() {
        return Some(folder);
    }
    let place = tempfile::tempdir().unwrap();
    spoil(place.path());
    let mut command = second_process(test, place.path());
    command
        .env("XDG_DATA_HOME", place.path().join("data"))
        .env("HOME", place.path().join("home"));
    let child = Running::start(command);
    assert!(
        child.said("test result: ok. 1 passed").is_some(),
        "the second process failed: its words stand above"
    );
    None
}

#[test]
fn a_deleted_post_comes_back_byte_for_byte_and_a_folder_with_all_of_it() {
    let test = "verbs::a_deleted_post_comes_back_byte_for_byte_and_a_folder_with_all_of_it";
    let Some(folder) = with_trash(test, |_| {}) else {
        return;
    };
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    // One of the same name went before: it is not the one that comes back.
    blog.repo.write("posts/c.md", "---\ntitle: Older\n---\n");
    library.delete("posts/c.md").unwrap();
    blog.repo.write("posts/c.md", A);
    let post = library.open_post("posts/c.md").unwrap().post;
    library.edit_body(&post, 1, &insert(0, "Typed. ")).unwrap();
    let undo = library.delete("posts/c.md").unwrap().undo.unwrap();
    assert!(!blog.repo.path().join("posts/c.md").exists());
    assert_eq!(library.save_post(&post).unwrap_err().code, "post.closed");
    assert_eq!(library.undo(&undo).unwrap().path, "posts/c.md");
    assert_eq!(blog.text("posts/c.md"), A.replace("\nText", "\nTyped. Text"));
    assert!(desk.rows().rows.iter().any(|row| row.path == "posts/c.md"));

    let undo = library.delete("posts/own/index.md").unwrap().undo.unwrap();
    assert!(
        !blog.repo.path().join("posts/own").exists(),
        "its pictures go along"
    );
    library.undo(&undo).unwrap();
    assert_eq!(blog.text("posts/own/chart.png"), "PNG");

    // An emptied trash: the text comes back all the same.
    let undo = library.delete("posts/b.md").unwrap().undo.unwrap();
    let before = blog.repo.git(["show", "HEAD:posts/b.md"]);
    fs::remove_dir_all(folder.join("data/Trash")).unwrap();
    library.undo(&undo).unwrap();
    assert_eq!(blog.text("posts/b.md").trim_end(), before.trim_end());
}

#[test]
fn where_there_is_no_trash_the_post_stays_and_stays_open() {
    let test = "verbs::where_there_is_no_trash_the_post_stays_and_stays_open";
    let spoil = |place: &Path| {
        fs::create_dir_all(place.join("data")).unwrap();
        fs::write(place.join("data/Trash"), "a file, and no folder").unwrap();
    };
    let Some(_) = with_trash(test, spoil) else { return };
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    let post = library.open_post("posts/a.md").unwrap().post;
    let error = library.delete("posts/a.md").unwrap_err();
    assert_eq!(error.code, "post.no-trash");
    assert!(error.message.contains("posts/a.md") && error.hint.is_some());
    assert_eq!(blog.text("posts/a.md"), A);
    library.edit_body(&post, 1, &insert(0, "Still open. ")).unwrap();
    assert_eq!(library.save_post(&post).unwrap().state, SaveState::Saved);
    assert!(blog.text("posts/a.md").contains("Still open."));
}

#[test]
fn the_old_name_of_a_renamed_post_goes_when_the_new_one_is_published() {
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    let one = library
        .rename_post("posts/own/index.md", "First", false)
        .unwrap()
        .path;
    let two = library.rename_post(&one, "Second", false).unwrap().path;
    assert_eq!(two, "posts/second/index.md");
    let plan = library.publish_plan(std::slice::from_ref(&two)).unwrap();
    let listed: Vec<&str> = plan.items.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(listed, [two.as_str()], "the old name is no change of its own");
}

#[test]
fn the_older_name_of_a_deleted_post_is_not_taken_for_anothers() {
    let test = "verbs::the_older_name_of_a_deleted_post_is_not_taken_for_anothers";
    let Some(_) = with_trash(test, |_| {}) else {
        return;
    };
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    let first = library.rename_post("posts/a.md", "Free", false).unwrap().path;
    library.delete(&first).unwrap();
    let second = library.rename_post("posts/b.md", "Free", false).unwrap().path;
    assert_eq!(first, second);
    let plan = library.publish_plan(std::slice::from_ref(&second)).unwrap();
    let mut listed: Vec<&str> = plan.items.iter().map(|item| item.path.as_str()).collect();
    listed.sort_unstable();
    assert_eq!(
        listed,
        ["posts/a.md", second.as_str()],
        "the deleted one is a change of its own, the old name of the other is not"
    );
}

/// The other posts would be parts of it.
#[test]
fn no_post_gets_the_name_that_makes_its_folder_one_post() {
    let text = A.replace("slug: a\n", "");
    let blog = Blog::new(&[
        ("hugo.toml", "title = \"Quay\"\n"),
        ("content/posts/a.md", &text),
        ("content/posts/b.md", &text),
    ]);
    let desk = blog.open();
    let named = desk
        .library
        .rename_post("content/posts/a.md", "Index", false)
        .unwrap();
    assert_eq!(named.path, "content/posts/index-2.md");
}

#[test]
fn no_post_gets_a_name_under_which_it_would_leave_the_list() {
    let text = A.replace("slug: a\n", "");
    let blog = Blog::new(&[
        ("galley.toml", "[library]\ngenerator = \"markdown\"\n"),
        ("night-shift.md", &text),
        ("second.md", &text),
        ("deeper/third.md", &text),
    ]);
    let desk = blog.open();
    let library = &desk.library;
    for (name, code) in [
        ("Readme", "post.name-of-repository"),
        ("LICENSE", "post.name-of-repository"),
        ("About", "post.name-of-page"),
    ] {
        for error in [
            library.rename_plan("night-shift.md", Some(name)).unwrap_err(),
            library.rename_post("night-shift.md", name, false).unwrap_err(),
        ] {
            assert_eq!(error.code, code, "{name}");
            assert!(error.message.contains(&name.to_lowercase()), "{}", error.message);
        }
    }
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    assert_eq!(desk.rows().total, 3);
    // In a folder it is a post like any other.
    let named = library.rename_post("deeper/third.md", "License", false).unwrap();
    assert_eq!(named.path, "deeper/license.md");
    assert_eq!(desk.rows().total, 3);
}

#[test]
fn jekyll_leads_from_the_old_address_where_its_plugin_is_there() {
    let text = A.replace("slug: a\n", "");
    let config = "url: https://quay.example\ntimezone: Europe/Oslo\n";
    let gems = "group :jekyll_plugins do\n  gem \"jekyll-redirect-from\"\nend\n";
    for (config, gems, leads) in [
        (format!("{config}plugins: [jekyll-redirect-from]\n"), "", true),
        (config.to_owned(), gems, true),
        (config.to_owned(), "gem \"jekyll-redirect-from\"\n", false),
    ] {
        let blog = Blog::new(&[
            ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
            ("_config.yml", &config),
            ("Gemfile", gems),
            ("_posts/2026-06-01-a.md", &text),
        ]);
        let desk = blog.open();
        let plan = desk.library.rename_plan("_posts/2026-06-01-a.md", Some("b"));
        let plan = plan.unwrap();
        assert!(plan.breaks);
        assert_eq!(plan.can_lead, leads, "{config}{gems}");
        let done = desk.library.rename_post("_posts/2026-06-01-a.md", "b", true);
        let text = blog.text(&done.unwrap().path);
        assert_eq!(
            text.contains("redirect_from:") && text.contains("/2026/06/01/a.html"),
            leads,
            "{text}"
        );
    }
}

#[test]
fn a_deleted_post_that_the_server_has_is_counted_until_it_is_published() {
    let test = "verbs::a_deleted_post_that_the_server_has_is_counted_until_it_is_published";
    let Some(_) = with_trash(test, |_| {}) else {
        return;
    };
    let blog = blog();
    blog.repo.write("posts/new.md", A.replace("slug: a", "slug: new"));
    let desk = blog.open();
    let library = &desk.library;
    let counted = || {
        let counts = library.view().unwrap().counts;
        (counts.unpublished, counts.deleted)
    };
    assert_eq!(counted(), (1, 0));
    let undo = library.delete("posts/a.md").unwrap().undo.unwrap();
    library.delete("posts/new.md").unwrap();
    library.rename_post("posts/b.md", "Renamed", false).unwrap();
    let plan = library.publish_plan(&["posts/a.md".to_owned()]).unwrap();
    assert_eq!(plan.items.iter().filter(|item| item.ticked).count(), 1);
    assert_eq!(counted(), (1, 1), "what it was called before is no deletion");
    library.undo(&undo).unwrap();
    library.publish_plan(&[]).unwrap();
    assert_eq!(counted(), (1, 0));
}

#[test]
fn texts_that_were_replaced_are_found_again_with_their_bytes() {
    let test = "verbs::texts_that_were_replaced_are_found_again_with_their_bytes";
    let Some(_) = with_trash(test, |_| {}) else {
        return;
    };
    let blog = blog();
    let desk = blog.open();
    let library = &desk.library;
    assert_eq!(library.kept(None).unwrap(), []);
    let crlf = A.replace('\n', "\r\n");
    blog.repo.write("posts/c.md", &crlf);
    library.delete("posts/c.md").unwrap();
    library.delete("posts/b.md").unwrap();
    let all = library.kept(None).unwrap();
    let told: Vec<_> = all
        .iter()
        .map(|text| (text.path.as_str(), text.title.as_deref(), text.words))
        .collect();
    assert_eq!(told, [("posts/b.md", Some("B"), 1), ("posts/c.md", Some("A"), 1)]);
    assert_eq!(all[0].at, "2026-06-04T10:42:00+02:00");
    let one = library.kept(Some("./posts/c.md")).unwrap();
    assert_eq!(one, all[1..]);
    assert_eq!(library.kept_text(&one[0].id).unwrap(), crlf.as_bytes());
    for id in ["99", "x", "-1"] {
        assert_eq!(library.kept_text(id).unwrap_err().code, "kept.unknown");
    }
    // From a shell too, while the window has the blog open.
    let opening = Opening {
        places: blog.places(),
        clock: clock(),
        listener: None,
    };
    let shell = Library::open(blog.repo.path(), opening).unwrap();
    assert_eq!(shell.kept(None).unwrap(), all);
}

#[test]
fn what_a_menu_says_is_so() {
    let blog = Blog::new(&[
        ("posts/a.md", A),
        ("posts/d.md", &A.replace("slug: a", "draft: true")),
    ]);
    blog.repo.write("posts/new.md", A.replace("slug: a", "slug: new"));
    let desk = blog.open();
    let offers = |path: &str| desk.library.post_offers(path).unwrap();
    let a = offers("posts/a.md");
    assert_eq!(
        Path::new(&a.file),
        fs::canonicalize(blog.repo.path()).unwrap().join("posts/a.md")
    );
    assert!(a.public && a.movable);
    assert!(!offers("posts/d.md").public, "a draft");
    assert!(!offers("posts/new.md").public, "not on the server");
    assert_eq!(
        desk.library.post_offers("posts/none.md").unwrap_err().code,
        "post.gone"
    );
}

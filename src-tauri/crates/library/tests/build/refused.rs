//! What is refused, and what a build takes along.

use std::fs;

use galley_library::Cancel;

use crate::Site;

const SETTINGS: &str = "[site]\ntitle = \"Quay\"\nbase_url = \"https://quay.example/notes\"\n";

fn post(title: &str, more: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-06-01\n{more}---\n\n{text}\n")
}

#[test]
fn two_posts_with_one_address_are_refused_and_the_old_site_stays() {
    let site = Site::of(&[("galley.toml", SETTINGS), ("posts/a.md", &post("A", "", "One"))]);
    site.build();
    let before = site.files();
    site.write("posts/2026/a.md", &post("Other", "", "Two"));
    let error = site.try_build().unwrap_err();
    assert_eq!(error.code, "build.same-address");
    assert!(
        error.message.contains("posts/2026/a.md and posts/a.md"),
        "{}",
        error.message
    );
    assert!(error.message.contains("/a/"), "{}", error.message);
    assert_eq!(site.files(), before);
    site.write("posts/2026/a.md", &post("Other", "slug: A\n", "Two"));
    assert_eq!(site.try_build().unwrap_err().code, "build.same-address");
    site.write("posts/2026/a.md", &post("Other", "slug: other\n", "Two"));
    site.build();
    assert!(site.out().join("other/index.html").is_file());
}

#[test]
fn a_post_where_the_sites_own_lists_stand_is_refused() {
    let site = Site::of(&[
        ("galley.toml", SETTINGS),
        ("posts/tags.md", &post("Tags", "", "One")),
    ]);
    let error = site.try_build().unwrap_err();
    assert_eq!(error.code, "build.no-address");
    assert!(error.message.contains("posts/tags.md"), "{}", error.message);
    assert!(!site.out().exists());
}

#[test]
fn settings_that_cannot_be_are_refused_with_line_and_field() {
    for (settings, parts) in [
        (
            "[site]\ntitle = \"Quay\"\nbase_url = \"quay.example\"\n",
            ["line 3", "site.base_url", "quay.example"],
        ),
        (
            "[site]\ntheme = \"baroque\"\n",
            ["line 2", "site.theme", "baroque"],
        ),
        ("[site]\nper_page = 0\n", ["line 2", "site.per_page", "0"]),
    ] {
        let site = Site::of(&[("galley.toml", settings), ("posts/a.md", &post("A", "", "One"))]);
        let error = site.try_build().unwrap_err();
        assert_eq!(error.code, "build.config");
        for part in parts {
            assert!(error.message.contains(part), "{part} in {}", error.message);
        }
        assert!(
            error
                .hint
                .is_some_and(|hint| !hint.contains('-') || hint.contains("%b")),
            "{settings}"
        );
    }
    let site = Site::of(&[("galley.toml", "[site]\ntitle = \"Quay\n"), ("posts/a.md", "A")]);
    let error = site.try_build().unwrap_err();
    assert_eq!(error.code, "build.config");
    assert!(error.message.contains("line 2"), "{}", error.message);
    // What is not known is told, and the rest holds.
    let site = Site::of(&[
        ("galley.toml", "[site]\ntitel = \"Quay\"\n"),
        ("posts/a.md", &post("A", "", "One")),
    ]);
    let notes = site.build().notes;
    assert!(
        notes[0].contains("site.titel") && notes[0].contains("line 2"),
        "{notes:?}"
    );
    assert!(notes[1].contains("base_url"), "{notes:?}");
    assert!(!site.out().join("sitemap.xml").exists());
}

#[test]
fn a_blog_of_another_generator_is_left_to_it() {
    let site = Site::of(&[
        ("hugo.toml", "title = \"Quay\"\n"),
        ("content/posts/a.md", &post("A", "", "One")),
    ]);
    let error = site.try_build().unwrap_err();
    assert_eq!(error.code, "build.not-galley");
    assert!(error.message.contains("Hugo"), "{}", error.message);
}

#[test]
fn pictures_stand_where_their_pages_look_for_them() {
    let text = "![one](images/x.png) ![two](../images/y.png) ![three](/images/y.png \"T\") <img src=\"z%20z.png\" alt=\"\">\n\n\
                [doc](papers/p.pdf#page=2) ![gone](images/gone.png) ![far](https://x.example/a.png)";
    let site = Site::of(&[
        ("galley.toml", SETTINGS),
        ("posts/a.md", &post("A", "image: images/card.png\n", text)),
        ("posts/images/x.png", "x"),
        ("posts/images/card.png", "card"),
        ("images/y.png", "y"),
        ("posts/z z.png", "z"),
        ("posts/papers/p.pdf", "p"),
        ("posts/papers/private.pdf", "nobody names it"),
    ]);
    let notes = site.build().notes;
    assert_eq!(notes, ["The picture images/gone.png in posts/a.md is not there."]);
    let files = site.files();
    for (path, text) in [
        ("a/images/x.png", "x"),
        ("a/images/card.png", "card"),
        ("images/y.png", "y"),
        ("a/z z.png", "z"),
        ("a/papers/p.pdf", "p"),
    ] {
        assert_eq!(
            files.get(path).map(Vec::as_slice),
            Some(text.as_bytes()),
            "{path} in {:?}",
            files.keys()
        );
    }
    assert!(!files.keys().any(|path| path.contains("private")));
    let page = site.text("a/index.html");
    let image = "<meta property=\"og:image\" content=\"https://quay.example/notes/a/images/card.png\">";
    assert!(page.contains(image), "{page}");
}

#[test]
fn what_readers_may_not_get_does_not_go_along() {
    let text = "[draft](draft.md) [settings](../galley.toml) [key](../.env) [git](../.git/config) [out](../../secret.pdf)\n\n\
                ![link](link.png)";
    let site = Site::of(&[
        ("galley.toml", SETTINGS),
        ("posts/a.md", &post("A", "", text)),
        ("posts/draft.md", &post("D", "draft: true\n", "hush hush")),
        (".env", "hush hush"),
        (".git/config", "hush hush"),
        ("../secret.pdf", "hush hush"),
        ("../secret.png", "hush hush"),
    ]);
    std::os::unix::fs::symlink("../../secret.png", site.root().join("posts/link.png")).unwrap();
    fs::remove_dir_all(site.root().join(".git")).unwrap();
    site.build();
    for (path, bytes) in site.files() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("hush hush") && !text.contains("[site]"), "{path}");
    }
}

#[test]
fn a_bundle_brings_its_files_and_not_those_of_the_next_one() {
    let site = Site::of(&[
        ("galley.toml", SETTINGS),
        ("posts/a/index.md", &post("A", "", "One")),
        ("posts/a/deep/b.png", "b"),
        ("posts/a/data.csv", "1,2"),
        ("posts/a/.hidden.png", "h"),
        ("posts/next/index.md", &post("Next", "", "Two")),
        ("posts/next/c.png", "c"),
    ]);
    site.build();
    let names: Vec<String> = site
        .files()
        .into_keys()
        .filter(|path| !path.ends_with(".html"))
        .collect();
    for path in ["a/deep/b.png", "a/data.csv", "next/c.png"] {
        assert!(names.iter().any(|name| name == path), "{path} in {names:?}");
    }
    assert!(
        !names
            .iter()
            .any(|name| name.contains("hidden") || name == "a/c.png"),
        "{names:?}"
    );
}

#[test]
fn two_files_for_one_place_are_refused() {
    let site = Site::of(&[
        ("galley.toml", SETTINGS),
        ("posts/a.md", &post("A", "", "![x](../images/x.png)")),
        ("posts/2026/b.md", &post("B", "", "![x](../images/x.png)")),
        ("images/x.png", "one"),
        ("posts/images/x.png", "other"),
    ]);
    let error = site.try_build().unwrap_err();
    assert_eq!(error.code, "build.same-file");
    assert!(error.message.contains("/images/x.png"), "{}", error.message);
}

#[test]
fn a_build_that_is_stopped_leaves_the_old_site() {
    let site = Site::of(&[("galley.toml", SETTINGS), ("posts/a.md", &post("A", "", "One"))]);
    site.build();
    let before = site.files();
    site.write("posts/b.md", &post("B", "", "Two"));
    let cancel = Cancel::new();
    let error = site
        .open()
        .build(&site.out(), &|_, _| cancel.cancel(), &cancel)
        .unwrap_err();
    assert_eq!(error.code, "cancelled");
    assert_eq!(site.files(), before);
    let beside: Vec<_> = fs::read_dir(site.dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(beside, Vec::<String>::new());
}

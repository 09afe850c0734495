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
    let text = "![one](images/x.png) ![two](../images/y.png) ![three](/notes/images/r.png \"T\") <img src=\"z%20z.png\" alt=\"\">\n\n\
                [doc](papers/p.pdf#page=2) ![gone](images/gone.png) ![far](https://x.example/a.png) \
                ![beside](/images/y.png) ![above](../../images/y.png)";
    let site = Site::of(&[
        ("galley.toml", SETTINGS),
        ("posts/a.md", &post("A", "image: images/card.png\n", text)),
        ("posts/b.md", &post("B", "image: /images/card.png\n", "")),
        ("images/r.png", "r"),
        ("images/card.png", "from the root"),
        ("posts/images/x.png", "x"),
        ("posts/images/card.png", "card"),
        ("images/y.png", "y"),
        ("posts/z z.png", "z"),
        ("posts/papers/p.pdf", "p"),
        ("posts/papers/private.pdf", "nobody names it"),
    ]);
    let notes = site.build().notes;
    // The site stands below /notes: a browser looks for the last two beside it.
    assert_eq!(
        notes,
        ["../../images/y.png", "/images/y.png", "images/gone.png"]
            .map(|address| format!("The picture {address} in posts/a.md is not there."))
    );
    let files = site.files();
    for (path, text) in [
        ("a/images/x.png", "x"),
        ("a/images/card.png", "card"),
        ("images/y.png", "y"),
        ("images/r.png", "r"),
        ("images/card.png", "from the root"),
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
    assert!(
        !files
            .keys()
            .any(|path| path.contains("private") || path.starts_with("notes/"))
    );
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

#[test]
fn texts_beyond_all_measure_and_a_huge_picture_leave_a_whole_site() {
    let rows: String = (0..5000).map(|n| format!("| {n} | x |\n")).collect();
    let table = format!("| a | b |\n|---|---|\n{rows}");
    let long = "A line of a long, long text. ".repeat(70_000);
    let quotes = format!("{} deep", ">".repeat(20_000));
    let site = Site::of(&[
        ("galley.toml", SETTINGS),
        ("posts/table.md", &post("Table", "", &table)),
        ("posts/long.md", &post("Long", "", &long)),
        ("posts/quotes.md", &post("Quotes", "", &quotes)),
        ("posts/wide.md", &post("Wide", "", "![wide](wide.png)")),
    ]);
    let picture = fs::File::create(site.root().join("posts/wide.png")).unwrap();
    picture.set_len(80 << 20).unwrap();
    let notes = site.build().notes;
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        notes[0].starts_with("posts/quotes.md: ") && notes[0].contains("line 6"),
        "{notes:?}"
    );
    assert_eq!(site.text("table/index.html").matches("<tr>").count(), 5001);
    assert!(site.text("long/index.html").len() > 2_000_000);
    assert!(site.text("quotes/index.html").contains("too deep"));
    let copied = fs::metadata(site.out().join("wide/wide.png")).unwrap();
    assert_eq!(copied.len(), 80 << 20);
}

#[test]
fn pages_and_static_files_go_along_and_stand_in_no_list() {
    let site = Site::of(&[
        ("galley.toml", &format!("{SETTINGS}author = \"Ines\"\n")),
        ("posts/a.md", &post("A", "tags: [sea]\n", "One")),
        (
            "pages/about.md",
            "---\ntitle: About us\ntags: [us]\n---\n\nWho we are. ![we](we.png) ![mark](/notes/mark.svg)\n",
        ),
        ("pages/we.png", "we"),
        (
            "pages/plans.md",
            "---\ntitle: Plans\ndraft: true\n---\n\nhush hush\n",
        ),
        ("README.md", "hush hush"),
        ("static/mark.svg", "<svg/>"),
        ("static/robots.txt", "User-agent: *\n"),
        ("static/.well-known/security.txt", "Contact: x\n"),
        ("static/.secret", "hush hush"),
        ("static/a/index.html", "not the post"),
    ]);
    let built = site.build();
    assert_eq!((built.posts, built.notes), (1, vec![]));
    let files = site.files();
    for (path, text) in [
        ("about/we.png", "we"),
        ("mark.svg", "<svg/>"),
        ("robots.txt", "User-agent: *\n"),
        (".well-known/security.txt", "Contact: x\n"),
    ] {
        assert_eq!(
            files.get(path).map(Vec::as_slice),
            Some(text.as_bytes()),
            "{path}"
        );
    }
    let page = site.text("about/index.html");
    assert!(
        page.contains("<h1>About us</h1>") && page.contains("Who we are."),
        "{page}"
    );
    assert!(
        !page.contains("class=\"byline\"") && !page.contains("post-tags"),
        "{page}"
    );
    assert!(
        site.text("a/index.html").contains("One"),
        "a page keeps its place"
    );
    for list in ["index.html", "tags/index.html", "feed.xml"] {
        assert!(
            !site.text(list).contains("About us") && !site.text(list).contains("/about/"),
            "{list}"
        );
    }
    assert!(site.text("sitemap.xml").contains("/notes/about/"));
    for (path, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains("hush hush"), "{path}");
    }
    assert!(site.open().render("pages/about.md").unwrap() == page);
    site.write("pages/a.md", "---\ntitle: Other\n---\n\nOther\n");
    assert_eq!(site.try_build().unwrap_err().code, "build.same-address");
}

/// Heads that cannot be read, any of which may hold the mark of a draft.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = "---\ntitle: Wide\ndraft: true\n---\nhush hush\n";
    let wide = [0xFF, 0xFE]
        .into_iter()
        .chain(utf16.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    vec![
        (
            "posts/open.md",
            b"---\ntitle: Secret plan\ndraft: true\n\nhush hush\n".to_vec(),
        ),
        (
            "posts/bad.md",
            b"---\ntitle: [Bad\ndraft: true\n---\n\nhush hush\n".to_vec(),
        ),
        (
            "posts/mark.md",
            b"---\ntitle: Secret plan\ndraft: true: for now\n---\n\nhush hush\n".to_vec(),
        ),
        (
            "posts/latin.md",
            b"---\ntitle: Caf\xe9\n---\n\nhush hush\n".to_vec(),
        ),
        ("posts/wide.md", wide),
        (
            "pages/plans.md",
            b"---\ntitle: Plans\ndraft: true\n\nhush hush\n".to_vec(),
        ),
    ]
}

#[test]
fn a_post_whose_head_cannot_be_read_is_left_out_and_told() {
    let site = Site::of(&[("galley.toml", SETTINGS), ("posts/a.md", &post("A", "", "One"))]);
    // A line that is no field, and surely no mark, keeps nothing from readers.
    site.write(
        "posts/odd.md",
        "---\ntitle: Odd\ndescription: one: two\n---\n\nSeen.\n",
    );
    for (path, bytes) in broken() {
        site.write(path, "");
        fs::write(site.root().join(path), bytes).unwrap();
    }
    let built = site.build();
    assert_eq!((built.posts, built.hidden), (2, 5));
    let mut told = built.notes.clone();
    told.sort();
    assert_eq!(told.len(), 6, "{told:?}");
    for (path, _) in broken() {
        assert!(
            told.iter().any(|note| note.starts_with(path)),
            "{path} in {told:?}"
        );
    }
    assert!(
        told.iter()
            .any(|note| note.starts_with("posts/open.md") && note.contains("line 1")),
        "{told:?}"
    );
    for (path, bytes) in site.files() {
        let text = String::from_utf8_lossy(&bytes).replace('\0', "");
        assert!(
            !text.contains("hush hush") && !text.contains("Secret plan"),
            "{path}"
        );
    }
}

#[test]
fn a_mark_in_any_words_keeps_a_post_out() {
    let site = Site::of(&[
        ("galley.toml", SETTINGS),
        ("posts/a.md", &post("A", "", "One")),
        ("posts/yes.md", &post("B", "draft: yes\n", "hush hush")),
        ("posts/one.md", &post("C", "draft: 1\n", "hush hush")),
        ("posts/text.md", &post("D", "draft: \"true\"\n", "hush hush")),
        (
            "posts/merged.md",
            &post("E", "base: &b\n  draft: true\n<<: *b\n", "hush hush"),
        ),
    ]);
    let built = site.build();
    assert_eq!((built.posts, built.hidden, built.notes), (1, 4, vec![]));
    for (path, bytes) in site.files() {
        assert!(!String::from_utf8_lossy(&bytes).contains("hush hush"), "{path}");
    }
}

#[test]
fn a_post_with_tags_without_end_stays_a_post_of_some_size() {
    let tags = |count: usize| {
        let all: Vec<String> = (0..count).map(|n| format!("tag-{n}")).collect();
        format!("tags: [{}]\n", all.join(", "))
    };
    let size = |count: usize| {
        let site = Site::of(&[
            ("galley.toml", SETTINGS),
            ("posts/many.md", &post("Many", &tags(count), "One")),
        ]);
        let built = site.build();
        let files = site.files();
        let bytes: usize = files.values().map(Vec::len).sum();
        (built, files, bytes)
    };
    let (most, files, bytes) = size(100);
    assert_eq!(most.notes, Vec::<String>::new());
    assert!(files.contains_key("tags/tag-99/index.html"));
    let (more, more_files, more_bytes) = size(1000);
    assert_eq!(more.notes.len(), 1, "{:?}", more.notes);
    assert!(
        more.notes[0].starts_with("posts/many.md") && more.notes[0].contains("1000"),
        "{:?}",
        more.notes
    );
    // No more than the first hundred, and no link to one that is not there.
    assert_eq!((more.files, more_bytes), (most.files, bytes));
    assert!(more_files.keys().eq(files.keys()));
}

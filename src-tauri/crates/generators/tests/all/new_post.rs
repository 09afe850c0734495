use galley_generators::{Generator, GeneratorKind as K, NewPost, PathKind, slug};
use proptest::prelude::*;

use crate::{library, strings};

fn path_in(generator: &Generator, name: &str, draft: bool, siblings: &[String]) -> String {
    let taken = |path: &str| siblings.iter().any(|s| s == path);
    let day = jiff::civil::date(2026, 6, 4);
    generator.new_path(&NewPost {
        slug: name,
        day,
        draft,
        siblings,
        taken: &taken,
    })
}

fn new_path(kind: K, siblings: &[&str]) -> String {
    let siblings = strings(siblings);
    path_in(&Generator::of(kind, &siblings), "new", false, &siblings)
}

#[test]
fn the_first_post_stands_where_the_manual_has_it() {
    let table = [
        (K::Hugo, "content/posts/new.md"),
        (K::Jekyll, "_posts/2026-06-04-new.md"),
        (K::Zola, "content/new.md"),
        (K::Astro, "src/content/blog/new.md"),
        (K::Eleventy, "posts/new.md"),
        (K::Hexo, "source/_posts/new.md"),
        (K::Docusaurus, "blog/2026-06-04-new.md"),
        (K::Gatsby, "content/blog/new/index.md"),
        (K::Next, "posts/new.md"),
        (K::VitePress, "posts/new.md"),
        (K::VuePress, "posts/new.md"),
        (K::Pelican, "content/new.md"),
        (K::Galley, "posts/new.md"),
        (K::Markdown, "new.md"),
    ];
    for (kind, wanted) in table {
        let generator = Generator::of(kind, &[]);
        let path = path_in(&generator, "new", false, &[]);
        assert_eq!(path, wanted, "{kind:?}");
        assert_eq!(generator.classify_dated(&path, true), PathKind::Post, "{kind:?}");
    }
}

#[test]
fn a_new_post_looks_like_the_others() {
    let table: &[(K, &[&str], &str)] = &[
        (
            K::Hugo,
            &["content/post/a.md", "content/post/b.md", "content/til/c.md"],
            "content/post/new.md",
        ),
        (
            K::Hugo,
            &[
                "content/posts/2014-01-01-a.markdown",
                "content/posts/2015-01-01-b.markdown",
            ],
            "content/posts/2026-06-04-new.markdown",
        ),
        (
            K::Hugo,
            &[
                "content/posts/a/index.md",
                "content/posts/b/index.md",
                "content/posts/c.md",
            ],
            "content/posts/new/index.md",
        ),
        (
            K::Hugo,
            &["content/blog/2024/a.md", "content/blog/2025/b.md"],
            "content/blog/2026/new.md",
        ),
        (
            K::Hugo,
            &["content/blog/2024/05/a.md", "content/blog/2025/06/b.md"],
            "content/blog/2026/06/new.md",
        ),
        (
            K::Hugo,
            &["content/blog/2024-05/a.md", "content/blog/2025-06/b.md"],
            "content/blog/2026-06/new.md",
        ),
        (K::Docusaurus, &["blog/2020/01/02-a.md"], "blog/2026/06/new.md"),
        (
            K::Jekyll,
            &[
                "en/news/_posts/2020-01-01-a.md",
                "en/news/_posts/2020-01-02-a.md",
                "de/news/_posts/2020-01-01-a.md",
            ],
            "en/news/_posts/2026-06-04-new.md",
        ),
        (
            K::Astro,
            &["src/content/docs/blog/a.mdx", "src/content/docs/blog/b.mdx"],
            "src/content/docs/blog/new.mdx",
        ),
        (K::Hexo, &["_posts/a.md"], "_posts/new.md"),
        (K::Markdown, &["notes/a.markdown"], "notes/new.markdown"),
        (
            K::Galley,
            &["posts/2026-01-02-a.md", "posts/2026-02-02-b.md"],
            "posts/2026-06-04-new.md",
        ),
    ];
    for (kind, siblings, wanted) in table {
        assert_eq!(new_path(*kind, siblings), *wanted, "{siblings:?}");
    }
}

#[test]
fn drafts_go_where_the_library_has_them() {
    let siblings = strings(&["_drafts/a.md", "_posts/2020-01-01-b.md"]);
    let jekyll = Generator::of(K::Jekyll, &siblings);
    assert_eq!(path_in(&jekyll, "new", true, &siblings), "_drafts/new.md");
    assert_eq!(
        path_in(&jekyll, "new", false, &siblings),
        "_posts/2026-06-04-new.md"
    );
    assert_eq!(
        path_in(&jekyll, "new", true, &siblings[1..]),
        "_posts/2026-06-04-new.md"
    );
}

#[test]
fn no_existing_post_is_written_over() {
    let siblings = strings(&[
        "posts/new.md",
        "posts/New-2.md",
        "posts/new-3/index.md",
        "posts/new-4.markdown",
    ]);
    let galley = Generator::of(K::Galley, &siblings);
    assert_eq!(path_in(&galley, "new", false, &siblings), "posts/new-5.md");
    // Also one that only the disk knows.
    let taken = |path: &str| path == "posts/new.md";
    let day = jiff::civil::date(2026, 6, 4);
    let new = NewPost {
        slug: "new",
        day,
        draft: false,
        siblings: &[],
        taken: &taken,
    };
    assert_eq!(galley.new_path(&new), "posts/new-2.md");
}

#[test]
fn a_name_that_differs_by_case_or_by_unicode_form_alone_is_taken() {
    // The second is in the decomposed form, as macOS writes it.
    let siblings = strings(&["posts/Zu\u{308}rich.md", "posts/NEW.md"]);
    let galley = Generator::of(K::Galley, &siblings);
    assert_eq!(
        path_in(&galley, "z\u{fc}rich", false, &siblings),
        "posts/z\u{fc}rich-2.md"
    );
    assert_eq!(path_in(&galley, "new", false, &siblings), "posts/new-2.md");
}

#[test]
fn a_title_that_names_a_page_still_makes_a_post() {
    let none = Generator::of(K::Markdown, &[]);
    assert_eq!(path_in(&none, "readme", false, &[]), "readme-2.md");
    assert_eq!(path_in(&none, "about", false, &[]), "about-2.md");
    let zola = Generator::of(K::Zola, &[]);
    assert_eq!(path_in(&zola, "404", false, &[]), "content/404-2.md");
    assert_eq!(path_in(&zola, "index", false, &[]), "content/index-2.md");
}

#[test]
fn sites_in_a_folder_and_folders_from_the_config_are_kept_to() {
    let found = library(&[("website/docusaurus.config.js", ""), ("website/docs/a.md", "")]);
    assert_eq!(
        path_in(&found.generator, "new", false, &[]),
        "website/blog/2026-06-04-new.md"
    );
    let found = library(&[("_config.yml", "source: site"), ("site/index.md", "")]);
    assert_eq!(
        path_in(&found.generator, "new", false, &[]),
        "site/_posts/2026-06-04-new.md"
    );
    let found = library(&[("hugo.toml", "contentDir = 'text'"), ("text/about.md", "")]);
    assert_eq!(path_in(&found.generator, "new", false, &[]), "text/posts/new.md");
    let galley = "[library]\ngenerator = 'hugo'\nposts = ['content/essays']\n";
    let found = library(&[("galley.toml", galley)]);
    assert_eq!(
        path_in(&found.generator, "new", false, &[]),
        "content/essays/new.md"
    );
}

#[test]
fn slugs() {
    let long = "a very long title ".repeat(20);
    let table = [
        ("A cache that remembers absence", "a-cache-that-remembers-absence"),
        (
            "  Don’t panic!  It's C++ & Rust 1.0 ",
            "dont-panic-its-c-rust-1-0",
        ),
        ("Zürich, Straße, ÉCOLE", "zürich-straße-école"),
        ("E\u{301}cole", "école"),
        ("日本語のタイトル", "日本語のタイトル"),
        ("हिन्दी", "हिन्दी"),
        ("🎉🎉", "untitled"),
        ("", "untitled"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-post"),
        ("COM1", "com1-post"),
        ("{slug}", "slug"),
    ];
    for (title, wanted) in table {
        assert_eq!(slug(title), wanted, "{title}");
    }
    assert_eq!(
        slug(&long),
        "a-very-long-title-a-very-long-title-a-very-long-title-a-very-long-title-a-very"
    );
}

proptest! {
    #[test]
    fn a_slug_is_a_safe_name(title in "\\PC*") {
        let name = slug(&title);
        prop_assert!(!name.is_empty() && name.len() <= 85, "{}", name);
        prop_assert!(!name.starts_with('-') && !name.ends_with('-') && !name.contains("--"));
        prop_assert!(!name.contains(|c: char| c.is_control() || c.is_whitespace() || "/\\.:*?\"<>|%#".contains(c)));
        prop_assert_eq!(slug(&name), name.clone());
    }

    #[test]
    fn a_long_slug_is_cut_between_letters(title in "[a-z\u{301}äöü日本\u{94d}\u{915} ]{60,200}") {
        let name = slug(&title);
        prop_assert!(name.len() <= 80);
        prop_assert_eq!(slug(&name), name.clone());
    }

    #[test]
    fn a_new_path_is_free_and_a_post(
        kind in prop::sample::select(K::ALL.to_vec()),
        names in prop::collection::vec("(content/|posts/|_posts/|blog/|)(20[0-2][0-9]/|)[a-c](/index|)\\.(md|mdx|markdown)", 0..12),
        title in "[abc]|index|about|\\PC{0,12}",
    ) {
        let mut names = names;
        names.sort();
        names.dedup();
        let generator = Generator::of(kind, &names);
        let path = path_in(&generator, &slug(&title), false, &names);
        prop_assert!(!names.iter().any(|n| n.to_lowercase() == path.to_lowercase()), "{}", path);
        prop_assert!(path.split('/').all(|part| !part.is_empty() && part != ".."), "{}", path);
        prop_assert_eq!(generator.classify_dated(&path, true), PathKind::Post, "{}", path);
    }
}

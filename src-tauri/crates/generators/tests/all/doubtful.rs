use galley_generators::{Facts, GeneratorKind as K, PathKind, Url, Visibility};

use crate::library;

#[test]
fn of_two_generators_in_one_folder_the_one_with_posts_counts_and_the_other_is_named() {
    let told = |files: &[(&str, &str)]| {
        let found = library(files);
        let several = found
            .problems
            .iter()
            .find(|p| p.code == "generator.several")
            .cloned();
        (found.generator.kind(), several.map(|p| p.args[1].1.clone()))
    };
    let hugo = ("hugo.toml", "title = 'x'");
    let jekyll = ("_config.yml", "title: x");
    // The blog moved to Hugo, and left its old config.
    assert_eq!(
        told(&[hugo, jekyll, ("content/posts/a.md", "")]),
        (K::Hugo, Some("jekyll".to_owned()))
    );
    // It has not moved yet.
    assert_eq!(
        told(&[hugo, jekyll, ("_posts/2026-01-01-a.md", "")]),
        (K::Jekyll, None)
    );
    assert_eq!(
        told(&[
            ("astro.config.mjs", "x"),
            jekyll,
            ("src/content/blog/a.md", ""),
            ("_posts/2020-01-01-b.md", "")
        ]),
        (K::Astro, Some("jekyll".to_owned()))
    );
    // One generator with a config in two places is one.
    assert_eq!(
        told(&[hugo, ("config.toml", "baseURL = 'x'"), ("content/posts/a.md", "")]),
        (K::Hugo, None)
    );
}

#[test]
fn a_content_folder_that_is_missing_or_anothers_is_said() {
    let codes = |files: &[(&str, &str)]| -> Vec<&'static str> {
        library(files).problems.iter().map(|p| p.code).collect()
    };
    let hugo = ("hugo.toml", "title = 'x'");
    let modules = |path: &str| format!("[submodule \"x\"]\n\tpath = {path}\n\turl = https://x.example\n");
    assert_eq!(codes(&[hugo]), ["content.missing"]);
    assert_eq!(codes(&[hugo, ("content/posts/a.md", "")]), Vec::<&str>::new());
    for path in ["content", "content/posts", "./content/"] {
        assert_eq!(
            codes(&[hugo, (".gitmodules", &modules(path))]),
            ["content.submodule"],
            "{path}"
        );
    }
    // A theme is nobody's content.
    let theme = modules("themes/plain");
    assert_eq!(
        codes(&[hugo, (".gitmodules", &theme), ("content/a.md", "")]),
        Vec::<&str>::new()
    );
    assert_eq!(codes(&[("_config.yml", "title: x")]), Vec::<&str>::new());
}

#[test]
fn a_config_that_cannot_be_read_makes_a_plain_blog_until_it_is_mended() {
    let post = Facts::new().text("date", "2031-01-15");
    let now = "2026-06-04T10:42:00[Europe/Berlin]".parse().unwrap();
    for (config, text, line, field) in [
        ("_config.yml", "title: x\npermalink: [a\nurl: y\n", 2, "permalink"),
        ("_config.yml", "# note\n---\ntitle: 'x\n", 3, "title"),
        ("_config.yml", "a: 1\nb:\n  c: d: e\nf: g\n", 3, "c"),
        ("_config.yml", "only words\n", 1, ""),
        ("hugo.toml", "a = 1\nb = [\n  1,\n  2\n\n# c\nd = 3\n", 2, "b"),
        ("config.toml", "base_url = 'x'\ntitle = \"y\n\n", 2, "title"),
        ("galley.toml", "[site]\ntitle = 'x'\nnav = [\n", 3, "nav"),
        (
            "galley.toml",
            "[site]\ntitle = \"x\ntheme = \"feed\"\n",
            2,
            "title",
        ),
        (
            "package.json",
            "{\n  \"dependencies\": {\n    \"astro\" 1\n}}",
            3,
            "",
        ),
    ] {
        let files = [
            (config, text),
            ("_posts/2026-01-01-a.md", ""),
            ("content/posts/a.md", ""),
        ];
        let files = match config {
            // A post folder would speak for a generator without any config.
            "package.json" => &files[..1],
            _ => &files[..],
        };
        let found = library(files);
        assert_eq!(found.generator.kind(), K::Markdown, "{text}");
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
        let problem = &found.problems[0];
        let at = problem.args.iter().find(|(name, _)| *name == "field");
        let seen = (
            problem.code,
            problem.path.as_deref(),
            problem.line,
            at.map_or("", |a| &a.1),
        );
        assert_eq!(
            seen,
            ("config.unreadable", Some(config), Some(line), field),
            "{text}"
        );
        for path in ["_posts/2026-01-01-a.md", "content/posts/a.md"] {
            assert_eq!(found.generator.url(path, &post), Url::Unknown);
            let (visibility, _) = found.generator.visibility(path, &post, &now);
            assert_eq!(visibility, Visibility::Public);
        }
        assert!(found.hangs_on(config));
    }
    // Nobody's posts, and those that galley.toml names.
    let found = library(&[
        ("hugo.toml", "a = ["),
        ("galley.toml", "[library]\nposts = ['words']\n"),
        ("archetypes/default.md", ""),
        ("words/a.md", ""),
        ("content/b.md", ""),
    ]);
    let kinds =
        ["archetypes/default.md", "words/a.md", "content/b.md"].map(|path| found.generator.classify(path));
    assert_eq!(kinds, [PathKind::NotContent, PathKind::Post, PathKind::Page]);
}

#[test]
fn what_a_blog_hangs_on_is_asked_for_again() {
    let hugo = library(&[("hugo.toml", "title = 'x'"), ("content/posts/a.md", "")]);
    for path in [
        "hugo.toml",
        "galley.toml",
        ".gitmodules",
        "config.yaml",
        "_config.yml",
        "package.json",
    ] {
        assert!(hugo.hangs_on(path), "{path}");
    }
    assert!(hugo.hangs_on("content/posts/_index.md") && hugo.hangs_on("config/_default/params.toml"));
    for path in ["content/posts/a.md", "static/x.json", "README.md", "data/x.yaml"] {
        assert!(!hugo.hangs_on(path), "{path}");
    }
}

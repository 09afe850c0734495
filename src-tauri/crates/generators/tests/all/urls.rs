use galley_generators::{Facts, Generator, GeneratorKind as K, Url};

use crate::library;

fn url(generator: &Generator, path: &str, facts: &Facts) -> Option<String> {
    match generator.url(path, facts) {
        Url::Known(url) => Some(url),
        Url::Unknown | Url::NoPage => None,
    }
}

/// Configs, a post's path and fields, and its address.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, Facts, Option<&'a str>);

fn check(table: &[Case]) {
    for (files, path, facts, wanted) in table {
        let mut files = files.to_vec();
        files.push((path, ""));
        assert_eq!(
            url(&library(&files).generator, path, facts).as_deref(),
            *wanted,
            "{path} {facts:?}"
        );
    }
}

#[test]
fn galley() {
    let config: &[(&str, &str)] = &[("galley.toml", "[site]\ntitle = 'x'")];
    check(&[
        (config, "posts/a-cache.md", Facts::new(), Some("/a-cache/")),
        (
            config,
            "posts/2026-01-02-a-cache.md",
            Facts::new(),
            Some("/a-cache/"),
        ),
        (config, "posts/a-cache/index.md", Facts::new(), Some("/a-cache/")),
        (config, "posts/2026/a-cache.md", Facts::new(), Some("/a-cache/")),
        (
            config,
            "posts/a.md",
            Facts::new().text("slug", "Other Name"),
            Some("/other-name/"),
        ),
        (config, "posts/tags.md", Facts::new(), None),
        (config, "about.md", Facts::new(), None),
    ]);
}

#[test]
fn hugo() {
    let config: &[(&str, &str)] = &[("hugo.toml", "baseURL = 'https://x.example/'")];
    let pattern: &[(&str, &str)] = &[("hugo.toml", "[permalinks]\nposts = '/:year/:slug/'")];
    let languages: &[(&str, &str)] = &[(
        "hugo.toml",
        "defaultContentLanguage = 'de'\n[languages.de]\ntitle = 'x'",
    )];
    check(&[
        (
            config,
            "content/posts/Hello-World.md",
            Facts::new(),
            Some("/posts/hello-world/"),
        ),
        (
            config,
            "content/posts/a/index.md",
            Facts::new(),
            Some("/posts/a/"),
        ),
        (config, "content/about.md", Facts::new(), Some("/about/")),
        (config, "content/posts/_index.md", Facts::new(), Some("/posts/")),
        (config, "content/_index.md", Facts::new(), Some("/")),
        (
            config,
            "content/posts/a.md",
            Facts::new().text("Slug", "b"),
            Some("/posts/b/"),
        ),
        (
            config,
            "content/posts/a.md",
            Facts::new().text("url", "/x/y.html"),
            Some("/x/y.html"),
        ),
        (
            config,
            "content/posts/a.md",
            Facts::new()
                .text("url", "/:year/:month/x/")
                .text("date", "2024-03-01"),
            Some("/2024/03/x/"),
        ),
        (config, "content/posts/a b.md", Facts::new(), Some("/posts/a-b/")),
        (
            config,
            "content/posts/a.fr.md",
            Facts::new(),
            Some("/posts/a.fr/"),
        ),
        (config, "content/posts/a%20b.md", Facts::new(), None),
        (
            config,
            "content/posts/straße.md",
            Facts::new(),
            Some("/posts/straße/"),
        ),
        (
            pattern,
            "content/posts/a.md",
            Facts::new().text("slug", "b").text("date", "2024-03-01"),
            Some("/2024/b/"),
        ),
        (pattern, "content/posts/a.md", Facts::new(), None),
        (
            languages,
            "content/posts/a.de.md",
            Facts::new(),
            Some("/posts/a/"),
        ),
        (&[], "content/posts/a.md", Facts::new(), None),
    ]);
}

#[test]
fn zola() {
    let config: &[(&str, &str)] = &[("config.toml", "base_url = 'https://x.example'")];
    let safe: &[(&str, &str)] = &[(
        "config.toml",
        "base_url = 'https://x.example'\n[slugify]\npaths = 'safe'\npaths_keep_dates = true",
    )];
    let german: &[(&str, &str)] = &[(
        "config.toml",
        "base_url = 'https://x.example'\ndefault_language = 'en'\n[languages.de]\ntitle = 'x'",
    )];
    let none = Facts::new;
    check(&[
        (
            config,
            "content/blog/Rust-1.0.md",
            none(),
            Some("/blog/rust-1-0/"),
        ),
        (
            config,
            "content/blog/2026-01-02-a_b.md",
            none(),
            Some("/blog/a-b/"),
        ),
        (config, "content/blog/2026-01-02_a.md", none(), Some("/blog/a/")),
        (
            config,
            "content/blog/2026-01-02T10:00:00Z-a.md",
            none(),
            Some("/blog/a/"),
        ),
        (
            config,
            "content/blog/2026-1-2-a.md",
            none(),
            Some("/blog/2026-1-2-a/"),
        ),
        (
            config,
            "content/blog/2026-01-02-a/index.md",
            none(),
            Some("/blog/a/"),
        ),
        (
            config,
            "content/Inside Rust/a.md",
            none(),
            Some("/Inside Rust/a/"),
        ),
        (config, "content/blog/a/index.md", none(), Some("/blog/a/")),
        (config, "content/blog/_index.md", none(), Some("/blog/")),
        (config, "content/_index.md", none(), Some("/")),
        (
            config,
            "content/a.md",
            none().text("path", "2014/12/12/1.0-Timeline"),
            Some("/2014/12/12/1.0-Timeline/"),
        ),
        (config, "content/a.md", none().text("slug", "B c"), Some("/b-c/")),
        (config, "content/a.md", none().text("render", "false"), None),
        (config, "content/straße.md", none(), None),
        (safe, "content/straße.md", none(), Some("/straße/")),
        (safe, "content/2026-01-02-A.md", none(), Some("/2026-01-02-A/")),
        (safe, "content/a b.md", none(), None),
        (german, "content/blog/a.de.md", none(), Some("/de/blog/a/")),
        (german, "content/blog/a/index.de.md", none(), Some("/de/blog/a/")),
        (german, "content/blog/_index.de.md", none(), Some("/de/blog/")),
        (german, "content/_index.de.md", none(), Some("/de/")),
        (german, "content/blog/a.en.md", none(), Some("/blog/a-en/")),
        (german, "content/blog/a.fr.md", none(), None),
        (german, "content/blog/a.md", none(), Some("/blog/a/")),
        (german, "content/a.de.md", none().text("path", "/x"), Some("/x/")),
    ]);
}

#[test]
fn jekyll() {
    let plain: &[(&str, &str)] = &[("_config.yml", "title: x\n")];
    let pretty: &[(&str, &str)] = &[("_config.yml", "permalink: pretty\ntimezone: UTC\n")];
    let odd: &[(&str, &str)] = &[("_config.yml", "permalink: /:hash/\n")];
    let defaults: &[(&str, &str)] = &[("_config.yml", "defaults:\n  - scope:\n      path: x\n")];
    let by_folder: &[(&str, &str)] = &[(
        "_config.yml",
        "defaults:\n  - scope:\n      path: _posts/20\n    values:\n      permalink: /x/:title/\n",
    )];
    let post = "_posts/2015-12-25-Some_title.md";
    check(&[
        (plain, post, Facts::new(), Some("/2015/12/25/Some_title.html")),
        (
            plain,
            post,
            Facts::new().text("categories", "Life tech"),
            Some("/life/tech/2015/12/25/Some_title.html"),
        ),
        (
            plain,
            post,
            Facts::new().text("category", "C++"),
            Some("/c++/2015/12/25/Some_title.html"),
        ),
        (plain, post, Facts::new().text("category", "a/b"), None),
        (plain, post, Facts::new().text("permalink", "/x/"), Some("/x/")),
        (
            plain,
            post,
            Facts::new().text("slug", "other"),
            Some("/2015/12/25/other.html"),
        ),
        (
            plain,
            post,
            Facts::new().text("date", "2015-12-26"),
            Some("/2015/12/26/Some_title.html"),
        ),
        (
            plain,
            post,
            Facts::new().text("date", "2015-12-26 23:00:00 +0100"),
            None,
        ),
        (plain, post, Facts::new().text("date", "whenever"), None),
        (
            pretty,
            "en/news/_posts/2015-12-25-ruby-2-3-0-released.md",
            Facts::new(),
            Some("/en/news/2015/12/25/ruby-2-3-0-released/"),
        ),
        (
            pretty,
            post,
            Facts::new().text("date", "2015-12-26 08:00:00 +0900"),
            Some("/2015/12/25/Some_title/"),
        ),
        (odd, post, Facts::new(), None),
        (defaults, post, Facts::new(), Some("/2015/12/25/Some_title.html")),
        (by_folder, post, Facts::new(), Some("/x/Some_title/")),
        (
            by_folder,
            "_posts/de/2015-12-25-a.md",
            Facts::new(),
            Some("/2015/12/25/a.html"),
        ),
        (plain, "_drafts/a.md", Facts::new(), None),
        (plain, "_posts/undated.md", Facts::new(), None),
    ]);
}

#[test]
fn hexo_and_the_others() {
    let config: &[(&str, &str)] = &[(
        "_config.yml",
        "permalink: :year/:month/:day/:title/\nper_page: 10\ntag_dir: t\n",
    )];
    let facts = || Facts::new().text("date", "2020-03-09 20:53:00");
    check(&[
        (config, "source/_posts/a.md", facts(), Some("/2020/03/09/a/")),
        (config, "source/_posts/a.md", Facts::new(), None),
        (
            &[("astro.config.mjs", "")],
            "src/content/blog/a.md",
            facts(),
            None,
        ),
        (
            &[("docusaurus.config.js", "")],
            "blog/2020-01-01-a.md",
            facts(),
            None,
        ),
    ]);
    for kind in K::ALL.into_iter().filter(|k| *k != K::Galley) {
        let generator = Generator::of(kind, &[]);
        assert_eq!(
            url(&generator, "content/posts/a.md", &Facts::new()),
            None,
            "{kind:?} without a config"
        );
    }
}

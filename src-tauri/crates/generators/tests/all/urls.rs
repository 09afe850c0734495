use galley_generators::{Facts, Generator, GeneratorKind as K, Url};

use crate::library;

fn url(generator: &Generator, path: &str, facts: &Facts) -> Option<String> {
    match generator.url(path, facts) {
        Url::Known(url) => Some(url),
        Url::Unknown => None,
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
        (config, "posts/a-cache.md", Facts::new(), Some("/posts/a-cache/")),
        (
            config,
            "posts/2026-01-02-a-cache.md",
            Facts::new(),
            Some("/posts/a-cache/"),
        ),
        (
            config,
            "posts/a-cache/index.md",
            Facts::new(),
            Some("/posts/a-cache/"),
        ),
        (
            config,
            "posts/a.md",
            Facts::new().text("slug", "Other Name"),
            Some("/posts/other-name/"),
        ),
        (config, "about.md", Facts::new(), None),
    ]);
}

#[test]
fn hugo() {
    let config: &[(&str, &str)] = &[("hugo.toml", "baseURL = 'https://x.example/'")];
    let pattern: &[(&str, &str)] = &[("hugo.toml", "[permalinks]\nposts = '/:year/:slug/'")];
    let languages: &[(&str, &str)] = &[("hugo.toml", "[languages.de]\ntitle = 'x'")];
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
            Facts::new().text("url", "/:year/x/"),
            None,
        ),
        (config, "content/posts/a b.md", Facts::new(), None),
        (config, "content/posts/a.fr.md", Facts::new(), None),
        (config, "content/posts/straße.md", Facts::new(), None),
        (pattern, "content/posts/a.md", Facts::new(), None),
        (languages, "content/posts/a.md", Facts::new(), None),
        (&[], "content/posts/a.md", Facts::new(), None),
    ]);
}

#[test]
fn zola() {
    let config: &[(&str, &str)] = &[("config.toml", "base_url = 'https://x.example'")];
    let paths: &[(&str, &str)] = &[(
        "config.toml",
        "base_url = 'https://x.example'\n[slugify]\npaths = 'safe'",
    )];
    check(&[
        (
            config,
            "content/blog/Rust-1.0.md",
            Facts::new(),
            Some("/blog/rust-1-0/"),
        ),
        (
            config,
            "content/blog/2026-01-02-a_b.md",
            Facts::new(),
            Some("/blog/a-b/"),
        ),
        (config, "content/blog/a/index.md", Facts::new(), Some("/blog/a/")),
        (config, "content/blog/_index.md", Facts::new(), Some("/blog/")),
        (
            config,
            "content/a.md",
            Facts::new().text("path", "2014/12/12/1.0-Timeline"),
            Some("/2014/12/12/1.0-Timeline/"),
        ),
        (
            config,
            "content/a.md",
            Facts::new().text("slug", "b"),
            Some("/b/"),
        ),
        (config, "content/straße.md", Facts::new(), None),
        (paths, "content/a.md", Facts::new(), None),
    ]);
}

#[test]
fn jekyll() {
    let plain: &[(&str, &str)] = &[("_config.yml", "title: x\n")];
    let pretty: &[(&str, &str)] = &[("_config.yml", "permalink: pretty\ntimezone: UTC\n")];
    let odd: &[(&str, &str)] = &[("_config.yml", "permalink: /:hash/\n")];
    let defaults: &[(&str, &str)] = &[("_config.yml", "defaults:\n  - scope:\n      path: x\n")];
    let post = "_posts/2015-12-25-Some_title.md";
    check(&[
        (plain, post, Facts::new(), Some("/2015/12/25/Some_title.html")),
        (
            plain,
            post,
            Facts::new().text("categories", "Life tech"),
            Some("/life/tech/2015/12/25/Some_title.html"),
        ),
        (plain, post, Facts::new().text("category", "C++"), None),
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
        (defaults, post, Facts::new(), None),
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

use galley_generators::{Certainty, GeneratorKind as K, ScalarTags};
use proptest::prelude::*;

use crate::library;

/// Files, and the generator, its folder and its config.
type Case<'a> = (&'a [(&'a str, &'a str)], K, &'a str, Option<&'a str>);

#[test]
fn configs_and_dependencies_tell() {
    let table: &[Case] = &[
        (
            &[("hugo.toml", ""), ("content/a.md", "")],
            K::Hugo,
            "",
            Some("hugo.toml"),
        ),
        (
            &[
                ("config.toml", "baseURL = 'https://x.example/'"),
                ("content/a.md", ""),
            ],
            K::Hugo,
            "",
            Some("config.toml"),
        ),
        (
            &[
                ("config.toml", "base_url = 'https://x.example'"),
                ("content/a.md", ""),
            ],
            K::Zola,
            "",
            Some("config.toml"),
        ),
        (
            &[
                ("config.toml", "title = 'x'"),
                ("archetypes/default.md", ""),
                ("content/a.md", ""),
            ],
            K::Hugo,
            "",
            Some("config.toml"),
        ),
        (
            &[
                ("config.yml", "baseURL: https://x.example/\n"),
                ("content/a.md", ""),
            ],
            K::Hugo,
            "",
            Some("config.yml"),
        ),
        (
            &[("config/_default/hugo.toml", ""), ("content/a.md", "")],
            K::Hugo,
            "",
            Some("config/_default/hugo.toml"),
        ),
        (
            &[("_config.yml", "title: x"), ("_posts/2020-01-01-a.md", "")],
            K::Jekyll,
            "",
            Some("_config.yml"),
        ),
        (
            &[("_config.yml", "title: x"), ("source/_posts/a.md", "")],
            K::Hexo,
            "",
            Some("_config.yml"),
        ),
        (
            &[("_config.yml", "title: x"), ("scaffolds/post.md", "")],
            K::Hexo,
            "",
            Some("_config.yml"),
        ),
        (
            &[
                ("_config.yml", "per_page: 10\ntheme_config:\n  a: b\n"),
                ("source/a.md", ""),
            ],
            K::Hexo,
            "",
            Some("_config.yml"),
        ),
        (
            &[
                ("_config.yml", ""),
                ("package.json", r#"{"dependencies":{"hexo":"7"}}"#),
            ],
            K::Hexo,
            "",
            Some("_config.yml"),
        ),
        (
            &[("astro.config.mjs", ""), ("src/content/blog/a.md", "")],
            K::Astro,
            "",
            Some("astro.config.mjs"),
        ),
        (
            &[("eleventy.config.js", ""), ("posts/a.md", "")],
            K::Eleventy,
            "",
            Some("eleventy.config.js"),
        ),
        (
            &[
                ("website/docusaurus.config.ts", ""),
                ("website/blog/a.md", ""),
                ("README.md", ""),
            ],
            K::Docusaurus,
            "website",
            Some("website/docusaurus.config.ts"),
        ),
        (
            &[
                ("apps/site/next.config.mjs", ""),
                ("apps/site/pages/en/blog/a.md", ""),
            ],
            K::Next,
            "apps/site",
            Some("apps/site/next.config.mjs"),
        ),
        (
            &[("gatsby-config.js", ""), ("content/blog/a/index.md", "")],
            K::Gatsby,
            "",
            Some("gatsby-config.js"),
        ),
        (
            &[("docs/.vitepress/config.ts", ""), ("docs/posts/a.md", "")],
            K::VitePress,
            "docs",
            Some("docs/.vitepress/config.ts"),
        ),
        (
            &[(".vuepress/config.js", ""), ("posts/a.md", "")],
            K::VuePress,
            "",
            Some(".vuepress/config.js"),
        ),
        (
            &[("pelicanconf.py", ""), ("content/a.md", "")],
            K::Pelican,
            "",
            Some("pelicanconf.py"),
        ),
        (
            &[
                ("package.json", r#"{"devDependencies":{"@11ty/eleventy":"3"}}"#),
                ("a.md", ""),
            ],
            K::Eleventy,
            "",
            None,
        ),
        (
            &[("galley.toml", "[site]\ntitle = 'x'"), ("posts/a.md", "")],
            K::Galley,
            "",
            Some("galley.toml"),
        ),
        (
            &[
                ("galley.toml", "[library]\ngenerator = 'zola'"),
                ("hugo.toml", ""),
                ("content/a.md", ""),
            ],
            K::Zola,
            "",
            None,
        ),
        (
            &[("a.md", ""), ("config.toml", "[server]\nport = 1")],
            K::Markdown,
            "",
            None,
        ),
        (
            &[("content/a.md", ""), ("config.toml", "[server]\nport = 1")],
            K::Markdown,
            "",
            None,
        ),
        (
            &[
                ("admin/config.yml", "backend:\n  name: git\n"),
                ("content/a.md", ""),
            ],
            K::Markdown,
            "",
            None,
        ),
        (&[], K::Markdown, "", None),
    ];
    for (files, kind, root, config) in table {
        let found = library(files);
        let seen = (
            found.generator.kind(),
            found.generator.site_root(),
            found.config.as_deref(),
        );
        assert_eq!(seen, (*kind, *root, *config), "{files:?}");
    }
}

#[test]
fn a_hidden_config_is_found_though_the_list_lacks_it() {
    let paths = crate::strings(&["src/blog/a.md"]);
    let read = |path: &str| {
        (path == ".eleventy.js").then(|| "module.exports = { dir: { input: 'src' } }".to_owned())
    };
    let found = galley_generators::recognise(&galley_generators::Files::new(&paths, &read));
    assert_eq!(found.generator.kind(), K::Eleventy);
    assert_eq!(found.generator.layout().roots(), ["src"]);
}

#[test]
fn posts_without_a_config_are_told_by_their_names_and_that_is_said() {
    for (name, kind, because) in [
        ("_posts/2020-01-01-a.md", K::Jekyll, "dated-names"),
        ("_posts/hello.md", K::Hexo, "undated-names"),
    ] {
        let found = library(&[(name, "")]);
        assert_eq!(
            (found.generator.kind(), found.certainty),
            (kind, Certainty::Guessed)
        );
        let problem = &found.problems[0];
        assert_eq!(problem.code, "generator.guessed");
        assert_eq!(
            problem.args,
            vec![
                ("generator", kind.id().to_owned()),
                ("because", because.to_owned())
            ]
        );
    }
}

#[test]
fn of_two_sites_the_one_with_posts_counts_and_the_other_is_named() {
    let found = library(&[
        ("exampleSite/hugo.toml", ""),
        ("exampleSite/content/a.md", ""),
        ("hugo.toml", ""),
        ("content/a.md", ""),
        ("docs/docusaurus.config.js", ""),
        ("docs/blog/a.md", ""),
    ]);
    assert_eq!(
        (found.generator.kind(), found.generator.site_root()),
        (K::Hugo, "")
    );
    let several: Vec<_> = found
        .problems
        .iter()
        .filter(|p| p.code == "generator.several")
        .collect();
    assert_eq!(several.len(), 1);
    assert_eq!(
        several[0].args[1..],
        [("other", "docusaurus".to_owned()), ("folder", "docs".to_owned())]
    );
    let found = library(&[
        ("next.config.js", ""),
        ("blog/_config.yml", ""),
        ("blog/_posts/2020-01-01-a.md", ""),
    ]);
    assert_eq!(
        found.generator.site_root(),
        "",
        "a site at the top comes first where both have posts"
    );
}

/// A config and its text, and the title, the address and the zone in it.
type Named<'a> = (
    &'a str,
    &'a str,
    Option<&'a str>,
    Option<&'a str>,
    Option<&'a str>,
);

#[test]
fn title_address_and_zone_come_from_the_config() {
    let jekyll = "# my blog\ntitle: \"A \\\"quoted\\\" name\"  # comment\nurl: https://x.example\nbaseurl: /blog\n\
                  timezone: Europe/Berlin\nauthor:\n  title: wrong\n";
    let hugo_yaml = "---\nbaseURL: 'https://x.example/'\ntitle: It's here\nparams:\n  title: wrong\n";
    let pelican = "AUTHOR = 'x'\nSITENAME = 'This Week'\nSITEURL = \"https://x.example\"\nTIMEZONE = 'UTC'\n";
    let table: &[Named] = &[
        (
            "_config.yml",
            jekyll,
            Some("A \"quoted\" name"),
            Some("https://x.example/blog"),
            Some("Europe/Berlin"),
        ),
        (
            "hugo.yaml",
            hugo_yaml,
            Some("It's here"),
            Some("https://x.example"),
            None,
        ),
        (
            "hugo.json",
            r#"{"baseurl":"https://x.example/","title":"J"}"#,
            Some("J"),
            Some("https://x.example"),
            None,
        ),
        (
            "hugo.toml",
            "title = 'T'\ntimeZone = 'UTC'\nbaseURL = '/'",
            Some("T"),
            None,
            Some("UTC"),
        ),
        (
            "pelicanconf.py",
            pelican,
            Some("This Week"),
            Some("https://x.example"),
            Some("UTC"),
        ),
        (
            "galley.toml",
            "[site]\ntitle = 'G'\nbase_url = 'https://x.example/'",
            Some("G"),
            Some("https://x.example"),
            None,
        ),
        (
            "astro.config.mjs",
            "export default { site: 'https://x.example' }",
            None,
            None,
            None,
        ),
    ];
    for (path, text, title, base_url, zone) in table {
        let found = library(&[(path, text)]);
        let seen = (
            found.title.as_deref(),
            found.base_url.as_deref(),
            found.timezone.as_deref(),
        );
        assert_eq!(seen, (*title, *base_url, *zone), "{path}");
        let missing = |code| code == "content.missing";
        assert!(
            found.problems.iter().all(|p| missing(p.code)),
            "{path}: {:?}",
            found.problems
        );
    }
}

#[test]
fn a_config_that_cannot_be_read_is_a_problem_with_its_line_and_not_the_end() {
    let table = [
        ("hugo.toml", "title = 'x'\nbad = = 1\n", Some(2)),
        ("hugo.json", "{\n  \"title\": ,\n}", Some(2)),
        ("config.toml", "base_url = 'x'\nbad = = 1\n", Some(2)),
    ];
    for (path, text, line) in table {
        let found = library(&[(path, text), ("content/a.md", "")]);
        assert_eq!(found.generator.kind(), K::Markdown, "{path}");
        assert_eq!(
            (found.problems[0].code, found.problems[0].line),
            ("config.unreadable", line),
            "{path}"
        );
        assert_eq!(found.problems[0].path.as_deref(), Some(path));
    }
}

#[test]
fn words_of_new_posts_differ_by_generator() {
    let of = |kind| galley_generators::Generator::of(kind, &[]);
    assert_eq!(of(K::Zola).tag_field(), "taxonomies.tags");
    assert_eq!(of(K::Hugo).tag_field(), "tags");
    let meaning = [
        (K::Jekyll, ScalarTags::Blanks),
        (K::Pelican, ScalarTags::Commas),
        (K::Hexo, ScalarTags::One),
    ];
    for (kind, wanted) in meaning {
        assert_eq!(of(kind).tags_meaning(), wanted);
    }
    for kind in K::ALL {
        assert_eq!(K::from_id(kind.id()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.id());
    }
}

proptest! {
    #[test]
    fn no_config_is_too_strange(
        name in prop::sample::select(vec![
            "galley.toml", "hugo.toml", "hugo.json", "config.yml", "_config.yml", "pelicanconf.py", ".eleventy.js", "package.json",
        ]),
        text in "\\PC*|([a-zA-Z_]{0,8}[:=] ?['\"\\[{&|>#-]{0,2}[\\PC]{0,12}['\"\\]}]?\\r?\\n( {1,3}- ?[a-zü:'\"]{0,6}\\n)?){0,12}",
    ) {
        let found = library(&[(name, &text), ("content/a.md", ""), ("_posts/b.md", "")]);
        prop_assert!(K::ALL.contains(&found.generator.kind()));
    }

    #[test]
    fn no_path_is_too_strange(paths in prop::collection::vec("([a-c_.]{0,3}|index|_posts|en|de|content|ü)(/([a-c_.]{0,3}|index|_index|blog)){0,3}(\\.(md|fr\\.md))?", 0..20)) {
        let mut paths = paths;
        paths.sort();
        for kind in K::ALL {
            let generator = galley_generators::Generator::of(kind, &paths);
            for path in &paths {
                let facts = galley_generators::Facts::new();
                generator.classify(path);
                generator.url(path, &facts);
                generator.draft(path, &facts);
                generator.asset_candidates(path, "../x.png");
            }
        }
    }
}

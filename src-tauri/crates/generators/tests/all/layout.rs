use galley_generators::{Generator, GeneratorKind as K, PathKind, PathKind::*, skip_dir};

use crate::{library, strings};

/// Every file of each library with what it is.
fn check(kind: K, files: &[(&str, PathKind)]) {
    let mut paths: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    paths.sort();
    let generator = Generator::of(kind, &paths);
    for (path, wanted) in files {
        assert_eq!(generator.classify(path), *wanted, "{kind:?} {path}");
    }
}

#[test]
fn hugo() {
    check(
        K::Hugo,
        &[
            ("content/posts/a.md", Post),
            ("content/posts/b/index.md", Post),
            ("content/posts/b/notes.md", Page),
            ("content/posts/b/picture.png", NotContent),
            ("content/posts/_index.md", Page),
            ("content/posts/c.fr.md", Post),
            ("content/_index.fr.md", Page),
            ("content/about.md", Page),
            ("content/about/index.md", Page),
            ("content/landing.md", Page),
            ("content/resources/x.md", Page),
            ("archetypes/default.md", NotContent),
            ("themes/x/content/posts/a.md", NotContent),
            ("README.md", NotContent),
            ("public/posts/a.md", NotContent),
        ],
    );
}

#[test]
fn hugo_in_many_languages() {
    check(
        K::Hugo,
        &[
            ("content/en/post/2020-01-01-a.md", Post),
            ("content/en/about.md", Page),
            ("content/de/about.md", Page),
            ("content/de/docs/x.md", Page),
            ("content/zh-cn/post/b.md", Post),
            ("content/en/post/_index.md", Page),
        ],
    );
}

#[test]
fn a_dated_file_outside_the_usual_folders_is_a_post_after_all() {
    let paths = strings(&["content/about.md", "content/posts/a.md", "content/til/b.md"]);
    let hugo = Generator::of(K::Hugo, &paths);
    assert_eq!(hugo.classify_dated("content/til/b.md", false), Page);
    assert_eq!(hugo.classify_dated("content/til/b.md", true), Post);
    assert_eq!(hugo.classify_dated("content/about.md", true), Page);
}

#[test]
fn jekyll() {
    check(
        K::Jekyll,
        &[
            ("_posts/2020-01-01-a.md", Post),
            ("_posts/about.md", Post),
            ("en/news/_posts/2020-01-01-a.markdown", Post),
            ("_drafts/a.md", Post),
            ("about.md", Page),
            ("index.md", Page),
            ("_includes/a.md", NotContent),
            ("_layouts/post.md", NotContent),
            ("_talks/a.md", NotContent),
            ("README.md", NotContent),
            ("CONTRIBUTING.md", NotContent),
            ("vendor/bundle/x/README.md", NotContent),
            ("_site/a.md", NotContent),
            ("assets/a.png", NotContent),
        ],
    );
    let config = "source: ./site\ncollections:\n  talks:\n    output: true\nexclude: [private]\n";
    let found = library(&[
        ("_config.yml", config),
        ("site/_posts/2020-01-01-a.md", ""),
        ("site/_talks/a.md", ""),
    ]);
    assert_eq!(found.generator.classify("site/_posts/2020-01-01-a.md"), Post);
    assert_eq!(found.generator.classify("site/_talks/a.md"), Page);
    assert_eq!(found.generator.classify("site/private/a.md"), NotContent);
    assert_eq!(found.generator.classify("_posts/2020-01-01-a.md"), NotContent);
}

#[test]
fn zola() {
    check(
        K::Zola,
        &[
            ("content/a.md", Post),
            ("content/b/index.md", Post),
            ("content/_index.md", Page),
            ("content/about.md", Page),
            ("content/pages/x.md", Page),
            ("content/inside/_index.md", Page),
            ("content/inside/Rust-1.0.md", Post),
            ("content/a.markdown", NotContent),
            ("templates/x.md", NotContent),
        ],
    );
}

#[test]
fn hexo() {
    check(
        K::Hexo,
        &[
            ("source/_posts/a.md", Post),
            ("source/_drafts/a.md", Post),
            ("source/about/index.md", Page),
            ("source/_data/x.md", NotContent),
            ("scaffolds/post.md", NotContent),
        ],
    );
    check(K::Hexo, &[("_posts/a.md", Post), ("README.md", NotContent)]);
}

#[test]
fn javascript_generators() {
    check(
        K::Astro,
        &[
            ("src/content/blog/a.mdx", Post),
            ("src/content/blog/b/index.md", Post),
            ("src/pages/posts/c.md", Post),
            ("src/pages/about.md", Page),
            ("src/content/docs/start.md", Page),
            ("src/components/x.md", NotContent),
            ("README.md", NotContent),
        ],
    );
    check(
        K::Eleventy,
        &[
            ("src/blog/a.md", Post),
            ("src/_includes/x.md", NotContent),
            ("src/_data/x.md", NotContent),
            ("src/privacy.md", Page),
            ("index.md", Page),
            ("LICENSE.md", NotContent),
        ],
    );
    check(
        K::Docusaurus,
        &[
            ("blog/2020-01-01-a.md", Post),
            ("blog/b/index.mdx", Post),
            ("blog/_partial.md", Page),
            ("i18n/fr/docusaurus-plugin-content-blog/2020-01-01-a.md", Post),
            ("i18n/fr/docusaurus-plugin-content-docs/a.md", NotContent),
            ("docs/intro.md", Page),
            ("docs/blog.md", Page),
            ("src/pages/x.mdx", Page),
            ("node_modules/blog/a.md", NotContent),
        ],
    );
    check(
        K::Next,
        &[
            ("pages/en/blog/a.md", Post),
            ("pages/en/about/index.md", Page),
            ("public/a.md", NotContent),
            ("README.md", NotContent),
        ],
    );
    check(
        K::VuePress,
        &[
            ("docs/posts/a.md", Post),
            ("docs/README.md", Page),
            ("README.md", Page),
        ],
    );
    check(
        K::VitePress,
        &[
            ("posts/a.md", Post),
            ("index.md", Page),
            (".vitepress/cache/a.md", NotContent),
        ],
    );
    check(
        K::Gatsby,
        &[
            ("content/blog/a/index.md", Post),
            ("content/blog/index.md", Page),
            ("src/pages/x.md", Page),
        ],
    );
}

#[test]
fn pelican_galley_and_none() {
    check(
        K::Pelican,
        &[
            ("content/a.md", Post),
            ("content/pages/about.md", Page),
            ("content/extra/a.md", NotContent),
            ("themes/x.md", NotContent),
        ],
    );
    check(
        K::Galley,
        &[
            ("posts/a.md", Post),
            ("posts/2026/b.md", Post),
            ("posts/c/index.md", Post),
            ("posts/images/x.png", NotContent),
            ("about.md", Page),
            ("pages/uses.md", Page),
            ("README.md", NotContent),
        ],
    );
    check(
        K::Markdown,
        &[
            ("a.md", Post),
            ("notes/b.md", Post),
            ("notes/c/index.md", Post),
            ("README.md", NotContent),
            ("LICENSE.md", NotContent),
            ("about.md", Page),
            ("index.md", Page),
            (".github/PULL_REQUEST_TEMPLATE.md", NotContent),
            ("a.txt", NotContent),
        ],
    );
}

#[test]
fn the_writer_can_name_the_folders_of_posts() {
    let galley = "[library]\ngenerator = \"hugo\"\nposts = [\"content/essays/\"]\n";
    let found = library(&[
        ("galley.toml", galley),
        ("content/essays/a.md", ""),
        ("content/posts/b.md", ""),
    ]);
    assert_eq!(found.generator.kind(), K::Hugo);
    assert_eq!(found.generator.classify("content/essays/a.md"), Post);
    assert_eq!(found.generator.classify("content/essays/deep/a/index.md"), Post);
    assert_eq!(found.generator.classify("content/essays/_index.md"), Page);
    assert_eq!(found.generator.classify("content/posts/b.md"), Page);
    assert_eq!(found.generator.classify("elsewhere/b.md"), NotContent);
}

#[test]
fn what_is_installed_or_built_is_skipped_and_content_is_not() {
    for folder in [
        "node_modules",
        "a/b/node_modules",
        ".git",
        "public",
        "website/build",
        "_site",
        "vendor",
        "themes",
    ] {
        assert!(skip_dir(folder), "{folder}");
    }
    for folder in [
        "content",
        "content/resources",
        "posts/target",
        "blog",
        "src",
        "_posts",
        "docs/vendor",
        ".",
    ] {
        assert!(!skip_dir(folder), "{folder}");
    }
}

use galley_generators::{Generator, GeneratorKind as K};

use crate::library;

/// The candidates hold this path; for the first of them see the second table.
#[test]
fn a_link_leads_to_its_file() {
    let table = [
        (
            K::Hugo,
            "content/posts/a.md",
            "images/x.png",
            "content/posts/images/x.png",
        ),
        (
            K::Hugo,
            "content/posts/a/index.md",
            "x.png",
            "content/posts/a/x.png",
        ),
        (K::Hugo, "content/posts/a.md", "/img/x.png", "static/img/x.png"),
        (
            K::Hugo,
            "content/posts/a.md",
            "/posts/a/x.png",
            "content/posts/a/x.png",
        ),
        (K::Hugo, "content/posts/a.md", "../img/x.png", "content/img/x.png"),
        (K::Zola, "content/a.md", "/img/x.png", "static/img/x.png"),
        (
            K::Docusaurus,
            "blog/a.md",
            "@site/static/img/x.png",
            "static/img/x.png",
        ),
        (K::Docusaurus, "blog/a.md", "/img/x.png", "static/img/x.png"),
        (
            K::Jekyll,
            "_posts/2020-01-01-a.md",
            "/img/x%20y.png?v=1#z",
            "img/x y.png",
        ),
        (
            K::Jekyll,
            "_posts/2020-01-01-a.md",
            "{{ site.baseurl }}/img/x.png",
            "img/x.png",
        ),
        (
            K::Jekyll,
            "_posts/2020-01-01-a.md",
            "{{ \"/img/x.png\" | relative_url }}",
            "img/x.png",
        ),
        (K::Astro, "src/content/blog/a.md", "/x.png", "public/x.png"),
        (
            K::Astro,
            "src/content/blog/a.md",
            "../../assets/x.png",
            "src/assets/x.png",
        ),
        (K::Next, "posts/a.md", "/x.png", "public/x.png"),
        (K::Hexo, "source/_posts/a.md", "/img/x.png", "source/img/x.png"),
        (K::Hexo, "source/_posts/a.md", "x.png", "source/_posts/a/x.png"),
        (
            K::Pelican,
            "content/a.md",
            "{static}/images/x.png",
            "content/images/x.png",
        ),
        (
            K::Pelican,
            "content/sub/a.md",
            "{attach}x.png",
            "content/sub/x.png",
        ),
        (K::Galley, "posts/a.md", "images/x.png", "posts/images/x.png"),
        (
            K::Galley,
            "posts/a.md",
            "/posts/images/x.png",
            "posts/images/x.png",
        ),
    ];
    for (kind, post, link, wanted) in table {
        let found = Generator::of(kind, &[]).asset_candidates(post, link);
        assert!(
            found.iter().any(|path| path == wanted),
            "{kind:?} {link}: {found:?}"
        );
    }
}

#[test]
fn the_likeliest_comes_first() {
    for (link, wanted) in [
        ("images/x.png", "content/posts/images/x.png"),
        ("/img/x.png", "static/img/x.png"),
    ] {
        assert_eq!(
            Generator::of(K::Hugo, &[]).asset_candidates("content/posts/a.md", link)[0],
            wanted
        );
    }
}

#[test]
fn links_elsewhere_are_no_files() {
    let galley = Generator::of(K::Galley, &[]);
    for link in [
        "https://x.example/a.png",
        "//x.example/a.png",
        "data:image/png;base64,x",
        "#top",
        "",
        "mailto:a@b",
        "%ff.png",
    ] {
        assert_eq!(
            galley.asset_candidates("posts/a.md", link),
            Vec::<String>::new(),
            "{link}"
        );
    }
}

#[test]
fn no_link_leaves_the_library() {
    for kind in K::ALL {
        let generator = Generator::of(kind, &[]);
        for link in [
            "../../../etc/passwd",
            "/../../etc/passwd",
            "..%2f..%2f..%2fetc/passwd",
            "..\\..\\..\\etc",
        ] {
            for path in generator.asset_candidates("posts/a.md", link) {
                assert!(
                    !path.starts_with('/') && path.split('/').all(|part| part != ".."),
                    "{kind:?} {link} {path}"
                );
            }
        }
    }
}

#[test]
fn the_path_of_the_base_url_is_no_folder() {
    let config = "[site]\nbase_url = 'https://x.example/blog/'";
    let found = library(&[("galley.toml", config), ("posts/a.md", "")]);
    let paths = found
        .generator
        .asset_candidates("posts/a.md", "/blog/posts/images/x.png");
    assert!(paths.contains(&"posts/images/x.png".to_owned()), "{paths:?}");
}

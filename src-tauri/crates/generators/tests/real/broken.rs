//! Configs that cannot be read: the real generator stops at them, and Galley says where and takes the blog for plain
//! Markdown, until they are mended.

use std::path::Path;

use galley_generators::{GeneratorKind, Reason, Url, Visibility};

use crate::blog::{Blog, compare};
use crate::{hexo, hugo, jekyll, program};

/// A config, its text, the line that cannot be read, and what stands on it.
type Broken<'a> = (&'a str, &'a str, u32, &'a str);

/// Puts each config into a blog and stops unless the generator refuses it at that line, and Galley says so.
fn refused(fixture: &str, own: &str, broken: &[Broken], build: &dyn Fn(&Path) -> (bool, String)) {
    for (config, text, line, field) in broken {
        let blog = Blog::of(&[fixture]);
        blog.remove(own);
        blog.write(config, text);
        let (success, said) = build(blog.root());
        assert!(!success, "{text}: {said}");
        let found = blog.recognised();
        assert_eq!(found.generator.kind(), GeneratorKind::Markdown, "{text}");
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
        let problem = &found.problems[0];
        let at = problem.args.iter().find(|(name, _)| *name == "field");
        assert_eq!(
            (
                problem.code,
                problem.path.as_deref(),
                problem.line,
                at.map_or("", |(_, field)| field.as_str())
            ),
            ("config.unreadable", Some(*config), Some(*line), *field),
            "{text}: {said}"
        );
        for (path, said) in blog.said() {
            assert_eq!(said.url, Url::Unknown, "{path}");
            assert_ne!(said.visibility, Visibility::Scheduled, "{path}");
            // What a post says of itself, and nothing that another file or a rule says of it.
            let own = [Reason::Public.code(), "future.shown", "draft.field"];
            assert!(own.contains(&said.reason), "{path}: {}", said.reason);
        }
    }
}

#[test]
fn hugo_stops_and_galley_says_where() {
    let Some(program) = hugo::hugo_program() else {
        return;
    };
    let broken: &[Broken] = &[
        ("hugo.toml", "title = 'x'\ncascade = [x\nb = 1\n", 2, "cascade"),
        (
            "hugo.toml",
            "baseURL = 'https://x.example/\ntitle = 1\n",
            1,
            "baseURL",
        ),
        ("hugo.toml", "title = 'x'\ntitle = 'y'\n", 2, "title"),
        ("hugo.yaml", "baseURL: x\nparams:\n\tmain: x\n", 3, "main"),
        ("hugo.yaml", "baseURL: x\ntitle: a: b\n", 2, "title"),
        ("hugo.yaml", "baseURL: x\ntitle x\nfoo: bar\n", 2, ""),
        ("hugo.json", "{\"title\": \"x\",\n\"baseURL\" \"x\"}", 2, ""),
        ("config.toml", "title = 'x'\nparams = = 1\n", 2, "params"),
        (
            "config/_default/hugo.toml",
            "title = 'x'\nparams = = 1\n",
            2,
            "params",
        ),
    ];
    refused("hugo", "hugo.toml", broken, &|folder| {
        let (success, said) = program::tried(folder, "UTC", &program, &["--destination", "site"]);
        (success, said)
    });
}

#[test]
fn jekyll_stops_and_galley_says_where() {
    let Some(program) = jekyll::jekyll() else { return };
    let broken: &[Broken] = &[
        ("_config.yml", "title: x\npermalink: 'y\nurl: z\n", 2, "permalink"),
        ("_config.yml", "title: x\nfuture true\nurl: z\n", 2, ""),
        ("_config.yml", "title: x\nplugins:\n\t- y\n", 3, ""),
        ("_config.yml", "title: x: y\n", 1, "title"),
    ];
    refused("jekyll", "_config.yml", broken, &|folder| {
        program::tried(folder, "UTC", &program, &["build", "--disable-disk-cache"])
    });
}

#[test]
fn hexo_stops_and_galley_says_where() {
    if hexo::hexo().is_none() {
        return;
    }
    let broken: &[Broken] = &[
        ("_config.yml", "title: x\ntheme: 'plain\nurl: z\n", 2, "theme"),
        ("_config.yml", "title: x\nsource_dir: a: b\n", 2, "source_dir"),
    ];
    refused("hexo", "_config.yml", broken, &|folder| {
        hexo::tried(folder, "UTC")
    });
}

#[test]
fn a_mended_config_is_followed_again() {
    let Some(program) = hugo::hugo_program() else {
        return;
    };
    let blog = Blog::of(&["hugo"]);
    let good = std::fs::read(blog.root().join("hugo.toml")).unwrap();
    let before = blog.said();
    blog.write("hugo.toml", "title = \n");
    assert!(blog.recognised().hangs_on("hugo.toml"));
    assert_ne!(blog.said(), before);
    blog.write("hugo.toml", good);
    assert_eq!(blog.said(), before);
    compare(&blog.said(), &hugo::built(&blog, &program));
}

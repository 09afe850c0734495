use galley_generators::GeneratorKind as K;

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
fn yaml_that_is_none_is_a_problem_with_its_line() {
    for (text, line) in [("title: x\npermalink: [a\n", 2), ("# note\n---\ntitle: 'x\n", 3)] {
        let found = library(&[("_config.yml", text), ("_posts/2026-01-01-a.md", "")]);
        assert_eq!(found.generator.kind(), K::Jekyll);
        let problem = &found.problems[0];
        assert_eq!(
            (problem.code, problem.path.as_deref()),
            ("config.unreadable", Some("_config.yml"))
        );
        assert!(
            problem.line.is_some_and(|at| at >= line),
            "{text}: {:?}",
            problem.line
        );
    }
}

//! What the real programs said of a post that they could not build, and what is understood of it.

use galley_generators::{Counted, Fault, GeneratorKind, Heard, Output};

/// The faults that are known at the end, and how many lines said that a build begins.
fn heard(kind: GeneratorKind, said: &str) -> (Vec<Fault>, usize) {
    let mut output = Output::new(kind, "/blog");
    let (mut faults, mut builds) = (Vec::new(), 0);
    for line in said.lines() {
        match output.line(line) {
            Some(Heard::Building) => builds += 1,
            Some(Heard::Fault { new: true, fault }) => faults.push(fault),
            Some(Heard::Fault { new: false, fault }) => *faults.last_mut().unwrap() = fault,
            None => {}
        }
    }
    (faults, builds)
}

macro_rules! said {
    ($name:literal) => {
        include_str!(concat!("said/", $name, ".txt"))
    };
}

#[test]
fn a_fault_has_its_file_its_line_and_its_words() {
    use Counted::{Body, File, Head, Text};
    use GeneratorKind::{Astro, Docusaurus, Eleventy, Hexo, Hugo, Jekyll};
    type Case = (
        GeneratorKind,
        &'static str,
        Option<&'static str>,
        Option<(u32, Counted)>,
        &'static str,
    );
    let stream = "unexpected end of the stream within a double quoted scalar";
    let cases: [Case; 14] = [
        (
            Hugo,
            said!("hugo-head"),
            Some("content/posts/broken.md"),
            Some((2, File)),
            "could not find end character of double-quoted text",
        ),
        (
            Hugo,
            said!("hugo-shortcode"),
            Some("content/posts/Two words.md"),
            Some((8, File)),
            "failed to extract shortcode: template for shortcode \"nosuch\" not found",
        ),
        (
            Jekyll,
            said!("jekyll-head"),
            Some("_posts/2024-01-02-broken.md"),
            Some((2, File)),
            "found unexpected end of stream while scanning a quoted scalar",
        ),
        (
            Jekyll,
            said!("jekyll-liquid"),
            Some("_posts/2024-01-02-broken.md"),
            Some((3, Text)),
            "Liquid syntax error (line 3): Syntax Error in tag 'if' - Valid syntax: if [expression]",
        ),
        (
            Eleventy,
            said!("eleventy-head"),
            Some("content/posts/broken.md"),
            Some((4, File)),
            stream,
        ),
        (
            Eleventy,
            said!("eleventy-liquid"),
            Some("content/posts/broken.md"),
            Some((4, Body)),
            "invalid value expression: \"\"",
        ),
        (Astro, said!("astro-head"), None, Some((4, File)), stream),
        (
            Astro,
            said!("astro-schema"),
            Some("src/content/blog/broken.md"),
            None,
            "[InvalidContentEntryDataError] blog → broken data does not match collection schema.",
        ),
        (
            Docusaurus,
            said!("docusaurus-head"),
            Some("blog/2024-01-02-broken.md"),
            Some((4, File)),
            "unexpected end of the stream within a double quoted scalar",
        ),
        (
            Docusaurus,
            said!("docusaurus-mdx"),
            Some("blog/2024-01-02-broken.md"),
            Some((8, File)),
            "Could not parse expression with acorn",
        ),
        (
            Docusaurus,
            said!("docusaurus-tag"),
            Some("blog/2024-01-02-broken.md"),
            Some((7, File)),
            "Expected a closing tag for `<div>`",
        ),
        (
            Hexo,
            said!("hexo-head"),
            Some("_drafts/broken.md"),
            Some((3, Head)),
            stream,
        ),
        (
            Hexo,
            said!("hexo-link"),
            None,
            None,
            "Post not found: post_link nowhere.",
        ),
        (Hexo, said!("hexo-open"), None, None, "unexpected end of file"),
    ];
    for (kind, said, path, line, message) in cases {
        let (faults, _) = heard(kind, said);
        let [fault] = &faults[..] else {
            panic!("{kind:?}: {faults:#?}");
        };
        assert_eq!(fault.path.as_deref(), path, "{kind:?} {said}");
        assert_eq!(fault.line, line, "{kind:?} {said}");
        assert_eq!(fault.message, message, "{kind:?}");
    }
}

#[test]
fn hexos_lines_are_not_the_files_but_its_tags_are() {
    let cases = [
        (said!("hexo-tag"), "{% nosuch %}", "unknown block tag: nosuch"),
        (said!("hexo-start"), "{% if %}", "unexpected token: %}"),
    ];
    for (said, quoted, message) in cases {
        let (faults, _) = heard(GeneratorKind::Hexo, said);
        let expected = Fault {
            path: Some("_drafts/broken.md".into()),
            line: None,
            quoted: Some(quoted.into()),
            message: message.into(),
        };
        assert_eq!(faults, [expected], "{said}");
    }
}

#[test]
fn a_fault_after_a_save_is_another_one_where_no_build_is_told() {
    let mut output = Output::new(GeneratorKind::Hexo, "/blog");
    let told = |output: &mut Output| {
        let heard = said!("hexo-tag").lines().filter_map(|line| output.line(line));
        heard
            .filter(|heard| matches!(heard, Heard::Fault { new: true, .. }))
            .count()
    };
    assert_eq!((told(&mut output), told(&mut output)), (1, 0));
    output.forget();
    assert_eq!(told(&mut output), 1);
}

#[test]
fn a_post_that_docusaurus_leaves_out_is_still_wrong_when_the_others_are_compiled() {
    let compiled = "[webpackbar] ℹ Compiling Client
[webpackbar] ✔ Client: Compiled successfully in 508.53ms
";
    let (faults, builds) = heard(
        GeneratorKind::Docusaurus,
        &[said!("docusaurus-head"), compiled].concat(),
    );
    assert_eq!((faults.len(), builds), (1, 0));
    // Of what was compiled a build tells anew.
    let (faults, builds) = heard(
        GeneratorKind::Docusaurus,
        &[said!("docusaurus-tag"), compiled].concat(),
    );
    assert_eq!((faults.len(), builds), (1, 2));
    // One that comes after it is another one.
    let both = [said!("docusaurus-head"), said!("docusaurus-tag")].concat();
    let (faults, _) = heard(GeneratorKind::Docusaurus, &both);
    assert_eq!(faults.len(), 2);
    assert_eq!(faults[1].message, "Expected a closing tag for `<div>`");
}

#[test]
fn hexo_names_a_text_from_the_folder_that_it_reads() {
    let files = ["_config.yml".to_owned(), "source/_posts/a.md".to_owned()];
    let hexo = galley_generators::Generator::of(GeneratorKind::Hexo, &files);
    let meant = hexo.named_by_server("_drafts/a.md");
    assert!(meant.contains(&"source/_drafts/a.md".to_owned()), "{meant:?}");
    let hugo = galley_generators::Generator::of(GeneratorKind::Hugo, &files);
    assert_eq!(hugo.named_by_server("content/a.md"), ["content/a.md"]);
}

#[test]
fn a_build_that_begins_is_told_and_ends_a_fault() {
    let twice = concat!(
        include_str!("said/hugo-head.txt"),
        include_str!("said/hugo-shortcode.txt")
    );
    let (faults, builds) = heard(GeneratorKind::Hugo, twice);
    assert_eq!((faults.len(), builds), (2, 2));
    assert_eq!(faults[1].line, Some((8, Counted::File)));
    let (_, builds) = heard(GeneratorKind::Jekyll, said!("jekyll-head"));
    assert_eq!(builds, 1);
    let (_, builds) = heard(GeneratorKind::Eleventy, said!("eleventy-head"));
    assert_eq!(builds, 1);
}

#[test]
fn what_goes_well_is_no_fault() {
    let fine = [
        (
            GeneratorKind::Hugo,
            "Start building sites … \n Pages │ 30 \nBuilt in 97 ms\nWeb Server is available at http://127.0.0.1:41001/",
        ),
        (
            GeneratorKind::Jekyll,
            "      Regenerating: 1 file(s) changed\n  _posts/2024-01-02-errors.md\n  ...done in 0.2 seconds.",
        ),
        (
            GeneratorKind::Eleventy,
            "[11ty] Writing ./_site/error/index.html from ./content/error.md (liquid)\n[11ty] Wrote 23 files",
        ),
        (
            GeneratorKind::Hexo,
            "INFO  Validating config\nINFO  Start processing\nINFO  Hexo is running at http://127.0.0.1:45671/ . Press Ctrl+C to stop.",
        ),
        (
            GeneratorKind::Docusaurus,
            "[SUCCESS] Docusaurus website is running at: http://127.0.0.1:45672/\n[webpackbar] ✔ Client: Compiled successfully in 11.57s",
        ),
        (
            GeneratorKind::Astro,
            " astro  v5.9.4 ready in 4874 ms\n10:45:47 watching for file changes...",
        ),
    ];
    for (kind, said) in fine {
        assert_eq!(heard(kind, said).0, Vec::new(), "{kind:?}");
    }
}

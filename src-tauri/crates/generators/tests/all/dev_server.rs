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
    use Counted::{Body, File, Text};
    use GeneratorKind::{Astro, Docusaurus, Eleventy, Hugo, Jekyll};
    type Case = (
        GeneratorKind,
        &'static str,
        Option<&'static str>,
        Option<(u32, Counted)>,
        &'static str,
    );
    let stream = "unexpected end of the stream within a double quoted scalar";
    let cases: [Case; 10] = [
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
            GeneratorKind::Astro,
            " astro  v5.9.4 ready in 4874 ms\n10:45:47 watching for file changes...",
        ),
    ];
    for (kind, said) in fine {
        assert_eq!(heard(kind, said).0, Vec::new(), "{kind:?}");
    }
}

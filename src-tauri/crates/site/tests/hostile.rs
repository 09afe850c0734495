//! Text made to hang or to break a renderer: it is shown, or answered with a sentence, and never in more than a
//! moment or with more than a small stack.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::sync::LazyLock;
use std::time::Duration;

use galley_site::{Dialect, PostFacts, Rendered, Resolver, Site, TextOptions, TooMuch, post_page, render};
use galley_testkit::cost::{cost, ratio};

/// The stack that a rendering has to do with, in bytes: an eighth of a thread's usual 2 MiB.
const STACK: usize = 256 << 10;

/// A paragraph as people write them.
const PARAGRAPH: &str = "Nobody had asked *why* the locker opens at three, until the [third report](/why) of it came in. \
     Then `crontab` was looked at; it said \"3 * * * *\", and the clock stood an hour behind the winter.\n\n";

/// How often a rendering may cost what two megabytes of ordinary paragraphs cost. What is quadratic costs a hundred
/// times that and more.
const MOST: f64 = 10.0;

/// What two megabytes of ordinary paragraphs cost here.
static ORDINARY: LazyLock<Duration> = LazyLock::new(|| {
    let markdown = PARAGRAPH.repeat(2_000_000 / PARAGRAPH.len());
    cost(|| post_page(&Site::default(), &PostFacts::default(), &markdown)).1
});

/// Renders on a small stack, and not for long.
fn rendered(name: &str, markdown: String) -> Rendered {
    rendered_as(name, markdown, TextOptions::default())
}

/// The same with all that Markdown can be read with.
fn rendered_in(dialect: Dialect, name: &str, markdown: String) -> Rendered {
    let options = TextOptions {
        dialect,
        math: true,
        highlight: true,
        links: Resolver::new(|_| None),
        ..TextOptions::default()
    };
    rendered_as(name, markdown, options)
}

fn rendered_as(name: &str, markdown: String, options: TextOptions) -> Rendered {
    let name = name.to_owned();
    let site = Site {
        text: options.clone(),
        ..Site::default()
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let (page, taken) = cost(|| post_page(&site, &PostFacts::default(), &markdown));
        let times = ratio(taken, *ORDINARY);
        println!(
            "{name}: {taken:?} for {} bytes, {times:.2} times an ordinary post",
            markdown.len()
        );
        assert!(
            times < MOST,
            "{name} took {taken:?}, {times:.1} times an ordinary post"
        );
        assert!(page.html.trim_end().ends_with("</html>"));
        render(&markdown, &options)
    });
    thread.unwrap().join().unwrap()
}

#[test]
fn bottomless_nesting_is_answered_with_a_sentence() {
    let cases = [
        ("quotes on one line", ">".repeat(9_000)),
        ("more quotes on one line", ">".repeat(500_000)),
        ("spaced quotes", format!("{}end", "> ".repeat(20_000))),
        (
            "quotes with lazy lines",
            format!("{}\n{}", "> ".repeat(20_000), "lazy\n".repeat(20_000)),
        ),
        (
            "emphasis",
            format!("{}c {}", "*a _b ".repeat(2_000), "b_ a* ".repeat(2_000)),
        ),
    ];
    for (name, markdown) in cases {
        let rendered = rendered(name, markdown);
        assert!(
            matches!(rendered.too_much, Some(TooMuch::Deep { line: 1 })),
            "{name}: {:?}",
            rendered.too_much
        );
        assert!(rendered.html.contains("too deep"), "{name}: {}", rendered.html);
        assert!(rendered.blocks.is_empty());
    }
}

#[test]
fn the_line_on_which_it_gets_too_deep_is_named() {
    let rendered = rendered(
        "late quotes",
        format!("Well.\n\nStill well.\n\n{}\n", ">".repeat(500)),
    );
    assert_eq!(rendered.too_much, Some(TooMuch::Deep { line: 5 }));
}

#[test]
fn nesting_that_a_writer_may_use_is_shown() {
    let lists: String = (0..40)
        .map(|depth| format!("{}- level {depth}\n", "  ".repeat(depth)))
        .collect();
    let cases = [("lists", lists), ("quotes", format!("{}deep", "> ".repeat(60)))];
    for (name, markdown) in cases {
        assert_eq!(rendered(name, markdown).too_much, None, "{name}");
    }
}

#[test]
fn long_and_tangled_text_is_shown_at_once() {
    let cell = "| a | b | c |\n";
    let cases = [
        ("half a megabyte of div", "<div>".repeat(100_000)),
        ("div on lines of their own", "<div>\n\n".repeat(70_000)),
        (
            "a two-megabyte post",
            PARAGRAPH.repeat(2_000_000 / PARAGRAPH.len()),
        ),
        (
            "a two-megabyte paragraph",
            PARAGRAPH.replace('\n', " ").repeat(2_000_000 / PARAGRAPH.len()),
        ),
        (
            "a table of 5,000 rows",
            format!("{cell}|---|---|---|\n{}", cell.repeat(5_000)),
        ),
        (
            "a table of 2,000 columns",
            format!(
                "{0}|\n{1}|\n{2}",
                "|a".repeat(2_000),
                "|-".repeat(2_000),
                "|\n".repeat(2_000)
            ),
        ),
        ("quotes and lists", "> - ".repeat(5_000)),
        ("open brackets", "[".repeat(200_000)),
        ("links without end", "[a](".repeat(50_000)),
        (
            "pictures in pictures",
            "![".repeat(50_000) + &"](x)".repeat(50_000),
        ),
        (
            "backticks of all lengths",
            (1..1_500).map(|n| "`".repeat(n) + " ").collect(),
        ),
        ("open emphasis", "*a **b ".repeat(70_000)),
        ("open strikethrough", "~~a ".repeat(100_000)),
        ("open comments", "<!-- a ".repeat(70_000)),
        ("open tags", "<a b=\"".repeat(70_000)),
        ("entities", "&amp".repeat(100_000)),
        ("addresses", "a@b.".repeat(100_000)),
        ("www", "www.a ".repeat(40_000)),
        (
            "references",
            (0..30_000).map(|n| format!("[{n}]: /{n}\n")).collect::<String>() + &"[1] ".repeat(30_000),
        ),
        (
            "one long reference",
            format!("[a]: /{}\n\n{}", "x".repeat(50_000), "[a] ".repeat(50_000)),
        ),
        (
            "footnotes",
            (0..10_000).map(|n| format!("a[^{n}]\n\n[^{n}]: b\n\n")).collect(),
        ),
        (
            "one footnote, many times",
            "[^a] ".repeat(30_000) + "\n\n[^a]: b\n",
        ),
        ("the same heading", "# a\n".repeat(50_000)),
        ("headings of quotes", format!("# {}\n", "\"".repeat(300_000))),
        ("empty list items", "- \n".repeat(100_000)),
        ("list bullets in a row", "- ".repeat(50_000)),
        ("description lists", "a\n\n: b\n\n".repeat(10_000)),
        ("alerts", "> [!NOTE]\n> a\n\n".repeat(20_000)),
        ("spaces", " ".repeat(1_000_000)),
        ("tabs and breaks", "\t \n".repeat(300_000)),
        ("NUL", "\0".repeat(300_000)),
    ];
    let mut refused = Vec::new();
    for (name, markdown) in cases {
        refused.extend(rendered(name, markdown).too_much.map(|why| (name, why)));
    }
    assert_eq!(refused, []);
}

#[test]
fn text_of_nothing_but_marks_is_refused_at_once() {
    // Nearly as much as is taken at all.
    let much = 3_000_000;
    let cases = [
        ("short lines", "a\n".repeat(much / 2)),
        ("short words", "*a* ".repeat(much / 4)),
        ("short paragraphs", "a\n\n".repeat(much / 3)),
        ("short rules", "---\n".repeat(much / 4)),
        (
            "quotes line by line",
            format!("{}\n", ">".repeat(150)).repeat(much / 151),
        ),
        (
            "deep lists again and again",
            (0..90)
                .map(|n| "  ".repeat(n) + "- x\n")
                .collect::<String>()
                .repeat(100),
        ),
        (
            "one-column lists in quotes",
            format!("{}\n", "> 1. ".repeat(60)).repeat(3_000),
        ),
        ("carriage returns", "a\r".repeat(300_000)),
    ];
    for (name, markdown) in cases {
        let rendered = rendered(name, markdown);
        assert!(rendered.too_much.is_some(), "{name} was shown");
        assert!(rendered.html.contains("not shown"), "{name}: {}", rendered.html);
    }
}

#[test]
fn a_text_beyond_the_limits_is_answered_with_a_sentence() {
    for (name, markdown) in [
        ("five megabytes", "word ".repeat(1_000_000)),
        (
            "a heading that grows",
            format!("# `{}`\n", "\"".repeat(1_000_000)),
        ),
    ] {
        let rendered = rendered(name, markdown);
        assert_eq!(rendered.too_much, Some(TooMuch::Long), "{name}");
        assert!(rendered.html.contains("too long"), "{name}");
    }
}

#[test]
fn tangled_tags_cost_no_more_than_text() {
    let cases = [
        (Dialect::Hugo, "open tags", "{{< ".repeat(100_000)),
        (
            Dialect::Hugo,
            "open tags with quotes",
            "{{< \" >}} ".repeat(50_000),
        ),
        (Dialect::Hugo, "tags", "{{< a >}}\n".repeat(20_000)),
        (Dialect::Hugo, "tags on one line", "{{< a >}}".repeat(20_000)),
        (
            Dialect::Hugo,
            "names that differ",
            (0..15_000).map(|n| format!("{{{{< a{n} >}}}}\n")).collect(),
        ),
        (
            Dialect::Hugo,
            "closed by nobody",
            "{{< a >}}\n".repeat(25_000) + &"{{< /b >}}\n".repeat(25_000),
        ),
        (
            Dialect::Hugo,
            "pairs side by side",
            "{{< a >}}\nx\n{{< /a >}}\n".repeat(8_000),
        ),
        (
            Dialect::Hugo,
            "code never closed",
            "{{< highlight go >}}\n".repeat(15_000),
        ),
        (Dialect::Hugo, "escapes never closed", "{{</* ".repeat(50_000)),
        (Dialect::Jekyll, "raw never closed", "{% raw %}\n".repeat(20_000)),
        (Dialect::Jekyll, "percent signs", "{%".repeat(200_000)),
        (Dialect::Jekyll, "values", "{{ a }} ".repeat(15_000)),
        (Dialect::Jekyll, "backticks and tags", "` {% a %} ".repeat(10_000)),
        (
            Dialect::Jekyll,
            "comments and tags",
            "<!-- {% a %} ".repeat(10_000),
        ),
        (Dialect::Zola, "calls", "{{ a(b=\"c\") }} ".repeat(10_000)),
        (Dialect::Zola, "ends", "{% end %}\n".repeat(20_000)),
        (Dialect::Docusaurus, "open components", "<A ".repeat(100_000)),
        (Dialect::Docusaurus, "open braces", "<A b={".repeat(50_000)),
        (Dialect::Docusaurus, "colons on one line", ":".repeat(100_000)),
        (Dialect::Docusaurus, "colons on many", ":::\n".repeat(30_000)),
        (
            Dialect::Docusaurus,
            "notes without an end",
            ":::note\n".repeat(20_000),
        ),
        (
            Dialect::Docusaurus,
            "imports",
            "import a from 'a'\n".repeat(20_000),
        ),
        (
            Dialect::Docusaurus,
            "imports apart",
            "import a from 'a'\n\n".repeat(15_000),
        ),
        (Dialect::Plain, "dollars", "$ $a ".repeat(40_000)),
        (Dialect::Plain, "formulas", "$a_1^2$ ".repeat(20_000)),
        (Dialect::Plain, "broken formulas", "$\\frac{$ ".repeat(20_000)),
        (
            Dialect::Plain,
            "one huge formula",
            format!("$$\n{}\n$$\n", "\\frac{a}{b} + ".repeat(20_000)),
        ),
        (
            Dialect::Plain,
            "a deep formula",
            format!("$${}x{}$$\n", "{".repeat(20_000), "}".repeat(20_000)),
        ),
        (
            Dialect::Plain,
            "commands without arguments",
            format!("$${}$$\n", "\\frac\\sqrt".repeat(600)),
        ),
        (
            Dialect::Plain,
            "definitions that grow",
            "$$\\def\\a{xx}\\def\\b{\\a\\a}\\def\\c{\\b\\b}\\c$$\n".repeat(100),
        ),
        (
            Dialect::Plain,
            "code in two megabytes",
            "```js\nlet a = /x/ + f(1) // y\n```\n\n".repeat(40_000),
        ),
        (
            Dialect::Plain,
            "one block of code",
            format!("```rust\n{}```\n", "let a = 1;\n".repeat(100_000)),
        ),
        (
            Dialect::Plain,
            "slashes in code",
            format!("```js\n{}\n```\n\n", "=/[".repeat(33_000)).repeat(4),
        ),
        (
            Dialect::Plain,
            "braces in a shell",
            format!("```sh\n{}\n```\n\n", "${".repeat(50_000)).repeat(4),
        ),
        (
            Dialect::Plain,
            "quotes in YAML",
            format!("```yaml\n{}\n```\n", "\" ".repeat(40_000)),
        ),
        (
            Dialect::Plain,
            "comments in comments",
            format!("```rust\n{}\n```\n", "/*".repeat(50_000)),
        ),
        (
            Dialect::Plain,
            "tags in HTML",
            format!("```html\n{}\n```\n", "<a b".repeat(20_000)),
        ),
    ];
    for (dialect, name, markdown) in cases {
        let shown = rendered_in(dialect, name, markdown);
        assert_eq!(shown.too_much, None, "{name}");
    }
}

#[test]
fn boxes_in_boxes_end_in_a_sentence_too() {
    let open: String = (0..300).map(|n| format!("{{{{< a{n} >}}}}\n\n")).collect();
    let close: String = (0..300).rev().map(|n| format!("{{{{< /a{n} >}}}}\n\n")).collect();
    let rendered = rendered_in(Dialect::Hugo, "nested tags", format!("{open}text\n\n{close}"));
    assert!(
        matches!(rendered.too_much, Some(TooMuch::Deep { .. })),
        "{:?}",
        rendered.too_much
    );
}

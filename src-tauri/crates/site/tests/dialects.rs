//! What generators add to Markdown: a text of each, and the HTML that it becomes, kept side by side. After a wanted change
//! run the test once with `WRITE_PAGES=1` and read what changed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::fs;
use std::path::Path;

use galley_site::{Dialect, Rendered, Resolver, TextOptions, Wanted, render};
use proptest::prelude::*;

const DIALECTS: [(&str, Dialect); 9] = [
    ("hugo", Dialect::Hugo),
    ("jekyll", Dialect::Jekyll),
    ("zola", Dialect::Zola),
    ("docusaurus", Dialect::Docusaurus),
    ("astro", Dialect::Astro),
    ("eleventy", Dialect::Eleventy),
    ("hexo", Dialect::Hexo),
    ("vue", Dialect::Vue),
    ("pelican", Dialect::Pelican),
];

/// Knows three posts.
fn resolver() -> Resolver {
    Resolver::new(|wanted| {
        let address = match wanted {
            Wanted::Page("other.md" | "./other.md") => "/posts/other/",
            Wanted::Page("deep/third.md#part") => "/deep/third/#part",
            Wanted::Page("/posts/other.md#part" | "./other.md#part") => "/posts/other/#part",
            Wanted::Post("2026-06-04-our-retries" | "our-retries") => "/2026/06/04/our-retries.html",
            _ => return None,
        };
        Some(address.to_owned())
    })
}

fn options(dialect: Dialect) -> TextOptions {
    TextOptions {
        dialect,
        math: true,
        highlight: true,
        links: resolver(),
        ..TextOptions::default()
    }
}

fn rendered(dialect: Dialect, markdown: &str) -> Rendered {
    let rendered = render(markdown, &options(dialect));
    check(markdown, &rendered);
    rendered
}

fn html(dialect: Dialect, markdown: &str) -> String {
    rendered(dialect, markdown).html
}

/// What holds for any text: no placeholder is left, blocks are in order and inside text and HTML.
#[cfg(test)]
fn check(markdown: &str, rendered: &Rendered) {
    if !markdown.contains('\u{f0000}') {
        assert!(!rendered.html.contains('\u{f0000}'), "{}", rendered.html);
        assert!(!rendered.html.contains("%F3%B0"), "{}", rendered.html);
    }
    let lines = markdown.lines().count().max(1);
    for pair in rendered.blocks.windows(2) {
        assert!(pair[0].offset < pair[1].offset, "{:?}", rendered.blocks);
    }
    for block in &rendered.blocks {
        assert!(rendered.html.is_char_boundary(block.offset) && block.offset < rendered.html.len());
        assert!(
            1 <= block.line && block.line <= block.end_line && block.end_line <= lines,
            "{block:?} of {lines}"
        );
    }
}

#[test]
fn each_dialect_becomes_the_html_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialects");
    let mut changed = Vec::new();
    for (name, dialect) in DIALECTS {
        let file = ["post.md", "post.mdx"].map(|file| folder.join(name).join(file));
        let markdown = file
            .iter()
            .find_map(|file| fs::read_to_string(file).ok())
            .unwrap();
        let html = html(dialect, &markdown);
        let kept = folder.join(name).join("post.html");
        if std::env::var_os("WRITE_PAGES").is_some() {
            fs::write(&kept, &html).unwrap();
        }
        if fs::read_to_string(&kept).ok().as_deref() != Some(&html) {
            println!("{name} is now\n{html}");
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "{changed:?} became another HTML");
}

#[test]
fn without_tags_a_dialect_is_plain_markdown() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        let markdown = fs::read_to_string(&file).unwrap();
        let plain = html(Dialect::Plain, &markdown);
        for (name, dialect) in DIALECTS {
            assert_eq!(html(dialect, &markdown), plain, "{name}: {}", file.display());
        }
    }
}

#[test]
fn nothing_in_code_is_a_tag() {
    let tags = "{{< figure src=\"a.png\" >}} {% include a.html %} {{ youtube(id=\"a\") }} <Chart /> :::note";
    for code in [
        format!("`` {tags} ``\n"),
        format!("```\n{tags}\n:::note\nimport a from 'a'\n```\n"),
        format!("> - ~~~\n>   {tags}\n>   ~~~\n"),
        format!("<pre>\n{tags}\n</pre>\n"),
        format!("<!-- {tags} -->\n"),
        format!("| a |\n|---|\n| `{tags}` |\n"),
    ] {
        let plain = html(Dialect::Plain, &code);
        for (name, dialect) in DIALECTS {
            assert_eq!(html(dialect, &code), plain, "{name}");
        }
    }
}

#[test]
fn what_hides_a_tag_from_its_generator_is_hidden_from_readers_in_code_too() {
    let hugo = "`{{</* figure */>}}`\n\n```\n{{%/* note */%}}\n```\n";
    assert_eq!(
        html(Dialect::Hugo, hugo),
        "<p><code>{{&lt; figure &gt;}}</code></p>\n<pre><code>{{% note %}}\n</code></pre>\n"
    );
    let jekyll = "`{% raw %}{{ a }}{% endraw %}`\n\n    {% raw %}{% b %}{% endraw %}\n";
    assert_eq!(
        html(Dialect::Jekyll, jekyll),
        "<p><code>{{ a }}</code></p>\n<pre><code>{% b %}\n</code></pre>\n"
    );
}

#[test]
fn a_tag_that_nobody_knows_is_a_box_with_all_of_it() {
    let cases = [
        (
            Dialect::Hugo,
            "{{< made-up a=\"1 < 2\" >}}",
            "{{&lt; made-up a=&quot;1 &lt; 2&quot; &gt;}}",
        ),
        (Dialect::Jekyll, "{% made_up a %}", "{% made_up a %}"),
        (Dialect::Zola, "{{ made_up(a=1) }}", "{{ made_up(a=1) }}"),
        (
            Dialect::Docusaurus,
            "<MadeUp a={1 > 0} />",
            "&lt;MadeUp a={1 &gt; 0} /&gt;",
        ),
    ];
    for (dialect, tag, shown) in cases {
        let alone = html(dialect, &format!("Before.\n\n{tag}\n\nAfter.\n"));
        assert!(alone.contains("<p class=\"shortcode\">"), "{alone}");
        assert!(alone.contains(&format!("<code>{shown}</code></p>")), "{alone}");
        let within = html(dialect, &format!("Before {tag} after.\n"));
        assert!(
            within.starts_with("<p>Before <span class=\"shortcode\">"),
            "{within}"
        );
        assert!(within.ends_with("</span> after.</p>\n"), "{within}");
        let heading = html(dialect, &format!("## Before {tag}\n"));
        assert!(
            heading.starts_with("<h2") && heading.contains("<span class=\"shortcode\">"),
            "{heading}"
        );
    }
}

#[test]
fn what_is_closed_elsewhere_breaks_no_page() {
    let cases = [
        "{{< box >}}\n\n- a\n- b {{< /box >}}\n\nend",
        "{{< /box >}}\n\n{{< box >}}\n\nend",
        "{{< a >}}\n\n{{< b >}}\n\n{{< /a >}}\n\n{{< /b >}}\n\nend",
        "*a {{< box >}} b* c {{< /box >}}\n\nend",
        "<div>\n{{< box >}}\n</div>\n\n{{< /box >}}\n\nend",
        "> {{< box >}}\n\n{{< /box >}}\n\nend",
    ];
    for markdown in cases {
        let html = html(Dialect::Hugo, markdown);
        for element in ["div", "p", "span", "em", "ul", "li", "blockquote", "code"] {
            let opened =
                html.matches(&format!("<{element}>")).count() + html.matches(&format!("<{element} ")).count();
            assert_eq!(
                opened,
                html.matches(&format!("</{element}>")).count(),
                "{element} of {markdown:?}: {html}"
            );
        }
        assert!(html.ends_with("<p>end</p>\n"), "{html}");
    }
}

#[test]
fn a_tag_keeps_the_lines_of_what_stands_behind_it() {
    let markdown = "One.\n{{< figure\n  src=\"a.png\"\n\n  alt=\"b\"\n>}}\nTwo.\n\n{{< highlight go >}}\na\n\nb\n{{< /highlight >}}\n\nThree.\n";
    let rendered = rendered(Dialect::Hugo, markdown);
    let lines: Vec<_> = rendered
        .blocks
        .iter()
        .map(|block| (block.line, block.end_line))
        .collect();
    assert_eq!(
        lines,
        [(1, 1), (2, 6), (7, 7), (9, 13), (15, 15)],
        "{}",
        rendered.html
    );
}

#[test]
fn a_tag_over_several_lines_stays_in_its_sentence() {
    let html = html(
        Dialect::Hugo,
        "Before {{< a\n\n  b=\"c\" >}} after.\n\n> One {{< a\n> b >}} two.\n",
    );
    assert!(html.starts_with("<p>Before <span class=\"shortcode\">"), "{html}");
    assert!(
        html.contains("</span> after.</p>\n<blockquote>\n<p>One <span"),
        "{html}"
    );
    assert!(html.ends_with("</span> two.</p>\n</blockquote>\n"), "{html}");
}

#[test]
fn very_much_code_is_shown_and_has_colours_at_its_beginning() {
    let block = format!("```js\n{}```\n\n", "f(1);\n".repeat(10_000));
    let html = html(Dialect::Plain, &block.repeat(20));
    let blocks: Vec<&str> = html.split("<pre>").skip(1).collect();
    let coloured = blocks.iter().filter(|block| block.contains("hl-")).count();
    assert_eq!((blocks.len(), coloured), (20, 6));
    assert!(blocks[5].contains("hl-") && !blocks[6].contains("hl-"));
}

#[test]
fn colours_and_formulas_are_there_when_they_are_asked_for() {
    let markdown = "Cost is $5 and $10.\n\nSo $a_1$ and $\\nosuch$.\n\n$$\nx^2\n$$\n\n```math\ny\n```\n\n```rust\nlet a = 1;\n```\n";
    let plain = render(markdown, &TextOptions::default()).html;
    assert!(!plain.contains("<math") && !plain.contains("hl-"), "{plain}");
    let html = html(Dialect::Plain, markdown);
    assert!(
        html.starts_with("<p>Cost is $5 and $10.</p>\n<p>So <math"),
        "{html}"
    );
    assert_eq!(html.matches("<math").count(), 3, "{html}");
    assert!(html.contains("\\nosuch</span>"), "{html}");
    assert!(
        html.ends_with("<pre><code class=\"language-rust\"><span class=\"hl-keyword\">let</span> a = <span class=\"hl-number\">1</span>;\n</code></pre>\n"),
        "{html}"
    );
}

/// Tags and parts of them among Markdown, in any order.
fn tangled() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "{{< a >}}",
        "{{< /a >}}",
        "{{< ref \"x\" >}}",
        "{{%",
        "%}}",
        "{{<",
        ">}}",
        "{% a %}",
        "{% enda %}",
        "{% raw %}",
        "{% endraw %}",
        "{% highlight js %}",
        "{% endhighlight %}",
        "{{ a(b=\"c\") }}",
        "{% a() %}",
        "{% end %}",
        "{{",
        "}}",
        ":::note",
        ":::",
        "::::a b",
        "<A>",
        "</A>",
        "<A b={",
        "}>",
        "/>",
        "import a from 'a'",
        "export const a = 1",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "# ",
        "```\n",
        "`",
        "*",
        "**",
        "[a](",
        ")",
        "![",
        "](",
        "|",
        "|---|\n",
        "<div>",
        "<!--",
        "-->",
        "\"",
        "'",
        "$",
        "$$",
        "word",
        "é",
        "😀",
        "\u{f0000}",
        "1",
        "\t",
        "---\n",
        "[^1]",
        "[^1]: ",
    ]);
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_shown_in_any_dialect(markdown in tangled()) {
        for (_, dialect) in DIALECTS {
            rendered(dialect, &markdown);
        }
        rendered(Dialect::Plain, &markdown);
    }
}

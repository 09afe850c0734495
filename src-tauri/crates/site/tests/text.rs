//! What Markdown becomes: to the byte what comrak writes, with every block's place beside it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

#[cfg(test)]
mod plain;

use galley_site::{Rendered, TextOptions, render};
use proptest::prelude::*;

fn rendered(markdown: &str) -> Rendered {
    let rendered = render(markdown, &TextOptions::default());
    assert_eq!(rendered.too_much, None);
    plain::check(markdown, &rendered);
    rendered
}

#[test]
fn every_sample_is_written_as_comrak_writes_it() {
    let samples = plain::samples();
    assert!(samples.len() >= 8, "the samples are missing");
    for (name, markdown) in samples {
        assert!(!rendered(&markdown).blocks.is_empty(), "{name} has no blocks");
    }
}

#[test]
fn a_block_is_named_by_its_lines() {
    let markdown = "One\nline.\n\n\n- a\n- b\n\n```\ncode\n\ncode\n```\n\n| a |\n|---|\n| b |\n\nEnd";
    let rendered = rendered(markdown);
    let blocks = plain::texts(&rendered);
    let starts: Vec<_> = blocks
        .iter()
        .map(|(line, end, html)| (*line, *end, &html[..4]))
        .collect();
    assert_eq!(
        starts,
        [
            (1, 2, "<p>O"),
            (5, 6, "<ul>"),
            (8, 12, "<pre"),
            (14, 16, "<tab"),
            (18, 18, "<p>E")
        ]
    );
}

#[test]
fn footnotes_stand_last_and_keep_the_lines_where_they_were_written() {
    let rendered = rendered("A[^a] and[^b].\n\n[^b]: Second.\n\n[^a]: First.\n\nEnd.\n");
    let blocks = plain::texts(&rendered);
    let starts: Vec<_> = blocks
        .iter()
        .map(|(line, _, html)| (*line, &html[..html.len().min(12)]))
        .collect();
    assert_eq!(
        starts,
        [
            (1, "<p>A<sup cla"),
            (7, "<p>End.</p>\n"),
            (5, "<li id=\"fn-a"),
            (3, "<li id=\"fn-b")
        ]
    );
}

#[test]
fn the_writers_own_footnote_section_is_not_taken_for_comraks() {
    let html = "<section class=\"footnotes\">\n<ol><li>mine</li></ol>\n</section>\n";
    let rendered = rendered(html);
    assert_eq!(plain::texts(&rendered), [(1, 3, html)]);
}

#[test]
fn definitions_that_leave_no_trace_have_no_block() {
    let rendered = rendered("[a]: /a\n\n[^unused]: never\n\nSee [a].\n\n[b]: /b\n");
    assert_eq!(
        plain::texts(&rendered),
        [(5, 5, "<p>See <a href=\"/a\">a</a>.</p>\n")]
    );
}

#[test]
fn raw_html_is_passed_on_as_written() {
    let html = "<div onclick=\"x()\">\n<script>alert(1)</script>\n</div>\n";
    assert_eq!(rendered(html).html, html);
    assert_eq!(
        rendered("a <b onclick='x()'>b</b>").html,
        "<p>a <b onclick='x()'>b</b></p>\n"
    );
}

#[test]
fn headings_have_the_ids_that_github_gives_them() {
    let html =
        rendered("# Three *polite* layers\n\n## What's new?\n\n## What's new?\n\n### Über 2 Äpfel\n").html;
    for id in ["three-polite-layers", "whats-new", "whats-new-1", "über-2-äpfel"] {
        assert!(html.contains(&format!(" id=\"{id}\">")), "no {id} in {html}");
    }
}

#[test]
fn line_endings_make_no_difference() {
    let lf = "# A\n\n```\none\n\ttwo\n```\n\n> b\nc  \nd\n";
    let plain = rendered(lf);
    for endings in ["\r\n", "\r"] {
        assert_eq!(render(&lf.replace('\n', endings), &TextOptions::default()), plain);
    }
}

#[test]
fn empty_text_is_no_block() {
    for markdown in ["", "\n", "  \n\n\t\n", "\u{feff}"] {
        assert_eq!(render(markdown, &TextOptions::default()), Rendered::default());
    }
}

#[test]
fn options_do_what_they_say() {
    let markdown = "\"One\" -- two...\nthree";
    let options = TextOptions {
        hard_breaks: true,
        smart_quotes: true,
        ..TextOptions::default()
    };
    assert_eq!(
        render(markdown, &options).html,
        "<p>“One” – two…<br />\nthree</p>\n"
    );
    let as_written = "<p>&quot;One&quot; -- two...\nthree</p>\n";
    assert_eq!(render(markdown, &TextOptions::default()).html, as_written);
}

#[test]
fn colours_change_nothing_else() {
    let options = TextOptions {
        highlight: true,
        ..TextOptions::default()
    };
    for info in [
        "rust",
        "rust,ignore",
        "js title=\"a b\" {1}",
        "Rust x",
        "{.python}",
        "sh\"<&",
        "text",
        "",
        "unknown",
    ] {
        let markdown = format!(
            "# A\n\n```{info}\nlet a = \"<&>\"; # b\n\n\tc\n```\n\n- ~~~{info}\n  d()\n  ~~~\n\nEnd\n"
        );
        plain::check_colours(&markdown, &render(&markdown, &options));
    }
    let coloured = render("```rust,ignore\nlet a;\n```\n", &options).html;
    assert!(
        coloured.contains("<span class=\"hl-keyword\">let</span>"),
        "{coloured}"
    );
}

/// Lines that begin with what Markdown gives a meaning, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "",
        "",
        "> ",
        "- ",
        "  - ",
        "1. ",
        "# ",
        "    ",
        "```",
        "~~~",
        "---",
        "===",
        "| a | b |",
        "|---|--:|",
        "[^a]: ",
        ": ",
        "<div>",
        "</div>",
        "<!-- ",
        "-->",
        "> [!TIP]",
        "- [x] ",
        "[a]: /b",
        "\t",
        "\\",
    ]);
    let rest = prop_oneof![
        4 => "[a-z]{0,6}",
        2 => prop::sample::select(vec![
            "*a*", "**b", "_c_", "`d`", "[a](b)", "![a](b)", "[^a]", "<b>", "&amp;", "~~e~~", "www.a.org", "\"",
            "😀é", "\u{0}", "  ",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ];
    prop::collection::vec((start, rest), 0..24).prop_map(|lines| {
        lines
            .into_iter()
            .map(|(start, rest)| format!("{start}{rest}\n"))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_written_as_comrak_writes_it(markdown in markdown()) {
        rendered(&markdown);
    }
}

//! What stands around the text: every value escaped, every mark at its place, nothing fetched from elsewhere.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

#[cfg(test)]
mod plain;

use galley_site::{NavLink, Page, PostFacts, Site, TextOptions, Theme, TooMuch, post_page, render};

const NASTY: &str = "</title><script>alert(\"1\" & '2')</script>";

fn site() -> Site {
    Site {
        title: "Ferrow".into(),
        ..Site::default()
    }
}

fn post() -> PostFacts {
    PostFacts {
        title: "A queue".into(),
        ..PostFacts::default()
    }
}

/// The part of the page between two strings.
#[cfg(test)]
fn between<'a>(page: &'a Page, start: &str, end: &str) -> &'a str {
    let (_, rest) = page
        .html
        .split_once(start)
        .unwrap_or_else(|| panic!("no {start} in {}", page.html));
    rest.split_once(end).unwrap().0
}

#[test]
fn every_value_is_escaped_wherever_it_stands() {
    let site = Site {
        title: NASTY.into(),
        tagline: NASTY.into(),
        base_url: Some(NASTY.into()),
        language: NASTY.into(),
        nav: vec![NavLink {
            label: NASTY.into(),
            href: NASTY.into(),
        }],
        ..Site::default()
    };
    let post = PostFacts {
        title: NASTY.into(),
        authors: vec![NASTY.into(), "<!--text-->".into()],
        tags: vec![NASTY.into(), "<!--text-->".into()],
        description: Some(NASTY.into()),
        source: Some(NASTY.into()),
        image: Some(NASTY.into()),
        minutes: 1,
        path: NASTY.into(),
        day: Some(jiff::civil::date(2026, 6, 4)),
        draft: false,
    };
    let undescribed = PostFacts {
        description: None,
        ..post.clone()
    };
    for (post, theme) in Theme::ALL
        .into_iter()
        .flat_map(|theme| [(&post, theme), (&undescribed, theme)])
    {
        let site = Site {
            theme,
            ..site.clone()
        };
        let page = post_page(&site, post, "The text.\n");
        assert!(!page.html.contains("<script"), "{}", page.html);
        assert!(!page.html.contains("(\""), "{}", page.html);
        assert!(!page.html.contains("'2'"), "{}", page.html);
        assert_eq!(page.html.matches("</title>").count(), 1);
        // The text stands where it belongs, and once.
        assert_eq!(page.html.matches("<p>The text.</p>").count(), 1);
        assert_eq!(between(&page, "<article>\n", "</article>"), "<p>The text.</p>\n");
        assert!(!page.html.contains("<!--"));
    }
}

#[test]
fn text_that_looks_like_the_template_stays_text() {
    let page = post_page(&site(), &post(), "<!--text-->\n\n{{ site.title }}\n");
    assert_eq!(
        between(&page, "<article>\n", "</article>"),
        "<!--text-->\n<p>{{ site.title }}</p>\n"
    );
}

#[test]
fn a_mark_points_at_its_block_in_units_of_a_web_view() {
    let facts = PostFacts {
        title: "Über 😀 日本".into(),
        ..post()
    };
    let markdown = "Ünï 😀.\n\n## 日本\n\nthree\n\n- 😀\n- é\n\nlast\n";
    let page = post_page(&site(), &facts, markdown);
    let units: Vec<u16> = page.html.encode_utf16().collect();
    let starts = [
        "<p>Ünï",
        "<h2 id=\"日本\">",
        "<p>three",
        "<ul>\n<li>😀",
        "<p>last",
    ];
    assert_eq!(page.marks.len(), starts.len());
    for (mark, start) in page.marks.iter().zip(starts) {
        let there = String::from_utf16_lossy(&units[mark.offset_utf16..]);
        assert!(there.starts_with(start), "{mark:?} points at {there}");
    }
    assert_eq!(
        page.marks
            .iter()
            .map(|mark| (mark.line, mark.end_line))
            .collect::<Vec<_>>(),
        [(1, 1), (3, 3), (5, 5), (7, 8), (10, 10)]
    );
}

#[test]
fn the_text_on_the_page_is_the_text_rendered() {
    for (name, markdown) in plain::samples() {
        let page = post_page(&site(), &post(), &markdown);
        let rendered = render(&markdown, &TextOptions::default());
        assert!(
            page.html
                .contains(&format!("<article>\n{}</article>", rendered.html)),
            "{name}"
        );
        let marks: Vec<_> = page.marks.iter().map(|mark| (mark.line, mark.end_line)).collect();
        let blocks: Vec<_> = rendered
            .blocks
            .iter()
            .map(|block| (block.line, block.end_line))
            .collect();
        assert_eq!(marks, blocks, "{name}");
    }
}

/// The text of a stretch of HTML without tags.
fn text_of(html: &str) -> String {
    let mut pieces = html.split('<');
    let first = pieces.next().unwrap_or_default().to_owned();
    first
        + &pieces
            .filter_map(|piece| piece.split_once('>'))
            .map(|(_, text)| text)
            .collect::<String>()
}

#[test]
fn the_byline_reads_without_blanks_round_its_dots() {
    let full = PostFacts {
        authors: vec!["Mirela Stan".into()],
        day: Some(jiff::civil::date(2026, 6, 4)),
        minutes: 6,
        ..post()
    };
    let two = vec!["Mirela Stan".into(), "Jun Okabe".into()];
    for (facts, text) in [
        (full.clone(), "Mirela Stan·Jun 4, 2026·6 min read"),
        (
            PostFacts {
                authors: two,
                ..full.clone()
            },
            "Mirela Stan, Jun Okabe·Jun 4, 2026·6 min read",
        ),
        (
            PostFacts {
                authors: vec![],
                ..full.clone()
            },
            "Jun 4, 2026·6 min read",
        ),
        (
            PostFacts {
                day: None,
                ..full.clone()
            },
            "Mirela Stan·6 min read",
        ),
        (
            PostFacts {
                minutes: 0,
                ..full.clone()
            },
            "Mirela Stan·Jun 4, 2026",
        ),
        (
            PostFacts {
                minutes: 0,
                day: None,
                ..full
            },
            "Mirela Stan",
        ),
    ] {
        let page = post_page(&site(), &facts, "");
        assert_eq!(
            text_of(&format!("<p{}", between(&page, "<p class=\"byline\"", "</p>"))),
            text
        );
    }
}

#[test]
fn what_a_post_has_not_leaves_nothing_behind() {
    let page = post_page(&Site::default(), &PostFacts::default(), "");
    for part in [
        "byline\"",
        "post-tags",
        "<h1",
        "<nav",
        "canonical",
        "og:url",
        "description",
        "robots",
        "<time",
    ] {
        assert!(!page.html.contains(part), "{part} in {}", page.html);
    }
}

#[test]
fn a_draft_asks_search_engines_to_pass_it_over() {
    let robots = "<meta name=\"robots\" content=\"noindex\">";
    assert!(
        post_page(
            &site(),
            &PostFacts {
                draft: true,
                ..post()
            },
            ""
        )
        .html
        .contains(robots)
    );
    assert!(!post_page(&site(), &post(), "").html.contains(robots));
}

#[test]
fn the_way_to_the_root_is_as_long_as_the_path_is_deep() {
    for (path, root, home) in [
        ("", "", "./"),
        ("a.html", "", "./"),
        ("posts/a.html", "../", "../"),
        ("posts/a/", "../../", "../../"),
        ("2026/06/a/", "../../../", "../../../"),
    ] {
        let page = post_page(
            &site(),
            &PostFacts {
                path: path.into(),
                ..post()
            },
            "",
        );
        assert_eq!(
            between(&page, "<link rel=\"stylesheet\" href=\"", "\""),
            format!("{root}newsroom.css"),
            "{path}"
        );
        assert_eq!(
            between(&page, "<a class=\"site-name\" href=\"", "\""),
            home,
            "{path}"
        );
    }
}

#[test]
fn the_page_names_its_own_address_and_no_other() {
    let facts = PostFacts {
        path: "posts/a/".into(),
        ..post()
    };
    let without = post_page(&site(), &facts, "Text.");
    assert!(!without.html.contains("//"), "{}", without.html);
    for base in ["https://ferrow.example/blog", "https://ferrow.example/blog/"] {
        let page = post_page(
            &Site {
                base_url: Some(base.into()),
                ..site()
            },
            &facts,
            "Text.",
        );
        let address = "https://ferrow.example/blog/posts/a/";
        assert_eq!(between(&page, "<link rel=\"canonical\" href=\"", "\""), address);
        assert_eq!(
            between(&page, "<meta property=\"og:url\" content=\"", "\""),
            address
        );
        assert!(!page.html.replace(address, "").contains("//"), "{}", page.html);
    }
}

#[test]
fn the_page_carries_no_script_and_no_style_of_its_own() {
    let page = post_page(&site(), &post(), "Text.");
    for part in [
        "<script",
        "<style",
        " style=",
        " onload",
        " onerror",
        "javascript:",
    ] {
        assert!(!page.html.contains(part), "{part} in {}", page.html);
    }
}

#[test]
fn a_text_that_cannot_be_shown_leaves_the_rest_of_the_page() {
    let page = post_page(&site(), &post(), &">".repeat(500));
    assert_eq!(page.too_much, Some(TooMuch::Deep { line: 1 }));
    assert!(page.marks.is_empty());
    assert_eq!(between(&page, "<h1>", "</h1>"), "A queue");
    assert!(between(&page, "<article>", "</article>").contains("too deep"));
}

#[test]
fn the_text_stands_in_its_place_whatever_its_headings_are_called() {
    let markdown = "<h2 id=\"<!--text-->\">One</h2>\n\n<h2 id=\"two\">Two</h2>\n\n<h2 id=\"three\">Three</h2>\n\n<!--text-->\n";
    for theme in Theme::ALL {
        let site = Site { theme, ..site() };
        let page = post_page(&site, &post(), markdown);
        let (before, after) = (&page.html[..page.text.start], &page.html[page.text.end..]);
        assert_eq!(
            page.html[page.text.clone()],
            render(markdown, &site.text).html,
            "{theme}"
        );
        assert!(before.trim_end().ends_with("<article>"), "{theme}: {before}");
        assert!(after.trim_start().starts_with("</article>"), "{theme}: {after}");
    }
}

//! What each theme's front page says, in reading order.

use std::fs;
use std::path::Path;

use crate::{Site, html};

const THEMES: [&str; 5] = ["newsroom", "terminal", "feed", "digest", "journal"];

fn built(theme: &str) -> Site {
    let site = Site::kept();
    let settings = fs::read_to_string(site.root().join("galley.toml")).unwrap();
    site.write("galley.toml", &settings.replace("newsroom", theme));
    site.build();
    site
}

/// The name of the site and what the page says; the links at the top are the blog's own matter.
fn said(page: &str) -> String {
    let document = html::parsed(page);
    let name = html::text(html::all(&document, ".site-name")[0]);
    name + &html::text(html::all(&document, "main")[0])
}

#[test]
fn each_front_page_says_what_its_blog_says_in_that_order() {
    for theme in THEMES {
        let site = built(theme);
        let said = said(&site.text("index.html"));
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/build/expected/{theme}.txt"));
        if std::env::var_os("WRITE_PAGES").is_some() {
            fs::create_dir_all(kept.parent().unwrap()).unwrap();
            fs::write(&kept, &said).unwrap();
        }
        assert_eq!(said, fs::read_to_string(&kept).unwrap(), "{theme}");
    }
}

#[test]
fn a_description_and_a_text_are_cut_after_150_code_points_in_feed() {
    let page = built("feed").text("index.html");
    let document = html::parsed(&page);
    let excerpts: Vec<String> = html::all(&document, ".cards .excerpt")
        .iter()
        .map(|found| found.text().collect())
        .collect();
    let cut: Vec<&String> = excerpts.iter().filter(|text| text.ends_with('…')).collect();
    assert_eq!(cut.len(), 3, "{excerpts:?}");
    for text in cut {
        assert_eq!(text.chars().count(), 151, "{text}");
    }
}

#[test]
fn all_pages_of_all_themes_are_whole_html_and_lead_somewhere() {
    for theme in THEMES {
        let site = built(theme);
        let files = site.files();
        let mut pages = 0;
        for (path, bytes) in &files {
            if path.ends_with(".html") {
                pages += 1;
                let page = std::str::from_utf8(bytes).unwrap();
                assert_eq!(html::faults(page), Vec::<String>::new(), "{theme}: {path}");
            }
        }
        // The front page, six posts, the page of tags, and a page for each of seven tags.
        assert_eq!(pages, 1 + 6 + 1 + 6, "{theme}: {:?}", files.keys());
        assert_eq!(
            html::broken(&files, "https://harbour.example"),
            Vec::<String>::new(),
            "{theme}"
        );
    }
}

#[test]
fn nothing_of_what_is_hidden_is_anywhere() {
    let site = built("terminal");
    for (path, bytes) in site.files() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !path.contains("unfinished") && !path.contains("next-winter"),
            "{path}"
        );
        assert!(
            !text.contains("Nobody may read") && !text.contains("secret"),
            "{path}"
        );
    }
}

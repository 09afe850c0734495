//! The style sheets, read as text: they fetch nothing, need no script, and every colour of text can be read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use galley_site::{Theme, font_faces, fonts, stylesheet};

/// The declarations of the first block that `selector` opens, as name and value.
#[cfg(test)]
fn block(css: &str, selector: &str) -> Vec<(String, String)> {
    let (_, rest) = css
        .split_once(&format!("{selector} {{"))
        .unwrap_or_else(|| panic!("no {selector}"));
    let body = rest.split_once('}').unwrap().0;
    let pairs = body.split(';').filter_map(|line| line.split_once(':'));
    pairs
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

#[cfg(test)]
fn color(block: &[(String, String)], name: &str) -> [f64; 3] {
    let (_, value) = block
        .iter()
        .find(|(found, _)| found == name)
        .unwrap_or_else(|| panic!("no {name}"));
    let hex = value.strip_prefix('#').unwrap();
    assert_eq!(hex.len(), 6, "{name}: {value}");
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

/// WCAG's contrast ratio of two colours.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let light = |color: [f64; 3]| {
        let [r, g, b] = color.map(|part| {
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

const LIGHT: &str = ":root";
const DARK_BY_SYSTEM: &str = ":root:not([data-theme=\"light\"])";
const DARK_BY_CHOICE: &str = ":root[data-theme=\"dark\"]";

#[test]
fn a_theme_is_found_by_its_name() {
    assert_eq!("newsroom".parse(), Ok(Theme::Newsroom));
    assert_eq!("Newsroom".parse(), Ok(Theme::Newsroom));
    assert_eq!(Theme::Newsroom.to_string(), "newsroom");
    let error = "baroque".parse::<Theme>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "There is no theme named \"baroque\". The themes are: newsroom, terminal, feed, digest, journal."
    );
    for theme in Theme::ALL {
        assert_eq!(theme.name().parse(), Ok(theme));
        assert_eq!(theme.stylesheet_file(), format!("{theme}.css"));
    }
}

#[test]
fn text_can_be_read_in_light_and_in_dark() {
    for theme in Theme::ALL {
        let css = stylesheet(theme);
        for selector in [LIGHT, DARK_BY_SYSTEM, DARK_BY_CHOICE] {
            let colors = block(css, selector);
            for ground in ["--page", "--tint"] {
                for text in ["--ink", "--ink2", "--accent"] {
                    let ratio = contrast(color(&colors, text), color(&colors, ground));
                    assert!(
                        ratio >= 4.5,
                        "{theme} {selector}: {text} on {ground} is {ratio:.2}"
                    );
                }
            }
            let accent = contrast(color(&colors, "--accent"), color(&colors, "--page"));
            assert!(accent >= 6.1, "{theme} {selector}: the accent is {accent:.2}");
        }
    }
}

#[test]
fn dark_is_the_same_by_system_and_by_choice() {
    for theme in Theme::ALL {
        let css = stylesheet(theme);
        let by_choice = block(css, DARK_BY_CHOICE);
        assert_eq!(block(css, DARK_BY_SYSTEM), by_choice, "{theme}");
        assert!(by_choice.len() > 5);
        let (_, media) = css.split_once("@media (prefers-color-scheme: dark) {").unwrap();
        assert!(
            media.trim_start().starts_with(DARK_BY_SYSTEM),
            "{theme}: the system's dark is not asked for"
        );
    }
}

#[test]
fn a_colour_has_one_name_and_one_place() {
    for theme in Theme::ALL {
        let css = stylesheet(theme);
        let (_, rules) = css.split_once("\n*,").unwrap();
        let colours = rules.split('#').skip(1).filter(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
            digits == 3 || digits == 6
        });
        assert_eq!(
            colours.collect::<Vec<_>>(),
            Vec::<&str>::new(),
            "{theme}: a colour outside the top"
        );
        for name in rules
            .split("var(")
            .skip(1)
            .map(|rest| rest.split_once(')').unwrap().0)
        {
            assert!(css.contains(&format!("  {name}: ")), "{theme}: {name} is not set");
        }
    }
}

#[test]
fn a_style_sheet_fetches_nothing_and_is_whole() {
    for theme in Theme::ALL {
        let css = stylesheet(theme);
        for part in ["url(", "@import", "http", "//", "@font-face", "expression("] {
            assert!(!css.contains(part), "{theme}: {part}");
        }
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        assert_eq!(css.matches("/*").count(), css.matches("*/").count());
    }
}

#[test]
fn a_built_site_brings_two_fonts_at_most_and_names_each() {
    for theme in Theme::ALL {
        let faces = font_faces(theme);
        let files: Vec<_> = fonts(theme).collect();
        assert!((1..=2).contains(&files.len()), "{theme}");
        assert_eq!(faces.matches("@font-face").count(), files.len());
        assert_eq!(faces.matches("font-display: swap").count(), files.len());
        for (name, bytes) in files {
            assert!(faces.contains(&format!("url(\"{name}\")")), "{theme}: {name}");
            assert!(
                bytes.starts_with(b"wOF2") && bytes.len() < 64 << 10,
                "{theme}: {name}"
            );
        }
        // What the faces are called is what the theme asks for.
        for family in faces
            .split("font-family: ")
            .skip(1)
            .map(|rest| rest.split_once(';').unwrap().0)
        {
            assert!(stylesheet(theme).contains(family), "{theme}: {family}");
        }
    }
}

#[test]
fn what_the_pages_name_is_styled() {
    let classes = |theme: Theme| -> Vec<&str> {
        let own: &[&str] = match theme {
            Theme::Newsroom => &[
                "post-head",
                "post-tags",
                "byline",
                "dot",
                "lead",
                "featured",
                "latest",
                "lead-title",
            ],
            Theme::Terminal => &[
                "post-head",
                "post-tags",
                "byline",
                "prompt",
                "cloud",
                "tagline",
                "hashed",
            ],
            Theme::Feed => &["post-head", "post-tags", "byline", "lead", "source", "tagline"],
            Theme::Digest => &[
                "post-head",
                "post-tags",
                "byline",
                "dot",
                "more",
                "tagline",
                "description",
            ],
            Theme::Journal => &[
                "post-head",
                "post-tags",
                "byline",
                "lead",
                "tagline",
                "outline",
                "description",
            ],
        };
        let all = [
            "masthead",
            "site-name",
            "notice",
            "turn",
            "cards",
            "excerpt",
            "list-title",
            "all-tags",
            "post-foot",
        ];
        own.iter().copied().chain(all).collect()
    };
    for theme in Theme::ALL {
        for class in classes(theme) {
            assert!(
                stylesheet(theme).contains(&format!(".{class}")),
                "{theme}: .{class}"
            );
        }
    }
    for (theme, font) in [
        (Theme::Newsroom, "Newsreader Variable"),
        (Theme::Terminal, "JetBrains Mono Variable"),
        (Theme::Feed, "Inter Variable"),
        (Theme::Digest, "Literata Variable"),
        (Theme::Journal, "Source Serif 4 Variable"),
    ] {
        assert!(
            stylesheet(theme).contains(&format!("--voice: \"{font}\"")),
            "{theme}"
        );
    }
}

//! The colours of code and of boxes in every theme: each can be read, and each class that a text gets has one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use galley_site::{Dialect, TextOptions, Theme, render, stylesheet};

/// The colours that all blocks of `selector` set, by name.
fn colors(css: &str, selector: &str) -> Vec<(String, [f64; 3])> {
    let begin = format!("{selector} {{");
    let blocks = css
        .split(&begin)
        .skip(1)
        .map(|rest| rest.split_once('}').unwrap().0);
    let lines = blocks.flat_map(|block| block.split(';'));
    let pairs = lines.filter_map(|line| {
        let (name, value) = line.trim().split_once(": #")?;
        let part = |at: usize| f64::from(u8::from_str_radix(&value[at..at + 2], 16).unwrap()) / 255.0;
        Some((name.to_owned(), [part(0), part(2), part(4)]))
    });
    pairs.collect()
}

fn luminance(color: [f64; 3]) -> f64 {
    let [r, g, b] = color.map(|part| match part <= 0.04045 {
        true => part / 12.92,
        false => ((part + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[test]
fn code_can_be_read_in_every_theme_in_light_and_in_dark() {
    for theme in Theme::ALL {
        let css = stylesheet(theme);
        for selector in [
            "\n:root",
            "\n  :root:not([data-theme=\"light\"])",
            "\n:root[data-theme=\"dark\"]",
        ] {
            let colors = colors(css, selector);
            let color = |name: &str| luminance(colors.iter().find(|(known, _)| known == name).unwrap().1);
            let names: Vec<_> = colors
                .iter()
                .map(|(name, _)| name)
                .filter(|name| name.starts_with("--code-"))
                .collect();
            assert_eq!(names.len(), 6, "{theme} {selector}: {names:?}");
            for name in names.into_iter().map(String::as_str).chain(["--ink2"]) {
                for ground in ["--tint", "--page"] {
                    let (a, b) = (color(name), color(ground));
                    let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                    assert!(
                        contrast >= 4.5,
                        "{theme} {selector}: {name} on {ground} is {contrast:.2}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_class_that_a_text_gets_has_a_look() {
    let markdown = "```rust\n// c\n#[a]\nfn f(x: Vec<u8>) -> bool { let s = \"t\"; return true + 1; }\n```\n\n```sh\necho $A\n```\n\n```html\n<a b=\"c\">\n```\n\n```diff\n-a\n+b\n```\n\n{{< youtube x >}}\n\n{{< box >}}\n\na {{< b >}} {{< c >}}d{{< /c >}}\n\n{{< /box >}}\n\n{{% note %}}\na\n{{% /note %}}\n";
    let options = TextOptions {
        dialect: Dialect::Hugo,
        highlight: true,
        ..TextOptions::default()
    };
    let html = render(markdown, &options).html;
    let classes = html
        .split("class=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    let mut classes: Vec<&str> = classes
        .flat_map(str::split_whitespace)
        .filter(|class| !class.starts_with("language-"))
        .collect();
    classes.sort_unstable();
    classes.dedup();
    assert!(classes.len() >= 19, "{classes:?}");
    for theme in Theme::ALL {
        let css = stylesheet(theme);
        for class in &classes {
            // What a link in a box looks like is what a link looks like, and a note has the look of all its kinds.
            let own = !["embed-link", "markdown-alert-note"].contains(class);
            assert!(!own || css.contains(&format!(".{class}")), "{theme}: .{class}");
        }
    }
}

//! What a reader reads of a text, block by block, without marks and tags: for comparing two versions.

use crate::text::{TextOptions, render};

/// The text's blocks in their order, as plain text. A picture stands as its description in brackets, an item or a row
/// on a line of its own. Blocks without text (a rule, a comment) are left out; a text that is too much to render is one block.
pub fn plain_blocks(markdown: &str, options: &TextOptions) -> Vec<String> {
    let rendered = render(markdown, options);
    let starts = rendered.blocks.iter().map(|block| block.offset);
    let ends = starts.clone().skip(1).chain([rendered.html.len()]);
    let blocks = starts
        .zip(ends)
        .filter_map(|(start, end)| rendered.html.get(start..end));
    if rendered.too_much.is_some() {
        return vec![markdown.to_owned()];
    }
    blocks.map(plain).filter(|text| !text.is_empty()).collect()
}

/// HTML without its tags. What looks broken (a `<` that nothing closes) stays as text: nothing is dropped.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push(&mut text, &rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        let tag = &rest[at + 1..at + end];
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/', '\n'])
            .next()
            .unwrap_or_default();
        match name {
            "img" => {
                text.push('[');
                push(
                    &mut text,
                    attribute(tag, "alt")
                        .filter(|alt| !alt.is_empty())
                        .or(attribute(tag, "src"))
                        .unwrap_or_default(),
                );
                text.push(']');
            }
            "br" => text.push('\n'),
            "td" | "th" if tag.starts_with('/') => text.push_str("  "),
            "li" | "tr" | "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "dd"
                if tag.starts_with('/') =>
            {
                text.push('\n');
            }
            _ => {}
        }
        rest = &rest[at + end + 1..];
    }
    push(&mut text, rest);
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines.join("\n")
}

/// Adds text with the entities undone that comrak writes. The line ends between its block tags are no text.
fn push(text: &mut String, html: &str) {
    if html.trim().is_empty() && html.contains('\n') {
        return;
    }
    text.push_str(
        &html
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&"),
    );
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_gone_and_words_stay() {
        let text = "# One *two*\n\nA [link](https://x.example/) & `a < b`.\n\n![A chart](a.png)\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        let blocks = plain_blocks(text, &TextOptions::default());
        assert_eq!(
            blocks,
            [
                "One two",
                "A link & a < b.",
                "[A chart]",
                "one\ntwo",
                "a  b\n1  2"
            ]
        );
    }

    #[test]
    fn code_keeps_its_lines() {
        let blocks = plain_blocks("```rs\nfn a() {\n    b()\n}\n```\n", &TextOptions::default());
        assert_eq!(blocks, ["fn a() {\n    b()\n}"]);
    }
}

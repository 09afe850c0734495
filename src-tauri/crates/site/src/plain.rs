//! What a reader reads of a text, block by block, without marks and tags: for comparing two versions.

use crate::text::{TextOptions, render};

/// A block of a text as a reader meets it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlainBlock {
    /// Its words. An item or a row stands on a line of its own, a picture among words as its own words in brackets.
    pub text: String,
    /// The picture, when the block is nothing else; the text is then [`PlainPicture::words`].
    pub picture: Option<PlainPicture>,
}

/// A picture in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlainPicture {
    /// Its address as the text has it.
    pub address: String,
    /// The description for people who cannot see it; may be empty.
    pub description: String,
    /// Its title, shown below it; may be empty.
    pub caption: String,
}

impl PlainPicture {
    /// What stands for it where only words can: the description, else the file's name.
    pub fn words(&self) -> &str {
        match self.description.as_str() {
            "" => self.address.rsplit('/').next().unwrap_or_default(),
            description => description,
        }
    }
}

/// The text's blocks in their order. Blocks without text (a rule, a comment) are left out; a text that is too much to
/// render is one block.
pub fn plain_blocks(markdown: &str, options: &TextOptions) -> Vec<PlainBlock> {
    let placed = placed_blocks(markdown, options).into_iter();
    placed.map(|(block, _)| block).collect()
}

/// The same blocks, each with its first and last line in the Markdown, counted from 1.
pub fn placed_blocks(markdown: &str, options: &TextOptions) -> Vec<(PlainBlock, (usize, usize))> {
    let rendered = render(markdown, options);
    if rendered.too_much.is_some() {
        let all = PlainBlock {
            text: markdown.to_owned(),
            picture: None,
        };
        return vec![(all, (1, markdown.lines().count().max(1)))];
    }
    let starts = rendered.blocks.iter().map(|block| block.offset);
    let ends = starts.clone().skip(1).chain([rendered.html.len()]);
    let blocks = starts.zip(ends).zip(&rendered.blocks);
    let blocks = blocks.filter_map(|((start, end), block)| {
        let shown = plain(rendered.html.get(start..end)?);
        (!shown.text.is_empty() || shown.picture.is_some()).then_some((shown, (block.line, block.end_line)))
    });
    blocks.collect()
}

/// HTML without its tags. What looks broken (a `<` that nothing closes) stays as text: nothing is dropped.
fn plain(html: &str) -> PlainBlock {
    let mut text = String::with_capacity(html.len());
    let mut pictures = Vec::new();
    // Whether there is anything but pictures.
    let mut words = false;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        words |= !rest[..at].trim().is_empty();
        push(&mut text, &rest[..at]);
        let Some(end) = rest[at..].find('>') else {
            rest = &rest[at..];
            break;
        };
        let tag = &rest[at + 1..at + end];
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/', '\n'])
            .next()
            .unwrap_or_default();
        match name {
            "img" => {
                let picture = picture(tag);
                text.push('[');
                text.push_str(picture.words());
                text.push(']');
                pictures.push(picture);
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
    words |= !rest.trim().is_empty();
    push(&mut text, rest);
    if !words && pictures.len() == 1 {
        let picture = pictures.pop();
        return PlainBlock {
            text: picture.as_ref().map_or("", PlainPicture::words).to_owned(),
            picture,
        };
    }
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty())
        .collect();
    PlainBlock {
        text: lines.join("\n"),
        picture: None,
    }
}

fn picture(tag: &str) -> PlainPicture {
    let said = |name| {
        let mut text = String::new();
        push(&mut text, attribute(tag, name).unwrap_or_default());
        text
    };
    PlainPicture {
        address: said("src"),
        description: said("alt"),
        caption: said("title"),
    }
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

    fn texts(markdown: &str) -> Vec<String> {
        let blocks = plain_blocks(markdown, &TextOptions::default());
        blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn marks_are_gone_and_words_stay() {
        let text = "# One *two*\n\nA [link](https://x.example/) & `a < b`.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        assert_eq!(
            texts(text),
            ["One two", "A link & a < b.", "one\ntwo", "a  b\n1  2"]
        );
    }

    #[test]
    fn code_keeps_its_lines() {
        assert_eq!(
            texts("```rs\nfn a() {\n    b()\n}\n```\n"),
            ["fn a() {\n    b()\n}"]
        );
    }

    #[test]
    fn a_picture_alone_is_one_and_among_words_it_is_words() {
        let text =
            "![A \"chart\"](images/a.png \"Misses\")\n\n![](images/b.png)\n\nSee ![](images/b.png) here.\n";
        let blocks = plain_blocks(text, &TextOptions::default());
        let picture = |address: &str, description: &str, caption: &str| PlainPicture {
            address: address.into(),
            description: description.into(),
            caption: caption.into(),
        };
        let expected = [
            PlainBlock {
                text: "A \"chart\"".into(),
                picture: Some(picture("images/a.png", "A \"chart\"", "Misses")),
            },
            PlainBlock {
                text: "b.png".into(),
                picture: Some(picture("images/b.png", "", "")),
            },
            PlainBlock {
                text: "See [b.png] here.".into(),
                picture: None,
            },
        ];
        assert_eq!(blocks, expected);
    }

    #[test]
    fn what_looks_broken_stays_once() {
        assert_eq!(
            plain("before <b>x</b> and <never closed").text,
            "before x and <never closed"
        );
    }
}

//! A text's headings and the places in it to which a link can lead.

use comrak::Anchorizer;
use comrak::nodes::{Node, NodeValue};

use crate::links::{self, Link, html_values};
use crate::text::{TextOptions, each_node, words};

/// What a text is divided into.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// The headings that stand in no quote and no list, in their order.
    pub headings: Vec<Heading>,
    /// The ids that the text gives in HTML of its own (`id`, `name`) and in braces behind a heading (`{#id}`).
    pub ids: Vec<String>,
    /// The line of the fence that opens code and is never closed, so that the rest of the text is code.
    pub open_fence: Option<usize>,
    /// First and last lines of code, of both kinds.
    pub code: Vec<(usize, usize)>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its line, counted from 1.
    pub line: usize,
    /// Its words, without marks and without an id in braces.
    pub words: String,
    /// The id that it has in a page of Galley's, which is GitHub's rule.
    pub id: String,
    /// Whether it is underlined (`===`, `---`), which gives it its level.
    pub underlined: bool,
}

/// What `markdown` is divided into; nothing for a text that is too much to be rendered.
pub fn outline(markdown: &str, options: &TextOptions) -> Outline {
    let mut seen = Seen::default();
    each_node(markdown, options, |node| seen.see(node));
    seen.outline
}

/// The same, and the links of the text as [`crate::links`] has them: the text is read once.
pub fn outline_and_links(markdown: &str, options: &TextOptions) -> (Outline, Vec<Link>) {
    let (mut seen, mut found) = (Seen::default(), Vec::new());
    each_node(markdown, options, |node| {
        seen.see(node);
        links::see(node, &mut found);
    });
    (seen.outline, found)
}

#[derive(Default)]
struct Seen {
    outline: Outline,
    anchorizer: Anchorizer,
}

impl Seen {
    fn see(&mut self, node: Node<'_>) {
        let data = node.data();
        let (line, end) = (data.sourcepos.start.line.max(1), data.sourcepos.end.line);
        let top = node
            .parent()
            .is_some_and(|parent| matches!(parent.data().value, NodeValue::Document));
        match &data.value {
            NodeValue::Heading(heading) => {
                let whole = words(node);
                // Ids are counted in all headings, as in the page.
                let id = self.anchorizer.anchorize(&whole);
                let (words, own) = own_id(&whole);
                self.outline.ids.extend(own.map(str::to_owned));
                if top {
                    self.outline.headings.push(Heading {
                        level: heading.level,
                        line,
                        words: words.to_owned(),
                        id,
                        underlined: heading.setext,
                    });
                } else {
                    self.outline.ids.push(id);
                }
            }
            NodeValue::CodeBlock(code) => {
                self.outline.code.push((line, end));
                if code.fenced && !code.closed && top {
                    self.outline.open_fence = Some(line);
                }
            }
            NodeValue::HtmlBlock(html) => self
                .outline
                .ids
                .extend(html_values(&html.literal, &["id", "name"])),
            NodeValue::HtmlInline(html) => self.outline.ids.extend(html_values(html, &["id", "name"])),
            NodeValue::FootnoteDefinition(note) => self.outline.ids.push(format!("fn-{}", note.name)),
            _ => {}
        }
    }
}

/// A heading's words without the id in braces that Hugo, Zola, Jekyll and Docusaurus know (`## Words {#id}`).
fn own_id(words: &str) -> (&str, Option<&str>) {
    let found = words.trim_end().strip_suffix('}').and_then(|rest| {
        let (before, id) = rest.rsplit_once('{')?;
        let id = id.trim().trim_start_matches(':').trim();
        Some((
            before.trim_end(),
            id.strip_prefix('#')?.split_whitespace().next()?,
        ))
    });
    match found {
        Some((before, id)) => (before, Some(id)),
        None => (words, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(markdown: &str) -> Outline {
        outline(markdown, &TextOptions::default())
    }

    #[test]
    fn headings_have_their_level_line_words_and_id() {
        let found = of("# One *two*\n\nText\n===\n\n### Set `up` {#own}\n\n> ## Quoted\n\n## One two\n");
        let all: Vec<_> = found
            .headings
            .iter()
            .map(|h| (h.level, h.line, h.words.as_str(), h.id.as_str(), h.underlined))
            .collect();
        assert_eq!(
            all,
            [
                (1, 1, "One two", "one-two", false),
                (1, 3, "Text", "text", true),
                (3, 6, "Set up", "set-up-own", false),
                (2, 10, "One two", "one-two-1", false),
            ]
        );
        assert_eq!(found.ids, ["own", "quoted"]);
    }

    #[test]
    fn ids_of_the_writers_own_html_are_places_too() {
        let found = of(
            "<a name=\"a\"></a>\n\n<div id=b>\n\nText <span id='c'>c</span>.\n\n```html\n<p id=\"no\">\n```\n",
        );
        assert_eq!(found.ids, ["a", "b", "c"]);
    }

    #[test]
    fn a_fence_that_is_never_closed_is_found_and_one_that_a_list_ends_is_none() {
        assert_eq!(of("Text\n\n```rust\nlet a = 1;\n").open_fence, Some(3));
        assert_eq!(of("Text\n\n```rust\nlet a = 1;\n```\n").open_fence, None);
        assert_eq!(of("- ~~~\n  code\n\nText\n").open_fence, None);
        assert_eq!(of("````\n```\n````\n\n    indented\n").open_fence, None);
        assert_eq!(of("a\n\n```\nb\n```\n").code, [(3, 5)]);
    }
}

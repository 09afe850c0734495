//! What a text links to: the same tree as its page is made of, so that a link here is a link there.

use comrak::nodes::{Node, NodeValue};

use crate::text::{TextOptions, each_node, plain_words};

/// A link in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address, with Markdown's escapes undone and percent-encoding as written.
    pub address: String,
    /// The line of the Markdown on which it stands, counted from 1.
    pub line: usize,
    /// A Markdown picture's words for people who cannot see it; `None` for a link that is no such picture.
    pub description: Option<String>,
}

/// The links and pictures of a Markdown text, those of its raw HTML (`src`, `href`, `poster`), and the `src`s of template
/// tags (`{{< figure src="…" >}}`, `{% include … src="…" %}`). None of what stands in code, and none of a text that is too
/// much to be rendered.
pub fn links(markdown: &str, options: &TextOptions) -> Vec<Link> {
    let mut links = Vec::new();
    each_node(markdown, options, |node| see(node, &mut links));
    links
}

/// Notes what a node links to.
pub(crate) fn see(node: Node<'_>, links: &mut Vec<Link>) {
    let data = node.data();
    let line = data.sourcepos.start.line.max(1);
    match &data.value {
        NodeValue::Image(link) => links.push(Link {
            address: link.url.clone(),
            line,
            description: Some(plain_words(node)),
        }),
        NodeValue::Link(link) => links.push(Link {
            address: link.url.clone(),
            line,
            description: None,
        }),
        NodeValue::HtmlBlock(html) => html_links(&html.literal, line, links),
        NodeValue::HtmlInline(html) => html_links(html, line, links),
        NodeValue::Paragraph => template_links(&plain_words(node), line, links),
        _ => {}
    }
}

fn template_links(text: &str, line: usize, links: &mut Vec<Link>) {
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        let mut at = 0;
        let mut lines = Lines::of(text, line);
        while let Some(begin) = text[at..].find(open).map(|found| at + found) {
            let Some(end) = text[begin..].find(close).map(|found| begin + found) else {
                break;
            };
            attributes(&text[begin..end], &["src"], lines.at(begin), links);
            at = end;
        }
    }
}

/// The values of these attributes in the writer's own HTML.
pub(crate) fn html_values(html: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    html_attributes(html, 1, names, &mut found);
    found.into_iter().map(|link| link.address).collect()
}

fn html_links(html: &str, line: usize, links: &mut Vec<Link>) {
    html_attributes(html, line, &["src", "href", "poster"], links);
}

fn html_attributes(html: &str, line: usize, names: &[&str], links: &mut Vec<Link>) {
    let mut at = 0;
    let mut lines = Lines::of(html, line);
    while let Some(begin) = html[at..].find('<').map(|found| at + found) {
        if html[begin..].starts_with("<!--") {
            let Some(end) = html[begin..].find("-->") else {
                break;
            };
            at = begin + end;
            continue;
        }
        let Some(end) = tag_end(&html[begin..]).map(|found| begin + found) else {
            break;
        };
        attributes(&html[begin..end], names, lines.at(begin), links);
        at = end;
    }
}

/// Where a tag ends: at the first `>` that stands in no quotes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.char_indices()
        .find(|(_, c)| match (quote, c) {
            (None, '"' | '\'') => {
                quote = Some(*c);
                false
            }
            (Some(open), c) if open == *c => {
                quote = None;
                false
            }
            (None, '>') => true,
            _ => false,
        })
        .map(|(at, _)| at)
}

/// The values of these attributes of a tag that begins on `line`.
fn attributes(tag: &str, names: &[&str], line: usize, links: &mut Vec<Link>) {
    let mut at = 0;
    let mut lines = Lines::of(tag, line);
    while let Some(equal) = tag[at..].find('=').map(|found| at + found) {
        let before = tag[at..equal].trim_end();
        let name = before
            .rsplit([' ', '\t', '\n', '"', '\'', '/'])
            .next()
            .unwrap_or_default();
        let after = tag[equal + 1..].trim_start();
        let begin = tag.len() - after.len();
        let (value, end) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inside = &after[1..];
                let end = inside.find(quote).unwrap_or(inside.len());
                (&inside[..end], begin + 1 + end + usize::from(end < inside.len()))
            }
            _ => {
                let end = after.find(char::is_whitespace).unwrap_or(after.len());
                (&after[..end], begin + end)
            }
        };
        if names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)) {
            links.push(Link {
                address: value.replace("&amp;", "&"),
                line: lines.at(begin),
                description: None,
            });
        }
        at = end;
    }
}

/// The lines of a text that is gone through from its beginning: each part of it is looked at once.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str, first: usize) -> Self {
        Lines {
            text,
            at: 0,
            line: first,
        }
    }

    /// The line of a place, which is none before the last one that was asked for.
    fn at(&mut self, place: usize) -> usize {
        let passed = self.text.get(self.at..place).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.at = place;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use galley_testkit::cost::{cost, ratio};

    use super::*;

    fn found(markdown: &str) -> Vec<(String, usize, Option<String>)> {
        let links = links(markdown, &TextOptions::default());
        links
            .into_iter()
            .map(|link| (link.address, link.line, link.description))
            .collect()
    }

    fn addresses(markdown: &str) -> Vec<String> {
        found(markdown).into_iter().map(|(address, ..)| address).collect()
    }

    #[test]
    fn pictures_and_links_are_found_with_their_lines_and_words() {
        let text = "![a *fine* chart](images/a.png \"Title\") and [a file](files/b%20c.pdf)\n\n[web](https://x.example/e.png)\n";
        let expected = [
            ("images/a.png".to_owned(), 1, Some("a fine chart".to_owned())),
            ("files/b%20c.pdf".to_owned(), 1, None),
            ("https://x.example/e.png".to_owned(), 3, None),
        ];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn references_lead_where_their_definition_says() {
        let text = "![A chart][c], ![c][], ![c] and [file][f].\n\n[c]: ./c.png\n[f]: <my file.pdf> \"Title\"\n[unused]: d.png\n";
        assert_eq!(addresses(text), ["./c.png", "./c.png", "./c.png", "my file.pdf"]);
        assert_eq!(found(text)[0].2.as_deref(), Some("A chart"));
    }

    #[test]
    fn destinations_in_angle_brackets_and_with_brackets_are_whole() {
        let text = "![](<my picture (1).png>) ![](a_(b).png) ![](with\\)one.png)";
        assert_eq!(
            addresses(text),
            ["my picture (1).png", "a_(b).png", "with)one.png"]
        );
    }

    #[test]
    fn code_has_no_links() {
        let text = "`![x](x.png)` and ``[`](y.md)``\n\n```md\n![y](y.png)\n```\n\n    ![z](z.png)\n\n\\![no](no)\\[a](b)\n\n- ~~~\n  <img src=\"w.png\">\n  ~~~\n";
        assert_eq!(addresses(text), ["no"]);
    }

    #[test]
    fn raw_html_is_read_tag_by_tag() {
        let text = "<figure>\n<img alt=\"a > b\"\n  src='d.webp'>\n<!-- <img src=\"no.png\"> -->\n<video poster=p.png src=\"v.mp4\"></video>\n</figure>\n\nWords <img data-src=\"no.png\" SRC=\"e.png\"> and <a href=\"f.pdf?a=1&amp;b=2\">f</a>.\n";
        let all: Vec<(String, usize)> = found(text).into_iter().map(|(a, line, _)| (a, line)).collect();
        let expected = [
            ("d.webp", 3),
            ("p.png", 5),
            ("v.mp4", 5),
            ("e.png", 8),
            ("f.pdf?a=1&b=2", 8),
        ];
        assert_eq!(all, expected.map(|(address, line)| (address.to_owned(), line)));
    }

    #[test]
    fn twice_as_many_tags_take_about_twice_as_long() {
        let tags = [
            "<img src=\"a.png\">\n",
            "{{< figure src=\"a.png\" >}}\n",
            "{% include a.html src=\"a.png\" %}\n",
        ];
        for tag in tags {
            let took = |times: usize| {
                let text = tag.repeat(times);
                let (found, taken) = cost(|| links(&text, &TextOptions::default()));
                assert_eq!(
                    found.last().map(|link| (found.len(), link.line)),
                    Some((times, times))
                );
                taken
            };
            let (one, four) = (took(8_000), took(32_000));
            assert!(ratio(four, one) < 8.0, "{tag}: {one:?} and {four:?}");
        }
        let many = |times: usize| format!("<img\n{}>\n", "src=\"a.png\"\n".repeat(times));
        let took = |times: usize| cost(|| links(&many(times), &TextOptions::default())).1;
        let (one, four) = (took(8_000), took(32_000));
        assert!(ratio(four, one) < 8.0, "one tag: {one:?} and {four:?}");
    }

    #[test]
    fn template_tags_name_pictures() {
        let text = "{{< figure src=\"a_b_c.png\" title=\"*One*\" >}}\n{{<figure src=\"d.png\">}}\n{% include image.html\n src='e.png' %}\n\n`{{< figure src=\"no.png\" >}}` and src=\"no.png\"\n";
        assert_eq!(addresses(text), ["a_b_c.png", "e.png", "d.png"]);
    }
}

//! The headings of a rendered text, for the list beside it.

use crate::front::plain_text;

/// A heading that can be gone to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// As it stands in the HTML's `id`, entities and all.
    pub(super) id: String,
    pub(super) text: String,
}

/// The second-level headings that have an `id`, in their order.
pub(super) fn headings(html: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("<h2 id=\"") {
        rest = &rest[at + 8..];
        let Some((id, after)) = rest.split_once('"') else {
            break;
        };
        let Some((_, inside)) = after.split_once('>') else {
            break;
        };
        let Some((inside, after)) = inside.split_once("</h2>") else {
            break;
        };
        let text = plain_text(inside, 200);
        // The writer's own HTML can have any id; one with a tag in it would stand in the page like the page's own marks.
        if !text.is_empty() && !id.contains(['<', '>']) {
            found.push(Heading {
                id: id.to_owned(),
                text,
            });
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headings_of_the_second_level_are_found() {
        let html = "<h2 id=\"a\">One <em>a</em> &amp; b<a href=\"#a\" class=\"anchor\"></a></h2>\n<h3 id=\"b\">No</h3>\n\
                    <h2>No id</h2><h2 id=\"日本\">日本</h2><h2 id=\"e\"></h2>\
                    <h2 id=\"<!--text-->\">No</h2><h2 id=\"x";
        let found: Vec<(String, String)> = headings(html).into_iter().map(|h| (h.id, h.text)).collect();
        let wanted = [("a", "One a & b"), ("日本", "日本")];
        assert_eq!(found, wanted.map(|(id, text)| (id.to_owned(), text.to_owned())));
    }
}

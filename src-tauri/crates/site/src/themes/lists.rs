//! The front page, the pages after it, the pages of tags, and the page of all tags.

use askama::Template;

use super::head::Head;
use crate::front::{Card, Front, ListPage, TagLink, TagPage};
use crate::page::Site;
use crate::theme::Theme;

#[derive(Template)]
#[template(path = "front.html")]
struct FrontTemplate<'a> {
    theme: Theme,
    head: Head<'a>,
    lead: Option<&'a Card>,
    cards: &'a [Card],
    /// The level of the cards' headings, where they may stand under another one.
    level: u8,
    tags: &'a [TagLink],
    turn: Turn,
}

#[derive(Template)]
#[template(path = "tag.html")]
struct TagTemplate<'a> {
    theme: Theme,
    head: Head<'a>,
    tag: &'a TagLink,
    cards: &'a [Card],
    /// The level of the cards' headings.
    level: u8,
    turn: Turn,
}

#[derive(Template)]
#[template(path = "tags.html")]
struct TagsTemplate<'a> {
    theme: Theme,
    head: Head<'a>,
    tags: Vec<(&'a TagLink, usize)>,
}

/// The ways to the pages before and after this one of a list.
struct Turn {
    number: usize,
    pages: usize,
    newer: Option<String>,
    older: Option<String>,
}

impl Turn {
    /// For a page of the list whose first page stands at `first`, on a page whose way to the root is `root`.
    fn new(page: ListPage<'_>, first: &str, root: &str) -> Self {
        let way = |number| match format!("{root}{}", place(first, number)) {
            here if here.is_empty() => "./".to_owned(),
            way => way,
        };
        Turn {
            number: page.number,
            pages: page.pages,
            newer: (page.number > 1).then(|| way(page.number - 1)),
            older: (page.number < page.pages).then(|| way(page.number + 1)),
        }
    }
}

/// Where a page of the front list stands in the site, counted from 1: empty, `page/2/`.
pub fn front_place(number: usize) -> String {
    place("", number)
}

fn place(first: &str, number: usize) -> String {
    if number <= 1 {
        first.to_owned()
    } else {
        format!("{first}page/{number}/")
    }
}

/// One page of the front list as a document; `None` beyond the last.
pub fn list_html(site: &Site, front: &Front, number: usize) -> Option<String> {
    let page = front.page(number)?;
    let here = front_place(number);
    let mut head = Head::new(site, &here, &site.title);
    head.class = "front-page";
    let lead = front.lead.as_ref().filter(|_| number == 1);
    // A page has one heading of the first level: the lead, the prompt, or else the site's name.
    head.name_is_heading = lead.is_none() && site.theme != Theme::Terminal;
    let template = FrontTemplate {
        theme: site.theme,
        lead,
        cards: page.cards,
        level: 3,
        tags: &front.tags,
        turn: Turn::new(page, "", &head.root),
        head,
    };
    template.render().ok()
}

/// One page of a tag's list as a document, and its place; `None` beyond the last.
pub fn tag_html(site: &Site, tag: &TagPage, number: usize) -> Option<(String, String)> {
    let page = tag.page(number)?;
    let here = place(&tag.tag.place, number);
    let head = Head::new(site, &here, &tag.tag.name);
    let template = TagTemplate {
        theme: site.theme,
        tag: &tag.tag,
        cards: page.cards,
        level: 2,
        turn: Turn::new(page, &tag.tag.place, &head.root),
        head,
    };
    Some((here, template.render().ok()?))
}

/// The page of all tags, which stands at `tags/`.
pub fn tags_html(site: &Site, tags: &[TagPage]) -> String {
    let mut tags: Vec<(&TagLink, usize)> = tags.iter().map(|tag| (&tag.tag, tag.cards.len())).collect();
    tags.sort_by_cached_key(|(tag, _)| tag.name.to_lowercase());
    let template = TagsTemplate {
        theme: site.theme,
        head: Head::new(site, "tags/", "Tags"),
        tags,
    };
    template.render().unwrap_or_default()
}

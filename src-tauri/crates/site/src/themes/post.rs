//! The frame of a post's page, around its text.

use askama::Template;

use super::head::Head;
use super::outline::{Heading, headings};
use crate::front::{Cut, Listing, card, cut, plain_text};
use crate::page::{PostFacts, Site};
use crate::theme::Theme;

/// Stands in the frame where the text goes. All values are escaped and the ids of headings have
/// no tag in them, so nothing else can contain it.
pub(crate) const TEXT_PLACE: &str = "<!--text-->";

/// How many characters of a text stand in for a description in search results.
const DESCRIPTION: usize = 150;

#[derive(Template)]
#[template(path = "post.html")]
struct PostTemplate<'a> {
    theme: Theme,
    head: Head<'a>,
    post: &'a PostFacts,
    card: crate::front::Card,
    description: Option<&'a str>,
    headings: Vec<Heading>,
}

/// A post's page with [`TEXT_PLACE`] where its text goes, which is `text`.
pub(crate) fn post_frame(site: &Site, post: &PostFacts, text: &str) -> String {
    let description = post
        .description
        .as_deref()
        .map(str::trim)
        .filter(|d| !d.is_empty());
    let mut head = Head::new(site, &post.path, &post.title);
    let said = description.map_or_else(
        || cut(&plain_text(text, DESCRIPTION + 2), DESCRIPTION, Cut::Word).0,
        str::to_owned,
    );
    if !said.is_empty() {
        head.description = Some(said);
    }
    head.authors = &post.authors;
    head.noindex = post.draft;
    head.kind = "article";
    head.day = post.day;
    head.tags = &post.tags;
    head.class = "post-page";
    head.image = post
        .image
        .as_deref()
        .and_then(|image| image_address(site, &post.path, image));
    // The same words as in lists: one rule for bylines, tags and days.
    let listing = Listing {
        place: post.path.clone(),
        title: post.title.clone(),
        day: post.day,
        authors: post.authors.clone(),
        source: post.source.clone(),
        tags: post.tags.clone(),
        minutes: post.minutes,
        ..Listing::default()
    };
    let template = PostTemplate {
        theme: site.theme,
        card: card(site, &listing, false),
        description,
        headings: match site.theme {
            Theme::Journal => Some(headings(text))
                .filter(|found| found.len() > 1)
                .unwrap_or_default(),
            _ => Vec::new(),
        },
        head,
        post,
    };
    template.render().unwrap_or_default()
}

/// The whole address of a post's picture; link previews know no other. A path goes from the post's page, one with a slash
/// before it from the root of the site.
fn image_address(site: &Site, place: &str, image: &str) -> Option<String> {
    let image = image.trim();
    if image.is_empty() || image.starts_with("https://") || image.starts_with("http://") {
        return Some(image.to_owned()).filter(|image| !image.is_empty());
    }
    let base = site.base_url.as_deref()?.trim_end_matches('/');
    if image.contains(':') || image.starts_with("//") {
        return None;
    }
    let whole = match image.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None => crate::feed::resolved(place, image),
    };
    Some(format!("{base}/{}", whole.replace(' ', "%20")))
}

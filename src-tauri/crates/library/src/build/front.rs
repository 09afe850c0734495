//! The front page as readers will see it, with a post's unsaved text, and where the post stands on it.

use galley_post::Post;
use galley_site as site;
use rayon::prelude::*;

use super::gather::{Gathered, SitePost};
use crate::error::Result;
use crate::library::{Library, lock};
use crate::progress::Cancel;
use crate::{facts, pages};

/// A page of the front list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontPreview {
    /// The document: the bytes that a build would write if the post were public.
    pub html: String,
    /// Which page it is, counted from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// Where the post stands.
    pub place: FrontPlace,
    /// How many characters its excerpt has; without what a cut adds.
    pub excerpt: usize,
    /// Whether the excerpt is cut.
    pub cut: bool,
    /// The address of its card's link in the page, by which it is found.
    pub href: String,
}

/// Where a post stands on the front page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontPlace {
    /// Above the list; the list may have it again.
    Lead,
    /// In the list: how many posts stand before it, over all pages.
    Listed(usize),
}

impl Library {
    /// The page of the front list on which an open post stands, or would stand once published, with its unsaved text. All
    /// other posts are those that readers get.
    ///
    /// # Errors
    /// `post.closed`, `build.no-address`, and what the disk says of other posts.
    pub fn front_preview(&self, post: &str) -> Result<FrontPreview> {
        let inner = &self.inner;
        let session = inner.session(post)?;
        let (path, now): (String, Post) = {
            let session = lock(&session);
            (session.path.clone(), session.post())
        };
        let mut gathered = Gathered::of(inner, &Cancel::none())?;
        let facts = facts::of_post(&inner.site.generator, &inner.clock, &path, &now);
        let own = SitePost::new(inner, &path, now, facts, pages::site(inner).excerpt_reach())?;
        gathered.posts.retain(|other| other.path != path);
        gathered.posts.push(own);
        let made = gathered.site(inner);
        let listings: Vec<site::Listing> = gathered
            .posts
            .par_iter()
            .map(|post| {
                // A list needs the text only where no description stands for it.
                if post.said.description.is_some() {
                    return post.listing("");
                }
                let page = post.page(inner);
                post.listing(&page.html[page.text.clone()])
            })
            .collect();
        let front = site::front(&made, &listings);
        let is_it = |card: &&site::Card| card.file == path;
        let listed = front.cards.iter().position(|card| card.file == path);
        let lead = front.lead.as_ref().filter(is_it);
        let card = lead.or_else(|| listed.and_then(|at| front.cards.get(at)));
        let number = match (lead, listed) {
            (None, Some(at)) => at / made.lists.per_page.max(1) + 1,
            _ => 1,
        };
        let cut = card.is_some_and(|card| card.cut);
        Ok(FrontPreview {
            html: site::list_html(&made, &front, number).unwrap_or_default(),
            page: number,
            pages: front.pages(),
            place: match (lead, listed) {
                (None, Some(at)) => FrontPlace::Listed(at),
                _ => FrontPlace::Lead,
            },
            excerpt: card.map_or(0, |card| {
                card.excerpt.chars().count() - usize::from(cut && !card.excerpt.is_empty())
            }),
            cut,
            href: format!(
                "{}{}",
                "../".repeat(site::front_place(number).matches('/').count()),
                card.map(|card| card.place.as_str()).unwrap_or_default()
            ),
        })
    }
}

//! The front page as readers will see it, with a post's unsaved text, and where the post stands on it.

use std::collections::HashMap;
use std::sync::Arc;

use galley_post::Post;
use galley_site::{self as site, Listing, Site};
use jiff::Timestamp;
use rayon::prelude::*;

use super::gather::SitePost;
use crate::error::Result;
use crate::facts::{self, Facts};
use crate::library::{Inner, Library, lock};
use crate::pages;
use crate::preview::number;
use crate::view::{FrontPlace, FrontView, Visibility};

/// What lists say of the posts that readers get, kept so that only files that changed are read again.
#[derive(Default)]
pub(crate) struct Listed {
    /// What it was made with.
    site: Option<Site>,
    /// The index's revision, and how many posts readers got.
    as_of: (u32, usize),
    /// By path, with what the file said then.
    posts: HashMap<String, (Facts, Arc<Listing>)>,
}

impl Library {
    /// The page of the front list on which an open post stands, or would stand once published, with its unsaved text. All
    /// other posts are those that readers get. Of a blog that another generator builds it is only alike: as Galley's theme
    /// would list these posts.
    ///
    /// # Errors
    /// `post.closed`.
    pub fn front_preview(&self, post: &str) -> Result<FrontView> {
        let inner = &self.inner;
        let session = inner.session(post)?;
        let (path, now): (String, Post) = {
            let session = lock(&session);
            (session.path.clone(), session.post())
        };
        let facts = facts::of_post(&inner.site.generator, &inner.clock, &path, &now);
        let at = inner.clock.now().timestamp();
        let public = built(&facts, at);
        let is_page = facts.page;
        let mut made = pages::site(inner);
        // The folder of the first post, as in a build.
        let is_shown = |other: &str, facts: &Facts| !facts.page && (other == path || built(facts, at));
        let folder = inner
            .index()
            .posts()
            .find(|(other, facts)| is_shown(other, facts))
            .and_then(|(_, facts)| facts.collection.clone());
        if let Some(folder) = folder.filter(|folder| !folder.is_empty()) {
            made.lists.collection = folder;
        }
        let mut listings = others(inner, &path);
        let own = SitePost::shown(inner, &path, now, facts, made.excerpt_reach());
        let described = own.said.description.is_some();
        if !is_page {
            listings.push(listing(inner, &own));
        }
        let front = site::front(&made, &listings);
        let is_it = |card: &&site::Card| card.file == path;
        let listed = front.cards.iter().position(|card| card.file == path);
        let lead = front.lead.as_ref().filter(is_it);
        let card = lead.or_else(|| listed.and_then(|at| front.cards.get(at)));
        let page = match (lead, listed) {
            (None, Some(at)) => at / made.lists.per_page.max(1) + 1,
            _ => 1,
        };
        let cut = card.is_some_and(|card| card.cut);
        Ok(FrontView {
            html: site::list_html(&made, &front, page).unwrap_or_default(),
            theme: made.theme.name().to_owned(),
            page: number(page),
            pages: number(front.pages()),
            place: match (lead, listed) {
                (Some(_), _) => FrontPlace::Lead,
                (None, Some(_)) => FrontPlace::Listed,
                (None, None) => FrontPlace::Absent,
            },
            before: number(listed.unwrap_or_default()),
            // Without what a cut adds.
            excerpt: number(card.map_or(0, |card| {
                card.excerpt.chars().count() - usize::from(cut && !card.excerpt.is_empty())
            })),
            cut,
            described,
            public,
            href: format!(
                "{}{}",
                "../".repeat(site::front_place(page).matches('/').count()),
                card.map(|card| card.place.as_str()).unwrap_or_default()
            ),
        })
    }
}

/// Whether a build gives a post to readers.
fn built(facts: &Facts, now: Timestamp) -> bool {
    facts.visibility(now) == Visibility::Public && facts.broken().is_none()
}

/// What lists say of every post that readers get, but for the one at `path`.
fn others(inner: &Inner, path: &str) -> Vec<Listing> {
    let mut listed = lock(&inner.listed);
    let site = pages::site(inner);
    if listed.site.as_ref() != Some(&site) {
        *listed = Listed {
            site: Some(site),
            ..Listed::default()
        };
    }
    listed.bring_up_to_date(inner);
    let others = listed.posts.iter().filter(|(other, _)| *other != path);
    others.map(|(_, (_, listing))| Listing::clone(listing)).collect()
}

impl Listed {
    fn bring_up_to_date(&mut self, inner: &Inner) {
        let now = inner.clock.now().timestamp();
        let shown = |facts: &Facts| !facts.page && built(facts, now);
        let (as_of, gone, new) = {
            let index = inner.index();
            // A scheduled post becomes public without any change.
            let count = index.posts().filter(|(_, facts)| shown(facts)).count();
            let as_of = (index.revision(), count);
            if as_of == self.as_of {
                return;
            }
            let gone: Vec<String> = self
                .posts
                .keys()
                .filter(|path| !index.get(path).is_some_and(shown))
                .cloned()
                .collect();
            let new: Vec<(String, Facts)> = index
                .posts()
                .filter(|(path, facts)| {
                    shown(facts) && self.posts.get(*path).is_none_or(|(then, _)| then != *facts)
                })
                .map(|(path, facts)| (path.to_owned(), facts.clone()))
                .collect();
            (as_of, gone, new)
        };
        for path in gone {
            self.posts.remove(&path);
        }
        let reach = self.site.as_ref().map_or(0, Site::excerpt_reach);
        let read: Vec<_> = new
            .into_par_iter()
            .filter_map(|(path, then)| {
                // One that was removed meanwhile is soon out of the index too.
                let post = Post::parse(inner.read_post(&path).ok()?);
                let facts = facts::of_post(&inner.site.generator, &inner.clock, &path, &post);
                let post = SitePost::shown(inner, &path, post, facts, reach);
                let listing = Arc::new(listing(inner, &post));
                Some((path, (then, listing)))
            })
            .collect();
        self.posts.extend(read);
        self.as_of = as_of;
    }
}

fn listing(inner: &Inner, post: &SitePost) -> Listing {
    // A list needs the text only where no description stands for it.
    if post.said.description.is_some() {
        return post.listing("");
    }
    let page = post.page(inner);
    post.listing(&page.html[page.text.clone()])
}

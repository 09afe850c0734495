//! The posts that readers get: read, placed, and told apart.

use std::collections::{BTreeSet, HashMap};

use galley_post::Post;
use galley_site::{self as site, FeedPost, Listing, Page, PostFacts, Site};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::facts::{self, Facts};
use crate::library::Inner;
use crate::progress::Cancel;
use crate::view::Visibility;
use crate::{address, lines, pages};

/// The posts of a site, in the order of their paths.
pub(super) struct Gathered {
    pub(super) posts: Vec<SitePost>,
    /// How many readers do not get.
    pub(super) hidden: usize,
}

/// A post that has a page.
pub(super) struct SitePost {
    /// Its path in the library.
    pub(super) path: String,
    /// Where its page stands, percent-encoded.
    pub(super) place: String,
    pub(super) at: Option<Timestamp>,
    pub(super) updated: Option<Timestamp>,
    pub(super) said: PostFacts,
    facts: Facts,
    post: Post,
    weight: Option<i64>,
    featured: bool,
    /// How much of its text a list may show.
    reach: usize,
}

impl Gathered {
    /// Reads every post that is not hidden now.
    pub(super) fn of(inner: &Inner, cancel: &Cancel) -> Result<Self> {
        let now = inner.clock.now().timestamp();
        let (mut shown, mut hidden) = (Vec::new(), 0);
        for (path, facts) in inner.index().posts().filter(|(_, facts)| !facts.page) {
            if facts.visibility(now) == Visibility::Public {
                shown.push(path.to_owned());
            } else {
                hidden += 1;
            }
        }
        let reach = pages::site(inner).excerpt_reach();
        let read = |path: &String| {
            if cancel.is_cancelled() {
                return Err(Error::new("cancelled", &[]));
            }
            SitePost::read(inner, path, reach)
        };
        let posts: Result<Vec<SitePost>> = shown.par_iter().map(read).collect();
        let gathered = Gathered {
            posts: posts?,
            hidden,
        };
        gathered.told_apart()?;
        Ok(gathered)
    }

    /// Refuses two posts with one address: one of them would be gone.
    fn told_apart(&self) -> Result<()> {
        let mut taken: HashMap<String, &SitePost> = HashMap::new();
        for post in &self.posts {
            // Disks may not tell capitals apart, and neither do many servers.
            let place = crate::preview::decode(&post.place).to_lowercase();
            if let Some(other) = taken.insert(place, post) {
                let arguments = [
                    ("path", other.path.as_str()),
                    ("other", post.path.as_str()),
                    ("address", post.place.as_str()),
                ];
                return Err(Error::new("build.same-address", &arguments));
            }
        }
        Ok(())
    }

    /// The site, with the name of the folder that the posts stand in.
    pub(super) fn site(&self, inner: &Inner) -> Site {
        let mut site = pages::site(inner);
        let folder = self.posts.first().and_then(|post| post.facts.collection.clone());
        if let Some(folder) = folder.filter(|folder| !folder.is_empty()) {
            site.lists.collection = folder;
        }
        site
    }

    /// The newest posts, the newest first, as indexes.
    pub(super) fn newest(&self, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.posts.len()).collect();
        // They stand by path, and a stable sort keeps that among equals.
        all.sort_by_key(|index| std::cmp::Reverse(self.posts[*index].at));
        all.truncate(count);
        all
    }
}

impl SitePost {
    fn read(inner: &Inner, path: &str, reach: usize) -> Result<Self> {
        let post = Post::parse(inner.read_post(path)?);
        let facts = facts::of_post(&inner.site.generator, &inner.clock, path, &post);
        SitePost::new(inner, path, post, facts, reach)
    }

    pub(super) fn new(inner: &Inner, path: &str, post: Post, facts: Facts, reach: usize) -> Result<Self> {
        let place = address::place(inner, path, &post);
        let place = place.ok_or_else(|| Error::new("build.no-address", &[("path", path)]))?;
        let (at, updated) = pages::moments(inner, path, &post);
        Ok(SitePost {
            said: pages::post_facts(inner, &facts, path, &post, Some(place.clone())),
            path: path.to_owned(),
            at,
            updated,
            weight: pages::weight(&post),
            featured: pages::featured(&post),
            facts,
            post,
            place,
            reach,
        })
    }

    /// Its page: the one that the preview shows.
    pub(super) fn page(&self, inner: &Inner) -> Page {
        let text = lines::lf(self.post.body());
        let place = Some(self.place.clone());
        pages::page(inner, &self.facts, &self.path, &self.post, place, &text)
    }

    /// What lists say of it; `html` is its rendered text.
    pub(super) fn listing(&self, html: &str) -> Listing {
        let described = self.said.description.is_some();
        Listing {
            file: self.path.clone(),
            place: self.place.clone(),
            title: self.said.title.clone(),
            day: self.said.day,
            at: self.at,
            weight: self.weight,
            authors: self.said.authors.clone(),
            source: self.said.source.clone(),
            tags: self.said.tags.clone(),
            description: self.said.description.clone(),
            text: if described {
                String::new()
            } else {
                site::plain_text(html, self.reach)
            },
            minutes: self.said.minutes,
            featured: self.featured,
        }
    }

    /// The addresses that its page names, and its picture for link previews.
    pub(super) fn links(&self, html: &str) -> BTreeSet<String> {
        site::linked(html)
            .into_iter()
            .chain(self.said.image.clone())
            .collect()
    }

    pub(super) fn feed<'a>(&'a self, listing: &'a Listing, html: &'a str) -> FeedPost<'a> {
        FeedPost {
            place: &self.place,
            title: &listing.title,
            at: self.at,
            updated: self.updated,
            authors: &listing.authors,
            tags: &listing.tags,
            description: listing.description.as_deref(),
            html,
        }
    }
}

//! The posts that readers get: read, placed, and told apart.

use std::collections::{BTreeSet, HashMap};

use galley_post::Post;
use galley_site::{self as site, FeedPost, Listing, Page, PostFacts, Site, TooMuch};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::facts::{self, Facts};
use crate::library::Inner;
use crate::progress::Cancel;
use crate::view::{Problem, Visibility};
use crate::{address, lines, pages, words};

/// Where the pages of a blog stand that Galley builds.
const PAGES: &str = "pages/";

/// The posts of a site, in the order of their paths.
pub(super) struct Gathered {
    pub(super) posts: Vec<SitePost>,
    /// The pages of `pages/`, which stand in no list.
    pub(super) pages: Vec<SitePost>,
    /// How many readers do not get.
    pub(super) hidden: usize,
    /// Which of these, and of the pages, have a head that cannot be read, a sentence each.
    pub(super) broken: Vec<String>,
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
        let (mut shown, mut pages, mut hidden, mut broken) = (Vec::new(), Vec::new(), 0, Vec::new());
        for (path, facts) in inner.index().posts() {
            if facts.page && !path.starts_with(PAGES) {
                continue;
            }
            let public = facts.visibility(now) == Visibility::Public;
            if let Some(problem) = facts.broken().filter(|_| public) {
                broken.push(left_out(path, problem));
            } else if public {
                let all = if facts.page { &mut pages } else { &mut shown };
                all.push(path.to_owned());
                continue;
            }
            hidden += usize::from(!facts.page);
        }
        let reach = pages::site(inner).excerpt_reach();
        let read = |path: &String| {
            if cancel.is_cancelled() {
                return Err(Error::new("cancelled", &[]));
            }
            SitePost::read(inner, path, reach)
        };
        let posts: Result<Vec<SitePost>> = shown.par_iter().map(read).collect();
        let pages: Result<Vec<SitePost>> = pages.par_iter().map(read).collect();
        let gathered = Gathered {
            posts: posts?,
            pages: pages?,
            hidden,
            broken,
        };
        gathered.told_apart()?;
        Ok(gathered)
    }

    /// Refuses two posts with one address: one of them would be gone.
    fn told_apart(&self) -> Result<()> {
        let mut taken: HashMap<String, &SitePost> = HashMap::new();
        for post in self.posts.iter().chain(&self.pages) {
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

/// That a file was left out because nobody knows what its head says.
fn left_out(path: &str, problem: &Problem) -> String {
    let place = facts::place_of(problem);
    let arguments = [("path", path), ("where", &place), ("what", &problem.message)];
    words::say("build.head-broken", &arguments).0
}

impl SitePost {
    fn read(inner: &Inner, path: &str, reach: usize) -> Result<Self> {
        let post = Post::parse(inner.read_post(path)?);
        let facts = facts::of_post(&inner.site.generator, &inner.clock, path, &post);
        SitePost::new(inner, path, post, facts, reach)
    }

    /// A post of the site that is built: it has an address, or there is no place for its page.
    fn new(inner: &Inner, path: &str, post: Post, facts: Facts, reach: usize) -> Result<Self> {
        let place = address::place(inner, path, &post);
        let place = place.ok_or_else(|| Error::new("build.no-address", &[("path", path)]))?;
        Ok(SitePost::at(inner, path, post, facts, reach, place))
    }

    /// A post as the preview lists it: one whose address is not sure stands by its path.
    pub(super) fn shown(inner: &Inner, path: &str, post: Post, facts: Facts, reach: usize) -> Self {
        let place = address::place(inner, path, &post).unwrap_or_else(|| {
            let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
            format!("{}/", address::encoded(stem))
        });
        SitePost::at(inner, path, post, facts, reach, place)
    }

    fn at(inner: &Inner, path: &str, post: Post, facts: Facts, reach: usize, place: String) -> Self {
        let (at, updated) = pages::moments(inner, path, &post);
        SitePost {
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
        }
    }

    /// Its page: the one that the preview shows.
    pub(super) fn page(&self, inner: &Inner) -> Page {
        let text = lines::lf(self.post.body());
        let place = Some(self.place.clone());
        pages::page(inner, &self.facts, &self.path, &self.post, place, &text)
    }

    /// A sentence when its text is not on its page, with the line of the file.
    pub(super) fn too_much(&self, page: &Page) -> Option<String> {
        let why = match page.too_much? {
            TooMuch::Deep { line } => TooMuch::Deep {
                line: line + self.post.body_line() - 1,
            },
            other => other,
        };
        let arguments = [("path", self.path.as_str()), ("what", &why.to_string())];
        Some(words::say("build.too-much", &arguments).0)
    }

    /// A sentence when it has more tags than a site shows of one post.
    pub(super) fn many_tags(&self) -> Option<String> {
        let count = self.facts.tags.len();
        let (shown, most) = (count.to_string(), pages::MOST_TAGS.to_string());
        let arguments = [("path", self.path.as_str()), ("count", &shown), ("most", &most)];
        (count > pages::MOST_TAGS && !self.facts.page).then(|| words::say("build.many-tags", &arguments).0)
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

    /// The addresses that its page names, and its picture for link previews, in a site that stands at `base` on its server.
    pub(super) fn links(&self, base: &str, html: &str) -> BTreeSet<String> {
        // That picture's slash is the root of the site and not, as in a page, the server's.
        let image = self.said.image.as_deref().map(str::trim).map(|image| {
            let from_root = image.starts_with('/') && !image.starts_with("//");
            format!("{}{image}", if from_root { base } else { "" })
        });
        site::linked(html).into_iter().chain(image).collect()
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

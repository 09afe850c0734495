//! The site of a library that Galley builds, as files: `galley build`, and the front page in the preview.
//!
//! Owns which posts go where and which files go along. What stands on a page is `galley-site`'s, and a post's page is the
//! one that the preview shows, byte for byte ([`crate::pages`]). The old site stays until the new one is whole.

mod along;
mod front;
mod gather;
mod out;
mod watching;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use galley_generators::GeneratorKind;
use galley_site as site;
use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::library::{Inner, Library};
use crate::progress::Cancel;
use crate::{overview, words};
use along::Along;
use gather::{Gathered, SitePost};
use out::Out;

pub(crate) use front::Listed;
pub use watching::{Watching, watch};

/// How many of the newest posts the feed has, with their whole texts.
const IN_FEED: usize = 20;

/// What a build made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// How many posts readers get.
    pub posts: usize,
    /// How many drafts, posts of the future and posts whose head cannot be read were left out.
    pub hidden: usize,
    /// How many files the site has.
    pub files: usize,
    /// What the writer should know, a sentence each.
    pub notes: Vec<String>,
}

impl Library {
    /// Makes the site in the folder `out`, which must be absent, empty or an earlier build. `tell` hears how many posts
    /// are done, and of how many. The old site is replaced in one step when the new one is complete.
    ///
    /// # Errors
    /// `build.not-galley`, `build.config`, `build.inside`, `build.other-files`, `build.same-address`, `build.no-address`,
    /// `build.same-file`, `cancelled`, and what the disk says. The old site is as it was then.
    pub fn build(&self, out: &Path, tell: &(dyn Fn(usize, usize) + Sync), cancel: &Cancel) -> Result<Built> {
        let inner = &self.inner;
        let mut notes = settings(inner)?;
        let out = Out::begin(&inner.root, out)?;
        let gathered = Gathered::of(inner, cancel)?;
        let posts = write_posts(inner, &out, &gathered, tell, cancel)?;
        write_lists(inner, &out, &gathered, posts.listings, &posts.feed)?;
        notes.extend_from_slice(&gathered.broken);
        notes.extend(posts.notes);
        notes.extend(posts.along.notes());
        posts.along.copy(inner, &out)?;
        along::copy_static(inner, &out)?;
        if inner.site.base_url.is_none() {
            notes.push(words::say("build.no-base-url", &[]).0);
        }
        if cancel.is_cancelled() {
            return Err(Error::new("cancelled", &[]));
        }
        let files = out.finish()?;
        Ok(Built {
            posts: gathered.posts.len(),
            hidden: gathered.hidden,
            files,
            notes,
        })
    }
}

/// Refuses a library that Galley does not build, or whose settings say something that cannot be; what is merely unknown
/// becomes a sentence.
fn settings(inner: &Inner) -> Result<Vec<String>> {
    let problems = overview::config_problems(inner);
    let ours = |path: &Option<String>| path.as_deref() == Some(galley_generators::GalleyToml::NAME);
    let mut ours = problems.into_iter().filter(|problem| ours(&problem.path));
    let mut notes = Vec::new();
    for problem in &mut ours {
        if problem.code == "config.unknown-key" {
            notes.push(problem.message);
            continue;
        }
        let mut error = Error::new("build.config", &[("what", &problem.message)]);
        error.hint = problem.hint;
        return Err(error);
    }
    let kind = inner.site.generator.kind();
    if kind != GeneratorKind::Galley {
        return Err(Error::new("build.not-galley", &[("generator", kind.name())]));
    }
    Ok(notes)
}

/// What came of writing the posts' pages.
struct Written<'g> {
    listings: Vec<site::Listing>,
    /// The texts of the posts that the feed has, by their index among the gathered.
    feed: BTreeMap<usize, String>,
    along: Along<'g>,
    /// What the writer should know of the texts.
    notes: Vec<String>,
}

fn write_posts<'g>(
    inner: &Inner,
    out: &Out,
    gathered: &'g Gathered,
    tell: &(dyn Fn(usize, usize) + Sync),
    cancel: &Cancel,
) -> Result<Written<'g>> {
    let in_feed = gathered.newest(IN_FEED);
    let base = along::base_path(inner.site.base_url.as_deref());
    let (done, all) = (AtomicUsize::new(0), gathered.posts.len() + gathered.pages.len());
    let write = |post: &SitePost| {
        if cancel.is_cancelled() {
            return Err(Error::new("cancelled", &[]));
        }
        let page = post.page(inner);
        out.write(&index_of(&post.place), page.html.as_bytes())?;
        tell(done.fetch_add(1, Ordering::Relaxed) + 1, all);
        Ok(page)
    };
    let written: Result<Vec<_>> = gathered
        .posts
        .par_iter()
        .enumerate()
        .map(|(index, post)| {
            let page = write(post)?;
            let html = &page.html[page.text.clone()];
            let text = in_feed.contains(&index).then(|| html.to_owned());
            let links = post.links(&base, html);
            Ok((post.listing(html), text, links, post.too_much(&page)))
        })
        .collect();
    let mut all = Written {
        listings: Vec::new(),
        feed: BTreeMap::new(),
        along: Along::default(),
        notes: Vec::new(),
    };
    for (index, (listing, text, links, note)) in written?.into_iter().enumerate() {
        all.listings.push(listing);
        all.feed.extend(text.map(|text| (index, text)));
        all.along.add(inner, &gathered.posts[index], links)?;
        all.notes.extend(note);
        all.notes.extend(gathered.posts[index].many_tags());
    }
    for post in &gathered.pages {
        let page = write(post)?;
        let links = post.links(&base, &page.html[page.text.clone()]);
        all.along.add(inner, post, links)?;
        all.notes.extend(post.too_much(&page));
    }
    Ok(all)
}

/// The front page and those after it, tags, feed, map and style sheet.
fn write_lists(
    inner: &Inner,
    out: &Out,
    gathered: &Gathered,
    listings: Vec<site::Listing>,
    texts: &BTreeMap<usize, String>,
) -> Result<()> {
    let made = gathered.site(inner);
    let mut map: Vec<site::Sitemap> = Vec::new();
    let page = |place: String| site::Sitemap { place, updated: None };
    let front = site::front(&made, &listings);
    (1..=front.pages()).into_par_iter().try_for_each(|number| {
        let html = site::list_html(&made, &front, number).unwrap_or_default();
        out.write(&index_of(&site::front_place(number)), html.as_bytes())
    })?;
    map.extend((1..=front.pages()).map(|number| page(site::front_place(number))));
    map.extend(
        gathered
            .posts
            .iter()
            .chain(&gathered.pages)
            .map(|post| site::Sitemap {
                place: post.place.clone(),
                updated: post.updated.max(post.at),
            }),
    );
    let tags = site::tag_pages(&made, &listings);
    out.write("tags/index.html", site::tags_html(&made, &tags).as_bytes())?;
    map.push(page("tags/".to_owned()));
    let places: Result<Vec<Vec<String>>> = tags
        .par_iter()
        .map(|tag| {
            let pages = (1..=tag.pages()).filter_map(|number| site::tag_html(&made, tag, number));
            pages
                .map(|(place, html)| out.write(&index_of(&place), html.as_bytes()).map(|()| place))
                .collect()
        })
        .collect();
    map.extend(places?.into_iter().flatten().map(page));
    let entries: Vec<_> = gathered
        .newest(IN_FEED)
        .into_iter()
        .filter_map(|index| Some(gathered.posts[index].feed(&listings[index], texts.get(&index)?)))
        .collect();
    out.write("feed.xml", site::feed(&made, &entries).as_bytes())?;
    if let Some(map) = site::sitemap(&made, &map) {
        out.write("sitemap.xml", map.as_bytes())?;
    }
    let style = format!("{}{}", site::font_faces(made.theme), site::stylesheet(made.theme));
    out.write(made.theme.stylesheet_file(), style.as_bytes())?;
    for (name, bytes) in site::fonts(made.theme) {
        out.write(name, bytes)?;
    }
    Ok(())
}

/// The file of the page that stands at a place: `posts/a/` is `posts/a/index.html`.
fn index_of(place: &str) -> String {
    let path = crate::preview::decode(place);
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path
    }
}

//! What a post and its site say to `galley-site`: the same values for the preview, for `render` and for a build.

use galley_generators::{ExcerptCut, SiteSort, SiteTable};
use galley_post::{Known, Post, Value};
use galley_site::{Cut, Lists, NavLink, Order, Page, PostFacts, Site, Theme, post_page};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::facts::{self, Facts};
use crate::library::Inner;
use crate::reading;

/// How many tags of one post a site shows: each has a page, which lists all tags of the post again.
pub(crate) const MOST_TAGS: usize = 100;

/// The page of a post whose text, with LF endings, is `text`. `place` is where it stands in the site, when that is sure.
pub(crate) fn page(
    inner: &Inner,
    facts: &Facts,
    path: &str,
    post: &Post,
    place: Option<String>,
    text: &str,
) -> Page {
    let mut site = site(inner);
    site.text = reading::text_options(inner, path, post);
    if place.is_none() {
        // The page names its own address, and a wrong one is worse than none.
        site.base_url = None;
    }
    post_page(&site, &post_facts(inner, facts, path, post, place), text)
}

/// What the library's config says of its pages.
pub(crate) fn site(inner: &Inner) -> Site {
    let table = table(inner);
    let theme = theme(inner);
    let folder = inner
        .root
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let nav = table.nav.as_ref().map(|links| {
        let link = |link: &galley_generators::NavLink| NavLink {
            label: link.label.clone(),
            href: link.href.clone(),
        };
        links.iter().map(link).collect()
    });
    Site {
        title: inner.site.title.clone().or(folder).unwrap_or_default(),
        tagline: table.tagline.clone().unwrap_or_default(),
        base_url: inner.site.base_url.clone(),
        language: table.language.clone().unwrap_or_else(|| "en".to_owned()),
        nav: nav.unwrap_or_else(|| theme.nav()),
        lists: lists(&table),
        theme,
        ..Site::default()
    }
}

fn lists(table: &SiteTable) -> Lists {
    let standard = Lists::default();
    let count = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    Lists {
        order: match table.sort {
            None | Some(SiteSort::Date) => Order::Date,
            Some(SiteSort::Weight) => Order::Weight,
            Some(SiteSort::Listed) => Order::Listed(table.listed.clone()),
        },
        per_page: table.per_page.map_or(standard.per_page, count),
        date_format: table.date_format.clone(),
        excerpt: table.excerpt_length.map(count),
        cut: table.excerpt_cut.map(|cut| match cut {
            ExcerptCut::Word => Cut::Word,
            ExcerptCut::Character => Cut::Character,
        }),
        ..standard
    }
}

fn table(inner: &Inner) -> SiteTable {
    inner
        .site
        .galley
        .as_ref()
        .and_then(|galley| galley.site.clone())
        .unwrap_or_default()
}

/// The theme that the library's config names, else the first one.
pub(crate) fn theme(inner: &Inner) -> Theme {
    table(inner)
        .theme
        .and_then(|name| name.parse().ok())
        .unwrap_or_default()
}

/// What the page of a post says about it.
pub(crate) fn post_facts(
    inner: &Inner,
    facts: &Facts,
    path: &str,
    post: &Post,
    place: Option<String>,
) -> PostFacts {
    let text = |known| {
        let found = post.known(known)?;
        let text = found.value.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    // A page is no part of the stream of posts: it has neither the blog's author nor a time to read, and is in no list.
    let authors = if facts.authors.is_empty() && !facts.page {
        table(inner).author.into_iter().collect()
    } else {
        facts.authors.clone()
    };
    PostFacts {
        title: facts.title.clone(),
        day: facts.day,
        authors,
        source: post.get("source").and_then(Value::as_str).map(str::to_owned),
        image: cover(post),
        tags: if facts.page {
            Vec::new()
        } else {
            facts.tags.iter().take(MOST_TAGS).cloned().collect()
        },
        description: text(Known::Description),
        minutes: text(Known::ReadingTime)
            .and_then(|said| minutes(&said))
            .unwrap_or(if facts.page { 0 } else { facts.minutes }),
        draft: facts.shown.draft.is_some(),
        path: place.unwrap_or_else(|| {
            path.rsplit_once('.')
                .map_or_else(|| path.to_owned(), |(stem, _)| format!("{stem}/"))
        }),
    }
}

/// The picture for link previews, as the post writes it: the first one where it names several.
pub(crate) fn cover(post: &Post) -> Option<String> {
    let found = post.known(Known::Image)?;
    let picture = match found.value {
        Value::List(_) => galley_post::strings(found.value).into_iter().next(),
        value => value.as_str().map(str::to_owned),
    };
    picture.filter(|picture| !picture.trim().is_empty())
}

/// The minutes of `9`, `9 min read` or `8.5`, which is 9; at least one.
fn minutes(said: &str) -> Option<u32> {
    let end = said
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(said.len());
    let number: f64 = said[..end].trim_end_matches('.').parse().ok()?;
    // No text takes longer than a week.
    Some(number.ceil().clamp(1.0, 10_000.0) as u32)
}

/// The place of a post among others, by its field: lighter ones come first. Thousandths count.
pub(crate) fn weight(post: &Post) -> Option<i64> {
    let weight: f64 = post.known(Known::Weight)?.value.as_str()?.trim().parse().ok()?;
    weight.is_finite().then(|| (weight * 1000.0).round() as i64)
}

/// Whether the post's writer puts it first: a yes, or a number other than 0.
pub(crate) fn featured(post: &Post) -> bool {
    post.known(Known::Featured).is_some_and(|found| {
        let number = || {
            found
                .value
                .as_str()
                .and_then(|text| text.trim().parse::<f64>().ok())
        };
        found
            .value
            .truth()
            .unwrap_or_else(|| number().is_some_and(|number| number != 0.0))
    })
}

/// The zone of dates without an offset in a site's bytes: the config's, else UTC, so that a build is the same everywhere.
pub(crate) fn zone(inner: &Inner) -> TimeZone {
    inner.site.generator.time_zone(&TimeZone::UTC)
}

/// When a post is dated, and when its writer says that it was changed.
pub(crate) fn moments(inner: &Inner, path: &str, post: &Post) -> (Option<Timestamp>, Option<Timestamp>) {
    let zone = zone(inner);
    let said = facts::said(post);
    let dated = inner.site.generator.date_of(path, &said).map(|dated| dated.when);
    let updated = post
        .known(Known::Updated)
        .and_then(|found| galley_generators::parse_date(found.value.as_str()?));
    let at = |when: Option<galley_generators::When>| when.and_then(|when| facts::instant(&when, &zone));
    (at(dated), at(updated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_time_is_whole_minutes() {
        for (said, expected) in [
            ("9", Some(9)),
            ("9 min read", Some(9)),
            ("8.2", Some(9)),
            ("0", Some(1)),
            ("9.", Some(9)),
            ("nine", None),
            ("", None),
            ("-3", None),
            ("99999999999", Some(10_000)),
        ] {
            assert_eq!(minutes(said), expected, "{said}");
        }
    }

    #[test]
    fn weights_and_features_are_read_as_they_are_written() {
        let post = |field: &str| Post::parse(format!("---\n{field}\n---\n").into_bytes());
        assert_eq!(weight(&post("weight: 10")), Some(10_000));
        assert_eq!(weight(&post("weight: -1.5")), Some(-1500));
        assert_eq!(weight(&post("weight: heavy")), None);
        for (field, expected) in [
            ("featured: true", true),
            ("featured: yes", true),
            ("sticky: 100", true),
            ("sticky: 0", false),
            ("featured: false", false),
            ("title: x", false),
        ] {
            assert_eq!(featured(&post(field)), expected, "{field}");
        }
    }
}

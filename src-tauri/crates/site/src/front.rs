//! What lists of posts say: the front page, the pages after it and the pages of tags, as plain data.
//!
//! Owns order, excerpts, who leads and what stands on which page; `themes` only draws it. The same posts give the same
//! data on every machine: nothing here asks a clock or a zone.

mod cut;
mod order;
mod tags;
mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime;

use crate::page::Site;
use crate::theme::Theme;

pub use cut::Cut;
pub use order::Order;
pub use tags::{TagLink, TagPage, tag_place, tag_slug};
pub use words::plain_text;

pub(crate) use cut::cut;
use tags::in_alphabet;

/// How the lists of a site are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists {
    /// The order of the posts.
    pub order: Order,
    /// How many posts a page has; at least one.
    pub per_page: usize,
    /// How days are written, in strftime's words; `None` as the theme does.
    pub date_format: Option<String>,
    /// How many characters of a text stand in for a description; `None` as the theme does.
    pub excerpt: Option<usize>,
    /// Where they are cut; `None` as the theme does.
    pub cut: Option<Cut>,
    /// The name of the folder that the posts stand in, for example `posts`.
    pub collection: String,
}

impl Default for Lists {
    fn default() -> Self {
        Lists {
            order: Order::Date,
            per_page: 20,
            date_format: None,
            excerpt: None,
            cut: None,
            collection: "posts".to_owned(),
        }
    }
}

/// A post as lists need it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listing {
    /// Its path in the library; decides the order of equals.
    pub file: String,
    /// Where its page stands in the site, as in its address and without a slash before it: `our-retries/`.
    pub place: String,
    /// The title; empty for none.
    pub title: String,
    /// The day that it is dated.
    pub day: Option<Date>,
    /// When it is dated, for the order.
    pub at: Option<Timestamp>,
    /// Its weight, for the order.
    pub weight: Option<i64>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it was published first, for a stream of many sources.
    pub source: Option<String>,
    /// Its tags, as written.
    pub tags: Vec<String>,
    /// Its description, as written.
    pub description: Option<String>,
    /// Its text without marks on one line, as [`plain_text`] makes it; the beginning is enough.
    pub text: String,
    /// Reading time in minutes; 0 leaves it out.
    pub minutes: u32,
    /// Whether its writer puts it first.
    pub featured: bool,
}

/// A post on a front page, all words ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its path in the library.
    pub file: String,
    /// Where its page stands in the site.
    pub place: String,
    /// Its title; of a post without one its place, so that there is something to click.
    pub title: String,
    /// The day for machines and for people.
    pub day: Option<(String, String)>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The source, else the authors; may be empty.
    pub source: String,
    /// Its tags as the theme shows them.
    pub tags: Vec<TagLink>,
    /// Its description or what stands in for it; may be empty.
    pub excerpt: String,
    /// Whether the excerpt was cut.
    pub cut: bool,
    /// Reading time in minutes; 0 leaves it out.
    pub minutes: u32,
}

impl Card {
    /// Whether there is anything to say below the title of who, when and how long.
    pub(crate) fn has_byline(&self) -> bool {
        !self.authors.is_empty() || self.day.is_some() || self.minutes > 0
    }

    /// The letter in the circle before the authors.
    pub(crate) fn initial(&self) -> Option<String> {
        initial(self.authors.first()?)
    }
}

/// The first letter of a name, as a capital.
fn initial(name: &str) -> Option<String> {
    let letter = name.chars().find(|letter| letter.is_alphanumeric())?;
    Some(letter.to_uppercase().collect())
}

/// The front page and the pages after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// The post above the list, where the theme has one.
    pub lead: Option<Card>,
    /// The list, in its order.
    pub cards: Vec<Card>,
    /// All tags in alphabetical order, where the theme shows them.
    pub tags: Vec<TagLink>,
    per_page: usize,
}

/// One page of a list.
#[derive(Debug, Clone, Copy)]
pub struct ListPage<'f> {
    /// Its number, counted from 1.
    pub number: usize,
    /// How many there are.
    pub pages: usize,
    /// The posts on it.
    pub cards: &'f [Card],
}

/// The front page of these posts, which may come in any order.
pub fn front(site: &Site, posts: &[Listing]) -> Front {
    let ordered = site.lists.order.of(posts);
    let first = ordered.first().copied();
    let featured = ordered.iter().copied().find(|post| post.featured);
    let lead = match site.theme {
        Theme::Newsroom | Theme::Feed => featured.or(first),
        Theme::Journal => first,
        Theme::Terminal | Theme::Digest => None,
    };
    // In newsroom the featured post stands above the others, elsewhere it comes again.
    let apart = lead.filter(|_| site.theme == Theme::Newsroom);
    let listed = ordered
        .iter()
        .filter(|post| apart.is_none_or(|apart| !std::ptr::eq(**post, apart)));
    Front {
        lead: lead.map(|post| card(site, post, true)),
        cards: listed.map(|post| card(site, post, false)).collect(),
        tags: if site.theme == Theme::Terminal {
            in_alphabet(site.theme, posts)
        } else {
            Vec::new()
        },
        per_page: site.lists.per_page.max(1),
    }
}

impl Front {
    /// How many pages the list has; one when it is empty.
    pub fn pages(&self) -> usize {
        self.cards.len().div_ceil(self.per_page).max(1)
    }

    /// One of the pages, counted from 1; `None` beyond the last.
    pub fn page(&self, number: usize) -> Option<ListPage<'_>> {
        list_page(&self.cards, self.per_page, number)
    }
}

pub(crate) fn list_page(cards: &[Card], per_page: usize, number: usize) -> Option<ListPage<'_>> {
    let pages = cards.len().div_ceil(per_page).max(1);
    if !(1..=pages).contains(&number) {
        return None;
    }
    let start = (number - 1) * per_page;
    let end = (start + per_page).min(cards.len());
    Some(ListPage {
        number,
        pages,
        cards: cards.get(start..end).unwrap_or_default(),
    })
}

/// A post as its theme lists it, or as the lead above the list.
pub(crate) fn card(site: &Site, post: &Listing, lead: bool) -> Card {
    let description = post.description.as_deref().map(str::trim).unwrap_or_default();
    let (length, how) = site.theme.excerpt(&site.lists);
    let (excerpt, cut) = match (description, site.theme) {
        ("", _) => cut(&post.text, length, how),
        (description, Theme::Feed) if !lead => cut(&folded(description), length, how),
        (description, _) => (description.to_owned(), false),
    };
    let source = post.source.as_deref().map(str::trim).unwrap_or_default();
    Card {
        file: post.file.clone(),
        place: post.place.clone(),
        title: match post.title.trim() {
            "" => post.place.trim_matches('/').to_owned(),
            title => title.to_owned(),
        },
        day: post.day.map(|day| written_day(site, day)),
        authors: post.authors.clone(),
        source: if source.is_empty() {
            post.authors.join(", ")
        } else {
            source.to_owned()
        },
        tags: tags::links(site.theme, &post.tags),
        excerpt,
        cut,
        minutes: post.minutes,
    }
}

/// The day for machines and for people.
pub(crate) fn written_day(site: &Site, day: Date) -> (String, String) {
    let own = site.lists.date_format.as_deref();
    let written = own
        .and_then(|format| strtime::format(format, day).ok())
        .or_else(|| strtime::format(site.theme.date_format(), day).ok());
    (day.to_string(), written.unwrap_or_default())
}

/// White space of any kind and length as one blank.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The pages of tags, in the order of their addresses.
pub fn tag_pages(site: &Site, posts: &[Listing]) -> Vec<TagPage> {
    tags::pages(site, &site.lists.order.of(posts))
}

#[cfg(test)]
mod tests {
    use super::initial;

    #[test]
    fn the_initial_is_the_first_letter_of_the_name() {
        for (name, letter) in [
            ("Mirela Stan", Some("M")),
            ("ines", Some("I")),
            ("“élan”", Some("É")),
            ("…", None),
            ("", None),
        ] {
            assert_eq!(initial(name).as_deref(), letter);
        }
    }
}

//! Tags in lists: how a theme shows them, where their pages stand, and what is on these.

use std::collections::{BTreeMap, HashSet};

use super::{Card, ListPage, Listing, card, list_page};
use crate::page::Site;
use crate::theme::Theme;

/// A tag and where its page stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagLink {
    /// As the theme shows it.
    pub name: String,
    /// In the site, without a slash before it: `tags/caching/`.
    pub place: String,
}

/// The page of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagPage {
    /// The tag, as the theme shows its most used spelling.
    pub tag: TagLink,
    /// Its posts.
    pub cards: Vec<Card>,
    pub(crate) per_page: usize,
}

impl TagPage {
    /// How many pages its list has.
    pub fn pages(&self) -> usize {
        self.cards.len().div_ceil(self.per_page).max(1)
    }

    /// One of the pages, counted from 1; `None` beyond the last.
    pub fn page(&self, number: usize) -> Option<ListPage<'_>> {
        list_page(&self.cards, self.per_page, number)
    }
}

/// The place of a tag's page in the site: `tags/caching/`.
pub fn tag_place(tag: &str) -> String {
    format!("tags/{}/", tag_slug(tag))
}

/// A tag as it stands in an address: its letters and digits in lower case, `-` for what is between them, and words for the
/// signs that part `c`, `c++` and `c#`. Tags that differ in case, blanks or hyphens alone share a page. Never longer than the
/// name of a file can be: of a long one there is the beginning, and a sign of the whole.
pub fn tag_slug(tag: &str) -> String {
    let mut slug = String::new();
    for c in tag.chars().flat_map(char::to_lowercase) {
        let word = match c {
            '+' => "plus",
            '#' => "sharp",
            '&' => "and",
            '@' => "at",
            '%' => "percent",
            '*' => "star",
            '.' => "dot",
            c if c.is_alphanumeric() => {
                slug.push(c);
                continue;
            }
            // Marks of letters stay with them.
            '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' if !slug.is_empty() => {
                slug.push(c);
                continue;
            }
            _ => {
                if !slug.is_empty() && !slug.ends_with('-') {
                    slug.push('-');
                }
                continue;
            }
        };
        slug.push_str(word);
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() || slug == "page" {
        // `page` holds the further pages of a list.
        let points: Vec<String> = tag.chars().map(|c| format!("{:x}", u32::from(c))).collect();
        return short(&format!("u-{}", points.join("-")));
    }
    short(slug)
}

/// Disks take 255 bytes for a name; nobody reads that many in an address.
const LONGEST: usize = 100;

fn short(slug: &str) -> String {
    if slug.len() <= LONGEST {
        return slug.to_owned();
    }
    let begin = slug[..slug.floor_char_boundary(LONGEST)].trim_end_matches('-');
    let sign = blake3::hash(slug.as_bytes()).to_hex();
    format!("{begin}-{}", &sign[..8])
}

/// A tag as newsroom shows it: `incident-review` becomes "Incident review". A word that has capitals of its own,
/// like `iOS`, keeps them.
pub(crate) fn shown_tag(tag: &str) -> String {
    let words = tag.replace('-', " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first_word = words.split(' ').next().unwrap_or_default();
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if !first_word.chars().any(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => words,
    }
}

/// A post's tags as its theme shows them, each once.
pub(crate) fn links(theme: Theme, tags: &[String]) -> Vec<TagLink> {
    let mut seen = HashSet::new();
    let link = |tag: &String| TagLink {
        name: name(theme, tag),
        place: tag_place(tag),
    };
    tags.iter()
        .map(link)
        .filter(|link| !link.name.is_empty() && seen.insert(link.name.to_lowercase()))
        .collect()
}

fn name(theme: Theme, tag: &str) -> String {
    match theme {
        Theme::Newsroom => shown_tag(tag),
        _ => tag.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// All tags in alphabetical order, each under its most used spelling.
pub(crate) fn in_alphabet(theme: Theme, posts: &[Listing]) -> Vec<TagLink> {
    let all = gathered(posts.iter(), |tag| tag.trim().to_lowercase());
    let tags: Vec<String> = all.into_values().map(|(spelling, _)| spelling).collect();
    links(theme, &tags)
}

/// The pages of all tags of these posts, which stand in their order.
pub(super) fn pages(site: &Site, posts: &[&Listing]) -> Vec<TagPage> {
    let all = gathered(posts.iter().copied(), |tag| {
        // A tag that shows nothing has no page: nothing leads there.
        if name(site.theme, tag).is_empty() {
            String::new()
        } else {
            tag_slug(tag)
        }
    });
    let page = |(spelling, posts): (String, Vec<&Listing>)| TagPage {
        tag: TagLink {
            name: name(site.theme, &spelling),
            place: tag_place(&spelling),
        },
        cards: posts.into_iter().map(|post| card(site, post, false)).collect(),
        per_page: site.lists.per_page.max(1),
    };
    all.into_values().map(page).collect()
}

/// Tags that are one by `key`, with their most used spelling and their posts; none with an empty key.
fn gathered<'p>(
    posts: impl Iterator<Item = &'p Listing>,
    key: impl Fn(&str) -> String,
) -> BTreeMap<String, (String, Vec<&'p Listing>)> {
    let mut all: BTreeMap<String, (BTreeMap<&str, usize>, Vec<&Listing>)> = BTreeMap::new();
    for post in posts {
        let mut seen = HashSet::new();
        for tag in &post.tags {
            let key = key(tag);
            if key.is_empty() || !seen.insert(key.clone()) {
                continue;
            }
            let (spellings, posts) = all.entry(key).or_default();
            *spellings.entry(tag).or_default() += 1;
            posts.push(post);
        }
    }
    let chosen = |(key, (spellings, posts)): (String, (BTreeMap<&str, usize>, Vec<&'p Listing>))| {
        // Of spellings that are used as often, the first of the alphabet.
        let best = spellings.iter().rev().max_by_key(|(_, count)| **count);
        let spelling = best.map_or_else(String::new, |(spelling, _)| (*spelling).to_owned());
        (key, (spelling, posts))
    };
    all.into_iter().map(chosen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_shown_as_words() {
        for (tag, shown) in [
            ("incident-review", "Incident review"),
            ("go", "Go"),
            ("iOS", "iOS"),
            ("c++", "C++"),
            ("école-d'été", "École d'été"),
            ("日本語", "日本語"),
            ("-", ""),
            ("a--b", "A b"),
        ] {
            assert_eq!(shown_tag(tag), shown);
        }
    }

    #[test]
    fn a_tag_has_an_address_of_its_own() {
        for (tag, slug) in [
            ("Incident Review", "incident-review"),
            ("incident-review", "incident-review"),
            ("c", "c"),
            ("C++", "cplusplus"),
            ("c#", "csharp"),
            (".NET", "dotnet"),
            ("R&D", "randd"),
            ("a/b", "a-b"),
            ("../x", "dotdot-x"),
            ("日本語", "日本語"),
            ("page", "u-70-61-67-65"),
            ("!?", "u-21-3f"),
            ("École", "école"),
        ] {
            assert_eq!(tag_slug(tag), slug, "{tag}");
        }
    }

    #[test]
    fn a_long_tag_is_cut_and_stays_its_own() {
        let long = |end: &str| format!("{}{end}", "a long tag about everything ".repeat(12));
        let slugs = ["one", "two"].map(|end| tag_slug(&long(end)));
        assert!(
            slugs[0].starts_with("a-long-tag-about-everything-a-long-tag"),
            "{slugs:?}"
        );
        assert_ne!(slugs[0], slugs[1]);
        assert_eq!(tag_slug(&long("One").to_uppercase()), slugs[0]);
        let just = "x".repeat(LONGEST);
        assert_eq!(tag_slug(&just), just);
        // Letters of more than a byte are not cut in two; signs have long names.
        for tag in [
            long(""),
            "日本語".repeat(40),
            "é".repeat(101),
            "!".repeat(300),
            format!("{}-b", "a".repeat(99)),
        ] {
            let slug = tag_slug(&tag);
            assert!(slug.len() <= LONGEST + 9, "{slug}");
            let (_, sign) = slug.rsplit_once('-').unwrap();
            assert!(sign.len() == 8 && !slug.contains("--"), "{slug}");
        }
    }

    #[test]
    fn the_cloud_has_each_tag_once_under_its_most_used_spelling() {
        let post = |tags: &[&str]| Listing {
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..Listing::default()
        };
        let posts = [
            post(&["go", "Rust"]),
            post(&["Go", "rust", "rust"]),
            post(&["go", "ébène", "zfs"]),
        ];
        let names: Vec<String> = in_alphabet(Theme::Terminal, &posts)
            .into_iter()
            .map(|tag| tag.name)
            .collect();
        assert_eq!(names, ["go", "Rust", "zfs", "ébène"]);
    }
}

//! The names under which generators keep the same thing. Which of them a generator heeds is its own matter:
//! here only the field that a post has is found.

use crate::post::Post;
use crate::split::Format;
use crate::value::Value;

/// Something that many generators know a field for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Known {
    /// The title.
    Title,
    /// The date that decides the order and whether a post is scheduled.
    Date,
    /// The date of the last change.
    Updated,
    /// A mark that hides the post: `draft: true`, or Pelican's `Status: draft`.
    Draft,
    /// A mark that shows the post: Jekyll's and Hexo's `published: true`.
    Published,
    /// Tags.
    Tags,
    /// Categories.
    Categories,
    /// Authors.
    Authors,
    /// A description or summary.
    Description,
    /// The part of the URL that is the post's own.
    Slug,
    /// The URL, or the path of it, that the post asks for.
    Permalink,
    /// The URL of the page that this one is a copy of.
    Canonical,
    /// The picture for cards.
    Image,
    /// The place among its neighbours.
    Weight,
    /// A mark that puts the post first.
    Featured,
    /// The series that it is part of.
    Series,
    /// The language.
    Language,
    /// Old URLs.
    Aliases,
    /// The reading time, given by the writer.
    ReadingTime,
}

impl Known {
    /// All of them.
    pub const ALL: [Known; 19] = [
        Known::Title,
        Known::Date,
        Known::Updated,
        Known::Draft,
        Known::Published,
        Known::Tags,
        Known::Categories,
        Known::Authors,
        Known::Description,
        Known::Slug,
        Known::Permalink,
        Known::Canonical,
        Known::Image,
        Known::Weight,
        Known::Featured,
        Known::Series,
        Known::Language,
        Known::Aliases,
        Known::ReadingTime,
    ];

    /// One word for it, for programs.
    pub fn word(self) -> &'static str {
        match self {
            Known::Title => "title",
            Known::Date => "date",
            Known::Updated => "updated",
            Known::Draft => "draft",
            Known::Published => "published",
            Known::Tags => "tags",
            Known::Categories => "categories",
            Known::Authors => "authors",
            Known::Description => "description",
            Known::Slug => "slug",
            Known::Permalink => "permalink",
            Known::Canonical => "canonical",
            Known::Image => "image",
            Known::Weight => "weight",
            Known::Featured => "featured",
            Known::Series => "series",
            Known::Language => "language",
            Known::Aliases => "aliases",
            Known::ReadingTime => "reading-time",
        }
    }

    /// Whether a field of this name is one, whatever it holds.
    pub fn is_named(self, name: &str) -> bool {
        self.names().iter().any(|own| loosely(own, name))
    }

    /// The names, the most usual first. Case does not count, and neither do `_` and `-`.
    fn names(self) -> &'static [&'static str] {
        match self {
            Known::Title => &["title"],
            Known::Date => &[
                "date",
                "pubDate",
                "publishDate",
                "published_at",
                "publishedAt",
                "publishedDate",
                "published",
                "created",
                "created_at",
                "datePublished",
            ],
            Known::Updated => &[
                "updated",
                "lastmod",
                "updatedDate",
                "modified",
                "last_modified_at",
                "lastUpdated",
                "updated_at",
                "last_update.date",
                "modified_at",
                "last_modified",
                "dateModified",
                "date_updated",
            ],
            Known::Draft => &["draft", "isDraft", "status"],
            Known::Published => &["published"],
            Known::Tags => &["tags", "taxonomies.tags", "tag", "taxonomies.tag", "extra.tags"],
            Known::Categories => &[
                "categories",
                "taxonomies.categories",
                "category",
                "taxonomies.category",
            ],
            Known::Authors => &[
                "authors",
                "author",
                "taxonomies.authors",
                "by",
                "extra.author",
                "extra.authors",
                "params.author",
                "params.authors",
            ],
            Known::Description => &["description", "summary", "excerpt", "intro", "extra.description"],
            Known::Slug => &["slug"],
            Known::Permalink => &["permalink", "url", "path", "save_as"],
            Known::Canonical => &[
                "canonical_url",
                "canonical",
                "canonicalLink",
                "rel_canonical",
                "extra.canonical_url",
            ],
            Known::Image => &[
                "image",
                "heroImage",
                "cover",
                "coverImage",
                "thumbnail",
                "featured_image",
                "featuredImage",
                "og_image",
                "banner_img",
                "hero.image",
                "cover.image",
                "extra.image",
                "images",
                "featuredImg",
                "ogImage",
                "header.teaser",
            ],
            Known::Weight => &[
                "weight",
                "order",
                "sidebar_position",
                "nav_order",
                "sidebar.order",
            ],
            Known::Featured => &[
                "featured",
                "isFeatured",
                "pinned",
                "pin",
                "sticky",
                "top",
                "extra.featured",
            ],
            Known::Series => &["series", "taxonomies.series", "extra.series"],
            Known::Language => &["lang", "language", "locale"],
            Known::Aliases => &["aliases", "alias", "redirect_from", "redirects"],
            Known::ReadingTime => &[
                "reading_time",
                "readTime",
                "minutes_to_read",
                "extra.reading_time",
            ],
        }
    }

    /// Whether a value under one of the names is what is looked for: some names have two meanings.
    fn fits(self, value: &Value) -> bool {
        match self {
            Known::Date | Known::Updated => {
                value
                    .as_str()
                    .is_some_and(|text| text.trim_start().starts_with(|c: char| c.is_ascii_digit()))
                    || matches!(value, Value::Date(_))
            }
            Known::Published => value.truth().is_some(),
            Known::Draft => value.truth().is_some() || value.as_str().is_some() || *value == Value::Null,
            // `cover` with fields of its own has the picture in one of them.
            Known::Image => !matches!(value, Value::Map(_)),
            Known::Title | Known::Slug | Known::Permalink | Known::Canonical | Known::Description => {
                !matches!(value, Value::List(_) | Value::Map(_))
            }
            _ => true,
        }
    }
}

/// A field that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'a> {
    /// Its path as written in this post: what an edit names.
    pub path: String,
    /// What it holds.
    pub value: &'a Value,
}

pub(crate) fn find(post: &Post, what: Known) -> Option<Found<'_>> {
    let fields = || {
        post.fields()
            .iter()
            .map(|field| (field.name.as_str(), &field.value))
    };
    let candidates = what.names().iter().filter(|name| {
        // `status` says draft for Pelican, and much else elsewhere.
        !(what == Known::Draft && **name == "status") || post.format() == Format::Pelican || says_draft(post)
    });
    let found: Vec<Found<'_>> = candidates
        .filter_map(|name| {
            let found = match name.split_once('.') {
                None => named(fields(), name).map(|(path, value)| Found {
                    path: path.to_owned(),
                    value,
                }),
                Some((outer, inner)) => named(fields(), outer).and_then(|(outer, value)| match value {
                    Value::Map(pairs) => {
                        named(pairs.iter().map(|(name, value)| (name.as_str(), value)), inner).map(
                            |(inner, value)| Found {
                                path: format!("{outer}.{inner}"),
                                value,
                            },
                        )
                    }
                    _ => None,
                }),
            };
            found.filter(|found| what.fits(found.value))
        })
        .collect();
    // A field that is there and empty is less than one under a later name that holds something.
    let full = found.iter().position(|found| !empty(found.value)).unwrap_or(0);
    found.into_iter().nth(full)
}

fn says_draft(post: &Post) -> bool {
    let status = post.get("status").or_else(|| post.get("Status"));
    status
        .and_then(Value::as_str)
        .is_some_and(|status| status.eq_ignore_ascii_case("draft"))
}

fn empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

/// The last field of a name: of equal names the last one counts; a spelling that is exact wins.
fn named<'a>(
    fields: impl DoubleEndedIterator<Item = (&'a str, &'a Value)> + Clone,
    name: &str,
) -> Option<(&'a str, &'a Value)> {
    fields
        .clone()
        .rfind(|(other, _)| *other == name)
        .or_else(|| fields.clone().rfind(|(other, _)| loosely(other, name)))
}

/// Whether two names are the same but for case, `_` and `-`.
fn loosely(a: &str, b: &str) -> bool {
    let of = |c: &u8| !matches!(c, b'_' | b'-');
    let (mut a, mut b) = (a.bytes().filter(of), b.bytes().filter(of));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x.eq_ignore_ascii_case(&y) => {}
            _ => return false,
        }
    }
}

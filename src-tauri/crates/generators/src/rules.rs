//! What differs between generators, as data. Code that asks "which generator is it?" belongs elsewhere only where
//! a rule cannot be told as data.

use crate::date::Slashes;
use crate::kind::GeneratorKind as K;

/// What one string means where a list of tags is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarTags {
    /// One tag, whatever stands in it.
    One,
    /// Tags between commas.
    Commas,
    /// Tags between blanks.
    Blanks,
}

/// How the head of a new post is written when no other post shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadFormat {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// `Key: value` lines up to a blank one.
    Pelican,
}

/// When a field says that a post is a draft.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Marks {
    /// When it is true.
    True,
    /// When it is false.
    False,
    /// When it is one of these words; the first is written.
    Word(&'static [&'static str]),
}

/// What becomes of posts dated in the future.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Future {
    /// Always shown.
    Shown,
    /// Hidden, unless the config says otherwise.
    Hidden,
    /// Shown, unless the config says otherwise.
    ShownUnlessSet,
}

/// What becomes of a time without quotes, which YAML reads as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YamlTimes {
    /// It means what it says.
    AsWritten,
    /// Without an offset it is one in UTC.
    Utc,
    /// It is turned into UTC, whose clock is then taken for the local one.
    UtcTakenForLocal,
}

/// One generator's rules. Folders are relative to the site's folder.
#[derive(Debug)]
pub(crate) struct Rules {
    /// Folders whose Markdown the generator reads. Those that exist count; `""` is the whole site.
    pub(crate) roots: &'static [&'static str],
    /// Folders whose Markdown is pages and not posts.
    pub(crate) pages: &'static [&'static str],
    /// Folder names whose Markdown is neither post nor page, wherever they stand.
    pub(crate) not_content: &'static [&'static str],
    /// Extensions, lower case.
    pub(crate) extensions: &'static [&'static str],
    /// Whether `index.md` makes its folder one post, and other files in the folder are its parts.
    pub(crate) leaf_bundles: bool,
    /// Where the first post goes.
    pub(crate) first_post: &'static str,
    /// Fields that hold the date, the one that counts first.
    pub(crate) date_fields: &'static [&'static str],
    /// Fields that decide when a post is shown, where they are others than `date_fields`.
    pub(crate) release_fields: &'static [&'static str],
    /// Whether the generator itself reads `2026-06-04-` at the beginning of a file name as the date.
    pub(crate) dated_names: bool,
    /// How it reads `3/4/2026`.
    pub(crate) slashes: Slashes,
    /// Draft marks, the one that is written first.
    pub(crate) draft: &'static [(&'static str, Marks)],
    /// Whether drafts may stand in a `_drafts` folder beside `_posts`.
    pub(crate) draft_folder: bool,
    /// What becomes of posts dated in the future.
    pub(crate) future: Future,
    /// Whether `yes` and `on` are true, as in YAML 1.1.
    pub(crate) yes_is_true: bool,
    /// Whether every word and number for yes and no is one in a mark, whatever the form of the head makes of it.
    pub(crate) any_yes: bool,
    /// Whether a YAML head takes over what `<<` names.
    pub(crate) merges: bool,
    /// Whether a time needs its seconds.
    pub(crate) wants_seconds: bool,
    /// What a time is that YAML reads as one.
    pub(crate) yaml_times: YamlTimes,
    /// Whether `Tags` and `tags` are one field.
    pub(crate) fold_case: bool,
    /// What a string in `tags` means.
    pub(crate) tags: ScalarTags,
    /// Where tags stand in new posts.
    pub(crate) tag_field: &'static str,
    /// Where authors stand in new posts.
    pub(crate) author_field: &'static str,
    /// Where the date stands in new posts.
    pub(crate) date_field: &'static str,
    /// How the head of new posts is written.
    pub(crate) head: HeadFormat,
    /// Folders whose files stand at the site's root once it is built.
    pub(crate) assets: &'static [&'static str],
}

const MARKDOWN: &[&str] = &["md", "markdown", "mdown", "mkdn", "mkdown", "mkd"];
const AND_MDX: &[&str] = &["md", "mdx", "markdown"];
const DRAFT: &[(&str, Marks)] = &[("draft", Marks::True)];
/// Marks that blogs agree on where the generator has none of its own.
const BY_CUSTOM: &[(&str, Marks)] = &[
    ("draft", Marks::True),
    ("published", Marks::False),
    ("status", Marks::Word(&["draft"])),
];
const UNPUBLISHED: &[(&str, Marks)] = &[("published", Marks::False)];
const DATES: &[&str] = &[
    "date",
    "pubDate",
    "publishDate",
    "pubDatetime",
    "publishedAt",
    "published_at",
    "publishedDate",
    "datePublished",
    "published_on",
    "published",
    "posted",
    "created",
];

/// What holds where a generator says nothing else.
const COMMON: Rules = Rules {
    roots: &[""],
    pages: &["pages"],
    not_content: &[
        "_includes",
        "_layouts",
        "_data",
        "templates",
        "archetypes",
        "layouts",
    ],
    extensions: AND_MDX,
    leaf_bundles: false,
    first_post: "posts/{slug}.md",
    date_fields: DATES,
    release_fields: &[],
    dated_names: false,
    slashes: Slashes::MonthFirst,
    draft: BY_CUSTOM,
    draft_folder: false,
    future: Future::Shown,
    yes_is_true: false,
    any_yes: false,
    merges: true,
    wants_seconds: false,
    yaml_times: YamlTimes::AsWritten,
    fold_case: false,
    tags: ScalarTags::One,
    tag_field: "tags",
    author_field: "author",
    date_field: "date",
    head: HeadFormat::Yaml,
    assets: &["public", "static"],
};

const HUGO: Rules = Rules {
    roots: &["content"],
    pages: &["content/page", "content/pages"],
    not_content: &[],
    extensions: MARKDOWN,
    leaf_bundles: true,
    first_post: "content/posts/{slug}.md",
    date_fields: &[
        "date",
        "publishDate",
        "pubDate",
        "published",
        "lastmod",
        "modified",
    ],
    release_fields: &["publishDate", "pubDate", "published", "date"],
    slashes: Slashes::Unread,
    wants_seconds: true,
    draft: &[
        ("draft", Marks::True),
        ("published", Marks::False),
        ("build.render", Marks::Word(&["never", "false"])),
        ("_build.render", Marks::Word(&["never", "false"])),
    ],
    future: Future::Hidden,
    fold_case: true,
    assets: &["static", "assets"],
    ..COMMON
};

const JEKYLL: Rules = Rules {
    extensions: MARKDOWN,
    pages: &[],
    not_content: &["_includes", "_layouts", "_data", "_sass", "_plugins"],
    first_post: "_posts/{year}-{month}-{day}-{slug}.md",
    date_fields: &["date"],
    dated_names: true,
    slashes: Slashes::DayFirst,
    draft: UNPUBLISHED,
    draft_folder: true,
    future: Future::Hidden,
    yes_is_true: true,
    yaml_times: YamlTimes::Utc,
    tags: ScalarTags::Blanks,
    assets: &[""],
    ..COMMON
};

const ZOLA: Rules = Rules {
    roots: &["content"],
    pages: &["content/pages"],
    not_content: &[],
    extensions: &["md"],
    leaf_bundles: true,
    first_post: "content/{slug}.md",
    date_fields: &["date"],
    dated_names: true,
    slashes: Slashes::Unread,
    draft: DRAFT,
    // Its reader takes `<<` for a name like any other.
    merges: false,
    tag_field: "taxonomies.tags",
    author_field: "authors",
    head: HeadFormat::Toml,
    assets: &["static", "content"],
    ..COMMON
};

const ASTRO: Rules = Rules {
    roots: &[
        "src/content",
        "src/pages",
        "src/data",
        "src/blog",
        "src/posts",
        "content",
        "posts",
        "blog",
    ],
    pages: &["src/pages"],
    first_post: "src/content/blog/{slug}.md",
    assets: &["public"],
    ..COMMON
};

const ELEVENTY: Rules = Rules {
    extensions: &["md", "markdown", "mdx"],
    dated_names: true,
    first_post: "posts/{slug}.md",
    assets: &["", "public", "static"],
    ..COMMON
};

const HEXO: Rules = Rules {
    roots: &["source", "_posts", "_drafts"],
    pages: &[],
    extensions: MARKDOWN,
    first_post: "source/_posts/{slug}.md",
    date_fields: &["date"],
    draft: UNPUBLISHED,
    draft_folder: true,
    future: Future::ShownUnlessSet,
    yaml_times: YamlTimes::UtcTakenForLocal,
    assets: &["source"],
    ..COMMON
};

const DOCUSAURUS: Rules = Rules {
    roots: &["blog", "docs", "src/pages", "i18n"],
    pages: &["docs", "src/pages"],
    not_content: &[
        "docusaurus-plugin-content-docs",
        "docusaurus-plugin-content-pages",
    ],
    first_post: "blog/{year}-{month}-{day}-{slug}.md",
    date_fields: &["date"],
    dated_names: true,
    draft: DRAFT,
    author_field: "authors",
    assets: &["static"],
    ..COMMON
};

const PELICAN: Rules = Rules {
    roots: &["content"],
    pages: &["content/pages"],
    not_content: &["extra"],
    extensions: MARKDOWN,
    first_post: "content/{slug}.md",
    date_fields: &["date"],
    dated_names: true,
    draft: &[("Status", Marks::Word(&["draft", "hidden", "skip"]))],
    future: Future::ShownUnlessSet,
    fold_case: true,
    tags: ScalarTags::Commas,
    tag_field: "Tags",
    author_field: "Author",
    date_field: "Date",
    head: HeadFormat::Pelican,
    assets: &["content", "content/extra"],
    ..COMMON
};

const GALLEY: Rules = Rules {
    roots: &[""],
    extensions: &["md", "markdown"],
    date_fields: &["date"],
    draft: DRAFT,
    // What its writer marked in any way is not shown to readers.
    any_yes: true,
    dated_names: true,
    slashes: Slashes::Unread,
    future: Future::Hidden,
    assets: &["", "posts", "static"],
    ..COMMON
};

const NEXT: Rules = Rules {
    assets: &["public"],
    ..COMMON
};
const GATSBY: Rules = Rules {
    pages: &["src/pages"],
    first_post: "content/blog/{slug}/index.md",
    assets: &["static"],
    ..COMMON
};
const VITEPRESS: Rules = Rules {
    assets: &["public", "docs/public"],
    ..COMMON
};
const VUEPRESS: Rules = Rules {
    assets: &[".vuepress/public", "docs/.vuepress/public"],
    ..COMMON
};
const PLAIN: Rules = Rules {
    pages: &[],
    not_content: &[],
    extensions: &["md", "mdx", "markdown", "mdown", "mkdn", "mkdown", "mkd"],
    first_post: "{slug}.md",
    slashes: Slashes::Unread,
    assets: &["", "static", "public", "assets"],
    ..COMMON
};

/// The rules of a generator.
pub(crate) fn rules(kind: K) -> &'static Rules {
    match kind {
        K::Hugo => &HUGO,
        K::Jekyll => &JEKYLL,
        K::Zola => &ZOLA,
        K::Astro => &ASTRO,
        K::Eleventy => &ELEVENTY,
        K::Hexo => &HEXO,
        K::Docusaurus => &DOCUSAURUS,
        K::Gatsby => &GATSBY,
        K::Next => &NEXT,
        K::VitePress => &VITEPRESS,
        K::VuePress => &VUEPRESS,
        K::Pelican => &PELICAN,
        K::Galley => &GALLEY,
        K::Markdown => &PLAIN,
    }
}

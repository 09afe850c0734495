//! What generators add to Markdown: their template tags, admonitions and components, a table for each.
//!
//! A dialect is data: which signs open and close a tag, and which names mean something that can be shown. A name that no
//! table has becomes a quiet box with what the writer wrote. To teach a dialect a name, add a row.

/// Which additions to Markdown a text is read with. It says nothing of folders and addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Dialect {
    /// None: Markdown alone.
    #[default]
    Plain,
    /// Links to `a.md` lead to its page.
    Galley,
    /// `{{< name >}}`, `{{% name %}}`.
    Hugo,
    /// Liquid: `{% name %}`, `{{ value }}`.
    Jekyll,
    /// `{{ name(a=b) }}`, `{% name() %}…{% end %}`, links to `@/file.md`.
    Zola,
    /// MDX: components, imports, and Starlight's `:::note`.
    Astro,
    /// MDX and `:::note`.
    Docusaurus,
    /// Liquid or Nunjucks: `{% name %}`, `{{ value }}`.
    Eleventy,
    /// Nunjucks: `{% name %}`, `{{ value }}`.
    Hexo,
    /// VitePress and VuePress: `::: tip` and components.
    Vue,
    /// Links to `{filename}a.md`.
    Pelican,
}

/// How the inside of a tag is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `name arg key="value" /`, closed by `/name`.
    Hugo,
    /// `name arg key="value"`, closed by `endname`.
    Liquid,
    /// An expression.
    Output,
    /// `name(key="value")`; closed by `end` when it stands in `{% %}`.
    Call,
}

/// The signs round a tag.
pub(crate) struct Form {
    pub open: &'static str,
    pub close: &'static str,
    pub style: Style,
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A picture with a caption.
    Figure,
    /// Code up to its end tag; nothing in it is read.
    Code,
    /// The address of another page.
    Page,
    /// The address of a post, named without its folder.
    Post,
    /// A link to a post, with its words.
    PostLink,
    /// Something that another site shows: what it is, and its address without the last part.
    Embed(&'static str, &'static str),
    /// An admonition; its kind is the name itself, or the first word or `type` when the name is none.
    Callout,
    /// Text that opens on a click.
    Details,
    /// A quotation.
    Quote,
    /// Nothing in it is read as a tag.
    Raw,
    /// It is for the writer alone.
    Comment,
}

/// All of a dialect.
pub(crate) struct Rules {
    pub forms: &'static [Form],
    /// `:::name … :::`.
    pub directives: bool,
    /// `<Name …>`, `import`, `export`.
    pub components: bool,
    /// What a link begins with that names a file of the blog, and what stands for it in the file's name.
    pub page_links: &'static [(&'static str, &'static str)],
    /// What an address begins with that names a file which is published as it is.
    pub file_prefixes: &'static [&'static str],
    /// Signs that keep a tag from being read and that readers do not see, also in code, and what they see in place of them.
    pub escapes: &'static [(&'static str, &'static str)],
    /// Links to `.md` files are links to their pages.
    pub file_links: bool,
    known: &'static [(&'static str, Meaning)],
}

impl Rules {
    /// True when text can hold anything of the dialect.
    pub(crate) fn has_tags(&self) -> bool {
        !self.forms.is_empty() || self.directives || self.components
    }

    pub(crate) fn meaning(&self, name: &str) -> Option<Meaning> {
        let row = self.known.iter().find(|(known, _)| *known == name);
        row.map(|(_, meaning)| *meaning)
            .or_else(|| callout(name).map(|_| Meaning::Callout))
    }
}

/// GitHub's five kinds of admonition, and what else they are called.
const CALLOUTS: [(&str, &[&str]); 5] = [
    (
        "note",
        &[
            "note",
            "info",
            "information",
            "abstract",
            "summary",
            "seealso",
            "Note",
            "Info",
        ],
    ),
    (
        "tip",
        &["tip", "hint", "success", "check", "example", "Tip", "TipBox"],
    ),
    ("important", &["important", "Important"]),
    ("warning", &["warning", "warn", "attention", "Warning"]),
    (
        "caution",
        &[
            "caution", "danger", "error", "bug", "failure", "Caution", "Danger",
        ],
    ),
];

/// Which of GitHub's kinds of admonition a name means.
pub(crate) fn callout(name: &str) -> Option<&'static str> {
    let found = CALLOUTS.iter().find(|(_, names)| names.contains(&name));
    found.map(|(kind, _)| *kind)
}

use Meaning::{Callout, Code, Comment, Details, Embed, Figure, Page, Post, PostLink, Quote, Raw};

const YOUTUBE: Meaning = Embed("YouTube", "https://www.youtube.com/watch?v=");
const VIMEO: Meaning = Embed("Vimeo", "https://vimeo.com/");
const TWEET: Meaning = Embed("Post on X", "https://x.com/i/status/");
const GIST: Meaning = Embed("Gist", "https://gist.github.com/");
const INSTAGRAM: Meaning = Embed("Instagram", "https://www.instagram.com/p/");

const HUGO: &[(&str, Meaning)] = &[
    ("figure", Figure),
    ("img", Figure),
    ("image", Figure),
    ("highlight", Code),
    ("ref", Page),
    ("relref", Page),
    ("youtube", YOUTUBE),
    ("vimeo", VIMEO),
    ("tweet", TWEET),
    ("twitter", TWEET),
    ("x", TWEET),
    ("gist", GIST),
    ("instagram", INSTAGRAM),
    (
        "slideshare",
        Embed("SlideShare", "https://www.slideshare.net/slideshow/embed_code/"),
    ),
    (
        "speakerdeck",
        Embed("Speaker Deck", "https://speakerdeck.com/player/"),
    ),
    ("scribd", Embed("Scribd", "https://www.scribd.com/document/")),
    ("details", Details),
    ("expand", Details),
    ("notice", Callout),
    ("alert", Callout),
    ("admonition", Callout),
    ("callout", Callout),
    ("hint", Callout),
    ("quote", Quote),
    ("blockquote", Quote),
];

const JEKYLL: &[(&str, Meaning)] = &[
    ("highlight", Code),
    ("raw", Raw),
    ("comment", Comment),
    ("post_url", Post),
    ("link", Page),
    ("gist", GIST),
    ("youtube", YOUTUBE),
    ("vimeo", VIMEO),
    ("twitter", TWEET),
    ("figure", Figure),
    ("image", Figure),
];

const ZOLA: &[(&str, Meaning)] = &[
    ("youtube", YOUTUBE),
    ("vimeo", VIMEO),
    ("tweet", TWEET),
    ("gist", GIST),
    ("figure", Figure),
    ("image", Figure),
    ("img", Figure),
    ("quote", Quote),
    ("details", Details),
    ("alert", Callout),
    ("admonition", Callout),
    ("callout", Callout),
];

const HEXO: &[(&str, Meaning)] = &[
    ("codeblock", Code),
    ("code", Code),
    ("raw", Raw),
    ("post_path", Post),
    ("post_link", PostLink),
    ("asset_path", Page),
    ("img", Figure),
    ("asset_img", Figure),
    ("blockquote", Quote),
    ("quote", Quote),
    ("pullquote", Quote),
    ("youtube", YOUTUBE),
    ("vimeo", VIMEO),
    ("gist", GIST),
];

const ELEVENTY: &[(&str, Meaning)] = &[
    ("highlight", Code),
    ("raw", Raw),
    ("verbatim", Raw),
    ("comment", Comment),
    ("image", Figure),
    ("figure", Figure),
    ("youtube", YOUTUBE),
    ("vimeo", VIMEO),
    ("tweet", TWEET),
    ("gist", GIST),
    ("callout", Callout),
    ("details", Details),
];

const MDX: &[(&str, Meaning)] = &[
    ("YouTube", YOUTUBE),
    ("Youtube", YOUTUBE),
    ("Vimeo", VIMEO),
    ("Tweet", TWEET),
    ("Gist", GIST),
    ("Aside", Callout),
    ("Admonition", Callout),
    ("Callout", Callout),
    ("Alert", Callout),
    ("details", Details),
    ("Details", Details),
    ("Image", Figure),
    ("Figure", Figure),
    ("Img", Figure),
];

const TAGS: Form = Form {
    open: "{%",
    close: "%}",
    style: Style::Liquid,
};
const OUTPUT: Form = Form {
    open: "{{",
    close: "}}",
    style: Style::Output,
};

const RAW: &[(&str, &str)] = &[
    ("{% raw %}", ""),
    ("{% endraw %}", ""),
    ("{%- raw -%}", ""),
    ("{%- endraw -%}", ""),
    ("{%raw%}", ""),
    ("{%endraw%}", ""),
];

const PLAIN: Rules = Rules {
    forms: &[],
    directives: false,
    components: false,
    page_links: &[],
    file_prefixes: &[],
    escapes: &[],
    file_links: false,
    known: &[],
};

impl Dialect {
    pub(crate) fn rules(self) -> &'static Rules {
        match self {
            Dialect::Galley => &Rules {
                file_links: true,
                ..PLAIN
            },
            Dialect::Plain => &PLAIN,
            Dialect::Hugo => &Rules {
                forms: &[
                    Form {
                        open: "{{<",
                        close: ">}}",
                        style: Style::Hugo,
                    },
                    Form {
                        open: "{{%",
                        close: "%}}",
                        style: Style::Hugo,
                    },
                ],
                known: HUGO,
                escapes: &[
                    ("{{</*", "{{<"),
                    ("*/>}}", ">}}"),
                    ("{{%/*", "{{%"),
                    ("*/%}}", "%}}"),
                ],
                ..PLAIN
            },
            Dialect::Jekyll => &Rules {
                forms: &[TAGS, OUTPUT],
                known: JEKYLL,
                escapes: RAW,
                ..PLAIN
            },
            Dialect::Zola => &Rules {
                forms: &[
                    Form {
                        open: "{{",
                        close: "}}",
                        style: Style::Call,
                    },
                    Form {
                        open: "{%",
                        close: "%}",
                        style: Style::Call,
                    },
                ],
                page_links: &[("@/", "/")],
                known: ZOLA,
                ..PLAIN
            },
            Dialect::Astro | Dialect::Docusaurus => &Rules {
                directives: true,
                components: true,
                file_links: true,
                known: MDX,
                ..PLAIN
            },
            Dialect::Vue => &Rules {
                directives: true,
                components: true,
                file_links: true,
                known: MDX,
                forms: &[OUTPUT],
                ..PLAIN
            },
            Dialect::Eleventy => &Rules {
                forms: &[TAGS, OUTPUT],
                known: ELEVENTY,
                escapes: RAW,
                ..PLAIN
            },
            Dialect::Hexo => &Rules {
                forms: &[TAGS, OUTPUT],
                known: HEXO,
                escapes: RAW,
                ..PLAIN
            },
            Dialect::Pelican => &Rules {
                page_links: &[("{filename}", ""), ("|filename|", "")],
                file_prefixes: &["{static}", "{attach}"],
                ..PLAIN
            },
        }
    }
}

//! How a piece looks: as a block of its own, within a sentence, round other blocks, or as a plain value in an address.

use comrak::html::{escape, escape_href};

use super::tag::Tag;
use super::{Part, Piece};
use crate::dialect::{Meaning, callout};
use crate::resolve::{Resolver, Wanted};

/// Shows the pieces of a text.
pub(super) struct Show<'t> {
    /// The Markdown as written.
    pub text: &'t str,
    pub resolver: &'t Resolver,
}

impl Show<'_> {
    /// What the writer wrote.
    pub(super) fn source(&self, piece: &Piece) -> &str {
        &self.text[piece.source.clone()]
    }

    /// The piece as a block. Code is not made here: the tree has blocks for it.
    pub(super) fn block(&self, piece: &Piece) -> String {
        if let Part::Tag { tag, meaning, .. } = &piece.part {
            let shown = match meaning {
                Some(Meaning::Figure) => figure(tag),
                Some(Meaning::Embed(label, address)) => {
                    embed(tag, label, address).map(|link| format!("<p class=\"embed\">{link}</p>\n"))
                }
                _ if is_include_of_picture(tag) => figure(tag),
                _ => None,
            };
            if let Some(shown) = shown {
                return shown;
            }
        }
        format!("<p class=\"shortcode\">{}</p>\n", self.label(piece))
    }

    /// The piece as a part of a sentence.
    pub(super) fn inline(&self, piece: &Piece) -> String {
        let boxed = || format!("<span class=\"shortcode\">{}</span>", self.label(piece));
        match &piece.part {
            Part::Text(_) | Part::Nothing => escaped(&self.value(piece)),
            Part::Output => format!("<code class=\"shortcode\">{}</code>", escaped(self.source(piece))),
            Part::Code { literal, .. } => format!("<code>{}</code>", escaped(literal.trim())),
            Part::Close(_) | Part::Module => boxed(),
            Part::Tag { tag, meaning, .. } => match meaning {
                Some(Meaning::Page | Meaning::Post) => escaped(&self.value(piece)),
                Some(Meaning::PostLink) => self.post_link(tag),
                Some(Meaning::Figure) => picture(tag).unwrap_or_else(boxed),
                Some(Meaning::Embed(label, address)) => embed(tag, label, address).unwrap_or_else(boxed),
                _ => boxed(),
            },
        }
    }

    /// What stands before and behind the blocks that the piece encloses.
    pub(super) fn around(&self, piece: &Piece) -> (String, String) {
        if let Part::Tag { tag, meaning, .. } = &piece.part {
            match meaning {
                Some(Meaning::Callout) => return callout_around(tag),
                Some(Meaning::Details) => {
                    let summary = tag
                        .get_or_first(&["summary", "title", "label"])
                        .unwrap_or("Details");
                    let open = format!("<details>\n<summary>{}</summary>\n", phrase(summary));
                    return (open, "</details>\n".to_owned());
                }
                Some(Meaning::Quote) => {
                    let named = tag.get(&["author", "cite", "source"]);
                    let who = named.or_else(|| Some(tag.written.as_str()).filter(|_| tag.named.is_empty()));
                    let footer = match who.unwrap_or_default() {
                        "" => String::new(),
                        who => format!("<footer>{}</footer>\n", phrase(who)),
                    };
                    return ("<blockquote>\n".to_owned(), format!("{footer}</blockquote>\n"));
                }
                _ => {}
            }
        }
        let open = format!(
            "<div class=\"shortcode-around\">\n<p class=\"shortcode\">{}</p>\n",
            self.label(piece)
        );
        (open, "</div>\n".to_owned())
    }

    /// What stands before and behind the words that the piece encloses.
    pub(super) fn inline_around(&self, piece: &Piece) -> (String, String) {
        let open = format!("<span class=\"shortcode\">{}</span> ", self.label(piece));
        (open, String::new())
    }

    /// The piece as plain text, for an address or an attribute; what has no value is what the writer wrote.
    pub(super) fn value(&self, piece: &Piece) -> String {
        let address =
            |wanted: Wanted<'_>, name: &str| self.resolver.address(wanted).unwrap_or_else(|| name.to_owned());
        match &piece.part {
            Part::Text(text) => text.clone(),
            Part::Nothing => String::new(),
            Part::Tag { tag, meaning, .. } => match (meaning, target(tag)) {
                (Some(Meaning::Page), Some(name)) => address(Wanted::Page(name), name),
                (Some(Meaning::Post), Some(name)) => address(Wanted::Post(name), name),
                _ => self.source(piece).to_owned(),
            },
            _ => self.source(piece).to_owned(),
        }
    }

    fn post_link(&self, tag: &Tag) -> String {
        let name = target(tag).unwrap_or_default();
        let address = self.resolver.address(Wanted::Post(name));
        let words = tag.words.get(1..).unwrap_or_default().join(" ");
        let words = if words.is_empty() { name } else { &words };
        format!(
            "<a href=\"{}\">{}</a>",
            address_of(address.as_deref().unwrap_or(name)),
            escaped(words)
        )
    }

    /// The name and what the writer wrote, for a box.
    fn label(&self, piece: &Piece) -> String {
        let source = self.source(piece).trim();
        let name = match &piece.part {
            Part::Tag { tag, .. } => tag.name.as_str(),
            Part::Module => source.split_whitespace().next().unwrap_or_default(),
            _ => "",
        };
        let code = format!("<code>{}</code>", escaped(source));
        match name {
            "" => code,
            name => format!("<span class=\"shortcode-name\">{}</span> {code}", escaped(name)),
        }
    }
}

/// The page or post that a tag names.
fn target(tag: &Tag) -> Option<&str> {
    tag.get_or_first(&["path", "name", "slug"])
}

/// `{% include figure.html src="a.png" %}` and the like: blogs write their own.
fn is_include_of_picture(tag: &Tag) -> bool {
    let file = tag.words.first().map_or("", String::as_str).to_ascii_lowercase();
    tag.name.starts_with("include")
        && ["figure", "image", "img", "picture"]
            .iter()
            .any(|word| file.contains(word))
}

fn callout_around(tag: &Tag) -> (String, String) {
    let named = tag.get_or_first(&["type", "kind", "class", "variant", "level"]);
    let name = match callout(&tag.name) {
        Some(_) => tag.name.as_str(),
        None => named.unwrap_or("note"),
    };
    let kind = callout(name)
        .or_else(|| callout(&name.to_ascii_lowercase()))
        .unwrap_or("note");
    let mut letters = name.chars();
    let word = letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    let title = tag.get(&["title", "heading", "header"]).unwrap_or(&word);
    let open = format!(
        "<div class=\"markdown-alert markdown-alert-{kind}\">\n<p class=\"markdown-alert-title\">{}</p>\n",
        phrase(title)
    );
    (open, "</div>\n".to_owned())
}

const SOURCES: [&str; 8] = [
    "src",
    "url",
    "image_path",
    "path",
    "file",
    "image",
    "link_src",
    "href_src",
];

/// The address of a tag's picture: an argument for it, or the first word that looks like a file.
fn picture_source(tag: &Tag) -> Option<&str> {
    let file = |word: &&str| word.contains(['.', '/']) && !word.ends_with(".html") && !word.contains('{');
    let word = || tag.words.iter().map(String::as_str).find(|word| file(word));
    tag.get(&SOURCES).filter(file).or_else(word)
}

fn picture(tag: &Tag) -> Option<String> {
    let source = picture_source(tag)?;
    // What stands behind the address in words: `asset_img a.png A cat`, `image "a.png", "A cat"`.
    let after = tag.words.iter().skip_while(|word| *word != source).skip(1);
    let after: Vec<&str> = after
        .map(String::as_str)
        .filter(|word| word.parse::<u32>().is_err())
        .collect();
    let after = match after.as_slice() {
        [whole, ..] if whole.contains(' ') => (*whole).to_owned(),
        words => words.join(" "),
    };
    let words = tag.get(&["alt", "caption", "title"]).unwrap_or(&after);
    let mut html = format!("<img src=\"{}\" alt=\"{}\"", address_of(source), escaped(words));
    for size in ["width", "height"] {
        if let Some(value) = tag.get(&[size]).map(|value| value.trim_end_matches("px"))
            && value.bytes().all(|byte| byte.is_ascii_digit())
        {
            html.push_str(&format!(" {size}=\"{value}\""));
        }
    }
    html.push_str(" />");
    Some(html)
}

fn figure(tag: &Tag) -> Option<String> {
    let mut html = picture(tag)?;
    if let Some(link) = tag.get(&["link", "href"]) {
        html = format!("<a href=\"{}\">{html}</a>", address_of(link));
    }
    let title = tag
        .get(&["title"])
        .map(|title| format!("<strong>{}</strong>", phrase(title)));
    let caption = tag.get(&["caption"]).map(phrase);
    let credit = tag
        .get(&["attr", "credit"])
        .map(|credit| match tag.get(&["attrlink"]) {
            Some(link) => format!("<a href=\"{}\">{}</a>", address_of(link), escaped(credit)),
            None => escaped(credit),
        });
    let words: Vec<String> = [title, caption, credit].into_iter().flatten().collect();
    let caption = match words.as_slice() {
        [] => String::new(),
        words => format!("<figcaption>{}</figcaption>\n", words.join(" ")),
    };
    Some(format!("<figure>\n{html}\n{caption}</figure>\n"))
}

/// A link to what another site shows: nothing of it is fetched for the page.
fn embed(tag: &Tag, label: &str, address: &str) -> Option<String> {
    let keys = ["id", "url", "videoid", "youtubeid", "tweetid", "src", "code"];
    let id = match tag.words.as_slice() {
        // `gist user 123`, `tweet user id`.
        [user, id, ..] if label == "Gist" => format!("{user}/{id}"),
        _ => tag.get_or_first(&keys)?.to_owned(),
    };
    let whole = id.starts_with("https://") || id.starts_with("http://");
    let address = if whole {
        id.clone()
    } else {
        format!("{address}{id}")
    };
    let words = tag.get(&["title", "caption"]).unwrap_or(&id);
    Some(format!(
        "<a class=\"embed-link\" href=\"{}\"><span class=\"shortcode-name\">{label}</span> {}</a>",
        address_of(&address),
        escaped(words)
    ))
}

pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape(&mut html, text);
    html
}

/// A title or a caption: Markdown within one line, without raw HTML. More than a line is shown as it is written.
fn phrase(text: &str) -> String {
    const LONGEST: usize = 1_000;
    if text.len() <= LONGEST && text.contains(['*', '_', '`', '[', '&', '\\']) {
        let mut options = comrak::Options::default();
        options.render.escape = true;
        let html = comrak::markdown_to_html(text, &options);
        let line = html
            .strip_prefix("<p>")
            .and_then(|html| html.strip_suffix("</p>\n"));
        if let Some(line) = line.filter(|line| !line.contains("<p>")) {
            return line.to_owned();
        }
    }
    escaped(text)
}

fn address_of(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let _ = escape_href(&mut html, text, false);
    html
}

//! Pages as a browser parses them.

use std::collections::{BTreeMap, HashSet};

use ego_tree_free::walk;
use scraper::{ElementRef, Html, Node, Selector};

mod ego_tree_free {
    //! The text of a page in reading order: a line for each block, blanks folded.
    use super::{ElementRef, Node};

    /// Elements that begin a line of their own.
    const BLOCKS: [&str; 24] = [
        "address",
        "article",
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "time",
        "tr",
        "ul",
    ];

    pub(super) fn walk(element: ElementRef<'_>, out: &mut String) {
        let value = element.value();
        let name = value.name();
        // A day in a byline stands in its line; tags stand beside each other.
        let in_byline = || {
            element
                .parent()
                .and_then(ElementRef::wrap)
                .is_some_and(|parent| parent.value().classes().any(|class| class == "byline"))
        };
        let block = BLOCKS.contains(&name) && !(name == "time" && in_byline())
            || name == "li" && element.value().classes().next().is_none() && !in_tags(element);
        if block {
            out.push('\n');
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => out.push_str(text),
                Node::Element(_) => walk(ElementRef::wrap(child).unwrap(), out),
                _ => {}
            }
        }
        if block {
            out.push('\n');
        }
    }

    fn in_tags(element: ElementRef<'_>) -> bool {
        let parent = element.parent().and_then(ElementRef::wrap);
        parent.is_some_and(|parent| parent.value().classes().any(|class| class == "post-tags"))
    }
}

pub(crate) fn parsed(html: &str) -> Html {
    Html::parse_document(html)
}

pub(crate) fn all<'h>(document: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    document.select(&Selector::parse(selector).unwrap()).collect()
}

/// What a reader reads in an element, a line for each block.
pub(crate) fn text(element: ElementRef<'_>) -> String {
    let mut raw = String::new();
    walk(element, &mut raw);
    // A line end within a text is a blank; `\n` of blocks are told apart by being at an element's edge, and both fold
    // alike, because templates write no line ends within a text.
    let lines = raw
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

/// What a strict parser objects to, and what it does not look at: ids that stand twice, nothing to read on an image.
pub(crate) fn faults(html: &str) -> Vec<String> {
    let document = parsed(html);
    let mut faults: Vec<String> = document.errors.iter().map(ToString::to_string).collect();
    if format!("{:?}", document.quirks_mode) != "NoQuirks" {
        faults.push("quirks mode".to_owned());
    }
    let mut ids = HashSet::new();
    for element in all(&document, "[id]") {
        let id = element.value().attr("id").unwrap();
        if !ids.insert(id.to_owned()) {
            faults.push(format!("the id {id} stands twice"));
        }
    }
    for label in all(&document, "[aria-labelledby]") {
        let id = label.value().attr("aria-labelledby").unwrap();
        if !ids.contains(id) {
            faults.push(format!("no {id}"));
        }
    }
    if all(&document, "h1").len() != 1 {
        faults.push(format!(
            "{} headings of the first level",
            all(&document, "h1").len()
        ));
    }
    if all(&document, "main").len() != 1 || all(&document, "title").len() != 1 {
        faults.push("not one main and one title".to_owned());
    }
    faults.extend(
        all(&document, "img:not([alt])")
            .iter()
            .map(|image| format!("no alt: {}", image.html())),
    );
    faults.extend(
        all(&document, "script, style, [style]")
            .iter()
            .map(|found| found.html()),
    );
    faults
}

/// The links of the site's pages that lead to no file of it, or to no place of a page.
pub(crate) fn broken(files: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<String> {
    let pages: BTreeMap<&str, Html> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), parsed(std::str::from_utf8(bytes).unwrap())))
        .collect();
    let mut broken = Vec::new();
    let mut looked_at = 0;
    for (path, page) in &pages {
        let place = path.strip_suffix("index.html").unwrap_or(path);
        for element in all(
            page,
            "[href], [src], meta[property='og:url'], meta[property='og:image']",
        ) {
            let value = element.value();
            let address = ["href", "src", "content"]
                .iter()
                .find_map(|name| value.attr(name))
                .unwrap();
            let address = match address.strip_prefix(base) {
                Some(rest) if !base.is_empty() => format!("/{}", rest.trim_start_matches('/')),
                _ => address.to_owned(),
            };
            if address.contains("://") || address.starts_with("mailto:") {
                continue;
            }
            looked_at += 1;
            let whole = galley_site::resolved(place, &address);
            let (file, id) = whole
                .split_once('#')
                .map_or((whole.as_str(), None), |(file, id)| (file, Some(id)));
            let file = decoded(file.split('?').next().unwrap());
            let file = if file.is_empty() || file.ends_with('/') {
                format!("{file}index.html")
            } else {
                file
            };
            let there = files.contains_key(&file);
            let id_there = id.is_none_or(|id| {
                let id = decoded(id);
                pages.get(file.as_str()).is_some_and(|page| {
                    all(page, "[id]")
                        .iter()
                        .any(|found| found.value().attr("id") == Some(&id))
                })
            });
            if !there || !id_there {
                broken.push(format!("{path}: {address}"));
            }
        }
    }
    assert!(
        looked_at > pages.len() * 3,
        "only {looked_at} links were looked at"
    );
    broken
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

//! The starter and the blog of each theme's drawing, built, and judged by programs of others: html-validate, and feedparser
//! beside what Atom's specification asks for. `./dev test` installs them below `target/generators`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use galley_library::Cancel;
use galley_testkit::blogs::THEMES;
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::starter::{open, starter};
use crate::{Site, html};

/// Its rules for documents, without those about how a page is laid out. `align` is what GitHub's specification writes for the
/// cells of a table.
const RULES: &str = r#"{
  "root": true,
  "extends": ["html-validate:standard"],
  "rules": { "void-style": "off", "no-trailing-whitespace": "off" },
  "elements": ["html5"]
}"#;

/// What stands there, built on a day on which every post is out.
fn sites() -> Vec<(String, Site, String)> {
    let night = "https://night.example";
    let mut sites = vec![("starter".to_owned(), starter(Some(night)), night.to_owned())];
    for theme in THEMES {
        let site = Site::drawn(theme);
        let settings = fs::read_to_string(site.root().join("galley.toml")).unwrap();
        let base = settings
            .lines()
            .find_map(|line| line.strip_prefix("base_url = \"")?.strip_suffix('"'))
            .unwrap()
            .to_owned();
        assert!(settings.contains(&format!("theme = \"{theme}\"")), "{theme}");
        sites.push((theme.to_owned(), site, base));
    }
    for (name, site, _) in &sites {
        let built = open(site)
            .build(&site.out(), &|_, _| {}, &Cancel::none())
            .unwrap();
        assert_eq!(built.notes, Vec::<String>::new(), "{name}");
        assert!(built.posts >= 3, "{name}");
    }
    sites
}

/// Something that `./dev test` installs. `None` where it is not there, which is said, and a failure where it was promised.
fn installed(path: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).unwrap();
    let path = workspace.join("target/generators").join(path);
    if path.exists() {
        return Some(path);
    }
    let words = format!(
        "{} is not there: NOTHING WAS JUDGED BY IT. ./dev test installs it.",
        path.display()
    );
    assert!(std::env::var_os("GALLEY_REAL").is_none(), "{words}");
    eprintln!("\n{words}\n");
    None
}

/// What html-validate says of all pages below a folder.
fn judged(validator: &Path, folder: &Path) -> Vec<String> {
    let rules = folder.parent().unwrap().join("rules.json");
    fs::write(&rules, RULES).unwrap();
    let output = Command::new("node")
        .arg(validator)
        .args(["--formatter", "json", "--config"])
        .arg(&rules)
        .arg(folder.join("**/*.html"))
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let said: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {errors}"));
    let mut found = Vec::new();
    for page in said.as_array().unwrap() {
        for message in page["messages"].as_array().unwrap() {
            let words = message["message"].as_str().unwrap();
            let of_a_cell = words.starts_with("Attribute \"align\" is deprecated on <t");
            if !(message["ruleId"] == "no-deprecated-attr" && of_a_cell) {
                found.push(format!("{}: {words} {}", page["filePath"], message["selector"]));
            }
        }
    }
    found
}

#[test]
fn every_page_is_valid_and_every_link_leads_somewhere() {
    let sites = sites();
    for (name, site, base) in &sites {
        let files = site.files();
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = std::str::from_utf8(bytes).unwrap();
            // A blog may say something in an element that this list does not know; the validator knows all.
            assert_eq!(html::faults(page), Vec::<String>::new(), "{name}: {path}");
        }
        assert_eq!(html::broken(&files, base), Vec::<String>::new(), "{name}");
    }
    let Some(validator) = installed("validators/node_modules/html-validate/bin/html-validate.mjs") else {
        return;
    };
    for (name, site, _) in &sites {
        assert_eq!(judged(&validator, &site.out()), Vec::<String>::new(), "{name}");
    }
    // It does look: a page with what it must not have.
    let site = &sites[0].1;
    let page = site.text("index.html");
    fs::write(
        site.out().join("index.html"),
        page.replace("</main>", "<span><div>x</div></span></main>"),
    )
    .unwrap();
    let found = judged(&validator, &site.out());
    assert!(
        found.len() == 1 && found[0].contains("<div>") && found[0].contains("<span>"),
        "{found:?}"
    );
}

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// What a feed lacks of what Atom (RFC 4287) asks for.
fn faults(text: &str) -> Vec<String> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return vec![error.to_string()],
    };
    let mut faults = Vec::new();
    let feed = document.root_element();
    let known = [
        "author",
        "category",
        "content",
        "contributor",
        "email",
        "entry",
        "feed",
        "generator",
        "icon",
        "id",
        "link",
        "logo",
        "name",
        "published",
        "rights",
        "source",
        "subtitle",
        "summary",
        "title",
        "updated",
        "uri",
    ];
    for node in document.descendants().filter(Node::is_element) {
        if node.tag_name().namespace() != Some(ATOM) || !known.contains(&node.tag_name().name()) {
            faults.push(format!("what is {:?}?", node.tag_name()));
        }
    }
    let entries: Vec<_> = children(feed, "entry").collect();
    let mut ids = BTreeSet::new();
    for node in std::iter::once(feed).chain(entries.iter().copied()) {
        for name in ["id", "title", "updated"] {
            let found: Vec<_> = children(node, name).collect();
            let empty = found
                .first()
                .and_then(Node::text)
                .unwrap_or_default()
                .trim()
                .is_empty();
            if found.len() != 1 || empty {
                faults.push(format!("{} times {name}", found.len()));
            }
        }
        for name in ["published", "updated"] {
            for time in children(node, name).filter_map(|node| node.text()) {
                if time.parse::<jiff::Timestamp>().is_err() {
                    faults.push(format!("{time} is no time"));
                }
            }
        }
        let id = children(node, "id")
            .next()
            .and_then(|id| id.text())
            .unwrap_or_default();
        if !id.contains(':') || !ids.insert(id.to_owned()) {
            faults.push(format!("the id {id} is no address, or stands twice"));
        }
        let mut kinds = BTreeSet::new();
        for link in children(node, "link") {
            let kind = (
                link.attribute("rel").unwrap_or("alternate"),
                link.attribute("type"),
            );
            if link.attribute("href").is_none() || !kinds.insert(kind) {
                faults.push(format!("a link of the kind {kind:?} too many, or to nowhere"));
            }
        }
        if children(node, "content").count() > 1 || children(node, "summary").count() > 1 {
            faults.push("more than one text".to_owned());
        }
        for text in children(node, "content")
            .chain(children(node, "summary"))
            .chain(children(node, "title"))
        {
            let kind = text.attribute("type").unwrap_or("text");
            if !["text", "html", "xhtml"].contains(&kind)
                || kind != "xhtml" && text.children().any(|node| node.is_element())
            {
                faults.push(format!("a text of the kind {kind}"));
            }
        }
    }
    let author =
        |node: Node<'_, '_>| children(node, "author").any(|author| children(author, "name").count() == 1);
    for entry in entries {
        if !author(entry) && !author(feed) {
            faults.push("an entry of nobody".to_owned());
        }
        if children(entry, "content").count() == 0
            && !children(entry, "link").any(|link| link.attribute("rel") == Some("alternate"))
        {
            faults.push("an entry with neither a text nor a link".to_owned());
        }
    }
    faults
}

fn children<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |child| child.tag_name().name() == name && child.tag_name().namespace() == Some(ATOM))
}

/// What a feed reader makes of feeds: kind, faults, titles, and how long their texts are.
const READ: &str = "
import feedparser, json, sys
def told(path):
    feed = feedparser.parse(path)
    return {'kind': feed.version, 'bad': bool(feed.bozo), 'title': feed.feed.get('title'),
            'entries': [[e.title, e.link, e.id, bool(e.published_parsed and e.updated_parsed), len(e.content[0].value)] for e in feed.entries]}
print(json.dumps([told(path) for path in sys.argv[1:]]))";

#[test]
fn every_feed_is_atom_and_a_reader_reads_it() {
    let sites = sites();
    for (name, site, _) in &sites {
        assert_eq!(faults(&site.text("feed.xml")), Vec::<String>::new(), "{name}");
    }
    // The list of faults is not empty by itself.
    let feed = sites[1].1.text("feed.xml");
    for (from, to) in [
        ("<id>", "<id></id><id>"),
        ("<updated>2", "<updated>x2"),
        ("<entry>", "<entry><item/>"),
        ("<link ", "<link rel=\"self\"/><link "),
        ("</feed>", ""),
    ] {
        assert_ne!(feed.replacen(from, to, 1), feed, "{from}");
        assert_ne!(
            faults(&feed.replacen(from, to, 1)),
            Vec::<String>::new(),
            "{from}"
        );
    }
    let Some(python) = installed("python/bin/python") else {
        return;
    };
    let output = Command::new(python)
        .args(["-c", READ])
        .args(sites.iter().map(|(_, site, _)| site.out().join("feed.xml")))
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    if errors.contains("No module named") && std::env::var_os("GALLEY_REAL").is_none() {
        eprintln!("\nfeedparser is not there: NO FEED WAS READ WITH IT. ./dev test installs it.\n");
        return;
    }
    let told: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {errors}"));
    for ((name, site, base), told) in sites.iter().zip(told.as_array().unwrap()) {
        assert_eq!(
            (&told["kind"], &told["bad"]),
            (&Value::from("atom10"), &Value::from(false)),
            "{name}"
        );
        let entries = told["entries"].as_array().unwrap();
        let posts = site
            .files()
            .keys()
            .filter(|path| path.ends_with("/index.html") && !path.starts_with("tags/"))
            .count();
        assert_eq!(entries.len(), posts, "{name}");
        for entry in entries {
            let link = entry[1].as_str().unwrap();
            let file = format!("{}index.html", link.strip_prefix(&format!("{base}/")).unwrap());
            assert!(site.out().join(&file).is_file(), "{name}: {link}");
            assert_eq!(entry[3], true, "{name}: {link} has its times");
            assert!(entry[4].as_u64().unwrap() > 20, "{name}: {link} has its text");
        }
    }
}

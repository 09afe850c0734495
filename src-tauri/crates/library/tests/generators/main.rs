//! What a writer does in a blog of another generator, told by the site that the real one builds from what is on the
//! server afterwards: a new post, published, renamed, copied, moved. The programs are those of `galley-generators`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod configs;
mod odd;
#[path = "../../../generators/tests/real/program.rs"]
mod program;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use galley_library::view::{FieldEdit, PublishOrder, Visibility};
use galley_library::{Cancel, Clock, Library, Places};
use galley_testkit::repo::{Place, Repo};

use support::{Desk, everything, isolated};

/// A blog with a remote, and the program that builds it.
struct Shop {
    place: Place,
    bare: Repo,
    repo: Repo,
    builds: u32,
    build: fn(&Path) -> Option<PathBuf>,
}

impl Shop {
    /// A fixture of the generators' tests, published.
    fn new(fixture: &str, build: fn(&Path) -> Option<PathBuf>) -> Self {
        isolated();
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../generators/tests/real/blogs")
            .join(fixture);
        let mut files = Vec::new();
        let mut folders = vec![from.clone()];
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder).unwrap() {
                let path = item.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&from).unwrap().to_str().unwrap().to_owned();
                    files.push((name, fs::read_to_string(path).unwrap()));
                }
            }
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let place = Place::new();
        let (bare, repo) = place.published(&files);
        Self {
            place,
            bare,
            repo,
            builds: 0,
            build,
        }
    }

    fn open(&self) -> Desk {
        Desk::open(
            self.repo.path(),
            Places::under(&self.place.path().join("galley")),
            Clock::system(),
        )
        .unwrap()
    }

    /// The page of the server's blog that these words stand on; `None` where readers do not see them.
    fn page_with(&mut self, words: &str) -> Option<String> {
        self.builds += 1;
        let copy = self.place.clone_of(&self.bare, &format!("build-{}", self.builds));
        let site = (self.build)(copy.path()).unwrap();
        let mut folders = vec![site.clone()];
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder).unwrap() {
                let path = item.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "html")
                    && fs::read_to_string(&path).is_ok_and(|text| text.contains(words))
                {
                    let page = path.strip_prefix(&site).unwrap().to_str().unwrap();
                    return Some(format!("/{}", page.trim_end_matches("index.html")));
                }
            }
        }
        None
    }
}

fn visibility(library: &Library, path: &str) -> Visibility {
    let rows = library.posts(&everything()).unwrap().rows;
    let row = rows.into_iter().find(|row| row.path == path);
    row.unwrap_or_else(|| panic!("{path} is listed")).visibility
}

/// Publishes a post and returns where it stands then.
fn published(library: &Library, path: &str) -> String {
    let order = PublishOrder {
        paths: vec![path.to_owned()],
        message: "A few words".into(),
        with_earlier: false,
        as_draft: false,
    };
    let before = paths(library);
    library.publish(&order, &|_| {}, &Cancel::none()).unwrap();
    let after = paths(library);
    // A draft of Jekyll's or Hexo's moves on its way.
    let new: Vec<_> = after.iter().filter(|path| !before.contains(path)).collect();
    new.first().map_or(path, |path| path.as_str()).to_owned()
}

fn paths(library: &Library) -> Vec<String> {
    library
        .posts(&everything())
        .unwrap()
        .rows
        .into_iter()
        .map(|row| row.path)
        .collect()
}

fn write_body(shop: &Shop, desk: &Desk, path: &str, words: &str) {
    let view = desk.library.open_post(path).unwrap();
    desk.library
        .replace_body(&view.post, 1, &format!("\n{words}\n"))
        .unwrap();
    desk.library.close_post(&view.post).unwrap();
    assert!(String::from_utf8(shop.repo.read(path)).unwrap().contains(words));
}

/// A post's life: `at` tells the page that the new name must be on.
fn life(mut shop: Shop, at: &str) {
    let desk = shop.open();
    let library = &desk.library;
    let draft = library.new_post("A quiet night", &["heat".to_owned()]).unwrap();
    write_body(&shop, &desk, &draft, "quietwords");
    assert_eq!(visibility(library, &draft), Visibility::Draft, "{draft}");

    let public = published(library, &draft);
    assert_eq!(visibility(library, &public), Visibility::Public, "{public}");
    assert!(shop.page_with("quietwords").is_some(), "readers see {public}");

    let renamed = library.rename_post(&public, "A loud night", false).unwrap().path;
    assert!(
        renamed.contains("a-loud-night") && !renamed.contains("quiet"),
        "{renamed}"
    );
    // The old name goes with the new one.
    published(library, &renamed);
    let page = shop.page_with("quietwords").unwrap();
    assert!(page.contains(at), "{page}");

    let copy = library.duplicate_post(&renamed).unwrap();
    assert_eq!(visibility(library, &copy), Visibility::Draft, "{copy}");
    write_body(&shop, &desk, &copy, "copiedwords");
    let copy = published(library, &copy);
    assert!(shop.page_with("copiedwords").is_some(), "readers see {copy}");
    assert_eq!(shop.page_with("quietwords").as_deref(), Some(page.as_str()));
}

fn hugo(folder: &Path) -> Option<PathBuf> {
    let lib = program::installed().join("python/lib");
    let pythons = fs::read_dir(&lib).ok().into_iter().flatten().flatten();
    let found = pythons
        .map(|python| python.path().join("site-packages/hugo/binaries/hugo"))
        .find(|file| file.exists());
    let program = found.unwrap_or(lib);
    program::is_there("Hugo", &program).then_some(())?;
    program::run(
        folder,
        "America/New_York",
        &program,
        &["--quiet", "--destination", "site"],
    );
    Some(folder.join("site"))
}

fn jekyll(folder: &Path) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .map(|folder| folder.join("jekyll"))
        .find(|file| file.exists());
    let program = found.unwrap_or_else(|| PathBuf::from("/usr/bin/jekyll"));
    program::is_there("Jekyll", &program).then_some(())?;
    program::run(
        folder,
        "America/New_York",
        &program,
        &["build", "--quiet", "--disable-disk-cache"],
    );
    Some(folder.join("_site"))
}

fn hexo(folder: &Path) -> Option<PathBuf> {
    let home = program::installed().join("hexo");
    let program = home.join("node_modules/hexo/bin/hexo");
    program::is_there("Hexo", &program).then_some(())?;
    symlink(home.join("node_modules"), folder.join("node_modules")).unwrap();
    fs::copy(home.join("package.json"), folder.join("package.json")).unwrap();
    program::run(folder, "UTC", &program, &["generate"]);
    Some(folder.join("public"))
}

/// Whether the program is there: it builds an empty folder, or says that it is not.
fn is_there(build: fn(&Path) -> Option<PathBuf>, fixture: &str) -> Option<Shop> {
    let mut shop = Shop::new(fixture, build);
    shop.builds += 1;
    let copy = shop.place.clone_of(&shop.bare, "first");
    build(copy.path()).map(|_| shop)
}

#[test]
fn the_life_of_a_post_in_a_blog_of_hugo() {
    let Some(shop) = is_there(hugo, "hugo") else {
        return;
    };
    life(shop, "/posts/a-loud-night");
}

#[test]
fn the_life_of_a_post_in_a_blog_of_jekyll() {
    let Some(shop) = is_there(jekyll, "jekyll") else {
        return;
    };
    life(shop, "/a-loud-night");
}

#[test]
fn the_life_of_a_post_in_a_blog_of_hexo() {
    let Some(shop) = is_there(hexo, "hexo") else {
        return;
    };
    life(shop, "/a-loud-night/");
}

#[test]
fn an_archetype_begins_a_new_post() {
    let shop = Shop::new("hugo", hugo);
    shop.repo.write(
        "archetypes/posts.md",
        "+++\ntitle = '{{ replace .Name \"-\" \" \" | title }}'\ndate = {{ .Date }}\ncolour = 'dark'\n[extra]\nshift = 'night'\n+++\n\n## What happened\n",
    );
    let desk = shop.open();
    let path = desk
        .library
        .new_post("It's \"quiet\": a night", &["heat".to_owned()])
        .unwrap();
    let text = String::from_utf8(shop.repo.read(&path)).unwrap();
    assert!(text.starts_with("+++\ntitle = "), "{text}");
    assert!(
        text.contains("colour = 'dark'") && text.contains("[extra]\nshift = 'night'\n"),
        "{text}"
    );
    assert!(text.ends_with("+++\n\n## What happened\n"), "{text}");
    let view = desk.library.open_post(&path).unwrap();
    assert_eq!(view.head.fields.title.as_deref(), Some("It's \"quiet\": a night"));
    assert_eq!(visibility(&desk.library, &path), Visibility::Draft);
    // One that asks for more than Galley knows is left alone: the post looks like the others.
    shop.repo
        .write("archetypes/posts.md", "---\ntitle: {{ md5 .Name }}\n---\n");
    let path = desk.library.new_post("Another", &[]).unwrap();
    assert!(!String::from_utf8(shop.repo.read(&path)).unwrap().contains("{{"));
}

#[test]
fn a_post_moves_to_another_collection_with_its_folder() {
    let shop = Shop::new("hugo", hugo);
    shop.repo.write(
        "content/notes/2023/x.md",
        "---\ntitle: X\ndate: 2023-01-01\n---\n\nX.\n",
    );
    let desk = shop.open();
    let library = &desk.library;
    let one = library
        .move_post("content/posts/the-boiler.md", "notes")
        .unwrap()
        .path;
    assert_eq!(one, "content/notes/2024/the-boiler.md");
    let moved = library
        .move_post("content/posts/bundle/index.md", "notes")
        .unwrap()
        .path;
    assert_eq!(moved, "content/notes/2024/bundle/index.md");
    assert!(
        shop.repo
            .path()
            .join("content/notes/2024/bundle/stairs.txt")
            .exists()
    );
    assert!(!shop.repo.path().join("content/posts/bundle").exists());
    assert!(
        paths(library).contains(&moved)
            && !paths(library).contains(&"content/posts/bundle/index.md".to_owned())
    );
    assert_eq!(library.move_post(&one, "notes").unwrap().path, one);
    assert_eq!(
        library.move_post(&one, "nowhere").unwrap_err().code,
        "collection.unknown"
    );
}

#[test]
fn a_renamed_post_takes_its_slug_along_and_an_open_one_is_saved_first() {
    let shop = Shop::new("hugo", hugo);
    let desk = shop.open();
    let library = &desk.library;
    let view = library.open_post("content/posts/slugged.md").unwrap();
    library.replace_body(&view.post, 1, "\nTyped.\n").unwrap();
    library
        .edit_field(
            &view.post,
            &FieldEdit::Title {
                value: "New title".into(),
            },
        )
        .unwrap();
    let renamed = library
        .rename_post("content/posts/slugged.md", "Short & sweet", false)
        .unwrap()
        .path;
    assert_eq!(renamed, "content/posts/short-sweet.md");
    let text = String::from_utf8(shop.repo.read(&renamed)).unwrap();
    assert!(
        text.contains("slug: short-sweet\n") && text.contains("title: New title") && text.contains("Typed."),
        "{text}"
    );
    assert_eq!(
        library.rename_post(&renamed, " ", false).unwrap_err().code,
        "post.empty-title"
    );
    assert_eq!(
        library
            .rename_post("content/posts/_index.md", "x", false)
            .unwrap()
            .path,
        "content/posts/_index.md"
    );
}

#[test]
fn a_new_post_has_the_fields_of_the_others_in_their_order() {
    let mut shop = Shop::new("jekyll", jekyll);
    let head = |day: &str, title: &str, tag: &str| {
        format!(
            "---\nlayout: post\ndate: 2099-0{day}-01 10:00:00\ntags: [{tag}]\ntitle: {title}\nsubtitle: About {title}\ncomments: true\npermalink: /{title}/\n---\n\nText.\n"
        )
    };
    for day in ["1", "2", "3", "4", "5", "6", "7", "8"] {
        shop.repo.write(
            &format!("_posts/2099-0{day}-01-{day}.md"),
            head(day, &format!("t{day}"), "heat"),
        );
    }
    shop.repo.write("_drafts/other.md", head("9", "other", "heat"));
    // The newest posts show the habits: these are newer, and have others.
    shop.repo.remove("_posts/2099-12-31-next-century.md");
    shop.repo.remove("_posts/2024-03-10-later.md");
    let desk = shop.open();
    let path = desk.library.new_post("New", &["water".to_owned()]).unwrap();
    assert_eq!(path, "_drafts/new.md");
    let text = String::from_utf8(shop.repo.read(&path)).unwrap();
    let names: Vec<&str> = text
        .lines()
        .skip(1)
        .map_while(|line| Some(line.split_once(':')?.0))
        .collect();
    assert_eq!(
        names,
        ["layout", "date", "tags", "title", "subtitle", "comments"],
        "{text}"
    );
    assert!(
        text.contains("layout: post\n")
            && text.contains("tags: [water]\n")
            && text.contains("comments: true\n"),
        "{text}"
    );
    // Its date is one that Jekyll reads as now, wherever the writer is: YAML's own times are in UTC.
    let public = published(&desk.library, &path);
    write_body(&shop, &desk, &public, "newwords");
    published(&desk.library, &public);
    assert_eq!(visibility(&desk.library, &public), Visibility::Public);
    if program::is_there("Jekyll", Path::new("/usr/bin/jekyll")) {
        assert!(shop.page_with("newwords").is_some());
    }
}

#[test]
fn a_renamed_public_post_leads_readers_of_its_old_address_to_the_new_one() {
    let mut shop = Shop::new("hugo", hugo);
    let path = "content/posts/slugged.md";
    let desk = shop.open();
    let library = &desk.library;
    let now = library.rename_plan(path, None).unwrap();
    assert!(!now.changes && !now.breaks && now.path == path, "{now:?}");
    let plan = library.rename_plan(path, Some("Short & sweet")).unwrap();
    assert_eq!(
        (plan.name.as_str(), plan.path.as_str()),
        ("short-sweet", "content/posts/short-sweet.md")
    );
    assert!(plan.changes && plan.breaks && plan.can_lead, "{plan:?}");
    let (old, new) = (plan.old_address.unwrap(), plan.address.unwrap());
    assert!(
        new.ends_with("/short-sweet/") && !old.contains("short"),
        "{old} {new}"
    );
    assert!(shop.repo.path().join(path).exists(), "a plan does nothing");

    let before = shop.repo.read(path);
    let done = library.rename_post(path, "Short & sweet", true).unwrap();
    let text = String::from_utf8(shop.repo.read(&done.path)).unwrap();
    assert!(
        text.contains("slug: short-sweet\n") && text.contains("aliases: ["),
        "{text}"
    );
    // Taken back: the same name, the same bytes.
    assert_eq!(library.undo(&done.undo.unwrap()).unwrap().path, path);
    assert_eq!(shop.repo.read(path), before);

    let done = library.rename_post(path, "Short & sweet", true).unwrap();
    published(library, &done.path);
    let led = shop.page_with(&format!("url={new}")).unwrap();
    assert!(old.ends_with(&led), "{led} is where {old} was");
}

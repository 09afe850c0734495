//! Tests of the cache: it changes nothing but the time that opening takes.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::view::{Group, PostQuery, Sort};
use crate::{Clock, Library, Opening, Places, scan};

fn open(root: &Path, places: &Places) -> Library {
    let clock = Clock::standing("2026-06-04T10:42:00+02:00[Europe/Oslo]".parse().unwrap());
    let opening = Opening {
        places: places.clone(),
        clock,
        listener: None,
    };
    Library::open(root, opening).unwrap()
}

/// All that the library shows, and with `words` what a search for each of them finds.
fn shown(library: &Library, words: &[&str]) -> Value {
    let list = |group| {
        let query = PostQuery {
            group,
            limit: u32::MAX,
            ..PostQuery::default()
        };
        json!(library.posts(&query).unwrap().rows)
    };
    let mut view = json!(library.view().unwrap());
    view["revision"] = Value::Null;
    let found: BTreeMap<&str, Value> = words
        .iter()
        .map(|word| {
            let query = PostQuery {
                search: Some((*word).to_owned()),
                sort: Sort::Best,
                limit: u32::MAX,
                ..PostQuery::default()
            };
            let rows = library.posts_in_all_texts(&query).unwrap();
            assert_eq!(rows.unread, 0);
            (*word, json!(rows.rows))
        })
        .collect();
    json!({ "view": view, "posts": list(Group::All), "pages": list(Group::Pages), "found": found })
}

/// What a library without any cache shows.
fn fresh(root: &Path, words: &[&str]) -> Value {
    let place = tempfile::tempdir().unwrap();
    // The same home: it is drawn in the view.
    let places = Places {
        cache: place.path().to_owned(),
        ..Places::under(root.parent().unwrap())
    };
    shown(&open(root, &places), words)
}

/// Waits until no file of the library is so new that it would be read again anyhow.
fn let_settle(root: &Path) {
    while scan::walk(root).files.iter().any(|file| file.is_fresh(now())) {
        std::thread::yield_now();
    }
}

struct Blog {
    _dir: TempDir,
    root: PathBuf,
    places: Places,
}

impl Blog {
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(dir.path()).unwrap().join("blog");
        let places = Places::under(root.parent().unwrap());
        fs::create_dir(&root).unwrap();
        let blog = Blog {
            _dir: dir,
            root,
            places,
        };
        files.iter().for_each(|(path, text)| blog.write(path, text));
        blog
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn warm(&self, words: &[&str]) -> Value {
        shown(&open(&self.root, &self.places), words)
    }

    fn database(&self) -> PathBuf {
        self.places.cache_of_library(&self.root).join("index.sqlite")
    }

    fn sql(&self, sql: &str) {
        Connection::open(self.database())
            .unwrap()
            .execute_batch(sql)
            .unwrap();
    }
}

const A: &str = "---\ntitle: The first one\ndate: 2026-06-01\ntags: [go]\n---\nSome words of text.\n";
const B: &str = "---\ntitle: 二番目\ndate: 2027-06-01\n---\n検索できる本文。\n";

fn two() -> Blog {
    let blog = Blog::new(&[
        ("hugo.toml", "title = 'T'\n"),
        ("content/posts/a.md", A),
        ("content/posts/b.md", B),
    ]);
    let_settle(&blog.root);
    blog
}

/// Puts another title into the cache's row of a file, as if the file had said it when it was read at `read_at`.
fn lie(blog: &Blog, path: &str, read_at: i64) {
    let mut connection = Connection::open(blog.database()).unwrap();
    let row = kept(&connection)
        .unwrap()
        .into_iter()
        .find(|row| row.found.path == path)
        .unwrap();
    let facts = Facts {
        title: "From the cache".into(),
        ..row.facts
    };
    let transaction = connection.transaction().unwrap();
    put(&transaction, &row.found, read_at, &row.place, &facts, None).unwrap();
    transaction.commit().unwrap();
}

fn titles(shown: &Value) -> Vec<&str> {
    shown["posts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["title"].as_str().unwrap())
        .collect()
}

#[test]
fn a_file_as_it_was_is_not_opened_and_any_other_is() {
    let blog = two();
    blog.warm(&[]);
    lie(&blog, "content/posts/a.md", now());
    assert_eq!(titles(&blog.warm(&[])), ["二番目", "From the cache"]);
    // A touch of the clock, a byte, or another file under the name.
    lie(&blog, "content/posts/a.md", now());
    blog.write("content/posts/a.md", A);
    assert_eq!(titles(&blog.warm(&[])), ["二番目", "The first one"]);
    let_settle(&blog.root);
    blog.warm(&[]);
    lie(&blog, "content/posts/a.md", now());
    fs::copy(blog.root.join("content/posts/a.md"), blog.root.join("copy")).unwrap();
    fs::rename(blog.root.join("copy"), blog.root.join("content/posts/a.md")).unwrap();
    assert_eq!(titles(&blog.warm(&[])), ["二番目", "The first one"]);
}

#[test]
fn a_file_that_was_read_too_soon_after_its_change_is_read_again() {
    let blog = two();
    blog.warm(&[]);
    let touched = scan::look(&blog.root, &blog.root.join("content/posts/a.md"))
        .unwrap()
        .touched;
    lie(&blog, "content/posts/a.md", touched + 1);
    assert_eq!(titles(&blog.warm(&[])), ["二番目", "The first one"]);
    lie(&blog, "content/posts/a.md", touched + 10_000_000_000);
    assert_eq!(titles(&blog.warm(&[])), ["二番目", "From the cache"]);
}

#[test]
fn other_settings_make_the_cache_anew() {
    let blog = two();
    assert_eq!(blog.warm(&[])["view"]["counts"]["scheduled"], 1);
    lie(&blog, "content/posts/a.md", now());
    blog.write("hugo.toml", "title = 'T'\nbuildFuture = true\n");
    let shown = blog.warm(&[]);
    assert_eq!(shown["view"]["counts"]["scheduled"], 0);
    assert_eq!(titles(&shown), ["二番目", "The first one"]);
}

#[test]
fn a_file_that_becomes_the_page_of_a_folder_is_one_from_the_cache_too() {
    let blog = Blog::new(&[("hugo.toml", ""), ("content/a/x.md", A), ("content/a/y.md", B)]);
    let_settle(&blog.root);
    blog.warm(&[]);
    // Now the folder is a bundle, and the others are its pages.
    blog.write("content/a/index.md", A);
    assert_eq!(
        blog.warm(&["words", "検索"]),
        fresh(&blog.root, &["words", "検索"])
    );
}

#[test]
fn a_damaged_newer_or_foreign_cache_is_thrown_away() {
    let words = ["words", "検索", "one"];
    type Harm = (&'static str, Box<dyn Fn(&Blog)>);
    let on_file = |harm: fn(&Path)| -> Box<dyn Fn(&Blog)> { Box::new(move |blog| harm(&blog.database())) };
    let sql = |text: &'static str| -> Box<dyn Fn(&Blog)> { Box::new(move |blog| blog.sql(text)) };
    let harms: Vec<Harm> = vec![
        ("noise", on_file(|file| fs::write(file, vec![7; 9000]).unwrap())),
        ("empty", on_file(|file| fs::write(file, "").unwrap())),
        (
            "cut",
            on_file(|file| {
                fs::File::options()
                    .write(true)
                    .open(file)
                    .unwrap()
                    .set_len(5000)
                    .unwrap()
            }),
        ),
        (
            "a folder",
            on_file(|file| {
                fs::remove_file(file).unwrap();
                fs::create_dir_all(file.join("in/it")).unwrap();
            }),
        ),
        ("newer", sql("PRAGMA user_version = 99")),
        ("older", sql("PRAGMA user_version = 0")),
        ("made by another", sql("UPDATE made SET by = 'other'")),
        ("made by nobody", sql("DELETE FROM made")),
        ("no table", sql("DROP TABLE post")),
        ("no words", sql("DROP TABLE words")),
        (
            "a changed row",
            sql("UPDATE post SET facts = replace(facts, 'first', 'worst')"),
        ),
        ("no facts", sql("UPDATE post SET facts = '{}'")),
        ("an odd type", sql("UPDATE post SET size = x'00ff'")),
    ];
    for (name, harm) in harms {
        let blog = two();
        blog.warm(&words);
        harm(&blog);
        assert_eq!(blog.warm(&words), fresh(&blog.root, &words), "{name}");
        // And it is a good one again.
        lie(&blog, "content/posts/a.md", now());
        assert!(titles(&blog.warm(&[])).contains(&"From the cache"), "{name}");
    }
}

#[test]
fn noise_anywhere_in_the_file_shows_no_wrong_row() {
    let mut files: Vec<(String, String)> = vec![("hugo.toml".into(), "title = 'T'".into())];
    for n in 0..40 {
        let text = A
            .replace("first one", &format!("number {n}"))
            .repeat(if n % 5 == 0 { 9 } else { 1 });
        files.push((format!("content/posts/{n}.md"), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let blog = Blog::new(&files);
    let_settle(&blog.root);
    blog.warm(&["words"]);
    blog.sql("PRAGMA wal_checkpoint(TRUNCATE)");
    let wanted = fresh(&blog.root, &[]);
    let good = fs::read(blog.database()).unwrap();
    for page in 0..good.len() / 4096 {
        for at in [0, 5, 100, 1500, 4000] {
            fs::write(blog.database(), &good).unwrap();
            let file = fs::File::options().write(true).open(blog.database()).unwrap();
            file.write_all_at(&[0xa5; 40], (page * 4096 + at) as u64).unwrap();
            drop(file);
            assert_eq!(blog.warm(&[]), wanted, "page {page} at {at}");
        }
    }
}

#[test]
fn a_cache_that_another_process_uses_is_left_to_it() {
    let blog = two();
    let library = open(&blog.root, &blog.places);
    library.read_texts();
    let folder = blog.places.cache_of_library(&blog.root);
    let (store, _, kept) = Store::open(&folder, "another Galley").unwrap();
    assert!(
        kept.is_empty() && !store.file().starts_with(&folder),
        "{:?}",
        store.file()
    );
    // The same Galley beside it shares the file.
    assert_eq!(
        shown(&open(&blog.root, &blog.places), &["words"]),
        shown(&library, &["words"])
    );
    drop(library);
    lie(&blog, "content/posts/a.md", now());
    assert!(titles(&blog.warm(&[])).contains(&"From the cache"));
}

#[test]
fn where_no_cache_can_be_written_all_is_found_all_the_same() {
    let blog = two();
    fs::write(&blog.places.cache, "a file in the folder's place").unwrap();
    let words = ["words", "検索"];
    assert_eq!(blog.warm(&words), fresh(&blog.root, &words));
}

#[test]
fn a_cache_that_breaks_while_it_is_open_is_made_anew() {
    let blog = two();
    let library = open(&blog.root, &blog.places);
    library.read_texts();
    let wanted = shown(&library, &["words", "検索"]);
    // What nobody can read: tables that are not there any more.
    blog.sql("DROP TABLE words; DROP TABLE post;");
    let search = |word: &str| {
        let query = PostQuery {
            search: Some(word.to_owned()),
            limit: 9,
            ..PostQuery::default()
        };
        library.posts(&query).unwrap().total
    };
    // The first search meets the damage; when the file is made anew, the next one finds all again.
    search("some");
    library.read_texts();
    assert_eq!(search("words"), 1);
    assert_eq!(search("検索"), 1);
    assert_eq!(shown(&library, &["words", "検索"]), wanted);
}

/// One change of a blog by another program.
#[derive(Debug, Clone)]
enum Step {
    Write(usize, usize),
    Remove(usize),
    Move(usize, usize),
    Touch(usize),
    Replace(usize, usize),
    Settings(usize),
    Settle,
    ReadTexts,
}

const PATHS: [&str; 9] = [
    "content/posts/a.md",
    "content/posts/b/index.md",
    "content/posts/b/part.md",
    "content/posts/c.de.md",
    "content/notes/_index.md",
    "content/notes/d.md",
    "content/fr/posts/a.md",
    "content/en/posts/a.md",
    "content/about.md",
];
const TEXTS: [&str; 6] = [
    A,
    B,
    "---\ntitle: The third one\ndate: 2026-06-01\ntags: [og]\n---\nSome words in text.\n",
    "+++\ntitle = 'Draft'\ndraft = true\nlang = 'nb'\n+++\n\nUnfinished words.\n",
    "---\ntitle: [broken\n---\nBody\n",
    "No head, words alone.\n",
];
const SETTINGS: [&str; 3] = [
    "title = 'T'\n",
    "title = 'T'\nbuildFuture = true\n",
    "timeZone = 'Asia/Tokyo'\n",
];

fn step() -> impl Strategy<Value = Step> {
    let (path, text) = (0..PATHS.len(), 0..TEXTS.len());
    prop_oneof![
        6 => (path.clone(), text.clone()).prop_map(|(p, t)| Step::Write(p, t)),
        2 => path.clone().prop_map(Step::Remove),
        2 => (path.clone(), path.clone()).prop_map(|(a, b)| Step::Move(a, b)),
        1 => path.clone().prop_map(Step::Touch),
        2 => (path, text).prop_map(|(p, t)| Step::Replace(p, t)),
        1 => (0..SETTINGS.len()).prop_map(Step::Settings),
        3 => Just(Step::Settle),
        2 => Just(Step::ReadTexts),
    ]
}

fn take(blog: &Blog, step: &Step) {
    let file = |path: usize| blog.root.join(PATHS[path]);
    match step {
        Step::Write(path, text) => blog.write(PATHS[*path], TEXTS[*text]),
        Step::Remove(path) => drop(fs::remove_file(file(*path))),
        Step::Move(from, to) => {
            fs::create_dir_all(file(*to).parent().unwrap()).unwrap();
            let _ = fs::rename(file(*from), file(*to));
        }
        Step::Touch(path) => {
            if let Ok(file) = fs::File::options().append(true).open(file(*path)) {
                file.set_modified(std::time::SystemTime::now()).unwrap();
            }
        }
        Step::Replace(path, text) => {
            // Other bytes in a file of the same name, dated as the old one.
            if let Ok(meta) = fs::metadata(file(*path)) {
                blog.write(PATHS[*path], TEXTS[*text]);
                let file = fs::File::options().append(true).open(file(*path)).unwrap();
                file.set_modified(meta.modified().unwrap()).unwrap();
            }
        }
        Step::Settings(text) => blog.write("hugo.toml", SETTINGS[*text]),
        Step::Settle => let_settle(&blog.root),
        Step::ReadTexts => open(&blog.root, &blog.places).read_texts(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("GALLEY_FULL").is_some() { 300 } else { 24 }))]
    #[test]
    fn after_any_changes_the_warm_index_is_the_fresh_one(
        rounds in proptest::collection::vec(proptest::collection::vec(step(), 1..6), 1..5),
    ) {
        let blog = Blog::new(&[("hugo.toml", SETTINGS[0])]);
        let words = ["words", "検索", "third", "on"];
        for steps in rounds {
            steps.iter().for_each(|step| take(&blog, step));
            prop_assert_eq!(blog.warm(&words), fresh(&blog.root, &words), "{:?}", steps);
        }
    }
}

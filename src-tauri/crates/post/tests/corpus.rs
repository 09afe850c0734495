//! Every post of the real blogs: read without loss, and edited field by field without touching anything else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use std::fs;
use std::ops::Range;
use std::thread;

use galley_post::{Edit, Format, Known, ListStyle, Post, ScalarTags, Value, with_day};
use galley_testkit::corpus::{self, Archive};

/// What every edit must keep, whatever it does.
fn edited(post: &Post, edit: &Edit) -> Result<Post, String> {
    let edited = post
        .edit(edit)
        .map_err(|refused| format!("{edit:?} refused: {refused}"))?;
    let undone = edited
        .post
        .edit(&edited.inverse)
        .map_err(|refused| format!("inverse refused: {refused}"))?;
    if undone.post.bytes() != post.bytes() {
        return Err(format!("{edit:?}: the inverse gives other bytes"));
    }
    if edited.post.body() != post.body() {
        return Err(format!("{edit:?}: the body changed"));
    }
    if edited.post.bytes().get(edited.changed.clone()).is_none() {
        return Err(format!("{edit:?}: changed is outside of the file"));
    }
    Ok(edited.post)
}

fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

/// The lines of `old` that are gone (counted from 1) and how many are new.
fn difference(old: &Post, new: &Post) -> (Range<usize>, usize) {
    let (a, b) = (lines(old.bytes()), lines(new.bytes()));
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - start;
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(rest)
        .take_while(|(x, y)| x == y)
        .count();
    (start + 1..a.len() - end + 1, b.len() - end - start)
}

/// Fails unless only lines of the field are gone, or lines were only added.
fn only_lines_of(old: &Post, new: &Post, path: &str) -> Result<(), String> {
    let (gone, added) = difference(old, new);
    let name = path.split('.').next().unwrap_or(path);
    let inside = old.fields().iter().any(|field| {
        (field.name == path || field.name == name)
            && field.lines.start <= gone.start
            && gone.end <= field.lines.end
    });
    if gone.is_empty() || inside {
        Ok(())
    } else {
        Err(format!("lines {gone:?} went for {added} in {path}"))
    }
}

fn others(post: &Post, path: &str) -> Vec<(String, Value)> {
    let name = path.split('.').next().unwrap_or(path);
    post.fields()
        .iter()
        .filter(|f| f.name != name && f.name != path)
        .map(|f| (f.name.clone(), f.value.clone()))
        .collect()
}

fn check(post: &Post, path: &str, edit: &Edit) -> Result<Post, String> {
    let new = edited(post, edit)?;
    only_lines_of(post, &new, path)?;
    if others(post, path) != others(&new, path) {
        return Err(format!("{edit:?}: another field changed"));
    }
    Ok(new)
}

fn path_of(post: &Post, what: Known, fallback: &str) -> String {
    post.known(what)
        .map_or_else(|| fallback.to_owned(), |found| found.path)
}

fn one_post(bytes: Vec<u8>, tags: &str, rule: ScalarTags, done: &mut Counts) -> Result<(), String> {
    let post = Post::parse(bytes.clone());
    if post.bytes() != bytes {
        return Err("reading lost bytes".into());
    }
    if !matches!(
        post.format(),
        Format::Yaml | Format::Toml | Format::Json | Format::Pelican
    ) {
        return Err(format!("format {:?}", post.format()));
    }
    let joined = [post.head(), post.body()].concat();
    if !post.bytes().ends_with(joined.as_bytes()) {
        return Err("head and body are not the file".into());
    }
    let normalised = post.head().replace("\r\n", "\n");
    if post.with_head(&normalised) != post
        || post.with_head(post.head()) != post
        || post.with_body(post.body()) != post
    {
        return Err("a head or body that was given back changed something".into());
    }
    done.add("no-op");

    let path = path_of(&post, Known::Tags, tags);
    let before = post.get(&path).cloned();
    let add = Edit::AddItem {
        path: path.clone(),
        item: "brand new".into(),
        absent: ListStyle::default(),
        scalar: rule,
    };
    let added = check(&post, &path, &add)?;
    let (gone, new) = difference(&post, &added);
    if gone.len() != usize::from(before.is_some()) && !matches!(before, Some(Value::List(_) | Value::Null)) {
        return Err(format!("adding a tag removed {} lines", gone.len()));
    }
    if gone.len() > 1 || new != 1 {
        return Err(format!("adding a tag made {new} lines of {}", gone.len()));
    }
    let has = |post: &Post, tag: &str| {
        post.get(&path).is_some_and(|value| {
            galley_post::strings_by(
                value,
                if post.format() == Format::Pelican {
                    ScalarTags::Commas
                } else {
                    ScalarTags::One
                },
            )
            .iter()
            .any(|other| other == tag)
        })
    };
    if !has(&added, "brand new") {
        return Err(format!("the tag is not there: {:?}", added.get(&path)));
    }
    if added.edit(&add).map_err(|e| e.to_string())?.post != added {
        return Err("adding a tag twice changed something".into());
    }
    done.add("add tag");
    // Every edit here is undone by `edited`; adding a tag once more for the count.
    let inverse = post.edit(&add).map_err(|e| e.to_string())?;
    let undone = inverse.post.edit(&inverse.inverse).map_err(|e| e.to_string())?;
    if undone.post.bytes() != bytes {
        return Err("undoing the added tag gives other bytes".into());
    }
    done.add("its inverse");
    let remove = Edit::RemoveItem {
        path: path.clone(),
        item: "brand new".into(),
        scalar: ScalarTags::One,
    };
    let removed = check(&added, &path, &remove)?;
    if has(&removed, "brand new") {
        return Err("the tag is still there".into());
    }
    separate_removal(&post, &removed, before.as_ref())?;
    done.add("removal");
    if let Some(tag) = before
        .as_ref()
        .map(|value| galley_post::strings_by(value, rule))
        .unwrap_or_default()
        .first()
    {
        let remove = Edit::RemoveItem {
            path: path.clone(),
            item: tag.clone(),
            scalar: rule,
        };
        let removed = check(&post, &path, &remove)?;
        if removed
            .get(&path)
            .is_some_and(|value| galley_post::strings_by(value, rule).contains(tag))
        {
            return Err(format!("{tag} is still there"));
        }
        let replace = Edit::ReplaceItem {
            path: path.clone(),
            item: tag.clone(),
            with: "brand-new".into(),
            scalar: rule,
        };
        let replaced = check(&post, &path, &replace)?;
        let tags = |post: &Post| post.get(&path).map(|value| galley_post::strings_by(value, rule));
        let mut wanted = tags(&post).unwrap_or_default();
        for other in wanted.iter_mut().filter(|other| *other == tag) {
            "brand-new".clone_into(other);
        }
        wanted.dedup();
        if tags(&replaced).as_ref() != Some(&wanted) {
            return Err(format!("{tag} was not replaced: {:?}", tags(&replaced)));
        }
    }
    done.add("another word for a tag");

    for title in [
        "Plain words",
        "It's: a \"title\" # with — everything 🎉 \\ 日本",
        "yes",
        "1.10",
        "@at",
    ] {
        let path = path_of(&post, Known::Title, "title");
        let new = check(
            &post,
            &path,
            &Edit::Set {
                path: path.clone(),
                value: Value::String(title.into()),
            },
        )?;
        if new.get(&path).and_then(Value::as_str) != Some(title) {
            return Err(format!("title {title:?} came back as {:?}", new.get(&path)));
        }
        if new.get(&path) != Some(&Value::String(title.into())) {
            return Err("the title is no string".into());
        }
    }
    done.add("set title");

    let date = post.known(Known::Date);
    let (path, value) = match &date {
        Some(found) => {
            let old = found.value.as_str().unwrap_or_default();
            let new = with_day(old, "2031-12-30").ok_or(format!("no day in {old:?}"))?;
            let value = if matches!(found.value, Value::Date(_)) {
                Value::Date(new)
            } else {
                Value::String(new)
            };
            (found.path.clone(), value)
        }
        None => ("date".to_owned(), Value::Date("2031-12-30".into())),
    };
    let dated = check(
        &post,
        &path,
        &Edit::Set {
            path: path.clone(),
            value: value.clone(),
        },
    )?;
    if dated.get(&path).and_then(Value::as_str) != value.as_str() {
        return Err(format!("date came back as {:?}", dated.get(&path)));
    }
    done.add("set date");

    let draft = post.known(Known::Draft);
    let path = draft
        .as_ref()
        .map_or("draft".to_owned(), |found| found.path.clone());
    let marked = draft.and_then(|found| found.value.truth()).unwrap_or(false);
    let flipped = check(
        &post,
        &path,
        &Edit::Set {
            path: path.clone(),
            value: Value::Bool(!marked),
        },
    )?;
    if flipped.get(&path).and_then(Value::truth) != Some(!marked) {
        return Err(format!("draft came back as {:?}", flipped.get(&path)));
    }
    check(
        &flipped,
        &path,
        &Edit::Set {
            path: path.clone(),
            value: Value::Bool(marked),
        },
    )?;
    done.add("flip draft");
    check(&flipped, &path, &Edit::Unset { path: path.clone() })?;

    for field in post.fields() {
        // Without its title Pelican's head would be none.
        if post.format() == Format::Pelican && field.name == "Title" {
            continue;
        }
        let path = field.name.clone();
        // In JSON the comma of the line before may have to go with the last field. A field that stands there twice goes
        // twice, and only its lines do.
        let unset = Edit::Unset { path: path.clone() };
        let same: Vec<_> = post.fields().iter().filter(|f| f.name == path).collect();
        let without = if post.format() == Format::Json || same.len() > 1 {
            edited(&post, &unset)?
        } else {
            check(&post, &path, &unset)?
        };
        if without.fields().len() + same.len() != post.fields().len() || without.get(&path).is_some() {
            return Err(format!("{path} is still there"));
        }
        if same.len() > 1 && post.format() != Format::Json {
            let mut kept = post.bytes().to_vec();
            same.iter()
                .rev()
                .for_each(|field| drop(kept.drain(field.span.clone())));
            if without.bytes() != kept {
                return Err(format!("more went than the lines of {path}"));
            }
        }
        let held = post.get(&path).cloned();
        let new = edited(
            &post,
            &Edit::Rename {
                path,
                to: "renamed".into(),
            },
        )?;
        if new.get("renamed") != held.as_ref() {
            return Err(format!("{} renamed lost its value", field.name));
        }
    }
    done.add("unset");

    let text = galley_post::text::BodyText::new(post.body());
    if text.raw() != post.body() || text.lf().contains('\r') {
        return Err("the body text lost bytes".into());
    }
    if galley_post::excerpt(post.body(), 150).chars().count() > 150
        || galley_post::length(post.body()).minutes == 0
    {
        return Err("excerpt or minutes".into());
    }
    Ok(())
}

/// What is tried with every post, in the order of the table.
const TRIED: [&str; 9] = [
    "no-op",
    "add tag",
    "its inverse",
    "removal",
    "another word for a tag",
    "set title",
    "set date",
    "flip draft",
    "unset",
];

/// How many posts an operation was right for.
#[derive(Default)]
struct Counts([usize; TRIED.len()]);

impl Counts {
    fn add(&mut self, what: &str) {
        let at = TRIED
            .iter()
            .position(|tried| *tried == what)
            .expect("it is in the table");
        self.0[at] += 1;
    }
}

/// The tag is taken out again, by a removal and not by the inverse: where a list stood the bytes are as before.
/// The same where nothing stood behind the colon. Where there was no field an empty one stays, and of a single value a
/// list of one.
fn separate_removal(post: &Post, removed: &Post, before: Option<&Value>) -> Result<(), String> {
    if matches!(before, Some(Value::List(_) | Value::Null)) && removed != post {
        let (gone, new) = difference(post, removed);
        return Err(format!(
            "removing the added tag left lines {gone:?} as {new} others"
        ));
    }
    Ok(())
}

/// How many posts the archive has, what was right, and what went wrong with which.
fn one_archive(archive: &Archive) -> (usize, Counts, Vec<String>) {
    let (tags, rule) = match archive.name.as_str() {
        "zola-rust-blog" => ("taxonomies.tags", ScalarTags::One),
        // The new tag has a blank in it: a string of tags by blanks becomes a list, on the same line.
        name if name.starts_with("jekyll") => ("tags", ScalarTags::Blanks),
        _ => ("tags", ScalarTags::One),
    };
    let posts = archive.posts();
    let (mut counts, mut failures) = (Counts::default(), Vec::new());
    for path in &posts {
        let bytes = fs::read(path).unwrap_or_default();
        if let Err(why) = one_post(bytes, tags, rule, &mut counts) {
            failures.push(format!("{}: {why}", path.display()));
        }
    }
    (posts.len(), counts, failures)
}

#[test]
fn every_post_of_the_corpus_is_edited_without_loss() {
    let Some(archives) = corpus::archives() else {
        return;
    };
    let results: Vec<(usize, Counts, Vec<String>)> = thread::scope(|scope| {
        let threads: Vec<_> = archives
            .iter()
            .map(|archive| scope.spawn(|| one_archive(archive)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("an archive was tried"))
            .collect()
    });
    let row = |name: &str, posts: usize, counts: &[usize]| {
        let counts: String = counts.iter().map(|count| format!(" {count:>11}")).collect();
        println!("{name:<24}{posts:>6}{counts}");
    };
    let titles: String = TRIED.iter().map(|tried| format!(" {tried:>11}")).collect();
    println!("{:<24}{:>6}{titles}", "", "posts");
    let mut sums = [0; TRIED.len()];
    for (archive, (posts, counts, _)) in archives.iter().zip(&results) {
        row(&archive.name, *posts, &counts.0);
        for (sum, count) in sums.iter_mut().zip(counts.0) {
            *sum += count;
        }
    }
    let total: usize = results.iter().map(|(count, ..)| count).sum();
    row("all", total, &sums);
    let failures: Vec<String> = results.into_iter().flat_map(|(.., failures)| failures).collect();
    assert!(total >= 3003, "the corpus has only {total} posts");
    assert!(
        failures.is_empty(),
        "{} posts failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(
        sums.iter().all(|sum| *sum == total),
        "not every post was tried with everything"
    );
}

#[test]
fn problems_of_the_corpus_are_few_and_known() {
    let Some(archives) = corpus::archives() else {
        return;
    };
    let mut counts = std::collections::BTreeMap::new();
    for archive in archives {
        for path in archive.posts() {
            let post = Post::parse(fs::read(&path).expect("a post can be read"));
            for problem in post.problems() {
                println!(
                    "{} {}:{} {:?}",
                    problem.code,
                    path.display(),
                    problem.line,
                    problem.args
                );
                *counts.entry(problem.code).or_insert(0) += 1;
            }
        }
    }
    for code in ["head.unreadable", "head.unsure", "head.unclosed", "body.not-utf8"] {
        assert_eq!(counts.get(code), None, "{code}");
    }
}

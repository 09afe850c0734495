//! The life of a post in a blog, as Galley leads it: made as a draft, published, renamed, copied, taken back; and dates
//! close to now in several time zones. After each step the real generator is asked.

use galley_generators::{
    Change, DraftMark, Facts, Generator, NewPost, NewText, NewValue, PathKind, Style, Visibility, When,
};
use galley_post::{Edit, Format, Post, Value};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use crate::blog::{Blog, Built, compare};

/// What differs between the blogs.
pub struct Kind {
    /// The folder whose posts the new ones stand beside.
    pub folder: &'static str,
    /// How the blog's posts write the title, the date and nothing else.
    pub head: fn(title: &str, date: &str) -> String,
    /// Whether its posts say `draft: false`.
    pub keeps_mark: bool,
}

/// Leads posts through their lives, each to another step, and stops where the generator sees one otherwise than Galley.
/// All of them are built at once: a build takes a second or more, whatever it builds.
pub fn live(blog: &Blog, kind: &Kind, build: &dyn Fn(&Blog) -> Built) {
    let new = |title: &str| {
        let path = made(blog, kind, title);
        assert!(is_draft(blog, &path), "{path} begins as a draft");
        path
    };
    let out = |title: &str| {
        let path = published(blog, kind, &new(title));
        assert!(!is_draft(blog, &path), "{path} is public");
        path
    };
    let taken_in = |title: &str| {
        let path = taken_back(blog, kind, &out(title));
        assert!(is_draft(blog, &path), "{path} is a draft again");
        path
    };
    let draft = new("A quiet night");
    let public = out("Another night");
    let before = out("A third night");
    let slug = "a-loud-night";
    let renamed = moved(
        blog,
        &generator(blog)
            .rename(&before, slug, &|p| taken(blog, p))
            .unwrap(),
    );
    let copied = copy(blog, &public);
    let back = taken_in("A fifth night");
    let again = published(blog, kind, &taken_in("A sixth night"));
    blog.remove(&copy(blog, &public));

    let said = blog.said();
    assert!(!said.contains_key(&before) && renamed.contains(slug), "{renamed}");
    for (path, public) in [
        (&draft, false),
        (&public, true),
        (&renamed, true),
        (&copied, true),
        (&back, false),
        (&again, true),
    ] {
        let visibility = said[path].visibility;
        let wanted = if public {
            Visibility::Public
        } else {
            Visibility::Draft
        };
        assert_eq!(visibility, wanted, "{path}");
    }
    compare(&said, &build(blog));
}

/// How dates are written: all of these are read by most generators.
pub const FORMATS: [&str; 5] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%S%:z",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%d %H:%M",
];

/// Writes posts dated an hour and a half before and behind now, on the clocks of several zones, as a bare value and in
/// quotes, and compares them. `name` makes the file's path of a number and a day.
pub fn near_now(
    blog: &Blog,
    formats: &[&str],
    name: &dyn Fn(usize, &str) -> String,
    head: fn(&str, &str) -> String,
    build: &dyn Fn(&Blog) -> Built,
) {
    let now = Zoned::now();
    let mut number = 0;
    for zone in ["UTC", "Asia/Tokyo", "America/New_York"] {
        for minutes in [-90, 90] {
            let at = now.checked_add(minutes.minutes()).unwrap();
            let at = at.with_time_zone(TimeZone::get(zone).unwrap());
            for format in formats {
                for quote in ["", "\""] {
                    number += 1;
                    let text = format!("{quote}{}{quote}", at.strftime(format));
                    let path = name(number, &at.date().to_string());
                    blog.write(&path, head(&format!("Near {number}"), &text));
                }
            }
        }
    }
    let counted = compare(&blog.said(), &build(blog));
    println!("{number} posts near now: {counted:?}");
}

fn generator(blog: &Blog) -> Generator {
    blog.recognised().generator
}

fn taken(blog: &Blog, path: &str) -> bool {
    blog.root().join(path).exists()
}

fn is_draft(blog: &Blog, path: &str) -> bool {
    generator(blog).draft(path, &Facts::of(&blog.post(path))) != DraftMark::NotDraft
}

fn when(blog: &Blog) -> When {
    let now = blog.now();
    When {
        day: now.date(),
        time: Some(now.time()),
        offset: Some(now.offset()),
    }
}

/// The blog's posts beside which a new one is made.
fn siblings(blog: &Blog, kind: &Kind) -> Vec<String> {
    let generator = generator(blog);
    let paths = blog.paths().into_iter();
    paths
        .filter(|path| {
            path.starts_with(kind.folder) && generator.classify_dated(path, true) == PathKind::Post
        })
        .collect()
}

/// A new draft: from the blog's template where it has one.
fn made(blog: &Blog, kind: &Kind, title: &str) -> String {
    let found = blog.recognised();
    let generator = &found.generator;
    let now = blog.now();
    let path = generator.new_path(&NewPost {
        slug: &galley_generators::slug(title),
        day: now.date(),
        draft: true,
        siblings: &siblings(blog, kind),
        taken: &|path| taken(blog, path),
    });
    let read = |path: &str| std::fs::read_to_string(blog.root().join(path)).ok();
    let new = NewText {
        title,
        path: &path,
        now: &now,
        site: found.title.as_deref().unwrap_or_default(),
    };
    let template = generator
        .first_text(&galley_generators::Files::new(&[], &read), &new)
        .unwrap();
    let text = template.map_or_else(
        || (kind.head)(title, &now.strftime("%Y-%m-%d").to_string()),
        |(_, text)| text,
    );
    let mut post = set(&Post::parse(text), "title", Value::String(title.to_owned()));
    if let Some(Value::Null) | None = post.get("date").filter(|_| generator.date_field() == "date") {
        post = set(&post, "date", Value::Date(now.strftime("%Y-%m-%d").to_string()));
    }
    let change = rule(blog, kind, &post, |generator, facts, style| {
        generator.draft_change(&path, facts, style)
    });
    assert_eq!(change.move_to, None, "a new post stands where drafts stand");
    let post = changed(&post, &change);
    // Docusaurus shows on its list what stands before the fold: the head's own text has one.
    let empty = post.body().trim().is_empty();
    let post = if empty { post.with_body("\nWords.\n") } else { post };
    blog.write(&path, post.bytes());
    path
}

fn published(blog: &Blog, kind: &Kind, path: &str) -> String {
    let change = rule(blog, kind, &blog.post(path), |generator, facts, style| {
        generator.publish_change(path, facts, when(blog), style)
    });
    apply(blog, path, &change)
}

fn taken_back(blog: &Blog, kind: &Kind, path: &str) -> String {
    let change = rule(blog, kind, &blog.post(path), |generator, facts, style| {
        generator.draft_change(path, facts, style)
    });
    apply(blog, path, &change)
}

/// What a rule says of a post, told how the blog's other posts are.
fn rule(
    blog: &Blog,
    kind: &Kind,
    post: &Post,
    ask: impl FnOnce(&Generator, &Facts, &Style) -> Change,
) -> Change {
    let mut paths = blog.paths().into_iter();
    let style = Style {
        keeps_mark: kind.keeps_mark,
        draft_folder: paths.any(|path| path.split('/').any(|part| part == "_drafts")),
        date_field: Some("date"),
        taken: &|path| taken(blog, path),
    };
    ask(&generator(blog), &Facts::of(post), &style)
}

fn copy(blog: &Blog, path: &str) -> String {
    let to = generator(blog)
        .duplicate(path, blog.now().date(), &|p| taken(blog, p))
        .unwrap()
        .post;
    // Two posts of one title may have one address, which ends Pelican.
    let title = blog
        .post(path)
        .fields()
        .iter()
        .find(|f| f.name.eq_ignore_ascii_case("title"))
        .unwrap()
        .name
        .clone();
    let post = set(
        &blog.post(path),
        &title,
        Value::String("Another night, once more".to_owned()),
    );
    blog.write(&to, post.bytes());
    to
}

fn moved(blog: &Blog, to: &galley_generators::Move) -> String {
    let place = blog.root().join(&to.to);
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::rename(blog.root().join(&to.from), place).unwrap();
    to.post.clone()
}

fn apply(blog: &Blog, path: &str, change: &Change) -> String {
    blog.write(path, changed(&blog.post(path), change).bytes());
    let Some(to) = &change.move_to else {
        return path.to_owned();
    };
    std::fs::create_dir_all(blog.root().join(to).parent().unwrap()).unwrap();
    std::fs::rename(blog.root().join(path), blog.root().join(to)).unwrap();
    to.clone()
}

fn changed(post: &Post, change: &Change) -> Post {
    let mut post = post.clone();
    for field in &change.unset {
        post = post.edit(&Edit::Unset { path: field.clone() }).unwrap().post;
    }
    for (field, value) in &change.set {
        let value = match value {
            NewValue::Flag(flag) => Value::Bool(*flag),
            NewValue::Text(text) => Value::String(text.clone()),
            NewValue::Date(when) => Value::Date(when.day.to_string()),
        };
        post = set(&post, field, value);
    }
    post
}

fn set(post: &Post, field: &str, value: Value) -> Post {
    let field = match post.format() {
        Format::Pelican => post
            .fields()
            .iter()
            .find(|f| f.name.eq_ignore_ascii_case(field))
            .map_or(field.to_owned(), |f| f.name.clone()),
        _ => field.to_owned(),
    };
    post.edit(&Edit::Set { path: field, value }).unwrap().post
}

//! What one file says, as the list needs it: read once, kept until the file changes.

mod broken;

use std::io::ErrorKind;
use std::path::Path;

use galley_generators::{self as generators, Generator, GeneratorKind, PathKind, Recognised};
use galley_post::{Known, Post, Value, strings_by};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::scan::{Found, LARGEST};
use crate::status::{Mark, Shown};
use crate::view::{ChangeKind, Level, Problem, Visibility};
use crate::{disk, words};

pub(crate) use broken::place_of;

/// How many characters of a text become its excerpt.
const EXCERPT: usize = 150;

/// What a file says. Nothing here depends on the day it is read: the cache keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The title, else the file's name.
    pub title: String,
    /// The day.
    pub day: Option<Date>,
    /// When it is dated, to the second.
    pub at: Option<Timestamp>,
    /// Who sees it, and from when.
    pub shown: Shown,
    /// Authors, as written.
    pub authors: Vec<String>,
    /// Tags, as written.
    pub tags: Vec<String>,
    /// The description, else the beginning of the text.
    pub excerpt: String,
    /// Reading time.
    pub minutes: u32,
    /// Words of the body.
    pub words: u32,
    /// True for a page.
    pub page: bool,
    /// The worst level of its problems.
    pub problem: Option<Level>,
    /// Its problems.
    pub problems: Vec<Problem>,
    /// The folder of posts that it belongs to, for example `blog`. Told by its path among the others, so it is not kept.
    #[serde(skip)]
    pub collection: Option<String>,
    /// Its language, for example `de`, as its path says.
    #[serde(skip)]
    pub language: Option<String>,
    /// Its language, as a field says.
    pub said_language: Option<String>,
    /// When the file was changed, in nanoseconds since 1970. The file system tells it, so it is not kept.
    #[serde(skip)]
    pub modified: i64,
}

impl Facts {
    /// Whether readers see it at `now`.
    pub fn visibility(&self, now: Timestamp) -> Visibility {
        self.shown.visibility(now)
    }

    /// Its language: what a field says, else what its path says.
    pub fn language(&self) -> Option<&str> {
        self.said_language.as_deref().or(self.language.as_deref())
    }

    /// For sorting by date, in seconds since 1970.
    pub fn instant(&self) -> Option<i64> {
        self.at.map(Timestamp::as_second)
    }
}

/// Finds out what builds the site of the library in `root`.
pub fn recognise(root: &Path, files: &[Found]) -> Recognised {
    let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
    let read = |path: &str| {
        disk::read(root, path)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
    };
    generators::recognise(&generators::Files::new(&paths, &read))
}

/// Reads a file of the library. `None` when it is neither a post nor a page, or gone.
pub fn read(root: &Path, site: &Recognised, clock: &Clock, file: &Found) -> Option<Facts> {
    if site.generator.classify(&file.path) == PathKind::NotContent {
        return None;
    }
    if file.size > LARGEST {
        return Some(unread(file, "post.too-large"));
    }
    match disk::read(root, &file.path) {
        Ok(bytes) => Some(Facts {
            modified: file.modified,
            ..of_post(&site.generator, clock, &file.path, &Post::parse(bytes))
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(_) => Some(unread(file, "post.unreadable")),
    }
}

/// What a post says.
pub fn of_post(generator: &Generator, clock: &Clock, path: &str, post: &Post) -> Facts {
    let said = said(post);
    let now = clock.now();
    let zone = generator.time_zone(now.time_zone());
    let dated = generator.date_of(path, &said).map(|dated| dated.when);
    let page = generator.classify_dated(path, dated.is_some()) == PathKind::Page;
    let text = |known| {
        post.known(known)
            .and_then(|found| found.value.as_str().map(|t| t.trim().to_owned()))
    };
    let title = text(Known::Title).filter(|title| !title.is_empty());
    let list = |known| {
        post.known(known)
            .map(|found| strings_by(found.value, scalar_tags(generator)))
            .unwrap_or_default()
    };
    let authors = post
        .known(Known::Authors)
        .map(|found| galley_post::strings(found.value))
        .unwrap_or_default();
    let description = text(Known::Description).filter(|text| !text.is_empty());
    let body = if post.is_utf8() { post.body() } else { "" };
    let problems = problems(
        generator,
        path,
        post,
        &said,
        title.is_none() && !page,
        dated.is_none() && !page,
    );
    let length = galley_post::length(body);
    Facts {
        title: title.unwrap_or_else(|| name_as_title(path)),
        day: dated.as_ref().map(|when| when.day),
        at: dated.as_ref().and_then(|when| instant(when, &zone)),
        shown: Shown::of(generator, path, &said, &now),
        authors,
        tags: list(Known::Tags),
        excerpt: description.unwrap_or_else(|| galley_post::excerpt(body, EXCERPT)),
        minutes: count(length.minutes),
        words: count(length.words),
        page,
        problem: worst(&problems),
        problems,
        collection: generator.collection(path),
        language: generator.language(path),
        said_language: language_of(post),
        modified: 0,
    }
}

/// The language that a field names.
fn language_of(post: &Post) -> Option<String> {
    let field = post.fields().iter().find(|field| {
        ["lang", "language", "locale"]
            .iter()
            .any(|name| field.name.eq_ignore_ascii_case(name))
    })?;
    let language = field.value.as_str()?.trim();
    // A blog about languages may use the word for something else.
    (2..=8)
        .contains(&language.len())
        .then(|| language.to_ascii_lowercase().replace('_', "-"))
}

/// A post's fields as the generators' rules take them.
pub fn said(post: &Post) -> generators::Facts {
    generators::Facts::of(post)
}

/// What one string of tags means to a generator, in the words of `galley-post`.
pub fn scalar_tags(generator: &Generator) -> galley_post::ScalarTags {
    match generator.tags_meaning() {
        generators::ScalarTags::One => galley_post::ScalarTags::One,
        generators::ScalarTags::Commas => galley_post::ScalarTags::Commas,
        generators::ScalarTags::Blanks => galley_post::ScalarTags::Blanks,
    }
}

/// The moment that a date means; a date without an offset is one of the site's zone.
pub fn instant(when: &generators::When, zone: &TimeZone) -> Option<Timestamp> {
    let at = when.day.to_datetime(when.time.unwrap_or(Time::midnight()));
    let zone = when.offset.map_or_else(|| zone.clone(), TimeZone::fixed);
    at.to_zoned(zone).ok().map(|zoned| zoned.timestamp())
}

/// A problem with its sentence.
pub fn problem(
    code: &str,
    level: Level,
    path: &str,
    line: Option<u32>,
    arguments: &[(&str, &str)],
) -> Problem {
    let (message, hint) = words::say(code, arguments);
    Problem {
        code: code.to_owned(),
        level,
        message,
        hint,
        path: Some(path.to_owned()),
        line,
        column: None,
        what: None,
    }
}

/// Git's words for what differs, as the window has them.
pub fn change_kind(kind: galley_git::ChangeKind) -> ChangeKind {
    match kind {
        galley_git::ChangeKind::New => ChangeKind::New,
        galley_git::ChangeKind::Deleted => ChangeKind::Deleted,
        galley_git::ChangeKind::Changed => ChangeKind::Changed,
    }
}

/// The problem that readers see a head as text, because another generator would have read it.
pub(crate) fn leak(generator: &Generator, post: &Post) -> Option<galley_post::Problem> {
    match generator.kind() {
        GeneratorKind::Pelican => post.leak_outside_hexo(),
        GeneratorKind::Hexo => post.leak_outside_pelican(),
        _ => post.leak_outside_pelican().or_else(|| post.leak_outside_hexo()),
    }
}

fn problems(
    generator: &Generator,
    path: &str,
    post: &Post,
    said: &generators::Facts,
    untitled: bool,
    undated: bool,
) -> Vec<Problem> {
    let leak = leak(generator, post);
    let mut all: Vec<Problem> = post
        .problems()
        .iter()
        .chain(&leak)
        .map(|found| of_head(path, found))
        .collect();
    if all.iter().any(|found| found.level == Level::Error) {
        return all;
    }
    for (field, value) in generator.unreadable_dates(said) {
        let line = line_of(post, field);
        all.push(problem(
            "date.unreadable",
            Level::Warning,
            path,
            line,
            &[("value", value)],
        ));
    }
    if untitled {
        all.push(problem("post.no-title", Level::Warning, path, Some(1), &[]));
    }
    if undated
        && !generator.date_field().is_empty()
        && all.iter().all(|found| found.code != "date.unreadable")
    {
        all.push(problem("post.no-date", Level::Hint, path, Some(1), &[]));
    }
    for (line, value) in unreadable_changes(post) {
        // A year in front is meant as a day.
        let year = value.bytes().take_while(u8::is_ascii_digit).count() == 4;
        let code = if year {
            "date.no-such-day"
        } else {
            "date.unreadable"
        };
        all.push(problem(
            code,
            Level::Warning,
            path,
            Some(line),
            &[("value", value)],
        ));
    }
    all
}

/// The dates of the last change that cannot be read, with their lines; of one in a map, the map's.
fn unreadable_changes(post: &Post) -> impl Iterator<Item = (u32, &str)> {
    post.fields().iter().filter_map(|field| {
        let nested = match &field.value {
            Value::Map(pairs) => pairs
                .iter()
                .find(|(name, _)| Known::Updated.is_named(&format!("{}.{name}", field.name))),
            _ => None,
        };
        let text = match nested {
            Some((_, value)) => value.as_str(),
            None if Known::Updated.is_named(&field.name) => field.value.as_str(),
            None => None,
        }?;
        let bad = !text.trim().is_empty() && generators::parse_date(text).is_none();
        bad.then(|| (count(field.lines.start), text))
    })
}

fn of_head(path: &str, found: &galley_post::Problem) -> Problem {
    let level = match found.level {
        galley_post::Level::Hint => Level::Hint,
        galley_post::Level::Warning => Level::Warning,
        galley_post::Level::Error => Level::Error,
    };
    let argument = found.args.first().map_or("", String::as_str);
    let place = match found.column {
        Some(column) if found.code == "head.unreadable" => format!(" (line {}, column {column})", found.line),
        _ => format!(" (line {})", found.line),
    };
    let arguments = [("what", argument), ("field", argument), ("where", place.as_str())];
    let code = match found.code {
        "head.odd-line" if broken::may_mark(argument) => "head.odd-mark",
        code => code,
    };
    Problem {
        column: found.column.map(count),
        ..problem(code, level, path, Some(count(found.line)), &arguments)
    }
}

fn line_of(post: &Post, field: &str) -> Option<u32> {
    let top = field.split('.').next().unwrap_or(field);
    post.fields()
        .iter()
        .find(|f| f.name == top)
        .map(|f| count(f.lines.start))
}

fn worst(problems: &[Problem]) -> Option<Level> {
    let rank = |level: &Level| match level {
        Level::Hint => 0,
        Level::Warning => 1,
        Level::Error => 2,
    };
    problems
        .iter()
        .map(|problem| problem.level.clone())
        .max_by_key(rank)
}

fn unread(file: &Found, why: &str) -> Facts {
    let problems = vec![problem(why, Level::Error, &file.path, None, &[])];
    Facts {
        title: name_as_title(&file.path),
        day: None,
        at: None,
        shown: Shown {
            // Nobody knows what it says: it is not sent by mistake.
            draft: Some(Mark::Unread),
            ..Shown::default()
        },
        authors: Vec::new(),
        tags: Vec::new(),
        excerpt: String::new(),
        minutes: 1,
        words: 0,
        page: false,
        problem: worst(&problems),
        problems,
        collection: None,
        language: None,
        said_language: None,
        modified: file.modified,
    }
}

/// The file's name, or its folder's for a bundle.
fn name_as_title(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    if matches!(stem, "index" | "_index") {
        parts.next().unwrap_or(stem).to_owned()
    } else {
        stem.to_owned()
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

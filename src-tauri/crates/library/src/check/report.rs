//! All posts at once.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use galley_post::{Known, Post, strings_by};
use rayon::prelude::*;

use super::across::{self, Looked, names_in};
use super::{PageOf, Pages, Seen, aliases, alone, among, kinds, line_of};
use crate::error::{Error, Result};
use crate::library::{Inner, Library, lock};
use crate::progress::Cancel;
use crate::view::{CheckReport, Level, Problem, ProblemKind};
use crate::{disk, facts, scan};

/// A post that was looked at, until all were.
struct Read {
    post: Post,
    seen: Seen,
    problems: Vec<Problem>,
    page: PageOf,
    looked: Looked,
}

impl Library {
    /// A path as posts are named by it in the library.
    pub fn path_of(&self, path: &str) -> String {
        crate::paths::normal(path)
    }

    /// Looks at all posts and pages, as the disk has them. `tell` hears how many are done and how many there are.
    ///
    /// # Errors
    /// `cancelled`.
    pub fn check(&self, tell: &(dyn Fn(u32, u32) + Sync), cancel: &Cancel) -> Result<CheckReport> {
        let begun = Instant::now();
        let inner = &self.inner;
        let paths: Vec<String> = inner.index().posts().map(|(path, _)| path.to_owned()).collect();
        let total = u32::try_from(paths.len()).unwrap_or(u32::MAX);
        let done = AtomicU32::new(0);
        let read: Vec<Read> = paths
            .par_iter()
            .filter(|_| !cancel.is_cancelled())
            .filter_map(|path| {
                let read = read(inner, path);
                tell(done.fetch_add(1, Ordering::Relaxed) + 1, total);
                read
            })
            .collect();
        let walk = scan::walk(&inner.root);
        if cancel.is_cancelled() {
            return Err(Error::new("cancelled", &[]));
        }
        let (mut looked, mut of_pages, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        for one in read {
            looked.push(one.looked);
            of_pages.push(one.page);
            rest.push((one.post, one.seen, one.problems));
        }
        let mut pages = Pages::new(of_pages);
        let own = looked
            .par_iter()
            .zip(rest)
            .flat_map_iter(|(looked, (post, seen, mut problems))| {
                problems.extend(among(inner, &looked.path, &post, &seen, Some(&pages)));
                problems
            });
        let mut problems: Vec<Problem> = own.collect();
        let alike = inner.look_alikes();
        problems.extend(across::problems(inner, &looked, &alike, &walk.files));
        let mut problems = kinds::levelled(inner, problems);
        let posts = looked.iter().filter(|one| one.post).count();
        let habits = take_habits(inner, &mut problems, posts);
        pages.habits = habits.iter().map(|kind| kind.code.clone()).collect();
        *lock(&inner.pages) = Some(Arc::new(pages));
        let report = report(inner, problems, total, begun);
        Ok(CheckReport { habits, ..report })
    }
}

fn read(inner: &Inner, path: &str) -> Option<Read> {
    let size = inner.root.join(path).metadata().ok()?.len();
    if size > scan::LARGEST {
        return None;
    }
    let post = Post::parse(disk::read(&inner.root, path).ok()?);
    let seen = Seen::of(inner, path, &post);
    let generator = &inner.site.generator;
    let (page, title, language) = {
        let index = inner.index();
        let facts = index.get(path)?;
        (
            facts.page,
            facts.title.clone(),
            facts.language().map(str::to_owned),
        )
    };
    let said = facts::said(&post);
    let has_page = generator.url(path, &said) != galley_generators::Url::NoPage;
    let tags = post.known(Known::Tags);
    let tags = tags.map(|found| strings_by(found.value, facts::scalar_tags(generator)));
    let described = post
        .known(Known::Description)
        .is_some_and(|found| found.value.as_str().is_some_and(|text| !text.trim().is_empty()));
    Some(Read {
        problems: alone(inner, path, &post, &seen),
        page: PageOf {
            path: path.to_owned(),
            place: seen.place.clone(),
            has_page,
            aliases: aliases(&post),
            ids: seen.ids.clone(),
        },
        looked: Looked {
            path: path.to_owned(),
            title,
            post: !page,
            place: seen.place.clone(),
            language,
            tags: tags.unwrap_or_default(),
            tags_line: line_of(&post, Known::Tags),
            described,
            named: names_in(&String::from_utf8_lossy(post.bytes())),
        },
        seen,
        post,
    })
}

/// Takes out what so many posts have that it is how the blog writes, where its config says nothing of it.
fn take_habits(inner: &Inner, problems: &mut Vec<Problem>, posts: usize) -> Vec<ProblemKind> {
    let told = |code: &str| {
        let galley = inner.site.galley.as_ref();
        galley.is_some_and(|galley| galley.check.contains_key(code))
    };
    let mut habits = Vec::new();
    for code in kinds::HABITS.into_iter().filter(|code| !told(code)) {
        let of = || problems.iter().filter(|problem| problem.code == code);
        let files: HashSet<&Option<String>> = of().map(|problem| &problem.path).collect();
        if posts < kinds::SOME || (files.len() as f64) <= posts as f64 * kinds::HABIT {
            continue;
        }
        let level = of().map(|problem| problem.level.clone()).next();
        habits.push(ProblemKind {
            code: code.to_owned(),
            name: kinds::name(code),
            level: level.unwrap_or(Level::Hint),
            count: u32::try_from(files.len()).unwrap_or(u32::MAX),
        });
        problems.retain(|problem| problem.code != code);
    }
    habits
}

fn report(inner: &Inner, mut problems: Vec<Problem>, posts: u32, begun: Instant) -> CheckReport {
    let rank = |level: &Level| match level {
        Level::Error => 0,
        Level::Warning => 1,
        Level::Hint => 2,
    };
    let order = |code: &str| {
        kinds::KINDS
            .iter()
            .position(|kind| kind.code == code)
            .unwrap_or(usize::MAX)
    };
    problems.sort_by(|a, b| {
        (rank(&a.level), order(&a.code), &a.path, a.line).cmp(&(
            rank(&b.level),
            order(&b.code),
            &b.path,
            b.line,
        ))
    });
    let mut kinds: Vec<ProblemKind> = Vec::new();
    for problem in &problems {
        match kinds.iter_mut().find(|kind| kind.code == problem.code) {
            Some(kind) => kind.count += 1,
            None => kinds.push(ProblemKind {
                code: problem.code.clone(),
                name: kinds::name(&problem.code),
                level: problem.level.clone(),
                count: 1,
            }),
        }
    }
    let mut with: Vec<&str> = problems
        .iter()
        .filter_map(|problem| problem.path.as_deref())
        .collect();
    with.sort_unstable();
    with.dedup();
    CheckReport {
        with: u32::try_from(with.len()).unwrap_or(u32::MAX),
        kinds,
        habits: Vec::new(),
        posts,
        at: inner.clock.now().strftime("%H:%M").to_string(),
        seconds: begun.elapsed().as_secs_f64(),
        problems,
    }
}

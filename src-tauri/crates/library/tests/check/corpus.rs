//! Real blogs: how often each kind is found, which is printed. A kind that a fifth of a blog's posts have is how that blog
//! writes, or it is too strict.

use std::collections::{BTreeMap, BTreeSet};

use galley_library::{Cancel, Library, Opening, Places};
use galley_testkit::corpus::archives;
use galley_testkit::repo::Place;

use crate::support::{clock, isolated};

/// Kinds that are found in so many posts of the archives for another reason than a rule that is too strict: these archives
/// came without most of their pictures.
const PARTS_ARE_MISSING: [&str; 1] = ["picture.missing"];

#[test]
fn no_kind_is_found_in_a_fifth_of_a_blogs_posts() {
    let Some(archives) = archives() else { return };
    isolated();
    for archive in archives {
        let place = Place::new();
        let opening = Opening {
            places: Places::under(&place.path().join("galley")),
            clock: clock(),
            listener: None,
        };
        let library = Library::open(&archive.root, opening).unwrap();
        let report = library.check(&|_, _| {}, &Cancel::none()).unwrap();
        let mut paths: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for problem in &report.problems {
            let path = problem.path.as_deref().unwrap_or_default();
            paths.entry(&problem.code).or_default().insert(path);
        }
        println!(
            "{} ({} posts, {} problems)",
            archive.name,
            report.posts,
            report.problems.len()
        );
        for (code, paths) in &paths {
            println!("  {:>5}  {code}", paths.len());
            let part = paths.len() as f64 / f64::from(report.posts.max(1));
            let few = report.posts < 20;
            assert!(
                few || part <= 0.2 || PARTS_ARE_MISSING.contains(code),
                "{}: {code} in {:.0} % of the posts",
                archive.name,
                part * 100.0
            );
        }
        for habit in &report.habits {
            println!("  {:>5}  {} (a habit, left out)", habit.count, habit.code);
        }
    }
}

//! Ferrow Engineering has the posts, tags, authors and lengths that Galley's pictures show.
//! The files are read here by plain line scanning, so that the fixture does not depend on what it tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::ferrow;

/// Now, as in the pictures.
const NOW: &str = "2026-06-04T10:42";

struct Post {
    slug: String,
    head: String,
    body: String,
    lines: Vec<String>,
}

impl Post {
    fn field(&self, name: &str) -> Option<String> {
        let starts = [format!("{name}:"), format!("{name} =")];
        let line = self
            .head
            .lines()
            .map(str::trim)
            .find(|line| starts.iter().any(|s| line.starts_with(s)))?;
        let value = starts
            .iter()
            .find_map(|start| line.strip_prefix(start.as_str()))?;
        Some(value.trim().trim_matches(['"', '\'']).to_owned())
    }

    fn tags(&self) -> Vec<String> {
        let clean = |tag: &str| {
            tag.split(" #")
                .next()
                .unwrap()
                .trim()
                .trim_matches(['"', '\''])
                .to_owned()
        };
        let value = self.field("tags").unwrap();
        if value.is_empty() {
            let lines = self
                .head
                .lines()
                .skip_while(|line| line.trim() != "tags:")
                .skip(1);
            let items = lines.map_while(|line| line.trim().strip_prefix("- ").map(clean));
            return items.collect();
        }
        value.trim_matches(['[', ']']).split(',').map(clean).collect()
    }

    fn date(&self) -> String {
        self.field("date").unwrap()
    }

    fn is_draft(&self) -> bool {
        self.field("draft").as_deref() == Some("true")
    }

    fn is_scheduled(&self) -> bool {
        !self.is_draft() && self.date()[..16] > *NOW
    }

    /// Words as `galley-post` counts them.
    fn words(&self) -> usize {
        let inside = |c: char| c.is_alphanumeric() || "'\u{2019}-_".contains(c);
        self.body
            .split(|c| !inside(c))
            .filter(|w| w.contains(char::is_alphanumeric))
            .count()
    }

    fn opening(&self) -> &str {
        self.body.trim_start().split("\n\n").next().unwrap()
    }
}

fn read(dir: &Path) -> Vec<Post> {
    let mut files: Vec<_> = fs::read_dir(dir.join("posts"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let posts = files
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    posts
        .map(|path| {
            let text = fs::read_to_string(path).unwrap();
            assert!(text.ends_with('\n') && !text.contains('\r'), "{path:?}");
            let fence = text.lines().next().unwrap();
            let (head, body) = text[4..].split_once(&format!("\n{fence}\n")).unwrap();
            Post {
                slug: path.file_stem().unwrap().to_str().unwrap().to_owned(),
                head: head.to_owned(),
                body: body.to_owned(),
                lines: text.lines().map(str::to_owned).collect(),
            }
        })
        .collect()
}

fn laid_out() -> (tempfile::TempDir, Vec<Post>) {
    let dir = tempfile::tempdir().unwrap();
    ferrow::write(dir.path()).unwrap();
    let posts = read(dir.path());
    (dir, posts)
}

fn counted(names: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    names.fold(BTreeMap::new(), |mut counts, name| {
        *counts.entry(name).or_default() += 1;
        counts
    })
}

#[test]
fn groups_tags_and_authors_are_as_drawn() {
    let (_dir, posts) = laid_out();
    let drafts = posts.iter().filter(|post| post.is_draft()).count();
    let scheduled = posts.iter().filter(|post| post.is_scheduled()).count();
    assert_eq!((posts.len(), drafts, scheduled), (ferrow::POSTS, 6, 2));

    let authors = counted(posts.iter().map(|post| post.field("author").unwrap()));
    let drawn = [
        ("Ines Halloran", 41),
        ("Jun Okabe", 22),
        ("Mirela Stan", 37),
        ("Pia Lindqvist", 19),
        ("Tobi Ekwueme", 29),
    ];
    assert_eq!(
        authors,
        drawn.map(|(name, count)| (name.to_owned(), count)).into()
    );

    let tags = counted(posts.iter().flat_map(Post::tags));
    assert_eq!(tags.len(), 46, "{tags:?}");
    let drawn = [
        ("caching", 11),
        ("deploys", 9),
        ("firmware", 14),
        ("go", 21),
        ("incident-review", 17),
        ("observability", 12),
        ("performance", 16),
        ("postgres", 8),
        ("queues", 6),
        ("postgresql", 3),
        ("Postgres", 1),
        ("queue", 2),
        ("observabilty", 1),
        ("operations", 5),
    ];
    for (tag, count) in drawn {
        assert_eq!(tags[tag], count, "{tag}");
    }
    // The column shows the nine most used, so no other tag may reach the least of them.
    let others = tags
        .iter()
        .filter(|(tag, _)| !drawn[..9].iter().any(|(shown, _)| shown == tag));
    assert!(
        others.clone().all(|(_, count)| *count < 6),
        "{:?}",
        others.collect::<Vec<_>>()
    );
}

#[test]
fn tags_have_the_last_day_and_the_authors_that_are_drawn() {
    let (_dir, posts) = laid_out();
    let drawn = [
        ("caching", "2026-06-02", "Ines Jun"),
        ("deploys", "2026-05-27", "Pia"),
        ("firmware", "2026-06-09", "Tobi"),
        ("go", "2026-06-02", "Ines Jun Mirela"),
        ("incident-review", "2026-06-04", "Mirela Tobi"),
        ("observability", "2026-04-28", "Jun Mirela"),
        ("performance", "2026-05-19", "Jun"),
    ];
    for (tag, day, names) in drawn {
        let tagged = || posts.iter().filter(|post| post.tags().iter().any(|t| t == tag));
        assert_eq!(
            tagged().map(|post| post.date()[..10].to_owned()).max().as_deref(),
            Some(day),
            "{tag}"
        );
        let authors: BTreeSet<_> = tagged()
            .map(|p| p.field("author").unwrap().split(' ').next().unwrap().to_owned())
            .collect();
        assert_eq!(authors.into_iter().collect::<Vec<_>>().join(" "), names, "{tag}");
    }
}

#[test]
fn the_list_begins_as_drawn() {
    let (_dir, mut posts) = laid_out();
    posts.sort_by_key(|post| std::cmp::Reverse(post.date()));
    // The second scheduled post stands above the part of the list that the pictures show.
    assert_eq!(posts[0].date()[..10], *"2026-07-07");
    let drawn = [
        (
            "Firmware over a bad mobile link",
            "06-09",
            "Tobi Ekwueme",
            "firmware networks",
            11,
        ),
        (
            "Our retries were the outage",
            "06-04",
            "Mirela Stan",
            "reliability queues incident-review",
            6,
        ),
        (
            "A cache that remembers absence",
            "06-02",
            "Ines Halloran",
            "caching go reliability",
            9,
        ),
        (
            "We deleted the staging environment",
            "05-27",
            "Pia Lindqvist",
            "deploys testing",
            8,
        ),
        (
            "The locker that opened at three",
            "05-21",
            "Tobi Ekwueme",
            "firmware incident-review",
            12,
        ),
        (
            "Eleven milliseconds of Postgres",
            "05-19",
            "Jun Okabe",
            "postgres performance",
            10,
        ),
        (
            "How we name doors, branches and incidents",
            "05-12",
            "Ines Halloran",
            "writing teams",
            5,
        ),
        (
            "A queue is a promise",
            "05-06",
            "Mirela Stan",
            "queues reliability",
            7,
        ),
        (
            "Reading a flame graph like a map",
            "04-28",
            "Jun Okabe",
            "performance tooling",
            9,
        ),
        (
            "The last cron job",
            "04-28",
            "Mirela Stan",
            "observability operations",
            6,
        ),
    ];
    for (post, (title, day, author, tags, minutes)) in posts[1..].iter().zip(drawn) {
        assert_eq!(post.field("title").unwrap(), title);
        assert_eq!(post.date()[5..10], *day, "{title}");
        assert_eq!(post.field("author").unwrap(), author, "{title}");
        assert_eq!(post.tags().join(" "), tags, "{title}");
        assert_eq!(
            post.words().div_ceil(220),
            minutes,
            "{title}: {} words",
            post.words()
        );
    }
    let featured: Vec<_> = posts
        .iter()
        .filter(|post| post.field("featured").is_some())
        .collect();
    assert_eq!(featured.len(), 1);
    assert_eq!(featured[0].slug, "the-locker-that-opened-at-three");
}

#[test]
fn the_two_posts_that_are_shown_have_their_lengths() {
    let (_dir, posts) = laid_out();
    let words = |slug: &str| posts.iter().find(|post| post.slug == slug).unwrap().words();
    assert_eq!(words("our-retries-were-the-outage"), 1148);
    assert_eq!(words("a-cache-that-remembers-absence"), 1902);
}

#[test]
fn reading_times_do_not_hang_on_how_they_are_rounded() {
    let (_dir, posts) = laid_out();
    for post in posts.iter().filter(|post| !ferrow::RETRIES.contains(&post.slug)) {
        let words = post.words();
        assert_eq!(
            (words + 110) / 220,
            words.div_ceil(220),
            "{}: {words} words",
            post.slug
        );
    }
}

#[test]
fn every_post_is_a_text_of_its_own() {
    let (_dir, posts) = laid_out();
    let titles: BTreeSet<_> = posts.iter().map(|post| post.field("title")).collect();
    let openings: BTreeSet<_> = posts.iter().map(Post::opening).collect();
    let bodies: BTreeSet<_> = posts.iter().map(|post| &post.body).collect();
    assert_eq!(
        (titles.len(), openings.len(), bodies.len()),
        (posts.len(), posts.len(), posts.len())
    );
    for post in &posts {
        assert!(
            (10..=200).contains(&post.opening().len()),
            "{}: {}",
            post.slug,
            post.opening()
        );
        assert!(!post.body.contains("\n\n\n"), "{}", post.slug);
    }
}

#[test]
fn problems_stand_on_the_lines_that_are_drawn() {
    let (_dir, posts) = laid_out();
    let line = |slug: &str, number: usize| {
        posts
            .iter()
            .find(|post| post.slug == slug)
            .map(|post| post.lines[number - 1].as_str())
            .unwrap()
    };
    assert!(line("we-deleted-the-staging-environment", 41).contains("images/depot-map.png"));
    assert!(line("the-locker-that-opened-at-three", 9).contains("#two-clocks"));
    assert!(line("a-queue-is-a-promise", 22).contains("(/posts/budget)"));
    assert!(line("the-last-cron-job", 30).contains("names.md"));
    assert!(line("the-last-cron-job", 2).starts_with(" title:"));
    assert_eq!(
        line("eleven-milliseconds-of-postgres", 3),
        "date: 2026-05-19T23:30:00"
    );
    assert_eq!(line("reading-a-query-plan", 6), "  - postgresql");
    assert_eq!(line("reading-a-query-plan", 7), "  - performance # keep");
    assert_eq!(
        line("vacuum-at-night", 4),
        "tags: [postgres, postgresql, operations]"
    );
    assert_eq!(
        line("three-indexes-one-regret", 6),
        "tags: [performance, Postgres]"
    );
    assert_eq!(
        line("moving-the-parcel-table", 4),
        "tags = ['postgresql', 'migrations']"
    );
}

#[test]
fn the_changes_are_three_posts_and_a_picture() {
    let (published, both) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    ferrow::write_published(published.path()).unwrap();
    ferrow::write(both.path()).unwrap();
    let before: BTreeMap<_, _> = read(published.path())
        .into_iter()
        .map(|post| (post.slug.clone(), post))
        .collect();
    let after = read(both.path());
    assert_eq!(before.len(), ferrow::POSTS - 1);

    let changed = after
        .iter()
        .filter(|post| before.get(&post.slug).is_none_or(|was| was.lines != post.lines));
    let paths: Vec<_> = changed.map(|post| format!("posts/{}.md", post.slug)).collect();
    assert_eq!(paths, [ferrow::CACHE, ferrow::RETRIES, ferrow::SMALL_TABLES]);
    assert!(!before.contains_key("our-retries-were-the-outage"));

    let small = after
        .iter()
        .find(|post| ferrow::SMALL_TABLES.contains(&post.slug))
        .unwrap();
    let was = &before[&small.slug];
    assert!(small.is_draft() && was.is_draft());
    let differing = small
        .lines
        .iter()
        .zip(&was.lines)
        .filter(|(now, then)| now != then)
        .count();
    assert_eq!((differing, small.lines.len()), (3, was.lines.len()));

    let cache = after
        .iter()
        .find(|post| ferrow::CACHE.contains(&post.slug))
        .unwrap();
    let blocks = |text: &str| text.trim().split("\n\n").map(str::to_owned).collect::<Vec<_>>();
    let (now, then) = (blocks(&cache.body), blocks(&before[&cache.slug].body));
    assert!(then[0].contains("for ten seconds took half of the load"));
    assert!(now[0].contains("for four seconds took two thirds of the load"));
    assert_eq!(now[1..7], then[1..7], "six paragraphs as they were");
    assert!(
        now[7].contains("](images/misses-per-minute.webp") && now[8].starts_with("The chart is the whole")
    );
    assert_eq!(then[7], "We may revisit this number when we have more data.");
    assert_eq!(now[9..18], then[8..17], "nine paragraphs as they were");
    assert_ne!(now[18], then[17]);
}

#[test]
fn the_picture_is_a_webp_of_38_kilobytes() {
    let (dir, _posts) = laid_out();
    let picture = fs::read(dir.path().join(ferrow::PICTURE)).unwrap();
    assert_eq!(
        (&picture[..4], &picture[8..12]),
        (b"RIFF".as_slice(), b"WEBP".as_slice())
    );
    assert_eq!((picture.len() + 500) / 1000, 38);
}

#[test]
fn the_same_bytes_every_time() {
    let ((_a, first), (_b, second)) = (laid_out(), laid_out());
    assert!(
        first
            .iter()
            .zip(&second)
            .all(|(one, other)| one.lines == other.lines)
    );
}

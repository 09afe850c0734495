//! Tests of the index: counts, groups, order, search, months and tags, without a disk.

use jiff::Timestamp;
use jiff::civil::Date;

use super::*;
use crate::search::Found;
use crate::status::{Mark, Moment, Shown};
use crate::view::{By, Group, PostQuery, PostRows, Sort};

const NOW: &str = "2026-06-04T08:42:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn today() -> Today<'static> {
    Today {
        now: at(NOW),
        day: "2026-06-04".parse().unwrap(),
        generator: "Galley",
        repository: true,
    }
}

/// A public post of this day, at noon.
fn post(title: &str, day: &str) -> Facts {
    let at = (!day.is_empty()).then(|| at(&format!("{day}T12:00:00Z")));
    Facts {
        title: title.into(),
        day: (!day.is_empty()).then(|| day.parse::<Date>().unwrap()),
        at,
        shown: Shown::default(),
        authors: Vec::new(),
        tags: Vec::new(),
        excerpt: String::new(),
        minutes: 1,
        words: 0,
        page: false,
        problem: None,
        problems: Vec::new(),
        collection: None,
        language: None,
        said_language: None,
        modified: 0,
    }
}

fn draft_mark() -> Shown {
    Shown {
        draft: Some(Mark::Field("draft".into(), "true".into())),
        ..Shown::default()
    }
}

fn draft(title: &str, day: &str) -> Facts {
    Facts {
        shown: draft_mark(),
        ..post(title, day)
    }
}

fn scheduled(title: &str, until: &str) -> Facts {
    Facts {
        shown: Shown {
            from: Some(Moment {
                at: at(until),
                day: until[..10].parse().unwrap(),
            }),
            ..Shown::default()
        },
        ..post(title, &until[..10])
    }
}

fn tagged(title: &str, tags: &[&str]) -> Facts {
    Facts {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..post(title, "2026-01-01")
    }
}

fn index(posts: Vec<(&str, Facts)>) -> Index {
    let mut index = Index::default();
    for (path, facts) in posts {
        index.put(path, Some(facts));
    }
    index
}

fn changes(index: &mut Index, changed: &[(&str, ChangeKind)]) {
    index.put_changes(
        changed
            .iter()
            .map(|(path, kind)| ((*path).to_owned(), kind.clone()))
            .collect(),
    );
}

fn query(group: Group) -> PostQuery {
    PostQuery {
        group,
        limit: 100,
        ..PostQuery::default()
    }
}

fn paths(rows: &PostRows) -> Vec<&str> {
    rows.rows.iter().map(|row| row.path.as_str()).collect()
}

fn found(index: &Index, words: &str) -> Vec<String> {
    let query = PostQuery {
        sort: Sort::Title,
        ..query(Group::All)
    };
    let found = Found::in_rows(index, words);
    index
        .rows(&query, today(), found.as_ref())
        .rows
        .into_iter()
        .map(|row| row.title)
        .collect()
}

#[test]
fn counts_keep_the_groups_apart() {
    let mut index = index(vec![
        ("posts/a.md", post("A", "2026-01-01")),
        ("posts/b.md", draft("B", "2026-02-01")),
        ("posts/c.md", scheduled("C", "2026-07-01T06:00:00Z")),
        ("posts/d.md", post("D", "2026-03-01")),
        (
            "about.md",
            Facts {
                page: true,
                ..post("About", "")
            },
        ),
    ]);
    changes(
        &mut index,
        &[
            ("posts/a.md", ChangeKind::Changed),
            ("posts/b.md", ChangeKind::New),
            ("about.md", ChangeKind::Changed),
            ("posts/images/x.png", ChangeKind::New),
            ("posts/gone.md", ChangeKind::Deleted),
        ],
    );
    let counts = index.counts(today());
    assert_eq!(
        counts,
        Counts {
            all: 4,
            drafts: 1,
            scheduled: 1,
            published: 2,
            unpublished: 2,
            deleted: 0,
            pages: 1
        }
    );
    let rows = |group| index.rows(&query(group), today(), None);
    assert_eq!(paths(&rows(Group::All)).len(), 4);
    assert_eq!(paths(&rows(Group::Drafts)), ["posts/b.md"]);
    assert_eq!(paths(&rows(Group::Scheduled)), ["posts/c.md"]);
    assert_eq!(paths(&rows(Group::Published)), ["posts/d.md", "posts/a.md"]);
    assert_eq!(paths(&rows(Group::Unpublished)), ["posts/b.md", "posts/a.md"]);
    assert_eq!(paths(&rows(Group::Pages)), ["about.md"]);
}

#[test]
fn a_status_is_the_first_that_holds() {
    let worst = Facts {
        problem: Some(Level::Error),
        ..post("Broken", "2026-01-01")
    };
    let mut index = index(vec![
        ("broken.md", worst),
        ("two.md", post("Two", "2026-01-01")),
        ("changed.md", post("Changed", "2026-01-01")),
        ("new.md", post("New", "2026-01-01")),
        ("later.md", scheduled("Later", "2026-07-01T06:00:00Z")),
        ("draft.md", draft("Draft", "2026-01-01")),
        (
            "there.md",
            Facts {
                problem: Some(Level::Hint),
                ..post("There", "2026-01-01")
            },
        ),
    ]);
    let everything: Vec<(String, ChangeKind)> = index
        .posts()
        .filter(|(path, _)| *path != "there.md")
        .map(|(path, _)| {
            (
                path.to_owned(),
                if path == "new.md" {
                    ChangeKind::New
                } else {
                    ChangeKind::Changed
                },
            )
        })
        .collect();
    index.put_changes(everything.into_iter().collect());
    index.mark_two_versions("broken.md", true);
    index.mark_two_versions("two.md", true);
    let of = |path: &str| index.summary(path, index.get(path).unwrap(), today());
    assert_eq!(
        of("broken.md").status,
        Status::Error,
        "an error comes before two versions"
    );
    assert_eq!(
        of("two.md").status,
        Status::TwoVersions,
        "two versions come before unpublished"
    );
    assert_eq!(of("changed.md").status, Status::Unpublished);
    assert_eq!(
        of("later.md").status,
        Status::Scheduled,
        "an unpublished scheduled post is a scheduled one"
    );
    assert_eq!(of("later.md").unpublished, Some(ChangeKind::Changed));
    assert_eq!(of("draft.md").status, Status::Draft);
    assert_eq!(of("there.md").status, Status::Published);
    assert_eq!(of("there.md").unpublished, None);
    let why =
        |path: &str| -> Vec<String> { of(path).reasons.into_iter().map(|reason| reason.code).collect() };
    assert_eq!(why("new.md"), ["status.new"]);
    assert_eq!(why("changed.md"), ["status.changed"]);
    assert_eq!(why("draft.md"), ["status.draft-field", "status.changed"]);
    assert_eq!(why("there.md"), ["status.published"]);
    assert_eq!(
        of("later.md").reasons[0].message,
        "Hidden until Jul 1, because Galley hides posts with a date in the future."
    );
    let args: Vec<_> = of("later.md")
        .reasons
        .remove(0)
        .args
        .into_iter()
        .map(|arg| (arg.name, arg.value))
        .collect();
    assert_eq!(
        args,
        [
            ("day".into(), "Jul 1".into()),
            ("generator".into(), "Galley".into())
        ]
    );
    index.mark_two_versions("two.md", false);
    let two = index.summary("two.md", index.get("two.md").unwrap(), today());
    assert_eq!(two.status, Status::Unpublished);
}

#[test]
fn a_scheduled_post_becomes_public_when_its_moment_has_come() {
    let index = index(vec![("later.md", scheduled("Later", "2026-07-01T06:00:00Z"))]);
    let group_at = |now: &str| {
        let today = Today {
            now: at(now),
            day: "2026-07-01".parse().unwrap(),
            generator: "Galley",
            repository: true,
        };
        let row = index.rows(&query(Group::All), today, None).rows.remove(0);
        (
            row.status,
            row.visibility,
            index.counts(today).published,
            index.counts(today).scheduled,
        )
    };
    assert_eq!(
        group_at("2026-07-01T05:59:59Z"),
        (Status::Scheduled, Visibility::Scheduled, 0, 1)
    );
    assert_eq!(
        group_at("2026-07-01T06:00:00Z"),
        (Status::Published, Visibility::Public, 1, 0)
    );
}

#[test]
fn a_search_meets_the_beginnings_of_words_in_any_case() {
    let index = index(vec![
        ("a.md", post("The Slowest Request has a Name", "2026-01-01")),
        ("b.md", post("Ein Café in Tromsø", "2026-01-02")),
        ("c.md", post("Slow tests", "2026-01-03")),
    ]);
    assert_eq!(
        found(&index, "slow"),
        ["Slow tests", "The Slowest Request has a Name"]
    );
    assert_eq!(found(&index, "SLOW req"), ["The Slowest Request has a Name"]);
    assert_eq!(
        found(&index, "req, slow!"),
        ["The Slowest Request has a Name"],
        "in any order, whatever stands between"
    );
    assert!(
        found(&index, "lowest").is_empty(),
        "the middle of a word is no beginning"
    );
    assert_eq!(found(&index, "CAFÉ"), ["Ein Café in Tromsø"]);
    assert_eq!(
        found(&index, "cafe\u{301}"),
        ["Ein Café in Tromsø"],
        "composed or not"
    );
    assert_eq!(found(&index, "tromsØ"), ["Ein Café in Tromsø"]);
    assert_eq!(found(&index, "  ").len(), 3, "no word is no condition");
}

#[test]
fn a_search_meets_words_that_no_blank_sets_apart() {
    let index = index(vec![
        ("zh.md", post("我们为什么删除警报", "2026-01-01")),
        ("ja.md", post("最も遅いリクエスト", "2026-01-02")),
        ("ko.md", post("가장 느린요청의 이름", "2026-01-03")),
        ("en.md", post("Alerts we deleted", "2026-01-04")),
    ]);
    assert_eq!(found(&index, "删除"), ["我们为什么删除警报"]);
    assert_eq!(found(&index, "警报"), ["我们为什么删除警报"]);
    assert_eq!(found(&index, "リク"), ["最も遅いリクエスト"]);
    assert_eq!(found(&index, "遅い"), ["最も遅いリクエスト"]);
    assert_eq!(found(&index, "요청"), ["가장 느린요청의 이름"]);
    assert!(found(&index, "除删").is_empty());
}

#[test]
fn filters_by_tag_and_author_come_on_top_of_the_group() {
    let ada = |facts: Facts| Facts {
        authors: vec!["Ada".into()],
        ..facts
    };
    let index = index(vec![
        ("a.md", ada(tagged("A", &["Git"]))),
        ("b.md", tagged("B", &["git", "tools"])),
        (
            "c.md",
            ada(Facts {
                shown: draft_mark(),
                ..tagged("C", &["gIT"])
            }),
        ),
        ("d.md", ada(tagged("D", &["github"]))),
    ]);
    let rows = |group, tag: Option<&str>, author: Option<&str>| {
        let (tag, author) = (tag.map(Into::into), author.map(Into::into));
        let rows = index.rows(
            &PostQuery {
                tag,
                author,
                ..query(group)
            },
            today(),
            None,
        );
        rows.rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    assert_eq!(rows(Group::All, Some("GIT"), None), ["A", "B", "C"]);
    assert_eq!(rows(Group::All, Some("git"), Some("Ada")), ["A", "C"]);
    assert_eq!(rows(Group::Drafts, Some("git"), Some("Ada")), ["C"]);
    assert!(rows(Group::All, None, Some("Nobody")).is_empty());
}

#[test]
fn spellings_of_a_tag_are_one_tag_under_its_most_used_spelling() {
    let index = index(vec![
        ("a.md", tagged("A", &["Git", "tools"])),
        ("b.md", tagged("B", &["git"])),
        ("c.md", tagged("C", &["git", "Zoo"])),
        ("d.md", tagged("D", &["Ärger", "zoo"])),
        (
            "p.md",
            Facts {
                page: true,
                ..tagged("P", &["git"])
            },
        ),
    ]);
    let tags: Vec<(String, u32)> = index
        .tags()
        .into_iter()
        .map(|tag| (tag.name, tag.count))
        .collect();
    let wanted = [("git", 3), ("Zoo", 2), ("tools", 1), ("Ärger", 1)];
    assert_eq!(tags, wanted.map(|(name, count)| (name.to_owned(), count)));
}

#[test]
fn a_post_that_writes_a_tag_in_two_ways_counts_once() {
    let index = index(vec![("a.md", tagged("A", &["git", "Git", "git"]))]);
    let tags = index.tags();
    assert_eq!((tags.len(), tags[0].count), (1, 1));
}

#[test]
fn months_are_the_headings_of_the_whole_list() {
    let index = index(vec![
        ("a.md", post("A", "2026-06-03")),
        ("b.md", post("B", "2026-05-30")),
        ("c.md", post("C", "2026-05-02")),
        ("d.md", post("D", "2025-05-01")),
        ("e.md", draft("E", "")),
    ]);
    let months = |sort| {
        let rows = index.rows(
            &PostQuery {
                sort,
                offset: 2,
                limit: 1,
                ..query(Group::All)
            },
            today(),
            None,
        );
        rows.months
            .into_iter()
            .map(|start| (start.month, start.row))
            .collect::<Vec<_>>()
    };
    let wanted = |all: &[(&str, u32)]| all.iter().map(|(m, r)| ((*m).to_owned(), *r)).collect::<Vec<_>>();
    assert_eq!(
        months(Sort::Newest),
        wanted(&[("", 0), ("2026-06", 1), ("2026-05", 2), ("2025-05", 4)])
    );
    assert_eq!(
        months(Sort::Oldest),
        wanted(&[("2025-05", 0), ("2026-05", 1), ("2026-06", 3), ("", 4)])
    );
    assert!(months(Sort::Title).is_empty());
}

#[test]
fn no_month_has_two_headings_when_offsets_turn_the_night_round() {
    // Half past midnight on the first of June in Oslo is before eleven at night on the last of May in Lisbon.
    let oslo = Facts {
        at: Some(at("2026-05-31T22:30:00Z")),
        ..post("Oslo", "2026-06-01")
    };
    let lisbon = Facts {
        at: Some(at("2026-05-31T23:00:00Z")),
        ..post("Lisbon", "2026-05-31")
    };
    let index = index(vec![
        ("o.md", oslo),
        ("l.md", lisbon),
        ("p.md", post("Early", "2026-05-01")),
    ]);
    for sort in [Sort::Newest, Sort::Oldest] {
        let rows = index.rows(
            &PostQuery {
                sort,
                ..query(Group::All)
            },
            today(),
            None,
        );
        let mut months: Vec<_> = rows.months.iter().map(|start| start.month.as_str()).collect();
        months.sort_unstable();
        assert_eq!(months, ["2026-05", "2026-06"], "{:?}", paths(&rows));
    }
}

#[test]
fn rows_come_in_windows() {
    let names: Vec<String> = (0..25).map(|n| format!("p{n:02}.md")).collect();
    let index = index(
        names
            .iter()
            .map(|name| (name.as_str(), post(name, "2026-01-01")))
            .collect(),
    );
    let window = |offset, limit| {
        let rows = index.rows(
            &PostQuery {
                offset,
                limit,
                ..query(Group::All)
            },
            today(),
            None,
        );
        assert_eq!(rows.total, 25);
        (
            rows.offset,
            rows.rows.into_iter().map(|row| row.path).collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        window(0, 3),
        (0, names[..3].to_vec()),
        "posts of the same moment stand in the order of their paths"
    );
    assert_eq!(window(20, 10), (20, names[20..].to_vec()));
    assert_eq!(window(25, 10), (25, Vec::new()));
    assert_eq!(window(900, u32::MAX), (25, Vec::new()));
    assert_eq!(window(3, u32::MAX).1.len(), 22);
    assert_eq!(window(0, 0).1.len(), 0);
}

#[test]
fn titles_are_sorted_without_their_case() {
    let index = index(vec![
        ("1.md", post("beta", "")),
        ("2.md", post("Alpha", "")),
        ("3.md", post("Gamma", "")),
    ]);
    let rows = index.rows(
        &PostQuery {
            sort: Sort::Title,
            ..query(Group::All)
        },
        today(),
        None,
    );
    assert_eq!(paths(&rows), ["2.md", "1.md", "3.md"]);
}

#[test]
fn the_revision_grows_with_what_changes_and_with_nothing_else() {
    let mut index = index(vec![("a.md", post("A", "2026-01-01"))]);
    let first = index.revision();
    assert!(!index.put("a.md", Some(post("A", "2026-01-01"))));
    assert!(!index.put("b.md", None));
    assert!(!index.put_changes(HashMap::new()));
    index.mark_two_versions("a.md", false);
    assert_eq!(index.revision(), first);
    assert!(index.put("a.md", Some(post("B", "2026-01-01"))));
    assert!(index.put_changes(HashMap::from([("a.md".to_owned(), ChangeKind::New)])));
    index.mark_two_versions("a.md", true);
    assert!(index.put("a.md", None));
    assert_eq!(index.revision(), first + 4);
}

#[test]
fn a_list_has_headings_of_any_kind_and_a_post_stands_under_each_of_its_tags() {
    let index = index(vec![
        (
            "a.md",
            Facts {
                authors: vec!["Ada".into()],
                collection: Some("blog".into()),
                ..tagged("A", &["Git", "tools"])
            },
        ),
        (
            "b.md",
            Facts {
                language: Some("de".into()),
                ..tagged("B", &["git"])
            },
        ),
        ("c.md", draft("C", "2025-03-01")),
        ("d.md", post("D", "")),
    ]);
    let grouped = |by: By| {
        let query = PostQuery {
            by: Some(by),
            sort: Sort::Title,
            ..query(Group::All)
        };
        let rows = index.rows(&query, today(), None);
        let ends: Vec<u32> = rows
            .groups
            .iter()
            .skip(1)
            .map(|group| group.row)
            .chain([rows.total])
            .collect();
        let heads = rows.groups.iter().zip(ends).map(|(group, end)| {
            assert_eq!(group.count, end - group.row);
            let titles: Vec<&str> = rows.rows[group.row as usize..end as usize]
                .iter()
                .map(|row| row.title.as_str())
                .collect();
            format!("{}: {}", group.name, titles.join(" "))
        });
        heads.collect::<Vec<_>>()
    };
    assert_eq!(grouped(By::Tag), ["Git: A B", "tools: A", ": C D"]);
    assert_eq!(grouped(By::Author), ["Ada: A", ": B C D"]);
    assert_eq!(grouped(By::Collection), ["blog: A", ": B C D"]);
    assert_eq!(grouped(By::Language), ["de: B", ": A C D"]);
    assert_eq!(grouped(By::Status), ["draft: C", "published: A B D"]);
    assert_eq!(grouped(By::Month), [": D", "2026-01: A B", "2025-03: C"]);
    assert_eq!(grouped(By::None), Vec::<String>::new());
}

#[test]
fn months_go_the_way_of_the_dates_and_no_headings_are_none_at_all() {
    let index = index(vec![
        ("a.md", post("A", "2026-01-02")),
        ("b.md", post("B", "2025-03-01")),
        ("c.md", post("C", "2026-01-09")),
        ("d.md", post("D", "")),
    ]);
    let rows = |sort: Sort, by: Option<By>| {
        let query = PostQuery {
            by,
            sort,
            ..query(Group::All)
        };
        index.rows(&query, today(), None)
    };
    let told = |sort: Sort, by: Option<By>| {
        let rows = rows(sort, by);
        let titles: Vec<&str> = rows.rows.iter().map(|row| row.title.as_str()).collect();
        let heads: Vec<&str> = rows.groups.iter().map(|group| group.name.as_str()).collect();
        (titles.join(" "), heads.join(" "), rows.months.len())
    };
    assert_eq!(
        told(Sort::Oldest, Some(By::Month)),
        ("B A C D".into(), "2025-03 2026-01 ".into(), 0)
    );
    assert_eq!(
        told(Sort::Newest, Some(By::Month)),
        ("D C A B".into(), " 2026-01 2025-03".into(), 0)
    );
    assert_eq!(
        told(Sort::Newest, Some(By::None)),
        ("D C A B".into(), String::new(), 0)
    );
    assert_eq!(told(Sort::Newest, None), ("D C A B".into(), String::new(), 3));
}

#[test]
fn a_post_under_several_tags_is_counted_once_and_listed_under_each() {
    let index = index(vec![
        ("a.md", tagged("A", &["git", "tools"])),
        ("b.md", post("B", "2026-01-01")),
    ]);
    let query = PostQuery {
        by: Some(By::Tag),
        ..query(Group::All)
    };
    let rows = index.rows(&query, today(), None);
    assert_eq!((rows.posts, rows.total), (2, 3));
}

#[test]
fn the_order_by_change_is_the_one_of_the_files_and_not_of_the_dates() {
    let changed = |title: &str, day: &str, modified: i64| Facts {
        modified,
        ..post(title, day)
    };
    let index = index(vec![
        ("a.md", changed("A", "2026-01-02", 30)),
        ("b.md", changed("B", "2026-05-01", 10)),
        ("c.md", changed("C", "2024-01-09", 20)),
    ]);
    for (sort, wanted) in [(Sort::Changed, "A C B"), (Sort::Untouched, "B C A")] {
        let query = PostQuery {
            sort,
            ..query(Group::All)
        };
        let rows = index.rows(&query, today(), None);
        let titles: Vec<&str> = rows.rows.iter().map(|row| row.title.as_str()).collect();
        assert_eq!(titles.join(" "), wanted);
        assert!(rows.months.is_empty());
    }
}

#[test]
fn filters_by_status_date_collection_and_language() {
    let index = index(vec![
        (
            "a.md",
            Facts {
                collection: Some("blog".into()),
                ..post("A", "2026-06-04")
            },
        ),
        (
            "b.md",
            Facts {
                language: Some("de".into()),
                ..post("B", "2026-06-30")
            },
        ),
        (
            "c.md",
            Facts {
                said_language: Some("de".into()),
                language: Some("fr".into()),
                ..draft("C", "2025-06-04")
            },
        ),
    ]);
    let titles = |asked: PostQuery| {
        let rows = index.rows(
            &PostQuery {
                limit: 9,
                sort: Sort::Title,
                ..asked
            },
            today(),
            None,
        );
        rows.rows.into_iter().map(|row| row.title).collect::<String>()
    };
    let dated = |date: &str| {
        titles(PostQuery {
            date: Some(date.into()),
            ..PostQuery::default()
        })
    };
    assert_eq!(dated("2026"), "AB");
    assert_eq!(dated("2026-06"), "AB");
    assert_eq!(dated("2026-06-04"), "A");
    assert_eq!(dated("2026-0"), "", "half a month is none");
    let collection = Some("blog".into());
    assert_eq!(
        titles(PostQuery {
            collection,
            ..PostQuery::default()
        }),
        "A"
    );
    assert_eq!(
        titles(PostQuery {
            language: Some("DE".into()),
            ..PostQuery::default()
        }),
        "BC"
    );
    assert_eq!(
        titles(PostQuery {
            status: Some(Status::Draft),
            ..PostQuery::default()
        }),
        "C"
    );
}

#[test]
fn what_fits_best_comes_first_then_what_is_newest() {
    let index = index(vec![
        ("posts/cache.md", post("Other", "2026-05-05")),
        ("b.md", post("Cache misses", "2026-01-02")),
        ("c.md", tagged("Tagged", &["caches"])),
        ("d.md", post("Caches", "2026-03-02")),
        ("e.md", post("A cache", "2026-02-02")),
        ("f.md", post("Nothing", "2026-02-02")),
    ]);
    let query = PostQuery {
        sort: Sort::Best,
        ..query(Group::All)
    };
    let found = Found::in_rows(&index, "cache");
    let rows = index.rows(&query, today(), found.as_ref());
    assert_eq!(paths(&rows), ["e.md", "b.md", "d.md", "c.md", "posts/cache.md"]);
    assert!(rows.months.is_empty());
}

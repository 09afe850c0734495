//! Full-text search in an open library.

use galley_library::view::{LibraryEvent, PostQuery, PostRows, PostSummary, Sort};

use crate::support::{Blog, Desk, insert, replace};

fn query(words: &str) -> PostQuery {
    PostQuery {
        search: Some(words.into()),
        sort: Sort::Best,
        limit: 60,
        ..PostQuery::default()
    }
}

fn search(desk: &Desk, words: &str) -> PostRows {
    desk.library.posts(&query(words)).unwrap()
}

/// The paths of what is found when all texts are known.
fn found(desk: &Desk, words: &str) -> Vec<String> {
    desk.library.read_texts();
    let rows = search(desk, words);
    assert_eq!(rows.unread, 0);
    rows.rows.into_iter().map(|row| row.path).collect()
}

fn post(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-06-01\n---\n{body}\n")
}

/// The marked parts of a row's text.
fn marked(row: &PostSummary) -> Vec<String> {
    let hits = row.hits.as_ref().unwrap();
    let units: Vec<u16> = hits.text.encode_utf16().collect();
    let part = |from: u32, to: u32| String::from_utf16(&units[from as usize..to as usize]).unwrap();
    hits.in_text
        .iter()
        .map(|stretch| part(stretch.from, stretch.to))
        .collect()
}

#[test]
fn what_was_typed_is_found_when_it_is_saved() {
    let blog = Blog::new(&[
        ("posts/a.md", &post("A", "First words.\n\nSecond part.")),
        ("posts/b.md", &post("B", "Other words.")),
    ]);
    let desk = blog.open();
    assert_eq!(found(&desk, "words"), ["posts/a.md", "posts/b.md"]);
    let open = desk.library.open_post("posts/a.md").unwrap();
    desk.library
        .edit_body(&open.post, 1, &insert(20, " quokka"))
        .unwrap();
    desk.library.save_post(&open.post).unwrap();
    assert_eq!(found(&desk, "quok"), ["posts/a.md"]);
    desk.library
        .edit_body(&open.post, 2, &replace(20, 27, ""))
        .unwrap();
    desk.library.save_post(&open.post).unwrap();
    assert!(found(&desk, "quok").is_empty());
    assert_eq!(found(&desk, "first wor"), ["posts/a.md"]);
}

#[test]
fn words_are_found_in_title_tags_path_and_the_whole_text_and_the_place_is_shown() {
    let long = format!(
        "{}\n\nAt last the **quokka** came.\n",
        "Words before it.\n\n".repeat(400)
    );
    let tagged = "---\ntitle: Tagged\ntags: [marsupials]\ndate: 2025-01-01\n---\nText.\n";
    let blog = Blog::new(&[
        ("posts/long.md", &post("Long", &long)),
        ("posts/quokka-path.md", &post("By its path", "Text.")),
        ("posts/title.md", &post("A quokka", "Text.")),
        ("posts/tagged.md", tagged),
    ]);
    let desk = blog.open();
    assert_eq!(
        found(&desk, "quokka"),
        ["posts/title.md", "posts/quokka-path.md", "posts/long.md"]
    );
    let rows = search(&desk, "quokka cam").rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].hits.as_ref().unwrap().text, "At last the quokka came.");
    assert_eq!(marked(&rows[0]), ["quokka", "cam"]);
    let rows = search(&desk, "marsu").rows;
    assert_eq!((rows.len(), rows[0].path.as_str()), (1, "posts/tagged.md"));
    assert_eq!(rows[0].hits.as_ref().unwrap().tags[0].len(), 1);
    // Words may stand in different parts of a post; each must stand somewhere.
    assert_eq!(found(&desk, "tagged text mars"), ["posts/tagged.md"]);
    assert!(found(&desk, "tagged quokka").is_empty());
}

#[test]
fn two_characters_are_a_word_in_chinese_japanese_and_korean() {
    let blog = Blog::new(&[
        ("posts/zh.md", &post("Zh", "我们为什么删除警报系统。")),
        ("posts/ja.md", &post("Ja", "全文検索は最も遅いリクエストでした。")),
        ("posts/ko.md", &post("Ko", "가장 느린요청의 이름은 무엇입니까")),
        ("posts/en.md", &post("En", "Alerts we deleted.")),
    ]);
    let desk = blog.open();
    for (words, path) in [
        ("删除", "zh"),
        ("警报", "zh"),
        ("统", "zh"),
        ("検索", "ja"),
        ("リク", "ja"),
        ("全文検索", "ja"),
        ("検索 リクエスト", "ja"),
        ("요청", "ko"),
    ] {
        assert_eq!(found(&desk, words), [format!("posts/{path}.md")], "{words}");
    }
    for words in ["除删", "検リ", "删除 検索", "索検"] {
        assert!(found(&desk, words).is_empty(), "{words}");
    }
    let row = search(&desk, "検索").rows.remove(0);
    assert_eq!(marked(&row), ["検索"]);
}

#[test]
fn a_search_before_all_texts_are_read_says_so_and_is_told_when_they_are() {
    let posts: Vec<(String, String)> = (0..400)
        .map(|n| {
            (
                format!("posts/{n}.md"),
                post(&format!("Post {n}"), "A numbat in each."),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = posts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let blog = Blog::new(&files);
    let desk = blog.open();
    let mut rows = search(&desk, "numbat");
    println!("{} found, {} texts to be read", rows.total, rows.unread);
    while rows.unread > 0 {
        desk.wait("the texts", |event| {
            matches!(event, LibraryEvent::IndexChanged { .. }).then_some(())
        });
        rows = search(&desk, "numbat");
    }
    assert_eq!(rows.total, 400);
}

#[test]
fn what_other_programs_change_is_found_and_what_they_delete_is_not() {
    let blog = Blog::new(&[
        ("posts/a.md", &post("A", "An echidna.")),
        ("posts/old/b.md", &post("B", "An echidna.")),
    ]);
    let desk = blog.open();
    assert_eq!(found(&desk, "echidna").len(), 2);
    let wait = |what: &str, wanted: &[&str], word: &str| {
        desk.wait(what, |event| match event {
            LibraryEvent::IndexChanged { .. } => (found(&desk, word) == wanted).then_some(()),
            _ => None,
        });
    };
    blog.repo.write("posts/new.md", post("New", "A bilby."));
    wait("a new file", &["posts/new.md"], "bilby");
    blog.repo.write("posts/a.md", post("A again", "A bilby too."));
    wait("a changed file", &["posts/a.md", "posts/new.md"], "bilby");
    assert_eq!(found(&desk, "echidna"), ["posts/old/b.md"]);
    std::fs::rename(
        blog.repo.path().join("posts/old"),
        blog.repo.path().join("posts/moved"),
    )
    .unwrap();
    wait("a renamed folder", &["posts/moved/b.md"], "echidna");
    blog.repo.remove("posts/moved/b.md");
    wait("a deleted file", &[], "echidna");
}

#[test]
fn of_many_searches_at_once_each_is_right_or_gives_way_and_the_last_is_answered() {
    let posts: Vec<(String, String)> = (0..300)
        .map(|n| {
            (
                format!("posts/{n}.md"),
                post(&format!("Post {n}"), &format!("numbat w{} text", n % 7)),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = posts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let blog = Blog::new(&files);
    let desk = blog.open();
    desk.library.read_texts();
    let gave_way = std::thread::scope(|scope| {
        let library = &desk.library;
        let workers: Vec<_> = (0..4)
            .map(|worker| {
                scope.spawn(move || {
                    let mut gave_way = 0;
                    for round in 0..60 {
                        let kind = (worker + round) % 7;
                        // Another question each time, with the same answer.
                        let words = format!("numbat w{kind}{}", " ".repeat(worker * 60 + round));
                        match library.posts(&query(&words)) {
                            Ok(rows) => {
                                let wanted = (0..300).filter(|n| n % 7 == kind).count();
                                assert_eq!(rows.total as usize, wanted, "{words}");
                            }
                            Err(error) => {
                                assert_eq!(error.code, "search.newer");
                                gave_way += 1;
                            }
                        }
                    }
                    gave_way
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum::<u32>()
    });
    println!("{gave_way} of 240 gave way");
    assert_eq!(search(&desk, "w3").total, 43);
}

#[test]
fn a_post_of_two_megabytes_is_listed_opened_and_found() {
    let body = format!(
        "{}\n\nThe last line has a bettong.\n",
        "Many words stand in a very long text. ".repeat(56_000)
    );
    assert!(body.len() > 2_000_000);
    let blog = Blog::new(&[
        ("posts/long.md", &post("Long", &body)),
        ("posts/a.md", &post("A", "Short.")),
    ]);
    let desk = blog.open();
    assert_eq!(desk.rows().total, 2);
    assert_eq!(found(&desk, "bettong"), ["posts/long.md"]);
    let row = search(&desk, "bettong").rows.remove(0);
    assert_eq!(row.hits.unwrap().text, "The last line has a bettong.");
    assert_eq!(found(&desk, "many"), ["posts/long.md"]);
    assert_eq!(
        desk.library.open_post("posts/long.md").unwrap().body.len(),
        body.len() + 1
    );
}

#[test]
fn names_that_differ_in_case_or_unicode_form_alone_are_posts_of_their_own() {
    let blog = Blog::new(&[
        ("posts/\u{e9}t\u{e9}.md", &post("Composed", "Words.")),
        ("posts/e\u{301}te\u{301}.md", &post("Decomposed", "Words.")),
        ("posts/a.md", &post("Small", "Words.")),
        ("posts/A.md", &post("Large", "Words.")),
    ]);
    let desk = blog.open();
    assert_eq!(desk.rows().total, 4);
    assert_eq!(found(&desk, "ete").len(), 2);
    assert_eq!(found(&desk, "words").len(), 4);
}

//! Three versions of a post made one.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

use galley_post::{Choice, Merge, Place, Post, State, Whose, merge, strings};
use galley_testkit::cost::{cost, ratio};

fn merged(base: &str, mine: &str, theirs: &str) -> Merge {
    merge(&Post::parse(base), &Post::parse(mine), &Post::parse(theirs))
}

fn text(post: &Post) -> String {
    String::from_utf8(post.bytes().to_vec()).expect("UTF-8")
}

fn settled(base: &str, mine: &str, theirs: &str) -> String {
    let merge = merged(base, mine, theirs);
    text(
        &merge
            .settled()
            .unwrap_or_else(|| panic!("open: {:#?}", open(&merge))),
    )
}

fn open(merge: &Merge) -> Vec<(Place, [String; 3])> {
    let open = merge.hunks().iter().filter_map(|hunk| match &hunk.state {
        State::Open { base, mine, theirs } => {
            Some((hunk.place.clone(), [base.clone(), mine.clone(), theirs.clone()]))
        }
        State::Settled { .. } => None,
    });
    open.collect()
}

fn post(head: &str, body: &str) -> String {
    format!("---\n{head}---\n{body}")
}

const HEAD: &str = "title: A\ndate: 2026-06-04\ntags: [a, b]\n";

#[test]
fn fields_changed_on_one_side_settle() {
    let base = post(HEAD, "Text.\n");
    let mine = base.replace("title: A", "title: B # mine");
    let theirs = base.replace("2026-06-04", "2026-07-04");
    assert_eq!(
        settled(&base, &mine, &theirs),
        post("title: B # mine\ndate: 2026-07-04\ntags: [a, b]\n", "Text.\n")
    );
    let hunks = merged(&base, &mine, &theirs).hunks().to_vec();
    let of = |name: &str| {
        let place = Place::Field(name.into());
        hunks
            .iter()
            .find(|hunk| hunk.place == place)
            .map(|hunk| hunk.state.clone())
    };
    assert_eq!(
        of("title"),
        Some(State::Settled {
            text: "title: B # mine\n".into(),
            whose: Whose::Mine
        })
    );
    assert_eq!(
        of("date"),
        Some(State::Settled {
            text: "date: 2026-07-04\n".into(),
            whose: Whose::Theirs
        })
    );
    assert_eq!(of("tags"), None);
}

#[test]
fn tags_combine_as_sets() {
    let layouts = [
        ("tags: [a, b]\n", "tags: [a, b, mine]\n", "tags: [b, theirs]\n"),
        (
            "tags:\n  - a\n  - b\n",
            "tags:\n  - a\n  - b\n  - mine\n",
            "tags:\n  - b\n  - theirs\n",
        ),
        (
            "tags:\n- a\n- b\n",
            "tags: [a, b, mine]\n",
            "tags:\n- b\n- theirs\n",
        ),
    ];
    for (base, mine, theirs) in layouts {
        let [base, mine, theirs] =
            [base, mine, theirs].map(|tags| post(&format!("{tags}title: A\n"), "Text\n"));
        for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
            let result = merged(&base, one, other).settled().expect("sets go together");
            let mut tags = strings(result.get("tags").expect("tags"));
            tags.sort();
            assert_eq!(tags, ["b", "mine", "theirs"]);
        }
    }
    let pelican = |tags: &str| format!("Title: T\nTags: {tags}\n\nText\n");
    assert_eq!(
        settled(&pelican("a, b"), &pelican("a, b, m"), &pelican("b, t")),
        pelican("b, m, t")
    );
    let toml = |tags: &str| format!("+++\ntitle = \"T\"\n[taxonomies]\ntags = [{tags}]\n+++\nText\n");
    assert_eq!(
        settled(&toml("\"a\""), &toml("\"a\", \"m\""), &toml("\"a\", \"t\"")),
        toml("\"a\", \"m\", \"t\"")
    );
    let json = |tags: &str| format!("{{\n  \"tags\": [{tags}],\n  \"title\": \"T\"\n}}\nText\n");
    assert_eq!(
        settled(&json("\"a\""), &json("\"m\", \"a\""), &json("\"t\"")),
        json("\"m\", \"t\"")
    );
}

#[test]
fn both_new_tag_lists_combine() {
    let base = post("title: A\n", "Text\n");
    let mine = post("title: A\ntags: [ink]\n", "Text\n");
    let theirs = post("title: A\ntags: [lead]\n", "Text\n");
    assert_eq!(
        settled(&base, &mine, &theirs),
        post("title: A\ntags: [ink, lead]\n", "Text\n")
    );
}

#[test]
fn one_field_changed_in_two_ways_is_open() {
    let base = post(HEAD, "Text.\n");
    let mine = base.replace("title: A", "title: B # note");
    let theirs = base
        .replace("title: A", "title: C")
        .replace("[a, b]", "[a, b, c]");
    let merge = merged(&base, &mine, &theirs);
    assert!(merge.settled().is_none());
    let texts = ["title: A\n", "title: B # note\n", "title: C\n"].map(str::to_owned);
    assert_eq!(open(&merge), [(Place::Field("title".into()), texts)]);
    let with = |choice| {
        merge
            .resolve(&[choice])
            .map(|post| text(&post))
            .map_err(|refused| refused.code)
    };
    let head = |title: &str| {
        post(
            &format!("{title}\ndate: 2026-06-04\ntags: [a, b, c]\n"),
            "Text.\n",
        )
    };
    assert_eq!(with(Choice::Mine), Ok(head("title: B # note")));
    assert_eq!(with(Choice::Theirs), Ok(head("title: C # note")));
    assert_eq!(with(Choice::Edited("title: 'D'".into())), Ok(head("title: 'D'")));
    assert_eq!(with(Choice::Both), Err("merge.not-both"));
    assert_eq!(with(Choice::Edited("tags: [z]".into())), Err("merge.unsafe"));
    assert_eq!(with(Choice::Edited("title: [".into())), Err("merge.unsafe"));
    let refused = merge.resolve(&[]).expect_err("a choice is needed");
    assert_eq!(
        (refused.code, refused.args),
        ("merge.choices", vec!["1".to_owned()])
    );
}

#[test]
fn removing_and_changing_a_field_is_open() {
    let base = post(HEAD, "Text.\n");
    let mine = base.replace("date: 2026-06-04\n", "");
    let theirs = base.replace("2026-06-04", "2026-07-04");
    let merge = merged(&base, &mine, &theirs);
    let with = |choice| text(&merge.resolve(&[choice]).expect("a choice"));
    assert_eq!(with(Choice::Mine), mine);
    assert!(with(Choice::Theirs).contains("date: 2026-07-04\n"));
    assert!(with(Choice::Both).contains("date: 2026-07-04\n"));
}

#[test]
fn long_values_are_taken_as_written() {
    let base = post("title: A\ntext: |\n  one\n  two\n", "");
    let mine = base.replace("title: A", "title: B").replace("  one", "  my one");
    let theirs = base.replace("  two", "  their two\n\n  three");
    let merge = merged(&base, &mine, &theirs);
    let result = merge.resolve(&[Choice::Theirs]).expect("a choice");
    assert_eq!(
        text(&result),
        post("title: B\ntext: |\n  one\n  their two\n\n  three\n", "")
    );
}

#[test]
fn maps_merge_by_name() {
    let base = post("seo:\n  a: 1\n  b: 2\n  c: 3\nlast: x\n", "");
    let mine = base.replace("b: 2", "b: 4");
    let theirs = base
        .replace("  c: 3\n", "  c: 3\n  d: 5\n")
        .replace("a: 1", "a: 7");
    assert_eq!(
        settled(&base, &mine, &theirs),
        post("seo:\n  a: 7\n  b: 4\n  c: 3\n  d: 5\nlast: x\n", "")
    );
}

#[test]
fn comments_of_both_sides_stay() {
    let base = post(HEAD, "");
    let mine = base.replace("title: A", "# of mine\ntitle: B");
    let theirs = base.replace("tags: ", "# of theirs\ntags: ");
    let result = settled(&base, &mine, &theirs);
    assert!(
        result.contains("# of mine\n") && result.contains("# of theirs\n"),
        "{result}"
    );
    // The lines collide, the values do not: the comment that finds no place is asked for.
    let mine = base.replace("tags: [a, b]", "tags: [a, b, m]");
    let theirs = base.replace("tags: [a, b]", "tags: [a, b, t] # why");
    let merge = merged(&base, &mine, &theirs);
    let texts = ["", "", "# why\n"].map(str::to_owned);
    assert_eq!(open(&merge), [(Place::Head, texts)]);
    let with = |choice| text(&merge.resolve(&[choice]).expect("a choice"));
    assert!(with(Choice::Mine).contains("tags: [a, b, m, t]\n---"));
    assert!(with(Choice::Theirs).contains("tags: [a, b, m, t]\n# why\n---"));
}

#[test]
fn paragraphs_and_sentences_settle() {
    let base = "One. Two. Three.\n\nFour.\n\nFive.\n";
    assert_eq!(
        settled(
            base,
            "One! Two. Three.\n\nFour.\n\nFive.\n",
            "One. Two. Drei.\n\nFour.\n\nFive.\n"
        ),
        "One! Two. Drei.\n\nFour.\n\nFive.\n"
    );
    assert_eq!(
        settled(
            base,
            "One. 2. Three.\n\nFour.\n\nFive.\n",
            "One. Two. Three. More.\n\nNew.\n\nFour.\n"
        ),
        "One. 2. Three. More.\n\nNew.\n\nFour.\n"
    );
    // Side by side, as different sentences.
    assert_eq!(settled("A. B.\n", "X. B.\n", "A. Y.\n"), "X. Y.\n");
    assert_eq!(settled("A. B.\n", "X. B.\n", "A. New. B.\n"), "X. New. B.\n");
    assert_eq!(settled("A.\n", "A.\n\nSame.\n", "A.\n\nSame.\n"), "A.\n\nSame.\n");
    assert_eq!(
        settled("一。二。三。\n", "壱。二。三。\n", "一。二。参。\n"),
        "壱。二。参。\n"
    );
}

#[test]
fn one_sentence_changed_in_two_ways_is_open() {
    let merge = merged("A. B. C.\n", "A. Bm. C.\n", "A. Bt. C.\n");
    assert_eq!(
        open(&merge),
        [(Place::Body, ["B.", "Bm.", "Bt."].map(str::to_owned))]
    );
    let with = |choice| text(&merge.resolve(&[choice]).expect("a choice"));
    assert_eq!(with(Choice::Mine), "A. Bm. C.\n");
    assert_eq!(with(Choice::Theirs), "A. Bt. C.\n");
    assert_eq!(with(Choice::Both), "A. Bm. Bt. C.\n");
    assert_eq!(with(Choice::Edited("B!".into())), "A. B! C.\n");
}

#[test]
fn additions_at_one_place_and_deletions_of_what_changed_are_open() {
    let merge = merged("A.\n", "A.\n\nMine.\n", "A.\n\nTheirs.\n");
    assert_eq!(open(&merge).len(), 1);
    assert_eq!(
        text(&merge.resolve(&[Choice::Both]).expect("a choice")),
        "A.\n\nMine.\n\nTheirs.\n"
    );
    let merge = merged("A.\n\nB.\n\nC.\n", "A.\n\nC.\n", "A.\n\nB, too.\n\nC.\n");
    assert_eq!(open(&merge).len(), 1);
}

#[test]
fn endings_stay_mine() {
    let base = "---\ntitle: A\n---\nOne.\n\nTwo.\n";
    let mine = base.replace('\n', "\r\n");
    let theirs = "---\ntitle: B\ndraft: true\n---\nOne.\n\nNew.\n\nTwo.\n";
    assert_eq!(settled(base, &mine, theirs), theirs.replace('\n', "\r\n"));
    assert_eq!(settled(base, theirs, &mine), theirs.replace('\n', "\r\n"));
    assert_eq!(settled("A.\n", "A.", "A. B.\n"), "A. B.");
    assert_eq!(settled("\u{feff}A.\n", "\u{feff}A. B.\n", "A.\n"), "A. B.\n");
}

#[test]
fn heads_that_cannot_be_read_merge_as_lines() {
    let base = post("title: [\na: 1\nb: 2\n", "Text\n");
    assert_eq!(
        settled(
            &base,
            &base.replace("a: 1", "a: 3"),
            &base.replace("Text", "More")
        ),
        post("title: [\na: 3\nb: 2\n", "More\n")
    );
    let merge = merged(
        &base,
        &base.replace("a: 1", "a: 3"),
        &base.replace("a: 1", "a: 4"),
    );
    let texts = ["a: 1", "a: 3", "a: 4"].map(str::to_owned);
    assert_eq!(open(&merge), [(Place::Head, texts)]);
    assert_eq!(
        text(&merge.resolve(&[Choice::Theirs]).expect("a choice")),
        base.replace("a: 1", "a: 4")
    );
    // YAML on one side, TOML on the other.
    let merge = merged(&post("a: 1\n", ""), &post("a: 2\n", ""), "+++\na = 1\n+++\n");
    assert!(!open(&merge).is_empty());
}

/// A line of a head that is no field has no value to compare, and is a decision like any other text.
#[test]
fn a_line_that_is_no_field_is_never_dropped() {
    type Head<'h> = &'h dyn Fn(&str) -> String;
    let yaml = |junk: &str| post(&format!("{junk}\ntitle: A\ntags: [a]\n"), "Text\n");
    let between = |junk: &str| post(&format!("title: A\n{junk}\ntags: [a]\n"), "Text\n");
    let toml = |junk: &str| format!("+++\n{junk}\ntitle = \"A\"\n+++\nText\n");
    let inside = |junk: &str| format!("+++\ntitle = \"A\"\n[extra]\na = 1\n{junk}\nb = 2\n+++\nText\n");
    let heads: [(&str, Head<'_>); 4] = [
        ("YAML", &yaml),
        ("YAML, between fields", &between),
        ("TOML", &toml),
        ("TOML, in a table", &inside),
    ];
    for (name, head) in heads {
        let (base, mine, theirs) = (head("junk"), head("my junk"), head("their junk"));
        assert!(Post::parse(base.as_str()).can_edit_fields(), "{name}");
        let merge = merged(&base, &mine, &theirs);
        let texts = ["junk", "my junk", "their junk"].map(str::to_owned);
        assert_eq!(open(&merge), [(Place::Head, texts)], "{name}");
        for (choice, wanted) in [
            (Choice::Mine, &mine),
            (Choice::Theirs, &theirs),
            (Choice::Both, &head("my junk\ntheir junk")),
        ] {
            let chosen = merge.resolve(&[choice]).expect("a choice");
            assert_eq!(text(&chosen), *wanted, "{name}");
        }
        // Changed by one side alone, while the other one changed a field: nobody is asked.
        let of = |post: &str| post.replace(['A'], "B");
        assert_eq!(settled(&base, &mine, &of(&base)), of(&mine), "{name}");
        assert_eq!(settled(&base, &of(&base), &theirs), of(&theirs), "{name}");
        assert_eq!(settled(&base, &of(&mine), &mine), of(&mine), "{name}");
    }
    // Fields are still merged by what they hold beside such a line.
    let tagged = |junk: &str, tags: &str| yaml(junk).replace("[a]", tags);
    assert_eq!(
        settled(
            &yaml("junk"),
            &tagged("junk", "[a, m]"),
            &tagged("their junk", "[a, t]")
        ),
        tagged("their junk", "[a, m, t]")
    );
}

/// On one side or both, and whatever else the other one changed.
#[test]
fn a_head_that_one_side_broke_keeps_the_lines_of_both() {
    let base = post(HEAD, "Text\n");
    let broken = base.replace("tags: [a, b]", "tags: [a, b");
    assert!(!Post::parse(broken.as_str()).can_edit_fields());
    let titled = base.replace("title: A", "title: B");
    let both = broken.replace("title: A", "title: B");
    assert_eq!(settled(&base, &broken, &titled), both);
    assert_eq!(settled(&base, &titled, &broken), both);
    let other = base.replace("tags: [a, b]", "tags: {a, b");
    for (mine, theirs) in [
        (&broken, &other),
        (&other, &broken),
        (&broken, &base.replace("[a, b]", "[c]")),
    ] {
        let merge = merged(&base, mine, theirs);
        assert_eq!(open(&merge).len(), 1);
        assert_eq!(text(&merge.resolve(&[Choice::Mine]).expect("mine")), *mine);
        assert_eq!(text(&merge.resolve(&[Choice::Theirs]).expect("theirs")), *theirs);
    }
}

#[test]
fn a_file_that_is_no_text_is_taken_whole() {
    let (a, b, c) = (
        Post::parse(b"\xff1".to_vec()),
        Post::parse(b"\xff2".to_vec()),
        Post::parse("x"),
    );
    assert_eq!(merge(&a, &b, &a).settled(), Some(b.clone()));
    assert_eq!(merge(&a, &a, &b).settled(), Some(b.clone()));
    let open = merge(&a, &b, &c);
    assert_eq!(open.settled(), None);
    assert_eq!(open.resolve(&[Choice::Theirs]), Ok(c));
    assert_eq!(open.resolve(&[Choice::Mine]), Ok(b));
    assert_eq!(
        open.resolve(&[Choice::Both]).map_err(|refused| refused.code),
        Err("merge.not-both")
    );
}

#[test]
fn a_megabyte_is_merged() {
    let base: String = (0..40_000).map(|n| format!("Sentence {n} of it.\n\n")).collect();
    let mine = base
        .replace("Sentence 5000 ", "Mine ")
        .replace("Sentence 5001 of it.\n\n", "");
    let theirs = base.replace("Sentence 39000 ", "Theirs ");
    let result = settled(&base, &mine, &theirs);
    assert!(
        result.contains("Mine of it")
            && result.contains("Theirs of it")
            && !result.contains("Sentence 5001 ")
    );
    let same = "x.\n\n".repeat(100_000);
    let other = "y.\nx.\n".repeat(50_000);
    let merge = merged(&same, &other, &same.replace("x.\n\n", "z.\n"));
    assert!(merge.resolve(&vec![Choice::Mine; open(&merge).len()]).is_ok());
}

#[test]
fn four_times_the_text_takes_no_sixteen_times_to_merge() {
    let merging = |lines: usize| {
        let base = "x.\n\n".repeat(lines);
        let (mine, theirs) = ("y.\nx.\n".repeat(lines / 2), base.replace("x.\n\n", "z.\n"));
        cost(|| merged(&base, &mine, &theirs)).1
    };
    let times = ratio(merging(40_000), merging(10_000));
    assert!(times < 10.0, "{times:.1}");
}

#[path = "../fuzz/checks.rs"]
#[allow(dead_code, reason = "the checks of other targets")]
mod checks;

mod properties {
    use galley_post::Post;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::{checks, merged, post, text};

    const LINES: [&str; 12] = [
        "title: A\n",
        "title: B\n",
        "tags: [a, b]\n",
        "tags: [b]\n",
        "tags:\n  - a\n  - c\n",
        "date: 2026-06-04\n",
        "draft: true\n",
        "# note\n",
        "seo:\n  a: 1\n  b: 2\n",
        "seo:\n  a: 2\n",
        "title: A # why\n",
        "text: |\n  x\n  y\n",
    ];
    const PIECES: [&str; 12] = [
        "One. ",
        "Two. ",
        "Three!\n",
        "\n",
        "Four.\n\n",
        "- item\n",
        "```\na. b\n```\n",
        "\r\n",
        "end",
        "一。二。",
        "One.\n",
        " ",
    ];

    fn version() -> impl Strategy<Value = String> {
        let head = prop::collection::vec(select(LINES.to_vec()), 0..6);
        let body = prop::collection::vec(select(PIECES.to_vec()), 0..8);
        (head, body).prop_map(|(head, body)| {
            if head.is_empty() {
                body.concat()
            } else {
                post(&head.concat(), &body.concat())
            }
        })
    }

    /// A sentence of one paragraph of the text is changed.
    fn changed(sentences: &[Vec<String>], at: usize, to: &str) -> String {
        let mut counted = 0;
        let paragraphs = sentences.iter().map(|paragraph| {
            let sentences = paragraph.iter().map(|sentence| {
                counted += 1;
                if counted - 1 == at {
                    to.to_owned()
                } else {
                    sentence.clone()
                }
            });
            sentences.collect::<Vec<_>>().join(" ")
        });
        paragraphs.collect::<Vec<_>>().join("\n\n") + "\n"
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_three_versions_merge(base in version(), mine in version(), theirs in version()) {
            checks::merge_holds(&Post::parse(base), &Post::parse(mine), &Post::parse(theirs));
        }

        #[test]
        fn different_sentences_settle(
            sentences in prop::collection::vec(prop::collection::vec("[A-Z][a-z ]{0,5}[a-z][.!?]", 1..5), 1..5),
            one in any::<prop::sample::Index>(),
            other in any::<prop::sample::Index>(),
        ) {
            let count = sentences.iter().map(Vec::len).sum();
            let (one, other) = (one.index(count), other.index(count));
            prop_assume!(one != other);
            let base = changed(&sentences, usize::MAX, "");
            let mine = changed(&sentences, one, "Changed by me 1.");
            let theirs = changed(&sentences, other, "Changed by them 2.");
            let result = merged(&base, &mine, &theirs).settled();
            prop_assert!(result.is_some(), "{base:?} {mine:?} {theirs:?}");
            let result = text(&result.expect("it is settled"));
            prop_assert!(result.contains("by me 1.") && result.contains("by them 2."));
            prop_assert_eq!(result.len() + base.len(), mine.len() + theirs.len());
        }
    }
}

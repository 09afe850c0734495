use galley_generators::{
    Change, DraftMark, Facts, Generator, GeneratorKind as K, NewValue, Style, When, parse_date,
};

fn none(_: &str) -> bool {
    false
}

const PLAIN: Style<'static> = Style {
    keeps_mark: false,
    draft_folder: false,
    date_field: None,
    taken: &none,
};
const KEEPING: Style<'static> = Style {
    keeps_mark: true,
    ..PLAIN
};
const FOLDERS: Style<'static> = Style {
    draft_folder: true,
    date_field: Some("date"),
    ..PLAIN
};

fn today() -> When {
    parse_date("2026-06-04T10:42:00+02:00").unwrap()
}

fn field(name: &str, value: &str) -> DraftMark {
    DraftMark::Field {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

#[test]
fn marks_are_those_of_each_generator() {
    let folder = |f: &str| DraftMark::Folder { folder: f.to_owned() };
    let text = |name: &str, value: &str| Facts::new().text(name, value);
    let table = [
        (
            K::Hugo,
            "content/posts/a.md",
            text("draft", "true"),
            field("draft", "true"),
        ),
        (
            K::Hugo,
            "content/posts/a.md",
            text("Draft", "true"),
            field("Draft", "true"),
        ),
        (
            K::Hugo,
            "content/posts/a.md",
            text("draft", "false"),
            DraftMark::NotDraft,
        ),
        (
            K::Hugo,
            "content/posts/a.md",
            text("published", "false"),
            field("published", "false"),
        ),
        (
            K::Hugo,
            "content/posts/a.md",
            text("published", "false").text("draft", "false"),
            DraftMark::NotDraft,
        ),
        (K::Jekyll, "_drafts/a.md", Facts::new(), folder("_drafts")),
        (
            K::Jekyll,
            "en/news/_drafts/a.md",
            Facts::new(),
            folder("en/news/_drafts"),
        ),
        (
            K::Jekyll,
            "_posts/2026-01-01-a.md",
            text("published", "false"),
            field("published", "false"),
        ),
        (
            K::Jekyll,
            "_posts/2026-01-01-a.md",
            text("published", "no"),
            field("published", "no"),
        ),
        (
            K::Jekyll,
            "_posts/2026-01-01-a.md",
            text("draft", "true"),
            DraftMark::NotDraft,
        ),
        (
            K::Zola,
            "content/a.md",
            text("draft", "true"),
            field("draft", "true"),
        ),
        (
            K::Zola,
            "content/a.md",
            text("Draft", "true"),
            DraftMark::NotDraft,
        ),
        (
            K::Hexo,
            "source/_drafts/a.md",
            Facts::new(),
            folder("source/_drafts"),
        ),
        (
            K::Hexo,
            "source/_posts/a.md",
            text("published", "false"),
            field("published", "false"),
        ),
        (
            K::Astro,
            "src/content/blog/a.md",
            text("draft", "true"),
            field("draft", "true"),
        ),
        (
            K::Eleventy,
            "posts/a.md",
            text("draft", "true"),
            field("draft", "true"),
        ),
        (
            K::Docusaurus,
            "blog/a.md",
            text("draft", "true"),
            field("draft", "true"),
        ),
        (
            K::Docusaurus,
            "blog/_drafts/a.md",
            Facts::new(),
            DraftMark::NotDraft,
        ),
        (
            K::Pelican,
            "content/a.md",
            text("Status", "draft"),
            field("Status", "draft"),
        ),
        (
            K::Pelican,
            "content/a.md",
            text("status", "hidden"),
            field("status", "hidden"),
        ),
        (
            K::Galley,
            "posts/a.md",
            text("draft", "true"),
            field("draft", "true"),
        ),
        (
            K::Galley,
            "posts/a.md",
            text("draft", "yes"),
            field("draft", "yes"),
        ),
        (
            K::Markdown,
            "a.md",
            text("published", "false"),
            field("published", "false"),
        ),
        (
            K::Markdown,
            "a.md",
            text("published", "2026-01-01"),
            DraftMark::NotDraft,
        ),
        (
            K::Markdown,
            "a.md",
            text("status", "Draft"),
            field("status", "Draft"),
        ),
        (K::Next, "posts/a.md", Facts::new(), DraftMark::NotDraft),
    ];
    for (kind, path, facts, wanted) in table {
        assert_eq!(
            Generator::of(kind, &[]).draft(path, &facts),
            wanted,
            "{kind:?} {path} {facts:?}"
        );
    }
}

fn publish(kind: K, path: &str, facts: &Facts, style: &Style) -> Change {
    Generator::of(kind, &[]).publish_change(path, facts, today(), style)
}

#[test]
fn publishing_removes_the_mark_or_turns_it_as_the_other_posts_do() {
    let draft = Facts::new().text("Draft", "true");
    let unset = |name: &str| Change {
        unset: vec![name.to_owned()],
        ..Change::default()
    };
    let set = |name: &str, value| Change {
        set: vec![(name.to_owned(), value)],
        ..Change::default()
    };
    assert_eq!(publish(K::Hugo, "content/a.md", &draft, &PLAIN), unset("Draft"));
    assert_eq!(
        publish(K::Hugo, "content/a.md", &draft, &KEEPING),
        set("Draft", NewValue::Flag(false))
    );
    let jekyll = Facts::new().text("published", "false");
    assert_eq!(
        publish(K::Jekyll, "_posts/2026-01-01-a.md", &jekyll, &PLAIN),
        unset("published")
    );
    assert_eq!(
        publish(K::Jekyll, "_posts/2026-01-01-a.md", &jekyll, &KEEPING),
        set("published", NewValue::Flag(true))
    );
    let pelican = Facts::new().text("Status", "Draft");
    assert_eq!(
        publish(K::Pelican, "content/a.md", &pelican, &PLAIN),
        unset("Status")
    );
    let text = NewValue::Text("Published".to_owned());
    assert_eq!(
        publish(K::Pelican, "content/a.md", &pelican, &KEEPING),
        set("Status", text)
    );
    assert!(publish(K::Zola, "content/a.md", &Facts::new(), &PLAIN).is_empty());
}

#[test]
fn publishing_a_jekyll_draft_moves_and_dates_it() {
    let moved = |path: &str, facts: &Facts, style: &Style| publish(K::Jekyll, path, facts, style);
    let change = moved("_drafts/a.md", &Facts::new(), &PLAIN);
    assert_eq!(change.move_to.as_deref(), Some("_posts/2026-06-04-a.md"));
    assert!(
        change.set.is_empty(),
        "the name holds the date, and no other post has the field"
    );
    let change = moved("en/news/_drafts/sub/a.markdown", &Facts::new(), &FOLDERS);
    assert_eq!(
        change.move_to.as_deref(),
        Some("en/news/_posts/sub/2026-06-04-a.markdown")
    );
    assert_eq!(change.set, vec![("date".to_owned(), NewValue::Date(today()))]);
    let dated = Facts::new()
        .text("date", "2026-05-01 10:00:00 +0200")
        .text("published", "false");
    let change = moved("_drafts/a.md", &dated, &FOLDERS);
    assert_eq!(change.move_to.as_deref(), Some("_posts/2026-05-01-a.md"));
    assert_eq!(
        (change.set.len(), change.unset),
        (0, vec!["published".to_owned()])
    );
    let change = moved("_drafts/2026-02-03-a.md", &Facts::new(), &PLAIN);
    assert_eq!(change.move_to.as_deref(), Some("_posts/2026-02-03-a.md"));
    let taken = |path: &str| path == "_posts/2026-06-04-a.md" || path == "_posts/2026-06-04-a-2.md";
    let change = moved(
        "_drafts/a.md",
        &Facts::new(),
        &Style {
            taken: &taken,
            ..PLAIN
        },
    );
    assert_eq!(change.move_to.as_deref(), Some("_posts/2026-06-04-a-3.md"));
}

#[test]
fn publishing_a_hexo_draft_moves_it_and_dates_it_in_a_field() {
    let change = publish(K::Hexo, "source/_drafts/a.md", &Facts::new(), &PLAIN);
    assert_eq!(change.move_to.as_deref(), Some("source/_posts/a.md"));
    assert_eq!(change.set, vec![("date".to_owned(), NewValue::Date(today()))]);
    let dated = Facts::new().text("date", "2020-01-01 10:00:00");
    assert!(
        publish(K::Hexo, "source/_drafts/a.md", &dated, &PLAIN)
            .set
            .is_empty()
    );
}

#[test]
fn taking_back_marks_as_the_generator_wants() {
    let back = |kind, path: &str, facts: &Facts, style: &Style| {
        Generator::of(kind, &[]).draft_change(path, facts, style)
    };
    let set = |name: &str, value| vec![(name.to_owned(), value)];
    let path = "_posts/2020-01-02-a.md";
    assert_eq!(
        back(K::Hugo, "content/a.md", &Facts::new(), &PLAIN).set,
        set("draft", NewValue::Flag(true))
    );
    let written = Facts::new().text("Draft", "false");
    assert_eq!(
        back(K::Hugo, "content/a.md", &written, &PLAIN).set,
        set("Draft", NewValue::Flag(true))
    );
    assert_eq!(
        back(K::Jekyll, path, &Facts::new(), &PLAIN).set,
        set("published", NewValue::Flag(false))
    );
    let change = back(K::Jekyll, path, &Facts::new(), &FOLDERS);
    assert_eq!(change.move_to.as_deref(), Some("_drafts/a.md"));
    let day = NewValue::Date(parse_date("2020-01-02").unwrap());
    assert_eq!(change.set, set("date", day), "the name held the date");
    let public = Facts::new().text("published", "true");
    assert_eq!(
        back(K::Markdown, "a.md", &public, &PLAIN).set,
        set("published", NewValue::Flag(false))
    );
    assert_eq!(
        back(K::Pelican, "a.md", &Facts::new(), &PLAIN).set,
        set("Status", NewValue::Text("draft".to_owned()))
    );
    let marked = Facts::new().text("draft", "true");
    assert!(back(K::Galley, "posts/a.md", &marked, &PLAIN).is_empty());
}

/// Applies a change to a post's path and fields.
fn applied(path: &str, facts: &[(String, String)], change: &Change) -> (String, Vec<(String, String)>) {
    let mut fields: Vec<_> = facts
        .iter()
        .filter(|(n, _)| !change.unset.contains(n))
        .cloned()
        .collect();
    for (name, value) in &change.set {
        let value = match value {
            NewValue::Flag(flag) => flag.to_string(),
            NewValue::Text(text) => text.clone(),
            NewValue::Date(when) => when.day.to_string(),
        };
        fields.retain(|(n, _)| n != name);
        fields.push((name.clone(), value));
    }
    (change.move_to.clone().unwrap_or_else(|| path.to_owned()), fields)
}

#[test]
fn there_and_back_holds_for_every_generator() {
    let facts_of = |fields: &[(String, String)]| fields.iter().fold(Facts::new(), |f, (n, v)| f.text(n, v));
    for kind in K::ALL {
        let generator = Generator::of(kind, &[]);
        let path = if generator.knows_draft_folder() {
            "_posts/2020-01-02-a.md"
        } else {
            "content/posts/a.md"
        };
        for style in [&PLAIN, &KEEPING, &FOLDERS] {
            let start = vec![("title".to_owned(), "A".to_owned())];
            let change = generator.draft_change(path, &facts_of(&start), style);
            let (draft_path, fields) = applied(path, &start, &change);
            assert_ne!(
                generator.draft(&draft_path, &facts_of(&fields)),
                DraftMark::NotDraft,
                "{kind:?}"
            );
            let change = generator.publish_change(&draft_path, &facts_of(&fields), today(), style);
            let (public_path, fields) = applied(&draft_path, &fields, &change);
            assert_eq!(
                generator.draft(&public_path, &facts_of(&fields)),
                DraftMark::NotDraft,
                "{kind:?}"
            );
            if kind == K::Jekyll {
                assert_eq!(public_path, path, "the day comes back");
            }
        }
    }
}

#[test]
fn galley_itself_takes_every_yes_for_one() {
    let galley = Generator::of(K::Galley, &[]);
    let draft = |head: &str| {
        let post = galley_post::Post::parse(format!("---\n{head}\n---\nText.\n"));
        galley.draft("posts/a.md", &Facts::of(&post)) != DraftMark::NotDraft
    };
    for yes in [
        "true", "True", "TRUE", "yes", "Yes", "on", "y", "1", "\"true\"", "'yes'", "\"1\"",
    ] {
        assert!(draft(&format!("draft: {yes}")), "{yes}");
    }
    for no in ["false", "no", "off", "0", "n", "", "~", "\"false\""] {
        assert!(!draft(&format!("draft: {no}")), "{no}");
    }
    // What was marked so is made public, and back.
    let marked = Facts::new().text("draft", "yes");
    let public = galley.publish_change("posts/a.md", &marked, today(), &KEEPING);
    assert_eq!(public.set, [("draft".to_owned(), NewValue::Flag(false))]);
    let public = galley.publish_change("posts/a.md", &marked, today(), &PLAIN);
    assert_eq!(public.unset, ["draft"]);
    let back = galley.draft_change("posts/a.md", &Facts::new().text("draft", "no"), &PLAIN);
    assert_eq!(back.set, [("draft".to_owned(), NewValue::Flag(true))]);
    // Others keep their own rule.
    for kind in [K::Hugo, K::Zola] {
        let post = Facts::new().text("draft", "yes");
        let mark = Generator::of(kind, &[]).draft("content/posts/a.md", &post);
        assert_eq!(mark, DraftMark::NotDraft, "{kind:?}");
    }
}

/// A YAML head that takes its mark over from another map, as Go's, Ruby's and JavaScript's readers do; Zola's does not.
#[test]
fn a_mark_that_is_merged_in_counts() {
    let facts = |head: &str| Facts::of(&galley_post::Post::parse(format!("---\n{head}\n---\nText.\n")));
    let merged = facts("base: &b\n  draft: true\n  published: false\n<<: *b\ntitle: A");
    for (kind, path) in [
        (K::Galley, "posts/a.md"),
        (K::Hugo, "content/posts/a.md"),
        (K::Jekyll, "_posts/2026-01-01-a.md"),
        (K::Eleventy, "posts/a.md"),
        (K::Zola, "content/a.md"),
    ] {
        let generator = Generator::of(kind, &[]);
        let is_draft = generator.draft(path, &merged) != DraftMark::NotDraft;
        assert_eq!(is_draft, kind != K::Zola, "{kind:?}");
        if !is_draft {
            continue;
        }
        // The line cannot be taken out, for it stands in another map: the post says otherwise itself.
        let change = generator.publish_change(path, &merged, today(), &PLAIN);
        let (_, value) = change.set.first().unwrap();
        let no = NewValue::Flag(kind == K::Jekyll);
        assert_eq!((value, change.unset.len()), (&no, 0), "{kind:?}");
    }
    let galley = Generator::of(K::Galley, &[]);
    let draft = |head: &str| galley.draft("posts/a.md", &facts(head)) != DraftMark::NotDraft;
    assert!(
        !draft("base: &b {draft: true}\n<<: *b\ndraft: false"),
        "its own word counts"
    );
    assert!(draft("a: &a {draft: true}\nb: &b {x: 1}\n<<: [*b, *a]"));
    assert!(
        !draft("a: &a {draft: true}\nb: &b {draft: false}\n<<: [*b, *a]"),
        "the first counts"
    );
    assert!(draft("a: &a {draft: true}\nb: &b {<<: *a, x: 1}\n<<: *b"));
    assert!(
        !draft("extra:\n  <<: {draft: true}"),
        "it is merged into another field"
    );
}

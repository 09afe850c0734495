//! One changed field touches only that field's lines.

use galley_library::view::FieldEdit;

use crate::support::Blog;

fn tag(value: &str) -> FieldEdit {
    FieldEdit::AddTag { value: value.into() }
}

fn untag(value: &str) -> FieldEdit {
    FieldEdit::RemoveTag { value: value.into() }
}

fn title(value: &str) -> FieldEdit {
    FieldEdit::Title { value: value.into() }
}

fn day(value: &str) -> FieldEdit {
    FieldEdit::Day { value: value.into() }
}

fn author(value: &str) -> FieldEdit {
    FieldEdit::Author { value: value.into() }
}

fn description(value: &str) -> FieldEdit {
    FieldEdit::Description { value: value.into() }
}

fn draft(value: bool) -> FieldEdit {
    FieldEdit::Draft { value }
}

/// A head with `lines`, between other fields, comments and odd blanks that no edit may touch.
fn yaml(lines: &str) -> String {
    format!(
        "---\n# ours\nlayout:   post  # kept\n{lines}weight: 010\nnested: {{ a: 1,b: [x,y] }}\n---\n\nText.\n"
    )
}

fn toml(lines: &str) -> String {
    format!("+++\n# ours\nlayout =   \"post\" # kept\n{lines}[extra]\nweight = 1\n+++\n\nText.\n")
}

/// What each of these edits makes of its text, and what Git sees: lines added and removed.
fn edited(cases: &[(String, Vec<FieldEdit>)]) -> Vec<(String, (u32, u32))> {
    let other = "---\ntitle: Other\ntags: [writing, git]\ndate: 2026-06-03T08:00:00+02:00\n---\nText.\n";
    let paths: Vec<String> = (0..cases.len()).map(|n| format!("posts/p{n}.md")).collect();
    let files = paths
        .iter()
        .zip(cases)
        .map(|(path, (text, _))| (path.as_str(), text.as_str()));
    let blog = Blog::new(&files.chain([("posts/other.md", other)]).collect::<Vec<_>>());
    let desk = blog.open();
    for (path, (_, edits)) in paths.iter().zip(cases) {
        let post = desk.library.open_post(path).unwrap();
        for edit in edits {
            desk.library
                .edit_field(&post.post, edit)
                .unwrap_or_else(|error| panic!("{edit:?}: {error}"));
        }
        desk.library.close_post(&post.post).unwrap();
    }
    let counts = blog.numstat();
    let lines = |path: &String| {
        counts
            .iter()
            .find(|(.., changed)| changed == path)
            .map_or((0, 0), |(added, removed, _)| (*added, *removed))
    };
    paths.iter().map(|path| (blog.text(path), lines(path))).collect()
}

fn one(text: &str, edits: &[FieldEdit]) -> (String, (u32, u32)) {
    edited(&[(text.to_owned(), edits.to_vec())]).remove(0)
}

/// A text, an edit, what it makes of the text, and the lines added and removed.
type Case = (String, FieldEdit, String, (u32, u32));

/// Stops the test unless every edit does that, with LF endings and with CRLF ones.
fn check(cases: &[Case]) {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let both = cases.iter().flat_map(|(before, edit, ..)| {
        [
            (before.clone(), vec![edit.clone()]),
            (crlf(before), vec![edit.clone()]),
        ]
    });
    let results = edited(&both.collect::<Vec<_>>());
    for ((before, edit, after, lines), pair) in cases.iter().zip(results.chunks(2)) {
        assert_eq!(pair[0], (after.clone(), *lines), "{edit:?} of {before}");
        assert_eq!(pair[1], (crlf(after), *lines), "with CRLF: {edit:?} of {before}");
    }
}

#[test]
fn a_title_keeps_its_quotes_and_its_comment() {
    check(&[
        (yaml("title: Old\n"), title("New"), yaml("title: New\n"), (1, 1)),
        (
            yaml("title: \"Old\" # here\n"),
            title("New one"),
            yaml("title: \"New one\" # here\n"),
            (1, 1),
        ),
        (
            yaml("title: 'Old'\n"),
            title("It's"),
            yaml("title: 'It''s'\n"),
            (1, 1),
        ),
        (
            toml("title = \"Old\"\n"),
            title("New"),
            toml("title = \"New\"\n"),
            (1, 1),
        ),
    ]);
    let (text, lines) = one(&yaml("title: Old\n"), &[title("Colons: yes # no")]);
    assert_eq!(lines, (1, 1));
    assert!(text.contains("Colons: yes # no"), "{text}");
}

#[test]
fn a_day_keeps_the_time_the_offset_and_the_form() {
    let old = "date: 2026-05-30T23:30:00+02:00\n";
    let quoted = "date: '2026/05/30 08:00' # when\n";
    let in_toml = "date = 2026-05-30T08:00:00+02:00\n";
    check(&[
        (
            yaml(old),
            day("2026-06-04"),
            yaml(&old.replace("05-30", "06-04")),
            (1, 1),
        ),
        (
            yaml("date: 2026-05-30\n"),
            day("2026-06-04"),
            yaml("date: 2026-06-04\n"),
            (1, 1),
        ),
        (
            yaml(quoted),
            day("2026-06-04"),
            yaml(&quoted.replace("2026/05/30", "2026/06/04")),
            (1, 1),
        ),
        (
            toml(in_toml),
            day("2026-06-04"),
            toml(&in_toml.replace("05-30", "06-04")),
            (1, 1),
        ),
    ]);
}

#[test]
fn a_tag_comes_into_a_list_as_the_list_is_written() {
    let long = "tags = [\n  \"a\",\n  \"b\",\n]\n";
    check(&[
        (
            yaml("tags:\n  - a\n  - b\n"),
            tag("c"),
            yaml("tags:\n  - a\n  - b\n  - c\n"),
            (1, 0),
        ),
        (
            yaml("tags:\n- a\n- b\n"),
            tag("c"),
            yaml("tags:\n- a\n- b\n- c\n"),
            (1, 0),
        ),
        (
            yaml("tags: [a, b] # both\n"),
            tag("c"),
            yaml("tags: [a, b, c] # both\n"),
            (1, 1),
        ),
        (
            yaml("tags: [\"a\", \"b\"]\n"),
            tag("c"),
            yaml("tags: [\"a\", \"b\", \"c\"]\n"),
            (1, 1),
        ),
        (
            toml("tags = [\"a\", \"b\"]\n"),
            tag("c"),
            toml("tags = [\"a\", \"b\", \"c\"]\n"),
            (1, 1),
        ),
        (
            toml(long),
            tag("c"),
            toml(&long.replace("]", "  \"c\",\n]")),
            (1, 0),
        ),
    ]);
}

#[test]
fn a_tag_comes_beside_a_single_one_and_where_there_was_none() {
    let (text, lines) = one(&yaml("tags: a\n"), &[tag("c")]);
    assert!(lines.1 == 1 && lines.0 <= 3, "{lines:?} {text}");
    assert!(
        text.starts_with("---\n# ours\nlayout:   post  # kept\ntags:"),
        "{text}"
    );
    assert!(
        text.ends_with("weight: 010\nnested: { a: 1,b: [x,y] }\n---\n\nText.\n"),
        "{text}"
    );
    for (head, foot) in [(yaml(""), "\n---\n\nText.\n"), (toml(""), "\n+++\n\nText.\n")] {
        let (text, (added, removed)) = one(&head, &[tag("c")]);
        assert_eq!((added, removed), (1, 0), "{text}");
        assert!(text.ends_with(foot), "{text}");
        let without: Vec<&str> = text.lines().filter(|line| !line.starts_with("tags")).collect();
        assert_eq!(without, head.lines().collect::<Vec<_>>());
    }
}

#[test]
fn a_tag_that_goes_takes_its_own_line_alone() {
    let same = yaml("tags: [a, c]\n");
    check(&[
        (
            yaml("tags:\n  - a\n  - b # two\n  - c\n"),
            untag("b"),
            yaml("tags:\n  - a\n  - c\n"),
            (0, 1),
        ),
        (
            yaml("tags: [a, b, c]\n"),
            untag("b"),
            yaml("tags: [a, c]\n"),
            (1, 1),
        ),
        (same.clone(), untag("z"), same.clone(), (0, 0)),
        (same.clone(), tag("a"), same.clone(), (0, 0)),
    ]);
}

#[test]
fn an_author_stays_a_name_or_a_list() {
    check(&[
        (
            yaml("author: Ada\n"),
            author("Osei Darko"),
            yaml("author: Osei Darko\n"),
            (1, 1),
        ),
        (
            yaml("authors: [Ada]\n"),
            author("Osei"),
            yaml("authors: [Osei]\n"),
            (1, 1),
        ),
        (yaml("author: Ada\n"), author(""), yaml(""), (0, 1)),
    ]);
    let (text, lines) = one(&yaml(""), &[author("Ada")]);
    assert_eq!(lines, (1, 0), "{text}");
    assert!(text.contains("\nauthor: Ada\n"), "{text}");
}

#[test]
fn a_draft_mark_comes_and_goes_on_a_line_of_its_own() {
    let (text, lines) = one(&yaml("title: A\n"), &[draft(true)]);
    assert_eq!(lines, (1, 0), "{text}");
    assert!(text.contains("\ndraft: true\n"), "{text}");
    let (text, lines) = one(&yaml("title: A\ndraft: true\n"), &[draft(false)]);
    assert!(lines.1 == 1 && lines.0 <= 1, "{lines:?}");
    assert!(!text.contains("draft: true"), "{text}");
    let before = yaml("title: A\n");
    let (text, lines) = one(&before, &[draft(true), draft(false)]);
    assert_eq!(
        (text, lines),
        (before, (0, 0)),
        "there and back leaves nothing behind"
    );
}

#[test]
fn a_description_is_set_and_removed() {
    check(&[
        (
            yaml("description: Old\n"),
            description("New"),
            yaml("description: New\n"),
            (1, 1),
        ),
        (yaml("description: Old\n"), description("  "), yaml(""), (0, 1)),
    ]);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let text = yaml("title: Old\ndate: 2026-05-30\n");
    let blog = Blog::new(&[("posts/a.md", &text)]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap();
    let code = |edit: FieldEdit| desk.library.edit_field(&post.post, &edit).unwrap_err().code;
    assert_eq!(code(title("  ")), "post.empty-title");
    assert_eq!(code(day("tomorrow")), "field.not-a-day");
    assert_eq!(code(day("2026-02-30")), "field.not-a-day");
    desk.library.close_post(&post.post).unwrap();
    assert_eq!(blog.text("posts/a.md"), text);
}

#[test]
fn fields_and_text_are_edited_side_by_side() {
    let blog = Blog::new(&[("posts/a.md", &yaml("title: Old\ntags: [a]\n"))]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap();
    desk.library
        .edit_body(&post.post, 1, &crate::support::insert(0, "First. "))
        .unwrap();
    let head = desk.library.edit_field(&post.post, &title("New")).unwrap();
    assert_eq!(head.fields.title.as_deref(), Some("New"));
    assert!(
        desk.library
            .edit_body(&post.post, 2, &crate::support::insert(0, "Zero. "))
            .unwrap()
            .accepted
    );
    let head = desk.library.edit_field(&post.post, &tag("b")).unwrap();
    assert_eq!(head.fields.tags, ["a", "b"]);
    desk.library.close_post(&post.post).unwrap();
    let wanted = yaml("title: New\ntags: [a, b]\n").replace("Text.", "Zero. First. Text.");
    assert_eq!(blog.text("posts/a.md"), wanted);
}

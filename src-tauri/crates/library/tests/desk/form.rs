//! The head as a form: kinds, counts, lines, and edits that stay on their own lines.

use galley_library::Cancel;
use galley_library::view::{
    BlockKind, FieldEdit, FieldKind, FieldRole, FormField, HeadForm, LineCount, PublishOrder,
};

use crate::support::{Blog, Desk};

fn set(path: &str, kind: FieldKind, value: &str) -> FieldEdit {
    FieldEdit::Set {
        path: path.into(),
        kind,
        value: value.into(),
    }
}

fn add(path: &str, value: &str) -> FieldEdit {
    FieldEdit::AddItem {
        path: path.into(),
        value: value.into(),
    }
}

fn drop_item(path: &str, value: &str) -> FieldEdit {
    FieldEdit::RemoveItem {
        path: path.into(),
        value: value.into(),
    }
}

fn remove(path: &str) -> FieldEdit {
    FieldEdit::Remove { path: path.into() }
}

fn field<'a>(form: &'a HeadForm, path: &str) -> &'a FormField {
    form.fields
        .iter()
        .find(|field| field.path == path)
        .unwrap_or_else(|| panic!("no {path} in {:?}", form.fields))
}

fn count(changed: u32, kept: u32) -> LineCount {
    LineCount { changed, kept }
}

/// A post on the desk, alone in its library.
struct One {
    blog: Blog,
    desk: Desk,
    post: String,
}

const PATH: &str = "posts/a.md";

impl One {
    fn with(text: &str) -> Self {
        Self::among(text, &[])
    }

    fn among(text: &str, others: &[(&str, &str)]) -> Self {
        let files: Vec<_> = [(PATH, text)].into_iter().chain(others.iter().copied()).collect();
        let blog = Blog::new(&files);
        let desk = blog.open();
        let post = desk.library.open_post(PATH).unwrap().post;
        One { blog, desk, post }
    }

    fn form(&self) -> HeadForm {
        self.desk.library.head_form(&self.post, None).unwrap()
    }

    fn edit(&self, edit: &FieldEdit) {
        self.desk
            .library
            .edit_field(&self.post, edit)
            .unwrap_or_else(|error| panic!("{edit:?}: {error}"));
    }

    fn refused(&self, edit: &FieldEdit) -> &'static str {
        self.desk.library.edit_field(&self.post, edit).unwrap_err().code
    }

    fn saved(&self) -> String {
        self.desk.library.save_post(&self.post).unwrap();
        self.blog.text(PATH)
    }
}

#[test]
fn fields_have_the_kinds_of_their_values_and_of_the_library() {
    let text = "---\ntitle: A\nsummary: Short.\nlastmod: 2026-06-02T09:00:00+02:00\nweight: 20\nfeatured: no\n\
                aliases:\n  - /a/\n  - /b/\nreview:\nparams:\n  author: Ada\n  hosts: [jun]\n\
                menu:\n  main: {weight: 3}\n---\nText.\n";
    let others = [
        (
            "posts/b.md",
            "---\ntitle: B\nreview: 2026-01-02\nseries: doors\n---\n",
        ),
        (
            "posts/c.md",
            "---\ntitle: C\nreview: 2026-01-03\nseries: doors\n---\n",
        ),
    ];
    let one = One::among(text, &others);
    let uses = one.desk.library.field_uses();
    assert_eq!(uses.posts, 3);
    let of = |path: &str| uses.fields.iter().find(|field| field.path == path).unwrap();
    assert_eq!(
        (of("title").posts, of("series").posts, of("weight").posts),
        (3, 2, 1)
    );
    assert_eq!((of("review").posts, of("review").kind), (3, FieldKind::Date));
    let series = &of("series").values[0];
    assert_eq!((series.name.as_str(), series.count), ("doors", 2));

    let form = one.form();
    let shown: Vec<_> = form
        .fields
        .iter()
        .map(|field| (field.path.as_str(), field.kind, field.line))
        .collect();
    assert_eq!(
        shown,
        [
            ("title", FieldKind::Text, 2),
            ("summary", FieldKind::LongText, 3),
            ("lastmod", FieldKind::Date, 4),
            ("weight", FieldKind::Number, 5),
            ("featured", FieldKind::YesNo, 6),
            ("aliases", FieldKind::List, 7),
            ("review", FieldKind::Date, 10),
            ("params.author", FieldKind::Text, 12),
            ("params.hosts", FieldKind::List, 13),
            ("menu", FieldKind::AsText, 14),
        ]
    );
    assert_eq!(field(&form, "lastmod").role, Some(FieldRole::Updated));
    assert_eq!(field(&form, "featured").value, "false");
    assert_eq!(field(&form, "aliases").items, ["/a/", "/b/"]);
    assert_eq!(field(&form, "menu").value, "main: {weight: 3}");
    assert_eq!((form.save, form.text_only), (count(0, 16), None));
}

#[test]
fn a_post_that_changes_is_counted_anew() {
    let one = One::among("---\ntitle: A\n---\n", &[("posts/b.md", "---\ntitle: B\n---\n")]);
    assert_eq!(one.desk.library.field_uses().fields.len(), 1);
    one.edit(&set("mood", FieldKind::Text, "calm"));
    one.saved();
    let uses = one.desk.library.field_uses();
    let mood = uses.fields.iter().find(|field| field.path == "mood").unwrap();
    assert_eq!((uses.posts, mood.posts), (2, 1));
}

/// A head, an edit, and the head after it.
type Case = (&'static str, FieldEdit, &'static str, u32);

#[test]
fn an_edit_changes_its_own_lines_and_they_are_counted_as_git_counts_them() {
    let cases: Vec<Case> = vec![
        (
            "weight: 20 # here\n",
            set("weight", FieldKind::Number, "21"),
            "weight: 21 # here\n",
            1,
        ),
        (
            "featured: no\n",
            set("featured", FieldKind::YesNo, "true"),
            "featured: yes\n",
            1,
        ),
        (
            "featured: false\n",
            set("featured", FieldKind::YesNo, "true"),
            "featured: true\n",
            1,
        ),
        (
            "seen: '2026-01-02'\n",
            set("seen", FieldKind::Date, "2026-01-03"),
            "seen: '2026-01-03'\n",
            1,
        ),
        (
            "aliases: [/a/,  /b/]\n",
            drop_item("aliases", "/a/"),
            "aliases: [/b/]\n",
            1,
        ),
        (
            "aliases:\n  - /a/\n  - /b/\n",
            add("aliases", "/c/"),
            "aliases:\n  - /a/\n  - /b/\n  - /c/\n",
            1,
        ),
        (
            "aliases:\n- /a/ # old\n- /b/\n",
            drop_item("aliases", "/a/"),
            "aliases:\n- /b/\n",
            1,
        ),
        (
            "params:\n    author: Ada   # who\n    b: 1\n",
            set("params.author", FieldKind::Text, "Osei"),
            "params:\n    author: Osei   # who\n    b: 1\n",
            1,
        ),
        (
            "params:\n  a: 1\n  b: 2\n",
            remove("params.a"),
            "params:\n  b: 2\n",
            1,
        ),
        (
            "menu:\n  main:\n    weight: 3\n  foot: {a: 1}\n",
            set("menu", FieldKind::AsText, "main:\n  weight: 4\nfoot: {a: 1}"),
            "menu:\n  main:\n    weight: 4\n  foot: {a: 1}\n",
            1,
        ),
        ("series: doors\n", set("series", FieldKind::Text, " "), "", 1),
        ("series: doors\n", remove("series"), "", 1),
        (
            "series: doors\n",
            set("series", FieldKind::Text, "doors"),
            "series: doors\n",
            0,
        ),
        (
            "",
            set("mood", FieldKind::Text, "yes: # no"),
            "mood: \"yes: # no\"\n",
            1,
        ),
    ];
    for ending in ["\n", "\r\n"] {
        for (before, edit, after, changed) in &cases {
            let whole = |lines: &str| {
                format!("---\n# ours\nlayout:   post  # kept\n{lines}---\n\nText.\n").replace('\n', ending)
            };
            let one = One::with(&whole(before));
            one.edit(edit);
            let kept =
                u32::try_from(4 + before.lines().count().max(after.lines().count())).unwrap() - changed;
            assert_eq!(one.form().save, count(*changed, kept), "{edit:?} {ending:?}");
            assert_eq!(one.saved(), whole(after), "{edit:?} {ending:?}");
            let git = one.blog.numstat();
            let lines = git.first().map_or(0, |(added, removed, _)| *added.max(removed));
            assert_eq!(lines, *changed, "{edit:?}: {git:?}");
            assert_eq!(one.form().save.changed, 0, "the file has it");
        }
    }
}

#[test]
fn what_changed_since_the_form_was_opened_is_told_after_a_save_and_put_back_to_the_byte() {
    let text = "---\r\ntitle: A\r\nweight: 20\nseries: doors\r\n---\r\nText.\n";
    let one = One::with(text);
    let opened = one.form();
    one.edit(&set("weight", FieldKind::Number, "21"));
    one.edit(&remove("series"));
    one.saved();
    let form = one
        .desk
        .library
        .head_form(&one.post, Some(&opened.before))
        .unwrap();
    assert_eq!((form.save, form.since), (count(0, 4), count(2, 3)));
    let gone: Vec<_> = form
        .lines
        .iter()
        .filter(|line| line.kind == BlockKind::Removed)
        .map(|line| (line.number, line.text.as_str()))
        .collect();
    assert_eq!(gone, [(Some(3), "weight: 20"), (Some(4), "series: doors")]);
    one.desk.library.edit_head(&one.post, &opened.before).unwrap();
    assert_eq!(one.saved(), text, "with the endings that it had");
}

/// Sends the post, as the window does.
fn send(one: &One) {
    let order = PublishOrder {
        paths: vec![PATH.to_owned()],
        message: "A few words".to_owned(),
        with_earlier: false,
        as_draft: false,
    };
    one.desk
        .library
        .publish(&order, &|_| {}, &Cancel::none())
        .unwrap();
}

#[test]
fn lines_are_marked_until_the_server_has_them() {
    for turned in ["false", "true"] {
        let one = One::with("---\ntitle: A\ntags: [go]\nweight: 20\n---\nText.\n");
        one.edit(&FieldEdit::AddTag { value: "rust".into() });
        one.saved();
        // A form that is opened later has them too: the server knows nothing of windows.
        let form = one.form();
        assert!(form.on_server);
        assert_eq!((form.save, form.since), (count(0, 5), count(1, 4)));
        assert_eq!(form.before, "---\ntitle: A\ntags: [go]\nweight: 20\n---\n");
        one.edit(&set("weight", FieldKind::Number, "21"));
        assert_eq!((one.form().save, one.form().since), (count(1, 4), count(2, 3)));
        one.blog.repo.git(["config", "core.autocrlf", turned]);
        send(&one);
        let form = one.form();
        assert_eq!((form.save, form.since), (count(0, 5), count(0, 5)), "{turned}");
        assert!(form.lines.iter().all(|line| line.kind == BlockKind::Same));
        one.edit(&set("weight", FieldKind::Number, "22"));
        let (before, text) = (one.form().before, one.saved());
        assert_eq!(one.form().since, count(1, 4));
        one.desk.library.edit_head(&one.post, &before).unwrap();
        assert_eq!((one.form().save, one.form().since), (count(1, 4), count(0, 5)));
        assert_eq!(one.saved(), text.replace("22", "21"));
    }
}

#[test]
fn endings_that_git_turns_mark_no_line() {
    let text = "---\r\ntitle: A\r\nweight: 20\r\n---\r\nText.\r\n";
    let blog = Blog::new(&[(PATH, &text.replace('\r', ""))]);
    blog.repo.git(["config", "core.autocrlf", "true"]);
    blog.repo.write(PATH, text);
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    let one = One { blog, desk, post };
    assert_eq!(one.form().since, count(0, 4));
    one.edit(&set("weight", FieldKind::Number, "21"));
    assert_eq!((one.form().save, one.form().since), (count(1, 3), count(1, 3)));
}

#[test]
fn a_post_that_the_server_lacks_is_compared_with_what_the_form_found_until_it_is_sent() {
    let blog = Blog::new(&[]);
    blog.repo
        .write(PATH, "---\ntitle: A\ndraft: true\nweight: 20\n---\nText.\n");
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    let one = One { blog, desk, post };
    let opened = one.form();
    assert_eq!((opened.on_server, opened.since), (false, count(0, 5)));
    one.edit(&set("weight", FieldKind::Number, "21"));
    one.saved();
    let again = || {
        one.desk
            .library
            .head_form(&one.post, Some(&opened.before))
            .unwrap()
    };
    assert_eq!((again().on_server, again().since), (false, count(1, 4)));
    send(&one);
    let form = again();
    assert_eq!(
        (form.on_server, form.save, form.since),
        (true, count(0, 4), count(0, 4))
    );
    assert!(!form.before.contains("draft"), "{}", form.before);
}

#[test]
fn a_date_that_does_not_exist_marks_its_line_and_is_not_written() {
    let text = "---\ntitle: A\ndate: 2026-01-02\nupdated: 2026-02-31\n---\n";
    let one = One::with(text);
    let form = one.form();
    let problem = form
        .problems
        .iter()
        .find(|problem| problem.line == Some(4))
        .unwrap();
    assert_eq!(problem.code, "date.no-such-day");
    assert!(field(&form, "updated").fault.is_some());
    assert_eq!(field(&form, "updated").value, "2026-02-31");
    assert!(field(&form, "title").fault.is_none());
    assert_eq!(
        one.refused(&set("updated", FieldKind::Date, "2026-02-30")),
        "field.not-a-day"
    );
    one.edit(&set("updated", FieldKind::Date, "2026-02-31"));
    assert_eq!(one.saved(), text, "the same again is no edit");
    one.edit(&set("updated", FieldKind::Date, "2026-02-28"));
    assert_eq!(one.saved(), text.replace("02-31", "02-28"));
    assert!(one.form().problems.is_empty());
}

#[test]
fn what_is_no_value_of_its_kind_is_refused_and_changes_nothing() {
    let text = "---\ntitle: A\nbase: &b {a: 1}\nweight: 20\nmenu:\n  main: {a: 1}\n---\n";
    let one = One::with(text);
    assert_eq!(
        one.refused(&set("weight", FieldKind::Number, "many")),
        "field.not-a-number"
    );
    assert_eq!(
        one.refused(&set("menu", FieldKind::AsText, "main: {a: 1")),
        "field.refused"
    );
    assert_eq!(
        one.refused(&set("menu", FieldKind::AsText, "main: 1\n---\nb: 2")),
        "field.refused"
    );
    assert_eq!(one.refused(&set("a..b", FieldKind::Text, "x")), "field.no-name");
    assert_eq!(one.refused(&set(" ", FieldKind::Text, "x")), "field.no-name");
    assert_eq!(one.refused(&add("menu", "x")), "field.refused");
    one.edit(&remove("not-there"));
    assert_eq!(one.saved(), text);
}

#[test]
fn a_head_as_text_is_taken_whole_or_not_at_all() {
    let text = "---\ntitle: A\n---\nText.\n";
    let one = One::with(text);
    let head = |text: &str| one.desk.library.edit_head(&one.post, text);
    for bad in [
        "---\ntitle: A\n",
        "title: A\n---\n",
        "---\ntitle: A\n---\nMore.\n---\n",
    ] {
        assert_eq!(head(bad).unwrap_err().code, "head.not-taken", "{bad}");
    }
    assert_eq!(one.saved(), text);
    // Lines that cannot be read are the writer's own, and stay.
    assert!(!head("---\ntitle: [\n---\n").unwrap().readable);
    let form = one.form();
    assert!(form.text_only.is_some() && form.fields.is_empty(), "{form:?}");
    assert_eq!(form.problems[0].code, "head.unreadable");
    assert!(form.problems[0].line.is_some());
    assert_eq!(one.saved(), "---\ntitle: [\n---\nText.\n");
    // Without a closing line break too, and with nothing.
    head("---\ntitle: B\n---").unwrap();
    assert_eq!(one.saved(), "---\ntitle: B\n---\nText.\n");
    head("").unwrap();
    assert_eq!(one.saved(), "Text.\n");
}

#[test]
fn heads_in_other_forms_are_text_with_one_sentence() {
    for text in [
        "@def title = \"A\"\n@def tags = [\"x\"]\n\nText.\n",
        "<!--\ntitle: A\ndate: 2026-01-02\n-->\n\nText.\n",
        ";;;\n\"title\": \"A\"\n;;;\nText.\n",
        "---\ntitle: \"A\nweight: [\n---\nText.\n",
    ] {
        let one = One::with(text);
        let form = one.form();
        assert!(
            form.text_only.as_ref().is_some_and(|why| why.ends_with('.')),
            "{text}: {form:?}"
        );
        assert!(form.fields.is_empty(), "{text}");
        assert!(!form.lines.is_empty(), "{text}: its lines are shown");
    }
}

#[test]
fn a_post_without_a_head_gets_one_as_the_others_have_theirs() {
    let toml = [("posts/b.md", "+++\ntitle = 'B'\n+++\n")];
    let one = One::among("# Its heading\n\nText.\n", &toml);
    let form = one.form();
    assert_eq!((form.text_only, form.lines.len()), (None, 0));
    one.edit(&FieldEdit::AddHead);
    assert_eq!(one.form().save, count(3, 0));
    assert_eq!(
        one.saved(),
        "+++\ntitle = \"Its heading\"\n+++\n# Its heading\n\nText.\n"
    );
    one.edit(&FieldEdit::AddHead);
    assert_eq!(one.form().save.changed, 0, "one head is enough");

    let yaml = [("posts/b.md", "---\ntitle: B\n---\n")];
    let one = One::among("Text.\r\n", &yaml);
    one.edit(&FieldEdit::AddHead);
    assert_eq!(one.saved(), "---\r\ntitle: a\r\n---\r\nText.\r\n");
    let one = One::with("Text.\r\n");
    one.edit(&set("mood", FieldKind::Text, "calm"));
    assert_eq!(one.saved(), "---\r\nmood: calm\r\n---\r\nText.\r\n");
}

//! What readers would stumble over is said of the text as it is now, at the line where it stands.

use galley_library::view::{BodyChange, FieldEdit, PostCheck};

use crate::support::{Blog, Desk};

const HEAD: &str = "---\ntitle: Chart\ndate: 2026-06-02T09:00:00+02:00\ntags:\n  - go\n---\n\n";

/// Code and line of each problem.
fn found(check: &PostCheck) -> Vec<(&str, Option<u32>)> {
    check
        .problems
        .iter()
        .map(|problem| (problem.code.as_str(), problem.line))
        .collect()
}

fn opened(body: &str) -> (Blog, Desk, String) {
    let text = format!("{HEAD}{body}");
    let other = format!("{HEAD}Text.\n");
    let blog = Blog::new(&[
        ("posts/a.md", &text),
        ("posts/other.md", &other),
        ("posts/images/there.png", "png"),
    ]);
    let desk = blog.open();
    let id = desk.library.open_post("posts/a.md").unwrap().post;
    (blog, desk, id)
}

#[test]
fn a_picture_that_is_not_there_is_found_at_its_line_and_goes_when_it_comes() {
    let (blog, desk, id) = opened("First.\n\n![A chart](images/gone.png)\n");
    let check = desk.library.check_post(&id).unwrap();
    assert_eq!(check.body_line, 8);
    assert_eq!(found(&check), [("picture.missing", Some(10))]);
    std::fs::write(blog.repo.path().join("posts/images/gone.png"), "png").unwrap();
    assert_eq!(found(&desk.library.check_post(&id).unwrap()), []);
}

#[test]
fn what_was_just_typed_counts_and_a_longer_head_moves_the_lines() {
    let (_blog, desk, id) = opened("First.\n");
    assert_eq!(found(&desk.library.check_post(&id).unwrap()), []);
    let typed = BodyChange {
        from: 6,
        to: 6,
        insert: "\n\n![](images/there.png)".into(),
    };
    desk.library.edit_body(&id, 1, &[typed]).unwrap();
    let check = desk.library.check_post(&id).unwrap();
    assert_eq!(
        (check.body_line, found(&check)),
        (8, vec![("picture.no-description", Some(10))])
    );
    let tag = FieldEdit::AddTag { value: "new".into() };
    desk.library.edit_field(&id, &tag).unwrap();
    let check = desk.library.check_post(&id).unwrap();
    assert_eq!(
        (check.body_line, found(&check)),
        (9, vec![("picture.no-description", Some(11))])
    );
}

#[test]
fn a_link_to_a_post_that_is_not_there_leads_nowhere() {
    let links = [
        "[other](other.md), [other](other), [other](./other#part), [root](/tags/go/),",
        "[web](https://a.example/x), [post](mailto:a@b.example), [part](#part),",
        "`[code](nowhere)`, and [this](../posts/nowhere.md)",
    ];
    let (_blog, desk, id) = opened(&links.join("\n"));
    let check = desk.library.check_post(&id).unwrap();
    assert_eq!(
        found(&check),
        [("link.no-heading", Some(9)), ("link.missing", Some(10))]
    );
    assert!(check.problems[1].message.contains("../posts/nowhere.md"));
}

#[test]
fn a_date_of_the_last_change_that_cannot_be_read_is_found_at_its_line() {
    let cases = [
        ("updated: soon", "date.unreadable"),
        ("lastmod: 2026-13-40", "date.no-such-day"),
        ("last_update:\n  date: tomorrow", "date.unreadable"),
        ("lastmod: 2026-06-02 10:00:00 +0200", ""),
        ("updated:", ""),
        ("last_update:\n  author: Mo", ""),
        ("mood: updated", ""),
    ];
    for (line, code) in cases {
        let text = format!("---\ntitle: Chart\ndate: 2026-06-02T09:00:00+02:00\n{line}\n---\nText.\n");
        let blog = Blog::new(&[("posts/a.md", &text)]);
        let desk = blog.open();
        let id = desk.library.open_post("posts/a.md").unwrap().post;
        let check = desk.library.check_post(&id).unwrap();
        let expected: &[_] = if code.is_empty() { &[] } else { &[(code, Some(4))] };
        assert_eq!(found(&check), expected, "{line}");
    }
}

#[test]
fn the_day_that_it_is_comes_from_the_library() {
    let blog = Blog::new(&[]);
    assert_eq!(blog.open().library.view().unwrap().today, "2026-06-04");
}

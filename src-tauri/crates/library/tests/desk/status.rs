//! Whether readers see the open post: by its fields as they are in the editor, not as they were when it was opened.

use galley_library::view::{FieldEdit, HeadView, Visibility};

use crate::support::Blog;

#[test]
fn the_strip_knows_a_scheduled_post_as_soon_as_it_is_one() {
    let blog = Blog::new(&[(
        "posts/a.md",
        "---\ntitle: A\ndate: 2026-06-04T11:00:00+02:00\n---\nText.\n",
    )]);
    let desk = blog.open();
    let post = desk.library.open_post("posts/a.md").unwrap();
    let seen = |head: &HeadView| head.fields.visibility.clone();
    assert_eq!(seen(&post.head), Visibility::Scheduled, "later on the same day");
    let edit = |edit: FieldEdit| seen(&desk.library.edit_field(&post.post, &edit).unwrap());
    let day = |day: &str| FieldEdit::Day { value: day.into() };
    let draft = |value| FieldEdit::Draft { value };
    assert_eq!(edit(day("2026-06-03")), Visibility::Public);
    assert_eq!(edit(day("2026-06-05")), Visibility::Scheduled);
    assert_eq!(edit(draft(true)), Visibility::Draft);
    assert_eq!(edit(draft(false)), Visibility::Scheduled);
    let head = desk
        .library
        .edit_head(&post.post, "---\ntitle: A\n---\n")
        .unwrap();
    assert_eq!(seen(&head), Visibility::Public, "typed as text");
}

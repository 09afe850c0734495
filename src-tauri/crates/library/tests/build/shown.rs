//! What the window's preview asks for beside the post's own page: the front page with it, and why a picture is not shown.

use galley_library::view::{FrontPlace, FrontView, LibraryEvent, PictureReason};

use crate::support::{Blog, Desk};

const HEAD: &str = "[site]\ntitle = \"Night Shift\"\nper_page = 2\n";

fn post(title: &str, day: u32, more: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-05-{day:02}\n{more}---\n{body}\n")
}

fn blog(theme: &str) -> Blog {
    let long = "word ".repeat(60);
    Blog::new(&[
        ("galley.toml", &format!("{HEAD}theme = \"{theme}\"\n")),
        (
            "posts/first.md",
            &post("First", 9, "description: The first.\n", "One."),
        ),
        ("posts/second.md", &post("Second", 8, "", &long)),
        ("posts/third.md", &post("Third", 7, "", "Short and whole.")),
        ("posts/draft.md", &post("Draft", 6, "draft: true\n", "Not yet.")),
    ])
}

fn front(desk: &Desk, path: &str) -> FrontView {
    let post = desk.library.open_post(path).unwrap();
    desk.library.front_preview(&post.post).unwrap()
}

#[test]
fn the_front_page_says_where_the_post_stands_and_how_its_excerpt_is_cut() {
    let blog = blog("digest");
    let desk = blog.open();
    let first = front(&desk, "posts/first.md");
    assert_eq!(
        (first.place.clone(), first.before, first.page, first.pages),
        (FrontPlace::Listed, 0, 1, 2)
    );
    assert_eq!(
        (first.excerpt, first.cut, first.described, first.public),
        (10, false, true, true)
    );
    assert_eq!((first.theme.as_str(), first.href.as_str()), ("digest", "first/"));

    let second = front(&desk, "posts/second.md");
    assert!(
        second.cut && !second.described && (140..=150).contains(&second.excerpt),
        "{second:?}"
    );

    // A draft stands where it will stand, on the second page here, and its card is found by its link.
    let draft = front(&desk, "posts/draft.md");
    assert_eq!(
        (draft.before, draft.page, draft.pages, draft.public),
        (3, 2, 2, false)
    );
    assert!(draft.html.contains("Third") && draft.html.contains(&format!("href=\"{}\"", draft.href)));
    assert!(!front(&desk, "posts/third.md").html.contains("Draft"));
}

#[test]
fn the_front_page_has_what_is_typed_and_what_other_programs_wrote() {
    let blog = blog("newsroom");
    let desk = blog.open();
    let post = desk.library.open_post("posts/third.md").unwrap();
    let shown = || desk.library.front_preview(&post.post).unwrap();
    assert!(shown().html.contains("Short and whole."));
    desk.library
        .replace_body(&post.post, 1, "Typed just now.")
        .unwrap();
    assert!(shown().html.contains("Typed just now."));
    assert!(!shown().html.contains("Short and whole."));

    let path = "posts/first.md";
    blog.put(path, post_text("First", "The first, told anew."));
    desk.wait("the list has the new text", |event| {
        let changed = matches!(event, LibraryEvent::IndexChanged { .. });
        (changed && shown().html.contains("The first, told anew.")).then_some(())
    });
    std::fs::remove_file(blog.repo.path().join(path)).unwrap();
    desk.wait("the list is without it", |event| {
        let changed = matches!(event, LibraryEvent::IndexChanged { .. });
        (changed && !shown().html.contains("told anew")).then_some(())
    });
    // Now the second is the newest, so it leads.
    assert_eq!(front(&desk, "posts/second.md").place, FrontPlace::Lead);
}

fn post_text(title: &str, description: &str) -> String {
    post(title, 9, &format!("description: {description}\n"), "One.")
}

#[test]
fn a_blog_of_another_generator_gets_a_front_page_like_it() {
    let blog = Blog::new(&[
        ("galley.toml", ""),
        (
            "gatsby-config.js",
            "module.exports = { siteMetadata: { title: 'Gatsby blog' } }\n",
        ),
        (
            "package.json",
            "{ \"dependencies\": { \"gatsby\": \"5.0.0\" } }\n",
        ),
        (
            "content/blog/a/index.md",
            &post("In a folder", 3, "", "Whose address nobody knows."),
        ),
        ("content/blog/b/index.md", &post("Another", 2, "", "Text.")),
    ]);
    let desk = blog.open();
    let front = front(&desk, "content/blog/b/index.md");
    assert_eq!(front.place, FrontPlace::Listed);
    assert!(
        front.html.contains("In a folder") && front.html.contains(&front.href),
        "{}",
        front.html
    );
}

#[test]
fn a_page_stands_in_no_list() {
    let blog = Blog::new(&[
        ("posts/first.md", &post("First", 9, "", "One.")),
        ("about.md", "---\ntitle: About\n---\nWe.\n"),
    ]);
    let desk = blog.open();
    let front = front(&desk, "about.md");
    assert_eq!(front.place, FrontPlace::Absent);
    assert!(front.html.contains("First") && !front.html.contains("About"));
}

#[test]
fn a_picture_that_is_not_shown_has_a_reason() {
    let blog = Blog::new(&[
        ("posts/a.md", &post("A", 1, "", "Text.")),
        ("posts/images/map.tiff", "II*"),
    ]);
    let large = std::fs::File::create(blog.repo.path().join("posts/images/wide shot.png")).unwrap();
    // It takes no room on the disk, and is never read.
    large.set_len(80 << 20).unwrap();
    blog.put("posts/images/odd.png", "no picture");
    let desk = blog.open();
    let fault = |address: &str| desk.library.picture_fault(address);
    let missing = fault("posts/images/gone.png");
    assert_eq!(
        (missing.reason, missing.name.as_str()),
        (PictureReason::Missing, "gone.png")
    );
    assert_eq!(missing.folder, "posts/images");
    let large = fault("posts/images/wide%20shot.png");
    assert_eq!((large.reason, large.size), (PictureReason::TooLarge, 80 << 20));
    assert_eq!(large.name, "wide shot.png");
    assert!(desk.library.picture("posts/images/wide%20shot.png").is_err());
    assert_eq!(fault("posts/images/map.tiff").reason, PictureReason::Kind);
    assert_eq!(fault("posts/images/odd.png").reason, PictureReason::Damaged);
    // Nothing is told of files outside.
    assert_eq!(fault("../../etc/hostname").reason, PictureReason::Missing);
}

#[test]
fn a_post_whose_head_cannot_be_read_is_on_the_front_page_of_no_other() {
    let blog = blog("digest");
    blog.repo.write(
        "posts/open.md",
        "---\ntitle: Secret plan\ndraft: true\n\nhush hush\n",
    );
    let desk = blog.open();
    let first = front(&desk, "posts/first.md");
    assert!(
        first.public && !first.html.contains("hush hush"),
        "{}",
        first.html
    );
    assert!(!front(&desk, "posts/open.md").public);
}

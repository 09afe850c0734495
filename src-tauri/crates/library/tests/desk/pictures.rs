//! Pictures that are put into posts: where they go, what they are called, how the text names them.

use galley_library::Library;
use galley_library::view::PictureAdded;

use crate::support::{Blog, Desk};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot quite";
const HEAD: &str = "---\ntitle: A post\ndate: 2026-06-02\n---\n";

fn blog(config: (&str, &str), files: &[(&str, &str)]) -> (Blog, Desk) {
    let blog = Blog::new(files);
    if config.0 != "galley.toml" {
        std::fs::remove_file(blog.repo.path().join("galley.toml")).unwrap();
    }
    blog.repo.write(config.0, config.1);
    let desk = blog.open();
    (blog, desk)
}

fn add(library: &Library, post: &str, name: &str, bytes: &[u8]) -> PictureAdded {
    let id = library.open_post(post).unwrap().post;
    library.add_picture(&id, name, bytes).unwrap()
}

#[test]
fn a_picture_goes_where_the_blog_has_its_pictures() {
    let galley = ("galley.toml", "[site]\ntitle = \"Night\"\n");
    let hugo = ("hugo.toml", "title = \"Night\"\n");
    let text = |body: &str| format!("{HEAD}{body}\n");
    let (plain, shown) = (text("Text."), text("![x](/img/2025/x.png)"));
    let beside = text("![x](pics/x.png)");
    type Case<'c> = (
        (&'c str, &'c str),
        Vec<(&'c str, &'c str)>,
        &'c str,
        (&'c str, &'c str),
    );
    let cases: [Case<'_>; 7] = [
        (
            galley,
            vec![("posts/a.md", &plain)],
            "posts/a.md",
            ("images/chart.png", "posts/images/chart.png"),
        ),
        (
            galley,
            vec![
                ("posts/a.md", &plain),
                ("posts/b.md", &beside),
                ("posts/pics/x.png", "png"),
            ],
            "posts/a.md",
            ("pics/chart.png", "posts/pics/chart.png"),
        ),
        (
            hugo,
            vec![("content/posts/a.md", &plain)],
            "content/posts/a.md",
            ("/images/chart.png", "static/images/chart.png"),
        ),
        (
            hugo,
            vec![("content/posts/a/index.md", &plain)],
            "content/posts/a/index.md",
            ("chart.png", "content/posts/a/chart.png"),
        ),
        (
            hugo,
            vec![
                ("content/posts/a.md", &plain),
                ("content/posts/b.md", &shown),
                ("static/img/2025/x.png", "png"),
            ],
            "content/posts/a.md",
            ("/img/2025/chart.png", "static/img/2025/chart.png"),
        ),
        (
            ("_config.yml", "title: Night\n"),
            vec![("_posts/2026-06-02-a.md", &plain)],
            "_posts/2026-06-02-a.md",
            ("/assets/images/chart.png", "assets/images/chart.png"),
        ),
        (
            ("mkdocs.yml", ""),
            vec![("notes/a.md", &plain)],
            "notes/a.md",
            ("images/chart.png", "notes/images/chart.png"),
        ),
    ];
    for (config, files, post, (address, path)) in cases {
        let (blog, desk) = blog(config, &files);
        let added = add(&desk.library, post, "Chart.PNG", PNG);
        assert_eq!(
            (added.address.as_str(), added.path.as_str()),
            (address, path),
            "{} {post}",
            config.0
        );
        assert!(added.picture);
        assert_eq!(blog.read(path), PNG);
    }
}

#[test]
fn names_say_something_nothing_is_overwritten_and_nothing_stored_twice() {
    let text = format!("{HEAD}Text.\n");
    let (blog, desk) = blog(("galley.toml", "[site]\n"), &[("posts/our-retries.md", &text)]);
    let library = &desk.library;
    let put = |name: &str, bytes: &[u8]| add(library, "posts/our-retries.md", name, bytes).address;
    let other = [PNG, b"2"].concat();
    assert_eq!(put("image.png", PNG), "images/our-retries.png");
    assert_eq!(put("IMG_1234.png", &other), "images/our-retries-2.png");
    assert_eq!(
        put("Screenshot 2026-06-02 at 10.42.png", PNG),
        "images/our-retries.png",
        "the same bytes"
    );
    assert_eq!(put("Slow disk, äther.png", PNG), "images/slow-disk-äther.png");
    // The bytes say what it is.
    assert_eq!(put("really.jpg", &other), "images/really.png");
    assert_eq!(put("talk.MP4", b"....ftypmp42"), "images/talk.mp4");
    assert_eq!(blog.read("posts/images/our-retries.png"), PNG);
    let id = library.open_post("posts/our-retries.md").unwrap().post;
    let code = |name: &str, bytes: &[u8]| library.add_picture(&id, name, bytes).unwrap_err().code;
    assert_eq!(code("run.exe", b"MZ"), "picture.kind");
    assert_eq!(code("page.html", b"<html><svg>"), "picture.kind");
    assert_eq!(code("../../../etc/passwd", b"root"), "picture.kind");
    assert_eq!(put("../../up.png", PNG), "images/up.png");
    assert_eq!(code("large.png", &vec![0; (64 << 20) + 1]), "picture.too-large");
    assert_eq!(
        library.add_picture("s99", "a.png", PNG).unwrap_err().code,
        "post.closed"
    );
}

#[test]
fn a_large_picture_is_made_smaller_and_taken_back_byte_for_byte_unless_it_is_another_one() {
    let text = format!("{HEAD}Text.\n");
    let (blog, desk) = blog(("galley.toml", "[site]\n"), &[("posts/a.md", &text)]);
    let library = &desk.library;
    let points = image::RgbImage::from_fn(900, 600, |x, y| {
        image::Rgb([(x * y % 251) as u8, x as u8, y as u8])
    });
    let mut large = std::io::Cursor::new(Vec::new());
    points.write_to(&mut large, image::ImageFormat::Jpeg).unwrap();
    let added = add(library, "posts/a.md", "chart.jpg", large.get_ref());
    assert_eq!((added.width, added.height), (Some(900), Some(600)));
    let stored = blog.read(&added.path);
    let shrunk = library.shrink_picture(&added.path, 300).unwrap();
    assert!(shrunk.bytes < shrunk.before && blog.read(&added.path).len() == shrunk.bytes as usize);
    library.undo(&shrunk.undo).unwrap();
    assert!(blog.read(&added.path) == stored);

    let again = library.shrink_picture(&added.path, 300).unwrap();
    blog.put(&added.path, PNG);
    assert_eq!(library.undo(&again.undo).unwrap_err().code, "undo.gone");
    assert_eq!(blog.read(&added.path), PNG);
}

#[test]
fn a_picture_that_cannot_become_smaller_stays_as_it_is() {
    let text = format!("{HEAD}Text.\n");
    let (blog, desk) = blog(("galley.toml", "[site]\n"), &[("posts/a.md", &text)]);
    let added = add(&desk.library, "posts/a.md", "a.png", PNG);
    let error = desk.library.shrink_picture(&added.path, 100).unwrap_err();
    assert_eq!(error.code, "picture.not-smaller");
    assert_eq!(
        desk.library
            .shrink_picture("posts/none.png", 100)
            .unwrap_err()
            .code,
        "picture.gone"
    );
    assert_eq!(
        desk.library.shrink_picture("../out.png", 100).unwrap_err().code,
        "post.outside"
    );
    assert_eq!(blog.read(&added.path), PNG);
}

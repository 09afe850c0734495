//! What a post names and what goes along with it: its pictures, and nothing that was never meant for readers.

use crate::published;
use crate::support::Blog;

const PATH: &str = "posts/a.md";
const A: &str = "---\ntitle: A\n---\nText.\n";

/// The files that publishing `text` would send, and the ones that it sent.
fn sent(files: &[(&str, &str)], text: &str) -> Vec<String> {
    let blog = Blog::new(&[(PATH, A)]);
    for (path, bytes) in files {
        blog.repo.write(path, bytes);
    }
    blog.repo.write(PATH, A.replace("Text.", text));
    let desk = blog.open();
    let plan = desk.library.publish_plan(&[PATH.into()]).unwrap();
    let ticked = plan.items.iter().filter(|item| item.ticked);
    let ticked: Vec<&str> = ticked.map(|item| item.path.as_str()).collect();
    published(&desk.library, &ticked);
    let sent = blog.bare.files_of("main");
    assert!(
        sent.iter().all(|path| ticked.contains(&path.as_str())),
        "{ticked:?}: {sent:?}"
    );
    assert_eq!(sent.len(), ticked.len(), "the plan is what goes");
    sent
}

#[test]
fn a_file_with_secrets_that_a_post_names_stays_here() {
    let secret = [
        (".env", "TOKEN=1\n"),
        ("posts/.env", "TOKEN=2\n"),
        ("posts/.hidden/chart.png", "PNG"),
        ("posts/key.pem", "KEY"),
        ("posts/notes.txt", "not for readers"),
        ("posts/pictures/chart.png", "PNG"),
    ];
    let text = "![](../.env) ![](.env) ![](.hidden/chart.png) [key](key.pem) [notes](notes.txt)\n\n\
        <img src=\"../galley.toml\"> ![A chart](pictures/chart.png)";
    assert_eq!(sent(&secret, text), [PATH, "posts/pictures/chart.png"]);
}

#[test]
fn another_post_that_is_named_by_a_link_stays_here() {
    let drafts = [
        (
            "posts/draft.md",
            "---\ntitle: Draft\ndraft: true\n---\nNot yet.\n",
        ),
        ("posts/b.md", "---\ntitle: B\n---\nNot yet either.\n"),
    ];
    let text =
        "See [the next one](draft.md) and ![this](b.md), <a href='draft.md'>here</a>, <img src='draft.md'>.";
    assert_eq!(sent(&drafts, text), [PATH]);
}

#[test]
fn files_that_readers_get_go_along_wherever_the_post_names_them() {
    let files = [
        ("posts/talk.pdf", "PDF"),
        ("posts/sound.mp3", "MP3"),
        ("images/cover.jpg", "JPG"),
        ("posts/unnamed.png", "PNG"),
    ];
    let text = "[slides](talk.pdf) <audio src='sound.mp3'></audio> ![](../images/cover.jpg)";
    assert_eq!(
        sent(&files, text),
        ["images/cover.jpg", PATH, "posts/sound.mp3", "posts/talk.pdf"]
    );
}

#[test]
fn pictures_go_along_as_the_page_shows_them() {
    let files = [
        ("posts/ref.png", "PNG"),
        ("posts/my picture.png", "PNG"),
        ("posts/second (1).png", "PNG"),
        ("posts/html.png", "PNG"),
        ("posts/code.png", "PNG"),
        ("posts/block.png", "PNG"),
    ];
    let text = "![A chart][c] ![](<my picture.png>) ![](%73econd%20\\(1\\).png)\n\n<img alt='x > y' src=html.png>\n\n\
        `![x](code.png)`\n\n```md\n![x](block.png)\n```\n\n[c]: ./ref.png\n";
    let mut expected = vec![
        PATH,
        "posts/html.png",
        "posts/my picture.png",
        "posts/ref.png",
        "posts/second (1).png",
    ];
    expected.sort_unstable();
    let mut sent = sent(&files, text);
    sent.sort_unstable();
    assert_eq!(sent, expected);
}

/// A picture that was exchanged changes what readers see, though the text is as it was.
#[test]
fn a_picture_goes_when_the_text_is_as_the_server_has_it() {
    let text = A.replace("Text.", "![Chart](chart.png)");
    let blog = Blog::new(&[(PATH, &text), ("posts/chart.png", "PNG")]);
    blog.repo.write("posts/chart.png", "PNG, later");
    let desk = blog.open();
    let plan = desk.library.publish_plan(&[PATH.into()]).unwrap();
    let listed: Vec<_> = plan
        .items
        .iter()
        .map(|item| (item.path.as_str(), item.ticked))
        .collect();
    assert_eq!(listed, [("posts/chart.png", true)]);
    let result = published(&desk.library, &["posts/chart.png", PATH]);
    assert_eq!((result.posts, result.pictures), (vec![], 1));
    assert_eq!(blog.bare.files_of("main"), ["posts/chart.png"]);
}

/// What only a deleted post showed would stay on the server for good.
#[test]
fn the_pictures_of_a_deleted_post_go_with_it() {
    let blog = Blog::new(&[
        ("galley.toml", "[library]\ngenerator = \"hugo\"\n"),
        ("hugo.toml", "title = \"Quay\"\n"),
        ("content/posts/pic/index.md", "---\ntitle: Pic\n---\n![](a.png)\n"),
        ("content/posts/pic/a.png", "PNG"),
        ("content/posts/pic/unused.png", "PNG"),
        (
            "content/posts/other/index.md",
            "---\ntitle: Other\n---\n![](b.png)\n",
        ),
        ("content/posts/other/b.png", "PNG"),
    ]);
    std::fs::remove_dir_all(blog.repo.path().join("content/posts/pic")).unwrap();
    blog.repo.remove("content/posts/other/b.png");
    let desk = blog.open();
    let path = "content/posts/pic/index.md";
    let plan = desk.library.publish_plan(&[path.into()]).unwrap();
    let ticked: Vec<&str> = plan
        .items
        .iter()
        .filter(|item| item.ticked)
        .map(|item| item.path.as_str())
        .collect();
    let result = published(&desk.library, &ticked);
    assert_eq!(
        (result.posts, result.removed),
        (vec!["Pic".to_owned()], vec!["Pic".to_owned()])
    );
    let mut gone = blog.bare.files_of("main");
    gone.sort();
    assert_eq!(
        gone,
        [
            "content/posts/pic/a.png",
            "content/posts/pic/index.md",
            "content/posts/pic/unused.png"
        ]
    );
}

/// Another program moved it: its old name does not stay public.
#[test]
fn a_post_that_was_moved_outside_of_galley_goes_as_a_rename() {
    let blog = Blog::new(&[(PATH, A), ("posts/b.md", "---\ntitle: B\n---\nOther text.\n")]);
    blog.repo.git(["mv", PATH, "posts/moved.md"]);
    let desk = blog.open();
    let plan = desk.library.publish_plan(&["posts/moved.md".into()]).unwrap();
    assert_eq!(plan.items.len(), 1, "{:?}", plan.items);
    published(&desk.library, &["posts/moved.md"]);
    let shown = blog
        .bare
        .git(["show", "-M100%", "--name-status", "--format=", "main"]);
    assert_eq!(shown, "R100\tposts/a.md\tposts/moved.md");
    assert_eq!(blog.repo.status(), [""; 0]);
}

#[test]
fn what_a_rule_leaves_out_is_said() {
    let text = A.replace("Text.", "![Chart](chart.png)");
    let blog = Blog::new(&[(".gitignore", "*.png\nposts/out.md\n"), (PATH, A)]);
    blog.repo.write("posts/out.md", A);
    blog.repo.write(PATH, text);
    blog.repo.write("posts/chart.png", "PNG");
    let desk = blog.open();
    let plan = desk.library.publish_plan(&["posts/out.md".into()]).unwrap();
    assert_eq!(plan.blocked.unwrap().code, "publish.ignored");
    let refused = crate::publish(&desk.library, &crate::order(&["posts/out.md"]));
    assert_eq!(refused.unwrap_err().code, "publish.ignored");
    let plan = desk.library.publish_plan(&[PATH.into()]).unwrap();
    assert!(
        plan.problems
            .iter()
            .any(|problem| problem.code == "picture.ignored"),
        "{:?}",
        plan.problems
    );
}

//! The window finds everything again, other starts of Galley come to it, and it takes other settings at once.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::blog::{Blog, post};
use support::desktop::Desktop;
use support::keys::TEXT;
use support::window::{APP, Setup, Window};
use support::{until, until_async};

fn two_posts() -> Blog {
    Blog::with(&[
        ("one.md", &post("One", "First words.\n")),
        ("two.md", &post("Two", "Second words.\n")),
    ])
}

/// Waits until the post's file has these words.
async fn in_file(blog: &Blog, name: &str, words: &str) {
    let file = blog.setup().open.expect("a folder").join("posts").join(name);
    let written = || fs::read_to_string(&file).ok().filter(|text| text.contains(words));
    until(words, written).await;
}

/// The app without a folder on its command line.
fn alone(blog: &Blog) -> Setup {
    Setup {
        open: None,
        ..blog.setup()
    }
}

fn settings(blog: &Blog) -> PathBuf {
    let folder = blog.place.path().join("home/.config/galley");
    fs::create_dir_all(&folder).expect("a folder");
    folder.join("settings.toml")
}

#[tokio::test]
async fn the_next_time_the_post_the_caret_and_what_can_be_taken_back_are_there() {
    let blog = two_posts();
    {
        let window = Window::open(&blog.place, blog.setup()).await;
        window.open_post("posts/two.md").await;
        window.click("[data-testid=manuscript]").await;
        window.press("Control+Home").await;
        window.type_text("Quite ").await;
        in_file(&blog, "two.md", "Quite Second").await;
        // The place of the caret is written down in a pause.
        let kept = || {
            let libraries = blog.place.path().join("home/.local/state/galley/libraries");
            let library = fs::read_dir(libraries).ok()?.flatten().next()?.path();
            let files = fs::read_dir(library.join("remembered")).ok()?;
            let text = |file: fs::DirEntry| fs::read_to_string(file.path()).unwrap_or_default();
            files
                .flatten()
                .map(text)
                .any(|text| text.contains("\"history\""))
                .then_some(())
        };
        until("what is remembered", kept).await;
    }
    let window = Window::open(&blog.place, alone(&blog)).await;
    window.on_desk("posts/two.md").await;
    window.focused("the text", TEXT).await;
    window.type_text("new ").await;
    assert!(window.manuscript().await.starts_with("Quite new Second words."));
    window.press("Control+z").await;
    window.press("Control+z").await;
    until_async("the text of before", async || {
        window.manuscript().await.starts_with("Second words.")
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_in_the_last_moment_before_a_window_closes_is_kept() {
    let blog = two_posts();
    let desktop = Desktop::new(&blog.place);
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post("posts/two.md").await;
    // A title is handed over in a pause, of which there is none.
    window.click("[data-testid=desk] textarea").await;
    window.press("End").await;
    window.type_text(" and last").await;
    desktop.close(&window, &blog.place);
    until("the end of the app", || {
        window.processes("galley-desktop").is_empty().then_some(())
    })
    .await;
    let file = blog.setup().open.expect("a folder").join("posts/two.md");
    let text = fs::read_to_string(file).expect("the post");
    assert!(text.contains("Two and last"), "{text}");
}

#[tokio::test]
async fn nothing_is_opened_again_where_the_writer_does_not_want_it() {
    let blog = two_posts();
    drop(Window::open(&blog.place, blog.setup()).await);
    fs::write(settings(&blog), "reopen = false\n").expect("settings");
    let window = Window::open(&blog.place, alone(&blog)).await;
    let welcome = "return document.body.textContent.includes('Start a new blog')";
    window.until("the welcome screen", welcome).await;
}

#[tokio::test]
async fn another_start_comes_to_the_window_that_is_there() {
    let blog = two_posts();
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post("posts/one.md").await;
    let folder = blog.setup().open.expect("a folder");
    let file = folder.join("posts/two.md");
    assert!(window.start_again(&blog.place, &[&file]).success());
    window.on_desk("posts/two.md").await;
    let mut open = Command::new(Path::new(APP).with_file_name("galley"));
    open.arg("-C").arg(&folder).args(["open", "posts/one.md"]);
    assert!(window.run(&blog.place, open).success());
    window.on_desk("posts/one.md").await;
    assert!(window.start_again(&blog.place, &[&folder]).success());
    assert!(window.start_again(&blog.place, &[]).success());
    let windows = window.client.windows().await.expect("windows");
    assert_eq!(windows.len(), 1, "{windows:?}");
    assert_eq!(window.processes("galley-desktop").len(), 1);
}

#[tokio::test]
async fn another_blog_gets_a_window_of_its_own_and_hears_of_itself_alone() {
    let (blog, other) = (
        two_posts(),
        Blog::with(&[("three.md", &post("Three", "Third words.\n"))]),
    );
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post("posts/one.md").await;
    let first = window.client.window().await.expect("a window");
    let folder = other.setup().open.expect("a folder");
    assert!(window.start_again(&blog.place, &[&folder]).success());
    until_async("two windows", async || {
        window.client.windows().await.is_ok_and(|all| all.len() == 2)
    })
    .await;
    let all = window.client.windows().await.expect("windows");
    let second = all.into_iter().find(|one| *one != first).expect("another window");
    window.client.switch_to_window(second).await.expect("the window");
    window.open_post("posts/three.md").await;
    window.click("[data-testid=manuscript]").await;
    window.press("Control+End").await;
    window.type_text("More.").await;
    in_file(&other, "three.md", "More.").await;
    // The same blog is not opened twice: the first start's window would lose its lock.
    window.client.switch_to_window(first).await.expect("the window");
    window.on_desk("posts/one.md").await;
    assert!(window.manuscript().await.starts_with("First words."));
    // Both are open again the next time.
    drop(window);
    let window = Window::open(&blog.place, alone(&blog)).await;
    until_async("two windows", async || {
        window.client.windows().await.is_ok_and(|all| all.len() == 2)
    })
    .await;
}

#[tokio::test]
async fn several_starts_at_once_lose_no_blog_and_mix_none() {
    let first = Blog::with(&[("own.md", &post("Own", "Words.\n"))]);
    let others: Vec<Blog> = (0..3)
        .map(|number| {
            Blog::with(&[(
                &format!("p{number}.md"),
                &post(&format!("Post {number}"), "Words.\n"),
            )])
        })
        .collect();
    let window = Window::open(&first.place, alone(&first)).await;
    let start = |blog: &Blog| {
        let mut command = Command::new(APP);
        command.arg(blog.setup().open.expect("a folder"));
        window.begin(&first.place, command)
    };
    let running: Vec<_> = others.iter().map(start).collect();
    for mut one in running {
        assert!(one.wait().expect("an end").success());
    }
    // The welcome screen took one of them, the others have windows of their own.
    until_async("a window for each", async || {
        window.client.windows().await.is_ok_and(|all| all.len() == 3)
    })
    .await;
    let mut shown = Vec::new();
    for one in window.client.windows().await.expect("windows") {
        window.client.switch_to_window(one).await.expect("the window");
        let path = "return document.querySelector('[data-testid=post-row]')?.dataset.path";
        let path = window.until("its post", path).await;
        let path = path.as_str().expect("a path").to_owned();
        window.open_post(&path).await;
        window.click("[data-testid=manuscript]").await;
        window.press("Control+End").await;
        window.type_text(&format!("Of {path}.")).await;
        let name = path.rsplit('/').next().expect("a name").to_owned();
        let blog = others.iter().find(|blog| {
            let folder = blog.setup().open.expect("a folder");
            folder.join(&path).is_file()
        });
        in_file(blog.expect("its blog"), &name, &format!("Of {path}.")).await;
        shown.push(name);
    }
    shown.sort_unstable();
    assert_eq!(shown, ["p0.md", "p1.md", "p2.md"]);
}

#[tokio::test]
async fn settings_count_at_once_whoever_changes_them() {
    let blog = two_posts();
    let window = Window::open(&blog.place, blog.setup()).await;
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    window.until("light", &format!("{dark} === false")).await;
    let high = window
        .js("return innerHeight", Vec::new())
        .await
        .as_f64()
        .expect("a height");
    fs::write(settings(&blog), "appearance = 'dark'\nmenu = true\n").expect("settings");
    window.until("dark", dark).await;
    window
        .until("the menu bar", &format!("return innerHeight < {high}"))
        .await;
    window.shot("menu-bar").await;
    fs::write(settings(&blog), "appearance = 'light'\n").expect("settings");
    window.until("light", &format!("{dark} === false")).await;
    window
        .until("no menu bar", &format!("return innerHeight === {high}"))
        .await;
}

/// How many points of the text's column are as red as the line under a word that no dictionary knows.
async fn red(window: &Window, name: &str) -> usize {
    let file = window.shot(name).await;
    let picture = image::open(file).expect("a picture").to_rgb8();
    let text = picture
        .enumerate_pixels()
        .filter(|(x, y, _)| (480..880).contains(x) && (150..770).contains(y));
    text.filter(|(_, _, point)| point[0] > 180 && point[0].saturating_sub(point[1].max(point[2])) > 60)
        .count()
}

#[tokio::test]
async fn spelling_is_checked_in_the_language_of_the_post() {
    let head = |lang: &str| format!("---\ntitle: One\nlang: {lang}\n---\nWords.\n");
    let blog = Blog::with(&[("en.md", &head("en-US")), ("xx.md", &head("xx"))]);
    let window = Window::open(&blog.place, blog.setup()).await;
    for (name, known) in [("en", true), ("xx", false), ("en", true)] {
        let path = format!("posts/{name}.md");
        window.open_post(&path).await;
        window.on_desk(&path).await;
        window.click("[data-testid=manuscript]").await;
        window.press("Control+End").await;
        // Words are looked at as they are typed.
        window.type_text("The wrold turns. ").await;
        if known {
            until_async("a line under the word", async || {
                red(&window, "spelling").await > 8
            })
            .await;
        } else {
            // What stands before the next word would have been looked at by now.
            window.previewed("The wrold turns.").await;
            assert_eq!(red(&window, "spelling-of-no-dictionary").await, 0);
        }
    }
    // The writer may not want it.
    fs::write(settings(&blog), "[spelling]\ncheck = false\n").expect("settings");
    until_async("no line under any word", async || {
        red(&window, "spelling-off").await == 0
    })
    .await;
}

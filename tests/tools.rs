//! What a writer reaches for beside writing, in a real window: commands by name, all tags, all problems, a picture that is put
//! into the text, find. Each is looked for on the disk.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;

use galley_testkit::ferrow;
use serde_json::json;
use support::blog::{Blog, post};
use support::desktop::Desktop;
use support::keys::TEXT;
use support::window::{Setup, Window};
use support::{DARK, LIGHT, schemes, until};

/// So many posts of the sample library have this tag.
const FIRMWARE: usize = 14;
const PALETTE: &str = "[role=combobox][aria-expanded=true]";
const CHOSEN: &str =
    "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent";

#[tokio::test]
async fn commands_are_found_by_name_and_the_keys_by_a_key() {
    for (name, dark) in schemes(LIGHT) {
        let blog = Blog::ferrow();
        let window = blog.ferrow_window(dark, (1280, 800)).await;
        window.open_post(ferrow::CACHE).await;
        window.press_until("F6", "the text", TEXT).await;
        window.press("Control+k").await;
        window.see(PALETTE).await;
        window.type_text("publ").await;
        window
            .until("the command", &format!("return {CHOSEN}?.includes('Publish')"))
            .await;
        window.shot(&format!("palette-{name}")).await;
        window.press("Escape").await;
        window.focused("the text again", TEXT).await;
        window.press("Control+/").await;
        window
            .until(
                "all keys",
                "return document.querySelector('[role=dialog]')?.textContent.includes('Ctrl+Shift+K')",
            )
            .await;
        window.shot(&format!("keys-{name}")).await;
    }
}

#[tokio::test]
async fn a_tag_gets_another_name_in_all_posts_and_back() {
    for (name, dark) in schemes(LIGHT) {
        let blog = Blog::ferrow();
        let window = blog.ferrow_window(dark, (1280, 800)).await;
        window.press("Control+k").await;
        window.see(PALETTE).await;
        window.type_text("all tags").await;
        window
            .until("the command", &format!("return {CHOSEN}?.includes('All tags')"))
            .await;
        window.press("Enter").await;
        window.see("[data-testid=tags]").await;
        window
            .until(
                "the tags",
                "return document.querySelector('[data-testid=tag-table]')?.textContent.includes('firmware')",
            )
            .await;
        window.shot(&format!("tags-{name}")).await;
        let focus = "[...document.querySelectorAll('[data-testid=tag-table] *')].find(e => e.children.length === 0 && e.textContent.trim() === 'firmware').closest('[role=row], tr, li').focus()";
        window.js(focus, vec![]).await;
        window.press("F2").await;
        window.fill("New name", "embedded").await;
        window
            .until(
                "the lines",
                "return document.querySelector('[role=dialog]')?.textContent.includes('embedded') && !!document.querySelector('[role=dialog] [type=checkbox]')",
            )
            .await;
        window.shot(&format!("tags-rename-{name}")).await;
        window.press_button(&format!("Rename in {FIRMWARE} posts")).await;
        let last = || blog.folder.git(["log", "-1", "--format=%s"]).trim().to_owned();
        until("the version", || {
            (last() == "Rename the tag “firmware” to “embedded”").then_some(())
        })
        .await;
        let lines = blog.folder.git(["show", "--format=", "--numstat", "HEAD"]);
        assert_eq!(lines.lines().count(), FIRMWARE);
        assert!(
            lines.lines().all(|line| line.starts_with("1\t1\tposts/")),
            "{lines}"
        );
        let changed = blog.folder.git(["status", "--porcelain"]);
        window.press_button_in("[data-testid=toast]", "Undo").await;
        until("the version to go", || {
            (last() != "Rename the tag “firmware” to “embedded”").then_some(())
        })
        .await;
        until("the files as they were", || {
            (blog.folder.git(["status", "--porcelain"]) == changed).then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn a_problem_is_found_in_all_posts_and_mended() {
    for (name, dark) in schemes(DARK) {
        let broken = post("Broken", "See [that](on.md).\n\n![](gone.png)");
        let blog = Blog::with(&[("one.md", &post("One", "Text.")), ("broken.md", &broken)]);
        let setup = Setup {
            dark,
            size: Some((1280, 800)),
            ..blog.setup()
        };
        let window = Window::open(&blog.place, setup).await;
        window.press("Control+k").await;
        window.see(PALETTE).await;
        window.type_text("check all").await;
        window
            .until(
                "the command",
                &format!("return {CHOSEN}?.includes('Check all posts')"),
            )
            .await;
        window.press("Enter").await;
        window
            .until("the problems", "return document.querySelector('[data-testid=problems]')?.textContent.includes('Links that lead nowhere')")
            .await;
        let open = "[...document.querySelectorAll('[data-testid=problems] button, [data-testid=problems] [role=option], [data-testid=problems] [role=treeitem]')].find(e => e.textContent.includes('on.md')).click()";
        window.js(open, vec![]).await;
        window
            .until("the fix", "return document.querySelector('[data-testid=fix-panel]')?.textContent.includes('Link to “One”')")
            .await;
        window.on_desk("posts/broken.md").await;
        window.shot(&format!("problems-{name}")).await;
        window
            .press_button_in("[data-testid=fix-panel]", "Link to “One”")
            .await;
        let file = blog.folder.path().join("posts/broken.md");
        until("the link on the disk", || {
            fs::read_to_string(&file)
                .ok()
                .filter(|text| text == &broken.replace("on.md", "one.md"))
        })
        .await;
        window
            .until("the text that follows", "return document.querySelector('.cm-content').cmTile?.view?.state?.doc.toString().includes('one.md') ?? document.querySelector('.cm-content').textContent.includes('that')")
            .await;
    }
}

#[tokio::test]
async fn a_pasted_picture_stands_in_the_blog_and_in_the_text() {
    let blog = Blog::with(&[("one.md", &post("One", "Text."))]);
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post("posts/one.md").await;
    window.press_until("F6", "the text", TEXT).await;
    window.press("Control+End").await;
    // What a clipboard carries after "copy image": no words, one file.
    let paste = "const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
        const event = new Event('paste', { bubbles: true, cancelable: true });
        Object.defineProperty(event, 'clipboardData', { value: data });
        document.querySelector('.cm-content').dispatchEvent(event);
        return event.defaultPrevented";
    // One red point.
    const PNG: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    assert_eq!(window.js(paste, vec![json!(PNG)]).await, json!(true));
    let stored = blog.folder.path().join("posts/images/one.png");
    until("the picture on the disk", || stored.is_file().then_some(())).await;
    let file = blog.folder.path().join("posts/one.md");
    until("its name in the text", || {
        fs::read_to_string(&file)
            .ok()
            .filter(|text| text.contains("![](images/one.png)"))
    })
    .await;
    window.type_text("One red point").await;
    until("its description", || {
        fs::read_to_string(&file)
            .ok()
            .filter(|text| text.contains("![One red point](images/one.png)"))
    })
    .await;
    window.previewed("One").await;
    window.shot("picture-pasted").await;
}

#[tokio::test]
async fn what_another_program_has_on_the_clipboard_is_pasted() {
    let blog = Blog::with(&[("one.md", &post("One", "Text."))]);
    let picture = blog.place.path().join("shot.png");
    image::RgbImage::from_pixel(40, 20, image::Rgb([200, 30, 30]))
        .save(&picture)
        .expect("a picture");
    let desktop = Desktop::new(&blog.place);
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post("posts/one.md").await;
    window.press_until("F6", "the text", TEXT).await;
    window.press("Control+End").await;
    let in_file = async |words: &str| {
        let file = blog.folder.path().join("posts/one.md");
        until(words, || {
            fs::read_to_string(&file).ok().filter(|text| text.contains(words))
        })
        .await;
    };
    // Words are the better paste, where there is a picture too; those of a terminal are the browser's to paste.
    for (picture, words) in [
        (Some(picture.as_path()), "Of a table. "),
        (None, "Of a terminal. "),
    ] {
        let _clipboard = desktop.clipboard(&window, &blog.place, picture, Some(words));
        window.press("Control+v").await;
        in_file(words.trim()).await;
    }
    let _clipboard = desktop.clipboard(&window, &blog.place, Some(&picture), None);
    window.press("Control+v").await;
    in_file("![](images/one.png)").await;
    let stored = image::open(blog.folder.path().join("posts/images/one.png")).expect("the picture");
    assert_eq!((stored.width(), stored.height()), (40, 20));
}

#[tokio::test]
async fn words_are_found_and_replaced_in_the_text() {
    let blog = Blog::with(&[("one.md", &post("One", "The cache and the cache."))]);
    let window = Window::open(&blog.place, blog.setup()).await;
    window.open_post("posts/one.md").await;
    window.press_until("F6", "the text", TEXT).await;
    window.press("Control+f").await;
    window.see("[data-testid=find-in-text]").await;
    window.type_text("cache").await;
    window
        .until(
            "both",
            "return /\\d of 2/.test(document.querySelector('[data-testid=find-in-text]').textContent)",
        )
        .await;
    window.shot("find-in-text").await;
    window.press("Escape").await;
    window.focused("the text again", TEXT).await;
}

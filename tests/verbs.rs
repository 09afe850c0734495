//! The verbs of whole posts in a real window, by keys and by the menu of a row: rename, copy, move, delete, and the way
//! back. Each is looked for on the disk and in the list.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;
use std::path::Path;

use galley_testkit::ferrow;
use serde_json::json;
use support::blog::{Blog, FERROW_CLOCK, SETTINGS, post};
use support::keys::{LIST, TEXT, TITLE};
use support::window::{Setup, Window, script};
use support::{DARK, LIGHT, schemes, until};

const DIALOG: &str = "[data-testid=rename-dialog]";
const TOAST: &str = "[data-testid=toast]";
const MENU: &str = "[role=menu]";
const IN_MENU: &str = "e?.getAttribute('role') === 'menuitem'";

/// Whether the row at which the keys of the list are is the one of this path.
async fn at_row(window: &Window, path: &str) {
    let script = "const list = document.querySelector('[data-testid=post-list]');
        const row = document.getElementById(list.getAttribute('aria-activedescendant'));
        return row?.dataset.path === arguments[0]";
    window
        .until_with(&format!("the keys at {path}"), script, vec![json!(path)])
        .await;
}

/// Goes to the list and to this row of it, by keys.
async fn to_row(window: &Window, path: &str, down: usize) {
    window.press_until("F6", "the list", LIST).await;
    window.press("Home").await;
    for _ in 0..down {
        window.press("ArrowDown").await;
    }
    at_row(window, path).await;
}

async fn on_disk(file: &Path, there: bool) {
    let what = format!(
        "{} {}",
        file.display(),
        if there { "to be there" } else { "to be gone" }
    );
    until(&what, || (file.exists() == there).then_some(())).await;
}

/// Three posts in one collection and one in another, all published.
fn two_collections() -> Blog {
    let place = galley_testkit::repo::Place::new();
    let texts = [
        ("posts/spring.md", "Spring tide"),
        ("posts/neap.md", "Neap tide"),
        ("notes/ebb.md", "Ebb"),
    ];
    let texts: Vec<(&str, String)> = texts
        .iter()
        .map(|(path, title)| (*path, post(title, "The sea was here.")))
        .collect();
    let settings = format!("{SETTINGS}\n[library]\nposts = [\"posts\", \"notes\"]\n");
    let mut files = vec![("galley.toml", settings.as_str())];
    files.extend(texts.iter().map(|(path, text)| (*path, text.as_str())));
    let (remote, folder) = place.published(&files);
    Blog {
        place,
        remote,
        folder,
    }
}

#[tokio::test]
async fn a_post_is_renamed_by_f2_and_back_by_undo() {
    for (name, dark) in schemes(DARK) {
        let blog = Blog::ferrow();
        let window = blog.ferrow_window(dark, (1280, 800)).await;
        let (old, new) = (
            blog.folder.path().join(ferrow::CACHE),
            blog.folder.path().join("posts/nothing-remembered.md"),
        );
        let before = fs::read(&old).expect("the post");
        window.open_post(ferrow::CACHE).await;
        window.press_until("F6", "the list", LIST).await;
        at_row(&window, ferrow::CACHE).await;
        window.press("F2").await;
        window.see(DIALOG).await;
        window
            .focused("the name", "e?.value === 'a-cache-that-remembers-absence'")
            .await;
        window.reads(DIALOG, "This is its name now").await;
        // Over the selected name.
        window.type_text("Nothing remembered").await;
        window.reads(DIALOG, "posts/nothing-remembered.md").await;
        window.reads(DIALOG, "/nothing-remembered/").await;
        window
            .reads(DIALOG, "It leads nowhere once the new name is published.")
            .await;
        if dark {
            window.picture("rename-dark").await;
        } else {
            window.pictures("rename", name).await;
        }
        window.press("Enter").await;
        window.gone(DIALOG).await;
        on_disk(&new, true).await;
        assert!(!old.exists(), "one file, and no copy");
        window.on_desk("posts/nothing-remembered.md").await;
        window.see("[data-path='posts/nothing-remembered.md']").await;
        window.gone(&format!("[data-path='{}']", ferrow::CACHE)).await;
        window.reads(TOAST, "is called nothing-remembered now.").await;
        window.picture(&format!("renamed-{name}")).await;
        // The keys are where they were; the list of a window that was small meanwhile is another one.
        if dark {
            window.focused("the list again", LIST).await;
        }
        // The desk goes on with the same post: what is typed is in the file under its new name.
        window.click("[data-testid=manuscript]").await;
        window.focused("the text", TEXT).await;
        window.press("Control+Home").await;
        window.type_text("Typed. ").await;
        until("what was typed", || {
            fs::read_to_string(&new)
                .is_ok_and(|text| text.contains("\nTyped. "))
                .then_some(())
        })
        .await;
        assert!(!old.exists(), "nothing was saved under the old name");
        for _ in "Typed. ".chars() {
            window.press("Backspace").await;
        }
        window.saved().await;
        until("the text as it was", || {
            (!fs::read_to_string(&new).is_ok_and(|text| text.contains("Typed."))).then_some(())
        })
        .await;
        window.press_until("F6", "the list", LIST).await;
        window.press("Control+Z").await;
        on_disk(&old, true).await;
        window.on_desk(ferrow::CACHE).await;
        assert!(fs::read(&old).expect("the post") == before, "byte for byte");
        window.gone(TOAST).await;
        window.accessible();
    }
}

#[tokio::test]
async fn a_post_is_copied_with_keys_and_from_the_desk() {
    let blog = Blog::ferrow();
    let window = blog.ferrow_window(false, (1280, 800)).await;
    window.open_post(ferrow::CACHE).await;
    window.press_until("F6", "the list", LIST).await;
    window.press("Control+D").await;
    let copy = "posts/a-cache-that-remembers-absence-2.md";
    window.on_desk(copy).await;
    window.focused("the copy's title", TITLE).await;
    window.reads("[data-column=posts]", "149 posts").await;
    let text = fs::read_to_string(blog.folder.path().join(copy)).expect("the copy");
    assert!(
        text.contains("draft: true") && text.contains("absence (2)"),
        "{text}"
    );
    // Once more from the menu of the desk.
    window.press_button("More for this post").await;
    window.focused("the menu", IN_MENU).await;
    window.press_button_in(MENU, "Duplicate").await;
    window.on_desk("posts/a-cache-that-remembers-absence-3.md").await;
    window.reads("[data-column=posts]", "150 posts").await;
}

#[tokio::test]
async fn a_post_is_deleted_with_keys_and_put_back_byte_for_byte() {
    for (name, dark) in schemes(LIGHT) {
        let blog = Blog::ferrow();
        let window = blog.ferrow_window(dark, (1280, 800)).await;
        let file = blog.folder.path().join(ferrow::CACHE);
        let before = fs::read(&file).expect("the post");
        window.open_post(ferrow::CACHE).await;
        window.press_until("F6", "the list", LIST).await;
        at_row(&window, ferrow::CACHE).await;
        window.press("Shift+F10").await;
        window.focused("the menu", IN_MENU).await;
        window
            .reads(MENU, "It stays on the site until you publish that it is gone.")
            .await;
        window.picture(&format!("row-menu-{name}")).await;
        window.press("Escape").await;
        window.gone(MENU).await;
        window.focused("the list", LIST).await;
        window.press("Control+Backspace").await;
        on_disk(&file, false).await;
        window.reads("[data-column=posts]", "147 posts").await;
        window.gone(&format!("[data-path='{}']", ferrow::CACHE)).await;
        window.reads("[data-testid=desk]", "No post is open").await;
        window.reads(TOAST, "is in the trash.").await;
        window.reads(TOAST, "It stays on the site until").await;
        window.picture(&format!("deleted-{name}")).await;
        let trashed = blog
            .place
            .path()
            .join("home/.local/share/Trash/files/a-cache-that-remembers-absence.md");
        assert!(fs::read(&trashed).expect("in the trash") == before, "as it was");
        window.press_button_in(TOAST, "Undo").await;
        on_disk(&file, true).await;
        until("every byte", || (fs::read(&file).ok()? == before).then_some(())).await;
        assert!(!trashed.exists(), "it is not in the trash any more");
        window.reads("[data-column=posts]", "148 posts").await;
        window.on_desk(ferrow::CACHE).await;
        window.accessible();
    }
}

#[tokio::test]
async fn without_a_trash_nothing_is_deleted_and_one_sentence_says_so() {
    let blog = Blog::ferrow();
    let trash = blog.place.path().join("home/.local/share/Trash");
    fs::create_dir_all(trash.parent().expect("a folder")).expect("a folder");
    fs::write(&trash, "a file, and no folder").expect("no trash");
    let window = blog.ferrow_window(false, (1280, 800)).await;
    window.open_post(ferrow::CACHE).await;
    window.press_until("F6", "the list", LIST).await;
    window.press("Control+Backspace").await;
    window.reads("body", "There is no trash for the disk that").await;
    window.picture("no-trash-light").await;
    assert!(blog.folder.path().join(ferrow::CACHE).exists());
    window.on_desk(ferrow::CACHE).await;
    window.reads("[data-column=posts]", "148 posts").await;
    window.accessible();
}

#[tokio::test]
async fn a_post_moves_to_another_collection_with_keys_alone() {
    let blog = two_collections();
    let setup = Setup {
        clock: Some(FERROW_CLOCK),
        ..blog.setup()
    };
    let window = Window::open(&blog.place, setup).await;
    window.reads("[data-column=posts]", "3 posts").await;
    to_row(&window, "posts/neap.md", 1).await;
    window.press("Shift+F10").await;
    window.focused("the menu", IN_MENU).await;
    window
        .press_until("ArrowDown", "Move to…", "e.textContent.trim() === 'Move to…'")
        .await;
    window.press("Enter").await;
    window
        .focused("the other collection", "e?.textContent.trim() === 'notes'")
        .await;
    window.picture("move-light").await;
    window.press("Enter").await;
    let (old, new) = (
        blog.folder.path().join("posts/neap.md"),
        blog.folder.path().join("notes/neap.md"),
    );
    on_disk(&new, true).await;
    assert!(!old.exists());
    window.see("[data-path='notes/neap.md']").await;
    window.reads(TOAST, "“Neap tide” is in notes now.").await;
    // The list by collection, and that collection alone; both come back with the library.
    window.press_button("Order: Newest first").await;
    window.press_button_in(MENU, "By collection").await;
    window.reads("[data-testid=post-list]", "notes2").await;
    window
        .press_button_in("[data-testid=library-column]", "notes")
        .await;
    window.reads("[data-column=posts]", "2 posts").await;
    window.picture("by-collection-light").await;
    window.press_button("Tide Tables, library menu").await;
    window.press_button("Start or clone a blog…").await;
    // Its recent libraries have a button of that name too, and the library's own menu is gone by then.
    window.reads("body", "Write in Markdown.").await;
    window.press_button("Tide Tables").await;
    window.reads("[data-column=posts]", "2 posts").await;
    window.named("Order: Newest first, By collection").await;
    window.accessible();
}

#[tokio::test]
async fn the_folder_of_a_post_is_shown_and_its_menu_opens_by_the_pointer() {
    let blog = Blog::with(&[("spring.md", &post("Spring tide", "The sea was here."))]);
    let programs = blog.place.path().join("bin");
    let asked = blog.place.path().join("asked");
    script(
        &programs.join("xdg-open"),
        &format!("printf '%s' \"$1\" > '{}'", asked.display()),
    );
    let setup = Setup {
        programs: Some(programs),
        ..blog.setup()
    };
    let window = Window::open(&blog.place, setup).await;
    window.reads("[data-column=posts]", "1 post").await;
    let right_click = "document.querySelector('[data-path]').dispatchEvent(
        new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2, clientX: 300, clientY: 140 }))";
    window.js(right_click, Vec::new()).await;
    window.focused("the menu", IN_MENU).await;
    window.press("Escape").await;
    window.gone(MENU).await;
    window.click("[data-testid=row-menu]").await;
    window.focused("the menu", IN_MENU).await;
    window.press_button_in(MENU, "Show in folder").await;
    let folder = blog.folder.path().join("posts");
    until("the file manager", || {
        (fs::read_to_string(&asked).ok()? == folder.to_str()?).then_some(())
    })
    .await;
}

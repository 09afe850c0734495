//! Blogs that are odd as folders: two generators in one, a part of another repository, names that differ in little, a
//! link that leads back, a very long post.

use std::path::Path;

use galley_library::view::Visibility;

use super::support::Desk;
use super::{Shop, paths};

/// Nothing is built here.
fn nothing(_: &Path) -> Option<std::path::PathBuf> {
    None
}

fn problems(desk: &Desk) -> Vec<(String, String)> {
    let problems = desk.library.view().unwrap().problems.into_iter();
    problems
        .filter(|p| p.code.starts_with("content.") || p.code.starts_with("generator."))
        .map(|p| (p.code, p.message))
        .collect()
}

#[test]
fn two_generators_in_one_folder_are_both_named_and_one_is_followed() {
    let shop = Shop::new("hugo", nothing);
    shop.repo.write("_config.yml", "title: Old\n");
    shop.repo
        .write("_posts/2020-01-01-old.md", "---\ntitle: Old\n---\n\nOld.\n");
    let desk = shop.open();
    let view = desk.library.view().unwrap();
    assert_eq!(
        (view.generator.as_str(), view.name.as_str()),
        ("hugo", "Night shift")
    );
    let problems = problems(&desk);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].0, "generator.several");
    assert!(
        problems[0].1.contains("hugo") && problems[0].1.contains("jekyll"),
        "{problems:?}"
    );
    assert!(!paths(&desk.library).contains(&"_posts/2020-01-01-old.md".to_owned()));
    shop.repo
        .write("galley.toml", "[library]\ngenerator = \"jekyll\"\n");
    desk.wait("the writer's own word", |_| {
        (desk.library.view().unwrap().generator == "jekyll").then_some(())
    });
    assert!(paths(&desk.library).contains(&"_posts/2020-01-01-old.md".to_owned()));
    assert_eq!(self::problems(&desk), []);
}

#[test]
fn a_content_folder_of_another_repository_is_said_and_one_that_is_missing_is_made() {
    let shop = Shop::new("hugo", nothing);
    std::fs::remove_dir_all(shop.repo.path().join("content")).unwrap();
    let desk = shop.open();
    assert_eq!(problems(&desk)[0].0, "content.missing");
    let new = desk.library.new_post("First", &[]).unwrap();
    assert_eq!(new, "content/posts/first.md");
    drop(desk);
    // A real submodule, with its own `.git`.
    std::fs::remove_dir_all(shop.repo.path().join("content")).unwrap();
    let server = shop.bare.path().to_str().unwrap().to_owned();
    shop.repo.git(["rm", "-rq", "--cached", "content"]);
    shop.repo.git([
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        &server,
        "content",
    ]);
    let desk = shop.open();
    let problems = problems(&desk);
    // The other repository is a blog as well.
    let problems: Vec<_> = problems
        .into_iter()
        .filter(|p| p.0 != "generator.several")
        .collect();
    assert_eq!(problems[0].0, "content.submodule");
    assert!(
        problems[0].1.contains("content belongs to another repository"),
        "{problems:?}"
    );
    // Its posts are listed and can be read.
    assert!(paths(&desk.library).contains(&"content/content/posts/the-boiler.md".to_owned()));
}

#[test]
fn names_that_differ_in_case_or_in_their_unicode_form_alone_are_posts_of_their_own() {
    let shop = Shop::new("hugo", nothing);
    let names = ["Night.md", "night.md", "\u{fc}ber.md", "u\u{308}ber.md"];
    for (number, name) in names.iter().enumerate() {
        let text = format!("---\ntitle: Number {number}\ndate: 2024-01-01\n---\n\nnumber{number}\n");
        shop.repo.write(&format!("content/posts/{name}"), &text);
    }
    let folder = shop.repo.path().join("content/posts");
    let there = std::fs::read_dir(&folder)
        .unwrap()
        .flatten()
        .filter(|item| names.iter().any(|name| item.file_name().to_str() == Some(*name)));
    let there: Vec<_> = there
        .map(|item| item.file_name().into_string().unwrap())
        .collect();
    if there.len() < names.len() {
        eprintln!("\nThis disk takes some of these names for one: only those that it has are compared.\n");
    }
    let desk = shop.open();
    for name in &there {
        let path = format!("content/posts/{name}");
        let number = names.iter().position(|n| n == name).unwrap();
        let view = desk.library.open_post(&path).unwrap();
        assert_eq!(view.head.fields.title, Some(format!("Number {number}")), "{path}");
        desk.library
            .replace_body(&view.post, 1, &format!("\ntyped{number}\n"))
            .unwrap();
        desk.library.close_post(&view.post).unwrap();
    }
    for name in &there {
        let number = names.iter().position(|n| n == name).unwrap();
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        assert!(text.contains(&format!("typed{number}")), "{name}: {text}");
    }
    // A new post gets a name that no disk takes for one of these.
    let new = desk.library.new_post("Night", &[]).unwrap();
    assert_eq!(new, "content/posts/night-2.md");
    let new = desk.library.new_post("U\u{308}ber", &[]).unwrap();
    assert!(
        !there.iter().any(|name| new.ends_with(&format!("/{name}"))),
        "{new}"
    );
}

#[test]
fn a_loop_of_links_and_a_post_of_two_megabytes_are_opened_in_one_go() {
    let shop = Shop::new("hugo", nothing);
    let posts = shop.repo.path().join("content/posts");
    std::os::unix::fs::symlink("../..", posts.join("again")).unwrap();
    std::os::unix::fs::symlink("self.md", posts.join("self.md")).unwrap();
    let long = "A line of a very long post, with enough words to be one.\n\n".repeat(2_000_000 / 58 + 1);
    let text = format!("---\ntitle: Long\ndate: 2024-01-01\n---\n\n{long}");
    assert!(text.len() > 2_000_000);
    shop.repo.write("content/posts/long.md", &text);
    let desk = shop.open();
    let listed = paths(&desk.library);
    assert!(
        !listed
            .iter()
            .any(|path| path.contains("again") || path.contains("self")),
        "{listed:?}"
    );
    assert!(listed.contains(&"content/posts/long.md".to_owned()));
    let view = desk.library.open_post("content/posts/long.md").unwrap();
    assert_eq!(view.head.fields.visibility, Visibility::Public);
    let body = format!("{}The end.\n", view.body);
    desk.library.replace_body(&view.post, 1, &body).unwrap();
    desk.library.close_post(&view.post).unwrap();
    let saved = String::from_utf8(shop.repo.read("content/posts/long.md")).unwrap();
    assert_eq!(saved, format!("{text}The end.\n"));
}

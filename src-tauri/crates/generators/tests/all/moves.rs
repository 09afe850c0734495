use galley_generators::{Facts, Generator, GeneratorKind as K, Move};

use crate::strings;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 4);

fn told(found: Option<Move>) -> Option<(String, String, String)> {
    found.map(|found| (found.from, found.to, found.post))
}

fn of(from: &str, to: &str, post: &str) -> Option<(String, String, String)> {
    Some((from.to_owned(), to.to_owned(), post.to_owned()))
}

#[test]
fn a_post_with_another_name_keeps_all_else() {
    let paths = strings(&[
        "content/posts/2024-03-01-old.md",
        "content/posts/bundle/index.de.md",
        "content/posts/bundle/index.md",
        "content/posts/old.de.md",
        "content/posts/old.md",
        "content/posts/taken.md",
        "content/posts/v1.0.md",
    ]);
    let hugo = Generator::of(K::Hugo, &paths);
    let taken = |path: &str| paths.iter().any(|p| p == path) || path == "content/posts/folder";
    let rename = |path: &str, slug: &str| told(hugo.rename(path, slug, &taken));
    let file = |from: &str, to: &str| of(from, to, to);
    assert_eq!(
        rename("content/posts/old.md", "new"),
        file("content/posts/old.md", "content/posts/new.md")
    );
    assert_eq!(
        rename("content/posts/old.md", "taken"),
        file("content/posts/old.md", "content/posts/taken-2.md")
    );
    assert_eq!(rename("content/posts/old.md", "old"), None);
    assert_eq!(
        rename("content/posts/old.de.md", "neu"),
        file("content/posts/old.de.md", "content/posts/neu.de.md")
    );
    assert_eq!(
        rename("content/posts/v1.0.md", "v2"),
        file("content/posts/v1.0.md", "content/posts/v2.md")
    );
    assert_eq!(
        rename("content/posts/2024-03-01-old.md", "new"),
        file(
            "content/posts/2024-03-01-old.md",
            "content/posts/2024-03-01-new.md"
        )
    );
    assert_eq!(
        rename("content/posts/bundle/index.md", "new"),
        of(
            "content/posts/bundle",
            "content/posts/new",
            "content/posts/new/index.md"
        )
    );
    assert_eq!(
        rename("content/posts/bundle/index.de.md", "folder"),
        of(
            "content/posts/bundle",
            "content/posts/folder-2",
            "content/posts/folder-2/index.de.md"
        )
    );
    assert_eq!(rename("content/posts/_index.md", "new"), None);
}

#[test]
fn the_slug_is_renamed_where_the_post_has_one() {
    let facts = Facts::new().text("Slug", "x");
    assert_eq!(Generator::of(K::Hugo, &[]).slug_field(&facts), Some("Slug"));
    assert_eq!(Generator::of(K::Jekyll, &[]).slug_field(&facts), None);
    let facts = Facts::new().text("slug", "x");
    assert_eq!(Generator::of(K::Docusaurus, &[]).slug_field(&facts), Some("slug"));
    // Hexo knows no such field: what stands there is the writer's own.
    assert_eq!(Generator::of(K::Hexo, &[]).slug_field(&facts), None);
}

#[test]
fn a_copy_stands_beside_its_post_with_today_in_its_name() {
    let paths = strings(&["_posts/2024-03-01-a.md", "_posts/2026-06-04-a-2.md"]);
    let jekyll = Generator::of(K::Jekyll, &paths);
    let taken = |path: &str| paths.iter().any(|p| p == path);
    let copy = |path: &str| told(jekyll.duplicate(path, TODAY, &taken)).unwrap().1;
    assert_eq!(copy("_posts/2024-03-01-a.md"), "_posts/2026-06-04-a-3.md");
    assert_eq!(copy("_posts/2026-06-04-a-2.md"), "_posts/2026-06-04-a-3.md");
    assert_eq!(
        copy("_posts/2024-03-01-windows-95.md"),
        "_posts/2026-06-04-windows-2.md"
    );
    let hugo = Generator::of(K::Hugo, &strings(&["content/posts/a/index.md"]));
    assert_eq!(
        told(hugo.duplicate("content/posts/a/index.md", TODAY, &|_| false)),
        of(
            "content/posts/a",
            "content/posts/a-2",
            "content/posts/a-2/index.md"
        )
    );
}

#[test]
fn a_post_in_another_collection_stands_as_the_posts_there_do() {
    let paths = strings(&[
        "content/notes/2023/x.md",
        "content/notes/2024/y.md",
        "content/posts/a.md",
        "content/posts/b/index.md",
        "content/talks/t/index.md",
        "content/talks/u/index.md",
    ]);
    let hugo = Generator::of(K::Hugo, &paths);
    let taken = |path: &str| paths.iter().any(|p| p == path);
    let day = jiff::civil::date(2025, 2, 3);
    let to = |path: &str, collection: &str| {
        let there: Vec<String> = paths
            .iter()
            .filter(|p| hugo.collection(p).as_deref() == Some(collection))
            .cloned()
            .collect();
        assert!(!there.is_empty());
        told(hugo.move_to(path, &there, day, false, &taken))
    };
    let file = |from: &str, to: &str| of(from, to, to);
    assert_eq!(
        to("content/posts/a.md", "notes"),
        file("content/posts/a.md", "content/notes/2025/a.md")
    );
    assert_eq!(
        to("content/posts/a.md", "talks"),
        file("content/posts/a.md", "content/talks/a/index.md")
    );
    assert_eq!(
        to("content/posts/b/index.md", "notes"),
        of(
            "content/posts/b",
            "content/notes/2025/b",
            "content/notes/2025/b/index.md"
        )
    );
}

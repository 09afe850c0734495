//! How a post links to another one in each generator's own way.

use crate::support::Blog;

const HEAD: &str = "---\ntitle: A post\ndate: 2026-06-02\n---\nText.\n";

#[test]
fn a_link_is_written_as_the_generator_wants_it() {
    let cases = [
        (
            ("galley.toml", "[site]\n"),
            "posts/a.md",
            "posts/b c.md",
            "b%20c.md",
        ),
        (
            ("hugo.toml", "title = \"N\"\n"),
            "content/posts/a.md",
            "content/notes/b.md",
            "{{< relref \"/notes/b.md\" >}}",
        ),
        (
            ("_config.yml", "title: N\n"),
            "_posts/2026-06-02-a.md",
            "_posts/2026-06-01-b.md",
            "{% post_url 2026-06-01-b %}",
        ),
        (
            (
                "config.toml",
                "base_url = \"https://night.example\"\ncompile_sass = false\n[markdown]\n",
            ),
            "content/a.md",
            "content/b.md",
            "@/b.md",
        ),
    ];
    for ((config, settings), from, to, link) in cases {
        let blog = Blog::new(&[(from, HEAD), (to, HEAD)]);
        if config != "galley.toml" {
            std::fs::remove_file(blog.repo.path().join("galley.toml")).unwrap();
        }
        blog.repo.write(config, settings);
        let desk = blog.open();
        let id = desk.library.open_post(from).unwrap().post;
        assert_eq!(desk.library.link_to(&id, to).unwrap(), link, "{config}");
        assert_eq!(
            desk.library.link_to(&id, "posts/none.md").unwrap_err().code,
            "post.gone"
        );
    }
}

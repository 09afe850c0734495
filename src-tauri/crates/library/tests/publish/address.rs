//! Where readers find what was published, when that is sure.

use galley_library::view::{PublishOrder, PublishResult};

use crate::support::{Blog, Desk, clock};
use crate::{order, publish};

const SITE: &str = "[site]\ntitle = \"Night Shift\"\nbase_url = \"https://night.example/blog/\"\n";
const A: &str = "---\ntitle: A\ndate: 2026-06-01\n---\nText.\n";
const DRAFT: &str = "---\ntitle: D\ndate: 2026-06-01\ndraft: true\n---\nText.\n";

/// A Jekyll blog, whose posts may ask for addresses that Jekyll alone knows how to make.
const JEKYLL: [(&str, &str); 2] = [
    ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
    ("_config.yml", "title: J\nurl: https://j.example\nbaseurl: /b\n"),
];
const UNSURE: (&str, &str) = (
    "_posts/2026-06-01-tides.md",
    "---\ntitle: Tides\npermalink: /:moon/:title/\n---\nText.\n",
);

/// What publishing gives for these files beside the settings.
fn result(settings: &[(&str, &str)], files: &[(&str, &str)], wanted: &PublishOrder) -> PublishResult {
    let blog = Blog::new(settings);
    for (path, text) in files {
        blog.repo.write(path, text);
    }
    let desk = Desk::open(blog.repo.path(), blog.places(), clock()).unwrap();
    publish(&desk.library, wanted).unwrap()
}

fn url(settings: &[(&str, &str)], files: &[(&str, &str)], paths: &[&str]) -> Option<String> {
    result(settings, files, &order(paths)).url
}

#[test]
fn a_published_post_has_its_address() {
    let galley = [("galley.toml", SITE)];
    let a = "posts/2026-06-01-our-tides.md";
    let wanted = Some("https://night.example/blog/our-tides/");
    assert_eq!(url(&galley, &[(a, A)], &[a]).as_deref(), wanted);
    assert_eq!(url(&galley, &[(a, DRAFT)], &[a]).as_deref(), wanted, "public now");
    let draft = ("_drafts/tides.md", "---\ntitle: Tides\n---\nText.\n");
    assert_eq!(
        url(&JEKYLL, &[draft], &["_drafts/tides.md"]).as_deref(),
        Some("https://j.example/b/2026/06/04/tides.html"),
        "where it stands after it was moved"
    );
}

#[test]
fn an_address_can_be_copied_into_a_browser() {
    let settings = [
        ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
        (
            "_config.yml",
            "url: https://j.example\npermalink: /:year/:title\n",
        ),
    ];
    let path = "_posts/2026-06-01-größe von allem.md";
    let text = "---\ntitle: T\n---\nText.\n";
    assert_eq!(
        url(&settings, &[(path, text)], &[path]).as_deref(),
        Some("https://j.example/2026/gr%C3%B6%C3%9Fe-von-allem")
    );
}

#[test]
fn an_address_that_is_not_sure_or_not_yet_there_is_left_out() {
    let galley = [("galley.toml", SITE)];
    let none = |files: &[(&str, &str)], paths: &[&str], why: &str| {
        assert_eq!(url(&galley, files, paths), None, "{why}");
    };
    let two = [("posts/a.md", A), ("posts/b.md", A)];
    none(&two, &["posts/a.md", "posts/b.md"], "two posts");
    let later = A.replace("2026-06-01", "2026-07-01");
    none(&[("posts/a.md", &later)], &["posts/a.md"], "scheduled");
    let mut as_draft = order(&["posts/a.md"]);
    as_draft.as_draft = true;
    assert_eq!(result(&galley, &[("posts/a.md", DRAFT)], &as_draft).url, None);
    for site in [
        "[site]\ntitle = \"No address\"\n",
        "[site]\ntitle = \"Here\"\nbase_url = \"/\"\n",
        "[site]\ntitle = \"Nowhere\"\nbase_url = \"https://\"\n",
    ] {
        assert_eq!(
            url(&[("galley.toml", site)], &[("posts/a.md", A)], &["posts/a.md"]),
            None,
            "{site}"
        );
    }
    assert_eq!(
        url(&JEKYLL, &[UNSURE], &[UNSURE.0]),
        None,
        "its place is not sure"
    );
}

#[test]
fn a_deleted_post_has_no_address() {
    let blog = Blog::new(&[("galley.toml", SITE), ("posts/a.md", A)]);
    blog.repo.remove("posts/a.md");
    let desk = blog.open();
    assert_eq!(publish(&desk.library, &order(&["posts/a.md"])).unwrap().url, None);
}

#[test]
fn a_page_names_the_address_at_which_readers_find_it_and_no_other() {
    let canonical = |blog: &Blog, path: &str| {
        let html = blog.open().library.render(path).unwrap();
        let at = html.find("rel=\"canonical\" href=\"")?;
        html[at..].split('"').nth(3).map(str::to_owned)
    };
    let galley = Blog::new(&[("galley.toml", SITE), ("posts/our-tides.md", A)]);
    assert_eq!(
        canonical(&galley, "posts/our-tides.md").as_deref(),
        Some("https://night.example/blog/our-tides/")
    );
    let mut files = JEKYLL.to_vec();
    files.push(UNSURE);
    let jekyll = Blog::new(&files);
    assert_eq!(
        jekyll.open().library.view().unwrap().site_url.as_deref(),
        Some("https://j.example/b")
    );
    assert_eq!(canonical(&jekyll, UNSURE.0), None);
}

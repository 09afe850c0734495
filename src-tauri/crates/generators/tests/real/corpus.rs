//! Real blogs, built by the generators that they are written for: the head of every post as it is, beside a layout of ours.

use galley_testkit::corpus::archives;

use crate::blog::{Blog, Counted, compare};
use crate::{hugo, jekyll};

const LAYOUT: &str = "<title>{{ .Title }}</title>\n{{ .Content }}\n";

fn blog(name: &str, over: &[(&str, &str)]) -> Option<Blog> {
    let archive = archives()?.into_iter().find(|archive| archive.name == name);
    Some(Blog::like(&archive.unwrap().root, over))
}

fn hugo_blog(name: &str, theme: &str) -> Option<Counted> {
    let program = hugo::hugo_program()?;
    let theme = format!("themes/{theme}/theme.toml");
    let blog = blog(
        name,
        &[
            ("layouts/all.html", LAYOUT),
            ("layouts/home.html", LAYOUT),
            (&theme, ""),
        ],
    )?;
    let counted = compare(&blog.said(), &hugo::built(&blog, &program));
    println!(
        "{name}: {} posts, {} pages, {} hidden, {} addresses, {} unknown",
        counted.posts,
        counted.pages,
        counted.hidden,
        counted.urls,
        counted.unknown.len()
    );
    Some(counted)
}

#[test]
fn blogs_of_hugo() {
    let Some(counted) = hugo_blog("hugo-spf13", "none") else {
        return;
    };
    assert_eq!((counted.posts + counted.hidden, counted.unknown.len()), (179, 0));
    let counted = hugo_blog("hugo-json-spf13-2013", "none").unwrap();
    assert_eq!((counted.posts + counted.hidden, counted.unknown.len()), (138, 0));
    let counted = hugo_blog("hugo-lfs-uberhip", "PaperMod").unwrap();
    assert_eq!((counted.posts + counted.hidden, counted.unknown.len()), (12, 0));
    let counted = hugo_blog("hugo-letsencrypt", "le-2025").unwrap();
    assert_eq!((counted.urls, counted.unknown.len()), (153, 0));
}

#[test]
fn a_blog_of_jekyll_in_many_languages() {
    let Some(program) = jekyll::jekyll() else { return };
    let Some(blog) = blog("jekyll-ruby-lang", &[]) else {
        return;
    };
    // A plugin that is not here makes no page of a post.
    let config = std::fs::read_to_string(blog.root().join("_config.yml")).unwrap();
    blog.write(
        "_config.yml",
        config.replace("plugins:\n  - jekyll-sitemap\n", ""),
    );
    let built = jekyll::built_by(&blog, &program);
    let counted = compare(&blog.said(), &built);
    println!(
        "jekyll-ruby-lang: {} posts, {} addresses",
        counted.posts, counted.urls
    );
    assert_eq!((counted.posts, counted.urls, counted.hidden), (500, 500, 0));
}

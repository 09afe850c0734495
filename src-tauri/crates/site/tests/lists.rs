//! Front pages and pages of tags: what stands where, how many bytes it takes, and what the page says of itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use galley_site::{
    Cut, FeedPost, Listing, Lists, NavLink, Order, Site, Sitemap, Theme, feed, font_faces, front, list_html,
    sitemap, stylesheet, tag_html, tag_pages, tags_html,
};
use jiff::Timestamp;

fn site(theme: Theme) -> Site {
    Site {
        title: "Ferrow Engineering".into(),
        tagline: "How the lockers are made.".into(),
        base_url: Some("https://ferrow.example/blog".into()),
        nav: theme.nav(),
        theme,
        ..Site::default()
    }
}

/// Ordinary posts: the first is the newest.
fn posts(count: i64) -> Vec<Listing> {
    let post = |n: i64| {
        Listing {
        file: format!("posts/post-{n}.md"),
        place: format!("a-post-with-an-ordinary-name-{n}/"),
        title: format!("An ordinary title of some length, number {n}"),
        day: Some(jiff::civil::date(2026, 6, 4)),
        at: Some(Timestamp::from_second(1_800_000_000 - n * 86_400).unwrap()),
        authors: vec!["Mirela Stan".into()],
        tags: vec!["reliability".into(), "queues".into(), "incident-review".into()],
        description: Some(
            "On 14 May, for nineteen minutes, 6,212 doors did not open. Nothing had failed that would not have mended \
             itself in ninety seconds. The rest was us."
                .into(),
        ),
        minutes: 6,
        ..Listing::default()
    }
    };
    (0..count).map(post).collect()
}

fn page(site: &Site, posts: &[Listing], number: usize) -> String {
    list_html(site, &front(site, posts), number).unwrap()
}

#[test]
fn a_front_page_of_twenty_posts_is_light() {
    for theme in Theme::ALL {
        let site = site(theme);
        let html = page(&site, &posts(21), 1);
        let style = font_faces(theme).len() + stylesheet(theme).len();
        let all = html.len() + style;
        println!("{theme}: {} of HTML, {style} of CSS", html.len());
        assert!(
            all <= 30 << 10,
            "{theme}: {} of HTML and {style} of CSS",
            html.len()
        );
        assert!(html.matches("An ordinary title").count() >= 20);
        assert!(!html.contains("<script") && !html.contains("style="));
    }
}

#[test]
fn the_list_goes_on_from_page_to_page() {
    for theme in Theme::ALL {
        let mut site = site(theme);
        site.lists.per_page = 3;
        let posts = posts(8);
        let made = front(&site, &posts);
        let apart = usize::from(theme == Theme::Newsroom);
        assert_eq!(made.pages(), (8 - apart).div_ceil(3), "{theme}");
        let shown: Vec<String> = (1..=made.pages())
            .flat_map(|number| made.page(number).unwrap().cards.to_vec())
            .map(|card| card.place)
            .collect();
        let expected: Vec<String> = posts.iter().skip(apart).map(|post| post.place.clone()).collect();
        assert_eq!(shown, expected, "{theme}");
        let first = page(&site, &posts, 1);
        let second = page(&site, &posts, 2);
        let last = page(&site, &posts, made.pages());
        assert!(
            first.contains("rel=\"next\" href=\"page/2/\"") && !first.contains("rel=\"prev\""),
            "{theme}"
        );
        assert!(second.contains("rel=\"prev\" href=\"../../\""), "{theme}");
        assert!(second.contains("rel=\"next\" href=\"../../page/3/\""), "{theme}");
        assert!(second.contains("<link rel=\"canonical\" href=\"https://ferrow.example/blog/page/2/\">"));
        assert!(!last.contains("rel=\"next\""), "{theme}");
        assert!(
            second.contains(&format!("href=\"../../{}\"", posts[3 + apart].place)),
            "{theme}"
        );
        assert!(
            !second.contains("class=\"lead\""),
            "{theme}: the lead stands on the first page alone"
        );
        assert_eq!(second.matches("<h1").count(), 1, "{theme}");
        assert_eq!(first.matches("<h1").count(), 1, "{theme}");
        assert!(list_html(&site, &made, made.pages() + 1).is_none() && list_html(&site, &made, 0).is_none());
    }
}

#[test]
fn an_empty_blog_has_a_front_page() {
    for theme in Theme::ALL {
        let html = page(&site(theme), &[], 1);
        assert_eq!(html.matches("<h1").count(), 1, "{theme}");
        assert!(!html.contains("Latest writing") && !html.contains("class=\"lead\""));
    }
}

#[test]
fn the_lead_is_the_featured_post_else_the_newest() {
    let mut all = posts(4);
    let lead = |theme: Theme, all: &[Listing]| front(&site(theme), all).lead.map(|card| card.file);
    for theme in [Theme::Newsroom, Theme::Feed, Theme::Journal] {
        assert_eq!(lead(theme, &all).as_deref(), Some("posts/post-0.md"), "{theme}");
    }
    all[2].featured = true;
    all[3].featured = true;
    assert_eq!(lead(Theme::Newsroom, &all).as_deref(), Some("posts/post-2.md"));
    assert_eq!(lead(Theme::Feed, &all).as_deref(), Some("posts/post-2.md"));
    // In journal the lead is the first of the list, whatever is featured.
    assert_eq!(lead(Theme::Journal, &all).as_deref(), Some("posts/post-0.md"));
    let cards = front(&site(Theme::Newsroom), &all).cards;
    let files: Vec<&str> = cards.iter().map(|card| card.file.as_str()).collect();
    assert_eq!(files, ["posts/post-0.md", "posts/post-1.md", "posts/post-3.md"]);
    assert_eq!(front(&site(Theme::Feed), &all).cards.len(), 4);
    assert_eq!(lead(Theme::Terminal, &all), None);
    assert_eq!(lead(Theme::Digest, &all), None);
}

#[test]
fn the_blog_says_how_its_lists_are_made() {
    let mut all = posts(3);
    all[0].description = None;
    all[0].text = "One two three four five six seven".into();
    let mut own = site(Theme::Digest);
    own.lists = Lists {
        order: Order::Listed(vec!["posts/post-2.md".into()]),
        date_format: Some("%d.%m.%y".into()),
        excerpt: Some(14),
        cut: Some(Cut::Character),
        ..Lists::default()
    };
    let made = front(&own, &all);
    assert_eq!(made.cards[0].file, "posts/post-2.md");
    assert_eq!(made.cards[1].excerpt, "One two three …");
    assert!(made.cards[1].cut);
    assert_eq!(made.cards[1].day.as_ref().unwrap().1, "04.06.26");
    // A description is whole wherever the theme says so.
    assert!(!made.cards[0].cut);
    own.lists.cut = Some(Cut::Word);
    assert_eq!(front(&own, &all).cards[1].excerpt, "One two three…");
    own.lists.excerpt = Some(0);
    assert_eq!(front(&own, &all).cards[1].excerpt, "");
    // A pattern that cannot be is the theme's own.
    own.lists.date_format = Some("%H".into());
    assert_eq!(front(&own, &all).cards[1].day.as_ref().unwrap().1, "June 4, 2026");
    own.theme = Theme::Feed;
    own.lists.excerpt = Some(10);
    assert_eq!(
        front(&own, &all).lead.unwrap().excerpt,
        all[2].description.clone().unwrap()
    );
    assert_eq!(front(&own, &all).cards[0].excerpt, "On 14 May,…");
}

#[test]
fn a_link_from_the_root_leads_there_from_everywhere() {
    let mut site = site(Theme::Journal);
    site.nav = ["/", "/tags/", "https://x.example/", "//y.example/", "about/"]
        .map(|href| NavLink {
            label: "L".into(),
            href: href.into(),
        })
        .to_vec();
    let hrefs = |html: &str| -> Vec<String> {
        let (_, nav) = html.split_once("<nav>").unwrap();
        let (nav, _) = nav.split_once("</nav>").unwrap();
        nav.split("href=\"")
            .skip(1)
            .map(|rest| rest.split_once('>').unwrap().0.replace('"', ""))
            .collect()
    };
    let posts = posts(25);
    assert_eq!(
        hrefs(&page(&site, &posts, 1)),
        [
            "./ aria-current=page",
            "tags/",
            "https://x.example/",
            "//y.example/",
            "about/"
        ]
    );
    assert_eq!(
        hrefs(&page(&site, &posts, 2)),
        [
            "../../ aria-current=true",
            "../../tags/",
            "https://x.example/",
            "//y.example/",
            "about/"
        ]
    );
    let tags = tags_html(&site, &tag_pages(&site, &posts));
    assert_eq!(
        hrefs(&tags)[..2],
        ["../ aria-current=true", "../tags/ aria-current=page"]
    );
}

#[test]
fn each_tag_has_a_page_with_its_posts() {
    let mut all = posts(5);
    all[1].tags = vec!["Go".into(), "日本語".into(), "-".into()];
    all[3].tags = vec!["go".into(), "C++".into()];
    let site = site(Theme::Newsroom);
    let pages = tag_pages(&site, &all);
    let told: Vec<(&str, &str, usize)> = pages
        .iter()
        .map(|page| (page.tag.name.as_str(), page.tag.place.as_str(), page.cards.len()))
        .collect();
    assert_eq!(
        told,
        [
            ("C++", "tags/cplusplus/", 1),
            ("Go", "tags/go/", 2),
            ("Incident review", "tags/incident-review/", 3),
            ("Queues", "tags/queues/", 3),
            ("Reliability", "tags/reliability/", 3),
            ("日本語", "tags/日本語/", 1),
        ]
    );
    let (place, html) = tag_html(&site, &pages[1], 1).unwrap();
    assert_eq!(place, "tags/go/");
    assert!(html.contains("<h1 class=\"list-title\">Go</h1>"));
    assert!(html.contains("href=\"../../a-post-with-an-ordinary-name-3/\""));
    assert!(!html.contains("name-0/"));
    // Every tag on a card leads to a page that there is.
    let front = page(&site, &all, 1);
    for place in front
        .split("href=\"tags/")
        .skip(1)
        .map(|rest| rest.split_once('"').unwrap().0)
    {
        let place = format!("tags/{place}");
        assert!(
            place == "tags/" || pages.iter().any(|page| page.tag.place == place),
            "{place}"
        );
    }
}

#[test]
fn link_previews_are_told_what_they_need() {
    for theme in Theme::ALL {
        let html = page(&site(theme), &posts(2), 1);
        for tag in [
            "<meta property=\"og:type\" content=\"website\">",
            "<meta property=\"og:title\" content=\"Ferrow Engineering\">",
            "<meta property=\"og:description\" content=\"How the lockers are made.\">",
            "<meta property=\"og:url\" content=\"https://ferrow.example/blog/\">",
            "<title>Ferrow Engineering</title>",
        ] {
            assert!(html.contains(tag), "{theme}: {tag}");
        }
    }
}

#[test]
fn the_feed_and_the_map_hold_whole_addresses_and_escaped_words() {
    let nasty = "<b>&\"\u{0}]]>";
    let authors = ["A & B".to_owned()];
    let at = Timestamp::from_second(1_780_000_000).unwrap();
    let post = FeedPost {
        place: "a/",
        title: nasty,
        at: Some(at),
        updated: None,
        authors: &authors,
        tags: &authors,
        description: Some(nasty),
        html: "<p><img src=\"x.png\"> &lt;</p>",
    };
    let text = feed(&site(Theme::Digest), &[post]);
    let document = roxmltree::Document::parse(&text).unwrap();
    let find = |name: &str| {
        let found = document
            .descendants()
            .filter(|node| node.tag_name().name() == name);
        found
            .map(|node| node.text().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(find("title")[1], "<b>&\"\u{fffd}]]>");
    assert_eq!(
        find("id"),
        ["https://ferrow.example/blog/", "https://ferrow.example/blog/a/"]
    );
    assert_eq!(
        find("content"),
        ["<p><img src=\"https://ferrow.example/blog/a/x.png\"> &lt;</p>"]
    );
    assert_eq!(find("updated")[0], at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    assert_eq!(find("name"), ["A & B"]);
    let without = Site {
        base_url: None,
        ..site(Theme::Digest)
    };
    let ids = |text: &str| {
        let document = roxmltree::Document::parse(text).unwrap();
        let ids = document
            .descendants()
            .filter(|node| node.tag_name().name() == "id");
        ids.map(|node| node.text().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let found = ids(&feed(&without, &[post]));
    assert_eq!(found, ids(&feed(&without, &[post])));
    assert!(
        found
            .iter()
            .all(|id| id.starts_with("urn:uuid:") && id.len() == 45),
        "{found:?}"
    );
    assert_ne!(found[0], found[1]);
    let pages = [Sitemap {
        place: "tags/日本/".into(),
        updated: Some(at),
    }];
    assert_eq!(sitemap(&without, &pages), None);
    let map = sitemap(&site(Theme::Digest), &pages).unwrap();
    assert!(
        map.contains("<loc>https://ferrow.example/blog/tags/%E6%97%A5%E6%9C%AC/</loc><lastmod>2026-"),
        "{map}"
    );
    roxmltree::Document::parse(&map).unwrap();
}

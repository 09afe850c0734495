use galley_generators::{Facts, Generator, GeneratorKind as K, Visibility};

use crate::library;

fn now() -> jiff::Zoned {
    "2026-06-04T10:42:00[Europe/Berlin]".parse().unwrap()
}

fn seen(generator: &Generator, path: &str, facts: &Facts) -> (Visibility, &'static str) {
    let (visibility, reason) = generator.visibility(path, facts, &now());
    (visibility, reason.code())
}

#[test]
fn the_future_hides_where_the_generator_says_so() {
    let future = Facts::new().text("date", "2031-01-15T08:00:00+01:00");
    let hiding = [K::Hugo, K::Jekyll, K::Galley];
    for kind in K::ALL {
        let generator = Generator::of(kind, &[]);
        assert_eq!(generator.hides_future(), hiding.contains(&kind), "{kind:?}");
        let wanted = if hiding.contains(&kind) {
            (Visibility::Scheduled, "future.hidden")
        } else {
            (Visibility::Public, "future.shown")
        };
        let path = match kind {
            K::Jekyll | K::Hexo => "_posts/2020-01-01-a.md",
            _ => "posts/a.md",
        };
        assert_eq!(seen(&generator, path, &future), wanted, "{kind:?}");
        let past = Facts::new().text("date", "2020-01-15");
        assert_eq!(seen(&generator, path, &past), (Visibility::Public, "public"));
        assert_eq!(
            seen(&generator, path, &Facts::new()),
            (Visibility::Public, "public")
        );
    }
}

#[test]
fn the_config_turns_the_rule() {
    let jekyll = library(&[("_config.yml", "future: true\n"), ("_posts/2020-01-01-a.md", "")]).generator;
    assert!(!jekyll.hides_future());
    let hexo = library(&[
        ("_config.yml", "future: false\nper_page: 10\nnew_post_name: x\n"),
        ("source/_posts/a.md", ""),
    ]);
    assert!(hexo.generator.hides_future());
    let hugo = library(&[("hugo.toml", "buildFuture = true\n"), ("content/a.md", "")]).generator;
    assert!(!hugo.hides_future());
    let pelican = library(&[
        ("pelicanconf.py", "WITH_FUTURE_DATES = False\n"),
        ("content/a.md", ""),
    ])
    .generator;
    assert!(pelican.hides_future());
}

#[test]
fn a_draft_counts_before_a_date_and_a_folder_before_a_field() {
    let jekyll = Generator::of(K::Jekyll, &[]);
    let facts = Facts::new().text("published", "false").text("date", "2031-01-01");
    assert_eq!(
        seen(&jekyll, "_posts/2031-01-01-a.md", &facts),
        (Visibility::Draft, "draft.field")
    );
    assert_eq!(
        seen(&jekyll, "_drafts/a.md", &facts),
        (Visibility::Draft, "draft.folder")
    );
}

#[test]
fn hugo_goes_by_its_publish_and_expiry_dates() {
    let hugo = Generator::of(K::Hugo, &[]);
    let facts = Facts::new()
        .text("date", "2020-01-01")
        .text("publishDate", "2030-01-01");
    assert_eq!(
        seen(&hugo, "content/a.md", &facts),
        (Visibility::Scheduled, "future.hidden")
    );
    assert_eq!(
        hugo.date_of("content/a.md", &facts).unwrap().when.day.to_string(),
        "2020-01-01"
    );
    let facts = Facts::new()
        .text("date", "2020-01-01")
        .text("expiryDate", "2021-01-01");
    assert_eq!(
        seen(&hugo, "content/a.md", &facts),
        (Visibility::Draft, "expired")
    );
    // Hugo does not read the date in a file's name.
    assert_eq!(
        seen(&hugo, "content/2031-01-01-a.md", &Facts::new()),
        (Visibility::Public, "public")
    );
}

#[test]
fn what_a_generator_wants_of_every_post_and_does_not_find_hides_it() {
    let jekyll = Generator::of(K::Jekyll, &[]);
    assert_eq!(
        seen(&jekyll, "_posts/a.md", &Facts::new().text("date", "2020-01-01")),
        (Visibility::Draft, "missing")
    );
    assert_eq!(
        seen(&jekyll, "about.md", &Facts::new()),
        (Visibility::Public, "public")
    );
    let pelican = Generator::of(K::Pelican, &[]);
    let dated = Facts::new().text("Date", "2020-01-01");
    assert_eq!(
        seen(&pelican, "content/a.md", &dated),
        (Visibility::Draft, "missing")
    );
    let whole = dated.text("Title", "A");
    assert_eq!(
        seen(&pelican, "content/a.md", &whole),
        (Visibility::Public, "public")
    );
}

#[test]
fn a_time_that_yaml_reads_is_one_in_utc_for_jekyll() {
    // 10:42 in Berlin is 08:42 in UTC.
    let found = library(&[
        ("_config.yml", "timezone: Europe/Berlin"),
        ("_posts/2026-06-04-a.md", ""),
    ]);
    let path = "_posts/2026-06-04-a.md";
    let bare = Facts::new().time("date", "2026-06-04 09:30:00");
    let quoted = Facts::new().text("date", "2026-06-04 09:30:00");
    let short = Facts::new().time("date", "2026-06-04 09:30");
    assert_eq!(seen(&found.generator, path, &bare).0, Visibility::Scheduled);
    assert_eq!(seen(&found.generator, path, &quoted).0, Visibility::Public);
    assert_eq!(seen(&found.generator, path, &short).0, Visibility::Public);
}

#[test]
fn a_date_without_an_offset_is_in_the_sites_zone() {
    // 10:42 in Berlin is 08:42 in UTC.
    let naive = Facts::new().text("date", "2026-06-04 09:30:00");
    let table = [
        (
            library(&[("hugo.toml", ""), ("content/a.md", "")]),
            Visibility::Scheduled,
        ),
        (
            library(&[
                ("hugo.toml", "timeZone = \"Europe/Berlin\""),
                ("content/a.md", ""),
            ]),
            Visibility::Public,
        ),
        (
            library(&[
                ("_config.yml", "timezone: America/New_York"),
                ("_posts/2026-06-04-a.md", ""),
            ]),
            Visibility::Scheduled,
        ),
        (
            library(&[("_config.yml", "title: x"), ("_posts/2026-06-04-a.md", "")]),
            Visibility::Public,
        ),
        (
            library(&[("galley.toml", "[site]\ntimezone = \"UTC\""), ("posts/a.md", "")]),
            Visibility::Scheduled,
        ),
    ];
    for (found, wanted) in table {
        assert_eq!(
            seen(&found.generator, "_posts/2026-06-04-a.md", &naive).0,
            wanted,
            "{:?}",
            found.config
        );
    }
}

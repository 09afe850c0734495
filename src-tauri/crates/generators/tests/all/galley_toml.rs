use galley_generators::{GalleyToml, NavLink};

const WHOLE: &str = r#"# A comment
[site]
title = "Night Shift"
tagline = "Notes"
base_url = "https://blog.example"
theme = "newsroom"
language = "en"
timezone = "Europe/Berlin"
author = "Ada"
nav = [{ label = "Posts", href = "/" }]

[library]
generator = "hugo"
posts = ["content/post", "./content/til/"]
"#;

#[test]
fn every_key_is_read() {
    let (config, problems) = GalleyToml::read(WHOLE);
    assert!(problems.is_empty(), "{problems:?}");
    let site = config.site.unwrap();
    let texts = [
        site.title,
        site.tagline,
        site.base_url,
        site.theme,
        site.language,
        site.timezone,
        site.author,
    ];
    let wanted = [
        "Night Shift",
        "Notes",
        "https://blog.example",
        "newsroom",
        "en",
        "Europe/Berlin",
        "Ada",
    ];
    assert_eq!(texts.map(Option::unwrap), wanted);
    assert_eq!(
        site.nav,
        vec![NavLink {
            label: "Posts".to_owned(),
            href: "/".to_owned()
        }]
    );
    let library = config.library.unwrap();
    assert_eq!(library.generator.as_deref(), Some("hugo"));
    assert_eq!(library.posts, vec!["content/post", "content/til"]);
}

#[test]
fn what_is_written_is_read_again() {
    let (config, _) = GalleyToml::read(WHOLE);
    let (again, problems) = GalleyToml::read(&toml::to_string(&config).unwrap());
    assert_eq!((again, problems.len()), (config, 0));
}

#[test]
fn a_wrong_key_is_a_problem_with_its_line_and_costs_only_itself() {
    let text = "[site]\ntitel = \"x\"\ntitle = \"Blog\"\ntagline = 3\ntimezone = \"Mars/Base\"\nnav = [{ label = \"x\" }]\n\
                [library]\ngenerator = \"wordpress\"\nposts = [\"../up\", 4]\n[extra]\na = 1\n";
    let (config, problems) = GalleyToml::read(text);
    let found: Vec<_> = problems
        .iter()
        .map(|p| (p.code, p.line, p.args[0].1.as_str()))
        .collect();
    let wanted = vec![
        ("config.unknown-key", Some(2), "site.titel"),
        ("config.bad-value", Some(4), "site.tagline"),
        ("config.bad-value", Some(5), "site.timezone"),
        ("config.bad-value", Some(6), "site.nav"),
        ("config.bad-value", Some(8), "library.generator"),
        ("config.bad-value", Some(9), "library.posts"),
        ("config.bad-value", Some(9), "library.posts"),
        ("config.unknown-key", Some(10), "extra"),
    ];
    assert_eq!(found, wanted);
    assert!(problems.iter().all(|p| p.path.as_deref() == Some("galley.toml")));
    assert_eq!(config.site.unwrap().title.as_deref(), Some("Blog"));
}

#[test]
fn no_toml_is_one_problem() {
    let (config, problems) = GalleyToml::read("[site]\ntitle = \"x\n");
    assert_eq!(config, GalleyToml::default());
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].code, problems[0].line),
        ("config.unreadable", Some(2))
    );
    assert_eq!(GalleyToml::read("\u{feff}[site]\r\ntitle = \"x\"\r\n").1, vec![]);
}

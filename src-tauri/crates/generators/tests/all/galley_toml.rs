use galley_generators::{ExcerptCut, GalleyToml, NavLink, PreviewTable, SiteSort, SiteTable};

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
        Some(vec![NavLink {
            label: "Posts".to_owned(),
            href: "/".to_owned()
        }])
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
fn the_lists_of_a_site_are_set_by_typed_keys() {
    let text = "[site]\nsort = \"listed\"\nlisted = [\"posts/b.md\", \"./posts/a.md\"]\nper_page = 12\ndate_format = \"%d/%m/%Y\"\n\
                excerpt_length = 0\nexcerpt_cut = \"character\"\nnav = []\ntheme = \"Digest\"\nbase_url = \"https://a.example/b/\"\n";
    let (config, problems) = GalleyToml::read(text);
    assert_eq!(problems, vec![]);
    let site = config.site.unwrap();
    assert_eq!(site.sort, Some(SiteSort::Listed));
    assert_eq!(site.listed, ["posts/b.md", "posts/a.md"]);
    assert_eq!((site.per_page, site.excerpt_length), (Some(12), Some(0)));
    assert_eq!(site.excerpt_cut, Some(ExcerptCut::Character));
    assert_eq!(site.date_format.as_deref(), Some("%d/%m/%Y"));
    assert_eq!(site.nav, Some(vec![]));
    assert_eq!(site.theme.as_deref(), Some("Digest"));
    assert_eq!(site.base_url.as_deref(), Some("https://a.example/b/"));
    let (again, problems) = GalleyToml::read(&format!("[site]\n{}", toml::to_string(&site).unwrap()));
    assert_eq!((again.site.unwrap(), problems), (site, vec![]));
}

#[test]
fn what_a_key_of_the_site_cannot_be_is_said_with_its_line() {
    for (line, value, expected) in [
        ("base_url = \"blog.example\"", "blog.example", "address"),
        ("base_url = \"//blog.example\"", "//blog.example", "address"),
        (
            "base_url = \"ftp://blog.example\"",
            "ftp://blog.example",
            "address",
        ),
        ("base_url = \"https:///posts\"", "https:///posts", "address"),
        (
            "base_url = \"https://blog.example/?a\"",
            "https://blog.example/?a",
            "address",
        ),
        ("theme = \"baroque\"", "baroque", "theme"),
        ("sort = \"newest\"", "newest", "sort"),
        ("sort = 1", "1", "sort"),
        ("listed = \"posts/a.md\"", "posts/a.md", "posts"),
        ("listed = [\"../a.md\"]", "../a.md", "posts"),
        ("per_page = 0", "0", "per-page"),
        ("per_page = 1001", "1001", "per-page"),
        ("per_page = \"12\"", "12", "per-page"),
        ("date_format = \"%Q\"", "%Q", "date-format"),
        ("date_format = \"%H:%M\"", "%H:%M", "date-format"),
        ("date_format = \"today\"", "today", "date-format"),
        ("excerpt_length = -1", "-1", "excerpt-length"),
        ("excerpt_length = 5001", "5001", "excerpt-length"),
        ("excerpt_cut = \"sentence\"", "sentence", "excerpt-cut"),
        ("language = \"en us\"", "en us", "language"),
        ("nav = \"/\"", "/", "links"),
    ] {
        let (config, problems) = GalleyToml::read(&format!("# One\n[site]\n{line}\n"));
        assert_eq!(problems.len(), 1, "{line}: {problems:?}");
        let key = format!("site.{}", line.split(' ').next().unwrap());
        let args = vec![
            ("key", key),
            ("value", value.to_owned()),
            ("expected", expected.to_owned()),
        ];
        assert_eq!(
            (problems[0].code, problems[0].line, &problems[0].args),
            ("config.bad-value", Some(3), &args),
            "{line}"
        );
        assert_eq!(config.site, Some(SiteTable::default()), "{line}");
    }
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

#[test]
fn how_the_true_preview_is_run() {
    let read = |text: &str| {
        let (config, problems) = GalleyToml::read(&format!("[preview]\n{text}\n"));
        (config.preview.unwrap(), problems)
    };
    let (preview, problems) = read(
        "command = [\"npm\", \"run\", \"dev\", \"--\", \"--port={port}\"]\nport = 4321\nurl = \"http://localhost:4321/blog\"",
    );
    assert_eq!(problems, vec![]);
    assert_eq!(preview.command, ["npm", "run", "dev", "--", "--port={port}"]);
    assert_eq!(
        (preview.port, preview.url.as_deref()),
        (Some(4321), Some("/blog/"))
    );
    assert_eq!(read("command = \"hugo server -p {port}\"").0.command.len(), 4);
    for (bad, key) in [
        ("command = []", "preview.command"),
        ("command = [1]", "preview.command"),
        ("port = 0", "preview.port"),
        ("port = 70000", "preview.port"),
        ("url = \"https://blog.example/\"", "preview.url"),
        ("url = \"//evil.example/\"", "preview.url"),
        ("url = \"http://127.0.0.1.evil.example/\"", "preview.url"),
    ] {
        let (preview, problems) = read(bad);
        assert_eq!(preview, PreviewTable::default(), "{bad}");
        assert_eq!(problems.len(), 1, "{bad}");
        assert_eq!(
            (problems[0].args[0].1.as_str(), problems[0].line),
            (key, Some(2)),
            "{bad}"
        );
    }
}

#[test]
fn how_often_the_server_is_asked() {
    let read = |text: &str| {
        let (config, problems) = GalleyToml::read(&format!("[sync]\n{text}\n"));
        (config.sync.unwrap().every, problems)
    };
    for (text, every) in [("every = 15", 15), ("every = 0", 0), ("every = 1440", 1440)] {
        assert_eq!(read(text), (Some(every), vec![]), "{text}");
    }
    for bad in ["every = -1", "every = 1441", "every = \"5\"", "every = 2.5"] {
        let (every, problems) = read(bad);
        let said: Vec<_> = problems.iter().map(|p| (p.args[0].1.as_str(), p.line)).collect();
        assert_eq!((every, said), (None, vec![("sync.every", Some(2))]), "{bad}");
        assert_eq!(problems[0].args[2], ("expected", "minutes".to_owned()));
    }
}

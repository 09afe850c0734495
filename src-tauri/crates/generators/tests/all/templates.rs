use galley_generators::{Files, NewText};

use crate::library;

fn first_text(files: &[(&str, &str)], path: &str) -> Result<Option<(String, String)>, String> {
    let found = library(files);
    let read = |path: &str| {
        let file = files.iter().find(|(p, _)| *p == path);
        file.map(|(_, text)| (*text).to_owned())
    };
    let now: jiff::Zoned = "2026-06-04T10:42:07[Europe/Berlin]".parse().unwrap();
    let new = NewText {
        title: "A \"quiet\" night",
        path,
        now: &now,
        site: found.title.as_deref().unwrap_or_default(),
    };
    found
        .generator
        .first_text(&Files::new(&[], &read), &new)
        .map_err(|unfilled| format!("{}: {}", unfilled.path, unfilled.asks))
}

fn hugo(archetype: &str) -> Result<String, String> {
    let files = [
        ("hugo.toml", "title = 'Night shift'\ntimeZone = 'Asia/Tokyo'"),
        ("archetypes/default.md", archetype),
    ];
    first_text(&files, "content/posts/a-quiet-night.md").map(|found| found.unwrap().1)
}

#[test]
fn the_usual_archetype_of_hugo() {
    let table = [
        (
            "---\ntitle: \"{{ replace .File.ContentBaseName \"-\" \" \" | title }}\"\ndate: {{ .Date }}\ndraft: true\n---\n",
            "---\ntitle: \"A Quiet Night\"\ndate: 2026-06-04T17:42:07+09:00\ndraft: true\n---\n",
        ),
        (
            "title = '{{ replace .Name `-` ` ` | title }}'",
            "title = 'A Quiet Night'",
        ),
        ("{{ .Name | humanize }}", "A quiet night"),
        ("{{ dateFormat \"2006-01-02\" .Date }}", "2026-06-04"),
        (
            "{{ now.Format \"Jan 2, 2006 15:04 -0700\" }}",
            "Jun 4, 2026 17:42 +0900",
        ),
        ("{{ .Date | time.Format \"02.01.06\" }}", "04.06.26"),
        ("{{ (replace .Name \"-\" \" \") | upper }}", "A QUIET NIGHT"),
        ("{{- /* said to nobody */ -}}x", "x"),
        ("a  {{- .Section -}}  b {{ site.Title }}", "apostsb Night shift"),
        ("x: {{ .Name | jsonify }}", "x: \"a-quiet-night\""),
    ];
    for (archetype, wanted) in table {
        assert_eq!(hugo(archetype).as_deref(), Ok(wanted), "{archetype}");
    }
}

#[test]
fn what_an_archetype_asks_beyond_that_is_named() {
    let table = [
        ("{{ md5 .Name }}", "md5"),
        ("{{ .Params.x }}", ".Params.x"),
        ("{{ if true }}x{{ end }}", "if"),
        ("{{ partial \"x\" . }}", "partial"),
        ("{{ .Name", "{{"),
        ("{{ }}", ""),
    ];
    for (archetype, asks) in table {
        assert_eq!(
            hugo(archetype),
            Err(format!("archetypes/default.md: {asks}")),
            "{archetype}"
        );
    }
}

#[test]
fn the_section_s_own_archetype_counts_first_and_a_bundle_has_its_own() {
    let files = [
        ("hugo.toml", ""),
        ("archetypes/default.md", "default"),
        ("archetypes/posts.md", "posts"),
        ("archetypes/notes/index.md", "bundle"),
    ];
    let text = |path| first_text(&files, path).unwrap().unwrap();
    assert_eq!(
        text("content/posts/a.md"),
        ("archetypes/posts.md".into(), "posts".into())
    );
    assert_eq!(text("content/a.md").0, "archetypes/default.md");
    assert_eq!(text("content/notes/a/index.md").0, "archetypes/notes/index.md");
    assert_eq!(text("content/notes/a.md").0, "archetypes/default.md");
    let elsewhere = [
        ("hugo.toml", "archetypeDir = 'forms'"),
        ("forms/default.md", "form"),
    ];
    assert_eq!(
        first_text(&elsewhere, "content/a.md").unwrap().unwrap().0,
        "forms/default.md"
    );
    assert_eq!(first_text(&[("hugo.toml", "")], "content/a.md"), Ok(None));
}

#[test]
fn scaffolds_of_hexo() {
    let files = [
        (
            "_config.yml",
            "title: x\nper_page: 10\nnew_post_name: ':title.md'\ntimezone: Asia/Tokyo\n",
        ),
        (
            "scaffolds/post.md",
            "---\ntitle: {{ title }}\ndate: {{ date }}\ntags:\n---\n\n# {{ title }}\n",
        ),
        ("scaffolds/draft.md", "---\ntitle: {{ title }}\n---\n"),
        ("source/_posts/a.md", ""),
    ];
    let text = |path| first_text(&files, path).unwrap().unwrap();
    assert_eq!(
        text("source/_posts/a-quiet-night.md").1,
        "---\ntitle: a-quiet-night\ndate: 2026-06-04 17:42:07\ntags:\n---\n\n# A \"quiet\" night\n"
    );
    assert_eq!(text("source/_drafts/a-quiet-night.md").0, "scaffolds/draft.md");
    assert_eq!(
        first_text(&[("_config.yml", "title: x")], "_posts/2026-01-01-a.md"),
        Ok(None)
    );
}

//! The form of fields in a real window: opened, filled in and left with keys alone, and only its lines change.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod support;

use std::fs;

use galley_testkit::ferrow;
use serde_json::Value;
use support::blog::{Blog, FERROW_CLOCK};
use support::window::{Setup, Window};
use support::{LIGHT, schemes, until};

const FORM: &str = "[data-testid=fields-form]";
const CHECKBOX: &str = "e.ariaLabel?.startsWith('Front page')";

const HEAD: &str = "---
title: \"A cache that remembers absence\"
date: 2026-06-02T09:00:00+02:00
updated: 2026-02-31
slug: a-cache-that-remembers-absence
# Ines: keep the order for the old theme
tags:   [caching,go,  \"reliability\"]
authors: [Ines Halloran]
description: >-
  Half of our lookups ask for parcels that
  do not exist yet. Four seconds of “no” will do.
cover: images/misses-per-minute.webp
featured: no
series: Small numbers   # part 2
weight: 20
params:
  chart: {kind: line, from: \"14:00\"}
  reviewers: [jun, pia]
---
";

/// A post whose head has a field of every kind.
const KINDS: &str = "posts/vacuum-at-night.md";

const EVERY_KIND: &str = "license: CC BY 4.0
lastmod: 2026-05-20
weight: 3
featured: true
comments: false
mood:
keywords: [postgres, vacuum, a word that is rather long]
language: en
canonical_url: https://elsewhere.example/vacuum
params:
  author: Ada
  depth: 2
hosts:
  - name: jun
    role: asks
";

/// Ferrow, whose post about the cache has a head with something of everything; the server has it.
fn blog() -> Blog {
    let blog = Blog::ferrow();
    rewrite(&blog, ferrow::CACHE, |_, body| format!("{HEAD}{body}"));
    let others = [
        "posts/we-deleted-the-staging-environment.md",
        "posts/the-locker-that-opened-at-three.md",
        KINDS,
    ];
    for post in others {
        rewrite(&blog, post, |head, body| {
            let head = head.strip_suffix("---\n").expect("a head in YAML");
            let more = if post == KINDS {
                EVERY_KIND
            } else {
                "license: CC BY 4.0\n"
            };
            format!("{head}series: Small numbers\naliases: [/{post}.html]\n{more}---\n{body}")
        });
    }
    let heads = [
        &["commit", "--quiet", "-m", "Heads", "--", ferrow::CACHE][..],
        &others,
    ]
    .concat();
    blog.folder.git(heads);
    blog.folder.git(["push", "--quiet", "origin", "main"]);
    rewrite(&blog, ferrow::CACHE, |head, body| {
        format!("{head}{body}\nOne more.\n")
    });
    blog
}

fn rewrite(blog: &Blog, path: &str, new: impl FnOnce(&str, &str) -> String) {
    let file = blog.folder.path().join(path);
    let text = fs::read_to_string(&file).expect("the post");
    let end = text.match_indices("\n---\n").next().expect("a head").0 + 5;
    fs::write(&file, new(&text[..end], &text[end..])).expect("the post");
}

fn text(blog: &Blog) -> String {
    fs::read_to_string(blog.folder.path().join(ferrow::CACHE)).expect("the post")
}

/// The lines of the post that differ from `before`: gone, come.
fn changed(blog: &Blog, before: &str) -> (Vec<String>, Vec<String>) {
    let now = text(blog);
    let lines = |text: &str, other: &str| {
        let other: Vec<&str> = other.lines().collect();
        let own = text.lines().filter(|line| !other.contains(line));
        own.map(str::to_owned).collect()
    };
    (lines(before, &now), lines(&now, before))
}

/// Waits until exactly these lines of the file are others than in `before`: gone, come.
async fn differs(blog: &Blog, before: &str, gone: &[&str], come: &[&str]) {
    let wanted = (
        gone.iter().copied().map(str::to_owned).collect(),
        come.iter().copied().map(str::to_owned).collect(),
    );
    let what = || format!("only {wanted:?} to be others in {}", text(blog));
    until(&what(), || (changed(blog, before) == wanted).then_some(())).await;
}

/// The window with the form open, by keys.
async fn form(blog: &Blog, dark: bool) -> Window {
    let setup = Setup {
        open: Some(blog.folder.path().to_owned()),
        clock: Some(FERROW_CLOCK),
        dark,
        ..Setup::default()
    };
    let window = Window::open(&blog.place, setup).await;
    window.open_post(ferrow::CACHE).await;
    window.previewed("A cache that remembers absence").await;
    window
        .press_until("Tab", "the fields", "e.hasAttribute('data-fields-button')")
        .await;
    let place = button(&window).await;
    window.press("Enter").await;
    window.see(FORM).await;
    assert_eq!(button(&window).await, place, "the button stays where it was");
    window
        .until(
            "the first field",
            "return document.activeElement?.labels?.[0]?.textContent === 'Web address'",
        )
        .await;
    window.reads(FORM, "Others here use").await;
    window
}

/// Where the button stands that opens and closes the form: left, right, top, bottom.
async fn button(window: &Window) -> Value {
    let place = "const { left, right, top, bottom } =
            document.querySelector('[data-fields-button]').getBoundingClientRect();
        return [left, right, top, bottom]";
    window.js(place, Vec::new()).await
}

/// Waits until the form says that this many lines are others than when it was opened, before or after they are saved.
async fn counted(window: &Window, lines: &str) {
    let says = format!(
        "const said = document.querySelector('{FORM} footer')?.textContent.replace(/\\s+/g, ' ') ?? '';
         return said.includes('This save changes {lines}. The other')
             || said.includes('Then {lines} differ') || said.includes('Saved. {lines} differ')"
    );
    window.until(&format!("“{lines}” in the foot"), &says).await;
}

async fn pictures(name: &str, dark: bool) {
    let blog = blog();
    let before = text(&blog);
    let window = form(&blog, dark).await;
    // As it is drawn: the library is folded to its rail.
    window.press_button("Ferrow Engineering, library menu").await;
    window.press_button("Fold the library").await;
    window.click(&format!("{FORM} [data-field=slug] input")).await;
    window.press_until("Tab", "the tick", CHECKBOX).await;
    window.press("Space").await;
    counted(&window, "1 line").await;
    window.shot(&format!("front-matter-{name}")).await;
    window.examine(&format!("the form of fields, {name}")).await;
    differs(&blog, &before, &["featured: no"], &["featured: yes"]).await;
    window.resize(900, 600).await;
    window.shot(&format!("front-matter-900-{name}")).await;
    window
        .examine(&format!("the form of fields at 900, {name}"))
        .await;
    let wider = "return document.documentElement.scrollWidth > innerWidth";
    assert_eq!(
        window.js(wider, Vec::new()).await,
        false,
        "nothing is cut off at the side"
    );
    let place = button(&window).await;
    window.press("Escape").await;
    window.gone(FORM).await;
    assert_eq!(button(&window).await, place, "the button stays at 900 too");
    every_kind(&window, name).await;
    window.accessible();
}

/// Pictures of a form with every kind of field, and with the way to one more.
async fn every_kind(window: &Window, name: &str) {
    window.open_post(KINDS).await;
    window.click("[data-fields-button]").await;
    window.see(FORM).await;
    window.reads(FORM, "hosts").await;
    window.press_button_in(FORM, "Add a field…").await;
    window.see(&format!("{FORM} select")).await;
    window.shot(&format!("fields-900-{name}")).await;
    window.resize(1280, 800).await;
    window.shot(&format!("fields-{name}")).await;
    window
        .examine(&format!("a form with every kind of field, {name}"))
        .await;
    window.press_button_in(FORM, "Cancel").await;
    window
        .js(
            &format!("document.querySelector('{FORM} .fields').scrollTop = 9999"),
            Vec::new(),
        )
        .await;
    window.shot(&format!("fields-end-{name}")).await;
}

#[tokio::test]
async fn the_form_as_drawn() {
    for (name, dark) in schemes(LIGHT) {
        pictures(name, dark).await;
    }
}

#[tokio::test]
async fn fields_are_edited_with_keys_and_undone_in_one_order() {
    let blog = blog();
    let before = text(&blog);
    let window = form(&blog, false).await;
    let labelled = |label: &str| format!("e.labels?.[0]?.textContent === '{label}'");

    // A date that does not exist is said, and cannot be written.
    window.press_until("Tab", "the date", &labelled("Updated")).await;
    window.reads(FORM, "This date does not exist.").await;
    window.press("Control+A").await;
    window.type_text("2026-02-30\n").await;
    window.reads(FORM, "“2026-02-30” is not a date.").await;
    assert_eq!(text(&blog), before);
    window.press("Control+A").await;
    window.type_text("2026-02-28\n").await;
    counted(&window, "1 line").await;

    // A number, and a map as it is written.
    window.press_until("Tab", "the number", &labelled("Order")).await;
    window.press("Control+A").await;
    window.type_text("30\n").await;
    counted(&window, "2 lines").await;
    window.press_until("Tab", "the map", &labelled("params")).await;
    window.press("Control+End").await;
    window.press("ArrowLeft").await;
    window.type_text(", ada").await;
    // The next field hands it over.
    window.press("Tab").await;
    counted(&window, "3 lines").await;
    let gone = ["updated: 2026-02-31", "weight: 20", "  reviewers: [jun, pia]"];
    let come = [
        "updated: 2026-02-28",
        "weight: 30",
        "  reviewers: [jun, pia, ada]",
    ];
    differs(&blog, &before, &gone, &come).await;

    // A field that other posts have.
    window
        .press_until(
            "Tab",
            "the way to more",
            "e.textContent.trim() === 'Add a field…'",
        )
        .await;
    window.press("Enter").await;
    window
        .until(
            "the name",
            "return document.activeElement?.labels?.[0]?.textContent === 'Name of the field'",
        )
        .await;
    window.type_text("license\n").await;
    window
        .until(
            "its field",
            "return document.activeElement?.labels?.[0]?.textContent === 'license'",
        )
        .await;
    window.type_text("CC0\n").await;
    counted(&window, "4 lines").await;
    let come = [&come[..], &["license: CC0"]].concat();
    differs(&blog, &before, &gone, &come).await;

    // The head as text, in the same order of undoing.
    window
        .press_until("Tab", "the head", "e.dataset.testid === 'head-text'")
        .await;
    window.press("Control+Home").await;
    window.press("End").await;
    window.type_text("\nmood: calm").await;
    counted(&window, "5 lines").await;
    until("the typed line", || {
        text(&blog).starts_with("---\nmood: calm\ntitle: ").then_some(())
    })
    .await;
    for lines in ["4 lines", "3 lines", "2 lines", "1 line"] {
        window.press("Control+Z").await;
        counted(&window, lines).await;
    }
    window.press("Control+Z").await;
    window
        .reads(
            &format!("{FORM} [data-field=updated] p"),
            "This date does not exist.",
        )
        .await;
    until("the file as it was, to the byte", || {
        (text(&blog) == before).then_some(())
    })
    .await;

    // Out again, to where it was opened.
    window.press("Escape").await;
    window.gone(FORM).await;
    window
        .until(
            "the button",
            "return document.activeElement?.hasAttribute('data-fields-button')",
        )
        .await;
    window
        .reads("[data-testid=manuscript]", "Half of our lookups")
        .await;
}

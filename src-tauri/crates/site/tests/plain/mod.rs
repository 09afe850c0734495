//! comrak alone, to compare with, and what must hold for the places of any text.

#![allow(dead_code)] // each test file uses a part of it

use std::fs;
use std::path::Path;

use galley_site::Rendered;

/// The options that a post's text is promised to be read with, said once more.
pub(crate) fn options() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.strikethrough = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.alerts = true;
    extension.description_lists = true;
    extension.header_id_prefix = Some(String::new());
    options.render.r#unsafe = true;
    options
}

/// Checks that `rendered`, which has colours, is comrak's own output when they are taken out.
pub(crate) fn check_colours(markdown: &str, rendered: &Rendered) {
    let comrak = comrak::markdown_to_html(markdown, &options());
    assert!(!comrak.contains("<span class=\"hl-"), "{comrak}");
    let mut parts = rendered.html.split("<span class=\"hl-");
    let mut html = parts.next().unwrap().to_owned();
    for part in parts {
        // Nothing stands inside a coloured piece but its text.
        let (piece, rest) = part.split_once("</span>").unwrap();
        html.push_str(piece.split_once("\">").unwrap().1);
        html.push_str(rest);
    }
    assert_eq!(html, comrak);
    places(markdown, rendered);
}

/// Checks that `rendered` is comrak's own output for `markdown` (with LF endings), and that its blocks are in
/// order, inside the HTML and inside the text.
pub(crate) fn check(markdown: &str, rendered: &Rendered) {
    assert_eq!(rendered.html, comrak::markdown_to_html(markdown, &options()));
    places(markdown, rendered);
}

fn places(markdown: &str, rendered: &Rendered) {
    let lines = markdown.lines().count();
    let mut before = None;
    for block in &rendered.blocks {
        assert!(
            before.is_none_or(|before| before < block.offset),
            "not in order: {:?}",
            rendered.blocks
        );
        assert!(
            rendered.html[block.offset..].trim_start_matches(' ').len() > 1,
            "nothing at {block:?}"
        );
        assert!(
            !rendered.html[block.offset..].starts_with('\n'),
            "a line's end at {block:?}"
        );
        assert!(
            1 <= block.line && block.line <= block.end_line && block.end_line <= lines,
            "{block:?} of {lines}"
        );
        before = Some(block.offset);
    }
    // Only the list of footnotes is opened by no block.
    if let Some(first) = rendered.blocks.first().filter(|first| first.offset > 0) {
        assert!(
            rendered.html.starts_with("<section class=\"footnotes\""),
            "{}",
            rendered.html
        );
        assert!(
            rendered.html[first.offset..].starts_with("<li id=\"fn-"),
            "{}",
            rendered.html
        );
    }
    assert_eq!(rendered.blocks.is_empty(), rendered.html.is_empty());
}

/// Each block as its lines and its HTML up to the next block.
pub(crate) fn texts(rendered: &Rendered) -> Vec<(usize, usize, &str)> {
    let ends = rendered
        .blocks
        .iter()
        .skip(1)
        .map(|block| block.offset)
        .chain([rendered.html.len()]);
    let blocks = rendered.blocks.iter().zip(ends);
    blocks
        .map(|(block, end)| (block.line, block.end_line, &rendered.html[block.offset..end]))
        .collect()
}

/// The sample texts by name, in order.
pub(crate) fn samples() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let listed = fs::read_dir(folder).unwrap().map(|item| item.unwrap().path());
    let mut samples: Vec<_> = listed
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    samples.sort();
    samples
}

use galley_site::{PostFacts, Site, TextOptions, post_page};

use super::*;

fn page(text: &str) -> Page {
    let site = Site {
        text: TextOptions {
            math: true,
            highlight: true,
            ..TextOptions::default()
        },
        ..Site::default()
    };
    post_page(&site, &PostFacts::default(), text)
}

/// The page that a patch makes of the old one, as the window makes it.
fn applied(old: &Page, patch: &PagePatch) -> String {
    let mut units: Vec<u16> = old.html.encode_utf16().collect();
    for splice in patch.splices.iter().rev() {
        units.splice(
            splice.from as usize..splice.to as usize,
            splice.insert.encode_utf16(),
        );
    }
    String::from_utf16(&units).unwrap()
}

/// The marks that a patch makes of the old ones: their lines.
fn lines(old: &Page, patch: &PagePatch) -> Vec<(u32, u32)> {
    let known = |mark: &Mark, by: i32| {
        let moved = |line: usize| (line as i64 + i64::from(by)) as u32;
        (moved(mark.line), moved(mark.end_line))
    };
    let before = old.marks[..patch.from as usize].iter().map(|mark| known(mark, 0));
    let after = old.marks[patch.to as usize..]
        .iter()
        .map(|mark| known(mark, patch.lines));
    let new = patch.marks.iter().map(|mark| (mark.line, mark.end_line));
    before.chain(new).chain(after).collect()
}

/// Which blocks are exchanged for how many, after a look at the result.
fn exchanged(old: &str, new: &str) -> Option<(std::ops::Range<u32>, usize)> {
    let (old, new) = (page(old), page(new));
    let patch = patch(&old, &new)?;
    assert_eq!(applied(&old, &patch), new.html);
    let there: Vec<(u32, u32)> = new
        .marks
        .iter()
        .map(|mark| (mark.line as u32, mark.end_line as u32))
        .collect();
    assert_eq!(lines(&old, &patch), there);
    Some((patch.from..patch.to, patch.marks.len()))
}

/// What stands before, so that the changes do not reach the page's description.
const LEAD: &str = "# Tide\n\nA long beginning: 日本 😀 of the text, which the page says of itself to search engines, so that what follows is nowhere but in the text. It goes on for so long, and longer.\n\n";

fn in_text(old: &str, new: &str) -> Option<(std::ops::Range<u32>, usize)> {
    exchanged(&format!("{LEAD}{old}"), &format!("{LEAD}{new}"))
}

#[test]
fn a_letter_exchanges_its_own_block() {
    assert_eq!(
        in_text("One.\n\nTwo.\n\nThree.", "One.\n\nTwo!\n\nThree."),
        Some((3..4, 1))
    );
    assert_eq!(
        in_text("- a\n- b\n\nEnd é.", "- a\n- bé\n\nEnd é."),
        Some((2..3, 1))
    );
    assert_eq!(in_text("One.", "One.\n\nTwo."), Some((2..3, 2)));
    assert_eq!(
        in_text("One.\n\nTwo.\n\nThree.", "One.\n\nThree."),
        Some((2..4, 1))
    );
    assert_eq!(in_text("One.\n\nTwo.", "One.\n\n\n\nTwo."), Some((3..3, 0)));
    assert_eq!(in_text("One.\n\nTwo.", "One.\n\nTwo."), Some((4..4, 0)));
    assert_eq!(in_text("One.", ""), Some((1..3, 1)));
    // The beginning is in the page's head as well.
    assert_eq!(exchanged("One.\n\nTwo.", "Óne.\n\nTwo."), Some((0..1, 1)));
    assert_eq!(exchanged("One.", "Zero.\n\nOne."), Some((0..1, 2)));
}

#[test]
fn what_reaches_beyond_a_block_is_sent_whole() {
    for (old, new) in [
        // The writer's own HTML may hold what follows.
        ("<div>\n\nOne.\n\n</div>", "<div class=a>\n\nOne.\n\n</div>"),
        ("One <b>two.\n\nThree.", "One <b>two</b>.\n\nThree."),
        // Footnotes stand in one list.
        ("One[^1].\n\n[^1]: Note.", "One[^1].\n\n[^1]: Noted."),
    ] {
        assert_eq!(in_text(old, new), None, "{old}");
    }
    assert_eq!(exchanged("", "One."), None);
}

#[test]
fn a_block_that_changes_others_exchanges_them_too() {
    // A second heading of one name has another id; a definition is used far below.
    assert_eq!(
        in_text("Tide\n\nx\n\n# Tide", "# Tide\n\nx\n\n# Tide"),
        Some((2..5, 3))
    );
    assert_eq!(
        in_text("[a]\n\nx\n\n[a]: /1", "[a]\n\nx\n\n[a]: /2"),
        Some((2..3, 1))
    );
    assert_eq!(in_text("```\nx\n\ny", "``\nx\n\ny").map(|found| found.1), Some(2));
}

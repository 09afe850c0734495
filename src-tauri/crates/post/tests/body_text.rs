//! The body as an editor changes it, held against the simplest thing that could be right.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

use galley_post::text::{BadChange, BodyText, Change, Ending};
use galley_testkit::cost::{cost, ratio};
use proptest::prelude::*;

fn hash(text: &str) -> u32 {
    text.encode_utf16().fold(2_166_136_261, |hash: u32, unit| {
        (hash ^ u32::from(unit)).wrapping_mul(16_777_619)
    })
}

fn lf(raw: &str) -> String {
    raw.replace("\r\n", "\n").replace('\r', "\n")
}

/// Applies changes to UTF-16 units.
fn plainly(text: &str, changes: &[Change]) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (mut out, mut at) = (Vec::new(), 0);
    for change in changes {
        out.extend_from_slice(units.get(at..change.from)?);
        out.extend(change.insert.encode_utf16());
        units.get(change.from..change.to)?;
        at = change.to;
    }
    out.extend_from_slice(units.get(at..)?);
    String::from_utf16(&out).ok()
}

fn raw_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "word ", "é", "日", "🎉", "\n", "\r\n", "\r", "\n\n", "\u{2028}",
    ]);
    (prop::collection::vec(piece, 0..60), 0..3usize)
        .prop_map(|(pieces, size)| pieces.concat().repeat([1, 3, 200][size]))
}

fn places(count: usize) -> impl Strategy<Value = Vec<(prop::sample::Index, prop::sample::Index, String)>> {
    prop::collection::vec(
        (
            any::<prop::sample::Index>(),
            any::<prop::sample::Index>(),
            "([a-z]|🎉|\n|日){0,6}",
        ),
        0..count,
    )
}

/// Changes in order that do not overlap.
fn changes(text: &BodyText, places: &[(prop::sample::Index, prop::sample::Index, String)]) -> Vec<Change> {
    let length = text.utf16_len() + 1;
    let mut bounds: Vec<usize> = places
        .iter()
        .flat_map(|(a, b, _)| [a.index(length), b.index(length)])
        .collect();
    bounds.sort_unstable();
    bounds
        .chunks(2)
        .zip(places)
        .map(|(range, (_, _, insert))| Change::new(range[0], range[1], insert.as_str()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_do_what_they_say_and_can_be_undone(raw in raw_text(), rounds in prop::collection::vec(places(4), 1..6)) {
        let mut text = BodyText::new(&raw);
        prop_assert_eq!(text.raw(), raw.clone());
        prop_assert_eq!(text.lf(), lf(&raw));
        let mut undo = Vec::new();
        for places in &rounds {
            let before = text.lf();
            let changes = changes(&text, places);
            match (plainly(&before, &changes), text.apply(&changes)) {
                (Some(expected), Ok(inverse)) => {
                    prop_assert_eq!(text.lf(), expected);
                    undo.push(inverse);
                }
                (None, Err(BadChange::InsideCharacter)) => prop_assert_eq!(text.lf(), before),
                // Taking one half of a character away and putting another back is refused all the same.
                (Some(_), Err(BadChange::InsideCharacter)) => prop_assert_eq!(text.lf(), before),
                (expected, got) => prop_assert!(false, "{expected:?} and {got:?}"),
            }
            prop_assert_eq!(text.utf16_len(), text.lf().encode_utf16().count());
            prop_assert_eq!(text.hash(), hash(&text.lf()));
            prop_assert_eq!(lf(&text.raw()), text.lf());
        }
        for inverse in undo.iter().rev() {
            text.apply(inverse).expect("an inverse fits");
        }
        prop_assert_eq!(text.raw(), raw);
    }
}

#[test]
fn new_lines_end_like_the_line_they_are_put_into() {
    let mut text = BodyText::new("a\r\nb\nc\n");
    text.apply(&[Change::new(1, 1, "X\nY"), Change::new(3, 3, "\nZ")])
        .expect("in range");
    assert_eq!(text.raw(), "aX\r\nY\r\nb\nZ\nc\n");
    let mut text = BodyText::new("a\r\nb\r\nlast");
    text.apply(&[Change::new(8, 8, "\nnew\n")]).expect("in range");
    assert_eq!(text.raw(), "a\r\nb\r\nlast\r\nnew\r\n");
    let mut text = BodyText::new("");
    text.apply(&[Change::new(0, 0, "a\nb")]).expect("in range");
    assert_eq!(text.raw(), "a\nb");
}

#[test]
fn undoing_gives_back_a_removed_ending() {
    let mut text = BodyText::new("a\nb\r\nc\n");
    let inverse = text.apply(&[Change::new(3, 4, "")]).expect("in range");
    assert_eq!(text.raw(), "a\nbc\n");
    assert_eq!(inverse[0].endings, Some(vec![Ending::CrLf]));
    text.apply(&inverse).expect("in range");
    assert_eq!(text.raw(), "a\nb\r\nc\n");
}

#[test]
fn a_cr_never_joins_an_lf() {
    let mut text = BodyText::new("a\rX\nb");
    text.apply(&[Change::new(2, 3, "")]).expect("in range");
    assert_eq!(text.lf(), "a\n\nb");
    assert_eq!(lf(&text.raw()), "a\n\nb");
}

#[test]
fn changes_that_do_not_fit_leave_the_text_alone() {
    let mut text = BodyText::new("a🎉b\n");
    let cases = [
        (vec![Change::new(6, 6, "")], BadChange::OutOfRange),
        (vec![Change::new(2, 2, "x")], BadChange::InsideCharacter),
        (vec![Change::new(1, 2, "")], BadChange::InsideCharacter),
        (vec![Change::new(3, 1, "")], BadChange::OutOfRange),
        (
            vec![Change::new(3, 4, ""), Change::new(1, 1, "")],
            BadChange::Overlapping,
        ),
        (
            vec![Change::new(0, 3, ""), Change::new(1, 4, "")],
            BadChange::Overlapping,
        ),
        (
            vec![Change::new(0, 0, "x"), Change::new(9, 9, "")],
            BadChange::OutOfRange,
        ),
        (vec![Change::new(0, 0, "a\r\nb")], BadChange::Endings),
        (
            vec![Change {
                endings: Some(vec![]),
                ..Change::new(0, 0, "\n")
            }],
            BadChange::Endings,
        ),
    ];
    for (changes, error) in cases {
        assert_eq!(text.apply(&changes), Err(error), "{changes:?}");
        assert_eq!(text.raw(), "a🎉b\n");
    }
}

#[test]
fn a_keystroke_does_not_pass_over_the_text() {
    let typing = |lines: usize| {
        let mut text = BodyText::new(&"Some words of a long text, 日本 too.\r\n".repeat(lines));
        let length = text.utf16_len();
        let places: Vec<usize> = (0..500).map(|n| (n * 7919) % (length - 600)).collect();
        let ((), taken) = cost(|| {
            for place in &places {
                text.apply(&[Change::new(*place, *place, "x")]).expect("in range");
            }
        });
        assert_eq!(text.utf16_len(), length + 500);
        taken
    };
    let (long, short) = (typing(104_000), typing(3_250));
    let times = ratio(long, short);
    println!(
        "{:?} a keystroke in four megabytes, {times:.1} times that of 120 kB",
        long / 500
    );
    // The text is 32 times as long.
    assert!(times < 8.0, "{times:.1}");
}

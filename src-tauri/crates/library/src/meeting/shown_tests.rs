//! Tests of what a writer is shown of two versions.

use galley_post::merge;

use super::*;

fn shown(base: &str, mine: &str, theirs: &str) -> (Merge, Shown) {
    let post = |text: &str| Post::parse(text.as_bytes().to_vec());
    let merge = merge(&post(base), &post(mine), &post(theirs));
    let mut shown = Shown::default();
    body(&merge, &mut shown);
    (merge, shown)
}

fn read(blocks: &[ChangeBlock]) -> String {
    let runs = blocks.iter().flat_map(|block| &block.runs);
    runs.map(|run| match run.kind {
        BlockKind::Added => format!("[{}]", run.text.trim()),
        _ => run.text.clone(),
    })
    .collect()
}

const BASE: &str = "One stays.\n\nTwo stays.\n\n## Four *seconds*\n\nWe look again. It held.\n\nLast one.\n";

#[test]
fn a_sentence_stands_in_its_paragraph_on_both_sides_under_its_heading() {
    let mine = BASE.replace("It held.", "Four is not clever.");
    let theirs = BASE.replace("It held.", "The replica is behind.");
    let (merge, shown) = shown(BASE, &mine, &theirs);
    let kinds: Vec<_> = shown
        .parts
        .iter()
        .map(|part| (part.fitting, part.decision.is_some()))
        .collect();
    assert_eq!(kinds, [(3, false), (0, true), (1, false)]);
    let decision = shown.parts[1].decision.as_ref().unwrap();
    assert_eq!(
        (decision.name.as_str(), &decision.parted),
        ("Four seconds", &Parted::Changed)
    );
    assert_eq!(read(&decision.mine), "We look again. [Four is not clever.]");
    assert_eq!(read(&decision.theirs), "We look again. [The replica is behind.]");
    assert_eq!(
        read(decision.both.as_ref().unwrap()),
        "We look again. Four is not clever. The replica is behind."
    );
    assert!(
        merge
            .resolve(&[Choice::Both])
            .unwrap()
            .body()
            .contains("We look again. Four is not clever. The replica is behind.\n\nLast one.")
    );
}

#[test]
fn a_paragraph_that_one_removed_and_the_other_changed_says_so() {
    let mine = BASE.replace("Two stays.", "Two is mine.");
    let theirs = BASE.replace("Two stays.\n\n", "");
    let (_, shown) = shown(BASE, &mine, &theirs);
    let decision = shown
        .parts
        .iter()
        .find_map(|part| part.decision.as_ref())
        .unwrap();
    assert_eq!(decision.parted, Parted::RemovedThere);
    assert!(read(&decision.mine).contains("Two is mine."), "{decision:?}");
    assert!(!read(&decision.theirs).contains("Two"), "{decision:?}");
}

#[test]
fn what_only_one_changed_is_counted_and_needs_nobody() {
    let mine = BASE.replace("One stays.", "One is mine.");
    let theirs = BASE.replace("Last one.", "Last is theirs.");
    let (_, shown) = shown(BASE, &mine, &theirs);
    assert_eq!((shown.only_mine, shown.only_theirs, shown.alike), (1, 1, 0));
    assert!(shown.parts.iter().all(|part| part.decision.is_none()));
}

#[test]
fn an_edited_text_gets_the_white_space_and_the_line_ends_of_its_place() {
    let open = |mine: &str, theirs: &str| Hunk {
        place: Place::Body,
        state: State::Open {
            base: String::new(),
            mine: mine.into(),
            theirs: theirs.into(),
        },
    };
    assert_eq!(
        edited(&open(" Mine.\r\n\r\n", "Theirs."), "New\nline."),
        " New\r\nline.\r\n\r\n"
    );
    assert_eq!(edited(&open("", "Theirs.\n"), "New."), "New.\n");
    assert_eq!(edited(&open("Mine.\n", ""), "  \n"), "");
}

#[test]
fn a_heading_in_code_is_none() {
    assert_eq!(last_heading("# One\n\n```sh\n# not this\n```\n"), "One");
    assert_eq!(last_heading("#tag\n"), "");
}

//! Tests of a session's book-keeping that no whole library can be brought to at will.

use super::*;
use crate::save::Saved;

const DRAFT: &str = "---\ntitle: A\ndraft: true\n---\n\nText.\n";
const PUBLIC: &str = "---\ntitle: A\n---\n\nText.\n";

fn session(text: &str) -> Session {
    Session::new("posts/a.md", text.as_bytes().to_vec())
}

fn typed(session: &mut Session, text: &str) {
    let change = BodyChange {
        from: 0,
        to: 0,
        insert: text.into(),
    };
    let (ack, _) = session.edit_body(session.seq + 1, &[change]);
    assert!(ack.accepted);
}

fn text(session: &Session) -> String {
    String::from_utf8(session.post().bytes().to_vec()).unwrap()
}

#[test]
fn what_is_typed_while_a_draft_is_made_public_stays() {
    let mut session = session(DRAFT);
    typed(&mut session, "Just now. ");
    let Rebased::Kept(LoggedEdit::Head(head)) = session.rebase(DRAFT.as_bytes(), PUBLIC.as_bytes()) else {
        panic!("the text and the new head fit together");
    };
    assert_eq!(head, "---\ntitle: A\n---\n");
    assert_eq!(text(&session), PUBLIC.replace("Text", "Just now. Text"));
    let job = session.save_job().unwrap();
    assert_eq!(
        job.base,
        Some(Hash::of(PUBLIC.as_bytes())),
        "the next save expects the public file"
    );
}

#[test]
fn a_session_without_edits_takes_what_publishing_made() {
    let mut session = session(DRAFT);
    assert_eq!(
        session.rebase(DRAFT.as_bytes(), PUBLIC.as_bytes()),
        Rebased::Taken
    );
    assert_eq!(text(&session), PUBLIC);
    assert!(session.save_job().is_none());
}

#[test]
fn a_head_that_was_edited_meanwhile_is_not_overwritten() {
    let mut session = session(DRAFT);
    let edited = session.with_head("---\ntitle: B\ndraft: true\n---\n");
    session.put_head(edited);
    let Rebased::Kept(LoggedEdit::Head(head)) = session.rebase(DRAFT.as_bytes(), PUBLIC.as_bytes()) else {
        panic!("another field than the one that was changed");
    };
    assert_eq!(head, "---\ntitle: B\n---\n");
    assert_eq!(text(&session), PUBLIC.replace("A", "B"));
    // The same field: somebody has to choose.
    let theirs = PUBLIC.replace("A", "C");
    let mut session = Session::new("posts/a.md", DRAFT.as_bytes().to_vec());
    let edited = session.with_head("---\ntitle: B\ndraft: true\n---\n");
    session.put_head(edited);
    assert_eq!(
        session.rebase(DRAFT.as_bytes(), theirs.as_bytes()),
        Rebased::Apart
    );
    assert_eq!(text(&session), DRAFT.replace("A", "B"));
}

#[test]
fn the_log_gets_a_base_with_the_first_edit_after_everything_was_saved() {
    let mut session = session(PUBLIC);
    let base = |session: &mut Session| session.log_position().1.map(|bytes| bytes.to_vec());
    typed(&mut session, "One. ");
    assert_eq!(base(&mut session).as_deref(), Some(PUBLIC.as_bytes()));
    typed(&mut session, "Two. ");
    assert_eq!(base(&mut session), None);
    let job = session.save_job().unwrap();
    typed(&mut session, "Three. ");
    assert!(session.save_done(&job, Ok(Saved::Written), "10:42"));
    assert_eq!(
        base(&mut session),
        None,
        "one edit is not in the file, so the log still has a base"
    );
    let job = session.save_job().unwrap();
    assert!(session.save_done(&job, Ok(Saved::Written), "10:42"));
    typed(&mut session, "Four. ");
    let saved = PUBLIC.replace("Text", "Three. Two. One. Text");
    assert_eq!(base(&mut session).as_deref(), Some(saved.as_bytes()));
}

#[test]
fn edits_after_a_version_was_kept_lead_from_a_base_that_the_log_has() {
    let mut session = session(PUBLIC);
    // The file is deleted under a post without edits, the writer keeps the text, and the save fails.
    assert!(!session.disk_changed(None, "10:42"));
    session.keep_mine();
    let job = session.save_job().unwrap();
    assert_eq!(job.base, None);
    let full = crate::Error::new("disk.full", &[]).view();
    assert!(!session.save_done(&job, Err(full), "10:42"));
    typed(&mut session, "More. ");
    let (_, base) = session.log_position();
    assert_eq!(
        base.as_deref().map(Vec::as_slice),
        Some(PUBLIC.as_bytes()),
        "else the edit would be logged without one"
    );
}

#[test]
fn a_head_with_mixed_endings_comes_back_as_it_was() {
    let mixed = "---\r\ntitle: A\ntags: [b]\r\n---\r\nText.\n";
    let mut session = session(mixed);
    let old = session.head_text();
    let edited = session.with_head(&old.replace('A', "B"));
    session.put_head(edited);
    let back = session.with_head(&old);
    session.put_head(back);
    assert_eq!(text(&session), mixed);
}

#[test]
fn a_text_begun_in_a_post_without_one_ends_with_a_line_ending() {
    for (file, keys, wanted) in [
        // A new post, as Galley makes it.
        ("---\ntitle: A\n---\n\n", "Text.", "---\ntitle: A\n---\n\nText.\n"),
        ("---\ntitle: A\n---\n", "Text.", "---\ntitle: A\n---\nText.\n"),
        (
            "---\ntitle: A\n---\n\n",
            "Text.\n",
            "---\ntitle: A\n---\n\nText.\n",
        ),
        (
            "---\r\ntitle: A\r\n---\r\n\r\n",
            "One.\n\nTwo.",
            "---\r\ntitle: A\r\n---\r\n\r\nOne.\r\n\r\nTwo.\r\n",
        ),
        // Files that end otherwise, and texts that were there, stay as they are.
        ("---\ntitle: A\n---", "Text.", "---\ntitle: A\n---\nText."),
        (
            "---\ntitle: A\n---\nOld",
            "Text. ",
            "---\ntitle: A\n---\nText. Old",
        ),
        ("", "Text.", "Text."),
    ] {
        let mut session = session(file);
        typed(&mut session, keys);
        assert_eq!(text(&session), wanted, "{file:?}");
        assert_eq!(session.text().len(), session.ack(true).length as usize);
        // What was typed and taken back leaves no trace.
        session.replace_body(session.seq + 1, session.text().strip_prefix(keys).unwrap());
        assert_eq!(text(&session), file, "{file:?}");
    }
}

#[test]
fn a_text_that_is_written_on_after_a_save_keeps_its_one_line_ending() {
    let mut session = session("---\ntitle: A\n---\n\n");
    for _ in 0..2 {
        typed(&mut session, "More. ");
        let job = session.save_job().unwrap();
        assert!(session.save_done(&job, Ok(Saved::Written), "10:42"));
    }
    assert_eq!(text(&session), "---\ntitle: A\n---\n\nMore. More. \n");
}

//! Another program wrote the file of a post that was being written in: the two are put together, and the writer decides on
//! what does not fit.

use galley_library::Error;
use galley_library::view::{Keep, Meeting, MeetingChoice, MeetingSource, Parted, SaveState, Settled, Status};

use crate::support::{Blog, Desk, insert, replace};
use crate::two_versions::kept;

const PATH: &str = "posts/a.md";
const BASE: &str = "---\ntitle: A\ntags: [one]\n---\nFirst one.\n\nSecond one.\n\nLast one.\n";

pub(crate) fn keep(keep: Keep) -> MeetingChoice {
    MeetingChoice { keep, text: None }
}

/// The writer changed the first paragraph and the last; they the first, a tag, and the second.
fn apart(blog: &Blog) -> (Desk, String) {
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    let edits = replace(0, 5, "My");
    assert!(desk.library.edit_body(&post, 1, &edits).unwrap().accepted);
    let at = "My one.\n\nSecond one.\n\n".len();
    assert!(
        desk.library
            .edit_body(&post, 2, &replace(at, at + 4, "Mine last"))
            .unwrap()
            .accepted
    );
    let theirs = BASE
        .replace("First", "Their")
        .replace("[one]", "[one, two]")
        .replace("Second", "Their second");
    blog.put(PATH, theirs);
    desk.wait_save(&post, SaveState::TwoVersions);
    (desk, post)
}

fn meeting(desk: &Desk) -> Meeting {
    desk.library.meeting(PATH).unwrap()
}

fn settle(desk: &Desk, found: &Meeting, choices: &[MeetingChoice]) -> Result<Settled, Error> {
    desk.library.settle(PATH, &found.stamp, choices)
}

#[test]
fn what_fits_fits_and_the_rest_is_what_the_writer_says() {
    let blog = Blog::new(&[(PATH, BASE)]);
    let (desk, post) = apart(&blog);
    let before = blog.text(PATH);
    let found = meeting(&desk);
    assert_eq!(found.source, MeetingSource::Disk);
    assert_eq!((found.only_mine, found.only_theirs), (1, 1));
    assert_eq!(
        (found.fields[0].name.as_str(), found.fields[0].values.join(" ")),
        ("Tags", "one two".to_owned())
    );
    let decisions: Vec<_> = found
        .parts
        .iter()
        .filter_map(|part| part.decision.as_ref())
        .collect();
    assert_eq!(decisions.len(), 1, "{found:#?}");
    assert_eq!(decisions[0].parted, Parted::Changed);
    assert_eq!(desk.library.view().unwrap().two_versions, [PATH]);
    // Nothing is written before all is decided.
    assert_eq!(settle(&desk, &found, &[]).unwrap_err().code, "meeting.choices");
    assert_eq!(blog.text(PATH), before);
    let settled = settle(&desk, &found, &[keep(Keep::Mine)]).unwrap();
    let together = BASE
        .replace("[one]", "[one, two]")
        .replace("First", "My")
        .replace("Second", "Their second")
        .replace("Last", "Mine last");
    assert_eq!(blog.text(PATH), together);
    let open = desk.library.open_post(PATH).unwrap();
    assert_eq!(
        (open.post.as_str(), open.save.state),
        (post.as_str(), SaveState::Saved)
    );
    assert!(open.body.contains("Their second"));
    assert_eq!(desk.library.view().unwrap().two_versions, Vec::<String>::new());
    assert_eq!(desk.rows().rows[0].status, Status::Unpublished);
    assert_eq!(desk.library.meeting(PATH).unwrap_err().code, "sync.one-version");
    // Typing goes on from the result.
    assert!(
        desk.library
            .edit_body(&post, open.seq + 1, &insert(0, "And "))
            .unwrap()
            .accepted
    );
    assert_eq!(desk.library.save_post(&post).unwrap().state, SaveState::Saved);
    // Taken back: both are as they were, and what was typed since stays.
    desk.library.undo(&settled.undo.unwrap()).unwrap();
    assert_eq!(blog.text(PATH), before, "theirs is in the file again");
    let open = desk.library.open_post(PATH).unwrap();
    assert_eq!(open.save.state, SaveState::TwoVersions);
    assert_eq!(open.body, "And My one.\n\nSecond one.\n\nMine last one.\n");
    // With what they began with: nothing of theirs counts as taken away by me.
    let again = meeting(&desk);
    assert_eq!(
        (again.only_mine, again.only_theirs, &again.fields),
        (1, 1, &found.fields),
        "{again:#?}"
    );
    drop(desk);
    let kept = kept(&blog);
    assert!(kept.contains(&before.into_bytes()), "theirs is kept");
    assert!(
        kept.iter()
            .any(|text| text.ends_with(b"My one.\n\nSecond one.\n\nMine last one.\n")),
        "mine is"
    );
}

#[test]
fn an_edited_place_is_what_was_written_there() {
    let blog = Blog::new(&[(PATH, BASE)]);
    let (desk, _) = apart(&blog);
    let found = meeting(&desk);
    let edited = MeetingChoice {
        keep: Keep::Edited,
        text: Some("Ours, at last.".into()),
    };
    settle(&desk, &found, &[edited]).unwrap();
    assert!(
        blog.text(PATH).contains("---\nOurs, at last.\n\nTheir second"),
        "{}",
        blog.text(PATH)
    );
}

#[test]
fn versions_that_changed_meanwhile_are_not_decided_on() {
    let blog = Blog::new(&[(PATH, BASE)]);
    let (desk, post) = apart(&blog);
    let found = meeting(&desk);
    desk.types(&post, 3, "More. ");
    let before = blog.text(PATH);
    let error = settle(&desk, &found, &[keep(Keep::Theirs)]).unwrap_err();
    assert_eq!((error.code, blog.text(PATH)), ("meeting.changed", before));
    // Their file goes on too, and the watcher has not told yet.
    let found = meeting(&desk);
    let newer = "---\ntitle: A\n---\nNewer.\n";
    blog.put(PATH, newer);
    assert!(settle(&desk, &found, &[keep(Keep::Theirs)]).is_err());
    assert_eq!(blog.text(PATH), newer);
}

#[test]
fn a_deleted_file_stays_so_or_comes_back_as_the_writer_says() {
    for choice in [Keep::Mine, Keep::Theirs] {
        let blog = Blog::new(&[(PATH, BASE)]);
        let desk = blog.open();
        let post = desk.library.open_post(PATH).unwrap().post;
        desk.types(&post, 1, "Mine. ");
        blog.repo.remove(PATH);
        desk.wait_save(&post, SaveState::TwoVersions);
        let found = meeting(&desk);
        assert!(found.theirs.gone && found.parts[0].decision.as_ref().unwrap().both.is_none());
        let settled = settle(&desk, &found, &[keep(choice.clone())]).unwrap();
        let there = choice == Keep::Mine;
        assert_eq!(
            (settled.path.is_some(), blog.repo.path().join(PATH).exists()),
            (there, there)
        );
        drop(desk);
        assert!(
            there
                || kept(&blog)
                    .iter()
                    .any(|text| text.windows(5).any(|part| part == b"Mine."))
        );
    }
}

#[test]
fn an_ancestor_is_what_was_saved_last() {
    let blog = Blog::new(&[(PATH, BASE)]);
    let desk = blog.open();
    let post = desk.library.open_post(PATH).unwrap().post;
    desk.types(&post, 1, "Saved. ");
    assert_eq!(desk.library.save_post(&post).unwrap().state, SaveState::Saved);
    let saved = blog.text(PATH);
    desk.types(&post, 2, "Then. ");
    // They changed only the end of what was saved.
    blog.put(PATH, saved.replace("Last", "Their last"));
    desk.wait_save(&post, SaveState::TwoVersions);
    let found = meeting(&desk);
    assert!(
        found.parts.iter().all(|part| part.decision.is_none()),
        "{found:#?}"
    );
    let comes = found
        .together
        .iter()
        .flat_map(|block| &block.runs)
        .any(|run| run.text.contains("Their last"));
    assert!(comes, "it is shown: {:#?}", found.together);
    settle(&desk, &found, &[]).unwrap();
    assert_eq!(
        blog.text(PATH),
        saved
            .replace("Saved. ", "Then. Saved. ")
            .replace("Last", "Their last")
    );
}

//! Other writers: what they sent comes here, ours goes on top, and what does not fit together waits for the writer.

use std::fs;

use galley_library::Cancel;
use galley_library::view::{DiskChoice, Keep, MeetingChoice, MeetingSource, SaveState, Status, SyncResult};
use galley_testkit::repo::Repo;
use galley_testkit::server::SshServer;

use crate::support::{Blog, Desk, replace};
use crate::{order, publish, published};

const PATH: &str = "posts/a.md";

fn post(title: &str, first: &str, last: &str) -> String {
    format!("---\ntitle: {title}\ntags: [one]\n---\n{first}\n\nBetween the two.\n\n{last}\n")
}

/// A blog with two posts, and another writer's clone of it.
fn blog() -> (Blog, Repo) {
    let (a, b) = (post("A", "First.", "Last."), post("B", "First.", "Last."));
    let blog = Blog::new(&[(PATH, &a), ("posts/b.md", &b)]);
    let other = blog.place.clone_of(&blog.bare, "other");
    (blog, other)
}

fn send(other: &Repo, message: &str) {
    other.commit_all(message);
    other.git(["push", "--quiet", "origin", "main"]);
}

fn sync(desk: &Desk) -> SyncResult {
    desk.library.sync(&|_| {}, &Cancel::none()).unwrap()
}

/// Waits until a post is listed as this; the list follows in a thread of its own.
fn wait_status(desk: &Desk, path: &str, status: Status) {
    let listed = || {
        let rows = desk.rows().rows;
        rows.into_iter().find(|row| row.path == path).unwrap().status == status
    };
    if !listed() {
        desk.wait(&format!("{status:?}"), |_| listed().then_some(()));
    }
}

#[test]
fn a_publish_goes_on_top_of_what_others_sent_meanwhile() {
    let (blog, other) = blog();
    let desk = blog.open();
    other.write("posts/theirs.md", post("Theirs", "New.", "Post."));
    other.write(PATH, post("A", "First.", "Their last."));
    send(&other, "theirs");
    blog.repo.write(PATH, post("A", "My first.", "Last."));
    let result = published(&desk.library, &[PATH]);
    assert_eq!(blog.bare.subjects("main"), ["A few words", "theirs", "first"]);
    assert_eq!(result.commit, blog.repo.head()[..7]);
    let together = post("A", "My first.", "Their last.");
    assert_eq!(blog.text(PATH), together);
    assert_eq!(
        blog.bare.git(["show", &format!("main:{PATH}")]),
        together.trim_end()
    );
    assert_eq!(blog.bare.files_of("main"), [PATH], "nothing else went");
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    assert!(
        desk.rows().rows.iter().any(|row| row.title == "Theirs"),
        "it is in the list"
    );
    blog.bare.fsck();
}

#[test]
fn somebody_who_is_faster_each_time_is_given_up_on_after_five_tries() {
    let server = SshServer::start();
    for (faster, code, over_ssh) in [
        (4, None, false),
        (9, Some("remote.moved"), false),
        (4, None, true),
    ] {
        let (blog, _) = blog();
        if over_ssh {
            let address = server.address(SshServer::HOST, blog.bare.path());
            blog.repo.git(["config", "core.sshCommand", &server.command()]);
            blog.repo.git(["remote", "set-url", "origin", &address]);
        }
        let desk = blog.open();
        let count = blog.place.path().join("count");
        fs::write(&count, "0").unwrap();
        // Each time, somebody's version comes between what was seen and what is sent.
        blog.bare.hook(
            "update",
            &format!(
                "n=$(cat '{count}'); [ $n -ge {faster} ] && exit 0; echo $((n+1)) > '{count}'\n\
                 unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES\n\
                 export GIT_AUTHOR_NAME=Eve GIT_AUTHOR_EMAIL=e@x GIT_COMMITTER_NAME=Eve GIT_COMMITTER_EMAIL=e@x\n\
                 git update-ref refs/heads/main $(git commit-tree -p main -m \"faster $n\" 'main^{{tree}}')",
                count = count.display()
            ),
        );
        blog.repo.write(PATH, post("A", "My first.", "Last."));
        let result = publish(&desk.library, &order(&[PATH]));
        assert_eq!(result.as_ref().err().map(|error| error.code), code, "{result:?}");
        assert_eq!(
            fs::read_to_string(&count).unwrap().trim(),
            if code.is_some() { "5" } else { "4" }
        );
        assert_eq!(blog.text(PATH), post("A", "My first.", "Last."));
        let ours = |repo: &Repo| {
            repo.subjects("main")
                .iter()
                .filter(|line| *line == "A few words")
                .count()
        };
        assert_eq!(
            (ours(&blog.repo), ours(&blog.bare)),
            (1, usize::from(code.is_none())),
            "safe here, once"
        );
        blog.bare.fsck();
        blog.repo.fsck();
    }
}

#[test]
fn what_does_not_fit_is_kept_in_two_versions_and_other_posts_go() {
    for choice in [DiskChoice::KeepMine, DiskChoice::TakeTheirs, DiskChoice::KeepBoth] {
        let (blog, other) = blog();
        let desk = blog.open();
        let (mine, theirs) = (
            post("A", "My own first.", "Last."),
            post("A", "Their other first.", "Last."),
        );
        other.write(PATH, &theirs);
        send(&other, "theirs");
        blog.repo.write(PATH, &mine);
        let error = publish(&desk.library, &order(&[PATH])).unwrap_err();
        assert_eq!(error.code, "sync.two-versions");
        assert!(error.message.contains(PATH), "{}", error.message);
        assert_eq!(blog.text(PATH), mine, "byte for byte");
        assert_eq!(blog.bare.subjects("main"), ["theirs", "first"]);
        assert_eq!(blog.repo.subjects("main"), ["theirs", "first"]);
        wait_status(&desk, PATH, Status::TwoVersions);
        assert_eq!(
            publish(&desk.library, &order(&[PATH])).unwrap_err().code,
            "sync.two-versions",
            "again"
        );
        // Another one goes, and another Galley knows of it too.
        blog.repo.write("posts/b.md", post("B", "My first.", "Last."));
        published(&desk.library, &["posts/b.md"]);
        drop(desk);
        let desk = blog.open();
        wait_status(&desk, PATH, Status::TwoVersions);
        let found = sync(&desk).two_versions;
        assert_eq!(
            (found.len(), found[0].path.as_str(), found[0].title.as_str()),
            (1, PATH, "A")
        );
        desk.library.choose_side(PATH, &choice).unwrap();
        assert_eq!(
            desk.library.choose_side(PATH, &choice).unwrap_err().code,
            "sync.one-version"
        );
        let (wanted, beside) = match choice {
            DiskChoice::KeepMine => (&mine, None),
            DiskChoice::TakeTheirs => (&theirs, None),
            DiskChoice::KeepBoth => (&theirs, Some(&mine)),
        };
        assert_eq!(&blog.text(PATH), wanted, "{choice:?}");
        let copy = fs::read_to_string(blog.repo.path().join("posts/a-2.md")).ok();
        assert_eq!(copy.as_ref(), beside, "{choice:?}");
        if choice == DiskChoice::KeepMine {
            published(&desk.library, &[PATH]);
            assert_eq!(blog.bare.git(["show", &format!("main:{PATH}")]), mine.trim_end());
        } else {
            wait_status(&desk, PATH, Status::Published);
        }
        blog.repo.fsck();
    }
}

#[test]
fn a_draft_whose_publish_is_stopped_by_two_versions_is_a_draft_again() {
    let (blog, other) = blog();
    let draft = "---\ntitle: New\ndraft: true\n---\nMine.\n";
    let desk = blog.open();
    blog.repo.write("posts/new.md", draft);
    other.write("posts/new.md", "---\ntitle: New\n---\nTheirs.\n");
    send(&other, "theirs");
    let error = publish(&desk.library, &order(&["posts/new.md"])).unwrap_err();
    assert_eq!(error.code, "sync.two-versions");
    assert_eq!(blog.text("posts/new.md"), draft);
    assert_eq!(blog.bare.subjects("main"), ["theirs", "first"]);
}

#[test]
fn an_open_post_goes_along_and_what_is_typed_is_merged() {
    let (blog, other) = blog();
    let desk = blog.open();
    let open = desk.library.open_post(PATH).unwrap();
    let quiet = desk.library.open_post("posts/b.md").unwrap();
    // Typed and not saved yet.
    let ack = desk
        .library
        .edit_body(&open.post, 1, &replace(0, 6, "My first."))
        .unwrap();
    assert!(ack.accepted);
    other.write(PATH, post("A", "First.", "Their last."));
    other.write("posts/b.md", post("B", "First.", "Their last."));
    send(&other, "theirs");
    let result = sync(&desk);
    assert_eq!((result.got, result.ahead, result.two_versions.len()), (1, 0, 0));
    assert_eq!(result.changed, [PATH, "posts/b.md"]);
    assert_eq!(blog.text(PATH), post("A", "My first.", "Their last."));
    for (id, first) in [(&open.post, "My first."), (&quiet.post, "First.")] {
        let now = desk
            .library
            .open_post(if id == &open.post { PATH } else { "posts/b.md" })
            .unwrap();
        assert_eq!(now.save.state, SaveState::Saved);
        assert!(
            now.body.starts_with(first) && now.body.contains("Their last."),
            "{}",
            now.body
        );
    }
    assert_eq!(sync(&desk).changed, Vec::<String>::new());
}

#[test]
fn a_publish_that_could_not_be_sent_goes_with_the_next_sync() {
    let (blog, other) = blog();
    let desk = blog.open();
    let away = blog.place.path().join("away.git");
    fs::rename(blog.bare.path(), &away).unwrap();
    blog.repo.write(PATH, post("A", "My first.", "Last."));
    assert_eq!(
        publish(&desk.library, &order(&[PATH])).unwrap_err().code,
        "remote.gone"
    );
    fs::rename(&away, blog.bare.path()).unwrap();
    other.write("posts/b.md", post("B", "First.", "Theirs."));
    send(&other, "theirs");
    let result = sync(&desk);
    assert_eq!((result.got, result.sent, result.ahead), (1, 1, 0));
    assert_eq!(blog.bare.subjects("main"), ["A few words", "theirs", "first"]);
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    // A version that another program made is nobody's to send.
    blog.repo.write(PATH, post("A", "Second.", "Last."));
    blog.repo.commit_all("by hand");
    let result = sync(&desk);
    assert_eq!((result.sent, result.ahead), (0, 1));
    assert_eq!(blog.bare.subjects("main").len(), 3);
}

#[test]
fn a_post_that_is_chosen_by_a_link_goes_itself() {
    let (blog, _) = blog();
    std::os::unix::fs::symlink("a.md", blog.repo.path().join("posts/link.md")).unwrap();
    blog.repo.commit_all("a link");
    blog.repo.git(["push", "--quiet"]);
    let desk = blog.open();
    blog.repo.write(PATH, post("A", "My first.", "Last."));
    let plan = desk.library.publish_plan(&["posts/link.md".into()]).unwrap();
    let ticked: Vec<_> = plan
        .items
        .iter()
        .filter(|item| item.ticked)
        .map(|item| item.path.as_str())
        .collect();
    assert_eq!(ticked, [PATH]);
    published(&desk.library, &ticked);
    assert_eq!(blog.bare.files_of("main"), [PATH]);
}

#[test]
fn only_lines_that_changed_are_shown_whatever_ends_they_have_on_disk() {
    for attributes in ["*.md text eol=crlf\n", ""] {
        let (blog, _) = blog();
        if attributes.is_empty() {
            blog.repo.git(["config", "core.autocrlf", "true"]);
        } else {
            blog.repo.write(".gitattributes", attributes);
            blog.repo.commit_all("attributes");
            blog.repo.git(["push", "--quiet"]);
        }
        let desk = blog.open();
        blog.repo
            .write(PATH, post("A", "My first.", "Last.").replace('\n', "\r\n"));
        let plan = desk.library.publish_plan(&[PATH.into()]).unwrap();
        let changed = plan.changes[0].lines.iter().filter(|line| line.number.is_some());
        let changed: Vec<_> = changed
            .map(|line| (format!("{:?}", line.kind), line.text.as_str()))
            .collect();
        let differ: Vec<_> = changed.iter().filter(|(kind, _)| kind != "Same").collect();
        assert_eq!(differ.len(), 2, "{attributes:?}: {changed:?}");
        assert_eq!(differ[1].1, "My first.");
    }
}

fn keep(keep: Keep) -> MeetingChoice {
    MeetingChoice { keep, text: None }
}

#[test]
fn two_versions_are_put_together_by_the_writer_and_that_is_taken_back() {
    for ending in ["\n", "\r\n"] {
        let (blog, other) = blog();
        if ending == "\r\n" {
            // Git gives the files here other line ends than it keeps.
            blog.repo.git(["config", "core.autocrlf", "true"]);
        }
        let desk = blog.open();
        let mine = post("A", "My own first.", "Mine last.").replace('\n', ending);
        other.write(PATH, post("A by them", "Their other first.", "Last."));
        send(&other, "theirs");
        blog.repo.write(PATH, &mine);
        assert_eq!(sync(&desk).two_versions.len(), 1);
        assert_eq!(blog.text(PATH), mine);
        let found = desk.library.meeting(PATH).unwrap();
        assert_eq!(
            (found.source.clone(), found.theirs.by.as_deref()),
            (MeetingSource::Server, Some("Ada Writer"))
        );
        assert_eq!(found.fields[0].values, ["A by them"]);
        let settled = desk
            .library
            .settle(PATH, &found.stamp, &[keep(Keep::Both)])
            .unwrap();
        let together = post("A by them", "My own first. Their other first.", "Mine last.");
        assert_eq!(blog.text(PATH), together.replace('\n', ending));
        assert_eq!(desk.library.view().unwrap().two_versions, Vec::<String>::new());
        // Taken back, it waits for the writer again, and is not published.
        desk.library.undo(&settled.undo.unwrap()).unwrap();
        assert_eq!(blog.text(PATH), mine, "byte for byte");
        assert_eq!(desk.library.view().unwrap().two_versions, [PATH]);
        assert_eq!(
            publish(&desk.library, &order(&[PATH])).unwrap_err().code,
            "sync.two-versions"
        );
        let again = desk.library.meeting(PATH).unwrap();
        assert_eq!(again.stamp, found.stamp);
        desk.library
            .settle(PATH, &again.stamp, &[keep(Keep::Theirs)])
            .unwrap();
        published(&desk.library, &[PATH]);
        let together = post("A by them", "Their other first.", "Mine last.");
        assert_eq!(
            blog.bare.git(["show", &format!("main:{PATH}")]),
            together.trim_end()
        );
        blog.repo.fsck();
    }
}

#[test]
fn a_post_that_one_deleted_is_decided_on_as_a_whole() {
    for (choice, there) in [(Keep::Mine, false), (Keep::Theirs, true)] {
        let (blog, other) = blog();
        let desk = blog.open();
        other.write(PATH, post("A", "Their first.", "Last."));
        send(&other, "theirs");
        blog.repo.remove(PATH);
        assert_eq!(sync(&desk).two_versions.len(), 1);
        let found = desk.library.meeting(PATH).unwrap();
        assert!(found.mine.gone && !found.theirs.gone);
        let settled = desk
            .library
            .settle(PATH, &found.stamp, &[keep(choice.clone())])
            .unwrap();
        assert_eq!(blog.repo.path().join(PATH).exists(), there, "{choice:?}");
        desk.library.undo(&settled.undo.unwrap()).unwrap();
        assert!(!blog.repo.path().join(PATH).exists());
        assert_eq!(desk.library.view().unwrap().two_versions, [PATH], "{choice:?}");
    }
}

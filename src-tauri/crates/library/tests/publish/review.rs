//! Posts that go to their readers by review: a branch of their own, found again, brought up to date, and known to be merged.

use galley_library::view::{PublishStep, Review, ReviewResult, ReviewState, StepName, StepState};
use galley_library::{Cancel, Library, Result};
use galley_testkit::repo::Repo;

use crate::support::{Blog, insert};
use crate::{order, publish, published};

const A: &str = "posts/a.md";
const DRAFT: &str = "---\ntitle: Tides\ndate: 2026-05-01\ndraft: true\n---\nOne.\n\nTwo.\n";
const PUBLIC: &str = "---\ntitle: Tides\ndate: 2026-05-01\n---\nOne.\n\nTwo.\n";
const BRANCH: &str = "review-tides";

/// A blog whose server takes no change of `main` from anybody, with a new draft.
fn blog() -> Blog {
    let blog = Blog::new(&[("posts/other.md", "---\ntitle: Other\n---\nText.\n")]);
    protect(&blog.bare);
    blog.repo.write("posts/tides.md", DRAFT);
    blog
}

fn protect(bare: &Repo) {
    let script = "if [ \"$1\" = refs/heads/main ]; then\n\
                  echo 'GH006: Protected branch update failed for refs/heads/main.'; exit 1; fi";
    bare.hook("update", script);
}

fn send(library: &Library, paths: &[&str]) -> Result<ReviewResult> {
    library.send_for_review(&order(paths), None, &|_| {}, &Cancel::none())
}

fn check(library: &Library) -> Vec<Review> {
    let ended = library.sync(&|_| {}, &Cancel::none()).unwrap().ended;
    ended.into_iter().chain(library.reviews()).collect()
}

/// Somebody with the right to do so brings a branch into `main`, as hosts do it.
fn merge(blog: &Blog, branch: &str, squash: bool) {
    let name = format!("host-{}", blog.bare.subjects("main").len());
    let host = blog.place.clone_of(&blog.bare, &name);
    let from = format!("origin/{branch}");
    if squash {
        host.git(["merge", "--quiet", "--squash", &from]);
        host.git(["commit", "--quiet", "-m", "Squashed"]);
    } else {
        host.git(["merge", "--quiet", "--no-ff", "-m", "Merged", &from]);
    }
    host.git(["push", "--quiet", "origin", "main:refs/heads/hosted"]);
    let tip = blog.bare.git(["rev-parse", "hosted"]);
    blog.bare.git(["update-ref", "refs/heads/main", &tip]);
    blog.bare.git(["branch", "--quiet", "-D", "hosted"]);
}

#[test]
fn a_protected_branch_leads_to_a_review_and_the_review_to_readers() {
    let blog = blog();
    let desk = blog.open();
    let before = blog.repo.head();
    let error = publish(&desk.library, &order(&["posts/tides.md"])).unwrap_err();
    assert_eq!(error.code, "remote.protected");
    assert!(error.hint.unwrap().contains("review"));
    assert_ne!(blog.repo.head(), before, "the version is kept");

    let sent = send(&desk.library, &["posts/tides.md"]).unwrap();
    assert_eq!(
        (sent.branch.as_str(), sent.into.as_str(), sent.updated),
        (BRANCH, "main", false)
    );
    assert_eq!(
        (sent.posts.as_slice(), sent.link),
        (&["Tides".to_owned()][..], None)
    );
    assert_eq!(blog.bare.subjects(BRANCH), ["A few words", "first"]);
    assert_eq!(
        blog.bare.git(["show", &format!("{BRANCH}:posts/tides.md")]),
        PUBLIC.trim_end()
    );
    assert_eq!(blog.bare.subjects("main"), ["first"]);
    // The branch here is where the server's is, and the post waits, unpublished.
    assert_eq!(blog.repo.head(), before);
    assert_eq!(blog.repo.git(["symbolic-ref", "HEAD"]), "refs/heads/main");
    assert_eq!(blog.repo.status(), ["?? posts/tides.md"]);
    assert_eq!(blog.text("posts/tides.md"), PUBLIC);
    let waiting = desk.library.reviews();
    assert_eq!((waiting.len(), &waiting[0].state), (1, &ReviewState::Waiting));
    assert_eq!(
        waiting[0].message,
        format!("“Tides”: waiting for review on the branch {BRANCH}.")
    );
    assert_eq!(check(&desk.library)[0].state, ReviewState::Waiting);

    // Changed: one more commit on the same branch.
    blog.repo
        .write("posts/tides.md", PUBLIC.replace("Two.", "Two, and more."));
    let again = send(&desk.library, &["posts/tides.md"]).unwrap();
    assert_eq!((again.branch.as_str(), again.updated), (BRANCH, true));
    assert_eq!(
        blog.bare.subjects(BRANCH),
        ["A few words", "A few words", "first"]
    );
    let tip = blog.bare.git(["rev-parse", BRANCH]);
    // And nothing, when nothing changed.
    send(&desk.library, &["posts/tides.md"]).unwrap();
    assert_eq!(blog.bare.git(["rev-parse", BRANCH]), tip);

    merge(&blog, BRANCH, false);
    assert_eq!(check(&desk.library)[0].state, ReviewState::Merged);
    assert!(
        check(&desk.library).is_empty() && desk.library.reviews().is_empty(),
        "told once"
    );
    desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    assert_eq!(
        blog.repo.git(["rev-parse", "HEAD"]),
        blog.bare.git(["rev-parse", "main"])
    );
    // The branch is still there, merged: the next review of the post gets one of its own.
    blog.repo
        .write("posts/tides.md", PUBLIC.replace("Two.", "Three."));
    assert_eq!(
        send(&desk.library, &["posts/tides.md"]).unwrap().branch,
        format!("{BRANCH}-2")
    );
    blog.bare.fsck();
    blog.repo.fsck();
}

/// A squash makes another commit of it, and hosts remove the branch then.
#[test]
fn what_was_squashed_and_removed_is_merged_and_what_was_only_removed_is_not() {
    for (squash, state) in [(true, ReviewState::Merged), (false, ReviewState::Gone)] {
        let blog = blog();
        let desk = blog.open();
        send(&desk.library, &["posts/tides.md"]).unwrap();
        if squash {
            merge(&blog, BRANCH, true);
            // Others went on since.
            let host = blog.place.at("host-1");
            host.write("posts/other.md", "---\ntitle: Other\n---\nLater.\n");
            host.commit_all("later");
            host.git(["push", "--quiet", "origin", "main:refs/heads/hosted"]);
            blog.bare
                .git(["update-ref", "refs/heads/main", "refs/heads/hosted"]);
        }
        blog.bare.git(["branch", "--quiet", "-D", BRANCH]);
        assert_eq!(check(&desk.library)[0].state, state);
        assert_eq!(blog.text("posts/tides.md"), PUBLIC);
        desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
        let left = if squash {
            Vec::new()
        } else {
            vec!["?? posts/tides.md".to_owned()]
        };
        assert_eq!(blog.repo.status(), left);
    }
}

/// A reviewer mends a letter, and squashes: what comes back is the writer's post in that wording, and no second version. What
/// the writer went on with meanwhile stays.
#[test]
fn a_reviewers_wording_that_was_squashed_comes_back_without_a_question() {
    for more in ["", "\nAnd more, since.\n"] {
        let blog = blog();
        let desk = blog.open();
        let text = format!("{PUBLIC}\nThe tide tables of the harbour are wrong by one hur.\n");
        blog.repo.write("posts/tides.md", &text);
        send(&desk.library, &["posts/tides.md"]).unwrap();
        let reviewer = blog.place.clone_of(&blog.bare, "reviewer");
        reviewer.git(["checkout", "--quiet", BRANCH]);
        reviewer.write("posts/tides.md", text.replace("hur.", "hour."));
        reviewer.commit_all("mended");
        reviewer.git(["push", "--quiet", "origin", BRANCH]);
        merge(&blog, BRANCH, true);
        blog.bare.git(["branch", "--quiet", "-D", BRANCH]);
        blog.repo.write("posts/tides.md", format!("{text}{more}"));
        let synced = desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
        assert_eq!(synced.two_versions, []);
        let together = text.replace("hur.", "hour.") + more;
        assert_eq!(blog.text("posts/tides.md"), together);
        // What was sent is with readers, whatever was written since.
        let state = if more.is_empty() {
            ReviewState::Merged
        } else {
            ReviewState::Gone
        };
        assert_eq!(synced.ended[0].state, state);
    }
}

/// What somebody else wrote under the same name did not come of what was sent.
#[test]
fn another_post_of_the_same_name_is_two_versions() {
    let blog = blog();
    let desk = blog.open();
    send(&desk.library, &["posts/tides.md"]).unwrap();
    let host = blog.place.clone_of(&blog.bare, "somebody");
    host.write(
        "posts/tides.md",
        "---\ntitle: Tide pools\n---\nThey are full of crabs.\n",
    );
    host.commit_all("pools");
    host.git(["push", "--quiet", "origin", "main:refs/heads/hosted"]);
    blog.bare
        .git(["update-ref", "refs/heads/main", "refs/heads/hosted"]);
    let synced = desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(synced.two_versions.len(), 1);
    assert_eq!(blog.text("posts/tides.md"), PUBLIC);
}

/// A reviewer mends a sentence on the host's pages: the next version has it, here and there.
#[test]
fn what_reviewers_changed_is_taken_in_and_not_written_over() {
    let blog = blog();
    let desk = blog.open();
    let open = desk.library.open_post("posts/tides.md").unwrap();
    send(&desk.library, &["posts/tides.md"]).unwrap();
    let reviewer = blog.place.clone_of(&blog.bare, "reviewer");
    reviewer.git(["checkout", "--quiet", BRANCH]);
    reviewer.write("posts/tides.md", PUBLIC.replace("One.", "One, mended."));
    reviewer.commit_all("Mend");
    reviewer.git(["push", "--quiet"]);
    blog.put("posts/tides.md", PUBLIC.replace("Two.", "Two, and more."));
    desk.wait_post(&open.post);
    send(&desk.library, &["posts/tides.md"]).unwrap();
    let both = PUBLIC
        .replace("One.", "One, mended.")
        .replace("Two.", "Two, and more.");
    assert_eq!(blog.text("posts/tides.md"), both);
    assert_eq!(
        blog.bare.git(["show", &format!("{BRANCH}:posts/tides.md")]),
        both.trim_end()
    );
    assert_eq!(
        blog.bare.subjects(BRANCH),
        ["A few words", "Mend", "A few words", "first"]
    );

    // The same sentence on both sides: nothing goes, and nothing is written over.
    reviewer.git(["pull", "--quiet"]);
    reviewer.write("posts/tides.md", both.replace("more.", "theirs."));
    reviewer.commit_all("Theirs");
    reviewer.git(["push", "--quiet"]);
    let mine = both.replace("more.", "mine.");
    blog.repo.write("posts/tides.md", &mine);
    let error = send(&desk.library, &["posts/tides.md"]).unwrap_err();
    assert_eq!(error.code, "review.two-versions");
    assert_eq!(blog.text("posts/tides.md"), mine);
    assert!(
        blog.bare
            .git(["show", &format!("{BRANCH}:posts/tides.md")])
            .contains("theirs.")
    );
}

/// Another computer, or a state folder that is gone: the branch is found by its name and by what it changes.
#[test]
fn a_branch_is_found_again_and_somebody_elses_is_not_taken_for_it() {
    let blog = blog();
    send(&blog.open().library, &["posts/tides.md"]).unwrap();
    std::fs::remove_dir_all(blog.place.path().join("galley")).unwrap();
    let desk = blog.open();
    assert!(desk.library.reviews().is_empty());
    blog.repo
        .write("posts/tides.md", PUBLIC.replace("Two.", "Two, and more."));
    let sent = send(&desk.library, &["posts/tides.md"]).unwrap();
    assert_eq!((sent.branch.as_str(), sent.updated), (BRANCH, true));
    assert_eq!(
        blog.bare.subjects(BRANCH),
        ["A few words", "A few words", "first"]
    );

    // A branch that changes something else is somebody else's.
    let other = blog.place.clone_of(&blog.bare, "other");
    other.git(["checkout", "--quiet", "-b", "review-second", "origin/main"]);
    other.write("theirs", "x\n");
    other.commit_all("theirs");
    other.git(["push", "--quiet", "origin", "review-second"]);
    blog.repo
        .write("posts/second.md", "---\ntitle: Second\n---\nText.\n");
    assert_eq!(
        send(&desk.library, &["posts/second.md"]).unwrap().branch,
        "review-second-2"
    );
    let named = desk.library.send_for_review(
        &order(&["posts/second.md"]),
        Some("review-second"),
        &|_| {},
        &Cancel::none(),
    );
    assert_eq!(named.unwrap_err().code, "review.taken");
    assert_eq!(blog.bare.subjects("review-second"), ["theirs", "first"]);
    for bad in ["main", "a..b", "-x", "a b"] {
        let sent =
            desk.library
                .send_for_review(&order(&["posts/second.md"]), Some(bad), &|_| {}, &Cancel::none());
        assert_eq!(sent.unwrap_err().code, "branch.bad-name", "{bad}");
    }
}

/// Without a note, what reviewers changed after the writer's last version there is known as theirs.
#[test]
fn a_branch_that_is_found_again_keeps_what_reviewers_changed() {
    let blog = blog();
    send(&blog.open().library, &["posts/tides.md"]).unwrap();
    let reviewer = blog.place.clone_of(&blog.bare, "reviewer");
    reviewer.git(["checkout", "--quiet", BRANCH]);
    reviewer.git(["config", "user.name", "Eve"]);
    reviewer.write("posts/tides.md", PUBLIC.replace("One.", "One, mended."));
    reviewer.commit_all("Mend");
    reviewer.git(["push", "--quiet"]);
    std::fs::remove_dir_all(blog.place.path().join("galley")).unwrap();
    blog.repo
        .write("posts/tides.md", PUBLIC.replace("Two.", "Two, and more."));
    let desk = blog.open();
    assert_eq!(send(&desk.library, &["posts/tides.md"]).unwrap().branch, BRANCH);
    let both = PUBLIC
        .replace("One.", "One, mended.")
        .replace("Two.", "Two, and more.");
    assert_eq!(blog.text("posts/tides.md"), both);

    // Another writer's branch with the same post is not the writer's, whatever it is called.
    let other = "---\ntitle: Second\n---\nTheirs.\n";
    reviewer.git(["checkout", "--quiet", "-b", "review-second", "origin/main"]);
    reviewer.write("posts/second.md", other);
    reviewer.commit_all("theirs");
    reviewer.git(["push", "--quiet", "origin", "review-second"]);
    blog.repo
        .write("posts/second.md", other.replace("Theirs.", "Mine."));
    assert_eq!(
        send(&desk.library, &["posts/second.md"]).unwrap().branch,
        "review-second-2"
    );
    assert_eq!(
        blog.bare.git(["show", "review-second:posts/second.md"]),
        other.trim_end()
    );
}

/// The server has no branch yet that a review could be meant for: another one there, of any name, is not taken for it.
#[test]
fn from_a_branch_that_the_server_lacks_nothing_goes_for_review() {
    let blog = blog();
    blog.bare.git(["branch", "production", "main"]);
    blog.repo.git(["checkout", "--quiet", "-b", "drafts"]);
    let desk = blog.open();
    for name in [None, Some("production")] {
        let sent = desk
            .library
            .send_for_review(&order(&["posts/tides.md"]), name, &|_| {}, &Cancel::none());
        assert_eq!(sent.unwrap_err().code, "review.first-send");
    }
    assert_eq!(blog.bare.subjects("production"), ["first"]);
    assert_eq!(blog.text("posts/tides.md"), DRAFT);
    // A branch that changes nothing is nobody's review.
    blog.repo.git(["checkout", "--quiet", "main"]);
    blog.bare.git(["branch", "--force", "production", "main"]);
    let moved = blog
        .bare
        .git(["commit-tree", "-p", "main", "-m", "empty", "main^{tree}"]);
    blog.bare.git(["update-ref", "refs/heads/production", &moved]);
    let sent = desk.library.send_for_review(
        &order(&["posts/tides.md"]),
        Some("production"),
        &|_| {},
        &Cancel::none(),
    );
    assert_eq!(sent.unwrap_err().code, "review.taken");
    assert_eq!(blog.bare.subjects("production"), ["empty", "first"]);
}

/// A review is judged by the branch that it is meant for, and one that cannot be asked for stands in no other's way.
#[test]
fn a_review_is_judged_by_its_own_branch_and_by_itself() {
    let blog = blog();
    let desk = blog.open();
    send(&desk.library, &["posts/tides.md"]).unwrap();
    blog.bare.git(["branch", "elsewhere", BRANCH]);
    blog.repo.git(["fetch", "--quiet"]);
    blog.repo.remove("posts/tides.md");
    blog.repo.git(["checkout", "--quiet", "elsewhere"]);
    assert_eq!(check(&desk.library)[0].state, ReviewState::Waiting);
    blog.repo.git(["checkout", "--quiet", "main"]);
    blog.repo.write("posts/tides.md", PUBLIC);
    // The first of two has a name that no branch can have.
    let file = reviews_file(&blog);
    let text = std::fs::read_to_string(&file).unwrap();
    let broken = text.replace(&format!("\"branch\":\"{BRANCH}\""), "\"branch\":\"a..b\"");
    assert_ne!(text, broken);
    let both = format!(
        "{},{}",
        broken.trim_end_matches(']'),
        text.trim_start_matches('[')
    );
    std::fs::write(&file, both).unwrap();
    merge(&blog, BRANCH, false);
    let states: Vec<_> = check(&desk.library)
        .into_iter()
        .map(|review| review.state)
        .collect();
    assert_eq!(states, [ReviewState::Merged, ReviewState::Waiting]);
}

/// Where it is kept which reviews wait.
fn reviews_file(blog: &Blog) -> std::path::PathBuf {
    let mut folders = vec![blog.place.path().join("galley")];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.file_name().is_some_and(|name| name == "reviews") {
                return path;
            }
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    panic!("no review waits");
}

/// A refusal leaves the draft a draft, in its place.
#[test]
fn a_review_that_is_refused_changes_nothing() {
    let blog = blog();
    blog.bare.hook("update", "echo 'No reviews on Sundays'; exit 1");
    let desk = blog.open();
    let before = (blog.repo.head(), blog.repo.status());
    let error = send(&desk.library, &["posts/tides.md"]).unwrap_err();
    assert_eq!(error.code, "remote.refused");
    assert!(error.message.contains("No reviews on Sundays"));
    assert_eq!(blog.text("posts/tides.md"), DRAFT);
    assert_eq!((blog.repo.head(), blog.repo.status()), before);
    assert!(desk.library.reviews().is_empty());
}

/// The draft gets its place back with what was written while it was being sent.
#[test]
fn what_is_written_while_a_moved_draft_is_sent_stays_when_it_comes_back() {
    let blog = Blog::new(&[
        ("_config.yml", "title: Jekyll blog\n"),
        ("galley.toml", "[library]\ngenerator = \"jekyll\"\n"),
        ("_posts/2026-05-01-old.md", "---\ntitle: Old\n---\nText.\n"),
    ]);
    let (draft, public) = ("_drafts/new.md", "_posts/2026-06-04-new.md");
    blog.repo
        .write(draft, "---\ntitle: New\npublished: false\n---\nOne.\n\nTwo.\n");
    blog.bare.hook("update", "exit 1");
    let desk = blog.open();
    let library = &desk.library;
    let open = library.open_post(draft).unwrap();
    let tell = |step: PublishStep| {
        if (step.step, step.state) == (StepName::Send, StepState::Running) {
            let typed = library.edit_body(&open.post, 1, &insert(0, "Typed meanwhile. "));
            assert!(typed.unwrap().accepted);
            library.save_post(&open.post).unwrap();
            assert!(blog.text(public).contains("Typed meanwhile. One."));
            // And another program, once more.
            blog.put(public, blog.text(public).replace("Two.", "Two, and more."));
        }
    };
    let sent = library.send_for_review(&order(&[draft]), None, &tell, &Cancel::none());
    let error = sent.unwrap_err();
    assert_eq!(error.code, "remote.refused");
    assert!(!error.message.contains("could not be"), "{}", error.message);
    assert_eq!(
        blog.text(draft),
        "---\ntitle: New\npublished: false\n---\nTyped meanwhile. One.\n\nTwo, and more.\n"
    );
    assert!(!blog.repo.path().join(public).exists());
}

/// Other changes, staged and not, and earlier versions that the server lacks, stay where they are and out of the review.
#[test]
fn only_what_was_chosen_goes() {
    let blog = blog();
    blog.repo.write("earlier", "e\n");
    blog.repo.git(["add", "earlier"]);
    blog.repo.git(["commit", "--quiet", "-m", "earlier"]);
    blog.repo.write("staged", "s\n");
    blog.repo.git(["add", "staged"]);
    blog.repo
        .write("posts/other.md", "---\ntitle: Other\n---\nChanged.\n");
    let desk = blog.open();
    let (head, status) = (blog.repo.head(), blog.repo.status());
    send(&desk.library, &["posts/tides.md"]).unwrap();
    assert_eq!(
        blog.bare.git(["diff", "--name-only", "main", BRANCH]),
        "posts/tides.md"
    );
    assert_eq!((blog.repo.head(), blog.repo.status()), (head, status));
}

/// The server names the page, and the host's own is known where its address tells.
#[test]
fn the_page_of_the_review_is_told() {
    let blog = blog();
    blog.bare.hook(
        "post-receive",
        "echo 'Create a pull request:'; echo '  https://git.example.org/ada/blog/pull/new/x'",
    );
    let desk = blog.open();
    let sent = send(&desk.library, &["posts/tides.md"]).unwrap();
    let link = Some("https://git.example.org/ada/blog/pull/new/x");
    assert_eq!(sent.link.as_deref(), link);
    assert_eq!(desk.library.reviews()[0].link.as_deref(), link);
}

/// A fork: changes are fetched from the blog and go to a copy of one's own.
#[test]
fn from_a_fork_nothing_is_published_and_reviews_go_to_the_fork() {
    let blog = Blog::new(&[(A, PUBLIC)]);
    let fork = blog.place.bare("fork.git");
    blog.repo.git(["remote", "add", "fork", &fork.address()]);
    blog.repo.git(["push", "--quiet", "fork", "main"]);
    blog.repo.git(["config", "remote.pushDefault", "fork"]);
    blog.repo.write(A, PUBLIC.replace("Two.", "Two, and more."));
    let desk = blog.open();
    let error = publish(&desk.library, &order(&[A])).unwrap_err();
    assert_eq!(error.code, "remote.fork");
    // Others went on in the blog: the review begins there.
    let other = blog.place.clone_of(&blog.bare, "other");
    other.write("posts/b.md", "---\ntitle: B\n---\nText.\n");
    other.commit_all("theirs");
    other.git(["push", "--quiet"]);
    let sent = send(&desk.library, &[A]).unwrap();
    assert_eq!((sent.branch.as_str(), sent.server.as_str()), ("review-a", "fork"));
    assert_eq!(fork.subjects("review-a"), ["A few words", "theirs", "first"]);
    assert_eq!(fork.subjects("main"), ["first"]);
    assert_eq!(
        blog.bare.git(["for-each-ref", "--format=%(refname)"]),
        "refs/heads/main"
    );
    blog.repo.write(A, PUBLIC.replace("Two.", "Two, and still more."));
    assert!(send(&desk.library, &[A]).unwrap().updated);
    blog.bare
        .git(["fetch", "--quiet", &fork.address(), "review-a:main"]);
    assert_eq!(check(&desk.library)[0].state, ReviewState::Merged);
    desk.library.sync(&|_| {}, &Cancel::none()).unwrap();
    assert_eq!(blog.repo.status(), Vec::<String>::new());
    // The fork's setting gone, publishing is publishing again.
    blog.repo.git(["config", "--unset", "remote.pushDefault"]);
    blog.repo.write(A, PUBLIC);
    published(&desk.library, &[A]);
}

/// Somebody pushes to the branch while ours is on its way: only the server can notice, and theirs is kept.
#[test]
fn a_branch_that_moves_meanwhile_is_looked_at_again() {
    let blog = blog();
    let desk = blog.open();
    send(&desk.library, &["posts/tides.md"]).unwrap();
    let reviewer = blog.place.clone_of(&blog.bare, "reviewer");
    reviewer.git(["checkout", "--quiet", BRANCH]);
    reviewer.write("posts/tides.md", PUBLIC.replace("One.", "One, mended."));
    let theirs = reviewer.commit_all("Mend");
    reviewer.git(["push", "--quiet", "origin", "HEAD:refs/heads/aside"]);
    // The hook plays the reviewer, once.
    let script = format!(
        "[ -e done ] || {{ touch done; unset GIT_QUARANTINE_PATH; git update-ref refs/heads/{BRANCH} {theirs}; }}"
    );
    blog.bare.hook("pre-receive", &script);
    blog.repo
        .write("posts/tides.md", PUBLIC.replace("Two.", "Two, and more."));
    send(&desk.library, &["posts/tides.md"]).unwrap();
    assert_eq!(
        blog.bare.subjects(BRANCH),
        ["A few words", "Mend", "A few words", "first"]
    );
    let both = PUBLIC
        .replace("One.", "One, mended.")
        .replace("Two.", "Two, and more.");
    assert_eq!(blog.text("posts/tides.md"), both);
}

use galley_testkit::repo::Place;

use crate::error::Error;
use crate::make::move_branch;

#[test]
fn a_branch_that_another_program_moved_is_left_alone() {
    let place = Place::new();
    let made = place.init("a");
    made.write("a", "1");
    let first = git2::Oid::from_str(&made.commit_all("one")).unwrap();
    made.write("a", "2");
    let second = git2::Oid::from_str(&made.commit_all("two")).unwrap();
    let repo = git2::Repository::open(made.path()).unwrap();
    let signature = git2::Signature::now("A", "a@example.org").unwrap();
    let go = |branch: &str, from, to, ran: &mut bool| {
        move_branch(&repo, branch, from, to, &signature, "x", || {
            *ran = true;
            Ok(())
        })
    };
    let mut ran = false;
    for (branch, from) in [
        ("refs/heads/main", Some(first)),
        ("refs/heads/main", None),
        ("refs/heads/x", Some(second)),
    ] {
        assert!(matches!(
            go(branch, from, first, &mut ran),
            Err(Error::BranchMoved)
        ));
        assert!(!ran, "the index must not be published either");
        assert_eq!(made.head(), second.to_string());
        assert!(!made.path().join(format!(".git/{branch}.lock")).exists());
    }
    go("refs/heads/main", Some(second), first, &mut ran).unwrap();
    assert!(ran);
    assert_eq!(made.head(), first.to_string());
}

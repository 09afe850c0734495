use std::path::Path;

use super::refspec;

#[test]
fn a_push_never_forces() {
    let id = git2::Oid::from_bytes(&[7; 20]).unwrap();
    assert_eq!(refspec(id, "refs/heads/main"), format!("{id}:refs/heads/main"));
}

/// Reads the sources: one builder, one call of libgit2's push, no refspec with a plus, no call of `git push`.
#[test]
fn no_source_writes_a_forced_refspec() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut pushes, mut builders, mut files) = (0, 0, 0);
    for file in std::fs::read_dir(&sources).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|end| end != "rs") || path.ends_with("push_tests.rs") {
            continue;
        }
        files += 1;
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let place = format!("{}: {line}", path.display());
            assert!(!line.contains("\"+"), "a refspec with a plus? {place}");
            assert!(!line.contains("'+'"), "a refspec with a plus? {place}");
            assert!(
                !line.contains("--force") && !line.contains("\"push\", \""),
                "git push? {place}"
            );
            assert!(
                !line.contains("remote_add_push") && !line.contains("mirror"),
                "a push refspec? {place}"
            );
            pushes += line.matches(".push(&[").count();
            builders += line.matches("fn refspec(").count();
        }
    }
    assert!(files > 20, "the sources were not found");
    assert_eq!(
        (pushes, builders),
        (1, 1),
        "one call of push, one builder of refspecs"
    );
}

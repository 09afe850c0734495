//! What reaches the disk, and when, as the system's own calls tell it: nothing points to what a power cut could take, and
//! "Published" is said of what is there to stay.

use std::path::Path;
use std::process::{Command, Stdio};

use galley_testkit::repo::Place;

use super::{BLOG, CHILD, HOME, prepared};

/// Where the calls of the process are written to.
pub(super) const CALLS_TO: &str = "GALLEY_TEST_CALLS_TO";

const CALLS: &str =
    "trace=fsync,fdatasync,syncfs,link,linkat,rename,renameat,renameat2,unlink,unlinkat,mkdir,write,pwrite64";

/// Makes `strace` write down the calls of this thread.
pub(super) fn be_watched(file: &str) {
    super::anytime::watched(&["-y", "-s", "300", "-o", file, "-e", CALLS]);
}

/// The calls in their order. A path in them is one below the blog's folder.
struct Calls(Vec<String>);

impl Calls {
    fn of_a_publish(place: &Place, blog: &Path) -> Self {
        let file = place.path().join("calls");
        let output = Command::new(std::env::current_exe().unwrap())
            .args([CHILD, "--exact", "--nocapture"])
            .env(BLOG, blog)
            .env(HOME, place.path().join("home"))
            .env(CALLS_TO, &file)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let blog = format!("{}/", blog.canonicalize().unwrap().display());
        let text = std::fs::read_to_string(&file).unwrap();
        Self(text.lines().map(|line| line.replace(&blog, "")).collect())
    }

    /// The number of the first call from `from` on that has all these words.
    fn find(&self, from: usize, words: &[&str]) -> Option<usize> {
        let has = |line: &String| words.iter().all(|word| line.contains(word));
        self.0[from..].iter().position(has).map(|at| from + at)
    }

    fn at(&self, from: usize, words: &[&str]) -> usize {
        let all = || self.0.join("\n");
        self.find(from, words)
            .unwrap_or_else(|| panic!("no {words:?} from {from} on in\n{}", all()))
    }

    /// Whether a call between two others has these words.
    fn between(&self, from: usize, to: usize, words: &[&str]) -> bool {
        self.find(from, words).is_some_and(|at| at < to)
    }
}

#[test]
fn all_of_it_is_on_the_disk_before_it_is_said() {
    if !super::anytime::strace_works() {
        return;
    }
    let place = Place::new();
    let (_, blog, _) = prepared(&place);
    let calls = Calls::of_a_publish(&place, blog.path());
    let index = calls.at(0, &["rename(", "\".git/index\")"]);
    let branch = calls.at(0, &["rename(", "\".git/refs/heads/main\")"]);
    assert!(index < branch, "both move together, the branch last");

    // Objects: their bytes, then their names, all before anything points to them.
    let mut objects = 0;
    for (at, line) in calls.0.iter().enumerate() {
        let Some((tmp, name)) = line
            .strip_prefix("link(\"")
            .and_then(|rest| rest.split_once("\", \""))
            .filter(|(tmp, _)| tmp.contains("objects/tmp_object"))
        else {
            continue;
        };
        objects += 1;
        assert!(at < branch, "{line}: after the branch moved");
        assert!(
            calls.between(0, at, &["fsync(", &format!("<{tmp}>")]),
            "{line}: not its bytes"
        );
        let (folder, _) = name.split_once('"').unwrap().0.rsplit_once('/').unwrap();
        assert!(
            calls.between(at, branch, &["fsync(", &format!("<{folder}>")]),
            "{line}: not its name"
        );
    }
    // The picture, a tree and a commit, and the earlier commit with its tree made anew; the post's text was known.
    assert_eq!(objects, 5, "{}", calls.0.join("\n"));

    // The index and the branch: their bytes before their names, and the whole file system before either moves.
    let copy = calls.0[index].split('"').nth(1).unwrap().to_owned();
    let bytes = calls.at(0, &["fsync(", &format!("<{copy}>")]);
    assert!(
        calls.between(bytes, index, &["syncfs("]),
        "before the index moves"
    );
    assert!(
        !calls.between(bytes, index, &["write(", ".git/index"]),
        "the index is not written again"
    );
    assert!(calls.between(0, branch, &["fsync(", "<.git/refs/heads/main.lock>"]));
    assert!(calls.between(branch, calls.0.len(), &["fsync(", "<.git/refs/heads>"]));

    // The copy of the remote's branch is what says that nothing is left to send. After it nothing is written any more but
    // the answer, and before the answer all is on the disk.
    let noted = calls.at(branch, &["\".git/refs/remotes/origin/main\") = 0"]);
    assert!(
        calls.between(branch, noted, &["syncfs("]),
        "the branch, before anything is sent"
    );
    let said = calls.at(noted, &["write(1<", "stopped at the end"]);
    let last = (0..said)
        .rev()
        .find(|at| calls.0[*at].starts_with("syncfs("))
        .unwrap();
    assert!(noted < last, "before it is said");
    let after: Vec<_> = calls.0[last + 1..said]
        .iter()
        .filter(|line| line.contains(".git/"))
        .collect();
    assert!(after.is_empty(), "written after the last look: {after:?}");
}

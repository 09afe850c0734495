//! A folder for each kind in `kinds`: with the files of `raises` laid over those of `blog` the problem is there once, with those
//! of `quiet` it is not, and `fixed` has what the first way to mend it makes of `raises`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use galley_library::Cancel;
use galley_library::view::{CheckReport, Problem, ProblemPlace};

use crate::support::Blog;

/// Kinds that need a file that no folder should hold: not readable, too large, or made to cost too much. The tests of
/// `galley-post` and of the list have them.
const ELSEWHERE: [&str; 7] = [
    "body.not-utf8",
    "head.too-complex",
    "head.too-deep",
    "head.too-large",
    "head.unsure",
    "post.too-large",
    "post.unreadable",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

/// The files below a folder, by their paths in it.
fn files(root: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = item.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn blog_with(over: &Path) -> Blog {
    let all = files(&folder().join("blog"));
    let pairs: Vec<(&str, &str)> = all
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let blog = Blog::new(&pairs);
    for (path, text) in files(over) {
        blog.repo.write(&path, text);
    }
    blog
}

fn report(blog: &Blog) -> CheckReport {
    blog.read_once().check(&|_, _| {}, &Cancel::none()).unwrap()
}

fn of<'r>(report: &'r CheckReport, code: &str) -> Vec<&'r Problem> {
    report
        .problems
        .iter()
        .filter(|problem| problem.code == code)
        .collect()
}

fn place(problem: &Problem) -> ProblemPlace {
    ProblemPlace {
        code: problem.code.clone(),
        path: problem.path.clone().unwrap(),
        line: problem.line,
        what: problem.what.clone(),
    }
}

fn kinds() -> Vec<String> {
    let listed = fs::read_dir(folder().join("kinds")).unwrap();
    let mut all: Vec<String> = listed
        .map(|item| item.unwrap().file_name().into_string().unwrap())
        .collect();
    all.sort();
    all
}

#[test]
fn every_kind_is_raised_once_and_not_by_its_neighbour() {
    let clean = report(&blog_with(Path::new("/nowhere")));
    assert_eq!(clean.problems, [], "the blog itself is clean");
    for code in kinds() {
        let folder = folder().join("kinds").join(&code);
        let raised = report(&blog_with(&folder.join("raises")));
        assert_eq!(of(&raised, &code).len(), 1, "{code}: {:#?}", raised.problems);
        let kind = raised.kinds.iter().find(|kind| kind.code == code).unwrap();
        assert_eq!(kind.count, 1);
        assert!(!kind.name.starts_with("kind."), "{code} has a name");
        let quiet = report(&blog_with(&folder.join("quiet")));
        assert_eq!(of(&quiet, &code), Vec::<&Problem>::new(), "{code}");
    }
}

#[test]
fn a_problem_of_an_open_post_is_mended_nothing_else_changes_and_it_can_be_taken_back() {
    let mut mended = 0;
    for code in kinds() {
        let folder = folder().join("kinds").join(&code);
        let blog = blog_with(&folder.join("raises"));
        let raised = report(&blog);
        let problem = of(&raised, &code)[0];
        let desk = blog.open();
        desk.library.check(&|_, _| {}, &Cancel::none()).unwrap();
        let fixes = if problem.path.as_deref().is_some_and(|path| path.ends_with(".md")) {
            desk.library.fixes(&place(problem)).unwrap()
        } else {
            Vec::new()
        };
        let fixed = folder.join("fixed");
        if !fixed.is_dir() {
            assert_eq!(
                fixes,
                [],
                "{code} has a fix and no folder that says what it makes"
            );
            continue;
        }
        let fix = fixes.first().unwrap_or_else(|| panic!("{code} has no fix"));
        assert!(fix.changed > 0 && !fix.lines.is_empty(), "{code}");
        let path = problem.path.clone().unwrap();
        let before = blog.read(&path);
        desk.library.open_post(&path).unwrap();
        let done = desk.library.fix(&place(problem), 0);
        let done = done.unwrap_or_else(|error| panic!("{code}: {error:?}"));
        for (path, text) in files(&fixed) {
            assert_eq!(blog.text(&path), text, "{code}");
        }
        assert!(of(&report(&blog), &code).is_empty(), "{code} is still there");
        desk.library.undo(&done.undo.unwrap()).unwrap();
        assert!(blog.read(&path) == before, "{code} was not taken back");
        mended += 1;
    }
    assert!(mended >= 14, "{mended}");
}

#[test]
fn every_kind_has_a_folder_and_a_section_in_the_manual() {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).unwrap();
    let manual = fs::read_to_string(manual.join("docs/problems.md")).unwrap();
    let sections: BTreeSet<String> = manual
        .lines()
        .filter_map(|line| Some(line.strip_prefix("## ")?.trim_matches('`').to_owned()))
        .collect();
    let known: BTreeSet<String> = galley_library::problem_kinds().map(str::to_owned).collect();
    assert_eq!(sections, known);
    let tested: BTreeSet<String> = kinds().into_iter().chain(ELSEWHERE.map(str::to_owned)).collect();
    assert_eq!(tested, known);
}

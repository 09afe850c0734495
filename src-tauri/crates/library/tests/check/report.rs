//! The report as a whole: levels, habits, what hangs on other posts, what can be stopped.

use std::sync::atomic::{AtomicU32, Ordering};

use galley_library::view::{Level, ProblemPlace};
use galley_library::{Cancel, Library};

use crate::support::Blog;

const HEAD: &str = "---\ntitle: A post\ndate: 2026-06-02T09:00:00+02:00\n---\n";

fn codes(library: &Library) -> Vec<(String, Level)> {
    let report = library.check(&|_, _| {}, &Cancel::none()).unwrap();
    report
        .problems
        .into_iter()
        .map(|problem| (problem.code, problem.level))
        .collect()
}

#[test]
fn levels_are_what_the_config_says() {
    let text = format!("{HEAD}![](gone.png)\n\n[a](gone.md)\n");
    let blog = Blog::new(&[("posts/a.md", &text)]);
    assert_eq!(
        codes(&blog.read_once()),
        [
            ("picture.missing".to_owned(), Level::Error),
            ("link.missing".to_owned(), Level::Warning)
        ]
    );
    blog.repo.write(
        "galley.toml",
        "[site]\ntitle = \"Night Shift\"\n[check]\nlink.missing = \"error\"\n\"picture.missing\" = \"off\"\nlink.mising = \"hint\"\n",
    );
    let library = blog.read_once();
    assert_eq!(codes(&library), [("link.missing".to_owned(), Level::Error)]);
    let problems = library.config_problems();
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].message.contains("link.mising"),
        "{}",
        problems[0].message
    );
}

#[test]
fn what_most_posts_do_is_no_problem_and_is_named() {
    let posts: Vec<(String, String)> = (0..20)
        .map(|n| {
            let second = if n < 5 { "# Two\n" } else { "## Two\n" };
            (format!("posts/p{n}.md"), format!("{HEAD}# One\n\n{second}"))
        })
        .collect();
    let pairs: Vec<(&str, &str)> = posts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let blog = Blog::new(&pairs);
    let report = blog.read_once().check(&|_, _| {}, &Cancel::none()).unwrap();
    let habits: Vec<_> = report
        .habits
        .iter()
        .map(|kind| (kind.code.as_str(), kind.count))
        .collect();
    assert_eq!(habits, [("heading.several-h1", 5)]);
    assert!(
        report
            .problems
            .iter()
            .all(|problem| problem.code != "heading.several-h1")
    );
    // A fifth of them is no habit yet.
    blog.repo.write("posts/p0.md", format!("{HEAD}Text.\n"));
    let report = blog.read_once().check(&|_, _| {}, &Cancel::none()).unwrap();
    assert!(report.habits.is_empty());
    assert_eq!(
        report
            .problems
            .iter()
            .filter(|problem| problem.code == "heading.several-h1")
            .count(),
        4
    );
}

#[test]
fn places_of_the_own_page_and_of_the_own_site_are_judged_and_others_are_not() {
    let text = format!(
        "{HEAD}## Part\n\n[a](#part) [b](#no-part) [c](https://night.example/b/#part) [d](https://night.example/b/#none) [e](https://web.example/b/#none)\n"
    );
    let blog = Blog::new(&[("posts/a.md", &text), ("posts/b.md", &format!("{HEAD}## Part\n"))]);
    blog.repo.write(
        "galley.toml",
        "[site]\ntitle = \"N\"\nbase_url = \"https://night.example\"\n",
    );
    let report = blog.read_once().check(&|_, _| {}, &Cancel::none()).unwrap();
    let found: Vec<_> = report
        .problems
        .iter()
        .map(|problem| (problem.code.as_str(), problem.what.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        found,
        [
            ("link.no-heading", "#no-part"),
            ("link.no-heading", "https://night.example/b/#none")
        ]
    );
}

#[test]
fn an_open_post_knows_what_all_posts_said() {
    let text = format!("{HEAD}See [b](b.md#part).\n");
    let other = format!("{HEAD}## Part\n");
    let blog = Blog::new(&[("posts/a.md", &text), ("posts/b.md", &other)]);
    let desk = blog.open();
    let id = desk.library.open_post("posts/a.md").unwrap().post;
    let found = |desk: &crate::support::Desk| desk.library.check_post(&id).unwrap().problems.len();
    assert_eq!(found(&desk), 0);
    blog.put("posts/b.md", format!("{HEAD}## Another part\n"));
    desk.library.check(&|_, _| {}, &Cancel::none()).unwrap();
    assert_eq!(found(&desk), 1);
}

#[test]
fn a_long_look_is_told_and_can_be_stopped() {
    let text = format!("{HEAD}Text.\n");
    let posts: Vec<String> = (0..50).map(|n| format!("posts/p{n}.md")).collect();
    let pairs: Vec<(&str, &str)> = posts.iter().map(|path| (path.as_str(), text.as_str())).collect();
    let blog = Blog::new(&pairs);
    let library = blog.read_once();
    let most = AtomicU32::new(0);
    let tell = |done: u32, total: u32| {
        assert_eq!(total, 50);
        most.fetch_max(done, Ordering::Relaxed);
    };
    library.check(&tell, &Cancel::none()).unwrap();
    assert_eq!(most.into_inner(), 50);
    let cancel = Cancel::new();
    let stop = |_, _| cancel.cancel();
    assert_eq!(library.check(&stop, &cancel).unwrap_err().code, "cancelled");
}

#[test]
fn only_what_is_sure_is_mended_unasked() {
    let text = "---\ntitle: A post\ndate: 2026-01-02T09:00:00\n---\n## One\n\n#### Two\n\n```\ncode\n";
    let blog = Blog::new(&[("posts/a.md", text)]);
    let library = blog.read_once();
    let report = library.check(&|_, _| {}, &Cancel::none()).unwrap();
    let mut mended = Vec::new();
    for problem in report.problems {
        let place = ProblemPlace {
            code: problem.code.clone(),
            path: problem.path.unwrap(),
            line: problem.line,
            what: problem.what,
        };
        let fixes = library.fixes(&place).unwrap();
        if fixes.len() == 1 && fixes[0].sure {
            library.fix(&place, 0).unwrap();
            mended.push(problem.code);
        }
    }
    assert_eq!(mended, ["fence.unclosed", "date.no-offset"]);
    let gone = ProblemPlace {
        code: "fence.unclosed".into(),
        path: "posts/a.md".into(),
        line: Some(9),
        what: None,
    };
    assert_eq!(library.fix(&gone, 0).unwrap_err().code, "fix.gone");
    assert_eq!(
        blog.text("posts/a.md"),
        text.replace("09:00:00", "09:00:00+01:00") + "```\n"
    );
}

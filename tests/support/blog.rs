//! Blogs to open in the window, each with a bare remote beside it.

use galley_testkit::ferrow;
use galley_testkit::repo::{Place, Repo};

use super::window::{Setup, Window};

/// A blog of Galley's own kind.
pub const SETTINGS: &str =
    "[site]\ntitle = \"Tide Tables\"\nbase_url = \"https://tide.example\"\ntheme = \"newsroom\"\n";

/// The day on which the Ferrow library looks as it is drawn.
pub const FERROW_CLOCK: &str = "2026-06-04T10:42:00+02:00[Europe/Warsaw]";

/// A blog, the remote that it is published to, and the place that both lie in.
pub struct Blog {
    /// Has the home folder.
    pub place: Place,
    /// The bare repository.
    pub remote: Repo,
    /// The folder that is opened.
    pub folder: Repo,
}

impl Blog {
    /// One with these posts in `posts/`, committed and pushed.
    pub fn with(posts: &[(&str, &str)]) -> Self {
        let place = Place::new();
        let paths: Vec<(String, &str)> = posts
            .iter()
            .map(|(name, text)| (format!("posts/{name}"), *text))
            .collect();
        let mut files = vec![("galley.toml", SETTINGS)];
        files.extend(paths.iter().map(|(path, text)| (path.as_str(), *text)));
        let (remote, folder) = place.published(&files);
        Blog {
            place,
            remote,
            folder,
        }
    }

    /// Ferrow Engineering, with three changes that are not published.
    pub fn ferrow() -> Self {
        let place = Place::new();
        let remote = place.bare("git.ferrow.example");
        let folder = place.clone_of(&remote, "home/Work/engineering-blog");
        ferrow::write_published(folder.path()).expect("the library");
        folder.commit_all("Nine years of posts");
        folder.git(["push", "--quiet", "origin", "main"]);
        ferrow::write_changes(folder.path()).expect("the changes");
        Blog {
            place,
            remote,
            folder,
        }
    }

    /// How its folder is opened at the start.
    pub fn setup(&self) -> Setup {
        Setup {
            open: Some(self.folder.path().to_owned()),
            ..Setup::default()
        }
    }

    /// Ferrow Engineering in a window, on its day, with its list.
    pub async fn ferrow_window(&self, dark: bool, size: (u32, u32)) -> Window {
        let setup = Setup {
            clock: Some(FERROW_CLOCK),
            dark,
            size: Some(size),
            ..self.setup()
        };
        let window = Window::open(&self.place, setup).await;
        window
            .reads("[data-column=posts]", &format!("{} posts", ferrow::POSTS))
            .await;
        window
    }

    /// The lines that the remote's last version adds and removes, by file: `1\t0\tposts/a.md`.
    pub fn sent(&self) -> Vec<String> {
        let text = self.remote.git(["show", "--format=", "--numstat", "main"]);
        text.lines().map(str::to_owned).collect()
    }
}

/// A published post.
pub fn post(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-01-02T09:30:00+01:00\ntags: [tides]\n---\n\n{body}\n")
}

/// Of the starter in this folder of the place, the remote beside it has one more version: this post alone, as a public one.
pub fn went_out(place: &Place, folder: &str, title: &str, body: &str, tags: &[&str]) {
    let (remote, folder) = (place.at(&format!("{folder}.git")), place.at(folder));
    assert_eq!(
        remote.subjects("main").len(),
        2,
        "the starter's version, and one more"
    );
    let files = remote.files_of("main");
    assert_eq!(files.len(), 1, "one file: {files:?}");
    let status = remote.git(["show", "--format=", "--name-status", "main"]);
    assert!(status.starts_with("A\t"), "a new one: {status}");
    let text = remote.git(["show", &format!("main:{}", files[0])]);
    let (head, text) = text
        .strip_prefix("---\n")
        .expect("a head")
        .split_once("\n---\n")
        .expect("its end");
    assert!(head.contains(title), "{head}");
    for tag in tags {
        assert!(head.contains(tag), "{tag}: {head}");
    }
    assert!(!head.contains("draft: true"), "{head}");
    assert_eq!(text.trim(), body);
    let sent = remote
        .try_git(["cat-file", "blob", &format!("main:{}", files[0])])
        .stdout;
    assert!(folder.read(&files[0]) == sent, "the file is what went out");
    assert_eq!(folder.status(), Vec::<String>::new(), "nothing is left over");
    remote.fsck();
}

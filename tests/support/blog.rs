//! Blogs to open in the window, each with a bare remote beside it.

use galley_testkit::ferrow;
use galley_testkit::repo::{Place, Repo};

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

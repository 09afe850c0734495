//! The bodies of all real blogs, under heads of their own: what the benchmarks of whole blogs are made of.

use std::fs;
use std::path::{Path, PathBuf};

use galley_post::{Known, Post};
use galley_testkit::corpus;

/// A title and a body.
pub type Body = (String, String);

const TAGS: [&str; 8] = [
    "go",
    "rust",
    "web",
    "release",
    "security",
    "performance",
    "community",
    "tooling",
];

/// All bodies, and of how many blogs; `None` where the real blogs are not there.
pub fn bodies() -> Option<(Vec<Body>, usize)> {
    let archives = corpus::archives()?;
    let read = |file: PathBuf| {
        let post = Post::parse(fs::read(file).ok()?);
        let title = post
            .known(Known::Title)
            .and_then(|t| t.value.as_str().map(str::to_owned));
        let body = post.is_utf8().then(|| for_any(post.body()))?;
        Some((title.unwrap_or_else(|| "Untitled".into()), body))
    };
    let posts = archives.iter().flat_map(|archive| archive.posts());
    Some((posts.filter_map(read).collect(), archives.len()))
}

/// The body without what Hugo would stop at: templates of other blogs, and braces behind the fence of a code block.
fn for_any(body: &str) -> String {
    let line = |line: &str| {
        let fence = line.trim_start();
        let end = line
            .find('{')
            .filter(|_| fence.starts_with("```") || fence.starts_with("~~~"));
        end.map_or(line, |end| &line[..end]).to_owned() + "\n"
    };
    body.replace("{{", "{ {").lines().map(line).collect()
}

/// Writes so many posts into `folder`, the bodies repeated. Every fiftieth is a draft.
pub fn write_posts(folder: &Path, count: usize, bodies: &[Body]) {
    fs::create_dir_all(folder).expect("a folder");
    for (number, (title, body)) in bodies.iter().cycle().take(count).enumerate() {
        let title = title.replace(['\'', '\n'], " ");
        let (year, month, day) = (2010 + number % 16, 1 + number % 12, 1 + number % 28);
        let (one, other) = (TAGS[number % 8], TAGS[(number / 8) % 8]);
        let draft = number % 50 == 0;
        let head = format!(
            "---\ntitle: '{title} {number}'\ndate: {year}-{month:02}-{day:02}T08:00:00Z\nauthor: Writer {}\ntags: [{one}, {other}]\ndraft: {draft}\n---\n",
            number % 20
        );
        fs::write(folder.join(format!("{number:05}.md")), head + body).expect("a post");
    }
}

/// How many bytes the files below a folder have.
pub fn bytes_below(folder: &Path) -> u64 {
    let listed = fs::read_dir(folder).expect("a folder").flatten();
    let size = |entry: fs::DirEntry| match entry.path() {
        path if path.is_dir() => bytes_below(&path),
        path => fs::metadata(path).map_or(0, |meta| meta.len()),
    };
    listed.map(size).sum()
}

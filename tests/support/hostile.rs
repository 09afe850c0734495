//! The hostile posts of `tests/hostile`: a file for each family, in it one post after the other.
//!
//! A line `%%% NAME MARKS…` begins each. `HARM` stands for a script that is noticed, `BEACON` for an address that is,
//! `LISTENER` and `HOST` for parts of it, `ID` for the post's number. The marks: `click` (what has the class `click` is
//! clicked), `asks` (the app asks whether to follow the link), `alone` (it replaces the page that it is shown in),
//! `quiet` (the engine, or what the renderer makes of it, does no harm even in a browser).

use std::fs;
use std::path::Path;

use super::listener::Listener;

/// A hostile post.
pub struct Hostile {
    /// From 1; of no other one.
    pub number: usize,
    /// `scripts`, for example.
    pub family: String,
    /// `scripts: in-a-list`
    pub name: String,
    /// Its path in the library.
    pub path: String,
    /// What is written in the file.
    pub text: String,
    /// What the preview shows of it in any case.
    pub marker: String,
    marks: Vec<String>,
}

impl Hostile {
    /// Whether it has this mark.
    pub fn is(&self, mark: &str) -> bool {
        self.marks.iter().any(|known| known == mark)
    }

    /// What must build the library so that it is read as it is meant: a generator's id, `galley` for most.
    pub fn generator(&self) -> &str {
        self.family.strip_prefix("tags-of-").unwrap_or("galley")
    }
}

/// One of five, all of the families `names` and `window`, and with `GALLEY_FULL` every one.
pub fn posts(listener: &Listener) -> Vec<Hostile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the hostile posts")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    let mut posts = Vec::new();
    for file in files {
        let family = file
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a readable name")
            .to_owned();
        let text = fs::read_to_string(&file).expect("a family");
        for part in text.split("%%% ").skip(1) {
            posts.push(post(posts.len() + 1, &family, part, listener));
        }
    }
    let all = std::env::var_os("GALLEY_FULL").is_some();
    let always = ["names", "window"];
    posts.retain(|post| all || post.number % 5 == 1 || always.contains(&post.family.as_str()));
    assert!(
        posts.len() >= if all { 250 } else { 60 },
        "only {} posts",
        posts.len()
    );
    posts
}

fn post(number: usize, family: &str, part: &str, listener: &Listener) -> Hostile {
    let (line, rest) = part.split_once('\n').expect("a text");
    let mut words = line.split(' ').map(str::to_owned);
    let name = words.next().expect("a name");
    let marks: Vec<String> = words.collect();
    for mark in &marks {
        assert!(
            ["click", "asks", "alone", "quiet"].contains(&mark.as_str()),
            "{name}: {mark}"
        );
    }
    let (head, body) = match rest
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
    {
        Some((head, body)) => (head.to_owned(), body),
        None => (
            format!("title: Hostile {number}\ndate: 2026-01-02T09:30:00+01:00\ntags: [tides]"),
            rest,
        ),
    };
    let marker = format!("Marker {number}.");
    // The picture is the library's own: when it is shown, whatever stands beside it had its turn.
    let text = format!("---\n{head}\n---\n\n{marker} ![A dot](images/dot.png)\n\n{body}");
    let host = listener.address.trim_start_matches("http://");
    Hostile {
        path: format!("posts/{number:03}-{name}.md"),
        name: format!("{family}: {name}"),
        family: family.to_owned(),
        text: text
            .replace("HARM", "top.__pwned.push(ID)")
            .replace("BEACON", "LISTENER/beacon/ID")
            .replace("LISTENER", &listener.address)
            .replace("HOST", host)
            .replace("ID", &number.to_string()),
        marker,
        marks,
        number,
    }
}

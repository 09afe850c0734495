//! `build` and `serve` as a shell runs them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use support::Shell;

fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn read(root: &Path, at: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(root, &path, files);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    read(root, root, &mut all);
    all
}

/// The folders of builds that are under way, or that were killed.
fn begun(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with(".site.galley-build-")
        })
        .collect()
}

#[test]
fn a_site_is_built_and_told_in_one_line() {
    let shell = Shell::new();
    let printed = shell.run(&["build", "--out", "../site"]);
    assert!(
        printed.ends_with(" files in ../site\n") && printed.contains(" hidden), "),
        "{printed}"
    );
    let site = shell.place.path().join("site");
    let rendered = shell.run(&["render", "posts/a-tag-is-a-shelf.md"]);
    assert_eq!(
        fs::read_to_string(site.join("a-tag-is-a-shelf/index.html")).unwrap(),
        rendered
    );
    let before = files(&site);
    let told = shell.json(&["build", "--out", "../site", "--json"]);
    assert_eq!(told["files"].as_u64().unwrap() as usize + 1, before.len());
    assert!(told["notes"][0].as_str().unwrap().contains("base_url"));
    assert_eq!(files(&site), before);
    // Nothing of it stands in the blog.
    assert_eq!(shell.repo().git(["status", "--porcelain"]), "");
    shell.fails(&["build", "--out", "public"], "outside of the blog");
    shell.fails(&["build", "--out", ".."], "outside of the blog");
    fs::create_dir(shell.place.path().join("mine")).unwrap();
    fs::write(shell.place.path().join("mine/notes.txt"), "mine").unwrap();
    shell.fails(&["build", "--out", "../mine"], "notes.txt");
    assert_eq!(shell.try_in(&shell.blog, &["build"]).status.code(), Some(2));
}

#[test]
fn a_kill_in_the_middle_leaves_the_old_site() {
    let shell = Shell::new();
    let site = shell.place.path().join("site");
    shell.run(&["build", "--out", "../site"]);
    let before = files(&site);
    for n in 0..4000 {
        let text = format!(
            "---\ntitle: Tide {n}\ndate: 2026-01-01\n---\n\n{}",
            "A line of the tide table.\n\n".repeat(40)
        );
        fs::write(shell.blog.join(format!("posts/tide-{n}.md")), text).unwrap();
    }
    let mut child = shell
        .command(&shell.blog, &["build", "--out", "../site"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let pages = |folder: &Path| fs::read_dir(folder).map_or(0, Iterator::count);
    while !begun(shell.place.path()).iter().any(|folder| pages(folder) > 20) {
        assert!(
            child.try_wait().unwrap().is_none(),
            "the build was over before it was seen"
        );
        std::thread::yield_now();
    }
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(9));
    assert_eq!(begun(shell.place.path()).len(), 1);
    assert_eq!(files(&site), before);
    shell.run(&["build", "--out", "../site"]);
    assert_eq!(begun(shell.place.path()), Vec::<std::path::PathBuf>::new());
    assert!(site.join("tide-3999/index.html").is_file());
}

/// `galley serve`, ended when dropped.
struct Server {
    child: Child,
    host: String,
}

impl Server {
    fn start(shell: &Shell) -> Self {
        let mut child = shell
            .command(&shell.blog, &["serve"])
            .env("TMPDIR", shell.place.path().join("tmp"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let host = line
            .trim()
            .strip_prefix("http://")
            .unwrap()
            .trim_end_matches('/')
            .to_owned();
        Server { child, host }
    }

    /// Status and body; the answer may take as long as it waits for something.
    fn ask(&self, host: &str, method: &str, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, body.to_owned())
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.ask(&self.host, "GET", path)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_served_page_follows_its_post() {
    let shell = Shell::new();
    fs::create_dir(shell.place.path().join("tmp")).unwrap();
    let mut server = Server::start(&shell);
    let (status, page) = server.get("/a-tag-is-a-shelf/");
    assert_eq!(status, 200);
    let rendered = shell.run(&["render", "posts/a-tag-is-a-shelf.md"]);
    let (before, rest) = page.split_once("<script>").unwrap();
    let (script, after) = rest.split_once("</script>\n").unwrap();
    // Without what makes it follow, it is the page that is built.
    assert_eq!(format!("{before}{after}"), rendered);
    let (_, version) = script.split_once("/_galley/changes?").unwrap();
    let (version, _) = version.split_once('"').unwrap();
    let post = shell.file("posts/a-tag-is-a-shelf.md");
    fs::write(
        shell.blog.join("posts/a-tag-is-a-shelf.md"),
        post + "\nThe tide came in.\n",
    )
    .unwrap();
    // The answer comes when there is a newer site.
    let (status, newer) = server.get(&format!("/_galley/changes?{version}"));
    assert!(status == 200 && newer != version, "{newer}");
    assert!(server.get("/a-tag-is-a-shelf/").1.contains("The tide came in."));
    // A build that fails leaves the last good site, and the one after it is shown.
    fs::write(
        shell.blog.join("posts/tags.md"),
        "---\ntitle: Tags\ndate: 2026-01-01\n---\n",
    )
    .unwrap();
    let mut said = String::new();
    let mut errors = BufReader::new(server.child.stderr.take().unwrap());
    while !said.contains("posts/tags.md") {
        said.clear();
        assert!(errors.read_line(&mut said).unwrap() > 0, "it ended");
    }
    assert_eq!(server.get("/a-tag-is-a-shelf/").0, 200);
    fs::rename(
        shell.blog.join("posts/tags.md"),
        shell.blog.join("posts/shelves.md"),
    )
    .unwrap();
    let (_, newest) = server.get(&format!("/_galley/changes?{newer}"));
    assert_ne!(newest, newer);
    assert_eq!(server.get("/shelves/").0, 200);
    // Ended politely it leaves nothing behind.
    let ended = Command::new("kill")
        .arg(server.child.id().to_string())
        .status()
        .unwrap();
    assert!(ended.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert_eq!(fs::read_dir(shell.place.path().join("tmp")).unwrap().count(), 0);
}

#[test]
fn only_this_computer_is_answered_and_only_reading() {
    let shell = Shell::new();
    fs::create_dir(shell.place.path().join("tmp")).unwrap();
    let server = Server::start(&shell);
    let port = server.host.rsplit_once(':').unwrap().1.to_owned();
    assert!(server.host.starts_with("127.0.0.1:"), "{}", server.host);
    for (host, status) in [
        (server.host.clone(), 200),
        (format!("localhost:{port}"), 200),
        ("evil.example".to_owned(), 403),
        (format!("127.0.0.1.evil.example:{port}"), 403),
        (format!("[::1]:{port}"), 403),
    ] {
        assert_eq!(server.ask(&host, "GET", "/").0, status, "{host}");
    }
    assert_eq!(server.ask(&server.host, "POST", "/").0, 405);
    let (status, nothing) = server.ask(&server.host, "HEAD", "/");
    assert_eq!((status, nothing.as_str()), (200, ""));
    for path in [
        "/../blog/galley.toml",
        "/.galley-site",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/nothing/",
    ] {
        assert_eq!(server.get(path).0, 404, "{path}");
    }
    assert_eq!(server.get("/tags").0, 307);
    let taken = shell.try_in(&shell.blog, &["serve", "--port", &port]);
    assert_eq!(taken.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&taken.stderr).contains(&format!("Port {port}")));
}

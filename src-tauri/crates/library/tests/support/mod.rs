//! What the tests of open libraries share: a blog with a remote, a library on it, and what it tells unasked.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use galley_library::view::{BodyChange, LibraryEvent, PostQuery, PostRows, PostView, SaveState, SaveView};
use galley_library::{Clock, Library, Opening, Places, Result};
use galley_testkit::repo::{Place, Repo, write_home};
use rustix::fs::{FlockOperation, flock};

/// How long anything may take that happens by itself, on a machine that has other things to do.
pub(crate) const SOON: Duration = Duration::from_secs(10);

/// Thursday, 4 June 2026, 10:42 in Oslo.
pub(crate) fn clock() -> Clock {
    Clock::standing("2026-06-04T10:42:00+02:00[Europe/Oslo]".parse().unwrap())
}

/// Keeps the Git settings of whoever runs the tests away. Writers here are Ada.
pub(crate) fn isolated() {
    // One home for all tests and runs, made in one step, because they run beside each other.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (home, new) = (
        folder.join("home"),
        folder.join(format!("home-{}", std::process::id())),
    );
    if !home.exists() {
        write_home(&new);
        let _ = std::fs::rename(&new, &home);
        let _ = std::fs::remove_dir_all(&new);
    }
    galley_git::use_config_from(&home).unwrap();
}

/// A blog in a repository with a bare remote, and the folders that Galley keeps its own things in.
pub(crate) struct Blog {
    pub(crate) place: Place,
    pub(crate) bare: Repo,
    pub(crate) repo: Repo,
}

impl Blog {
    /// Published with these files, and a `galley.toml`.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let place = Place::new();
        isolated();
        let all: Vec<_> = [("galley.toml", "[site]\ntitle = \"Night Shift\"\n")]
            .iter()
            .chain(files)
            .copied()
            .collect();
        let (bare, repo) = place.published(&all);
        Blog { place, bare, repo }
    }

    /// Galley's own folders.
    pub(crate) fn places(&self) -> Places {
        Places::under(&self.place.path().join("galley"))
    }

    /// The library, opened as the window opens it.
    pub(crate) fn open(&self) -> Desk {
        Desk::open(self.repo.path(), self.places(), clock()).unwrap()
    }

    /// The library, opened as the command line opens it: nothing happens by itself.
    pub(crate) fn read_once(&self) -> Library {
        let opening = Opening {
            places: self.places(),
            clock: clock(),
            listener: None,
        };
        Library::open(self.repo.path(), opening).unwrap()
    }

    /// Waits until nobody holds the library's lock. After a kill that may be a process which was just being started: it has
    /// what the killed one had until it becomes its own program.
    pub(crate) fn let_go(&self) {
        drop(self.lock());
    }

    /// The library's lock, as a window holds it, as soon as nobody has it.
    pub(crate) fn lock(&self) -> std::fs::File {
        let lock = self.places().of_library(self.repo.path()).join("lock");
        let lock = std::fs::File::open(lock).unwrap();
        flock(&lock, FlockOperation::LockExclusive).unwrap();
        lock
    }

    /// Another program puts a new text in the place of a file's, at once: nobody can read half of it.
    pub(crate) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let beside = self.place.path().join("beside");
        std::fs::write(&beside, bytes).unwrap();
        std::fs::rename(&beside, self.repo.path().join(path)).unwrap();
    }

    /// A file's bytes.
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        self.repo.read(path)
    }

    /// A file's text.
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.read(path)).unwrap()
    }

    /// `git diff --numstat` against what is checked out: added, removed, path.
    pub(crate) fn numstat(&self) -> Vec<(u32, u32, String)> {
        numstat(&self.repo.git(["diff", "--numstat", "HEAD"]))
    }
}

/// The lines of `git diff --numstat`.
pub(crate) fn numstat(text: &str) -> Vec<(u32, u32, String)> {
    text.lines()
        .map(|line| {
            let mut parts = line.split('\t');
            let mut number = || parts.next().unwrap().parse().unwrap();
            (number(), number(), parts.next().unwrap().to_owned())
        })
        .collect()
}

/// An open library and what it tells.
pub(crate) struct Desk {
    pub(crate) library: Library,
    events: Receiver<LibraryEvent>,
}

impl Desk {
    /// Opens a library with a listener.
    pub(crate) fn open(folder: &Path, places: Places, clock: Clock) -> Result<Self> {
        let (sender, events) = channel();
        let listener = Box::new(move |event| {
            // A test that has what it wanted listens no longer.
            let _ = sender.send(event);
        });
        let library = Library::open(
            folder,
            Opening {
                places,
                clock,
                listener: Some(listener),
            },
        )?;
        Ok(Desk { library, events })
    }

    /// Waits until an event, or the state of the library after one, is as wanted; stops the test when that takes too long.
    pub(crate) fn wait<T>(&self, what: &str, mut wanted: impl FnMut(&LibraryEvent) -> Option<T>) -> T {
        let until = Instant::now() + SOON;
        let mut seen = Vec::new();
        loop {
            match self
                .events
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                Ok(event) => match wanted(&event) {
                    Some(found) => return found,
                    None => seen.push(event),
                },
                Err(RecvTimeoutError::Timeout) => panic!("{what} did not come in {SOON:?}; came: {seen:#?}"),
                Err(RecvTimeoutError::Disconnected) => panic!("the library is gone before {what}"),
            }
        }
    }

    /// Waits until this post has this save state.
    pub(crate) fn wait_save(&self, post: &str, state: SaveState) -> SaveView {
        self.wait(&format!("{state:?}"), |event| match event {
            LibraryEvent::SaveChanged { post: told, save } if told == post && save.state == state => {
                Some(save.clone())
            }
            _ => None,
        })
    }

    /// Types at the beginning of a text, as the edit of that number; it must be taken.
    pub(crate) fn types(&self, post: &str, seq: u32, text: &str) {
        let ack = self.library.edit_body(post, seq, &insert(0, text)).unwrap();
        assert!(ack.accepted, "edit {seq} of {post}");
    }

    /// Waits until this post has been taken anew from its file.
    pub(crate) fn wait_post(&self, post: &str) -> PostView {
        self.wait("the post's new text", |event| match event {
            LibraryEvent::PostChanged { post: told } if told.post == post => Some((**told).clone()),
            _ => None,
        })
    }

    /// Forgets the events that came so far.
    pub(crate) fn hush(&self) {
        while self.events.try_recv().is_ok() {}
    }

    /// All posts.
    pub(crate) fn rows(&self) -> PostRows {
        self.library.posts(&everything()).unwrap()
    }
}

/// Every post.
pub(crate) fn everything() -> PostQuery {
    PostQuery {
        limit: u32::MAX,
        ..PostQuery::default()
    }
}

/// One insertion.
pub(crate) fn insert(at: usize, text: &str) -> Vec<BodyChange> {
    replace(at, at, text)
}

/// One replacement.
pub(crate) fn replace(from: usize, to: usize, text: &str) -> Vec<BodyChange> {
    let unit = |n| u32::try_from(n).unwrap();
    vec![BodyChange {
        from: unit(from),
        to: unit(to),
        insert: text.into(),
    }]
}

/// The hash that the editor compares: FNV-1a over UTF-16 units.
pub(crate) fn editor_hash(text: &str) -> String {
    let fold = |hash: u32, unit: u16| (hash ^ u32::from(unit)).wrapping_mul(16_777_619);
    format!("{:08x}", text.encode_utf16().fold(2_166_136_261_u32, fold))
}

/// A folder that nobody can write in, root included, until it is dropped.
pub(crate) struct Immutable(PathBuf);

impl Immutable {
    /// `None` where the file system does not know this.
    pub(crate) fn make(folder: &Path) -> Option<Self> {
        let made = Command::new("chattr")
            .arg("+i")
            .arg(folder)
            .status()
            .is_ok_and(|status| status.success());
        let guard = made.then(|| Immutable(folder.to_path_buf()))?;
        std::fs::write(folder.join("probe"), "").is_err().then_some(guard)
    }
}

impl Drop for Immutable {
    fn drop(&mut self) {
        let _ = Command::new("chattr").arg("-i").arg(&self.0).status();
    }
}

/// The variable by which a test program knows that it is a test's second process, and in which folder it works.
const CHILD: &str = "GALLEY_TEST_CHILD";

/// The folder that a second process was given; `None` in the test itself.
pub(crate) fn in_child() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// This test program once more, to run `test` alone with `folder` as its [`in_child`].
pub(crate) fn second_process(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]);
    command
        .env(CHILD, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A running process that is killed when dropped, and the lines that it prints.
pub(crate) struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    /// Starts it.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::inherit()).spawn().unwrap();
        let (sender, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in out.lines().map_while(std::io::Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Running { child, lines }
    }

    /// The rest of the next line that begins with `mark`; `None` when the process ended without one.
    pub(crate) fn said(&self, mark: &str) -> Option<String> {
        let until = Instant::now() + SOON;
        loop {
            match self
                .lines
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                // What a test prints first stands behind the name of the test.
                Ok(line) => match line.find(mark) {
                    Some(at) => return Some(line[at + mark.len()..].to_owned()),
                    None => continue,
                },
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the second process did not say {mark:?} in {SOON:?}")
                }
            }
        }
    }

    /// Ends it the hard way, and waits until it is gone.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

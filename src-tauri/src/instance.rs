//! One Galley for each user: a second start hands what it wants to the first one, and ends.
//!
//! The first one holds a lock in the state folder for as long as it runs, so that nothing is left of one that was killed, and
//! listens at a socket beside it, which only this user may use.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use galley_library::Places;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager};

use crate::shell::Wanted;
use crate::windows::Windows;

/// How long a second start waits for the first one.
const PATIENCE: Duration = Duration::from_secs(5);
/// The first one may have its lock, and be about to listen. Nothing tells of that moment, so it is looked for this often.
const AGAIN: Duration = Duration::from_millis(20);
/// The longest message; paths are shorter.
const LONGEST: u64 = 64 * 1024;
const DONE: &[u8] = b"shown\n";

/// What became of a start.
pub enum Claim {
    /// Galley runs already, and shows it.
    Shown,
    /// This is the first one.
    First(First),
    /// Nobody can be asked: this one runs for itself. A library has a lock of its own.
    Alone,
}

/// The first start, with what makes it that.
pub struct First {
    /// Held as long as the process lives.
    lock: File,
    listener: UnixListener,
}

/// What a second start wants.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Message {
    library: Option<PathBuf>,
    post: Option<String>,
}

/// Becomes the first one, or lets the first one show what is wanted.
pub fn claim(places: &Places, wanted: &Wanted) -> Claim {
    match try_claim(places, wanted) {
        Ok(claim) => claim,
        // No such folder, no such lock, no such socket on this disk.
        Err(_) => Claim::Alone,
    }
}

fn try_claim(places: &Places, wanted: &Wanted) -> io::Result<Claim> {
    fs::create_dir_all(&places.state)?;
    let socket = places.state.join("window.sock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(places.state.join("window.lock"))?;
    let begun = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => break,
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => (),
        }
        if hand_over(&socket, wanted).is_ok() {
            return Ok(Claim::Shown);
        }
        if begun.elapsed() > PATIENCE {
            return Ok(Claim::Alone);
        }
        std::thread::sleep(AGAIN);
    }
    // Whoever had it before is gone.
    match fs::remove_file(&socket) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => (),
    }
    let listener = UnixListener::bind(&socket)?;
    fs::set_permissions(&socket, fs::Permissions::from_mode(0o600))?;
    Ok(Claim::First(First { lock, listener }))
}

fn hand_over(socket: &PathBuf, wanted: &Wanted) -> io::Result<()> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let message = Message {
        library: wanted.library.clone(),
        post: wanted.post.clone(),
    };
    let mut line = serde_json::to_vec(&message)?;
    line.push(b'\n');
    stream.write_all(&line)?;
    let mut answer = Vec::new();
    stream.take(DONE.len() as u64).read_to_end(&mut answer)?;
    if answer == DONE {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

impl First {
    /// Shows what later starts want, until the process ends.
    ///
    /// # Errors
    /// When there can be no more threads.
    pub fn listen(self, app: &AppHandle) -> io::Result<()> {
        let app = app.clone();
        std::thread::Builder::new()
            .name("instance".into())
            .spawn(move || {
                let First { lock, listener } = self;
                for stream in listener.incoming().flatten() {
                    // One that says nothing keeps the next one waiting, and no more than that.
                    let _ = answer(stream, &app);
                }
                drop(lock);
            })
            .map(drop)
    }
}

fn answer(stream: UnixStream, app: &AppHandle) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut line = Vec::new();
    BufReader::new(&stream)
        .take(LONGEST)
        .read_until(b'\n', &mut line)?;
    let Message { library, post } = serde_json::from_slice(&line)?;
    // Windows are the main thread's.
    let (sender, shown) = channel();
    let own = app.clone();
    let show = move || {
        let done = own.state::<Windows>().show(&own, Wanted { library, post });
        let _ = sender.send(done.is_ok());
    };
    app.run_on_main_thread(show).map_err(io::Error::other)?;
    if shown.recv_timeout(PATIENCE) == Ok(true) {
        (&stream).write_all(DONE)?;
    }
    Ok(())
}

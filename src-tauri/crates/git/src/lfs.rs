//! Git LFS: files that Git keeps as a pointer of three lines, with their bytes on a server of their own.
//!
//! `git-lfs` itself stores, gets and sends the bytes; what a pointer says of a file is worked out here, so that looking at files
//! starts no program. It is run in a trusted repository only: the settings of one can name servers and programs for it.
//! The form of a pointer: `docs/spec.md` of Git LFS.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use git2::{AttrCheckFlags, IndexEntry, IndexTime, Oid};
use sha2::{Digest, Sha256};

use crate::cancel::Cancel;
use crate::child::{self, End};
use crate::environment;
use crate::error::Error;
use crate::local;
use crate::paths;
use crate::progress::{Progress, RemoteLines};
use crate::repository::Opened;
use crate::sides::{Changed, File, entry};
use crate::unsupported::Unsupported;

/// The first line of a pointer.
const VERSION: &str = "version https://git-lfs.github.com/spec/v1\n";
/// Longer than any pointer, in bytes.
const POINTER: u64 = 1024;
/// Git's settings for its files.
const FILTERS: [(&str, &str); 4] = [
    ("filter.lfs.clean", "git-lfs clean -- %f"),
    ("filter.lfs.smudge", "git-lfs smudge -- %f"),
    ("filter.lfs.process", "git-lfs filter-process"),
    ("filter.lfs.required", "true"),
];
/// How long one file may take on its way: a film over a slow line.
const LONGEST: Duration = Duration::from_secs(3600);

/// Whether the attributes give a file to LFS.
pub(crate) fn keeps(repo: &git2::Repository, path: &Path) -> Result<bool, Error> {
    Ok(repo.get_attr_bytes(path, "filter", AttrCheckFlags::FILE_THEN_INDEX)? == Some(b"lfs"))
}

/// Refuses such a file where `git-lfs` may not or cannot run.
pub(crate) fn allow(repo: &Opened, path: &Path) -> Result<(), Error> {
    program()?;
    if repo.trusted {
        return Ok(());
    }
    Err(Error::Untrusted {
        what: format!("git-lfs, for {}", path.display()),
    })
}

fn program() -> Result<PathBuf, Error> {
    let missing = |name: &str| Error::unsupported(Unsupported::LfsMissing, name);
    // `git-lfs` asks Git for settings.
    local::program("git").ok_or_else(|| missing("git"))?;
    local::program("git-lfs").ok_or_else(|| missing("git-lfs"))
}

fn command(repo: &Opened, words: &[&str]) -> Result<Command, Error> {
    let mut command = Command::new(program()?);
    command
        .args(words)
        .current_dir(repo.workdir().unwrap_or_else(|| repo.path()))
        // Nobody could answer on a terminal.
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_CONFIG_COUNT", FILTERS.len().to_string());
    // As `git lfs install` sets them: without, it takes the writer for somebody who does not want files checked out.
    for (number, (name, value)) in FILTERS.iter().enumerate() {
        command
            .env(format!("GIT_CONFIG_KEY_{number}"), name)
            .env(format!("GIT_CONFIG_VALUE_{number}"), value);
    }
    environment::prepare(&mut command);
    Ok(command)
}

/// The pointer of these bytes; a pointer is one already, and nothing stays nothing.
pub(crate) fn pointer(bytes: &[u8]) -> Vec<u8> {
    if bytes.is_empty() || is_pointer(bytes) {
        return bytes.to_vec();
    }
    let hash: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{VERSION}oid sha256:{hash}\nsize {}\n", bytes.len()).into_bytes()
}

pub(crate) fn is_pointer(bytes: &[u8]) -> bool {
    bytes.len() as u64 <= POINTER && bytes.starts_with(VERSION.as_bytes())
}

/// Whether a file on disk is what a pointer in Git says.
pub(crate) fn is_same(repo: &git2::Repository, path: &Path, place: &Path, file: Option<File>) -> bool {
    let same = || {
        let file = file.filter(|file| file.is_plain())?;
        let blob = repo.find_blob(file.id).ok()?;
        let size = || fs::metadata(place).is_ok_and(|found| size_in(blob.content()) == Some(found.len()));
        Some(is_pointer(blob.content()) && size() && pointer(&fs::read(place).ok()?) == blob.content())
    };
    keeps(repo, path).unwrap_or(false) && same() == Some(true)
}

fn size_in(pointer: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(pointer).ok()?;
    text.lines()
        .find_map(|line| line.strip_prefix("size "))?
        .parse()
        .ok()
}

/// Hands a file of the work tree to `git-lfs` and stages its pointer.
pub(crate) fn stage(
    repo: &Opened,
    index: &mut git2::Index,
    work_dir: &Path,
    path: &Path,
    cancel: &Cancel,
) -> Result<(), Error> {
    let place = work_dir.join(path);
    let failed = |error| Error::io(format!("reading {}", place.display()), error);
    let found = fs::metadata(&place).map_err(failed)?;
    let bytes = fs::read(&place).map_err(failed)?;
    let kept = clean(repo, path, &bytes, cancel)?;
    let mode = if found.mode() & 0o100 == 0 {
        0o100_644
    } else {
        0o100_755
    };
    let file = File {
        mode,
        id: repo.blob(&kept)?,
    };
    // With the times from before it was read: what is written meanwhile is seen as a change.
    index.add(&entry_of(path, file, &found))?;
    Ok(())
}

/// An entry that knows the times of the file on disk, so that nobody need read it again to know that it is the same.
pub(crate) fn entry_of(path: &Path, file: File, found: &Metadata) -> IndexEntry {
    // Git's index has 32 bits for each of these, and compares only those.
    let low = |number: u64| u32::try_from(number & u64::from(u32::MAX)).unwrap_or_default();
    let time = |seconds: i64, nanos: i64| {
        IndexTime::new(
            i32::try_from(seconds).unwrap_or_default(),
            u32::try_from(nanos).unwrap_or_default(),
        )
    };
    IndexEntry {
        ctime: time(found.ctime(), found.ctime_nsec()),
        mtime: time(found.mtime(), found.mtime_nsec()),
        dev: low(found.dev()),
        ino: low(found.ino()),
        uid: found.uid(),
        gid: found.gid(),
        file_size: low(found.len()),
        ..entry(path, file)
    }
}

fn clean(repo: &Opened, path: &Path, bytes: &[u8], cancel: &Cancel) -> Result<Vec<u8>, Error> {
    let name = path.to_string_lossy();
    let mut call = command(repo, &["clean", "--", &name])?;
    let answer = child::ask(&mut call, bytes, LONGEST, POINTER, cancel);
    cancel.check()?;
    let answer = answer.map_err(|error| Error::io("starting git-lfs", error))?;
    if !answer.success || !(is_pointer(&answer.bytes) || bytes.is_empty()) {
        return Err(Error::Lfs {
            path: path.to_owned(),
            words: answer.complaints,
        });
    }
    Ok(answer.bytes)
}

/// Gives files that stand ready with their pointers the bytes that those mean, from this computer or from the server.
pub(crate) fn fill(repo: &Opened, path: &Path, ready: &Path, cancel: &Cancel) -> Result<(), Error> {
    let failed = |error| Error::io(format!("writing {}", path.display()), error);
    let kept = fs::read(ready).map_err(failed)?;
    if !is_pointer(&kept) {
        return Ok(());
    }
    let name = path.to_string_lossy();
    let mut call = command(repo, &["smudge", "--", &name])?;
    let answer = child::ask(&mut call, &kept, LONGEST, u64::MAX, cancel);
    cancel.check()?;
    let answer = answer.map_err(|error| Error::io("starting git-lfs", error))?;
    // What cannot be had comes out as the pointer, or as nothing.
    if !answer.success || is_pointer(&answer.bytes) || pointer(&answer.bytes) != kept {
        return Err(Error::Lfs {
            path: path.to_owned(),
            words: answer.complaints,
        });
    }
    fs::write(ready, &answer.bytes).map_err(failed)
}

/// After a copy was made: gets the bytes behind all pointers that are checked out. Without them the copy is one all the same:
/// why some could not be had is told.
pub(crate) fn get_all(repo: &Opened, tell: &mut dyn FnMut(Progress), cancel: &Cancel) -> Result<(), Error> {
    let index = repo.index()?;
    let mut any = false;
    for entry in index.iter().filter(|entry| u64::from(entry.file_size) <= POINTER) {
        let Some(path) = paths::from_bytes(&entry.path) else {
            continue;
        };
        any = keeps(repo, &path)?;
        if any {
            break;
        }
    }
    if !any {
        return Ok(());
    }
    let mut lines = RemoteLines::default();
    let mut heard = |bytes: &[u8]| lines.push(bytes, |line| tell(Progress::Remote(line)));
    match command(repo, &["pull"]) {
        Ok(call) => drop(child::follow(call, "", LONGEST, cancel, &mut heard)),
        Err(error) => tell(Progress::Remote(error.to_string())),
    }
    cancel.check()
}

/// Sends the bytes behind pointers before a commit goes to a branch of a remote: `line` is what `pre-push` is told.
pub(crate) fn send(
    repo: &Opened,
    known: Option<Oid>,
    commit: Oid,
    (remote, address, line): (&str, &str, &str),
    tell: &mut dyn FnMut(Progress),
    cancel: &Cancel,
) -> Result<(), Error> {
    let Some(path) = first_pointer(repo, known, commit)? else {
        return Ok(());
    };
    allow(repo, &path)?;
    let call = command(repo, &["pre-push", remote, address])?;
    let mut lines = RemoteLines::default();
    let ended = child::follow(call, line, LONGEST, cancel, &mut |bytes| {
        lines.push(bytes, |line| {
            tell(Progress::Hook {
                name: "git-lfs pre-push".to_owned(),
                line,
            });
        });
    });
    cancel.check()?;
    match ended.map_err(|error| Error::io("starting git-lfs", error))? {
        End::Exited(status) if status.success() => Ok(()),
        _ => Err(Error::Lfs {
            path,
            words: lines.words(),
        }),
    }
}

/// A file that a push would bring as a pointer, in any of its commits.
fn first_pointer(repo: &Opened, known: Option<Oid>, commit: Oid) -> Result<Option<PathBuf>, Error> {
    // Where `git-lfs` never ran there is nothing to send.
    if !repo.commondir().join("lfs").exists() {
        return Ok(None);
    }
    let mut walk = repo.revwalk()?;
    walk.push(commit)?;
    if let Some(known) = known.filter(|id| repo.find_commit(*id).is_ok()) {
        walk.hide(known)?;
    }
    let odb = repo.odb()?;
    for id in walk {
        let found = repo.find_commit(id?)?;
        let before = found.parents().next().map(|parent| parent.tree()).transpose()?;
        let changed = Changed::between(repo, before.as_ref(), Some(&found.tree()?))?;
        for (path, (_, now)) in changed.files {
            let Some(file) = now.filter(|file| file.is_plain()) else {
                continue;
            };
            if odb.read_header(file.id)?.0 as u64 <= POINTER && is_pointer(repo.find_blob(file.id)?.content())
            {
                return Ok(Some(path));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::{is_pointer, pointer};

    /// The example of the specification has this form; the hash is that of `hello\n`.
    #[test]
    fn a_pointer_is_that_of_the_specification() {
        let text = pointer(b"hello\n");
        assert_eq!(
            String::from_utf8_lossy(&text),
            "version https://git-lfs.github.com/spec/v1\n\
             oid sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\nsize 6\n"
        );
        assert!(is_pointer(&text) && !is_pointer(b"hello\n"));
        assert_eq!(pointer(&text), text);
        assert_eq!(pointer(b""), b"");
    }
}

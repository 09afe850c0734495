//! Paths relative to the work tree: between Git's bytes and the system's paths, and which ones may be committed.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::Error;

/// Git's bytes as a path.
pub(crate) fn from_bytes(bytes: &[u8]) -> Option<PathBuf> {
    (!bytes.is_empty()).then(|| PathBuf::from(OsStr::from_bytes(bytes)))
}

/// A path as Git's bytes.
pub(crate) fn to_bytes(path: &Path) -> Cow<'_, [u8]> {
    Cow::Borrowed(path.as_os_str().as_bytes())
}

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnDisk {
    File,
    Link,
    Nothing,
}

/// Looks at a path to be committed, and refuses what Git would refuse or what is not this repository's.
pub(crate) fn look(workdir: &Path, path: &Path) -> Result<OnDisk, Error> {
    let bad = |why| Error::BadPath {
        path: path.to_owned(),
        why,
    };
    if path.as_os_str().is_empty() || path.is_absolute() {
        return Err(bad("it is not a path inside the repository"));
    }
    let mut at = workdir.to_owned();
    let mut parts = path.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(name) = part else {
            return Err(bad("it is not a plain path inside the repository"));
        };
        if name.eq_ignore_ascii_case(".git") {
            return Err(bad("it is Git's own"));
        }
        at.push(name);
        let last = parts.peek().is_none();
        let kind = match std::fs::symlink_metadata(&at) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if is_absent(&error) => return Ok(OnDisk::Nothing),
            Err(error) => return Err(Error::io(format!("looking at {}", at.display()), error)),
        };
        if kind.is_dir() {
            if at.join(".git").symlink_metadata().is_ok() {
                return Err(bad("it belongs to another repository"));
            }
        } else if !last {
            if kind.is_symlink() {
                return Err(bad("it is behind a symbolic link"));
            }
            return Ok(OnDisk::Nothing);
        }
        if last {
            return match kind {
                // A folder now; as a file the path is gone.
                _ if kind.is_dir() => Ok(OnDisk::Nothing),
                _ if kind.is_file() => Ok(OnDisk::File),
                _ if kind.is_symlink() => Ok(OnDisk::Link),
                _ => Err(bad("it is neither a file nor a link")),
            };
        }
    }
    Err(bad("it is not a path inside the repository"))
}

fn is_absent(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
    )
}

/// A path as settings have it: `~/` is the writer's home folder.
pub(crate) fn at_home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(path),
    }
}

/// A new file that its owner alone can read, in the folder for temporary files.
pub(crate) fn private_file(name: &str) -> std::io::Result<(std::fs::File, PathBuf)> {
    use std::os::unix::fs::OpenOptionsExt;
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("{name}-{}-{number}", std::process::id()));
    // Where the name is taken already, a link perhaps, it is refused.
    let options = std::fs::File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .clone();
    Ok((options.open(&path)?, path))
}

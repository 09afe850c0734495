//! Reading a file of the library, whatever stands under its name: a repository may hold links out of the folder, pipes that
//! nobody writes to, and devices without an end.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::paths;
use crate::scan::LARGEST;

/// The bytes of a file of the library.
///
/// # Errors
/// `InvalidInput` for what stands outside, is no regular file, or is larger than [`LARGEST`]; else what the system says.
pub fn read(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    let refused = |why: &str| io::Error::new(io::ErrorKind::InvalidInput, why.to_owned());
    let file = match open_plain(root, path) {
        Some(file) => file,
        None => match paths::resolve(root, path) {
            Ok(file) => open(&file)?,
            Err(_) if !root.join(path).exists() => return Err(io::ErrorKind::NotFound.into()),
            Err(error) => return Err(refused(error.code)),
        },
    };
    let size = file.metadata().map_or(0, |meta| meta.len().min(LARGEST));
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        Err(refused("too large"))
    } else {
        Ok(bytes)
    }
}

/// The bytes of a file of Galley's own, in the folders of its user: whatever stands under its name there by now.
///
/// # Errors
/// `InvalidInput` for what is no regular file, or longer than `most`; else what the system says.
pub fn read_own(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(file)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "too large"));
    }
    Ok(bytes)
}

/// Opens a regular file that no link leads to, in the one step in which Linux also sees to it that it stands inside: an
/// index of thousands of posts is read by this. `None` for all else.
#[cfg(target_os = "linux")]
fn open_plain(root: &Path, path: &str) -> Option<File> {
    use rustix::fs::{Mode, OFlags, ResolveFlags, open, openat2};
    if path.split('/').any(|part| part.eq_ignore_ascii_case(".git")) {
        return None;
    }
    let root = open(
        root,
        OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC,
        Mode::empty(),
    )
    .ok()?;
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let inside = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    let file = File::from(openat2(root, path, flags, Mode::empty(), inside).ok()?);
    file.metadata().is_ok_and(|meta| meta.is_file()).then_some(file)
}

#[cfg(not(target_os = "linux"))]
fn open_plain(_root: &Path, _path: &str) -> Option<File> {
    None
}

/// Opens a regular file without waiting for a pipe's other end.
fn open(path: &Path) -> io::Result<File> {
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or_default();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_out_pipes_and_devices_are_refused_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("blog");
        std::fs::create_dir(&root).unwrap();
        std::fs::write(dir.path().join("secret"), "no").unwrap();
        std::fs::write(root.join("a.md"), "yes").unwrap();
        std::os::unix::fs::symlink("a.md", root.join("inside.md")).unwrap();
        std::os::unix::fs::symlink("../secret", root.join("out.md")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", root.join("zero.md")).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(root.join("pipe.md"))
            .status()
            .unwrap();
        assert!(made.success());
        for path in ["out.md", "zero.md", "pipe.md", "../secret"] {
            assert_eq!(
                read(&root, path).unwrap_err().kind(),
                io::ErrorKind::InvalidInput,
                "{path}"
            );
        }
        assert_eq!(
            read(&root, "gone.md").unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
        assert_eq!(read(&root, "inside.md").unwrap(), b"yes");
    }
}

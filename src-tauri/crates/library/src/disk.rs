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
    let file = match paths::resolve(root, path) {
        Ok(file) => file,
        Err(_) if !root.join(path).exists() => return Err(io::ErrorKind::NotFound.into()),
        Err(error) => return Err(refused(error.code)),
    };
    let file = open(&file)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        Err(refused("too large"))
    } else {
        Ok(bytes)
    }
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

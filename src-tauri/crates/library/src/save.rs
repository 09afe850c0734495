//! Writing one file so that a power cut leaves the old or the new bytes, and so that bytes which another
//! program wrote meanwhile are never overwritten.
//!
//! The order is temp file → fsync → exchange → look at what came out → fsync of the folder. The exchange
//! (`renameat2` with `RENAME_EXCHANGE`) makes the last look certain: what was replaced is in our hands, and when
//! it is not what the writer started from, it is put back.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use rustix::fs::{CWD, RenameFlags, renameat_with};

/// The mark in the names of our temp files; a scan skips them and [`sweep`] takes in what a crash left.
const TEMP_MARK: &str = ".galley-tmp-";

/// Older than any save that is still under way.
const LONG: Duration = Duration::from_secs(60);

/// A hash of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash(blake3::Hash);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Hash(blake3::hash(bytes))
    }
}

/// What became of a save.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// The file has the bytes.
    Written,
    /// The file has other bytes than the base: these. Nothing was written.
    TwoVersions(Option<Vec<u8>>),
}

/// Writes `bytes` to `path` if the file still is what `base` says (`None`: it does not exist).
///
/// # Errors
/// Whatever the file system says (full disk, read-only folder); the file is then as it was.
pub fn save(path: &Path, base: Option<Hash>, bytes: &[u8]) -> io::Result<Saved> {
    // A link is written through, so that the link stays one.
    let target = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_symlink() => fs::canonicalize(path)?,
        _ => path.to_path_buf(),
    };
    let disk = read_if_there(&target)?;
    if disk.as_deref().map(Hash::of) != base {
        // The same text from elsewhere is no second version.
        return Ok(match disk {
            Some(disk) if disk == bytes => Saved::Written,
            disk => Saved::TwoVersions(disk),
        });
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut temp = Temp::write(folder, &target, bytes)?;
    let replaced = if base.is_some() {
        exchange(&mut temp, &target, base)?
    } else {
        put_new(&temp.path, &target)?
    };
    if let Some(theirs) = replaced {
        return Ok(Saved::TwoVersions(theirs));
    }
    drop(temp);
    File::open(folder)?.sync_all()?;
    Ok(Saved::Written)
}

/// Removes a file if it still is what `base` says. It goes aside first and is looked at there: what another program wrote at the
/// last moment comes back.
///
/// # Errors
/// Whatever the file system says; the file is then as it was.
pub fn remove(path: &Path, base: Hash) -> io::Result<Saved> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let aside = Temp::beside(folder, path);
    fs::rename(path, &aside)?;
    let is = fs::read(&aside);
    if is.as_ref().is_ok_and(|is| Hash::of(is) == base) {
        fs::remove_file(&aside)?;
        File::open(folder)?.sync_all()?;
        return Ok(Saved::Written);
    }
    // Where somebody has the name again, the next sweep takes in what went aside.
    rename_new(&aside, path)?;
    Ok(Saved::TwoVersions(Some(is?)))
}

/// Removes temp files that a crash left in `folder`, once `keep` has their bytes: a crash between an exchange and the look at
/// what came out leaves another program's text in one. `keep` says whether it has them safely.
pub fn sweep(folder: &Path, keep: &dyn Fn(&Path, Vec<u8>) -> bool) {
    let Ok(files) = fs::read_dir(folder) else { return };
    let now = SystemTime::now();
    for file in files.flatten() {
        let path = file.path();
        let left = file.file_type().is_ok_and(|kind| kind.is_file()) && is_left(&path, now);
        let Some(bytes) = left.then(|| fs::read(&path).ok()).flatten() else {
            continue;
        };
        if bytes.is_empty() || keep(&path, bytes) {
            // A failure leaves a hidden file that the next sweep meets again.
            let _ = fs::remove_file(&path);
        }
    }
}

/// True for a temp file whose process is gone: `.NAME.galley-tmp-PID-COUNT`. The number may be another process's by now: an
/// old file which that one does not have open is left over too.
pub(crate) fn is_left(file: &Path, now: SystemTime) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let Some((_, numbers)) = name.rsplit_once(TEMP_MARK).filter(|_| is_temp(&name)) else {
        return false;
    };
    let Some((pid, count)) = numbers.split_once('-') else {
        return false;
    };
    let pid = pid
        .parse()
        .ok()
        .filter(|pid| *pid > 0)
        .and_then(rustix::process::Pid::from_raw);
    let gone = |pid| rustix::process::test_kill_process(pid) == Err(rustix::io::Errno::SRCH);
    count.parse::<u32>().is_ok()
        && pid.is_some_and(|pid| gone(pid) || is_old(file, now) && !has_open(pid, file))
}

/// By when it got its name or its text: what came out of an exchange has the times of the post that it was.
fn is_old(file: &Path, now: SystemTime) -> bool {
    let Ok(found) = fs::symlink_metadata(file) else {
        return false;
    };
    let seconds = u64::try_from(found.mtime().max(found.ctime())).unwrap_or(0);
    let touched = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    now.duration_since(touched).is_ok_and(|age| age > LONG)
}

/// True also where nobody can tell.
fn has_open(pid: rustix::process::Pid, file: &Path) -> bool {
    let (Ok(file), Ok(open)) = (
        fs::canonicalize(file),
        fs::read_dir(format!("/proc/{}/fd", pid.as_raw_nonzero())),
    ) else {
        return true;
    };
    open.flatten()
        .any(|open| fs::read_link(open.path()).is_ok_and(|to| to == file))
}

/// True for the name of one of our temp files.
pub fn is_temp(name: &str) -> bool {
    name.starts_with('.') && name.contains(TEMP_MARK)
}

fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A temp file, removed when dropped if it has nothing but our bytes.
struct Temp {
    path: PathBuf,
    /// False while the name has bytes that another program may have written. What is left then is taken in by [`sweep`].
    ours: bool,
}

impl Temp {
    /// A name that nobody has.
    fn beside(folder: &Path, target: &Path) -> PathBuf {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        // Names may be 255 bytes long: a long one is cut, so that the mark fits.
        let short: String = name.chars().take(40).collect();
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        folder.join(format!(".{short}{TEMP_MARK}{}-{count}", std::process::id()))
    }

    fn write(folder: &Path, target: &Path, bytes: &[u8]) -> io::Result<Self> {
        let path = Self::beside(folder, target);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        let temp = Temp { path, ours: true };
        file.write_all(bytes)?;
        if let Ok(meta) = fs::metadata(target) {
            file.set_permissions(meta.permissions())?;
        }
        file.sync_all()?;
        Ok(temp)
    }
}

impl Drop for Temp {
    fn drop(&mut self) {
        if self.ours {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Exchanges the two names. `Some` when what came out was not the base: it is back in its place then.
fn exchange(temp: &mut Temp, target: &Path, base: Option<Hash>) -> io::Result<Option<Option<Vec<u8>>>> {
    let path = temp.path.as_path();
    match renameat_with(CWD, path, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => {
            temp.ours = false;
            let old = fs::read(path)?;
            if Some(Hash::of(&old)) == base {
                temp.ours = true;
                return Ok(None);
            }
            renameat_with(CWD, path, CWD, target, RenameFlags::EXCHANGE)?;
            temp.ours = true;
            Ok(Some(Some(old)))
        }
        // Deleted between the look and the exchange.
        Err(rustix::io::Errno::NOENT) => Ok(Some(None)),
        // File systems without an exchange (some network and FUSE ones): this look is the last one.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {
            let disk = read_if_there(target)?;
            if disk.as_deref().map(Hash::of) != base {
                return Ok(Some(disk));
            }
            fs::rename(path, target)?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives the temp file a name that nobody has yet. `Some` when somebody has it.
fn put_new(temp: &Path, target: &Path) -> io::Result<Option<Option<Vec<u8>>>> {
    match fs::hard_link(temp, target) {
        Ok(()) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Some(Some(fs::read(target)?))),
        // FAT and some network folders know no hard links.
        Err(_) => match renameat_with(CWD, temp, CWD, target, RenameFlags::NOREPLACE) {
            Ok(()) => Ok(None),
            Err(rustix::io::Errno::EXIST) => Ok(Some(Some(fs::read(target)?))),
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) if !target.exists() => {
                fs::rename(temp, target).map(|()| None)
            }
            Err(error) => Err(error.into()),
        },
    }
}

/// Gives a file another name, one that nobody has. False when somebody has it; nothing is overwritten.
///
/// # Errors
/// What the file system says; the file has its old name then.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<bool> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::EXIST) => Ok(false),
        // File systems that know no such rename.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {
            match fs::hard_link(from, to) {
                Ok(()) => fs::remove_file(from).map(|()| true),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
                Err(_) if to.exists() => Ok(false),
                Err(_) => fs::rename(from, to).map(|()| true),
            }
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
#[path = "save_tests.rs"]
mod tests;

//! What a crash left: in the recovery log, made into a post again, and temp files beside the posts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use galley_post::{Known, Post};

use crate::clock::Clock;
use crate::library::{Inner, lock, open_state};
use crate::lines::lf;
use crate::recovery::{Left, RecoveryLog};
use crate::session::Session;
use crate::view::Recovery;
use crate::{compare, disk, save};

/// Removes the temp files that saves left in these folders, once the log has what stands in them.
pub(crate) fn sweep<'f>(log: &RecoveryLog, clock: &Clock, folders: impl Iterator<Item = &'f Path>) {
    let at = clock.now().timestamp().as_millisecond();
    let keep = |file: &Path, bytes| {
        log.keep(&file.display().to_string(), bytes, at);
        log.flush();
        log.failing().is_none()
    };
    folders.for_each(|folder| save::sweep(folder, &keep));
}

/// The same for files that Git lists, also in a library that is not open for editing. Where a window has it, that one does it.
pub(crate) fn sweep_listed(inner: &Inner, files: &[PathBuf]) {
    let now = SystemTime::now();
    let folders: BTreeSet<&Path> = files
        .iter()
        .filter(|file| save::is_left(file, now))
        .filter_map(|file| file.parent())
        .collect();
    if folders.is_empty() {
        return;
    }
    let folders = folders.into_iter();
    match &inner.log {
        Some(log) => sweep(log, &inner.clock, folders),
        None => {
            if let Ok((_lock, Some(log), _)) = open_state(&inner.places, &inner.root) {
                sweep(&log, &inner.clock, folders);
            }
        }
    }
}

/// The session as it was when Galley stopped.
pub(crate) fn replayed(left: &Left) -> Session {
    let mut session = Session::new(&left.path, left.base.clone());
    // The first edit that does not fit ends it: what came before is still the writer's text.
    let _ = left.edits.iter().all(|edit| session.replay(edit));
    session
}

/// True when the file has the text as it was before the edits or after one of them: a save wrote it, and no other program.
fn written_by_us(left: &Left, disk: &[u8]) -> bool {
    let mut session = Session::new(&left.path, left.base.clone());
    left.base == disk
        || left
            .edits
            .iter()
            .any(|edit| session.replay(edit) && session.post().bytes() == disk)
}

/// What the window asks about; `None` when the file has the text already.
pub(crate) fn recovery(inner: &Inner, left: &Left) -> Option<Recovery> {
    let mine = replayed(left).post();
    let disk = disk::read(&inner.root, &left.path).ok();
    if disk.as_deref() == Some(mine.bytes()) || left.base == mine.bytes() {
        return None;
    }
    let file_changed = !disk.as_deref().is_some_and(|disk| written_by_us(left, disk));
    let disk = Post::parse(disk.unwrap_or_default());
    let (before, after) = (lf(disk.body()), lf(mine.body()));
    let title = mine
        .known(Known::Title)
        .and_then(|found| found.value.as_str().map(str::to_owned));
    let at = jiff::Timestamp::from_millisecond(left.at).unwrap_or_default();
    Some(Recovery {
        id: left.id.to_string(),
        path: left.path.clone(),
        title: title.unwrap_or_else(|| left.path.clone()),
        at: at
            .to_zoned(inner.clock.now().time_zone().clone())
            .strftime("%H:%M")
            .to_string(),
        words: compare::words_added(&before, &after),
        blocks: compare::blocks(&before, &after),
        file_changed,
    })
}

/// Forgets what the files have by now: it is no loss, and a later text must not be asked about with an older one.
pub(crate) fn settle(inner: &Inner) {
    let all = std::mem::take(&mut *lock(&inner.left));
    let mut texts = Vec::new();
    // A crash between putting a text back and forgetting where it came from leaves the same text twice.
    let asked = |left: &Left| {
        let text = (left.path.clone(), replayed(left).post().bytes().to_vec());
        let fresh = recovery(inner, left).is_some() && !texts.contains(&text);
        texts.push(text);
        fresh
    };
    let (open, settled): (Vec<Left>, Vec<Left>) = all.into_iter().partition(asked);
    if let Some(log) = &inner.log {
        settled.iter().for_each(|left| log.forget_left(left.id));
    }
    *lock(&inner.left) = open;
}

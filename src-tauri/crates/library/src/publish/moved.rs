//! Where publishing moved drafts to, and what writers renamed, until the version with them was sent: their old names go with them. Kept in the state
//! folder, because an attempt that could not be sent is often taken up again after a restart, or by the command line.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::PathBuf;

use galley_git as git;
use galley_post::{Known, Post};

use crate::library::Inner;
use crate::view::ChangeKind;
use crate::{disk, spelling};

impl Inner {
    /// The path of a post that an earlier attempt moved; else the same path.
    pub(crate) fn where_it_is(&self, path: &str) -> String {
        let moved = self.moves().remove(path);
        let gone = |now: &String| {
            let (old, now) = (self.root.join(path), self.root.join(now));
            now.exists() && (!old.exists() || spelling::only_respelled(&now, &old))
        };
        moved.filter(gone).unwrap_or_else(|| path.to_owned())
    }

    /// The names that these posts had before they were moved.
    pub(super) fn old_names(&self, names: &[String]) -> Vec<String> {
        let moves = self.moves().into_iter();
        moves
            .filter(|(_, now)| names.contains(now))
            .map(|(old, _)| old)
            .collect()
    }

    /// Remembers a move; before it is made, so that a crash in between forgets nothing.
    pub(crate) fn remember_move(&self, from: &str, to: &str) {
        let mut moves = self.moves();
        moves.insert(from.to_owned(), to.to_owned());
        self.keep_moves(&moves);
    }

    /// Remembers that a writer gave a file another name. `sent`: the server has it under the old one, which goes when the
    /// new one is published. A name that it has again is forgotten.
    pub(crate) fn remember_rename(&self, from: &str, to: &str, sent: bool) {
        let before = self.moves();
        let mut moves = before.clone();
        // Whatever stood at that name is gone, else nothing could go there.
        moves.retain(|old, now| now != to || old == to);
        for now in moves.values_mut().filter(|now| *now == from) {
            *now = to.to_owned();
        }
        if sent && !moves.values().any(|now| now == to) {
            moves.insert(from.to_owned(), to.to_owned());
        }
        moves.retain(|old, now| old != now);
        if moves != before {
            self.keep_moves(&moves);
        }
    }

    /// Posts among these that another program gave their names: each says what one says that is gone. They are remembered like
    /// those that were renamed here, so that the old name goes with the new one.
    pub(crate) fn notice_moves(&self, chosen: &HashSet<String>) {
        let changes = self.index().changes().clone();
        let is_post =
            |path: &str| self.site.generator.classify(path) != galley_generators::PathKind::NotContent;
        let gone = |(path, kind): &(&String, &ChangeKind)| {
            **kind == ChangeKind::Deleted && is_post(path) && self.where_it_is(path) == **path
        };
        let gone: Vec<&String> = changes.iter().filter(gone).map(|(path, _)| path).collect();
        let Ok(repository) = self.repository() else { return };
        let new = chosen
            .iter()
            .filter(|path| changes.get(*path) == Some(&ChangeKind::New));
        let known = self.moves();
        let unknown = |path: &&String| is_post(path) && !known.values().any(|now| now == *path);
        for path in new.filter(|path| !gone.is_empty() && unknown(path)) {
            let Ok(here) = disk::read(&self.root, path).map(Post::parse) else {
                continue;
            };
            let same = |old: &&&String| {
                let there = repository.read_blob(git::Revision::Upstream, &self.git_path(old));
                let there = there.ok().flatten().map(Post::parse);
                // A body alone may be a line that many posts have.
                there.is_some_and(|there| {
                    let title = |post: &Post| post.known(Known::Title).map(|found| found.value.clone());
                    let text = !there.body().trim().is_empty() && there.body() == here.body();
                    text && title(&there).is_some() && title(&there) == title(&here)
                })
            };
            let mut found = gone.iter().filter(same);
            // Of two that say the same nobody knows which one it was.
            if let (Some(old), None) = (found.next(), found.next()) {
                self.remember_rename(old, path, true);
            }
        }
    }

    /// Forgets the move of the post that stood here.
    pub(super) fn forget_move(&self, from: &str) {
        let mut moves = self.moves();
        if moves.remove(from).is_some() {
            self.keep_moves(&moves);
        }
    }

    /// Forgets how these posts got their names: the server knows it, or they are gone.
    pub(crate) fn forget_moves(&self, names: &[String]) {
        let mut moves = self.moves();
        let before = moves.len();
        moves.retain(|_, now| !names.contains(now));
        if moves.len() < before {
            self.keep_moves(&moves);
        }
    }

    fn moves(&self) -> BTreeMap<String, String> {
        let text = fs::read(self.moves_file()).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Where that cannot be written, an old name stays on the server and is listed as deleted here: nothing is lost.
    fn keep_moves(&self, moves: &BTreeMap<String, String>) {
        let file = self.moves_file();
        if moves.is_empty() {
            let _ = fs::remove_file(&file);
        } else if let (Some(folder), Ok(text)) = (file.parent(), serde_json::to_vec(moves)) {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, text));
        }
    }

    fn moves_file(&self) -> PathBuf {
        self.places.of_library(&self.root).join("moved")
    }
}

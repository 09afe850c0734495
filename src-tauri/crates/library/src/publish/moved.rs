//! Where publishing moved drafts to, and what writers renamed, until the version with them was sent: their old names go with them. Kept in the state
//! folder, because an attempt that could not be sent is often taken up again after a restart, or by the command line.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::library::Inner;
use crate::spelling;

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

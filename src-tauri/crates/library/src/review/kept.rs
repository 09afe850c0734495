//! Which posts wait for review, in the state folder.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::library::Inner;
use crate::view::ReviewState;

/// A review as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) branch: String,
    pub(super) into: String,
    /// Paths in the library.
    pub(super) paths: Vec<String>,
    /// Titles, for when the posts are gone from here.
    pub(super) posts: Vec<String>,
    /// The version that was sent last.
    pub(super) commit: String,
    pub(super) link: Option<String>,
    /// How it stood when the server was last asked; one that ended stays until it was told.
    #[serde(default = "waiting")]
    pub(super) state: ReviewState,
}

fn waiting() -> ReviewState {
    ReviewState::Waiting
}

impl Inner {
    /// All of them, oldest first.
    pub(super) fn kept_reviews(&self) -> Vec<Kept> {
        let text = fs::read(self.reviews_file()).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Keeps one, in the place of what was kept of its branch.
    pub(super) fn keep_review(&self, review: Kept) {
        let mut all = self.kept_reviews();
        match all.iter_mut().find(|known| known.branch == review.branch) {
            Some(known) => *known = review,
            None => all.push(review),
        }
        self.keep_reviews(&all);
    }

    /// Where that cannot be written, the branch is found again on the server by its name and by what it changes.
    pub(super) fn keep_reviews(&self, all: &[Kept]) {
        let file = self.reviews_file();
        if all.is_empty() {
            let _ = fs::remove_file(&file);
        } else if let (Some(folder), Ok(text)) = (file.parent(), serde_json::to_vec(all)) {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, text));
        }
    }

    fn reviews_file(&self) -> PathBuf {
        self.places.of_library(&self.root).join("reviews")
    }
}

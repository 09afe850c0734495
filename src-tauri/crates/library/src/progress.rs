//! Git's progress as steps, and the handle that stops a long command.

use std::path::Path;

use galley_git::{self as git, Progress, Stage};

use crate::view::CloneStep;
use crate::words;

pub use galley_git::Cancel;

/// Clones and tells each stage in words.
pub(crate) fn clone(
    url: &str,
    folder: &Path,
    tell: &(dyn Fn(CloneStep) + Send + Sync),
    cancel: &Cancel,
) -> Result<git::Repository, git::Error> {
    git::clone(url, folder, &mut in_words(tell), cancel)
}

/// Tells each stage in words.
pub(crate) fn in_words(tell: &(dyn Fn(CloneStep) + Send + Sync)) -> impl FnMut(Progress) {
    |progress: Progress| {
        if let Progress::Step { stage, done, total } = progress {
            let part = (total > 0).then(|| done as f64 / total as f64);
            tell(CloneStep {
                stage: words::say(stage_code(stage), &[]).0,
                part,
            });
        }
    }
}

fn stage_code(stage: Stage) -> &'static str {
    match stage {
        Stage::Connecting => "stage.connecting",
        Stage::Receiving => "stage.receiving",
        Stage::Resolving => "stage.resolving",
        Stage::CheckingOut => "stage.files",
        _ => "stage.sending",
    }
}

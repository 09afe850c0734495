//! libgit2's errors as those of this crate.

use crate::error::Error;
use crate::unsupported::Unsupported;

impl From<git2::Error> for Error {
    fn from(error: git2::Error) -> Self {
        let words = error.message().to_owned();
        match error.code() {
            git2::ErrorCode::Owner => Self::NotOwned { words },
            git2::ErrorCode::Locked => Self::Locked { words, by: None },
            git2::ErrorCode::UnbornBranch => Self::Unborn,
            git2::ErrorCode::NotFastForward => Self::RemoteMoved { words },
            // libgit2 has no code of its own for these.
            _ if words.contains("unsupported extension")
                || words.contains("unsupported mandatory extension")
                || words.contains("unknown object format")
                || words.contains("unsupported repository version") =>
            {
                Self::unsupported(Unsupported::Format, words)
            }
            _ if error.class() == git2::ErrorClass::Index && words.contains("invalid data in index") => {
                Self::IndexBroken { words }
            }
            _ => Self::Git { words },
        }
    }
}

//! The name of a commit. Hides libgit2's type.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// A commit's name: 40 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub(crate) git2::Oid);

impl Id {
    /// The first seven digits, for reading.
    pub fn short(&self) -> String {
        self.0.to_string().chars().take(7).collect()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Id {
    type Err = Error;

    /// Takes full names only: a short one can become ambiguous.
    fn from_str(text: &str) -> Result<Self, Error> {
        if text.len() != 40 {
            return Err(Error::Git {
                words: format!("{text} is not a full commit name"),
            });
        }
        Ok(Self(git2::Oid::from_str(text)?))
    }
}

//! Who commits.

use crate::error::Error;
use crate::repository::Repository;

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

impl Repository {
    /// Who Git says the writer is; `None` when it knows no name or no address.
    pub fn identity(&self) -> Result<Option<Identity>, Error> {
        let config = self.opened()?.config()?.snapshot()?;
        let value = |name| {
            config
                .get_string(name)
                .ok()
                .filter(|value| !value.trim().is_empty())
        };
        Ok(value("user.name")
            .zip(value("user.email"))
            .map(|(name, email)| Identity { name, email }))
    }

    /// Keeps the name and address in this repository's own settings, and in no other.
    pub fn set_identity(&self, name: &str, email: &str) -> Result<(), Error> {
        // Checks that they can stand in a commit.
        git2::Signature::now(name, email)?;
        let mut config = self.opened()?.config()?.open_level(git2::ConfigLevel::Local)?;
        config.set_str("user.name", name)?;
        config.set_str("user.email", email)?;
        Ok(())
    }

    pub(crate) fn signature(
        &self,
        by: Option<&Identity>,
        time: Option<git2::Time>,
    ) -> Result<git2::Signature<'static>, Error> {
        let identity = match by {
            Some(identity) => identity.clone(),
            None => self.identity()?.ok_or(Error::NoIdentity)?,
        };
        match time {
            Some(time) => Ok(git2::Signature::new(&identity.name, &identity.email, &time)?),
            None => Ok(git2::Signature::now(&identity.name, &identity.email)?),
        }
    }
}

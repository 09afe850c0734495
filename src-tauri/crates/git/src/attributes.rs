//! Attributes that change what a file is in Git, and that libgit2 would ignore.

use std::path::Path;

use git2::{AttrCheckFlags, AttrValue};

use crate::error::Error;
use crate::lfs;
use crate::repository::Opened;
use crate::unsupported::Unsupported;

/// Refuses a file that would go in raw although it should not: LFS where it cannot be run, other filters, other encodings.
pub(crate) fn refuse_filtered(repo: &Opened, path: &Path) -> Result<(), Error> {
    if lfs::keeps(repo, path)? {
        return lfs::allow(repo, path);
    }
    for (name, what) in [
        ("filter", Unsupported::Filter),
        ("working-tree-encoding", Unsupported::Encoding),
    ] {
        let value = repo.get_attr_bytes(path, name, AttrCheckFlags::FILE_THEN_INDEX)?;
        let value = match AttrValue::from_bytes(value) {
            AttrValue::String(value) => value.to_owned(),
            AttrValue::Bytes(value) => String::from_utf8_lossy(value).into_owned(),
            AttrValue::True | AttrValue::False | AttrValue::Unspecified => continue,
        };
        let harmless =
            what == Unsupported::Encoding && ["utf-8", "utf8"].contains(&value.to_lowercase().as_str());
        if !harmless {
            return Err(Error::unsupported(
                what,
                format!("{} has {name}={value}", path.display()),
            ));
        }
    }
    Ok(())
}

//! The commit in which both sides come together: commits of this side made anew on top of the remote's, where nobody
//! has to decide anything; else a merge of both. Writes objects and nothing else.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use git2::Oid;

use crate::error::Error;
use crate::replay::{between, rewritten};
use crate::sides::{Changed, File, Merge, Mine, Open, put, together};
use crate::signing::{self, Signer};

/// Where the branch is to go.
pub(crate) struct Tip {
    pub(crate) id: Oid,
    /// Commits that were made anew: old and new names, oldest first.
    pub(crate) replayed: Vec<(Oid, Oid)>,
    /// Whether it is a merge of both sides.
    pub(crate) merged: bool,
    /// What a person has to decide on. The merge has the remote's version, and mine is in its first parent.
    pub(crate) open: Vec<Open>,
}

impl Tip {
    fn at(id: Oid) -> Self {
        Self {
            id,
            replayed: Vec::new(),
            merged: false,
            open: Vec::new(),
        }
    }
}

/// Who makes what is made here.
pub(crate) struct By<'a> {
    /// Author and committer of a merge.
    pub(crate) signature: &'a dyn Fn() -> Result<git2::Signature<'static>, Error>,
    /// Who signs, where commits are signed.
    pub(crate) signer: &'a dyn Fn() -> Result<Option<Signer>, Error>,
}

/// Brings `head` and `upstream` together. `message` is that of a merge.
pub(crate) fn of_both(
    repo: &git2::Repository,
    head: Option<Oid>,
    upstream: Oid,
    merge: &Merge<'_>,
    by: &By<'_>,
    message: &str,
) -> Result<Tip, Error> {
    let Some(head) = head else {
        return Ok(Tip::at(upstream));
    };
    let base = match repo.merge_base(head, upstream) {
        Ok(base) => base,
        // No common beginning: two repositories that know nothing of each other.
        Err(error) if error.code() == git2::ErrorCode::NotFound => return Err(Error::Diverged),
        Err(error) => return Err(error.into()),
    };
    if base == upstream {
        return Ok(Tip::at(head));
    }
    if base == head {
        return Ok(Tip::at(upstream));
    }
    let base = repo.find_commit(base)?.tree()?;
    let theirs = Changed::between(repo, Some(&base), Some(&repo.find_commit(upstream)?.tree()?))?;
    let signer = (by.signer)()?;
    if let Some(tip) = replayed(repo, head, upstream, &theirs, signer.as_ref())? {
        return Ok(tip);
    }
    let (mine, other) = (repo.find_commit(head)?, repo.find_commit(upstream)?);
    let changed = Changed::between(repo, Some(&base), Some(&mine.tree()?))?;
    let at = |path: &std::path::Path, base| Ok(changed.files.get(path).map_or(base, |(_, now)| *now));
    let sides = Mine {
        at: &at,
        renames: &changed.renames,
    };
    let mut both = together(repo, &sides, &theirs, merge)?;
    for open in &both.open {
        both.files.insert(open.their_path.clone(), open.theirs);
        if open.path != open.their_path {
            both.files.insert(open.path.clone(), None);
        }
    }
    let tree = tree_with(repo, &mine.tree()?, &both.files)?;
    let signature = (by.signature)()?;
    let tree = repo.find_tree(tree)?;
    let bytes = repo.commit_create_buffer(&signature, &signature, message, &tree, &[&mine, &other])?;
    let id = signing::write(repo, &bytes, signer.as_ref())?;
    Ok(Tip {
        id,
        replayed: Vec::new(),
        merged: true,
        open: both.open,
    })
}

/// The commits of this side made anew on `upstream`; `None` where one of them changed what the remote changed too, or
/// where a commit cannot be made anew as it is: a merge, or a signed one where nobody signs.
fn replayed(
    repo: &git2::Repository,
    head: Oid,
    upstream: Oid,
    theirs: &Changed,
    signer: Option<&Signer>,
) -> Result<Option<Tip>, Error> {
    let there: HashSet<&PathBuf> = theirs.files.keys().collect();
    let mut steps = Vec::new();
    for id in between(repo, head, upstream)? {
        let commit = repo.find_commit(id)?;
        let loses = signer.is_none() && commit.header_field_bytes("gpgsig").is_ok();
        if commit.parent_count() != 1 || loses {
            return Ok(None);
        }
        let parent = commit.parent(0)?.tree()?;
        let changed = Changed::between(repo, Some(&parent), Some(&commit.tree()?))?;
        if changed.files.keys().any(|path| there.contains(path)) {
            return Ok(None);
        }
        let now: BTreeMap<_, _> = changed
            .files
            .into_iter()
            .map(|(path, (_, now))| (path, now))
            .collect();
        steps.push((id, now));
    }
    let (mut on, mut made) = (upstream, Vec::new());
    for (id, files) in steps {
        let tree = match tree_with(repo, &repo.find_commit(on)?.tree()?, &files) {
            Ok(tree) => tree,
            // A file where the other side has a folder: said by the merge.
            Err(Error::WouldOverwrite { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let odb = repo.odb()?;
        let object = odb.read(id)?;
        on = signing::write(repo, &rewritten(object.data(), tree, &[on]), signer)?;
        made.push((id, on));
    }
    Ok(Some(Tip {
        replayed: made,
        ..Tip::at(on)
    }))
}

/// A tree with these files. Written to the repository.
pub(crate) fn tree_with(
    repo: &git2::Repository,
    tree: &git2::Tree<'_>,
    files: &BTreeMap<PathBuf, Option<File>>,
) -> Result<Oid, Error> {
    let mut index = git2::Index::new()?;
    index.read_tree(tree)?;
    put(&mut index, files)?;
    Ok(index.write_tree_to(repo)?)
}

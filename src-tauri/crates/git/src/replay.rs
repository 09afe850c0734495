//! Making commits anew on top of another one, without a conflict and without dropping any.

use std::collections::HashMap;

use git2::{Oid, Repository, Sort};

use crate::error::Error;
use crate::make::Entries;
use crate::signing::{self, Signer};
use crate::unsupported::Unsupported;

/// Refuses when a commit between `base` and `head` is signed and nobody signs here: made anew, it would lose its signature.
pub(crate) fn refuse_signed(
    repo: &Repository,
    head: Option<Oid>,
    base: Option<Oid>,
    signer: Option<&Signer>,
) -> Result<(), Error> {
    let (Some(head), Some(base), None) = (head, base, signer) else {
        return Ok(());
    };
    for id in between(repo, head, base)? {
        if repo.find_commit(id)?.header_field_bytes("gpgsig").is_ok() {
            return Err(Error::unsupported(
                Unsupported::Signing,
                format!("the earlier commit {id} is signed"),
            ));
        }
    }
    Ok(())
}

/// Makes the commits between `base` and `head` anew on `onto`, which takes the place of `base`. Each keeps its own tree
/// except for `entries`. The new head, and the old and new names, oldest first.
pub(crate) fn on_top(
    repo: &Repository,
    head: Oid,
    base: Oid,
    onto: Oid,
    entries: &Entries,
    signer: Option<&Signer>,
) -> Result<(Oid, Vec<(Oid, Oid)>), Error> {
    let mut anew = HashMap::from([(base, onto)]);
    let mut made = Vec::new();
    for id in between(repo, head, base)? {
        let commit = repo.find_commit(id)?;
        // A side branch that does not come from `base` can stay as it is.
        if !commit.parent_ids().any(|parent| anew.contains_key(&parent)) {
            continue;
        }
        let tree = entries.put_into(repo, Some(&commit.tree()?))?;
        let parents: Vec<Oid> = commit
            .parent_ids()
            .map(|parent| *anew.get(&parent).unwrap_or(&parent))
            .collect();
        if let [parent] = parents[..]
            && says_the_same(repo, &commit, onto)?
            && is_the_new_one(repo, &commit, tree, parent, entries)?
        {
            anew.insert(id, parent);
            continue;
        }
        let odb = repo.odb()?;
        let object = odb.read(id)?;
        let new = signing::write(repo, &rewritten(object.data(), tree, &parents), signer)?;
        anew.insert(id, new);
        made.push((id, new));
    }
    Ok((*anew.get(&head).unwrap_or(&head), made))
}

/// Whether two commits have the same author and message.
fn says_the_same(repo: &Repository, commit: &git2::Commit<'_>, other: Oid) -> Result<bool, Error> {
    let other = repo.find_commit(other)?;
    let (a, b) = (commit.author(), other.author());
    Ok(commit.message_bytes() == other.message_bytes()
        && a.name_bytes() == b.name_bytes()
        && a.email_bytes() == b.email_bytes())
}

/// Whether a commit changed `entries` alone and to what they are now, so that the new commit says all that it said: an
/// earlier attempt at the same. Made anew it would be an empty commit of the same name.
fn is_the_new_one(
    repo: &Repository,
    commit: &git2::Commit<'_>,
    tree: Oid,
    parent: Oid,
    entries: &Entries,
) -> Result<bool, Error> {
    let before = commit.parent(0)?.tree()?;
    Ok(commit.tree_id() == tree
        && before.id() != tree
        && entries.put_into(repo, Some(&before))? == tree
        && repo.find_commit(parent)?.tree_id() == tree)
}

/// Commits that `head` has and `base` lacks, parents before children.
pub(crate) fn between(repo: &Repository, head: Oid, base: Oid) -> Result<Vec<Oid>, Error> {
    let mut walk = repo.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE)?;
    walk.push(head)?;
    walk.hide(base)?;
    Ok(walk.collect::<Result<_, _>>()?)
}

/// A commit's bytes with another tree and other parents. All else, known or not, stays as it is, byte for byte.
pub(crate) fn rewritten(raw: &[u8], tree: Oid, parents: &[Oid]) -> Vec<u8> {
    let mut out = format!("tree {tree}\n").into_bytes();
    for parent in parents {
        out.extend_from_slice(format!("parent {parent}\n").as_bytes());
    }
    let mut rest = raw;
    while rest.starts_with(b"tree ") || rest.starts_with(b"parent ") {
        let end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(rest.len(), |at| at + 1);
        rest = &rest[end..];
    }
    out.extend_from_slice(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::rewritten;

    #[test]
    fn only_tree_and_parents_change() {
        let old = b"tree 1\nparent 2\nparent 3\nauthor A\xff <a> 1 +0200\ncommitter B <b> 2 +0000\n\
            encoding ISO-8859-1\n\ntree no header\nparent neither\n";
        let (tree, parent) = (
            git2::Oid::from_bytes(&[1; 20]).unwrap(),
            git2::Oid::from_bytes(&[2; 20]).unwrap(),
        );
        let new = rewritten(old, tree, &[parent]);
        let head = format!("tree {tree}\nparent {parent}\n");
        assert_eq!(&new[..head.len()], head.as_bytes());
        assert_eq!(&new[head.len()..], &old[b"tree 1\nparent 2\nparent 3\n".len()..]);
    }
}

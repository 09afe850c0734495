//! What a person chose, put into a head that is merged by its fields.

use super::Choice;
use super::fields::{Pairs, edited, find, give, replace, unset};
use crate::lines::{frequent_ending, to_lf};
use crate::post::Post;
use crate::problem::Refused;
use crate::value::Value;

/// The head with a person's choice for a field that is open; the field is mine so far.
pub(super) fn field(
    post: &Post,
    name: &str,
    mine: &Post,
    theirs: &Post,
    choice: &Choice,
) -> Result<Post, Refused> {
    let not_safe = || Refused::new("merge.unsafe", name);
    let (my, their) = (
        find(mine, name).map(|field| &field.value),
        find(theirs, name).map(|field| &field.value),
    );
    match choice {
        Choice::Mine => Ok(post.clone()),
        Choice::Edited(text) if text.trim().is_empty() => match find(post, name) {
            Some(_) => unset(post, name).ok_or_else(not_safe),
            None => Ok(post.clone()),
        },
        Choice::Edited(text) => replace(post, name, text, None).ok_or_else(not_safe),
        Choice::Theirs => match their {
            Some(value) => give(post, name, value, Some(theirs)),
            None => unset(post, name),
        }
        .ok_or_else(not_safe),
        Choice::Both => match (my, their) {
            (Some(_), None) => Ok(post.clone()),
            (None, Some(value)) => give(post, name, value, Some(theirs)).ok_or_else(not_safe),
            (Some(my @ Value::List(mine)), Some(Value::List(theirs))) => {
                let more = theirs.iter().filter(|item| !mine.contains(item));
                let all = Value::List(mine.iter().chain(more).cloned().collect());
                edited(post, name, Some(my), &all).ok_or_else(not_safe)
            }
            _ => Err(Refused::new("merge.not-both", name)),
        },
    }
}

/// The head with comments that would else be lost, in front of its end.
pub(super) fn comments(post: &Post, mine: &str, theirs: &str, choice: &Choice) -> Result<Post, Refused> {
    let text = match choice {
        Choice::Mine => mine.to_owned(),
        Choice::Theirs => theirs.to_owned(),
        Choice::Both => [mine, theirs].concat(),
        Choice::Edited(text) => text.clone(),
    };
    if text.trim().is_empty() {
        return Ok(post.clone());
    }
    let ending = frequent_ending(post.head());
    let text = to_lf(&text).trim_end_matches('\n').replace('\n', ending) + ending;
    let at = post.inner().end;
    let new = post.spliced(&(at..at), text.as_bytes());
    let values = |post: &Post| -> Pairs {
        post.fields()
            .iter()
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect()
    };
    if values(&new) == values(post) && new.can_edit_fields() && new.body() == post.body() {
        Ok(new)
    } else {
        Err(Refused::new("merge.unsafe", ""))
    }
}

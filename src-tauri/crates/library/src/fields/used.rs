//! Which fields the library's posts use, how often and with what: read from the files, and again only where one changed.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;
use std::time::SystemTime;

use galley_post::{Post, Value, strings};
use rayon::prelude::*;

use crate::disk;
use crate::library::{Inner, Library, lock};
use crate::view::{FieldKind, FieldRole, FieldUse, FieldUses, NameCount};

use super::kind::{Roles, kind_of, leaves};

/// Values that are longer than this, in characters, are nobody's to choose again.
const LONGEST_VALUE: usize = 60;
/// How many values of a field are offered.
const VALUES: usize = 50;

/// What was read: by path, as long as size and time of the file are the same.
#[derive(Debug, Default)]
pub(crate) struct Used {
    files: HashMap<String, (Stamp, Arc<Vec<Seen>>)>,
    uses: Arc<FieldUses>,
}

type Stamp = (u64, Option<SystemTime>);

/// A field of one post.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    path: String,
    /// `None` where it is empty, which says nothing of its kind.
    kind: Option<FieldKind>,
    /// A word that could mean yes or no.
    truth: bool,
    role: Option<FieldRole>,
    values: Vec<String>,
}

impl Library {
    /// The fields that the library's posts use, most used first. Reads the posts that changed since it was asked last.
    pub fn field_uses(&self) -> FieldUses {
        let inner = &self.inner;
        read(inner);
        (*uses(inner)).clone()
    }
}

/// What was found when it was last asked for; nothing before that. Waits for no disk.
pub(crate) fn uses(inner: &Inner) -> Arc<FieldUses> {
    Arc::clone(&lock(&inner.field_uses).uses)
}

fn read(inner: &Inner) {
    let paths: Vec<String> = {
        let index = inner.index();
        let posts = index.posts().filter(|(_, facts)| !facts.page);
        posts.map(|(path, _)| path.to_owned()).collect()
    };
    let known = lock(&inner.field_uses).files.clone();
    let files: HashMap<String, (Stamp, Arc<Vec<Seen>>)> = paths
        .into_par_iter()
        .filter_map(|path| {
            let meta = fs::metadata(inner.root.join(&path)).ok()?;
            let stamp = (meta.len(), meta.modified().ok());
            let seen = match known.get(&path) {
                Some((known, seen)) if *known == stamp => Arc::clone(seen),
                _ => Arc::new(seen(&Post::parse(disk::read(&inner.root, &path).ok()?))),
            };
            Some((path, (stamp, seen)))
        })
        .collect();
    let uses = Arc::new(gathered(files.values().map(|(_, seen)| seen.as_slice())));
    *lock(&inner.field_uses) = Used { files, uses };
}

fn seen(post: &Post) -> Vec<Seen> {
    let roles = Roles::of(post);
    let fields = leaves(post).into_iter().map(|leaf| {
        let role = roles.get(&leaf.path);
        let kind = (*leaf.value != Value::Null).then(|| kind_of(leaf.value, role, None));
        let short = |text: &String| text.chars().count() <= LONGEST_VALUE && !text.contains('\n');
        let values = match (kind, role) {
            // These are a post's own.
            (_, Some(FieldRole::Title | FieldRole::Slug | FieldRole::Permalink | FieldRole::Canonical)) => {
                Vec::new()
            }
            (Some(FieldKind::Text | FieldKind::List), _) => {
                strings(leaf.value).into_iter().filter(short).collect()
            }
            _ => Vec::new(),
        };
        Seen {
            path: leaf.path,
            kind,
            truth: leaf.value.truth().is_some() && role != Some(FieldRole::Language),
            role,
            values,
        }
    });
    fields.filter(|seen| !seen.path.trim().is_empty()).collect()
}

#[derive(Default)]
struct Gathered<'a> {
    posts: u32,
    truths: u32,
    kinds: HashMap<FieldKind, u32>,
    role: Option<FieldRole>,
    values: HashMap<&'a str, u32>,
}

fn gathered<'a>(posts: impl Iterator<Item = &'a [Seen]>) -> FieldUses {
    let mut count = 0;
    let mut all: HashMap<&str, Gathered<'_>> = HashMap::new();
    for seen in posts {
        count += 1;
        for field in seen {
            let gathered = all.entry(&field.path).or_default();
            gathered.posts += 1;
            gathered.truths += u32::from(field.truth);
            if let Some(kind) = field.kind {
                *gathered.kinds.entry(kind).or_default() += 1;
            }
            gathered.role = gathered.role.or(field.role);
            for value in &field.values {
                *gathered.values.entry(value).or_default() += 1;
            }
        }
    }
    let mut fields: Vec<FieldUse> = all.into_iter().map(|(path, all)| used(path, all)).collect();
    fields.sort_by(|a, b| b.posts.cmp(&a.posts).then_with(|| a.path.cmp(&b.path)));
    FieldUses { posts: count, fields }
}

fn used(path: &str, all: Gathered<'_>) -> FieldUse {
    let most = all.kinds.iter().max_by_key(|(kind, count)| (**count, **kind));
    let kind = match most {
        // `yes` and `no` in every post are no text.
        Some((FieldKind::Text, _)) if all.truths == all.posts => FieldKind::YesNo,
        Some((kind, _)) => *kind,
        None => FieldKind::Text,
    };
    let mut values: Vec<NameCount> = all
        .values
        .into_iter()
        .map(|(name, count)| NameCount {
            name: name.to_owned(),
            count,
        })
        .collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    // Where every post has a value of its own there is nothing to choose.
    if values.first().is_none_or(|most| most.count < 2) || kind == FieldKind::YesNo {
        values.clear();
    }
    values.truncate(VALUES);
    FieldUse {
        path: path.to_owned(),
        kind,
        role: all.role,
        posts: all.posts,
        values,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(heads: &[&str]) -> FieldUses {
        let posts: Vec<Vec<Seen>> = heads
            .iter()
            .map(|head| seen(&Post::parse(format!("---\n{head}---\n"))))
            .collect();
        gathered(posts.iter().map(Vec::as_slice))
    }

    #[test]
    fn fields_are_counted_with_the_kind_that_most_posts_have() {
        let found = uses(&[
            "title: A\nweight: 1\nseries: doors\nfeatured: yes\nlang: no\n",
            "title: B\nweight: many\nseries: doors\nfeatured: no\nlang: en\n",
            "title: C\nweight: 3\nseries: keys\nparams:\n  hosts: [jun, pia]\n",
        ]);
        assert_eq!(found.posts, 3);
        let of = |path: &str| found.fields.iter().find(|field| field.path == path).unwrap();
        let kinds = ["title", "weight", "series", "featured", "lang", "params.hosts"]
            .map(|path| (of(path).posts, of(path).kind));
        let wanted = [
            (3, FieldKind::Text),
            (3, FieldKind::Number),
            (3, FieldKind::Text),
            (2, FieldKind::YesNo),
            (2, FieldKind::Text),
            (1, FieldKind::List),
        ];
        assert_eq!(kinds, wanted);
        let series: Vec<_> = of("series")
            .values
            .iter()
            .map(|v| (v.name.as_str(), v.count))
            .collect();
        assert_eq!(series, [("doors", 2), ("keys", 1)]);
        assert!(of("title").values.is_empty(), "a title is a post's own");
        assert!(of("params.hosts").values.is_empty(), "no value came twice");
        assert_eq!(found.fields[0].posts, 3, "most used first");
        assert_eq!(of("weight").role, Some(FieldRole::Weight));
    }

    #[test]
    fn words_for_yes_and_no_in_every_post_are_a_mark() {
        let found = uses(&["comments: yes\nmood: no\n", "comments: off\nmood: fine\n"]);
        let kind = |path: &str| found.fields.iter().find(|f| f.path == path).unwrap().kind;
        assert_eq!(
            (kind("comments"), kind("mood")),
            (FieldKind::YesNo, FieldKind::Text)
        );
    }
}

//! Which fields a new post has besides its own: those that all of the library's newest posts have.
//!
//! Pure. A value that is the same in all of them is taken over; a text that differs becomes an empty one to fill in;
//! anything else is the writer's own and left out.

use galley_post::{Post, Value};

/// Names, or parts of names, of fields that belong to one post alone.
const OWN: [&str; 17] = [
    "slug",
    "permalink",
    "url",
    "path",
    "link",
    "alias",
    "redirect",
    "id",
    "guid",
    "date",
    "updated",
    "modified",
    "image",
    "cover",
    "thumbnail",
    "hero",
    "banner",
];

/// The value that a field of the newest posts has in a new one. `None` where it has none.
pub fn value_like(posts: &[Post], name: &str) -> Option<Value> {
    let lower = name.to_lowercase();
    // `id` is a whole name: `video` is none of one post alone.
    let own = |word: &&str| {
        if *word == "id" {
            lower == *word
        } else {
            lower.contains(word)
        }
    };
    if posts.len() < 2 || OWN.iter().any(own) {
        return None;
    }
    let values: Vec<&Value> = posts.iter().filter_map(|post| post.get(name)).collect();
    let first = *values.first().filter(|_| values.len() == posts.len())?;
    if values.iter().all(|value| *value == first) {
        return is_plain(first).then(|| first.clone());
    }
    let texts = values
        .iter()
        .all(|value| matches!(value, Value::String(text) if !text.is_empty()));
    texts.then(|| Value::String(String::new()))
}

/// Whether a value can be taken over as it is: a flag, a number, a text, or a list of those.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        Value::List(items) => items
            .iter()
            .all(|item| matches!(item, Value::String(_) | Value::Number(_))),
        Value::Null | Value::Date(_) | Value::Map(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posts(heads: &[&str]) -> Vec<Post> {
        heads
            .iter()
            .map(|head| Post::parse(format!("---\n{head}---\n\nText.\n")))
            .collect()
    }

    #[test]
    fn what_all_posts_share_is_taken_over_and_what_differs_is_left_to_fill_in() {
        let posts = posts(&[
            "layout: post\ncomments: true\nsubtitle: One\nseries: [a]\nweight: 1\nslug: a\nimage: a.png\nid: 1\nvideo: no\n",
            "layout: post\ncomments: true\nsubtitle: Two\nseries: [a]\nweight: 2\nslug: b\nimage: b.png\nid: 1\nvideo: no\nmood: x\n",
        ]);
        let text = |text: &str| Some(Value::String(text.to_owned()));
        assert_eq!(value_like(&posts, "layout"), text("post"));
        assert_eq!(value_like(&posts, "comments"), Some(Value::Bool(true)));
        assert_eq!(value_like(&posts, "subtitle"), text(""));
        assert_eq!(
            value_like(&posts, "series"),
            Some(Value::List(vec![Value::String("a".to_owned())]))
        );
        assert_eq!(value_like(&posts, "video"), text("no"));
        for own in ["weight", "slug", "image", "id", "mood", "absent"] {
            assert_eq!(value_like(&posts, own), None, "{own}");
        }
        assert_eq!(value_like(&posts[..1], "layout"), None, "one post shows no habit");
    }
}

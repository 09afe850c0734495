//! The order of the posts.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use super::Listing;

/// The order of the posts of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// The newest first, those of one moment by path; those without a date last.
    Date,
    /// The lightest first, those of one weight by date; those without a weight last.
    Weight,
    /// The named paths in this order, then all others by path.
    Listed(Vec<String>),
}

impl Order {
    /// The posts in this order.
    pub(super) fn of<'p>(&self, posts: &'p [Listing]) -> Vec<&'p Listing> {
        let mut ordered: Vec<&Listing> = posts.iter().collect();
        match self {
            Order::Date => ordered.sort_by(|a, b| by_date(a, b)),
            Order::Weight => ordered.sort_by(|a, b| {
                let weight = |post: &Listing| (post.weight.is_none(), post.weight);
                weight(a).cmp(&weight(b)).then_with(|| by_date(a, b))
            }),
            Order::Listed(paths) => {
                let mut places = HashMap::new();
                for (place, path) in paths.iter().enumerate() {
                    places.entry(path.as_str()).or_insert(place);
                }
                let place = |post: &Listing| places.get(post.file.as_str()).copied().unwrap_or(usize::MAX);
                ordered.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.file.cmp(&b.file)));
            }
        }
        ordered
    }
}

fn by_date(a: &Listing, b: &Listing) -> Ordering {
    let at = |post: &Listing| Reverse(post.at);
    at(a).cmp(&at(b)).then_with(|| a.file.cmp(&b.file))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn files(order: &Order) -> Vec<String> {
        let post = |file: &str, second: Option<i64>, weight: Option<i64>| Listing {
            file: file.to_owned(),
            at: second.map(|s| Timestamp::from_second(s).unwrap()),
            weight,
            ..Listing::default()
        };
        let posts = [
            post("undated.md", None, Some(2)),
            post("b.md", Some(5), None),
            post("old.md", Some(1), Some(1)),
            post("a.md", Some(5), Some(2)),
        ];
        order.of(&posts).iter().map(|post| post.file.clone()).collect()
    }

    #[test]
    fn posts_stand_by_date_by_weight_or_as_listed() {
        assert_eq!(files(&Order::Date), ["a.md", "b.md", "old.md", "undated.md"]);
        assert_eq!(files(&Order::Weight), ["old.md", "a.md", "undated.md", "b.md"]);
        assert_eq!(
            files(&Order::Listed(vec![])),
            ["a.md", "b.md", "old.md", "undated.md"]
        );
        let listed = ["undated.md", "gone.md", "b.md", "undated.md"].map(str::to_owned);
        assert_eq!(
            files(&Order::Listed(listed.into())),
            ["undated.md", "b.md", "a.md", "old.md"]
        );
    }
}

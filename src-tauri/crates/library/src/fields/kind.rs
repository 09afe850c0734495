//! What kind of value a field holds and what it means: from its own value, its name, and the library's other posts.

use galley_generators as generators;
use galley_post::{Known, Post, Value};

use crate::view::{FieldKind, FieldRole};

/// Text that is longer than this, in characters, gets more than one line to be edited in.
const ONE_LINE: usize = 80;

/// A field of a head, or one of a map of plain values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Leaf<'a> {
    /// Its name, with dots when it stands in a map: what an edit names.
    pub path: String,
    /// The field of the top level that it is or stands in.
    pub field: &'a galley_post::Field,
    /// What it holds.
    pub value: &'a Value,
}

/// The fields of a post as a form has them: of equal names the last, and the parts of a map of plain values.
pub(crate) fn leaves(post: &Post) -> Vec<Leaf<'_>> {
    let fields = post.fields();
    let mut leaves = Vec::with_capacity(fields.len());
    for (at, field) in fields.iter().enumerate() {
        if fields[at + 1..].iter().any(|later| later.name == field.name) {
            continue;
        }
        match parts(post, field) {
            Some(parts) => leaves.extend(parts),
            None => leaves.push(Leaf {
                path: field.name.clone(),
                field,
                value: &field.value,
            }),
        }
    }
    leaves
}

/// The parts of a map, when each is plain and can be named by its path.
fn parts<'a>(post: &'a Post, field: &'a galley_post::Field) -> Option<Vec<Leaf<'a>>> {
    let Value::Map(pairs) = &field.value else {
        return None;
    };
    let path = |name: &str| format!("{}.{name}", field.name);
    let named = |(name, value): &(String, Value)| {
        is_plain(value) && !name.is_empty() && post.get(&path(name)) == Some(value)
    };
    (!pairs.is_empty() && pairs.iter().all(named)).then(|| {
        let leaf = |(name, value): &'a (String, Value)| Leaf {
            path: path(name),
            field,
            value,
        };
        pairs.iter().map(leaf).collect()
    })
}

fn is_plain(value: &Value) -> bool {
    match value {
        Value::Map(_) => false,
        Value::List(items) => items.iter().all(is_item),
        _ => true,
    }
}

fn is_item(value: &Value) -> bool {
    !matches!(value, Value::Map(_) | Value::List(_) | Value::Null)
}

/// The kind of a value. `others` is what the library's posts mostly hold under this name.
pub(crate) fn kind_of(value: &Value, role: Option<FieldRole>, others: Option<FieldKind>) -> FieldKind {
    match value {
        Value::Null => others
            .filter(|kind| *kind != FieldKind::AsText)
            .unwrap_or_else(|| kind_of_role(role)),
        Value::Bool(_) => FieldKind::YesNo,
        Value::Number(_) => FieldKind::Number,
        Value::Date(_) => FieldKind::Date,
        Value::String(text) => kind_of_text(text, value.truth().is_some(), role, others),
        Value::List(items) if items.iter().all(is_item) => FieldKind::List,
        Value::List(_) | Value::Map(_) => FieldKind::AsText,
    }
}

fn kind_of_text(text: &str, is_truth: bool, role: Option<FieldRole>, others: Option<FieldKind>) -> FieldKind {
    // `lang: no` is Norwegian.
    let marks =
        matches!(role, Some(FieldRole::Featured | FieldRole::Draft)) || others == Some(FieldKind::YesNo);
    let dates = matches!(role, Some(FieldRole::Date | FieldRole::Updated)) || others == Some(FieldKind::Date);
    if is_truth && marks {
        FieldKind::YesNo
    } else if dates && text.starts_with(|c: char| c.is_ascii_digit()) {
        FieldKind::Date
    } else if role == Some(FieldRole::Description)
        || others == Some(FieldKind::LongText)
        || text.contains('\n')
        || text.chars().count() > ONE_LINE
    {
        FieldKind::LongText
    } else {
        FieldKind::Text
    }
}

/// The kind of a field that holds nothing and that no other post has.
fn kind_of_role(role: Option<FieldRole>) -> FieldKind {
    match role {
        Some(FieldRole::Date | FieldRole::Updated) => FieldKind::Date,
        Some(FieldRole::Description) => FieldKind::LongText,
        Some(FieldRole::Weight) => FieldKind::Number,
        Some(FieldRole::Featured | FieldRole::Draft) => FieldKind::YesNo,
        Some(FieldRole::Tags | FieldRole::Categories | FieldRole::Aliases) => FieldKind::List,
        _ => FieldKind::Text,
    }
}

/// True when the text is a date that exists.
pub(crate) fn is_date(text: &str) -> bool {
    generators::parse_date(text).is_some()
}

/// True when the text is a number as all formats write one.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// What the fields of a post mean, by their paths.
pub(crate) struct Roles(Vec<(String, FieldRole)>);

impl Roles {
    /// Finds them.
    pub(crate) fn of(post: &Post) -> Self {
        const ROLES: [(Known, FieldRole); 18] = [
            (Known::Title, FieldRole::Title),
            (Known::Date, FieldRole::Date),
            (Known::Updated, FieldRole::Updated),
            (Known::Draft, FieldRole::Draft),
            (Known::Published, FieldRole::Draft),
            (Known::Tags, FieldRole::Tags),
            (Known::Categories, FieldRole::Categories),
            (Known::Authors, FieldRole::Authors),
            (Known::Description, FieldRole::Description),
            (Known::Slug, FieldRole::Slug),
            (Known::Permalink, FieldRole::Permalink),
            (Known::Image, FieldRole::Image),
            (Known::Weight, FieldRole::Weight),
            (Known::Featured, FieldRole::Featured),
            (Known::Series, FieldRole::Series),
            (Known::Language, FieldRole::Language),
            (Known::Aliases, FieldRole::Aliases),
            (Known::ReadingTime, FieldRole::ReadingTime),
        ];
        let known = ROLES
            .iter()
            .filter_map(|(known, role)| Some((post.known(*known)?.path, *role)));
        Roles(known.collect())
    }

    /// What the field of this path means.
    pub(crate) fn get(&self, path: &str) -> Option<FieldRole> {
        let known = self.0.iter().find(|(known, _)| known == path);
        known.map(|(_, role)| *role).or_else(|| {
            let letters: String = path.chars().filter(|c| !matches!(c, '_' | '-')).collect();
            let canonical = ["canonical", "canonicalurl"];
            canonical
                .iter()
                .any(|name| letters.eq_ignore_ascii_case(name))
                .then_some(FieldRole::Canonical)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(head: &str) -> Post {
        Post::parse(format!("---\n{head}---\n"))
    }

    fn kinds(head: &str) -> Vec<(String, FieldKind)> {
        let post = post(head);
        let roles = Roles::of(&post);
        leaves(&post)
            .into_iter()
            .map(|leaf| {
                let kind = kind_of(leaf.value, roles.get(&leaf.path), None);
                (leaf.path, kind)
            })
            .collect()
    }

    #[test]
    fn a_kind_comes_from_the_value_and_from_the_name() {
        let found = kinds(
            "slug: a\nsummary: Short\nweight: 20\nversion: '1.10'\nfeatured: no\nlang: no\ncomments: true\n\
             updated: '2026-02-03'\nseen: 2026-02-03\naliases:\n- /a/\n- /b/\n",
        );
        let wanted = [
            ("slug", FieldKind::Text),
            ("summary", FieldKind::LongText),
            ("weight", FieldKind::Number),
            ("version", FieldKind::Text),
            ("featured", FieldKind::YesNo),
            ("lang", FieldKind::Text),
            ("comments", FieldKind::YesNo),
            ("updated", FieldKind::Date),
            ("seen", FieldKind::Date),
            ("aliases", FieldKind::List),
        ];
        assert_eq!(found, wanted.map(|(path, kind)| (path.to_owned(), kind)));
    }

    #[test]
    fn a_map_of_plain_values_is_named_by_paths_and_another_is_text() {
        let found = kinds(
            "params:\n  author: Ada\n  hosts: [jun, pia]\nchart:\n  axis: {from: 1}\npeople:\n- name: Ada\nempty: {}\n",
        );
        let wanted = [
            ("params.author", FieldKind::Text),
            ("params.hosts", FieldKind::List),
            ("chart", FieldKind::AsText),
            ("people", FieldKind::AsText),
            ("empty", FieldKind::AsText),
        ];
        assert_eq!(found, wanted.map(|(path, kind)| (path.to_owned(), kind)));
    }

    #[test]
    fn of_a_name_that_stands_twice_the_last_is_shown() {
        let twice = post("weight: 1\nweight: 2\n");
        let found = leaves(&twice);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].value.as_str(), found[0].field.lines.start),
            (Some("2"), 3)
        );
    }

    #[test]
    fn what_the_others_hold_decides_where_the_value_says_nothing() {
        let others = Some(FieldKind::Date);
        assert_eq!(kind_of(&Value::Null, None, others), FieldKind::Date);
        assert_eq!(
            kind_of(&Value::Null, None, Some(FieldKind::AsText)),
            FieldKind::Text
        );
        assert_eq!(
            kind_of(&Value::String("2026-1-2".into()), None, others),
            FieldKind::Date
        );
        assert_eq!(
            kind_of(&Value::String("soon".into()), None, others),
            FieldKind::Text
        );
        assert_eq!(kind_of(&Value::String("no".into()), None, None), FieldKind::Text);
        assert_eq!(
            kind_of(&Value::String("no".into()), None, Some(FieldKind::YesNo)),
            FieldKind::YesNo
        );
    }

    #[test]
    fn numbers_and_dates_are_known_by_their_form() {
        assert!(["1", "-1", "+2", "1.10", "1e3"].into_iter().all(is_number));
        assert!(
            !["", "x", "1x", "inf", "NaN", "0x10", "1 2", "."]
                .into_iter()
                .any(is_number)
        );
        assert!(
            ["2026-02-28", "2026-06-02T09:00:00+02:00"]
                .into_iter()
                .all(is_date)
        );
        assert!(!["2026-02-31", "2026-13-01", "tomorrow"].into_iter().any(is_date));
    }

    #[test]
    fn the_first_address_is_known_by_its_name() {
        let none = Roles(Vec::new());
        assert_eq!(none.get("canonicalURL"), Some(FieldRole::Canonical));
        assert_eq!(none.get("canonical_url"), Some(FieldRole::Canonical));
        assert_eq!(none.get("canonicals"), None);
    }
}

//! Tags that are likely one tag, written in several ways. Pure.
//!
//! A mark that is wrong costs more than one that is missing: it stands in the column every day. So short tags differ
//! (`go`, `gd`), numbers differ (`http2`, `http3`), the first letter is hardly ever mistyped, and what many posts have is
//! no mistake.

use std::collections::{BTreeMap, HashMap};

use crate::view::{AlikeName, Likeness, LookAlike, NameCount};
use crate::words;

/// Shorter tags are not looked at for typing mistakes: too many good words are one letter apart.
const TYPED: usize = 6;
/// What more posts than this have is no typing mistake.
const MISTAKES: u32 = 2;
/// Words whose `s` makes another word of them.
const OTHER_WORDS: [&str; 10] = [
    "news", "lens", "pandas", "windows", "mars", "gas", "has", "mas", "does", "https",
];
/// Endings that name the same thing in full.
const LONGER: [(&str, usize); 3] = [("ql", 7), ("js", 3), ("lang", 2)];

/// The groups of spellings that look alike, the largest first. `spellings` are all tags as written, with counts.
pub fn look_alikes(spellings: &[NameCount]) -> Vec<LookAlike> {
    let keys: Vec<Keys> = spellings
        .iter()
        .map(|spelling| Keys::of(&spelling.name))
        .collect();
    let mut near: Vec<Near> = Vec::new();
    pair_up(&keys, |keys| &keys.plain, &mut near);
    pair_up(&keys, |keys| &keys.singular, &mut near);
    pair_up(&keys, |keys| &keys.short, &mut near);
    typos(spellings, &keys, &mut near);
    group(spellings, &near)
}

/// Two tags, by their numbers, that look alike.
type Near = (usize, usize);

/// What a tag is compared by.
struct Keys {
    folded: String,
    /// Without what divides its words.
    plain: String,
    /// In the singular.
    singular: String,
    /// Without an ending that only names it in full.
    short: String,
}

impl Keys {
    fn of(name: &str) -> Self {
        let folded = name.to_lowercase();
        let letters = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '+' && c != '#' && c != '.');
        let plain: String = match letters.starts_with('.') {
            // `.net` is no `net`.
            true => letters.to_owned(),
            false => letters
                .chars()
                .filter(|c| !matches!(c, '-' | '_' | ' ' | '.' | '/'))
                .collect(),
        };
        let plain = if plain.is_empty() { folded.clone() } else { plain };
        let singular = singular(&plain);
        let short = LONGER
            .iter()
            .find_map(|(ending, least)| plain.strip_suffix(ending).filter(|stem| stem.len() >= *least))
            .unwrap_or(&plain)
            .to_owned();
        Keys {
            folded,
            plain,
            singular,
            short,
        }
    }
}

/// An English noun in the singular, where its form leaves no doubt.
fn singular(word: &str) -> String {
    let stem = |cut: usize, end: &str| format!("{}{end}", &word[..word.len() - cut]);
    let letters = word.chars().count();
    if !word.is_ascii() || letters < 4 || OTHER_WORDS.contains(&word) {
        return word.to_owned();
    }
    if word.ends_with("yses") && letters > 5 {
        return stem(2, "is");
    }
    if word.ends_with("ies") && letters > 5 {
        return stem(3, "y");
    }
    if ["sses", "shes", "ches", "xes", "zes"]
        .iter()
        .any(|end| word.ends_with(end))
        && letters > 5
    {
        return stem(2, "");
    }
    if word.ends_with('s')
        && !["ss", "us", "is", "as", "os", "ics", "js"]
            .iter()
            .any(|end| word.ends_with(end))
    {
        return stem(1, "");
    }
    word.to_owned()
}

/// Tags whose key is the same.
fn pair_up(keys: &[Keys], key: impl Fn(&Keys) -> &String, near: &mut Vec<Near>) {
    let mut first: HashMap<&String, usize> = HashMap::new();
    for (number, one) in keys.iter().enumerate() {
        let before = *first.entry(key(one)).or_insert(number);
        if before != number {
            near.push((before, number));
        }
    }
}

/// Tags that one letter tells apart, one of which hardly any post has.
fn typos(spellings: &[NameCount], keys: &[Keys], near: &mut Vec<Near>) {
    // Words that are one letter apart share a form with one letter less.
    let mut by_less: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, one) in keys.iter().enumerate() {
        let letters: Vec<char> = one.plain.chars().collect();
        if letters.len() + 1 < TYPED || letters.iter().any(char::is_ascii_digit) {
            continue;
        }
        let less = (0..letters.len()).map(|out| {
            let left = letters.iter().enumerate().filter(|(at, _)| *at != out);
            left.map(|(_, letter)| letter).collect::<String>()
        });
        for form in less.chain(std::iter::once(one.plain.clone())) {
            let numbers = by_less.entry(form).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    for numbers in by_less.into_values() {
        for (at, a) in numbers.iter().enumerate() {
            for b in &numbers[at + 1..] {
                let (rare, often) = if spellings[*a].count < spellings[*b].count {
                    (*a, *b)
                } else {
                    (*b, *a)
                };
                let counts = (spellings[rare].count, spellings[often].count);
                if counts.0 <= MISTAKES
                    && counts.1 >= counts.0 * 3
                    && mistyped(&keys[rare].plain, &keys[often].plain)
                {
                    near.push((*a.min(b), *a.max(b)));
                }
            }
        }
    }
}

/// True when one letter is missing, too many, another one or in its neighbour's place, and none of that makes another
/// form of the word.
fn mistyped(wrong: &str, right: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (wrong.chars().collect(), right.chars().collect());
    if a == b || a.first() != b.first() || a.len().max(b.len()) < TYPED {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        // At the end it is a plural, a tense or a person: `parser`, `parsed`, `parse`.
        ([_], [] | [_]) | ([], [_]) => end > 0,
        ([w, x], [y, z]) => w == z && x == y,
        _ => false,
    }
}

/// Joins pairs into groups, with the most used spelling as the one to keep.
fn group(spellings: &[NameCount], near: &[Near]) -> Vec<LookAlike> {
    let mut leads: Vec<usize> = (0..spellings.len()).collect();
    let lead = |leads: &[usize], mut at: usize| {
        while leads[at] != at {
            at = leads[at];
        }
        at
    };
    for (a, b) in near {
        let (a, b) = (lead(&leads, *a), lead(&leads, *b));
        leads[a.max(b)] = a.min(b);
    }
    let mut groups: BTreeMap<usize, Vec<&NameCount>> = BTreeMap::new();
    for (number, spelling) in spellings.iter().enumerate() {
        groups.entry(lead(&leads, number)).or_default().push(spelling);
    }
    let mut all: Vec<LookAlike> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .filter_map(told)
        .collect();
    let posts = |one: &LookAlike| one.keep.count + one.others.iter().map(|other| other.count).sum::<u32>();
    all.sort_by(|a, b| {
        posts(b)
            .cmp(&posts(a))
            .then_with(|| a.keep.name.cmp(&b.keep.name))
    });
    all
}

fn told(mut group: Vec<&NameCount>) -> Option<LookAlike> {
    group.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| b.name.cmp(&a.name)));
    let (keep, others) = group.split_first()?;
    let others: Vec<AlikeName> = others
        .iter()
        .map(|other| AlikeName {
            name: other.name.clone(),
            count: other.count,
            how: likeness(&other.name, &keep.name),
        })
        .collect();
    let first = others.first()?.how.clone();
    let code = match first {
        _ if others.iter().any(|other| other.how != first) => "alike.several",
        Likeness::Case => "alike.case",
        Likeness::Hyphen => "alike.hyphen",
        Likeness::Plural => "alike.plural",
        Likeness::Longer => "alike.longer",
        Likeness::Typo => "alike.typo",
    };
    Some(LookAlike {
        keep: (*keep).clone(),
        others,
        message: words::say(code, &[]).0,
    })
}

fn likeness(one: &str, other: &str) -> Likeness {
    let (one, other) = (Keys::of(one), Keys::of(other));
    if one.folded == other.folded {
        Likeness::Case
    } else if one.plain == other.plain {
        Likeness::Hyphen
    } else if one.singular == other.singular {
        Likeness::Plural
    } else if one.short == other.short {
        Likeness::Longer
    } else {
        Likeness::Typo
    }
}

#[cfg(test)]
mod tests {
    use galley_testkit::cost::{cost, ratio};
    use proptest::prelude::*;

    use super::*;

    fn tags(tags: &[(&str, u32)]) -> Vec<NameCount> {
        tags.iter()
            .map(|(name, count)| NameCount {
                name: (*name).to_owned(),
                count: *count,
            })
            .collect()
    }

    fn groups(of: &[(&str, u32)]) -> Vec<String> {
        let shown = |one: LookAlike| {
            let others: Vec<String> = one
                .others
                .iter()
                .map(|o| format!("{} {:?}", o.name, o.how))
                .collect();
            format!("{}: {}", one.keep.name, others.join(", "))
        };
        look_alikes(&tags(of)).into_iter().map(shown).collect()
    }

    #[test]
    fn case_hyphens_plurals_longer_forms_and_typos_are_marked() {
        assert_eq!(
            groups(&[("Postgres", 1), ("postgres", 8), ("postgresql", 3)]),
            ["postgres: postgresql Longer, Postgres Case"]
        );
        assert_eq!(groups(&[("queue", 2), ("queues", 6)]), ["queues: queue Plural"]);
        assert_eq!(
            groups(&[("category", 4), ("categories", 1)]),
            ["category: categories Plural"]
        );
        assert_eq!(
            groups(&[("observability", 12), ("observabilty", 1)]),
            ["observability: observabilty Typo"]
        );
        assert_eq!(
            groups(&[("kubernetes", 9), ("kuberentes", 1)]),
            ["kubernetes: kuberentes Typo"]
        );
        assert_eq!(
            groups(&[("web-dev", 3), ("webdev", 1), ("Web Dev", 1)]),
            ["web-dev: webdev Hyphen, Web Dev Hyphen"]
        );
        assert_eq!(
            groups(&[("node.js", 3), ("nodejs", 2), ("node", 1)]),
            ["node.js: nodejs Hyphen, node Longer"]
        );
        assert_eq!(groups(&[("bug", 3), ("bugs", 2)]), ["bug: bugs Plural"]);
        assert_eq!(groups(&[("Ärger", 3), ("ärger", 2)]), ["Ärger: ärger Case"]);
    }

    #[test]
    fn words_that_only_look_alike_are_left_alone() {
        for (a, b) in [
            ("go", "gd"),
            ("go", "git"),
            ("c", "c++"),
            ("c#", "c++"),
            ("css", "cs"),
            ("news", "new"),
            ("pandas", "panda"),
            ("http2", "http3"),
            ("python2", "python3"),
            ("testing", "resting"),
            ("parser", "parsed"),
            ("parser", "parse"),
            ("status", "statu"),
            ("http", "https"),
            ("java", "javascript"),
            ("rust", "trust"),
            ("class", "clas"),
            ("physics", "physic"),
            (".net", "net"),
            ("docs", "docker"),
            ("2019", "2020"),
        ] {
            assert!(groups(&[(a, 20), (b, 1)]).is_empty(), "{a} and {b}");
        }
        // Whatever many posts have was meant.
        assert!(groups(&[("computer", 20), ("commuter", 5)]).is_empty());
    }

    #[test]
    fn tags_are_not_compared_each_with_each() {
        let comparing = |tags: u32| {
            let all: Vec<NameCount> = (0..tags)
                .map(|n| NameCount {
                    name: format!("tag {}", n * 7919),
                    count: 1 + n % 9,
                })
                .collect();
            cost(|| look_alikes(&all)).1
        };
        let times = ratio(comparing(16_000), comparing(2_000));
        // Each with each would be 64 times as much.
        assert!(times < 24.0, "{times:.1}");
    }

    proptest! {
        #[test]
        fn every_tag_stands_in_one_group_at_the_most(names in proptest::collection::btree_set("[a-cA-C. -]{1,8}", 0..12)) {
            let all: Vec<NameCount> = names.into_iter().zip(1..).map(|(name, count)| NameCount { name, count }).collect();
            let mut seen = std::collections::HashSet::new();
            for one in look_alikes(&all) {
                prop_assert!(one.others.iter().all(|other| other.count <= one.keep.count));
                for name in one.others.iter().map(|other| &other.name).chain([&one.keep.name]) {
                    prop_assert!(seen.insert(name.clone()), "{name} twice");
                }
            }
        }
    }
}

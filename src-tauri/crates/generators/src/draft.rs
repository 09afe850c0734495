//! Draft marks: what says that a post is a draft, and what changes when it is published or taken back.

use crate::date::When;
use crate::dated::{dated_name, name_day};
use crate::facts::Facts;
use crate::generator::Generator;
use crate::kind::GeneratorKind;
use crate::parts;
use crate::rules::Marks;

/// Whether and by what a post is marked as a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftMark {
    /// It is not.
    NotDraft,
    /// By a field.
    Field {
        /// The field's name as written.
        name: String,
        /// Its value as written.
        value: String,
    },
    /// By a field that another file says for it.
    Inherited {
        /// The field's name as written there.
        name: String,
        /// Its value as written there.
        value: String,
        /// That file's path in the library.
        from: String,
    },
    /// By standing in this folder.
    Folder {
        /// The folder's path in the library.
        folder: String,
    },
}

/// A field's new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewValue {
    /// `true` or `false`.
    Flag(bool),
    /// A word.
    Text(String),
    /// A date, to be written as the library writes dates.
    Date(When),
}

/// What turns a draft into a public post, or back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// Fields to set, by name as written where the field is there.
    pub set: Vec<(String, NewValue)>,
    /// Fields to remove, by name as written.
    pub unset: Vec<String>,
    /// Where the file moves, as a path in the library that no file has.
    pub move_to: Option<String>,
}

impl Change {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.unset.is_empty() && self.move_to.is_none()
    }
}

/// What the library's other posts do, and which files it has.
pub struct Style<'a> {
    /// Public posts carry `draft: false` (or `published: true`): set it rather than remove the field.
    pub keeps_mark: bool,
    /// Drafts stand in a `_drafts` folder; otherwise they are marked by a field where that is possible.
    pub draft_folder: bool,
    /// Posts carry a date field with this name.
    pub date_field: Option<&'a str>,
    /// Whether a file stands at this path.
    pub taken: &'a dyn Fn(&str) -> bool,
}

impl Generator {
    /// Whether a post is a draft. A folder counts before a field.
    pub fn draft(&self, path: &str, facts: &Facts) -> DraftMark {
        if let Some(folder) = self.drafts_folder_of(path) {
            return DraftMark::Folder { folder };
        }
        let facts = &*self.whole(path, facts);
        match self.draft_fields(facts).next() {
            Some((name, value)) => match facts.said_by(name, self.folds_case()) {
                Some(from) => DraftMark::Inherited {
                    name: name.to_owned(),
                    value: value.to_owned(),
                    from: from.to_owned(),
                },
                None => DraftMark::Field {
                    name: name.to_owned(),
                    value: value.to_owned(),
                },
            },
            None => DraftMark::NotDraft,
        }
    }

    /// Whether a draft is marked by its folder where this generator has a choice: `_drafts` beside `_posts`.
    pub fn knows_draft_folder(&self) -> bool {
        self.rules().draft_folder
    }

    /// What makes a post public, with `today` as the date of one that has none and needs one. Empty when it is public.
    pub fn publish_change(&self, path: &str, facts: &Facts, today: When, style: &Style) -> Change {
        let mut change = Change::default();
        let (own, facts) = (facts, &*self.whole(path, facts));
        for (name, value) in self.draft_fields(facts) {
            let marks = self.marks(name);
            // What another file says holds as long as the post says nothing else.
            let rest = own.without(name);
            let rest = self.whole(path, &rest);
            // Neither can be taken out of this post's own lines.
            let inherited = rest.said_by(name, self.folds_case()).is_some()
                || self.rules().merges && rest.merged(name, self.folds_case());
            let keeps = style.keeps_mark || inherited;
            match marks {
                Some(Marks::Word(words)) if inherited && words.contains(&"never") => {
                    change
                        .set
                        .push((name.to_owned(), NewValue::Text("always".to_owned())));
                }
                Some(Marks::True) if keeps => change.set.push((name.to_owned(), NewValue::Flag(false))),
                Some(Marks::False) if keeps => change.set.push((name.to_owned(), NewValue::Flag(true))),
                Some(Marks::Word(_)) if keeps => {
                    change
                        .set
                        .push((name.to_owned(), NewValue::Text(like(value, "published"))));
                }
                _ => change.unset.push(name.to_owned()),
            }
        }
        if let Some(folder) = self.drafts_folder_of(path) {
            self.move_to_posts(path, &folder, facts, today, style, &mut change);
        }
        change
    }

    /// Whether this generator knows no draft mark itself, and no config names one: what hides a post is then up to the
    /// site's own templates.
    pub fn marks_by_custom(&self) -> bool {
        use GeneratorKind as K;
        let by_custom = matches!(
            self.kind(),
            K::Astro | K::Eleventy | K::Gatsby | K::Next | K::VitePress | K::VuePress | K::Markdown
        );
        by_custom && self.settings().marks.is_empty()
    }

    /// What makes a post a draft. Empty when it is one.
    pub fn draft_change(&self, path: &str, facts: &Facts, style: &Style) -> Change {
        let mut change = Change::default();
        let facts = &*self.whole(path, facts);
        if self.draft(path, facts) != DraftMark::NotDraft {
            return change;
        }
        if self.rules().draft_folder
            && style.draft_folder
            && let Some((before, after)) = around(path, "_posts")
        {
            let (stem, extension) = parts::stem(after);
            let name = dated_name(stem).map_or(stem, |(_, rest)| rest);
            let target = parts::join(&parts::join(before, "_drafts"), name);
            // The name held the date: without it, publishing again would date the post anew.
            if let (Some(day), None) = (name_day(path), self.date_in(self.rules().date_fields, facts)) {
                change
                    .set
                    .push((self.date_field().to_owned(), NewValue::Date(When::day(day))));
            }
            change.move_to = Some(free(&target, extension, style.taken));
            return change;
        }
        // A mark that the post already has is turned; else the usual one is added.
        let there = self.draft_rules().find(|(name, marks)| {
            let value = facts
                .find_text(name, self.rules().fold_case)
                .map(|(_, value)| value);
            value.is_some_and(|v| matches!(marks, Marks::Word(_)) || self.is_true(v) || self.is_false(v))
        });
        let Some((name, marks)) = there.or(self.draft_rules().next()) else {
            return change;
        };
        let written = facts
            .find(name, self.rules().fold_case)
            .map_or(*name, |(written, _)| written);
        let value = match marks {
            Marks::True => NewValue::Flag(true),
            Marks::False => NewValue::Flag(false),
            Marks::Word(words) => NewValue::Text(words.first().copied().unwrap_or("draft").to_owned()),
        };
        change.set.push((written.to_owned(), value));
        change
    }

    /// Jekyll's posts have their date in the name; Hexo's have it in a field, which drafts may lack.
    fn move_to_posts(
        &self,
        path: &str,
        folder: &str,
        facts: &Facts,
        today: When,
        style: &Style,
        change: &mut Change,
    ) {
        let field = self.date_in(self.rules().date_fields, facts).map(|d| d.when);
        let below = parts::within(path, folder).unwrap_or(path);
        let (inner, file) = parts::split(below);
        let (stem, extension) = parts::stem(file);
        let named = self.rules().dated_names;
        let mut name = stem.to_owned();
        if named && dated_name(stem).is_none() {
            name = format!("{}-{stem}", field.unwrap_or(today).day);
        }
        if field.is_none() && (!named || style.date_field.is_some()) {
            let when = if named {
                dated_name(&name).map_or(today, |(day, _)| at_day(today, day))
            } else {
                today
            };
            change.set.push((
                style.date_field.unwrap_or(self.date_field()).to_owned(),
                NewValue::Date(when),
            ));
        }
        let before = parts::split(folder).0;
        let target = [before, "_posts", inner, &name]
            .iter()
            .fold(String::new(), |all, part| parts::join(&all, part));
        change.move_to = Some(free(&target, extension, style.taken));
    }

    /// The fields that mark this post as a draft.
    fn draft_fields<'f>(&'f self, facts: &'f Facts) -> impl Iterator<Item = (&'f str, &'f str)> {
        let rules = self.rules();
        self.draft_rules().filter_map(move |(name, marks)| {
            let (name, value) = facts.find_text(name, rules.fold_case).or_else(|| {
                let unsaid = rules.merges && facts.find(name, rules.fold_case).is_none();
                facts.merged_text(name, rules.fold_case).filter(|_| unsaid)
            })?;
            let holds = match marks {
                Marks::True => self.is_true(value),
                Marks::False => self.is_false(value),
                Marks::Word(words) => words.iter().any(|word| word.eq_ignore_ascii_case(value)),
            };
            // Where the site shows what is marked, the mark hides nothing.
            let shown = match marks {
                Marks::True => self.settings().drafts_shown,
                Marks::False => self.settings().unpublished_shown,
                Marks::Word(_) => false,
            };
            // Hugo goes by `published` only where nothing says `draft`.
            let second = name == "published"
                && self.kind() == GeneratorKind::Hugo
                && facts.find("draft", rules.fold_case).is_some();
            (holds && !shown && !second).then_some((name, value))
        })
    }

    /// The marks that hold in this library.
    fn draft_rules(&self) -> impl Iterator<Item = &'static (&'static str, Marks)> {
        let told = &self.settings().marks;
        let holds = move |name: &str| told.is_empty() || told.contains(&name);
        self.rules().draft.iter().filter(move |(name, _)| holds(name))
    }

    fn marks(&self, name: &str) -> Option<Marks> {
        self.rules()
            .draft
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, marks)| *marks)
    }

    fn drafts_folder_of(&self, path: &str) -> Option<String> {
        let (before, _) =
            around(path, "_drafts").filter(|_| self.rules().draft_folder && !self.settings().drafts_shown)?;
        Some(parts::join(before, "_drafts"))
    }

    fn is_true(&self, value: &str) -> bool {
        let words: &[&str] = if self.rules().any_yes {
            &["true", "yes", "on", "y", "t", "1"]
        } else if self.rules().yes_is_true {
            &["true", "yes", "on"]
        } else {
            &["true"]
        };
        words.iter().any(|word| word.eq_ignore_ascii_case(value))
            || self.rules().fold_case && matches!(value, "1" | "t" | "T")
    }

    fn is_false(&self, value: &str) -> bool {
        let words: &[&str] = if self.rules().any_yes {
            &["false", "no", "off", "n", "f", "0"]
        } else if self.rules().yes_is_true {
            &["false", "no", "off"]
        } else {
            &["false"]
        };
        words.iter().any(|word| word.eq_ignore_ascii_case(value))
            || self.rules().fold_case && matches!(value, "0" | "f" | "F")
    }
}

/// What stands before and behind a folder with this name.
fn around<'p>(path: &'p str, folder: &str) -> Option<(&'p str, &'p str)> {
    let mut from = 0;
    for part in path.split('/') {
        let end = from + part.len();
        if part == folder && end < path.len() {
            return Some((path[..from].trim_end_matches('/'), &path[end + 1..]));
        }
        from = end + 1;
    }
    None
}

/// The next free name: `slug.md`, `slug-2.md`, …
fn free(base: &str, extension: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let dot = if extension.is_empty() { "" } else { "." };
    let mut path = format!("{base}{dot}{extension}");
    let mut number = 2u32;
    while taken(&path) {
        path = format!("{base}-{number}{dot}{extension}");
        number += 1;
    }
    path
}

/// A word with the first letter's case of another.
fn like(old: &str, word: &str) -> String {
    if old.starts_with(char::is_uppercase) {
        let mut letters = word.chars();
        letters
            .next()
            .map(|c| c.to_ascii_uppercase())
            .into_iter()
            .chain(letters)
            .collect()
    } else {
        word.to_owned()
    }
}

/// Today's date and time where it is this day, else the day alone.
fn at_day(today: When, day: jiff::civil::Date) -> When {
    if today.day == day { today } else { When::day(day) }
}

//! The front matter of an open post, as text and as a form.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LineChange, NameCount, Problem, Reason, Visibility};

view! {
/// The front matter of an open post.
pub struct HeadView {
    /// `yaml`, `toml`, `json`, `pelican`, `other` or `none`.
    pub format: String,
    /// The head as written, fences included, with LF line endings. Giving it back to `edit_head` restores it to the byte.
    pub text: String,
    /// The fields that the strip shows.
    pub fields: Fields,
    /// False when the head cannot be read and only its text can be edited.
    pub readable: bool,
}

/// The fields that the strip shows, under whatever names the file has them.
#[ts(optional_fields)]
pub struct Fields {
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The date's day, `2026-06-04`, when it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Whether it is marked as a draft.
    pub draft: bool,
    /// False where the mark is a folder (Jekyll's `_drafts`) and the switch cannot be a field.
    pub draft_is_field: bool,
    /// Whether readers see it, with these fields and at this time.
    pub visibility: Visibility,
    /// Why: the rule that decides, then what else a writer should know of it.
    pub reasons: Vec<Reason>,
    /// Tags.
    pub tags: Vec<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// The description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Every other field: name and value as text.
    pub more: Vec<FieldView>,
}

/// A field that the strip does not show.
pub struct FieldView {
    /// Its name as written.
    pub name: String,
    /// Its value as plain text.
    pub value: String,
}

/// A post's head as a form: its fields with their kinds, its lines beside an earlier state, and what is wrong with it.
#[ts(optional_fields)]
pub struct HeadForm {
    /// Its fields in the order of the file. A map of plain values gives a field for each, by its path.
    pub fields: Vec<FormField>,
    /// Why fields can only be edited as text, in one sentence; absent when they can be edited one by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_only: Option<String>,
    /// The line of the file on which the head begins, counted from 1.
    pub first_line: u32,
    /// The head that `lines` and `since` compare with, with LF line endings.
    pub before: String,
    /// True when that is the server's; else it is the one that was given, or the file's.
    pub on_server: bool,
    /// Every line of the head as it is now, and those that are gone since `before`.
    pub lines: Vec<LineChange>,
    /// What differs from `before`.
    pub since: LineCount,
    /// What differs from the file: what the next save changes.
    pub save: LineCount,
    /// What is wrong in the head.
    pub problems: Vec<Problem>,
    /// Where readers find the post, where that is sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// How two versions of a head differ.
pub struct LineCount {
    /// The lines that are new, gone or other ones; a line in the place of another counts once.
    pub changed: u32,
    /// The lines that are the same in both, to the byte.
    pub kept: u32,
}

/// A field in a form.
#[ts(optional_fields)]
pub struct FormField {
    /// Its name as written; with dots when it stands in a map.
    pub path: String,
    /// How it is edited.
    pub kind: FieldKind,
    /// What it means, where the name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<FieldRole>,
    /// Its value as it is edited: `true` or `false` for yes and no, the lines of what is shown as text.
    pub value: String,
    /// The items of a list.
    pub items: Vec<String>,
    /// The line of the file on which it begins, counted from 1.
    pub line: u32,
    /// True when only the head as text can change it.
    pub fixed: bool,
    /// What is wrong with it, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// What kind of value a field holds, and so how it is edited.
#[derive(Copy, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Sentences.
    LongText,
    /// A number.
    Number,
    /// Yes or no.
    YesNo,
    /// A date, with or without a time.
    Date,
    /// A list of plain values.
    List,
    /// Anything else: shown and edited as it is written.
    AsText,
}

/// What a field means, whatever its name.
#[derive(Copy, Eq, Hash, PartialOrd, Ord)]
pub enum FieldRole {
    /// The title.
    Title,
    /// The date.
    Date,
    /// The date of the last change.
    Updated,
    /// The draft mark, or the mark that shows a post.
    Draft,
    /// Tags.
    Tags,
    /// Categories.
    Categories,
    /// Authors.
    Authors,
    /// The description.
    Description,
    /// The part of the address that is the post's own.
    Slug,
    /// The whole address, or its path.
    Permalink,
    /// The picture for cards.
    Image,
    /// The place among its neighbours.
    Weight,
    /// First on the page.
    Featured,
    /// The series that it is part of.
    Series,
    /// The language.
    Language,
    /// Old addresses.
    Aliases,
    /// The reading time, given by the writer.
    ReadingTime,
    /// Where it was published first.
    Canonical,
}

/// The fields that the library's posts use.
#[derive(Default)]
pub struct FieldUses {
    /// How many posts were looked at.
    pub posts: u32,
    /// The fields, most used first.
    pub fields: Vec<FieldUse>,
}

/// A field that posts of the library use.
#[ts(optional_fields)]
pub struct FieldUse {
    /// Its name as most of them write it; with dots when it stands in a map.
    pub path: String,
    /// What most of them hold in it.
    pub kind: FieldKind,
    /// What it means, where the name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<FieldRole>,
    /// How many posts have it.
    pub posts: u32,
    /// Values that come again, most used first.
    pub values: Vec<NameCount>,
}

/// An edit of one field.
#[serde(tag = "field")]
pub enum FieldEdit {
    /// Sets the title.
    Title {
        /// The new title.
        value: String,
    },
    /// Sets the day; the time and the offset stay as they are.
    Day {
        /// `2026-06-04`.
        value: String,
    },
    /// Marks as draft, or removes the mark.
    Draft {
        /// True for a draft.
        value: bool,
    },
    /// Adds a tag.
    AddTag {
        /// The tag.
        value: String,
    },
    /// Removes a tag.
    RemoveTag {
        /// The tag as written in the file.
        value: String,
    },
    /// Sets the author; an empty string removes the field.
    Author {
        /// The name.
        value: String,
    },
    /// Sets the description; an empty string removes the field.
    Description {
        /// The text.
        value: String,
    },
    /// Sets a field by its path; an empty value removes it.
    Set {
        /// The field.
        path: String,
        /// How the value is meant; never a list, which is edited item by item.
        kind: FieldKind,
        /// The value, as [`FormField::value`] has it.
        value: String,
    },
    /// Adds an item to a list.
    AddItem {
        /// The list.
        path: String,
        /// The item.
        value: String,
    },
    /// Removes an item from a list.
    RemoveItem {
        /// The list.
        path: String,
        /// The item as written.
        value: String,
    },
    /// Removes a field.
    Remove {
        /// The field.
        path: String,
    },
    /// Begins a head with the post's title, in a post that has none.
    AddHead,
}
}

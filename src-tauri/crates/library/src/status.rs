//! Who sees a post, and why: what front matter, folder, dates, the index and Git say together.
//!
//! Pure. [`Shown`] says nothing of today, so that it can be kept; the day comes in when it is asked.

use galley_generators::{Facts as Said, Generator, Reason as Rule, When};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use crate::facts::instant;
use crate::view::{ChangeKind, Reason, ReasonArg, Status, Visibility};
use crate::words;

/// What makes a post a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// A field, with its name and its value as written.
    Field(String, String),
    /// A field that another file says for it: name, value, that file.
    Said(String, String, String),
    /// Its folder.
    Folder(String),
    /// Something that its generator wants of every post, and that it lacks.
    Missing(String),
    /// It could not be read, so nobody knows.
    Unread,
}

/// A moment, and the day that its writer calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The moment.
    pub at: Timestamp,
    /// The day.
    pub day: Date,
}

/// What a post says of who sees it, whatever day it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Why it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Mark>,
    /// Readers see it from this moment on, because its generator hides posts until their date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// Readers see it until this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Moment>,
    /// Its date, where its generator shows a future one all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<Moment>,
}

/// The day and the words that a status depends on.
#[derive(Debug, Clone, Copy)]
pub struct Today<'a> {
    /// Now.
    pub now: Timestamp,
    /// The writer's day.
    pub day: Date,
    /// The generator's name, for the reason of a scheduled post.
    pub generator: &'a str,
    /// Whether there is a repository: without one, no post is on a server.
    pub repository: bool,
}

impl Shown {
    /// What the generator's rules say of a post. `now` gives the zone of dates that name none.
    pub fn of(generator: &Generator, path: &str, said: &Said, now: &Zoned) -> Self {
        let zone = generator.time_zone(now.time_zone());
        let moment = |when: &When| instant(when, &zone).map(|at| Moment { at, day: when.day });
        let mut shown = Shown::default();
        // The rule is asked on the first and on the last of days: what it says then holds from and until its dates.
        for day in [Timestamp::MIN, Timestamp::MAX] {
            match generator
                .visibility(path, said, &day.to_zoned(now.time_zone().clone()))
                .1
            {
                Rule::DraftField { name, value } => shown.draft = Some(Mark::Field(name, value)),
                Rule::DraftSaid { name, value, from } => shown.draft = Some(Mark::Said(name, value, from)),
                Rule::DraftFolder(folder) => shown.draft = Some(Mark::Folder(folder)),
                Rule::Future(when) => shown.from = moment(&when),
                Rule::FutureShown(when) => shown.early = moment(&when),
                Rule::Expired(when) => shown.until = moment(&when),
                Rule::Missing(what) => shown.draft = Some(Mark::Missing(what.to_owned())),
                Rule::Public => {}
            }
        }
        shown
    }

    /// Whether readers see it at `now`.
    pub fn visibility(&self, now: Timestamp) -> Visibility {
        let past = |moment: &Option<Moment>| moment.as_ref().is_some_and(|moment| moment.at <= now);
        if self.draft.is_some() || past(&self.until) {
            Visibility::Draft
        } else if self.from.is_some() && !past(&self.from) {
            Visibility::Scheduled
        } else {
            Visibility::Public
        }
    }

    /// Why it has its status: the rule that decides, then how the server's version differs.
    pub fn reasons(
        &self,
        status: &Status,
        problem: Option<&str>,
        change: Option<&ChangeKind>,
        today: Today<'_>,
    ) -> Vec<Reason> {
        let day = |moment: &Option<Moment>| {
            moment
                .as_ref()
                .map(|moment| words::day(moment.day, today.day))
                .unwrap_or_default()
        };
        let generator = || ("generator", today.generator.to_owned());
        let here = || match change {
            Some(ChangeKind::New) => reason("status.new", &[]),
            _ => reason("status.changed", &[]),
        };
        match status {
            Status::Error => match problem {
                Some(what) => vec![reason("status.error-because", &[("what", what.to_owned())])],
                None => vec![reason("status.error", &[])],
            },
            Status::TwoVersions => vec![reason("status.two-versions", &[])],
            Status::Unpublished => vec![here()],
            Status::Scheduled => {
                let hidden = reason("status.scheduled", &[("day", day(&self.from)), generator()]);
                std::iter::once(hidden).chain(change.map(|_| here())).collect()
            }
            Status::Draft => {
                let hidden = match &self.draft {
                    Some(Mark::Field(name, value)) => {
                        let (name, value) = (name.clone(), value.clone());
                        reason("status.draft-field", &[("field", name), ("value", value)])
                    }
                    Some(Mark::Said(name, value, from)) => {
                        let (name, value, from) = (name.clone(), value.clone(), from.clone());
                        reason(
                            "status.draft-said",
                            &[("field", name), ("value", value), ("path", from)],
                        )
                    }
                    Some(Mark::Folder(folder)) => {
                        reason("status.draft-folder", &[("folder", folder.clone())])
                    }
                    Some(Mark::Missing(what)) => reason(&format!("status.no-{what}"), &[generator()]),
                    None if self.until.is_some() => {
                        reason("status.expired", &[("day", day(&self.until)), generator()])
                    }
                    Some(Mark::Unread) | None => reason("status.draft", &[]),
                };
                std::iter::once(hidden).chain(change.map(|_| here())).collect()
            }
            Status::Published => {
                let early = self.early.as_ref().filter(|moment| moment.at > today.now);
                match early {
                    Some(_) => vec![reason("status.early", &[("day", day(&self.early)), generator()])],
                    None if !today.repository => vec![reason("status.no-repository", &[])],
                    None => vec![reason("status.published", &[])],
                }
            }
        }
    }
}

fn reason(code: &str, args: &[(&str, String)]) -> Reason {
    let borrowed: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Reason {
        code: code.to_owned(),
        message: words::say(code, &borrowed).0,
        args: args
            .iter()
            .map(|(name, value)| ReasonArg {
                name: (*name).to_owned(),
                value: value.clone(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use galley_generators::GeneratorKind;

    use super::*;

    fn now(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn shown(kind: GeneratorKind, path: &str, fields: &[(&str, &str)]) -> Shown {
        let said = fields
            .iter()
            .fold(Said::new(), |said, (name, value)| said.text(*name, *value));
        let zoned = "2026-06-04T10:42:00+02:00[Europe/Oslo]".parse().unwrap();
        Shown::of(&Generator::of(kind, &[path.to_owned()]), path, &said, &zoned)
    }

    fn why(shown: &Shown, at: &str) -> (Visibility, String) {
        let visibility = shown.visibility(now(at));
        let status = match visibility {
            Visibility::Draft => Status::Draft,
            Visibility::Scheduled => Status::Scheduled,
            Visibility::Public => Status::Published,
        };
        let today = Today {
            now: now(at),
            day: at[..10].parse().unwrap(),
            generator: "Hugo",
            repository: true,
        };
        let reasons = shown.reasons(&status, None, None, today);
        (
            visibility,
            reasons.into_iter().map(|reason| reason.message).collect(),
        )
    }

    #[test]
    fn a_post_is_hidden_seen_and_hidden_again_without_being_read_anew() {
        let post = shown(
            GeneratorKind::Hugo,
            "content/posts/a.md",
            &[
                ("date", "2026-06-09T08:00:00Z"),
                ("expiryDate", "2026-07-01T00:00:00Z"),
            ],
        );
        assert_eq!(
            why(&post, "2026-06-04T00:00:00Z"),
            (
                Visibility::Scheduled,
                "Hidden until Jun 9, because Hugo hides posts with a date in the future.".into()
            )
        );
        assert_eq!(why(&post, "2026-06-09T08:00:00Z").0, Visibility::Public);
        assert_eq!(
            why(&post, "2026-07-01T00:00:00Z"),
            (
                Visibility::Draft,
                "Hidden since Jul 1, because Hugo hides posts after their expiry date.".into()
            )
        );
        assert_eq!(
            why(&post, "2027-01-01T00:00:00Z")
                .1
                .matches("Jul 1, 2026")
                .count(),
            1
        );
    }

    #[test]
    fn a_draft_says_which_field_or_folder_makes_it_one() {
        let field = shown(GeneratorKind::Hugo, "content/posts/a.md", &[("draft", "true")]);
        assert_eq!(
            why(&field, "2026-06-04T00:00:00Z").1,
            "A draft, because its field draft says true."
        );
        let folder = shown(GeneratorKind::Jekyll, "_drafts/a.md", &[]);
        let (visibility, message) = why(&folder, "2026-06-04T00:00:00Z");
        assert_eq!(visibility, Visibility::Draft);
        assert_eq!(message, "A draft, because it stands in the folder _drafts.");
    }

    #[test]
    fn a_future_date_that_hides_nothing_is_said() {
        let post = shown(GeneratorKind::Eleventy, "posts/a.md", &[("date", "2026-06-09")]);
        let (visibility, message) = why(&post, "2026-06-04T00:00:00Z");
        assert_eq!(visibility, Visibility::Public);
        assert!(
            message.starts_with("Dated Jun 9 and to be seen already"),
            "{message}"
        );
        assert_eq!(
            why(&post, "2026-06-10T00:00:00Z").1,
            "The server has it as it is here."
        );
    }
}

//! Whether readers see a post, and why not.

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::date::{When, parse_date_with};
use crate::draft::DraftMark;
use crate::facts::Facts;
use crate::generator::Generator;
use crate::kind::GeneratorKind;
use crate::rules::Future;

/// Whether readers see a post once it is on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// They do not: its front matter or folder says so.
    Draft,
    /// Not before its date.
    Scheduled,
    /// They do.
    Public,
}

/// Why a post has its [`Visibility`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nothing hides it.
    Public,
    /// The future date does not hide it with this generator.
    FutureShown(When),
    /// A field marks it as a draft.
    DraftField {
        /// The field's name as written.
        name: String,
        /// Its value as written.
        value: String,
    },
    /// It stands in a folder of drafts.
    DraftFolder(String),
    /// Its date is in the future.
    Future(When),
    /// Its expiry date is past.
    Expired(When),
}

impl Reason {
    /// A stable code: `public`, `future.shown`, `draft.field`, `draft.folder`, `future.hidden`, `expired`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::FutureShown(_) => "future.shown",
            Self::DraftField { .. } => "draft.field",
            Self::DraftFolder(_) => "draft.folder",
            Self::Future(_) => "future.hidden",
            Self::Expired(_) => "expired",
        }
    }
}

impl Generator {
    /// Whether posts dated in the future are hidden until then, by the generator's rule and the library's config.
    pub fn hides_future(&self) -> bool {
        match self.rules().future {
            Future::Shown => false,
            Future::Hidden => self.settings().future != Some(true),
            Future::ShownUnlessSet => self.settings().future == Some(false),
        }
    }

    /// Whether readers see a post at `now`, and why. A date without an offset is in the site's time zone; where
    /// the config names none, in UTC for Hugo and in `now`'s zone for the others.
    pub fn visibility(&self, path: &str, facts: &Facts, now: &Zoned) -> (Visibility, Reason) {
        match self.draft(path, facts) {
            DraftMark::Field { name, value } => {
                return (Visibility::Draft, Reason::DraftField { name, value });
            }
            DraftMark::Folder { folder } => return (Visibility::Draft, Reason::DraftFolder(folder)),
            DraftMark::NotDraft => {}
        }
        let zone = self.time_zone(now.time_zone());
        if let Some(expiry) = self.expiry(facts)
            && expiry.moment(&zone).is_some_and(|at| at <= now.timestamp())
        {
            return (Visibility::Draft, Reason::Expired(expiry));
        }
        match self.release_of(path, facts) {
            Some(when) if when.moment(&zone).is_some_and(|at| at > now.timestamp()) => {
                if self.hides_future() {
                    (Visibility::Scheduled, Reason::Future(when))
                } else {
                    (Visibility::Public, Reason::FutureShown(when))
                }
            }
            _ => (Visibility::Public, Reason::Public),
        }
    }

    /// The zone of dates without an offset.
    pub fn time_zone(&self, local: &TimeZone) -> TimeZone {
        let named = self
            .settings()
            .timezone
            .as_deref()
            .and_then(|name| TimeZone::get(name).ok());
        named.unwrap_or_else(|| {
            if self.kind() == GeneratorKind::Hugo {
                TimeZone::UTC
            } else {
                local.clone()
            }
        })
    }

    fn expiry(&self, facts: &Facts) -> Option<When> {
        if self.kind() != GeneratorKind::Hugo {
            return None;
        }
        let text = ["expiryDate", "unpublishDate"]
            .iter()
            .find_map(|name| facts.find_text(name, true))?
            .1;
        parse_date_with(text, self.rules().slashes)
    }
}

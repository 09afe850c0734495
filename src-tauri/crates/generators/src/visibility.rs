//! Whether readers see a post, and why not.

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::date::When;
use crate::dated::name_day;
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
    /// Another file marks it as a draft: the config, or the page of its section.
    DraftSaid {
        /// The field's name as written there.
        name: String,
        /// Its value as written there.
        value: String,
        /// That file's path in the library.
        from: String,
    },
    /// It stands in a folder of drafts.
    DraftFolder(String),
    /// Its date is in the future.
    Future(When),
    /// Its expiry date is past.
    Expired(When),
    /// It lacks what the generator wants of every post: `name-date` (a date in the file's name), `date` or `title`.
    Missing(&'static str),
}

impl Reason {
    /// A stable code: `public`, `future.shown`, `draft.field`, `draft.said`, `draft.folder`, `future.hidden`, `expired`,
    /// `missing`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::FutureShown(_) => "future.shown",
            Self::DraftField { .. } => "draft.field",
            Self::DraftSaid { .. } => "draft.said",
            Self::DraftFolder(_) => "draft.folder",
            Self::Future(_) => "future.hidden",
            Self::Expired(_) => "expired",
            Self::Missing(_) => "missing",
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
        let facts = &*self.whole(path, facts);
        if self.shows_all(path) {
            return (Visibility::Public, Reason::Public);
        }
        match self.draft(path, facts) {
            DraftMark::Field { name, value } => {
                return (Visibility::Draft, Reason::DraftField { name, value });
            }
            DraftMark::Inherited { name, value, from } => {
                return (Visibility::Draft, Reason::DraftSaid { name, value, from });
            }
            DraftMark::Folder { folder } => return (Visibility::Draft, Reason::DraftFolder(folder)),
            DraftMark::NotDraft => {}
        }
        if let Some(what) = self.missing(path, facts) {
            return (Visibility::Draft, Reason::Missing(what));
        }
        if self.ignores_dates(path) {
            return (Visibility::Public, Reason::Public);
        }
        let zone = self.time_zone(now.time_zone());
        if let Some(expiry) = self.expiry(path, facts)
            && !self.settings().expired_shown
            && expiry.moment(&zone).is_some_and(|at| at <= now.timestamp())
        {
            return (Visibility::Draft, Reason::Expired(expiry));
        }
        let release = self.release_of(path, facts);
        match release.map(|when| self.as_built(when, now.time_zone())) {
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

    /// The zone of the clock by which a date without an offset is read that is written as `like`: a time without quotes,
    /// or `None` for any other form. `local` is the zone of the machine.
    pub fn clock_of(&self, like: Option<&str>, local: &TimeZone) -> TimeZone {
        let yaml = like.is_some_and(|text| text.matches(':').count() == 2);
        if yaml && self.rules().yaml_times == crate::rules::YamlTimes::Utc {
            return TimeZone::UTC;
        }
        self.time_zone(local)
    }

    /// Where Hexo's config names a time zone, a date with an offset becomes what the clock of the building machine shows
    /// then, taken for a time in that zone.
    fn as_built(&self, when: When, machine: &TimeZone) -> When {
        let shifts = self.kind() == GeneratorKind::Hexo && self.settings().timezone.is_some();
        let local = when.zoned(machine).filter(|_| shifts && when.offset.is_some());
        local.map_or(when, |at| When {
            day: at.date(),
            time: Some(at.time()),
            offset: None,
        })
    }

    /// Whether neither marks nor dates hide a file: Hexo asks its posts for them, Astro its collections, and both show
    /// every page.
    fn shows_all(&self, path: &str) -> bool {
        match self.kind() {
            GeneratorKind::Hexo => !self.in_posts(path),
            GeneratorKind::Astro => {
                crate::parts::within(path, &crate::parts::join(self.site_root(), "src/pages")).is_some()
            }
            _ => false,
        }
    }

    /// What a post lacks without which its generator takes it for none.
    fn missing(&self, path: &str, facts: &Facts) -> Option<&'static str> {
        let post = self.classify(path) == crate::PathKind::Post;
        match self.kind() {
            GeneratorKind::Jekyll => {
                let wants = self.in_posts(path) && !path.split('/').any(|part| part == "_drafts");
                (wants && name_day(path).is_none()).then_some("name-date")
            }
            GeneratorKind::Pelican if post => {
                let dated =
                    self.release_of(path, facts).is_some() || self.settings().config.has("DEFAULT_DATE");
                let titled = facts.find_text("title", true).is_some();
                (!dated).then_some("date").or((!titled).then_some("title"))
            }
            _ => None,
        }
    }

    /// Whether the date of a file hides nothing: Jekyll's pages have none.
    fn ignores_dates(&self, path: &str) -> bool {
        self.kind() == GeneratorKind::Jekyll && !self.in_posts(path) && self.collection_of(path).is_none()
    }

    /// Whether a file stands in a `_posts` or `_drafts` folder.
    pub(crate) fn in_posts(&self, path: &str) -> bool {
        let mut folders = crate::parts::split(path).0.split('/');
        folders.any(|part| matches!(part, "_posts" | "_drafts"))
    }

    /// Jekyll's collection that a file stands in.
    pub(crate) fn collection_of<'p>(&'p self, path: &'p str) -> Option<&'p str> {
        let rel = crate::parts::within(path, self.layout().content_roots().first()?)?;
        let name = rel.split_once('/')?.0.strip_prefix('_')?;
        self.settings()
            .collections
            .iter()
            .any(|c| c == name)
            .then_some(name)
    }

    fn expiry(&self, path: &str, facts: &Facts) -> Option<When> {
        if self.kind() != GeneratorKind::Hugo {
            return None;
        }
        self.hugo_expiry(path, facts)
    }
}

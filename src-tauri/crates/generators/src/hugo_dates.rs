//! Hugo's dates where the config says which fields hold them: `[frontmatter] date = [":filename", ":default"]`.

use crate::date::When;
use crate::dated::{DateSource, Dated};
use crate::facts::Facts;
use crate::generator::Generator;
use crate::kind::GeneratorKind;
use crate::parts::{split, stem};

/// Where each date is looked for, the first place first.
pub(crate) struct HugoDates {
    date: Vec<String>,
    publish: Vec<String>,
    expiry: Vec<String>,
    lastmod: Vec<String>,
    git: bool,
}

/// What was found.
pub(crate) enum Found {
    Date(Dated),
    /// It hangs on the file's age or on Git's versions, which are past.
    Elsewhere,
    Nothing,
}

impl Found {
    pub(crate) fn known(self) -> Option<Dated> {
        match self {
            Self::Date(dated) => Some(dated),
            Self::Elsewhere | Self::Nothing => None,
        }
    }
}

const DATE: [&str; 3] = ["date", "publishdate", "lastmod"];
const PUBLISH: [&str; 2] = ["publishdate", "date"];
const EXPIRY: [&str; 1] = ["expirydate"];
const LASTMOD: [&str; 4] = [":git", "lastmod", "date", "publishdate"];

impl Generator {
    /// The places that the config names; `None` where it names none.
    pub(crate) fn hugo_dates(&self) -> Option<HugoDates> {
        let config = &self.settings().config;
        if self.kind() != GeneratorKind::Hugo || !config.has("frontmatter") {
            return None;
        }
        let places = |key: &str, usual: &[&str]| {
            let named = config.list(&format!("frontmatter.{key}"));
            let named = if config.has(&format!("frontmatter.{key}")) {
                named
            } else {
                vec![":default".to_owned()]
            };
            let mut places = Vec::new();
            for place in named {
                match place.to_lowercase().as_str() {
                    ":default" => places.extend(usual.iter().map(|place| (*place).to_owned())),
                    place => places.push(place.to_owned()),
                }
            }
            places
        };
        Some(HugoDates {
            date: places("date", &DATE),
            publish: places("publishDate", &PUBLISH),
            expiry: places("expiryDate", &EXPIRY),
            lastmod: places("lastmod", &LASTMOD),
            git: config.flag("enableGitInfo") == Some(true),
        })
    }

    /// When a post stops being shown.
    pub(crate) fn hugo_expiry(&self, path: &str, facts: &Facts) -> Option<When> {
        match self.hugo_dates() {
            Some(dates) => dates.first(&dates.expiry, self, path, facts).known(),
            None => self.date_in(&["expiryDate", "unpublishDate"], facts),
        }
        .map(|dated| dated.when)
    }

    /// The part of a file's name behind its date, where one of its dates is read there: its address goes by it.
    pub(crate) fn hugo_name_slug<'p>(&self, path: &'p str, facts: &Facts) -> Option<&'p str> {
        let dates = self.hugo_dates()?;
        let (_, slug) = dated_base(path).filter(|(_, slug)| !slug.is_empty())?;
        let read = |places: &&Vec<String>| {
            let mut before = places.iter().take_while(|place| *place != ":filename").cloned();
            let named = places.iter().any(|place| place == ":filename");
            named && before.all(|place| matches!(dates.first(&[place], self, path, facts), Found::Nothing))
        };
        let mut all = [&dates.date, &dates.lastmod, &dates.publish, &dates.expiry].into_iter();
        all.any(|places| read(&places)).then_some(slug)
    }
}

impl HugoDates {
    /// The date that lists and addresses go by.
    pub(crate) fn date(&self, generator: &Generator, path: &str, facts: &Facts) -> Found {
        self.first(&self.date, generator, path, facts)
    }

    /// The date from which a post is shown.
    pub(crate) fn release(&self, generator: &Generator, path: &str, facts: &Facts) -> Found {
        // Where the head has no `date`, the one that was found counts as it.
        for (at, place) in self.publish.iter().enumerate() {
            let one = self.first(&self.publish[at..=at], generator, path, facts);
            let own = facts.find_text("date", true).is_some();
            match one {
                Found::Nothing if place == "date" && !own => match self.date(generator, path, facts) {
                    Found::Nothing => {}
                    found => return found,
                },
                Found::Nothing => {}
                found => return found,
            }
        }
        Found::Nothing
    }

    fn first(&self, places: &[String], generator: &Generator, path: &str, facts: &Facts) -> Found {
        for place in places {
            let dated = match place.as_str() {
                ":filename" => dated_base(path).map(|(day, _)| Dated {
                    when: When::day(day),
                    source: DateSource::Name,
                }),
                ":git" if !self.git => None,
                ":git" | ":filemodtime" => return Found::Elsewhere,
                "lastmod" => generator.date_in(&["lastmod", "modified"], facts),
                "publishdate" => generator.date_in(&["publishDate", "pubDate", "published"], facts),
                "expirydate" => generator.date_in(&["expiryDate", "unpublishDate"], facts),
                field => generator.date_in(&[field], facts),
            };
            if let Some(dated) = dated {
                return Found::Date(dated);
            }
        }
        Found::Nothing
    }
}

/// The day at the beginning of the name of a file or of a bundle's folder, and what stands behind it.
fn dated_base(path: &str) -> Option<(jiff::civil::Date, &str)> {
    let (folder, file) = split(path);
    let first = file.split('.').next().unwrap_or(file);
    let name = match first {
        "index" | "_index" => split(folder).1,
        _ => stem(file).0,
    };
    let day = name.get(..10)?;
    let digits = |at: usize, b: u8| {
        if matches!(at, 4 | 7) {
            b == b'-'
        } else {
            b.is_ascii_digit()
        }
    };
    let whole = day.bytes().enumerate().all(|(at, b)| digits(at, b));
    let day = day.parse().ok().filter(|_| whole)?;
    Some((day, name[10..].trim_matches([' ', '-', '_'])))
}

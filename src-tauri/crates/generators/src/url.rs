//! Where readers will find a post, where that is sure. Never a guess: a wrong address is worse than none.

use jiff::civil::Date;

use crate::date::When;
use crate::dated::{dated_name, name_day};
use crate::facts::{Fact, Facts};
use crate::generator::Generator;
use crate::kind::GeneratorKind;
use crate::layout::PathKind;
use crate::parts::{join, split, stem, within};
use crate::permalink::{self, Parts};

/// The address of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Url {
    /// The path below the base URL, beginning with `/`.
    Known(String),
    /// Not sure.
    Unknown,
}

impl Generator {
    /// The address of a public post or page. Unknown where the generator's config is a program or absent, where it
    /// changes addresses in a way that is not followed here, or where a name would be rewritten by rules of the
    /// generator that are not sure.
    pub fn url(&self, path: &str, facts: &Facts) -> Url {
        let found = match self.kind() {
            GeneratorKind::Galley => self.galley_url(path, facts),
            _ if !self.settings().read => None,
            GeneratorKind::Hugo => self.hugo_url(path, facts),
            GeneratorKind::Zola => self.zola_url(path, facts),
            GeneratorKind::Jekyll => self.jekyll_url(path, facts),
            GeneratorKind::Hexo => self.hexo_url(path, facts),
            _ => None,
        };
        found.map_or(Url::Unknown, Url::Known)
    }

    /// `/posts/slug/`: the file's name without its date, or what `slug` says.
    fn galley_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.classify(path) != PathKind::Post {
            return None;
        }
        let (_, name) = bundle_name(path);
        let name = match facts.find_text("slug", false) {
            Some((_, slug)) => crate::slug(slug),
            None => crate::slug(without_date(name)),
        };
        Some(format!("/posts/{name}/"))
    }

    fn hugo_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.settings().custom_urls || !self.layout().one_language() {
            return None;
        }
        if let Some((_, url)) = facts.find_text("url", true) {
            let plain = url.starts_with('/') && simple(url) && !url.contains(':');
            return plain.then(|| url.to_owned());
        }
        let rel = self.in_root(path)?;
        let (folder, name) = bundle_name(rel);
        if facts.find("slug", true).is_some() && facts.find_text("slug", true).is_none() {
            return None;
        }
        let name = match facts.find_text("slug", true) {
            // A section has no slug, and neither has a name with slashes.
            Some((_, slug)) => slug,
            None if name.contains('.') => return None,
            None => name,
        };
        if name == "_index" {
            return plain_folder(&folder.to_ascii_lowercase());
        }
        let whole = join(folder, name).to_ascii_lowercase();
        (simple(&whole) && !name.contains('/')).then(|| format!("/{whole}/"))
    }

    fn zola_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.settings().custom_urls {
            return None;
        }
        if let Some((_, path)) = facts.find_text("path", false) {
            let path = path.trim_matches('/');
            return simple(path).then(|| format!("/{path}/"));
        }
        let (folder, name) = bundle_name(self.in_root(path)?);
        let folder = slashed(folder)?;
        if name == "_index" {
            return plain_folder(&folder);
        }
        let slug = match facts.find_text("slug", false) {
            Some((_, slug)) => zola_slug(slug)?,
            None => zola_slug(without_date(name))?,
        };
        Some(format!("/{}/", join(&folder, &slug)))
    }

    fn jekyll_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.settings().custom_urls {
            return None;
        }
        let own = facts.find_text("permalink", false).map(|(_, p)| p);
        let pattern = own.or(self.settings().permalink.as_deref()).unwrap_or("date");
        let pattern = permalink::jekyll_style(pattern);
        let rel = self.in_root(path)?;
        let (folders, file) = rel.rsplit_once("_posts/")?;
        let (name, _) = stem(file);
        let (_, title) = dated_name(name).filter(|(_, rest)| !rest.is_empty() && !file.contains('/'))?;
        let title = facts.find_text("slug", false).map_or(title, |(_, slug)| slug);
        let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if !title.chars().all(safe) || title.starts_with('-') || title.ends_with('-') || title.contains("--")
        {
            return None;
        }
        let categories = categories(folders, facts);
        let day = self.site_day(path, facts);
        let parts = Parts {
            categories: categories.as_deref(),
            day,
            title,
            extension: ".html",
        };
        permalink::fill(pattern, &parts).filter(|url| simple(url))
    }

    fn hexo_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.settings().custom_urls || self.settings().languages.len() > 1 {
            return None;
        }
        let (_, file) = path.rsplit_once("_posts/")?;
        let title = stem(file).0;
        if file.contains('/') || !simple(title) || title.contains('.') {
            return None;
        }
        let own = facts.find_text("permalink", false).map(|(_, p)| p);
        let pattern = own
            .or(self.settings().permalink.as_deref())
            .unwrap_or(":year/:month/:day/:title/");
        let parts = Parts {
            categories: None,
            day: self.site_day(path, facts),
            title,
            extension: ".html",
        };
        permalink::fill(pattern, &parts).filter(|url| simple(url))
    }

    /// The day in the site's time zone. `None` where that hangs on the machine that builds the site.
    fn site_day(&self, path: &str, facts: &Facts) -> Option<Date> {
        let Some(dated) = self.date_in(self.rules().date_fields, facts) else {
            // A field that cannot be read here may be readable for the generator.
            let unread = facts.find("date", false).is_some();
            return name_day(path).filter(|_| !unread && self.rules().dated_names);
        };
        match dated.when {
            When {
                day, offset: None, ..
            } => Some(day),
            when => {
                let zone = jiff::tz::TimeZone::get(self.settings().timezone.as_deref()?).ok()?;
                Some(when.zoned(&zone)?.date())
            }
        }
    }

    fn in_root<'p>(&self, path: &'p str) -> Option<&'p str> {
        self.layout()
            .content_roots()
            .iter()
            .find_map(|root| within(path, root))
    }
}

/// The folder and the name of a post, whether it is a file or a folder with an index.
fn bundle_name(path: &str) -> (&str, &str) {
    let (folder, file) = split(path);
    match stem(file).0 {
        "index" if !folder.is_empty() => split(folder),
        name => (folder, name),
    }
}

fn without_date(name: &str) -> &str {
    dated_name(name)
        .map(|(_, rest)| rest)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

/// Jekyll's categories: the folders before `_posts`, then `categories`, then `category`. `None` for names that
/// Jekyll would rewrite.
fn categories(folders: &str, facts: &Facts) -> Option<Vec<String>> {
    let mut all: Vec<String> = folders
        .split('/')
        .filter(|f| !f.is_empty())
        .map(str::to_owned)
        .collect();
    match facts.find("categories", false) {
        Some((_, Fact::List(items))) => all.extend(items.iter().cloned()),
        Some((_, Fact::Text(text))) => all.extend(text.split_whitespace().map(str::to_owned)),
        None => {}
    }
    if let Some((_, category)) = facts.find("category", false) {
        match category {
            Fact::Text(text) => all.push(text.trim().to_owned()),
            Fact::List(_) => return None,
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for name in all {
        let name = name.to_lowercase();
        if name.is_empty()
            || !name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
        {
            return None;
        }
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    Some(seen)
}

/// Letters, digits and the marks that no generator rewrites.
fn simple(path: &str) -> bool {
    let safe = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/');
    !path.is_empty() && path.bytes().all(safe) && !path.contains("--") && !path.contains("..")
}

fn plain_folder(folder: &str) -> Option<String> {
    if folder.is_empty() {
        return Some("/".to_owned());
    }
    simple(folder).then(|| format!("/{folder}/"))
}

/// Zola's slug of a name: ASCII lower case, everything but letters and digits one `-`.
fn zola_slug(name: &str) -> Option<String> {
    if !name.is_ascii() {
        return None;
    }
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

fn slashed(folder: &str) -> Option<String> {
    folder
        .split('/')
        .filter(|part| !part.is_empty())
        .try_fold(String::new(), |all, part| Some(join(&all, &zola_slug(part)?)))
}

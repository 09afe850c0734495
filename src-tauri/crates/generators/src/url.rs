//! Where readers will find a post, where that is sure. Never a guess: a wrong address is worse than none.

mod hexo;
mod hugo;
mod jekyll;
mod routes;
mod zola;

use jiff::civil::Date;

use crate::date::When;
use crate::dated::{dated_name, name_day};
use crate::facts::Facts;
use crate::generator::Generator;
use crate::kind::GeneratorKind;
use crate::layout::PathKind;
use crate::parts::{join, split, stem, within};

/// The address of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Url {
    /// The path below the base URL, beginning with `/`, not percent-encoded.
    Known(String),
    /// Not sure.
    Unknown,
    /// It has no page of its own: a part of a bundle, or a text that only lists and other pages show.
    NoPage,
}

impl Generator {
    /// The address of a public post or page. Unknown where the generator has no config here, or one that changes
    /// addresses in a way that is not followed here (a program that speaks of them), and where the address hangs on a
    /// template, on a file's age, on the clock of the machine that builds the site, or on rules that are not sure.
    pub fn url(&self, path: &str, facts: &Facts) -> Url {
        let facts = &*self.whole(path, facts);
        if self.has_no_page(path, facts) {
            return Url::NoPage;
        }
        let found = match self.kind() {
            GeneratorKind::Galley => self.galley_url(path, facts),
            _ if !self.settings().read => None,
            GeneratorKind::Hugo => self.hugo_url(path, facts),
            GeneratorKind::Zola => self.zola_url(path, facts),
            GeneratorKind::Jekyll => self.jekyll_url(path, facts),
            GeneratorKind::Hexo => self.hexo_url(path, facts),
            GeneratorKind::Eleventy => self.eleventy_url(path, facts),
            GeneratorKind::Docusaurus => self.docusaurus_url(path, facts),
            GeneratorKind::Astro => self.astro_url(path),
            _ => None,
        };
        found.map_or(Url::Unknown, Url::Known)
    }

    /// `/slug/`: the file's name without its date, or what `slug` says. The folder is no part of it, so that a post that
    /// moves between folders keeps its readers.
    fn galley_url(&self, path: &str, facts: &Facts) -> Option<String> {
        let own = match self.classify(path) {
            PathKind::Post => true,
            // Other Markdown files are about the blog's folder, not for its readers.
            PathKind::Page => within(path, &join(self.site_root(), "pages")).is_some(),
            PathKind::NotContent => false,
        };
        if !own {
            return None;
        }
        let (_, name) = bundle_name(path);
        let name = match facts.find_text("slug", false) {
            Some((_, slug)) => crate::slug(slug),
            None => crate::slug(without_date(name)),
        };
        // The site's own lists stand there.
        (!matches!(name.as_str(), "tags" | "authors")).then(|| format!("/{name}/"))
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

    /// Whether the generator makes no page of a file, whatever its address would be.
    fn has_no_page(&self, path: &str, facts: &Facts) -> bool {
        match self.kind() {
            GeneratorKind::Hugo => self.hugo_has_no_page(path, facts),
            GeneratorKind::Jekyll => self.jekyll_has_no_page(path, facts),
            GeneratorKind::Zola => Self::zola_has_no_page(facts),
            GeneratorKind::Eleventy => facts
                .find_text("permalink", false)
                .is_some_and(|(_, p)| p == "false"),
            GeneratorKind::Astro | GeneratorKind::Docusaurus => self.is_partial(path),
            _ => false,
        }
    }

    pub(crate) fn in_root<'p>(&self, path: &'p str) -> Option<&'p str> {
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

//! Hexo's addresses: posts by the pattern of the site or their own address, pages by their path.

use jiff::civil::Date;

use crate::dated::dated_name;
use crate::facts::Facts;
use crate::generator::Generator;
use crate::parts::{join, split, stem};
use crate::permalink::{self, Parts};

impl Generator {
    pub(super) fn hexo_url(&self, path: &str, facts: &Facts) -> Option<String> {
        if self.settings().custom_urls {
            return None;
        }
        let config = &self.settings().config;
        if let Some((_, own)) = facts.find_text("permalink", false) {
            // Places such as `:year` stay as they are written, which nobody means.
            let sure = own.ends_with('/') || own.ends_with(".html");
            return (sure && !own.contains(':')).then(|| format!("/{}", own.trim_start_matches('/')));
        }
        let below = ["/_posts/", "/_drafts/"]
            .into_iter()
            .find_map(|folder| below(path, folder));
        let Some(below) = below else {
            return if config.has("skip_render") {
                None
            } else {
                self.hexo_page(path)
            };
        };
        let whole = below[..below.len() - stem(split(below).1).1.len()].trim_end_matches('.');
        let named = config.text("new_post_name");
        let (day, title) = match named.as_deref().unwrap_or(":title.md") {
            ":title.md" => (None, whole),
            ":year-:month-:day-:title.md" => {
                let (day, title) = dated_name(whole).filter(|(_, rest)| !rest.is_empty())?;
                (Some(day), title)
            }
            _ => return None,
        };
        let category = config.text("default_category");
        let has = |name: &str| facts.find(name, false).is_some();
        let parts = Parts {
            day: self.hexo_day(facts).or(day.filter(|_| !has("date"))),
            title,
            name: split(title).1,
            category: (!has("categories") && !has("category"))
                .then(|| category.as_deref().unwrap_or("uncategorized")),
            extension: ".html",
            ..Parts::default()
        };
        let pattern = self.settings().permalink.as_deref();
        let url = permalink::fill(pattern.unwrap_or(":year/:month/:day/:title/"), &parts)?;
        Some(
            url.strip_suffix("/index.html")
                .map_or(url.clone(), |folder| format!("{folder}/")),
        )
    }

    fn hexo_page(&self, path: &str) -> Option<String> {
        let (folder, name) = split(self.in_root(path)?);
        Some(match (stem(name).0, folder) {
            ("index", "") => "/".to_owned(),
            ("index", folder) => format!("/{folder}/"),
            (name, folder) => format!("/{}.html", join(folder, name)),
        })
    }

    /// The day in the address. Where the config names a time zone, or the date has an offset, it hangs on the zone of
    /// the machine that builds the site as well.
    fn hexo_day(&self, facts: &Facts) -> Option<Date> {
        if self.settings().timezone.is_some() {
            return None;
        }
        let when = self.date_in(self.rules().date_fields, facts)?.when;
        when.offset.is_none().then_some(when.day)
    }
}

/// What stands in a folder, also where it is the first of the path.
fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    path.strip_prefix(&folder[1..])
        .or_else(|| Some(path.split_once(folder)?.1))
}

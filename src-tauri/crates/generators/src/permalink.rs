//! Patterns of addresses such as `/:categories/:year/:month/:day/:title/`. What is not sure is not filled in.

use jiff::civil::Date;

/// What a pattern is filled with.
#[derive(Default)]
pub(crate) struct Parts<'a> {
    /// Categories as the address has them; `None` when they are not sure.
    pub(crate) categories: Option<&'a [String]>,
    /// The day in the site's time zone; `None` when it is not sure.
    pub(crate) day: Option<Date>,
    /// The post's name in the address.
    pub(crate) title: &'a str,
    /// The last part of the post's name.
    pub(crate) name: &'a str,
    /// What `:category` stands for; `None` when it is not sure.
    pub(crate) category: Option<&'a str>,
    /// The name as a slug; `None` when it is not sure.
    pub(crate) slug: Option<&'a str>,
    /// What `:output_ext` stands for.
    pub(crate) extension: &'a str,
}

/// Fills a pattern; `None` when it has a placeholder that is unknown or not sure.
pub(crate) fn fill(pattern: &str, parts: &Parts) -> Option<String> {
    let mut out = String::from("/");
    let mut rest = pattern.trim_start_matches('/');
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        let name_end = rest[at + 1..]
            .find(|c: char| !c.is_ascii_lowercase() && c != '_')
            .map_or(rest.len(), |n| at + 1 + n);
        let day = parts.day;
        let named = |format: &str| day.map(|day| day.strftime(format).to_string());
        let value = match &rest[at + 1..name_end] {
            "year" => format!("{:04}", day?.year()),
            "short_year" => format!("{:02}", day?.year() % 100),
            "month" => format!("{:02}", day?.month()),
            "i_month" => day?.month().to_string(),
            "day" => format!("{:02}", day?.day()),
            "i_day" => day?.day().to_string(),
            "y_day" => format!("{:03}", day?.day_of_year()),
            "short_month" => named("%b")?,
            "long_month" => named("%B")?,
            "short_day" => named("%a")?,
            "long_day" => named("%A")?,
            "w_day" => named("%u")?,
            "week" => named("%V")?,
            "w_year" => named("%G")?,
            "title" => parts.title.to_owned(),
            "name" if !parts.name.is_empty() => parts.name.to_owned(),
            "category" => parts.category?.to_owned(),
            "slug" => parts.slug?.to_owned(),
            "categories" => parts.categories?.join("/"),
            "output_ext" => parts.extension.to_owned(),
            _ => return None,
        };
        out.push_str(&value);
        rest = &rest[name_end..];
    }
    out.push_str(rest);
    // An absent category leaves two slashes.
    while out.contains("//") {
        out = out.replace("//", "/");
    }
    Some(out)
}

/// Jekyll's names for patterns.
pub(crate) fn jekyll_style(name: &str) -> &str {
    match name {
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        pattern => pattern,
    }
}

//! Patterns of addresses such as `/:categories/:year/:month/:day/:title/`. What is not sure is not filled in.

use jiff::civil::Date;

/// What a pattern is filled with.
pub(crate) struct Parts<'a> {
    /// Categories as the address has them; `None` when they are not sure.
    pub(crate) categories: Option<&'a [String]>,
    /// The day in the site's time zone; `None` when it is not sure.
    pub(crate) day: Option<Date>,
    /// The post's name in the address.
    pub(crate) title: &'a str,
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
        let value = match &rest[at + 1..name_end] {
            "year" => format!("{:04}", day?.year()),
            "short_year" => format!("{:02}", day?.year() % 100),
            "month" => format!("{:02}", day?.month()),
            "i_month" => day?.month().to_string(),
            "day" => format!("{:02}", day?.day()),
            "i_day" => day?.day().to_string(),
            "y_day" => format!("{:03}", day?.day_of_year()),
            "title" | "slug" | "post_title" | "name" => parts.title.to_owned(),
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
        "none" => "/:categories/:title:output_ext",
        pattern => pattern,
    }
}

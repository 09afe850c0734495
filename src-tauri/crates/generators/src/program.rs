//! Configs that are programs: what their text, and that of the files that they read, speaks of. Nothing is run. What
//! is not spoken of is left at the generator's default; what is, is not followed.

use crate::files::Files;
use crate::kind::GeneratorKind as K;
use crate::parts::{join, split, stem, within};
use crate::settings::Settings;

/// Draft marks that blogs with a program for a config may have.
const MARKS: [&str; 3] = ["draft", "published", "status"];

/// Words by which a program changes addresses, as it must write them.
fn words(kind: K) -> &'static [&'static str] {
    match kind {
        K::Eleventy => &[
            "\"permalink\"",
            "'permalink'",
            "eleventyComputed",
            "addUrlTransform",
            "pathPrefix",
        ],
        K::Docusaurus => &[
            "routeBasePath",
            "i18n:",
            "parseFrontMatter",
            "exclude:",
            "include:",
        ],
        K::Astro => &[
            "format:",
            "base:",
            "trailingSlash",
            "i18n:",
            "srcDir",
            "redirects",
            "integrations",
        ],
        _ => &[],
    }
}

/// Looks through the config and the files beside it that decide on addresses and drafts too.
pub(crate) fn look(files: &Files, kind: K, root: &str, config: &str, settings: &mut Settings) {
    if !matches!(kind, K::Eleventy | K::Docusaurus | K::Astro) {
        return;
    }
    // An empty config stands for one that is not there.
    settings.read &= !config.trim().is_empty();
    settings.custom_urls |= words(kind).iter().any(|word| config.contains(word));
    let mut marks: Vec<&'static str> = mentioned(config);
    let input = settings.roots.first().cloned().unwrap_or_default();
    settings.custom_urls |= kind == K::Eleventy && config.contains("input") && input.is_empty();
    for path in files.below(root) {
        let place = match kind {
            K::Eleventy => eleventy_place(path, root, &input),
            K::Astro => astro_schema(path, root).then_some(Place::Data),
            _ => None,
        };
        let Some((place, text)) = place.and_then(|place| Some((place, files.read(path)?))) else {
            continue;
        };
        match place {
            Place::Data => {
                marks.extend(mentioned(&text));
                // Files of plain values are followed (`defaults.rs`).
                let program = !path.ends_with(".json") || within(path, &join(root, "_data")).is_some();
                settings.custom_urls |= kind == K::Eleventy && program && text.contains("permalink");
            }
            Place::Layout => settings.custom_urls |= head_of(&text).contains("permalink"),
        }
    }
    marks.sort_unstable();
    marks.dedup();
    settings.marks = marks;
}

enum Place {
    /// A file of values for posts.
    Data,
    /// A template around posts, whose head holds values for them.
    Layout,
}

/// Eleventy's data of the site and of folders, its layouts, and the parts of its config.
fn eleventy_place(path: &str, root: &str, input: &str) -> Option<Place> {
    let (folder, name) = split(path);
    let (name, extension) = stem(name);
    let code = matches!(extension, "js" | "cjs" | "mjs" | "ts" | "json");
    if code && (name.ends_with(".11tydata") || !folder.is_empty() && split(folder).1 == name) {
        return Some(Place::Data);
    }
    let part = |of: &str| {
        [root.to_owned(), join(root, input)]
            .iter()
            .any(|at| within(path, &join(at, of)).is_some())
    };
    if code && (part("_data") || part("_config")) {
        return Some(Place::Data);
    }
    (part("_includes") || part("_layouts")).then_some(Place::Layout)
}

/// Where Astro's collections are described.
fn astro_schema(path: &str, root: &str) -> bool {
    let (name, extension) = stem(within(path, root).unwrap_or(path));
    matches!(name, "src/content.config" | "src/content/config")
        && matches!(extension, "ts" | "js" | "mjs" | "mts")
}

/// The draft marks that a text names as whole words.
fn mentioned(text: &str) -> Vec<&'static str> {
    let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let names = |mark: &str| {
        text.match_indices(mark)
            .any(|(at, _)| !text[..at].ends_with(letter) && !text[at + mark.len()..].starts_with(letter))
    };
    MARKS.into_iter().filter(|mark| names(mark)).collect()
}

/// What stands between the fences at the beginning of a file.
fn head_of(text: &str) -> &str {
    let Some(rest) = text.trim_start().strip_prefix("---") else {
        return "";
    };
    rest.split_once("\n---").map_or("", |(head, _)| head)
}

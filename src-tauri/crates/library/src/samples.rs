//! What each theme would make of a new blog: the starter's front page, drawn without a folder on the disk, so that a
//! writer sees what there is to choose.

use galley_generators as generators;
use galley_post::{Known, Post};
use galley_site::{self as site, Listing, Site, Theme};

use crate::clock::Clock;
use crate::view::{ThemeSample, Visibility};
use crate::{facts, pages, start};

/// The starter's front page in every theme, in the order in which they are offered.
pub fn theme_samples(clock: &Clock) -> Vec<ThemeSample> {
    let files = start::starter_files();
    let paths: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let read = |wanted: &str| {
        let (_, bytes) = files.iter().find(|(path, _)| path == wanted)?;
        String::from_utf8(bytes.to_vec()).ok()
    };
    let found = generators::recognise(&generators::Files::new(&paths, &read));
    let now = clock.now().timestamp();
    let listings: Vec<Listing> = files
        .iter()
        .filter(|(path, _)| found.generator.classify(path) != generators::PathKind::NotContent)
        .filter_map(|(path, bytes)| {
            let post = Post::parse(bytes.to_vec());
            let facts = facts::of_post(&found.generator, clock, path, &post);
            let listed = !facts.page && facts.visibility(now) == Visibility::Public;
            listed.then(|| listing(path, &post, facts))
        })
        .collect();
    let table = found.galley.and_then(|galley| galley.site).unwrap_or_default();
    let sample = |theme: Theme| {
        let made = Site {
            title: found.title.clone().unwrap_or_default(),
            tagline: table.tagline.clone().unwrap_or_default(),
            nav: theme.nav(),
            theme,
            ..Site::default()
        };
        ThemeSample {
            theme: theme.name().to_owned(),
            html: site::list_html(&made, &site::front(&made, &listings), 1).unwrap_or_default(),
            style: site::stylesheet(theme).to_owned(),
        }
    };
    Theme::ALL.map(sample).into()
}

fn listing(path: &str, post: &Post, facts: facts::Facts) -> Listing {
    let description = post.known(Known::Description);
    let description = description.and_then(|found| found.value.as_str().map(str::to_owned));
    Listing {
        file: path.to_owned(),
        place: path.to_owned(),
        title: facts.title,
        day: facts.day,
        at: facts.at,
        weight: pages::weight(post),
        authors: facts.authors,
        source: None,
        tags: facts.tags,
        description,
        text: facts.excerpt,
        minutes: facts.minutes,
        featured: pages::featured(post),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_shows_the_starter_as_it_lists_posts() {
        let samples = theme_samples(&Clock::system());
        let themes: Vec<&str> = samples.iter().map(|sample| sample.theme.as_str()).collect();
        assert_eq!(themes, ["newsroom", "terminal", "feed", "digest", "journal"]);
        for (theme, own) in [
            ("newsroom", "Latest writing"),
            ("terminal", "cat ~/posts/*"),
            ("feed", "class=\"source\""),
            ("digest", "Read More"),
            ("journal", "<time datetime="),
        ] {
            let sample = samples.iter().find(|sample| sample.theme == theme).unwrap();
            assert!(sample.html.contains(own), "{theme} has {own}");
            assert!(
                sample.html.contains("A tag is a shelf"),
                "{theme} lists the starter's posts"
            );
            assert!(
                !sample.html.contains("Alerts we deleted"),
                "{theme} lists no draft"
            );
            assert!(sample.style.contains("body"), "{theme} has a look");
        }
    }
}

//! The guides, which Galley brings along: pages of their own for the system's browser, without a network.

use std::fs;
use std::path::{Path, PathBuf};

use galley_site::{TextOptions, outline, render};

use crate::error::{Error, Result};
use crate::places::Places;

/// A guide: the name of its file in `docs`, and its text.
struct Guide {
    name: &'static str,
    text: &'static str,
}

macro_rules! guides {
    ($($name:literal),*) => {
        &[$(Guide { name: $name, text: include_str!(concat!("../../../../docs/", $name, ".md")) }),*]
    };
}

const GUIDES: &[Guide] = guides!("guide", "problems", "settings", "galley-toml");

macro_rules! pictures {
    ($($name:literal),*) => {
        &[$(($name, include_bytes!(concat!("../../../../docs/images/", $name, ".png")).as_slice())),*]
    };
}

const PICTURES: &[(&str, &[u8])] = pictures!("main", "palette", "tags", "problems");

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{max-width:44rem;margin:3rem auto;padding:0 1.5rem;font:1.0625rem/1.6 Georgia,serif}\
h1,h2,h3{line-height:1.25;margin:2.2em 0 .6em}\
img{max-width:100%;height:auto;border:1px solid #8886;border-radius:8px}\
code,pre{font:.9em ui-monospace,monospace}pre{overflow:auto;padding:1rem;background:#8881}\
table{border-collapse:collapse}td,th{padding:.3rem .8rem .3rem 0;text-align:left;border-bottom:1px solid #8884}\
nav{font:.9375rem system-ui,sans-serif}nav a{margin-right:1.2rem}:target{background:#fc06}";

/// The address of a guide's page, made in the cache folder where it is not there yet: `guide`, or `problems` with the section of
/// a code such as `date.no-offset`.
///
/// # Errors
/// `help.unknown` for a guide that there is none of; what the disk says.
pub fn page(places: &Places, name: &str, section: Option<&str>) -> Result<String> {
    let guide = GUIDES
        .iter()
        .find(|guide| guide.name == name)
        .ok_or_else(|| Error::new("help.unknown", &[("name", name)]))?;
    let folder = places.cache.join("help");
    lay_out(&folder)?;
    let mut address = file_address(&folder.join(format!("{name}.html")));
    if let Some(section) = section {
        let headings = outline(guide.text, &options()).headings;
        let id = headings.into_iter().find(|heading| heading.words == section);
        address.push_str(&id.map(|heading| format!("#{}", heading.id)).unwrap_or_default());
    }
    Ok(address)
}

/// Writes all pages and pictures; those that are there as they are to be stay.
fn lay_out(folder: &Path) -> Result<()> {
    let images = folder.join("images");
    fs::create_dir_all(&images).map_err(|error| Error::io(error, &images))?;
    for guide in GUIDES {
        write(
            &folder.join(format!("{}.html", guide.name)),
            html(guide).as_bytes(),
        )?;
    }
    for (name, bytes) in PICTURES {
        write(&images.join(format!("{name}.png")), bytes)?;
    }
    Ok(())
}

fn write(file: &PathBuf, bytes: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    fs::write(file, bytes).map_err(|error| Error::io(error, file))
}

fn options() -> TextOptions {
    TextOptions {
        highlight: false,
        ..TextOptions::default()
    }
}

fn html(guide: &Guide) -> String {
    let text = GUIDES
        .iter()
        .fold(render(guide.text, &options()).html, |html, other| {
            // Between the guides links are links of files, which are pages here.
            html.replace(
                &format!("href=\"{}.md", other.name),
                &format!("href=\"{}.html", other.name),
            )
        });
    let title = outline(guide.text, &options()).headings.into_iter().next();
    let title = title.map(|heading| heading.words).unwrap_or_default();
    let links: String = GUIDES
        .iter()
        .map(|other| {
            let name = outline(other.text, &options()).headings.into_iter().next();
            let name = name.map(|heading| heading.words).unwrap_or_default();
            format!("<a href=\"{}.html\">{name}</a>", other.name)
        })
        .collect();
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>{STYLE}</style><nav>{links}</nav><main>{text}</main></html>\n"
    )
}

/// `file:///home/ines/.cache/galley/help/guide.html`.
fn file_address(file: &Path) -> String {
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~');
    format!(
        "file://{}",
        percent_encoding::percent_encode(file.as_os_str().as_encoded_bytes(), KEPT)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guides_are_pages_whose_links_and_pictures_are_there() {
        let place = tempfile::tempdir().unwrap();
        let places = Places::under(&place.path().join("a b"));
        let address = page(&places, "guide", None).unwrap();
        assert!(
            address.starts_with("file:///") && address.ends_with("/a%20b/cache/help/guide.html"),
            "{address}"
        );
        let folder = places.cache.join("help");
        for guide in GUIDES {
            let html = fs::read_to_string(folder.join(format!("{}.html", guide.name))).unwrap();
            let values = html.split([' ', '<']).filter_map(|word| {
                let value = word
                    .strip_prefix("href=\"")
                    .or_else(|| word.strip_prefix("src=\""))?;
                value.split(['"', '#']).next()
            });
            for value in values.filter(|value| !value.is_empty() && !value.starts_with("https://")) {
                assert!(folder.join(value).is_file(), "{}: {value}", guide.name);
            }
            assert!(!html.contains("src=\"http"), "{}", guide.name);
        }
        // Nothing is written a second time.
        let made = |name: &str| fs::metadata(folder.join(name)).unwrap().modified().unwrap();
        let before = made("guide.html");
        page(&places, "guide", None).unwrap();
        assert_eq!(made("guide.html"), before);
    }

    #[test]
    fn every_kind_of_problem_has_a_section() {
        let place = tempfile::tempdir().unwrap();
        let places = Places::under(place.path());
        let html = |address: &str| {
            let (file, id) = address.split_once('#')?;
            let file = fs::read_to_string(file.strip_prefix("file://")?).ok()?;
            file.contains(&format!("id=\"{id}\"")).then_some(())
        };
        for code in crate::problem_kinds() {
            let address = page(&places, "problems", Some(code)).unwrap();
            assert!(html(&address).is_some(), "{code}: {address}");
        }
        assert_eq!(page(&places, "problem", None).unwrap_err().code, "help.unknown");
    }
}

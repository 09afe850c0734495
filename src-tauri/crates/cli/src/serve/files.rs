//! The files of a built site as a web server gives them.

use std::fs;
use std::path::Path;

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A file.
    File {
        /// All of it.
        bytes: Vec<u8>,
        /// For example `image/png`.
        media_type: &'static str,
    },
    /// A folder, asked for without the slash at its end: its own address.
    Moved(String),
    /// Nothing.
    Nothing,
}

/// The page for an address without a file.
pub const NOT_THERE: &str = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Not here</title>\
                             </head>\n<body><p>There is no page at this address.</p></body>\n</html>\n";

/// The file of `site` at the path of an address, percent-encoded.
pub fn find(site: &Path, path: &str) -> Found {
    let Some(plain) = decoded(path) else {
        return Found::Nothing;
    };
    let parts: Vec<&str> = plain.split('/').filter(|part| !part.is_empty()).collect();
    // A hidden file is never a part of a site, and its marker is one.
    if parts
        .iter()
        .any(|part| part.starts_with('.') || part.contains(['\\', '\0']))
    {
        return Found::Nothing;
    }
    let mut file = site.to_owned();
    file.extend(&parts);
    if file.is_dir() {
        if !plain.ends_with('/') {
            // Never `//name`, which is another host.
            return Found::Moved(format!("/{}/", path.trim_matches('/')));
        }
        file.push("index.html");
    } else if plain.ends_with('/') {
        return Found::Nothing;
    }
    let media_type = media_type(&file);
    fs::read(&file).map_or(Found::Nothing, |bytes| Found::File { bytes, media_type })
}

/// A page that loads itself again when there is a newer site than `version`, which it asks at `address`.
pub fn following(mut page: Vec<u8>, address: &str, version: u64) -> Vec<u8> {
    let script = format!(
        "<script>(async()=>{{for(;;)try{{if((await(await fetch(\"{address}?{version}\")).text())!==\"{version}\")\
         return location.reload()}}catch{{await new Promise(r=>setTimeout(r,1000))}}}})()</script>\n"
    );
    let end = b"</body>";
    let at = page
        .windows(end.len())
        .rposition(|part| part == end)
        .unwrap_or(page.len());
    page.splice(at..at, script.into_bytes());
    page
}

/// Percent-encoding undone; `None` when it is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn media_type(file: &Path) -> &'static str {
    let extension = file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "csv" | "vtt" => "text/plain; charset=utf-8",
        "png" | "apng" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        "ico" => "image/x-icon",
        "bmp" => "image/bmp",
        "woff2" => "font/woff2",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "m4a" => "audio/mp4",
        "wav" => "audio/wav",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(found: Found) -> String {
        match found {
            Found::File { bytes, .. } => String::from_utf8(bytes).unwrap(),
            Found::Moved(to) => format!("-> {to}"),
            Found::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn only_the_files_of_the_site_are_given() {
        let dir = tempfile::tempdir().unwrap();
        let site = dir.path().join("site");
        fs::create_dir_all(site.join("a b")).unwrap();
        fs::write(dir.path().join("secret"), "secret").unwrap();
        fs::write(site.join("index.html"), "home").unwrap();
        fs::write(site.join(".galley-site"), "marker").unwrap();
        fs::write(site.join("a b/index.html"), "日本").unwrap();
        fs::write(site.join("a b/日.txt"), "x").unwrap();
        for (path, expected) in [
            ("/", "home"),
            ("/index.html", "home"),
            ("/a%20b/", "日本"),
            ("/a%20b", "-> /a%20b/"),
            ("//a%20b", "-> /a%20b/"),
            ("/a%20b/%E6%97%A5.txt", "x"),
            ("/index.html/", "nothing"),
            ("/../secret", "nothing"),
            ("/%2e%2e/secret", "nothing"),
            ("/..%2fsecret", "nothing"),
            ("/.galley-site", "nothing"),
            ("/%2Egalley-site", "nothing"),
            ("/b", "nothing"),
            ("/%ff", "nothing"),
            ("/%", "nothing"),
            ("/a%00", "nothing"),
        ] {
            assert_eq!(text(find(&site, path)), expected, "{path}");
        }
    }

    #[test]
    fn what_follows_stands_in_the_body_and_nothing_else_changes() {
        let page = "<body><p>\"</body>\" is text</p></body>\n</html>\n";
        let with = String::from_utf8(following(page.into(), "/c", 7)).unwrap();
        let (before, rest) = with.split_once("<script>").unwrap();
        let (script, after) = rest.split_once("</script>\n").unwrap();
        assert_eq!(format!("{before}{after}"), page);
        assert!(after.starts_with("</body>\n</html>"));
        assert!(script.contains("/c?7"));
        assert!(
            String::from_utf8(following("x".into(), "/c", 7))
                .unwrap()
                .starts_with("x<script>")
        );
    }
}

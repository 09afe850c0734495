//! The addresses in a rendered text: where they lead from a page, and whole ones for who reads the text elsewhere.

/// The attributes that hold an address.
const ADDRESSES: [&str; 4] = ["src", "href", "poster", "srcset"];

/// An address in HTML.
struct Place<'h> {
    /// Where its value begins, in bytes.
    start: usize,
    /// The value as written.
    value: &'h str,
    /// Whether it is a list of pictures with their widths.
    set: bool,
}

/// The addresses that a page's HTML names in its tags, entities undone, in their order.
pub fn linked(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for place in places(html) {
        if place.set {
            let pictures = place
                .value
                .split(',')
                .filter_map(|part| part.split_whitespace().next());
            found.extend(pictures.map(undone));
        } else {
            found.push(undone(place.value));
        }
    }
    found
}

/// A page's text with whole addresses, for a reader who has no page: those that go from the page that stands at `place`
/// begin with `base`, or without one go from the root of the site.
pub(super) fn whole(html: &str, base: Option<&str>, place: &str) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut done = 0;
    let root = base.map(|base| format!("{base}/")).unwrap_or_default();
    for found in places(html) {
        let make = |address: &str| {
            if is_whole(address) {
                address.to_owned()
            } else if let (true, Some(base)) = (address.starts_with('/'), base) {
                format!("{}{address}", origin(base))
            } else {
                format!("{root}{}", resolved(place, address))
            }
        };
        let value = if found.set {
            let parts = found.value.split(',').map(|part| {
                let (address, width) = part
                    .trim()
                    .split_once(char::is_whitespace)
                    .unwrap_or((part.trim(), ""));
                format!("{} {width}", make(address)).trim_end().to_owned()
            });
            parts.collect::<Vec<_>>().join(", ")
        } else {
            make(found.value)
        };
        out.push_str(&html[done..found.start]);
        out.push_str(&value);
        done = found.start + found.value.len();
    }
    out.push_str(&html[done..]);
    out
}

/// Scheme and host of an address.
fn origin(base: &str) -> &str {
    let host = base.find("://").map_or(0, |at| at + 3);
    base[host..].find('/').map_or(base, |at| &base[..host + at])
}

/// Whether an address says by itself where it leads: it has a scheme, or a host.
fn is_whole(address: &str) -> bool {
    if address.starts_with("//") {
        return true;
    }
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

/// Where `address` leads from the page at `place`, as a path from the root of the site and without a slash before it; no
/// `..` leads out of it. What follows `?` and `#` stays.
pub fn resolved(place: &str, address: &str) -> String {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let (folder, file) = place
        .rsplit_once('/')
        .map_or(("", place), |(folder, file)| (folder, file));
    if path.is_empty() {
        let slash = if folder.is_empty() { "" } else { "/" };
        return format!("{folder}{slash}{file}{rest}");
    }
    let mut parts: Vec<&str> = if path.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let is_folder =
        path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..") || matches!(path, "." | "..");
    let slash = if is_folder && !parts.is_empty() { "/" } else { "" };
    format!("{}{slash}{rest}", parts.join("/"))
}

/// All addresses in the tags of `html`; none in comments and in text.
fn places(html: &str) -> Vec<Place<'_>> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|found| at + found) {
        if html[open..].starts_with("<!--") {
            let Some(end) = html[open..].find("-->") else {
                break;
            };
            at = open + end + 3;
            continue;
        }
        if !bytes.get(open + 1).is_some_and(u8::is_ascii_alphabetic) {
            at = open + 1;
            continue;
        }
        at = tag(html, open + 1, &mut found);
    }
    found
}

/// Reads the attributes of a tag whose name begins at `at`; answers where it ends.
fn tag<'h>(html: &'h str, at: usize, found: &mut Vec<Place<'h>>) -> usize {
    let bytes = html.as_bytes();
    let until = |from: usize, ends: &[u8]| {
        let rest = &bytes[from.min(bytes.len())..];
        from + rest.iter().position(|b| ends.contains(b)).unwrap_or(rest.len())
    };
    let skip = |from: usize| {
        from + bytes[from.min(bytes.len())..]
            .iter()
            .take_while(|b| b.is_ascii_whitespace())
            .count()
    };
    let mut at = until(at, b" \t\n\r\x0c/>");
    loop {
        at = skip(at);
        match bytes.get(at) {
            None => return bytes.len(),
            Some(b'>') => return at + 1,
            Some(b'/') => {
                at += 1;
                continue;
            }
            Some(_) => {}
        }
        let name_end = until(at + 1, b" \t\n\r\x0c/>=");
        let name = &html[at..name_end];
        let equal = skip(name_end);
        if bytes.get(equal) != Some(&b'=') {
            at = name_end;
            continue;
        }
        let value = skip(equal + 1);
        let (start, end, next) = match bytes.get(value) {
            Some(quote @ (b'"' | b'\'')) => {
                let end = until(value + 1, &[*quote]);
                (value + 1, end, (end + 1).min(bytes.len()))
            }
            _ => {
                let end = until(value, b" \t\n\r\x0c>");
                (value, end, end)
            }
        };
        if let Some(value) = html.get(start..end)
            && ADDRESSES.iter().any(|known| name.eq_ignore_ascii_case(known))
        {
            found.push(Place {
                start,
                value,
                set: name.eq_ignore_ascii_case("srcset"),
            });
        }
        at = next;
    }
}

fn undone(value: &str) -> String {
    value
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_where_a_browser_goes() {
        for (place, address, path) in [
            ("a/", "b.png", "a/b.png"),
            ("a/", "images/b.png?x=/../#y", "a/images/b.png?x=/../#y"),
            ("a/", "../b/", "b/"),
            ("a/", "../../../b", "b"),
            ("a/", "/b/c", "b/c"),
            ("a/", "#part", "a/#part"),
            ("a.html", "", "a.html"),
            ("a/b.html", "#x", "a/b.html#x"),
            ("a/", "./", "a/"),
            ("a/", "..", ""),
            ("", "b/", "b/"),
            ("a/", "b//c", "a/b/c"),
        ] {
            assert_eq!(resolved(place, address), path, "{address} from {place}");
        }
    }

    #[test]
    fn the_addresses_of_tags_are_found_and_those_of_text_are_not() {
        let html = "<p>src=\"no\" <a\nhref='b &amp; c.html' title=\"href=no\">x</a> <img alt=a src=d.png>\
                    <!-- <img src=\"no\"> --> &lt;img src=\"no\"&gt; 1 < 2 <IMG SRC = \"e.png\" srcset=\"f.png 1x, g.png 2x\"/>\
                    <video poster=h.png><img data-src=no src=\"unclosed";
        assert_eq!(
            linked(html),
            [
                "b & c.html",
                "d.png",
                "e.png",
                "f.png",
                "g.png",
                "h.png",
                "unclosed"
            ]
        );
    }

    #[test]
    fn a_text_elsewhere_has_whole_addresses() {
        let html = "<a href=\"../b/\">b</a><img src=\"i/x.png\"><a href=\"#fn\">1</a><a href=\"/top\">t</a>\
                    <a href=\"https://x.example/\">x</a><a href=\"mailto:a@b.example\">m</a><img srcset=\"i/a.png 1x, //c.example/b.png 2x\">";
        assert_eq!(
            whole(html, Some("https://blog.example/sub"), "a/"),
            "<a href=\"https://blog.example/sub/b/\">b</a><img src=\"https://blog.example/sub/a/i/x.png\">\
             <a href=\"https://blog.example/sub/a/#fn\">1</a><a href=\"https://blog.example/top\">t</a>\
             <a href=\"https://x.example/\">x</a><a href=\"mailto:a@b.example\">m</a>\
             <img srcset=\"https://blog.example/sub/a/i/a.png 1x, //c.example/b.png 2x\">"
        );
        assert_eq!(
            whole("<img src=\"i/x.png\">", None, "a/"),
            "<img src=\"a/i/x.png\">"
        );
    }
}

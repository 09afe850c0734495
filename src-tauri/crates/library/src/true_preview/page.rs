//! The page of a post on the generator's server: at its address where that is sure, else looked for there. Asks the
//! server alone, on this machine.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use galley_post::{Known, Post};

use super::server::Server;
use crate::address;
use crate::library::Inner;
use crate::preview::decode;

/// How long one answer may take: the first page of some is made when it is asked for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long looking for a page may take.
const LOOKING: Duration = Duration::from_secs(20);
/// How much of a page is read, in bytes.
const LARGEST: u64 = 8 << 20;
/// How many places are looked at.
const MOST: usize = 12;

/// An answer of the server.
pub(super) struct Answer {
    pub(super) status: u16,
    location: Option<String>,
    pub(super) body: Vec<u8>,
}

/// Asks for a path, which begins with `/`.
pub(super) fn get(port: u16, path: &str, patience: Duration) -> io::Result<Answer> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, patience)?;
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(patience))?;
    // The older form, so that the answer comes whole and not in pieces.
    let request = format!(
        "GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    let begun = Instant::now();
    let mut piece = [0; 16 * 1024];
    loop {
        let n = stream.read(&mut piece)?;
        if n == 0 || bytes.len() as u64 > LARGEST {
            break;
        }
        bytes.extend_from_slice(&piece[..n]);
        if begun.elapsed() > patience {
            return Err(io::ErrorKind::TimedOut.into());
        }
    }
    answer(&bytes).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]);
    let mut lines = head.lines();
    let first = lines.next()?.strip_prefix("HTTP/")?;
    let status = first.split(' ').nth(1)?.parse().ok()?;
    let location = lines
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("location"))
        .map(|(_, value)| value.trim().to_owned());
    Some(Answer {
        status,
        location,
        body: bytes[end + 4..].to_vec(),
    })
}

/// The answer at a path or where it leads to on the same server, once, and the path.
fn followed(port: u16, path: &str) -> Option<(String, Answer)> {
    let first = get(port, path, PATIENCE).ok()?;
    if !(300..400).contains(&first.status) {
        return Some((path.to_owned(), first));
    }
    let to = first.location?;
    let to = to
        .strip_prefix(&format!("http://127.0.0.1:{port}"))
        .or_else(|| to.strip_prefix(&format!("http://localhost:{port}")))
        .unwrap_or(&to)
        .to_owned();
    let own = to.starts_with('/') && !to.starts_with("//");
    let next = own.then(|| get(port, &to, PATIENCE).ok()).flatten()?;
    Some((to, next))
}

/// A page that was found, and what of its post leads there.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Its path on the server.
    pub(super) place: String,
    /// When these are others, the page may be elsewhere, and one that is still at the old place is none.
    because: Vec<String>,
}

/// Whether there is a page at a place, or where that leads to.
pub(super) fn is_there(port: u16, place: &str) -> bool {
    followed(port, place).is_some_and(|(_, answer)| answer.status == 200)
}

/// The address of a post's page, and whether it is its own: else it is the front page's.
pub(super) fn of_post(inner: &Inner, server: &Server, path: &str, post: &Post) -> (String, bool) {
    let (port, root) = (server.ports.port, &server.command.root);
    let whole = |place: &str| format!("http://127.0.0.1:{port}{place}");
    let named = address::place(inner, path, post).map(|place| format!("{root}{place}"));
    let because = because(named.as_deref(), post);
    let know = |place: String| {
        let address = whole(&place);
        let because = because.clone();
        server.know_page(path, Found { place, because });
        (address, true)
    };
    // It may have gone elsewhere: a title, a date and a field can be a part of it.
    // While a build fails every page answers with an error: that is no reason to go elsewhere.
    let known = server.known_page(path).filter(|known| {
        get(port, &known.place, PATIENCE).is_ok_and(|answer| answer.status == 200 || answer.status >= 500)
    });
    let Some(known) = known else {
        return match look(port, root, path, post, named.as_deref()) {
            Some(found) => know(found),
            None => (whole(root), false),
        };
    };
    if known.because == because {
        server.show(&known.place, None);
        return (whole(&known.place), true);
    }
    // What is typed is not built yet: until there is a page at its new place the old one is shown. Only the new place
    // counts here, because the old page still has the post's title.
    let moved = match &named {
        Some(place) => Some(place.clone()).filter(|place| is_there(port, place)),
        None => search(port, root, path, post).filter(|place| *place != known.place),
    };
    match moved {
        Some(place) => know(place),
        None => {
            server.show(&known.place, named);
            (whole(&known.place), true)
        }
    }
}

/// What of a post leads to its page: its place where that is sure, else all that is known to be a part of places.
fn because(named: Option<&str>, post: &Post) -> Vec<String> {
    if let Some(place) = named {
        return vec![place.to_owned()];
    }
    let fields = post.fields().iter().filter(|field| {
        ["slug", "permalink", "url", "path", "title", "date"]
            .iter()
            .any(|name| field.name.eq_ignore_ascii_case(name))
    });
    fields
        .map(|field| format!("{} {:?}", field.name, field.value))
        .collect()
}

fn look(port: u16, root: &str, path: &str, post: &Post, named: Option<&str>) -> Option<String> {
    let named = named.filter(|place| is_there(port, place));
    named
        .map(str::to_owned)
        .or_else(|| search(port, root, path, post))
}

/// Looks for the page where it may be.
fn search(port: u16, root: &str, path: &str, post: &Post) -> Option<String> {
    let begun = Instant::now();
    let title = post
        .known(Known::Title)
        .and_then(|found| found.value.as_str().map(letters))
        .filter(|title| !title.is_empty())?;
    let names = names(path, post);
    let front = get(port, root, PATIENCE).map(|answer| String::from_utf8_lossy(&answer.body).into_owned());
    let listed = links(&front.unwrap_or_default(), root, &names);
    let folders = [
        collection(path),
        "blog".to_owned(),
        "posts".to_owned(),
        String::new(),
    ];
    let guessed = folders.iter().flat_map(|folder| {
        names.iter().map(move |name| match folder.as_str() {
            "" => format!("{root}{name}/"),
            folder => format!("{root}{folder}/{name}/"),
        })
    });
    let mut asked: Vec<String> = Vec::new();
    for place in listed.into_iter().chain(guessed) {
        if asked.contains(&place) {
            continue;
        }
        if asked.len() >= MOST || begun.elapsed() > LOOKING {
            return None;
        }
        asked.push(place.clone());
        // A page that has the post's title is its own; servers answer anything with some page.
        if let Some((at, answer)) = followed(port, &place)
            && answer.status == 200
            && letters(&String::from_utf8_lossy(&answer.body)).contains(&title)
        {
            return Some(at);
        }
    }
    None
}

/// How a post's page may be called: after its `slug`, its file or its folder, with its date or without.
fn names(path: &str, post: &Post) -> Vec<String> {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or(path);
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    let stem = match stem {
        "index" => parts.next().unwrap_or(stem),
        stem => stem,
    };
    let slug = post
        .fields()
        .iter()
        .find(|field| field.name.eq_ignore_ascii_case("slug"))
        .and_then(|field| field.value.as_str().map(str::to_owned));
    let undated = stem.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let mut names = Vec::new();
    for name in [slug.as_deref(), Some(stem), Some(undated)].into_iter().flatten() {
        for name in [name.trim_matches('/').to_owned(), galley_generators::slug(name)] {
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The folder that a post's file or its own folder stands in, as it may be a part of an address.
fn collection(path: &str) -> String {
    let folders: Vec<&str> = path.split('/').collect();
    let own = usize::from(
        path.rsplit('/')
            .next()
            .is_some_and(|file| file.starts_with("index.")),
    );
    let at = folders.len().checked_sub(2 + own);
    at.and_then(|at| folders.get(at))
        .map(|folder| folder.trim_start_matches('_').to_owned())
        .unwrap_or_default()
}

/// The places that a page links to whose last part is one of these names.
fn links(page: &str, root: &str, names: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for rest in page.split("href=").skip(1) {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let rest = &rest[quote.map_or(0, char::len_utf8)..];
        let end = rest.find(|c: char| quote.map_or(c.is_whitespace() || c == '>', |quote| c == quote));
        let Some(link) = end.map(|end| &rest[..end]) else {
            continue;
        };
        let link = link.split(['#', '?']).next().unwrap_or(link);
        let place = match link.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/".to_owned(), |at| rest[at..].to_owned()),
            None if link.starts_with('/') => link.to_owned(),
            None => format!("{root}{}", link.trim_start_matches("./")),
        };
        let last = decode(place.trim_end_matches('/').rsplit('/').next().unwrap_or_default());
        let last = last.strip_suffix(".html").unwrap_or(&last);
        if names.iter().any(|name| name.eq_ignore_ascii_case(last)) && !found.contains(&place) {
            found.push(place);
        }
    }
    found
}

/// The letters and figures of a text alone: what signs become on a page does not matter then.
fn letters(text: &str) -> String {
    let text = text
        .replace("&amp;", "")
        .replace("&#39;", "")
        .replace("&quot;", "")
        .replace("&#x27;", "");
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

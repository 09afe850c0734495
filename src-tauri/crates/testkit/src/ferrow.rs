//! Ferrow Engineering: a library of 148 posts by five authors, as a team blog has them after nine years.
//!
//! The same bytes every time. Its today is Thursday, 4 June 2026, about 10:42 in the zone +02:00: a clock set to
//! another day finds other posts scheduled. Texts, titles and dates stand in `ferrow/` beside the sources; the
//! bodies of most posts are put together from a pool of sentences to the length that their reading time asks for.

use std::io;
use std::path::Path;

#[cfg(test)]
mod tests;
mod text;

/// How many posts the library has with the changes that are not published yet.
pub const POSTS: usize = 148;
/// A new draft that the server does not have.
pub const RETRIES: &str = "posts/our-retries-were-the-outage.md";
/// A public post that is changed, and shows a new picture.
pub const CACHE: &str = "posts/a-cache-that-remembers-absence.md";
/// A draft on the server in which three paragraphs are changed.
pub const SMALL_TABLES: &str = "posts/small-tables-large-regrets.md";
/// The new picture.
pub const PICTURE: &str = "posts/images/misses-per-minute.webp";

const GALLEY_TOML: &str = include_str!("../ferrow/galley.toml");
const ROWS: &str = include_str!("../ferrow/posts.txt");
const ODDITIES: &str = include_str!("../ferrow/oddities.txt");
const RETRIES_TEXT: &str = include_str!("../ferrow/our-retries-were-the-outage.md");
const CACHE_TEXT: &str = include_str!("../ferrow/a-cache-that-remembers-absence.md");
const CACHE_PUBLISHED: &str = include_str!("../ferrow/a-cache-that-remembers-absence.published.md");
const SMALL_TABLES_CHANGES: &str = include_str!("../ferrow/small-tables-changes.txt");
const PICTURE_BYTES: &[u8] = include_bytes!("../ferrow/misses-per-minute.webp");

/// Lays out the whole library in `dir`: what the server has, and the changes on top of it.
///
/// # Errors
/// When a folder or file cannot be written.
pub fn write(dir: &Path) -> io::Result<()> {
    write_published(dir)?;
    write_changes(dir)
}

/// Lays out what the server has: `galley.toml` and 147 posts, without pictures.
///
/// # Errors
/// When a folder or file cannot be written.
pub fn write_published(dir: &Path) -> io::Result<()> {
    std::fs::create_dir_all(dir.join("posts"))?;
    std::fs::write(dir.join("galley.toml"), GALLEY_TOML)?;
    std::fs::write(dir.join(CACHE), CACHE_PUBLISHED)?;
    for (index, row) in rows()?.iter().enumerate() {
        std::fs::write(
            dir.join("posts").join(format!("{}.md", slug(row.title))),
            post(index, row)?,
        )?;
    }
    Ok(())
}

/// Makes the changes that are not published, in a `dir` that [`write_published`] has laid out: a new draft, a
/// changed draft, and a changed public post with a new picture.
///
/// # Errors
/// When a file cannot be read or written, or `dir` holds something else.
pub fn write_changes(dir: &Path) -> io::Result<()> {
    std::fs::create_dir_all(dir.join("posts/images"))?;
    std::fs::write(dir.join(RETRIES), RETRIES_TEXT)?;
    std::fs::write(dir.join(CACHE), CACHE_TEXT)?;
    std::fs::write(dir.join(PICTURE), PICTURE_BYTES)?;

    let before = std::fs::read_to_string(dir.join(SMALL_TABLES))?;
    let mut additions = SMALL_TABLES_CHANGES.lines();
    // The first block is the head with the opening paragraph after it; the opening stays as it is.
    let blocks = before
        .trim_end()
        .split("\n\n")
        .enumerate()
        .map(|(number, block)| {
            let plain = number > 1 && block.starts_with(|c: char| c.is_ascii_uppercase());
            let addition = if plain { additions.next() } else { None };
            addition.map_or_else(|| block.to_owned(), |addition| format!("{block} {addition}"))
        });
    let after = blocks.collect::<Vec<_>>().join("\n\n");
    std::fs::write(dir.join(SMALL_TABLES), after + "\n")
}

/// A line of `posts.txt`.
struct Row<'a> {
    day: &'a str,
    author: &'a str,
    draft: bool,
    featured: bool,
    minutes: usize,
    tags: Vec<&'a str>,
    title: &'a str,
    opening: &'a str,
}

/// A line of `oddities.txt`: how one post's head differs from the others', and what stands on a certain line.
struct Oddity<'a> {
    head: &'a str,
    placed: Option<(usize, &'a str)>,
}

fn rows() -> io::Result<Vec<Row<'static>>> {
    lines_of(ROWS)
        .map(
            |line| match line.splitn(7, '|').map(str::trim).collect::<Vec<_>>()[..] {
                [day, author, kind, minutes, tags, title, opening] => Ok(Row {
                    day,
                    author,
                    draft: kind == "draft",
                    featured: kind == "featured",
                    minutes: minutes.parse().map_err(|_| malformed(line))?,
                    tags: tags.split(',').collect(),
                    title,
                    opening,
                }),
                _ => Err(malformed(line)),
            },
        )
        .collect()
}

fn oddity(wanted: &str) -> io::Result<Option<Oddity<'static>>> {
    for line in lines_of(ODDITIES) {
        let [slug, head, at, text] = line.splitn(4, '|').map(str::trim).collect::<Vec<_>>()[..] else {
            return Err(malformed(line));
        };
        if slug == wanted {
            let at = (at != "-")
                .then(|| at.parse::<usize>().map_err(|_| malformed(line)))
                .transpose()?;
            return Ok(Some(Oddity {
                head,
                placed: at.map(|at| (at, text)),
            }));
        }
    }
    Ok(None)
}

fn lines_of(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn malformed(line: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("not a line of the fixture: {line}"),
    )
}

fn post(index: usize, row: &Row) -> io::Result<String> {
    let oddity = oddity(&slug(row.title))?;
    let style = oddity
        .as_ref()
        .map_or(["flow", "block", "flow", "column0", "quoted"][index % 5], |o| {
            o.head
        });
    let mut text = if style == "toml" {
        toml_head(row)
    } else {
        yaml_head(index, row, style)
    };
    if !matches!(style, "tight" | "indented") {
        text.push('\n');
    }
    let first_line = text.lines().count() + 1;
    let placed = oddity.and_then(|oddity| oddity.placed);
    text.push_str(&text::body(index, row.opening, row.minutes, first_line, placed));
    Ok(text)
}

fn yaml_head(index: usize, row: &Row, style: &str) -> String {
    let mut fields = vec![
        format!("title: {}", scalar(row.title)),
        format!("date: {}", date(index, row.day, style)),
    ];
    let tags = yaml_tags(&row.tags, style);
    let author = format!("author: {}", row.author);
    let description = format!("description: {}", scalar(row.opening));
    // Not everybody writes a description; the opening stands in for it.
    let description = (style != "bare" && index % 24 != 20).then_some(description);
    match style {
        "early" => fields.extend([tags, author].into_iter().chain(description)),
        "late" => fields.extend([author].into_iter().chain(description).chain([tags])),
        _ => fields.extend([author, tags].into_iter().chain(description)),
    }
    if row.draft {
        fields.push("draft: true".to_owned());
    }
    if row.featured {
        fields.push("featured: true".to_owned());
    }
    let indent = if style == "indented" { " " } else { "" };
    let lines = fields
        .iter()
        .flat_map(|field| field.lines())
        .map(|line| format!("{indent}{line}\n"));
    format!("---\n{}---\n", lines.collect::<String>())
}

fn yaml_tags(tags: &[&str], style: &str) -> String {
    let items = |before: &str| {
        tags.iter()
            .map(|tag| format!("\n{before}- {tag}"))
            .collect::<String>()
    };
    match style {
        "block" | "bare" => format!("tags:{}", items("  ")),
        "keep" => format!("tags:{} # keep", items("  ")),
        "column0" => format!("tags:{}", items("")),
        "quoted" => format!("tags: [\"{}\"]", tags.join("\", \"")),
        _ => format!("tags: [{}]", tags.join(", ")),
    }
}

fn toml_head(row: &Row) -> String {
    format!(
        "+++\ntitle = \"{}\"\ndate = {}T08:00:00{}\ntags = ['{}']\nauthor = \"{}\"\ndescription = \"{}\"\n+++\n",
        row.title,
        row.day,
        offset(row.day),
        row.tags.join("', '"),
        row.author,
        row.opening,
    )
}

fn date(index: usize, day: &str, style: &str) -> String {
    match style {
        "naive" => format!("{day}T23:30:00"),
        "indented" => format!("{day}T07:30:00{}", offset(day)),
        _ => format!(
            "{day}T{:02}:{:02}:00{}",
            8 + index % 3,
            index % 2 * 30,
            offset(day)
        ),
    }
}

/// Summer time, near enough: no post of the library falls into the days on which it matters.
fn offset(day: &str) -> &'static str {
    if ("04".."11").contains(&&day[5..7]) {
        "+02:00"
    } else {
        "+01:00"
    }
}

/// A plain YAML scalar where that is safe, else a quoted one.
fn scalar(text: &str) -> String {
    if text.contains(": ") || text.contains(" #") {
        format!("\"{text}\"")
    } else {
        text.to_owned()
    }
}

fn slug(title: &str) -> String {
    let words = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

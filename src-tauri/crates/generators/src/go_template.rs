//! The part of Go's templates that archetypes use: values, pipes and a few functions. Anything else is refused by name,
//! so that no post begins with half a template.

use jiff::Zoned;

/// What a template can ask for.
pub(crate) struct Values<'a> {
    /// The post's name: of its file, or of its folder.
    pub(crate) name: &'a str,
    /// The folder at the top that it stands in.
    pub(crate) section: &'a str,
    /// The site's title.
    pub(crate) site: &'a str,
    /// Now, in the site's time zone.
    pub(crate) now: &'a Zoned,
}

#[derive(Debug, Clone)]
enum Value {
    Text(String),
    Moment(Zoned),
}

impl Value {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Moment(at) => at
                .strftime("%Y-%m-%dT%H:%M:%S%:z")
                .to_string()
                .replace("+00:00", "Z"),
        }
    }
}

/// The functions that are known, in small letters.
const FUNCTIONS: [&str; 23] = [
    "replace",
    "strings.replace",
    "title",
    "strings.title",
    "humanize",
    "inflect.humanize",
    "lower",
    "strings.tolower",
    "upper",
    "strings.toupper",
    "trim",
    "strings.trim",
    "strings.trimprefix",
    "strings.trimsuffix",
    "urlize",
    "urls.urlize",
    "safehtml",
    "plainify",
    "print",
    "jsonify",
    "encoding.jsonify",
    "dateformat",
    "time.format",
];

/// Fills a template. The error is what it asks for and Galley does not know.
pub(crate) fn fill(template: &str, values: &Values) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find("{{") {
        let (before, after) = rest.split_at(at);
        let after = &after[2..];
        let end = after.find("}}").ok_or_else(|| "{{".to_owned())?;
        let (inside, behind) = (&after[..end], &after[end + 2..]);
        let (inside, trims_before) = match inside.strip_prefix('-') {
            Some(inside) if inside.starts_with(char::is_whitespace) => (inside, true),
            _ => (inside, false),
        };
        let (inside, trims_behind) = match inside.strip_suffix('-') {
            Some(inside) if inside.ends_with(char::is_whitespace) => (inside, true),
            _ => (inside, false),
        };
        out.push_str(if trims_before { before.trim_end() } else { before });
        rest = if trims_behind { behind.trim_start() } else { behind };
        let inside = inside.trim();
        if !inside.starts_with("/*") {
            out.push_str(&pipeline(inside, values)?.text());
        }
    }
    out.push_str(rest);
    Ok(out)
}

fn pipeline(text: &str, values: &Values) -> Result<Value, String> {
    let mut piped = None;
    for part in parts(text, '|') {
        let words: Vec<String> = parts(&part, ' ');
        piped = Some(call(&words, piped, values)?);
    }
    piped.ok_or_else(|| text.to_owned())
}

/// The parts between separators that stand outside quotes and brackets, without empty ones.
fn parts(text: &str, separator: char) -> Vec<String> {
    let mut found = vec![String::new()];
    let (mut quote, mut deep, mut escaped) = (None, 0usize, false);
    for c in text.chars() {
        let last = found.len() - 1;
        match quote {
            Some(open) => {
                if c == open && !escaped {
                    quote = None;
                }
                escaped = c == '\\' && !escaped && open == '"';
            }
            None if matches!(c, '"' | '`') => quote = Some(c),
            None if c == '(' => deep += 1,
            None if c == ')' => deep = deep.saturating_sub(1),
            None if deep == 0 && (c == separator || separator == ' ' && c.is_whitespace()) => {
                found.push(String::new());
                continue;
            }
            None => {}
        }
        found[last].push(c);
    }
    let trimmed = found.iter().map(|part| part.trim().to_owned());
    trimmed.filter(|part| !part.is_empty()).collect()
}

fn call(words: &[String], piped: Option<Value>, values: &Values) -> Result<Value, String> {
    let [name, arguments @ ..] = words else {
        return Err(String::new());
    };
    let unknown = || name.clone();
    if arguments.is_empty() && piped.is_none() {
        return value(name, values);
    }
    let of_moment = name.strip_suffix(".Format").filter(|of| *of != "time");
    if of_moment.is_none() && !FUNCTIONS.contains(&name.to_ascii_lowercase().as_str()) {
        return Err(unknown());
    }
    let mut given = arguments
        .iter()
        .map(|word| value(word, values))
        .collect::<Result<Vec<_>, _>>()?;
    given.extend(piped);
    if let Some(moment) = of_moment {
        let [Value::Text(layout)] = given.as_slice() else {
            return Err(unknown());
        };
        let Value::Moment(at) = value(moment, values)? else {
            return Err(unknown());
        };
        return Ok(Value::Text(go_time(layout, &at)));
    }
    let name = name.to_ascii_lowercase();
    let texts: Vec<String> = given.iter().cloned().map(Value::text).collect();
    let done = match (name.as_str(), texts.as_slice()) {
        ("replace" | "strings.replace", [text, old, new]) => text.replace(old.as_str(), new),
        ("title" | "strings.title", [text]) => titled(text),
        ("humanize" | "inflect.humanize", [text]) => humanized(text),
        ("lower" | "strings.tolower", [text]) => text.to_lowercase(),
        ("upper" | "strings.toupper", [text]) => text.to_uppercase(),
        ("trim" | "strings.trim", [text, marks]) => text.trim_matches(|c| marks.contains(c)).to_owned(),
        ("strings.trimprefix", [start, text]) => text.strip_prefix(start.as_str()).unwrap_or(text).to_owned(),
        ("strings.trimsuffix", [end, text]) => text.strip_suffix(end.as_str()).unwrap_or(text).to_owned(),
        ("urlize" | "urls.urlize", [text]) => text.to_lowercase().replace(' ', "-"),
        ("safehtml" | "plainify" | "print", [text]) => text.clone(),
        ("jsonify" | "encoding.jsonify", [text]) => serde_json::Value::from(text.as_str()).to_string(),
        ("dateformat" | "time.format", [layout, _]) => match &given[1] {
            Value::Moment(at) => go_time(layout, at),
            Value::Text(_) => return Err(unknown()),
        },
        _ => return Err(unknown()),
    };
    Ok(Value::Text(done))
}

fn value(word: &str, values: &Values) -> Result<Value, String> {
    let inside = |open: char, close: char| word.strip_prefix(open).and_then(|w| w.strip_suffix(close));
    if let Some(inner) = inside('(', ')') {
        return pipeline(inner, values);
    }
    if let Some(raw) = inside('`', '`') {
        return Ok(Value::Text(raw.to_owned()));
    }
    if word.starts_with('"') {
        return serde_json::from_str(word)
            .map(Value::Text)
            .map_err(|_| word.to_owned());
    }
    let text = match word {
        ".Name"
        | ".File.ContentBaseName"
        | ".File.BaseFileName"
        | ".File.TranslationBaseName"
        | ".TranslationBaseName"
        | ".BaseFileName" => values.name.to_owned(),
        ".Title" | ".Page.Title" => titled(&values.name.replace(['-', '_'], " ")),
        ".Section" | ".Type" | ".Page.Section" | ".Page.Type" => values.section.to_owned(),
        ".Site.Title" | "site.Title" | "$.Site.Title" => values.site.to_owned(),
        ".Date" | "now" | "time.Now" => return Ok(Value::Moment(values.now.clone())),
        number if number.parse::<i64>().is_ok() => number.to_owned(),
        _ => return Err(word.to_owned()),
    };
    Ok(Value::Text(text))
}

fn titled(text: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| {
            first.to_uppercase().chain(letters).collect()
        })
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn humanized(text: &str) -> String {
    let text = text.replace(['-', '_'], " ").to_lowercase();
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Go writes a layout as the date 2006-01-02 15:04:05 -0700 would look.
fn go_time(layout: &str, at: &Zoned) -> String {
    const PLACES: [(&str, &str); 19] = [
        ("2006", "%Y"),
        ("January", "%B"),
        ("Monday", "%A"),
        ("Z07:00", "%:z"),
        ("-07:00", "%:z"),
        ("-0700", "%z"),
        ("Jan", "%b"),
        ("Mon", "%a"),
        ("MST", "%Z"),
        ("PM", "%p"),
        ("15", "%H"),
        ("01", "%m"),
        ("02", "%d"),
        ("03", "%I"),
        ("04", "%M"),
        ("05", "%S"),
        ("06", "%y"),
        ("1", "%-m"),
        ("2", "%-d"),
    ];
    let mut out = String::new();
    let mut rest = layout;
    while let Some(first) = rest.chars().next() {
        match PLACES.iter().find(|(place, _)| rest.starts_with(place)) {
            Some((place, format)) => {
                let text = at.strftime(format).to_string();
                let utc = *place == "Z07:00" && text == "+00:00";
                out.push_str(if utc { "Z" } else { &text });
                rest = &rest[place.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

//! The parts of a path in a library: always relative, always with `/`.

/// Puts two paths together; either may be empty.
pub(crate) fn join(folder: &str, rest: &str) -> String {
    match (folder.is_empty(), rest.is_empty()) {
        (true, _) => rest.to_owned(),
        (_, true) => folder.to_owned(),
        _ => format!("{folder}/{rest}"),
    }
}

/// What stands below `folder`, or `None` when `path` does not stand in it. The library itself is `""`.
pub(crate) fn within<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// The folder and the file name.
pub(crate) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The file name without its extension, and the extension (without the dot; `""` when there is none).
pub(crate) fn stem(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension),
        _ => (name, ""),
    }
}

/// Resolves `.` and `..`; `None` when the path leaves the library.
pub(crate) fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A folder as a config writes it (`./src/`), as a path in the library.
pub(crate) fn folder(written: &str) -> Option<String> {
    normal(&written.trim().replace('\\', "/"))
}

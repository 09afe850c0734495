//! Patterns of paths, as configs write them: `posts/**`, `{news,posts}/*`.

/// Whether a path fits a pattern. `*` and `?` stand for anything but a slash, `**` for anything, `{a,b}` for either;
/// `**/` also for no folder at all where `none` is set, as in Ruby. `None` for a pattern with anything else in it.
pub(crate) fn fits(pattern: &str, path: &str, none: bool) -> Option<bool> {
    let whole = spread(pattern)?;
    if whole
        .iter()
        .any(|one| one.contains(['[', ']', '\\', '!', '{', '}']))
    {
        return None;
    }
    Some(whole.iter().any(|one| fit(one.as_bytes(), path.as_bytes(), none)))
}

/// The patterns without braces that a pattern with braces stands for; `None` for braces in braces and for too many.
fn spread(pattern: &str) -> Option<Vec<String>> {
    let mut whole = vec![String::new()];
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (choice, behind) = after.split_once('}')?;
        if choice.contains('{') || whole.len() > 64 {
            return None;
        }
        whole = whole
            .iter()
            .flat_map(|one| choice.split(',').map(move |word| format!("{one}{before}{word}")))
            .collect();
        rest = behind;
    }
    whole.iter_mut().for_each(|one| one.push_str(rest));
    Some(whole)
}

fn fit(pattern: &[u8], path: &[u8], none: bool) -> bool {
    // Which beginnings of the pattern fit the path so far: no pattern takes longer than its length times the path's.
    let mut here = vec![false; pattern.len() + 1];
    here[0] = true;
    skip(pattern, &mut here, none, true);
    for byte in path {
        let mut next = vec![false; pattern.len() + 1];
        for at in 0..pattern.len() {
            if !here[at] {
                continue;
            }
            match pattern[at] {
                b'*' if pattern.get(at + 1) == Some(&b'*') => next[at] = true,
                b'*' if at > 0 && pattern[at - 1] == b'*' => next[at - 1] = true,
                b'*' => next[at] |= *byte != b'/',
                b'?' => next[at + 1] |= *byte != b'/',
                same => next[at + 1] |= same == *byte,
            }
        }
        here = next;
        skip(pattern, &mut here, none, *byte == b'/');
    }
    here[pattern.len()]
}

/// Stars may stand for nothing; at the beginning of a name so may a folder of any.
fn skip(pattern: &[u8], here: &mut [bool], none: bool, begins: bool) {
    for at in 0..pattern.len() {
        if here[at] && pattern[at] == b'*' {
            here[at + 1] = true;
            if none && begins && pattern[at..].starts_with(b"**/") {
                here[at + 3] = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn stars_braces_and_what_is_not_followed() {
        for (pattern, path, fit) in [
            ("/posts/**", "/posts/a/b", true),
            ("/posts/**", "/posts", false),
            ("/posts/*", "/posts/a/b", false),
            ("/posts/*/b", "/posts/a/b", true),
            ("{/posts,/posts/**}", "/posts", true),
            ("{/posts,/posts/**}", "/postscript", false),
            ("/p?sts", "/posts", true),
            ("/p?sts", "/p/sts", false),
            ("**", "/any/thing", true),
            ("/**.draft", "/a/b.draft", true),
            ("/a*c/**x", "/abc/d/ex", true),
            ("/a*c/**x", "/abd/d/ex", false),
            ("", "", true),
        ] {
            assert_eq!(fits(pattern, path, false), Some(fit), "{pattern} {path}");
        }
        assert_eq!(fits("de/**/x", "de/x", false), Some(false));
        assert_eq!(fits("de/**/x", "de/x", true), Some(true));
        assert_eq!(fits("de/**/x", "de/a/b/x", true), Some(true));
        for odd in ["[ab]", "{a,{b,c}}", "{a", "a\\*"] {
            assert_eq!(fits(odd, "a", false), None, "{odd}");
        }
        let long = "*a".repeat(2_000);
        assert_eq!(fits(&long, &"a".repeat(4_000), false), Some(true));
    }
}

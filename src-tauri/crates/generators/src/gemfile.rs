//! What a Gemfile, which is a program, says in plain lines: the plugins that Jekyll loads without being told in its config.

/// The plugin that reads `redirect_from`.
pub(crate) const REDIRECTS: &str = "jekyll-redirect-from";

/// Whether a gem stands in the group of Jekyll's plugins. Other groups are installed and not loaded.
pub(crate) fn loads(text: &str, gem: &str) -> bool {
    // For each block that is open, whether it is that group.
    let mut blocks: Vec<bool> = Vec::new();
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        let in_group = line.contains(":jekyll_plugins") || line.contains("jekyll_plugins:");
        if line.ends_with(" do") || opens(line) {
            blocks.push(in_group && line.starts_with("group"));
        } else if line == "end" {
            blocks.pop();
        } else if named(line) == Some(gem) && (in_group || blocks.contains(&true)) {
            return true;
        }
    }
    false
}

/// Whether `end` belongs to this line. A condition behind a line (`gem "a" if windows`) has none.
fn opens(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    matches!(first, "if" | "unless" | "case" | "begin" | "def")
}

/// The gem that a line asks for.
fn named(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("gem")?.trim_start_matches([' ', '(']);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split_once(quote).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugin_is_loaded_from_its_group_alone() {
        for (text, loaded) in [
            (
                "group :jekyll_plugins do\n  gem \"jekyll-redirect-from\"\nend\n",
                true,
            ),
            (
                "group :jekyll_plugins, :test do\n  if ENV['X']\n  end\n  gem 'jekyll-redirect-from', '~> 0.16'\nend\n",
                true,
            ),
            ("gem \"jekyll-redirect-from\", group: :jekyll_plugins\n", true),
            ("gem('jekyll-redirect-from', :group => [:jekyll_plugins])\n", true),
            ("gem \"jekyll-redirect-from\"\n", false),
            (
                "group :jekyll_plugins do\n  gem \"jekyll-feed\"\nend\ngem \"jekyll-redirect-from\"\n",
                false,
            ),
            (
                "group :jekyll_plugins do\n  # gem \"jekyll-redirect-from\"\nend\n",
                false,
            ),
            (
                "group :development do\n  gem \"jekyll-redirect-from\"\nend\n",
                false,
            ),
            (
                "group :jekyll_plugins do\n  gem \"jekyll-redirect-from-other\"\nend\n",
                false,
            ),
            ("", false),
        ] {
            assert_eq!(loads(text, REDIRECTS), loaded, "{text}");
        }
    }
}

//! Which files of the library a link in a post may mean.

use crate::generator::Generator;
use crate::kind::GeneratorKind;
use crate::parts::{join, normal, split, stem};

impl Generator {
    /// Paths in the library where the file of a relative or site-absolute link may stand, the likeliest first.
    /// Empty for links to other sites, to places in the page, and for paths that leave the library.
    pub fn asset_candidates(&self, post_path: &str, link: &str) -> Vec<String> {
        let link = self.without_template(link.trim());
        let target = link.split(['?', '#']).next().unwrap_or_default();
        let Some(target) = percent_decoded(target) else {
            return Vec::new();
        };
        let target = target.replace('\\', "/");
        if target.is_empty() || target.starts_with("//") || has_scheme(&target) {
            return Vec::new();
        }
        let mut found = Found::default();
        match target.strip_prefix('/') {
            Some(below) => self.absolute(below, &mut found),
            None => self.relative(post_path, &target, &mut found),
        }
        found.0
    }

    /// The folders whose files stand at the root of the site, as paths in the library.
    pub fn asset_folders(&self) -> Vec<String> {
        let own = self.settings().assets.iter().map(String::as_str);
        let all = own.chain(self.rules().assets.iter().copied());
        all.map(|folder| join(self.site_root(), folder)).collect()
    }

    fn relative(&self, post_path: &str, target: &str, found: &mut Found) {
        // Ways of saying "from the site's folder" and "from the content folder".
        if let Some(rest) = target.strip_prefix("@site/") {
            return found.add(&[self.site_root(), rest]);
        }
        if let Some(rest) = ["{static}", "{attach}", "{filename}"]
            .iter()
            .find_map(|p| target.strip_prefix(p))
        {
            let Some(below) = rest.strip_prefix('/') else {
                return found.add(&[split(post_path).0, rest]);
            };
            return self
                .layout()
                .content_roots()
                .iter()
                .for_each(|root| found.add(&[root, below]));
        }
        let (folder, file) = split(post_path);
        let name = stem(file).0;
        found.add(&[folder, target]);
        // Hexo's folder of a post's own files; for the others the page's address is a folder with that name.
        found.add(&[folder, name, target]);
        if matches!(self.kind(), GeneratorKind::Hugo | GeneratorKind::Zola) {
            let in_content =
                crate::parts::within(folder, &join(self.site_root(), "content")).unwrap_or_default();
            found.add(&[self.site_root(), "static", in_content, name, target]);
            found.add(&[self.site_root(), "static", in_content, target]);
        }
        // Where a page's address has no folders, the link is as good as an absolute one.
        self.in_asset_folders(target.trim_start_matches("./"), found);
    }

    fn absolute(&self, below: &str, found: &mut Found) {
        self.in_asset_folders(below, found);
        let base = self.settings().base_path.as_str();
        if let Some(inner) = below
            .strip_prefix(base)
            .and_then(|rest| rest.strip_prefix('/'))
            .filter(|_| !base.is_empty())
        {
            self.in_asset_folders(inner, found);
        }
        // A file that stands beside a post is published beside its page.
        for root in self.layout().content_roots() {
            found.add(&[root, below]);
        }
        found.add(&[self.site_root(), below]);
    }

    fn in_asset_folders(&self, below: &str, found: &mut Found) {
        for folder in &self.settings().assets {
            found.add(&[self.site_root(), folder, below]);
        }
        for folder in self.rules().assets {
            found.add(&[self.site_root(), folder, below]);
        }
    }

    /// Links that begin with the site's address in Jekyll's templates mean the site.
    fn without_template<'l>(&self, link: &'l str) -> &'l str {
        if self.kind() != GeneratorKind::Jekyll {
            return link;
        }
        let Some((tag, rest)) = link.strip_prefix("{{").and_then(|l| l.split_once("}}")) else {
            return link;
        };
        let (value, filter) = tag.split_once('|').unwrap_or((tag, ""));
        let (value, filter) = (value.trim(), filter.trim());
        if matches!(value, "site.baseurl" | "site.url") && filter.is_empty() {
            return rest;
        }
        let quoted = value
            .strip_prefix(['"', '\''])
            .and_then(|v| v.strip_suffix(['"', '\'']));
        quoted
            .filter(|_| matches!(filter, "relative_url" | "absolute_url") && rest.is_empty())
            .unwrap_or(link)
    }
}

/// Candidates without repetition.
#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    fn add(&mut self, parts: &[&str]) {
        let path = parts.iter().fold(String::new(), |all, part| join(&all, part));
        if let Some(path) = normal(&path).filter(|path| !path.is_empty())
            && !self.0.contains(&path)
        {
            self.0.push(path);
        }
    }
}

fn has_scheme(target: &str) -> bool {
    let Some((scheme, _)) = target.split_once(':') else {
        return false;
    };
    let letters = scheme
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && letters
}

/// `%20` and the like; `None` when the bytes are no text. What is no escape stays.
fn percent_decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok().filter(|text| !text.contains('\0'))
}

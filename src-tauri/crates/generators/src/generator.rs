//! A generator as it is used in one library: the kind, where its site stands and what its config says.

use crate::kind::GeneratorKind;
use crate::layout::{Layout, PathKind};
use crate::rules::{HeadFormat, Rules, ScalarTags, rules};
use crate::settings::Settings;

/// A generator in a library. Its methods stand beside the knowledge they use: drafts in `draft.rs`, dates in
/// `dated.rs`, visibility, new posts, URLs and assets likewise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generator {
    kind: GeneratorKind,
    site_root: String,
    settings: Settings,
    layout: Layout,
}

impl Generator {
    /// A generator whose site stands in the folder `site_root` (`""`: the library itself). `posts` are the folders
    /// of posts that the writer named, empty for the generator's own; `paths` all files of the library.
    pub fn new(
        kind: GeneratorKind,
        site_root: String,
        settings: Settings,
        posts: Vec<String>,
        paths: &[String],
    ) -> Self {
        let mut layout = Layout::new(kind, &site_root, &settings, posts);
        layout.learn(paths);
        Self {
            kind,
            site_root,
            settings,
            layout,
        }
    }

    /// A generator without a config, for a library of which only these files are known.
    pub fn of(kind: GeneratorKind, paths: &[String]) -> Self {
        Self::new(kind, String::new(), Settings::default(), Vec::new(), paths)
    }

    /// Which generator it is.
    pub fn kind(&self) -> GeneratorKind {
        self.kind
    }

    /// The site's folder in the library, for example `website`; `""` when it is the library itself.
    pub fn site_root(&self) -> &str {
        &self.site_root
    }

    /// What the config says.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// Where posts and pages stand.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Looks at the library's files again after some came or went.
    pub fn learn(&mut self, paths: &[String]) {
        self.layout.learn(paths);
    }

    /// What a file is, told by its path alone.
    pub fn classify(&self, path: &str) -> PathKind {
        self.layout.classify(path)
    }

    /// What a file is, once it is known whether it has a date ([`Generator::date_of`]): a dated file outside the
    /// usual folders is a post as well.
    pub fn classify_dated(&self, path: &str, dated: bool) -> PathKind {
        self.layout.classify_dated(path, dated)
    }

    /// What one string in the place of a list of tags means. Items of a list are one tag each.
    pub fn tags_meaning(&self) -> ScalarTags {
        self.rules().tags
    }

    /// Where tags stand in new posts, for example `tags` or `taxonomies.tags`.
    pub fn tag_field(&self) -> &'static str {
        self.rules().tag_field
    }

    /// Where authors stand in new posts.
    pub fn author_field(&self) -> &'static str {
        self.rules().author_field
    }

    /// Where the date stands in new posts.
    pub fn date_field(&self) -> &'static str {
        self.rules().date_field
    }

    /// How the head of a new post is written when no other post shows it.
    pub fn head_format(&self) -> HeadFormat {
        self.rules().head
    }

    /// Whether `Tags` and `tags` are one field.
    pub fn folds_case(&self) -> bool {
        self.rules().fold_case
    }

    pub(crate) fn rules(&self) -> &'static Rules {
        rules(self.kind)
    }
}

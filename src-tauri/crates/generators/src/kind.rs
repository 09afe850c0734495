//! The generators by name.

use serde::{Deserialize, Serialize};

/// A site generator that Galley knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GeneratorKind {
    /// <https://gohugo.io>
    Hugo,
    /// <https://jekyllrb.com>
    Jekyll,
    /// <https://www.getzola.org>
    Zola,
    /// <https://astro.build>
    Astro,
    /// <https://www.11ty.dev>
    Eleventy,
    /// <https://hexo.io>
    Hexo,
    /// <https://docusaurus.io>
    Docusaurus,
    /// <https://www.gatsbyjs.com>
    Gatsby,
    /// <https://nextjs.org>
    Next,
    /// <https://vitepress.dev>
    VitePress,
    /// <https://vuepress.vuejs.org>
    VuePress,
    /// <https://getpelican.com>
    Pelican,
    /// A blog that Galley itself builds.
    Galley,
    /// Markdown files and no generator that was recognised.
    Markdown,
}

impl GeneratorKind {
    /// Every generator, in the order of the enum.
    pub const ALL: [Self; 14] = [
        Self::Hugo,
        Self::Jekyll,
        Self::Zola,
        Self::Astro,
        Self::Eleventy,
        Self::Hexo,
        Self::Docusaurus,
        Self::Gatsby,
        Self::Next,
        Self::VitePress,
        Self::VuePress,
        Self::Pelican,
        Self::Galley,
        Self::Markdown,
    ];

    /// The stable id, for example `hugo`: what `galley.toml` and the JSON carry.
    pub fn id(self) -> &'static str {
        match self {
            Self::Hugo => "hugo",
            Self::Jekyll => "jekyll",
            Self::Zola => "zola",
            Self::Astro => "astro",
            Self::Eleventy => "eleventy",
            Self::Hexo => "hexo",
            Self::Docusaurus => "docusaurus",
            Self::Gatsby => "gatsby",
            Self::Next => "next",
            Self::VitePress => "vitepress",
            Self::VuePress => "vuepress",
            Self::Pelican => "pelican",
            Self::Galley => "galley",
            Self::Markdown => "markdown",
        }
    }

    /// The name for people, for example `Hugo`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::Zola => "Zola",
            Self::Astro => "Astro",
            Self::Eleventy => "Eleventy",
            Self::Hexo => "Hexo",
            Self::Docusaurus => "Docusaurus",
            Self::Gatsby => "Gatsby",
            Self::Next => "Next.js",
            Self::VitePress => "VitePress",
            Self::VuePress => "VuePress",
            Self::Pelican => "Pelican",
            Self::Galley => "Galley",
            Self::Markdown => "Markdown",
        }
    }

    /// The generator with this id, upper and lower case alike; `None` for an unknown one.
    pub fn from_id(id: &str) -> Option<Self> {
        let id = id.trim();
        Self::ALL
            .into_iter()
            .find(|kind| kind.id().eq_ignore_ascii_case(id))
    }
}

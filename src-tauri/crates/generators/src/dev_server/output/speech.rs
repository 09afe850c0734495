//! How each generator speaks: which lines tell of a build or of a fault, as data.

use super::Counted;
use crate::kind::GeneratorKind;

/// How a generator speaks.
pub(super) struct Speech {
    pub(super) building: &'static [&'static str],
    /// How a line begins that tells of a fault, blanks before it left out.
    pub(super) faults: &'static [&'static str],
    /// Lines that begin so are the words of a fault that an earlier line announced.
    pub(super) words: &'static [&'static str],
    /// Where `(line 3)` is counted from.
    pub(super) bracketed: Counted,
    /// Where `(3:1)` is counted from.
    pub(super) columned: Counted,
    /// Faults that are told before the build that they are of begins, and that it does not mend.
    pub(super) outlasting: &'static [&'static str],
    /// Templates are filled after Markdown has become HTML, and `[Line 3, Column 1]` is a place in that.
    pub(super) fills_pages: bool,
}

const HUGO: Speech = Speech {
    building: &["Change detected, rebuilding", "Start building sites"],
    faults: &["ERROR ", "Error: "],
    words: &[],
    bracketed: Counted::File,
    columned: Counted::File,
    outlasting: &[],
    fills_pages: false,
};
const JEKYLL: Speech = Speech {
    building: &["Regenerating:", "Generating..."],
    faults: &["Error: YAML", "Liquid Exception:", "Conversion error:", "ERROR:"],
    words: &[],
    bracketed: Counted::Text,
    columned: Counted::File,
    outlasting: &[],
    fills_pages: false,
};
const ELEVENTY: Speech = Speech {
    building: &["File changed:", "File added:", "File deleted:"],
    faults: &["Problem writing Eleventy templates", "Eleventy Fatal Error"],
    words: &["2. "],
    bracketed: Counted::Body,
    columned: Counted::File,
    outlasting: &[],
    fills_pages: false,
};
const ASTRO: Speech = Speech {
    building: &[],
    faults: &["[ERROR]"],
    words: &["YAMLException: ", "MDXError: "],
    bracketed: Counted::File,
    columned: Counted::File,
    outlasting: &[],
    fills_pages: false,
};
const DOCUSAURUS: Speech = Speech {
    building: &["Compiling Client"],
    faults: &["[ERROR]", "Error: MDX compilation failed"],
    words: &["Cause: ", "[cause]: "],
    bracketed: Counted::File,
    columned: Counted::File,
    // The pages are compiled without the post whose head cannot be read.
    outlasting: &["[ERROR]"],
    fills_pages: false,
};
const HEXO: Speech = Speech {
    building: &[],
    faults: &["ERROR ", "FATAL ", "Unhandled rejection "],
    words: &[
        "YAMLException: ",
        "Nunjucks Error: ",
        "Template render error: ",
        "Error: ",
    ],
    bracketed: Counted::Text,
    columned: Counted::Head,
    outlasting: &[],
    fills_pages: true,
};
const ZOLA: Speech = Speech {
    building: &["Change detected"],
    faults: &["ERROR ", "Error: "],
    words: &["Reason: "],
    bracketed: Counted::File,
    columned: Counted::File,
    outlasting: &[],
    fills_pages: false,
};

pub(super) fn speech(kind: GeneratorKind) -> Option<&'static Speech> {
    Some(match kind {
        GeneratorKind::Hugo => &HUGO,
        GeneratorKind::Jekyll => &JEKYLL,
        GeneratorKind::Eleventy => &ELEVENTY,
        GeneratorKind::Astro => &ASTRO,
        GeneratorKind::Docusaurus => &DOCUSAURUS,
        GeneratorKind::Hexo => &HEXO,
        GeneratorKind::Zola => &ZOLA,
        _ => return None,
    })
}

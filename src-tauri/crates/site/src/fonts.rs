//! The fonts that a built site brings along: two files at most, Latin, of about 60 kB each (their licences stand beside
//! them in `fonts/`). The preview needs none of this, since the window has the fonts already.

use crate::theme::Theme;

/// A font file and how a page asks for it.
struct Font {
    family: &'static str,
    file: &'static str,
    weights: &'static str,
    bytes: &'static [u8],
}

const INTER: Font = Font {
    family: "Inter Variable",
    file: "inter.woff2",
    weights: "100 900",
    bytes: include_bytes!("../fonts/inter.woff2"),
};
const JETBRAINS_MONO: Font = Font {
    family: "JetBrains Mono Variable",
    file: "jetbrains-mono.woff2",
    weights: "100 800",
    bytes: include_bytes!("../fonts/jetbrains-mono.woff2"),
};
const LITERATA: Font = Font {
    family: "Literata Variable",
    file: "literata.woff2",
    weights: "200 900",
    bytes: include_bytes!("../fonts/literata.woff2"),
};
const NEWSREADER: Font = Font {
    family: "Newsreader Variable",
    file: "newsreader.woff2",
    weights: "200 800",
    bytes: include_bytes!("../fonts/newsreader.woff2"),
};
const SOURCE_SERIF: Font = Font {
    family: "Source Serif 4 Variable",
    file: "source-serif-4.woff2",
    weights: "200 900",
    bytes: include_bytes!("../fonts/source-serif-4.woff2"),
};

/// The characters that the files have; others come from the reader's system.
const RANGE: &str = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,\
                     U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";

fn of(theme: Theme) -> &'static [Font] {
    match theme {
        Theme::Newsroom => &[NEWSREADER, INTER],
        Theme::Terminal => &[JETBRAINS_MONO],
        Theme::Feed => &[INTER],
        Theme::Digest => &[LITERATA],
        Theme::Journal => &[SOURCE_SERIF, INTER],
    }
}

/// The font files of a theme, by their names at the root of the site.
pub fn fonts(theme: Theme) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    of(theme).iter().map(|font| (font.file, font.bytes))
}

/// The style rules that name [`fonts`]; they stand before the theme's own. Text shows at once in a font of the system.
pub fn font_faces(theme: Theme) -> String {
    let face = |font: &Font| {
        format!(
            "@font-face {{\n  font-family: \"{}\";\n  src: url(\"{}\") format(\"woff2\");\n  font-weight: {};\n  \
             font-display: swap;\n  unicode-range: {RANGE};\n}}\n\n",
            font.family, font.file, font.weights
        )
    };
    of(theme).iter().map(face).collect()
}

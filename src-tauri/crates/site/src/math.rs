//! Formulas: LaTeX to MathML, which browsers draw themselves.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// Longer formulas are shown as they are written, in bytes.
const MAX_FORMULA: usize = 10_000;
/// So are those with more brackets or scripts inside one another: each is a level of the page.
const MAX_LEVELS: usize = 40;
/// And those that define commands, which can stand for each other without end.
const DEFINES: [&str; 12] = [
    "\\def",
    "\\edef",
    "\\gdef",
    "\\xdef",
    "\\let",
    "\\futurelet",
    "\\newcommand",
    "\\renewcommand",
    "\\providecommand",
    "\\DeclareMathOperator",
    "\\newenvironment",
    "\\csname",
];

/// A formula as MathML. `None` when it is too much, or no LaTeX that is understood.
pub(crate) fn mathml(latex: &str, display: bool) -> Option<String> {
    let defines = DEFINES.iter().any(|define| latex.contains(define));
    if latex.is_empty() || latex.len() > MAX_FORMULA || defines || levels(latex) > MAX_LEVELS {
        return None;
    }
    // The parser's own word for some broken formulas is a panic. A formula shares nothing with what comes after it.
    catch_unwind(AssertUnwindSafe(|| convert(latex, display)))
        .ok()
        .flatten()
}

fn convert(latex: &str, display: bool) -> Option<String> {
    let storage = Storage::new();
    let events = Parser::new(latex, &storage).collect::<Result<Vec<_>, _>>().ok()?;
    let config = RenderConfig {
        display_mode: if display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    let mut html = String::new();
    push_mathml(&mut html, events.into_iter().map(Ok::<_, Infallible>), config).ok()?;
    // Signs that stand alone in their element are not escaped by it.
    Some(html.replace("><<", ">&lt;<").replace(">&<", ">&amp;<"))
}

/// How many brackets, scripts and commands may stand inside one another at most.
fn levels(latex: &str) -> usize {
    // `\frac\frac…` and `a^\sqrt\sqrt…`: a command can take the next one as its argument, without a bracket.
    let (mut brackets, mut bare, mut deepest) = (0_usize, 0_usize, 0);
    for (at, byte) in latex.bytes().enumerate() {
        let opens = |words: &[&str]| words.iter().any(|word| latex[at..].starts_with(word));
        match byte {
            b'{' => brackets += 1,
            b'}' => (brackets, bare) = (brackets.saturating_sub(1), 0),
            b'\\' if opens(&["\\left", "\\begin", "\\bigl"]) => brackets += 1,
            b'\\' if opens(&["\\right", "\\end", "\\bigr"]) => brackets = brackets.saturating_sub(1),
            b'\\' | b'^' | b'_' => bare += 1,
            byte if byte.is_ascii_alphabetic() || byte == b' ' => {}
            _ => bare = 0,
        }
        deepest = deepest.max(brackets + bare / 4);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_drawn_by_the_browser() {
        let cases = [
            ("x^2", false, "<msup>"),
            ("\\frac{a}{b}", true, "<mfrac>"),
            ("\\sum_{i=0}^n i", true, "<munderover>"),
            (
                "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
                true,
                "<mtable",
            ),
            (
                "\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt\\pi}{2}",
                true,
                "<msqrt>",
            ),
            ("O(n \\log n)", false, "log"),
            ("\\text{if } a < b", false, "&lt;"),
            ("\\alpha \\in \\mathbb{R}", false, "α"),
        ];
        for (latex, display, part) in cases {
            let html = mathml(latex, display).unwrap_or_else(|| panic!("{latex} is not shown"));
            assert!(html.starts_with("<math") && html.ends_with("</math>"), "{html}");
            assert_eq!(html.contains("display=\"block\""), display, "{html}");
            assert!(html.contains(part), "no {part} in {html}");
        }
    }

    #[test]
    fn what_is_no_formula_stays_as_it_is_written() {
        let long = "x+".repeat(MAX_FORMULA);
        let deep = "{".repeat(500) + &"}".repeat(500);
        let bare = "\\frac".repeat(1_000);
        let scripts = "a^".repeat(1_000);
        let endless = "\\def\\a{\\b\\b}\\def\\b{\\a\\a}\\a";
        for latex in [
            "",
            "\\nosuchcommand{x}",
            "\\frac{a}",
            "{",
            "\\begin{matrix}",
            &long,
            &deep,
            &bare,
            &scripts,
            endless,
        ] {
            assert_eq!(mathml(latex, false), None, "{latex:.40}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_formula_ends_in_one_element_or_in_none(
            latex in "(\\\\[a-zA-Z]{1,6}|\\\\(frac|sqrt|left\\(|right\\)|color\\{#|begin\\{array\\}|end\\{array\\}|char|hspace|text|kern|genfrac|over|not|limits|mathbb)|[{}&_^ 0-9a-z#%'|~<é日]|\\\\\\\\){0,24}",
        ) {
            if let Some(html) = mathml(&latex, true) {
                prop_assert!(html.starts_with("<math") && html.ends_with("</math>"));
                prop_assert!(!html.contains("<<") && !html.contains("& "), "{}", html);
                prop_assert_eq!(html.matches("<math").count(), html.matches("</math").count());
            }
        }
    }
}

//! Code in a text, coloured by class: `<span class="hl-keyword">`. The colours stand in the themes' style sheets.
//!
//! One scanner walks over the code once, from left to right, and is told by a row of a table what a language's words,
//! strings and comments look like. So the time is that of reading the code, whatever stands in it, and nothing has to
//! be kept between two renderings. It colours what the eye looks for first and understands no grammar; text that it
//! takes for something else is still the same text: between the spans stands what the writer wrote, to the byte.

mod languages;
mod lines;
mod scan;

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::sync::LazyLock;

use comrak::html::escape;

use languages::{Language, Shape};
use scan::{Scan, Words};

/// Longer blocks are shown without colours, in bytes: nobody reads them, and each colour is an element for the browser.
const MAX_BLOCK: usize = 100 << 10;

/// What a piece of code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain,
    Comment,
    String,
    Number,
    Keyword,
    /// `true`, `null`, `self`.
    Constant,
    Type,
    /// A name before a bracket.
    Function,
    /// `$name`, `@name`, `:name`.
    Variable,
    /// A key, a property, an attribute of a tag.
    Attribute,
    /// The name of an element.
    Tag,
    /// Preprocessor lines, Rust's `#[…]`, prompts.
    Meta,
    Added,
    Removed,
}

impl Kind {
    fn class(self) -> Option<&'static str> {
        Some(match self {
            Kind::Plain => return None,
            Kind::Comment => "hl-comment",
            Kind::String => "hl-string",
            Kind::Number => "hl-number",
            Kind::Keyword => "hl-keyword",
            Kind::Constant => "hl-constant",
            Kind::Type => "hl-type",
            Kind::Function => "hl-function",
            Kind::Variable => "hl-variable",
            Kind::Attribute => "hl-attribute",
            Kind::Tag => "hl-tag",
            Kind::Meta => "hl-meta",
            Kind::Added => "hl-added",
            Kind::Removed => "hl-removed",
        })
    }
}

/// A language of the table, with its words looked up fast.
pub(crate) struct Known {
    language: &'static Language,
    words: Words,
}

static BY_NAME: LazyLock<HashMap<&'static str, Known>> = LazyLock::new(|| {
    let known = languages::all().flat_map(|language| {
        language.names.iter().map(move |name| {
            let words = Words::new(language);
            (*name, Known { language, words })
        })
    });
    known.collect()
});

/// The language that the words after a fence name: `rust`, `rust,ignore`, `{.python .numberLines}`, `js {1,3}`.
pub(crate) fn language(info: &str) -> Option<&'static Known> {
    let name = info
        .trim_start_matches(['{', '.', ' '])
        .split([' ', '\t', ',', '{', '}', ':', ';', '=', '/'])
        .next()
        .unwrap_or_default();
    if name.is_empty() || name.len() > 20 {
        return None;
    }
    match BY_NAME.get(name) {
        Some(known) => Some(known),
        None => BY_NAME.get(name.to_ascii_lowercase().as_str()),
    }
}

/// Writes the code as HTML, its pieces in spans.
pub(crate) fn write_code(output: &mut dyn Write, known: &Known, code: &str) -> fmt::Result {
    if code.len() > MAX_BLOCK {
        return escape(output, code);
    }
    let mut result = Ok(());
    let mut write = |kind: Kind, piece: &str| {
        if result.is_ok() {
            result = write_piece(output, kind, piece);
        }
    };
    match known.language.shape {
        Shape::Words => Scan::new(known.language, &known.words, code).run(&mut write),
        Shape::Markup => lines::markup(code, &mut write),
        Shape::Diff => lines::diff(code, &mut write),
        Shape::Console => lines::console(code, &mut write),
    }
    result
}

fn write_piece(output: &mut dyn Write, kind: Kind, piece: &str) -> fmt::Result {
    let Some(class) = kind.class() else {
        return escape(output, piece);
    };
    write!(output, "<span class=\"{class}\">")?;
    escape(output, piece)?;
    output.write_str("</span>")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The code with each coloured piece as `kind‹piece›`.
    fn seen(name: &str, code: &str) -> String {
        let mut html = String::new();
        write_code(&mut html, language(name).unwrap(), code).unwrap();
        html.replace("<span class=\"hl-", "")
            .replace("\">", "‹")
            .replace("</span>", "›")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }

    fn without_spans(html: &str) -> String {
        let mut text = html.replace("</span>", "");
        while let Some(at) = text.find("<span class=\"hl-") {
            let end = at + text[at..].find('>').unwrap() + 1;
            text.replace_range(at..end, "");
        }
        text
    }

    #[test]
    fn a_language_is_found_by_what_people_write_after_the_fence() {
        for info in [
            "rust",
            "Rust",
            "rs",
            "rust,ignore",
            "rust {1,3}",
            "{.rust .numberLines}",
            "rust:src/main.rs",
        ] {
            assert!(
                language(info).is_some_and(|known| known.language.names[0] == "rust"),
                "{info}"
            );
        }
        for info in ["", " ", "text", "rusty", "math", "no-such-language-at-all"] {
            assert!(language(info).is_none(), "{info}");
        }
    }

    #[test]
    fn no_name_stands_twice() {
        let names: usize = languages::all().map(|language| language.names.len()).sum();
        assert_eq!(names, BY_NAME.len());
    }

    #[test]
    fn code_is_coloured_as_its_language_reads_it() {
        let cases = [
            (
                "rust",
                "/// Doc\nfn main<'a>(x: &'a str) -> Vec<u8> { let c = 'x'; println!(\"a\\\"b {}\", 1_000u32); }",
                "comment‹/// Doc›\nkeyword‹fn› function‹main›<type‹'a›>(x: &type‹'a› type‹str›) -> type‹Vec›<type‹u8›> { keyword‹let› c = string‹'x'›; function‹println!›(string‹\"a\\\"b {}\"›, number‹1_000u32›); }",
            ),
            (
                "rust",
                "#[derive(Debug)]\nstruct A; /* a /* b */ c */ let s = r#\"a\"b\"#;",
                "meta‹#[derive(Debug)]›\nkeyword‹struct› type‹A›; comment‹/* a /* b */ c */› keyword‹let› s = string‹r#\"a\"b\"#›;",
            ),
            (
                "js",
                "const re = /a\\/[/]b/g; // no\nlet x = a / b / 2; `t\n${y}`",
                "keyword‹const› re = string‹/a\\/[/]b/g›; comment‹// no›\nkeyword‹let› x = a / b / number‹2›; string‹`t\n${y}`›",
            ),
            (
                "js",
                "obj.default = new Map(); f(true)",
                "obj.default = keyword‹new› function‹Map›(); function‹f›(constant‹true›)",
            ),
            (
                "python",
                "@cached\ndef f(x):\n    '''doc\n    it's'''\n    return None  # why\n",
                "meta‹@cached›\nkeyword‹def› function‹f›(x):\n    string‹'''doc\n    it's'''›\n    keyword‹return› constant‹None›  comment‹# why›\n",
            ),
            (
                "sh",
                "if [ $# -gt 0 ]; then echo \"${A}\" $B # c\nfi",
                "keyword‹if› [ variable‹$#› -gt number‹0› ]; keyword‹then› keyword‹echo› string‹\"${A}\"› variable‹$B› comment‹# c›\nkeyword‹fi›",
            ),
            (
                "json",
                "{\"a\": [1, -2.5e3, \"b\", null]}",
                "{attribute‹\"a\"›: [number‹1›, -number‹2.5e3›, string‹\"b\"›, constant‹null›]}",
            ),
            (
                "yaml",
                "a-b: it's # x\n- c: \"d\"\nurl: http://x.y/#z\n",
                "attribute‹a-b›: it's comment‹# x›\n- attribute‹c›: string‹\"d\"›\nattribute‹url›: http://x.y/#z\n",
            ),
            (
                "toml",
                "[a]\nb-c = \"d\" # e\n",
                "[a]\nattribute‹b-c› = string‹\"d\"› comment‹# e›\n",
            ),
            (
                "sql",
                "SELECT a FROM t WHERE b = 'it''s' -- c",
                "keyword‹SELECT› a keyword‹FROM› t keyword‹WHERE› b = string‹'it'›string‹'s'› comment‹-- c›",
            ),
            (
                "css",
                ".a:hover { color: #fff; margin-top: 2px } /* x */",
                ".a:hover { attribute‹color›: #fff; attribute‹margin-top›: number‹2px› } comment‹/* x */›",
            ),
            (
                "html",
                "<!-- c -->\n<a href=\"x>y\" download>T &amp; U</a>",
                "comment‹<!-- c -->›\n<tag‹a› attribute‹href›=string‹\"x>y\"› attribute‹download›>T &amp; U</tag‹a›>",
            ),
            (
                "diff",
                "--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n same",
                "meta‹--- a›\nmeta‹+++ b›\nmeta‹@@ -1 +1 @@›\nremoved‹-old›\nadded‹+new›\n same",
            ),
            ("console", "$ ls -l\ntotal 0", "meta‹$ ›ls -l\ntotal 0"),
            (
                "c",
                "#include <stdio.h>\nint main(void) { return 0x1F; }",
                "meta‹#include› <stdio.h>\ntype‹int› function‹main›(type‹void›) { keyword‹return› number‹0x1F›; }",
            ),
            (
                "ruby",
                "def a?; @b = :c; end # d",
                "keyword‹def› function‹a›?; variable‹@b› = variable‹:c›; keyword‹end› comment‹# d›",
            ),
            ("go", "var s = `a\\`\n", "keyword‹var› s = string‹`a\\`›\n"),
        ];
        let wrong: Vec<_> = cases
            .iter()
            .filter(|(name, code, expected)| seen(name, code) != *expected)
            .collect();
        for (name, code, expected) in &wrong {
            println!("{name}:\n{}\ninstead of\n{expected}\n", seen(name, code));
        }
        assert_eq!(wrong.len(), 0);
    }

    #[test]
    fn a_block_beyond_the_limit_has_no_colours() {
        let code = "let a = 1;\n".repeat(MAX_BLOCK / 11 + 1);
        let mut html = String::new();
        write_code(&mut html, language("js").unwrap(), &code).unwrap();
        assert_eq!(html, code);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn colours_change_no_letter(code in "([ -~\\n]|[/*'\"`#<>$@{}\\\\é日\\r]|fn|<!--|-->|/\\*|\"\"\"){0,60}") {
            let mut plain = String::new();
            escape(&mut plain, &code).unwrap();
            for language in languages::all() {
                let known = super::language(language.names[0]).unwrap();
                let mut html = String::new();
                write_code(&mut html, known, &code).unwrap();
                prop_assert_eq!(without_spans(&html), plain.as_str(), "{}", language.names[0]);
            }
        }
    }
}

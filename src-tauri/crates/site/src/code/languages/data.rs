//! Data, settings, queries, styles and markup.

use super::{HASH, Language, NONE, Shape, long, quote, raw};

pub(super) static ALL: &[Language] = &[
    Language {
        names: &["graphql", "gql"],
        keywords: "directive enum extend fragment implements input interface mutation on query repeatable scalar schema \
                   subscription type union",
        constants: "true false null",
        sigils: "$@",
        key_signs: ":",
        strings: &[long("\"\"\""), quote("\"")],
        capital_types: true,
        ..HASH
    },
    Language {
        names: &[
            "sql",
            "mysql",
            "postgresql",
            "postgres",
            "plsql",
            "sqlite",
            "tsql",
            "psql",
        ],
        keywords: "add all alter analyze and any as asc begin between by cascade case check column commit conflict constraint \
                   create cross database default delete desc distinct do drop else end exists explain false fetch filter for foreign from \
                   full function grant group having if in index inner insert intersect into is join key lateral left like limit natural \
                   not null offset on only or order outer over partition primary procedure references returning revoke right rollback row \
                   rows schema select set table temporary then to transaction trigger true truncate union unique update using values view \
                   when where window with without",
        types: "bigint bigserial blob boolean bytea char date decimal double float int integer interval json jsonb numeric \
                real serial smallint text time timestamp timestamptz uuid varchar",
        line_comments: &["--"],
        block_comments: &[("/*", "*/")],
        strings: &[raw("'", "'"), raw("\"", "\"")],
        caseless: true,
        ..NONE
    },
    Language {
        names: &["json", "json5", "jsonc", "jsonld", "webmanifest", "geojson"],
        constants: "true false null",
        line_comments: &["//"],
        block_comments: &[("/*", "*/")],
        key_signs: ":",
        ..NONE
    },
    Language {
        names: &["yaml", "yml"],
        constants: "true false null yes no",
        metas: &[("---", ""), ("%", "")],
        key_signs: ":",
        room_after_key: true,
        word_signs: "-./",
        loose_quotes: true,
        calls: false,
        ..HASH
    },
    Language {
        names: &["toml"],
        constants: "true false inf nan",
        strings: &[long("\"\"\""), raw("'''", "'''"), quote("\""), quote("'")],
        key_signs: "=",
        word_signs: "-.",
        calls: false,
        ..HASH
    },
    Language {
        names: &[
            "ini",
            "conf",
            "cfg",
            "properties",
            "dotenv",
            "env",
            "editorconfig",
            "gitconfig",
            "systemd",
            "nginx",
            "apache",
        ],
        constants: "true false on off yes no",
        line_comments: &["#", ";"],
        key_signs: "=",
        word_signs: "-.",
        sigils: "$",
        loose_quotes: true,
        calls: false,
        ..NONE
    },
    Language {
        names: &["nix"],
        keywords: "assert else if import in inherit let or rec then with",
        constants: "true false null",
        block_comments: &[("/*", "*/")],
        strings: &[quote("\""), raw("''", "''")],
        key_signs: "=",
        word_signs: "-'",
        calls: false,
        ..HASH
    },
    Language {
        names: &["hcl", "terraform", "tf"],
        keywords: "data dynamic for for_each if in locals module output provider resource terraform variable",
        constants: "true false null",
        line_comments: &["#", "//"],
        block_comments: &[("/*", "*/")],
        key_signs: "=",
        word_signs: "-",
        ..NONE
    },
    Language {
        names: &["css", "scss", "sass", "less", "postcss", "stylus"],
        keywords: "@media @import @font-face @keyframes @supports @layer @container @property @charset @mixin @include \
                   @extend @use @forward @function @return @if @else @each @for @while !important",
        line_comments: &[],
        block_comments: &[("/*", "*/")],
        metas: &[("@", "")],
        sigils: "$",
        key_signs: ":",
        room_after_key: true,
        word_signs: "-",
        ..NONE
    },
    Language {
        names: &[
            "html",
            "xml",
            "svg",
            "vue",
            "svelte",
            "astro",
            "xhtml",
            "htm",
            "htmlmixed",
            "rss",
            "atom",
            "plist",
            "xsl",
            "ejs",
            "hbs",
            "handlebars",
            "mustache",
            "njk",
            "nunjucks",
            "liquid",
            "jinja",
            "jinja2",
            "twig",
            "mdx",
        ],
        shape: Shape::Markup,
        ..NONE
    },
    Language {
        names: &["diff", "patch", "udiff"],
        shape: Shape::Diff,
        ..NONE
    },
    Language {
        names: &[
            "console",
            "shell-session",
            "shellsession",
            "sh-session",
            "terminal",
            "bash-session",
        ],
        shape: Shape::Console,
        ..NONE
    },
];

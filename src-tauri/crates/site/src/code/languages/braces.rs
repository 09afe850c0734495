//! Languages whose blocks stand in braces and whose comments begin with slashes.

use super::{Language, SLASHES, long, quote, raw};

const C_WORDS: &str = "auto break case const continue default do else enum extern for goto if inline register restrict \
                       return sizeof static struct switch typedef union volatile while _Atomic _Generic";
const C_TYPES: &str = "void char short int long float double signed unsigned bool size_t ssize_t ptrdiff_t int8_t \
                       int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t uintptr_t FILE";

const JS_WORDS: &str = "as async await break case catch class const continue debugger default delete do else export \
                        extends finally for from function get if import in instanceof let new of return set static super switch throw \
                        try typeof var void while with yield";

pub(super) static ALL: &[Language] = &[
    Language {
        names: &["js", "javascript", "jsx", "mjs", "cjs", "node"],
        keywords: JS_WORDS,
        constants: "true false null undefined NaN Infinity this arguments",
        strings: &[quote("\""), quote("'"), long("`")],
        regex: true,
        word_signs: "$",
        ..SLASHES
    },
    Language {
        names: &["ts", "typescript", "tsx", "mts", "cts"],
        keywords: "as async await break case catch class const continue debugger default delete do else export extends \
                   finally for from function get if import in instanceof let new of return set static super switch throw try typeof var \
                   void while with yield abstract declare enum implements infer interface is keyof module namespace override private \
                   protected public readonly satisfies type unique",
        constants: "true false null undefined NaN Infinity this",
        types: "any bigint boolean never number object string symbol unknown",
        strings: &[quote("\""), quote("'"), long("`")],
        regex: true,
        metas: &[("@", "")],
        word_signs: "$",
        ..SLASHES
    },
    Language {
        names: &["rust", "rs"],
        keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move \
                   mut pub ref return static struct super trait type union unsafe use where while yield",
        constants: "true false self",
        types: "Self bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize",
        strings: &[
            raw("r##\"", "\"##"),
            raw("r#\"", "\"#"),
            raw("r\"", "\""),
            raw("br\"", "\""),
            long("\""),
        ],
        nested_comments: true,
        metas: &[("#[", "]"), ("#![", "]")],
        bang_calls: true,
        lifetimes: true,
        ..SLASHES
    },
    Language {
        names: &["go", "golang"],
        keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map \
                   package range return select struct switch type var",
        constants: "true false nil iota",
        types: "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string \
                uint uint8 uint16 uint32 uint64 uintptr",
        strings: &[quote("\""), quote("'"), raw("`", "`")],
        ..SLASHES
    },
    Language {
        names: &["c", "h"],
        keywords: C_WORDS,
        constants: "true false NULL",
        types: C_TYPES,
        metas: &[("#", "")],
        capital_types: false,
        ..SLASHES
    },
    Language {
        names: &[
            "cpp",
            "c++",
            "cc",
            "hpp",
            "cxx",
            "objc",
            "objective-c",
            "arduino",
            "cuda",
            "torque",
        ],
        keywords: "auto break case const continue default do else enum extern for goto if inline register return sizeof \
                   static struct switch typedef union volatile while alignas alignof asm catch class co_await co_return co_yield concept \
                   consteval constexpr constinit const_cast decltype delete dynamic_cast explicit export final friend mutable namespace \
                   new noexcept operator override private protected public reinterpret_cast requires static_assert static_cast template \
                   this thread_local throw try typeid typename using virtual",
        constants: "true false nullptr NULL",
        types: C_TYPES,
        strings: &[raw("R\"(", ")\""), quote("\""), quote("'")],
        metas: &[("#", "")],
        ..SLASHES
    },
    Language {
        names: &["java", "groovy", "gradle"],
        keywords: "abstract assert break case catch class const continue default def do else enum extends final finally for \
                   goto if implements import in instanceof interface native new non-sealed package permits private protected public record \
                   return sealed static strictfp super switch synchronized throw throws transient try var void volatile while yield",
        constants: "true false null this",
        types: "boolean byte char double float int long short",
        strings: &[long("\"\"\""), quote("\""), quote("'")],
        metas: &[("@", "")],
        ..SLASHES
    },
    Language {
        names: &["kotlin", "kt", "kts"],
        keywords: "abstract actual annotation as break by catch class companion const constructor continue data do else enum \
                   expect external final finally for fun get if import in infix init inline inner interface internal is lateinit object \
                   open operator out override package private protected public reified return sealed set super suspend throw try \
                   typealias val var vararg when where while",
        constants: "true false null this",
        strings: &[long("\"\"\""), quote("\""), quote("'")],
        metas: &[("@", "")],
        ..SLASHES
    },
    Language {
        names: &["swift"],
        keywords: "actor any as async associatedtype await break case catch class continue default defer deinit do else enum \
                   extension fallthrough fileprivate final for func get guard if import in indirect init inout internal is lazy let \
                   mutating open operator override private protocol public repeat rethrows return set some static struct subscript super \
                   switch throw throws try typealias unowned var weak where while",
        constants: "true false nil self Self",
        strings: &[long("\"\"\""), quote("\"")],
        metas: &[("@", ""), ("#", "")],
        nested_comments: true,
        ..SLASHES
    },
    Language {
        names: &["csharp", "cs", "c#"],
        keywords: "abstract as async await base break case catch checked class const continue default delegate do else enum \
                   event explicit extern finally fixed for foreach get global goto if implicit in init interface internal is lock namespace \
                   new operator out override params partial private protected public readonly record ref required return sealed set sizeof \
                   stackalloc static struct switch throw try typeof unchecked unsafe using var virtual volatile when where while yield",
        constants: "true false null this",
        types: "bool byte char decimal double dynamic float int long nint object sbyte short string uint ulong ushort void",
        strings: &[long("\"\"\""), raw("@\"", "\""), quote("\""), quote("'")],
        metas: &[("#", "")],
        ..SLASHES
    },
    Language {
        names: &["scala", "sbt"],
        keywords: "abstract case catch class def derives do else end enum extends extension final finally for forSome given \
                   if implicit import inline lazy match new object opaque open override package private protected return sealed super \
                   then throw trait transparent try type using val var while with yield",
        constants: "true false null this",
        strings: &[long("\"\"\""), quote("\"")],
        metas: &[("@", "")],
        nested_comments: true,
        ..SLASHES
    },
    Language {
        names: &["dart"],
        keywords: "abstract as assert async await base break case catch class const continue covariant default deferred do \
                   else enum export extends extension external factory final finally for get hide if implements import in interface is \
                   late library mixin new of on operator part required rethrow return sealed set show static super switch sync throw try \
                   typedef var when while with yield",
        constants: "true false null this",
        types: "bool double dynamic int num void",
        strings: &[long("'''"), long("\"\"\""), quote("\""), quote("'")],
        metas: &[("@", "")],
        ..SLASHES
    },
    Language {
        names: &["zig"],
        keywords: "align allowzero and anytype asm break catch comptime const continue defer else enum errdefer error export \
                   extern fn for if inline noalias opaque or orelse packed pub resume return struct suspend switch test threadlocal try \
                   union unreachable usingnamespace var volatile while",
        constants: "true false null undefined",
        types: "bool f16 f32 f64 i8 i16 i32 i64 isize noreturn type u8 u16 u32 u64 usize void anyerror",
        sigils: "@",
        block_comments: &[],
        ..SLASHES
    },
    Language {
        names: &["php"],
        keywords: "abstract and as break callable case catch class clone const continue declare default do echo else elseif \
                   empty endfor endforeach endif endswitch endwhile enum extends final finally fn for foreach function global goto if \
                   implements include include_once instanceof insteadof interface isset list match namespace new or print private \
                   protected public readonly require require_once return static switch throw trait try unset use var while xor yield",
        constants: "true false null self parent",
        line_comments: &["//", "#"],
        sigils: "$",
        metas: &[("<?php", ""), ("<?=", ""), ("?>", "")],
        ..SLASHES
    },
    Language {
        names: &["protobuf", "proto"],
        keywords: "enum extend extensions import message oneof option optional package public repeated required reserved \
                   returns rpc service stream syntax to weak",
        types: "bool bytes double fixed32 fixed64 float int32 int64 map sint32 sint64 string uint32 uint64",
        ..SLASHES
    },
];

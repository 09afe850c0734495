//! Scripting and functional languages, shells and assemblers.

use super::{HASH, Language, NONE, long, quote, raw};

const SHELL: Language = Language {
    names: &["sh", "bash", "shell", "zsh", "fish", "shellscript", "ksh"],
    keywords: "if then else elif fi for while until do done case esac in function select time return exit break continue \
               local export readonly declare unset shift source alias eval exec trap set cd echo printf read test sudo",
    constants: "true false",
    strings: &[long("\""), raw("'", "'")],
    sigils: "$",
    word_signs: "-",
    calls: false,
    loose_quotes: true,
    ..HASH
};

pub(super) static ALL: &[Language] = &[
    Language {
        names: &["python", "py", "py3", "pycon", "python3", "starlark", "bzl"],
        keywords: "and as assert async await break case class continue def del elif else except finally for from global if \
                   import in is lambda match nonlocal not or pass raise return try type while with yield",
        constants: "True False None self cls",
        types: "bool bytes dict float int list object set str tuple",
        strings: &[long("\"\"\""), long("'''"), quote("\""), quote("'")],
        metas: &[("@", ""), (">>>", "")],
        capital_types: true,
        ..HASH
    },
    Language {
        names: &["ruby", "rb", "rbs", "erb", "gemfile", "crystal"],
        keywords: "alias and begin break case class def defined? do else elsif end ensure extend for if in include module \
                   next not or prepend private protected public raise redo require require_relative rescue retry return super then undef \
                   unless until when while yield attr_accessor attr_reader attr_writer",
        constants: "true false nil self __FILE__ __LINE__",
        block_comments: &[("=begin", "=end")],
        sigils: "@$:",
        capital_types: true,
        regex: true,
        ..HASH
    },
    Language {
        names: &["perl", "pl"],
        keywords: "and cmp continue die do each else elsif eq eval for foreach ge given gt if keys last le local lt my ne next \
                   no not or our package print push redo require return say shift sub undef unless until use values when while xor",
        sigils: "$@%",
        ..HASH
    },
    Language {
        names: &["elixir", "ex", "exs"],
        keywords: "after and case catch cond def defdelegate defguard defimpl defmacro defmodule defp defprotocol defstruct \
                   do else end fn for if import in not or quote raise receive require rescue super throw try unless unquote use when with",
        constants: "true false nil",
        strings: &[long("\"\"\""), quote("\""), quote("'")],
        sigils: "@:",
        capital_types: true,
        ..HASH
    },
    Language {
        names: &["r", "julia", "jl"],
        keywords: "abstract begin break const continue do else elseif end export for function global if import in let local \
                   macro module mutable next primitive repeat return struct try catch using while",
        constants: "TRUE FALSE NULL NA Inf NaN true false nothing missing",
        ..HASH
    },
    Language {
        names: &["lua"],
        keywords: "and break do else elseif end for function goto if in local not or repeat return then until while",
        constants: "true false nil self",
        line_comments: &["--"],
        block_comments: &[("--[[", "]]")],
        strings: &[raw("[[", "]]"), quote("\""), quote("'")],
        ..NONE
    },
    Language {
        names: &["haskell", "hs", "elm", "purescript"],
        keywords: "as case class data default deriving do else forall foreign hiding if import in infix infixl infixr \
                   instance let module newtype of port qualified then type where",
        line_comments: &["--"],
        block_comments: &[("{-", "-}")],
        nested_comments: true,
        strings: &[quote("\"")],
        lifetimes: true,
        capital_types: true,
        ..NONE
    },
    Language {
        names: &["ocaml", "ml", "fsharp", "fs", "f#", "sml"],
        keywords: "and as assert async begin class constraint do done downto else end exception external for fun function \
                   functor if in include inherit initializer lazy let match member method module mutable new nonrec object of open or \
                   private rec sig struct then to try type use val virtual when while with yield",
        constants: "true false",
        types: "bool char float int list option string unit",
        line_comments: &["//"],
        block_comments: &[("(*", "*)")],
        nested_comments: true,
        strings: &[long("\"")],
        lifetimes: true,
        capital_types: true,
        calls: false,
        ..NONE
    },
    Language {
        names: &[
            "lisp",
            "clojure",
            "clj",
            "cljs",
            "scheme",
            "racket",
            "elisp",
            "emacs-lisp",
            "common-lisp",
            "fennel",
        ],
        keywords: "and case cond cons def defmacro defmethod defn defun defvar define define-syntax do else fn if in-package \
                   lambda let let* letrec loop ns or progn quote recur require set! setf setq unless use when",
        constants: "t nil true false",
        line_comments: &[";"],
        strings: &[long("\"")],
        sigils: ":",
        word_signs: "-!?*+<>=/",
        calls: false,
        ..NONE
    },
    Language {
        names: &[
            "wasm", "wat", "asm", "nasm", "assembly", "x86asm", "armasm", "llvm",
        ],
        keywords: "module func param result local global memory table import export data elem type start if then else end \
                   block loop br br_if call return mov push pop lea add sub jmp je jne jz jnz cmp test xor and or ret define declare",
        types: "i32 i64 f32 f64 v128 anyref funcref externref db dw dd dq",
        line_comments: &[";;", ";"],
        block_comments: &[("(;", ";)")],
        sigils: "$%",
        word_signs: ".",
        calls: false,
        ..NONE
    },
    SHELL,
    Language {
        names: &["dockerfile", "docker", "containerfile"],
        keywords: "add arg as cmd copy entrypoint env expose from healthcheck label maintainer onbuild run shell stopsignal \
                   user volume workdir",
        constants: "",
        caseless: true,
        ..SHELL
    },
    Language {
        names: &["makefile", "make", "mk", "justfile", "just", "cmake"],
        keywords: "define else endef endif export ifdef ifeq ifndef ifneq include override private undefine unexport vpath \
                   add_executable add_library cmake_minimum_required elseif endforeach endfunction find_package foreach function if \
                   option project set target_link_libraries",
        sigils: "$",
        loose_quotes: true,
        ..HASH
    },
    Language {
        names: &["powershell", "ps1", "ps", "pwsh"],
        keywords: "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach \
                   from function if in param process return switch throw trap try until using while",
        block_comments: &[("<#", "#>")],
        sigils: "$",
        word_signs: "-",
        caseless: true,
        ..HASH
    },
    Language {
        names: &["vim", "viml", "vimscript"],
        keywords: "autocmd call command echo else elseif endfor endfunction endif endwhile execute for function highlight if \
                   in inoremap let map nmap nnoremap noremap return set silent unlet vmap while",
        line_comments: &["\""],
        strings: &[raw("'", "'")],
        loose_quotes: true,
        ..NONE
    },
];

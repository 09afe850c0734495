//! The manual page, and what shells complete. Both are made of the syntax that the program reads, so that they cannot say
//! something else; packages get them from the program that they hold.

use std::io;

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory};
use clap_complete::aot::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};
use galley_library::{Error, Result};

use crate::arguments::Arguments;
use crate::output;

/// Prints the script that lets a shell complete verbs, options and their values.
pub fn completions(shell: &str) -> Result<()> {
    let shell = match shell {
        "zsh" => Shell::Zsh,
        "fish" => Shell::Fish,
        _ => Shell::Bash,
    };
    let mut script = Vec::new();
    clap_complete::aot::generate(shell, &mut shown(&Arguments::command()), "galley", &mut script);
    output::whole(&script)
}

/// The command without its hidden verbs: `clap_complete` would offer them.
fn shown(whole: &Command) -> Command {
    let verbs = whole.get_subcommands().filter(|verb| !verb.is_hide_set());
    Command::new("galley")
        .version(env!("CARGO_PKG_VERSION"))
        .args(whole.get_arguments())
        .subcommands(verbs)
}

/// Prints the manual page of the whole command, in roff.
pub fn page() -> Result<()> {
    let page = make(Arguments::command()).map_err(|error| Error::new("output.failed", &[]).because(error))?;
    output::whole(&page)
}

/// One page for all verbs: a writer who looks for one searches in it, and need not know what the pages are called.
fn make(mut command: Command) -> io::Result<Vec<u8>> {
    command.build();
    // A page of this version has no day of its own; one that is empty would be left out, and the next word taken for it.
    let man = Man::new(command.clone()).date(" ").manual("Galley");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    synopsis().to_writer(&mut page)?;
    man.render_description_section(&mut page)?;
    texts(&[(
        None,
        "A POST is a path in the library, for example posts/first.md. The library is the folder that \
         you are in, or the one that -C names.",
    )])
    .to_writer(&mut page)?;
    man.render_options_section(&mut page)?;
    section("VERBS").to_writer(&mut page)?;
    verbs(&command, &mut page)?;
    ends().to_writer(&mut page)?;
    Ok(page)
}

fn synopsis() -> Roff {
    let mut roff = section("SYNOPSIS");
    roff.text([
        bold("galley"),
        roman(" ["),
        bold("-C"),
        roman(" "),
        italic("DIR"),
        roman("] ["),
        bold("--json"),
        roman("] "),
        italic("VERB"),
        roman(" ..."),
    ]);
    roff
}

/// Each verb with its usage, what it does, and its own arguments. A verb that only groups others is not named by itself.
fn verbs(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let group = verb.has_subcommands() && verb.get_name() != "help";
        if group {
            // The help of a group says what this page says.
            let verb = verb.clone().mut_subcommand("help", |help| help.hide(true));
            verbs(&verb, page)?;
            continue;
        }
        let mut verb = verb.clone();
        let usage = verb.render_usage().to_string();
        let mut roff = Roff::new();
        roff.control("SS", [usage.trim_start_matches("Usage: ").trim()]);
        let about = verb.get_long_about().or_else(|| verb.get_about());
        let about = about.map(ToString::to_string).unwrap_or_default();
        roff.text([roman(about)]);
        roff.to_writer(page)?;
        // What every verb takes stands above, once.
        let verb = verb.mut_args(|argument| {
            let shared = argument.is_global_set() || argument.get_id() == "help";
            with_values(argument).hide(shared)
        });
        if verb.get_arguments().any(|argument| !argument.is_hide_set()) {
            let mut options = Vec::new();
            Man::new(verb).render_options_section(&mut options)?;
            page.extend_from_slice(after_heading(&options));
        }
    }
    Ok(())
}

/// The argument with its values in its sentence: `clap_mangen` would give each a paragraph.
fn with_values(argument: Arg) -> Arg {
    let values = argument.get_possible_values();
    let help = argument.get_long_help().or_else(|| argument.get_help());
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    match help {
        Some(help) if !names.is_empty() => {
            let help = format!("{}: {}", help.to_string().trim_end_matches('.'), names.join(", "));
            argument.long_help(help).hide_possible_values(true)
        }
        _ => argument,
    }
}

/// What stands below the heading that `clap_mangen` gives a section.
fn after_heading(section: &[u8]) -> &[u8] {
    let heading = b".SH OPTIONS\n";
    let at = section
        .windows(heading.len())
        .position(|window| window == heading);
    at.map_or(section, |at| &section[at + heading.len()..])
}

fn ends() -> Roff {
    let mut all = section("EXIT STATUS");
    let parts = [
        texts(&[
            (Some("0"), "All was done."),
            (
                Some("1"),
                "A problem or a failure, in one sentence on standard error; with --json an object that has its code.",
            ),
            (Some("2"), "Wrong usage."),
        ]),
        section("FILES"),
        texts(&[
            (
                Some("galley.toml"),
                "In the library: what Galley shall know of the blog. Optional.",
            ),
            (
                Some("$XDG_STATE_HOME/galley, ~/.local/state/galley"),
                "Recovery logs and the list of recent libraries. Deleting it loses text that is not yet in a file.",
            ),
            (
                Some("$XDG_CACHE_HOME/galley, ~/.cache/galley"),
                "Can be deleted at any time.",
            ),
        ]),
        section("SEE ALSO"),
    ];
    all.extend(parts);
    all.text([
        bold("galley-desktop"),
        roman(", the window; "),
        bold("git"),
        roman("(1), "),
        bold("ssh"),
        roman("(1)"),
    ]);
    all
}

fn section(name: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [name]);
    roff
}

/// Paragraphs, each below a term where it has one.
fn texts(paragraphs: &[(Option<&str>, &str)]) -> Roff {
    let mut roff = Roff::new();
    for (term, text) in paragraphs {
        match term {
            Some(term) => roff.control("TP", []).text([bold(*term)]),
            None => roff.control("PP", []),
        };
        roff.text([roman(*text)]);
    }
    roff
}

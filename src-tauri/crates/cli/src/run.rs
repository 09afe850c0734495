//! Each verb, a few lines over `galley-library`.

use std::path::Path;
use std::process::Command;

use galley_library::view::{ErrorView, Group, NewBlog, PostQuery, PublishOrder};
use galley_library::{Clock, Error, Library, Opening, Places, Result, Typed, start, words};
use serde_json::json;

use crate::arguments::{Arguments, Init, Publish, Set, Verb};
use crate::{
    asking, branches, build, check, doctor, kept, listing, manual, output, review, serve, tags, versions,
};

/// Does what the arguments ask for.
pub fn run(arguments: &Arguments) -> Result<()> {
    // Packages are made where nobody has a home.
    match &arguments.verb {
        Verb::Completions { shell } => return manual::completions(shell),
        Verb::Man => return manual::page(),
        _ => {}
    }
    let places = Places::of_user().ok_or_else(|| Error::new("home.none", &[]))?;
    match &arguments.verb {
        Verb::Init(init) => return begin(init, &places),
        Verb::Clone { url, dir } => {
            let folder = absolute(dir, &places)?;
            let stages = output::Stages::default();
            let tell = |step: galley_library::view::CloneStep| stages.tell(&step.stage);
            let folder = start::clone_library(url, &folder, &places, &tell, &asking::cancel())?;
            output::line(&folder.display().to_string());
            return Ok(());
        }
        Verb::Open { path } => return open_window(&arguments.library, path.as_deref()),
        Verb::Serve { port } => return serve::serve(&arguments.library, &places, *port),
        _ => {}
    }
    let opening = Opening {
        places,
        clock: Clock::system(),
        listener: None,
    };
    let library = Library::open(&arguments.library, opening)?;
    // A build says it itself, or ends at it.
    if !matches!(arguments.verb, Verb::Build { .. }) {
        for problem in library.config_problems() {
            output::note(
                &[Some(problem.message), problem.hint]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" "),
            );
        }
    }
    // What writes and speaks to the server was asked for by name: that is the writer's trust, this once.
    if matches!(
        arguments.verb,
        Verb::Publish(_)
            | Verb::Unpublish { .. }
            | Verb::Undo { .. }
            | Verb::Sync(_)
            | Verb::Branch { name: Some(_), .. }
    ) {
        library.trust_for_now();
    }
    match &arguments.verb {
        Verb::List(list) => return listing::list(&library, list, arguments.json),
        Verb::Search { words } => return listing::search(&library, &words.join(" "), arguments.json),
        Verb::Tags { verb } => return tags::tags(&library, verb, arguments.json),
        Verb::Show { post } => return show(&library, post, arguments.json),
        Verb::New { title, tags } => output::line(&library.new_post(title, tags)?),
        Verb::Set(set) => {
            let words: Vec<String> = set.value.iter().chain(&set.more).cloned().collect();
            library.set_field(&set.post, &set.field, &words, kind_of(set)?)?;
        }
        Verb::Unset { post, field } => library.unset(post, field)?,
        Verb::Tag(tag) => {
            for absent in library.tag(&tag.post, &tag.add, &tag.remove)? {
                output::say(&words::say("tag.absent", &[("path", &tag.post), ("tag", &absent)]).0);
            }
        }
        Verb::Rename { post, to } if is_path(to) => {
            library.rename(post, to)?;
            output::line(to);
        }
        Verb::Rename { post, to } => output::line(&library.rename_post(post, to, false)?.path),
        Verb::Duplicate { post } => output::line(&library.duplicate_post(post)?),
        Verb::Move { post, collection } => output::line(&library.move_post(post, collection)?.path),
        Verb::Delete { post } => drop(library.delete(post)?),
        Verb::Render { post } => {
            let html = library.render(post)?;
            if arguments.json {
                output::json(&json!({ "path": post, "html": html }));
            } else {
                output::whole(html.as_bytes())?;
            }
        }
        Verb::Build { out } => return build::build(&library, out, arguments.json),
        Verb::Check(check) => return check::check(&library, check, arguments.json),
        Verb::Status => return status(&library, arguments.json),
        Verb::Publish(publish) => return publish_posts(&library, publish, arguments.json),
        Verb::Doctor => return doctor::doctor(&library, arguments.json),
        Verb::Unlock if library.remove_lock()? => output::say("The lock was removed."),
        Verb::Unlock => output::say("There is no lock to remove."),
        Verb::Branch { name: None, .. } => return branches::list(&library, arguments.json),
        Verb::Branch {
            name: Some(name),
            new,
        } => return branches::switch(&library, name, *new, arguments.json),
        Verb::Unpublish { posts, message } => {
            return versions::unpublish(&library, posts, message.as_deref(), arguments.json);
        }
        Verb::Sync(sync) => return versions::sync(&library, sync, arguments.json),
        Verb::Undo { commit } => return versions::undo(&library, commit.as_deref(), arguments.json),
        Verb::History(history) => return versions::history(&library, history, arguments.json),
        Verb::Restore(restore) => return versions::restore(&library, restore),
        Verb::Kept(which) => return kept::kept(&library, which, arguments.json),
        Verb::Init(_)
        | Verb::Clone { .. }
        | Verb::Open { .. }
        | Verb::Serve { .. }
        | Verb::Completions { .. }
        | Verb::Man => {}
    }
    Ok(())
}

fn status(library: &Library, json: bool) -> Result<()> {
    let view = library.view()?;
    let unpublished = library.posts(&PostQuery {
        group: Group::Unpublished,
        ..listing::everything()
    })?;
    let deleted = match view.repository.branch {
        // What is not in Git cannot be deleted there.
        None => Vec::new(),
        Some(_) => library.deleted_here()?,
    };
    if json {
        let paths: Vec<&str> = unpublished.rows.iter().map(|row| row.path.as_str()).collect();
        let mut all = json!(view);
        all["unpublished"] = json!(paths);
        all["deleted"] = json!(deleted);
        output::json(&all);
    } else {
        output::status_of(&view, &unpublished, &deleted);
        review::stand(&library.reviews());
    }
    Ok(())
}

fn begin(init: &Init, places: &Places) -> Result<()> {
    let folder = absolute(&init.dir, places)?;
    let name = Path::new(&folder)
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let blog = NewBlog {
        name: init.name.clone().or(name).unwrap_or_default(),
        folder,
        theme: "newsroom".to_owned(),
        bare_remote: init.remote,
    };
    let made = start::start_blog(&blog, places, &Clock::system())?;
    output::line(&made.display().to_string());
    Ok(())
}

/// A folder that was typed, whole: the window's fields take whole paths only, a terminal has a folder of its own.
fn absolute(dir: &str, places: &Places) -> Result<String> {
    let typed = places.typed(dir);
    let whole = std::path::absolute(&typed).map_err(|e| Error::io(e, &typed))?;
    Ok(whole.display().to_string())
}

fn kind_of(set: &Set) -> Result<Option<Typed>> {
    let kind = match set.kind.as_deref() {
        Some("text") => Typed::Text,
        Some("number") => Typed::Number,
        Some("date") => Typed::Date,
        Some("yes-no") => Typed::YesNo,
        Some("list") => Typed::List,
        Some("nothing") => Typed::Nothing,
        _ => return Ok(None),
    };
    if set.value.is_none() && !matches!(kind, Typed::List | Typed::Nothing | Typed::Text) {
        let kind = set.kind.as_deref().unwrap_or_default();
        return Err(Error::new("field.no-value", &[("kind", kind)]));
    }
    Ok(Some(kind))
}

fn show(library: &Library, path: &str, as_json: bool) -> Result<()> {
    if as_json {
        output::json(&library.show_whole(path)?);
        return Ok(());
    }
    let (fields, text) = library.show(path)?;
    for field in fields {
        output::line(&format!("{}: {}", field.name, field.value));
    }
    for problem in library.problems(path) {
        output::line(&format!("({})", problem.message));
    }
    output::text(&format!("\n{text}"));
    Ok(())
}

fn publish_posts(library: &Library, publish: &Publish, as_json: bool) -> Result<()> {
    let plan = library.publish_plan(&publish.posts)?;
    for post in &publish.posts {
        // A name that was mistyped must not be passed over because another one was right.
        if !plan.items.iter().any(|item| item.path == *post) {
            library.show(post)?;
        }
    }
    for problem in plan
        .problems
        .iter()
        .filter(|problem| problem.code == "picture.ignored")
    {
        output::note(&problem.message);
    }
    let ticked = plan.items.iter().filter(|item| item.ticked);
    let mut paths: Vec<String> = ticked.map(|item| item.path.clone()).collect();
    // What cannot be published from a fork can be sent for review.
    let in_the_way = |error: &&ErrorView| publish.review.is_none() || error.code != "remote.fork";
    if let Some(blocked) = plan.blocked.as_ref().filter(in_the_way) {
        return Err(Error::from(blocked.clone()));
    }
    if paths.is_empty() && !library.has_waiting() {
        return Err(Error::new("publish.nothing", &[]));
    }
    // As far as is known here the server has these: an attempt that waits, or earlier versions, may say otherwise.
    for post in &publish.posts {
        if !plan.items.iter().any(|item| item.path == *post) {
            paths.push(post.clone());
        }
    }
    let order = PublishOrder {
        paths,
        message: publish
            .message
            .clone()
            .unwrap_or_else(|| match plan.message.is_empty() {
                true => words::say("message.update", &[("title", &publish.posts.join(", "))]).0,
                false => plan.message,
            }),
        with_earlier: publish.with_earlier,
        as_draft: publish.draft,
    };
    if let Some(name) = &publish.review {
        let name = Some(name.as_str()).filter(|name| !name.is_empty());
        return review::send(library, &order, name, as_json);
    }
    let result = library.publish(&order, &|step| output::step(&step), &asking::cancel())?;
    if as_json {
        output::json(&result)
    } else {
        output::published(&result)
    }
    Ok(())
}

/// Starts the window beside this program, else the one on the PATH.
fn open_window(library: &Path, path: Option<&Path>) -> Result<()> {
    // A path is one in the library, as with all verbs; else one of where the command was given.
    let within = path.map(|path| library.join(path)).filter(|path| path.exists());
    let named = within.as_deref().or(path).unwrap_or(library);
    let named = std::fs::canonicalize(named).map_err(|e| Error::io(e, named))?;
    let beside = std::env::current_exe()
        .ok()
        .map(|exe| exe.with_file_name("galley-desktop"))
        .filter(|exe| exe.exists());
    let program = beside.unwrap_or_else(|| "galley-desktop".into());
    let started = Command::new(&program).arg(named).spawn();
    started
        .map(drop)
        .map_err(|e| Error::new("window.none", &[]).because(e))
}

/// Whether what a post is renamed to is a path, and not a name alone.
fn is_path(to: &str) -> bool {
    to.contains('/')
        || [".md", ".mdx", ".markdown"]
            .iter()
            .any(|end| to.to_lowercase().ends_with(end))
}

//! Each verb, a few lines over `galley-library`.

use std::path::Path;
use std::process::Command;

use galley_library::view::{Group, ItemRole, NewBlog, PostQuery, PublishOrder, Sort};
use galley_library::{Cancel, Clock, Error, Library, Opening, Places, Result, start};
use serde_json::json;

use crate::arguments::{Arguments, Init, List, Publish, Verb};
use crate::output;

/// Does what the arguments ask for.
pub fn run(arguments: &Arguments) -> Result<()> {
    let places = Places::of_user().ok_or_else(|| usage("There is no home folder."))?;
    match &arguments.verb {
        Verb::Init(init) => return begin(init, &places),
        Verb::Clone { url, dir } => {
            let folder = absolute(dir, &places)?;
            let tell = |step: galley_library::view::CloneStep| eprintln!("{}", step.stage);
            let folder = start::clone_library(url, &folder, &places, &tell, &Cancel::none())?;
            output::print(&format!("{}\n", folder.display()));
            return Ok(());
        }
        Verb::Open => return open_window(&arguments.library),
        _ => {}
    }
    let opening = Opening {
        places,
        clock: Clock::system(),
        listener: None,
    };
    let library = Library::open(&arguments.library, opening)?;
    match &arguments.verb {
        Verb::List(list) => list_posts(&library, &query_of(list), arguments.json),
        Verb::Search { words } => list_posts(
            &library,
            &PostQuery {
                search: Some(words.join(" ")),
                ..everything()
            },
            arguments.json,
        ),
        Verb::Show { post } => return show(&library, post, arguments.json),
        Verb::New { title, tags } => output::print(&format!("{}\n", library.new_post(title, tags)?)),
        Verb::Set { post, field, value } => library.set(post, field, value)?,
        Verb::Unset { post, field } => library.unset(post, field)?,
        Verb::Tag(tag) => library.tag(&tag.post, &tag.add, &tag.remove)?,
        Verb::Rename { post, to } => library.rename(post, to)?,
        Verb::Delete { post } => library.delete(post)?,
        Verb::Render { post } => {
            let html = library.render(post)?;
            if arguments.json {
                output::json(&json!({ "path": post, "html": html }));
            } else {
                output::print(&html);
            }
        }
        Verb::Status => {
            let view = library.view()?;
            let unpublished = library.posts(&PostQuery {
                group: Group::Unpublished,
                ..everything()
            });
            if arguments.json {
                output::json(&view)
            } else {
                output::status_of(&view, &unpublished)
            }
        }
        Verb::Publish(publish) => return publish_posts(&library, publish, arguments.json),
        Verb::Init(_) | Verb::Clone { .. } | Verb::Open => {}
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
    output::print(&format!("{}\n", made.display()));
    Ok(())
}

/// A folder that was typed, whole: the window's fields take whole paths only, a terminal has a folder of its own.
fn absolute(dir: &str, places: &Places) -> Result<String> {
    let typed = places.typed(dir);
    let whole = std::path::absolute(&typed).map_err(|e| Error::io(e, &typed))?;
    Ok(whole.display().to_string())
}

fn everything() -> PostQuery {
    PostQuery {
        group: Group::All,
        tag: None,
        author: None,
        search: None,
        sort: Sort::Newest,
        offset: 0,
        limit: u32::MAX,
    }
}

fn query_of(list: &List) -> PostQuery {
    let group = match list.group.as_deref() {
        Some("drafts") => Group::Drafts,
        Some("scheduled") => Group::Scheduled,
        Some("published") => Group::Published,
        Some("unpublished") => Group::Unpublished,
        Some("pages") => Group::Pages,
        _ => Group::All,
    };
    PostQuery {
        group,
        tag: list.tag.clone(),
        author: list.author.clone(),
        ..everything()
    }
}

fn list_posts(library: &Library, query: &PostQuery, as_json: bool) {
    let rows = library.posts(query);
    if as_json {
        output::json(&rows.rows)
    } else {
        output::rows(&rows)
    }
}

fn show(library: &Library, path: &str, as_json: bool) -> Result<()> {
    let (fields, text) = library.show(path)?;
    let problems = library.problems(path);
    if as_json {
        output::json(&json!({ "path": path, "fields": fields, "body": text, "problems": problems }));
        return Ok(());
    }
    for field in fields {
        output::print(&format!("{}: {}\n", field.name, field.value));
    }
    for problem in problems {
        output::print(&format!("({})\n", problem.message));
    }
    output::print(&format!("\n{text}"));
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
    let ticked = plan.items.iter().filter(|item| item.ticked);
    let paths: Vec<String> = ticked.clone().map(|item| item.path.clone()).collect();
    if let Some(blocked) = &plan.blocked {
        return Err(Error::from(blocked.clone()));
    }
    if !ticked.clone().any(|item| item.role == ItemRole::Post) {
        return Err(Error::new("publish.nothing", &[]));
    }
    let order = PublishOrder {
        paths,
        message: publish.message.clone().unwrap_or(plan.message),
        with_earlier: publish.with_earlier,
        as_draft: publish.draft,
    };
    let result = library.publish(&order, &|step| output::step(&step), &Cancel::none())?;
    if as_json {
        output::json(&result)
    } else {
        output::published(&result)
    }
    Ok(())
}

/// Starts the window beside this program, else the one on the PATH.
fn open_window(folder: &Path) -> Result<()> {
    let folder = std::fs::canonicalize(folder).map_err(|e| Error::io(e, folder))?;
    let beside = std::env::current_exe()
        .ok()
        .map(|exe| exe.with_file_name("galley-desktop"))
        .filter(|exe| exe.exists());
    let program = beside.unwrap_or_else(|| "galley-desktop".into());
    let started = Command::new(&program).arg(folder).spawn();
    started
        .map(drop)
        .map_err(|e| usage("The window (galley-desktop) is not installed.").because(e))
}

fn usage(what: &str) -> Error {
    Error::new("usage", &[("what", what)])
}

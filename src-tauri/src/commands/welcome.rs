//! Starting, opening, cloning and closing a library.

use std::path::Path;
use std::sync::Arc;

use galley_library::view::{Answer, AppView, CloneStep, ErrorView, LibraryView, NewBlog};
use galley_library::{Error, Library, Opening, recent, start};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};

use crate::dialogs;
use crate::shell::{Shell, Work, blocking, listener};

#[tauri::command]
pub async fn app(shell: State<'_, Shell>) -> Result<AppView, ErrorView> {
    let places = shell.places.clone();
    // Nobody sees what an earlier page asked.
    shell.questions.drop_all();
    // A page that is loaded again, because its process ended, goes on with the library that is open.
    let open = shell
        .library()
        .map(|library| library.root().display().to_string());
    blocking(move || {
        let no_dialogs = (!dialogs::available()).then(|| Error::new("dialogs.none", &[]).message);
        let named = std::env::args()
            .nth(1)
            .map(|path| start::library_of(Path::new(&path)));
        Ok(AppView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            platform: std::env::consts::OS.to_owned(),
            suggested_folder: "~/Blogs".to_owned(),
            recent: recent::list(&places),
            no_dialogs,
            open_at_start: open.or_else(|| named.as_ref().map(|(folder, _)| folder.display().to_string())),
            post_at_start: named.and_then(|(_, post)| post),
        })
    })
    .await
}

#[tauri::command]
pub async fn start_blog(
    app: AppHandle,
    shell: State<'_, Shell>,
    blog: NewBlog,
) -> Result<LibraryView, ErrorView> {
    let (places, clock) = (shell.places.clone(), shell.clock.clone());
    let folder = blocking(move || start::start_blog(&blog, &places, &clock)).await?;
    open(app, shell, folder.display().to_string(), false).await
}

#[tauri::command]
pub async fn choose_folder(title: String) -> Result<Option<String>, ErrorView> {
    if !dialogs::available() {
        return Err(Error::new("dialogs.none", &[]).view());
    }
    Ok(dialogs::choose_folder(&title)
        .await
        .map(|folder| folder.display().to_string()))
}

#[tauri::command]
pub async fn open_library(
    app: AppHandle,
    shell: State<'_, Shell>,
    path: String,
    initialise: bool,
) -> Result<LibraryView, ErrorView> {
    open(app, shell, path, initialise).await
}

/// The folder belongs to another user of this computer, and is to be opened all the same.
#[tauri::command]
pub async fn allow_folder(shell: State<'_, Shell>, path: String) -> Result<(), ErrorView> {
    let places = shell.places.clone();
    blocking(move || start::allow_folder(&places.typed(&path))).await
}

#[tauri::command]
pub async fn clone_library(
    app: AppHandle,
    shell: State<'_, Shell>,
    url: String,
    folder: String,
    on_step: Channel<CloneStep>,
) -> Result<LibraryView, ErrorView> {
    let (places, cancel) = (shell.places.clone(), shell.begin(Work::Clone));
    let folder = blocking(move || {
        let tell = move |step| drop(on_step.send(step));
        start::clone_library(&url, &folder, &places, &tell, &cancel)
    })
    .await?;
    open(app, shell, folder.display().to_string(), false).await
}

#[tauri::command]
pub fn cancel_clone(shell: State<'_, Shell>) {
    shell.stop(Work::Clone);
}

#[tauri::command]
pub async fn close_library(app: AppHandle) -> Result<(), ErrorView> {
    close(app).await
}

/// `answer`: null when the writer does not want to.
#[tauri::command]
pub fn answer_question(shell: State<'_, Shell>, id: String, answer: Option<Answer>) {
    shell.questions.answer(&id, answer);
}

/// Opens a web or mail address with the system's own program; only those, and only after the writer was asked.
#[tauri::command]
pub async fn open_external(url: String) -> Result<(), ErrorView> {
    blocking(move || {
        let known = ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        let refused = || Error::new("address.refused", &[]);
        if !known {
            return Err(refused());
        }
        open::that_detached(&url).map_err(|e| refused().because(e))
    })
    .await
}

async fn open(
    app: AppHandle,
    shell: State<'_, Shell>,
    path: String,
    initialise: bool,
) -> Result<LibraryView, ErrorView> {
    // The old library lets go of its lock first: the same folder may be opened again.
    close(app.clone()).await?;
    let (places, clock) = (shell.places.clone(), shell.clock.clone());
    let asker = Arc::clone(&shell.asker);
    let (library, view) = blocking(move || {
        let folder = places.typed(&path);
        let opening = Opening {
            places: places.clone(),
            clock,
            listener: Some(Box::new(listener(&app))),
        };
        if initialise {
            start::initialise(Path::new(&folder))?;
        }
        let library = Library::open(&folder, opening)?;
        library.remembers(&asker);
        let view = library.view()?;
        recent::remember(&places, &view);
        Ok((library, view))
    })
    .await?;
    shell.put(Some(library));
    Ok(view)
}

/// Saves what is unsaved and lets go of the open library.
async fn close(app: AppHandle) -> Result<(), ErrorView> {
    blocking(move || {
        app.state::<Shell>().put(None);
        Ok(())
    })
    .await
}

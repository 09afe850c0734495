//! Starting, opening, cloning and closing a library.

use galley_library::view::{Answer, AppView, CloneStep, ErrorView, LibraryView, NewBlog, WantedView};
use galley_library::{Error, recent, settings, start};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager};

use crate::closing;
use crate::dialogs;
use crate::shell::{Work, blocking};
use crate::windows::{Here, Windows};

#[tauri::command]
pub async fn app(shell: Here) -> Result<AppView, ErrorView> {
    // Nobody sees what an earlier page asked.
    shell.questions.drop_all();
    let (places, wanted) = (shell.places.clone(), shell.first_wanted());
    blocking(move || {
        let no_dialogs = (!dialogs::available()).then(|| Error::new("dialogs.none", &[]).message);
        Ok(AppView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            platform: std::env::consts::OS.to_owned(),
            suggested_folder: "~/Blogs".to_owned(),
            recent: recent::list(&places),
            no_dialogs,
            open_at_start: wanted.library.map(|folder| folder.display().to_string()),
            post_at_start: wanted.post,
            settings: settings::read(&places),
        })
    })
    .await
}

/// What is wanted in this window now; nothing a second time.
#[tauri::command]
pub fn wanted(shell: Here) -> WantedView {
    let wanted = shell.take_wanted();
    WantedView {
        library: wanted.library.map(|folder| folder.display().to_string()),
        post: wanted.post,
    }
}

#[tauri::command]
pub async fn start_blog(app: AppHandle, shell: Here, blog: NewBlog) -> Result<LibraryView, ErrorView> {
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
    shell: Here,
    path: String,
    initialise: bool,
) -> Result<LibraryView, ErrorView> {
    open(app, shell, path, initialise).await
}

/// The folder belongs to another user of this computer, and is to be opened all the same.
#[tauri::command]
pub async fn allow_folder(shell: Here, path: String) -> Result<(), ErrorView> {
    let places = shell.places.clone();
    blocking(move || start::allow_folder(&places.typed(&path))).await
}

#[tauri::command]
pub async fn clone_library(
    app: AppHandle,
    shell: Here,
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
pub fn cancel_clone(shell: Here) {
    shell.stop(Work::Clone);
}

#[tauri::command]
pub async fn close_library(app: AppHandle, shell: Here) -> Result<(), ErrorView> {
    let _one_at_a_time = shell.opening.lock().await;
    close(shell.clone()).await?;
    app.state::<Windows>().remember(&app);
    Ok(())
}

/// The page was told that its window closes. `ready`: it has handed over everything that was typed.
#[tauri::command]
pub fn close_window(app: AppHandle, shell: Here, ready: bool) {
    closing::answered(&app, &shell, ready);
}

/// `answer`: null when the writer does not want to.
#[tauri::command]
pub fn answer_question(shell: Here, id: String, answer: Option<Answer>) {
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

async fn open(app: AppHandle, shell: Here, path: String, initialise: bool) -> Result<LibraryView, ErrorView> {
    let windows = app.state::<Windows>();
    let folder = shell.places.typed(&path);
    let _one_at_a_time = shell.opening.lock().await;
    if let Some(other) = windows.showing(&folder).filter(|other| *other != shell.label) {
        shell.will_show(None);
        windows.to_front(&app, &other);
        return Err(Error::new("library.in-other-window", &[]).view());
    }
    let ahead = shell.take_ahead();
    // The old library lets go of its lock first: the same folder may be opened again.
    close(shell.clone()).await?;
    shell.will_show(Some(folder.clone()));
    let (own, own_app) = (shell.clone(), app.clone());
    let opened = blocking(move || {
        let ahead = ahead.and_then(|ahead| ahead.of(&folder));
        if initialise {
            start::initialise(&folder)?;
        }
        let library = match ahead {
            Some(Ok(library)) => library,
            Some(Err(error)) if !initialise => return Err(error),
            _ => own.read(&own_app, &folder)?,
        };
        let view = library.view()?;
        recent::remember(&own.places, &view);
        Ok((library, view))
    })
    .await;
    match opened {
        Ok((library, view)) => {
            shell.put(Some(library));
            windows.remember(&app);
            Ok(view)
        }
        Err(error) => {
            shell.will_show(None);
            Err(error)
        }
    }
}

/// Saves what is unsaved and lets go of the window's library.
async fn close(shell: Here) -> Result<(), ErrorView> {
    blocking(move || {
        shell.put(None);
        shell.will_show(None);
        Ok(())
    })
    .await
}

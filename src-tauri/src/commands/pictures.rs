//! What a writer puts into a post: files, and links to other posts.

use galley_library::view::{ErrorView, Pasted, PictureAdded, PictureShrunk, VerbResult};
use galley_library::{Error, Library};
use tauri::AppHandle;
use tauri::ipc::{InvokeBody, Request};

#[cfg(target_os = "linux")]
use crate::clipboard::{self, Found};
use crate::dialogs;
use crate::windows::Here;

/// The bytes are the body as they are; the headers are `post` and `name`.
#[tauri::command]
pub async fn add_picture(shell: Here, request: Request<'_>) -> Result<PictureAdded, ErrorView> {
    let (post, name) = (header(&request, "post"), header(&request, "name"));
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(Error::new("picture.kind", &[("name", &name)]).view());
    };
    let bytes = bytes.clone();
    shell
        .with(move |library| library.add_picture(&post, &name, &bytes))
        .await
}

/// What is on the clipboard, where the web view has told the page of nothing; a picture is in the blog then.
#[tauri::command]
pub async fn paste_untold(app: AppHandle, shell: Here, post: String) -> Result<Pasted, ErrorView> {
    #[cfg(target_os = "linux")]
    match clipboard::read(&app).await {
        Some(Found::Words(words)) => {
            return Ok(Pasted {
                words: Some(words),
                picture: None,
            });
        }
        Some(Found::Picture(name, bytes)) => {
            let added = shell.with(move |library| library.add_picture(&post, name, &bytes));
            return Ok(Pasted {
                words: None,
                picture: Some(added.await?),
            });
        }
        None => (),
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (app, shell, post);
    Ok(Pasted {
        words: None,
        picture: None,
    })
}

/// A Markdown file that was dropped on the window: its bytes are the body, its name is in a header.
#[tauri::command]
pub async fn bring_in(shell: Here, request: Request<'_>) -> Result<VerbResult, ErrorView> {
    let name = header(&request, "name");
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(Error::new("brought.not-text", &[("name", &name)]).view());
    };
    let bytes = bytes.clone();
    shell.with(move |library| library.bring_in(&name, &bytes)).await
}

/// How an open post links to another one.
#[tauri::command]
pub async fn link_to(shell: Here, post: String, to: String) -> Result<String, ErrorView> {
    shell.with(move |library| library.link_to(&post, &to)).await
}

/// Asks for files and puts them into the blog; none when the writer closed the dialog.
#[tauri::command]
pub async fn choose_pictures(
    shell: Here,
    post: String,
    title: String,
) -> Result<Vec<PictureAdded>, ErrorView> {
    if !dialogs::available() {
        return Err(Error::new("dialogs.none", &[]).view());
    }
    let chosen = dialogs::choose_files(&title).await;
    let add = move |library: &Library| {
        let one = |file: &std::path::PathBuf| {
            let name = file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let bytes = std::fs::read(file).map_err(|error| Error::io(error, file))?;
            library.add_picture(&post, &name, &bytes)
        };
        chosen.iter().map(one).collect()
    };
    shell.with(add).await
}

#[tauri::command]
pub async fn shrink_picture(shell: Here, path: String, longest: u32) -> Result<PictureShrunk, ErrorView> {
    shell
        .with(move |library| library.shrink_picture(&path, longest))
        .await
}

/// A header of a request, which is percent-encoded, as headers are ASCII.
fn header(request: &Request<'_>, name: &str) -> String {
    let value = request.headers().get(name).and_then(|value| value.to_str().ok());
    let decoded = value.map(|value| percent_encoding::percent_decode_str(value).decode_utf8_lossy());
    decoded.map(|value| value.into_owned()).unwrap_or_default()
}

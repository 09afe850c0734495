//! The list and the open posts.

use galley_library::view::{
    BodyChange, EditAck, ErrorView, FieldEdit, FieldUses, HeadForm, HeadView, LibraryView, PostCheck,
    PostQuery, PostRows, PostView, Recovery, SaveView,
};

use tauri::{AppHandle, Manager};

use crate::windows::{Here, Windows};

type Answer<T> = Result<T, ErrorView>;

#[tauri::command]
pub async fn overview(shell: Here) -> Answer<LibraryView> {
    shell.with(|library| library.view()).await
}

#[tauri::command]
pub async fn posts(shell: Here, query: PostQuery) -> Answer<PostRows> {
    shell.with(move |library| library.posts(&query)).await
}

#[tauri::command]
pub async fn new_post(shell: Here, title: String) -> Answer<PostView> {
    shell
        .with(move |library| {
            let path = library.new_post(&title, &[])?;
            library.open_post(&path)
        })
        .await
}

#[tauri::command]
pub async fn open_post(app: AppHandle, shell: Here, path: String) -> Answer<PostView> {
    let opened = shell.with(move |library| {
        let post = library.open_post(&path)?;
        Ok((library.language_of(&path), post))
    });
    let (language, post) = opened.await?;
    app.state::<Windows>().writes_in(&app, language);
    Ok(post)
}

#[tauri::command]
pub async fn close_post(shell: Here, post: String) -> Answer<()> {
    shell.with(move |library| library.close_post(&post)).await
}

#[tauri::command]
pub async fn edit_body(shell: Here, post: String, seq: u32, changes: Vec<BodyChange>) -> Answer<EditAck> {
    shell
        .with(move |library| library.edit_body(&post, seq, &changes))
        .await
}

#[tauri::command]
pub async fn replace_body(shell: Here, post: String, seq: u32, text: String) -> Answer<EditAck> {
    shell
        .with(move |library| library.replace_body(&post, seq, &text))
        .await
}

#[tauri::command]
pub async fn edit_field(shell: Here, post: String, edit: FieldEdit) -> Answer<HeadView> {
    shell.with(move |library| library.edit_field(&post, &edit)).await
}

#[tauri::command]
pub async fn edit_head(shell: Here, post: String, text: String) -> Answer<HeadView> {
    shell.with(move |library| library.edit_head(&post, &text)).await
}

#[tauri::command]
pub async fn check_post(shell: Here, post: String) -> Answer<PostCheck> {
    shell.with(move |library| library.check_post(&post)).await
}

#[tauri::command]
pub async fn head_form(shell: Here, post: String, opened: Option<String>) -> Answer<HeadForm> {
    shell
        .with(move |library| library.head_form(&post, opened.as_deref()))
        .await
}

#[tauri::command]
pub async fn field_uses(shell: Here) -> Answer<FieldUses> {
    shell.with(|library| Ok(library.field_uses())).await
}

#[tauri::command]
pub async fn save_post(shell: Here, post: String) -> Answer<SaveView> {
    shell.with(move |library| library.save_post(&post)).await
}

#[tauri::command]
pub async fn recoveries(shell: Here) -> Answer<Vec<Recovery>> {
    shell.with(|library| Ok(library.recoveries())).await
}

#[tauri::command]
pub async fn recover(shell: Here, id: String, put_back: bool) -> Answer<Option<PostView>> {
    shell.with(move |library| library.recover(&id, put_back)).await
}

//! What is done with whole posts: another name, a copy, another collection, the trash, and the way back.

use galley_library::view::{ErrorView, PostOffers, RenamePlan, VerbResult};

use crate::show;
use crate::windows::Here;

type Answer<T> = Result<T, ErrorView>;

#[tauri::command]
pub async fn post_offers(shell: Here, path: String) -> Answer<PostOffers> {
    shell.with(move |library| library.post_offers(&path)).await
}

#[tauri::command]
pub async fn rename_plan(shell: Here, path: String, name: Option<String>) -> Answer<RenamePlan> {
    shell
        .with(move |library| library.rename_plan(&path, name.as_deref()))
        .await
}

#[tauri::command]
pub async fn rename_post(shell: Here, path: String, name: String, lead: bool) -> Answer<VerbResult> {
    shell
        .with(move |library| library.rename_post(&path, &name, lead))
        .await
}

#[tauri::command]
pub async fn duplicate_post(shell: Here, path: String) -> Answer<VerbResult> {
    shell
        .with(move |library| {
            let path = library.duplicate_post(&path)?;
            Ok(VerbResult { path, undo: None })
        })
        .await
}

#[tauri::command]
pub async fn move_post(shell: Here, path: String, collection: String) -> Answer<VerbResult> {
    shell
        .with(move |library| library.move_post(&path, &collection))
        .await
}

#[tauri::command]
pub async fn delete_post(shell: Here, path: String) -> Answer<VerbResult> {
    shell.with(move |library| library.delete(&path)).await
}

#[tauri::command]
pub async fn undo(shell: Here, id: String) -> Answer<VerbResult> {
    shell.with(move |library| library.undo(&id)).await
}

#[tauri::command]
pub async fn show_in_folder(shell: Here, path: String) -> Answer<()> {
    shell
        .with(move |library| show::in_folder(&library.file_of(&path)?))
        .await
}

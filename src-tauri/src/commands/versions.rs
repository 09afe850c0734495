//! Two versions of a post, and the versions it had.

use galley_library::view::{
    BodyChange, DeletedPost, ErrorView, HistoryStep, Meeting, MeetingChoice, PostChange, PostHistory,
    Settled, VerbResult,
};
use tauri::ipc::Channel;

use crate::shell::Work;
use crate::windows::Here;

type Answer<T> = Result<T, ErrorView>;

/// More deleted posts than anybody looks through.
const DELETED: usize = 500;

#[tauri::command]
pub async fn meeting(shell: Here, path: String) -> Answer<Meeting> {
    shell.with(move |library| library.meeting(&path)).await
}

#[tauri::command]
pub async fn settle(
    shell: Here,
    path: String,
    stamp: String,
    choices: Vec<MeetingChoice>,
) -> Answer<Settled> {
    shell
        .with(move |library| library.settle(&path, &stamp, &choices))
        .await
}

#[tauri::command]
pub async fn post_history(
    shell: Here,
    path: String,
    limit: u32,
    on_step: Channel<HistoryStep>,
) -> Answer<PostHistory> {
    shell.stop(Work::Look);
    let cancel = shell.begin(Work::Look);
    shell
        .with(move |library| {
            let tell = move |step| drop(on_step.send(step));
            library.history_told(&path, limit as usize, &tell, &cancel)
        })
        .await
}

#[tauri::command]
pub async fn deleted_posts(shell: Here, on_step: Channel<HistoryStep>) -> Answer<Vec<DeletedPost>> {
    shell.stop(Work::Look);
    let cancel = shell.begin(Work::Look);
    shell
        .with(move |library| {
            let tell = move |step| drop(on_step.send(step));
            library.deleted_posts(DELETED, &tell, &cancel)
        })
        .await
}

#[tauri::command]
pub fn cancel_history(shell: Here) {
    shell.stop(Work::Look);
}

#[tauri::command]
pub async fn version_change(shell: Here, path: String, version: String) -> Answer<PostChange> {
    let cancel = galley_library::Cancel::none();
    shell
        .with(move |library| library.version_change(&path, &version, &cancel))
        .await
}

#[tauri::command]
pub async fn restore_version(shell: Here, path: String, version: String) -> Answer<VerbResult> {
    let cancel = galley_library::Cancel::none();
    shell
        .with(move |library| library.restore(&path, &version, true, &cancel))
        .await
}

#[tauri::command]
pub async fn paragraph_back(shell: Here, post: String, version: String, block: u32) -> Answer<BodyChange> {
    let cancel = galley_library::Cancel::none();
    shell
        .with(move |library| library.paragraph_back(&post, &version, block, &cancel))
        .await
}

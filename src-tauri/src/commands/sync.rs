//! Getting what others sent, testing the connection, and taking a publish back.

use galley_library::view::{
    CloneStep, ConnectionCheck, ConnectionReport, ErrorView, PublishResult, SyncResult,
};
use tauri::ipc::Channel;

use crate::shell::Work;
use crate::windows::Here;

#[tauri::command]
pub async fn sync(shell: Here, on_step: Channel<CloneStep>) -> Result<SyncResult, ErrorView> {
    let cancel = shell.begin(Work::Sync);
    shell
        .with(move |library| {
            let tell = move |step| drop(on_step.send(step));
            library.sync(&tell, &cancel)
        })
        .await
}

#[tauri::command]
pub fn cancel_sync(shell: Here) {
    shell.stop(Work::Sync);
}

#[tauri::command]
pub async fn test_connection(
    shell: Here,
    on_check: Channel<ConnectionCheck>,
) -> Result<ConnectionReport, ErrorView> {
    let cancel = shell.begin(Work::Connection);
    shell
        .with(move |library| {
            let tell = move |check| drop(on_check.send(check));
            library.test_connection(&tell, &cancel)
        })
        .await
}

#[tauri::command]
pub fn cancel_connection(shell: Here) {
    shell.stop(Work::Connection);
}

/// `version`: the one that is undone, as its publish told it.
#[tauri::command]
pub async fn undo_publish(shell: Here, version: String) -> Result<PublishResult, ErrorView> {
    let cancel = shell.begin(Work::Publish);
    shell
        .with(move |library| library.undo_publish(Some(&version), &cancel))
        .await
}

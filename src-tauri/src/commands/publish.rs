//! The publish sheet.

use galley_library::view::{
    ErrorView, Identity, PublishOrder, PublishPlan, PublishResult, PublishStep, RepositoryView, ReviewResult,
};
use galley_library::{Cancel, Error, Library};
use tauri::ipc::Channel;

use crate::shell::{Shell, Work};
use crate::windows::Here;

#[tauri::command]
pub async fn publish_plan(shell: Here, paths: Vec<String>) -> Result<PublishPlan, ErrorView> {
    shell.with(move |library| library.publish_plan(&paths)).await
}

/// Does `work` with the open library, tells its steps, and can be stopped by [`cancel_publish`].
async fn in_steps<T: Send + 'static>(
    shell: &Shell,
    on_step: Channel<PublishStep>,
    work: impl FnOnce(&Library, &(dyn Fn(PublishStep) + Send + Sync), &Cancel) -> Result<T, Error>
    + Send
    + 'static,
) -> Result<T, ErrorView> {
    let cancel = shell.begin(Work::Publish);
    shell
        .with(move |library| {
            let tell = move |step| drop(on_step.send(step));
            work(library, &tell, &cancel)
        })
        .await
}

#[tauri::command]
pub async fn publish(
    shell: Here,
    order: PublishOrder,
    on_step: Channel<PublishStep>,
) -> Result<PublishResult, ErrorView> {
    in_steps(&shell, on_step, move |library, tell, cancel| {
        library.publish(&order, tell, cancel)
    })
    .await
}

#[tauri::command]
pub async fn send_for_review(
    shell: Here,
    order: PublishOrder,
    on_step: Channel<PublishStep>,
) -> Result<ReviewResult, ErrorView> {
    in_steps(&shell, on_step, move |library, tell, cancel| {
        library.send_for_review(&order, None, tell, cancel)
    })
    .await
}

#[tauri::command]
pub async fn unpublish(
    shell: Here,
    path: String,
    on_step: Channel<PublishStep>,
) -> Result<PublishResult, ErrorView> {
    in_steps(&shell, on_step, move |library, tell, cancel| {
        library.unpublish(&[path], None, tell, cancel)
    })
    .await
}

#[tauri::command]
pub fn cancel_publish(shell: Here) {
    shell.stop(Work::Publish);
}

#[tauri::command]
pub async fn set_identity(shell: Here, identity: Identity) -> Result<RepositoryView, ErrorView> {
    shell.with(move |library| library.set_identity(&identity)).await
}

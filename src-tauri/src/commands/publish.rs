//! The publish sheet.

use galley_library::view::{
    ErrorView, Identity, PublishOrder, PublishPlan, PublishResult, PublishStep, RepositoryView, ReviewResult,
};
use tauri::State;
use tauri::ipc::Channel;

use crate::shell::{Shell, Work};

#[tauri::command]
pub async fn publish_plan(shell: State<'_, Shell>, paths: Vec<String>) -> Result<PublishPlan, ErrorView> {
    shell.with(move |library| library.publish_plan(&paths)).await
}

#[tauri::command]
pub async fn publish(
    shell: State<'_, Shell>,
    order: PublishOrder,
    on_step: Channel<PublishStep>,
) -> Result<PublishResult, ErrorView> {
    let cancel = shell.begin(Work::Publish);
    shell
        .with(move |library| {
            let tell = move |step| drop(on_step.send(step));
            library.publish(&order, &tell, &cancel)
        })
        .await
}

#[tauri::command]
pub async fn send_for_review(
    shell: State<'_, Shell>,
    order: PublishOrder,
    on_step: Channel<PublishStep>,
) -> Result<ReviewResult, ErrorView> {
    let cancel = shell.begin(Work::Publish);
    shell
        .with(move |library| {
            let tell = move |step| drop(on_step.send(step));
            library.send_for_review(&order, None, &tell, &cancel)
        })
        .await
}

#[tauri::command]
pub async fn unpublish(
    shell: State<'_, Shell>,
    path: String,
    on_step: Channel<PublishStep>,
) -> Result<PublishResult, ErrorView> {
    let cancel = shell.begin(Work::Publish);
    shell
        .with(move |library| {
            let tell = move |step| drop(on_step.send(step));
            library.unpublish(&[path], None, &tell, &cancel)
        })
        .await
}

#[tauri::command]
pub fn cancel_publish(shell: State<'_, Shell>) {
    shell.stop(Work::Publish);
}

#[tauri::command]
pub async fn set_identity(shell: State<'_, Shell>, identity: Identity) -> Result<RepositoryView, ErrorView> {
    shell.with(move |library| library.set_identity(&identity)).await
}

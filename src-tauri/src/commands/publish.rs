//! The publish sheet.

use galley_library::view::{
    ErrorView, Identity, PublishOrder, PublishPlan, PublishResult, PublishStep, RepositoryView,
};
use tauri::State;
use tauri::ipc::Channel;

use crate::shell::Shell;

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
    let cancel = shell.begin();
    shell
        .with(move |library| {
            let tell = move |step| drop(on_step.send(step));
            library.publish(&order, &tell, &cancel)
        })
        .await
}

#[tauri::command]
pub fn cancel_publish(shell: State<'_, Shell>) {
    shell.stop();
}

#[tauri::command]
pub async fn set_identity(shell: State<'_, Shell>, identity: Identity) -> Result<RepositoryView, ErrorView> {
    shell.with(move |library| library.set_identity(&identity)).await
}

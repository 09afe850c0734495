//! The branches of the repository, and what another program left behind in it.

use galley_library::view::{Branch, ErrorView, SwitchResult};

use crate::windows::Here;

#[tauri::command]
pub async fn branches(shell: Here) -> Result<Vec<Branch>, ErrorView> {
    shell.with(|library| library.branches()).await
}

/// `create`: a new branch, which begins where the present one is.
#[tauri::command]
pub async fn switch_branch(shell: Here, name: String, create: bool) -> Result<SwitchResult, ErrorView> {
    shell
        .with(move |library| library.switch_branch(&name, create))
        .await
}

/// What came along with the repository may run from now on.
#[tauri::command]
pub async fn trust_repository(shell: Here) -> Result<(), ErrorView> {
    shell.with(|library| library.trust_repository()).await
}

#[tauri::command]
pub async fn remove_lock(shell: Here) -> Result<bool, ErrorView> {
    shell.with(|library| library.remove_lock()).await
}

//! What is wrong in all posts, how it is mended, and tags over all posts.

use std::sync::atomic::{AtomicU32, Ordering};

use galley_library::view::{
    CheckReport, CheckStep, ErrorView, Fix, ProblemPlace, TagOrder, TagPlan, TagRow, TagsChanged, VerbResult,
};
use tauri::State;
use tauri::ipc::Channel;

use crate::shell::{Shell, Work};

/// So many times in all the window is told how far it is.
const STEPS: u32 = 50;

#[tauri::command]
pub async fn check_library(
    shell: State<'_, Shell>,
    on_step: Channel<CheckStep>,
) -> Result<CheckReport, ErrorView> {
    let cancel = shell.begin(Work::Check);
    shell
        .with(move |library| {
            let told = AtomicU32::new(0);
            let tell = |done: u32, total: u32| {
                let step = done.saturating_mul(STEPS) / total.max(1);
                if told.fetch_max(step, Ordering::Relaxed) < step {
                    drop(on_step.send(CheckStep { done, total }));
                }
            };
            library.check(&tell, &cancel)
        })
        .await
}

#[tauri::command]
pub fn cancel_check(shell: State<'_, Shell>) {
    shell.stop(Work::Check);
}

#[tauri::command]
pub async fn problem_fixes(shell: State<'_, Shell>, place: ProblemPlace) -> Result<Vec<Fix>, ErrorView> {
    shell.with(move |library| library.fixes(&place)).await
}

#[tauri::command]
pub async fn fix_problem(
    shell: State<'_, Shell>,
    place: ProblemPlace,
    way: u32,
) -> Result<VerbResult, ErrorView> {
    shell.with(move |library| library.fix(&place, way)).await
}

#[tauri::command]
pub async fn tag_rows(shell: State<'_, Shell>) -> Result<Vec<TagRow>, ErrorView> {
    shell.with(|library| Ok(library.tag_rows())).await
}

#[tauri::command]
pub async fn tag_plan(shell: State<'_, Shell>, order: TagOrder) -> Result<TagPlan, ErrorView> {
    shell.with(move |library| library.tag_plan(&order)).await
}

#[tauri::command]
pub async fn change_tags(shell: State<'_, Shell>, order: TagOrder) -> Result<TagsChanged, ErrorView> {
    shell.with(move |library| library.change_tags(&order)).await
}

/// These tags look alike and are several.
#[tauri::command]
pub async fn not_the_same(shell: State<'_, Shell>, tags: Vec<String>) -> Result<(), ErrorView> {
    shell.with(move |library| library.not_the_same(&tags)).await
}

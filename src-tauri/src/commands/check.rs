//! What is wrong in all posts, how it is mended, tags over all posts, and fields of several.

use std::sync::atomic::{AtomicU32, Ordering};

use galley_library::view::{
    CheckReport, CheckStep, ErrorView, Fix, PostsChanged, PostsOrder, PostsPlan, ProblemPlace, TagOrder,
    TagPlan, TagRow, TagsChanged, VerbResult,
};
use tauri::ipc::Channel;

use crate::shell::Work;
use crate::windows::Here;

/// So many times in all the window is told how far it is.
const STEPS: u32 = 50;

#[tauri::command]
pub async fn check_library(shell: Here, on_step: Channel<CheckStep>) -> Result<CheckReport, ErrorView> {
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
pub fn cancel_check(shell: Here) {
    shell.stop(Work::Check);
}

#[tauri::command]
pub async fn problem_fixes(shell: Here, place: ProblemPlace) -> Result<Vec<Fix>, ErrorView> {
    shell.with(move |library| library.fixes(&place)).await
}

#[tauri::command]
pub async fn fix_problem(shell: Here, place: ProblemPlace, way: u32) -> Result<VerbResult, ErrorView> {
    shell.with(move |library| library.fix(&place, way)).await
}

#[tauri::command]
pub async fn tag_rows(shell: Here) -> Result<Vec<TagRow>, ErrorView> {
    shell.with(|library| Ok(library.tag_rows())).await
}

#[tauri::command]
pub async fn tag_plan(shell: Here, order: TagOrder) -> Result<TagPlan, ErrorView> {
    shell.with(move |library| library.tag_plan(&order)).await
}

#[tauri::command]
pub async fn change_tags(shell: Here, order: TagOrder) -> Result<TagsChanged, ErrorView> {
    shell.with(move |library| library.change_tags(&order)).await
}

/// These tags look alike and are several.
#[tauri::command]
pub async fn not_the_same(shell: Here, tags: Vec<String>) -> Result<(), ErrorView> {
    shell.with(move |library| library.not_the_same(&tags)).await
}

#[tauri::command]
pub async fn posts_plan(shell: Here, order: PostsOrder) -> Result<PostsPlan, ErrorView> {
    shell.with(move |library| library.posts_plan(&order)).await
}

#[tauri::command]
pub async fn change_posts(shell: Here, order: PostsOrder) -> Result<PostsChanged, ErrorView> {
    shell.with(move |library| library.change_posts(&order)).await
}

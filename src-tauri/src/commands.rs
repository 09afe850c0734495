//! The commands that the web side may call: each a few lines over `galley-library`.

mod branches;
mod check;
mod desk;
mod pictures;
mod preview;
mod publish;
mod settings;
mod sync;
mod true_preview;
mod verbs;
mod versions;
mod welcome;

use tauri::Wry;
use tauri::ipc::Invoke;

/// All commands. `names.rs` lists them once more for the build script; a test compares the two.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        welcome::app,
        welcome::wanted,
        welcome::start_blog,
        welcome::choose_folder,
        welcome::open_library,
        welcome::allow_folder,
        welcome::clone_library,
        welcome::cancel_clone,
        welcome::close_library,
        welcome::close_window,
        welcome::answer_question,
        welcome::open_external,
        desk::overview,
        desk::posts,
        desk::new_post,
        verbs::post_offers,
        verbs::rename_plan,
        verbs::rename_post,
        verbs::duplicate_post,
        verbs::move_post,
        verbs::delete_post,
        verbs::undo,
        verbs::show_in_folder,
        desk::open_post,
        desk::close_post,
        desk::edit_body,
        desk::replace_body,
        desk::edit_field,
        desk::edit_head,
        desk::head_form,
        desk::field_uses,
        desk::check_post,
        check::check_library,
        check::cancel_check,
        check::problem_fixes,
        check::fix_problem,
        check::tag_rows,
        check::tag_plan,
        check::change_tags,
        check::not_the_same,
        check::posts_plan,
        check::change_posts,
        pictures::add_picture,
        pictures::choose_pictures,
        pictures::shrink_picture,
        pictures::paste_untold,
        pictures::link_to,
        pictures::bring_in,
        desk::save_post,
        versions::meeting,
        versions::settle,
        versions::post_history,
        versions::deleted_posts,
        versions::cancel_history,
        versions::version_change,
        versions::restore_version,
        versions::paragraph_back,
        preview::preview,
        preview::preview_change,
        preview::preview_style,
        preview::front_preview,
        preview::picture_fault,
        preview::theme_samples,
        true_preview::true_preview,
        true_preview::start_true_preview,
        true_preview::stop_true_preview,
        desk::recoveries,
        desk::recover,
        publish::publish_plan,
        publish::publish,
        publish::cancel_publish,
        publish::unpublish,
        publish::set_identity,
        sync::sync,
        sync::cancel_sync,
        sync::test_connection,
        sync::cancel_connection,
        sync::undo_publish,
        publish::send_for_review,
        branches::branches,
        branches::switch_branch,
        branches::remove_lock,
        branches::trust_repository,
        settings::settings,
        settings::change_setting,
        settings::edit_settings,
        settings::open_help,
        settings::remembered,
        settings::remember,
        settings::set_menu,
        settings::new_window,
    ]
}

// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A library that was open before.
 */
export type RecentLibrary = { 
/**
 * Its folder, absolute.
 */
path: string, 
/**
 * The folder with the home folder drawn as `~`.
 */
shownPath: string, 
/**
 * Its name, as last seen.
 */
name: string, 
/**
 * False when the folder is gone.
 */
found: boolean, 
/**
 * How many posts were unpublished when it was last open.
 */
unpublished: number, 
/**
 * How many drafts it had when it was last open.
 */
drafts: number, };

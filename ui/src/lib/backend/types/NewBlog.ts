// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What to make when a new blog is started.
 */
export type NewBlog = { 
/**
 * The blog's name, shown to readers.
 */
name: string, 
/**
 * The folder to make; `~` is the home folder. It must not exist or be empty.
 */
folder: string, 
/**
 * One of the themes' names, for example `newsroom`.
 */
theme: string, 
/**
 * Also make a bare remote beside it, so that Publish works without a server.
 */
bareRemote: boolean, };

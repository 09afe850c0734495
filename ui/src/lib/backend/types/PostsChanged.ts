// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What an edit of several posts did.
 */
export type PostsChanged = { 
/**
 * The posts that changed, by path.
 */
paths: Array<string>, 
/**
 * By what it can be taken back, as one.
 */
undo: string, };

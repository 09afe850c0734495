// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * What the file has when it changed under an edited post.
 */
export type DiskVersion = { 
/**
 * The body on disk, with LF line endings.
 */
body: string, 
/**
 * The head on disk.
 */
head: string, 
/**
 * The editor's body.
 */
myBody: string, 
/**
 * The editor's head.
 */
myHead: string, 
/**
 * When the change was noticed, as `10:42`.
 */
since: string, };

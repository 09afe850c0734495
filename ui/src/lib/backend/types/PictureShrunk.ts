// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A picture that was made smaller.
 */
export type PictureShrunk = { 
/**
 * Its path in the library.
 */
path: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * Its size before.
 */
before: number, 
/**
 * By what that can be taken back.
 */
undo: string, };

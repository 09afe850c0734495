// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Where a heading's rows begin in the list.
 */
export type GroupStart = { 
/**
 * The tag, the author, the status and so on; empty for posts that have none.
 */
name: string, 
/**
 * The row before which the heading stands.
 */
row: number, 
/**
 * How many rows stand under it.
 */
count: number, };

// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * A tag in the list of all tags.
 */
export type TagRow = { 
/**
 * The tag, in its most used spelling.
 */
name: string, 
/**
 * How many posts have it.
 */
count: number, 
/**
 * The day of the newest post that has it, `2026-06-04`.
 */
last?: string, 
/**
 * Who used it, most often first; at most three.
 */
authors: Array<string>, };

// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * How two versions of a head differ.
 */
export type LineCount = { 
/**
 * The lines that are new, gone or other ones; a line in the place of another counts once.
 */
changed: number, 
/**
 * The lines that are the same in both, to the byte.
 */
kept: number, };

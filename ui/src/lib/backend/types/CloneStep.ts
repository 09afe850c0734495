// Made from src-tauri/crates/library/src/view. Change it there, then write this file anew:
// GALLEY_WRITE_TYPES=1 cargo test -p galley-library --test types

/**
 * Progress of a clone.
 */
export type CloneStep = { 
/**
 * What is going on, in words.
 */
stage: string, 
/**
 * Between 0 and 1, when known.
 */
part?: number, };
